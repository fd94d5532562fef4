"""What the views with lanes have in common: the chart, its table, the selection, the target line, menus.

A click proposes a selection; what others select is shown. Neither a refresh nor another selection moves what is in
sight: only `bring`, and the user.
"""

from __future__ import annotations

import math
from datetime import datetime
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QScrollArea, QSplitter, QStackedWidget, QToolTip, QVBoxLayout, QWidget

from pagewake.desk.commands import restore_command
from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.chart import LaneChart
from pagewake_gui.charts.layout import Thing, ThingKind
from pagewake_gui.charts.scales import TimeScale
from pagewake_gui.charts.snapping import Snaps, snaps_of, with_commits
from pagewake_gui.charts.spots import (
    Spot,
    place_of_spot,
    range_of_places,
    spot_of_backup,
    spot_of_lsn,
    spot_of_time,
    target_of_snap,
)
from pagewake_gui.charts.timeline_items import LaneTexts, Overlay, RunningMark
from pagewake_gui.charts.wording import Words
from pagewake_gui.context import Context
from pagewake_gui.formats import zone_named
from pagewake_gui.models.columns import Column
from pagewake_gui.selection import LsnRange, Selection
from pagewake_gui.views.base import View
from pagewake_gui.widgets.basics import label
from pagewake_gui.widgets.chart_tools import ChartTools
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.legend import Legend
from pagewake_gui.widgets.table import FilteredTable
from pagewake_gui.widgets.target_panel import TargetPanel
from pagewake_gui.widgets.target_probe import Answer

SIDE = 360
OTHERS = ("timeline", "lsn", "heatmap", "backups")


