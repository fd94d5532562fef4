"""What a transaction would have to take back: references to its updates, cut by its own rollbacks.

Only transactions that go back are followed (`Analysis.rewound` and the losers). A reference is where the
before image stands in the log: stretch, page, place, length. The bytes stay in the log and are read again
when they are needed, so an open transaction costs 36 bytes an update.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.kernels import LogColumns, PageWrites, RecordKind


@dataclass(frozen=True, eq=False)
class UndoRefs:
    """References to updates, parallel arrays; `order` is the stretch that holds the before image."""

    order: NDArray[np.int32]
    lsn: NDArray[np.uint64]
    page: NDArray[np.uint64]
    offset: NDArray[np.uint64]
    before_at: NDArray[np.int64]
    before_len: NDArray[np.uint32]

    def __len__(self) -> int:
        return len(self.lsn)

    def take(self, rows: NDArray[Any] | slice) -> UndoRefs:
        """The chosen ones."""
        return UndoRefs(*(getattr(self, f.name)[rows] for f in fields(self)))

    def newest_first(self) -> UndoRefs:
        """By falling position in history."""
        return self.take(np.lexsort((self.lsn, self.order))[::-1])

    def by_stretch(self) -> Iterator[tuple[int, UndoRefs]]:
        """Runs of neighbours that lie in one stretch."""
        bounds = np.flatnonzero(np.diff(self.order)) + 1
        start = 0
        for end in [*bounds.tolist(), len(self)]:
            if end > start:
                yield int(self.order[start]), self.take(slice(start, end))
            start = end

    def writes(self, stamp: int) -> PageWrites:
        """The writes that put the before images back, in this order; pages are stamped with LSN `stamp`."""
        count = len(self)
        return PageWrites(
            page=self.page,
            offset=self.offset,
            length=self.before_len,
            source_at=self.before_at,
            expected_at=np.full(count, -1, np.int64),
            expected_len=np.zeros(count, np.uint32),
            lsn=np.full(count, stamp, np.uint64),
        )


def refs_of(columns: LogColumns, rows: NDArray[np.int64], order: int) -> UndoRefs:
    """References to these Update records of stretch `order`."""
    return UndoRefs(
        np.full(len(rows), order, np.int32),
        columns.lsn[rows],
        columns.page_id[rows],
        columns.page_offset[rows],
        columns.before_at[rows],
        columns.before_len[rows],
    )


def join_refs(parts: Iterable[UndoRefs]) -> UndoRefs:
    """All of them, in the order given."""
    kept = list(parts)
    if len(kept) == 1:
        return kept[0]
    types = (np.int32, np.uint64, np.uint64, np.uint64, np.int64, np.uint32)
    return UndoRefs(
        *(
            np.concatenate([np.empty(0, dtype), *(getattr(part, f.name) for part in kept)])
            for f, dtype in zip(fields(UndoRefs), types, strict=True)
        )
    )


class PendingUpdates:
    """The updates of one transaction that nothing has taken back yet, in log order."""

    def __init__(self) -> None:
        self._chunks: list[UndoRefs] = []

    def add(self, refs: UndoRefs) -> None:
        """Later updates."""
        self._chunks.append(refs)

    def cut_behind(self, lsn: int) -> UndoRefs:
        """Drop and return the updates with a larger LSN (on its one timeline, a transaction's LSNs rise)."""
        dropped: list[UndoRefs] = []
        while self._chunks:
            chunk = self._chunks.pop()
            keep = int(np.searchsorted(chunk.lsn, np.uint64(lsn), "right"))
            if keep < len(chunk):
                dropped.append(chunk.take(slice(keep, None)))
            if keep:
                self._chunks.append(chunk.take(slice(keep)))
                break
        return join_refs(reversed(dropped))

    def all(self) -> UndoRefs:
        """Every pending update."""
        return join_refs(self._chunks)


@dataclass(frozen=True, eq=False)
class UndoEvent:
    """At row `row` of a stretch these updates are taken back.

    For a flushed checkpoint `alive` holds the transactions that it lists; those of a dead process are taken
    back, as far as they are still pending when history has come to this row.
    """

    row: int
    refs: UndoRefs
    alive: frozenset[bytes] | None = None


def follow(
    pending: PendingUpdates, columns: LogColumns, rows: NDArray[np.int64], order: int
) -> Iterator[UndoEvent]:
    """Follow one transaction through its records in one stretch; yields where it goes back.

    A CLR cancels the updates behind its undo_next_lsn (its own bytes are redone as any write). Abort and
    RollbackToSavepoint take back what is not cancelled, at their own place.
    """
    kinds = columns.kind[rows]
    bounds = [0, *(np.flatnonzero(np.diff(kinds)) + 1).tolist(), len(rows)]
    for start, end in pairwise(bounds):
        kind, run = int(kinds[start]), rows[start:end]
        if kind == RecordKind.UPDATE:
            pending.add(refs_of(columns, run, order))
        elif kind == RecordKind.CLR:
            pending.cut_behind(int(columns.link[run].min()))
        elif kind == RecordKind.ABORT:
            yield UndoEvent(int(run[0]), pending.cut_behind(0))
        elif kind == RecordKind.ROLLBACK_TO_SAVEPOINT:
            for row in run.tolist():
                yield UndoEvent(row, pending.cut_behind(int(columns.link[row])))
