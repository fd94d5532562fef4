"""How much happened in each bin of a range of time or LSN, from the columns of stretches alone.

What a stretch did is spread evenly over its part of the range; the sum over all bins is what the range holds. Of a
stretch that overlaps another one only the part counts that the other does not hold.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.insight.columns import StretchColumns
from pagewake.lsn import LSN_MAX

MAX_BINS = 1 << 20
Bins = NDArray[np.float64]


class Measure(StrEnum):
    """What is counted."""

    COMMITS = "commits"
    CHANGED_BLOCKS = "changed blocks"
    """Blocks that a stretch changed, each counted once a stretch."""
    WAL_BYTES = "WAL bytes"
    RECORDS = "records"


def density_over_time(
    stretches: StretchColumns,
    measure: Measure,
    begin: float,
    end: float,
    bins: int,
    *,
    lane: int | None = None,
) -> Bins:
    """What happened in each of `bins` equal parts of a time range (seconds since 1970), on one lane or on all.

    Stretches whose time is not known are in no bin. Raises ValueError for an empty range or an
    impossible number of bins.
    """
    _check(begin < end and bool(np.isfinite([begin, end]).all()), bins)
    part = slice(None) if lane is None else stretches.of_lane(lane)
    low, high = stretches.begin_time[part], stretches.end_time[part]
    known = ~np.isnan(low) & ~np.isnan(high)
    weights = _weights(stretches, measure, part)[known]
    scale = bins / (end - begin)
    return _spread((low[known] - begin) * scale, (high[known] - begin) * scale, weights, bins)


def density_over_lsn(
    stretches: StretchColumns, measure: Measure, lane: int, begin: int, end: int, bins: int
) -> Bins:
    """What happened in each of `bins` equal parts of the positions `begin` up to `end` of a lane.

    Raises ValueError as `density_over_time`.
    """
    _check(0 <= begin < end <= LSN_MAX + 1, bins)
    part = stretches.of_lane(lane)
    low, high = stretches.from_lsn[part], stretches.end_lsn[part]
    scale = bins / (end - begin)
    return _spread(
        _distances(low, begin) * scale,
        _distances(high, begin) * scale,
        _weights(stretches, measure, part),
        bins,
    )


def _check(range_is_right: bool, bins: int) -> None:
    if not range_is_right:
        raise ValueError("the range is empty, or has no end")
    if not 1 <= bins <= MAX_BINS:
        raise ValueError(f"1 to {MAX_BINS} bins are possible")


def _weights(stretches: StretchColumns, measure: Measure, part: slice) -> NDArray[np.float64]:
    """What each stretch did in the part of it that no stretch before it holds."""
    column: NDArray[Any] = {
        Measure.COMMITS: stretches.commits,
        Measure.CHANGED_BLOCKS: stretches.changed_blocks,
        Measure.WAL_BYTES: stretches.size,
        Measure.RECORDS: stretches.records,
    }[measure][part]
    end = stretches.end_lsn[part]
    own = (end - stretches.from_lsn[part]).astype(np.float64)
    whole = (end - stretches.first_lsn[part]).astype(np.float64)
    return column.astype(np.float64) * (own / whole)


def _distances(positions: NDArray[np.uint64], begin: int) -> NDArray[np.float64]:
    """How far each position lies behind `begin`; differences are exact, whatever the size of positions."""
    origin = np.uint64(begin)
    behind = np.where(positions >= origin, positions - origin, np.uint64(0)).astype(np.float64)
    before = np.where(positions < origin, origin - positions, np.uint64(0)).astype(np.float64)
    return behind - before


def _spread(low: Bins, high: Bins, weights: NDArray[np.float64], bins: int) -> Bins:
    """Weights that lie evenly between `low` and `high` (in bins), as sums per bin; what lies outside is left out."""
    touching = (high >= 0) & (low <= bins) & (weights != 0)
    low, high, weights = low[touching], high[touching], weights[touching]
    instant = high <= low
    at = np.minimum(low[instant].astype(np.int64), bins - 1)  # the end of the range belongs to its last bin
    found = _sums(at, weights[instant], bins)
    low, high, weights = low[~instant], high[~instant], weights[~instant]
    rate = weights / (high - low)
    begin, end = np.maximum(low, 0.0), np.minimum(high, float(bins))
    first = np.minimum(begin.astype(np.int64), bins - 1)
    last = np.minimum(end.astype(np.int64), bins - 1)
    single = first == last
    found += _sums(first, rate * np.where(single, end - begin, first + 1 - begin), bins)
    several = ~single
    first, last, end, rate = first[several], last[several], end[several], rate[several]
    found += _sums(last, rate * (end - last), bins)
    # Whole bins in between: their rate begins behind the first and ends before the last.
    steps = _sums(first + 1, rate, bins) - _sums(last, rate, bins)
    between: Bins = found + np.cumsum(steps)
    return np.maximum(between, 0.0)


def _sums(bins_of: NDArray[np.int64], weights: Bins, bins: int) -> Bins:
    """The weights of each bin added up. Without any, numpy would count in integers."""
    return np.bincount(bins_of, weights, minlength=bins).astype(np.float64)