class LanesView(View):
    """A chart of lanes on the left, what is chosen in it on the right. Subclasses say what the axis is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.data: ChainData | None = None
        self.words: Words | None = None
        self._shown: tuple[RepositorySnapshot | None, str] = (None, "")
        self._rows: dict[str, int] = {}
        self._snaps: Snaps | None = None
        self._anchor = -1
        self.chart = LaneChart(self.name)
        self.rows = FilteredTable(self.tr("Table of the chart"))
        self.target = TargetPanel(context)
        self.legend = Legend(context)
        self.tools = ChartTools(
            context, self.chart, self.rows.table, selection=self.look_at_selection, toggle=self.toggle_table
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.chart)
        self.stack.addWidget(self.rows)
        self.side = QVBoxLayout()
        self.side.setContentsMargins(12, 0, 0, 0)
        self.side.setSpacing(10)
        self._pages = QStackedWidget()
        self._empty: QWidget | None = None
        self._lay_out()
        self._connect()
        shortcut = QShortcut(QKeySequence("T"), self, self.toggle_table)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.restyle()

    # --- for subclasses

    def make_data(self, state: SourceState, now: datetime) -> ChainData:
        """The chart's data of a source."""
        raise NotImplementedError

    def table_columns(self, state: SourceState) -> list[Column]:
        """The table that says what the chart shows."""
        raise NotImplementedError

    def select_rows(self, rows: list[int]) -> None:
        """Rows of the table were selected."""
        raise NotImplementedError

    def rows_selected(self, selection: Selection) -> list[int]:
        """Which rows of the table a selection means."""
        raise NotImplementedError

    def show_details(self, state: SourceState | None, selection: Selection) -> None:
        """Show beside the chart what is selected."""

    def range_text(self) -> str:
        """What of the axis is in sight, in words."""
        raise NotImplementedError

    # --- what is shown

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        state = self.source
        name = state.name if state is not None else ""
        if (snapshot, name) == self._shown:
            return
        if self._shown[1] != name or snapshot is None:
            self.chart.forget()
        self._shown = (snapshot, name)
        if state is None or snapshot is None or not (state.timeline.backups or len(state.timeline.stretches)):
            self.data, self.words, self._snaps, self._rows = None, None, None, {}
            self.chart.show_data(None, LaneTexts())
            self.rows.replace([])
            self._show_empty()
            self.target.show_source(None)
            self.show_details(None, self.context.selection.now)
            return
        self._show_state(state, snapshot.taken)

    def _show_state(self, state: SourceState, taken: datetime) -> None:
        self.data = self.make_data(state, taken)
        self.words = Words(state.timeline, self.context.formats)
        self._snaps = snaps_of(self.data)
        self._rows = {backup.id: row for row, backup in enumerate(state.timeline.backups)}
        self.chart.show_data(self.data, self.words.lanes(self.data))
        self.chart.setAccessibleDescription(self.words.summary(self.data))
        self.rows.replace(self.table_columns(state))
        self._pages.setCurrentIndex(0)
        self.target.show_source(state)
        self.show_selection(self.context.selection.now, None)

    def show_selection(self, selection: Selection, origin: object) -> None:
        self._draw_overlay()
        self.target.show_target(selection.target, selection.backups[0] if selection.backups else None)
        self.rows.table.select(self.rows_selected(selection) if self.data is not None else [])
        self.show_details(self.source if self.data is not None else None, selection)

    def restyle(self) -> None:
        formats = self.context.formats
        self.chart.restyle(self.context.theme, zone_named(formats.zone_name))
        self.legend.update()
        state, snapshot = self.source, self.snapshot
        if self.data is not None and state is not None and snapshot is not None:
            self._show_state(state, snapshot.taken)
        self._show_range()

    def bring(self, about: object) -> None:
        """Bring a backup's id, an LsnRange, a moment, or `gaps` into sight."""
        data = self.data
        if data is None:
            return
        timeline = data.timeline
        if isinstance(about, str) and about in self._rows:
            self.propose(backups=(about,))
            self._reveal(spot_of_backup(timeline, about))
        elif isinstance(about, LsnRange):
            self.propose(lsn=about, time=None)
            self.look_at_selection()
        elif isinstance(about, datetime):
            self.propose(target=RestoreTarget(TargetKind.TIME, about))
            self._reveal(spot_of_time(timeline, about.timestamp()))
        elif isinstance(about, RestoreTarget):
            self.propose(target=about)
            self._reveal(self.target.probe.answer.spot)
        elif about == "gaps" and timeline.gaps:
            gap = timeline.gaps[0]
            self.propose(lsn=LsnRange(gap.timeline, gap.from_lsn, gap.to_lsn), time=None)
            self.look_at_selection()

    def propose(self, **parts: Any) -> None:
        """Change the selection as this view, and show it here too."""
        self.context.selection.change(self, **parts)
        self.show_selection(self.context.selection.now, None)

    def toggle_table(self) -> None:
        """The table instead of the chart, and back."""
        table = self.stack.currentWidget() is self.chart
        self.stack.setCurrentWidget(self.rows if table else self.chart)
        self.tools.table.setChecked(table)
        (self.rows.table if table else self.chart).setFocus()

    def look_at_selection(self) -> None:
        """Zoom to what is selected: the brushed range, the backups, or else the target."""
        found = self._selected_places()
        if found is not None:
            self.chart.look_at(*found)

    # --- the selection in places of the chart

    def brush_places(self, selection: Selection) -> tuple[float, float, bool] | None:
        """The brushed range on this axis: (first, last, whether that is exact)."""
        raise NotImplementedError

    def _selected_places(self) -> tuple[float, float] | None:
        selection, data = self.context.selection.now, self.data
        if data is None:
            return None
        brush = self.brush_places(selection)
        if brush is not None:
            return brush[0], brush[1]
        rows = [self._rows[one] for one in selection.backups if one in self._rows]
        if rows:
            return float(np.nanmin(data.begin[rows])), float(np.nanmax(data.place[rows]))
        spot = self.target.probe.answer.spot
        place = place_of_spot(data, spot) if selection.target and spot else math.nan
        return None if math.isnan(place) else (place, place)

    def _reveal(self, spot: Spot | None) -> None:
        if spot is not None and self.data is not None:
            place = place_of_spot(self.data, spot)
            if not math.isnan(place):
                self.chart.reveal(place, place)
            self.chart.scroll_to(spot.lane)

    def _draw_overlay(self) -> None:
        data, selection = self.data, self.context.selection.now
        if data is None:
            self.chart.show_overlay(Overlay())
            return
        selected = np.zeros(len(data.place), np.bool_)
        selected[[self._rows[one] for one in selection.backups if one in self._rows]] = True
        answer = self.target.probe.answer
        self.chart.show_overlay(
            Overlay(
                selected=selected,
                brush=self.brush_places(selection),
                target=self._target_mark(data, answer) if selection.target is not None else None,
                reads=self._reads(data, answer),
                used=self._rows.get(answer.plan.backup.id, -1) if answer.plan is not None else -1,
                running=self.running_marks(),
            )
        )

    def running_marks(self) -> tuple[RunningMark, ...]:
        """The backups that are being taken; only an axis of time can show them."""
        return ()

    def _target_mark(self, data: ChainData, answer: Answer) -> tuple[float, int, str] | None:
        if answer.spot is None or answer.target is None:
            return None
        place = place_of_spot(data, answer.spot)
        if math.isnan(place):
            return None
        named = answer.target.kind in (TargetKind.NAME, TargetKind.XID)
        text = str(answer.target.value) if named else self._place_text(answer.spot)
        return place, answer.spot.lane, text

    def _place_text(self, spot: Spot) -> str:
        assert self.data is not None
        if isinstance(self.data.scale, TimeScale):
            return self.context.formats.moment(spot.time)
        return self.tr("LSN {0}").format(self.data.timeline.lsn_style.text(spot.lsn or 0))

    def _reads(self, data: ChainData, answer: Answer) -> tuple[tuple[int, float, float], ...]:
        """The WAL that a restore to the target would read, as stretches of the chart."""
        if answer.plan is None:
            return ()
        found = []
        for row in answer.plan.wal:
            lane = data.timeline.lane_of(row.timeline)
            if lane is None:
                continue
            ends = (row.first_lsn, row.end_lsn)
            if isinstance(data.scale, TimeScale):
                clock = data.timeline.clock(lane.index)
                low, high = (data.scale.place(clock.time(lsn)) for lsn in ends)
            else:
                low, high = (data.scale.place(lsn) for lsn in ends)
            if not math.isnan(low) and not math.isnan(high):
                found.append((lane.index, low, high))
        return tuple(found)

    # --- what the user does

    def _connect(self) -> None:
        chart, target = self.chart, self.target
        chart.thing_clicked.connect(self._click)
        chart.thing_opened.connect(self._open)
        chart.hovered.connect(self._hover)
        chart.brushed.connect(self._brush)
        chart.target_moved.connect(self._move_target)
        chart.menu_asked.connect(self._show_menu)
        chart.range_changed.connect(self._show_range)
        chart.stepped.connect(self._step)
        chart.wished.connect(self._wish)
        target.proposed.connect(self._propose_target)
        target.wanted_here.connect(self._place_target)
        target.restore_asked.connect(partial(self._act, "restore.open"))
        target.probe.answered.connect(self._answered)
        self.rows.table.rows_selected.connect(self.select_rows)
        self.rows.table.row_opened.connect(self._row_opened)

    def _click(self, thing: Thing, modifiers: Qt.KeyboardModifier) -> None:
        data = self.data
        if data is None:
            return
        timeline = data.timeline
        if thing.kind is ThingKind.BACKUP:
            self._choose(thing.rows[0], modifiers)
        elif thing.kind is ThingKind.CLUSTER:
            if thing.high > thing.low:
                self.chart.look_at(thing.low, thing.high)
            else:
                self.propose(backups=tuple(timeline.backups[row].id for row in thing.rows))
        elif thing.kind is ThingKind.RESTORE_POINT:
            self.propose(target=RestoreTarget(TargetKind.NAME, timeline.restore_points[thing.rows[0]].name))
        elif thing.kind in (ThingKind.BAND, ThingKind.STRETCH) and data.lanes:
            time, lsn = range_of_places(data, thing.low, thing.high, thing.lane)
            self.propose(time=time, lsn=lsn)
        elif thing.kind is ThingKind.NOTHING and modifiers == Qt.KeyboardModifier.NoModifier:
            self.propose(backups=(), time=None, lsn=None)

    def _choose(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        assert self.data is not None
        backups = self.data.timeline.backups
        chosen = set(self.context.selection.now.backups)
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            chosen ^= {backups[row].id}
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and self._anchor >= 0:
            low, high = sorted((self._anchor, row))
            chosen |= {one.id for one in backups[low : high + 1]}
        else:
            chosen = {backups[row].id}
        if not modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._anchor = row
        self.propose(backups=tuple(sorted(chosen, key=lambda one: self._rows.get(one, -1))))

    def _open(self, thing: Thing) -> None:
        if thing.kind is ThingKind.BACKUP and self.data is not None:
            row = thing.rows[0]
            self.chart.look_at(float(self.data.begin[row]), float(self.data.place[row]))
        elif thing.high > thing.low:
            self.chart.look_at(thing.low, thing.high)
        elif thing.kind is not ThingKind.NOTHING:
            self.chart.look_at(thing.place, thing.place)

    def _hover(self, thing: Thing, at: QPoint) -> None:
        text = ""
        if self.data is not None and self.words is not None and thing.lane >= 0:
            text = self.words.thing(self.data, thing, self.chart.item.overlay.running)
        self.context.notices.hover(text)
        if text and thing.kind is not ThingKind.NOTHING:
            QToolTip.showText(at, text, self.chart)
        else:
            QToolTip.hideText()

    def _brush(self, low: float, high: float, lane: int) -> None:
        if self.data is not None and self.data.lanes:
            time, lsn = range_of_places(self.data, low, high, lane)
            self.propose(time=time, lsn=lsn)

    def _move_target(self, place: float, lane: int, free: bool, released: bool) -> None:
        data, snaps = self.data, self._snaps
        if data is None or snaps is None:
            return
        low, high = data.whole
        place = min(max(place, low), high)
        snap = snaps.at(
            place, lane, self.chart.camera.span / max(self.chart.item.boundingRect().width(), 1.0)
        )
        if free:
            snap = type(snap)(type(snap.kind).FREE, place, lane)
        self._propose_target(target_of_snap(data, snap))

    def _propose_target(self, target: RestoreTarget | None) -> None:
        self.propose(target=target)

    def _place_target(self) -> None:
        """A target in the middle of what is in sight, on the newest lane that is restorable there."""
        if self.data is None or not self.data.lanes:
            return
        middle = (self.chart.camera.low + self.chart.camera.high) / 2
        lanes = tuple(range(self.data.lanes))
        lane = self.data.lane_at(middle, lanes)
        self._move_target(middle, lane if lane is not None else 0, False, True)

    def _answered(self, answer: Answer) -> None:
        if self.data is not None and self._snaps is not None and answer.commits is not None and answer.spot:
            near = answer.commits
            commits = [*near.before, *near.exact, *near.after]
            scale = self.data.scale
            places = [
                scale.place(one.time.timestamp() if isinstance(scale, TimeScale) else one.lsn)
                for one in commits
            ]
            self._snaps = with_commits(snaps_of(self.data), np.array(places, np.float64), answer.spot.lane)
        self._draw_overlay()

    def _step(self, by: int) -> None:
        """The backup before or after the one that is selected."""
        if self.data is None or not self._rows:
            return
        chosen = [self._rows[one] for one in self.context.selection.now.backups if one in self._rows]
        last = len(self._rows) - 1
        row = (
            min(max((chosen[-1] if by > 0 else chosen[0]) + by, 0), last)
            if chosen
            else (0 if by > 0 else last)
        )
        self._choose(row, Qt.KeyboardModifier.NoModifier)
        self._reveal(spot_of_backup(self.data.timeline, self.data.timeline.backups[row].id))

    def _wish(self, name: str) -> None:
        if name == "selection":
            self.look_at_selection()
        else:
            self.context.selection.clear(self)
            self.show_selection(self.context.selection.now, None)

    def _row_opened(self, row: int) -> None:
        self.select_rows([row])
        self.toggle_table()
        self.look_at_selection()

    def _act(self, action: str) -> None:
        if action in {known.objectName() for known in self.context.actions}:
            self.context.actions.get(action).trigger()

    # --- menus

    def _show_menu(self, thing: Thing, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, thing)
        menu.popup(at)

    def fill_menu(self, menu: QMenu, thing: Thing) -> None:
        """What can be done with what is at a point, or, at none, with what is selected."""
        data = self.data
        if data is None or not data.lanes:
            return
        if thing.kind is ThingKind.BACKUP and self._backup(thing) not in self.context.selection.now.backups:
            self._choose(thing.rows[0], Qt.KeyboardModifier.NoModifier)
        if thing.lane < 0:
            spot = self.target.probe.answer.spot
        elif thing.kind is ThingKind.BACKUP:
            spot = spot_of_backup(data.timeline, self._backup(thing))
        elif isinstance(data.scale, TimeScale):
            time = data.scale.value(thing.place)
            spot = spot_of_time(data.timeline, time, data.timeline.lanes[thing.lane].timeline)
        else:
            lsn = data.scale.value(thing.place)
            spot = spot_of_lsn(data.timeline, lsn, data.timeline.lanes[thing.lane].timeline)
        clipboard = QGuiApplication.clipboard()
        if spot is not None:
            target = self._target_of(data, thing, spot)
            menu.addAction(self.tr("Set the target here"), partial(self._propose_target, target))
            self._offer(menu, "restore.open", self.tr("Restore to here"), target)
        if self.context.selection.now.backups:
            self._offer(menu, "verify.run", self.tr("Verify the selected backups"))
        if len(self.context.selection.now.backups) == 2:
            self._offer(menu, "compare.open", self.tr("Compare the two selected backups"))
        menu.addSeparator()
        if thing.kind is ThingKind.BACKUP:
            menu.addAction(self.tr("Copy id"), partial(clipboard.setText, self._backup(thing)))
        if spot is not None and spot.lsn is not None:
            text = data.timeline.lsn_style.text(spot.lsn)
            menu.addAction(self.tr("Copy LSN"), partial(clipboard.setText, text))
        if spot is not None and not math.isnan(spot.time):
            text = self.context.formats.iso(spot.time)
            menu.addAction(self.tr("Copy time (UTC)"), partial(clipboard.setText, text))
        place, state = self.context.workspace.place, self.source
        if spot is not None and place is not None and state is not None:
            command = restore_command(place, state.name, self._target_of(data, thing, spot), None)
            menu.addAction(self.tr("Copy as command"), partial(clipboard.setText, command))
        menu.addSeparator()
        if thing.kind is not ThingKind.NOTHING:
            menu.addAction(self.tr("Zoom to it"), partial(self._open, thing))
        self._offer_pages(menu, thing, spot)

    def _backup(self, thing: Thing) -> str:
        assert self.data is not None
        return self.data.timeline.backups[thing.rows[0]].id

    def _target_of(self, data: ChainData, thing: Thing, spot: Spot) -> RestoreTarget:
        number = data.timeline.lanes[spot.lane].timeline if data.lanes > 1 else None
        if thing.kind is ThingKind.RESTORE_POINT:
            name = data.timeline.restore_points[thing.rows[0]].name
            return RestoreTarget(TargetKind.NAME, name, timeline=number)
        if isinstance(data.scale, TimeScale) or spot.lsn is None:
            return RestoreTarget(TargetKind.TIME, _moment(spot.time), timeline=number)
        return RestoreTarget(TargetKind.LSN, spot.lsn, timeline=number)

    def _offer(self, menu: QMenu, action: str, text: str, target: RestoreTarget | None = None) -> None:
        """An action of the window, or why there is none."""

        def run() -> None:
            if target is not None:
                self._propose_target(target)
            self._act(action)

        known = action in {one.objectName() for one in self.context.actions}
        reason = self.context.actions.reason(action) if known else self.tr("not in this window")
        made = menu.addAction(self.tr("{0} ({1})").format(text, reason) if reason else text, run)
        made.setEnabled(not reason)

    def _offer_pages(self, menu: QMenu, thing: Thing, spot: Spot | None) -> None:
        navigator = self.context.navigator
        about: object = self._backup(thing) if thing.kind is ThingKind.BACKUP else None
        if about is None and spot is not None and spot.lsn is not None and self.data is not None:
            number = self.data.timeline.lanes[spot.lane].timeline
            about = LsnRange(number, spot.lsn, spot.lsn + 1)
        texts = {
            "timeline": self.tr("Show on the timeline"),
            "lsn": self.tr("Show in the LSN ranges"),
            "heatmap": self.tr("Show in the heat map"),
            "backups": self.tr("Show in the table of backups"),
        }
        for page in OTHERS:
            known = f"go.{page}" in {one.objectName() for one in self.context.actions}
            if page != self.name and known and about is not None:
                menu.addAction(texts[page], partial(navigator.open, page, about))

    # --- the parts

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.tools)
        column.addWidget(self.stack, 1)
        column.addWidget(self.legend)
        right = QWidget()
        right.setLayout(self.side)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(right)
        scroll.setMinimumWidth(300)
        split = QSplitter()
        split.addWidget(left)
        split.addWidget(scroll)
        split.setStretchFactor(0, 1)
        split.setChildrenCollapsible(False)
        split.setSizes([900, SIDE])
        split.setHandleWidth(1)
        self._pages.addWidget(split)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 14, 10)
        whole.addWidget(self._pages)
        self.chart.setAccessibleName(self.accessible_title())
        self.tools.setAccessibleName(label("").text())

    def accessible_title(self) -> str:
        """What the chart is called for those who cannot see it."""
        return self.tr("Chart")

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._pages.removeWidget(self._empty)
            self._empty.deleteLater()
        known = {action.objectName() for action in self.context.actions}
        steps = [
            (text, self.context.actions.get(name).trigger)
            for name, text in (
                ("backup.take", self.tr("Take a backup")),
                ("source.add", self.tr("Add a source")),
            )
            if name in known
        ]
        self._empty = EmptyState(
            self.tr("There is no history yet"),
            self.tr("The first backup or the first archived WAL begins it."),
            *steps[:1],
        )
        self._pages.addWidget(self._empty)
        self._pages.setCurrentWidget(self._empty)

    def _show_range(self) -> None:
        self.tools.range.setText(self.range_text() if self.data is not None else "")


def _moment(time: float) -> datetime:
    from datetime import UTC

    return datetime.fromtimestamp(time, UTC)
