"""Our command line as a real server's archive_command and restore_command, and what kill -9 does to it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.postgres.archiving import SOURCE, Archive, churn, complete_segments, until
from tests.postgres.installations import Installation, _reachable, account
from tests.postgres.servers import Rig, Server, own
from tests.postgres.standby import base_backup

from pagewake.engines.postgres.segments import is_segment_name
from pagewake.stores.local import LocalStore

ROOT = Path(__file__).resolve().parents[2]
PREFETCHED = ".pagewake-spool"


def command_line() -> tuple[str, dict[str, str]]:
    """A Python that the server's user may run, with the variables that make it find this tree."""
    paths = [str(ROOT / room) for room in ("core", "gui", "resources")]
    wanted = Path(os.path.realpath(sys.executable))
    system = Path(f"/usr/bin/python3.{sys.version_info[1]}")
    if _reachable(wanted.parent) and _reachable(Path(sys.executable).parent):
        python = Path(sys.executable)
    elif system.exists():  # the same version: it can load what is installed for ours
        python = system
        paths += [path for path in sys.path if path.endswith("site-packages")]
    else:
        pytest.skip(f"the user {account().name} may not run {wanted}")
    return str(python), {"PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}


class Commands:
    """A repository that the server's user owns, and commands on it."""

    def __init__(self, rig: Rig) -> None:
        self.python, self.variables = command_line()
        self.home = rig.directory("home")
        self.repository = rig.directory("repo")
        assert self("repo", "init", self.repository).returncode == 0

    def __call__(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [self.python, "-m", "pagewake", *map(str, arguments)],
            env={"PATH": os.environ["PATH"], "HOME": str(self.home), **self.variables},
            cwd=self.home,
            capture_output=True,
            text=True,
            timeout=100,
            check=False,
            **account().popen,  # type: ignore[call-overload]
        )

    def text(self, verb: str, names: str, *options: str) -> str:
        """What a setting of the server says."""
        variables = " ".join(f"{name}={value}" for name, value in self.variables.items())
        where = f"--repo {self.repository} --source {SOURCE}"
        more = " ".join(options)
        return f"HOME={self.home} {variables} {self.python} -m pagewake wal {verb} {names} {where} {more}"

    def push_command(self, *options: str) -> str:
        return self.text("push", "%p", *options)

    def get_command(self, *options: str) -> str:
        return self.text("get", "%f %p", *options)

    @property
    def archive(self) -> Archive:
        return Archive.of(LocalStore(self.repository))


@pytest.fixture
def commands(rig: Rig) -> Commands:
    return Commands(rig)


def archiving(rig: Rig, installation: Installation, command: str) -> Server:
    settings = {"archive_mode": "on", "archive_command": command, "wal_keep_size": "1GB"}
    return rig.server(installation, segment_mib=1, settings=settings)


def pushes(commands: Commands) -> list[int]:
    """The processes that push into this repository now."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if words[0].decode() == commands.python and str(commands.repository).encode() in words:
                found.append(int(entry.name))
    return found


def all_done(server: Server) -> bool:
    status = server.wal / "archive_status"
    return not list(status.glob("*.ready"))


def compare(commands: Commands, server: Server) -> list[str]:
    """Every segment that the server takes for archived is, byte for byte; their names."""
    archive = commands.archive
    done = sorted(path.name[:-5] for path in (server.wal / "archive_status").glob("*.done"))
    held = set(archive.names)
    for name in done:
        assert name in held, f"{name} was reported and is not archived"
        assert archive.data(name) == (server.wal / name).read_bytes()
    return done


@pytest.mark.long
def test_pushes_that_are_killed_report_nothing_that_is_not_archived(
    rig: Rig, installation: Installation, commands: Commands
) -> None:
    # A command that a signal ends would end the archiver with it, which starts again only after ten seconds.
    server = archiving(rig, installation, commands.push_command("--batch 4", "|| exit 1"))
    killed = 0
    for _ in range(6):
        churn(server, 1.5)
        server.switch_wal()
        deadline = time.monotonic() + 1.0 + killed % 3 * 0.15
        while time.monotonic() < deadline:
            for pid in pushes(commands):
                time.sleep(0.02 * (killed % 12))
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
                killed += 1
            time.sleep(0.02)
        compare(commands, server)
    assert killed >= 3
    whole = complete_segments(server)
    until(lambda: all_done(server), 60)
    names = compare(commands, server)
    assert {path.name for path in whole} <= set(names)
    archive = commands.archive
    assert archive.history.timelines[1].gaps == ()
    assert archive.repository.wal.leftovers.found() == []
    for row in archive.rows:
        assert not archive.repository.wal.summary(row).breakers


@pytest.mark.long
def test_a_backlog_is_archived_in_few_processes(
    rig: Rig, installation: Installation, commands: Commands
) -> None:
    server = archiving(rig, installation, "/bin/false")
    churn(server, 8)
    whole = complete_segments(server)
    first = next(path for path in whole if (server.wal / f"archive_status/{path.name}.ready").exists())
    done = commands("wal", "push", first, "--repo", commands.repository, "--source", SOURCE, "--batch", "5")
    assert done.returncode == 0, done.stderr
    assert sum(line.startswith("ahead, ") for line in done.stdout.splitlines()) == 4
    assert commands.archive.names == [path.name for path in whole[:5]]
    again = commands("wal", "push", whole[1], "--repo", commands.repository, "--source", SOURCE)
    assert (again.returncode, again.stdout) == (0, f"{whole[1].name}: already archived.\n")
    # Content is compared, not names.
    forged = rig.directory("forged") / whole[2].name
    forged.write_bytes(whole[2].read_bytes()[:-4096] + b"x" * 4096)
    own(forged)
    refused = commands("wal", "push", forged, "--repo", commands.repository, "--source", SOURCE)
    assert refused.returncode == 3
    # What is wrong with a file that comes later is no reason to refuse this one.
    bad = whole[6]
    kept = bad.read_bytes()
    bad.write_bytes(kept[:-1])
    done = commands("wal", "push", whole[5], "--repo", commands.repository, "--source", SOURCE)
    assert done.returncode == 0
    assert "waits for its turn" in done.stdout
    assert commands("wal", "push", bad, "--repo", commands.repository, "--source", SOURCE).returncode == 3
    bad.write_bytes(kept)
    server.configure(archive_command=commands.push_command())
    server.reload()
    # In 13 a new segment wakes the archiver and new settings do not: without one it would sleep a minute.
    churn(server, 1)
    server.switch_wal()
    until(lambda: all_done(server), 60)
    compare(commands, server)


def restoring(rig: Rig, server: Server, command: str, **settings: str) -> Server:
    """A copy of a running server that recovers from the archive when it is started."""
    copy = base_backup(rig, server)
    copy.configure(restore_command=command, archive_mode="off", hot_standby="on", **settings)
    (copy.data / "recovery.signal").touch()
    own(copy.data / "recovery.signal")
    return copy


def counted(server: Server) -> tuple[int, str]:
    ((count, digest),) = server.sql("SELECT count(*), md5(string_agg(text, '' ORDER BY id)) FROM churn")
    return int(count), str(digest)


@pytest.mark.parametrize(
    "options",
    [
        (),
        pytest.param(("--prefetch 3",), marks=pytest.mark.long),
        pytest.param(("--prefetch 0",), marks=pytest.mark.long),
    ],
)
def test_a_recovery_with_prefetched_segments_ends_where_the_archive_ends(
    rig: Rig, installation: Installation, commands: Commands, options: tuple[str, ...]
) -> None:
    server = archiving(rig, installation, commands.push_command())
    churn(server, 1)
    copy = restoring(rig, server, commands.get_command(*options), recovery_target_action="promote")
    churn(server, 8)
    complete_segments(server)
    until(lambda: all_done(server), 300)  # each segment starts a program
    truth = counted(server)
    copy.start(timeout=200)
    until(lambda: not copy.value("SELECT pg_is_in_recovery()"), 200)
    assert counted(copy) == truth
    assert copy.value("SELECT timeline_id FROM pg_control_checkpoint()") in (1, 2)
    assert (copy.wal / "00000002.history").exists(), "it was promoted at the end of the archive"
    until(lambda: not (copy.wal / PREFETCHED).exists())
    assert copy.log.count("restored log file") >= 8
    assert "FATAL" not in copy.log


@pytest.mark.long
def test_a_store_that_goes_away_stops_a_recovery_and_does_not_end_it(
    rig: Rig, installation: Installation, commands: Commands
) -> None:
    server = archiving(rig, installation, commands.push_command())
    churn(server, 1)
    copy = restoring(rig, server, commands.get_command(), recovery_target_action="promote")
    churn(server, 3)
    complete_segments(server)
    until(lambda: all_done(server), 300)  # each segment starts a program
    truth = counted(server)
    away = commands.repository.with_name("away")
    commands.repository.rename(away)
    copy.start(wait=False)
    assert copy.wait_stopped(60) != 0
    assert "could not restore file" in copy.log
    assert not (copy.wal / "00000002.history").exists(), "no promotion without the rest of the log"
    away.rename(commands.repository)
    copy.start(timeout=100)
    until(lambda: not copy.value("SELECT pg_is_in_recovery()"), 60)
    assert counted(copy) == truth


def get(commands: Commands, name: str, destination: Path, *options: str) -> int:
    where = ("--repo", commands.repository, "--source", SOURCE, *options)
    return commands("wal", "get", name, destination, *where).returncode


def spooled(root: Path) -> list[str]:
    return sorted(path.name[:24] for path in root.glob("*/*.*.*"))


@pytest.mark.long
def test_the_spool_is_bounded_and_never_believed(
    rig: Rig, installation: Installation, commands: Commands
) -> None:
    server = archiving(rig, installation, "/bin/false")
    churn(server, 9)
    whole = complete_segments(server)
    for path in whole:
        assert (
            commands("wal", "push", path, "--repo", commands.repository, "--source", SOURCE).returncode == 0
        )
    place = rig.directory("recovery")
    destination = place / "RECOVERYXLOG"
    names = [path.name for path in whole]
    assert get(commands, names[0], destination, "--prefetch", "3") == 0
    root = place / PREFETCHED
    until(lambda: spooled(root) == names[1:4])
    assert not list(root.glob("*/*.part"))
    # A torn file, one of another name, one that says what it is not.
    (torn,) = root.glob(f"*/{names[1]}.*")
    torn.write_bytes(torn.read_bytes()[:-1])
    (swapped,) = root.glob(f"*/{names[2]}.*")
    (other,) = root.glob(f"*/{names[3]}.*")
    shutil.copy(other, swapped)
    for number in (1, 2, 3):
        assert get(commands, names[number], destination, "--prefetch", "3") == 0
        assert destination.read_bytes() == whole[number].read_bytes()
    until(lambda: spooled(root)[-1:] in ([names[5]], [names[6]]))
    assert set(spooled(root)) <= set(names[4:7]), "what was passed is gone, and no more than three are held"
    # Jumping elsewhere leaves nothing of the old place.
    assert get(commands, names[0], destination, "--prefetch", "2") == 0
    until(lambda: spooled(root) == names[1:3])
    # A spool that others can write to is not used.
    room = next(root.iterdir())
    room.chmod(0o777)
    assert get(commands, names[1], destination) == 0
    room.chmod(0o700)
    # Several at once, each whole.
    running = [place / f"at-once-{number}" for number in range(4)]
    children = [
        subprocess.Popen(
            [commands.python, "-m", "pagewake", "wal", "get", names[4], str(one), "--repo",
             str(commands.repository), "--source", SOURCE, "--prefetch", "4"],
            env={"PATH": os.environ["PATH"], "HOME": str(commands.home), **commands.variables},
            **account().popen,  # type: ignore[call-overload]
        )
        for one in running
    ]  # fmt: skip
    assert [child.wait(60) for child in children] == [0] * 4
    assert all(one.read_bytes() == whole[4].read_bytes() for one in running)
    # The end of the archive: 1, and nothing is left.
    assert get(commands, f"{names[-1][:16]}000000FF", destination) == 1
    until(lambda: not root.exists())


@pytest.mark.long
def test_a_spool_of_another_repository_is_not_used(
    rig: Rig, installation: Installation, commands: Commands
) -> None:
    server = archiving(rig, installation, "/bin/false")
    churn(server, 3)
    whole = complete_segments(server)
    for path in whole:
        commands("wal", "push", path, "--repo", commands.repository, "--source", SOURCE)
    once = ("--repo", commands.repository, "--source", SOURCE, "--batch", "1")
    spool = rig.directory("spool")
    destination = rig.directory("recovery") / "RECOVERYXLOG"
    assert get(commands, whole[0].name, destination, "--spool", str(spool)) == 0
    until(lambda: len(spooled(spool)) >= 1)
    shutil.rmtree(commands.repository)
    commands.repository.mkdir(mode=0o700)
    own(commands.repository)
    assert commands("repo", "init", commands.repository).returncode == 0
    assert commands("wal", "push", whole[0], *once).returncode == 0
    assert get(commands, whole[1].name, destination, "--spool", str(spool)) == 1
    assert not destination.exists() or destination.read_bytes() == whole[0].read_bytes()


def test_partial_segments_answer_to_no_full_name(
    rig: Rig, installation: Installation, commands: Commands
) -> None:
    server = archiving(rig, installation, "/bin/false")
    churn(server, 1)
    whole = complete_segments(server)
    partial = rig.directory("log") / f"{whole[-1].name}.partial"
    shutil.copy(whole[-1], partial)
    own(partial)
    pushed = commands("wal", "push", partial, "--repo", commands.repository, "--source", SOURCE)
    assert pushed.returncode == 0, pushed.stderr
    assert all(not is_segment_name(name) for name in commands.archive.names)
    destination = rig.directory("recovery") / "RECOVERYXLOG"
    assert get(commands, whole[-1].name, destination) == 1
    assert get(commands, commands.archive.names[0], destination) == 0
