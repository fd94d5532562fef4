"""The kernels on what real servers wrote: every record that pg_waldump lists, and no bad page."""

import re
from collections import Counter

import numpy as np
import pytest

from pagewake.kernels import KERNELS, WalLayout, WalStop
from pagewake.kernels.reference import ReferenceKernels

SEGMENT_MIB = 4
WORK = """
CREATE TABLE plain (id int PRIMARY KEY, words text, at point, list int[], span tsvector);
INSERT INTO plain SELECT i, md5(i::text), point(i, -i), ARRAY[i, i + 1], to_tsvector('simple', md5(i::text))
  FROM generate_series(1, 4000) i;
CREATE INDEX ON plain USING hash (words);
CREATE INDEX ON plain USING gist (at);
CREATE INDEX ON plain USING spgist (words);
CREATE INDEX ON plain USING gin (list);
CREATE INDEX ON plain USING brin (id);
CHECKPOINT;
SET wal_compression = on;
UPDATE plain SET words = words || 'x' WHERE id % 3 = 0;
DELETE FROM plain WHERE id % 5 = 0;
VACUUM plain;
DELETE FROM plain WHERE id > 1500;
VACUUM plain;
CREATE SEQUENCE numbers; SELECT nextval('numbers');
CREATE UNLOGGED TABLE forgotten AS SELECT * FROM plain;
BEGIN; INSERT INTO plain VALUES (-1); PREPARE TRANSACTION 'two'; COMMIT PREPARED 'two';
BEGIN; INSERT INTO plain VALUES (-2); PREPARE TRANSACTION 'none'; ROLLBACK PREPARED 'none';
BEGIN; SAVEPOINT one; INSERT INTO plain VALUES (-3); ROLLBACK TO one; INSERT INTO plain VALUES (-4); COMMIT;
BEGIN; INSERT INTO plain VALUES (-5); ROLLBACK;
SELECT pg_switch_wal();
SELECT pg_logical_emit_message(false, 'long', repeat('message', 1000000));
SELECT pg_create_restore_point('here');
CREATE TABLE gone AS SELECT * FROM plain; TRUNCATE gone; INSERT INTO gone VALUES (1); DROP TABLE gone;
CREATE DATABASE other;
CREATE TABLE bulk AS SELECT i, repeat('y', 500) FROM generate_series(1, 20000) i;
"""

LINE = re.compile(
    r"rmgr: (\w+) +len \(rec/tot\): +\d+/ *(\d+), tx: +(\d+), lsn: (\w+)/(\w+), prev (\w+)/(\w+), desc: (\S+)"
)
REF = re.compile(r"blkref #\d+: rel (\d+)/(\d+)/(\d+)(?: fork (\w+))? blk (\d+)")
FORKS = {"": 0, "main": 0, "fsm": 1, "vm": 2, "init": 3}


@pytest.fixture
def stopped(rig, installation):
    """A server that worked and was stopped, with all the WAL that it ever wrote."""
    server = rig.server(
        installation,
        fresh=True,
        segment_mib=SEGMENT_MIB,
        settings={"wal_keep_size": "4GB", "wal_level": "logical"},
    )
    with server.connect() as connection:
        for statement in filter(str.strip, WORK.split(";")):
            connection.execute(statement)
    server.stop()
    return server


