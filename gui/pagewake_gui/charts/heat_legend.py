"""The legend of a heat map, which is its filter: drag over it, and everything else in the map fades."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pagewake_gui.charts.heat_colours import Table
from pagewake_gui.theme import LIGHT, Theme

BAR = 16
TOP = 4
SIDE = 10
LOWEST, HIGHEST = 1, 255
Steps = tuple[int, int]


class HeatLegend(QWidget):
    """A bar of the 255 steps with values under it. `filtered` carries the chosen steps, or None for all.

    Keys: left and right move the lower end, with Shift the upper one; Home and Escape show all.
    """

    filtered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self._table: Table | None = None
        self._marks: Sequence[tuple[int, str]] = ()
        self._shown: Steps | None = None
        self._from: int | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Legend: drag over it to show only those values"))
        self.setToolTip(
            self.tr(
                "Drag to show only some values. Keys: left and right, with Shift for the upper end; Home: all."
            )
        )
        self.setCursor(Qt.CursorShape.IBeamCursor)

    @property
    def shown(self) -> Steps | None:
        """The steps that are not faded; None: all."""
        return self._shown

    def sizeHint(self) -> QSize:
        return QSize(320, TOP + BAR + 8 + self.fontMetrics().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def show_scale(self, table: Table, marks: Sequence[tuple[int, str]], theme: Theme) -> None:
        """Show other colours (not faded), and texts at steps."""
        self._table, self._marks, self.theme = table, marks, theme
        self.update()

    def choose(self, steps: Steps | None, *, tell: bool = True) -> None:
        """Have only some steps shown, or all."""
        if steps is not None:
            low, high = sorted(min(max(step, LOWEST), HIGHEST) for step in steps)
            steps = None if (low, high) == (LOWEST, HIGHEST) else (low, high)
        if steps != self._shown:
            self._shown = steps
            self.update()
            if tell:
                self.filtered.emit(steps)

    def x_of(self, step: int) -> float:
        """Where a step is."""
        return SIDE + (step - LOWEST) / (HIGHEST - LOWEST) * self._width()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._from = self._step_at(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is not None:
            self.choose((self._from, self._step_at(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        begun, self._from = self._from, None
        if begun is not None:
            ended = self._step_at(event.position())
            self.choose(None if begun == ended else (begun, ended))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        low, high = self._shown or (LOWEST, HIGHEST)
        by = {Qt.Key.Key_Left: -5, Qt.Key.Key_Right: 5}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.choose((low, max(high + by, low)))
        elif by:
            self.choose((min(low + by, high), high))
        elif event.key() == Qt.Key.Key_Home or (event.key() == Qt.Key.Key_Escape and self._shown):
            self.choose(None)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        bar = QRectF(SIDE, TOP, self._width(), BAR)
        if self._table is not None:
            line = self._table[LOWEST : HIGHEST + 1]
            image = QImage(line.tobytes(), len(line), 1, 3 * len(line), QImage.Format.Format_RGB888)
            painter.drawImage(bar, image)
        text, muted = QColor(self.theme.text), QColor(self.theme.muted)
        if self._shown is not None:
            cover = QColor(self.theme.surface)
            cover.setAlpha(215)
            low, high = (self.x_of(step) for step in self._shown)
            painter.fillRect(QRectF(SIDE, TOP, low - SIDE, BAR), cover)
            painter.fillRect(QRectF(high, TOP, SIDE + self._width() - high, BAR), cover)
            painter.setPen(QPen(text, 2))
            painter.drawRect(QRectF(low, TOP, max(high - low, 2), BAR))
        painter.setPen(QPen(QColor(self.theme.accent if self.hasFocus() else self.theme.line), 1))
        painter.drawRect(bar)
        painter.setPen(muted)
        self._paint_marks(painter)

    def _paint_marks(self, painter: QPainter) -> None:
        metrics = self.fontMetrics()
        free_from, last = 0.0, len(self._marks) - 1
        right_edge = float(self.width())
        end = self._marks[last] if self._marks else (0, "")
        end_left = right_edge - metrics.horizontalAdvance(end[1])
        for number, (step, said) in enumerate(self._marks):
            wide = metrics.horizontalAdvance(said)
            x = self.x_of(step)
            left = min(max(x - wide / 2, 0.0), right_edge - wide)
            if left < free_from or (number != last and left + wide + 8 > end_left):
                continue
            painter.drawLine(QPointF(x, TOP + BAR), QPointF(x, TOP + BAR + 3))
            painter.drawText(QPointF(left, TOP + BAR + 4 + metrics.ascent()), said)
            free_from = left + wide + 8

    def _width(self) -> float:
        return max(float(self.width() - 2 * SIDE), 1.0)

    def _step_at(self, position: QPointF) -> int:
        part = (position.x() - SIDE) / self._width()
        return min(max(round(LOWEST + part * (HIGHEST - LOWEST)), LOWEST), HIGHEST)
