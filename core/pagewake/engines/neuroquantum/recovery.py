"""Recovery of a page file from its log, to any target: analysis, redo, undo.

The rules, which give the right state for every log that the original engine is known to write:

1. the log is used up to its first bad record or hole (`log`, `feed`);
2. history is repeated: every Update and CLR is written, committed or not; a page past the end is made;
3. a CLR cancels its transaction's updates behind its undo_next_lsn, and is written at data offset 0;
4. Abort and RollbackToSavepoint take back, newest first and where they stand, what is not cancelled;
5. a before image that does not match the page proves a change that was not logged. If putting back the
   before images of transactions that never ended makes it match, their process had died and was recovered
   before this record: they are taken back here. Any other mismatch is reported;
6. transactions that have not ended at the target are taken back last, all together by falling LSN.

Two more follow from the marks that Pagewake's own writer leaves. At the CheckpointBegin of a *flushed*
checkpoint, a transaction that has not ended, is not listed and never writes again belongs to a process that
died: that writer recovers before it checkpoints, so it is taken back there. And pages get the LSN of the last
record applied to them where page 0 carries a database id; the original leaves 0.

Rule 5 compares only where the page must hold what the log says: from the position at which the copy is
consistent on, and before that only pages that losers have written. Time targets stop before the first commit,
in log order, that is later than the target: commits behind it are left out even if their clock says
otherwise, so that no transaction is applied without those it builds on.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.neuroquantum import pages as page_format
from pagewake.engines.neuroquantum.analysis import Analysis, analyse, group_by_transaction
from pagewake.engines.neuroquantum.feed import LoadedStretch, LogFeed
from pagewake.engines.neuroquantum.pagefile import MappedPages
from pagewake.engines.neuroquantum.records import tx_text
from pagewake.engines.neuroquantum.undo import PendingUpdates, UndoEvent, UndoRefs, follow, join_refs
from pagewake.errors import LogCorrupt
from pagewake.jobs import Job
from pagewake.kernels import LIST_ENTRY_BYTES, ApplyStop, LogColumns, PageWrites, RecordKind, apply_log
from pagewake.model import Finding, RecoveredTo, RestoreTarget, Severity, WalPosition
from pagewake.units import counted

_MAX_COMPARED_MISMATCHES = 10_000
_NAMED = 20


@dataclass(frozen=True)
class RecoveryResult:
    """What a recovery did."""

    recovered: RecoveredTo
    findings: tuple[Finding, ...]
    losers: tuple[str, ...]
    """Transactions that had not ended at the target and were taken back."""
    records: int
    pages: int


def recover_page_file(
    page_file: Path,
    feed: LogFeed,
    *,
    start: WalPosition,
    redo: WalPosition,
    consistent_from: WalPosition,
    target: RestoreTarget,
    job: Job,
    disk: Disk = REAL_DISK,
) -> RecoveryResult:
    """Bring a page file to the target with the log in `feed`, which begins at `start`.

    Writes begin at `redo` (at or after `start`); records before it only tell what open transactions did.
    `consistent_from` is the position from which the copied pages, replayed, are a true state.

    Raises:
        TargetUnreachable, LogGap, LogAmbiguous: the page file is untouched.
        LogCorrupt, RecoveryFailed: the page file may be half replayed; replaying again repairs it.
    """
    total = sum(stretch.span.size for stretch in feed.stretches)
    with job.phase("reading the log", total or None):
        analysis = analyse(feed, target, start, consistent_from, job)
    pages = MappedPages(page_file, disk)
    try:
        replay = _Replay(pages, feed, analysis, redo, consistent_from)
        with job.phase("replaying the log", total or None):
            for stretch in feed.stretches[: analysis.last_order + 1]:
                replay.run(stretch.order)
                job.advance(stretch.span.size)
        losers = replay.undo_losers()
        pages.close()
    finally:
        pages.release()
    applied = WalPosition(analysis.last_timeline or start.timeline, (analysis.last_lsn or start.lsn - 1))
    return RecoveryResult(
        RecoveredTo(applied.timeline, applied.lsn, analysis.last_commit),
        tuple(replay.findings()),
        losers,
        analysis.records,
        pages.changed_count,
    )


class _Replay:
    """The second pass: repeats history over the pages."""

    def __init__(
        self,
        pages: MappedPages,
        feed: LogFeed,
        analysis: Analysis,
        redo: WalPosition,
        consistent_from: WalPosition,
    ) -> None:
        self._pages = pages
        self._feed = feed
        self._analysis = analysis
        self._redo = redo
        self._consistent_from = consistent_from
        self._stamp = pages.has_database_id
        self._followed = analysis.rewound | analysis.losers.keys()
        self._pending: dict[bytes, PendingUpdates] = {}
        self._mismatches: list[tuple[int, int]] = []
        self._restarts: list[tuple[int, tuple[bytes, ...]]] = []
        self._taken_back: set[bytes] = set()

    def run(self, order: int) -> None:
        """Replay one stretch."""
        loaded = self._feed.load(order)
        timeline = self._feed.stretches[order].timeline
        count = self._analysis.rows_of(order, loaded)
        columns = loaded.columns
        first_written = int(np.searchsorted(columns.lsn[:count], self._bound(self._redo, timeline)))
        events = self._events(order, loaded, count)
        changes = np.flatnonzero(
            (columns.kind[:count] == RecordKind.UPDATE) | (columns.kind[:count] == RecordKind.CLR)
        )
        changes = changes[changes >= first_written]
        self._pages.reach(columns.page_id[changes])
        writes = self._writes(columns, changes, self._compared(columns, changes, timeline))
        done = 0
        for event in events:
            upto = int(np.searchsorted(changes, event.row))
            self._apply(order, loaded, _slice(writes, done, upto))
            done = max(done, upto)
            refs = event.refs
            if event.alive is not None:
                refs = self._forget(self._dead_at(order, int(columns.lsn[event.row]), event.alive))
            if event.row >= first_written:
                self._take_back(refs, int(columns.lsn[event.row]))
        self._apply(order, loaded, _slice(writes, done, len(changes)))

    def undo_losers(self) -> tuple[str, ...]:
        """Take back every transaction that has not ended; returns them."""
        losers = [key for key in self._analysis.losers if key in self._pending]
        refs = join_refs(self._pending.pop(key).all() for key in losers)
        self._take_back(refs, self._analysis.last_lsn or 0)
        self._taken_back.update(self._analysis.losers)
        return tuple(tx_text(key) for key in self._analysis.losers)

    def findings(self) -> Iterable[Finding]:
        """What the user should know about this replay."""
        if self._taken_back:
            yield Finding(
                Severity.INFO,
                "transactions-undone",
                _names(self._taken_back),
                f"{counted(len(self._taken_back), 'transaction')} not ended at the target: taken back",
            )
        for lsn, keys in self._restarts:
            yield Finding(
                Severity.INFO,
                "restart-detected",
                _names(keys),
                f"the database was restarted before LSN {lsn}; transactions that were open then end there",
            )
        if self._mismatches:
            lsns = [lsn for lsn, _ in self._mismatches]
            yield Finding(
                Severity.WARNING,
                "unlogged-change",
                ", ".join(f"page {page}" for page in sorted({page for _, page in self._mismatches})[:_NAMED]),
                f"{counted(len(lsns), 'record')} (LSNs {min(lsns)} to {max(lsns)}) found other bytes on their page "
                "than those they name as the old ones: something changed these pages without logging it",
            )

    @staticmethod
    def _bound(position: WalPosition, timeline: int) -> np.uint64:
        """The LSN from which records of `timeline` are at or behind a position."""
        if timeline < position.timeline:
            return np.uint64(2**64 - 1)
        return np.uint64(position.lsn if timeline == position.timeline else 0)

    def _events(self, order: int, loaded: LoadedStretch, count: int) -> list[UndoEvent]:
        """Where in this stretch transactions go back, in log order; follows their updates on the way."""
        events: list[UndoEvent] = []
        groups = group_by_transaction(loaded, count if self._followed else 0)
        for number, key in enumerate(groups.keys):
            if key in self._followed:
                rows = groups.rows[groups.starts[number] : groups.starts[number + 1]]
                pending = self._pending.setdefault(key, PendingUpdates())
                events += follow(pending, loaded.columns, rows, order)
        timeline = self._feed.stretches[order].timeline
        begins = np.flatnonzero(loaded.columns.kind[:count] == RecordKind.CHECKPOINT_BEGIN)
        for row in begins.tolist():
            lsn = int(loaded.columns.lsn[row])
            if (timeline, lsn) in self._analysis.flushed:
                events.append(UndoEvent(row, join_refs(()), _listed(loaded, row)))
        return sorted(events, key=lambda event: event.row)

    def _dead_at(self, order: int, lsn: int, alive: frozenset[bytes]) -> list[bytes]:
        last = self._analysis.losers
        return [key for key in self._pending if key in last and last[key] < (order, lsn) and key not in alive]

    def _forget(self, keys: Iterable[bytes]) -> UndoRefs:
        """Stop following these transactions; returns what they have to take back."""
        keys = list(keys)
        self._taken_back.update(keys)
        return join_refs(self._pending.pop(key).all() for key in keys)

    def _compared(self, columns: LogColumns, changes: NDArray[np.int64], timeline: int) -> NDArray[np.bool_]:
        """Which of these records must find their before image on the page."""
        updates = columns.kind[changes] == RecordKind.UPDATE
        if len(self._mismatches) >= _MAX_COMPARED_MISMATCHES:
            return np.zeros(len(changes), bool)
        consistent = columns.lsn[changes] >= self._bound(self._consistent_from, timeline)
        suspects = [
            pending.all().page for key, pending in self._pending.items() if key in self._analysis.losers
        ]
        if suspects and not consistent.all():
            consistent |= np.isin(columns.page_id[changes], np.concatenate(suspects))
        compared: NDArray[np.bool_] = updates & consistent
        return compared

    @staticmethod
    def _writes(columns: LogColumns, changes: NDArray[np.int64], compared: NDArray[np.bool_]) -> PageWrites:
        return PageWrites(
            page=columns.page_id[changes],
            offset=np.where(
                columns.kind[changes] == RecordKind.CLR, np.uint64(0), columns.page_offset[changes]
            ),
            length=columns.after_len[changes],
            source_at=columns.after_at[changes],
            expected_at=np.where(compared, columns.before_at[changes], np.int64(-1)),
            expected_len=columns.before_len[changes],
            lsn=columns.lsn[changes],
        )

    def _apply(self, order: int, loaded: LoadedStretch, writes: PageWrites) -> None:
        row, stop, compare = 0, ApplyStop.MISMATCH, True
        while stop is ApplyStop.MISMATCH and row < len(writes):
            row, stop = apply_log(
                self._pages.buffer,
                loaded.data,
                writes,
                start=row,
                compare_first=compare,
                stamp_lsn=self._stamp,
            )
            if stop is ApplyStop.MISMATCH:
                compare = self._explain(order, loaded, writes, row)
        if len(writes) and stop is not ApplyStop.DONE:
            raise LogCorrupt(
                f"the record at LSN {int(writes.lsn[row])} reaches past page {int(writes.page[row])}'s end",
                object_name=self._feed.stretches[order].span.name,
            )

    def _explain(self, order: int, loaded: LoadedStretch, writes: PageWrites, row: int) -> bool:
        """Look into a mismatch; returns whether to compare again (a restart explained it)."""
        lsn, page = int(writes.lsn[row]), int(writes.page[row])
        dead = self._dead_at(order, lsn, frozenset())
        refs = join_refs(self._pending[key].all() for key in dead)
        here = refs.take(refs.page == np.uint64(page)).newest_first()
        if len(here) and self._would_match(here, loaded, writes, row):
            self._restarts.append((lsn, tuple(dead)))
            self._take_back(self._forget(dead), lsn)
            return True
        timeline = self._feed.stretches[order].timeline
        if WalPosition(timeline, lsn) >= self._consistent_from:
            self._mismatches.append((lsn, page))
        return False

    def _would_match(self, refs: UndoRefs, loaded: LoadedStretch, writes: PageWrites, row: int) -> bool:
        copy = self._pages.page(int(writes.page[row]))
        for order, part in refs.by_stretch():
            log = self._feed.load(order).data
            for offset, at, length in zip(
                part.offset.tolist(), part.before_at.tolist(), part.before_len.tolist(), strict=True
            ):
                start = page_format.HEADER_SIZE + offset
                if start + length <= page_format.PAGE_SIZE:
                    copy[start : start + length] = log[at : at + length]
        at, length = int(writes.expected_at[row]), int(writes.expected_len[row])
        start = page_format.HEADER_SIZE + int(writes.offset[row])
        return copy[start : start + length] == loaded.data[at : at + length]

    def _take_back(self, refs: UndoRefs, stamp: int) -> None:
        """Put before images back, newest first."""
        self._pages.reach(refs.page)
        for order, part in refs.newest_first().by_stretch():
            log = self._feed.load(order).data
            row, stop = apply_log(self._pages.buffer, log, part.writes(stamp), stamp_lsn=self._stamp)
            if stop is not ApplyStop.DONE:
                raise LogCorrupt(
                    f"the before image at LSN {int(part.lsn[row])} reaches past the end of its page",
                    object_name=self._feed.stretches[order].span.name,
                )


def _slice(writes: PageWrites, start: int, end: int) -> PageWrites:
    return PageWrites(**{f.name: getattr(writes, f.name)[start:end] for f in fields(PageWrites)})


def _listed(loaded: LoadedStretch, row: int) -> frozenset[bytes]:
    """The transactions that a CheckpointBegin lists."""
    at, count = int(loaded.columns.list_at[row]), int(loaded.columns.list_count[row])
    entries = loaded.data[at : at + count * LIST_ENTRY_BYTES]
    return frozenset(entries[i + 8 : i + LIST_ENTRY_BYTES] for i in range(0, len(entries), LIST_ENTRY_BYTES))


def _names(keys: Iterable[bytes]) -> str:
    texts = sorted(tx_text(key) for key in keys)
    return ", ".join(texts[:_NAMED]) + (f" and {len(texts) - _NAMED} more" if len(texts) > _NAMED else "")
