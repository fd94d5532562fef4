"""One metric of the heat map, ready to be looked at: which level to draw, and values as steps of a legend.

Everything here is bounded by the number of cells that are asked for, whatever the size of the database.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.errors import UsageError
from pagewake.insight.heat_values import (
    STEPS,
    Aggregate,
    HeatRow,
    HeatView,
    Metric,
    Reals,
    Scale,
    ScaleKind,
)
from pagewake.insight.pyramid import Pyramid

_FRACTIONS = 16
"""Means are shown to a 16th."""
_SAMPLE = 1 << 18
"""A legend of means is made from the finest level that has no more cells than this."""


class HeatLayer:
    """A metric over the row. For one thread.

    `times` and `lsns`, of `Metric.LAST_CHANGED`, say what each stretch number means (index 0 is number 1).
    """

    def __init__(
        self,
        metric: Metric,
        pyramid: Pyramid,
        row: HeatRow,
        *,
        lsns: NDArray[np.uint64] | None = None,
        times: Reals | None = None,
    ) -> None:
        self.metric = metric
        self.row = row
        self._pyramid = pyramid
        self._lsns, self._times = lsns, times
        self._scales: dict[tuple[int, Aggregate, ScaleKind, float], tuple[Scale, NDArray[np.uint8]]] = {}

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """What a cell of several blocks can show."""
        return tuple(Aggregate) if self._pyramid.sums else (Aggregate.MAX,)

    @property
    def levels(self) -> int:
        """How many levels can be drawn; level 0 has one cell a block."""
        return self._pyramid.levels

    def close(self) -> None:
        """Let the file go; for whoever owns the layer and nothing else that reads the same file."""
        self._pyramid.close()

    def level_for(self, blocks: int, max_cells: int) -> int:
        """The finest level on which so many row blocks take at most `max_cells` cells."""
        for level in range(self._pyramid.levels):
            if (blocks >> 2 * level) + 2 <= max_cells or level == self._pyramid.levels - 1:
                return level
        raise AssertionError("unreachable")

    def view(
        self,
        first: int,
        last: int,
        max_cells: int,
        *,
        level: int | None = None,
        kind: ScaleKind = ScaleKind.LOG,
        clamp: float = 100.0,
        aggregate: Aggregate = Aggregate.MAX,
    ) -> HeatView:
        """Row blocks `first` to `last` (held inside the row) as steps, in at most `max_cells` cells.

        With `level` that one is drawn, whatever number of cells it takes. `clamp` is the percentile of the
        cells from which on all have the last step. A scale is that of the whole level, so that it stays the
        same while the view is moved.

        Raises UsageError, PyramidUnusable.
        """
        if aggregate not in self.aggregates or not 0 < clamp <= 100 or max_cells < 1:
            raise UsageError(f"the heat map of {self.metric.value} cannot be shown like this")
        end = max(self.row.length - 1, 0)
        first = min(max(first, 0), end)
        last = min(max(last, first), end)
        if level is None:
            level = self.level_for(last - first + 1, max_cells)
        level = min(max(level, 0), self._pyramid.levels - 1)
        low, high = first >> 2 * level, last >> 2 * level
        scale, steps = self._scale(level, aggregate, kind, clamp)
        values = self._values(level, low, high - low + 1, aggregate)
        return HeatView(self.metric, aggregate, level, low << 2 * level, 1 << 2 * level, steps[values], scale)

    def values(self, view: HeatView, *, first_cell: int = 0, count: int | None = None) -> NDArray[np.float64]:
        """The real values behind cells of a view, for a table or a tooltip. Raises PyramidUnusable."""
        count = len(view.counts) - first_cell if count is None else count
        at = view.first_block // view.blocks_per_cell + first_cell
        if view.aggregate is Aggregate.MAX:
            return self._pyramid.maxima(view.level, at, count).astype(np.float64)
        return self._pyramid.totals(view.level, at, count) / float(view.blocks_per_cell)

    def _values(self, level: int, first: int, count: int, aggregate: Aggregate) -> NDArray[Any]:
        """Values as indexes of the table of steps."""
        if aggregate is Aggregate.MAX:
            return self._pyramid.maxima(level, first, count)
        sums = self._pyramid.totals(level, first, count).astype(np.uint64)
        sums *= np.uint64(_FRACTIONS)
        whole = sums > 0
        sums >>= np.uint64(2 * level)
        np.maximum(sums, whole, out=sums)  # a little is not nothing
        means: NDArray[Any] = np.minimum(sums, np.uint64(0xFFFF)).astype(np.uint16)
        return means

    def _scale(
        self, level: int, aggregate: Aggregate, kind: ScaleKind, clamp: float
    ) -> tuple[Scale, NDArray[np.uint8]]:
        known = self._scales.get((level, aggregate, kind, clamp))
        if known is not None:
            return known
        pyramid = self._pyramid
        if aggregate is Aggregate.MAX:
            counts, edges, unit = pyramid.histograms[level], pyramid.bins.edges(), 1
        else:
            sampled = level
            while pyramid.level_cells(sampled) > _SAMPLE:
                sampled += 1
            means = self._values(sampled, 0, pyramid.level_cells(sampled), aggregate)
            counts, edges = np.bincount(means, minlength=1 << 16), np.arange(1 << 16)
            counts[0] = 0
            unit = _FRACTIONS
        highest = int(edges[np.flatnonzero(counts)[-1]]) if counts.any() else 0
        if pyramid.bins.step and self.metric is Metric.LAST_CHANGED and self._lsns is not None and highest:
            highest = min(highest + pyramid.bins.step - 1, max(len(self._lsns), 1))
        stops = legend(counts, edges, kind, clamp) / unit
        scale = Scale(kind, clamp, highest / unit, stops, self._edge_times(stops))
        top = highest + pyramid.bins.step if pyramid.bins.step else 0xFFFF
        steps = np.searchsorted(stops[1:], np.arange(top + 2) / unit, side="right")
        table = np.clip(steps, 1, STEPS - 1).astype(np.uint8)
        table[0] = 0
        self._scales[level, aggregate, kind, clamp] = scale, table
        return scale, table

    def _edge_times(self, stops: Reals) -> Reals | None:
        if self._times is None or not len(self._times):
            return None
        numbers = np.clip(stops.astype(np.int64) - 1, 0, len(self._times) - 1)
        return self._times[numbers]


def legend(counts: NDArray[Any], edges: NDArray[Any], kind: ScaleKind, clamp: float) -> Reals:
    """The 256 lower edges of a legend, for cells counted by bins of values (bin 0 holds none).

    `edges[b]` is the smallest value of bin b.
    """
    stops = np.zeros(STEPS, np.float64)
    total = int(counts.sum())
    if not total:
        stops[1:] = 1
        return stops
    reached = np.cumsum(counts.astype(np.int64))
    lowest = float(edges[np.flatnonzero(counts)[0]])
    highest = float(edges[int(np.searchsorted(reached, total * clamp / 100, side="left"))])
    highest = max(highest, lowest)
    places = np.arange(STEPS - 1) / (STEPS - 2)
    if kind is ScaleKind.LINEAR:
        stops[1:] = lowest + (highest - lowest) * places
    elif kind is ScaleKind.LOG:
        stops[1:] = np.exp(np.log(lowest) + (np.log(highest) - np.log(lowest)) * places)
    else:
        wanted = np.maximum(np.arange(STEPS - 1) / (STEPS - 1) * total * clamp / 100, 1)
        stops[1:] = edges[
            np.searchsorted(reached, np.floor(wanted) + 1, side="left").clip(max=len(edges) - 1)
        ]
        stops[1] = lowest
        stops[1:] = np.minimum(stops[1:], highest)
    stops[1:] = np.maximum.accumulate(stops[1:])
    stops[-1] = highest  # rounding must not lift the last edge above the values that it is for
    stops[1:] = np.minimum(stops[1:], highest)
    return stops
