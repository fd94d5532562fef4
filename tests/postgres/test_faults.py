"""What goes wrong around a backup: each a clear error, nothing lost, and the next run works."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.postgres import truth
from tests.postgres.command import (
    PASSWORD,
    CommandFailed,
    Pagewake,
    Running,
    assert_restored,
    restored_now,
    start_and_promote,
    targets,
    until,
)
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server
from tests.postgres.standby import standby, wait_replayed

SETTINGS = {"log_min_duration_statement": "0", "wal_keep_size": "1GB"}


def fill(server: Server, first: int = 1, rows: int = 20000) -> None:
    """Rows that do not compress: some megabytes."""
    server.sql("CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, pad text)")
    server.sql(
        "INSERT INTO t SELECT i, (SELECT string_agg(md5((i * 100 + j)::text), '') FROM generate_series(1, 20) j) "
        f"FROM generate_series({first}, {first + rows - 1}) i"
    )


@pytest.fixture
def source(rig: Rig, installation: Installation) -> Server:
    """A server over TCP, whose log says when a backup has begun."""
    server = rig.server(installation, tcp=True, settings=SETTINGS, fresh=True)
    fill(server)
    return server


def held_in_the_middle(pagewake: Pagewake, server: Server, *, remote: bool) -> Running:
    """A backup that stands still: it has begun, and has not ended."""
    seen = len(server.log)
    # So slowly that it does not end before it is stopped, however late this process has its turn.
    slowly = ("--jobs", "1", "--bandwidth", "500kB")
    running = pagewake.start_backup(server, "auto", *slowly, remote=remote)

    def begun() -> bool:
        assert running.process.poll() is None, "it ended before it could be stopped"
        return any(
            "duration" in line and ("backup_start" in line or "start_backup" in line)
            for line in server.log[seen:].splitlines()
        )

    until(begun)
    running.process.send_signal(signal.SIGSTOP)
    return running


def failed(running: Running) -> dict[str, str]:
    """Let it go on; it must fail. What it says."""
    running.process.send_signal(signal.SIGCONT)
    error = dict(running.result(3)["error"])
    assert error["message"] and error["advice"]
    assert not error["code"].startswith("PW-999"), error
    return error


def works_again(pagewake: Pagewake, server: Server, backups: int, *, remote: bool) -> None:
    """The failed run left no backup; the next one is one, and restores."""
    assert len(pagewake.run("list", "--repo", pagewake.repo)["backups"]) == backups
    fill(server, 10**6, 500)
    pagewake.backup(server, "auto", remote=remote)
    assert pagewake.run("verify", "--repo", pagewake.repo)["ok"]
    restored_now(pagewake, server, remote=remote)


@pytest.fixture(params=[False, True], ids=["local", "remote"])
def remote(request: pytest.FixtureRequest, source: Server, pagewake: Pagewake) -> bool:
    if request.param:
        pagewake.let_in(source)
    return bool(request.param)


@pytest.mark.long
def test_server_killed_during_a_backup(source: Server, pagewake: Pagewake, remote: bool) -> None:
    pagewake.backup(source, "full", remote=remote)
    fill(source, 10**5)
    running = held_in_the_middle(pagewake, source, remote=remote)
    source.stop("kill")
    failed(running)
    source.start()
    works_again(pagewake, source, 1, remote=remote)


@pytest.mark.parametrize(
    "remote",
    [pytest.param(False, marks=pytest.mark.long, id="local"), pytest.param(True, id="remote")],
    indirect=True,
)
def test_connections_cut_during_a_backup(source: Server, pagewake: Pagewake, remote: bool) -> None:
    running = held_in_the_middle(pagewake, source, remote=remote)
    (cut,) = source.sql(
        "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity "
        "WHERE pid <> pg_backend_pid() AND application_name LIKE 'pagewake%'"
    )[0]
    assert cut
    failed(running)
    works_again(pagewake, source, 0, remote=remote)


@pytest.mark.long
def test_backup_killed_in_the_middle(source: Server, pagewake: Pagewake, remote: bool) -> None:
    running = held_in_the_middle(pagewake, source, remote=remote)
    running.end(signal.SIGKILL)
    works_again(pagewake, source, 0, remote=remote)
    # Nothing of it is left in the server: a backup that stands open would keep it from being stopped smartly.
    assert source.value("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'pagewake%'") == 0


@pytest.mark.long
def test_backup_interrupted_by_its_user(source: Server, pagewake: Pagewake, remote: bool) -> None:
    # Where the signal meets an import, Python leaves the module's file to its garbage collector, which says so.
    pagewake.variables["PYTHONWARNINGS"] = "error,ignore::ResourceWarning"
    running = held_in_the_middle(pagewake, source, remote=remote)
    running.process.send_signal(signal.SIGCONT)
    running.process.send_signal(signal.SIGINT)
    running.result(3, timeout=60)
    works_again(pagewake, source, 0, remote=remote)


@pytest.mark.long
def test_wrong_password(source: Server, pagewake: Pagewake) -> None:
    pagewake.let_in(source)
    pagewake.variables["PGPASSWORD"] = "not the right one"
    where = pagewake.source_arguments(source, remote=True)
    for command in ("backup", "wal receive --once"):
        running = pagewake.start(*command.split(), *where)
        error = running.result(3)["error"]
        assert "password" in error["message"]
        assert "not the right one" not in str(error)
    pagewake.variables["PGPASSWORD"] = PASSWORD
    works_again(pagewake, source, 0, remote=True)


@pytest.fixture
def small_disk(rig: Rig) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = rig.directory("small")
    mount = ["mount", "-t", "tmpfs", "-o", "size=12m", "pagewake-test", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("only root may mount a small file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.mark.long
def test_repository_full(rig: Rig, source: Server, small_disk: Path) -> None:
    pagewake = Pagewake(rig, small_disk)
    error = pagewake.start_backup(source).result(3)["error"]
    assert "space" in (error["message"] + error["meaning"] + error["advice"]).lower()
    assert pagewake.run("list", "--repo", pagewake.repo)["backups"] == []
    subprocess.run(["mount", "-o", "remount,size=512m", str(small_disk)], check=True)
    works_again(pagewake, source, 0, remote=False)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_slot_lost(rig: Rig, installation: Installation, pagewake: Pagewake) -> None:
    """The server gives up a slot for which too much waits: said, with the gap, and the next backup is a full one."""
    server = rig.server(
        installation,
        segment_mib=1,
        settings={"max_slot_wal_keep_size": "2MB", "max_wal_size": "4MB", "min_wal_size": "2MB"},
    )
    fill(server, rows=500)
    pagewake.backup(server, "full", remote=True)
    pagewake.receive(server, remote=True)
    for first in range(10**5, 10**5 + 20000, 4000):
        fill(server, first, rows=4000)
        server.switch_wal()
        server.checkpoint()
    (state,) = server.sql("SELECT wal_status FROM pg_replication_slots")[0]
    assert state == "lost"
    answer = pagewake.receive(server, remote=True)
    assert "slot-lost" in [finding["code"] for finding in answer["findings"]]
    server.configure(max_slot_wal_keep_size="-1")
    server.reload()
    backup = pagewake.start_backup(server, "auto", remote=True).result()
    assert backup["backup"]["type"] == "full"
    status = pagewake.run("wal", "status", "--repo", pagewake.repo, statuses=(1,))
    assert len(status["gaps"]) == 1
    restored_now(pagewake, server, remote=True)


@pytest.mark.long
def test_standby_promoted_during_a_backup(rig: Rig, source: Server, pagewake: Pagewake) -> None:
    follower = standby(rig, source)
    running = held_in_the_middle(pagewake, follower, remote=False)
    follower.promote()
    error = failed(running)
    assert "promot" in error["message"] + error["meaning"]
    source.stop()
    follower.configure(primary_conninfo="")
    works_again(pagewake, follower, 0, remote=False)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_receiver_killed_again_and_again(rig: Rig, installation: Installation, pagewake: Pagewake) -> None:
    """What it had said to have is there; the slot keeps the rest, and there is no gap."""
    server = rig.server(installation, segment_mib=1, settings={"max_wal_size": "4MB", "min_wal_size": "2MB"})
    fill(server, rows=500)
    pagewake.backup(server, "full", remote=True)
    pagewake.receive(server, remote=True)
    moments = []
    for number in range(3):
        with pagewake.receiving(server) as running:
            fill(server, 10**5 * (number + 1), rows=3000)
            moments.append(truth.moment(server, f"moment {number}"))
            fill(server, 10**5 * (number + 1) + 5000, rows=2000)
            server.checkpoint()
            running.end(signal.SIGKILL)
    server.restart("kill")
    pagewake.receive(server, remote=True)
    status = pagewake.run("wal", "status", "--repo", pagewake.repo)
    assert status["gaps"] == []
    for moment in moments:
        _answer, restored = pagewake.restore(*targets(moment)["name"], "--action", "promote", of=server)
        start_and_promote(restored)
        assert_restored(restored, moment)


@pytest.mark.long
def test_standby_that_fell_behind_says_so(rig: Rig, source: Server, pagewake: Pagewake) -> None:
    """An increment of a standby needs a newer restart point than its parent's; none is made up."""
    follower = standby(rig, source)
    pagewake.backup(follower, "full")
    fill(source, 10**5, 200)
    wait_replayed(follower, source)
    answer = pagewake.start_backup(follower, "auto").result()
    assert answer["reason"]
    moment = truth.moment(source, "now")
    wait_replayed(follower, source)
    source.switch_wal()
    pagewake.receive(follower)
    try:
        _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=source)
    except CommandFailed as failure:
        pytest.fail(str(failure))
    start_and_promote(restored)
    assert_restored(restored, moment)
