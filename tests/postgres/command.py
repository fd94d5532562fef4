"""The command line as a DBA runs it, on servers of the rig: every call is a process and answers in JSON."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.postgres import health, truth
from tests.postgres.servers import Rig, Server, own
from tests.postgres.truth import Moment

ROOT = Path(__file__).resolve().parents[2]
SOURCE = "shop"
PASSWORD = "correct horse"


class CommandFailed(AssertionError):
    """A command ended with another status than it should have."""


class Running:
    """A command that runs beside the test."""

    def __init__(self, process: subprocess.Popen[str], arguments: Sequence[str]) -> None:
        self.process = process
        self.arguments = arguments

    def result(self, *statuses: int, timeout: float = 300) -> dict[str, Any]:
        """Wait for its end; what it answered. Raises CommandFailed for any status but those (none named: 0)."""
        out, err = self.process.communicate(timeout=timeout)
        return _answer(self.arguments, self.process.returncode, out, err, statuses or (0,))

    def end(self, how: int = signal.SIGKILL) -> tuple[int, str]:
        """Send it a signal; its status and what it said for people."""
        self.process.send_signal(how)
        _out, err = self.process.communicate(timeout=60)
        return self.process.returncode, err


class Pagewake:
    """One repository, one source in it, and the command line with settings of its own."""

    def __init__(self, rig: Rig, place: Path | None = None) -> None:
        """`place` is where the repository goes [default: a directory of the rig's]."""
        self.rig = rig
        self.home = rig.directory("home")
        self.repo = (place or self.home) / "repo"
        self.variables: dict[str, str] = {}
        self.run("repo", "init", str(self.repo))

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PG", "PAGEWAKE_"))}
        path = os.pathsep.join(str(ROOT / room) for room in ("core", "gui", "resources"))
        places = {"XDG_CONFIG_HOME": str(self.home / "config"), "XDG_STATE_HOME": str(self.home / "state")}
        tools = {"PYTHONPATH": path, "PYTHONWARNINGS": "error", "TZ": "Asia/Kolkata", "COLUMNS": "100"}
        return {**kept, **places, **tools, "TMPDIR": str(self.rig.root), **self.variables}

    def start(self, *arguments: str | Path) -> Running:
        """Start a command."""
        words = [str(argument) for argument in arguments]
        process = subprocess.Popen(
            [sys.executable, "-m", "pagewake", *words, "--json"],
            env=self.environment,
            cwd=self.home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        return Running(process, words)

    def run(self, *arguments: str | Path, statuses: Sequence[int] = (0,)) -> dict[str, Any]:
        """Run a command; its document. Raises CommandFailed where it ends with another status."""
        return self.start(*arguments).result(*statuses)

    def error(self, *arguments: str | Path, status: int | None = None) -> dict[str, str]:
        """Run a command that must fail (`status`: 2 for wrong usage, 3 for a failure); what it says of that."""
        answer = self.run(*arguments, statuses=(2, 3) if status is None else (status,))
        return dict(answer["error"])

    # --- the commands, with this repository and source

    def source_arguments(self, server: Server, *, remote: bool = False) -> list[str]:
        """How the command line is told of a server."""
        place = ["--source", SOURCE, "--repo", str(self.repo)]
        if remote:
            user = "pagewake" if server.tcp else "postgres"
            return [server.uri(user), *place]
        return [str(server.data), "--connection", server.socket_uri(), *place]

    def let_in(self, server: Server) -> None:
        """Set a server up for remote backups as the setup script says, with a password, and nothing more."""
        self.variables["PGPASSWORD"] = PASSWORD
        script = self.run("source", "check", server.socket_uri(), "--script")["setup_script"]
        server.sql(script)
        server.sql(f"SET password_encryption = 'scram-sha-256'; ALTER ROLE pagewake PASSWORD '{PASSWORD}'")

    def start_backup(self, server: Server, kind: str = "auto", *more: str, remote: bool = False) -> Running:
        where = self.source_arguments(server, remote=remote)
        return self.start("backup", *where, "--type", kind, "--checkpoint", *more)

    def backup(self, server: Server, kind: str = "auto", *more: str, remote: bool = False) -> dict[str, Any]:
        """A backup that must succeed, of the kind that was asked for."""
        answer = self.start_backup(server, kind, *more, remote=remote).result()
        made = dict(answer["backup"])
        if kind not in ("auto", made["type"]):
            raise CommandFailed(f"{kind} was asked for, and {made['type']} made: {answer['reason']}")
        return made

    def receive(self, server: Server, *, remote: bool = False) -> dict[str, Any]:
        """Bring the archived log up to date."""
        return self.run("wal", "receive", "--once", *self.source_arguments(server, remote=remote))

    @contextmanager
    def receiving(self, server: Server, *, remote: bool = True) -> Iterator[Running]:
        """Archive the log as it is written, until the block ends."""
        where = self.source_arguments(server, remote=remote)
        running = self.start("wal", "receive", *where, "--interval", "1s")
        try:
            yield running
        finally:
            if running.process.poll() is None:
                running.end(signal.SIGTERM)

    def restore(
        self, *target: str | Path, of: Server, check: bool = True, statuses: Sequence[int] = (0,)
    ) -> tuple[dict[str, Any], Server]:
        """Restore to a new directory; the document, and a server that is not started on what is there.

        Tablespaces go to a place of the new server's own. Without `check` the server may have no files.
        """
        data = self.rig.directory("r")
        data.rmdir()
        restored = Server(of.installation, data, self.rig.directory("s"), tcp=False)
        restored.tablespaces.mkdir()
        own(restored.tablespaces)
        maps = []
        if of.tablespaces.is_dir():
            for place in sorted(of.tablespaces.iterdir()):
                maps += ["--tablespace-map", f"{place}={restored.tablespaces / place.name}"]
        words = ["restore", "--repo", self.repo, "--source", SOURCE, "--to", data, *maps, *target]
        answer = self.run(*words, statuses=statuses)
        self.rig.servers.append(restored)
        if check:
            own(data, recursive=True)
            own(restored.tablespaces, recursive=True)
        return answer, restored


def targets(moment: Moment) -> dict[str, list[str]]:
    """The options of `restore` that name a moment, by kind."""
    high, low = divmod(moment.lsn, 1 << 32)
    return {
        "lsn": ["--target-lsn", f"{high:X}/{low:X}"],
        "time": ["--target-time", moment.time.isoformat()],
        "xid": ["--target-xid", str(moment.xid)],
        "name": ["--target-name", moment.name],
    }


def start_and_promote(server: Server, timeout: float = 120) -> None:
    """Start a server on restored files and wait until it has recovered and takes writes."""
    server.start(timeout=timeout)
    until(lambda: not server.value("SELECT pg_is_in_recovery()"), timeout, lambda: server.log[-3000:])


def until(condition: Callable[[], bool], timeout: float = 60, otherwise: Callable[[], str] = str) -> None:
    """Wait for something to become true; `otherwise` says what to say where it does not."""
    deadline = time.monotonic() + timeout
    while not condition():
        assert time.monotonic() < deadline, otherwise()
        time.sleep(0.05)


def assert_restored(server: Server, moment: Moment, questions: Sequence[str] = ()) -> None:
    """A restored server, recovered and taking writes, is exactly what was there at the moment, and is healthy."""
    different = truth.differences(moment.truth, truth.take(server))
    nothing_of("not as it was", [*different, *evidence(server)] if different else [])
    nothing_of("unlogged", truth.unlogged_rows(server))
    for gid, database in server.sql("SELECT gid, database FROM pg_prepared_xacts"):
        server.sql(f"ROLLBACK PREPARED '{gid}'", dbname=database)
    nothing_of("unhealthy", health.problems(server, questions))
    server.stop()
    nothing_of("checksums", health.bad_checksums(server))


def evidence(server: Server) -> list[str]:
    """What tells, of a restored server that is not as it should be, what became of it."""
    states = sorted(path.name for path in (server.data / "pg_twophase").iterdir())
    return [f"pg_twophase: {states}", f"started from: {server.data}", f"its log: {server.log[-8000:]}"]


QUESTIONS = (
    "SELECT count(*) FROM t WHERE id > 0",
    "SELECT count(*), sum(id) FROM t WHERE id % 7 = 3 AND id > 0",
)


def restored_now(pagewake: Pagewake, server: Server, *, remote: bool = False) -> Server:
    """Restore from the newest backup to this moment, and see that all is as it is; the stopped server."""
    moment = truth.moment(server, "now")
    pagewake.receive(server, remote=remote)
    answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    last = pagewake.run("list", "--repo", pagewake.repo)["backups"][-1]
    assert answer["backup"] == last["id"]
    start_and_promote(restored)
    assert_restored(restored, moment, QUESTIONS)
    return restored


def nothing_of(what: str, found: Sequence[str]) -> None:
    """Raise AssertionError with all that was found, if anything was."""
    assert not found, f"{what}:\n" + "\n".join(found)


def _answer(
    arguments: Sequence[str], status: int, out: str, err: str, statuses: Sequence[int]
) -> dict[str, Any]:
    command = f"pagewake {' '.join(arguments)}"
    if status not in statuses or "Traceback (most recent call last)" in err:
        raise CommandFailed(f"{command}\nended with {status}, not {statuses}:\n{out[-3000:]}\n{err[-3000:]}")
    document = json.loads(out) if out.strip() else {}
    assert isinstance(document, dict)
    return document
