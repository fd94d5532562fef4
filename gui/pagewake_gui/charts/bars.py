"""Bars of parts along the log: one bar a bucket, one pattern and colour a part. Painted from arrays, in one widget.

Places count pieces of WAL from the first one of a timeline on; the bars of an answer lie where their pieces do, so that
what is there moves with the camera while a finer answer is on its way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pagewake_gui.charts.sight import SightWidget
from pagewake_gui.theme import Theme

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
LEFT, RIGHT, TOP, BOTTOM = 78, 8, 16, 42
TICK_PX = 170.0
LINES = 5
"""At most so many lines stand above the one at 0."""
NEAREST = 4.0
"""So many pieces fill the chart at least."""


@dataclass(frozen=True, eq=False)
class Bars:
    """A row of `values` a bar, a column a part; bar i reaches from `low[i]` to `high[i]`. `marks` stand above bars."""

    values: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 0)))
    low: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    high: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    marks: Sequence[str] = ()

    def __len__(self) -> int:
        return len(self.values)


def round_amounts(top: float, *, sizes: bool = False) -> list[float]:
    """The amounts at which lines are drawn, from 0 up to at most `top`: three to six round ones.

    Counts are round in tens and are whole, sizes in powers of two.
    """
    if top <= 0:
        return [0.0]
    if sizes:
        step = 2.0 ** math.ceil(math.log2(top / LINES))
    else:
        unit = 10.0 ** math.floor(math.log10(top / LINES))
        step = next(unit * one for one in (1, 2, 5, 10) if unit * one * LINES >= top)
    step = max(step, 1.0)
    return [step * number for number in range(int(top / step) + 1)]


class BarsCanvas(SightWidget):
    """Draws `Bars`. `tick(place)` gives the two lines that stand below a place: where, and when that is."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bars = Bars()
        self.chosen: tuple[int, int] | None = None
        """The first and the last chosen bar."""
        self.brushed: tuple[float, float] | None = None
        """What is being brushed."""
        self._text: Callable[[float], str] = str
        self._sizes = False
        self._tick: Callable[[float], tuple[str, str]] = lambda place: ("", "")
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumHeight(150)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(640, 260)

    def show_bars(
        self,
        bars: Bars,
        text: Callable[[float], str],
        tick: Callable[[float], tuple[str, str]],
        *,
        sizes: bool = False,
    ) -> None:
        """Show other bars. What is in sight stays; `text` writes an amount, which is a size or a count."""
        self.bars, self._text, self._tick, self._sizes = bars, text, tick, sizes
        if self.chosen is not None and self.chosen[1] >= len(bars):
            self.chosen = None
        self.update()

    def show_extent(self, count: int, sight: tuple[float, float] | None) -> None:
        """There are so many pieces, of which `sight` is to be seen; None: all of them, and nothing to go back to."""
        self.camera.nearest = NEAREST
        self.camera.limit(0.0, float(max(count, 1)))
        if sight is None:
            self.camera.history.clear()
        self.camera.show(*(sight or self.camera.whole), remember=False)
        self._moved()

    def choose(self, bars: Sequence[int]) -> None:
        """Show what is chosen, without telling about it."""
        self.chosen = (min(bars), max(bars)) if bars else None
        self.update()

    def restyle(self, theme: Theme) -> None:
        """Draw in other colours."""
        self.theme = theme
        self.update()

    def brush(self, part: int) -> QBrush:
        """How a part is filled."""
        return QBrush(self.theme.colour(_COLOURS[part % MOST]), _PATTERNS[part % MOST])

    def ground(self, part: int) -> QColor:
        """What lies under the pattern of a part."""
        colour = self.theme.colour(_COLOURS[part % MOST])
        colour.setAlpha(70)
        return colour

    def room(self) -> QRectF:
        """Where the bars stand."""
        return QRectF(LEFT, TOP, max(1, self.width() - LEFT - RIGHT), max(1, self.height() - TOP - BOTTOM))

    def box_of(self, bar: int) -> QRectF:
        """The room of a bar, as high as there is room."""
        room = self.room()
        low, high = self.x_of(float(self.bars.low[bar])), self.x_of(float(self.bars.high[bar]))
        return QRectF(low, room.top(), max(high - low, 1.0), room.height())

    def x_of(self, place: float) -> float:
        """The pixel of a place."""
        return LEFT + (place - self.camera.low) / self.camera.span * self.room().width()

    def place_of(self, x: float) -> float:
        """The place at a pixel."""
        return self.camera.low + (x - LEFT) / self.room().width() * self.camera.span

    def bar_at(self, x: float) -> int:
        """The bar at a pixel; -1 for none."""
        place = self.place_of(x)
        found = np.flatnonzero((self.bars.low <= place) & (place < self.bars.high))
        return int(found[0]) if len(found) and LEFT <= x <= self.width() - RIGHT else -1

    def in_sight(self) -> NDArray[np.int64]:
        """The bars that can be seen."""
        return np.flatnonzero((self.bars.high > self.camera.low) & (self.bars.low < self.camera.high))

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, room = self.theme, self.room()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("surface"))
        seen = self.in_sight()
        totals = self.bars.values[seen].sum(axis=1) if len(seen) else np.empty(0)
        top = float(totals.max()) if len(totals) else 0.0
        self._paint_amounts(painter, room, top)
        self._paint_ticks(painter, room)
        painter.save()
        painter.setClipRect(QRectF(room.left(), 0, room.width(), self.height()))
        if self.chosen is not None:
            first, last = self.box_of(self.chosen[0]), self.box_of(self.chosen[1])
            painter.fillRect(first.united(last), theme.colour("selected"))
        if self.brushed is not None:
            low, high = (self.x_of(place) for place in self.brushed)
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(theme.colour("selected"))
            painter.drawRect(QRectF(low, room.top(), high - low, room.height()))
        for bar in seen.tolist():
            self._paint_bar(painter, bar, top)
        painter.restore()
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _paint_bar(self, painter: QPainter, bar: int, top: float) -> None:
        box = self.box_of(bar)
        gap, y = 1.0 if box.width() >= 4 else 0.0, box.bottom()
        for part, value in enumerate(self.bars.values[bar].tolist()):
            high = value / top * box.height() if top else 0.0
            y -= high
            if high > 0:
                place = QRectF(box.left(), y, max(1.0, box.width() - gap), high)
                painter.fillRect(place, self.ground(part))
                painter.fillRect(place, self.brush(part))
        if bar < len(self.bars.marks) and self.bars.marks[bar]:
            painter.setPen(self.theme.colour("text"))
            mark = QRectF(box.left() - 10, 0, box.width() + 20, TOP)
            painter.drawText(mark, Qt.AlignmentFlag.AlignCenter, self.bars.marks[bar])

    def _paint_amounts(self, painter: QPainter, room: QRectF, top: float) -> None:
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.theme.colour("muted"))
        for amount in round_amounts(top, sizes=self._sizes):
            y = room.bottom() - (amount / top if top else 0.0) * room.height()
            painter.fillRect(QRectF(room.left(), y, room.width(), 1), self.theme.colour("line"))
            painter.drawText(QRectF(0, y - 9, LEFT - 8, 18), flags, self._text(amount))

    def _paint_ticks(self, painter: QPainter, room: QRectF) -> None:
        """Below the bars: positions, and under them times, at places a good way apart."""
        if not len(self.bars):
            return
        measure, free_from = painter.fontMetrics(), 0.0
        high = measure.height()
        count = max(int(room.width() // TICK_PX), 1)
        for number in range(count + 1):
            x = room.left() + room.width() * number / count
            lines = self._tick(self.place_of(x))
            wide = max(measure.horizontalAdvance(line) for line in lines)
            left = min(max(x - wide / 2, room.left()), room.right() - wide)
            if left < free_from:
                continue
            painter.fillRect(QRectF(x, room.bottom(), 1, 4), self.theme.colour("muted"))
            for line, (text, name) in enumerate(zip(lines, ("text", "muted"), strict=True)):
                painter.setPen(self.theme.colour(name))
                painter.drawText(
                    QRectF(left, room.bottom() + 5 + line * high, wide + 1, high),
                    Qt.AlignmentFlag.AlignHCenter,
                    text,
                )
            free_from = left + wide + 16
