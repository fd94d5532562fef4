"""The line above the map: where one is at the left, ways to see it at the right; two lines where there is no room.

Its own width alone decides. Were it what is said of the place, the line would break and mend with every step of a
zoom: the map would be another height, another part of it in sight, and that is what is said.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

NARROW = 600
"""Less than this, in pixels, is not enough for both in one line."""


class HeatHead(QWidget):
    """Holds two rows."""

    def __init__(self, place: QHBoxLayout, ways: QHBoxLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(6)
        self._lines.addLayout(place, 1)
        self._lines.addLayout(ways)
        self._lines.setAlignment(
            ways, Qt.AlignmentFlag.AlignLeft
        )  # in a line of their own they stay together

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = event.size().width() < NARROW
        beside = QBoxLayout.Direction.LeftToRight
        self._lines.setDirection(QBoxLayout.Direction.TopToBottom if narrow else beside)
