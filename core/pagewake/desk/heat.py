"""The heat map as a window draws it: a sheet that stays open, from which pictures are read on any thread.

Opening a repository for every frame would be too slow: a sheet holds only files of the kept index, which never
change once they are named, and outlives the repository object that it was opened with.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from pagewake.desk.sources import engine_of
from pagewake.insight.heat import HeatMap, layer_of
from pagewake.insight.heat_index import HeatIndex, IndexUnusable
from pagewake.insight.heat_layer import HeatLayer
from pagewake.insight.heat_metrics import backup_layer
from pagewake.insight.heat_story import BlockRanges, explain, holding, touching
from pagewake.insight.heat_tables import relation_columns, time_matrix
from pagewake.insight.heat_values import (
    Aggregate,
    CellStory,
    HeatRow,
    HeatState,
    HeatView,
    Metric,
    RelationColumns,
    ScaleKind,
    TimeMatrix,
    Touched,
)
from pagewake.insight.pyramid import PyramidUnusable
from pagewake.jobs import Job
from pagewake.repository.repository import Repository

Moment = int | datetime
OF_THE_LOG = (Metric.CHANGES, Metric.LAST_CHANGED)
"""Metrics that are read from WAL and so can be narrowed to a part of it."""
_STRETCH_SECONDS, _START_SECONDS = 0.02, 1.0


@dataclass(frozen=True)
class HeatQuestion:
    """What is to be seen: a metric; the part of the history; for `CHANGED_BETWEEN` the ids of two backups."""

    metric: Metric = Metric.CHANGES
    first: Moment | None = None
    last: Moment | None = None
    between: tuple[str, str] | None = None

    @property
    def limited(self) -> bool:
        """Whether only part of the history counts."""
        return self.first is not None or self.last is not None


@dataclass(frozen=True)
class HeatOrder:
    """A picture that is wanted: row blocks `first` to `last` on a level, and how values become steps."""

    first: int
    last: int
    level: int
    kind: ScaleKind = ScaleKind.LOG
    clamp: float = 100.0
    aggregate: Aggregate = Aggregate.MAX


@dataclass(frozen=True, eq=False)
class HeatTile:
    """A drawn picture: steps (`view.counts`), the values behind them, and the last change of each cell.

    `last` is the number of the stretch, from 1, that changed anything of a cell last; 0: none did.
    """

    order: HeatOrder
    view: HeatView
    values: NDArray[np.float64]
    last: NDArray[np.uint32]


@dataclass(frozen=True)
class HeatStanding:
    """Whether there is an index to draw from, and what it would take to bring it up to date.

    `usable` says whether the one that is there can be drawn; `has_wal` whether the repository holds any.
    """

    state: HeatState
    usable: bool
    has_wal: bool

    @property
    def seconds(self) -> float:
        """About how long an update takes."""
        return _START_SECONDS + self.state.missing * _STRETCH_SECONDS


class HeatSheet:
    """One answer to a `HeatQuestion`, open. Every method may be called on any thread; one draws at a time."""

    def __init__(
        self, question: HeatQuestion, index: HeatIndex, layer: HeatLayer, row: HeatRow, *, own_layer: bool
    ) -> None:
        self.question = question
        self.row = row
        self.relations: RelationColumns = relation_columns(index, row)
        self.levels = layer.levels
        stretches = index.stretches
        self.lsns: NDArray[np.uint64] = stretches["end_lsn"].astype(np.uint64)
        self.times: NDArray[np.float64] = np.fmax(stretches["last_time"], stretches["first_time"])
        self.first_lsn = int(stretches["first_lsn"][0]) if len(stretches) else 0
        self._index, self._layer, self._own_layer = index, layer, own_layer
        self._lock = threading.Lock()
        self._closed = False

    def draw(self, order: HeatOrder) -> HeatTile | None:
        """The picture, or None once the sheet is closed. Raises PyramidUnusable, UsageError."""
        with self._lock:
            if self._closed:
                return None
            view = self._layer.view(
                order.first,
                order.last,
                1,
                level=order.level,
                kind=order.kind,
                clamp=order.clamp,
                aggregate=order.aggregate,
            )
            begin = view.first_block // view.blocks_per_cell
            last = self._index.last
            level = min(view.level, last.levels - 1)
            shift = 2 * (view.level - level)
            newest = last.maxima(level, begin << shift, len(view.counts) << shift)
            if shift:
                newest = newest.reshape(len(view.counts), -1).max(axis=1)
            return HeatTile(order, view, self._layer.values(view), newest)

    @property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """What a cell of several blocks can show."""
        return self._layer.aggregates

    def matrix(self, bins: int, relations: Sequence[int]) -> TimeMatrix | None:
        """Relations against time, in the limits of the question; None once closed."""
        with self._lock:
            if self._closed:
                return None
            return time_matrix(self._index, self.row, bins, None, None, relations)

    def close(self) -> None:
        """Let the files go."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._index.close()
                if self._own_layer:
                    self._layer.close()


