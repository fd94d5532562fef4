"""Boxes to tick and choices of one, whose focus frame goes around what they say, however wide their place is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton

AFTER = 4
"""Pixels between the end of the words and the frame."""


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
