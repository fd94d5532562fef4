"""The axes below charts: times in the chosen zone, positions as the engine's people write them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QPen

from pagewake_gui.charts.lsn_ticks import lsn_ticks
from pagewake_gui.charts.scales import LsnScale, Scale, TimeScale
from pagewake_gui.charts.time_ticks import constant_spans, time_ticks
from pagewake_gui.theme import Theme

LABEL_PX = 110.0
OFFSET_LABEL_PX = 150.0
EDGE_PX = 34.0
"""So near to an end of the axis a text would be cut off."""
HEIGHT = 30


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """A horizontal axis over a `Scale`: it counts ticks in whole values, and only then in places of the chart."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self.scale_of_values: Scale = TimeScale()
        self.zone: tzinfo | None = None
        self._texts: dict[float, str] = {}
        self.setHeight(HEIGHT)
        self.enableAutoSIPrefix(False)

    def dress(self, theme: Theme) -> None:
        """Draw in the colours of a theme."""
        self.setPen(QPen(theme.colour("line"), 1))
        self.setTextPen(QPen(theme.colour("text")))

    def refresh(self) -> None:
        """Draw anew, because the scale or the zone changed."""
        self.picture = None
        self.update()

    def tickValues(self, low: float, high: float, size: float) -> list[tuple[float, list[float]]]:
        found = self.ticks(low, high, size)
        edge = (high - low) / max(size, 1.0) * EDGE_PX
        self._texts = {place: text for place, text in found if low + edge <= place <= high - edge}
        return [(high - low, [place for place, _ in found])]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [self._texts.get(value, "") for value in values]

    def ticks(self, low: float, high: float, pixels: float) -> list[tuple[float, str]]:
        """The ticks between two places: (place, text)."""
        scale = self.scale_of_values
        if isinstance(scale, LsnScale):
            values = lsn_ticks(scale.value(low), scale.value(high), int(pixels / LABEL_PX), scale.style)
            return [(scale.place(value), scale.style.text(value)) for value in values]
        begin, end = scale.value(low), scale.value(high)
        several = end - begin < 40 * 86_400 and len(constant_spans(begin, end, self.zone)) > 1
        room = int(pixels / (OFFSET_LABEL_PX if several else LABEL_PX))
        return [(scale.place(tick.at), tick.text) for tick in time_ticks(begin, end, room, self.zone)]

    def mouseDragEvent(self, event: Any) -> None:
        event.ignore()

    def wheelEvent(self, event: Any) -> None:
        event.ignore()