def heat_standing(repository: Repository, source: str) -> HeatStanding:
    """How the kept index of a source stands to the repository. Raises LogAmbiguous and what the store raises."""
    heat = HeatMap(repository, engine_of(repository, source), source)
    try:
        state = heat.state()
        try:
            usable = len(heat.index.stretches) > 0 and heat.row().length > 0
        except IndexUnusable:
            usable = False
        return HeatStanding(state, usable, bool(heat.rows()))
    finally:
        heat.close()


def update_heat(repository: Repository, source: str, job: Job) -> None:
    """Bring the index of a source up to date. Raises as `HeatMap.update`."""
    heat = HeatMap(repository, engine_of(repository, source), source)
    try:
        heat.update(job)
    finally:
        heat.close()


def open_sheet(repository: Repository, source: str, question: HeatQuestion, job: Job) -> HeatSheet:
    """Answer a question from the kept index; what is damaged of it is made again once.

    Raises IndexUnusable (there is none), UsageError, Cancelled, OSError, and what the store raises.
    """
    for attempt in (1, 2):
        heat = HeatMap(repository, engine_of(repository, source), source)
        try:
            return _opened(heat, question, job)
        except PyramidUnusable:
            heat.forget()
            if attempt == 2:
                raise
            heat.update(job)
        finally:
            heat.close()
    raise AssertionError("unreachable")


def _opened(heat: HeatMap, question: HeatQuestion, job: Job) -> HeatSheet:
    row = heat.row()
    if question.limited:
        index = heat.range_index(question.first, question.last, job)
    else:
        index = HeatIndex.open(heat.directory, heat.index.repository, heat.source)
    try:
        of_the_log = question.metric in OF_THE_LOG
        layer = (
            layer_of(index, row, question.metric)
            if of_the_log
            else backup_layer(heat, question.metric, job, between=question.between)
        )
        return HeatSheet(question, index, layer, row, own_layer=not of_the_log)
    except BaseException:
        index.close()
        raise


def explain_cell(
    repository: Repository, source: str, relation: str, block: int, last_block: int, job: Job
) -> CellStory:
    """What is known of some blocks of a relation; see `insight.heat_story.explain`."""
    heat = HeatMap(repository, engine_of(repository, source), source)
    try:
        return explain(heat, relation, block, job, last_block=last_block, versions=block == last_block)
    finally:
        heat.close()


def touched_by(repository: Repository, source: str, ranges: BlockRanges, job: Job) -> Touched:
    """The WAL and the backups that changed any of some blocks of any relations."""
    heat = HeatMap(repository, engine_of(repository, source), source)
    try:
        return touching(heat, ranges, job)
    finally:
        heat.close()


def held_by(repository: Repository, source: str, ranges: BlockRanges, job: Job) -> tuple[str, ...]:
    """The backups, oldest first, that stored any of some blocks anew."""
    return holding(repository, source, ranges, job)
