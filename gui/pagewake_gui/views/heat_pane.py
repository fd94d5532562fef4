"""The middle of the heat map: the image with its legend, the same as a table, and relations against time."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QScrollBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from pagewake.desk.heat import HeatOrder, HeatSheet, HeatTile
from pagewake.insight.heat_values import ScaleKind
from pagewake_gui.charts.heat_colours import colours
from pagewake_gui.charts.heat_image import HeatImage
from pagewake_gui.charts.heat_legend import HeatLegend
from pagewake_gui.charts.heat_overlay import Blocks
from pagewake_gui.context import Context
from pagewake_gui.views.heat_controls import Drawing
from pagewake_gui.views.heat_feed import HeatFeed
from pagewake_gui.views.heat_table import HeatTable
from pagewake_gui.views.heat_texts import WORDS, cell_text, legend_marks, metric_text, word_colours
from pagewake_gui.views.heat_times import HeatTimes
from pagewake_gui.views.heat_waiting import HeatWaiting
from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.widgets.table import Table

MAP, TABLE, TIMES = 0, 1, 2


class HeatPane(QWidget):
    """Shows the sheet of a feed. Signals carry row blocks: `picked`, `brushed`, `opened`, `menu_asked(blocks, point)`.

    `cells_picked` carries those of rows of the table. `relation_picked(number, lsns, times)` comes from relations
    against time; the ranges are pairs.
    """

    picked = Signal(object, object)
    brushed = Signal(object, bool)
    cells_picked = Signal(list)
    opened = Signal(object)
    menu_asked = Signal(object, object)
    relation_picked = Signal(int, object, object)
    mode_changed = Signal(int)
    hovered = Signal(object, object, str)
    """(blocks or None, global point, what is known of them in a line)"""

    def __init__(self, context: Context, feed: HeatFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context, self._feed = context, feed
        self._drawing = Drawing()
        self._syncing = False
        self.image = HeatImage("heat.map")
        self.legend = HeatLegend()
        self.legend.filtered.connect(lambda _: self._recolour())
        self._bar = QScrollBar(Qt.Orientation.Vertical)
        self._bar.setAccessibleName(self.tr("Place in the map"))
        self._bar.valueChanged.connect(self._scrolled)
        self.table = HeatTable()
        self.model = self.table.columns_model
        self.table.cells_picked.connect(self.cells_picked)
        self.table.cell_opened.connect(self.opened)
        self.times = HeatTimes(context, feed)
        self.times.picked.connect(self.relation_picked)
        self._stack = QStackedWidget()
        self.modes = [
            self._mode(self.tr("Map"), MAP),
            self._mode(self.tr("Table"), TABLE),
            self._mode(self.tr("Over time"), TIMES),
        ]
        self.modes[MAP].setChecked(True)
        self._note = label("", "info")
        self._clear = button(self.tr("Clear filter"), lambda: self.legend.choose(None))
        self._lay_out()
        self._connect()

    @property
    def mode(self) -> int:
        """`MAP`, `TABLE` or `TIMES`."""
        return self._stack.currentIndex()

    def set_mode(self, mode: int) -> None:
        """Show the map, the table, or relations against time."""
        self.modes[mode].setChecked(True)
        self._stack.setCurrentIndex(mode)
        if self._quiet:
            self._recolour()
        if mode == TABLE:
            self._fill_table()
        elif mode == TIMES:
            self.times.refresh()
        self._show_legend()
        self.mode_changed.emit(mode)

    def show_sheet(self, sheet: HeatSheet) -> None:
        """A sheet was opened. What is in sight stays in sight."""
        self._recolour()
        self.image.show_row(sheet.levels, sheet.row.first, list(sheet.row.names))
        self.times.show_sheet(sheet, self._relations_in_scope())
        if self.mode == TIMES:
            self.times.refresh()

    def set_drawing(self, drawing: Drawing) -> None:
        """Draw in another way."""
        before, self._drawing = self._drawing, drawing
        self.image.set_zorder(drawing.zorder)
        scaled = (before.kind, before.clamp, before.aggregate)
        if scaled != (drawing.kind, drawing.clamp, drawing.aggregate):
            self.image.forget_tiles()
        self._recolour()

    def restyle(self) -> None:
        """Another theme or zone."""
        self.image.restyle(self._context.theme)
        self._recolour()
        self.times.restyle()

    def show_tile(self, tile: HeatTile) -> None:
        """A tile has come."""
        self.image.show_tile(tile)
        if self._quiet:
            self._recolour()
        else:
            self._show_legend()
        if self.mode == TABLE:
            self._fill_table()

    def explain(self, blocks: Blocks | None) -> str:
        """The cell with these blocks in one line; empty where it is not drawn."""
        sheet, tile = self._feed.sheet, self.image.tile
        if blocks is None or sheet is None or tile is None:
            return ""
        cell = self.image.cell_of(blocks[0])
        return "" if cell is None else cell_text(sheet, tile, cell, blocks, self._context.formats)

    def scope_changed(self) -> None:
        """Another relation, or the database, is looked at."""
        sheet = self._feed.sheet
        if sheet is not None:
            self.times.show_sheet(sheet, self._relations_in_scope())
            if self.mode == TIMES:
                self.times.refresh()

    def toggle_table(self) -> QWidget:
        """The same as a table, and back; returns what has the keyboard then."""
        if self.mode == TIMES:
            return self.times.toggle_table()
        self.set_mode(MAP if self.mode == TABLE else TABLE)
        return self.table if self.mode == TABLE else self.image

    @property
    def shown(self) -> QWidget:
        """The chart that a picture is made of."""
        return self.times.matrix if self.mode == TIMES else self.image

    def as_table(self) -> Table:
        """What is shown as a table, filled now: the cells in sight, or relations against time."""
        if self.mode == TIMES:
            return self.times.table
        self._fill_table()
        return self.table

    # --- inside

    def _lay_out(self) -> None:
        holder = QWidget()
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.image, 1)
        beside.addWidget(self._bar)
        for page in (holder, self.table, self.times):
            self._stack.addWidget(page)
        group = QButtonGroup(self)
        for made in self.modes:
            group.addButton(made)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(row(self.legend, self._clear))
        column.addWidget(HeatWaiting(self._feed))
        column.addWidget(self._stack, 1)
        column.addLayout(row(self._note, 1))
        self._note.hide()
        self._clear.hide()

    def _connect(self) -> None:
        image = self.image
        image.wanted.connect(self._draw)
        image.hovered.connect(self._hovered)
        image.clicked.connect(self.picked)
        image.brushed.connect(self.brushed)
        image.opened.connect(self.opened)
        image.menu_asked.connect(self.menu_asked)
        image.moved.connect(self._moved)
        self._feed.drawn.connect(self.show_tile)
        self.times.filled.connect(self._show_legend)

    def _mode(self, text: str, mode: int) -> QToolButton:
        made = QToolButton()
        made.setText(text)
        made.setCheckable(True)
        made.setProperty("role", "button")
        made.clicked.connect(partial(self.set_mode, mode))
        return made

    def _draw(self, first: int, last: int, level: int) -> None:
        drawing = self._drawing
        sheet = self._feed.sheet
        if sheet is None:
            return
        kind = drawing.kind
        if self._quiet:
            kind = ScaleKind.LINEAR
        aggregate = drawing.aggregate if drawing.aggregate in sheet.aggregates else sheet.aggregates[0]
        self._feed.draw(HeatOrder(first, last, level, kind, drawing.clamp, aggregate))

    def _recolour(self) -> None:
        theme, palette = self._context.theme, self._drawing.palette
        table = colours(palette, theme, self.legend.shown, self._words())
        self.image.set_colours(table)
        self.times.set_colours(table)
        self._show_legend()

    def _show_legend(self) -> None:
        sheet, tile = self._feed.sheet, self.image.tile
        table = colours(self._drawing.palette, self._context.theme, words=self._words())
        if sheet is None:
            return
        if self.mode == TIMES:
            self.legend.show_scale(table, self.times.marks(), self._context.theme)
        elif tile is not None:
            marks = legend_marks(sheet, tile.view.scale, self._context.formats, tile.view.aggregate)
            self.legend.show_scale(table, marks, self._context.theme)
        self._show_note()
        self._summarise()

    @property
    def _quiet(self) -> bool:
        """Whether values are words, of which the lowest means that all is as usual."""
        sheet = self._feed.sheet
        return sheet is not None and sheet.question.metric in WORDS

    def _words(self) -> list[tuple[int, str]]:
        """The colours of a metric whose values are words, by step."""
        sheet, tile = self._feed.sheet, self.image.tile
        if not self._quiet or sheet is None or tile is None or self.mode == TIMES:
            return []
        return word_colours(sheet.question.metric, tile.view.scale)

    def _steps_in_sight(self) -> np.ndarray | None:
        tile, blocks = self.image.tile, self.image.in_sight()
        if tile is None or blocks is None:
            return None
        low, high = (tile.view.cell_of(block) for block in blocks)
        return tile.view.counts[max(low, 0) : max(high + 1, 0)]

    def _show_note(self) -> None:
        """Say why nothing is to be seen, where that is so."""
        steps, shown = self._steps_in_sight(), self.legend.shown
        said = ""
        if steps is not None and len(steps) and self.mode != TIMES:
            if shown is not None and not ((steps >= shown[0]) & (steps <= shown[1])).any():
                said = self.tr("◆ The filter hides everything in sight.")
            elif not steps.any():
                said = self.tr("◆ There is no data here for this choice.")
        self._note.setText(said)
        self._note.setVisible(bool(said))
        self._clear.setVisible(shown is not None)

    def _summarise(self) -> None:
        """One sentence for those who do not see the map."""
        sheet, steps = self._feed.sheet, self._steps_in_sight()
        if sheet is None or steps is None:
            return
        formats = self._context.formats
        self.image.setAccessibleName(self.tr("Heat map: {0}").format(metric_text(sheet.question.metric)))
        self.image.setAccessibleDescription(
            self.tr("{0} of {1} cells in sight have data. Press T for the same as a table.").format(
                formats.count(int((steps > 0).sum())), formats.count(len(steps))
            )
        )

    def _hovered(self, blocks: Blocks | None, at: QPoint) -> None:
        said = self.explain(blocks)
        self._context.notices.hover(said)
        self.hovered.emit(blocks, at, said)

    def _moved(self) -> None:
        grid = self.image.grid
        if grid is None:
            return
        self._syncing = True
        seen = max(self.image.height() // grid.cell, 1)
        self._bar.setRange(0, min(max(grid.lines - seen, 0), 2**31 - 1))
        self._bar.setPageStep(seen)
        self._bar.setSingleStep(3)
        self._bar.setValue(int(self.image.drawn.top // grid.cell))
        self._syncing = False
        self._show_note()

    def _scrolled(self, line: int) -> None:
        grid = self.image.grid
        if not self._syncing and grid is not None:
            self.image.move_lines(line - self.image.drawn.top / grid.cell)

    def _relations_in_scope(self) -> list[int]:
        """The relations that relations against time shows: those in the scope that changed most."""
        sheet = self._feed.sheet
        if sheet is None:
            return []
        first, end = self.image.scope
        hottest = sheet.relations.hottest(len(sheet.row.keys))
        inside = (sheet.row.first[hottest] >= first) & (sheet.row.first[hottest] < max(end, 1))
        return [int(number) for number in hottest[inside][:40]]

    def _fill_table(self) -> None:
        """The cells in sight that have data, with the values behind their colours."""
        sheet, tile, blocks = self._feed.sheet, self.image.tile, self.image.in_sight()
        if sheet is None or tile is None or blocks is None:
            self.table.show_nothing()
            return
        self.table.fill(sheet, tile, blocks, self.legend.shown or (1, 255), self._context.formats)
        self.show_selected()

    def show_selected(self) -> None:
        """Select in the table what is selected in the map."""
        if self.mode == TABLE:
            self.table.show_selected(self.image.selected)
