"""A server that was put back to an older state, and goes on from there on the same timeline.

The archive then holds WAL of the same names that never happened to these pages: nothing may be built on it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
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
from tests.postgres.servers import Rig, Server, own


def fill(server: Server, first: int, rows: int = 2000) -> None:
    server.sql("CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, pad text)")
    server.sql(f"INSERT INTO t SELECT i, md5(i::text) FROM generate_series({first}, {first + rows - 1}) i")


def snapshot(rig: Rig, server: Server) -> Callable[..., None]:
    """Copy a server's directory while it is stopped; what puts the copy back in its place."""
    copy = Path(rig.directory("snapshot")) / "data"
    server.stop()
    shutil.copytree(server.data, copy, symlinks=True)
    server.start()

    def put_back(*, start: bool = True) -> None:
        server.stop()
        shutil.rmtree(server.data)
        shutil.copytree(copy, server.data, symlinks=True)
        own(server.data, recursive=True)
        server.data.chmod(0o700)
        if start:
            server.start()

    return put_back


@pytest.mark.parametrize(
    ("remote", "kind"),
    [
        (False, "auto"),
        pytest.param(False, "full", marks=pytest.mark.long),
        pytest.param(True, "auto", marks=pytest.mark.long),
        pytest.param(True, "full", marks=pytest.mark.long),
    ],
)
def test_the_archive_is_ahead_of_it(
    rig: Rig, server: Server, pagewake: Pagewake, remote: bool, kind: str
) -> None:
    fill(server, 1)
    pagewake.backup(server, "full", remote=remote)
    fill(server, 5001)
    put_back = snapshot(rig, server)
    for number in range(4):
        server.switch_wal()
        fill(server, 10000 + 100 * number, 5)
    old = truth.moment(server, "what was undone")
    pagewake.receive(server, remote=remote)
    put_back()
    server.sql("UPDATE t SET pad = 'other' WHERE id < 1000")
    error = pagewake.start_backup(server, kind, remote=remote).result(3)["error"]
    assert error["code"] == "PW-304" and "older state" in error["message"]
    assert "--source" in error["advice"]
    assert len(pagewake.run("list", "--repo", pagewake.repo)["backups"]) == 1
    _answer, restored = pagewake.restore(*targets(old)["lsn"], "--action", "promote", of=server)
    start_and_promote(restored)
    assert_restored(restored, old)


@pytest.mark.parametrize("remote", [False, pytest.param(True, marks=pytest.mark.long)])
def test_it_is_ahead_of_the_archive(rig: Rig, server: Server, pagewake: Pagewake, remote: bool) -> None:
    fill(server, 1)
    pagewake.backup(server, "full", remote=remote)
    fill(server, 5001)
    put_back = snapshot(rig, server)
    fill(server, 10000, 5)
    server.switch_wal()
    pagewake.receive(server, remote=remote)
    put_back()
    server.sql("UPDATE t SET pad = 'other' WHERE id < 1000")
    for number in range(4):
        server.switch_wal()
        fill(server, 20000 + 100 * number, 5)
    answer = pagewake.start_backup(server, "auto", remote=remote).result()
    assert answer["backup"]["type"] == "full", answer["reason"]
    assert "does not lead into it" in answer["reason"]
    restored_now(pagewake, server, remote=remote)


@pytest.mark.long
def test_a_server_that_is_shut_down(rig: Rig, server: Server, pagewake: Pagewake) -> None:
    """As it was put back, it is a state that the archive knows; once it has gone on, it is not."""
    fill(server, 1)
    pagewake.backup(server, "full")
    fill(server, 5001)
    put_back = snapshot(rig, server)
    for number in range(4):
        server.switch_wal()
        fill(server, 10000 + 100 * number, 5)
    pagewake.receive(server)
    put_back(start=False)
    where = [str(server.data), "--source", SOURCE, "--repo", str(pagewake.repo)]
    assert pagewake.run("backup", *where)["backup"]["type"] == "incremental"
    server.start()
    server.sql("UPDATE t SET pad = 'other' WHERE id < 1000")
    server.stop()
    assert pagewake.error("backup", *where)["code"] == "PW-304"
