"""What breaks a chain: the next backup is a full one and says why, and nothing is restored across the break."""

from __future__ import annotations

import re
from typing import Any

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
from tests.postgres.conftest import installation_of
from tests.postgres.installations import MAJORS, Installation, having
from tests.postgres.reset_wal import reset_wal
from tests.postgres.servers import Rig, Server, run_tool
from tests.postgres.standby import standby, wait_replayed


def fill(server: Server, first: int = 1, rows: int = 2000) -> None:
    """Rows in a table, and a note of theirs in the log."""
    server.sql("CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, pad text)")
    server.sql(f"INSERT INTO t SELECT i, md5(i::text) FROM generate_series({first}, {first + rows - 1}) i")


def full_with_reason(pagewake: Pagewake, server: Server, *words: str, remote: bool = False) -> dict[str, Any]:
    """The next automatic backup: a full one, whose reason says one of the words."""
    answer = pagewake.start_backup(server, "auto", remote=remote).result()
    assert answer["backup"]["type"] == "full", answer["reason"]
    assert any(word in answer["reason"] for word in words), answer["reason"]
    return answer


def test_auto_is_incremental_where_nothing_broke(server: Server, pagewake: Pagewake) -> None:
    """What the others are compared with."""
    fill(server)
    pagewake.backup(server, "full")
    fill(server, 5001)
    server.restart()
    assert pagewake.backup(server)["type"] == "incremental"
    restored_now(pagewake, server)


@pytest.mark.long
def test_minimal_log_between_backups(server: Server, pagewake: Pagewake) -> None:
    fill(server)
    pagewake.backup(server, "full")
    server.configure(wal_level="minimal", max_wal_senders="0", archive_mode="off")
    server.restart()
    with server.connect() as connection, connection.transaction():
        connection.execute("CREATE TABLE quiet (id int); INSERT INTO quiet SELECT generate_series(1, 5000)")
    server.configure(wal_level="replica", max_wal_senders="10")
    server.restart()
    fill(server, 5001)
    full_with_reason(pagewake, server, "minimal")
    restored_now(pagewake, server)


def test_a_server_at_minimal_level_cannot_be_backed_up(
    rig: Rig, installation: Installation, pagewake: Pagewake
) -> None:
    server = rig.server(installation, settings={"wal_level": "minimal", "max_wal_senders": "0"})
    error = pagewake.error("backup", *pagewake.source_arguments(server))
    assert "wal_level" in error["message"] + error["advice"]
    check = pagewake.run("source", "check", *pagewake.source_arguments(server)[:3], statuses=(1,))
    assert not check["ok"]


@pytest.mark.long
def test_a_log_that_was_reset(server: Server, pagewake: Pagewake) -> None:
    fill(server)
    pagewake.backup(server, "full")
    fill(server, 5001)
    server.stop()
    if "pg_resetwal" in server.installation.tools:
        run_tool(server.installation, "pg_resetwal", "-f", "-D", server.data)
    else:
        reset_wal(server)
    server.start()
    fill(server, 9001)
    full_with_reason(
        pagewake, server, "missing", "gap", "reset", "lacks", "not archived", "not in the archive"
    )
    restored_now(pagewake, server)


@pytest.mark.long
@pytest.mark.parametrize("begin", [True, False])
def test_checksums_switched_between_backups(
    rig: Rig, installation: Installation, pagewake: Pagewake, begin: bool
) -> None:
    programs = having("pg_checksums", installation)
    if programs is None:
        pytest.skip("no pg_checksums here")
    server = rig.server(installation, checksums=begin)
    fill(server)
    pagewake.backup(server, "full")
    server.stop()
    run_tool(programs, "pg_checksums", "--disable" if begin else "--enable", "-D", server.data)
    server.start()
    fill(server, 5001)
    full_with_reason(pagewake, server, "checksum", "page format")
    restored_now(pagewake, server)


