"""One source as a chart of lanes draws it, over time or over LSN: arrays of places, ready to be looked through.

Everything is counted once, when a snapshot arrives; drawing, picking and snapping only compare floats.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.insight.columns import StateCode
from pagewake.insight.coverage import Band, BandKind
from pagewake.insight.density import Measure, density_over_lsn, density_over_time
from pagewake.insight.timeline import SourceTimeline
from pagewake.lsn import LSN_MAX
from pagewake_gui.charts.scales import Floats, LsnScale, Scale, TimeScale

Density = Callable[[int, float, float, int], Floats]
"""(lane, first place, last place, number of bins) -> how much happened in each bin."""
KINDS = (BandKind.RESTORABLE, BandKind.GAP, BandKind.UNREACHED, BandKind.UNKNOWN)
RANKS = np.zeros(len(StateCode), np.int64)
RANKS[[StateCode.VERIFIED, StateCode.OK, StateCode.WARNINGS, StateCode.UNUSABLE, StateCode.DAMAGED]] = range(
    5
)
"""How bad each state is."""
MARGIN = 0.04
NOW_NEAR = 0.5
"""How far away now may be, as a part of what the data span, to be in sight at first."""


@dataclass(frozen=True, eq=False)
class BandPlaces:
    """Coverage in places, by lane, then ascending. `kind` indexes `KINDS`; `bands[i]` says more of row i."""

    lane: NDArray[np.int32]
    low: Floats
    high: Floats
    kind: NDArray[np.uint8]
    bands: tuple[Band, ...]


@dataclass(frozen=True, eq=False)
class StretchPlaces:
    """Pieces of archived WAL in places. Row i is row i of the timeline's stretches.

    `compressed`: the store holds it in fewer bytes. `duplicate`: a stretch before it holds all or part of it too; `own`
    is where what only it holds begins.
    """

    lane: NDArray[np.int32]
    low: Floats
    own: Floats
    high: Floats
    present: NDArray[np.bool_]
    compressed: NDArray[np.bool_]
    duplicate: NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class ChainData:
    """What a chart shows of one source. Places are those of `scale`; index i of backups is that of the timeline.

    `expiry` says of each backup when it goes (an `Expiry`). `begin` and `place` are a backup's start and the moment
    from which it counts. `forks` are (child lane, parent lane, place). `whole` is what there is to see, with a margin;
    `opening` is what is in sight at first.
    """

    timeline: SourceTimeline
    scale: Scale
    begin: Floats
    place: Floats
    rank: NDArray[np.int64]
    bands: BandPlaces
    stretches: StretchPlaces
    points: Floats
    point_lane: NDArray[np.int32]
    forks: tuple[tuple[int, int, float], ...]
    now: float
    whole: tuple[float, float]
    opening: tuple[float, float]
    density: Density
    expiry: NDArray[np.uint8]

    @property
    def lanes(self) -> int:
        """How many lanes there are."""
        return len(self.timeline.lanes)

    @property
    def over_time(self) -> bool:
        """Whether the axis is one of time."""
        return isinstance(self.scale, TimeScale)

    def lane_at(self, place: float, lanes: tuple[int, ...]) -> int | None:
        """Of some lanes the first whose coverage reaches a place."""
        for lane in lanes:
            rows = self.bands.lane == lane
            if bool(np.any(rows & (self.bands.low <= place) & (self.bands.high >= place))):
                return lane
        return None


Expiries = NDArray[np.uint8] | None
"""Of each backup an `Expiry`; None: nothing is known to expire."""


def data_over_time(timeline: SourceTimeline, now: float, expiries: Expiries = None) -> ChainData:
    """A source over time; `now` in seconds since 1970."""
    columns, stretches = timeline.backup_columns, timeline.stretches
    points = np.array([point.time.timestamp() for point in timeline.restore_points], np.float64)
    band_low, band_high = _band_times(timeline)
    forks = tuple(
        (lane.index, lane.parent, lane.fork_time)
        for lane in timeline.lanes
        if lane.parent is not None and not math.isnan(lane.fork_time)
    )
    ends = [columns.started, columns.finished, points, band_low, band_high]
    ends += [stretches.begin_time, stretches.end_time]
    low, last = _extent(ends) if any(not np.isnan(one).all() for one in ends) else (now, now)
    low, high = min(low, now), max(last, now)
    scale = TimeScale(low)
    near = high - last <= (last - low) * NOW_NEAR

    def density(lane: int, first: float, last: float, bins: int) -> Floats:
        if not first < last:
            return np.zeros(bins)
        return density_over_time(
            stretches, Measure.COMMITS, scale.value(first), scale.value(last), bins, lane=lane
        )

    return ChainData(
        timeline=timeline,
        scale=scale,
        begin=scale.places(columns.started),
        place=scale.places(columns.finished),
        rank=RANKS[columns.state],
        bands=_bands(timeline, scale.places(band_low), scale.places(band_high)),
        stretches=StretchPlaces(
            stretches.lane,
            scale.places(stretches.begin_time),
            scale.places(stretches.begin_time),
            scale.places(stretches.end_time),
            stretches.present,
            stretches.compressed,
            stretches.duplicate,
        ),
        points=scale.places(points),
        point_lane=_point_lanes(timeline),
        forks=tuple((child, parent, scale.place(at)) for child, parent, at in forks),
        now=scale.place(now),
        whole=_with_margin(scale.place(low), scale.place(high)),
        opening=_with_margin(scale.place(low), scale.place(high if near else last)),
        density=density,
        expiry=_expiry(timeline, expiries),
    )


def data_over_lsn(timeline: SourceTimeline, expiries: Expiries = None) -> ChainData:
    """A source over its positions."""
    columns, stretches = timeline.backup_columns, timeline.stretches
    known = [band for band in timeline.coverage if band.kind is not BandKind.UNKNOWN]
    ends = [int(columns.start_lsn.min()), int(columns.stop_lsn.max())] if len(columns) else []
    ends += [lsn for band in known for lsn in (band.first_lsn, band.end_lsn)]
    ends += [lane.fork_lsn for lane in timeline.lanes if lane.fork_lsn is not None]
    low, high = (min(ends), max(ends)) if ends else (0, 1)
    scale = LsnScale(low, timeline.lsn_style)
    forks = [
        (lane.index, lane.parent, scale.place(lane.fork_lsn))
        for lane in timeline.lanes
        if lane.parent is not None and lane.fork_lsn is not None
    ]

    def density(lane: int, first: float, last: float, bins: int) -> Floats:
        begin, end = scale.value(first), scale.value(last)
        if not begin < end:
            return np.zeros(bins)
        return density_over_lsn(stretches, Measure.COMMITS, lane, begin, min(end, LSN_MAX), bins)

    points = np.array([point.lsn for point in timeline.restore_points], np.uint64)
    edges = [(band.first_lsn, band.end_lsn) for band in timeline.coverage]
    return ChainData(
        timeline=timeline,
        scale=scale,
        begin=scale.places(columns.start_lsn),
        place=scale.places(columns.stop_lsn),
        rank=RANKS[columns.state],
        bands=_bands(
            timeline,
            scale.places(np.array([one for one, _ in edges], np.uint64)),
            scale.places(np.array([one for _, one in edges], np.uint64)),
        ),
        stretches=StretchPlaces(
            stretches.lane,
            scale.places(stretches.first_lsn),
            scale.places(stretches.from_lsn),
            scale.places(stretches.end_lsn),
            stretches.present,
            stretches.compressed,
            stretches.duplicate,
        ),
        points=scale.places(points),
        point_lane=_point_lanes(timeline),
        forks=tuple(forks),
        now=math.nan,
        whole=_with_margin(0.0, float(high - low)),
        opening=_with_margin(0.0, float(high - low)),
        density=density,
        expiry=_expiry(timeline, expiries),
    )


def _expiry(timeline: SourceTimeline, expiries: Expiries) -> NDArray[np.uint8]:
    known = expiries is not None and len(expiries) == len(timeline.backups)
    return expiries if known and expiries is not None else np.zeros(len(timeline.backups), np.uint8)


def _bands(timeline: SourceTimeline, low: Floats, high: Floats) -> BandPlaces:
    return BandPlaces(
        np.array([band.lane for band in timeline.coverage], np.int32),
        low,
        high,
        np.array([KINDS.index(band.kind) for band in timeline.coverage], np.uint8),
        timeline.coverage,
    )


def _band_times(timeline: SourceTimeline) -> tuple[Floats, Floats]:
    """When each band begins and ends. An edge without a time is where its neighbour on the lane begins or ends."""
    low = np.array([band.first_time for band in timeline.coverage], np.float64)
    high = np.array([band.last_time for band in timeline.coverage], np.float64)
    lane = np.array([band.lane for band in timeline.coverage], np.int32)
    for row in np.flatnonzero(np.isnan(low)).tolist():
        if row and lane[row - 1] == lane[row]:
            low[row] = high[row - 1]
    for row in np.flatnonzero(np.isnan(high)).tolist():
        if row + 1 < len(lane) and lane[row + 1] == lane[row]:
            high[row] = low[row + 1]
    low, high = np.where(np.isnan(low), high, low), np.where(np.isnan(high), low, high)
    return low, np.fmax(low, high)


def _point_lanes(timeline: SourceTimeline) -> NDArray[np.int32]:
    return np.array([point.lane for point in timeline.restore_points], np.int32)


def _extent(arrays: list[Floats]) -> tuple[float, float]:
    every = np.concatenate(arrays)
    every = every[~np.isnan(every)]
    return (float(every.min()), float(every.max())) if len(every) else (0.0, 1.0)


def _with_margin(low: float, high: float) -> tuple[float, float]:
    span = max(high - low, 1.0)
    return low - span * MARGIN, high + span * MARGIN
