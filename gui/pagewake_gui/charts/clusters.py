"""Which marks stand alone and which are too near to each other and become one cluster. Pure, on arrays.

How near is too near goes by powers of two, so that clusters stay as they are while the chart is moved, and change
only now and then while it is zoomed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEAR_PX = 15.0
"""Marks nearer than this (up to twice that) are one cluster."""
BROAD = 3.0
"""A cluster is at most so many times as broad."""


@dataclass(frozen=True, eq=False)
class Clusters:
    """Groups of marks, by lane, then by place. Group g holds `order[first[g]:first[g] + count[g]]`."""

    order: Ints
    first: Ints
    count: Ints
    lane: Ints
    low: Floats
    high: Floats
    worst: Ints
    """The highest rank of any mark in it."""

    def members(self, group: int) -> Ints:
        """The marks of a group."""
        begin = int(self.first[group])
        return self.order[begin : begin + int(self.count[group])]

    def visible(self, low: float, high: float) -> Ints:
        """The groups that touch a stretch of the axis."""
        return np.flatnonzero((self.high >= low) & (self.low <= high))


def level_of(per_pixel: float) -> int:
    """The level at which a chart clusters that shows so much of its axis on a pixel."""
    return math.ceil(math.log2(max(per_pixel * NEAR_PX, 1e-12)))


def clusters_at(x: Floats, lane: NDArray[np.int32], rank: NDArray[np.integer], level: int) -> Clusters:
    """The clusters of marks at places `x` of their lanes. `rank` says how bad each is; places may be nan: left out."""
    known = np.flatnonzero(~np.isnan(x))
    order = known[np.lexsort((x[known], lane[known]))]
    if not len(order):
        none, empty = np.empty(0, np.int64), np.empty(0)
        return Clusters(none, none, none, none, empty, empty, none)
    near = 2.0**level
    places, lanes = x[order], lane[order]
    bins = np.floor(places / (near * BROAD))
    apart = (np.diff(places) >= near) | (np.diff(bins) != 0) | (np.diff(lanes) != 0)
    first = np.concatenate([[0], np.flatnonzero(apart) + 1]).astype(np.int64)
    count = np.diff(np.append(first, len(order)))
    return Clusters(
        order=order.astype(np.int64),
        first=first,
        count=count,
        lane=lanes[first].astype(np.int64),
        low=places[first],
        high=places[first + count - 1],
        worst=np.maximum.reduceat(rank[order].astype(np.int64), first),
    )


def pixel_runs(low: Floats, high: Floats, width: int) -> list[tuple[float, float]]:
    """Stretches in pixels as few rectangles: as they are where they are few, joined by the pixel where many."""
    seen = (high >= 0) & (low <= width)
    low, high = np.clip(low[seen], -2, width + 2), np.clip(high[seen], -2, width + 2)
    if len(low) <= 64:
        return list(zip(low.tolist(), np.maximum(high, low + 1.0).tolist(), strict=True))
    begin = np.clip(np.floor(low), 0, width).astype(np.int64)
    end = np.clip(np.ceil(np.maximum(high, low + 1e-9)), 0, width).astype(np.int64)
    end = np.maximum(end, np.minimum(begin + 1, width))
    steps = np.bincount(begin, minlength=width + 2) - np.bincount(end, minlength=width + 2)
    covered = np.cumsum(steps[: width + 1]) > 0
    edges = np.flatnonzero(np.diff(np.concatenate([[False], covered, [False]])))
    return [(float(a), float(b)) for a, b in edges.reshape(-1, 2).tolist()]
