"""Sets of blocks and what a stretch of WAL did to them, as sorted arrays. Never a Python loop over blocks.

A *relation* is what the log calls a file: a text key that the engine chooses (`pages` in NeuroQuantumDB,
`tablespace/database/relation` with `_fsm`, `_vm`, `_init` in PostgreSQL). Blocks are numbered through a
relation, also where it is cut into several files.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Blocks = NDArray[np.uint32]
Counts = NDArray[np.uint32]
Number = TypeVar("Number", bound=np.generic)

_NO_BLOCKS: Blocks = np.empty(0, np.uint32)
_NO_BLOCKS.flags.writeable = False


@dataclass(frozen=True, eq=False)
class RelationChanges:
    """What happened to one relation in one stretch of WAL.

    `blocks` is sorted and unique, `counts` how often each was changed. `limit` is the shortest length that
    the relation had (None: it was never cut): a block at or past it that is not in `blocks` is zeros or
    beyond the end, never an older backup's content.
    """

    blocks: Blocks
    counts: Counts
    limit: int | None = None

    def then(self, later: RelationChanges) -> RelationChanges:
        """The changes of this stretch followed by those of the next one."""
        blocks, counts = self.blocks, self.counts
        if later.limit is not None:
            kept = int(np.searchsorted(blocks, later.limit))
            blocks, counts = blocks[:kept], counts[:kept]
        limits = [limit for limit in (self.limit, later.limit) if limit is not None]
        merged, merged_counts = merge_counts([(blocks, counts), (later.blocks, later.counts)])
        return RelationChanges(merged, merged_counts, min(limits) if limits else None)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, RelationChanges)
            and self.limit == other.limit
            and np.array_equal(self.blocks, other.blocks)
            and np.array_equal(self.counts, other.counts)
        )

    __hash__ = None  # type: ignore[assignment]


def distinct(values: NDArray[Number]) -> NDArray[Number]:
    """As `np.unique`, which imports all of `numpy.ma`, to see whether the values are masked."""
    ordered = np.sort(values)
    kept = np.ones(len(ordered), np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=kept[1:])
    return ordered[kept]


def merge_counts(parts: Sequence[tuple[Blocks, Counts]]) -> tuple[Blocks, Counts]:
    """Union of sorted block arrays, their counts added (and held at the largest u32)."""
    parts = [part for part in parts if len(part[0])]
    if not parts:
        return _NO_BLOCKS, _NO_BLOCKS
    if len(parts) == 1:
        return parts[0]
    blocks = np.concatenate([part[0] for part in parts])
    counts = np.concatenate([part[1] for part in parts])
    unique, inverse = np.unique(blocks, return_inverse=True)
    totals = np.zeros(len(unique), np.uint64)
    np.add.at(totals, inverse, counts.astype(np.uint64))
    return unique.astype(np.uint32), np.minimum(totals, 0xFFFFFFFF).astype(np.uint32)


@dataclass(frozen=True)
class WalEvent:
    """Something in the log that people want to see on a timeline: `kind` is stable kebab-case."""

    lsn: int
    kind: str
    text: str


@dataclass(frozen=True)
class Meanwhile:
    """What one stretch of WAL tells of the time of a backup: its events then, and the relations that it changed."""

    events: Sequence[WalEvent]
    relations: Collection[str]


LOG_INCOMPLETE = "log-incomplete"
"""The kind of an event from which on the log lacks changes, so that nothing can be recovered past it."""


@dataclass(frozen=True)
class WalSummary:
    """What one stretch of WAL did: kept beside the stretch, so that nothing ever reads the WAL again.

    Positions are on `timeline`, from `first_lsn` up to, but without, `end_lsn`. Times are those of the log's
    records; they need not rise with the LSN. `commits` and `restore_points` are in log order. `breakers` are
    reasons why no incremental may span this stretch. `whole_directories` are places where every file must be
    copied whole (PostgreSQL's file-copied databases).
    """

    timeline: int
    first_lsn: int
    end_lsn: int
    records: int = 0
    first_time: datetime | None = None
    last_time: datetime | None = None
    relations: Mapping[str, RelationChanges] = field(default_factory=dict)
    commits: int = 0
    aborts: int = 0
    first_commit_time: datetime | None = None
    last_commit_time: datetime | None = None
    by_type: Mapping[str, int] = field(default_factory=dict)
    bytes_by_type: Mapping[str, int] = field(default_factory=dict)
    restore_points: tuple[tuple[str, int, datetime], ...] = ()
    redo_points: tuple[int, ...] = ()
    """LSNs in this stretch from which replay may begin (finished checkpoints that flushed)."""
    whole_directories: frozenset[str] = frozenset()
    breakers: tuple[str, ...] = ()
    headless: bool = False
    """What lies in front of this stretch was not at hand: what a record that runs into it changed is not in here,
    and whether the two belong to one log was not compared. That does no harm to the first stretch of a fold, and
    can hide changes in every later one."""
    events: tuple[WalEvent, ...] = ()

    @property
    def changed_blocks(self) -> int:
        """How many blocks of all relations changed."""
        return sum(len(changes.blocks) for changes in self.relations.values())

    @property
    def incomplete_from(self) -> int | None:
        """Where the log begins to lack changes that a replay needs; None where it does not say so."""
        return next((event.lsn for event in self.events if event.kind == LOG_INCOMPLETE), None)


@dataclass(frozen=True)
class ChangeSet:
    """The changes of consecutive stretches, folded in order: what an incremental must read."""

    relations: Mapping[str, RelationChanges]
    whole_directories: frozenset[str] = frozenset()
    breakers: tuple[str, ...] = ()


def fold(summaries: Iterable[WalSummary]) -> ChangeSet:
    """Fold summaries, given in log order, into one change set. Over-inclusion is safe, omission never."""
    relations: dict[str, RelationChanges] = {}
    directories: set[str] = set()
    breakers: list[str] = []
    for number, summary in enumerate(summaries):
        if number and summary.headless:
            breakers.append(
                f"the record that runs into LSN {summary.first_lsn} of timeline {summary.timeline} "
                "could not be read whole"
            )
        for key, changes in summary.relations.items():
            earlier = relations.get(key)
            relations[key] = changes if earlier is None else earlier.then(changes)
        directories |= summary.whole_directories
        breakers += summary.breakers
    return ChangeSet(relations, frozenset(directories), tuple(breakers))


def runs_of(blocks: NDArray[np.integer]) -> NDArray[np.int64]:
    """Sorted unique block numbers as runs: an array of shape (n, 2) of (first block, count)."""
    if not len(blocks):
        return np.empty((0, 2), np.int64)
    wide = blocks.astype(np.int64)
    starts = np.flatnonzero(np.diff(wide, prepend=wide[0] - 2) != 1)
    counts = np.diff(np.append(starts, len(wide)))
    return np.stack([wide[starts], counts], axis=1)
