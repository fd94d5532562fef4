"""LSN to time and back: never falling, inverse of each other inside a stretch, exact for large positions."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.rows import EPOCH, MODEST, row

from pagewake.insight.clockwork import Clock, clock_of
from pagewake.insight.columns import StretchColumns, stretch_columns

ZERO = EPOCH.timestamp()


def columns(*stretches: tuple[int, int, tuple[float, float] | None]) -> StretchColumns:
    return stretch_columns([row(low, high, commits=times) for low, high, times in stretches], {1: 0})


def clock(*stretches: tuple[int, int, tuple[float, float] | None]) -> Clock:
    return clock_of(columns(*stretches), 0)


def seconds(one: Clock, lsn: int) -> float:
    return one.time(lsn) - ZERO


def test_time_runs_through_a_stretch_and_stands_still_between_two() -> None:
    one = clock((100, 200, (10, 20)), (200, 300, (50, 60)))
    assert [seconds(one, lsn) for lsn in (100, 150, 200, 250, 300)] == [10, 15, 20, 55, 60]
    assert [one.position(ZERO + t) for t in (10, 15, 20, 35, 50, 55, 60)] == [
        100, 150, 200, 200, 200, 250, 300,
    ]  # fmt: skip
    assert math.isnan(one.time(99)) and math.isnan(one.time(301))
    assert one.position(ZERO + 9) is None and one.position(ZERO + 61) is None
    assert one.position(math.nan) is None


def test_nothing_is_known_where_wal_is_missing() -> None:
    one = clock((100, 200, (10, 20)), (250, 300, (50, 60)))
    assert math.isnan(one.time(225)) and one.position(ZERO + 30) is None
    assert seconds(one, 200) == 20 and seconds(one, 250) == 50
    assert one.position(ZERO + 20) == 200 and one.position(ZERO + 50) == 250
    found, known = one.positions(np.array([ZERO + 5, ZERO + 30, ZERO + 99]))
    assert found.tolist() == [100, 200, 300] and not known.any()


def test_stretches_without_times_lie_between_those_that_have_them() -> None:
    one = clock(
        (0, 10, None), (10, 20, (0, 10)), (20, 30, None), (30, 40, None), (40, 50, (30, 40)), (50, 60, None)
    )
    assert [seconds(one, lsn) for lsn in (20, 25, 30, 35, 40)] == [10, 15, 20, 25, 30]
    assert math.isnan(one.time(5)) and math.isnan(one.time(55)), (
        "before the first and after the last one nothing"
    )
    broken = clock((10, 20, (0, 10)), (20, 30, None), (35, 40, None), (40, 50, (30, 40)))
    assert math.isnan(broken.time(25)) and math.isnan(broken.time(38)), "not over a hole"


def test_times_that_go_back_are_held() -> None:
    one = clock((0, 10, (0, 50)), (10, 20, (40, 45)), (20, 30, (48, 80)))
    assert [seconds(one, lsn) for lsn in (10, 15, 20, 30)] == [50, 50, 50, 80]
    assert one.position(ZERO + 50) == 20


def test_a_stretch_that_was_archived_twice_counts_once() -> None:
    part = columns((0, 6, (0, 6)), (0, 10, (0, 10)), (10, 20, (10, 20)))
    assert part.names == ("1-0-10", "1-0-6", "1-10-20")
    assert part.from_lsn.tolist() == [0, 6, 10]
    assert [part.at(0, lsn) for lsn in (0, 5, 9, 10, 19, 20)] == [0, 0, 0, 2, 2, None]
    assert seconds(clock_of(part, 0), 5) == 5


def test_no_stretch_no_time() -> None:
    assert math.isnan(clock().time(1)) and clock().position(ZERO) is None
    assert clock_of(stretch_columns([], {}), 3).times(np.array([1, 2], np.uint64)).shape == (2,)


@st.composite
def logs(draw: st.DrawFn) -> tuple[list[tuple[int, int, tuple[float, float] | None]], int]:
    """Stretches with holes and with times that jump, anywhere below 2^63."""
    here = base = draw(st.sampled_from([0, 7, 1 << 32, 1 << 53, (1 << 62) + 12345, (1 << 63) - (1 << 30)]))
    now = 0.0
    found: list[tuple[int, int, tuple[float, float] | None]] = []
    for _ in range(draw(st.integers(1, 8))):
        here += draw(st.sampled_from([0, 0, 0, 3]))
        size = draw(st.sampled_from([1, 2, 3, 50, 1 << 24]))
        first = now + draw(st.sampled_from([0, 1, 60.5, -3]))
        last = first + draw(st.sampled_from([0, 0.5, 10, 3600]))
        found.append((here, here + size, draw(st.sampled_from([(first, last), (first, last), None]))))
        here, now = here + size, last
    return found, base


@MODEST
@given(logs())
def test_it_never_falls_and_leads_back(
    log: tuple[list[tuple[int, int, tuple[float, float] | None]], int],
) -> None:
    stretches, base = log
    one = clock(*stretches)
    edges = {lsn for low, high, _ in stretches for lsn in (low, low + 1, (low + high) // 2, high - 1, high)}
    lsns = np.array(sorted(edges | {base}), np.uint64)
    times = one.times(lsns)
    known = ~np.isnan(times)
    assert (np.diff(times[known]) >= 0).all()
    back, there = one.positions(times[known])
    assert there.all()
    assert (back + np.uint64(1) >= lsns[known]).all() or _within(one, back, lsns[known])
    moments = np.unique(np.concatenate([times[known], times[known] + 0.25, times[known] - 0.25]))
    found, certain = one.positions(moments)
    assert (found[1:] >= found[:-1]).all(), "later moments have reached no less"
    forth = one.times(found[certain])
    assert (forth <= moments[certain] + 1e-3).all(), "what was reached by a moment is not later than it"


def _within(one: Clock, back: np.ndarray, lsns: np.ndarray) -> bool:
    """Positions differ by no more than a float of seconds can tell apart (a quarter of a microsecond)."""
    return bool(np.allclose(one.times(back), one.times(lsns), rtol=0, atol=1e-5))


@MODEST
@given(st.sampled_from([0, 1 << 53, (1 << 63) - 2000]), st.integers(1, 1000))
def test_positions_are_exact(base: int, size: int) -> None:
    one = clock((base, base + size, (0, size)))
    lsns = np.arange(size + 1, dtype=np.uint64) + np.uint64(base)
    assert (one.times(lsns) - ZERO).tolist() == list(range(size + 1))
    back, known = one.positions(one.times(lsns))
    assert known.all() and np.array_equal(back, lsns)
