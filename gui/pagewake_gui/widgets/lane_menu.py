"""The context menu of a chart of lanes: what can be done with what is at a point, and where else it is shown."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from pagewake.desk.commands import restore_command
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.layout import Thing, ThingKind
from pagewake_gui.charts.scales import TimeScale
from pagewake_gui.charts.spots import Spot, spot_of_backup, spot_of_lsn, spot_of_time
from pagewake_gui.context import Context
from pagewake_gui.selection import LsnRange

OTHERS = ("timeline", "lsn", "heatmap", "backups")
translate = QCoreApplication.translate


class LaneMenu:
    """Fills one menu. `propose` makes a restore target the selected one."""

    def __init__(
        self,
        context: Context,
        menu: QMenu,
        data: ChainData,
        source: str,
        page: str,
        propose: Callable[[RestoreTarget], None],
    ) -> None:
        self._context, self._menu, self._data = context, menu, data
        self._source, self._page, self._propose = source, page, propose
        self._known = {action.objectName() for action in context.actions}

    def fill(self, thing: Thing, selected: Spot | None) -> None:
        """Add what fits. `selected` is where the target is, for a menu that was asked for by key."""
        spot = self._spot(thing, selected)
        backups = self._context.selection.now.backups
        target = self._target(thing, spot) if spot is not None else None
        if target is not None:
            self._menu.addAction(translate("LaneMenu", "Set the target here"), partial(self._propose, target))
            self._offer("restore.open", translate("LaneMenu", "Restore to here"), target)
        if backups:
            self._offer("verify.run", translate("LaneMenu", "Verify the selected backups"))
        if len(backups) == 2:
            self._offer("compare.open", translate("LaneMenu", "Compare the two selected backups"))
        self._menu.addSeparator()
        self._add_copies(thing, spot, target)
        self._menu.addSeparator()
        self._add_pages(thing, spot)

    def _spot(self, thing: Thing, selected: Spot | None) -> Spot | None:
        timeline, scale = self._data.timeline, self._data.scale
        if thing.lane < 0:
            return selected
        if thing.kind is ThingKind.BACKUP:
            return spot_of_backup(timeline, self._backup(thing))
        number = timeline.lanes[thing.lane].timeline
        if isinstance(scale, TimeScale):
            return spot_of_time(timeline, scale.value(thing.place), number)
        return spot_of_lsn(timeline, scale.value(thing.place), number)

    def _target(self, thing: Thing, spot: Spot) -> RestoreTarget | None:
        data = self._data
        number = data.timeline.lanes[spot.lane].timeline if data.lanes > 1 else None
        if thing.kind is ThingKind.RESTORE_POINT:
            name = data.timeline.restore_points[thing.rows[0]].name
            return RestoreTarget(TargetKind.NAME, name, timeline=number)
        if isinstance(data.scale, TimeScale) and not math.isnan(spot.time):
            moment = datetime.fromtimestamp(spot.time, UTC)
            if thing.kind is ThingKind.BACKUP:
                moment = data.timeline.backups[thing.rows[0]].finished
            return RestoreTarget(TargetKind.TIME, moment, timeline=number)
        return RestoreTarget(TargetKind.LSN, spot.lsn, timeline=number) if spot.lsn is not None else None

    def _backup(self, thing: Thing) -> str:
        return self._data.timeline.backups[thing.rows[0]].id

    def _add_copies(self, thing: Thing, spot: Spot | None, target: RestoreTarget | None) -> None:
        if thing.kind is ThingKind.BACKUP:
            self._copy(translate("LaneMenu", "Copy id"), self._backup(thing))
        if spot is not None and spot.lsn is not None:
            self._copy(translate("LaneMenu", "Copy LSN"), self._data.timeline.lsn_style.text(spot.lsn))
        if spot is not None and not math.isnan(spot.time):
            self._copy(translate("LaneMenu", "Copy time (UTC)"), self._context.formats.iso(spot.time))
        place = self._context.workspace.place
        if target is not None and place is not None:
            command = restore_command(place, self._source, target, None)
            self._copy(translate("LaneMenu", "Copy as command"), command)

    def _copy(self, title: str, text: str) -> None:
        self._menu.addAction(title, partial(QGuiApplication.clipboard().setText, text))

    def _offer(self, action: str, text: str, target: RestoreTarget | None = None) -> None:
        """An action of the window, or why there is none."""

        def run() -> None:
            if target is not None:
                self._propose(target)
            self._context.actions.get(action).trigger()

        reason = translate("LaneMenu", "not in this window")
        if action in self._known:
            reason = self._context.actions.reason(action)
        title = translate("LaneMenu", "{0} ({1})").format(text, reason) if reason else text
        self._menu.addAction(title, run).setEnabled(not reason)

    def _add_pages(self, thing: Thing, spot: Spot | None) -> None:
        about: object = self._backup(thing) if thing.kind is ThingKind.BACKUP else None
        if about is None and spot is not None and spot.lsn is not None:
            number = self._data.timeline.lanes[spot.lane].timeline
            about = LsnRange(number, spot.lsn, spot.lsn + 1)
        texts = {
            "timeline": translate("LaneMenu", "Show on the timeline"),
            "lsn": translate("LaneMenu", "Show in the LSN ranges"),
            "heatmap": translate("LaneMenu", "Show in the heat map"),
            "backups": translate("LaneMenu", "Show in the table of backups"),
        }
        for page in OTHERS:
            if page != self._page and f"go.{page}" in self._known and about is not None:
                self._menu.addAction(texts[page], partial(self._context.navigator.open, page, about))
