"""The first pass of a recovery: where the target lies in the log, and how each transaction up to it ended."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.neuroquantum.feed import LoadedStretch, LogFeed
from pagewake.engines.neuroquantum.records import TX_BYTES
from pagewake.engines.neuroquantum.segments import column_times
from pagewake.engines.neuroquantum.stretches import ns_from_time, time_from_ns
from pagewake.errors import LogAmbiguous, RecoveryFailed, TargetUnreachable
from pagewake.jobs import Job
from pagewake.kernels import LogColumns, RecordKind
from pagewake.model import RestoreTarget, TargetKind, WalPosition

_ENDS = (RecordKind.COMMIT, RecordKind.ABORT)
_REWINDS = (RecordKind.ABORT, RecordKind.CLR, RecordKind.ROLLBACK_TO_SAVEPOINT)


@dataclass
class Analysis:
    """What the log up to the target says.

    Records of stretches before `last_order`, and the first `last_rows` of that one, are to be applied.
    `losers` maps each transaction that had not ended to the (stretch, LSN) of its last record. `rewound` are
    transactions that went back, as a whole or in part. `flushed` holds the (timeline, LSN) of the
    CheckpointBegins of flushed checkpoints.
    """

    last_order: int = -1
    last_rows: int = 0
    last_lsn: int | None = None
    last_timeline: int | None = None
    last_commit: datetime | None = None
    losers: dict[bytes, tuple[int, int]] = field(default_factory=dict)
    rewound: set[bytes] = field(default_factory=set)
    flushed: set[tuple[int, int]] = field(default_factory=set)
    records: int = 0

    def rows_of(self, order: int, loaded: LoadedStretch) -> int:
        """How many records of a stretch are to be applied."""
        if order < self.last_order:
            return len(loaded.columns)
        return self.last_rows if order == self.last_order else 0


@dataclass(frozen=True, eq=False)
class TransactionGroups:
    """Records grouped by transaction: group g is `rows[starts[g]:starts[g + 1]]`, its rows rising."""

    keys: list[bytes]
    rows: NDArray[np.int64]
    starts: NDArray[np.int64]


def group_by_transaction(loaded: LoadedStretch, count: int) -> TransactionGroups:
    """Group the first `count` records; checkpoints belong to nobody."""
    kinds = loaded.columns.kind[:count]
    rows = np.flatnonzero((kinds != RecordKind.CHECKPOINT_BEGIN) & (kinds != RecordKind.CHECKPOINT_END))
    ids = np.ascontiguousarray(loaded.transactions[rows])
    words = ids.view(np.uint64).reshape(-1, 2)
    order = np.lexsort((rows, words[:, 1], words[:, 0]))
    words = words[order]
    fresh = np.ones(len(rows), bool)
    fresh[1:] = (words[1:] != words[:-1]).any(axis=1)
    starts = np.flatnonzero(fresh)
    raw = ids[order[starts]].tobytes()
    keys = [raw[at : at + TX_BYTES] for at in range(0, len(raw), TX_BYTES)]
    return TransactionGroups(keys, rows[order], np.append(starts, len(rows)))


def analyse(
    feed: LogFeed, target: RestoreTarget, start: WalPosition, consistent_from: WalPosition, job: Job
) -> Analysis:
    """Find the target and settle every transaction; the feed begins at `start`.

    Raises:
        TargetUnreachable: the WAL ends before the target, or the target lies before the pages are consistent.
        LogGap, LogCorrupt: as reading the feed.
        LogAmbiguous: the target's LSN is on more than one timeline and none is named.
        RecoveryFailed: the WAL ends before the copied pages are consistent.
    """
    finder = _TargetFinder(feed, target, consistent_from)
    found = Analysis()
    reached = False
    for stretch in feed.stretches:
        job.check()
        loaded = feed.load(stretch.order)
        cut = finder.cut(stretch.order, loaded)
        count = len(loaded.columns) if cut is None else cut
        _take(found, stretch.order, stretch.timeline, loaded, count)
        reached = cut is not None
        if reached:
            break
    _check_reached(feed, finder, found, reached, start, consistent_from)
    return found


def _take(found: Analysis, order: int, timeline: int, loaded: LoadedStretch, count: int) -> None:
    columns = loaded.columns
    found.last_order, found.last_rows = order, count
    if not count:
        return
    found.records += count
    found.last_lsn, found.last_timeline = int(columns.lsn[count - 1]), timeline
    commits = np.flatnonzero(columns.kind[:count] == RecordKind.COMMIT)
    if len(commits):
        found.last_commit = time_from_ns(int(column_times(columns)[commits[-1]]))
    asserted = (columns.kind[:count] == RecordKind.CHECKPOINT_END) & columns.has_prev[:count]
    found.flushed |= {(timeline, int(lsn)) for lsn in columns.prev_lsn[:count][asserted]}
    groups = group_by_transaction(loaded, count)
    if not groups.keys:
        return
    last = groups.rows[groups.starts[1:] - 1]
    ended = np.isin(columns.kind[last], _ENDS)
    for key in found.losers.keys() & {groups.keys[number] for number in np.flatnonzero(ended).tolist()}:
        del found.losers[key]
    for number in np.flatnonzero(~ended).tolist():
        found.losers[groups.keys[number]] = (order, int(columns.lsn[last[number]]))
    rewinds = np.isin(columns.kind[groups.rows], _REWINDS)
    rewound = np.flatnonzero(np.logical_or.reduceat(rewinds, groups.starts[:-1]))
    found.rewound.update(groups.keys[number] for number in rewound.tolist())


class _TargetFinder:
    """Knows in which record of a stretch the log must be cut for a target."""

    def __init__(self, feed: LogFeed, target: RestoreTarget, consistent_from: WalPosition) -> None:
        self.target = target
        self._feed = feed
        self._limit = consistent_from
        self._last_ns: int | None = None
        self._xid = _transaction(target) if target.kind is TargetKind.XID else b""
        timelines = {stretch.timeline for stretch in feed.stretches} | {consistent_from.timeline}
        if target.timeline is not None and target.timeline not in timelines:
            raise TargetUnreachable(
                f"the history of this backup does not run through timeline {target.timeline}"
            )
        if target.kind is TargetKind.LSN:
            self._limit = self._lsn_limit(timelines)
            if self._limit < consistent_from:
                raise _too_early(consistent_from)

    def cut(self, order: int, loaded: LoadedStretch) -> int | None:
        """How many records of this stretch come before the cut; None when the cut lies behind it."""
        columns = loaded.columns
        match self.target.kind:
            case TargetKind.LATEST:
                return None
            case TargetKind.LSN | TargetKind.IMMEDIATE:
                return self._cut_at_limit(self._feed.stretches[order].timeline, columns)
            case TargetKind.TIME:
                return self._cut_at_time(columns)
            case TargetKind.XID:
                return self._cut_at_commit(columns, loaded.transactions)
            case TargetKind.NAME:
                raise TargetUnreachable("NeuroQuantumDB has no named restore points")

    def unreached(self) -> str | None:
        """What to say when the log ended without a cut; None when that is no fault."""
        target, end = self.target, self._feed.end()
        at = "holds no record" if end is None else f"ends at LSN {end.lsn - 1} of timeline {end.timeline}"
        match target.kind:
            case TargetKind.LATEST:
                return None
            case TargetKind.LSN | TargetKind.IMMEDIATE:
                whole = self._feed.gap is None and (self._limit <= (end or self._limit))
                return None if whole else f"the WAL at hand {at}"
            case TargetKind.TIME:
                if self._last_ns is not None and ns_from_time(_moment(target)) <= self._last_ns:
                    return None
                if self._last_ns is None:
                    return f"the WAL at hand {at}, before the time asked for"
                until = time_from_ns(self._last_ns).isoformat()
                return f"the WAL at hand {at}, {until}, before the time asked for"
            case _:
                return f"transaction {target.value} does not commit in the WAL at hand, which {at}"

    def _lsn_limit(self, timelines: set[int]) -> WalPosition:
        lsn = self.target.value
        if not isinstance(lsn, int):
            raise TargetUnreachable(f"{lsn!r} is not an LSN")
        stop = lsn if self.target.exclusive else lsn + 1
        if self.target.timeline is not None:
            return WalPosition(self.target.timeline, stop)
        holders = {s.timeline for s in self._feed.stretches if s.first_lsn <= lsn < s.end_lsn}
        if len(holders) > 1:
            names = ", ".join(str(timeline) for timeline in sorted(holders))
            raise LogAmbiguous(f"LSN {lsn} exists on timelines {names}", meaning="Nothing was recovered.")
        return WalPosition(holders.pop() if holders else max(timelines), stop)

    def _cut_at_limit(self, timeline: int, columns: LogColumns) -> int | None:
        if timeline != self._limit.timeline:
            return None if timeline < self._limit.timeline else 0
        if int(columns.lsn[-1]) + 1 < self._limit.lsn:
            return None
        return int(np.searchsorted(columns.lsn, np.uint64(max(self._limit.lsn, 0))))

    def _cut_at_time(self, columns: LogColumns) -> int | None:
        """Before the first commit, in log order, that is later than the target (at it, when exclusive)."""
        times = column_times(columns)
        newest = int(times.max())
        self._last_ns = newest if self._last_ns is None else max(self._last_ns, newest)
        # The target is a whole number of microseconds; a commit within that microsecond is not later than it.
        wanted = ns_from_time(_moment(self.target)) // 1000
        late = times // 1000 >= wanted if self.target.exclusive else times // 1000 > wanted
        rows = np.flatnonzero(late & (columns.kind == RecordKind.COMMIT))
        return int(rows[0]) if len(rows) else None

    def _cut_at_commit(self, columns: LogColumns, transactions: NDArray[np.uint8]) -> int | None:
        own = (transactions == np.frombuffer(self._xid, np.uint8)).all(axis=1)
        ends = np.flatnonzero(own & np.isin(columns.kind, _ENDS))
        if not len(ends):
            return None
        row = int(ends[0])
        if columns.kind[row] == RecordKind.ABORT:
            raise TargetUnreachable(
                f"transaction {self.target.value} was aborted at LSN {int(columns.lsn[row])}"
            )
        return row if self.target.exclusive else row + 1


def _check_reached(
    feed: LogFeed,
    finder: _TargetFinder,
    found: Analysis,
    reached: bool,
    start: WalPosition,
    consistent_from: WalPosition,
) -> None:
    applied = start
    if found.last_lsn is not None and found.last_timeline is not None:
        applied = WalPosition(found.last_timeline, found.last_lsn + 1)
    if not reached:
        if feed.gap is not None:
            raise feed.gap_error()
        reason = finder.unreached()
        if reason is not None:
            raise TargetUnreachable(reason)
        if applied < consistent_from:
            raise RecoveryFailed(
                f"the copied pages are consistent from LSN {consistent_from.lsn} on, "
                f"but the WAL at hand ends at LSN {applied.lsn - 1}",
                object_name=f"timeline {applied.timeline}",
            )
    if applied < consistent_from:
        raise _too_early(consistent_from)


def _too_early(consistent_from: WalPosition) -> TargetUnreachable:
    return TargetUnreachable(
        f"the target lies before LSN {consistent_from.lsn} of timeline {consistent_from.timeline}, "
        "from which the copied pages are consistent",
        advice="Restore from an earlier backup.",
    )


def _moment(target: RestoreTarget) -> datetime:
    if not isinstance(target.value, datetime) or target.value.tzinfo is None:
        raise TargetUnreachable(f"{target.value!r} is not a time with a zone")
    return target.value


def _transaction(target: RestoreTarget) -> bytes:
    try:
        return uuid.UUID(str(target.value)).bytes
    except ValueError:
        raise TargetUnreachable(f"{target.value!r} is not a transaction id") from None
