"""Ticks of axes: right over both changes of the clocks, exact for positions of any size."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagewake.lsn import LSN_MAX, LsnStyle
from pagewake_gui.charts.lsn_ticks import lsn_ticks
from pagewake_gui.charts.time_ticks import time_ticks

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = [
    ZoneInfo(n) for n in ("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/St_Johns", "Australia/Lord_Howe")
]


def seconds(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()


def test_the_hour_that_comes_twice_has_its_ticks_twice() -> None:
    ticks = time_ticks(seconds("2026-10-24T23:30"), seconds("2026-10-25T03:30"), 6, BERLIN)
    assert [tick.text for tick in ticks] == [
        "02:00 +02:00",
        "02:00 +01:00",
        "03:00 +01:00",
        "04:00 +01:00",
    ]
    assert [tick.at for tick in ticks] == [seconds(f"2026-10-25T0{hour}:00") for hour in range(4)]


def test_the_hour_that_is_skipped_has_none() -> None:
    ticks = time_ticks(seconds("2026-03-28T23:30"), seconds("2026-03-29T03:30"), 6, BERLIN)
    assert [tick.text for tick in ticks] == [
        "01:00 +01:00",
        "03:00 +02:00",
        "04:00 +02:00",
        "05:00 +02:00",
    ]
    assert [tick.at for tick in ticks] == [seconds(f"2026-03-29T0{hour}:00") for hour in range(4)]


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
def test_steps_of_hours_stay_on_round_local_times(day: str) -> None:
    begin = datetime.fromisoformat(day).replace(tzinfo=BERLIN).timestamp() - 7200
    ticks = time_ticks(begin, begin + 30 * 3600, 10, BERLIN)
    local = [datetime.fromtimestamp(tick.at, BERLIN) for tick in ticks]
    assert all(one.minute == 0 and one.hour % 3 == 0 for one in local)
    assert {one.hour for one in local} >= {0, 3, 6, 9, 12, 15, 18, 21}
    assert next(tick.text for tick in ticks if tick.major) == day


def test_days_are_local_days_however_long_they_are() -> None:
    ticks = time_ticks(seconds("2026-03-27T00:00"), seconds("2026-04-01T00:00"), 6, BERLIN)
    assert [tick.text for tick in ticks] == [f"2026-03-{day}" for day in range(28, 32)] + ["2026-04-01"]
    lengths = {b.at - a.at for a, b in pairwise(ticks)}
    assert lengths == {23 * 3600, 24 * 3600}


@pytest.mark.parametrize(
    ("span", "first"), [(200 * 86_400, "2026-02"), (3 * 365 * 86_400, "2026-07"), (60 * 365 * 86_400, "2030")]
)
def test_long_stretches_have_months_and_years(span: float, first: str) -> None:
    begin = seconds("2026-01-15T00:00")
    ticks = time_ticks(begin, begin + span, 8, ZoneInfo("UTC"))
    assert ticks[0].text == first
    assert len(ticks) <= 10


def test_parts_of_a_second_are_written_as_far_as_they_differ() -> None:
    begin = seconds("2026-01-15T10:00")
    assert [tick.text for tick in time_ticks(begin, begin + 0.02, 4, ZoneInfo("UTC"))][1:3] == [
        "10:00:00.005",
        "10:00:00.010",
    ]


@given(
    begin=st.floats(-5e9, 5e9),
    span=st.floats(1e-3, 3e9),
    room=st.integers(1, 30),
    zone=st.sampled_from(ZONES),
)
def test_ticks_rise_lie_inside_and_are_not_too_many(
    begin: float, span: float, room: int, zone: ZoneInfo
) -> None:
    ticks = time_ticks(begin, begin + span, room, zone)
    times = [tick.at for tick in ticks]
    assert times == sorted(set(times))
    assert all(begin - 1e-3 <= at <= begin + span + 1e-3 for at in times)
    assert len(times) <= 2 * room + 6


def test_hexadecimal_ticks_lie_on_pages_and_segments() -> None:
    assert lsn_ticks(0, 0x4000000, 4, LsnStyle.HALVES) == [n << 24 for n in range(5)]
    assert lsn_ticks(0x10000, 0x18000, 4, LsnStyle.HALVES) == [0x10000 + n * 8192 for n in range(5)]
    assert lsn_ticks(0, 9265, 5, LsnStyle.DECIMAL) == [0, 2000, 4000, 6000, 8000]


@given(
    begin=st.integers(0, LSN_MAX),
    span=st.integers(1, LSN_MAX),
    room=st.integers(1, 30),
    style=st.sampled_from(LsnStyle),
)
def test_lsn_ticks_are_exact_multiples(begin: int, span: int, room: int, style: LsnStyle) -> None:
    end = min(begin + span, LSN_MAX)
    ticks = lsn_ticks(begin, end, room, style)
    assert all(begin <= tick <= end for tick in ticks)
    assert len(ticks) <= room + 1
    steps = {b - a for a, b in pairwise(ticks)}
    assert len(steps) <= 1
    for step in steps:
        assert all(tick % step == 0 for tick in ticks)
        assert step & (step - 1) == 0 or style is LsnStyle.DECIMAL
