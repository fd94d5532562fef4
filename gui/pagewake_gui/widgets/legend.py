"""What the marks of a chart of lanes mean: drawn as the chart draws them, and said in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from pagewake.expire.soon import Expiry
from pagewake.insight.columns import StateCode, TypeCode
from pagewake.insight.coverage import BandKind
from pagewake_gui.charts.chain_data import KINDS, ChainData
from pagewake_gui.charts.glyphs import RUNNING, draw_failed, draw_glyph, draw_hourglass
from pagewake_gui.charts.timeline_items import RunningMark
from pagewake_gui.context import Context
from pagewake_gui.theme import Theme

GAP, MARK = 14, 22
Draw = Callable[[QPainter, Theme, QPointF], None]
Key = tuple[str, int]


class Entry(NamedTuple):
    """A mark and its word. One with a `key` is explained only where the chart shows such a thing."""

    draw: Draw
    text: str
    key: Key | None = None


Pattern, Line = Qt.BrushStyle, Qt.PenStyle


def _glyph(type_: TypeCode, state: int) -> Draw:
    return lambda painter, theme, at: draw_glyph(painter, theme, type_, state, at, 5.5)


def _failed(painter: QPainter, theme: Theme, at: QPointF) -> None:
    draw_failed(painter, theme, at, 5.0)


def _hourglass(expiry: Expiry) -> Draw:
    return lambda painter, theme, at: draw_hourglass(painter, theme, at, expiry, offset=False)


def _band(name: str, pattern: Qt.BrushStyle, pen: Qt.PenStyle, *, cross: bool = False) -> Draw:
    def draw(painter: QPainter, theme: Theme, at: QPointF) -> None:
        box = QRectF(at.x() - 9, at.y() - 4, 18, 8)
        painter.setPen(QPen(theme.colour(name), 1.2, pen))
        painter.setBrush(QBrush(theme.colour(name), pattern))
        painter.drawRect(box)
        if cross:
            painter.drawLine(box.topLeft(), box.bottomRight())
            painter.drawLine(box.bottomLeft(), box.topRight())

    return draw


def _wal(*, packed: bool) -> Draw:
    def draw(painter: QPainter, theme: Theme, at: QPointF) -> None:
        box = QRectF(at.x() - 9, at.y() - 5, 18, 10)
        ground = QColor(theme.colour("info"))
        ground.setAlpha(110)
        painter.fillRect(box, ground)
        if packed:
            painter.fillRect(box, QBrush(theme.colour("info"), Pattern.HorPattern))

    return draw


def _line(name: str, width: float) -> Draw:
    def draw(painter: QPainter, theme: Theme, at: QPointF) -> None:
        painter.setPen(QPen(theme.colour(name), width))
        painter.drawLine(at + QPointF(-9, 0), at + QPointF(9, 0))

    return draw


def _type(type_: TypeCode, text: str) -> Entry:
    return Entry(_glyph(type_, StateCode.VERIFIED), text, ("type", type_))


def _state(state: StateCode, text: str) -> Entry:
    return Entry(_glyph(TypeCode.INCREMENTAL, state), text, ("state", state))


def _expiry(expiry: Expiry, text: str) -> Entry:
    return Entry(_hourglass(expiry), text, ("expiry", expiry))


_BACKUPS: tuple[Entry, ...] = (
    _type(TypeCode.FULL, str(QT_TRANSLATE_NOOP("Legend", "full"))),
    _type(TypeCode.DIFFERENTIAL, str(QT_TRANSLATE_NOOP("Legend", "differential"))),
    _type(TypeCode.INCREMENTAL, str(QT_TRANSLATE_NOOP("Legend", "incremental"))),
    _state(StateCode.OK, str(QT_TRANSLATE_NOOP("Legend", "not verified"))),
    _state(StateCode.WARNINGS, str(QT_TRANSLATE_NOOP("Legend", "bad pages"))),
    _state(StateCode.UNUSABLE, str(QT_TRANSLATE_NOOP("Legend", "unusable"))),
    _state(StateCode.DAMAGED, str(QT_TRANSLATE_NOOP("Legend", "damaged"))),
    _state(StateCode.TRASH, str(QT_TRANSLATE_NOOP("Legend", "in the trash"))),
    _expiry(Expiry.SOON, str(QT_TRANSLATE_NOOP("Legend", "expires within a day"))),
    _expiry(Expiry.DUE, str(QT_TRANSLATE_NOOP("Legend", "expires next"))),
)
_BANDS: tuple[Entry, ...] = (
    Entry(
        _band("good", Pattern.SolidPattern, Line.SolidLine), str(QT_TRANSLATE_NOOP("Legend", "restorable"))
    ),
    Entry(_band("gap", Pattern.BDiagPattern, Line.SolidLine), str(QT_TRANSLATE_NOOP("Legend", "gap"))),
    Entry(
        _band("unknown", Pattern.NoBrush, Line.DashLine),
        str(QT_TRANSLATE_NOOP("Legend", "no backup reaches it")),
        ("band", KINDS.index(BandKind.UNREACHED)),
    ),
)
_READ = Entry(_line("accent", 4), str(QT_TRANSLATE_NOOP("Legend", "a restore to the target reads")))
_TOUCHED = Entry(
    _band("text", Pattern.Dense4Pattern, Line.NoPen),
    str(QT_TRANSLATE_NOOP("Legend", "touched the selected blocks")),
)
_RUNS, _FAILED = ("job", 0), ("job", 1)
_PACKED, _MISSING, _TWICE = ("wal", 0), ("wal", 1), ("wal", 2)
TIMELINE_MARKS: tuple[Entry, ...] = (
    *_BACKUPS,
    Entry(_glyph(TypeCode.INCREMENTAL, RUNNING), str(QT_TRANSLATE_NOOP("Legend", "running")), _RUNS),
    Entry(_failed, str(QT_TRANSLATE_NOOP("Legend", "failed")), _FAILED),
    *_BANDS,
    Entry(_band("info", Pattern.Dense4Pattern, Line.NoPen), str(QT_TRANSLATE_NOOP("Legend", "commits"))),
    _READ,
    _TOUCHED,
)
LSN_MARKS: tuple[Entry, ...] = (
    *_BACKUPS,
    *_BANDS,
    Entry(_wal(packed=False), str(QT_TRANSLATE_NOOP("Legend", "WAL there"))),
    Entry(_wal(packed=True), str(QT_TRANSLATE_NOOP("Legend", "WAL compressed")), _PACKED),
    Entry(
        _band("gap", Pattern.NoBrush, Line.DashLine, cross=True),
        str(QT_TRANSLATE_NOOP("Legend", "WAL missing")),
        _MISSING,
    ),
    Entry(_line("warn", 3), str(QT_TRANSLATE_NOOP("Legend", "WAL held twice")), _TWICE),
    _READ,
    _TOUCHED,
)


def present(data: ChainData, running: Sequence[RunningMark]) -> frozenset[Key]:
    """The keys of what a chart of this data shows: a legend of all that could be there hides what is."""
    backups, stretches = data.timeline.backup_columns, data.stretches
    found: set[Key] = {(_RUNS[0], int(one.failed)) for one in running}
    for name, values in (
        ("type", backups.type),
        ("state", backups.state),
        ("expiry", data.expiry),
        ("band", data.bands.kind),
    ):
        found |= {(name, int(value)) for value in np.unique(values)}
    for key, rows in (
        (_PACKED, stretches.compressed),
        (_MISSING, ~stretches.present),
        (_TWICE, stretches.duplicate),
    ):
        if rows.any():
            found.add(key)
    return frozenset(found)


class Legend(QWidget):
    """Lines of marks with their words; wraps where it is narrow."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.entries: list[tuple[Draw, str]] = []
        self._marks: tuple[Entry, ...] = ()
        self._present: frozenset[Key] | None = None
        self.setAccessibleName(self.tr("Legend"))
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """Explain these marks."""
        self._marks = tuple(entries)
        self._show()

    def show_present(self, keys: frozenset[Key]) -> None:
        """Explain only what is there."""
        if keys != self._present:
            self._present = keys
            self._show()

    def _show(self) -> None:
        keys = self._present
        self.entries = [
            (draw, QCoreApplication.translate("Legend", text))
            for draw, text, key in self._marks
            if key is None or keys is None or key in keys
        ]
        self.setAccessibleDescription(", ".join(text for _, text in self.entries))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._lay_out(max(self.width(), 100))[1])

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
