"""The WAL explorer: what the archived log consists of, bucket by bucket, down to the records of one stretch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QPixmap, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QMenu,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pagewake.desk.setup_commands import wal_records_command
from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.insight.wal_activity import WalActivity, stretch_records, wal_activity
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.selection import LsnRange, Selection
from pagewake_gui.views.base import View
from pagewake_gui.views.wal_columns import Records, bucket_columns, record_columns, stretch_columns, summary
from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.widgets.stacked_bars import MOST, StackedBars
from pagewake_gui.widgets.table import FilteredTable

MOST_RECORDS = 50_000


class WalView(View):
    """Bars of bytes or records by resource manager above, the chosen bucket's stretches and records below."""

    name = "wal"
    icon = "wal"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.activity: WalActivity | None = None
        self._shown: tuple[str, int, int] | None = None
        self._call: Call | None = None
        self._records_call: Call | None = None
        self._stretch: StretchRow | None = None
        self._make_parts()
        self._lay_out()
        toggle = QShortcut(QKeySequence("T"), self)
        toggle.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        toggle.activated.connect(self.toggle_table)
        self.show_snapshot(self.snapshot)

    def _make_parts(self) -> None:
        self.lanes = QComboBox()
        self.lanes.setAccessibleName(self.tr("Timeline of the database"))
        self.lanes.activated.connect(lambda _: self._read())
        self.measure = QComboBox()
        self.measure.setAccessibleName(self.tr("What is shown"))
        self.measure.addItem(self.tr("Bytes"), "bytes")
        self.measure.addItem(self.tr("Records"), "records")
        self.measure.activated.connect(lambda _: self._draw())
        self.as_table = button(self.tr("Table (T)"), self.toggle_table)
        self.as_table.setCheckable(True)
        self.export = button(self.tr("Export..."), self._export)
        self.told = label("", "muted", wrap=True)
        self.chart = StackedBars(self.context, self.tr("WAL by resource manager"))
        self.chart.picked.connect(self._picked)
        self.chart.hovered.connect(self._hover)
        self.legend = QWidget()
        self.buckets = FilteredTable(self.tr("WAL buckets"))
        self.buckets.table.rows_selected.connect(self._picked)
        self.stretches = FilteredTable(self.tr("Stretches"))
        self.stretches.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names differ at their ends
        self.stretches.table.rows_selected.connect(self._stretch_selected)
        self.stretches.table.set_menu(self._fill_menu)
        self.records = FilteredTable(self.tr("Records"))
        self.records_told = label("", "muted", wrap=True)
        self.copy = CommandButton(self._command)
        self._stretches: tuple[StretchRow, ...] = ()

    def _lay_out(self) -> None:
        self._empty = EmptyState(
            self.tr("No WAL is archived yet"),
            self.tr(
                "WAL comes with every backup, with the server's archive command, and with pagewake wal receive."
            ),
        )
        self._pictures = QStackedWidget()
        drawn = QWidget()
        column = QVBoxLayout(drawn)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.chart, 1)
        column.addWidget(self.legend)
        self._drawn = column
        self._pictures.addWidget(drawn)
        self._pictures.addWidget(self.buckets)
        below = QSplitter(Qt.Orientation.Horizontal)
        below.setObjectName("wal.below")
        below.setChildrenCollapsible(False)
        below.addWidget(_titled(self.tr("Stretches of the chosen range"), self.stretches))
        records = _titled(self.tr("Records of the chosen stretch"), self.records)
        inner = records.layout()
        assert isinstance(inner, QVBoxLayout)
        beneath = row(self.records_told, self.copy)
        beneath.setStretch(0, 1)
        inner.addLayout(beneath)
        below.addWidget(records)
        below.setSizes([480, 720])
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setObjectName("wal.parts")
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._pictures)
        parts.addWidget(below)
        parts.setSizes([360, 320])
        self._full = QWidget()
        whole = QVBoxLayout(self._full)
        whole.setContentsMargins(0, 0, 0, 0)
        tools = row(self.tr("Timeline"), self.lanes, self.tr("Show"), self.measure, self.told)
        tools.addWidget(self.as_table)
        tools.addWidget(self.export)
        tools.setStretch(4, 1)
        whole.addLayout(tools)
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
            self._shown, self.activity = None, None
            self._forget()
            return
        lanes = [str(lane.timeline) for lane in source.timeline.lanes]
        if lanes != [self.lanes.itemText(at) for at in range(self.lanes.count())]:
            chosen = self.lanes.currentText()
            self.lanes.clear()
            self.lanes.addItems(lanes)
            self.lanes.setCurrentIndex(max(0, lanes.index(chosen) if chosen in lanes else len(lanes) - 1))
        known = (source.name, self._timeline, len(self._rows(source)))
        if known != self._shown and self.isVisible():  # summaries are many: only read for whoever looks
            self._read()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_snapshot(self.snapshot)

    def show_selection(self, selection: Selection, origin: object) -> None:
        self._show_range(selection.lsn)

    def bring(self, about: object) -> None:
        if isinstance(about, LsnRange):
            if str(about.timeline) != self.lanes.currentText():
                self.lanes.setCurrentText(str(about.timeline))
                self._read()
            self._show_range(about)

    def restyle(self) -> None:
        self._draw()

    @property
    def _timeline(self) -> int:
        text = self.lanes.currentText()
        return int(text) if text else 0

    def _rows(self, source: SourceState) -> tuple[StretchRow, ...]:
        stretches = source.timeline.stretches
        rows = zip(stretches.rows, stretches.present.tolist(), strict=True)
        return tuple(one for one, present in rows if present and one.timeline == self._timeline)

    def _forget(self) -> None:
        for call in (self._call, self._records_call):
            if call is not None:
                call.forget()
        self._call = self._records_call = None

    def _read(self) -> None:
        source = self.source
        if source is None:
            return
        rows = self._rows(source)
        self._shown = (source.name, self._timeline, len(rows))
        self._forget()
        self.told.setText(self.tr("Reading summaries"))

        def reading(repository: Repository, job: Job) -> WalActivity:
            return wal_activity(repository, rows, job)

        self._call = self.context.workspace.query(
            "read WAL summaries", reading, self._show_activity, self.context.notices.fail, owner=self
        )

    def _show_activity(self, activity: WalActivity) -> None:
        self.activity = activity
        self._draw()
        self._show_range(self.context.selection.now.lsn)

    def _draw(self) -> None:
        activity, source, formats = self.activity, self.source, self.context.formats
        if activity is None or source is None:
            return
        lsn = source.engine.lsn_style.text
        sizes = self.measure.currentData() == "bytes"
        values = activity.record_bytes if sizes else activity.record_counts
        parts = list(activity.managers)
        if len(parts) > MOST:
            rest = values[:, MOST - 1 :].sum(axis=1, keepdims=True)
            values, parts = np.hstack([values[:, : MOST - 1], rest]), [*parts[: MOST - 1], self.tr("others")]
        ends = ("", "")
        if len(activity):
            ends = (
                self.tr("LSN {0}").format(lsn(int(activity.first_lsn[0]))),
                self.tr("LSN {0}").format(lsn(int(activity.end_lsn[-1]))),
            )
        points, checks = activity.restore_points.tolist(), activity.checkpoints.tolist()
        marks = [
            ("◆" if check else "") + ("▼" if point else "")
            for point, check in zip(points, checks, strict=True)
        ]

        def amount(value: float) -> str:
            return formats.size(value) if sizes else formats.count(round(value))

        self.chart.show_bars(values, parts, amount, ends, marks)
        self._show_legend(parts)
        self.told.setText(summary(activity, formats))
        self.chart.setAccessibleDescription(summary(activity, formats))
        self.buckets.table.setProperty("verbatim", list(activity.managers))
        self.buckets.replace(bucket_columns(activity, lsn, formats))

    def _show_legend(self, parts: list[str]) -> None:
        entries: list[QWidget] = []
        for number, part in enumerate(parts):
            swatch = QLabel()
            swatch.setPixmap(_swatch(self.chart, number))
            swatch.setAccessibleName(part)
            entry = QWidget()
            name = label(part)
            for one in (swatch, name):
                one.setProperty("verbatim", list(self.activity.managers) if self.activity is not None else [])
            line = row(swatch, name, spacing=5)
            entry.setLayout(line)
            entries.append(entry)
        entries.append(label(self.tr("◆ checkpoint"), "muted"))
        entries.append(label(self.tr("▼ restore point"), "muted"))
        legend = QWidget()
        legend.setLayout(FlowLayout(*entries, spacing=12))
        self._drawn.replaceWidget(self.legend, legend)
        self.legend.hide()
        self.legend.deleteLater()
        self.legend = legend

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
        if activity is None or not bars:
            return
        self._show_chosen(bars)
        first, end = int(activity.first_lsn[bars].min()), int(activity.end_lsn[bars].max())
        self.context.selection.change(self, lsn=LsnRange(activity.timeline, first, end))

    def _show_chosen(self, bars: list[int]) -> None:
        activity, source = self.activity, self.source
        if activity is None or source is None:
            return
        self.chart.choose(bars)
        if self.buckets.table.selected() != bars:
            self.buckets.table.select(bars)
        chosen = bars or range(len(activity))
        self._stretches = tuple(one for bar in chosen for one in activity.stretches[bar])
        lsn, formats = source.engine.lsn_style.text, self.context.formats
        rows = self._stretches
        self.stretches.replace(stretch_columns(rows, lsn, formats))
        if self._stretch is not None and self._stretch not in rows:
            self._show_records(None)
        if len(rows) == 1 and self._stretch is not rows[0]:
            self.stretches.table.select([0])
            self._read_records(rows[0])
        elif self._stretch is None:
            self._show_records(None)

    def _stretch_selected(self, rows: list[int]) -> None:
        if len(rows) == 1:
            self._read_records(self._stretches[rows[0]])

    def _read_records(self, stretch: StretchRow) -> None:
        """Have the records of one stretch read, unless they are there or on their way."""
        source = self.source
        if source is None or stretch == self._stretch:
            return
        if self._records_call is not None:
            self._records_call.forget()
        self._stretch = stretch
        self.records_told.setText(self.tr("Reading the records of {0}").format(stretch.name))
        engine = source.engine

        def reading(repository: Repository, job: Job) -> Records:
            lines, more = stretch_records(repository, engine, stretch, job, limit=MOST_RECORDS)
            return Records(stretch, lines, more)

        self._records_call = self.context.workspace.query(
            "read WAL records", reading, self._show_records, self._records_failed, owner=self
        )

    def _records_failed(self, error: Exception) -> None:
        self._show_records(None)
        self.context.notices.fail(error, self.tr("The records cannot be read"))

    def _show_records(self, records: Records | None) -> None:
        source = self.source
        self.copy.setEnabled(records is not None)
        if records is None or source is None:
            self._stretch = None
            self.records.replace([])
            self.records_told.setText(self.tr("Choose a stretch on the left to see its records."))
            return
        self.records.replace(record_columns(records, source.engine.lsn_style.text, self.context.formats))
        shown = self.context.formats.count(len(records.lines))
        self.records_told.setText(
            self.tr("The first {0} records of {1}; there are more.").format(shown, records.stretch.name)
            if records.more
            else self.tr("{0} records in {1}").format(shown, records.stretch.name)
        )

    def _hover(self, bar: int) -> None:
        activity, source, formats = self.activity, self.source, self.context.formats
        if activity is None or source is None or not 0 <= bar < len(activity):
            self.context.notices.hover("")
            return
        lsn = source.engine.lsn_style.text
        parts = [
            self.tr("LSN {0} to {1}").format(
                lsn(int(activity.first_lsn[bar])), lsn(int(activity.end_lsn[bar]))
            ),
            formats.moment(float(activity.first_time[bar])),
            self.tr("{0} records").format(formats.count(int(activity.record_counts[bar].sum()))),
            self.tr("{0} commits").format(formats.count(int(activity.commits[bar]))),
        ]
        found = zip(activity.managers, activity.record_bytes[bar].tolist(), strict=True)
        for manager, size in sorted(found, key=lambda one: -one[1])[:3]:
            parts.append(f"{manager} {formats.size(size)}")
        text = " · ".join(parts)
        self.context.notices.hover(text)
        self.chart.setToolTip(text)

    def toggle_table(self) -> None:
        """Show the chart as a table, or the chart again; what is chosen stays."""
        table = self._pictures.currentIndex() == 0
        self._pictures.setCurrentIndex(1 if table else 0)
        with QSignalBlocker(self.as_table):
            self.as_table.setChecked(table)

    # --- taking it elsewhere

    def _command(self) -> str:
        place = self.context.workspace.place
        if place is None or self._stretch is None:
            return ""
        return wal_records_command(place, self._stretch.source, [self._stretch.name])

    def _fill_menu(self, menu: QMenu, rows: list[int]) -> None:
        clipboard, place = QGuiApplication.clipboard(), self.context.workspace.place
        names = [self._stretches[one].name for one in rows]
        menu.addAction(self.tr("Copy name"), lambda: clipboard.setText("\n".join(names)))
        if place is not None:
            command = wal_records_command(place, self._stretches[rows[0]].source, names)
            menu.addAction(self.tr("Copy as command"), lambda: clipboard.setText(command))

    def _export(self) -> None:
        """Write the picture (PNG) or the buckets (CSV, JSON) where the user says."""
        dialog = QFileDialog(self, self.tr("Export"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([self.tr("Picture (*.png)"), "CSV (*.csv)", "JSON (*.json)"])
        dialog.setDefaultSuffix("png")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.export_to(Path(name)))
        dialog.open()

    def export_to(self, path: Path) -> None:
        """Write the picture or the buckets, by the name's ending, on a thread."""
        table = self.buckets.table
        texts = {".csv": table.as_csv, ".json": table.as_json}
        image = self.chart.image()
        text = texts[path.suffix]() if path.suffix in texts else None

        def writing(job: Job) -> None:
            if text is not None:
                path.write_text(text, "utf-8")
            elif not image.save(str(path)):
                raise OSError(f"the picture cannot be written to {path}")

        self.context.bridge.call(
            "export",
            writing,
            lambda _: self.context.notices.say(self.tr("Written to {0}").format(path)),
            self.context.notices.fail,
            owner=self,
        )


def _titled(title: str, inside: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(4, 6, 4, 0)
    column.addWidget(label(title, "heading"))
    column.addWidget(inside, 1)
    return holder


def _swatch(chart: StackedBars, part: int) -> QPixmap:
    from PySide6.QtGui import QPainter

    found = QPixmap(16, 12)
    found.fill(Qt.GlobalColor.transparent)
    painter = QPainter(found)
    painter.fillRect(found.rect(), chart.ground(part))
    painter.fillRect(found.rect(), chart.brush(part))
    painter.end()
    return found
