"""The two axes below a chart: its own, and what the other one says at the same places.

Times are in the chosen zone, positions as the engine's people write them. Where LSN and time do not lead to each other,
the second axis is hatched.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

import numpy as np
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen

from pagewake.insight.clockwork import Clock
from pagewake.lsn import LsnStyle
from pagewake_gui.charts.clusters import pixel_runs
from pagewake_gui.charts.lsn_ticks import lsn_ticks
from pagewake_gui.charts.scales import Floats, LsnScale, Scale, TimeScale
from pagewake_gui.charts.time_ticks import constant_spans, offset_at, offset_text, time_ticks
from pagewake_gui.theme import Theme

LABEL_PX = 110.0
OFFSET_LABEL_PX = 150.0
OWN, OTHER = 26.0, 24.0
"""How high the axes are."""
APART = 12.0
"""Between two texts."""
Ticks = list[tuple[float, str]]
"""Places with what stands at them."""


@dataclass
class ValueAxis:
    """An axis over a `Scale`: it counts ticks in whole values, and only then in places of the chart."""

    scale: Scale = field(default_factory=TimeScale)
    zone: tzinfo | None = None

    def ticks(self, low: float, high: float, pixels: float) -> Ticks:
        """The ticks between two places."""
        scale = self.scale
        if isinstance(scale, LsnScale):
            values = lsn_ticks(scale.value(low), scale.value(high), int(pixels / LABEL_PX), scale.style)
            return [(scale.place(value), scale.style.text(value)) for value in values]
        begin, end = scale.value(low), scale.value(high)
        several = end - begin < 40 * 86_400 and len(constant_spans(begin, end, self.zone)) > 1
        room = int(pixels / (OFFSET_LABEL_PX if several else LABEL_PX))
        return [(scale.place(tick.at), tick.text) for tick in time_ticks(begin, end, room, self.zone)]


@dataclass
class OtherAxis:
    """What a clock says at places of a chart: times where it shows positions, positions where it shows times.

    `style` writes positions; `title` names the axis at its left end. Without a clock, nothing is known.
    """

    clock: Clock | None = None
    style: LsnStyle = LsnStyle.DECIMAL
    title: str = ""

    def texts(self, own: ValueAxis, ticks: Ticks) -> Ticks:
        """What stands at the ticks of the chart's own axis; those of which nothing is known are left out."""
        clock, scale = self.clock, own.scale
        if clock is None or not ticks:
            return []
        if isinstance(scale, LsnScale):
            values = np.array([scale.value(place) for place, _ in ticks], np.uint64)
            times = clock.times(values)
            known = [(place, time) for (place, _), time in zip(ticks, times, strict=True) if time == time]
            return _moments(known, own.zone)
        times = np.array([scale.value(place) for place, _ in ticks])
        positions, told = clock.positions(times)
        return [
            (place, self.style.text(int(position)))
            for (place, _), position, known in zip(ticks, positions, told, strict=True)
            if known
        ]

    def known(self, scale: Scale) -> tuple[Floats, Floats]:
        """The stretches of the chart at which both are known: where each begins and ends."""
        clock = self.clock
        if clock is None or not len(clock.begin):
            return np.empty(0), np.empty(0)
        if isinstance(scale, LsnScale):
            return scale.places(clock.begin), scale.places(clock.end)
        # Between two pieces that join on, nothing was written: the position stays what it was.
        end = clock.end_time.copy()
        on = clock.begin[1:] == clock.end[:-1]
        end[:-1][on] = clock.begin_time[1:][on]
        return scale.places(clock.begin_time), scale.places(end)


