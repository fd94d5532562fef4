"""A chart of lanes that is looked around in with mouse and keyboard. It shows; whoever owns it decides.

Wheel: zoom at the cursor; drag: pan; Shift and drag: brush a range; double click: zoom to what is there; F: zoom to the
selection; Home: all; W S + -: zoom; A D and the arrows: pan; Ctrl and arrows: the backup before and after; Alt and
left: back; Esc: clear. Hovering tells; only clicking selects.
"""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from pagewake_gui.charts.axes import ValueAxis
from pagewake_gui.charts.camera import Camera
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.layout import NOTHING, TOP, Thing, ThingKind, lane_height
from pagewake_gui.charts.pictures import png_of, svg_of
from pagewake_gui.charts.timeline_items import ChainItem, LaneTexts, Overlay
from pagewake_gui.theme import Theme

DRAG_PX = 4
WHEEL_STEP = 120.0
ZOOM = 0.8
PAN = 0.15
Modifier = Qt.KeyboardModifier


class LaneChart(pg.GraphicsView):  # type: ignore[misc]
    """A view box, an axis under it, and a `ChainItem` in it.

    Signals: `thing_clicked(Thing, modifiers)`, `thing_opened(Thing)` for a double click or Enter, `hovered(Thing,
    global point)`, `brushed(low, high, lane)`, `target_moved(place, lane, free, released)`, `menu_asked(Thing, global
    point)`, `range_changed()`, `stepped(+1 or -1)`, `wished(name)` for `selection` and `clear`.
    """

    thing_clicked = Signal(object, object)
    thing_opened = Signal(object)
    hovered = Signal(object, object)
    brushed = Signal(object, object, object)
    target_moved = Signal(object, object, bool, bool)
    menu_asked = Signal(object, object)
    range_changed = Signal()
    stepped = Signal(int)
    wished = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        for action in self.sceneObj.contextMenu:  # the library's own export, in its own words
            action.deleteLater()
        self.sceneObj.contextMenu.clear()
        self.camera = Camera()
        layout = pg.GraphicsLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        self.setCentralItem(layout)
        self.box = pg.ViewBox(enableMouse=False, enableMenu=False)
        self.box.setDefaultPadding(0)
        self.axis = ValueAxis()
        layout.addItem(self.box, 0, 0)
        layout.addItem(self.axis, 1, 0)
        self.axis.linkToView(self.box)
        self.item = ChainItem(self.camera)
        self.item.setParentItem(self.box)
        self.box.sigResized.connect(self._resized)
        self._layout = layout
        self._press: QPointF | None = None
        self._grip = ""
        self._panned_from = (0.0, 0.0)
        self._scrolled_from = 0.0
        self._known = False

    def close(self) -> bool:
        """Close the widget. The scene goes when the widget does: taking it apart before that crashes Qt."""
        return bool(QWidget.close(self))

    # --- what is shown

    def show_data(self, data: ChainData | None, texts: LaneTexts) -> None:
        """Show other data. What is in sight stays in sight, but for the first data there is."""
        if data is not None:
            before = self.item.data
            low, high = self.camera.low, self.camera.high
            if before is not None and type(before.scale) is type(data.scale):
                # The same moments and positions, counted from another beginning.
                low, high = (
                    data.scale.place(before.scale.value(low)),
                    data.scale.place(before.scale.value(high)),
                )
            self.camera.nearest = data.scale.nearest
            self.axis.scale_of_values = data.scale
            self.camera.limit(*data.whole)
            if self._known:
                self.camera.show(low, high, remember=False)
            else:
                self.camera.show(*data.opening, remember=False)
        self._known = data is not None
        self.item.show(data, texts)
        self._moved()

    def forget(self) -> None:
        """The next data are of something else: show them as they open."""
        self._known = False
        self.camera.history.clear()
        self.item.data = None

    def show_overlay(self, overlay: Overlay) -> None:
        """Show another selection, target, or running job."""
        self.item.overlay = overlay
        self.item.update()

    def restyle(self, theme: Theme, zone: tzinfo | None) -> None:
        """Draw in other colours, or in another zone."""
        self.item.theme = theme
        self.setBackground(QColor(theme.surface))
        self.axis.zone = zone
        self.axis.dress(theme)
        self._moved()

    # --- looking around

    def look(self, low: float, high: float) -> None:
        """Have a stretch of places in sight."""
        self.camera.show(low, high)
        self._moved()

    def look_at(self, low: float, high: float) -> None:
        """Bring a stretch into the middle, with as much again around it."""
        point = high - low <= self.camera.nearest
        room = max((high - low) * 0.6, self.camera.span * 0.02 if point else 0.0, self.camera.nearest)
        self.look(low - room, high + room)

    def reveal(self, low: float, high: float) -> None:
        """Bring a stretch into sight; nothing moves where it is already."""
        self.camera.reveal(low, high)
        self._moved()

    def look_at_all(self) -> None:
        """Have everything in sight."""
        self.camera.show_all()
        self._moved()

    def zoom_by(self, factor: float) -> None:
        """Show `factor` times as much."""
        self.camera.zoom(factor, (self.camera.low + self.camera.high) / 2)
        self._moved()

    def pan_by(self, part: float) -> None:
        """Move by a part of what is in sight."""
        self.camera.pan(self.camera.span * part)
        self._moved()

    def go_back(self) -> None:
        """What was in sight before."""
        if self.camera.back():
            self._moved()

    def scroll_to(self, lane: int) -> None:
        """Bring a lane into sight where lanes are more than fit."""
        boxes = self.item.boxes()
        if 0 <= lane < len(boxes):
            height = self.item.boundingRect().height()
            if boxes[lane].top < TOP:
                self._scroll(self.item.scrolled + boxes[lane].top - TOP)
            elif boxes[lane].bottom > height:
                self._scroll(self.item.scrolled + boxes[lane].bottom - height)

    def point_of(self, place: float, lane: int) -> QPoint:
        """Where on the widget a backup at a place of a lane is drawn."""
        box = self.item.boxes()[lane]
        x = (place - self.camera.low) / self.camera.span * self.item.boundingRect().width()
        found: QPoint = self.mapFromScene(self.box.mapToScene(QPointF(x, box.glyphs)))
        return found

    # --- pictures of it

    def as_png(self, scale: float = 2.0) -> bytes:
        """The chart as a picture, so many times as fine as on the screen."""
        return png_of(self.viewport(), self.item.theme.surface, scale)

    def as_svg(self) -> bytes:
        """The chart as vectors."""
        return svg_of(self.viewport())

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
            self.viewport().setCursor(Qt.CursorShape.SplitHCursor if over else Qt.CursorShape.ArrowCursor)
            self.hovered.emit(thing, event.globalPosition().toPoint())
            return
        moved = event.position() - self._press
        if self._grip.endswith("?") and max(abs(moved.x()), abs(moved.y())) >= DRAG_PX:
            self._grip = self._grip[:-1]
            if self._grip == "pan":
                self.camera.remember()
        if self._grip == "pan":
            low, high = self._panned_from
            by = moved.x() / max(self.item.boundingRect().width(), 1.0) * (high - low)
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

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setPen(QPen(QColor(self.item.theme.accent), 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

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
        elif self._plain_key(key):
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

    def thing_at(self, position: QPointF) -> Thing:
        """What is under a point of the widget."""
        inside = self._inside(position)
        return self.item.thing_at(inside.x(), inside.y())

    def _inside(self, position: QPointF) -> QPointF:
        found: QPointF = self.box.mapFromScene(self.mapToScene(position.toPoint()))
        return found

    def _place(self, position: QPointF) -> float:
        width = max(self.item.boundingRect().width(), 1.0)
        return self.camera.low + self._inside(position).x() / width * self.camera.span

    def _brush(self, position: QPointF) -> None:
        assert self._press is not None
        one, other = sorted((self._place(self._press), self._place(position)))
        self.brushed.emit(one, other, self.item.lane_at(self._inside(self._press).y()))

    def _drag_target(self, event: QMouseEvent, *, released: bool) -> None:
        free = bool(event.modifiers() & Modifier.AltModifier)
        lane = self.item.lane_at(self._inside(event.position()).y())
        self.target_moved.emit(self._place(event.position()), lane, free, released)

    def _scroll(self, to: float) -> None:
        data = self.item.data
        height = self.item.boundingRect().height()
        whole = TOP + lane_height(data.lanes, height) * data.lanes if data else 0.0
        self.item.scrolled = min(max(to, 0.0), max(whole - height, 0.0))
        self.item.update()

    def _moved(self) -> None:
        self.box.setXRange(self.camera.low, self.camera.high, padding=0)
        self.axis.refresh()
        self.item.update()
        self.range_changed.emit()

    def _resized(self) -> None:
        self.item.resize(self.box.width(), self.box.height())
        self._scroll(self.item.scrolled)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if getattr(self, "item", None) is not None:
            self._resized()
