"""The colours of a heat map: 256 of them, the first for "no data". Each map rises in brightness from low to high."""

from __future__ import annotations

from collections.abc import Sequence
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
    palette: Palette,
    theme: Theme,
    shown: tuple[int, int] | None = None,
    words: Sequence[tuple[int, str]] = (),
) -> Table:
    """The colour of each step on a theme; steps outside `shown` fade into "no data".

    Where values are `words`, these are pairs of a step and the name of a colour of the theme (or nothing: the
    highest of the map), and every step has the colour of the nearest.
    """
    table = _ramp(palette, theme.dark).astype(np.float64)
    if words:
        highest = table[255].copy()
        steps = np.array([step for step, _ in words])
        named = np.array([_rgb(QColor(getattr(theme, name))) if name else highest for _, name in words])
        table[1:] = named[np.argmin(np.abs(np.arange(1, 256)[:, None] - steps), axis=1)]
    back = _rgb(QColor(theme.raised))
    table[0] = back
    if shown is not None:
        outside = np.ones(256, bool)
        outside[shown[0] : shown[1] + 1] = False
        outside[0] = False
        table[outside] = back + (table[outside] - back) * DIMMED
    return np.ascontiguousarray(table.round().astype(np.uint8))


def _rgb(colour: QColor) -> NDArray[np.float64]:
    return np.array([colour.red(), colour.green(), colour.blue()], np.float64)


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
