"""The page-change heat map of one source: what its window and its commands ask.

    heat = HeatMap(repository, engine, "shop")
    if not heat.state().fresh:
        heat.update(job)
    view = heat.layer(Metric.CHANGES).view(0, heat.row().length - 1, max_cells=500_000)

Opening reads the kept index (see `heat_index`) and, of the repository, rows of its catalogue. For one thread;
another `HeatMap` of the same source may be updated meanwhile.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from blake3 import blake3
from numpy.typing import NDArray

from pagewake.blocks import RelationChanges, fold
from pagewake.engines.base import Engine
from pagewake.errors import UsageError
from pagewake.insight.heat_index import HeatIndex, IndexUnusable, Rows
from pagewake.insight.heat_layer import HeatLayer
from pagewake.insight.heat_update import (
    KnownRelations,
    build_fixed,
    pending,
    remove_index,
    stretch_columns,
    update_index,
)
from pagewake.insight.heat_values import (
    HeatRow,
    HeatState,
    Metric,
    Positions,
    Reals,
    RelationColumns,
    TimeMatrix,
)
from pagewake.jobs import Job
from pagewake.repository.history import cover, history_of
from pagewake.repository.manifest import Manifest
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

_KEPT_RANGES = 8
_FORKS = ("_fsm", "_vm", "_init")

Moment = int | datetime
"""An LSN or a time."""


def cache_directory() -> Path:
    """Where indexes are kept: `PAGEWAKE_CACHE`, or the user's cache directory."""
    named = os.environ.get("PAGEWAKE_CACHE")
    return Path(named) if named else Path(platformdirs.user_cache_dir("pagewake", appauthor=False))


class HeatMap:
    """The heat map of one source of one repository."""

    def __init__(
        self, repository: Repository, engine: Engine, source: str, *, cache: Path | None = None
    ) -> None:
        self.repository = repository
        self.engine = engine
        self.source = source
        identity = f"{repository.descriptor.id}/{source}".encode()
        self.directory = (cache or cache_directory()) / "heat" / blake3(identity).hexdigest()[:24]
        self._index: HeatIndex | None = None
        self._rows: list[StretchRow] | None = None
        self._layers: dict[str, HeatLayer] = {}

    # What there is

    def rows(self) -> list[StretchRow]:
        """The stretches of the newest timeline and its ancestors, in the order of history.

        Raises LogAmbiguous.
        """
        if self._rows is None:
            self._rows = lineage_rows(self.repository.wal.rows(self.source))
        return self._rows

    def state(self) -> HeatState:
        """How the kept index stands to the repository; see `update`."""
        rows = self.rows()
        try:
            index = self._open()
        except IndexUnusable as error:
            return HeatState(len(rows), len(rows), str(error))
        todo = pending(index, stretch_columns(rows))
        missing = len(rows) if todo.rebuild else len(rows) - todo.counted
        return HeatState(len(rows), missing, todo.rebuild)

    def update(self, job: Job) -> None:
        """Bring the index up to what the repository knows now; builds it where there is none.

        Raises Cancelled (what was read up to then is kept), OSError (the cache cannot be written), and what
        the store raises.
        """
        self._rows = None
        known = known_relations(self.repository, self.engine, self.source, job)
        index = update_index(
            self.directory,
            self.repository.descriptor.id,
            self.source,
            self.rows(),
            self.repository.wal.summary,
            known,
            job,
        )
        self._use(index)

    def forget(self) -> None:
        """Remove the kept index: it is built anew by the next update."""
        self.close()
        remove_index(self.directory)

    def close(self) -> None:
        """Let the files go."""
        if self._index is not None:
            self._index.close()
        self._index, self._rows, self._layers = None, None, {}

    @property
    def index(self) -> HeatIndex:
        """The kept index. Raises IndexUnusable where there is none yet: see `update`."""
        return self._open()

    def row(self) -> HeatRow:
        """Where each relation lies in the row. Raises IndexUnusable."""
        return self._open().row()

    # What a view draws

    def layer(self, metric: Metric = Metric.CHANGES) -> HeatLayer:
        """Changes or last changes, over all that was counted. Raises IndexUnusable, UsageError."""
        if metric.value not in self._layers:
            self._layers[metric.value] = _layer_of(self._open(), self.row(), metric)
        return self._layers[metric.value]

    def range_layer(
        self, first: Moment | None, last: Moment | None, job: Job, metric: Metric = Metric.CHANGES
    ) -> HeatLayer:
        """The same over part of the history: the stretches that hold anything from `first` to `last`.

        Built once and kept; the newest few ranges are. Raises IndexUnusable, UsageError, Cancelled, OSError.
        """
        return _layer_of(self._range(first, last, job), self.row(), metric)

    def relations(
        self, first: Moment | None = None, last: Moment | None = None, job: Job | None = None
    ) -> RelationColumns:
        """The relations of the row as columns; of part of the history as `range_layer`."""
        return relation_columns(self.range_index(first, last, job or Job("heat map")), self.row())

    def matrix(
        self,
        bins: int,
        *,
        first: Moment | None = None,
        last: Moment | None = None,
        relations: Sequence[int] | None = None,
    ) -> TimeMatrix:
        """What changed when: `relations` (numbers of the row; default all) against `bins` of time.

        Raises IndexUnusable.
        """
        return time_matrix(self._open(), self.row(), bins, first, last, relations)

    def changed_in(self, first: Moment | None, last: Moment | None, job: Job) -> dict[str, RelationChanges]:
        """The blocks of each relation that the stretches from `first` to `last` changed, with counts.

        Raises Cancelled and what the store raises.
        """
        rows = self.rows_between(first, last)
        with job.phase("reading what the log changed", len(rows), "stretches"):

            def summaries() -> Iterable[Any]:
                for row in rows:
                    job.check()
                    yield self.repository.wal.summary(row)
                    job.advance(1)

            return dict(fold(summaries()).relations)

    def rows_between(self, first: Moment | None, last: Moment | None) -> list[StretchRow]:
        """The stretches that hold anything from `first` to `last`, both included."""
        return [row for row in self.rows() if _after(row, first) and _before(row, last)]

    def range_index(self, first: Moment | None, last: Moment | None, job: Job) -> HeatIndex:
        """The index of part of the history, on the row of this one; the index itself where no limit is given.

        Raises as `range_layer`. What is not `index` is the caller's to close.
        """
        if first is None and last is None:
            return self._open()
        return self._range(first, last, job)

    # Within

    def _open(self) -> HeatIndex:
        if self._index is None:
            self._index = HeatIndex.open(self.directory, self.repository.descriptor.id, self.source)
        return self._index

    def _use(self, index: HeatIndex) -> None:
        if self._index is not None:
            self._index.close()
        self._index, self._layers = index, {}

    def _range(self, first: Moment | None, last: Moment | None, job: Job) -> HeatIndex:
        index, rows = self._open(), self.rows_between(first, last)
        chosen = stretch_columns(rows)
        name = blake3(index.generation.encode() + chosen["digest"].tobytes()).hexdigest()[:24]
        room = self.directory / "ranges"
        try:
            found = HeatIndex.open(room / name, index.repository, index.source)
        except IndexUnusable:
            for old in sorted(_directories(room), key=lambda path: path.stat().st_mtime)[: -_KEPT_RANGES + 1]:
                remove_index(old)
            found = build_fixed(index, room / name, rows, self.repository.wal.summary, job)
        return found


