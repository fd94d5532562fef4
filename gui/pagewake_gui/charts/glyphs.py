"""The marks of backups: the shape tells the type, the fill the state. Readable without any colour.

Square: full; diamond: differential; circle: incremental. Solid: verified; hollow: nobody has read it since; half full
with a bar: holds bad pages; hollow with a stroke through it: unusable; crossed out: damaged; hatched: running; small,
grey and dashed: in the trash. An
hourglass beside it: the rules let it go; hollow: within a day, solid: with the next expiry.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen, QPolygonF

from pagewake.expire.soon import Expiry
from pagewake.insight.columns import StateCode, TypeCode
from pagewake_gui.theme import Theme

RADIUS = 7.0
HIT = 12.0
"""From its centre a mark can be hit as far as this: 24 px in all."""
RUNNING = 100
"""Beside the codes of states: a backup that is being taken."""
_COLOURS = {
    TypeCode.FULL: "full",
    TypeCode.DIFFERENTIAL: "differential",
    TypeCode.INCREMENTAL: "incremental",
}


def type_colour(theme: Theme, type_: int) -> QColor:
    """The colour of a type of backup."""
    return theme.colour(_COLOURS[TypeCode(type_)])


def glyph_path(type_: int, at: QPointF, radius: float = RADIUS) -> QPainterPath:
    """The outline of a type of backup."""
    path = QPainterPath()
    box = QRectF(at.x() - radius, at.y() - radius, 2 * radius, 2 * radius)
    if type_ == TypeCode.FULL:
        path.addRect(box.adjusted(1, 1, -1, -1))
    elif type_ == TypeCode.DIFFERENTIAL:
        out = radius * 1.2
        corners = [(0, -out), (out, 0), (0, out), (-out, 0)]
        path.addPolygon(QPolygonF([QPointF(at.x() + x, at.y() + y) for x, y in corners]))
        path.closeSubpath()
    else:
        path.addEllipse(box)
    return path


def draw_glyph(
    painter: QPainter, theme: Theme, type_: int, state: int, at: QPointF, radius: float = RADIUS
) -> None:
    """Draw one backup."""
    path = glyph_path(type_, at, radius)
    colour = type_colour(theme, type_)
    bad = theme.colour("bad")
    surface = theme.colour("surface")
    painter.setPen(QPen(colour, 2))
    painter.setBrush(surface)
    if state == StateCode.TRASH:
        painter.setPen(QPen(theme.colour("muted"), 1.6, Qt.PenStyle.DashLine))
        path = glyph_path(type_, at, radius * 0.85)
    if state == StateCode.VERIFIED:
        painter.setBrush(colour)
    elif state == RUNNING:
        painter.drawPath(path)
        painter.setBrush(QBrush(colour, Qt.BrushStyle.BDiagPattern))
    elif state in (StateCode.DAMAGED, StateCode.UNUSABLE):
        pen = QPen(bad, 2)
        if state == StateCode.UNUSABLE:
            pen.setStyle(Qt.PenStyle.DotLine)
        painter.setPen(pen)
    painter.drawPath(path)
    if state == StateCode.WARNINGS:
        painter.save()
        painter.setClipRect(
            QRectF(at.x() - radius * 2, at.y(), radius * 4, radius * 2), Qt.ClipOperation.IntersectClip
        )
        painter.setBrush(theme.colour("warn"))
        painter.drawPath(path)
        painter.restore()
    elif state in (StateCode.DAMAGED, StateCode.UNUSABLE):
        painter.setPen(QPen(bad, 2.4))
        far = radius * 1.15
        painter.drawLine(at + QPointF(-far, far), at + QPointF(far, -far))
        if state == StateCode.DAMAGED:
            painter.drawLine(at + QPointF(-far, -far), at + QPointF(far, far))


def draw_failed(painter: QPainter, theme: Theme, at: QPointF, radius: float = RADIUS) -> None:
    """A backup that was begun and never came to be: a cross without a shape around it."""
    painter.setPen(QPen(theme.colour("bad"), 2.4))
    for sign in (-1, 1):
        painter.drawLine(at + QPointF(-radius, -sign * radius), at + QPointF(radius, sign * radius))


def draw_ring(
    painter: QPainter, theme: Theme, at: QPointF, radius: float = RADIUS, *, broad: bool = True
) -> None:
    """Mark a backup as selected (a broad ring) or as the one that a restore would use (a narrow one)."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.colour("accent"), 3 if broad else 1.5))
    out = radius + (5.5 if broad else 9.0)
    painter.drawEllipse(at, out, out)


def draw_hourglass(painter: QPainter, theme: Theme, at: QPointF, expiry: int, *, offset: bool = True) -> None:
    """Mark a backup at a point as one that expires: an hourglass at its upper right, or at the point itself."""
    if expiry == Expiry.STAYS:
        return
    middle = at + QPointF(RADIUS + 5, -RADIUS - 3) if offset else at
    x, y, wide, high = middle.x(), middle.y(), 3.6, 5.0
    colour = theme.colour("warn")
    painter.setPen(QPen(colour, 1.4))
    painter.setBrush(colour if expiry == Expiry.DUE else theme.colour("surface"))
    for sign in (-1, 1):
        painter.drawPolygon(
            QPolygonF([QPointF(x - wide, y + sign * high), QPointF(x + wide, y + sign * high), QPointF(x, y)])
        )
