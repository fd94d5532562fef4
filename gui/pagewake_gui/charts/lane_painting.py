"""Draws the parts of a lane: coverage, strips, restore points, backups, clusters, links. Pixels in, nothing out.

A `Canvas` says what is in sight; every function takes only that and arrays, and draws what is visible of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from pagewake.insight.columns import TypeCode
from pagewake.insight.coverage import BandKind
from pagewake_gui.charts.chain_data import KINDS, ChainData
from pagewake_gui.charts.clusters import pixel_runs
from pagewake_gui.charts.glyphs import type_colour
from pagewake_gui.charts.layout import BAND, LaneBox
from pagewake_gui.charts.scales import Floats
from pagewake_gui.theme import Theme

STRIP_BIN_PX = 3
MIN_TEXT_PX = 70.0
MOST_GAP_NAMES = 40


@dataclass(frozen=True)
class Canvas:
    """What is in sight: places `low` to `high` on `width` pixels."""

    painter: QPainter
    theme: Theme
    low: float
    high: float
    width: float

    def x(self, place: float) -> float:
        """The pixel of a place, kept where Qt can still draw it."""
        at = (place - self.low) / (self.high - self.low) * self.width
        return min(max(at, -30_000.0), 30_000.0)

    def xs(self, places: Floats) -> Floats:
        """The pixels of places."""
        return np.clip((places - self.low) / (self.high - self.low) * self.width, -30_000.0, 30_000.0)

    @property
    def per_pixel(self) -> float:
        """How much of the axis a pixel is."""
        return (self.high - self.low) / max(self.width, 1.0)

    def faded(self, name: str, alpha: int) -> QColor:
        """A colour of the theme, seen through."""
        colour = QColor(self.theme.colour(name))
        colour.setAlpha(alpha)
        return colour


def paint_coverage(canvas: Canvas, data: ChainData, box: LaneBox) -> None:
    """The band: restorable solid, a gap hatched, not reached hollow, unknown dotted."""
    painter, bands = canvas.painter, data.bands
    rows = np.flatnonzero(bands.lane == box.index)
    rows = rows[(bands.high[rows] >= canvas.low) & (bands.low[rows] <= canvas.high)]
    looks: dict[BandKind, tuple[QPen, QBrush]] = {
        BandKind.UNREACHED: (
            QPen(canvas.theme.colour("unknown"), 1, Qt.PenStyle.DashLine),
            QBrush(canvas.theme.colour("surface")),
        ),
        BandKind.RESTORABLE: (QPen(canvas.theme.colour("good"), 1), QBrush(canvas.theme.colour("good"))),
        BandKind.GAP: (
            QPen(canvas.theme.colour("gap"), 1.4),
            QBrush(canvas.theme.colour("gap"), Qt.BrushStyle.BDiagPattern),
        ),
    }
    for kind, (pen, brush) in looks.items():
        chosen = rows[bands.kind[rows] == KINDS.index(kind)]
        runs = pixel_runs(canvas.xs(bands.low[chosen]), canvas.xs(bands.high[chosen]), int(canvas.width))
        painter.setPen(pen)
        painter.setBrush(brush)
        painter.drawRects([QRectF(low, box.band_top, high - low, BAND) for low, high in runs])
    unknown = bands.kind[rows] == KINDS.index(BandKind.UNKNOWN)
    if bool(unknown.any()) or not bool(np.any(bands.lane == box.index)):
        painter.setPen(QPen(canvas.theme.colour("unknown"), 2, Qt.PenStyle.DotLine))
        middle = box.band_top + BAND / 2
        painter.drawLine(QLineF(0, middle, canvas.width, middle))


def paint_gap_names(canvas: Canvas, data: ChainData, box: LaneBox, reasons: Sequence[str]) -> None:
    """Why each gap is one, where there is room to say so."""
    painter, bands = canvas.painter, data.bands
    measure, ground = QFontMetricsF(painter.font()), canvas.theme.colour("surface")
    rows = np.flatnonzero((bands.lane == box.index) & (bands.kind == KINDS.index(BandKind.GAP)))
    rows = rows[(bands.high[rows] >= canvas.low) & (bands.low[rows] <= canvas.high)]
    for row in rows.tolist() if len(rows) <= MOST_GAP_NAMES else ():
        low, high = max(canvas.x(bands.low[row]), 0.0), min(canvas.x(bands.high[row]), canvas.width)
        if high - low < MIN_TEXT_PX:
            continue
        text = measure.elidedText(reasons[row], Qt.TextElideMode.ElideRight, high - low - 8)
        place = QRectF(low + 4, box.strip_top + 2, high - low - 8, measure.height() + 2)
        painter.fillRect(
            place.adjusted(-2, 0, measure.horizontalAdvance(text) - place.width() + 2, 0), ground
        )
        painter.setPen(canvas.theme.colour("bad"))
        painter.drawText(place, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), text)


def paint_density(canvas: Canvas, counts: Floats, highest: float, box: LaneBox) -> None:
    """Commits as a strip of bars, as high as the root of their number: what is rare is still seen."""
    if not len(counts) or highest <= 0:
        return
    base = box.strip_top + box.strip
    heights = np.sqrt(counts / highest) * (box.strip - 2)
    painter = canvas.painter
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(canvas.faded("info", 150))
    each = canvas.width / len(counts)
    some = np.flatnonzero(counts > 0.005)
    painter.drawRects(
        [
            QRectF(n * each, base - max(h, 1.5), each, max(h, 1.5))
            for n, h in zip(some.tolist(), heights[some].tolist(), strict=True)
        ]
    )
    painter.setPen(QPen(canvas.theme.colour("line"), 1))
    painter.drawLine(QLineF(0, base, canvas.width, base))


def paint_stretches(canvas: Canvas, data: ChainData, box: LaneBox) -> None:
    """Pieces of WAL: there solid, compressed with lines, lost crossed, held twice with a bar under it.

    Their edges are drawn where there is room.
    """
    painter, stretches = canvas.painter, data.stretches
    part = data.timeline.stretches.of_lane(box.index)
    low, high = canvas.xs(stretches.low[part]), canvas.xs(stretches.high[part])
    present, twice = stretches.present[part], stretches.duplicate[part]
    packed = present & stretches.compressed[part]
    top, height = box.strip_top + 4, min(box.strip - 12, 26.0)
    width = int(canvas.width)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(canvas.faded("info", 110))
    painter.drawRects(
        [QRectF(a, top, b - a, height) for a, b in pixel_runs(low[present], high[present], width)]
    )
    painter.setBrush(QBrush(canvas.theme.colour("info"), Qt.BrushStyle.HorPattern))
    painter.drawRects(
        [QRectF(a, top, b - a, height) for a, b in pixel_runs(low[packed], high[packed], width)]
    )
    painter.setPen(QPen(canvas.theme.colour("gap"), 1.2, Qt.PenStyle.DashLine))
    painter.setBrush(QBrush(canvas.theme.colour("gap"), Qt.BrushStyle.DiagCrossPattern))
    painter.drawRects(
        [QRectF(a, top, b - a, height) for a, b in pixel_runs(low[~present], high[~present], width)]
    )
    _paint_missing(canvas, data, box, top, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(canvas.theme.colour("warn"))
    own = canvas.xs(stretches.own[part])
    painter.drawRects(
        [QRectF(a, top + height + 2, b - a, 3) for a, b in pixel_runs(low[twice], own[twice], width)]
    )
    seen = np.flatnonzero((high >= 0) & (low <= canvas.width))
    if len(seen) and canvas.width / len(seen) >= 6:
        painter.setPen(QPen(canvas.theme.colour("surface"), 1.5))
        painter.drawLines([QLineF(one, top, one, top + height) for one in low[seen].tolist()])


def _paint_missing(canvas: Canvas, data: ChainData, box: LaneBox, top: float, height: float) -> None:
    """Where WAL should be and is not: an empty outline with a cross through it."""
    bands = data.bands
    rows = np.flatnonzero((bands.lane == box.index) & (bands.kind == KINDS.index(BandKind.GAP)))
    runs = pixel_runs(canvas.xs(bands.low[rows]), canvas.xs(bands.high[rows]), int(canvas.width))
    canvas.painter.setPen(QPen(canvas.theme.colour("gap"), 1.2, Qt.PenStyle.DashLine))
    canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
    for low, high in runs:
        canvas.painter.drawRect(QRectF(low, top, high - low, height))
        canvas.painter.drawLine(QLineF(low, top, high, top + height))
        canvas.painter.drawLine(QLineF(low, top + height, high, top))


def paint_touched(
    canvas: Canvas, touched: Sequence[tuple[int, float, float]], boxes: Sequence[LaneBox]
) -> None:
    """The WAL that touched the selected blocks: a dotted line between the coverage and the strip."""
    painter = canvas.painter
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(canvas.theme.colour("text"), Qt.BrushStyle.Dense4Pattern))
    for lane in {one for one, _, _ in touched if 0 <= one < len(boxes)}:
        low = np.array([first for one, first, _ in touched if one == lane])
        high = np.array([last for one, _, last in touched if one == lane])
        top = boxes[lane].band_top + BAND + 1
        runs = pixel_runs(canvas.xs(low), np.maximum(canvas.xs(high), canvas.xs(low) + 3), int(canvas.width))
        painter.drawRects([QRectF(a, top, b - a, 5) for a, b in runs])


def paint_flags(canvas: Canvas, data: ChainData, box: LaneBox) -> None:
    """Restore points as flags with their names where there is room for them."""
    rows = np.flatnonzero(data.point_lane == box.index)
    rows = rows[(data.points[rows] >= canvas.low) & (data.points[rows] <= canvas.high)]
    if not len(rows):
        return
    painter = canvas.painter
    xs = canvas.xs(data.points[rows])
    gaps = np.append(np.diff(xs), canvas.width - xs[-1])
    shown = np.flatnonzero(np.diff(np.floor(xs / 3), prepend=-1) != 0)
    measure = QFontMetricsF(painter.font())
    ink = canvas.theme.colour("warn")
    for number in shown.tolist():
        x = float(xs[number])
        painter.setPen(QPen(ink, 1.4))
        painter.drawLine(QLineF(x, box.flags, x, box.band_top))
        painter.setBrush(ink)
        painter.drawPolygon(
            QPolygonF([QPointF(x, box.flags), QPointF(x + 10, box.flags + 4.5), QPointF(x, box.flags + 9)])
        )
        room = float(gaps[number]) - 18
        if room >= 30:
            name = data.timeline.restore_points[int(rows[number])].name
            painter.setPen(canvas.theme.colour("text"))
            painter.drawText(
                QPointF(x + 13, box.flags + 9), measure.elidedText(name, Qt.TextElideMode.ElideRight, room)
            )


def paint_links(canvas: Canvas, pairs: Sequence[tuple[QPointF, QPointF]], highest: float) -> None:
    """From each backup an arc to the one that it builds on, at most so many pixels high."""
    painter = canvas.painter
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(canvas.theme.colour("muted"), 1.2))
    path = QPainterPath()
    for child, parent in pairs:
        lift = min(12.0 + abs(child.x() - parent.x()) * 0.04, highest)
        path.moveTo(child)
        path.cubicTo(child + QPointF(-6, -lift), parent + QPointF(6, -lift), parent)
    painter.drawPath(path)


def paint_cluster(canvas: Canvas, types: NDArray[np.int64], bad: bool, box: QRectF, text: str) -> None:
    """Several backups in one: a bar cut by type from full (bottom) up, and how many they are."""
    painter = canvas.painter
    painter.setPen(Qt.PenStyle.NoPen)
    total = int(types.sum())
    bottom = box.bottom()
    for code in TypeCode:
        part = box.height() * int(types[code]) / max(total, 1)
        colour = type_colour(canvas.theme, code)
        colour.setAlpha(220 if code is TypeCode.FULL else 120)
        painter.setBrush(colour)
        painter.drawRect(QRectF(box.left(), bottom - part, box.width(), part))
        bottom -= part
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(canvas.theme.colour("text"), 1))
    painter.drawRect(box)
    painter.setPen(QPen(canvas.theme.colour("bad"), 2.4))
    if bad:  # a cross in the middle: something in it is damaged or unusable
        x, y = box.center().x(), box.center().y()
        painter.drawLine(QLineF(x - 5, y - 5, x + 5, y + 5))
        painter.drawLine(QLineF(x - 5, y + 5, x + 5, y - 5))
    measure = QFontMetricsF(painter.font())
    if measure.horizontalAdvance(text) <= box.width() + 14:
        painter.setPen(canvas.theme.colour("text"))
        painter.drawText(
            QRectF(box.center().x() - 30, box.top() - measure.height() - 1, 60, measure.height()),
            int(Qt.AlignmentFlag.AlignCenter),
            text,
        )


def paint_brackets(canvas: Canvas, low: Floats, high: Floats, y: float) -> None:
    """From start to stop of every backup: a bracket under its mark."""
    lines = []
    for a, b in zip(canvas.xs(low).tolist(), canvas.xs(high).tolist(), strict=True):
        if b - a >= 3:
            lines += [QLineF(a, y - 5, a, y + 5), QLineF(a, y + 5, b, y + 5), QLineF(b, y + 5, b, y - 5)]
    canvas.painter.setPen(QPen(canvas.theme.colour("text"), 1.4))
    canvas.painter.drawLines(lines)


def paint_forks(canvas: Canvas, data: ChainData, boxes: Sequence[LaneBox]) -> None:
    """Where a lane leaves its parent: a line straight down from the parent's coverage."""
    painter = canvas.painter
    for child, parent, place in data.forks:
        if not canvas.low <= place <= canvas.high:
            continue
        x = canvas.x(place)
        top, bottom = boxes[parent].band_top + BAND / 2, boxes[child].band_top + BAND / 2
        painter.setPen(QPen(canvas.theme.colour("text"), 2))
        painter.drawLine(QLineF(x, top, x, bottom))
        painter.setBrush(canvas.theme.colour("surface"))
        painter.drawEllipse(QPointF(x, top), 4.5, 4.5)
        painter.setBrush(canvas.theme.colour("text"))
        painter.drawPolygon(
            QPolygonF([QPointF(x - 5, bottom - 8), QPointF(x + 5, bottom - 8), QPointF(x, bottom)])
        )
