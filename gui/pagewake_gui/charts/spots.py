"""Where a restore target lies in the history of a source, and which target a place of a chart is. Pure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from pagewake.insight.clockwork import Clock
from pagewake.insight.columns import UNKNOWN, seconds
from pagewake.insight.coverage import Band, BandKind
from pagewake.insight.search import band_at
from pagewake.insight.timeline import SourceTimeline
from pagewake.lsn import LSN_MAX
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.scales import TimeScale
from pagewake_gui.charts.snapping import Snap, SnapKind
from pagewake_gui.selection import LsnRange


@dataclass(frozen=True)
class Spot:
    """A place in history: `time` in seconds since 1970 (nan: not known), `lsn` None where it is not known."""

    lane: int
    time: float = UNKNOWN
    lsn: int | None = None


def spot_of_target(
    timeline: SourceTimeline, target: RestoreTarget, backup: str | None = None, located: Spot | None = None
) -> Spot | None:
    """Where a target lies; None where that cannot be told. `located` is where a transaction was found."""
    match target.kind, target.value:
        case TargetKind.TIME, datetime() as moment:
            return spot_of_time(timeline, moment.timestamp(), target.timeline)
        case TargetKind.LSN, int() as lsn:
            return spot_of_lsn(timeline, lsn, target.timeline)
        case TargetKind.NAME, str() as name:
            meant = [one for one in timeline.restore_points if target.timeline in (None, one.timeline)]
            point = next((one for one in reversed(meant) if one.name == name), None)
            return Spot(point.lane, seconds(point.time), point.lsn) if point is not None else None
        case TargetKind.XID, _:
            return located
        case TargetKind.LATEST, _:
            return _latest(timeline, target.timeline)
        case TargetKind.IMMEDIATE, _:
            return spot_of_backup(timeline, backup or (timeline.backups[-1].id if timeline.backups else ""))
    return None


def spot_of_backup(timeline: SourceTimeline, backup: str) -> Spot | None:
    """Where a backup becomes consistent."""
    index = timeline.index_of(backup)
    if index is None:
        return None
    lane = int(timeline.backup_columns.lane[index])
    return Spot(lane, seconds(timeline.backups[index].finished), timeline.backups[index].stop_lsn)


def spot_of_time(timeline: SourceTimeline, time: float, number: int | None = None) -> Spot:
    """A moment on a timeline of the database (None: the newest lane that tells where it lies)."""
    for lane in _lanes(timeline, number):
        lsn = timeline.clock(lane).position(time)
        if lsn is not None:
            return Spot(lane, time, lsn)
    lanes = _lanes(timeline, number)
    return Spot(lanes[0] if lanes else 0, time)


def spot_of_lsn(timeline: SourceTimeline, lsn: int, number: int | None = None) -> Spot:
    """A position on a timeline of the database (None: the newest lane that reaches so far)."""
    lanes = _lanes(timeline, number)
    lane = next((one for one in lanes if band_at(timeline, one, lsn) is not None), lanes[0] if lanes else 0)
    clock = timeline.clock(lane)
    time = clock.time(min(lsn + 1, LSN_MAX))
    return Spot(lane, clock.time(lsn) if math.isnan(time) else time, lsn)


def band_of_spot(timeline: SourceTimeline, spot: Spot) -> Band | None:
    """What is known of a place: restorable, a gap, not reached; None where nothing is."""
    if spot.lsn is not None:
        found = band_at(timeline, spot.lane, spot.lsn)
        if found is not None or math.isnan(spot.time):
            return found
        if spot.lsn:
            return band_at(timeline, spot.lane, spot.lsn - 1)
    own = (band for band in timeline.coverage if band.lane == spot.lane and band.kind is not BandKind.UNKNOWN)
    return next((band for band in own if band.first_time <= spot.time <= band.last_time), None)


def place_of_spot(data: ChainData, spot: Spot) -> float:
    """The place of a spot on a chart; nan where its axis cannot tell."""
    if isinstance(data.scale, TimeScale):
        return data.scale.place(spot.time)
    return math.nan if spot.lsn is None else data.scale.place(spot.lsn)


def target_of_point(timeline: SourceTimeline, index: int) -> RestoreTarget:
    """The restore target that a restore point means: on its own timeline, which need not be the newest."""
    point = timeline.restore_points[index]
    number = point.timeline if len(timeline.lanes) > 1 else None
    return RestoreTarget(TargetKind.NAME, point.name, timeline=number)


def target_of_snap(data: ChainData, snap: Snap) -> RestoreTarget:
    """The restore target that a line means that holds on to something, or to nothing."""
    timeline = data.timeline
    number = timeline.lanes[snap.lane].timeline if len(timeline.lanes) > 1 else None
    if snap.kind is SnapKind.RESTORE_POINT:
        return target_of_point(timeline, snap.index)
    if not isinstance(data.scale, TimeScale):
        return RestoreTarget(TargetKind.LSN, data.scale.value(snap.place), timeline=number)
    if snap.kind is SnapKind.BACKUP:
        return RestoreTarget(TargetKind.TIME, timeline.backups[snap.index].finished, timeline=number)
    moment = datetime.fromtimestamp(data.scale.value(snap.place), UTC)
    return RestoreTarget(TargetKind.TIME, moment, timeline=number)


def range_of_places(
    data: ChainData, low: float, high: float, lane: int
) -> tuple[tuple[float, float] | None, LsnRange | None]:
    """A stretch of a chart as a range of time and one of positions. None where the other one cannot be told."""
    timeline = data.timeline
    number, clock = timeline.lanes[lane].timeline, timeline.clock(lane)
    if isinstance(data.scale, TimeScale):
        begin, end = data.scale.value(low), data.scale.value(high)
        return (begin, end), _positions(clock, number, begin, end)
    first, last = data.scale.value(low), data.scale.value(high)
    return _times(clock, first, last), LsnRange(number, first, max(last, first + 1))


def lsn_range_of_time(timeline: SourceTimeline, begin: float, end: float, lane: int) -> LsnRange | None:
    """The positions of a lane that were written in a range of time; None where there are none."""
    return _positions(timeline.clock(lane), timeline.lanes[lane].timeline, begin, end)


def time_of_lsn_range(timeline: SourceTimeline, lsns: LsnRange) -> tuple[float, float] | None:
    """When a range of positions was written, as far as that is known."""
    lane = timeline.lane_of(lsns.timeline)
    return _times(timeline.clock(lane.index), lsns.first, lsns.end) if lane is not None else None


def _positions(clock: Clock, number: int, begin: float, end: float) -> LsnRange | None:
    if not len(clock.begin) or end < clock.begin_time[0] or begin > clock.end_time[-1]:
        return None
    first, last = clock.position(begin), clock.position(end)
    low = int(clock.begin[0]) if first is None and begin < clock.begin_time[0] else first
    high = int(clock.end[-1]) if last is None and end > clock.end_time[-1] else last
    if low is None or high is None:  # an end lies in a gap: up to the WAL that is next to it
        places, _ = clock.positions(np.array([begin, end]))
        low = int(places[0]) if low is None else low
        high = int(places[1]) if high is None else high
    return LsnRange(number, low, max(high, low + 1))


def _times(clock: Clock, first: int, last: int) -> tuple[float, float] | None:
    if not len(clock.begin) or last < int(clock.begin[0]) or first > int(clock.end[-1]):
        return None
    begin = clock.time(max(first, int(clock.begin[0])))
    end = clock.time(min(last, int(clock.end[-1])))
    if math.isnan(begin):
        after = clock.begin_time[clock.begin >= first]
        begin = float(after[0]) if len(after) else math.nan
    if math.isnan(end):
        before = clock.end_time[clock.end <= last]
        end = float(before[-1]) if len(before) else math.nan
    return None if math.isnan(begin) or math.isnan(end) or end < begin else (begin, end)


def _latest(timeline: SourceTimeline, number: int | None) -> Spot | None:
    windows = [one for one in timeline.windows if number is None or one.timeline == number]
    if not windows:
        return None
    window = max(windows, key=lambda one: (one.timeline, one.to_lsn))
    lane = timeline.lane_of(window.timeline)
    return Spot(lane.index if lane else 0, seconds(window.to_time), window.to_lsn)


def _lanes(timeline: SourceTimeline, number: int | None) -> list[int]:
    """The lanes to look on: the one that is named, or all from the newest timeline on."""
    lanes = [one for one in timeline.lanes if number is None or one.timeline == number]
    return [one.index for one in sorted(lanes, key=lambda one: -one.timeline)]
