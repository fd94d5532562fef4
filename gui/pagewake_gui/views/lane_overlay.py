"""What lies over a chart of lanes: selection, target, and what a restore to the target would read. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import numpy as np

from pagewake.model import TargetKind
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.scales import TimeScale
from pagewake_gui.charts.snapping import Snaps, snaps_of, with_commits
from pagewake_gui.charts.spots import Spot, place_of_spot
from pagewake_gui.charts.timeline_items import Overlay, RunningMark
from pagewake_gui.selection import Selection
from pagewake_gui.widgets.target_probe import Answer


def overlay_of(
    data: ChainData,
    rows: Mapping[str, int],
    selection: Selection,
    answer: Answer,
    *,
    brush: tuple[float, float, bool] | None,
    running: tuple[RunningMark, ...],
    text: Callable[[Spot], str],
) -> Overlay:
    """The overlay of a selection. `rows` are the rows of backups by their id; `text` writes a place on the axis."""
    selected = np.zeros(len(data.place), np.bool_)
    selected[[rows[one] for one in selection.backups if one in rows]] = True
    return Overlay(
        selected=selected,
        brush=brush,
        target=_target_mark(data, answer, text) if selection.target is not None else None,
        reads=_reads(data, answer),
        touched=_touched(data, selection),
        used=rows.get(answer.plan.backup.id, -1) if answer.plan is not None else -1,
        running=running,
    )


def snaps_with(data: ChainData, answer: Answer) -> Snaps:
    """What the target line snaps to, with the commits around the target that were read from the WAL."""
    near, scale = answer.commits, data.scale
    if near is None or answer.spot is None:
        return snaps_of(data)
    commits = [*near.before, *near.exact, *near.after]
    if isinstance(scale, TimeScale):
        places = [scale.place(one.time.timestamp()) for one in commits]
    else:
        places = [scale.place(one.lsn) for one in commits]
    return with_commits(snaps_of(data), np.array(places, np.float64), answer.spot.lane)


def _target_mark(
    data: ChainData, answer: Answer, text: Callable[[Spot], str]
) -> tuple[float, int, str] | None:
    if answer.spot is None or answer.target is None:
        return None
    place = place_of_spot(data, answer.spot)
    if math.isnan(place):
        return None
    named = answer.target.kind in (TargetKind.NAME, TargetKind.XID)
    return place, answer.spot.lane, str(answer.target.value) if named else text(answer.spot)


def _touched(data: ChainData, selection: Selection) -> tuple[tuple[int, float, float], ...]:
    """The WAL that touched the selected blocks; what has no place on the axis is left out."""
    places = (_places(data, one.timeline, one.first, one.end) for one in selection.touched)
    return tuple(one for one in places if one is not None)


def _places(data: ChainData, number: int, first: int, end: int) -> tuple[int, float, float] | None:
    lane = data.timeline.lane_of(number)
    if lane is None:
        return None
    if isinstance(data.scale, TimeScale):
        clock = data.timeline.clock(lane.index)
        low, high = (data.scale.place(clock.time(lsn)) for lsn in (min(first + 1, end), end))
    else:
        low, high = (data.scale.place(lsn) for lsn in (first, end))
    return None if math.isnan(low) or math.isnan(high) else (lane.index, low, high)


def _reads(data: ChainData, answer: Answer) -> tuple[tuple[int, float, float], ...]:
    """The WAL that a restore to the target would read, as stretches of the chart; joined where they join on."""
    if answer.plan is None:
        return ()
    found: list[tuple[int, float, float]] = []
    for row in answer.plan.wal:
        lane = data.timeline.lane_of(row.timeline)
        if lane is None:
            continue
        if isinstance(data.scale, TimeScale):
            clock = data.timeline.clock(lane.index)
            low, high = (data.scale.place(clock.time(lsn)) for lsn in (row.first_lsn, row.end_lsn))
        else:
            low, high = (data.scale.place(lsn) for lsn in (row.first_lsn, row.end_lsn))
        if math.isnan(low) or math.isnan(high):
            continue
        if found and found[-1][0] == lane.index and low <= found[-1][2]:
            found[-1] = (lane.index, found[-1][1], max(high, found[-1][2]))
        else:
            found.append((lane.index, low, high))
    return tuple(found)
