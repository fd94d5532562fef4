"""Restorable time before and after, as two bars on one axis of time; what would be lost is hatched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pagewake.model import Window
from pagewake_gui.context import Context

Span = tuple[float, float]
_BAR = 20
_LABEL = 74
_THINNEST = 2.0
_SHORT = 3600.0
"""Of less than this, in seconds, the ends are told to the second."""


def spans_of(windows: Sequence[Window]) -> list[Span]:
    """The windows in seconds since 1970, joined where they overlap."""
    spans = sorted(
        (one.from_time.timestamp(), one.to_time.timestamp())
        for one in windows
        if one.from_time is not None and one.to_time is not None
    )
    joined: list[Span] = []
    for begin, end in spans:
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


class WindowBars(QWidget):
    """Two bars. The text beside it says the same in hours."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._before: list[Span] = []
        self._after: list[Span] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Restorable time, now and afterwards"))
        context.appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(400, 2 * _BAR + 44)

    def show_windows(self, before: Sequence[Window], after: Sequence[Window], summary: str) -> None:
        """Show what can be restored now and afterwards."""
        self._before, self._after = spans_of(before), spans_of(after)
        self.setAccessibleDescription(summary)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, formats = self._context.theme, self._context.formats
        painter = QPainter(self)
        spans = [*self._before, *self._after]
        if not spans:
            painter.setPen(theme.colour("muted"))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.tr("Nothing can be restored."))
            return
        low, high = min(span[0] for span in spans), max(span[1] for span in spans)
        room = max(1.0, self.width() - _LABEL - 2.0)
        scale = room / max(high - low, 1e-6)

        def box(span: Span, top: int) -> QRectF:
            wide = max(_THINNEST, (span[1] - span[0]) * scale)
            return QRectF(_LABEL + min((span[0] - low) * scale, room - _THINNEST), top, wide, _BAR)

        for top, text, shown in (
            (4, self.tr("Now"), self._before),
            (10 + _BAR, self.tr("Afterwards"), self._after),
        ):
            painter.setPen(theme.colour("text"))
            painter.drawText(
                QRectF(0, top, _LABEL - 8, _BAR),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
                text,
            )
            painter.fillRect(QRectF(_LABEL, top, room, _BAR), theme.colour("raised"))
            if shown is self._after:
                lost = QBrush(theme.colour("bad"), Qt.BrushStyle.BDiagPattern)
                for span in self._before:
                    painter.fillRect(box(span, top), lost)
                for span in shown:
                    painter.fillRect(box(span, top), theme.colour("raised"))
            for span in shown:
                painter.fillRect(box(span, top), theme.colour("incremental"))
        painter.setPen(theme.colour("muted"))
        below = QRectF(_LABEL, 2 * _BAR + 16, room, 22)
        short = high - low < _SHORT
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, formats.moment(low, seconds=short))
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, formats.moment(high, seconds=short))
