"""Relations as a treemap: area is size, colour is how much of all changes fell on each. The small ones share a tile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget

from pagewake_gui.charts.heat_colours import Table
from pagewake_gui.theme import LIGHT, Theme

MOST_TILES = 400
REST = -1
Rect = tuple[float, float, float, float]


@dataclass(frozen=True)
class Leaf:
    """One tile: the number of the relation (`REST` for all the small ones), its name, size and step of colour."""

    relation: int
    name: str
    size: float
    step: int


def squarified(sizes: Sequence[float], width: float, height: float) -> list[Rect]:
    """Rectangles (x, y, width, height) of these sizes, descending, that fill a room and are nearly square.

    The algorithm of Bruls, Huizing and van Wijk, "Squarified treemaps" (2000).
    """
    total = sum(sizes)
    if not total or width <= 0 or height <= 0:
        return [(0.0, 0.0, 0.0, 0.0)] * len(sizes)
    areas = [size * width * height / total for size in sizes]
    found: list[Rect] = []
    x = y = 0.0
    at = 0
    while at < len(areas):
        short = min(width, height)
        end = at + 1
        best = _worst(areas[at:end], short)
        while end < len(areas) and (more := _worst(areas[at : end + 1], short)) <= best:
            best, end = more, end + 1
        row = areas[at:end]
        thick = sum(row) / short if short else 0.0
        along = 0.0
        for area in row:
            length = area / thick if thick else 0.0
            found.append((x, y + along, thick, length) if width >= height else (x + along, y, length, thick))
            along += length
        if width >= height:
            x, width = x + thick, max(width - thick, 0.0)
        else:
            y, height = y + thick, max(height - thick, 0.0)
        at = end
    return found


def _worst(row: Sequence[float], short: float) -> float:
    """The worst ratio of sides in a row along a side."""
    total = sum(row)
    if not total or not short:
        return float("inf")
    return max(short**2 * max(row) / total**2, total**2 / (short**2 * max(min(row), 1e-9)))


class Treemap(QWidget):
    """Signals carry the number of a relation: `clicked`, `opened` (double click, Enter), `hovered` (or None).

    `menu_asked` has the global point too.
    """

    clicked = Signal(int)
    opened = Signal(int)
    hovered = Signal(object, object)
    menu_asked = Signal(int, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self._table: Table | None = None
        self._leaves: list[Leaf] = []
        self._rects: list[Rect] = []
        self._selected: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(160, 120)
        self.setAccessibleName(self.tr("Relations by size"))

    @property
    def leaves(self) -> list[Leaf]:
        """The tiles, the largest first."""
        return list(self._leaves)

    def show_leaves(self, leaves: Sequence[Leaf], table: Table, theme: Theme, rest_name: str) -> None:
        """Show other relations; beyond the largest, they share one tile."""
        ordered = sorted((leaf for leaf in leaves if leaf.size > 0), key=lambda leaf: -leaf.size)
        rest = ordered[MOST_TILES:]
        self._leaves = ordered[:MOST_TILES]
        if rest:
            size = float(np.sum([leaf.size for leaf in rest]))
            self._leaves.append(Leaf(REST, rest_name, size, max(leaf.step for leaf in rest)))
            self._leaves.sort(key=lambda leaf: -leaf.size)
        self._table, self.theme = table, theme
        self._lay_out()

    def select(self, relation: int | None) -> None:
        """Show a relation as selected."""
        self._selected = relation
        self.update()

    def rect_of(self, relation: int) -> QRectF | None:
        """Where a relation is drawn."""
        for leaf, rect in zip(self._leaves, self._rects, strict=True):
            if leaf.relation == relation:
                return QRectF(*rect)
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        leaf = self._leaf_at(event.position())
        if leaf is not None and leaf.relation != REST and event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit(leaf.relation)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        leaf = self._leaf_at(event.position())
        if leaf is not None and leaf.relation != REST:
            self.opened.emit(leaf.relation)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        leaf = self._leaf_at(event.position())
        self.hovered.emit(None if leaf is None else leaf.relation, event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        leaf = self._leaf_at(QPointF(event.pos())) if by_mouse else None
        number = leaf.relation if leaf is not None else (REST if by_mouse else self._selected)
        if number is not None and number != REST:
            place = self.rect_of(number)
            middle = place.center().toPoint() if place is not None else self.rect().center()
            self.menu_asked.emit(number, event.globalPos() if by_mouse else self.mapToGlobal(middle))
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None, None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        numbers = [leaf.relation for leaf in self._leaves if leaf.relation != REST]
        by = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if event.key() in by and numbers:
            at = numbers.index(self._selected) if self._selected in numbers else -by[Qt.Key(event.key())]
            self.clicked.emit(numbers[(at + by[Qt.Key(event.key())]) % len(numbers)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected is not None:
            self.opened.emit(self._selected)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.theme.surface))
        if self._table is None:
            return
        metrics = self.fontMetrics()
        chosen: QRectF | None = None
        for leaf, rect in zip(self._leaves, self._rects, strict=True):
            place = QRectF(*rect)
            colour = QColor(*(int(part) for part in self._table[leaf.step]))
            painter.fillRect(place, colour)
            painter.setPen(QPen(QColor(self.theme.surface), 1))
            painter.drawRect(place)
            if place.width() > 46 and place.height() > metrics.height() + 4:
                painter.setPen(QColor("#000000" if _bright(colour) else "#ffffff"))
                inner = place.adjusted(4, 2, -4, -2)
                name = metrics.elidedText(leaf.name, Qt.TextElideMode.ElideLeft, int(inner.width()))
                painter.drawText(inner, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft, name)
            if leaf.relation == self._selected:
                chosen = place
        if chosen is not None:
            painter.setPen(QPen(QColor(self.theme.text), 3))
            painter.drawRect(chosen.adjusted(1, 1, -2, -2))
        if self.hasFocus():
            painter.setPen(QPen(QColor(self.theme.accent), 1, Qt.PenStyle.DashLine))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _lay_out(self) -> None:
        self._rects = squarified([leaf.size for leaf in self._leaves], self.width(), self.height())
        self.update()

    def _leaf_at(self, position: QPointF) -> Leaf | None:
        for leaf, rect in zip(self._leaves, self._rects, strict=True):
            if QRectF(*rect).contains(position):
                return leaf
        return None


def _bright(colour: QColor) -> bool:
    return 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue() > 140
