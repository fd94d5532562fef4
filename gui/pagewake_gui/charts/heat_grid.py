"""Where the cells of a heat map lie: lines of cells in block order, like text. Pure: no Qt, no files.

A *scope* is a range of row blocks (the database, or one relation). On a level n a cell stands for `4**n` blocks.
Cells fill lines from left to right; with `zorder`, squares of 16 x 16 cells do, and a square is filled along a
Z-curve, so that blocks that are near in the file are near in the picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pagewake.desk.heat import HeatTile

Steps = NDArray[np.uint8]
SQUARE = 16
COARSE = (3, 4)
"""Sizes of a cell in pixels where it stands for several blocks; two to the next level."""
FINE = (3, 4, 5, 6, 8, 10, 12, 16, 20, 24, 32, 48)
"""Sizes of a cell that is one block."""


def _curve() -> NDArray[np.int64]:
    """For each place of a square, line by line, the number of its cell along the Z-curve."""
    y, x = np.mgrid[0:SQUARE, 0:SQUARE]
    found = np.zeros((SQUARE, SQUARE), np.int64)
    for bit in range(4):
        found |= ((x >> bit) & 1) << (2 * bit) | ((y >> bit) & 1) << (2 * bit + 1)
    return found


CURVE = _curve()
PLACE = np.argsort(CURVE.ravel())
"""For each number along the curve the place in its square."""


@dataclass(frozen=True)
class Grid:
    """How the scope (row blocks `first` up to, but without, `end`) is drawn: level, cell size, cells in a line."""

    first: int
    end: int
    level: int
    cell: int
    columns: int
    zorder: bool = False

    @property
    def blocks_per_cell(self) -> int:
        """Blocks of a cell."""
        return 1 << 2 * self.level

    @property
    def first_cell(self) -> int:
        """The first cell of the scope, counted from the beginning of the row."""
        return self.first >> 2 * self.level

    @property
    def cells(self) -> int:
        """How many cells the scope has."""
        return max(((self.end - 1) >> 2 * self.level) - self.first_cell + 1, 1)

    @property
    def lines(self) -> int:
        """How many lines of cells the scope has."""
        if self.zorder:
            band = self.columns * SQUARE
            return -(-self.cells // band) * SQUARE
        return -(-self.cells // self.columns)

    @property
    def height(self) -> int:
        """Of the whole scope, in pixels."""
        return self.lines * self.cell

    def place(self, row_block: int) -> tuple[int, int]:
        """Column and line of the cell of a row block."""
        return self.place_of((row_block >> 2 * self.level) - self.first_cell)

    def place_of(self, cell: int) -> tuple[int, int]:
        """Column and line of a cell, counted from the first of the scope."""
        if not self.zorder:
            return cell % self.columns, cell // self.columns
        square, inside = divmod(cell, SQUARE * SQUARE)
        across = self.columns // SQUARE
        y, x = divmod(int(PLACE[inside]), SQUARE)
        return (square % across) * SQUARE + x, (square // across) * SQUARE + y

    def cell_at(self, column: int, line: int) -> int | None:
        """The cell at a place, counted from the first of the scope; None where there is none."""
        if not (0 <= column < self.columns and line >= 0):
            return None
        if self.zorder:
            across = self.columns // SQUARE
            square = (line // SQUARE) * across + column // SQUARE
            cell = square * SQUARE * SQUARE + int(CURVE[line % SQUARE, column % SQUARE])
        else:
            cell = line * self.columns + column
        return cell if cell < self.cells else None

    def blocks_of(self, cell: int) -> tuple[int, int]:
        """First and last row block of a cell, within the scope."""
        begin = (self.first_cell + cell) << 2 * self.level
        return max(begin, self.first), min(begin + self.blocks_per_cell, self.end) - 1

    def wanted(self, first_line: int, lines: int) -> tuple[int, int]:
        """First and last row block that whole lines need (whole bands of squares in Z-order)."""
        unit = SQUARE if self.zorder else 1
        low = max(first_line, 0) // unit * unit
        high = -(-max(first_line + lines, 1) // unit) * unit
        begin = (self.first_cell + low * self.columns) << 2 * self.level
        end = (self.first_cell + high * self.columns) << 2 * self.level
        return begin, min(end, self.end) - 1

    def picture(self, steps: Steps, first_cell: int) -> tuple[int, Steps]:
        """Cells from `first_cell` of the scope on as an image: its first line, and shape (lines, columns).

        `first_cell` may be in the middle of a line, or before the scope; the rest is "no data".
        """
        unit = self.columns * (SQUARE if self.zorder else 1)
        band = max(first_cell, 0) // unit
        steps = steps[max(-first_cell, 0) :]
        lead = max(first_cell, 0) - band * unit
        bands = max(-(-(lead + len(steps)) // unit), 1)
        flat = np.zeros(bands * unit, np.uint8)
        flat[lead : lead + len(steps)] = steps
        if not self.zorder:
            return band, flat.reshape(bands, self.columns)
        across = self.columns // SQUARE
        squares = flat.reshape(bands, across, SQUARE * SQUARE)[:, :, CURVE.ravel()]
        image = squares.reshape(bands, across, SQUARE, SQUARE).transpose(0, 2, 1, 3)
        return band * SQUARE, np.ascontiguousarray(image.reshape(bands * SQUARE, self.columns))

    def stand_in(self, tiles: Iterable[HeatTile], first_cell: int, count: int) -> Steps:
        """Steps of cells from what is known on any level, for the time until the tile of this level comes.

        A coarser tile gives each of its cells several times; of a finer one the largest step is taken.
        """
        found = np.zeros(count, np.uint8)
        cells = np.arange(self.first_cell + first_cell, self.first_cell + first_cell + count)
        for tile in sorted(tiles, key=lambda one: -one.view.level):
            steps, level = tile.view.counts, tile.view.level
            begin = tile.view.first_block >> 2 * level
            if level < self.level:
                ratio = 1 << 2 * (self.level - level)
                lead = -begin % ratio
                whole = steps[lead : lead + (len(steps) - lead) // ratio * ratio]
                steps = whole.reshape(-1, ratio).max(axis=1)
                begin, level = (begin + lead) // ratio, self.level
            at = (cells >> 2 * (level - self.level)) - begin
            known = (at >= 0) & (at < len(steps))
            found[known] = steps[at[known]]
        return found


def columns_for(width: float, cell: int, *, zorder: bool) -> int:
    """How many cells a line has: a multiple of 16, or of 8 where cells are large; so lines begin at round numbers."""
    unit = SQUARE if zorder or cell < 8 else SQUARE // 2
    return max(int(width // cell) // unit * unit, SQUARE)


def ladder(levels: int) -> list[tuple[int, int]]:
    """Every zoom, the widest first: level and size of a cell."""
    coarse = [(level, size) for level in range(levels - 1, 0, -1) for size in COARSE]
    return coarse + [(0, size) for size in FINE]


def fitting(first: int, end: int, levels: int, width: float, height: float, *, zorder: bool) -> Grid:
    """The nearest grid on which the whole scope is in sight; the widest there is where none is."""
    found: Grid | None = None
    for level, size in ladder(levels):
        grid = Grid(first, end, level, size, columns_for(width, size, zorder=zorder), zorder)
        if found is not None and (grid.height > height or grid.columns * size > width):
            break
        found = grid
    assert found is not None
    return found


def zoomed(grid: Grid, levels: int, steps: int, width: float) -> Grid:
    """A grid so many steps nearer (or wider, below 0)."""
    rungs = ladder(levels)
    here = (grid.level, grid.cell)
    at = rungs.index(here) if here in rungs else 0
    at = min(max(at + steps, 0), len(rungs) - 1)
    while at > 0 and rungs[at][1] * SQUARE > width and rungs[at][1] > COARSE[0]:
        at -= 1
    level, size = rungs[at]
    return replace(grid, level=level, cell=size, columns=columns_for(width, size, zorder=grid.zorder))


def nearing(steps: Iterable[tuple[int, int | None]], here: int) -> list[tuple[int, int]]:
    """Of steps (number, blocks in sight or None: another scope) those that held more than all after them and `here`."""
    found: list[tuple[int, int]] = []
    for step, seen in steps:
        if seen is None:
            found.clear()
            continue
        while found and found[-1][1] <= seen:
            found.pop()
        found.append((step, seen))
    return [(step, seen) for step, seen in found if seen > here]
