"""What a place on a chart's axis means: seconds behind an epoch, or positions behind a base, as floats.

Floats hold 53 bits. Counted from the beginning of what a chart shows, times are exact to well below a microsecond and
positions exact for any log shorter than 8 PiB.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.insight.columns import Positions
from pagewake.lsn import LSN_MAX, LsnStyle

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class TimeScale:
    """An axis of time: place 0 is `epoch`, in seconds since 1970 UTC."""

    epoch: float = 0.0
    nearest = 1e-3
    """The shortest stretch that fills a chart: a millisecond."""

    def places(self, times: NDArray[np.floating[Any]]) -> Floats:
        """Places of moments; nan stays nan."""
        return np.asarray(times, np.float64) - self.epoch

    def place(self, time: float) -> float:
        """The place of one moment."""
        return time - self.epoch

    def value(self, place: float) -> float:
        """The moment at a place."""
        return place + self.epoch


@dataclass(frozen=True)
class LsnScale:
    """An axis of positions: place 0 is the position `base`."""

    base: int = 0
    style: LsnStyle = LsnStyle.DECIMAL
    nearest = 16.0

    def places(self, positions: Positions) -> Floats:
        """Places of positions; the difference is taken in 64 bits."""
        base = np.uint64(self.base)
        ahead = np.where(positions >= base, positions - base, np.uint64(0)).astype(np.float64)
        behind = np.where(positions < base, base - positions, np.uint64(0)).astype(np.float64)
        return ahead - behind

    def place(self, position: float) -> float:
        """The place of one position (an int of any size)."""
        return float(int(position) - self.base)

    def value(self, place: float) -> int:
        """The position at a place: the nearest one that there can be."""
        return min(max(self.base + (0 if math.isnan(place) else round(place)), 0), LSN_MAX)


Scale = TimeScale | LsnScale
