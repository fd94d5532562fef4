"""Opening a database after a crash: find the end of the log, repeat history, undo what did not commit.

Only for logs of this package's own writer, where file order is LSN order, every undo is logged, and a
flushed checkpoint says from where the page file needs the log. Restoring backups, and reading logs of the
original, is the business of `recovery`.
"""

from __future__ import annotations

import mmap
import os
import struct
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from pagewake.engines.neuroquantum.live import Change, Live, LiveTransaction
from pagewake.engines.neuroquantum.pages import DATA_SIZE
from pagewake.engines.neuroquantum.records import Abort
from pagewake.engines.neuroquantum.segments import Segment, list_segments
from pagewake.errors import LogCorrupt, LogGap
from pagewake.kernels import LIST_ENTRY_BYTES, LogColumns, RecordKind, StopReason, walk_log


@dataclass(frozen=True, eq=False)
class MappedSegment:
    """One segment in memory, read up to its last whole record."""

    number: int
    path: Path
    data: mmap.mmap | bytes
    columns: LogColumns


@dataclass
class LogTail:
    """The end of a log, from where the page file needs it.

    `segments` ascend and hold every record from `redo_lsn` on, and all records of the transactions that were
    `active` at that checkpoint.
    """

    segments: list[MappedSegment]
    redo_lsn: int
    active: frozenset[bytes]
    last_lsn: int
    last_time_ns: int
    first_lsns: dict[int, int]

    @property
    def clean(self) -> bool:
        """Whether the log ends with its flushed checkpoint: the page file is complete."""
        return not self.active and self.last_lsn == self.redo_lsn + 1


@dataclass
class RestartReport:
    """What opening a database did."""

    redo_lsn: int
    cut_bytes: int
    redone: int = 0
    undone: list[str] = field(default_factory=list)
    """Names of the transactions that had not ended."""


def read_tail(directory: Path) -> LogTail:
    """Read backwards to the last flushed checkpoint and what its transactions did before.

    Raises:
        LogCorrupt: bad bytes where only a crash of the disk itself can have put them.
        LogGap: records are missing, or there is no flushed checkpoint.
    """
    listed = list_segments(directory)
    segments: list[MappedSegment] = []
    for one in reversed(listed):
        segment = _read_segment(one, last=one is listed[-1])
        _check_joins(segment, segments[0] if segments else None)
        if len(segment.columns) or not segments:
            segments.insert(0, segment)
        checkpoint = _flushed_checkpoint(segments)
        if checkpoint is not None and _has_begins(segments, checkpoint[1]):
            return _tail_of(segments, *checkpoint, listed)
    raise LogGap("the log holds no flushed checkpoint from which to recover", object_name=str(directory))


def recover(live: Live, tail: LogTail, report: RestartReport) -> None:
    """Repeat history from the checkpoint on, then undo the transactions that had not ended, logging it."""
    losers: dict[bytes, LiveTransaction] = {}
    for segment in tail.segments:
        wanted = np.isin(segment.columns.kind, _REPLAYED) & (segment.columns.lsn >= tail.redo_lsn)
        for row in np.flatnonzero(wanted).tolist():
            _redo(live, segment, row)
            report.redone += 1
    for segment in tail.segments:
        _track(segment, tail, losers)
    report.undone = [tx.name for tx in losers.values()]
    live.active.update(losers)
    _undo(live, losers)


def _tail_of(
    segments: list[MappedSegment], redo_lsn: int, active: frozenset[bytes], listed: list[Segment]
) -> LogTail:
    newest = segments[-1] if len(segments[-1].columns) else segments[-2]
    columns = newest.columns
    first_lsns = {one.number: lsn for one in listed if (lsn := _first_lsn(one.path))}
    if newest is not segments[-1]:  # its first record, if it has the beginning of one, is cut off
        first_lsns.pop(segments[-1].number, None)
    last_time_ns = int(columns.seconds[-1]) * 1_000_000_000 + int(columns.nanos[-1])
    return LogTail(segments, redo_lsn, active, int(columns.lsn[-1]), last_time_ns, first_lsns)


_REPLAYED = (RecordKind.UPDATE, RecordKind.CLR)


def _read_segment(found: Segment, *, last: bool) -> MappedSegment:
    path = found.path
    with open(path, "rb") as file:
        empty = os.fstat(file.fileno()).st_size == 0
        data = b"" if empty else mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    columns = walk_log(data)
    if columns.stop_reason != StopReason.END and not last:
        raise LogCorrupt(
            f"the segment is damaged at byte {columns.stop_offset}, and others follow it",
            object_name=str(path),
            meaning="Records after this point cannot be trusted. Nothing was changed.",
            advice="Restore the database from a backup.",
        )
    if len(columns) and np.any(np.diff(columns.lsn) != 1):
        raise LogGap("the segment's LSNs are not consecutive", object_name=str(path))
    return MappedSegment(found.number, path, data, columns)


