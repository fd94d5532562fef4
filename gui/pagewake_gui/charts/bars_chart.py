"""Bars that are looked around in and chosen with mouse and keyboard. They show; whoever owns them decides.

Wheel: zoom at the cursor; drag: move; Shift and drag: choose the bars of a range; click: choose, with Shift all up to
there; double click, Enter: zoom to it; left and right: the bar before and after; W S + -: zoom; A D: move (by where
they lie on the keyboard); F: zoom to what is chosen; Home: all; Alt and left: back; Esc: choose none.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from pagewake_gui.charts.bars import BarsCanvas
from pagewake_gui.charts.keys import placed_key
from pagewake_gui.charts.sight import DRAG_PX, PAN, WHEEL_STEP, ZOOM

Modifier = Qt.KeyboardModifier


class BarsChart(BarsCanvas):
    """`picked` carries the bars that are chosen (none: all are let go), `hovered` the bar under the mouse or -1.

    `menu_asked(bar or -1, global point)`.
    """

    picked = Signal(list)
    hovered = Signal(int, object)
    menu_asked = Signal(int, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._press: QPointF | None = None
        self._grip = ""
        self._panned_from = (0.0, 0.0)
        self._turning = False

    def look_at_chosen(self) -> None:
        """Zoom to the chosen bars."""
        if self.chosen is not None:
            first, last = self.chosen
            self.look(float(self.bars.low[first]), float(self.bars.high[last]))

    # --- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self._turning:  # one turn of the wheel is one step of the way back
            self.camera.remember()
        self._turning = True
        factor = float(ZOOM ** (event.angleDelta().y() / WHEEL_STEP))
        self.camera.zoom(factor, self.place_of(event.position().x()), remember=False)
        self._moved()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._turning = False
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._press = event.position()
        self._grip = "brush?" if event.modifiers() & Modifier.ShiftModifier else "pan?"
        self._panned_from = (self.camera.low, self.camera.high)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        if self._press is None:
            self.hovered.emit(self.bar_at(at.x()), event.globalPosition().toPoint())
            return
        moved = at.x() - self._press.x()
        if self._grip.endswith("?") and abs(moved) >= DRAG_PX:
            self._grip = self._grip[:-1]
            if self._grip == "pan":
                self.camera.remember()
        if self._grip == "pan":
            low, high = self._panned_from
            by = moved / self.room().width() * (high - low)
            self.camera.show(low - by, high - by, remember=False)
            self._moved()
        elif self._grip == "brush":
            one, other = sorted((self.place_of(self._press.x()), self.place_of(at.x())))
            self.brushed = (one, other)
            self.update()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        grip, self._grip, pressed = self._grip, "", self._press
        self._press = self.brushed = None
        if grip == "brush":
            low, high = sorted((self.place_of(pressed.x()), self.place_of(event.position().x())))
            inside = (self.bars.high > low) & (self.bars.low < high)
            self._pick([number for number, one in enumerate(inside.tolist()) if one])
        elif grip.endswith("?"):
            bar = self.bar_at(event.position().x())
            if bar >= 0:
                self._pick_one(bar, extend=bool(event.modifiers() & Modifier.ShiftModifier))
        self.update()
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        bar = self.bar_at(event.position().x())
        if bar >= 0:
            self.look(float(self.bars.low[bar]), float(self.bars.high[bar]))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(-1, QPoint())
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            self.menu_asked.emit(self.bar_at(event.pos().x()), event.globalPos())
        else:
            bar = self.chosen[0] if self.chosen is not None else -1
            middle = self.box_of(bar).center().toPoint() if bar >= 0 else self.rect().center()
            self.menu_asked.emit(bar, self.mapToGlobal(middle))
        event.accept()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Modifier.AltModifier:
            if event.key() == Qt.Key.Key_Left:
                self.go_back()
                return
        elif not event.modifiers() & Modifier.ControlModifier and self._plain_key(event):
            return
        event.ignore()

    def _plain_key(self, event: QKeyEvent) -> bool:
        extend = bool(event.modifiers() & Modifier.ShiftModifier)
        match placed_key(event):
            case Qt.Key.Key_W | Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Up:
                self.zoom_by(ZOOM**2)
            case Qt.Key.Key_S | Qt.Key.Key_Minus | Qt.Key.Key_Down:
                self.zoom_by(1 / ZOOM**2)
            case Qt.Key.Key_A:
                self.pan_by(-PAN)
            case Qt.Key.Key_D:
                self.pan_by(PAN)
            case Qt.Key.Key_Left:
                self._step(-1, extend)
            case Qt.Key.Key_Right:
                self._step(1, extend)
            case Qt.Key.Key_PageUp:
                self._step(-10, extend)
            case Qt.Key.Key_PageDown:
                self._step(10, extend)
            case Qt.Key.Key_Home:
                self.look_at_all()
            case Qt.Key.Key_F | Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.look_at_chosen()
            case Qt.Key.Key_Escape:
                self._pick([])
            case _:
                return False
        return True

    def _step(self, by: int, extend: bool) -> None:
        if not len(self.bars):
            return
        at = 0
        if self.chosen is not None:
            at = min(max(self.chosen[1 if by > 0 else 0] + by, 0), len(self.bars) - 1)
        self._pick_one(at, extend=extend)
        self.reveal(float(self.bars.low[at]), float(self.bars.high[at]))

    def _pick_one(self, bar: int, *, extend: bool) -> None:
        first = last = bar
        if extend and self.chosen is not None:
            first, last = min(bar, self.chosen[0]), max(bar, self.chosen[1])
        self._pick(list(range(first, last + 1)))

    def _pick(self, bars: list[int]) -> None:
        self.choose(bars)
        self.picked.emit(bars)
