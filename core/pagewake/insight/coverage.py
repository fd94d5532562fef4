"""Which parts of each lane can be restored, which are missing and why, and for how long nothing could be. Pure."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from pagewake.insight.clockwork import Clock
from pagewake.insight.columns import UNKNOWN, Positions, seconds
from pagewake.insight.lanes import Lane
from pagewake.model import Gap, Window

NO_BACKUP_REACHES = "no usable backup leads here"
NOTHING_KNOWN = "nothing of it is archived"
ClockOf = Callable[[int], Clock]


class BandKind(StrEnum):
    """What is known of a part of a lane."""

    RESTORABLE = "restorable"
    GAP = "gap"
    """WAL is missing."""
    UNREACHED = "unreached"
    """The WAL is there, and no backup that could use it."""
    UNKNOWN = "unknown"
    """The timeline is known by name only."""


@dataclass(frozen=True)
class Band:
    """Positions `first_lsn` up to `end_lsn` of a lane, and their times (nan: not known). Bands of a lane join on."""

    lane: int
    kind: BandKind
    first_lsn: int
    end_lsn: int
    first_time: float
    last_time: float
    reason: str = ""


@dataclass(frozen=True)
class GapSpan:
    """One gap in time. `seconds` is for how long nothing could be restored because of it; nan: not known, or still.

    That lasts from the last restorable moment before the gap to the first one after it, which is when the next
    backup was done, and not when the WAL went on.
    """

    gap: Gap
    lane: int
    first_time: float
    last_time: float
    lost_from: float
    lost_to: float

    @property
    def seconds(self) -> float:
        """For how long nothing could be restored; nan where that is not known."""
        lasted = self.lost_to - self.lost_from
        return UNKNOWN if math.isnan(lasted) else max(lasted, 0.0)


def gap_spans(
    gaps: Sequence[Gap],
    windows: Sequence[Window],
    lanes: Mapping[int, int],
    clock: ClockOf,
) -> tuple[GapSpan, ...]:
    """Every gap with its times, in the order given."""
    ends = _WindowEnds(windows)
    by_lane: dict[int, list[int]] = {}
    for number, gap in enumerate(gaps):
        by_lane.setdefault(lanes[gap.timeline], []).append(number)
    found: dict[int, GapSpan] = {}
    for lane, numbers in by_lane.items():
        own = [gaps[number] for number in numbers]
        times = zip(*_times_around(own, clock(lane)), *ends.around(own), strict=True)
        for number, gap, parts in zip(numbers, own, times, strict=True):
            found[number] = GapSpan(gap, lane, *parts)
    return tuple(found[number] for number in range(len(gaps)))


class _WindowEnds:
    """Where windows of each timeline begin and end, for looking up the ones around a gap."""

    def __init__(self, windows: Sequence[Window]) -> None:
        own: dict[int, list[Window]] = {}
        for window in windows:
            own.setdefault(window.timeline, []).append(window)
        self._edges = {}
        for timeline, members in own.items():
            members.sort(key=lambda one: one.from_lsn)
            begins = np.array([one.from_lsn for one in members], np.uint64)
            ends = np.array([one.to_lsn for one in members], np.uint64)
            opened = np.array([seconds(one.from_time) for one in members])
            closed = np.array([seconds(one.to_time) for one in members])
            # Clocks may have gone back: the latest end of all before, the earliest beginning of all behind.
            self._edges[timeline] = (
                begins,
                ends,
                np.fmin.accumulate(opened[::-1])[::-1],
                np.fmax.accumulate(closed),
            )

    def around(self, gaps: Sequence[Gap]) -> tuple[list[float], list[float]]:
        """For gaps of one timeline, the last restorable moment before each, and the first after it; nan: none."""
        if gaps[0].timeline not in self._edges:
            return [UNKNOWN] * len(gaps), [UNKNOWN] * len(gaps)
        begins, ends, opened, closed = self._edges[gaps[0].timeline]
        low, high = _edges_of(gaps)
        before = np.searchsorted(ends, low, "left") - 1
        after = np.searchsorted(begins, high, "left")
        held = np.minimum(after, len(opened) - 1)
        return (
            np.where(before >= 0, closed[before], UNKNOWN).tolist(),
            np.where(after < len(opened), opened[held], UNKNOWN).tolist(),
        )


def bands(
    lanes: Sequence[Lane], windows: Sequence[Window], gaps: Sequence[GapSpan], clock: ClockOf
) -> tuple[Band, ...]:
    """The bands of every lane, by lane, then ascending. Where a window and a gap meet, the window wins."""
    by_timeline = {lane.timeline: lane.index for lane in lanes}
    reached: dict[int, list[Band]] = {}
    for window in windows:
        place = by_timeline[window.timeline]
        times = seconds(window.from_time), seconds(window.to_time)
        band = Band(place, BandKind.RESTORABLE, window.from_lsn, window.to_lsn + 1, *times)
        mine = reached.setdefault(place, [])
        # Backups without WAL that end at the very first positions share the one point there is.
        if all((one.first_lsn, one.end_lsn) != (band.first_lsn, band.end_lsn) for one in mine[-1:]):
            mine.append(band)
    missing: dict[int, list[Band]] = {}
    for span in gaps:
        gap = span.gap
        band = Band(
            span.lane, BandKind.GAP, gap.from_lsn, gap.to_lsn, span.first_time, span.last_time, gap.reason
        )
        missing.setdefault(span.lane, []).append(band)
    found: list[Band] = []
    for lane in lanes:
        found += _of_lane(lane, reached.get(lane.index, []), missing.get(lane.index, []), clock(lane.index))
    return tuple(found)


def _of_lane(lane: Lane, windows: list[Band], gaps: list[Band], clock: Clock) -> list[Band]:
    edges = [(band.first_lsn, band.end_lsn) for band in (*windows, *gaps)]
    if lane.first_lsn is not None and lane.end_lsn is not None:
        edges.append((lane.first_lsn, lane.end_lsn))
    if not edges:
        return [Band(lane.index, BandKind.UNKNOWN, 0, 0, UNKNOWN, UNKNOWN, NOTHING_KNOWN)]
    here, end = min(low for low, _ in edges), max(high for _, high in edges)
    found: list[Band] = []
    holes = deque(sorted(gaps, key=lambda band: band.first_lsn))
    for window in sorted(windows, key=lambda band: band.first_lsn):
        _fill(found, here, window.first_lsn, holes, lane)
        found.append(window)
        here = max(here, window.end_lsn)
    _fill(found, here, end, holes, lane)
    return _timed(found, clock)


def _fill(found: list[Band], here: int, end: int, gaps: deque[Band], lane: Lane) -> None:
    """Add gaps, and what lies between them, from `here` to `end`; gaps that reach no further are dropped."""
    for gap in gaps:
        if gap.first_lsn >= end:
            break
        low, high = max(gap.first_lsn, here), min(gap.end_lsn, end)
        if low >= high:
            continue
        if here < low:
            found.append(_unreached(lane, here, low))
        found.append(Band(lane.index, BandKind.GAP, low, high, gap.first_time, gap.last_time, gap.reason))
        here = high
    if here < end:
        found.append(_unreached(lane, here, end))
    while gaps and gaps[0].end_lsn <= end:
        gaps.popleft()


def _unreached(lane: Lane, low: int, high: int) -> Band:
    return Band(lane.index, BandKind.UNREACHED, low, high, UNKNOWN, UNKNOWN, NO_BACKUP_REACHES)


def _timed(found: list[Band], clock: Clock) -> list[Band]:
    """The bands of a lane with the times of those that are not reached, all of them looked up at once."""
    blank = [number for number, band in enumerate(found) if band.kind is BandKind.UNREACHED]
    # The time of a position is that of the record in front of it: the band's own first record is one further.
    low = clock.times(np.array([found[number].first_lsn + 1 for number in blank], np.uint64))
    high = clock.times(np.array([found[number].end_lsn for number in blank], np.uint64))
    for number, begin, end in zip(blank, low.tolist(), high.tolist(), strict=True):
        found[number] = replace(found[number], first_time=begin, last_time=end)
    return found


def _times_around(gaps: Sequence[Gap], clock: Clock) -> tuple[list[float], list[float]]:
    """For gaps of one lane, the last known moment before each, and the first known one after it."""
    if not len(clock.begin):
        return [UNKNOWN] * len(gaps), [UNKNOWN] * len(gaps)
    low, high = _edges_of(gaps)
    before = np.searchsorted(clock.end, low, "right") - 1
    after = np.searchsorted(clock.begin, high, "left")
    held = np.minimum(after, len(clock.begin) - 1)
    return (
        np.where(before >= 0, clock.end_time[before], clock.times(low)).tolist(),
        np.where(after < len(clock.begin), clock.begin_time[held], clock.times(high)).tolist(),
    )


def _edges_of(gaps: Sequence[Gap]) -> tuple[Positions, Positions]:
    return np.array([gap.from_lsn for gap in gaps], np.uint64), np.array(
        [gap.to_lsn for gap in gaps], np.uint64
    )
