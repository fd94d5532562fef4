"""The image of a heat map: what is drawn, where one looks, and which tiles are wanted for it.

Only what is in sight, and as much again above and below, is asked for, at the level that fits. Until it comes, what
was drawn before stands in for it, on whatever level that was.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from pagewake.desk.heat import HeatTile
from pagewake_gui.charts.heat_colours import Table
from pagewake_gui.charts.heat_grid import Grid, columns_for, fitting, nearing, zoomed
from pagewake_gui.charts.heat_overlay import NAMES, Blocks, Drawn, HeatOverlay
from pagewake_gui.charts.heat_picture import HeatPicture
from pagewake_gui.theme import LIGHT, Theme

MAX_HISTORY = 100
Place = tuple[int, int, int, int, int]
"""Scope (first, end), level, size of a cell, the row block at the top: where one has been."""


class HeatCanvas(QWidget):
    """Cells of a scope. Blocks in signals are row blocks, first and last.

    Signals: `wanted(first, last, level)` asks for a tile; `hovered(blocks or None, global point)`; `clicked(blocks,
    modifiers)`; `opened(blocks)`; `brushed(blocks, one more)` when a brush is let go; `menu_asked(blocks or None,
    global point)`; `moved()` after any change of what is in sight; `scope_changed()`; `wished(name)` for `selection`
    and `clear`.
    """

    wanted = Signal(object, object, int)
    hovered = Signal(object, object)
    clicked = Signal(object, object)
    opened = Signal(object)
    brushed = Signal(object, bool)
    menu_asked = Signal(object, object)
    moved = Signal()
    scope_changed = Signal()
    wished = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(NAMES + 120, 120)
        self.theme: Theme = LIGHT
        self.levels = 1
        self.zorder = False
        self.tiles: dict[int, HeatTile] = {}
        """The newest tile of each level."""
        self.history: list[Place] = []
        self._overlay = HeatOverlay()
        self._picture = HeatPicture()
        self._scope: Blocks = (0, 0)
        self._asked: tuple[int, int, int] | None = None
        self._stale = True
        self._fitted = False
        """Whether nobody has zoomed since the whole scope was in sight."""
        self._cursor: int | None = None
        self._anchor: tuple[QPointF, int] | None = None
        self._begins: NDArray[np.int64] = np.empty(0, np.int64)
        self._names: list[str] = []

    # --- what is shown

    @property
    def grid(self) -> Grid | None:
        """How cells lie now."""
        return self._overlay.drawn.grid

    @property
    def drawn(self) -> Drawn:
        """What lies over the cells."""
        return self._overlay.drawn

    @property
    def scope(self) -> Blocks:
        """First row block, and the one behind the last, of what can be looked at."""
        return self._scope

    @property
    def selected(self) -> tuple[Blocks, ...]:
        """The selected ranges of blocks."""
        return self.drawn.selected

    def show_row(self, levels: int, begins: NDArray[np.int64], names: list[str]) -> None:
        """Another sheet: how many levels it has, where relations begin and what they are called."""
        self.levels = levels
        self._begins, self._names = begins, names
        self.drawn.name(self._begins, self._names, self._scope)
        self.forget_tiles()

    @property
    def tile(self) -> HeatTile | None:
        """The newest tile of the level that is drawn."""
        return self.tiles.get(self.grid.level) if self.grid is not None else None

    def forget_tiles(self) -> None:
        """What is drawn is out of date; it stays in sight until other tiles come."""
        self._asked, self._stale = None, True
        self._picture.forget()
        self._ask()

    def set_scope(self, first: int, end: int, *, remember: bool = True, show: int | None = None) -> None:
        """Look at row blocks `first` up to, but without, `end`: all of them, or with row block `show` in sight."""
        if remember:
            self.remember()
        self._anchor = None
        self._scope = (first, max(end, first + 1))
        self.drawn.name(self._begins, self._names, self._scope)
        grid = fitting(*self._scope, self.levels, self._room(), self._tall(), zorder=self.zorder)
        self._set_grid(grid, 0.0)
        self._fitted = True
        if show is not None:
            self.reveal((show, show))
        self.scope_changed.emit()

    def set_zorder(self, zorder: bool) -> None:
        """Lay the cells along a Z-curve, or in block order."""
        if zorder != self.zorder:
            self.zorder = zorder
            if self.grid is not None:
                top = self._block_at_top()
                columns = columns_for(self._room(), self.grid.cell, zorder=zorder)
                self._set_grid(replace(self.grid, zorder=zorder, columns=columns), 0.0)
                self._scroll_to_block(top)

    def show_tile(self, tile: HeatTile) -> None:
        """A tile has come."""
        if self._stale:
            self.tiles.clear()
            self._stale = False
        self.tiles[tile.view.level] = tile
        self._picture.forget()
        self._place_image()
        self._ask()
        self.moved.emit()

    def set_colours(self, table: Table) -> None:
        """Draw in other colours."""
        self._picture.set_colours(table)
        self.update()

    def select(self, *ranges: Blocks) -> None:
        """Show other ranges of blocks as selected."""
        self.drawn.selected = ranges
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw on another theme."""
        self.theme = self._overlay.theme = theme
        self.update()

    # --- looking around

    def in_sight(self) -> Blocks | None:
        """The row blocks that are in sight, whole lines of them."""
        grid = self.grid
        if grid is None:
            return None
        first = int(self.drawn.top // grid.cell)
        lines = int(np.ceil(self._tall() / grid.cell)) + 1
        return grid.wanted(first, min(lines, grid.lines))

    def look_at_all(self) -> None:
        """Have the whole scope in sight, as far as it fits."""
        self.set_scope(*self._scope)

    def reveal(self, blocks: Blocks) -> None:
        """Bring blocks into sight; nothing moves where they are already."""
        grid = self.grid
        if grid is None:
            return
        y = grid.place(min(max(blocks[0], grid.first), grid.end - 1))[1] * grid.cell
        top = self.drawn.top
        if not top <= y <= top + self._tall() - grid.cell:
            self._set_top(y - self._tall() / 2)

    def zoom(self, steps: int, at: QPointF | None = None, *, remember: bool = True) -> None:
        """Zoom so many steps in (out, below 0); what is at a point of the widget stays at its height."""
        grid = self.grid
        if grid is None:
            return
        y = at.y() if at is not None else self._tall() / 2
        block = self._anchor_at(at, y)
        if remember:
            self.remember()
        self._fitted = False
        made = zoomed(grid, self.levels, steps, self._room())
        self._set_grid(made, made.place(block)[1] * made.cell - y + made.cell / 2)

    def _anchor_at(self, at: QPointF | None, y: float) -> int:
        """The block that stays where it is: turning the wheel on at one point goes on about the same block."""
        if self._anchor is None or at is None or self._anchor[0] != at:
            near = self.blocks_at(at)
            self._anchor = at or QPointF(-1, y), near[0] if near is not None else self._block_of_line(y)
        return self._anchor[1]

    def move_lines(self, lines: float) -> None:
        """Move down by so many lines of cells (up, below 0)."""
        self._anchor = None
        if self.grid is not None:
            self._set_top(self.drawn.top + lines * self.grid.cell)

    def remember(self) -> None:
        """Keep where one is, to come back to."""
        grid = self.grid
        if grid is not None:
            here = (*self._scope, grid.level, grid.cell, self._block_at_top())
            if not self.history or self.history[-1] != here:
                self.history.append(here)
                del self.history[:-MAX_HISTORY]

    def go_back(self) -> bool:
        """Return to where one was; False where there is nothing before."""
        if not self.history:
            return False
        self.go_back_to(len(self.history) - 1)
        return True

    def go_back_to(self, step: int) -> None:
        """Return to a step of the history; the later ones are forgotten."""
        if self.grid is None:
            return
        self._anchor = None
        first, end, level, cell, block = self.history[step]
        del self.history[step:]
        other = (first, end) != self._scope
        self._scope = (first, end)
        self.drawn.name(self._begins, self._names, self._scope)
        self._set_grid(
            Grid(first, end, level, cell, columns_for(self._room(), cell, zorder=self.zorder), self.zorder),
            self.drawn.top,
        )
        self._scroll_to_block(block)
        if other:
            self.scope_changed.emit()

    def trail(self) -> list[tuple[int, int]]:
        """How one came this near: steps of the history in this scope, and how many blocks were in sight at each.

        Each step held more than all after it.
        """
        steps = [
            (step, self._blocks_on(level, cell) if (first, end) == self._scope else None)
            for step, (first, end, level, cell, _) in enumerate(self.history)
        ]
        return nearing(steps, self.blocks_in_sight())

    def blocks_in_sight(self) -> int:
        """About how many blocks are in sight; all of the scope at most."""
        return self._blocks_on(self.grid.level, self.grid.cell) if self.grid is not None else 0

    def _blocks_on(self, level: int, cell: int) -> int:
        columns = columns_for(self._room(), cell, zorder=self.zorder)
        seen = int(columns * max(self._tall() // cell, 1)) << 2 * level
        return min(seen, self._scope[1] - self._scope[0])

    def blocks_at(self, position: QPointF | None) -> Blocks | None:
        """The blocks of the cell at a point of the widget; None where there is no cell."""
        grid = self.grid
        if grid is None or position is None or position.x() < self.drawn.ruler:
            return None
        column = int((position.x() - self.drawn.ruler) // grid.cell)
        line = int((position.y() + self.drawn.top) // grid.cell)
        cell = grid.cell_at(column, line)
        return None if cell is None else grid.blocks_of(cell)

    def point_of(self, row_block: int) -> QPoint:
        """The middle of the cell of a row block, on the widget; it may lie outside."""
        grid = self.grid
        assert grid is not None
        column, line = grid.place(row_block)
        y = line * grid.cell - self.drawn.top + grid.cell / 2
        return QPoint(int(self.drawn.ruler + column * grid.cell + grid.cell / 2), int(y))

    def cell_of(self, row_block: int) -> int | None:
        """The index in the tile of the cell of a row block; None where no tile of this level holds it."""
        tile = self.tile
        if tile is None:
            return None
        cell = tile.view.cell_of(row_block)
        return cell if 0 <= cell < len(tile.view.counts) else None

    # --- inside

    def _cursor_blocks(self) -> Blocks | None:
        grid = self.grid
        if grid is None or self._cursor is None or not grid.first <= self._cursor < grid.end:
            return None
        return grid.blocks_of((self._cursor >> 2 * grid.level) - grid.first_cell)

    def _show_cursor(self) -> None:
        self.drawn.cursor = self._cursor_blocks() if self.hasFocus() else None
        self.update()

    def _room(self) -> float:
        return float(max(self.width() - self.drawn.ruler, 48))

    def _tall(self) -> float:
        return float(max(self.height(), 16))

    def _block_of_line(self, y: float) -> int:
        grid = self.grid
        assert grid is not None
        line = min(max(int((self.drawn.top + y) // grid.cell), 0), grid.lines - 1)
        cell = grid.cell_at(0, line)
        return grid.blocks_of(cell)[0] if cell is not None else grid.end - 1

    def _block_at_top(self) -> int:
        return self._block_of_line(0.0)

    def _scroll_to_block(self, block: int) -> None:
        grid = self.grid
        if grid is not None:
            self._set_top(grid.place(min(max(block, grid.first), grid.end - 1))[1] * grid.cell)

    def _set_grid(self, grid: Grid, top: float) -> None:
        self.drawn.grid = grid
        self.drawn.hovered = None
        self._picture.forget()
        self._set_top(top)
        self._show_cursor()

    def _set_top(self, top: float) -> None:
        grid = self.grid
        if grid is None:
            return
        self.drawn.top = min(max(float(round(top)), 0.0), max(grid.height - self._tall(), 0.0))
        self.update()
        self._place_image()
        self._ask()
        self.moved.emit()

    def _place_image(self) -> None:
        """Put the image where its cells belong."""
        grid, line, lines = self.grid, 0, 0
        if grid is not None:
            line, lines = int(self.drawn.top // grid.cell), int(np.ceil(self._tall() / grid.cell)) + 1
        whole = grid is not None and self._covers(grid.wanted(line, lines))
        self._picture.place(grid, self.tiles, line, lines, whole=whole)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.theme.surface))
        grid = self.grid
        if grid is not None:
            self._picture.paint(painter, grid, self.drawn.ruler, self.drawn.top)
        self._overlay.paint(painter, self.width(), self.height())

    def _ask(self) -> None:
        """Ask for a tile where what is in sight is not all there, or its edge is near."""
        grid = self.grid
        if grid is None:
            return
        lines = int(np.ceil(self._tall() / grid.cell)) + 1
        first_line = int(self.drawn.top // grid.cell)
        margin = lines // 3
        near = grid.wanted(first_line - margin, lines + 2 * margin)
        if self._covers(near):
            return
        wanted = (*grid.wanted(first_line - lines, 3 * lines), grid.level)
        if wanted != self._asked:
            self._asked = wanted
            self.wanted.emit(*wanted)

    def _covers(self, blocks: Blocks) -> bool:
        tile = self.tile
        if tile is None or self._stale:
            return False
        view = tile.view
        return (
            view.first_block <= blocks[0]
            and blocks[1] < view.first_block + len(view.counts) * view.blocks_per_cell
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        grid = self.grid
        if grid is None:
            return
        block = self._block_at_top()
        if self._fitted:
            grid = fitting(*self._scope, self.levels, self._room(), self._tall(), zorder=self.zorder)
        else:
            grid = replace(grid, columns=columns_for(self._room(), grid.cell, zorder=self.zorder))
        self._set_grid(grid, 0.0)
        self._scroll_to_block(block)
