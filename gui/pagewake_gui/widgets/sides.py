"""Lines with something at each side: what it is at the left, keys or places at the right, which never touch."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pagewake_gui.context import Appearance

BESIDE = Qt.ItemDataRole.UserRole + 1
"""The role of the text at the right."""
SIDE, BETWEEN, HEIGHT = 10, 16, 26
MOST_BESIDE = 0.6
"""The part of a line that the text at the right may take."""


class SidesDelegate(QStyledItemDelegate):
    """Draws a line of a list in two parts; the right one is muted, and shortened before the left one is."""

    def __init__(self, appearance: Appearance) -> None:
        super().__init__()
        self._appearance = appearance

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        self.initStyleOption(option, index)
        text, beside = option.text, str(index.data(BESIDE) or "")
        option.text = ""
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        rect: QRect = option.rect.adjusted(SIDE, 0, -SIDE, 0)
        metrics = option.fontMetrics
        theme = self._appearance.theme
        said = metrics.elidedText(beside, Qt.TextElideMode.ElideRight, int(rect.width() * MOST_BESIDE))
        taken = metrics.horizontalAdvance(said) + BETWEEN if said else 0
        own = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.save()
        painter.setPen(theme.colour("muted"))
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), said)
        painter.setPen(own.color() if own is not None else QColor(theme.text))
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() - taken)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.restore()
