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
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import platformdirs
from blake3 import blake3

from pagewake.engines.base import Engine
from pagewake.errors import UsageError
from pagewake.insight.heat_index import HeatIndex, IndexUnusable
from pagewake.insight.heat_layer import HeatLayer
from pagewake.insight.heat_sources import known_relations, lineage_rows
from pagewake.insight.heat_tables import Moment, relation_columns, time_matrix
from pagewake.insight.heat_update import (
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
    RelationColumns,
    TimeMatrix,
)
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

_KEPT_RANGES = 8


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
        self._ranges: dict[str, HeatIndex] = {}

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
        for index in (self._index, *self._ranges.values()):
            if index is not None:
                index.close()
        self._index, self._rows, self._layers, self._ranges = None, None, {}, {}

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
            self._layers[metric.value] = layer_of(self._open(), self.row(), metric)
        return self._layers[metric.value]

    def relations(
        self, first: Moment | None = None, last: Moment | None = None, job: Job | None = None
    ) -> RelationColumns:
        """The relations of the row as columns; of part of the history as `range_index`."""
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

    def rows_between(self, first: Moment | None, last: Moment | None) -> list[StretchRow]:
        """The stretches that hold anything from `first` to `last`, both included."""
        return [row for row in self.rows() if _after(row, first) and _before(row, last)]

    def range_index(self, first: Moment | None, last: Moment | None, job: Job) -> HeatIndex:
        """The index of part of the history, on the row of this one; the index itself where no limit is given.

        Built once and kept; the newest few ranges are, and are closed with the heat map. Raises IndexUnusable,
        UsageError, Cancelled, OSError.
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
        rows = self._rows
        self.close()
        self._index, self._rows = index, rows

    def _range(self, first: Moment | None, last: Moment | None, job: Job) -> HeatIndex:
        index, rows = self._open(), self.rows_between(first, last)
        chosen = stretch_columns(rows)
        name = blake3(index.generation.encode() + chosen["digest"].tobytes()).hexdigest()[:24]
        if name in self._ranges:
            return self._ranges[name]
        room = self.directory / "ranges"
        try:
            found = HeatIndex.open(room / name, index.repository, index.source)
        except IndexUnusable:
            for old in sorted(_directories(room), key=lambda path: path.stat().st_mtime)[: -_KEPT_RANGES + 1]:
                remove_index(old)
            found = build_fixed(index, room / name, rows, self.repository.wal.summary, job)
        if (
            len(self._ranges) >= _KEPT_RANGES
        ):  # layers that were made from it go on: they have mapped its files
            self._ranges.pop(next(iter(self._ranges))).close()
        self._ranges[name] = found
        return found


def layer_of(index: HeatIndex, row: HeatRow, metric: Metric) -> HeatLayer:
    """What an index says of changes or of last changes, on a row. Raises UsageError for another metric."""
    if metric is Metric.CHANGES:
        return HeatLayer(metric, index.changes, row)
    if metric is Metric.LAST_CHANGED:
        stretches = index.stretches
        times = np.fmax(stretches["last_time"], stretches["first_time"])
        return HeatLayer(metric, index.last, row, lsns=stretches["end_lsn"], times=times)
    raise UsageError(f"{metric.value} is not read from the log", advice="See heat_metrics.")


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