def _moments(known: list[tuple[float, float]], zone: tzinfo | None) -> Ticks:
    """Times as texts: the day where it is another than the one before, or else the time of day."""
    found: Ticks = []
    day, offset = "", math.nan
    for place, time in known:
        shown = datetime.fromtimestamp(time, UTC).astimezone(zone)
        here = offset_at(time, zone)
        text = shown.strftime("%H:%M:%S" if shown.second or day == shown.strftime("%Y-%m-%d") else "%H:%M")
        if shown.strftime("%Y-%m-%d") != day:
            text = f"{shown:%Y-%m-%d} {text}"
        if here != offset:
            text = f"{text} {offset_text(here)}"
        day, offset = shown.strftime("%Y-%m-%d"), here
        found.append((place, text))
    return found


def paint_axes(
    painter: QPainter,
    theme: Theme,
    area: QRectF,
    sight: tuple[float, float],
    own: ValueAxis,
    other: OtherAxis,
) -> None:
    """Draw both axes, one under the other, for what is in sight."""
    low, high = sight
    per_place = area.width() / max(high - low, 1e-300)

    def x(place: float) -> float:
        return area.left() + (place - low) * per_place

    ticks = [tick for tick in own.ticks(low, high, area.width()) if low <= tick[0] <= high]
    upper = QRectF(area.left(), area.top(), area.width(), OWN)
    lower = QRectF(area.left(), area.top() + OWN, area.width(), OTHER)
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLine(upper.topLeft(), upper.topRight())
    painter.drawLine(lower.topLeft(), lower.topRight())
    painter.drawLines([QLineF(x(place), upper.top(), x(place), upper.top() + 5) for place, _ in ticks])
    painter.setPen(theme.colour("text"))
    _write(painter, upper.adjusted(0, 5, 0, 0), [(x(place), text) for place, text in ticks], upper.left())
    _paint_unknown(painter, theme, lower, other.known(own.scale), sight)
    measure = QFontMetricsF(painter.font())
    wide = measure.horizontalAdvance(other.title) + 10
    ground = QRectF(lower.left(), lower.top() + 1, wide, lower.height() - 1)
    painter.fillRect(ground, theme.colour("surface"))
    painter.setPen(theme.colour("muted"))
    painter.drawText(ground.adjusted(4, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), other.title)
    said = other.texts(
        own, [tick for tick in ticks if x(tick[0]) > ground.right() + measure.averageCharWidth() * 7]
    )
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.drawLines([QLineF(x(place), lower.top(), x(place), lower.top() + 4) for place, _ in said])
    painter.setPen(theme.colour("text"))
    _write(
        painter, lower.adjusted(0, 3, 0, 0), [(x(place), text) for place, text in said], ground.right() + 4
    )


def _write(painter: QPainter, line: QRectF, texts: Ticks, free_from: float) -> None:
    """Texts in the middle of where they belong, kept inside; those that would lie on another are left out."""
    measure = QFontMetricsF(painter.font())
    for x, text in texts:
        wide = measure.horizontalAdvance(text)
        left = min(max(x - wide / 2, line.left() + 2), line.right() - wide - 2)
        if left < free_from or abs(left + wide / 2 - x) > wide / 2 + 4:
            continue
        painter.drawText(
            QRectF(left, line.top(), wide + 1, line.height()), int(Qt.AlignmentFlag.AlignVCenter), text
        )
        free_from = left + wide + APART


def _paint_unknown(
    painter: QPainter, theme: Theme, line: QRectF, known: tuple[Floats, Floats], sight: tuple[float, float]
) -> None:
    """Hatch what of the line lies between what is known."""
    low, high = sight
    scale = line.width() / max(high - low, 1e-300)
    begin, end = np.clip((known[0] - low) * scale, -9e8, 9e8), np.clip((known[1] - low) * scale, -9e8, 9e8)
    runs = sorted(pixel_runs(begin, end, int(line.width())))
    colour = QColor(theme.colour("unknown"))
    colour.setAlpha(150)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
    at = 0.0
    for first, last in [*runs, (line.width(), line.width())]:
        if first - at >= 1.5:
            painter.drawRect(QRectF(line.left() + at, line.top() + 1, first - at, line.height() - 2))
        at = max(at, last)
