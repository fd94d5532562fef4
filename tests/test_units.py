"""Sizes, durations and rates, printed and read."""

from __future__ import annotations

import contextlib
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.errors import UsageError
from pagewake.units import (
    amount_text,
    bandwidth_code,
    counted,
    duration_code,
    duration_text,
    listed,
    parse_bandwidth,
    parse_duration,
    parse_size,
    rate_text,
    size_text,
    time_left_text,
)


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 B"), (1, "1 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (1536, "1.5 KiB"),
        (1024 * 1024 - 1, "1.0 MiB"), (10 * 1024**3, "10.0 GiB"), (1023.9 * 1024, "1023.9 KiB"),
        (2**64, "16.0 EiB"), (2**74, "16384.0 EiB"), (-2048, "-2.0 KiB"),
    ],
)  # fmt: skip
def test_sizes_are_printed(size: float, text: str) -> None:
    assert size_text(size) == text


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0, "0 ms"), (0.035, "35 ms"), (0.9999, "1.0 s"), (4.2, "4.2 s"), (59.94, "59.9 s"),
        (59.96, "1 min 00 s"),
        (185, "3 min 05 s"), (3599.6, "1 h 00 min"), (7620, "2 h 07 min"), (86399.9, "1 d 00 h"),
        (273_600, "3 d 04 h"), (-5, "-5.0 s"),
    ],
)  # fmt: skip
def test_durations_are_printed(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text


def test_counts_have_their_noun() -> None:
    assert [counted(number, "page") for number in (0, 1, 2, 1234)] == [
        "0 pages",
        "1 page",
        "2 pages",
        "1,234 pages",
    ]
    assert (counted(1, "index", "indexes"), counted(3, "index", "indexes")) == ("1 index", "3 indexes")
    assert (amount_text(1, "packs"), amount_text(2, "packs"), amount_text(1, "bytes")) == (
        "1 pack",
        "2 packs",
        "1 B",
    )


def test_long_lists_are_cut() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"], most=3) == "a, b, c"
    assert listed([str(n) for n in range(1005)], most=2) == "0, 1 and 1,003 more"


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (0.2, 0.4, "about 1 s"), (40, 60, "40 to 60 s"), (80, 95, "1 to 2 min"), (170, 190, "about 3 min"),
        (3600, 7200, "1 to 2 h"), (3 * 86400, 5 * 86400, "3 to 5 d"),
    ],
)  # fmt: skip
def test_time_left_is_a_range(low: float, high: float, text: str) -> None:
    assert time_left_text(low, high) == text


def test_rates_and_amounts_name_their_unit() -> None:
    assert rate_text(85.3 * 2**20) == "85.3 MiB/s"
    assert rate_text(1234.4, "pages") == "1,234 pages/s"
    assert rate_text(0.5, "files") == "0.5 files/s"
    assert amount_text(1234567, "pages") == "1,234,567 pages"
    assert amount_text(1536, "bytes") == "1.5 KiB"


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("4096", 4096), ("0", 0), ("512k", 512 * 1024), ("64MiB", 64 * 2**20), ("64 mb", 64 * 2**20),
        ("1.5G", 3 * 2**29), ("2T", 2**41), ("10 bytes", 10), ("7B", 7), ("0.001k", 1),
    ],
)  # fmt: skip
def test_sizes_are_read(text: str, size: int) -> None:
    assert parse_size(text) == size


@pytest.mark.parametrize("text", ["", "k", "-1", "1.5", "1,5G", "4 apples", "1e6", "0x10", "99999E", "١٢k x"])
def test_what_is_no_size_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_size(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("7d", timedelta(days=7)), ("36h", timedelta(hours=36)), ("2w", timedelta(weeks=2)),
        ("1h30m", timedelta(minutes=90)), ("1 h 30 min", timedelta(minutes=90)),
        ("500ms", timedelta(seconds=0.5)),
        ("0s", timedelta(0)), ("1.5d", timedelta(hours=36)), ("90S", timedelta(seconds=90)),
    ],
)  # fmt: skip
def test_durations_are_read(text: str, expected: timedelta) -> None:
    assert parse_duration(text) == expected


@pytest.mark.parametrize(
    "text", ["", "7", "d", "-7d", "7 days", "7y", "1h30", "1e3s", "999999999999d", "7d!"]
)
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_duration(text)


@settings(max_examples=100)
@given(st.integers(0, 36525 * 86_400_000))
def test_a_duration_in_code_is_read_back(milliseconds: int) -> None:
    duration = timedelta(milliseconds=milliseconds)
    assert abs(parse_duration(duration_code(duration)) - duration) < timedelta(milliseconds=1)


@settings(max_examples=100)
@given(st.text(alphabet="0123456789. kKMGiBbmshdw-", max_size=20))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_size, parse_duration):
        with contextlib.suppress(UsageError):
            parse(text)


@settings(max_examples=100)
@given(st.floats(0, 1e12))
def test_printed_durations_stay_short(seconds: float) -> None:
    assert len(duration_text(seconds)) <= 16


@pytest.mark.parametrize(
    ("text", "rate"),
    [("50MiB", 50 << 20), ("512k", 512 << 10), ("1.5M/s", 3 << 19), ("none", None)],
)
def test_a_bandwidth_is_read(text: str, rate: int | None) -> None:
    assert parse_bandwidth(text) == rate


@pytest.mark.parametrize("text", ["", "fast", "-5M", "0", "10", "1k", "5 apples"])
def test_what_is_no_bandwidth_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match=r"bandwidth|too little"):
        parse_bandwidth(text)


@given(st.integers(16 << 10, 1 << 40))
def test_a_bandwidth_in_code_is_read_back(rate: int) -> None:
    assert parse_bandwidth(bandwidth_code(rate)) == rate


def test_a_bandwidth_in_code_is_short() -> None:
    assert [bandwidth_code(rate) for rate in (50 << 20, 512 << 10, 1 << 30, 100_001, None)] == [
        "50MiB",
        "512KiB",
        "1GiB",
        "100001B",
        "none",
    ]
