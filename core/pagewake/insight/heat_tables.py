"""Tables of a heat index: relations with their totals, and relations against time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from pagewake.insight.heat_index import HeatIndex, Rows
from pagewake.insight.heat_values import HeatRow, Positions, Reals, RelationColumns, TimeMatrix

Moment = int | datetime
"""An LSN or a time."""


def relation_columns(index: HeatIndex, row: HeatRow) -> RelationColumns:
    """Totals of an index for each relation of a row."""
    numbers = {key: number for number, key in enumerate(index.keys)}
    chosen = np.array([numbers[key] for key in row.keys], np.int64)
    kept = index.relations[chosen]
    changes = kept["changes"].astype(np.int64)
    last = kept["active"].astype(np.int64)
    ends = np.append(np.uint64(0), index.stretches["end_lsn"])
    times = np.append(np.nan, np.fmax(index.stretches["last_time"], index.stretches["first_time"]))
    return RelationColumns(
        row.keys,
        row.names,
        row.first,
        row.blocks,
        row.blocks * row.page_size,
        row.present,
        kept["changed"].astype(np.int64),
        changes,
        changes / max(int(changes.sum()), 1),
        ends[last],
        times[last],
    )


def time_matrix(
    index: HeatIndex,
    row: HeatRow,
    bins: int,
    first: Moment | None,
    last: Moment | None,
    relations: Sequence[int] | None,
) -> TimeMatrix:
    """Entries of an index, summed by relation and bin of time. Stretches without a time count with those before."""
    chosen: Positions = np.arange(len(row.keys)) if relations is None else np.array(relations, np.int64)
    stretches = index.stretches
    times = _filled(np.fmax(stretches["last_time"], stretches["first_time"]))
    inside = _chosen(stretches, times, first, last)
    within = times[inside & ~np.isnan(times)]
    low, high = (float(within.min()), float(within.max())) if len(within) else (0.0, 0.0)
    edges = np.linspace(low, max(high, low + 1e-3), max(bins, 1) + 1)
    bin_of = np.clip(np.searchsorted(edges, times, side="right") - 1, 0, len(edges) - 2)
    numbers = {key: number for number, key in enumerate(index.keys)}
    place = np.full(len(index.keys), -1, np.int64)
    place[[numbers[row.keys[one]] for one in chosen.tolist()]] = np.arange(len(chosen))
    entries = index.entries()
    stretch = entries["stretch"].astype(np.int64) - 1
    taken = (place[entries["relation"]] >= 0) & inside[stretch]
    cell = place[entries["relation"][taken]] * (len(edges) - 1) + bin_of[stretch[taken]]
    shape = (len(chosen), len(edges) - 1)
    blocks, changes = (
        np.bincount(cell, weights=entries[name][taken], minlength=shape[0] * shape[1])
        .astype(np.int64)
        .reshape(shape)
        for name in ("blocks", "changes")
    )
    ends = np.zeros(len(edges), np.uint64)
    np.maximum.at(ends, bin_of[inside] + 1, stretches["end_lsn"][inside])
    return TimeMatrix(edges, np.maximum.accumulate(ends), chosen, blocks, changes)


def _filled(times: Reals) -> Reals:
    """Unknown times taken from the nearest known one before, or else after."""
    known = np.flatnonzero(~np.isnan(times))
    if not len(known):
        return times
    before = np.searchsorted(known, np.arange(len(times)), side="right") - 1
    filled: Reals = times[known[np.maximum(before, 0)]]
    return filled


def _chosen(stretches: Rows, times: Reals, first: Moment | None, last: Moment | None) -> NDArray[np.bool_]:
    chosen = np.ones(len(stretches), bool)
    if isinstance(first, datetime):
        chosen &= ~(times < first.timestamp())
    elif first is not None:
        chosen &= stretches["end_lsn"] > np.uint64(first)
    if isinstance(last, datetime):
        begins = np.fmin(stretches["first_time"], stretches["last_time"])
        chosen &= ~(begins > last.timestamp())
    elif last is not None:
        chosen &= stretches["first_lsn"] <= np.uint64(last)
    return chosen
