"""The lanes of a chart: paints what is in sight from arrays, and says what lies under a point.

It paints in pixels of the room above the axes, which show the same stretch. There is no object per backup: ten
thousand of them become some hundred marks and clusters before anything is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPainter, QPen

from pagewake.insight.columns import StateCode, TypeCode
from pagewake_gui.charts import lane_painting as paint
from pagewake_gui.charts.camera import Camera
from pagewake_gui.charts.chain_data import RANKS, ChainData
from pagewake_gui.charts.clusters import Clusters, clusters_at, level_of
from pagewake_gui.charts.glyphs import HIT, RUNNING, draw_failed, draw_glyph, draw_hourglass, draw_ring
from pagewake_gui.charts.lane_painting import Canvas
from pagewake_gui.charts.layout import BAND, NOTHING, TITLE, LaneBox, Thing, ThingKind, lane_boxes
from pagewake_gui.charts.scales import Floats
from pagewake_gui.theme import LIGHT, Theme

BAD = int(RANKS[StateCode.UNUSABLE])
CLUSTER_WIDTH = 14.0


@dataclass(frozen=True)
class RunningMark:
    """A backup that is being taken, or whose taking failed: since when, until when, on which lane."""

    id: str
    begin: float
    now: float
    lane: int
    text: str
    failed: bool = False


@dataclass(frozen=True, eq=False)
class Overlay:
    """What lies over the data: the selection, the target, what a restore to it would read, what runs.

    `brush` is (first, last, exact): not exact is hatched. `target` is (place, lane, text); the lane is -1 where the
    target is on all of them. `reads` are (lane, first, last), and so is the WAL that `touched` the selected blocks.
    """

    selected: NDArray[np.bool_] = field(default_factory=lambda: np.empty(0, np.bool_))
    brush: tuple[float, float, bool] | None = None
    target: tuple[float, int, str] | None = None
    reads: tuple[tuple[int, float, float], ...] = ()
    touched: tuple[tuple[int, float, float], ...] = ()
    used: int = -1
    running: tuple[RunningMark, ...] = ()


@dataclass(frozen=True)
class LaneTexts:
    """What is written on lanes: a title each, the reason of each row of the coverage, and how counts are written."""

    titles: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    count: Callable[[int], str] = str
    now: str = ""


class ChainItem:
    """Lanes, coverage, backups, restore points, forks, and what lies over them."""

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        self.theme: Theme = LIGHT
        self.data: ChainData | None = None
        self.overlay = Overlay()
        self.texts = LaneTexts()
        self.scrolled = 0.0
        self._size = (1.0, 1.0)
        self._level: int | None = None
        self._clusters: Clusters | None = None
        self._strips: dict[tuple[object, ...], list[Floats]] = {}

    # --- what is shown

    def show(self, data: ChainData | None, texts: LaneTexts) -> None:
        """Draw other data."""
        self.data, self.texts = data, texts
        self._level, self._clusters = None, None
        self._strips.clear()

    def resize(self, width: float, height: float) -> None:
        """Fill so many pixels."""
        self._size = (max(width, 1.0), max(height, 1.0))

    @property
    def width(self) -> float:
        """Of the lanes, in pixels."""
        return self._size[0]

    @property
    def height(self) -> float:
        """Of what is in sight of the lanes, in pixels."""
        return self._size[1]

    def boxes(self) -> list[LaneBox]:
        """The lanes on the screen."""
        return lane_boxes(self.data.lanes if self.data else 0, self._size[1], self.scrolled)

    def clusters(self) -> Clusters:
        """The clusters at the zoom of this moment."""
        assert self.data is not None
        level = level_of(self.camera.span / self._size[0])
        if self._clusters is None or level != self._level:
            lanes = self.data.timeline.backup_columns.lane
            self._clusters = clusters_at(self.data.place, lanes, self.data.rank, level)
            self._level = level
        return self._clusters

    # --- drawing

    def paint(self, painter: QPainter) -> None:
        """Draw what is in sight."""
        data = self.data
        if data is None:
            return
        canvas = Canvas(painter, self.theme, self.camera.low, self.camera.high, self._size[0])
        boxes = self.boxes()
        self._paint_ground(canvas, boxes)
        shown = [box for box in boxes if box.bottom >= 0 and box.top <= self._size[1]]
        for box, counts in zip(shown, self._density(data, shown), strict=True):
            paint.paint_coverage(canvas, data, box)
            if data.over_time:
                paint.paint_density(canvas, counts, self._highest, box)
            else:
                paint.paint_stretches(canvas, data, box)
            paint.paint_gap_names(canvas, data, box, self.texts.reasons)
        self._paint_reads(canvas, boxes)
        paint.paint_touched(canvas, self.overlay.touched, boxes)
        # Bars and bands are upright rectangles: smoothing their edges would take most of the time of a frame.
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint.paint_forks(canvas, data, boxes)
        for box in shown:
            paint.paint_flags(canvas, data, box)
        self._paint_backups(canvas, data, boxes)
        self._paint_running(canvas, boxes)
        self._paint_titles(canvas, shown)
        self._paint_target(canvas, boxes)

    def _density(self, data: ChainData, boxes: list[LaneBox]) -> list[Floats]:
        """The commits of each lane in bins of a few pixels; kept until the chart moves."""
        self._highest = 0.0
        if not data.over_time:
            return [np.empty(0)] * len(boxes)
        bins = max(int(self._size[0] / paint.STRIP_BIN_PX), 1)
        key = (self.camera.low, self.camera.high, bins, tuple(box.index for box in boxes))
        if key not in self._strips:
            self._strips.clear()
            self._strips[key] = [
                data.density(box.index, self.camera.low, self.camera.high, bins) for box in boxes
            ]
        found = self._strips[key]
        self._highest = max((float(one.max()) for one in found), default=0.0)
        return found

    def _paint_ground(self, canvas: Canvas, boxes: list[LaneBox]) -> None:
        painter = canvas.painter
        painter.setPen(QPen(self.theme.colour("line"), 1))
        painter.drawLines([QLineF(0, box.bottom, canvas.width, box.bottom) for box in boxes])
        if self.overlay.brush is not None:
            low, high, exact = self.overlay.brush
            area = QRectF(canvas.x(low), 0, max(canvas.x(high) - canvas.x(low), 1.0), self._size[1])
            painter.setPen(QPen(self.theme.colour("text"), 1, Qt.PenStyle.DotLine))
            painter.setBrush(canvas.faded("selected", 150))
            painter.drawRect(area)
            if not exact:
                painter.setBrush(QBrush(canvas.faded("accent", 90), Qt.BrushStyle.FDiagPattern))
                painter.drawRect(area)
        data = self.data
        if data is not None and not math.isnan(data.now) and canvas.low <= data.now <= canvas.high:
            x = canvas.x(data.now)
            painter.setPen(QPen(self.theme.colour("muted"), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QLineF(x, 0, x, self._size[1]))

    def _paint_backups(self, canvas: Canvas, data: ChainData, boxes: list[LaneBox]) -> None:
        clusters = self.clusters()
        margin = canvas.per_pixel * 20
        groups = clusters.visible(canvas.low - margin, canvas.high + margin)
        single = clusters.count[groups] == 1
        alone = clusters.order[clusters.first[groups[single]]]
        columns = data.timeline.backup_columns
        lanes = columns.lane[alone]
        spots = [
            QPointF(x, boxes[lane].glyphs)
            for x, lane in zip(canvas.xs(data.place[alone]).tolist(), lanes.tolist(), strict=True)
        ]
        pairs = []
        for child, spot in zip(alone.tolist(), spots, strict=True):
            parent = int(columns.parent[child])
            if parent >= 0 and not math.isnan(data.place[parent]):
                box = boxes[int(columns.lane[parent])]
                pairs.append((spot, QPointF(canvas.x(float(data.place[parent])), box.glyphs)))
        paint.paint_links(canvas, pairs, max(boxes[0].height * 0.25, 30.0) if boxes else 30.0)
        for lane in set(lanes.tolist()):
            own = alone[lanes == lane]
            paint.paint_brackets(canvas, data.begin[own], data.place[own], boxes[lane].glyphs + 6)
        selected = self.overlay.selected
        for row, spot in zip(alone.tolist(), spots, strict=True):
            draw_glyph(canvas.painter, self.theme, int(columns.type[row]), int(columns.state[row]), spot)
            draw_hourglass(canvas.painter, self.theme, spot, int(data.expiry[row]))
            if row < len(selected) and selected[row]:
                draw_ring(canvas.painter, self.theme, spot)
            if row == self.overlay.used:
                draw_ring(canvas.painter, self.theme, spot, broad=False)
        for group in groups[~single].tolist():
            self._paint_cluster(canvas, data, clusters, group, boxes)

    def _paint_cluster(
        self, canvas: Canvas, data: ChainData, clusters: Clusters, group: int, boxes: list[LaneBox]
    ) -> None:
        members = clusters.members(group)
        box = self._cluster_box(canvas, clusters, group, boxes)
        types = np.bincount(data.timeline.backup_columns.type[members], minlength=len(TypeCode))
        bad = bool(clusters.worst[group] >= BAD)
        paint.paint_cluster(canvas, types, bad, box, self.texts.count(len(members)))
        corner = QPointF(box.right() + 4, box.top() + 4)
        draw_hourglass(canvas.painter, self.theme, corner, int(data.expiry[members].max()), offset=False)
        selected = self.overlay.selected
        if len(selected) and bool(selected[members].any()):
            canvas.painter.setPen(QPen(self.theme.colour("accent"), 3))
            canvas.painter.setBrush(Qt.BrushStyle.NoBrush)
            canvas.painter.drawRect(box.adjusted(-4, -4, 4, 4))

    def _cluster_box(self, canvas: Canvas, clusters: Clusters, group: int, boxes: list[LaneBox]) -> QRectF:
        low, high = canvas.x(float(clusters.low[group])), canvas.x(float(clusters.high[group]))
        width = max(high - low, CLUSTER_WIDTH)
        height = min(14.0 + 3.0 * math.log2(int(clusters.count[group])), 40.0)
        lane = boxes[int(clusters.lane[group])]
        height = min(height, lane.glyphs + 9 - lane.top - TITLE - 14)
        return QRectF(low, lane.glyphs + 9 - height, width, height)

    def _paint_reads(self, canvas: Canvas, boxes: list[LaneBox]) -> None:
        painter = canvas.painter
        painter.setPen(QPen(self.theme.colour("accent"), 4))
        for lane, low, high in self.overlay.reads:
            if 0 <= lane < len(boxes) and high >= canvas.low and low <= canvas.high:
                y = boxes[lane].band_top - 4
                painter.drawLine(QLineF(canvas.x(low), y, max(canvas.x(high), canvas.x(low) + 2), y))

    def _paint_running(self, canvas: Canvas, boxes: list[LaneBox]) -> None:
        for mark in self.overlay.running:
            if not 0 <= mark.lane < len(boxes):
                continue
            box = boxes[mark.lane]
            low, high = canvas.x(mark.begin), max(canvas.x(mark.now), canvas.x(mark.begin) + 4)
            if mark.failed:
                draw_failed(canvas.painter, self.theme, QPointF(canvas.x(mark.now), box.glyphs))
                continue
            canvas.painter.setPen(QPen(self.theme.colour("accent"), 1))
            canvas.painter.setBrush(QBrush(self.theme.colour("accent"), Qt.BrushStyle.BDiagPattern))
            canvas.painter.drawRect(QRectF(low, box.glyphs - 5, high - low, 10))
            draw_glyph(canvas.painter, self.theme, TypeCode.INCREMENTAL, RUNNING, QPointF(high, box.glyphs))

    def _paint_titles(self, canvas: Canvas, boxes: list[LaneBox]) -> None:
        painter = canvas.painter
        font = painter.font()
        painter.save()
        bold = painter.font()
        bold.setBold(True)
        painter.setFont(bold)
        measure = QFontMetricsF(bold)
        for box in boxes:
            text = self.texts.titles[box.index]
            ground = QRectF(6, box.top + 4, measure.horizontalAdvance(text) + 10, measure.height() + 2)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(canvas.faded("surface", 220))
            painter.drawRect(ground)
            painter.setPen(self.theme.colour("text"))
            painter.drawText(ground.adjusted(4, 0, 0, 0), int(Qt.AlignmentFlag.AlignVCenter), text)
        painter.setFont(font)
        painter.restore()

    def _paint_target(self, canvas: Canvas, boxes: list[LaneBox]) -> None:
        if self.overlay.target is None:
            return
        place, lane, text = self.overlay.target
        if not canvas.low <= place <= canvas.high:
            return
        painter, x = canvas.painter, canvas.x(place)
        painter.setPen(QPen(self.theme.colour("accent"), 2))
        painter.drawLine(QLineF(x, 0, x, self._size[1]))
        if 0 <= lane < len(boxes):
            painter.setBrush(self.theme.colour("accent"))
            painter.drawEllipse(QPointF(x, boxes[lane].band_top + BAND / 2), 6, 6)
        measure = QFontMetricsF(painter.font())
        width = measure.horizontalAdvance(text) + 14
        left = min(max(x - width / 2, 2.0), self._size[0] - width - 2)
        tag = QRectF(left, 2, width, measure.height() + 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("accent"))
        painter.drawRoundedRect(tag, 4, 4)
        painter.setPen(self.theme.colour("on_accent"))
        painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), text)

    # --- what lies under a point

    def lane_at(self, y: float) -> int:
        """The lane at a height; the nearest one above and below them all."""
        boxes = self.boxes()
        inside = [box.index for box in boxes if box.top <= y < box.bottom]
        return inside[0] if inside else (0 if not boxes or y < boxes[0].top else boxes[-1].index)

    def thing_at(self, x: float, y: float) -> Thing:
        """What can be seen at a pixel, the topmost of it."""
        data, boxes = self.data, self.boxes()
        if data is None or not boxes:
            return NOTHING
        canvas = Canvas(QPainter(), self.theme, self.camera.low, self.camera.high, self._size[0])
        place = self.camera.low + x * canvas.per_pixel
        lane = self.lane_at(y)
        box = boxes[lane]
        if self.overlay.target is not None and abs(canvas.x(self.overlay.target[0]) - x) <= 6:
            return Thing(ThingKind.TARGET, lane, self.overlay.target[0])
        return (
            self._group_at(canvas, data, boxes, x, y)
            or self._mark_at(canvas, data, boxes, x, y)
            or self._ground_at(canvas, data, box, place, y)
        )

    def _group_at(
        self, canvas: Canvas, data: ChainData, boxes: list[LaneBox], x: float, y: float
    ) -> Thing | None:
        clusters = self.clusters()
        place, reach = canvas.low + x * canvas.per_pixel, canvas.per_pixel * 22
        best: tuple[float, Thing] | None = None
        for group in clusters.visible(place - reach, place + reach).tolist():
            lane = int(clusters.lane[group])
            rows = tuple(clusters.members(group).tolist())
            low, high = float(clusters.low[group]), float(clusters.high[group])
            if len(rows) == 1:
                away = max(abs(canvas.x(low) - x), abs(boxes[lane].glyphs - y))
                kind = ThingKind.BACKUP
                inside = away <= HIT
            else:
                area = self._cluster_box(canvas, clusters, group, boxes).adjusted(-2, -4, 2, 4)
                away, kind, inside = abs(area.center().x() - x), ThingKind.CLUSTER, area.contains(x, y)
            if inside and (best is None or away < best[0]):
                best = (away, Thing(kind, lane, (low + high) / 2, rows, low, high))
        return best[1] if best else None

    def _mark_at(
        self, canvas: Canvas, data: ChainData, boxes: list[LaneBox], x: float, y: float
    ) -> Thing | None:
        for row in np.flatnonzero(np.abs(canvas.xs(data.points) - x) <= HIT).tolist():
            box = boxes[int(data.point_lane[row])]
            if box.flags - 4 <= y <= box.flags + 16:
                at = float(data.points[row])
                return Thing(ThingKind.RESTORE_POINT, box.index, at, (row,), at, at)
        for number, (child, parent, place) in enumerate(data.forks):
            low, high = boxes[parent].band_top, boxes[child].band_top + BAND
            if abs(canvas.x(place) - x) <= 6 and low <= y <= high:
                return Thing(ThingKind.FORK, child, place, (number,), place, place)
        for number, mark in enumerate(self.overlay.running):
            near = canvas.x(mark.begin) - HIT <= x <= canvas.x(mark.now) + HIT
            if near and abs(boxes[mark.lane].glyphs - y) <= HIT:
                return Thing(ThingKind.JOB, mark.lane, mark.now, (number,), mark.begin, mark.now)
        return None

    def _ground_at(self, canvas: Canvas, data: ChainData, box: LaneBox, place: float, y: float) -> Thing:
        if box.band_top - 2 <= y < box.strip_top - 2:
            bands = data.bands
            rows = np.flatnonzero((bands.lane == box.index) & (bands.low <= place) & (bands.high >= place))
            if len(rows):
                row = int(rows[0])
                return Thing(
                    ThingKind.BAND, box.index, place, (row,), float(bands.low[row]), float(bands.high[row])
                )
        if box.strip_top - 2 <= y <= box.strip_top + box.strip + 2:
            stretches = data.stretches
            part = data.timeline.stretches.of_lane(box.index)
            held = np.flatnonzero((stretches.low[part] <= place) & (stretches.high[part] >= place))
            if len(held):
                row = int(part.start) + int(held[-1])
                low, high = float(stretches.low[row]), float(stretches.high[row])
                return Thing(ThingKind.STRETCH, box.index, place, (row,), low, high)
        return Thing(ThingKind.NOTHING, box.index, place)