def _check_joins(segment: MappedSegment, later: MappedSegment | None) -> None:
    if later is None or not len(segment.columns) or not len(later.columns):
        return
    end, start = int(segment.columns.lsn[-1]), int(later.columns.lsn[0])
    if start != end + 1:
        raise LogGap(
            f"{later.path.name} begins with LSN {start}", object_name=f"{segment.path} (ends at {end})"
        )


def _flushed_checkpoint(segments: list[MappedSegment]) -> tuple[int, frozenset[bytes]] | None:
    """The newest flushed checkpoint: LSN of its CheckpointBegin and the transactions that were active."""
    for segment in reversed(segments):
        columns = segment.columns
        ends = np.flatnonzero((columns.kind == RecordKind.CHECKPOINT_END) & columns.has_prev)
        if len(ends):
            begin = int(columns.prev_lsn[ends[-1]])
            return next((found for part in segments if (found := _begin_at(part, begin))), None)
    return None


def _begin_at(segment: MappedSegment, lsn: int) -> tuple[int, frozenset[bytes]] | None:
    columns = segment.columns
    if not len(columns) or not int(columns.lsn[0]) <= lsn <= int(columns.lsn[-1]):
        return None
    row = lsn - int(columns.lsn[0])
    if columns.kind[row] != RecordKind.CHECKPOINT_BEGIN:
        raise LogCorrupt(
            f"the record {lsn} is not the checkpoint that its end names", object_name=str(segment.path)
        )
    start, count = int(columns.list_at[row]), int(columns.list_count[row])
    ids = (start + 8 + LIST_ENTRY_BYTES * index for index in range(count))
    return lsn, frozenset(bytes(segment.data[at : at + 16]) for at in ids)


def _has_begins(segments: list[MappedSegment], active: frozenset[bytes]) -> bool:
    missing = set(active)
    for segment in segments:
        rows = np.flatnonzero(segment.columns.kind == RecordKind.BEGIN)
        missing.difference_update(tx.tobytes() for tx in segment.columns.tx[rows])
    return not missing


def _first_lsn(path: Path) -> int:
    """The LSN of a segment's first record, 0 where there is none."""
    with open(path, "rb") as file:
        head = file.read(12)
    return int(struct.unpack_from("<Q", head, 4)[0]) if len(head) == 12 else 0


def _redo(live: Live, segment: MappedSegment, row: int) -> None:
    columns = segment.columns
    page, offset, start = int(columns.page_id[row]), int(columns.page_offset[row]), int(columns.after_at[row])
    length, lsn = int(columns.after_len[row]), int(columns.lsn[row])
    if offset + length > DATA_SIZE or page > live.pager.count:
        raise LogCorrupt(f"the record {lsn} changes bytes that no page has", object_name=str(segment.path))
    live.pager.change(page, offset, bytes(segment.data[start : start + length]), lsn, redo=True)


def _track(segment: MappedSegment, tail: LogTail, losers: dict[bytes, LiveTransaction]) -> None:
    """Follow the transactions that were active at the checkpoint or began after it, until they end."""
    columns = segment.columns
    ids = [tx.tobytes() for tx in columns.tx]
    for row in np.flatnonzero(columns.has_tx).tolist():
        lsn, kind, tx_id = int(columns.lsn[row]), columns.kind[row], ids[row]
        if kind == RecordKind.BEGIN and (lsn > tail.redo_lsn or tx_id in tail.active):
            losers[tx_id] = LiveTransaction(tx_id, lsn, lsn)
        tx = losers.get(tx_id)
        if tx is None:
            continue
        tx.last_lsn = lsn
        if kind in (RecordKind.COMMIT, RecordKind.ABORT):
            del losers[tx_id]
        elif kind == RecordKind.UPDATE:
            _remember(segment, row, tx)
        elif kind == RecordKind.CLR:
            while tx.changes and tx.changes[-1].lsn > int(columns.link[row]):
                tx.changes.pop()


def _remember(segment: MappedSegment, row: int, tx: LiveTransaction) -> None:
    columns = segment.columns
    start, length = int(columns.before_at[row]), int(columns.before_len[row])
    before = bytes(segment.data[start : start + length])
    page = int(columns.page_id[row])
    tx.changes.append(Change(int(columns.lsn[row]), page, int(columns.page_offset[row]), before))
    if not length and not columns.after_len[row] and page not in tx.made:
        tx.made.append(page)


def _undo(live: Live, losers: dict[bytes, LiveTransaction]) -> None:
    """Undo all losers together, newest change first, and log it; pages they added become free."""
    made = [page for tx in losers.values() for page in tx.made]
    while losers:
        tx = max(losers.values(), key=_newest)
        if tx.changes:
            live.undo_newest(tx)
            continue
        live.append(tx, Abort(tx.id))
        del losers[tx.id], live.active[tx.id]
    live.reload_free_list()
    live.give_back(made)


def _newest(tx: LiveTransaction) -> int:
    return tx.changes[-1].lsn if tx.changes else 0
