"""LSN to time and back on one timeline of a database, piece by piece linear, from the columns of its stretches.

Position p at time t means: everything before p has happened at t. Within a stretch of WAL time runs in proportion to
the position; between two stretches that join on it may jump, and all that idle time belongs to the position between
them. Where WAL is missing, and before the first and after the last time that any record has, nothing is known.

Positions stay integers: differences are taken in 64 bits before anything becomes a float, so that positions of any
size are exact.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.insight.columns import UNKNOWN, Positions, StretchColumns, Times
from pagewake.lsn import LSN_MAX


@dataclass(frozen=True, eq=False)
class Clock:
    """One lane's pieces, ascending in position and never falling in time. Use `clock_of`."""

    begin: Positions
    end: Positions
    begin_time: Times
    end_time: Times

    def times(self, positions: NDArray[np.uint64]) -> Times:
        """The time of each position; nan where it is not known. At the edge of two stretches: the earlier one's end."""
        found = np.full(np.shape(positions), UNKNOWN)
        if not len(self.begin):
            return found
        wanted = np.asarray(positions, np.uint64)
        # The piece that ends at or behind the position; its end belongs to it, its beginning to the one before.
        index = np.searchsorted(self.end, wanted, "left")
        inside = index < len(self.end)
        piece = np.where(inside, index, 0)
        inside &= wanted >= self.begin[piece]
        piece = piece[inside]
        span = (self.end[piece] - self.begin[piece]).astype(np.float64)
        passed = (wanted[inside] - self.begin[piece]).astype(np.float64)
        low, high = self.begin_time[piece], self.end_time[piece]
        found[inside] = np.where(passed == span, high, np.minimum(low + (high - low) * passed / span, high))
        return found

    def time(self, position: int) -> float:
        """The time of one position; nan where it is not known."""
        return float(self.times(np.array([position], np.uint64))[0])

    def positions(self, times: NDArray[np.floating[Any]]) -> tuple[Positions, NDArray[np.bool_]]:
        """For each time the last position that was reached by then, and whether that is known.

        Where it is not known, the position is that of the nearest known moment before (or the first known one).
        """
        wanted = np.asarray(times, np.float64)
        found = np.zeros(np.shape(wanted), np.uint64)
        known = np.zeros(np.shape(wanted), np.bool_)
        if not len(self.begin):
            return found, known
        index = np.searchsorted(self.begin_time, wanted, "right") - 1
        after_first = (index >= 0) & ~np.isnan(wanted)
        piece = np.where(after_first, index, 0)
        low, high = self.begin_time[piece], self.end_time[piece]
        over = wanted >= high
        passed = np.where(after_first & ~over, wanted - low, 0.0)
        part = _part_of(self.end[piece] - self.begin[piece], passed, np.where(high > low, high - low, 1.0))
        found = self.begin[piece] + np.where(after_first & over, self.end[piece] - self.begin[piece], part)
        following = np.minimum(piece + 1, len(self.begin) - 1)
        joined = (following > piece) & (self.begin[following] == self.end[piece])
        return found, after_first & (~over | (wanted == high) | joined)

    def position(self, time: float) -> int | None:
        """The last position that was reached at a time; None where it is not known."""
        found, known = self.positions(np.array([time]))
        return int(found[0]) if known[0] else None


def clock_of(stretches: StretchColumns, lane: int) -> Clock:
    """The clock of one lane."""
    part = stretches.of_lane(lane)
    begin, end = stretches.from_lsn[part], stretches.end_lsn[part]
    low, high = stretches.begin_time[part], stretches.end_time[part]
    useful = (begin < end) & ~np.isnan(low) & ~np.isnan(high)
    return Clock(begin[useful], end[useful], low[useful], high[useful])


def joined(parts: Sequence[tuple[Clock, int, int]]) -> Clock:
    """One clock of parts of several: of each its positions from the first number up to the second.

    The parts ascend. Where time would fall from one part to the next (two servers, two clocks), it stands still.
    """
    begins, ends, lows, highs = [], [], [], []
    for clock, first, last in parts:
        inside = (clock.end > np.uint64(first)) & (clock.begin < np.uint64(last))
        begin, end = clock.begin[inside], clock.end[inside]
        low, high = clock.begin_time[inside], clock.end_time[inside]
        cut_begin, cut_end = np.maximum(begin, np.uint64(first)), np.minimum(end, np.uint64(last))
        span = (end - begin).astype(np.float64)
        begins.append(cut_begin)
        ends.append(cut_end)
        lows.append(low + (high - low) * (cut_begin - begin).astype(np.float64) / span)
        highs.append(high - (high - low) * (end - cut_end).astype(np.float64) / span)
    if not begins:
        return Clock(np.empty(0, np.uint64), np.empty(0, np.uint64), np.empty(0), np.empty(0))
    times = np.stack([np.concatenate(lows), np.concatenate(highs)], axis=1).reshape(-1)
    times = np.maximum.accumulate(times)
    return Clock(np.concatenate(begins), np.concatenate(ends), times[::2], times[1::2])


def _part_of(span: Positions, passed: Times, length: Times) -> Positions:
    """Of each span the part that `passed` is of `length`, rounded down. The product first: it is more exact."""
    product = np.floor(span.astype(np.float64) * passed / length)
    # A float can round up to 2^64, which no integer of 64 bits holds.
    held: Positions = np.minimum(product, np.nextafter(float(LSN_MAX), 0.0)).astype(np.uint64)
    return np.minimum(held, span)
