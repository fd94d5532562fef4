"""The heat map as an image that is looked around in with mouse and keyboard. It shows; whoever owns it decides.

Wheel: zoom at the cursor; drag, Ctrl and wheel, A D, Page Up and Page Down: move; Shift and drag: brush blocks, Ctrl
and drag: brush more; double click or Enter: open; click or Space: select, with Ctrl one more, with Shift all up to
there; arrows: go from cell to cell; W S + -: zoom; Home: all; F: to the selection; Alt and left: back; Esc: clear. W A
S D go by where they lie on the keyboard. Hovering tells; only clicking selects.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from pagewake_gui.charts.heat_canvas import HeatCanvas
from pagewake_gui.charts.heat_overlay import Blocks
from pagewake_gui.charts.keys import placed_key

DRAG_PX = 4
NOTCH = 120
Modifier = Qt.KeyboardModifier


class HeatImage(HeatCanvas):
    """A `HeatCanvas` that answers to mouse and keyboard."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._press: QPointF | None = None
        self._pressed_top = 0.0
        self._grip = ""
        self._turned = 0
        self._kept: tuple[Blocks, ...] = ()

    # --- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() or event.angleDelta().x()
        if event.modifiers() & Modifier.ControlModifier:
            self.move_lines(-turned / NOTCH * 3 * max(16 // (self.grid.cell if self.grid else 16), 1))
        else:
            self._turned += turned
            steps = int(self._turned / NOTCH)
            if steps:
                self._turned -= steps * NOTCH
                self.zoom(steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._press = event.position()
        self._pressed_top = self.drawn.top
        brushing = event.modifiers() & (Modifier.ShiftModifier | Modifier.ControlModifier)
        self._grip = "brush?" if brushing else "pan?"
        # With Ctrl a brush is one more.
        self._kept = self.selected if event.modifiers() & Modifier.ControlModifier else ()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._press is None:
            blocks = self.blocks_at(at)
            self.drawn.hovered = blocks
            self.update()
            self.hovered.emit(blocks, event.globalPosition().toPoint())
            return
        moved = at - self._press
        if self._grip.endswith("?") and max(abs(moved.x()), abs(moved.y())) >= DRAG_PX:
            self._grip = self._grip[:-1]
            self.remember()
        self._anchor = None
        if self._grip == "pan":
            self._set_top(self._pressed_top - moved.y())
        elif self._grip == "brush":
            blocks = self._between(self._press, at)
            if blocks is not None:
                self.select(*self._kept, blocks)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        grip, self._grip, pressed, self._press = self._grip, "", self._press, None
        if grip == "brush":
            blocks = self._between(pressed, event.position())
            if blocks is not None:
                self.brushed.emit(blocks, bool(self._kept))
        elif grip.endswith("?"):
            blocks = self.blocks_at(event.position())
            if blocks is not None:
                self._cursor = blocks[0]
                self.clicked.emit(blocks, event.modifiers())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        blocks = self.blocks_at(event.position())
        if blocks is not None:
            self.opened.emit(blocks)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.drawn.hovered = None
        self.update()
        self.hovered.emit(None, QPoint())
        super().leaveEvent(event)

    def contextMenuEvent(self, event: Any) -> None:
        if event.reason() is event.Reason.Mouse:
            self.menu_asked.emit(self.blocks_at(QPointF(event.pos())), event.globalPos())
        else:
            place = self.point_of(self._cursor) if self._cursor is not None else self.rect().center()
            self.menu_asked.emit(self._cursor_blocks(), self.mapToGlobal(place))
        event.accept()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Modifier.AltModifier:
            if event.key() == Qt.Key.Key_Left and self.go_back():
                return
        elif not event.modifiers() & Modifier.ControlModifier and self._plain_key(placed_key(event)):
            return
        event.ignore()

    def _plain_key(self, key: int) -> bool:
        lines = self._tall() / self.grid.cell if self.grid is not None else 1.0
        match key:
            case Qt.Key.Key_W | Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.zoom(1, self._cursor_point())
            case Qt.Key.Key_S | Qt.Key.Key_Minus:
                self.zoom(-1, self._cursor_point())
            case Qt.Key.Key_A | Qt.Key.Key_D:
                self.move_lines(lines * (0.2 if key == Qt.Key.Key_D else -0.2))
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.move_lines(lines * (0.9 if key == Qt.Key.Key_PageDown else -0.9))
            case Qt.Key.Key_Left | Qt.Key.Key_Right | Qt.Key.Key_Up | Qt.Key.Key_Down:
                self._step(key)
            case Qt.Key.Key_Home:
                self.look_at_all()
            case Qt.Key.Key_F:
                self.wished.emit("selection")
            case Qt.Key.Key_Escape:
                self.wished.emit("clear")
            case Qt.Key.Key_Space | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                blocks = self._cursor_blocks()
                if blocks is not None and key == Qt.Key.Key_Space:
                    self.clicked.emit(blocks, Modifier.NoModifier)
                elif blocks is not None:
                    self.opened.emit(blocks)
            case _:
                return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_cursor()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.drawn.cursor = None
        self.update()

    def _step(self, key: int) -> None:
        """Go to the next cell, in the picture."""
        grid = self.grid
        if grid is None:
            return
        if self._cursor is None or not grid.first <= self._cursor < grid.end:
            in_sight = self.in_sight()
            self._cursor = max(in_sight[0], grid.first) if in_sight else grid.first
        else:
            column, line = grid.place(self._cursor)
            across = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(key), 0)
            down = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(key), 0)
            if across and not grid.zorder and not 0 <= column + across < grid.columns:
                column, line, across = (grid.columns - 1 if across < 0 else 0), line + across, 0
            cell = grid.cell_at(column + across, line + down)
            if cell is not None:
                self._cursor = grid.blocks_of(cell)[0]
        self.reveal((self._cursor, self._cursor))
        self._show_cursor()
        blocks = self._cursor_blocks()
        self.hovered.emit(blocks, self.mapToGlobal(self.point_of(self._cursor)))

    def _cursor_point(self) -> QPointF | None:
        if self._cursor_blocks() is None or self._cursor is None:
            return None
        point = QPointF(self.point_of(self._cursor))
        return point if 0 <= point.y() <= self._tall() else None

    # --- inside

    def _between(self, one: QPointF, other: QPointF) -> Blocks | None:
        """The blocks from one point to another, in block order; held inside the cells."""
        found = [self.blocks_at(self._held(point)) for point in (one, other)]
        known = [blocks for blocks in found if blocks is not None]
        if not known:
            return None
        return min(blocks[0] for blocks in known), max(blocks[1] for blocks in known)

    def _held(self, point: QPointF) -> QPointF:
        grid = self.grid
        if grid is None:
            return point
        right = self.drawn.ruler + grid.columns * grid.cell - 1
        return QPointF(
            min(max(point.x(), self.drawn.ruler), right), min(max(point.y(), 0.0), self._tall() - 1)
        )
