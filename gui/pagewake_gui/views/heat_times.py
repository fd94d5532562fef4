"""Relations against time, drawn from the open sheet of the heat map."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake.desk.heat import HeatSheet
from pagewake.insight.heat_values import TimeMatrix
from pagewake_gui.charts.heat_colours import Table
from pagewake_gui.charts.heat_matrix import Cell, HeatMatrix, steps_of
from pagewake_gui.charts.time_ticks import time_ticks
from pagewake_gui.context import Context
from pagewake_gui.formats import zone_named
from pagewake_gui.views.heat_feed import HeatFeed
from pagewake_gui.widgets.basics import label

BINS = 96
TICK_PX = 110


class HeatTimes(QWidget):
    """`picked(number of the relation, (first, end) LSN, (first, end) seconds)` when a cell is chosen."""

    picked = Signal(int, object, object)
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
        self._line = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._line)
        column.addWidget(self.matrix, 1)

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

    def set_colours(self, table: Table) -> None:
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
        self.matrix.show_matrix(steps_of(found.changed_blocks), names, ticks)
        formats = self._context.formats
        said = self.tr("%n relations that changed most, from {0} to {1}", "", len(names))
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
        self._hovered(cell, None)

    def _hovered(self, cell: Cell | None, at: QPoint | None) -> None:
        found, sheet = self.found, self._sheet
        if cell is None or found is None or sheet is None:
            self._context.notices.hover("")
            return
        formats = self._context.formats
        line, column = cell
        self._context.notices.hover(
            self.tr("{0}, {1} to {2}: {3} blocks changed, {4} changes").format(
                sheet.row.names[int(found.relations[line])],
                formats.moment(float(found.times[column])),
                formats.moment(float(found.times[column + 1])),
                formats.count(int(found.changed_blocks[line, column])),
                formats.count(int(found.changes[line, column])),
            )
        )
