"""Where files lie: tablespaces inside the data directory, made or dropped while it is read; the log elsewhere."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from tests.postgres import truth
from tests.postgres.command import (
    SOURCE,
    Pagewake,
    assert_restored,
    restored_now,
    start_and_promote,
    targets,
)
from tests.postgres.installations import Installation
from tests.postgres.meanwhile import backup_meanwhile
from tests.postgres.servers import Rig, Server, own


def fill(server: Server, table: str = "t", first: int = 1, space: str = "") -> None:
    in_space = f"TABLESPACE {space}" if space else ""
    server.sql(f"CREATE TABLE IF NOT EXISTS {table} (id int, pad text) {in_space}")
    server.sql(f"INSERT INTO {table} SELECT i, md5(i::text) FROM generate_series({first}, {first + 1999}) i")


def place(server: Server, name: str) -> Path:
    path = server.tablespaces / name
    path.mkdir()
    own(path)
    return path


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_tablespaces_inside_the_data_directory(server: Server, pagewake: Pagewake, remote: bool) -> None:
    """A developers' setting; no file of the backup says that they are there."""
    server.configure(allow_in_place_tablespaces="on")
    server.reload()
    with server.connect() as connection:
        connection.execute("SET allow_in_place_tablespaces = on")
        connection.execute("CREATE TABLESPACE inner_one LOCATION ''")
    fill(server)
    fill(server, "inside", space="inner_one")
    pagewake.backup(server, "full", remote=remote)
    fill(server, "inside", 5001)
    server.sql("DELETE FROM inside WHERE id % 3 = 0")
    pagewake.backup(server, "incremental", remote=remote)
    fill(server, "inside", 9001)
    restored = restored_now(pagewake, server, remote=remote)
    (entry,) = (restored.data / "pg_tblspc").iterdir()
    assert entry.is_dir() and not entry.is_symlink()


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_a_tablespace_is_dropped_while_its_files_are_read(
    server: Server, pagewake: Pagewake, remote: bool
) -> None:
    for name in ("early", "late", "stays"):
        server.sql(f"CREATE TABLESPACE {name} LOCATION '{place(server, name)}'")
        fill(server, f"in_{name}", space=name)
    pagewake.backup(server, "full", remote=remote)

    def drop(name: str) -> None:
        server.sql(f"DROP TABLE in_{name}")
        server.sql(f"DROP TABLESPACE {name}")

    fill(server, "in_stays", 5001)
    report = backup_meanwhile(
        pagewake, server, "incremental", lambda: drop("early"), lambda: drop("late"), remote=remote
    )
    assert report.backup.type == "incremental"
    fill(server, "in_stays", 9001)
    restored_now(pagewake, server, remote=remote)


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_a_tablespace_is_made_while_a_backup_is_read(
    server: Server, pagewake: Pagewake, remote: bool
) -> None:
    """Replay makes it where it is on the old server, or not at all: nothing of that server may be touched."""
    fill(server)
    pagewake.backup(server, "full", remote=remote)
    space = place(server, "new")

    def make() -> None:
        server.sql(f"CREATE TABLESPACE new LOCATION '{space}'")
        fill(server, "in_new", space="new")

    backup_meanwhile(pagewake, server, "incremental", make, remote=remote)
    moment = truth.moment(server, "now")
    pagewake.receive(server, remote=remote)
    before = {path: path.read_bytes() for path in sorted(space.rglob("*")) if path.is_file()}
    assert before
    target = pagewake.home / "restored"
    words: list[str | Path] = ["restore", "--repo", pagewake.repo, "--source", SOURCE, "--to", target]
    mapped = f"{space}={target}-new"
    answer = pagewake.run(*words, *targets(moment)["lsn"], "--tablespace-map", mapped, statuses=(1,))
    assert "tablespace-created" in [finding["code"] for finding in answer["findings"]]
    assert {path: path.read_bytes() for path in sorted(space.rglob("*")) if path.is_file()} == before


