"""Bars of parts along the log: one bar a bucket, one pattern and colour a part. Painted from arrays, in one widget."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pagewake_gui.context import Context

_COLOURS = ("full", "incremental", "differential", "warn", "good", "bad", "muted", "unknown")
_PATTERNS = (
    Qt.BrushStyle.SolidPattern,
    Qt.BrushStyle.Dense4Pattern,
    Qt.BrushStyle.FDiagPattern,
    Qt.BrushStyle.HorPattern,
    Qt.BrushStyle.DiagCrossPattern,
    Qt.BrushStyle.VerPattern,
    Qt.BrushStyle.BDiagPattern,
    Qt.BrushStyle.CrossPattern,
)
MOST = len(_COLOURS)
_LEFT, _RIGHT, _TOP, _BOTTOM = 78, 8, 10, 24


class StackedBars(QWidget):
    """Bars side by side. `picked` carries the bars that are chosen, `hovered` the bar under the mouse (or -1)."""

    picked = Signal(list)
    hovered = Signal(int)

    def __init__(self, context: Context, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._values: NDArray[np.float64] = np.zeros((0, 0))
        self._parts: Sequence[str] = ()
        self._marks: list[str] = []
        self._ends = ("", "")
        self._text: Callable[[float], str] = str
        self._chosen: tuple[int, int] | None = None
        self.setObjectName(name)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(130)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        context.appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(640, 240)

    def show_bars(
        self,
        values: NDArray[np.int64],
        parts: Sequence[str],
        text: Callable[[float], str],
        ends: tuple[str, str],
        marks: Sequence[str],
    ) -> None:
        """Show a row of `values` a bar, a column a part. `marks` stand above bars; `ends` name both ends of the log."""
        self._values = np.asarray(values, np.float64)
        self._parts, self._text, self._ends, self._marks = parts, text, ends, list(marks)
        if self._chosen is not None and self._chosen[1] >= len(self._values):
            self._chosen = None
        self.update()

    def choose(self, bars: Sequence[int]) -> None:
        """Show what is chosen, without telling about it."""
        self._chosen = (min(bars), max(bars)) if bars else None
        self.update()

    def image(self, scale: float = 2.0) -> QImage:
        """The picture, as it is shown."""
        found = QImage(self.size() * scale, QImage.Format.Format_ARGB32_Premultiplied)
        found.setDevicePixelRatio(scale)
        found.fill(self._context.theme.colour("surface"))
        self.render(found)
        return found

    def brush(self, part: int) -> QBrush:
        """How a part is filled."""
        return QBrush(self._context.theme.colour(_COLOURS[part % MOST]), _PATTERNS[part % MOST])

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = self._context.theme
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        room = self._room()
        totals = self._values.sum(axis=1) if self._values.size else np.zeros(len(self._values))
        top = float(totals.max()) if len(totals) else 0.0
        painter.setPen(theme.colour("muted"))
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in (0.0, 0.5, 1.0):
            y = room.bottom() - share * room.height()
            painter.fillRect(QRectF(room.left(), y, room.width(), 1), theme.colour("line"))
            painter.drawText(QRectF(0, y - 9, _LEFT - 8, 18), flags, self._text(top * share))
        below = QRectF(room.left(), room.bottom() + 4, room.width(), _BOTTOM - 4)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, self._ends[0])
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self._ends[1])
        wide = self._wide()
        gap = 1.0 if wide >= 4 else 0.0
        if self._chosen is not None:
            first, last = self._chosen
            behind = QRectF(room.left() + first * wide, room.top(), (last - first + 1) * wide, room.height())
            painter.fillRect(behind, theme.colour("selected"))
        for number, bar in enumerate(self._values):
            y = room.bottom()
            for part, value in enumerate(bar.tolist()):
                high = value / top * room.height() if top else 0.0
                y -= high
                if high > 0:
                    box = QRectF(room.left() + number * wide, y, max(1.0, wide - gap), high)
                    painter.fillRect(box, self.ground(part))
                    painter.fillRect(box, self.brush(part))
            if number < len(self._marks) and self._marks[number]:
                painter.setPen(theme.colour("text"))
                mark = QRectF(room.left() + number * wide - 10, 0, wide + 20, _TOP + 6)
                painter.drawText(mark, Qt.AlignmentFlag.AlignHCenter, self._marks[number])
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def ground(self, part: int) -> QColor:
        """What lies under the pattern of a part."""
        colour = self._context.theme.colour(_COLOURS[part % MOST])
        colour.setAlpha(70)
        return colour

    def _room(self) -> QRectF:
        return QRectF(
            _LEFT, _TOP + 6, max(1, self.width() - _LEFT - _RIGHT), max(1, self.height() - _TOP - 6 - _BOTTOM)
        )

    def _wide(self) -> float:
        return self._room().width() / max(1, len(self._values))

    # --- choosing

    def _bar_at(self, x: float) -> int:
        at = int((x - _LEFT) // self._wide())
        return at if 0 <= at < len(self._values) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.hovered.emit(self._bar_at(event.position().x()))

    def leaveEvent(self, event: QEvent) -> None:
        self.hovered.emit(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._bar_at(event.position().x())
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self._pick(at, bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
        if event.key() in steps and len(self._values):
            step = steps[Qt.Key(event.key())]
            extend = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            at = 0 if self._chosen is None else (self._chosen[1] if step > 0 else self._chosen[0]) + step
            self._pick(max(0, min(at, len(self._values) - 1)), extend)
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and len(self._values):
            self._pick(0 if event.key() == Qt.Key.Key_Home else len(self._values) - 1, False)
        else:
            super().keyPressEvent(event)

    def _pick(self, at: int, extend: bool) -> None:
        if extend and self._chosen is not None:
            self._chosen = (min(at, self._chosen[0]), max(at, self._chosen[1]))
        else:
            self._chosen = (at, at)
        self.update()
        self.picked.emit(list(range(self._chosen[0], self._chosen[1] + 1)))
