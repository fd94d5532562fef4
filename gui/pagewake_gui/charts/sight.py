"""What all charts with a camera have in common: looking around, the way back, pictures of what is in sight."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from pagewake_gui.charts.camera import Camera
from pagewake_gui.charts.pictures import png_of, svg_of
from pagewake_gui.theme import LIGHT, Theme

ZOOM = 0.8
PAN = 0.15
WHEEL_STEP = 120.0
DRAG_PX = 4


class SightWidget(QWidget):
    """A widget that shows a stretch of an axis. `range_changed()`: something else is in sight."""

    range_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.camera = Camera()
        self.theme: Theme = LIGHT

    def look(self, low: float, high: float) -> None:
        """Have a stretch of places in sight."""
        self.camera.show(low, high)
        self._moved()

    def look_at(self, low: float, high: float) -> None:
        """Bring a stretch into the middle, with as much again around it."""
        point = high - low <= self.camera.nearest
        room = max((high - low) * 0.6, self.camera.span * 0.02 if point else 0.0, self.camera.nearest)
        self.look(low - room, high + room)

    def reveal(self, low: float, high: float) -> None:
        """Bring a stretch into sight; nothing moves where it is already."""
        self.camera.reveal(low, high)
        self._moved()

    def look_at_all(self) -> None:
        """Have everything in sight."""
        self.camera.show_all()
        self._moved()

    def zoom_by(self, factor: float) -> None:
        """Show `factor` times as much."""
        self.camera.zoom(factor, (self.camera.low + self.camera.high) / 2)
        self._moved()

    def pan_by(self, part: float) -> None:
        """Move by a part of what is in sight."""
        self.camera.pan(self.camera.span * part)
        self._moved()

    def go_back(self) -> None:
        """What was in sight before."""
        if self.camera.back():
            self._moved()

    def go_back_to(self, step: int) -> None:
        """What was in sight at a step of the history."""
        self.camera.back_to(step)
        self._moved()

    def as_png(self, scale: float = 2.0) -> bytes:
        """The chart as a picture, so many times as fine as on the screen."""
        return png_of(self, self.theme.surface, scale)

    def as_svg(self) -> bytes:
        """The chart as vectors."""
        return svg_of(self)

    def _moved(self) -> None:
        self.update()
        self.range_changed.emit()
