"""A strip of time: what can be restored, what not, the backups, and the target, that is set by a click or by keys.

Paints straight from the arrays of the source's timeline, however many backups there are.
"""

from __future__ import annotations

import math
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QBrush,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QWheelEvent,
)
from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QToolTip, QWidget

from pagewake.insight.columns import StateCode, Times, TypeCode
from pagewake.insight.coverage import BandKind
from pagewake.insight.timeline import SourceTimeline
from pagewake_gui.context import Context
from pagewake_gui.widgets.saving import write
from pagewake_gui.wizards.restore.exporting import picture_of

LANE = 46
MOST_LANES = 24
AXIS = 24
LEFT, RIGHT = 40, 14
SNAP = 7
_STEPS = (1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600, 43200, 86400)


class Strip(QWidget):
    """`picked` carries (seconds since 1970, timeline of the database) of the place that was chosen."""

    picked = Signal(object, object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._timeline: SourceTimeline | None = None
        self._begin, self._end = 0.0, 1.0
        self._target: float | None = None
        self._target_lane = 0
        self._dragged: tuple[float, float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(self.tr("Timeline"))
        self.setToolTip("")

    def sizeHint(self) -> QSize:
        lanes = self._lanes
        return QSize(400, min(max(lanes, 1), MOST_LANES) * LANE + AXIS)

    def show_timeline(self, timeline: SourceTimeline) -> None:
        """Show a source; the view stays where it is when it is the same one."""
        same = self._timeline is not None and self._timeline.source == timeline.source
        self._timeline = timeline
        if not same:
            self.show_all()
        bands = [band for band in timeline.coverage if band.kind is BandKind.RESTORABLE]
        self.setAccessibleDescription(
            self.tr("{0} restorable stretches, {1} gaps, {2} backups").format(
                len(bands), len(timeline.gaps), len(timeline.backups)
            )
        )
        self.updateGeometry()
        self.update()

    def show_all(self) -> None:
        """Show everything."""
        times = self._times()
        if len(times):
            low, high = float(times.min()), float(times.max())
            room = max((high - low) * 0.03, 0.5)
            self._begin, self._end = low - room, high + room
        self.update()

    def show_target(self, seconds: float | None, lane: int | None = None) -> None:
        """Draw the line of the target there. Without a lane it stays on the one that was chosen before."""
        self._target = seconds
        if lane is not None:
            self._target_lane = lane
        self.update()

    # --- keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, span = event.key(), self._end - self._begin
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            sign = -1 if key == Qt.Key.Key_Left else 1
            fine = 0.001 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.01
            at = self._target if self._target is not None else (self._begin + self._end) / 2
            self._pick(at + sign * span * fine, self._target_lane)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._lanes > 1 and self._target is not None:
            lane = self._target_lane + (-1 if key == Qt.Key.Key_Up else 1)
            self._pick(self._target, min(max(lane, 0), self._lanes - 1))
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_W):
            self._zoom(0.5, self._target)
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_S):
            self._zoom(2.0, self._target)
        elif key in (Qt.Key.Key_A, Qt.Key.Key_D):
            self._move(span * (-0.1 if key == Qt.Key.Key_A else 0.1))
        elif key == Qt.Key.Key_Home:
            self.show_all()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._zoom(0.8 if event.angleDelta().y() > 0 else 1.25, self._time(event.position().x()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        self._dragged = (event.position().x(), self._begin, self._end)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        if event.buttons() & Qt.MouseButton.LeftButton and self._dragged is not None:
            origin, begin, end = self._dragged
            if abs(x - origin) > 4:
                shift = (origin - x) / self._width() * (end - begin)
                self._begin, self._end = begin + shift, end + shift
                self.update()
            return
        text = self.text_at(event.position())
        self._context.notices.hover(text)
        QToolTip.showText(event.globalPosition().toPoint() + QPoint(12, 12), text, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        x = event.position().x()
        moved = self._dragged is not None and abs(x - self._dragged[0]) > 4
        self._dragged = None
        if event.button() == Qt.MouseButton.LeftButton and not moved:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._pick(self._time(x) if free else self._snapped(x), self._lane(event.position().y()))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Show everything"), self.show_all)
        menu.addAction(self.tr("Copy picture"), lambda: QGuiApplication.clipboard().setPixmap(self.grab()))
        menu.addAction(self.tr("Save picture..."), self._choose_picture)
        menu.popup(event.globalPos())

    def _choose_picture(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save picture"), "timeline.png", "PNG (*.png);;SVG (*.svg)"
        )
        if path:
            write(self._context, self, Path(path), picture_of(self, Path(path).suffix))

    def text_at(self, place: QPointF) -> str:
        """What is under the mouse, in a sentence."""
        timeline = self._timeline
        if timeline is None:
            return ""
        formats, at = self._context.formats, self._time(place.x())
        parts = [formats.moment(at)]
        lane = self._lane(place.y())
        for band in timeline.coverage:
            if band.lane == lane and band.first_time <= at <= band.last_time:
                parts.append(self._band_text(band.kind, self._context.words(band.reason)))
        finished = timeline.backup_columns.finished
        near = np.flatnonzero(np.abs(self._x(finished) - place.x()) <= SNAP)
        if len(near):
            backup = timeline.backups[int(near[-1])]
            parts.append(self.tr("{0} backup {1}").format(self._context.words(backup.type.value), backup.id))
        return " · ".join(parts)

    # --- drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._context.theme
        painter.fillRect(self.rect(), theme.colour("surface"))
        timeline = self._timeline
        if timeline is None:
            return
        bottom = self.height() - AXIS
        self._draw_axis(painter, bottom)
        painter.setClipRect(QRectF(LEFT, 0, self._width(), self.height()))
        for lane in timeline.lanes:
            self._draw_lane(painter, timeline, lane.index)
        self._draw_target(painter, bottom)
        painter.setClipping(False)
        painter.setPen(theme.colour("muted"))
        for lane in timeline.lanes:
            box = QRectF(4, lane.index * LANE + 8, LEFT - 8, 20)
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignVCenter), self.tr("TLI {0}").format(lane.timeline)
            )
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _draw_links(
        self, painter: QPainter, timeline: SourceTimeline, drawn: list[int], places: Times, y: float
    ) -> None:
        """From each backup to the one that it builds on: what hangs together is one line."""
        columns = timeline.backup_columns
        painter.setPen(QPen(self._context.theme.colour("muted"), 1.5))
        for number in drawn:
            parent = int(columns.parent[number])
            if parent >= 0:
                begin = (
                    max(float(places[parent]), LEFT) if columns.lane[parent] == columns.lane[number] else LEFT
                )
                painter.drawLine(QPointF(begin, y), QPointF(float(places[number]), y))

    def _draw_lane(self, painter: QPainter, timeline: SourceTimeline, lane: int) -> None:
        theme, top = self._context.theme, lane * LANE + 8
        for band in timeline.coverage:
            if band.lane != lane or math.isnan(band.first_time) or math.isnan(band.last_time):
                continue
            low, high = self._place(band.first_time), self._place(band.last_time)
            box = QRectF(low, top, max(high - low, 2), 20)
            colour = theme.colour("good" if band.kind is BandKind.RESTORABLE else "unknown")
            style = Qt.BrushStyle.SolidPattern
            if band.kind is BandKind.GAP:
                colour, style = theme.colour("gap"), Qt.BrushStyle.BDiagPattern
            elif band.kind is not BandKind.RESTORABLE:
                style = Qt.BrushStyle.Dense6Pattern
            else:
                colour.setAlphaF(0.35)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.setBrush(QBrush(colour, style))
            painter.drawRect(box)
        columns = timeline.backup_columns
        places = self._x(columns.finished)
        seen = np.flatnonzero((columns.lane == lane) & (places > LEFT - 10) & (places < self.width()))
        # More glyphs than pixels say nothing: at most one for each three pixels.
        _, first = np.unique((places[seen] // 3).astype(np.int64), return_index=True)
        drawn: list[int] = seen[first].tolist()
        self._draw_links(painter, timeline, drawn, places, top + 10)
        for number in drawn:
            self._draw_backup(
                painter, columns.type[number], columns.state[number], float(places[number]), top + 10
            )
        painter.setPen(QPen(theme.colour("text"), 1.5))
        for point in timeline.restore_points:
            if point.lane == lane:
                x = self._place(point.time.timestamp())
                painter.drawLine(QPointF(x, top - 5), QPointF(x, top + 25))

    def _draw_backup(self, painter: QPainter, type_: int, state: int, x: float, y: float) -> None:
        theme = self._context.theme
        names = {
            TypeCode.FULL: "full",
            TypeCode.DIFFERENTIAL: "differential",
            TypeCode.INCREMENTAL: "incremental",
        }
        bad = state in (StateCode.UNUSABLE, StateCode.DAMAGED)
        colour = theme.colour("bad" if bad else names[TypeCode(type_)])
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(QBrush(theme.colour("surface")) if bad else QBrush(colour))
        if type_ == TypeCode.FULL:
            painter.drawRect(QRectF(x - 5, y - 5, 10, 10))
        elif type_ == TypeCode.DIFFERENTIAL:
            corners = [QPointF(x, y - 6), QPointF(x + 6, y), QPointF(x, y + 6), QPointF(x - 6, y)]
            painter.drawPolygon(QPolygonF(corners))
        else:
            painter.drawEllipse(QPointF(x, y), 4.5, 4.5)
        if bad:
            painter.drawLine(QPointF(x - 4, y - 4), QPointF(x + 4, y + 4))

    def _draw_target(self, painter: QPainter, bottom: int) -> None:
        if self._target is None:
            return
        x = self._place(self._target)
        painter.setPen(QPen(self._context.theme.colour("accent"), 2))
        painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
        painter.setBrush(QBrush(self._context.theme.colour("accent")))
        painter.drawPolygon(QPolygonF([QPointF(x - 5, 0), QPointF(x + 5, 0), QPointF(x, 7)]))
        if self._lanes > 1:
            painter.drawEllipse(QPointF(x, self._target_lane * LANE + 18), 4, 4)

    def _draw_axis(self, painter: QPainter, bottom: int) -> None:
        theme, span = self._context.theme, self._end - self._begin
        step = (
            next((one for one in _STEPS if span / one <= max(self._width() / 110, 2)), 0)
            or math.ceil(span / 86400 / max(self._width() / 110, 2)) * 86400
        )
        zone_at = self._context.formats.in_zone
        long = span > 2 * 86400
        first = math.ceil(self._begin / step) * step
        for number in range(int((self._end - first) / step) + 1):
            at = first + number * step
            shown = zone_at(at)
            x = self._place(at)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(x, 0), QPointF(x, bottom))
            if shown is not None:
                painter.setPen(theme.colour("muted"))
                text = shown.strftime("%m-%d %H:%M" if long else "%H:%M:%S" if step < 60 else "%H:%M")
                painter.drawText(
                    QRectF(x - 50, bottom + 3, 100, 18), int(Qt.AlignmentFlag.AlignHCenter), text
                )

    # --- places and times

    def _times(self) -> Times:
        timeline = self._timeline
        if timeline is None:
            return np.empty(0)
        edges = [time for band in timeline.coverage for time in (band.first_time, band.last_time)]
        both = np.concatenate([np.array(edges, np.float64), timeline.backup_columns.finished])
        times: Times = both[~np.isnan(both)]
        return times

    @property
    def _lanes(self) -> int:
        return len(self._timeline.lanes) if self._timeline else 1

    def _width(self) -> float:
        return max(self.width() - LEFT - RIGHT, 1)

    def _place(self, time: float) -> float:
        # Far outside Qt's integers wrap: what is not in sight is drawn just out of it.
        place = LEFT + (time - self._begin) / (self._end - self._begin) * self._width()
        return min(max(place, -1e4), 1e4)

    def _x(self, times: Times) -> Times:
        placed: Times = np.clip(
            LEFT + (times - self._begin) / (self._end - self._begin) * self._width(), -1e4, 1e4
        )
        return placed

    def _time(self, x: float) -> float:
        return self._begin + (x - LEFT) / self._width() * (self._end - self._begin)

    def _lane(self, y: float) -> int:
        return min(max(int(y // LANE), 0), max(self._lanes - 1, 0))

    def _snapped(self, x: float) -> float:
        """The time of the backup's end or the restore point that is near, or of the place itself."""
        timeline = self._timeline
        if timeline is None:
            return self._time(x)
        points = [point.time.timestamp() for point in timeline.restore_points]
        times = np.concatenate([timeline.backup_columns.finished, np.array(points, np.float64)])
        far = np.abs(self._x(times) - x)
        return float(times[far.argmin()]) if len(times) and far.min() <= SNAP else self._time(x)

    def _pick(self, time: float, lane: int) -> None:
        timeline = self._timeline
        if timeline is not None and timeline.lanes:
            self._target, self._target_lane = time, lane
            self.update()
            number = timeline.lanes[lane].timeline if len(timeline.lanes) > 1 else None
            self.picked.emit(datetime.fromtimestamp(time, UTC), number)

    def _zoom(self, factor: float, around: float | None) -> None:
        middle = (self._begin + self._end) / 2 if around is None else around
        span = (self._end - self._begin) * factor
        if 1e-3 <= span <= 4e9:
            self._begin = middle - (middle - self._begin) * factor
            self._end = self._begin + span
            self.update()

    def _move(self, by: float) -> None:
        self._begin, self._end = self._begin + by, self._end + by
        self.update()

    def _band_text(self, kind: BandKind, reason: str) -> str:
        words = {
            BandKind.RESTORABLE: self.tr("can be restored"),
            BandKind.GAP: self.tr("cannot be restored: {0}").format(reason),
            BandKind.UNREACHED: self.tr("cannot be restored: {0}").format(reason),
            BandKind.UNKNOWN: self.tr("not known: {0}").format(reason),
        }
        return words[kind]