@pytest.mark.long
def test_a_segment_that_went_before_it_was_archived(server: Server, pagewake: Pagewake) -> None:
    """A gap is said with its ends; nothing is restored into it, and behind it only from a later backup."""
    fill(server)
    pagewake.backup(server, "full")
    fill(server, 5001)
    in_the_gap = truth.moment(server, "in the gap")
    server.switch_wal()
    fill(server, 9001)
    lost = server.value("SELECT pg_walfile_name(%s::pg_lsn)", f"0/{in_the_gap.lsn:X}")
    server.switch_wal()
    server.checkpoint()
    server.wal.joinpath(lost).unlink(missing_ok=True)
    full_with_reason(pagewake, server, "missing", "gap", "lacks")
    fill(server, 20001)
    restored_now(pagewake, server)
    status = pagewake.run("wal", "status", "--repo", pagewake.repo, statuses=(1,))
    (gap,) = status["gaps"]
    assert gap["from"] <= in_the_gap.lsn < gap["to"]
    assert gap["reason"]
    assert not any(window["from_lsn"] <= in_the_gap.lsn <= window["to_lsn"] for window in status["windows"])
    for kind, words in targets(in_the_gap).items():
        target = pagewake.home / f"nothing-{kind}"
        if kind == "time":
            continue  # which commit a time is before cannot be told inside a gap
        error = pagewake.error("restore", "--repo", pagewake.repo, "--source", SOURCE, "--to", target, *words)
        assert error["message"] and error["advice"]
        assert not target.exists() or not list(target.iterdir())


@pytest.mark.long
def test_another_cluster_under_the_same_name(
    rig: Rig, installation: Installation, pagewake: Pagewake
) -> None:
    """As after an upgrade in place. What the advice says works, and the old chain can be restored as before."""
    later = installation_of(
        next((major for major in MAJORS if major > installation.major), installation.major)
    )
    one, other = rig.server(installation, fresh=True), rig.server(later, fresh=True)
    fill(one)
    pagewake.backup(one, "full")
    fill(one, 5001)
    pagewake.backup(one, "incremental")
    moment = truth.moment(one, "before the upgrade")
    pagewake.receive(one)
    one.stop()
    fill(other)
    for command in ("backup", "wal receive --once"):
        error = pagewake.error(*command.split(), *pagewake.source_arguments(other))
        identifier = str(other.value("SELECT system_identifier FROM pg_control_system()"))
        assert identifier in error["message"]
        named = re.search(r"pagewake backup SOURCE --repo REPO --source ([^ ,]+),", error["advice"])
        assert named is not None
        name = named[1]
    assert len(pagewake.run("list", "--repo", pagewake.repo)["backups"]) == 2
    assert other.sql("SELECT slot_name FROM pg_replication_slots") == []
    where = pagewake.source_arguments(other)
    where[where.index(SOURCE)] = name
    assert name == f"{SOURCE}-{later.major}"
    for kind in ("full", "incremental"):
        assert pagewake.run("backup", *where, "--checkpoint")["backup"]["type"] == kind
    assert pagewake.run("verify", "--repo", pagewake.repo)["ok"]
    _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=one)
    start_and_promote(restored)
    assert_restored(restored, moment)
    pagewake.run("wal", "receive", "--once", *where)


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("remote", [False, True])
def test_a_promotion_between_backups_is_followed(
    server: Server, rig: Rig, pagewake: Pagewake, remote: bool
) -> None:
    """The chain goes on along the new timeline, and what is on the old one behind the fork can still be reached."""
    fill(server)
    follower = standby(rig, server)
    pagewake.backup(server, "full", remote=remote)
    fill(server, 5001)
    wait_replayed(follower, server)
    follower.promote()
    fill(server, 9001, rows=100)  # only there
    old = truth.moment(server, "on the old timeline")
    pagewake.receive(server, remote=remote)
    server.stop()
    fill(follower, 20001)
    made = pagewake.backup(follower, "auto", remote=remote)
    assert made["type"] == "incremental", made["reason"]
    assert made["timeline"] == 2
    fill(follower, 30001)
    restored_now(pagewake, follower, remote=remote)
    _answer, back = pagewake.restore(
        *targets(old)["lsn"], "--target-timeline", "1", "--action", "promote", of=server
    )
    start_and_promote(back)
    assert_restored(back, old)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_a_standby_is_backed_up(server: Server, rig: Rig, pagewake: Pagewake) -> None:
    """Its increments too; nothing of its being a standby is in what is restored."""
    fill(server)
    follower = standby(rig, server)
    assert pagewake.backup(follower, "full")["timeline"] == 1
    for first in (5001, 9001):
        fill(server, first)
        server.sql("DELETE FROM t WHERE id %% 3 = 0 AND id > %s", first)
        server.checkpoint()
        wait_replayed(follower, server)
        follower.checkpoint()  # a restart point: an increment needs a newer one than its parent's
        pagewake.backup(follower, "incremental")
    fill(server, 20001)
    moment = truth.moment(server, "now")
    wait_replayed(follower, server)
    server.switch_wal()
    pagewake.receive(follower)
    _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    assert not (restored.data / "standby.signal").exists()
    start_and_promote(restored)
    assert restored.value("SHOW primary_conninfo") == ""
    assert_restored(restored, moment)
