"""The colours of a heat map: 256 of them, the first for "no data". Each map rises in brightness from low to high."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from pagewake_gui.theme import Theme

Table = NDArray[np.uint8]
"""Shape (256, 3)."""
DIMMED = 0.12


class Palette(StrEnum):
    """The maps there are. All but `GREYS` are told apart with any kind of colour vision, in the same order."""

    CIVIDIS = "cividis"
    VIRIDIS = "viridis"
    CET = "CET-CBL2"
    GREYS = "greys"


def colours(
    palette: Palette, theme: Theme, shown: tuple[int, int] | None = None, *, quiet: bool = False
) -> Table:
    """The colour of each step on a theme; steps outside `shown` fade into "no data".

    With `quiet` the lowest step, which then means that all is as usual, is a grey.
    """
    table = _ramp(palette, theme.dark).astype(np.float64)
    if quiet:
        usual = QColor(theme.line)
        table[1] = usual.red(), usual.green(), usual.blue()
    empty = QColor(theme.raised)
    back = np.array([empty.red(), empty.green(), empty.blue()], np.float64)
    table[0] = back
    if shown is not None:
        outside = np.ones(256, bool)
        outside[shown[0] : shown[1] + 1] = False
        outside[0] = False
        table[outside] = back + (table[outside] - back) * DIMMED
    return np.ascontiguousarray(table.round().astype(np.uint8))


@lru_cache(maxsize=16)
def _ramp(palette: Palette, dark: bool) -> Table:
    if palette is Palette.GREYS:
        low, high = (0.35, 1.0) if dark else (0.78, 0.0)
        grey = np.linspace(low, high, 255) * 255
        ramp = np.stack([grey] * 3, axis=1)
    else:
        # The darkest tenth would drown in a dark theme.
        begin = 0.12 if dark else 0.0
        ramp = pg.colormap.get(palette.value).map(np.linspace(begin, 1.0, 255), mode="byte")[:, :3]
    table = np.zeros((256, 3), np.uint8)
    table[1:] = np.asarray(ramp).round()
    return table
