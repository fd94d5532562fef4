"""Boxes to tick, choices of one and numbers, as the window draws them.

A focus frame goes around what a box says, however wide its place is. Numbers begin as far in as text does in a field.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSpinBox, QWidget

AFTER = 4
"""Pixels between the end of the words and the frame."""


INSIDE = 5
"""Pixels between the edge of a field and its number."""


class Tick(QCheckBox):
    """A box to tick."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _frame(self)


class Choice(QRadioButton):
    """One of several, of which one is chosen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        _frame(self)


class Number(QSpinBox):
    """A number to type or to step through."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(INSIDE, 0, 0, 0)  # a style sheet's padding does not reach it


def _frame(button: QCheckBox | QRadioButton) -> None:
    """Frame a button that the keyboard is at."""
    if not button.hasFocus():
        return
    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(button.palette().color(QPalette.ColorRole.Link), 2))
    width = min(button.sizeHint().width() + AFTER, button.width())
    place = QRectF(0, 0, width, button.height())
    if button.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        place.moveRight(button.width())
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)
    painter.end()
