"""The arithmetic of a pyramid: four cells made one, and bins of values.

Values are counted in bins so that a legend by quantile needs no pass over the cells.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

_OCTAVE = 64
_LOG_BINS = 256 + 8 * _OCTAVE
_EVEN_BINS = 1 << 12
_LOG_EDGES: NDArray[np.int64] = np.concatenate(
    [np.arange(256), *((np.arange(_OCTAVE) + _OCTAVE << octave) for octave in range(2, 10))]
).astype(np.int64)
_LOG_BIN = (np.searchsorted(_LOG_EDGES, np.arange(1 << 16), side="right") - 1).astype(np.uint16)


class Bins:
    """Bins of 16-bit values (`step` 0) or of 32-bit values; the value 0 has bin 0 to itself.

    Those of 16-bit values are exact up to 255, and a 64th of an octave wide from there on; those of 32-bit
    values are `step` values wide: 1 to `step`, and so on.
    """

    def __init__(self, step: int) -> None:
        self.step = step
        self.count = _EVEN_BINS if step else _LOG_BINS
        self.limit = (_EVEN_BINS - 1) * step if step else 0xFFFF
        """The largest value that has a bin."""

    def of(self, values: NDArray[Any]) -> NDArray[Any]:
        """The bin of each value."""
        if self.step:
            bins: NDArray[Any] = (values + np.uint32(self.step - 1)) // np.uint32(self.step)
            return bins
        found: NDArray[Any] = _LOG_BIN[values]
        return found

    def edges(self) -> NDArray[np.int64]:
        """The smallest value of each bin."""
        if self.step:
            return np.append(0, np.arange(_EVEN_BINS - 1, dtype=np.int64) * self.step + 1)
        return _LOG_EDGES


def step_for(limit: int) -> int:
    """The step with which values up to `limit` have bins."""
    return -(-max(limit, 1) // (_EVEN_BINS - 1))


def tops_of_four(fours: NDArray[Any]) -> NDArray[Any]:
    """The largest of each row of four. By columns: many times faster than along the short axis."""
    left, right = np.maximum(fours[:, 0], fours[:, 1]), np.maximum(fours[:, 2], fours[:, 3])
    tops: NDArray[Any] = np.maximum(left, right)
    return tops


def sums_of_four(fours: NDArray[Any]) -> NDArray[Any]:
    """The sum of each row of four."""
    sums = fours[:, 0].astype(np.uint64)
    for column in range(1, 4):
        sums += fours[:, column]
    return sums
