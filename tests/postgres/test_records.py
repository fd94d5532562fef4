"""Every record that says more than its blocks, on every version's layout; targets and facts found in them."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.postgres.wal_writer import Block, WalWriter

from pagewake.blocks import WalSummary
from pagewake.engines.base import WalSpan
from pagewake.engines.postgres.log import commits, locate, parse_xid
from pagewake.engines.postgres.managers import record_type
from pagewake.engines.postgres.records import time_of
from pagewake.engines.postgres.segments import history_name, segment_name
from pagewake.engines.postgres.summaries import summarise
from pagewake.engines.postgres.versions import FORMATS, WalFormat, format_of_major, version_directory
from pagewake.errors import LogCorrupt, UsageError
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.summaries import decode_summary, encode_summary

MIB = 1 << 20
every_format = pytest.mark.parametrize("wal_format", FORMATS, ids=lambda known: f"pg{known.major}")
TEN = datetime(2000, 1, 1, 0, 0, 10, tzinfo=UTC)
XLOG, XACT, STORAGE, DATABASE, TABLESPACE = 0, 1, 2, 4, 5


def writer(wal_format: WalFormat) -> WalWriter:
    return WalWriter(magic=wal_format.magic, segment_size=MIB)


def finish(wal: WalWriter) -> bytes:
    wal.switch()
    data = wal.segments()
    assert len(data) == MIB
    return data


def told(wal: WalWriter) -> WalSummary:
    return summarise(finish(wal), MIB, 2 * MIB, 1, name=segment_name(1, 1, MIB))


def checkpoint(redo: int, level: int = 1) -> bytes:
    head = struct.pack("<QIIB3xi", redo, 1, 1, 1, level)
    return (head + struct.pack("<QIIIIIII", 700, 1, 1, 1, 1, 1, 1, 1)).ljust(64, b"\0") + struct.pack(
        "<q4I", 0, 0, 0, 0, 0
    )


def parameters(level: int = 1) -> bytes:
    return struct.pack("<6iBB2x", 100, 8, 10, 5, 64, level, 1, 0)


def ending(wal_format: WalFormat, *, dropped: int = 0, prepared: int = 0, commit: bool = True) -> bytes:
    """A commit or abort with every part that the version has."""
    xinfo = 0x01 | 0x02 | (0x04 if dropped else 0) | (0x90 if prepared else 0) | 0x20
    parts = struct.pack("<II", 5, 1663) + struct.pack("<i2I", 2, 801, 802)
    if dropped:
        parts += struct.pack("<i", dropped) + b"".join(
            struct.pack("<III", 1663, 5, 16400 + one) for one in range(dropped)
        )
    if wal_format.dropped_statistics_size:
        xinfo |= 0x100
        parts += struct.pack("<i", 2) + bytes(2 * wal_format.dropped_statistics_size)
    if commit:
        xinfo |= 0x08
        parts += struct.pack("<i", 3) + bytes(3 * 16)
    if prepared:
        parts += struct.pack("<I", prepared) + b"name\0"
    return struct.pack("<qI", 10_000_000, xinfo) + parts + bytes(16)


@every_format
def test_checkpoints_and_parameters(wal_format: WalFormat) -> None:
    wal = writer(wal_format)
    wal.append(XLOG, 0x00, main=checkpoint(MIB + 40))
    wal.append(XLOG, 0x10, main=checkpoint(MIB + 200))
    wal.append(XLOG, 0x60, main=parameters(2))
    wal.append(XLOG, 0x50, main=struct.pack("<Q", MIB + 40))
    wal.append(XLOG, 0x80, main=b"\0")
    wal.append(XLOG, 0x90, main=struct.pack("<qIIi4x", 10_000_000, 2, 1, 1))
    if wal_format.checkpoint_redo:
        wal.append(XLOG, 0xE0, main=struct.pack("<i", 1))
    summary = told(wal)
    assert summary.redo_points == (MIB + 40, MIB + 200) and not summary.breakers
    assert [(event.kind, event.text) for event in summary.events] == [
        (
            "parameters",
            (
                "max_connections=100 max_worker_processes=8 max_wal_senders=10 max_prepared_transactions=5 "
                "max_locks_per_transaction=64 wal_level=logical wal_log_hints=on track_commit_timestamp=off"
            ),
        ),
        ("wal-level", "logical"),
        ("backup-end", "backup that began at 0/100028"),
        ("full-page-writes", "off"),
        ("end-of-recovery", "timeline 2, after 1"),
    ]


def at_lsn(lsn: int) -> RestoreTarget:
    return RestoreTarget(TargetKind.LSN, lsn)


@every_format
def test_where_a_log_begins_to_lack_changes(wal_format: WalFormat) -> None:
    wal = writer(wal_format)
    wal.append(XLOG, 0x60, main=parameters(1))
    minimal = wal.append(XLOG, 0x60, main=parameters(0))
    wal.append(XLOG, 0x60, main=parameters(0))
    assert told(wal).incomplete_from == minimal.lsn


@every_format
def test_a_minimal_log_is_a_breaker(wal_format: WalFormat) -> None:
    records = [(0x60, parameters(0))]
    if wal_format.checkpoint_redo:  # only these say it in other records
        records += [
            (0x10, checkpoint(MIB + 40, 0)),
            (0x90, struct.pack("<qIIi4x", 0, 2, 1, 0)),
            (0xE0, struct.pack("<i", 0)),
        ]
    for info, main in records:
        wal = writer(wal_format)
        wal.append(XLOG, info, main=main)
        assert "minimal" in told(wal).breakers[0]
    if not wal_format.checkpoint_redo:
        wal = writer(wal_format)
        wal.append(XLOG, 0x10, main=checkpoint(MIB + 40, 0))
        assert not told(wal).breakers


@every_format
def test_restore_points(wal_format: WalFormat) -> None:
    wal = writer(wal_format)
    first = wal.append(XLOG, 0x70, main=struct.pack("<q", 10_000_000) + "früh".encode().ljust(64, b"\0"))
    again = wal.append(XLOG, 0x70, main=struct.pack("<q", 11_000_000) + b"x" * 63 + b"\0")
    summary = told(wal)
    assert summary.restore_points == (
        ("früh", first.lsn, TEN),
        ("x" * 63, again.lsn, TEN + timedelta(seconds=1)),
    )


@every_format
def test_relations_created_truncated_and_dropped(wal_format: WalFormat) -> None:
    wal = writer(wal_format)
    locator = struct.pack("<III", 1663, 5, 16384)
    for block in (3, 9, 40_000):
        wal.append(10, 0, main=b"x", blocks=[Block(16384, block), Block(16384, block // 32672, fork=2)])
    wal.append(STORAGE, 0x20, main=struct.pack("<I", 9) + locator + struct.pack("<i", 7))
    wal.append(STORAGE, 0x10, main=struct.pack("<IIIi", 1663, 5, 16390, 3))
    wal.append(XACT, 0x80, main=ending(wal_format, dropped=2), xid=900)
    wal.append(XACT, 0xA0, main=ending(wal_format, dropped=3, commit=False), xid=901)
    summary = told(wal)
    limits = {key: change.limit for key, change in summary.relations.items()}
    dropped = {f"1663/5/1640{one}{fork}": 0 for one in range(3) for fork in ("", "_vm", "_init")}
    assert limits == {"1663/5/16384": 9, "1663/5/16384_vm": 1, "1663/5/16390_init": 0} | dropped
    assert summary.relations["1663/5/16384"].blocks.tolist() == [3]
    assert summary.relations["1663/5/16384_vm"].blocks.tolist() == [0]
    assert (summary.commits, summary.aborts) == (1, 1)
    assert summary.first_time == summary.last_time == summary.first_commit_time == TEN


@every_format
def test_a_truncation_cuts_the_forks_that_it_names(wal_format: WalFormat) -> None:
    locator = struct.pack("<III", 1663, 5, 16384)
    for flags, limits in ((1, {"": 5}), (2, {"_vm": 1}), (4, {}), (7, {"": 5, "_vm": 1})):
        wal = writer(wal_format)
        wal.append(STORAGE, 0x20, main=struct.pack("<I", 5) + locator + struct.pack("<i", flags))
        found = {
            key.removeprefix("1663/5/16384"): change.limit for key, change in told(wal).relations.items()
        }
        assert found == limits


@every_format
def test_databases_and_tablespaces(wal_format: WalFormat) -> None:
    own = version_directory(wal_format)
    wal = writer(wal_format)
    wal.append(DATABASE, 0x01, main=struct.pack("<4I", 16400, 1663, 1, 1663))
    wal.append(DATABASE, 0x01, main=struct.pack("<4I", 16401, 17000, 1, 1663))
    drop = 0x10 if wal_format.major < 15 else 0x20
    wal.append(DATABASE, drop | 1, main=struct.pack("<Ii2I", 16402, 2, 1663, 17000))
    wal.append(TABLESPACE, 0x00, main=struct.pack("<I", 17000) + b"/srv/fast disk\0")
    wal.append(TABLESPACE, 0x10, main=struct.pack("<I", 17001))
    directories = {"base/16400", f"pg_tblspc/17000/{own}/16401", "base/16402", f"pg_tblspc/17000/{own}/16402"}
    kinds = ["create-database", "create-database", "drop-database"]
    if wal_format.major >= 15:
        wal.append(DATABASE, 0x10, main=struct.pack("<2I", 16403, 1663))
        directories.add("base/16403")
    summary = told(wal)
    assert summary.whole_directories == directories and not summary.breakers
    found = [event.kind for event in summary.events if event.kind.endswith("database")]
    assert found == kinds + ["create-database"] * (wal_format.major >= 15)
    spaces = [(event.kind, event.text) for event in summary.events if event.kind.endswith("tablespace")]
    assert spaces == [("create-tablespace", "/srv/fast disk"), ("drop-tablespace", "17001")]


@every_format
def test_records_that_nobody_knows_are_breakers(wal_format: WalFormat) -> None:
    unknown = [(9, 0x11), (XLOG, 0xC0), (STORAGE, 0x30), (TABLESPACE, 0x20), (DATABASE, 0x30)]
    for rmid, info in unknown:
        wal = writer(wal_format)
        at = wal.append(rmid, info, main=bytes(40))
        (breaker,) = told(wal).breakers
        assert f"0/{at.lsn:X}" in breaker
    wal = writer(wal_format)
    wal.append(9, 0x10, main=bytes(40), blocks=[Block()])
    wal.append(XACT, 0x01, main=bytes(8))
    assert not told(wal).breakers


def test_an_extension_that_names_no_blocks_is_a_breaker_once() -> None:
    wal = writer(format_of_major(15))
    wal.append(130, 0x00, main=bytes(8), blocks=[Block(16384, 4)])
    for _ in range(50):
        wal.append(128, 0x10, main=bytes(8))
    summary = told(wal)
    (breaker,) = summary.breakers
    assert "resource manager 128" in breaker
    assert summary.by_type["custom128/UNKNOWN (10)"] == 50
    assert summary.relations["1663/5/16384"].blocks.tolist() == [4]


# --- names


def test_names_follow_the_version() -> None:
    names = {
        (13, 9, 0x10): "Heap2/CLEAN", (14, 9, 0x10): "Heap2/PRUNE", (17, 9, 0x10): "Heap2/PRUNE_ON_ACCESS",
        (14, 4, 0x10): "Database/DROP", (15, 4, 0x10): "Database/CREATE_WAL_LOG", (13, 18, 0x20): "CommitTs/SETTS",
        (14, 18, 0x20): "CommitTs/UNKNOWN (20)", (16, 0, 0xE0): "XLOG/UNKNOWN (e0)",
        (17, 0, 0xE0): "XLOG/CHECKPOINT_REDO",
        (15, 10, 0xA8): "Heap/UPDATE+INIT", (15, 1, 0x81): "Transaction/COMMIT",
        (13, 1, 0x60): "Transaction/UNKNOWN (60)",
        (15, 130, 0x20): "custom130/UNKNOWN (20)",
    }  # fmt: skip
    for (major, rmid, info), name in names.items():
        assert record_type(format_of_major(major), rmid, info) == name


@given(st.integers(-(2**63), 2**63 - 1))
def test_any_time_is_a_time(microseconds: int) -> None:
    assert time_of(microseconds).tzinfo is UTC


# --- targets


def span(name: str = segment_name(1, 1, MIB), first: int = MIB) -> WalSpan:
    return WalSpan(name, 1, first, first + MIB, MIB, b"")


def xid(value: int) -> RestoreTarget:
    return RestoreTarget(TargetKind.XID, value=str(value))


def named(value: str) -> RestoreTarget:
    return RestoreTarget(TargetKind.NAME, value=value)


@every_format
def test_transactions_and_names_are_located(wal_format: WalFormat) -> None:
    wal = writer(wal_format)
    wal.append(10, 0, main=b"x", blocks=[Block()], xid=700)
    commit = wal.append(XACT, 0x80, main=ending(wal_format, dropped=1), xid=700)
    abort = wal.append(XACT, 0x20, main=bytes(8), xid=701)
    wal.append(XACT, 0x10, main=bytes(60), xid=702)
    prepared = wal.append(XACT, 0xB0, main=ending(wal_format, dropped=1, prepared=702), xid=0)
    gone = wal.append(XACT, 0xC0, main=ending(wal_format, prepared=703, commit=False), xid=0)
    point = wal.append(XLOG, 0x70, main=bytes(8) + b"here".ljust(64, b"\0"))
    wal.append(XLOG, 0x70, main=bytes(8) + b"here".ljust(64, b"\0"))
    data = finish(wal)
    for wanted, placed in (
        (700, commit),
        (701, abort),
        (702, prepared),
        (703, gone),
        (1 << 32 | 700, commit),
    ):
        assert locate(data, span(), xid(wanted)) == placed.lsn
    for subtransaction_or_none in (801, 802, 699):
        assert locate(data, span(), xid(subtransaction_or_none)) is None
    assert locate(data, span(), named("here")) == point.lsn
    assert locate(data, span(), named("her")) is None
    assert locate(data, span(), RestoreTarget(TargetKind.LATEST)) is None
    assert locate(data, span(), at_lsn(commit.lsn)) == commit.lsn
    assert locate(data, span(), at_lsn(commit.lsn + 1)) == abort.lsn
    assert locate(data, span(), at_lsn(2 * MIB - 8)) is None  # behind the last record of the segment
    assert locate(b"1\t0/0\tx\n", span(history_name(2)), xid(700)) is None


@every_format
def test_commits_of_a_stretch(wal_format: WalFormat) -> None:
    wal = writer(wal_format)
    wal.append(10, 0, main=b"x", blocks=[Block()], xid=700)
    commit = wal.append(XACT, 0x80, main=ending(wal_format, dropped=1), xid=700)
    wal.append(XACT, 0x20, main=bytes(8), xid=701)
    prepared = wal.append(XACT, 0xB0, main=ending(wal_format, dropped=1, prepared=702), xid=0)
    wal.append(XACT, 0xC0, main=ending(wal_format, prepared=703, commit=False), xid=0)
    plain = wal.commit(-5, xid=704)
    first = wal.commit(-(2**63), xid=705)
    last = wal.commit(2**63 - 1, xid=706)
    found = commits(finish(wal), span())
    placed = [commit, prepared, plain, first, last]
    assert found.lsn.tolist() == [one.lsn for one in placed]
    assert found.end_lsn.tolist() == [one.end_lsn for one in placed]
    assert found.prepared.tolist() == [False, True, False, False, False]
    assert [found.transaction(row) for row in range(5)] == ["700", "702", "704", "705", "706"]
    assert found.time[2] == 946_684_800_000_000 - 5
    assert found.time[3] < found.time[2] < found.time[4], "held to what can be counted"
    assert len(commits(b"1\t0/0\tx\n", span(history_name(2)))) == 0
    with pytest.raises(LogCorrupt):
        commits(bytes(MIB), span())


def test_a_commit_that_runs_over_from_the_segment_before_is_located_there() -> None:
    wal = writer(format_of_major(16))
    while wal.position % MIB < MIB - 8192:
        wal.fill_page()
    wal.fill_page(leave=48)
    commit = wal.append(XACT, 0x80, main=ending(format_of_major(16), dropped=20), xid=700)
    assert commit.lsn < 2 * MIB < commit.end_lsn
    wal.switch()
    first, second = wal.segments()[:MIB], wal.segments()[MIB:]
    later = span(segment_name(1, 2, MIB), 2 * MIB)
    assert locate(first, span(), xid(700)) is None
    assert locate(second, later, xid(700)) is None
    assert locate(second, later, xid(700), first) == commit.lsn


@pytest.mark.parametrize("text", ["", "x", "-1", "1.5", "0x10", "٣", str(1 << 64)])
def test_what_is_no_transaction_id(text: str) -> None:
    with pytest.raises(UsageError, match="not a transaction id"):
        parse_xid(text)


def test_a_path_that_is_no_text_can_be_told_and_kept() -> None:
    wal = writer(format_of_major(18))
    wal.append(TABLESPACE, 0x00, main=struct.pack("<I", 17000) + b"/sr\xff\0")
    summary = told(wal)
    assert [(event.kind, event.text) for event in summary.events] == [("create-tablespace", "/sr\ufffd")]
    assert decode_summary(encode_summary(summary)) == summary
