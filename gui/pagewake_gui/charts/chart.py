"""A chart of lanes that is looked around in with mouse and keyboard. It shows; whoever owns it decides.

Wheel: zoom at the cursor; drag: pan; Shift and drag: brush a range; double click: zoom to what is there; F: zoom to the
selection; Home: all; W S + -: zoom; A D and the arrows: pan; Ctrl and arrows: the backup before and after; Alt and
left: back; Esc: clear. W A S D go by where they lie on the keyboard. Hovering tells; only clicking selects.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from pagewake_gui.charts.keys import placed_key
from pagewake_gui.charts.lane_canvas import LaneCanvas
from pagewake_gui.charts.layout import NOTHING, ThingKind
from pagewake_gui.charts.sight import DRAG_PX, PAN, WHEEL_STEP, ZOOM

Modifier = Qt.KeyboardModifier


class LaneChart(LaneCanvas):
    """A `LaneCanvas` that answers to mouse and keyboard.

    Signals: `thing_clicked(Thing, modifiers)`, `thing_opened(Thing)` for a double click or Enter, `hovered(Thing,
    global point)`, `brushed(low, high, lane)`, `target_moved(place, lane, free, released)`, `menu_asked(Thing, global
    point)`, `stepped(+1 or -1)`, `wished(name)` for `selection` and `clear`.
    """

    thing_clicked = Signal(object, object)
    thing_opened = Signal(object)
    hovered = Signal(object, object)
    brushed = Signal(object, object, object)
    target_moved = Signal(object, object, bool, bool)
    menu_asked = Signal(object, object)
    stepped = Signal(int)
    wished = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._press: QPointF | None = None
        self._grip = ""
        self._panned_from = (0.0, 0.0)
        self._scrolled_from = 0.0

    # --- mouse

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta()
        if event.modifiers() & Modifier.ControlModifier and not steps.isNull():
            self._scroll(self.item.scrolled - steps.y() / WHEEL_STEP * 40)
        elif abs(steps.x()) > abs(steps.y()):
            self.camera.pan(-steps.x() / WHEEL_STEP * self.camera.span * 0.1, remember=False)
        else:
            if not self.camera.history or self._settled:
                self.camera.remember()
            self._settled = False
            factor = float(ZOOM ** (steps.y() / WHEEL_STEP))
            self.camera.zoom(factor, self._place(event.position()), remember=False)
        self._moved()
        event.accept()

    _settled = True
    """Whether the next turn of the wheel begins a new step of the history."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._press = event.position()
        self._settled = True
        thing = self.thing_at(event.position())
        if event.modifiers() & Modifier.ShiftModifier:
            self._grip = "brush?"
        elif thing.kind is ThingKind.TARGET:
            self._grip = "target"
        else:
            self._grip = "pan?"
        self._panned_from = (self.camera.low, self.camera.high)
        self._scrolled_from = self.item.scrolled
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._press is None:
            thing = self.thing_at(event.position())
            over = thing.kind is ThingKind.TARGET
            self.setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)
            self.hovered.emit(thing, event.globalPosition().toPoint())
            return
        moved = event.position() - self._press
        if self._grip.endswith("?") and max(abs(moved.x()), abs(moved.y())) >= DRAG_PX:
            self._grip = self._grip[:-1]
            if self._grip == "pan":
                self.camera.remember()
        if self._grip == "pan":
            low, high = self._panned_from
            by = moved.x() / self.item.width * (high - low)
            self.camera.show(low - by, high - by, remember=False)
            self._scroll(self._scrolled_from - moved.y())
            self._moved()
        elif self._grip == "brush":
            self._brush(event.position())
        elif self._grip == "target":
            self._drag_target(event, released=False)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._press is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        grip, self._grip = self._grip, ""
        if grip == "brush":
            self._brush(event.position())
        elif grip == "target":
            self._drag_target(event, released=True)
        elif grip.endswith("?"):
            self.thing_clicked.emit(self.thing_at(event.position()), event.modifiers())
        self._press = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.thing_opened.emit(self.thing_at(event.position()))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(NOTHING, QPoint())
        super().leaveEvent(event)

    def contextMenuEvent(self, event: Any) -> None:
        if event.reason() is event.Reason.Mouse:
            self.menu_asked.emit(self.thing_at(QPointF(event.pos())), event.globalPos())
        else:
            self.menu_asked.emit(NOTHING, self.mapToGlobal(self.rect().center()))
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & Modifier.ControlModifier)
        if event.modifiers() & Modifier.AltModifier:
            if key == Qt.Key.Key_Left:
                self.go_back()
                return
        elif control:
            if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.stepped.emit(1 if key == Qt.Key.Key_Right else -1)
                return
        elif self._plain_key(placed_key(event)):
            return
        event.ignore()

    def _plain_key(self, key: int) -> bool:
        match key:
            case Qt.Key.Key_W | Qt.Key.Key_Plus | Qt.Key.Key_Equal | Qt.Key.Key_Up:
                self.zoom_by(ZOOM**2)
            case Qt.Key.Key_S | Qt.Key.Key_Minus | Qt.Key.Key_Down:
                self.zoom_by(1 / ZOOM**2)
            case Qt.Key.Key_A | Qt.Key.Key_Left:
                self.pan_by(-PAN)
            case Qt.Key.Key_D | Qt.Key.Key_Right:
                self.pan_by(PAN)
            case Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self._scroll(self.item.scrolled + (120 if key == Qt.Key.Key_PageDown else -120))
            case Qt.Key.Key_Home:
                self.look_at_all()
            case Qt.Key.Key_F:
                self.wished.emit("selection")
            case Qt.Key.Key_Escape:
                self.wished.emit("clear")
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.wished.emit("selection")
            case _:
                return False
        return True

    # --- inside

    def _brush(self, position: QPointF) -> None:
        assert self._press is not None
        one, other = sorted((self._place(self._press), self._place(position)))
        self.brushed.emit(one, other, self.item.lane_at(self._press.y()))

    def _drag_target(self, event: QMouseEvent, *, released: bool) -> None:
        free = bool(event.modifiers() & Modifier.AltModifier)
        lane = self.item.lane_at(event.position().y())
        self.target_moved.emit(self._place(event.position()), lane, free, released)
