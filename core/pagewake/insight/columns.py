"""Backups and stretches of WAL as columns: what charts draw, ten thousand of them at a time.

Times are seconds since 1970 UTC as float64 (nan: unknown), positions uint64. Row i of the columns is entry i of the
values beside them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.insight.evidence import Depth, Evidence, Standing, standings
from pagewake.model import Backup, BackupStatus, BackupType
from pagewake.repository.history import Lost
from pagewake.repository.stretches import StretchRow

Times = NDArray[np.float64]
Positions = NDArray[np.uint64]
UNKNOWN = math.nan


class TypeCode(IntEnum):
    """How much a backup read, as a number in a column."""

    FULL = 0
    DIFFERENTIAL = 1
    INCREMENTAL = 2


class StateCode(IntEnum):
    """What is known of a backup, as a number in a column. The worst that applies."""

    OK = 0
    """It is there, and no verification has read it."""
    WARNINGS = 1
    """It holds pages that failed their own checksum when they were read."""
    UNUSABLE = 2
    """The WAL that makes it consistent is not there."""
    VERIFIED = 3
    """Its content was read again, or restored, and was right."""
    DAMAGED = 4
    """A verification found something wrong, and nothing has shown since that it is right."""
    TRASH = 5
    """It expired, and is removed when its time in the trash is over. That is said whatever else applies."""


_TYPES = {
    BackupType.FULL: TypeCode.FULL,
    BackupType.DIFFERENTIAL: TypeCode.DIFFERENTIAL,
    BackupType.INCREMENTAL: TypeCode.INCREMENTAL,
}


@dataclass(frozen=True, eq=False)
class BackupColumns:
    """Backups of one source, oldest first. `lane` is that of the stop, from where a backup is consistent."""

    started: Times
    finished: Times
    start_lsn: Positions
    stop_lsn: Positions
    lane: NDArray[np.int32]
    type: NDArray[np.uint8]
    """A `TypeCode` each."""
    state: NDArray[np.uint8]
    """A `StateCode` each."""
    parent: NDArray[np.int32]
    """The index of the backup that it builds on; -1 where there is none or it is gone."""
    depth: NDArray[np.uint8]
    """How deep the verification looked that decides the state: a `Depth` each."""
    verified: Times
    """When that was."""
    bytes_written: NDArray[np.int64]
    logical_bytes: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.started)


@dataclass(frozen=True, eq=False)
class StretchColumns:
    """Archived WAL of one source, by lane, then by LSN. Stretches without log (a timeline's history) are left out.

    `from_lsn` is where that begins which no stretch before it holds: it is `first_lsn`, but where a stretch was
    archived while it was still written and then whole. It is `end_lsn` for one that other stretches hold
    altogether. `first_time` and `last_time` are those of the stretch's own records; `begin_time` and `end_time` are
    what the clock of the lane says at `from_lsn` and `end_lsn`: never falling, and interpolated over stretches
    without a time that lie between two with one.
    """

    lane: NDArray[np.int32]
    first_lsn: Positions
    end_lsn: Positions
    from_lsn: Positions
    first_time: Times
    last_time: Times
    begin_time: Times
    end_time: Times
    first_commit: Times
    last_commit: Times
    """The earliest and the latest time of a commit; nan where there is none."""
    records: NDArray[np.int64]
    commits: NDArray[np.int64]
    changed_blocks: NDArray[np.int64]
    restore_points: NDArray[np.int64]
    size: NDArray[np.int64]
    stored: NDArray[np.int64]
    """What its WAL takes in the store; -1 where that is not known, or it is not there."""
    archived: Times
    present: NDArray[np.bool_]
    """Whether its WAL is in the store."""
    names: tuple[str, ...]
    rows: tuple[StretchRow, ...]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def compressed(self) -> NDArray[np.bool_]:
        """Whether it takes less in the store than the raw WAL."""
        return (self.stored >= 0) & (self.stored < self.size)

    @property
    def duplicate(self) -> NDArray[np.bool_]:
        """Whether a stretch before it holds all or part of the same log too."""
        return self.from_lsn > self.first_lsn

    def of_lane(self, lane: int) -> slice:
        """Which rows are of a lane."""
        low, high = np.searchsorted(self.lane, [lane, lane + 1])
        return slice(int(low), int(high))

    def at(self, lane: int, lsn: int) -> int | None:
        """The row that holds the record at a position."""
        part = self.of_lane(lane)
        index = int(np.searchsorted(self.from_lsn[part], np.uint64(lsn), "right")) - 1
        while index >= 0 and self.from_lsn[part][index] == self.end_lsn[part][index]:
            index -= 1
        if index < 0 or lsn >= int(self.end_lsn[part][index]):
            return None
        return int(part.start) + index


def seconds(moment: datetime | None) -> float:
    """An instant as seconds since 1970; nan for None."""
    return UNKNOWN if moment is None else moment.timestamp()


def backup_columns(
    backups: Sequence[Backup],
    lanes: Mapping[int, int],
    unusable: Mapping[str, str],
    evidence: Sequence[Evidence] = (),
    trash: Container[str] = (),
) -> BackupColumns:
    """The columns of backups; `lanes` gives the lane of every timeline that they name, `trash` what is in the trash."""
    index = {backup.id: number for number, backup in enumerate(backups)}
    known = standings(evidence)
    unverified = (Standing.UNKNOWN, Depth.NONE, None)
    judged = [known.get(backup.id, unverified) for backup in backups]
    return BackupColumns(
        started=_column(backups, np.float64, lambda one: one.started.timestamp()),
        finished=_column(backups, np.float64, lambda one: one.finished.timestamp()),
        start_lsn=_column(backups, np.uint64, lambda one: one.start_lsn),
        stop_lsn=_column(backups, np.uint64, lambda one: one.stop_lsn),
        lane=_column(backups, np.int32, lambda one: lanes[one.stop_timeline]),
        type=_column(backups, np.uint8, lambda one: _TYPES[one.type]),
        state=np.array(
            [
                StateCode.TRASH if backup.id in trash else _state(backup, backup.id in unusable, judgement[0])
                for backup, judgement in zip(backups, judged, strict=True)
            ],
            np.uint8,
        ),
        parent=_column(backups, np.int32, lambda one: index.get(one.parent or "", -1)),
        depth=np.array([depth for _, depth, _ in judged], np.uint8),
        verified=np.array([seconds(when) for _, _, when in judged], np.float64),
        bytes_written=_column(backups, np.int64, lambda one: one.bytes_written),
        logical_bytes=_column(backups, np.int64, lambda one: one.logical_bytes),
    )


def _state(backup: Backup, unusable: bool, standing: Standing) -> StateCode:
    if unusable:
        return StateCode.UNUSABLE
    if standing is Standing.BAD:
        return StateCode.DAMAGED
    if backup.status is BackupStatus.WARNINGS:
        return StateCode.WARNINGS
    return StateCode.VERIFIED if standing is Standing.GOOD else StateCode.OK


def stretch_columns(
    rows: Sequence[StretchRow],
    lanes: Mapping[int, int],
    lost: Lost = frozenset(),
    stored: Mapping[tuple[int, str], int] | None = None,
) -> StretchColumns:
    """The columns of rows, in any order; `lanes` gives the lane of every timeline that they name.

    `lost` and `stored` are what `WalArchive` says of the rows' WAL.
    """
    log = [row for row in rows if row.first_lsn < row.end_lsn]
    log.sort(key=lambda row: (lanes[row.timeline], row.first_lsn, -row.end_lsn))
    lane = _column(log, np.int32, lambda row: lanes[row.timeline])
    first = _column(log, np.uint64, lambda row: row.first_lsn)
    end = _column(log, np.uint64, lambda row: row.end_lsn)
    first_time = _column(log, np.float64, lambda row: seconds(row.first_time))
    last_time = _column(log, np.float64, lambda row: seconds(row.last_time))
    begins, ends, froms = np.full(len(log), UNKNOWN), np.full(len(log), UNKNOWN), first.copy()
    edges = [0, *(np.flatnonzero(np.diff(lane)) + 1).tolist(), len(log)]
    for low, high in pairwise(edges):
        part = slice(low, high)
        froms[part] = _uncovered(first[part], end[part])
        begins[part], ends[part] = _risen(froms[part], end[part], first_time[part], last_time[part])
    present = [True] * len(log)
    if lost:
        present = [(row.timeline, row.name) not in lost for row in log]
    return StretchColumns(
        lane=lane,
        first_lsn=first,
        end_lsn=end,
        from_lsn=froms,
        first_time=first_time,
        last_time=last_time,
        begin_time=begins,
        end_time=ends,
        first_commit=_column(log, np.float64, lambda row: seconds(row.first_commit_time)),
        last_commit=_column(log, np.float64, lambda row: seconds(row.last_commit_time)),
        records=_column(log, np.int64, lambda row: row.records),
        commits=_column(log, np.int64, lambda row: row.commits),
        changed_blocks=_column(log, np.int64, lambda row: row.changed_blocks),
        restore_points=_column(log, np.int64, lambda row: row.restore_points),
        size=_column(log, np.int64, lambda row: row.size),
        stored=_column(log, np.int64, lambda row: (stored or {}).get((row.timeline, row.name), -1)),
        archived=_column(log, np.float64, lambda row: row.archived.timestamp()),
        present=np.array(present, np.bool_),
        names=tuple(row.name for row in log),
        rows=tuple(log),
    )


def _uncovered(first: Positions, end: Positions) -> Positions:
    """Where each stretch begins to hold what none before it does; its end where it holds nothing of the kind."""
    reached = np.maximum.accumulate(end) if len(end) else end
    before = np.concatenate([first[:1], reached[:-1]])
    uncovered: Positions = np.minimum(np.maximum(first, before), end)
    return uncovered


def _risen(begin: Positions, end: Positions, first: Times, last: Times) -> tuple[Times, Times]:
    """The times at the ends of stretches of one lane: never falling, and filled where they can be.

    A stretch without times lies between the last time before it and the first after it, in proportion to its
    positions, as long as the log in between is unbroken.
    """
    begins, ends = np.full(len(begin), UNKNOWN), np.full(len(begin), UNKNOWN)
    own = np.flatnonzero(begin < end)
    timed = own[~np.isnan(first[own]) & ~np.isnan(last[own])]
    if not len(timed):
        return begins, ends
    knots = np.maximum.accumulate(np.stack([first[timed], last[timed]], axis=1).reshape(-1))
    begins[timed], ends[timed] = knots[::2], knots[1::2]
    blank = own[np.isnan(begins[own])]
    right = np.searchsorted(timed, blank)
    blank, right = blank[(right > 0) & (right < len(timed))], right[(right > 0) & (right < len(timed))]
    before, after = timed[right - 1], timed[right]
    # Breaks of the log up to each stretch: equal numbers mean that nothing is missing in between.
    joined = np.zeros(len(begin), np.int64)
    joined[own[1:]] = begin[own[1:]] != end[own[:-1]]
    breaks = np.cumsum(joined)
    whole = breaks[before] == breaks[after]
    blank, before, after = blank[whole], before[whole], after[whole]
    span = (begin[after] - end[before]).astype(np.float64)
    idle = begins[after] - ends[before]
    begins[blank] = ends[before] + idle * ((begin[blank] - end[before]).astype(np.float64) / span)
    ends[blank] = ends[before] + idle * ((end[blank] - end[before]).astype(np.float64) / span)
    return begins, ends


def _column(values: Sequence[Any], dtype: Any, of: Callable[[Any], Any]) -> NDArray[Any]:
    return np.array([of(value) for value in values], dtype)
