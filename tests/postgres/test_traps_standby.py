"""Backups from a standby whose primary logs no whole pages: what was copied half-way could not be repaired."""

from __future__ import annotations

import pytest
from tests.patience import until
from tests.postgres import truth
from tests.postgres.command import Pagewake, assert_restored, start_and_promote, targets
from tests.postgres.meanwhile import backup_meanwhile
from tests.postgres.servers import Rig, Server
from tests.postgres.standby import standby, wait_replayed

from pagewake.errors import SourceUnreadable


@pytest.fixture
def pair(server: Server, rig: Rig) -> tuple[Server, Server]:
    """A primary with a table, and its standby."""
    server.sql("CREATE TABLE t (id int PRIMARY KEY, pad text)")
    rows(server, 1)
    return server, standby(rig, server)


def rows(server: Server, first: int) -> None:
    server.sql(f"INSERT INTO t SELECT i, md5(i::text) FROM generate_series({first}, {first + 999}) i")


def whole_pages(pair: tuple[Server, Server], value: str) -> None:
    """Set full_page_writes on the primary, and wait until the standby has replayed that and a change after it."""
    primary, follower = pair
    primary.configure(full_page_writes=value)
    primary.reload()
    until(lambda: primary.value("SHOW full_page_writes") == value)
    primary.checkpoint()  # the checkpointer writes into the log what it took over
    primary.sql("UPDATE t SET pad = 'changed' WHERE id % 5 = 0")
    wait_replayed(follower, primary)


def restartpoint(pair: tuple[Server, Server]) -> None:
    primary, follower = pair
    primary.checkpoint()
    wait_replayed(follower, primary)
    follower.checkpoint()


def refused(error: SourceUnreadable) -> None:
    text = str(error)
    assert "full_page_writes" in text and "primary" in text
    assert "ALTER SYSTEM SET full_page_writes = on" in error.advice


def test_the_primary_stops_to_log_whole_pages_meanwhile(
    pair: tuple[Server, Server], pagewake: Pagewake
) -> None:
    with pytest.raises(SourceUnreadable) as meanwhile:
        backup_meanwhile(pagewake, pair[1], "full", lambda: whole_pages(pair, "off"))
    refused(meanwhile.value)
    assert pagewake.run("list", "--repo", pagewake.repo)["backups"] == []


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_a_primary_that_logs_no_whole_pages_is_no_backup_of_its_standby(
    pair: tuple[Server, Server], pagewake: Pagewake, remote: bool
) -> None:
    """Neither where it was so before the backup nor where it becomes so while files are read.

    What changed meanwhile is in the log all the same: once pages are logged again the chain goes on.
    """
    primary, follower = pair
    restartpoint(pair)
    first = backup_meanwhile(pagewake, follower, "full", lambda: None, remote=remote)
    with pytest.raises(SourceUnreadable) as meanwhile:
        backup_meanwhile(pagewake, follower, "auto", lambda: whole_pages(pair, "off"), remote=remote)
    refused(meanwhile.value)
    restartpoint(pair)
    said = pagewake.start_backup(follower, "auto", remote=remote).result(3)["error"]
    assert "full_page_writes" in said["message"] and "ALTER SYSTEM" in said["advice"]
    check = pagewake.run("source", "check", *pagewake.source_arguments(follower)[:3], statuses=(1,))
    (finding,) = [one for one in check["findings"] if one["code"] == "full-page-writes"]
    assert finding["severity"] == "error"
    listed = pagewake.run("list", "--repo", pagewake.repo)["backups"]
    assert [backup["id"] for backup in listed] == [first.backup.id]
    whole_pages(pair, "on")
    restartpoint(pair)
    rows(primary, 2001)
    wait_replayed(follower, primary)
    made = pagewake.backup(follower, "auto", remote=remote)
    assert made["type"] == "incremental"
    moment = truth.moment(primary, "now")
    wait_replayed(follower, primary)
    primary.switch_wal()
    pagewake.receive(follower, remote=remote)
    answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=primary)
    assert answer["backup"] == made["id"]
    start_and_promote(restored)
    assert_restored(restored, moment)


@pytest.mark.long
def test_a_primary_without_whole_pages_is_backed_up_itself(server: Server, pagewake: Pagewake) -> None:
    """The server logs whole pages while a backup is made of it, whatever it is set to."""
    server.configure(full_page_writes="off")
    server.restart()
    server.sql("CREATE TABLE t (id int PRIMARY KEY, pad text)")
    rows(server, 1)
    backup_meanwhile(pagewake, server, "full", lambda: rows(server, 1001))
    server.sql("DELETE FROM t WHERE id % 3 = 0")
    report = backup_meanwhile(pagewake, server, "incremental", lambda: rows(server, 2001))
    assert report.backup.type == "incremental"
    rows(server, 3001)
    moment = truth.moment(server, "now")
    pagewake.receive(server)
    _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    start_and_promote(restored)
    assert_restored(restored, moment)
