"""Large numbers: object numbers, transactions and LSNs behind 2^31 and 2^32, relations of several files, segments of
other sizes."""

from __future__ import annotations

import pytest
from tests.postgres import truth
from tests.postgres.command import Pagewake, assert_restored, restored_now, start_and_promote, targets
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server, own, run_tool

SEGMENT_BLOCKS = 131072


def fill(server: Server, first: int, rows: int = 3000) -> None:
    server.sql("CREATE TABLE IF NOT EXISTS t (id int PRIMARY KEY, pad text)")
    server.sql(f"INSERT INTO t SELECT i, md5(i::text) FROM generate_series({first}, {first + rows - 1}) i")


@pytest.mark.long
@pytest.mark.timeout(300)
def test_numbers_past_the_middle_and_the_end_of_32_bits(rig: Rig, server: Server, pagewake: Pagewake) -> None:
    """Objects from 4.1 billion on, transactions of the sixth epoch, and a log that runs over 4 GiB between backups."""
    if "pg_resetwal" not in server.installation.tools:
        pytest.skip("this package has no pg_resetwal")
    for name in ("postgres", "template1"):
        server.sql("VACUUM (FREEZE)", dbname=name)
    server.stop()
    xid = 2_100_000_000
    numbers = [
        "-o",
        "4100000000",
        "-e",
        "5",
        "-x",
        str(xid),
        "-u",
        str(xid),
        "-l",
        "0000000100000000000000FE",
    ]
    run_tool(server.installation, "pg_resetwal", "-f", *numbers, "-D", server.data)
    status = server.data / "pg_xact" / f"{xid // (32 * 8192 * 4):04X}"
    status.write_bytes(bytes(32 * 8192))
    own(status)
    server.start()
    fill(server, 1)
    assert server.value("SELECT pg_relation_filenode('t')::bigint") > 4_000_000_000
    pagewake.backup(server, "full")
    moments = []
    for first in (10_000, 20_000, 30_000):
        fill(server, first)
        with server.connect() as connection:
            connection.execute(f"BEGIN; INSERT INTO t VALUES ({-first}, 'p'); PREPARE TRANSACTION 'p{first}'")
        server.switch_wal()
        server.sql("DELETE FROM t WHERE id % 3 = 0")
        server.switch_wal()
        pagewake.backup(server, "incremental")
        fill(server, first + 5000)
        moments.append(truth.moment(server, f"after {first}"))
    assert server.lsn() > 1 << 32
    pagewake.receive(server)
    for moment, kind in zip(moments, ("xid", "time", "lsn"), strict=True):
        _answer, restored = pagewake.restore(*targets(moment)[kind], "--action", "promote", of=server)
        start_and_promote(restored)
        assert_restored(restored, moment)


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("mib", [1, 64])
def test_segments_of_other_sizes(rig: Rig, installation: Installation, pagewake: Pagewake, mib: int) -> None:
    server = rig.server(installation, segment_mib=mib, settings={"wal_keep_size": "1GB"})
    fill(server, 1)
    pagewake.backup(server, "full")
    moments = []
    for first in (10_000, 30_000):
        fill(server, first, rows=20_000 if mib == 1 else 3000)
        server.sql("DELETE FROM t WHERE id % 3 = 0")
        server.sql("VACUUM t")
        pagewake.backup(server, "incremental", remote=first == 30_000)
        moments.append(truth.moment(server, f"after {first}"))
    pagewake.receive(server)
    assert pagewake.run("wal", "status", "--repo", pagewake.repo)["gaps"] == []
    for moment, kind in zip(moments, ("time", "name"), strict=True):
        _answer, restored = pagewake.restore(*targets(moment)[kind], "--action", "promote", of=server)
        start_and_promote(restored)
        assert restored.value("SHOW wal_segment_size") == f"{mib}MB"
        assert_restored(restored, moment)


@pytest.mark.torture
@pytest.mark.timeout(1200)
def test_a_relation_of_several_files(server: Server, pagewake: Pagewake) -> None:
    """Cut from its second file to within its first, grown into the second again, and cut back to its end."""
    server.sql(
        "CREATE TABLE t (id int, pad text) WITH (fillfactor = 10, autovacuum_enabled = off);"
        "ALTER TABLE t ALTER COLUMN pad SET STORAGE plain"
    )

    def grow_to(blocks: int, first: int) -> None:
        """A row of 1000 bytes a page."""
        now = int(server.value("SELECT pg_relation_size('t') / 8192"))
        server.sql(
            f"INSERT INTO t SELECT i, repeat('{first % 10}', 1000) "
            f"FROM generate_series({first}, {first + blocks - now - 1}) i"
        )
        assert abs(int(server.value("SELECT pg_relation_size('t') / 8192")) - blocks) < 200

    def cut_to(blocks: int) -> None:
        server.sql("DELETE FROM t WHERE (ctid::text::point)[0] >= %s", blocks)
        server.sql("VACUUM (TRUNCATE, FREEZE) t")
        assert int(server.value("SELECT pg_relation_size('t') / 8192")) <= blocks

    grow_to(SEGMENT_BLOCKS + 5000, 1)
    server.sql("VACUUM (FREEZE) t")
    pagewake.backup(server, "full")
    cut_to(SEGMENT_BLOCKS - 3000)
    pagewake.backup(server, "incremental")
    grow_to(SEGMENT_BLOCKS + 2000, 10**7)
    made = pagewake.backup(server, "incremental")
    assert made["pages"] < 20_000
    restored_now(pagewake, server)
    cut_to(SEGMENT_BLOCKS)
    server.sql("UPDATE t SET pad = 'last' WHERE (ctid::text::point)[0] > %s", SEGMENT_BLOCKS - 10)
    pagewake.backup(server, "incremental")
    grow_to(SEGMENT_BLOCKS + 300, 2 * 10**7)
    restored_now(pagewake, server)
