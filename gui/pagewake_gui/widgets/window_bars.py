"""Restorable time before and after, as two bars on one axis of time; what would be lost is hatched."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QContextMenuEvent, QGuiApplication, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from pagewake.model import Window
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Column, ColumnsModel
from pagewake_gui.widgets.export import ExportButton
from pagewake_gui.widgets.table import Table

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
        self._model = ColumnsModel((), self)
        self.table = Table(self.tr("Restorable time, now and afterwards"), self._model, self)
        self.table.hide()
        self.export = ExportButton(context, "windows", lambda: self, lambda: self.table, self)
        self.export.hide()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        context.appearance.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        return QSize(400, 2 * _BAR + 20 + 2 * self.fontMetrics().height())

    def show_windows(self, before: Sequence[Window], after: Sequence[Window], summary: str) -> None:
        """Show what can be restored now and afterwards."""
        self._before, self._after = spans_of(before), spans_of(after)
        self.setAccessibleDescription(summary)
        rows = [(self.tr("Now"), *span) for span in self._before]
        rows += [(self.tr("Afterwards"), *span) for span in self._after]
        moment = self._context.formats.moment
        self._model.replace(
            [
                Column("what", self.tr("What"), [one for one, _, _ in rows], width=110),
                Column("begin", self.tr("From"), [low for _, low, _ in rows], moment, width=190),
                Column("end", self.tr("To"), [high for _, _, high in rows], moment, width=190),
            ]
        )
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(event.globalPos())
        event.accept()

    def fill_menu(self, menu: QMenu) -> None:
        """The ends of what can be restored to copy, and the bars to export."""
        ends = [
            (self.tr("Copy the first moment now (UTC)"), min((one[0] for one in self._before), default=None))
        ]
        ends += [
            (
                self.tr("Copy the first moment afterwards (UTC)"),
                min((one[0] for one in self._after), default=None),
            )
        ]
        for title, end in ends:
            if end is not None:
                text = self._context.formats.iso(end)
                menu.addAction(title, partial(QGuiApplication.clipboard().setText, text))
        menu.addSeparator()
        self.export.fill(menu)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, formats = self._context.theme, self._context.formats
        painter = QPainter(self)
        if self.hasFocus():
            painter.setPen(theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
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
        begin, end = formats.moment(low, seconds=short), formats.moment(high, seconds=short)
        metrics = painter.fontMetrics()
        narrow = metrics.horizontalAdvance(begin + end) + metrics.height() > room
        if narrow:
            below.setLeft(0)
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft, begin)
        if narrow:
            below.moveTop(below.top() + metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, end)
