"""What the mouse and the keys mean on a chart of lanes: what is selected, opened, brushed, targeted.

Hovering only tells; a click selects; Ctrl and Shift extend; a double click zooms to what is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QToolTip

from pagewake_gui.charts.layout import Thing, ThingKind
from pagewake_gui.charts.snapping import Snap, SnapKind, Snaps
from pagewake_gui.charts.spots import range_of_places, spot_of_backup, target_of_point, target_of_snap

if TYPE_CHECKING:
    from pagewake_gui.views.lanes import LanesView

Modifier = Qt.KeyboardModifier


class LaneHand(QObject):
    """Turns what a chart says into proposals of its view."""

    def __init__(self, view: LanesView) -> None:
        super().__init__(view)
        self._view = view
        self._anchor = -1
        self.snaps: Snaps | None = None
        chart = view.chart
        chart.thing_clicked.connect(self.click)
        chart.thing_opened.connect(self.open)
        chart.hovered.connect(self.hover)
        chart.brushed.connect(self.brush)
        chart.target_moved.connect(self.move_target)
        chart.stepped.connect(self.step)

    def click(self, thing: Thing, modifiers: Qt.KeyboardModifier) -> None:
        """Select what is there; open a cluster; take a restore point as the target."""
        view, data = self._view, self._view.data
        if data is None:
            return
        timeline = data.timeline
        if thing.kind is ThingKind.BACKUP:
            self.choose(thing.rows[0], modifiers)
        elif thing.kind is ThingKind.CLUSTER:
            if thing.high > thing.low:
                view.chart.look_at(thing.low, thing.high)
            else:
                view.propose(backups=tuple(timeline.backups[row].id for row in thing.rows))
        elif thing.kind is ThingKind.RESTORE_POINT:
            view.propose(target=target_of_point(timeline, thing.rows[0]))
        elif thing.kind in (ThingKind.BAND, ThingKind.STRETCH) and data.lanes:
            time, lsn = range_of_places(data, thing.low, thing.high, thing.lane)
            view.propose(time=time, lsn=lsn)
        elif thing.kind is ThingKind.NOTHING and modifiers == Modifier.NoModifier:
            view.propose(backups=(), time=None, lsn=None)

    def choose(self, row: int, modifiers: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        """Select a backup; with Ctrl one more or less, with Shift all from the one before."""
        view = self._view
        assert view.data is not None
        backups = view.data.timeline.backups
        chosen = set(view.context.selection.now.backups)
        if modifiers & Modifier.ControlModifier:
            chosen ^= {backups[row].id}
        elif modifiers & Modifier.ShiftModifier and self._anchor >= 0:
            low, high = sorted((self._anchor, row))
            chosen |= {one.id for one in backups[low : high + 1]}
        else:
            chosen = {backups[row].id}
        if not modifiers & Modifier.ShiftModifier:
            self._anchor = row
        view.propose(backups=tuple(sorted(chosen, key=lambda one: view.row_of_backup(one))))

    def open(self, thing: Thing) -> None:
        """Zoom to what is there."""
        view = self._view
        if thing.kind is ThingKind.BACKUP and view.data is not None:
            row = thing.rows[0]
            view.chart.look_at(float(view.data.begin[row]), float(view.data.place[row]))
        elif thing.high > thing.low:
            view.chart.look_at(thing.low, thing.high)
        elif thing.kind is not ThingKind.NOTHING:
            view.chart.look_at(thing.place, thing.place)

    def hover(self, thing: Thing, at: QPoint) -> None:
        """Tell what is there."""
        view, text = self._view, ""
        if view.data is not None and view.words is not None and thing.lane >= 0:
            text = view.words.thing(view.data, thing, view.chart.item.overlay.running)
        view.context.notices.hover(text)
        if text and thing.kind is not ThingKind.NOTHING:
            QToolTip.showText(at, text, view.chart)
        else:
            QToolTip.hideText()

    def brush(self, low: float, high: float, lane: int) -> None:
        """Select a range, in time and in LSN as far as the one tells the other."""
        data = self._view.data
        if data is not None and data.lanes:
            time, lsn = range_of_places(data, low, high, lane)
            self._view.propose(time=time, lsn=lsn)

    def move_target(self, place: float, lane: int, free: bool, released: bool) -> None:
        """Move the target line; it holds on to what is near unless it is to be free."""
        view, data, snaps = self._view, self._view.data, self.snaps
        if data is None or snaps is None:
            return
        low, high = data.whole
        place = min(max(place, low), high)
        per_pixel = view.chart.camera.span / view.chart.item.width
        snap = Snap(SnapKind.FREE, place, lane) if free else snaps.at(place, lane, per_pixel)
        view.propose(target=target_of_snap(data, snap))

    def place_target(self) -> None:
        """A target in the middle of what is in sight, on the first lane that has something there."""
        view, data = self._view, self._view.data
        if data is None or not data.lanes:
            return
        middle = (view.chart.camera.low + view.chart.camera.high) / 2
        lane = data.lane_at(middle, tuple(range(data.lanes)))
        self.move_target(middle, lane if lane is not None else 0, False, True)

    def step(self, by: int) -> None:
        """The backup before or after the one that is selected."""
        view, data = self._view, self._view.data
        if data is None or not data.timeline.backups:
            return
        backups = data.timeline.backups
        chosen = [row for one in view.context.selection.now.backups if (row := view.row_of_backup(one)) >= 0]
        last = len(backups) - 1
        row = 0 if by > 0 else last
        if chosen:
            row = min(max((chosen[-1] if by > 0 else chosen[0]) + by, 0), last)
        self.choose(row)
        view.reveal(spot_of_backup(data.timeline, backups[row].id))
