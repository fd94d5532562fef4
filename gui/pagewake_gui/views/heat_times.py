"""Relations against time, drawn from the open sheet of the heat map."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QStackedWidget, QToolTip, QVBoxLayout, QWidget

from pagewake.desk.heat import HeatSheet
from pagewake.insight.heat_values import TimeMatrix
from pagewake_gui.charts.heat_colours import Table as Colours
from pagewake_gui.charts.heat_matrix import Cell, HeatMatrix, steps_of
from pagewake_gui.charts.time_ticks import time_ticks
from pagewake_gui.context import Context
from pagewake_gui.formats import plural, zone_named
from pagewake_gui.models.columns import Align, Column, ColumnsModel
from pagewake_gui.views.heat_feed import HeatFeed
from pagewake_gui.widgets.basics import label
from pagewake_gui.widgets.place_menu import About
from pagewake_gui.widgets.table import Table

BINS = 96
TICK_PX = 110


class HeatTimes(QWidget):
    """`picked(number of the relation, (first, end) LSN, (first, end) seconds)` when a cell is chosen.

    `menu_asked(About, global point)` for the menu of a cell.
    """

    picked = Signal(int, object, object)
    menu_asked = Signal(object, object)
    filled = Signal()

    def __init__(self, context: Context, feed: HeatFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._feed = context, feed
        self._sheet: HeatSheet | None = None
        self._relations: list[int] = []
        self.found: TimeMatrix | None = None
        self.matrix = HeatMatrix()
        self.matrix.clicked.connect(self._clicked)
        self.matrix.hovered.connect(self._hovered)
        self.matrix.menu_asked.connect(self._asked)
        self._cells: list[Cell] = []
        self._model = ColumnsModel((), self)
        self.table = Table(self.tr("Changes by relation and time"), self._model)
        self.table.rows_selected.connect(self._row_selected)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.matrix)
        self._stack.addWidget(self.table)
        self._line = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self._stack, 1)

    def show_sheet(self, sheet: HeatSheet, relations: list[int]) -> None:
        """Show other relations, at the next `refresh`."""
        self._sheet, self._relations = sheet, relations

    def refresh(self) -> None:
        """Read them anew, on a thread."""
        sheet, relations = self._sheet, self._relations
        if sheet is None:
            return
        self._context.bridge.call(
            "relations against time",
            lambda job: sheet.matrix(BINS, relations),
            self._filled,
            self._feed.failed.emit,
            owner=self,
        )

    def set_colours(self, table: Colours) -> None:
        """Draw in other colours."""
        self.matrix.set_colours(table, self._context.theme)

    def restyle(self) -> None:
        """Another zone."""
        if self.found is not None:
            self._show(self.found)

    def marks(self) -> list[tuple[int, str]]:
        """Steps of the legend with their values."""
        highest = 0 if self.found is None else int(self.found.changed_blocks.max(initial=0))
        marks: list[tuple[int, str]] = []
        for step in (1, 64, 128, 192, 255):
            value = round(float(np.expm1((step - 1) / 254 * np.log1p(highest)))) if highest else 0
            said = self._context.formats.count(max(value, 1))
            if not marks or marks[-1][1] != said:
                marks.append((step, said))
        return marks

    def _filled(self, found: TimeMatrix | None) -> None:
        if found is not None:
            self.found = found
            self._show(found)
            self.filled.emit()

    def _show(self, found: TimeMatrix) -> None:
        sheet = self._sheet
        if sheet is None:
            return
        names = [sheet.row.names[int(number)] for number in found.relations]
        begin, end = float(found.times[0]), float(found.times[-1])
        room = max(self.matrix.width() // TICK_PX, 3)
        ticks = []
        if end > begin > 0:
            for tick in time_ticks(begin, end, room, zone_named(self._context.formats.zone_name)):
                ticks.append((round((tick.at - begin) / (end - begin) * BINS), tick.text))
        self._model.replace(self._rows(found, sheet))
        self.matrix.show_matrix(steps_of(found.changed_blocks), names, ticks)
        formats = self._context.formats
        said = self.tr("%n relation(s) that changed most, from {0} to {1}", "", len(names))
        known = said.format(formats.moment(begin), formats.moment(end))
        self._line.setText(known if begin > 0 else self.tr("The WAL of this source tells no times."))
        self.matrix.setAccessibleDescription(self._line.text())

    def _clicked(self, cell: Cell) -> None:
        found = self.found
        if found is None:
            return
        line, column = cell
        lsns = (int(found.lsns[column]), int(found.lsns[column + 1]))
        times = (float(found.times[column]), float(found.times[column + 1]))
        self.picked.emit(int(found.relations[line]), lsns, times)
        self._context.notices.hover(self.text_of(cell))

    def toggle_table(self) -> QWidget:
        """The same as a table, and back; returns what is shown."""
        other = self.matrix if self._stack.currentWidget() is self.table else self.table
        self._stack.setCurrentWidget(other)
        return other

    def about_cell(self, cell: Cell) -> About | None:
        """What a cell is, for its menu: its stretch of time."""
        found = self.found
        if found is None:
            return None
        column = cell[1]
        return About(
            timeline=self._timeline(),
            lsn=int(found.lsns[column]),
            end=int(found.lsns[column + 1]),
            time=float(found.times[column]),
            copies=((self.tr("Copy what is known"), self.text_of(cell)),),
        )

    def text_of(self, cell: Cell) -> str:
        """A cell in a line."""
        found, sheet = self.found, self._sheet
        if found is None or sheet is None:
            return ""
        formats = self._context.formats
        line, column = cell
        blocks, changes = int(found.changed_blocks[line, column]), int(found.changes[line, column])
        said = self.tr("{0}, {1} to {2}").format(
            sheet.row.names[int(found.relations[line])],
            formats.moment(float(found.times[column])),
            formats.moment(float(found.times[column + 1])),
        )
        many = self.tr("{0} block(s) changed", "", plural(blocks)).format(formats.count(blocks))
        often = self.tr("{0} change(s)", "", plural(changes)).format(formats.count(changes))
        return f"{said} · {many} · {often}"

    def _hovered(self, cell: Cell | None, at: QPoint | None) -> None:
        said = self.text_of(cell) if cell is not None else ""
        self._context.notices.hover(said)
        if said and at is not None:
            QToolTip.showText(at, said.replace(" · ", "\n"), self.matrix)
        elif not said:
            QToolTip.hideText()

    def _asked(self, cell: Cell, at: QPoint) -> None:
        self.menu_asked.emit(self.about_cell(cell), at)

    def _rows(self, found: TimeMatrix, sheet: HeatSheet) -> list[Column]:
        """The cells with changes, one row each."""
        formats, names = self._context.formats, sheet.row.names
        lines, columns = np.nonzero(found.changed_blocks)
        self._cells = list(zip(lines.tolist(), columns.tolist(), strict=True))
        right = Align.RIGHT
        return [
            Column(
                "relation", self.tr("Relation"), found.relations[lines], lambda n: names[int(n)], width=190
            ),
            Column("begin", self.tr("From"), found.times[columns], formats.moment, width=190),
            Column("end", self.tr("To"), found.times[columns + 1], formats.moment, width=190),
            Column(
                "blocks",
                self.tr("Blocks changed"),
                found.changed_blocks[lines, columns],
                formats.count,
                right,
                width=120,
            ),
            Column(
                "changes", self.tr("Changes"), found.changes[lines, columns], formats.count, right, width=90
            ),
        ]

    def _row_selected(self, rows: list[int]) -> None:
        if rows:
            self._clicked(self._cells[rows[0]])

    def _timeline(self) -> int | None:
        snapshot = self._context.workspace.snapshot
        state = snapshot.source(self._context.selection.now.source) if snapshot is not None else None
        timelines = state.timeline.history.timelines if state is not None else {}
        return max(timelines) if timelines else None
