"""Bins: what a range holds is what its bins hold together, however it is cut."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.insight.test_clockwork import logs
from tests.repository.rows import EPOCH, MODEST, row

from pagewake.insight.columns import StretchColumns, stretch_columns
from pagewake.insight.density import Measure, density_over_lsn, density_over_time
from pagewake.repository.stretches import StretchRow

ZERO = EPOCH.timestamp()


def stretch(
    low: int, high: int, times: tuple[float, float] | None, commits: int, timeline: int = 1
) -> StretchRow:
    import msgspec

    made: StretchRow = msgspec.structs.replace(
        row(low, high, commits=times, timeline=timeline), commits=commits, changed_blocks=2 * commits
    )
    return made


def columns(*stretches: tuple[int, int, tuple[float, float] | None, int]) -> StretchColumns:
    return stretch_columns([stretch(*one) for one in stretches], {1: 0, 2: 1})


def test_a_stretch_is_spread_over_its_time() -> None:
    one = columns((0, 10, (0, 10), 100), (10, 20, (10, 10), 7), (20, 30, (35, 45), 10))
    found = density_over_time(one, Measure.COMMITS, ZERO, ZERO + 40, 4)
    assert found.tolist() == pytest.approx([100, 7, 0, 5])
    blocks = density_over_time(one, Measure.CHANGED_BLOCKS, ZERO + 5, ZERO + 10, 1, lane=0)
    assert blocks.tolist() == pytest.approx([114]), "a moment at the end of the range is in its last bin"
    assert density_over_time(one, Measure.COMMITS, ZERO, ZERO + 40, 4, lane=1).tolist() == [0] * 4


def test_a_stretch_is_spread_over_its_positions() -> None:
    base = (1 << 63) - 1000
    one = columns((base, base + 10, (0, 1), 100), (base + 20, base + 30, None, 10))
    assert density_over_lsn(one, Measure.COMMITS, 0, base, base + 40, 8).tolist() == pytest.approx(
        [50, 50, 0, 0, 5, 5, 0, 0]
    )
    assert density_over_lsn(one, Measure.WAL_BYTES, 0, base + 5, base + 25, 2).tolist() == pytest.approx(
        [80, 80]
    )


def test_what_was_archived_twice_counts_once() -> None:
    one = columns((0, 6, (0, 6), 60), (0, 10, (0, 10), 100))
    assert density_over_lsn(one, Measure.COMMITS, 0, 0, 10, 1).tolist() == [100]
    joined = columns((0, 6, (0, 6), 60), (4, 10, (4, 10), 60))
    assert density_over_lsn(joined, Measure.COMMITS, 0, 0, 10, 1).tolist() == pytest.approx([100])


@pytest.mark.parametrize(
    ("begin", "end", "bins"), [(0, 0, 5), (5, 0, 5), (0, 5, 0), (0, 5, 1 << 30), (0, math.nan, 5)]
)
def test_what_is_no_range(begin: float, end: float, bins: int) -> None:
    with pytest.raises(ValueError, match=r"range|bins"):
        density_over_time(columns(), Measure.COMMITS, begin, end, bins)


@MODEST
@given(logs(), st.integers(1, 300), st.floats(-10, 5000), st.floats(0.5, 5000))
def test_bins_of_any_number_hold_what_the_range_holds(
    log: tuple[list[tuple[int, int, tuple[float, float] | None]], int], bins: int, begin: float, length: float
) -> None:
    one = columns(*((low, high, times, 1 + number) for number, (low, high, times) in enumerate(log[0])))
    low, high = ZERO + begin, ZERO + begin + length
    found = density_over_time(one, Measure.COMMITS, low, high, bins)
    assert found.shape == (bins,) and (found >= 0).all()
    whole = density_over_time(one, Measure.COMMITS, low, high, 1)
    assert found.sum() == pytest.approx(whole[0], rel=1e-6, abs=1e-6)
    expected = 0.0
    for a, b, weight in zip(one.begin_time, one.end_time, one.commits, strict=True):
        if a < b:
            expected += weight * max(min(b, high) - max(a, low), 0.0) / (b - a)
        elif low <= a <= high:
            expected += weight
    assert whole[0] == pytest.approx(expected, rel=1e-6, abs=1e-6)
    first, end = int(one.first_lsn[0]), int(one.end_lsn[-1])
    over = density_over_lsn(one, Measure.COMMITS, 0, first, end, bins)
    assert over.sum() == pytest.approx(float(np.sum(one.commits)), rel=1e-9)
