"""The cells of a heat map as an image of Qt: made anew only where the grid or the tile is another."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, qRgb

from pagewake.desk.heat import HeatTile
from pagewake_gui.charts.heat_colours import Table
from pagewake_gui.charts.heat_grid import Grid


class HeatPicture:
    """Steps of cells with a table of colours. While the tile of a level is missing, the others stand in for it."""

    def __init__(self) -> None:
        self._pixels: NDArray[np.uint8] | None = None
        self._image: QImage | None = None
        self._made: tuple[object, ...] = ()
        self._line = 0
        self._colours: list[int] = []

    def forget(self) -> None:
        """Make the image anew when it is placed again; until then it stays."""
        self._made = ()

    def set_colours(self, table: Table) -> None:
        """Draw in other colours."""
        self._colours = [qRgb(*(int(part) for part in colour)) for colour in table]
        if self._image is not None:
            self._image.setColorTable(self._colours)

    def place(
        self, grid: Grid | None, tiles: Mapping[int, HeatTile], line: int, lines: int, *, whole: bool
    ) -> None:
        """Show lines of a grid; `whole`: the tile of its level has all of them."""
        if grid is None or not tiles:
            self._image = None
            return
        tile = tiles.get(grid.level)
        if tile is not None and whole:
            made: tuple[object, ...] = (grid, id(tile))
            if made != self._made:
                first = (tile.view.first_block >> 2 * grid.level) - grid.first_cell
                self._show(*grid.picture(tile.view.counts[: max(grid.cells - first, 1)], first))
        else:
            made = (grid, line, *(id(one) for one in tiles.values()))
            if made != self._made:
                low, high = (block >> 2 * grid.level for block in grid.wanted(line, lines))
                first = low - grid.first_cell
                steps = grid.stand_in(tiles.values(), first, max(high - low + 1, 1))
                self._show(*grid.picture(steps, first))
        self._made = made

    def paint(self, painter: QPainter, grid: Grid, left: float, top: float) -> None:
        """Draw it where its cells belong: `top` is what is scrolled away, in pixels."""
        if self._image is not None:
            y = self._line * grid.cell - top
            size = (self._image.width() * grid.cell, self._image.height() * grid.cell)
            painter.drawImage(QRectF(left, y, *size), self._image)

    def _show(self, line: int, image: NDArray[np.uint8]) -> None:
        lines, columns = image.shape
        self._line, self._pixels = line, image  # the image of Qt shows this memory
        self._image = QImage(image.data, columns, lines, columns, QImage.Format.Format_Indexed8)
        self._image.setColorTable(self._colours)
