"""A chart of lanes and its two axes: what is drawn, what part of it is in sight, and pictures of it.

The room above the axes belongs to the lanes; all that is asked of points counts in pixels of the widget.
"""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from pagewake.insight.clockwork import Clock
from pagewake.lsn import LsnStyle
from pagewake_gui.charts.axes import OTHER, OWN, OtherAxis, ValueAxis, paint_axes
from pagewake_gui.charts.chain_data import ChainData
from pagewake_gui.charts.layout import TOP, Thing, lane_height
from pagewake_gui.charts.sight import SightWidget
from pagewake_gui.charts.timeline_items import ChainItem, LaneTexts, Overlay
from pagewake_gui.theme import Theme

AXES = OWN + OTHER


class LaneCanvas(SightWidget):
    """A `ChainItem` over a `ValueAxis` and an `OtherAxis`."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(200, 160)
        self.axis = ValueAxis()
        self.other = OtherAxis()
        self.item = ChainItem(self.camera)
        self._known = False

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
            self.axis.scale = data.scale
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
        self.update()

    def show_other_axis(self, clock: Clock | None, style: LsnStyle, title: str) -> None:
        """Have the second axis say what a clock tells; `title` says of which timeline that is."""
        self.other = OtherAxis(clock, style, title)
        self.update()

    def restyle(self, theme: Theme, zone: tzinfo | None) -> None:
        """Draw in other colours, or in another zone."""
        self.theme = self.item.theme = theme
        self.axis.zone = zone
        self._moved()

    # --- looking around

    def scroll_to(self, lane: int) -> None:
        """Bring a lane into sight where lanes are more than fit."""
        boxes = self.item.boxes()
        if 0 <= lane < len(boxes):
            height = self.item.height
            if boxes[lane].top < TOP:
                self._scroll(self.item.scrolled + boxes[lane].top - TOP)
            elif boxes[lane].bottom > height:
                self._scroll(self.item.scrolled + boxes[lane].bottom - height)

    def point_of(self, place: float, lane: int) -> QPoint:
        """Where on the widget a backup at a place of a lane is drawn."""
        box = self.item.boxes()[lane]
        x = (place - self.camera.low) / self.camera.span * self.item.width
        return QPointF(x, box.glyphs).toPoint()

    def thing_at(self, position: QPointF) -> Thing:
        """What is under a point of the widget."""
        return self.item.thing_at(position.x(), position.y())

    # --- inside

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, width = self.item.theme, self.item.width
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.surface))
        painter.save()
        painter.setClipRect(QRectF(0, 0, width, self.item.height))
        self.item.paint(painter)
        painter.restore()
        if self.item.data is not None:
            area = QRectF(0, self.item.height, width, AXES)
            paint_axes(painter, theme, area, (self.camera.low, self.camera.high), self.axis, self.other)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()

    def _place(self, position: QPointF) -> float:
        return self.camera.low + position.x() / self.item.width * self.camera.span

    def _scroll(self, to: float) -> None:
        data = self.item.data
        whole = TOP + lane_height(data.lanes, self.item.height) * data.lanes if data else 0.0
        self.item.scrolled = min(max(to, 0.0), max(whole - self.item.height, 0.0))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.item.resize(self.width(), self.height() - AXES)
        self._scroll(self.item.scrolled)
