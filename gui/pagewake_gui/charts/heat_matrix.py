"""Relations against time: one line a relation, one column a stretch of time, colour for how much changed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from pagewake_gui.charts.heat_colours import Table
from pagewake_gui.theme import LIGHT, Theme

NAMES = 170
AXIS = 22
MOST = 28.0
"""A line is at most so high."""
Cell = tuple[int, int]
"""Line and column."""


def steps_of(values: NDArray[np.int64]) -> NDArray[np.uint8]:
    """Counts as steps of a logarithmic legend from 1 to the largest; 0 for none."""
    highest = float(values.max(initial=0))
    scaled = np.log1p(values.astype(np.float64)) / max(np.log1p(highest), 1e-9)
    found = np.clip(np.round(scaled * 254) + 1, 1, 255).astype(np.uint8)
    found[values == 0] = 0
    return np.ascontiguousarray(found)


class HeatMatrix(QWidget):
    """Signals carry (line, column): `clicked`, `opened`, `hovered` (or None) and `menu_asked` with the global point."""

    clicked = Signal(object)
    opened = Signal(object)
    hovered = Signal(object, object)
    menu_asked = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self._table: Table | None = None
        self._steps: NDArray[np.uint8] = np.zeros((0, 1), np.uint8)
        self._names: Sequence[str] = ()
        self._ticks: Sequence[tuple[int, str]] = ()
        self._selected: Cell | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(NAMES + 120, 120)
        self.setAccessibleName(self.tr("Changes by relation and time"))

    def show_matrix(
        self, steps: NDArray[np.uint8], names: Sequence[str], ticks: Sequence[tuple[int, str]]
    ) -> None:
        """Show other steps, shape (lines, columns); `ticks` are texts at the beginnings of columns."""
        self._steps, self._names, self._ticks = steps, names, ticks
        if self._selected is not None and not self._inside(self._selected):
            self._selected = None
        self.update()

    def set_colours(self, table: Table, theme: Theme) -> None:
        """Draw in other colours."""
        self._table, self.theme = table, theme
        self.update()

    def point_of(self, cell: Cell) -> QPointF:
        """The middle of a cell."""
        return self._rect(*cell).center()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.theme.surface))
        lines, columns = self._steps.shape
        if self._table is None or not lines or not columns:
            return
        pixels = np.ascontiguousarray(self._table[self._steps])
        image = QImage(pixels.tobytes(), columns, lines, 3 * columns, QImage.Format.Format_RGB888)
        high = self._line()
        painter.drawImage(QRectF(NAMES, 0, self._wide(), high * lines), image)
        metrics = self.fontMetrics()
        if high >= 9:
            painter.setPen(QPen(QColor(self.theme.surface), 1))
            for line in range(1, lines):
                painter.drawLine(QPointF(NAMES, line * high), QPointF(self.width(), line * high))
        every = max(int(np.ceil(metrics.height() / high)), 1)
        painter.setPen(QColor(self.theme.text))
        for line in range(0, lines, every):
            name = metrics.elidedText(self._names[line], Qt.TextElideMode.ElideLeft, NAMES - 12)
            place = QRectF(0, line * high, NAMES - 8, high * every)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, name)
        painter.setPen(QColor(self.theme.muted))
        bottom, free_from = high * lines, 0.0
        for column, said in self._ticks:
            x = NAMES + column * self._wide() / columns
            wide = metrics.horizontalAdvance(said)
            if x >= free_from and x + wide <= self.width():
                painter.drawLine(QPointF(x, bottom), QPointF(x, bottom + 4))
                painter.drawText(QPointF(x + 3, bottom + 3 + metrics.ascent()), said)
                free_from = x + wide + 16
        if self._selected is not None:
            painter.setPen(QPen(QColor(self.theme.text), 2))
            painter.drawRect(self._rect(*self._selected))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None and event.button() is Qt.MouseButton.LeftButton:
            self._choose(cell)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None:
            self.opened.emit(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self._cell_at(event.position()), event.globalPosition().toPoint())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        cell = self._cell_at(QPointF(event.pos())) if by_mouse else self._selected
        if cell is not None:
            at = event.globalPos() if by_mouse else self.mapToGlobal(self.point_of(cell).toPoint())
            self.menu_asked.emit(cell, at)
        event.accept()

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(None, None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        by = moves.get(Qt.Key(event.key()))
        if by is not None:
            line, column = self._selected or (0, 0)
            cell = (line + by[0], column + by[1]) if self._selected is not None else (0, 0)
            if self._inside(cell):
                self._choose(cell)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._selected is not None:
            self.opened.emit(self._selected)
        elif event.key() == Qt.Key.Key_Escape and self._selected is not None:
            self._selected = None
            self.update()
        else:
            super().keyPressEvent(event)

    def _choose(self, cell: Cell) -> None:
        self._selected = cell
        self.update()
        self.clicked.emit(cell)

    def _inside(self, cell: Cell) -> bool:
        lines, columns = self._steps.shape
        return bool(0 <= cell[0] < lines and 0 <= cell[1] < columns)

    def _line(self) -> float:
        return float(min(MOST, max(self.height() - AXIS, 1) / max(self._steps.shape[0], 1)))

    def _wide(self) -> float:
        return float(max(self.width() - NAMES, 1))

    def _rect(self, line: int, column: int) -> QRectF:
        wide, high = self._wide() / max(self._steps.shape[1], 1), self._line()
        return QRectF(NAMES + column * wide, line * high, wide, high)

    def _cell_at(self, position: QPointF) -> Cell | None:
        if position.x() < NAMES:
            return None
        cell = (
            int(position.y() // self._line()),
            int((position.x() - NAMES) / self._wide() * self._steps.shape[1]),
        )
        return cell if self._inside(cell) else None
