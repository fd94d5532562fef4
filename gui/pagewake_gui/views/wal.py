"""The WAL explorer: what the archived log consists of, bucket by bucket, down to the records of one stretch."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from pagewake.desk.setup_commands import wal_records_command
from pagewake.desk.snapshot import RepositorySnapshot
from pagewake.insight.wal_activity import WalActivity
from pagewake_gui.charts.bars import MOST, Bars
from pagewake_gui.charts.bars_chart import BarsChart
from pagewake_gui.context import Context
from pagewake_gui.formats import plural
from pagewake_gui.selection import LsnRange, Selection
from pagewake_gui.views.base import View
from pagewake_gui.views.lane_parts import first_steps
from pagewake_gui.views.wal_columns import bucket_columns, bucket_text, summary
from pagewake_gui.views.wal_feed import WalFeed
from pagewake_gui.views.wal_legend import WalLegend
from pagewake_gui.views.wal_records import WalRecords
from pagewake_gui.widgets.basics import label, row
from pagewake_gui.widgets.chart_tools import ChartTools
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.place_menu import About, PlaceMenu
from pagewake_gui.widgets.table import FilteredTable

SHORT = 86_400.0
"""Over less than this, in seconds, times are told to the second."""


class WalView(View):
    """Bars of bytes or records by resource manager above, the chosen bucket's stretches and records below."""

    name = "wal"
    icon = "wal"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.chart = BarsChart("wal")
        self.chart.setAccessibleName(self.tr("WAL by resource manager"))
        self.feed = WalFeed(context, self.chart, self)
        self.legend = WalLegend(self.chart)
        self.buckets = FilteredTable(self.tr("WAL buckets"))
        self.records = WalRecords(context)
        self.told = label("", "muted", wrap=True)
        self._make_choices()
        self.tools = ChartTools(
            context,
            self.chart,
            self.buckets.table,
            selection=self.chart.look_at_chosen,
            span=self._span_text,
            toggle=self.toggle_table,
            lines=self._help(),
        )
        self._lay_out()
        self._connect()
        self.restyle()
        self.show_snapshot(self.snapshot)

    @property
    def activity(self) -> WalActivity | None:
        """What is shown."""
        return self.feed.activity

    def _make_choices(self) -> None:
        self.lanes = QComboBox()
        self.lanes.setAccessibleName(self.tr("Timeline of the database"))
        self.measure = QComboBox()
        self.measure.setAccessibleName(self.tr("What is shown"))
        self.measure.addItem(self.tr("Bytes"), "bytes")
        self.measure.addItem(self.tr("Records"), "records")

    def _connect(self) -> None:
        self.lanes.activated.connect(lambda _: self._show_lane())
        self.measure.activated.connect(lambda _: self._draw())
        self.feed.filled.connect(self._filled)
        self.feed.reading.connect(lambda: self.told.setText(self.tr("Reading summaries")))
        self.chart.picked.connect(self._picked)
        self.chart.hovered.connect(self._hover)
        self.chart.menu_asked.connect(self._show_menu)
        self.chart.range_changed.connect(self._show_range_text)
        self.buckets.table.rows_selected.connect(lambda rows: self._picked(rows) if rows else None)
        self.buckets.table.set_menu(lambda menu, rows: self.fill_menu(menu, rows[0]))
        toggle = QShortcut(QKeySequence("T"), self)
        toggle.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        toggle.activated.connect(self.toggle_table)

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            self.tr("No WAL is archived yet"),
            self.tr(
                "WAL comes with every backup, with the server's archive command, and with pagewake wal receive."
            ),
            *first_steps(self.context),
        )
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart, 1)
        column.addWidget(self.legend)
        column.addSpacing(6)
        self._pictures = QStackedWidget()
        self._pictures.addWidget(drawn)
        self._pictures.addWidget(self.buckets)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setObjectName("wal.parts")
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._pictures)
        parts.addWidget(self.records)
        parts.setSizes([380, 300])
        choices = row(self.tr("Timeline"), self.lanes, self.tr("Show"), self.measure, self.told)
        choices.setStretch(4, 1)
        self._full = QWidget()
        whole = QVBoxLayout(self._full)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.tools)
        whole.addLayout(choices)
        whole.addWidget(parts, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        outer.addWidget(self._empty)
        outer.addWidget(self._full)

    # --- what is shown

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        source = self.source
        there = source is not None and len(source.timeline.stretches) > 0
        self._empty.setVisible(not there)
        self._full.setVisible(there)
        if source is None or not there:
            self.feed.close()
            self.records.forget()
            return
        lanes = [str(lane.timeline) for lane in source.timeline.lanes]
        if lanes != [self.lanes.itemText(at) for at in range(self.lanes.count())]:
            chosen = self.lanes.currentText()
            self.lanes.clear()
            self.lanes.addItems(lanes)
            newest = lanes.index(max(lanes, key=int))
            self.lanes.setCurrentIndex(lanes.index(chosen) if chosen in lanes else newest)
        if self.isVisible():  # summaries are many: only read for whoever looks
            self._show_lane()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_snapshot(self.snapshot)

    def show_selection(self, selection: Selection, origin: object) -> None:
        self._show_range(selection.lsn)

    def bring(self, about: object) -> None:
        if isinstance(about, LsnRange):
            if str(about.timeline) != self.lanes.currentText():
                self.lanes.setCurrentText(str(about.timeline))
            self._show_lane()
            self.context.selection.change(self, lsn=about)
            self.chart.reveal(self.feed.place_of(about.first), self.feed.place_of(about.end))
            self._show_range(about)

    def restyle(self) -> None:
        self.chart.restyle(self.context.theme)
        self._draw()

    def _show_lane(self) -> None:
        source, text = self.source, self.lanes.currentText()
        if source is not None and text:
            self.feed.show(source, int(text))

    def _filled(self) -> None:
        self._draw()
        self._show_range(self.context.selection.now.lsn)

    def _draw(self) -> None:
        activity, source, formats = self.activity, self.source, self.context.formats
        if activity is None or source is None:
            return
        sizes = self.measure.currentData() == "bytes"
        values = activity.record_bytes if sizes else activity.record_counts
        parts = list(activity.managers)
        if len(parts) > MOST:
            rest = values[:, MOST - 1 :].sum(axis=1, keepdims=True)
            values, parts = np.hstack([values[:, : MOST - 1], rest]), [*parts[: MOST - 1], self.tr("others")]
        points, checks = activity.restore_points.tolist(), activity.checkpoints.tolist()
        marks = [
            ("◆" if check else "") + ("▼" if point else "")
            for point, check in zip(points, checks, strict=True)
        ]

        def amount(value: float) -> str:
            return formats.size(value) if sizes else formats.count(round(value))

        bars = Bars(np.asarray(values, np.float64), *self.feed.edges(activity), marks)
        self.chart.show_bars(bars, amount, self._tick, sizes=sizes)
        self.legend.show_parts(parts, activity.managers)
        told = summary(activity, formats)
        self.told.setText(told)
        self.chart.setAccessibleDescription(told)
        self.buckets.table.setProperty("verbatim", list(activity.managers))
        self.buckets.replace(bucket_columns(activity, source.engine.lsn_style.text, formats))
        self._show_range_text()

    def _tick(self, place: float) -> tuple[str, str]:
        """What stands below a place of the chart: the position, and when that was written."""
        source = self.source
        if source is None or not self.feed.rows:
            return "", ""
        lsn = self.feed.lsn_at(place)
        lane = source.timeline.lane_of(self.feed.of[1])
        time = source.timeline.clock(lane.index).time(lsn) if lane is not None else float("nan")
        low, high = (self.feed.rows[at].last_time for at in (0, -1))
        short = low is None or high is None or (high - low).total_seconds() < SHORT
        return source.engine.lsn_style.text(lsn), self.context.formats.moment(time, seconds=short)

    def _show_range_text(self) -> None:
        source, camera = self.source, self.chart.camera
        if source is not None and self.feed.rows:
            text = source.engine.lsn_style.text
            low, high = text(self.feed.lsn_at(camera.low)), text(self.feed.lsn_at(camera.high))
            self.tools.range.setText(self.tr("LSN {0} to {1}").format(low, high))

    def _span_text(self, low: float, high: float) -> str:
        count = max(round(high - low), 1)
        return self.tr("{0} stretch(es)", "", plural(count)).format(self.context.formats.count(count))

    # --- choosing

    def _show_range(self, about: LsnRange | None) -> None:
        activity = self.activity
        if activity is None:
            return
        chosen: list[int] = []
        if about is not None and about.timeline == activity.timeline:
            inside = (activity.first_lsn < np.uint64(about.end)) & (activity.end_lsn > np.uint64(about.first))
            chosen = np.flatnonzero(inside).tolist()
        self._show_chosen(chosen)

    def _picked(self, bars: list[int]) -> None:
        activity = self.activity
        if activity is None:
            return
        self._show_chosen(bars)
        if not bars:
            self.context.selection.clear(self)
            return
        first, end = int(activity.first_lsn[bars].min()), int(activity.end_lsn[bars].max())
        self.context.selection.change(self, lsn=LsnRange(activity.timeline, first, end), time=None)

    def _show_chosen(self, bars: list[int]) -> None:
        activity, source = self.activity, self.source
        if activity is None or source is None:
            return
        self.chart.choose(bars)
        if self.buckets.table.selected() != bars:
            self.buckets.table.select(bars)
        chosen = bars or range(len(activity))
        self.records.show_stretches(source, [one for bar in chosen for one in activity.stretches[bar]])

    def _hover(self, bar: int, at: QPoint) -> None:
        activity, source = self.activity, self.source
        if activity is None or source is None or not 0 <= bar < len(activity):
            self.context.notices.hover("")
            QToolTip.hideText()
            return
        parts = bucket_text(activity, bar, source.engine.lsn_style.text, self.context.formats)
        self.context.notices.hover(" · ".join(parts))
        QToolTip.showText(at, "\n".join(parts), self.chart)

    def toggle_table(self) -> None:
        """Show the chart as a table, or the chart again; what is chosen stays."""
        table = self._pictures.currentIndex() == 0
        self._pictures.setCurrentIndex(1 if table else 0)
        self.tools.table.setChecked(table)
        (self.buckets.table if table else self.chart).setFocus()

    # --- menus

    def _show_menu(self, bar: int, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, bar)
        if menu.actions():
            menu.popup(at)

    def fill_menu(self, menu: QMenu, bar: int) -> None:
        """What can be done with a bucket. Restoring to it means to its end."""
        activity, source, place = self.activity, self.source, self.context.workspace.place
        if activity is None or source is None or not 0 <= bar < len(activity):
            return
        parts = bucket_text(activity, bar, source.engine.lsn_style.text, self.context.formats)
        names = [one.name for one in activity.stretches[bar]]
        about = About(
            timeline=activity.timeline,
            lsn=int(activity.first_lsn[bar]),
            end=int(activity.end_lsn[bar]),
            time=float(activity.first_time[bar]),
            command=wal_records_command(place, source.name, names) if place is not None else "",
            copies=(
                (self.tr("Copy names of the stretches"), "\n".join(names)),
                (self.tr("Copy what is known"), " · ".join(parts)),
            ),
        )
        PlaceMenu(self.context, menu, source, self.name).fill(about)
        first, last = float(self.chart.bars.low[bar]), float(self.chart.bars.high[bar])
        menu.addAction(self.tr("Zoom to it"), lambda: self.chart.look(first, last))

    def _help(self) -> tuple[str, ...]:
        return (
            self.tr("Wheel: zoom at the cursor; drag: move"),
            self.tr("Click: choose; Shift+click, Shift+drag: choose more; Esc: none"),
            self.tr("Double click, F: zoom to it; Home: everything"),
            self.tr("W S + -: zoom; A D: move; Alt+Left: back"),
            self.tr("Arrows: the bar before, after"),
            self.tr("T: table and back"),
        )
