"""What the marks of a chart of lanes mean: drawn as the chart draws them, and said in words."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pagewake.insight.columns import StateCode, TypeCode
from pagewake_gui.charts.glyphs import RUNNING, draw_glyph
from pagewake_gui.context import Context
from pagewake_gui.theme import Theme

GAP, MARK = 14, 22
Draw = Callable[[QPainter, Theme, QPointF], None]
translate = QCoreApplication.translate


def _glyph(type_: TypeCode, state: int) -> Draw:
    return lambda painter, theme, at: draw_glyph(painter, theme, type_, state, at, 5.5)


def _band(name: str, pattern: Qt.BrushStyle, pen: Qt.PenStyle) -> Draw:
    def draw(painter: QPainter, theme: Theme, at: QPointF) -> None:
        painter.setPen(QPen(theme.colour(name), 1.2, pen))
        painter.setBrush(QBrush(theme.colour(name), pattern))
        painter.drawRect(QRectF(at.x() - 9, at.y() - 4, 18, 8))

    return draw


class Legend(QWidget):
    """One or two lines of marks with their words; wraps where it is narrow."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.entries: list[tuple[Draw, str]] = [
            (_glyph(TypeCode.FULL, StateCode.VERIFIED), translate("Legend", "full")),
            (_glyph(TypeCode.DIFFERENTIAL, StateCode.VERIFIED), translate("Legend", "differential")),
            (_glyph(TypeCode.INCREMENTAL, StateCode.VERIFIED), translate("Legend", "incremental")),
            (_glyph(TypeCode.INCREMENTAL, StateCode.OK), translate("Legend", "hollow: not verified")),
            (_glyph(TypeCode.INCREMENTAL, StateCode.WARNINGS), translate("Legend", "bad pages")),
            (_glyph(TypeCode.INCREMENTAL, StateCode.UNUSABLE), translate("Legend", "unusable")),
            (_glyph(TypeCode.INCREMENTAL, StateCode.DAMAGED), translate("Legend", "damaged")),
            (_glyph(TypeCode.INCREMENTAL, RUNNING), translate("Legend", "running")),
            (
                _band("good", Qt.BrushStyle.SolidPattern, Qt.PenStyle.SolidLine),
                translate("Legend", "restorable"),
            ),
            (_band("gap", Qt.BrushStyle.BDiagPattern, Qt.PenStyle.SolidLine), translate("Legend", "gap")),
            (
                _band("unknown", Qt.BrushStyle.NoBrush, Qt.PenStyle.DashLine),
                translate("Legend", "not reached"),
            ),
        ]
        self.setAccessibleName(translate("Legend", "Legend"))
        self.setAccessibleDescription(", ".join(text for _, text in self.entries))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(width)[1]

    def sizeHint(self) -> QSize:
        return QSize(600, self._lay_out(max(self.width(), 600))[1])

    def _lay_out(self, width: int) -> tuple[list[QPointF], int]:
        measure = QFontMetrics(self.font())
        line = measure.height() + 6
        x, y = 6, 2
        places = []
        for _, text in self.entries:
            room = MARK + measure.horizontalAdvance(text) + GAP
            if x + room > width and x > 6:
                x, y = 6, y + line
            places.append(QPointF(x, y))
            x += room
        return places, y + line + 2

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, measure = self._context.theme, QFontMetrics(self.font())
        places, _ = self._lay_out(self.width())
        for (draw, text), at in zip(self.entries, places, strict=True):
            draw(painter, theme, at + QPointF(9, measure.height() / 2 + 2))
            painter.setPen(theme.colour("text"))
            painter.drawText(at + QPointF(MARK, measure.ascent() + 2), text)
        painter.end()
