"""Versions, names of segments, control files and timeline histories, on bytes of the tests' own making."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.postgres.controls import control_bytes

from pagewake.engines.postgres.control import ClusterState, WalLevel, crc32c, page_format, parse_control
from pagewake.engines.postgres.segments import (
    SegmentId,
    history_name,
    is_backup_history_name,
    is_history_name,
    is_partial_name,
    is_segment_name,
    parse_partial_name,
    parse_segment_name,
    partial_name,
    read_header,
    segment_name,
    timeline_of_history_name,
)
from pagewake.engines.postgres.timelines import format_history, parse_history
from pagewake.engines.postgres.versions import (
    FORMATS,
    WalFormat,
    format_of_catalog,
    format_of_magic,
    format_of_major,
    version_directory,
)
from pagewake.errors import LogCorrupt, LogFormatUnknown, PageCorrupt, PagewakeError, SourceNotRecognised
from pagewake.model import TimelineSpan

every_format = pytest.mark.parametrize("wal_format", FORMATS, ids=lambda known: f"pg{known.major}")
segment_sizes = st.integers(20, 30).map(lambda power: 1 << power)


# --- versions


@every_format
def test_a_version_is_known_by_each_of_its_numbers(wal_format: WalFormat) -> None:
    assert format_of_magic(wal_format.magic) is wal_format
    assert format_of_catalog(wal_format.control_version, wal_format.catalog_version) is wal_format
    assert format_of_major(wal_format.major) is wal_format
    assert version_directory(wal_format) == f"PG_{wal_format.major}_{wal_format.catalog_version}"


@pytest.mark.parametrize(
    ("magic", "error", "words"),
    [
        (0xD120, LogFormatUnknown, "D120"),
        (0xD101, LogFormatUnknown, "D101"),
        (0x10D1, LogFormatUnknown, "byte order"),
        (0, LogCorrupt, "0000"),
        (0xFFFF, LogCorrupt, "FFFF"),
    ],
)
def test_other_magic_numbers_are_refused(magic: int, error: type[PagewakeError], words: str) -> None:
    with pytest.raises(error, match=words):
        format_of_magic(magic)


def test_other_catalogs_are_refused() -> None:
    with pytest.raises(SourceNotRecognised, match="1300"):
        format_of_catalog(1300, 202209062)
    with pytest.raises(SourceNotRecognised, match="12"):
        format_of_major(12)


# --- names


@given(st.integers(1, 2**32 - 1), segment_sizes, st.data())
def test_names_of_segments_come_back(timeline: int, size: int, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, 2**64 // size - 1))
    name = segment_name(timeline, number, size)
    assert parse_segment_name(name, size) == SegmentId(timeline, number)
    assert is_segment_name(name)
    used = data.draw(st.integers(0, size))
    assert parse_partial_name(partial_name(name, used), size) == (SegmentId(timeline, number), used)
    assert parse_partial_name(f"{name}.partial", size) == (SegmentId(timeline, number), None)


@pytest.mark.parametrize(
    ("number", "size", "name"),
    [
        (1, 16 << 20, "000000010000000000000001"),
        (0x1FF, 16 << 20, "0000000100000001000000FF"),
        (0x40, 64 << 20, "000000010000000100000000"),
        (7, 1 << 30, "000000010000000100000003"),
        (4096, 1 << 20, "000000010000000100000000"),
    ],
)
def test_numbers_and_names_of_segments(number: int, size: int, name: str) -> None:
    assert segment_name(1, number, size) == name
    segment = parse_segment_name(name, size)
    assert segment == SegmentId(1, number)
    assert (segment.first_lsn(size), segment.end_lsn(size)) == (number * size, (number + 1) * size)


@pytest.mark.parametrize(
    "name",
    [
        "0000000100000000000000",
        "00000001000000000000000g",
        "00000001000000000000000a",
        "000000010000000000000001.partial",
        "000000000000000000000001",
        "000000010000000000000100",
        "",
    ],
)
def test_other_names_are_no_segments(name: str) -> None:
    with pytest.raises(LogCorrupt):
        parse_segment_name(name, 16 << 20)


def test_kinds_of_names_are_told_apart() -> None:
    segment = "000000010000000000000001"
    kinds = (is_segment_name, is_partial_name, is_history_name, is_backup_history_name)
    for names, own in (
        ((segment,), is_segment_name),
        ((f"{segment}.partial", f"{segment}.00002000.partial"), is_partial_name),
        (("00000002.history", history_name(0xAB)), is_history_name),
        ((f"{segment}.00000028.backup",), is_backup_history_name),
        (
            (
                "xlogtemp.17",
                "archive_status",
                f"{segment}.gz",
                f"{segment}\n",
                "2.history",
                segment.lower() + "a",
            ),
            None,
        ),
    ):
        for name in names:
            assert [kind for kind in kinds if kind(name)] == ([own] if own else [])
    assert timeline_of_history_name("0000000A.history") == 10
    with pytest.raises(LogCorrupt):
        timeline_of_history_name("00000000.history")
    with pytest.raises(LogCorrupt, match="33554432"):
        parse_partial_name(f"{segment}.02000000.partial", 16 << 20)


# --- segment headers


def header(**changes: int) -> bytes:
    fields = {
        "magic": 0xD110, "flags": 2, "timeline": 1, "address": 3 << 24, "remaining": 0,
        "identifier": 42, "size": 1 << 24, "block": 8192,
    } | changes  # fmt: skip
    return struct.pack("<HHIQI4xQII", *fields.values())


def test_a_segment_header_is_read() -> None:
    read = read_header(header(flags=7, remaining=99))
    assert (read.timeline, read.page_address, read.system_identifier) == (1, 3 << 24, 42)
    assert (read.segment_size, read.flags, read.remaining, read.format.major) == (1 << 24, 7, 99, 15)


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"magic": 0xD120}, LogFormatUnknown),
        ({"magic": 0}, LogCorrupt),
        ({"flags": 0}, LogCorrupt),
        ({"flags": 0x12}, LogCorrupt),
        ({"block": 4096}, LogCorrupt),
        ({"size": 3 << 20}, LogCorrupt),
        ({"size": 0}, LogCorrupt),
        ({"size": 1 << 31}, LogCorrupt),
        ({"address": 8192}, LogCorrupt),
        ({"timeline": 0}, LogCorrupt),
    ],
)
def test_impossible_segment_headers_are_refused(changes: dict[str, int], error: type[PagewakeError]) -> None:
    with pytest.raises(error, match="0000000100000000000000"):
        read_header(header(**changes), name="000000010000000000000003")


@given(st.binary(max_size=64))
def test_any_bytes_are_a_header_or_a_clear_error(data: bytes) -> None:
    try:
        read_header(data)
    except (LogCorrupt, LogFormatUnknown) as error:
        assert error.object_name == "WAL segment"


# --- control files


def test_crc32c_of_a_known_text() -> None:
    assert crc32c(b"123456789") == 0xE3069283


@every_format
def test_a_control_file_is_read(wal_format: WalFormat) -> None:
    control = parse_control(control_bytes(wal_format))
    assert control.format is wal_format
    assert control.system_identifier == 0x1122334455667788
    assert control.state is ClusterState.IN_PRODUCTION and not control.clean
    assert (control.checkpoint, control.redo) == (0x0300_0028, 0x0200_0028)
    assert (control.timeline, control.previous_timeline, control.full_page_writes) == (7, 6, True)
    assert (control.next_xid, control.next_oid) == (1 << 33 | 5, 16384)
    assert control.updated == datetime.fromtimestamp(1_700_000_000, UTC)
    assert control.checkpoint_time == datetime.fromtimestamp(1_700_000_001, UTC)
    assert (control.minimum_recovery_point, control.minimum_recovery_timeline) == (0x0400_0000, 7)
    assert (control.backup_start, control.backup_end, control.backup_end_required) == (5 << 24, 6 << 24, True)
    assert control.wal_level is WalLevel.REPLICA and control.wal_log_hints and control.track_commit_timestamp
    assert (control.max_connections, control.max_worker_processes, control.max_wal_senders) == (100, 8, 10)
    assert (control.max_prepared_transactions, control.max_locks_per_transaction) == (3, 64)
    assert (control.block_size, control.segment_blocks) == (8192, 131072)
    assert (control.wal_segment_size, control.checksum_version, control.checksums) == (16 << 20, 1, True)


def test_the_page_format_differs_where_pages_must_not_be_mixed() -> None:
    texts = {
        page_format(parse_control(control_bytes(known, **changes)))
        for known in FORMATS
        for changes in ({}, {"at_252": 0}, {"at_220": 65536}, {"at_228": 1 << 20})
    }
    assert len(texts) == 4 * len(FORMATS)
    assert page_format(parse_control(control_bytes(FORMATS[2], at_176=0))) in texts


@every_format
@given(where=st.integers(0, 295), mask=st.integers(1, 255))
def test_no_changed_byte_of_a_control_file_goes_unnoticed(
    wal_format: WalFormat, where: int, mask: int
) -> None:
    raw = bytearray(control_bytes(wal_format))
    raw[where] ^= mask
    if where >= wal_format.control_crc_offset + 4:
        assert parse_control(raw) == parse_control(control_bytes(wal_format))
        return
    with pytest.raises((PageCorrupt, SourceNotRecognised), match="pg_control"):
        parse_control(raw)


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        ({"at_16": 9}, PageCorrupt, "impossible"),
        ({"at_172": 9}, PageCorrupt, "impossible"),
        ({"at_228": 3}, PageCorrupt, "segments of 3"),
        ({"at_220": 0}, PageCorrupt, "0 pages"),
        ({"at_216": 16384}, SourceNotRecognised, "16384"),
        ({"at_224": 16384}, SourceNotRecognised, "16384"),
        ({"at_204": 4}, SourceNotRecognised, "another kind"),
        ({"at_12": 1}, SourceNotRecognised, "catalog version 1"),
    ],
)
def test_control_files_that_are_sound_and_not_supported(
    changes: dict[str, int], error: type[PagewakeError], words: str
) -> None:
    with pytest.raises(error, match=words):
        parse_control(control_bytes(FORMATS[2], **changes))


def test_other_control_files() -> None:
    with pytest.raises(PageCorrupt, match="3 bytes"):
        parse_control(b"abc")
    raw = bytearray(control_bytes(FORMATS[0]))
    raw[8:12] = raw[8:12][::-1]
    with pytest.raises(SourceNotRecognised, match="byte order"):
        parse_control(raw)
    struct.pack_into("<I", raw, 8, 1201)
    with pytest.raises(SourceNotRecognised, match="1201"):
        parse_control(raw)


# --- timeline histories


@st.composite
def histories(draw: st.DrawFn) -> tuple[TimelineSpan, ...]:
    timelines = sorted(draw(st.sets(st.integers(1, 2**32 - 2), max_size=6)))
    ends = sorted(draw(st.lists(st.integers(0, 2**64 - 1), min_size=len(timelines), max_size=len(timelines))))
    begins = [0, *ends]
    return tuple(map(TimelineSpan, timelines, begins, ends))


@given(histories(), st.lists(st.text()))
def test_histories_come_back(spans: tuple[TimelineSpan, ...], reasons: list[str]) -> None:
    timeline = spans[-1].timeline + 1 if spans else 2
    assert parse_history(format_history(spans, reasons), timeline) == spans


def test_a_history_as_servers_write_it() -> None:
    data = (
        b"1\t0/3000148\tno recovery target specified\n\n# a note\n2\t1/A0\tbefore 2026-01-01 00:00:00+00\n\n"
    )
    assert parse_history(data, 3) == (
        TimelineSpan(1, 0, 0x3000148),
        TimelineSpan(2, 0x3000148, 0x1_0000_00A0),
    )
    with pytest.raises(ValueError, match="has not ended"):
        format_history([TimelineSpan(1, 0, None)])


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"1\t0/30\tx\n1\t0/40\tx\n", "line 2 names timeline 1"),
        (b"3\t0/30\tx\n", "line 1 names timeline 3"),
        (b"0\t0/30\tx\n", "line 1 names timeline 0"),
        (b"1\t0/30\tx\n2\t0/20\tx\n", "goes back"),
        (b"1 0-30 x\n", "line 1"),
        (b"\x00\xff\n", "line 1"),
        (b"#" * (1 << 21), "too many"),
    ],
)
def test_bad_histories_are_refused(data: bytes, words: str) -> None:
    with pytest.raises(LogCorrupt, match=words):
        parse_history(data, 3)


@given(st.binary(max_size=200), st.integers(1, 2**32 - 1))
def test_any_bytes_are_a_history_or_a_clear_error(data: bytes, timeline: int) -> None:
    try:
        spans = parse_history(data, timeline)
    except LogCorrupt as error:
        assert error.object_name == history_name(timeline)
    else:
        assert all(span.timeline < timeline for span in spans)
