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
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.chart import LaneChart
from pagewake_gui.charts.layout import Thing, ThingKind
from pagewake_gui.charts.scales import TimeScale
from pagewake_gui.charts.snapping import snaps_of
from pagewake_gui.charts.spots import (
    Spot,
    place_of_spot,
    spot_of_backup,
    spot_of_lsn,
    spot_of_time,
)
from pagewake_gui.charts.timeline_items import LaneTexts, Overlay, RunningMark
from pagewake_gui.charts.wording import Words
from pagewake_gui.context import Context
from pagewake_gui.formats import zone_named
from pagewake_gui.models.columns import Column
from pagewake_gui.selection import LsnRange, Selection
from pagewake_gui.views.base import View
from pagewake_gui.views.lane_hand import LaneHand
from pagewake_gui.views.lane_overlay import overlay_of, snaps_with
from pagewake_gui.views.lane_parts import beside, help_lines, no_history
from pagewake_gui.widgets.brush_card import BrushCard
from pagewake_gui.widgets.chart_tools import ChartTools
from pagewake_gui.widgets.lane_menu import about_thing
from pagewake_gui.widgets.legend import Legend, present
from pagewake_gui.widgets.place_menu import About, PlaceMenu
from pagewake_gui.widgets.table import FilteredTable
from pagewake_gui.widgets.target_panel import TargetPanel
from pagewake_gui.widgets.target_probe import Answer


