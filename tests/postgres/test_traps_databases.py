"""Databases that are made and dropped while a backup is read, in every way in which a version makes them.

A database that is made by copying files is copied again by replay, from what the backup has of its template. So the
template must be in the backup as it was then: whatever changed in it later while files were read is in the copy too.
"""

from __future__ import annotations

import pytest
from tests.postgres import truth
from tests.postgres.command import Pagewake, assert_restored, restored_now, start_and_promote, targets
from tests.postgres.meanwhile import backup_meanwhile
from tests.postgres.servers import Rig, Server
from tests.postgres.standby import standby, wait_replayed

from pagewake.errors import BackupError


def seed(server: Server) -> None:
    server.sql("CREATE DATABASE seed")
    server.sql("CREATE TABLE t (id int PRIMARY KEY, pad text); CREATE TABLE gone (id int)", dbname="seed")
    server.sql("INSERT INTO t SELECT i, repeat('s', 100) FROM generate_series(1, 3000) i", dbname="seed")


def strategies(server: Server) -> list[str]:
    return ["STRATEGY file_copy", "STRATEGY wal_log"] if server.major >= 15 else [""]


@pytest.mark.long
def test_databases_made_and_dropped_meanwhile(server: Server, pagewake: Pagewake) -> None:
    """Before the files are read and after it; what was there before is dropped in both places."""
    seed(server)
    ways = strategies(server)
    for number in range(2 * len(ways)):
        server.sql(f"CREATE DATABASE old_{number} TEMPLATE seed {ways[number % len(ways)]}")
    pagewake.backup(server, "full")

    def churn(place: int) -> None:
        for number, way in enumerate(ways):
            name = f"new_{place}_{number}"
            server.sql(f"CREATE DATABASE {name} TEMPLATE seed {way}")
            server.sql("DELETE FROM t WHERE id % 2 = 0; INSERT INTO t VALUES (9000, 'new')", dbname=name)
            server.sql(f"CREATE DATABASE brief TEMPLATE {name} {way}")
            server.sql("DROP DATABASE brief")
            server.sql(f"DROP DATABASE old_{place * len(ways) + number}")

    report = backup_meanwhile(pagewake, server, "incremental", lambda: churn(0), lambda: churn(1))
    assert report.backup.type == "incremental"
    server.sql("UPDATE t SET pad = 'later' WHERE id % 7 = 0", dbname="new_0_0")
    restored_now(pagewake, server)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE t SET pad = 'changed' WHERE id < 100",
        pytest.param("DROP TABLE gone", marks=pytest.mark.long),
        pytest.param("CREATE TABLE late AS SELECT 1 AS i", marks=pytest.mark.long),
    ],
)
@pytest.mark.parametrize("switch", [False, pytest.param(True, marks=pytest.mark.long)])
def test_a_template_that_is_changed_after_it_was_copied(
    server: Server, pagewake: Pagewake, change: str, switch: bool
) -> None:
    """Then there is no backup, whether or not the change is in the segment of the copy."""
    seed(server)

    def copy_then_change() -> None:
        server.sql(f"CREATE DATABASE copied TEMPLATE seed {strategies(server)[0]}")
        if switch:
            server.switch_wal()
        server.sql(change, dbname="seed")
        server.checkpoint()  # what is read then is what was changed

    with pytest.raises(
        BackupError, match=r"the files of base/\d+ were copied to make or to move a database"
    ) as caught:
        backup_meanwhile(pagewake, server, "full", copy_then_change)
    assert "again" in caught.value.advice
    assert pagewake.run("list", "--repo", pagewake.repo)["backups"] == []


@pytest.mark.long
def test_a_template_that_is_changed_before_it_is_copied(server: Server, pagewake: Pagewake) -> None:
    """Also by a backup that began before either; a copy through the log may come before as well."""
    seed(server)
    by_files, *logged = strategies(server)

    def change_then_copy() -> None:
        for way in logged:
            server.sql(f"CREATE DATABASE through_the_log TEMPLATE seed {way}")
        server.sql("UPDATE t SET pad = 'before' WHERE id % 5 = 0; DROP TABLE gone", dbname="seed")
        server.sql(f"CREATE DATABASE copied TEMPLATE seed {by_files}")
        server.switch_wal()

    def change_the_copy() -> None:
        server.sql("UPDATE t SET pad = 'mine' WHERE id % 3 = 0", dbname="copied")
        server.checkpoint()

    backup_meanwhile(pagewake, server, "full", change_then_copy, change_the_copy)
    restored_now(pagewake, server)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_databases_made_and_dropped_while_a_standby_is_read(
    rig: Rig, server: Server, pagewake: Pagewake
) -> None:
    """What the primary does is replayed while the files are read, and again by the restored server."""
    seed(server)
    for number, way in enumerate(strategies(server)):
        server.sql(f"CREATE DATABASE old_{number} TEMPLATE seed {way}")
    follower = standby(rig, server)

    def meanwhile(place: str) -> None:
        for number, way in enumerate(strategies(server)):
            name = f"new_{place}_{number}"
            server.sql(f"CREATE DATABASE {name} TEMPLATE seed {way}")
            server.sql("DELETE FROM t WHERE id % 2 = 0; INSERT INTO t VALUES (9000, 'new')", dbname=name)
            server.sql(f"DROP DATABASE IF EXISTS old_{number}")
        wait_replayed(follower, server)

    backup_meanwhile(pagewake, follower, "full", lambda: meanwhile("a"), lambda: meanwhile("b"))
    server.checkpoint()
    wait_replayed(follower, server)
    follower.checkpoint()
    report = backup_meanwhile(
        pagewake, follower, "incremental", lambda: meanwhile("c"), lambda: meanwhile("d")
    )
    assert report.backup.type == "incremental"
    moment = truth.moment(server, "now")
    wait_replayed(follower, server)
    server.switch_wal()
    pagewake.receive(follower)
    _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    start_and_promote(restored)
    assert_restored(restored, moment)