def wal_of(server):
    """Its WAL as one buffer, and where that begins."""
    names = sorted(path.name for path in server.wal.iterdir() if re.fullmatch("[0-9A-F]{24}", path.name))
    size = SEGMENT_MIB << 20
    numbers = [int(name[8:16], 16) * (2**32 // size) + int(name[16:], 16) for name in names]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    return b"".join((server.wal / name).read_bytes() for name in names), numbers[0] * size


def walked(server, kernels=KERNELS, piece=1 << 20, limit=None):
    data, start = wal_of(server)
    data = data[:limit]
    layout = WalLayout(
        int.from_bytes(data[:2], "little"), SEGMENT_MIB << 20, int.from_bytes(data[24:32], "little")
    )
    walker = kernels.wal_walker(layout, start, exact=False, records=True)
    for at in range(0, len(data), piece):
        if walker.feed(data[at : at + piece], start + at) is not WalStop.MORE:
            break
    return walker


def dumped(server, first, last):
    """What pg_waldump lists: each record with its block references, and how often each resource manager."""
    start, end = (f"{lsn >> 32:X}/{lsn & 0xFFFFFFFF:X}" for lsn in (first, last))
    text = server.pg("pg_waldump", "-p", server.wal, "-s", start, "-e", end).stdout
    records, managers = [], Counter()
    for line in text.splitlines():
        found = LINE.match(line)
        assert found, line
        length, xid = int(found[2]), int(found[3])
        lsn, prev = (int(found[at], 16) << 32 | int(found[at + 1], 16) for at in (4, 6))
        refs = [
            (int(ref[1]), int(ref[2]), int(ref[3]), FORKS[ref[4] or ""], int(ref[5]))
            for ref in REF.finditer(line)
        ]
        records.append((lsn, prev, length, xid, refs))
        managers[found[1]] += 1
    return records, managers


def test_every_record_is_found(stopped):
    walker = walked(stopped)
    rows, refs = walker.records(), walker.block_refs()
    assert walker.stop in (WalStop.BAD_RECORD_LENGTH, WalStop.BAD_MAGIC, WalStop.BAD_PAGE_ADDRESS)
    assert (rows["rmid"][-1], rows["info"][-1]) == (0, 0), "the last record is the checkpoint at shutdown"
    assert walker.commits > 10
    assert walker.aborts >= 2
    assert 0 < walker.min_time <= walker.min_commit_time <= walker.max_commit_time <= walker.max_time
    kinds = set(zip(walker.events()["rmid"].tolist(), (walker.events()["info"] & 0xF0).tolist(), strict=True))
    assert {(0, 0x70), (0, 0x40), (2, 0x10), (2, 0x20), (4, 0x00)} <= kinds
    assert {rmid for rmid in range(22) if walker.counts[rmid].any()} >= set(range(3)) | set(range(8, 18))
    if "pg_waldump" not in stopped.installation.tools:
        return  # 13 as it is packed here has none
    expected, managers = dumped(stopped, walker.first_record, walker.end_lsn)
    listed = refs[["tablespace", "database", "relation", "fork", "block"]].tolist()
    ours = [
        (lsn, prev, length, xid, listed[first : first + count])
        for lsn, prev, length, xid, first, count in rows[
            ["lsn", "prev", "tot_len", "xid", "first_block", "n_blocks"]
        ].tolist()
    ]
    assert ours == expected
    assert sorted(managers.values()) == sorted(int(n) for n in walker.counts.sum(axis=1) if n)
    blocks = walker.blocks()
    named = Counter(tuple(ref) for *_, record_refs in expected for ref in record_refs)
    keys = blocks[["tablespace", "database", "relation", "fork", "block"]].tolist()
    assert dict(zip(keys, blocks["count"].tolist(), strict=True)) == named


@pytest.mark.long
def test_the_reference_finds_the_same(stopped):
    """In the first two segments: it is slow."""
    limit = 2 * SEGMENT_MIB << 20
    one, other = (walked(stopped, kernels, limit=limit) for kernels in (KERNELS, ReferenceKernels()))
    assert one.records_counted > 1000
    for name in ("records", "block_refs", "events"):
        assert getattr(one, name)().tolist() == getattr(other, name)().tolist()
    assert sorted(one.blocks().tolist()) == sorted(other.blocks().tolist())
    assert (one.position, one.end_lsn, one.pending) == (other.position, other.end_lsn, other.pending)


def test_no_page_is_bad_until_one_is_damaged(stopped):
    end, pages = walked(stopped).end_lsn, 0
    for path in sorted(stopped.data.glob("*/**/[0-9]*")):
        if path.parts[-3] != "base" and path.parts[-2] != "global":
            continue
        data = path.read_bytes()
        blocks = np.arange(len(data) // 8192)
        bad, faults = KERNELS.check_pg_pages(data, blocks, checksums=True, newest=end)
        assert (bad.tolist(), faults.tolist()) == ([], []), path
        pages += len(blocks)
        if not any(data[:8192]):
            continue
        spoilt = bytearray(data)
        spoilt[5000] ^= 1
        bad, _ = KERNELS.check_pg_pages(spoilt, blocks, checksums=True, newest=end)
        assert bad.tolist() == [0], path
        assert KERNELS.pg_checksum(data[:8192], 0) == int.from_bytes(data[8:10], "little")
    assert pages > 1000