class LanesView(View):
    """A chart of lanes on the left, what is chosen in it on the right. Subclasses say what the axis is."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.data: ChainData | None = None
        self.words: Words | None = None
        self._shown: tuple[RepositorySnapshot | None, str] = (None, "")
        self._rows: dict[str, int] = {}
        self.chart = LaneChart(self.name)
        self.rows = FilteredTable(self.tr("Table of the chart"))
        self.target = TargetPanel(context)
        self.legend = Legend(context)
        self.brush_card = BrushCard(context)
        self.tools = ChartTools(
            context,
            self.chart,
            self.rows.table,
            selection=self.look_at_selection,
            span=self.span_text,
            toggle=self.toggle_table,
            lines=help_lines(),
        )
        self.stack = QStackedWidget()
        self.stack.addWidget(self.chart)
        self.stack.addWidget(self.rows)
        self.side = QVBoxLayout()
        self.side.setContentsMargins(12, 0, 0, 0)
        self.side.setSpacing(10)
        self._pages = QStackedWidget()
        self._empty: QWidget | None = None
        self.hand = LaneHand(self)
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

    def about_rows(self, rows: list[int]) -> About | None:
        """What rows of the table are, for their menu."""
        raise NotImplementedError

    def rows_selected(self, selection: Selection) -> list[int]:
        """Which rows of the table a selection means."""
        raise NotImplementedError

    def show_details(self, state: SourceState | None, selection: Selection) -> None:
        """Show beside the chart what is selected."""

    def range_text(self) -> str:
        """What of the axis is in sight, in words."""
        raise NotImplementedError

    def span_text(self, low: float, high: float) -> str:
        """How much of the axis lies between two places, in words."""
        raise NotImplementedError

    def other_axis_text(self, number: int) -> str:
        """What the second axis is called that goes along the way to a timeline of the database."""
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
            self.data, self.words, self.hand.snaps, self._rows = None, None, None, {}
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
        self.hand.snaps = snaps_of(self.data)
        self._rows = {backup.id: row for row, backup in enumerate(state.timeline.backups)}
        self.chart.show_data(self.data, self.words.lanes(self.data))
        self.chart.setAccessibleDescription(self.words.summary(self.data))
        self.rows.replace(self.table_columns(state))
        self._pages.setCurrentIndex(0)
        self.target.show_source(state)
        self.show_selection(self.context.selection.now, None)

    def show_selection(self, selection: Selection, origin: object) -> None:
        self.draw_overlay()
        self.target.show_target(selection.target, selection.backups[0] if selection.backups else None)
        self.brush_card.show_selection(selection)
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
            self.reveal(spot_of_backup(timeline, about))
        elif isinstance(about, LsnRange):
            self.propose(lsn=about, time=None)
            if about.end - about.first > 1:
                self.look_at_selection()
            else:
                self.reveal(spot_of_lsn(timeline, about.first, about.timeline))
        elif isinstance(about, datetime):
            self.propose(target=RestoreTarget(TargetKind.TIME, about))
            self.reveal(spot_of_time(timeline, about.timestamp()))
        elif isinstance(about, RestoreTarget):
            self.propose(target=about)
            self.reveal(self.target.probe.answer.spot)
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

    def row_of_backup(self, backup: str) -> int:
        """The place of a backup among those of the source; -1 where it is not one of them."""
        return self._rows.get(backup, -1)

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

    def reveal(self, spot: Spot | None) -> None:
        """Bring a place into sight."""
        if spot is not None and self.data is not None:
            place = place_of_spot(self.data, spot)
            if not math.isnan(place):
                self.chart.reveal(place, place)
            self.chart.scroll_to(spot.lane)

    def draw_overlay(self) -> None:
        """Draw the selection, the target and what runs anew."""
        data, selection = self.data, self.context.selection.now
        overlay = Overlay()
        if data is not None:
            overlay = overlay_of(
                data,
                self._rows,
                selection,
                self.target.probe.answer,
                brush=self.brush_places(selection),
                running=self.running_marks(),
                text=self._place_text,
            )
            self.legend.show_present(present(data, overlay.running))
        self.chart.show_overlay(overlay)
        self._show_other_axis()

    def _show_other_axis(self) -> None:
        """Have the second axis follow the timeline that is chosen: of the brush, of the target, or the newest."""
        data, selection, spot = self.data, self.context.selection.now, self.target.probe.answer.spot
        if data is None or not data.lanes:
            self.chart.show_other_axis(None, LsnStyle.DECIMAL, "")
            return
        timeline = data.timeline
        chosen = timeline.lane_of(selection.lsn.timeline) if selection.lsn is not None else None
        if chosen is None and selection.target is not None and spot is not None:
            chosen = timeline.lanes[spot.lane]
        lane = chosen or max(timeline.lanes, key=lambda one: one.timeline)
        title = self.other_axis_text(lane.timeline)
        self.chart.show_other_axis(timeline.path_clock(lane.index), timeline.lsn_style, title)

    def running_marks(self) -> tuple[RunningMark, ...]:
        """The backups that are being taken; only an axis of time can show them."""
        return ()

    def _place_text(self, spot: Spot) -> str:
        assert self.data is not None
        if isinstance(self.data.scale, TimeScale):
            return self.context.formats.moment(spot.time)
        return self.tr("LSN {0}").format(self.data.timeline.lsn_style.text(spot.lsn or 0))

    # --- what the user does

    def _connect(self) -> None:
        chart, target = self.chart, self.target
        chart.menu_asked.connect(self._show_menu)
        chart.range_changed.connect(self._show_range)
        chart.wished.connect(self._wish)
        target.proposed.connect(self._propose_target)
        target.wanted_here.connect(self.hand.place_target)
        target.restore_asked.connect(partial(self.act, "restore.open"))
        target.probe.answered.connect(self._answered)
        self.rows.table.rows_selected.connect(self.select_rows)
        self.rows.table.row_opened.connect(self._row_opened)
        self.rows.table.set_menu(self.fill_row_menu)

    def _propose_target(self, target: RestoreTarget | None) -> None:
        self.propose(target=target)

    def _answered(self, answer: Answer) -> None:
        if self.data is not None and answer.commits is not None:
            self.hand.snaps = snaps_with(self.data, answer)
        self.draw_overlay()

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

    def act(self, action: str) -> None:
        """Trigger an action of the window, where it has it."""
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
        data, state = self.data, self.source
        if data is None or state is None or not data.lanes:
            return
        if thing.kind is ThingKind.BACKUP and self._backup(thing) not in self.context.selection.now.backups:
            self.hand.choose(thing.rows[0])
        chosen, spot = self.context.selection.now.backups, self.target.probe.answer.spot
        made = PlaceMenu(self.context, menu, state, self.name, self._propose_target)
        made.fill(about_thing(state, data, thing, chosen, spot))
        if thing.kind is not ThingKind.NOTHING:
            menu.addAction(self.tr("Zoom to it"), partial(self.hand.open, thing))

    def fill_row_menu(self, menu: QMenu, rows: list[int]) -> None:
        """What can be done with rows of the table."""
        state, about = self.source, self.about_rows(rows)
        if state is not None and about is not None:
            PlaceMenu(self.context, menu, state, self.name, self._propose_target).fill(about)

    def _backup(self, thing: Thing) -> str:
        assert self.data is not None
        return self.data.timeline.backups[thing.rows[0]].id

    # --- the parts

    def _lay_out(self) -> None:
        split = beside(self.tools, self.stack, self.legend, self.side)
        self._pages.addWidget(split)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 14, 10)
        whole.addWidget(self._pages)
        self.chart.setAccessibleName(self.accessible_title())

    def accessible_title(self) -> str:
        """What the chart is called for those who cannot see it."""
        return self.tr("Chart")

    def _show_empty(self) -> None:
        if self._empty is not None:
            self._pages.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = no_history(self.context)
        self._pages.addWidget(self._empty)
        self._pages.setCurrentWidget(self._empty)

    def _show_range(self) -> None:
        self.tools.range.setText(self.range_text() if self.data is not None else "")
