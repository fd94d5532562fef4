"""What is drawn over the cells of a heat map: the ruler, where relations begin, what is selected, hovered, linked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from pagewake_gui.charts.heat_grid import Grid
from pagewake_gui.formats import Formats
from pagewake_gui.theme import LIGHT, Theme

NAMES, NUMBERS = 132, 74
"""Room at the left for the names of relations, or for block numbers, in pixels."""
MOST_RECTS = 4096
MOST_RELATIONS = 400
MOST_MARKS = 60
_LABEL_GAP = 4

Blocks = tuple[int, int]
"""First and last row block."""


@dataclass
class Drawn:
    """What there is to draw. `begins` are the first row blocks of relations, `names` what they are called."""

    grid: Grid | None = None
    top: float = 0.0
    begins: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    names: Sequence[str] = ()
    selected: tuple[Blocks, ...] = ()
    hovered: Blocks | None = None
    cursor: Blocks | None = None
    """Shown while the chart has the keyboard."""
    number: Callable[[int], str] = str
    """Writes the number of the block with which a line begins, from its row block."""

    def name(self, begins: NDArray[np.int64], names: Sequence[str], scope: Blocks) -> None:
        """Have the ruler name the relations of a scope (end exclusive), or number the blocks of the only one."""
        low, high = (int(np.searchsorted(begins, place)) for place in scope)
        self.begins, self.names = begins[low:high], names[low:high]
        formats = Formats()
        self.number = lambda block: formats.count(block - scope[0])

    @property
    def ruler(self) -> int:
        """How wide the ruler is."""
        return NAMES if len(self.names) > 1 else NUMBERS


class HeatOverlay:
    """Paints a `Drawn` over the cells."""

    def __init__(self) -> None:
        self.drawn = Drawn()
        self.theme: Theme = LIGHT
        self._size = (1.0, 1.0)

    def paint(self, painter: QPainter, width: float, height: float) -> None:
        """Draw on a widget of this size."""
        self._size = (float(width), float(height))
        grid = self.drawn.grid
        if grid is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._paint_ruler(painter, grid)
        painter.setClipRect(QRectF(self.drawn.ruler, 0, self._size[0] - self.drawn.ruler, self._size[1]))
        self._paint_begins(painter, grid)
        text = QColor(self.theme.text)
        fill = QColor(self.theme.accent)
        fill.setAlpha(70)
        for blocks in self.drawn.selected[:MOST_RECTS]:
            self._paint_range(painter, grid, blocks, QPen(text, 2), fill)
        if self.drawn.cursor is not None:
            pen = QPen(QColor(self.theme.accent), 2, Qt.PenStyle.DashLine)
            self._paint_range(painter, grid, self.drawn.cursor, pen, None)
        if self.drawn.hovered is not None:
            self._paint_range(painter, grid, self.drawn.hovered, QPen(text, 1), None)

    def rects(self, grid: Grid, blocks: Blocks) -> list[QRectF]:
        """The cells of a range of row blocks that are in sight, in as few rectangles as block order allows."""
        size = grid.cell
        low = (max(blocks[0], grid.first) >> 2 * grid.level) - grid.first_cell
        high = (min(blocks[1], grid.end - 1) >> 2 * grid.level) - grid.first_cell
        first_line = int(self.drawn.top // size)
        last_line = int((self.drawn.top + self._size[1]) // size)
        unit = grid.columns * (16 if grid.zorder else 1)
        in_unit = 16 if grid.zorder else 1
        low = max(low, first_line // in_unit * unit)
        high = min(high, (last_line // in_unit + 1) * unit - 1, grid.cells - 1)
        if low > high:
            return []
        if grid.zorder:
            return [
                self._rect(grid, *grid.place_of(cell), 1, 1) for cell in range(low, high + 1)[:MOST_RECTS]
            ]
        (left, top), (right, bottom) = grid.place_of(low), grid.place_of(high)
        if top == bottom:
            return [self._rect(grid, left, top, right - left + 1, 1)]
        found = [self._rect(grid, left, top, grid.columns - left, 1)]
        if bottom - top > 1:
            found.append(self._rect(grid, 0, top + 1, grid.columns, bottom - top - 1))
        return [*found, self._rect(grid, 0, bottom, right + 1, 1)]

    def _rect(self, grid: Grid, column: int, line: int, width: int, height: int) -> QRectF:
        size = grid.cell
        y = line * size - self.drawn.top
        return QRectF(self.drawn.ruler + column * size, y, width * size, height * size)

    def _paint_range(
        self, painter: QPainter, grid: Grid, blocks: Blocks, pen: QPen, fill: QColor | None
    ) -> None:
        rects = self.rects(grid, blocks)
        if not rects:
            return
        painter.setPen(pen)
        painter.setBrush(fill if fill is not None and blocks[1] > blocks[0] else Qt.BrushStyle.NoBrush)
        if len(rects) <= 3:
            path = QPainterPath()
            for rect in rects:
                path.addRect(rect)
            painter.drawPath(path.simplified())
            return
        for rect in rects:  # along a curve: hatched, an outline would be all there is to see
            if fill is not None:
                painter.fillRect(rect, fill)
            painter.fillRect(rect, QBrush(pen.color(), Qt.BrushStyle.BDiagPattern))

    def _paint_begins(self, painter: QPainter, grid: Grid) -> None:
        for number in self._in_sight(grid)[:MOST_MARKS]:
            column, line = grid.place(int(self.drawn.begins[number]))
            rect = self._rect(grid, column, line, 1, 1)
            painter.setPen(QPen(QColor(self.theme.text), 1))
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
            painter.drawLine(rect.topLeft(), rect.topRight())

    def _in_sight(self, grid: Grid) -> list[int]:
        """The relations that begin in sight, the largest first; the smallest of very many are left out."""
        size, begins = grid.cell, self.drawn.begins
        first, last = grid.wanted(int(self.drawn.top // size), int(self._size[1] // size) + 1)
        low = int(np.searchsorted(begins, max(first, grid.first)))
        high = int(np.searchsorted(begins, last, side="right"))
        lengths = np.diff(begins[low : high + 1], append=grid.end if high >= len(begins) else [])
        order = np.argsort(-lengths, kind="stable")[:MOST_RELATIONS] + low
        return [int(number) for number in order]

    def _paint_ruler(self, painter: QPainter, grid: Grid) -> None:
        font = QFont(painter.font())
        font.setPixelSize(11)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        height = metrics.height()
        muted, text = QColor(self.theme.muted), QColor(self.theme.text)
        size = grid.cell
        if len(self.drawn.names) > 1:
            painter.setPen(text)
            taken: list[float] = []
            for number in self._in_sight(grid):
                y = grid.place(int(self.drawn.begins[number]))[1] * size - self.drawn.top
                if any(abs(y - other) < height for other in taken):
                    continue
                name = metrics.elidedText(
                    self.drawn.names[number], Qt.TextElideMode.ElideLeft, NAMES - 2 * _LABEL_GAP
                )
                place = QRectF(0, y - 1, NAMES - _LABEL_GAP, height)
                painter.drawText(place, Qt.AlignmentFlag.AlignRight, name)
                taken.append(y)
            return
        step = max(int(np.ceil(3 * height / size)), 1)
        if grid.zorder:
            step = -(-step // 16) * 16
        line = int(self.drawn.top // size) // step * step
        painter.setPen(muted)
        while line * size - self.drawn.top < self._size[1] and line < grid.lines:
            cell = grid.cell_at(0, line)
            y = line * size - self.drawn.top
            if cell is not None and y > -height:
                said = self.drawn.number(grid.blocks_of(cell)[0])
                painter.drawText(
                    QRectF(0, y - 1, self.drawn.ruler - _LABEL_GAP, height), Qt.AlignmentFlag.AlignRight, said
                )
            line += step
