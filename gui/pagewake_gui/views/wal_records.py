"""Below the chart of the WAL explorer: the stretches of what is chosen, and the records of one of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from pagewake.desk.setup_commands import wal_records_command
from pagewake.desk.snapshot import SourceState
from pagewake.insight.wal_activity import stretch_records
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.formats import plural
from pagewake_gui.views.wal_columns import Records, record_columns, stretch_columns
from pagewake_gui.widgets.basics import label, row
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.lane_menu import about_record, about_stretch
from pagewake_gui.widgets.place_menu import PlaceMenu
from pagewake_gui.widgets.table import FilteredTable

MOST_RECORDS = 50_000


class WalRecords(QSplitter):
    """Two tables. `asked(stretch)`: its records are being read."""

    asked = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._context = context
        self._state: SourceState | None = None
        self._call: Call | None = None
        self._rows: tuple[StretchRow, ...] = ()
        self._shown: Records | None = None
        self.stretch: StretchRow | None = None
        """The one whose records are shown, or on their way."""
        self.stretches = FilteredTable(self.tr("Stretches"))
        self.stretches.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names differ at their ends
        self.stretches.table.rows_selected.connect(self._stretch_selected)
        self.stretches.table.set_menu(self.fill_stretch_menu)
        self.records = FilteredTable(self.tr("Records"))
        self.records.table.set_menu(self.fill_record_menu)
        self.told = label("", "muted", wrap=True)
        self.copy = CommandButton(self._command)
        self.setObjectName("wal.below")
        self.setChildrenCollapsible(False)
        self.addWidget(_titled(self.tr("Stretches of the chosen range"), self.stretches))
        records = _titled(self.tr("Records of the chosen stretch"), self.records)
        inner = records.layout()
        assert isinstance(inner, QVBoxLayout)
        told = row(self.told, self.copy)
        told.setStretch(0, 1)
        inner.insertLayout(1, told)  # above the table: it says what to do where that is empty
        self.addWidget(records)
        self.setSizes([600, 600])

    def show_stretches(self, state: SourceState, rows: Sequence[StretchRow]) -> None:
        """Show other stretches; the records of the only one are read at once."""
        self._state, self._rows = state, tuple(rows)
        self.stretches.replace(stretch_columns(rows, state.engine.lsn_style.text, self._context.formats))
        if self.stretch is not None and self.stretch not in self._rows:
            self._show(None)
        if len(rows) == 1 and self.stretch is not rows[0]:
            self.stretches.table.select([0])
            self._read(rows[0])
        elif self.stretch is None:
            self._show(None)

    def forget(self) -> None:
        """Read nothing any more."""
        if self._call is not None:
            self._call.forget()
        self._call = None

    def _stretch_selected(self, rows: list[int]) -> None:
        if len(rows) == 1:
            self._read(self._rows[rows[0]])

    def _read(self, stretch: StretchRow) -> None:
        """Have the records of one stretch read, unless they are there or on their way."""
        state = self._state
        if state is None or stretch == self.stretch:
            return
        self.forget()
        self.stretch = stretch
        self.told.setText(self.tr("Reading the records of {0}").format(stretch.name))
        engine = state.engine

        def reading(repository: Repository, job: Job) -> Records:
            lines, more = stretch_records(repository, engine, stretch, job, limit=MOST_RECORDS)
            return Records(stretch, lines, more)

        self._call = self._context.workspace.query(
            "read WAL records", reading, self._show, self._failed, owner=self
        )
        self.asked.emit(stretch)

    def _failed(self, error: Exception) -> None:
        self._show(None)
        self._context.notices.fail(error, self.tr("The records cannot be read"))

    def _show(self, records: Records | None) -> None:
        state, self._shown = self._state, records
        self.copy.setEnabled(records is not None)
        if records is None or state is None:
            self.stretch = None
            self.records.replace([])
            self.told.setText(self.tr("Choose a stretch on the left to see its records."))
            return
        formats = self._context.formats
        self.records.replace(record_columns(records, state.engine.lsn_style.text, formats))
        count = len(records.lines)
        text = self.tr("{0} record(s) in {1}", "", plural(count))
        if records.more:
            text = self.tr("The first {0} record(s) of {1}; there are more.", "", plural(count))
        self.told.setText(text.format(formats.count(count), records.stretch.name))

    # --- taking it elsewhere

    def fill_stretch_menu(self, menu: QMenu, rows: list[int]) -> None:
        """What can be done with stretches."""
        state, place = self._state, self._context.workspace.place
        if state is None:
            return
        chosen = [self._rows[one] for one in rows]
        names = [one.name for one in chosen]
        command = wal_records_command(place, chosen[0].source, names) if place is not None else ""
        PlaceMenu(self._context, menu, state, "wal").fill(about_stretch(state, chosen[0], command))

    def fill_record_menu(self, menu: QMenu, rows: list[int]) -> None:
        """What can be done with a record: restoring to it means up to and with it."""
        state, shown = self._state, self._shown
        if state is None or shown is None:
            return
        about = about_record(state, shown.stretch.timeline, shown.lines[rows[0]], self._command())
        PlaceMenu(self._context, menu, state, "wal").fill(about)

    def _command(self) -> str:
        place = self._context.workspace.place
        if place is None or self.stretch is None:
            return ""
        return wal_records_command(place, self.stretch.source, [self.stretch.name])


def _titled(title: str, inside: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(4, 6, 4, 0)
    column.addWidget(label(title, "heading", wrap=True))
    column.addWidget(inside, 1)
    return holder
