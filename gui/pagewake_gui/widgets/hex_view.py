"""Bytes of a page, sixteen in a line, with decoded fields and differences to another version marked.

Fields have a tint and a thin line below; what differs has a box around it and bold digits, so that neither is told by
colour alone. Arrows and Page keys scroll; N goes to the next difference, Shift and N to the one before.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from pagewake_gui.theme import LIGHT, Theme

ACROSS = 16
_MARGIN = 8
Range = tuple[int, int]
"""First byte, and the one behind the last."""


class HexView(QAbstractScrollArea):
    """Shows bytes. Any size; only lines in sight are drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme: Theme = LIGHT
        self._content = b""
        self._fields: Sequence[tuple[int, int, str]] = ()
        self._field_of: NDArray[np.int16] = np.empty(0, np.int16)
        self._changed: NDArray[np.bool_] = np.empty(0, bool)
        self._ranges: Sequence[Range] = ()
        self._chosen: Range | None = None
        self._font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Bytes of the page"))
        self.viewport().setMouseTracking(True)
        self.setMinimumWidth(round(self._advance() * (8 + 4 * ACROSS + 2)) + 2 * _MARGIN + 24)

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self._content

    @property
    def changed(self) -> Sequence[Range]:
        """The ranges that are marked as different."""
        return self._ranges

    def show_page(
        self, content: bytes, fields: Sequence[tuple[int, int, str]], changed: Sequence[Range]
    ) -> None:
        """Show other bytes; `fields` are (offset, size, name). Stays where it is scrolled to."""
        self._content, self._fields, self._ranges = content, fields, changed
        self._field_of = np.full(len(content), -1, np.int16)
        for number, (offset, size, _) in enumerate(fields):
            self._field_of[offset : offset + size] = number
        self._changed = np.zeros(len(content), bool)
        for first, end in changed:
            self._changed[first:end] = True
        self._chosen = None
        self._measure()
        said = self.tr("%n bytes differ from the other version", "", int(self._changed.sum()))
        self.setAccessibleDescription(said)
        self.viewport().update()

    def choose(self, offset: int, size: int) -> None:
        """Mark a field, and bring it into sight."""
        self._chosen = (offset, offset + size)
        self.reveal(offset)

    def reveal(self, offset: int) -> None:
        """Bring a byte into sight."""
        line, bar = offset // ACROSS, self.verticalScrollBar()
        if not bar.value() <= line < bar.value() + max(bar.pageStep() - 1, 1):
            bar.setValue(line - bar.pageStep() // 3)
        self.viewport().update()

    def next_difference(self, by: int = 1) -> None:
        """Go to the difference after (before, with -1) the marked place."""
        starts = [first for first, _ in self._ranges]
        if not starts:
            return
        here = self._chosen[0] if self._chosen is not None else -1
        following = [number for number, first in enumerate(starts) if first > here]
        preceding = [number for number, first in enumerate(starts) if first < here]
        at = (
            (following[0] if following else 0)
            if by > 0
            else (preceding[-1] if preceding else len(starts) - 1)
        )
        first, end = self._ranges[at]
        self.choose(first, end - first)

    def as_text(self) -> str:
        """All lines as text."""
        lines = []
        for offset in range(0, len(self._content), ACROSS):
            part = self._content[offset : offset + ACROSS]
            shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
            lines.append(f"{offset:06x}  {part.hex(' '):<47}  {shown}")
        return "\n".join(lines)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_N:
            self.next_difference(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: object) -> None:
        self._measure()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(self.theme.surface))
        bold = QFont(self._font)
        bold.setBold(True)
        wide, high = self._advance(), self._height()
        first = self.verticalScrollBar().value()
        count = int(self.viewport().height() // high) + 1
        for number in range(first, min(first + count, -(-len(self._content) // ACROSS))):
            y = _MARGIN + (number - first) * high
            painter.setFont(self._font)
            painter.setPen(QColor(self.theme.muted))
            painter.drawText(
                QRectF(_MARGIN, y, wide * 7, high), Qt.AlignmentFlag.AlignVCenter, f"{number * ACROSS:06x}"
            )
            self._paint_line(painter, bold, number * ACROSS, y)

    def _paint_line(self, painter: QPainter, bold: QFont, begin: int, y: float) -> None:
        wide, high = self._advance(), self._height()
        tint, mark = QColor(self.theme.info), QColor(self.theme.warn)
        text_left = _MARGIN + wide * (8 + 3 * ACROSS + 1)
        for column, byte in enumerate(self._content[begin : begin + ACROSS]):
            at = begin + column
            place = QRectF(_MARGIN + wide * (8 + 3 * column), y, wide * 3, high)
            field, differs = int(self._field_of[at]), bool(self._changed[at])
            if field >= 0:
                tint.setAlpha(46 if field % 2 else 22)
                painter.fillRect(place, tint)
                painter.setPen(QPen(QColor(self.theme.info), 1))
                painter.drawLine(place.bottomLeft(), place.bottomRight())
            if self._chosen is not None and self._chosen[0] <= at < self._chosen[1]:
                painter.fillRect(place, QColor(self.theme.selected))
            letter = QRectF(text_left + wide * column, y, wide, high)
            if differs:
                painter.setPen(QPen(mark, 1))
                painter.drawRect(place.adjusted(0.5, 1, -wide + 1.5, -2))
            painter.setFont(bold if differs else self._font)
            painter.setPen(QColor(self.theme.text if byte or differs else self.theme.muted))
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, f"{byte:02x}")
            shown = chr(byte) if 32 <= byte < 127 else "."
            painter.drawText(letter, Qt.AlignmentFlag.AlignVCenter, shown)

    def _advance(self) -> float:
        return QFontMetricsF(self._font).horizontalAdvance("0")

    def _height(self) -> float:
        return QFontMetricsF(self._font).height() + 3

    def _measure(self) -> None:
        seen = max(int((self.viewport().height() - 2 * _MARGIN) // self._height()), 1)
        bar = self.verticalScrollBar()
        bar.setPageStep(seen)
        bar.setRange(0, max(-(-len(self._content) // ACROSS) - seen, 0))