def lineage_rows(rows: Sequence[StretchRow]) -> list[StretchRow]:
    """Of all rows of a source those of its newest timeline and the ancestors of that, each position once.

    Raises LogAmbiguous.
    """
    history = history_of(rows)
    if not history.timelines:
        return []
    found: list[StretchRow] = []
    for span in history.lineage(max(history.timelines)):
        known = history.timelines.get(span.timeline)
        for run in known.runs if known else ():
            end = run.end_lsn if span.end is None else min(run.end_lsn, span.end)
            if run.first_lsn < end:
                found += cover(run, run.first_lsn, end)
    return found


def known_relations(repository: Repository, engine: Engine, source: str, job: Job) -> KnownRelations:
    """What the newest backup of a source says of its relations; little where there is none."""
    backups = repository.backups(source)
    if not backups:
        return KnownRelations()
    return known_relations_of(repository, engine, repository.manifest(backups[-1].id), job)


def known_relations_of(
    repository: Repository, engine: Engine, manifest: Manifest, job: Job
) -> KnownRelations:
    """What one backup says of its relations."""
    lengths: dict[str, tuple[int, int]] = {}
    for record in repository.file_table(manifest):
        job.check()
        if record.relation is not None:
            end = record.first_block + record.blocks
            lengths[record.relation] = (max(end, lengths.get(record.relation, (0, 0))[0]), record.page_size)
    said = engine.relation_names(repository.file_reader(manifest))
    names = {key: name for key in lengths if (name := _name(key, said))}
    return KnownRelations(
        manifest.backup.id,
        manifest.start.timeline,
        manifest.start.lsn,
        lengths,
        names,
        manifest.identity.page_size,
    )


def _name(key: str, said: Any) -> str:
    """What people call a relation, or one of its forks."""
    if key in said:
        return str(said[key])
    for fork in _FORKS:
        base = key.removesuffix(fork)
        if base != key and base in said:
            return f"{said[base]} ({fork[1:]})"
    return ""


def _layer_of(index: HeatIndex, row: HeatRow, metric: Metric) -> HeatLayer:
    if metric is Metric.CHANGES:
        return HeatLayer(metric, index.changes, row)
    if metric is Metric.LAST_CHANGED:
        stretches = index.stretches
        times = np.fmax(stretches["last_time"], stretches["first_time"])
        return HeatLayer(metric, index.last, row, lsns=stretches["end_lsn"], times=times)
    raise UsageError(f"{metric.value} is not read from the log", advice="See heat_metrics.")


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


def _after(row: StretchRow, first: Moment | None) -> bool:
    if first is None:
        return True
    if isinstance(first, datetime):
        return row.last_time is None or row.last_time >= first
    return row.end_lsn > first


def _before(row: StretchRow, last: Moment | None) -> bool:
    if last is None:
        return True
    if isinstance(last, datetime):
        return row.first_time is None or row.first_time <= last
    return row.first_lsn <= last


def _directories(place: Path) -> list[Path]:
    return [path for path in place.iterdir() if path.is_dir()] if place.is_dir() else []
