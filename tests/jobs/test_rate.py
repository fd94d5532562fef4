"""Rates and the range of time left, against a clock that the test moves."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.jobs.rate import MAXIMUM_BUCKETS, MINIMUM_BUCKETS, RateMeter, time_left

MB = 1_000_000


def test_no_rate_in_the_first_second() -> None:
    meter = RateMeter(100.0)
    meter.add(5 * MB, 100.5)
    assert meter.rate(100.9) is None
    assert meter.rate(101.0) == pytest.approx(5 * MB)


def test_a_burst_does_not_make_the_rate_jump() -> None:
    # 80 MB every ten seconds and nothing between: a window of 20 s alone would swing between 8 and 16 MB/s.
    meter = RateMeter(0.0, minimum_work=100 * MB)
    rates = []
    for second in range(300):
        meter.add(80 * MB if second % 10 == 0 else 0, float(second))
        if second > 60:
            rates.append(meter.rate(float(second) + 0.999))
    assert max(rates) < 2 * min(rates)
    assert min(rates) > 5 * MB


def test_the_window_forgets_what_is_long_past() -> None:
    meter = RateMeter(0.0, minimum_work=10 * MB)
    for second in range(60):
        meter.add(100 * MB, float(second))
    for second in range(60, 120):
        meter.add(1 * MB, float(second))
    assert meter.rate(120.0) == pytest.approx(1 * MB, rel=0.1)


def test_the_window_is_bounded_when_almost_nothing_happens() -> None:
    meter = RateMeter(0.0, minimum_work=100 * MB)
    for second in range(MAXIMUM_BUCKETS * 2):
        meter.add(1, float(second))
    assert MINIMUM_BUCKETS <= len(meter._buckets) <= MAXIMUM_BUCKETS
    assert meter.rate(MAXIMUM_BUCKETS * 2.0) == pytest.approx(1, rel=0.01)


def left(done: int, total: int | None, elapsed: float) -> tuple[float, float] | None:
    meter = RateMeter(0.0)
    seconds = max(int(elapsed), 1)
    for second in range(seconds):
        meter.add(done // seconds, float(second))
    return time_left(done=done, total=total, elapsed=elapsed, meter=meter, now=elapsed)


@pytest.mark.parametrize(
    ("done", "total", "elapsed"),
    [
        (50, None, 60.0),  # the end is not known
        (50, 0, 60.0),
        (50, 100, 2.9),  # too early
        (19, 1000, 60.0),  # too little
        (0, 100, 60.0),  # nothing done yet
        (100, 100, 60.0),  # nothing left
        (120, 100, 60.0),  # the file grew past its total
    ],
)
def test_no_time_left_while_nothing_honest_can_be_said(done: int, total: int | None, elapsed: float) -> None:
    assert left(done, total, elapsed) is None


def test_steady_work_gives_a_narrow_range_around_the_truth() -> None:
    low, high = left(6000, 12000, 60.0) or (0.0, 0.0)
    assert low <= 60.0 <= high
    assert high - low < 10


def test_uneven_work_gives_a_wider_range() -> None:
    even, uneven = RateMeter(0.0), RateMeter(0.0)
    for second in range(20):
        even.add(100, float(second))
        uneven.add(200 if second % 2 else 0, float(second))

    def width(meter: RateMeter) -> float:
        low, high = time_left(done=2000, total=4000, elapsed=20.0, meter=meter, now=20.0) or (0.0, 0.0)
        return high - low

    assert width(uneven) > 2 * width(even) > 0


@settings(max_examples=80)
@given(
    amounts=st.lists(st.integers(0, 10**9), min_size=4, max_size=60),
    total=st.integers(1, 10**12),
    step=st.floats(0.01, 30.0),
)
def test_the_range_is_always_a_range(amounts: list[int], total: int, step: float) -> None:
    meter, now = RateMeter(0.0, minimum_work=100 * MB), 0.0
    for amount in amounts:
        now += step
        meter.add(amount, now)
    answer = time_left(done=sum(amounts), total=total, elapsed=now, meter=meter, now=now)
    if answer is not None:
        assert 0 < answer[0] <= answer[1] < float("inf")
