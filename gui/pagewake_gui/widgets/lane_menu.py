"""What a context menu is about on a chart of lanes, and in a table of log."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication

from pagewake.desk.snapshot import SourceState
from pagewake.insight.coverage import GapSpan
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.stretches import StretchRow
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.layout import Thing, ThingKind
from pagewake_gui.charts.scales import TimeScale
from pagewake_gui.charts.spots import Spot, spot_of_lsn, spot_of_time, target_of_point
from pagewake_gui.widgets.place_menu import About, about_backups

translate = QCoreApplication.translate


def about_thing(
    state: SourceState, data: ChainData, thing: Thing, chosen: tuple[str, ...], selected: Spot | None
) -> About:
    """What is at a point of a chart. Without a point: the `chosen` backups, or where the target is (`selected`)."""
    timeline = data.timeline
    if thing.kind is ThingKind.BACKUP:
        backup = timeline.backups[thing.rows[0]].id
        return about_backups(state, [backup, *(one for one in chosen if one != backup)])
    if thing.kind is ThingKind.CLUSTER:
        return About(backups=tuple(timeline.backups[row].id for row in thing.rows))
    if thing.lane < 0:
        if chosen:
            return about_backups(state, chosen)
        return About() if selected is None else _about_spot(data, selected)
    if thing.kind is ThingKind.RESTORE_POINT:
        return about_point(data, thing.rows[0])
    if thing.kind is ThingKind.STRETCH:
        row = timeline.stretches.rows[thing.rows[0]]
        return about_stretch(state, row)
    number = timeline.lanes[thing.lane].timeline
    if isinstance(data.scale, TimeScale):
        return _about_spot(data, spot_of_time(timeline, data.scale.value(thing.place), number))
    return _about_spot(data, spot_of_lsn(timeline, data.scale.value(thing.place), number))


def about_point(data: ChainData, row: int) -> About:
    """A named restore point."""
    point = data.timeline.restore_points[row]
    return About(
        timeline=point.timeline,
        lsn=point.lsn,
        time=point.time.timestamp(),
        target=target_of_point(data.timeline, row),
        copies=((translate("PlaceMenu", "Copy name"), point.name),),
    )


def about_stretch(state: SourceState, row: StretchRow, command: str = "") -> About:
    """A piece of archived WAL. Restoring to it means to its end."""
    number = row.timeline if len(state.timeline.lanes) > 1 else None
    return About(
        timeline=row.timeline,
        lsn=row.first_lsn,
        end=row.end_lsn,
        time=math.nan if row.last_time is None else row.last_time.timestamp(),
        target=RestoreTarget(TargetKind.LSN, max(row.end_lsn - 1, row.first_lsn), timeline=number),
        command=command,
        copies=((translate("PlaceMenu", "Copy name"), row.name),),
    )


def about_record(state: SourceState, number: int | None, line: Any, command: str = "") -> About:
    """A record (a `RecordLine`) of a timeline of the database. Restoring to it means up to and with it."""
    lane = state.timeline.lane_of(number) if number is not None else None
    copies = [(translate("PlaceMenu", "Copy type"), str(line.type))]
    if line.tx:
        copies.append((translate("PlaceMenu", "Copy transaction"), str(line.tx)))
    return About(
        timeline=number,
        lsn=line.lsn,
        end=line.lsn + max(line.length, 1),
        time=state.timeline.clock(lane.index).time(line.lsn + 1) if lane is not None else math.nan,
        command=command,
        copies=tuple(copies),
    )


def about_gap(state: SourceState, span: GapSpan) -> About:
    """A gap. Nothing can be restored to within it: the target is the last moment before it."""
    gap = span.gap
    before, number = max(gap.from_lsn - 1, 0), gap.timeline if len(state.timeline.lanes) > 1 else None
    return About(
        timeline=gap.timeline,
        lsn=gap.from_lsn,
        end=gap.to_lsn,
        time=span.first_time,
        target=RestoreTarget(TargetKind.LSN, before, timeline=number),
        copies=((translate("PlaceMenu", "Copy reason"), gap.reason),),
    )


def _about_spot(data: ChainData, spot: Spot) -> About:
    number = data.timeline.lanes[spot.lane].timeline
    target = None
    if isinstance(data.scale, TimeScale) and not math.isnan(spot.time):
        moment = datetime.fromtimestamp(spot.time, UTC)
        target = RestoreTarget(TargetKind.TIME, moment, timeline=number if data.lanes > 1 else None)
    return About(timeline=number, lsn=spot.lsn, time=spot.time, target=target)
