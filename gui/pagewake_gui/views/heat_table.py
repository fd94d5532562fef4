"""The cells of the heat map that are in sight as a table: the values behind their colours, and the same selection."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from pagewake.desk.heat import HeatSheet, HeatTile
from pagewake_gui.charts.heat_overlay import Blocks
from pagewake_gui.formats import Formats
from pagewake_gui.models.columns import Align, Column, ColumnsModel
from pagewake_gui.views.heat_texts import metric_text, moment_of, value_text
from pagewake_gui.widgets.table import Table

MOST_ROWS = 50_000
MOST_SELECTED = 100
VALUE = 3
"""The column of the metric."""


class HeatTable(Table):
    """`cells_picked(list of row blocks)` when rows are selected, `cell_opened(row blocks)` when one is opened."""

    cells_picked = Signal(list)
    cell_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("heat.cells", ColumnsModel(()), parent)
        self.columns_model.setParent(self)
        self.setAccessibleName(self.tr("Cells in sight"))
        self.cells: list[Blocks] = []
        self.rows_selected.connect(lambda rows: self.cells_picked.emit([self.cells[one] for one in rows]))
        self.row_opened.connect(lambda row: self.cell_opened.emit(self.cells[row]))

    def show_nothing(self) -> None:
        """There is nothing to show."""
        self.cells = []
        self.columns_model.replace([])

    def fill(
        self, sheet: HeatSheet, tile: HeatTile, in_sight: Blocks, shown: tuple[int, int], formats: Formats
    ) -> None:
        """Show the cells of a tile that are in sight, have data, and are of the `shown` steps."""
        view = tile.view
        low = max(view.cell_of(in_sight[0]), 0)
        high = max(view.cell_of(in_sight[1]) + 1, low)
        steps = view.counts[low:high]
        chosen = low + np.flatnonzero((steps >= shown[0]) & (steps <= shown[1]))[:MOST_ROWS]
        begins = view.first_block + chosen * view.blocks_per_cell
        ends = begins + view.blocks_per_cell - 1
        row = sheet.row
        relation = np.maximum(np.searchsorted(row.first, begins, side="right") - 1, 0)
        start = row.first[relation]
        last_of = row.blocks[relation] - 1
        self.cells = list(
            zip(begins.tolist(), np.maximum(np.minimum(ends, start + last_of), begins).tolist(), strict=True)
        )
        names, right = row.names, Align.RIGHT
        first_time = not self.columns_model.columns
        self.columns_model.replace(
            [
                Column("relation", self.tr("Relation"), relation, lambda number: names[number], width=150),
                Column("first", self.tr("First block"), begins - start, formats.count, right, width=95),
                Column(
                    "last",
                    self.tr("Last block"),
                    np.minimum(ends - start, last_of),
                    formats.count,
                    right,
                    width=95,
                ),
                Column(
                    "value",
                    metric_text(sheet.question.metric),
                    tile.values[chosen],
                    lambda value: value_text(sheet, float(value), formats),
                    right,
                    width=130,
                ),
                Column(
                    "changed",
                    self.tr("Last changed"),
                    tile.last[chosen],
                    lambda number: moment_of(sheet, int(number), formats),
                    width=200,
                ),
            ]
        )
        if first_time:
            self.horizontalHeader().setSortIndicator(VALUE, Qt.SortOrder.DescendingOrder)
        self.fit()

    def show_selected(self, chosen: tuple[Blocks, ...]) -> None:
        """Select the rows of some ranges of row blocks."""
        found = [
            number
            for number, (first, last) in enumerate(self.cells)
            if any(first <= one[1] and last >= one[0] for one in chosen)
        ]
        self.select(found[:MOST_SELECTED])