@pytest.mark.long
def test_the_log_lies_elsewhere(rig: Rig, server: Server, pagewake: Pagewake) -> None:
    """`pg_wal` is a link on the server. A restore in place leaves alone what is there: it may be another server's."""
    elsewhere = rig.directory("wal")
    server.stop()
    server.wal.rename(elsewhere / "pg_wal")
    server.wal.symlink_to(elsewhere / "pg_wal")
    own(elsewhere, recursive=True)
    server.start()
    fill(server)
    pagewake.backup(server, "full")
    fill(server, first=5001)
    pagewake.backup(server, "incremental", remote=True)
    moment = truth.moment(server, "then")
    fill(server, first=9001)
    restored_now(pagewake, server)
    server.stop()
    words: list[str | Path] = [
        "restore",
        "--repo",
        pagewake.repo,
        "--source",
        SOURCE,
        "--to",
        server.data,
        "--delta",
    ]
    there = sorted((elsewhere / "pg_wal").iterdir())
    told = pagewake.run(*words, *targets(moment)["lsn"], "--dry-run")["destination"]
    pagewake.run(*words, *targets(moment)["lsn"], "--action", "promote")
    (linked,) = [finding for finding in told["findings"] if finding["code"] == "log-was-linked"]
    assert (linked["object"], linked["severity"]) == (str(elsewhere / "pg_wal"), "warning")
    assert there == sorted((elsewhere / "pg_wal").iterdir())
    subprocess.run(linked["advice"].partition("started: ")[2], shell=True, check=True)
    assert server.wal.readlink() == elsewhere / "pg_wal.restored"
    for directory in (server.data, elsewhere):
        own(directory, recursive=True)
    start_and_promote(server)
    assert_restored(server, moment)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_server_that_was_restored_goes_on_as_the_same_source(server: Server, pagewake: Pagewake) -> None:
    """Behind the fork its chain begins anew; where the last backup is before the fork it goes on."""
    fill(server)
    pagewake.backup(server, "full")
    fill(server, first=5001)
    before_fork = truth.moment(server, "fork")
    fill(server, first=9001)
    pagewake.backup(server, "incremental")
    fill(server, first=20001)
    old = truth.moment(server, "on the old timeline")
    pagewake.receive(server)
    server.stop()
    _answer, second = pagewake.restore(*targets(before_fork)["lsn"], "--action", "promote", of=server)
    start_and_promote(second)
    fill(second, "u", 30001)
    made = pagewake.backup(second, "auto")
    assert (made["type"], made["timeline"]) == ("full", 2)
    fill(second, "u", 40001)
    assert pagewake.backup(second, "auto")["type"] == "incremental"
    then = truth.moment(second, "on the second")
    fill(second, "u", 50001)
    restored_now(pagewake, second)
    second.stop()
    _answer, third = pagewake.restore(*targets(then)["lsn"], "--action", "promote", of=second)
    start_and_promote(third)
    fill(third, "u", 60001)
    made = pagewake.backup(third, "auto")
    assert (made["type"], made["timeline"]) == ("incremental", 3), made["reason"]
    restored_now(pagewake, third)
    for moment, timeline in ((old, "1"), (then, "2")):
        _answer, back = pagewake.restore(
            *targets(moment)["lsn"], "--target-timeline", timeline, "--action", "promote", of=server
        )
        start_and_promote(back)
        assert_restored(back, moment)


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_the_fork_lies_within_the_last_backup(
    rig: Rig, installation: Installation, pagewake: Pagewake, remote: bool
) -> None:
    """What was read behind it is of a history that is not this server's: nothing is built on that backup."""
    server = rig.server(installation, checksums=False)  # else hints are in the log, and the pages in it
    fill(server)
    full = pagewake.backup(server, "full")
    server.sql("UPDATE t SET pad = 'read again'")
    server.sql("VACUUM (FREEZE) t")
    forks: list[truth.Moment] = []

    def meanwhile() -> None:
        forks.append(truth.moment(server, "fork"))
        server.switch_wal()  # what is in the segment of the fork is read again anyway
        server.sql("DELETE FROM t WHERE id % 2 = 0")
        server.checkpoint()

    backup_meanwhile(pagewake, server, "incremental", meanwhile)
    server.stop()
    _answer, second = pagewake.restore(*targets(forks[0])["lsn"], "--action", "promote", of=server)
    start_and_promote(second)
    fill(second, "u")
    pagewake.receive(second)
    where = ["--repo", pagewake.repo, "--source", SOURCE, "--to", pagewake.home / "new"]
    told = pagewake.run("restore", *where, "--latest", "--dry-run")["cautions"]
    (newer,) = [finding for finding in told if finding["code"] == "newer-timeline"]
    words = newer["advice"].removesuffix(".").split()[-2:]
    assert words == ["--target-timeline", "2"]
    planned = pagewake.run("restore", *where, "--latest", *words, "--dry-run")
    assert planned["backup"] == full["id"]
    assert not [finding for finding in planned["cautions"] if finding["code"] == "newer-timeline"]
    made = pagewake.backup(second, "auto", remote=remote)
    restored_now(pagewake, second)
    assert (made["type"], made["timeline"]) == ("full", 2)
