"""Frames and pages, byte for byte as the original engine makes them (its vectors are written out here)."""

import contextlib
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.engines.neuroquantum import pages, records
from pagewake.errors import LogCorrupt, PageCorrupt, PageError

TX = bytes.fromhex("00112233445546778899aabbccddeeff")


def test_the_first_documented_frame() -> None:
    tx = bytes(range(16))
    frame = records.encode_frame(
        records.Record(
            1,
            None,
            tx,
            "2026-11-22T10:46:20.563999670Z",
            records.Begin(tx, "2026-11-22T10:46:20.564000359Z"),
        )
    )
    assert frame[:4] == struct.pack("<I", 142)
    assert len(frame) == 146
    covered = frame[4 : 4 + 8 + 1 + 25 + 4 + 24 + 38]
    seconds = struct.pack("<q", 1795344380)
    assert frame[-4:] == struct.pack("<I", zlib.crc32(covered + seconds))


@pytest.mark.parametrize(
    ("nanoseconds", "text"),
    [
        (0, "1970-01-01T00:00:00Z"),
        (1_700_000_000_005_000_000, "2023-11-14T22:13:20.005Z"),
        (1_700_000_000_000_001_000, "2023-11-14T22:13:20.000001Z"),
        (1_700_000_000_123_456_789, "2023-11-14T22:13:20.123456789Z"),
        (-1, "1969-12-31T23:59:59.999999999Z"),
    ],
)
def test_time_text_is_the_shortest_exact_one(nanoseconds: int, text: str) -> None:
    assert records.timestamp_text(nanoseconds) == text
    assert records.timestamp_ns(text) == nanoseconds


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("2016-12-31T23:59:60.500Z", 1483228799),
        ("+10000-01-01T00:00:00Z", 253402300800),
        ("-0001-01-01T00:00:00Z", -62198755200),
        ("2023-11-14T23:13:20+01:00", 1700000000),
        ("2023-11-14 22:13:20.5Z", 1700000000),
    ],
)
def test_times_that_only_other_writers_make(text: str, seconds: int) -> None:
    assert records.timestamp_ns(text) // 1_000_000_000 == seconds


@pytest.mark.parametrize(
    "text", ["", "2023-11-14T22:13:20", "2023-13-14T22:13:20Z", "now", "2023-11-14T22:13:61Z"]
)
def test_what_is_not_a_time_is_refused(text: str) -> None:
    with pytest.raises(LogCorrupt):
        records.timestamp_ns(text)


@settings(max_examples=60)
@given(st.integers(-62_135_596_800_000_000_000, 253_402_300_799_999_999_999))
def test_every_time_comes_back(nanoseconds: int) -> None:
    assert records.timestamp_ns(records.timestamp_text(nanoseconds)) == nanoseconds


def test_a_fresh_page_is_the_originals() -> None:
    assert pages.new_page(1)[:64].hex() == (
        "efbeadde010000000100000000000000000000000000000000000000c00f0000"
        "ffffffffffffffffffffffffffffffff00000000000000000000000000000000"
    )
    page = pages.new_page(1)
    pages.seal(page)
    assert pages.read_header(page).checksum == 3904390781


def test_writes_set_free_space_to_the_end_of_the_last_one() -> None:
    page = pages.new_page(3)
    pages.write_data(page, 10, b"hello")
    assert pages.read_header(page).free_space == 4017
    pages.write_data(page, 0, b"x")
    assert pages.read_header(page).free_space == 4031
    with pytest.raises(PageError):
        pages.write_data(page, 4030, b"abc")


def test_the_free_list_is_the_originals() -> None:
    page = pages.new_page(0, pages.TYPE_FREE_LIST)
    pages.encode_free_list(page, [5, 2])
    assert page[64:96].hex() == "0200000000000000050000000000000002000000000000000200000000000000"
    assert pages.read_header(page).free_space == 4032 - 32
    assert pages.decode_free_list(page) == [5, 2]
    with pytest.raises(PageError):
        pages.encode_free_list(page, list(range(503)))


@settings(max_examples=60)
@given(st.binary(max_size=200), st.integers(0, 4095))
def test_hostile_free_lists_are_refused_or_read(junk: bytes, at: int) -> None:
    page = pages.new_page(0, pages.TYPE_FREE_LIST)
    pages.encode_free_list(page, [7, 8, 9])
    page[at : at + len(junk)] = junk
    with contextlib.suppress(PageCorrupt):
        assert len(pages.decode_free_list(page[:4096])) <= 502


def test_the_database_id_lies_in_reserved_bytes() -> None:
    page = pages.new_page(0, pages.TYPE_FREE_LIST)
    assert pages.database_id(page) is None
    pages.set_database_id(page, b"0123456789abcdef")
    assert pages.database_id(page) == b"0123456789abcdef"
    assert pages.database_id(b"") is None
