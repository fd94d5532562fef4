"""Questions to the bytes of the log: where its records end, and where a target lies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import numpy as np

from pagewake.engines.base import CommitColumns, WalSpan
from pagewake.engines.postgres.changes import decoded_events, relation_key
from pagewake.engines.postgres.managers import TRANSACTION, XLOG
from pagewake.engines.postgres.raw import main_data
from pagewake.engines.postgres.records import (
    ABORTS,
    COMMITS,
    PREPARED_ENDS,
    TRANSACTION_OPCODE,
    FilesDropped,
    RestorePoint,
    prepared_xid,
)
from pagewake.engines.postgres.segments import SegmentHeader, is_history_name, read_header
from pagewake.engines.postgres.summaries import (
    Bytes,
    Walked,
    feed_all,
    layout_of,
    walk_stretch,
    walker_at_tail,
)
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import LogError, UsageError
from pagewake.kernels import WalWalker, wal_walker
from pagewake.model import RestoreTarget, TargetKind

_RESTORE_POINT = 0x70
_SINCE_1970 = 946_684_800 * 1_000_000
_LAST_TIME = 1 << 60


def end_of_records(data: Bytes, first_lsn: int, before: Bytes | None = None) -> int:
    """The LSN behind the last whole record of an incomplete segment; `first_lsn` where no record ends in it.

    `data` begins with the segment's first page; records are looked for from `first_lsn` on, which is the
    segment's beginning or a place where a record starts. A record that runs in from the segment before counts
    when `before` has its beginning, or when a whole one follows it.

    Raises:
        LogCorrupt, LogFormatUnknown: no segment begins here.
    """
    header = read_header(data)
    limit = header.page_address + len(data)
    walker = _walk_beginning(data, header, first_lsn, before)
    if walker.end_lsn <= limit:
        return max(walker.end_lsn, first_lsn) if walker.records_counted else first_lsn
    # Bytes that are missing of the last page were taken as zeros, which completed a record.
    ends = _walk_beginning(data, header, first_lsn, before, records=True).records()["end_lsn"]
    ends = ends[ends <= np.uint64(limit)]
    return int(ends[-1]) if len(ends) else first_lsn


def _walk_beginning(
    data: Bytes, header: SegmentHeader, first_lsn: int, before: Bytes | None, *, records: bool = False
) -> WalWalker:
    start = header.page_address
    walker = None
    if first_lsn == start and before is not None:
        try:
            walker = walker_at_tail(before, header, records)
        except LogError:  # it says nothing about this segment
            walker = None
        if walker is not None:
            walker.forget()
    if walker is None:
        walker = wal_walker(layout_of(header), first_lsn, exact=first_lsn != start, records=records)
    page = max(first_lsn - first_lsn % BLOCK_SIZE, start)
    feed_all(walker, memoryview(data)[page - start :], page)
    return walker


def locate(data: Bytes, span: WalSpan, target: RestoreTarget, before: Bytes | None = None) -> int | None:
    """The LSN of the record that a transaction, name or LSN target names, if it ends in this stretch.

    An LSN names the first record that begins there or behind it, which is where recovery stops. A transaction is
    found at its commit or abort, also of a prepared one; subtransactions are no targets. Of several restore points
    of one name it is the first. A record that begins in the stretch before is found only with `before`. Other
    targets are in no record.

    Raises:
        UsageError: the target is no transaction id.
        LogCorrupt: the stretch is damaged.
    """
    if target.kind not in (TargetKind.LSN, TargetKind.XID, TargetKind.NAME) or is_history_name(span.name):
        return None
    xid = parse_xid(str(target.value)) if target.kind is TargetKind.XID else None
    walked = walk_stretch(
        data,
        span.first_lsn,
        span.end_lsn,
        span.timeline,
        name=span.name,
        before=before,
        records=target.kind is not TargetKind.NAME,
    )
    if isinstance(target.value, int) and target.kind is TargetKind.LSN:
        lsns = walked.walker.records()["lsn"]
        found = int(np.searchsorted(lsns, np.uint64(target.value)))
        return int(lsns[found]) if found < len(lsns) else None
    if xid is not None:
        return _end_of_transaction(walked, xid)
    for lsn, _, event in _events(walked, XLOG, _RESTORE_POINT):
        if isinstance(event, RestorePoint) and event.name == target.value:
            return lsn
    return None


def commits(data: Bytes, span: WalSpan, before: Bytes | None = None) -> CommitColumns:
    """The commits whose records end in this stretch, in log order; none in a timeline's history.

    Raises:
        LogCorrupt: the stretch is damaged.
    """
    if is_history_name(span.name):
        blank = np.empty(0, np.uint64)
        return CommitColumns(blank, blank, np.empty(0, np.int64), np.empty(0, np.bool_), str)
    walked = walk_stretch(
        data, span.first_lsn, span.end_lsn, span.timeline, name=span.name, before=before, records=True
    )
    rows = walked.walker.records()
    opcodes = rows["info"] & TRANSACTION_OPCODE
    chosen = (rows["rmid"] == TRANSACTION) & np.isin(opcodes, COMMITS)
    rows = rows[chosen].copy()
    prepared = np.isin(opcodes[chosen], PREPARED_ENDS)

    def transaction(index: int) -> str:
        xid = _xid_of(walked, rows[index]) if prepared[index] else int(rows["xid"][index])
        return "" if xid is None else str(xid)

    @cache
    def removals() -> Mapping[int, tuple[str, ...]]:
        events = decoded_events(
            walked.walker.events(),
            walked.wal_format,
            walked.segment_size,
            walked.read,
            lambda rmid, opcode: rmid == TRANSACTION and opcode & TRANSACTION_OPCODE in COMMITS,
        )
        return {
            lsn: tuple(relation_key(*one) for one in event.relations.tolist())
            for lsn, _, event in events
            if isinstance(event, FilesDropped)
        }

    # A time that no clock shows is held where counting from 1970 does not overflow.
    times = np.clip(rows["xact_time"], -_LAST_TIME, _LAST_TIME) + _SINCE_1970
    return CommitColumns(rows["lsn"], rows["end_lsn"], times, prepared, transaction, removals)


def parse_xid(text: str) -> int:
    """A transaction id as recovery compares it: 32 bits, whether or not an epoch is in front. Raises UsageError."""
    stripped = text.strip()
    if not (stripped.isascii() and stripped.isdigit()) or int(stripped) >= 1 << 64:
        raise UsageError(f"{text!r} is not a transaction id", advice="It is a decimal number.")
    return int(stripped) & 0xFFFFFFFF


def _events(walked: Walked, manager: int, *opcodes: int) -> Iterable[tuple[int, int, object]]:
    return decoded_events(
        walked.walker.events(),
        walked.wal_format,
        walked.segment_size,
        walked.read,
        lambda rmid, opcode: rmid == manager and opcode in opcodes,
    )


def _end_of_transaction(walked: Walked, xid: int) -> int | None:
    rows = walked.walker.records()
    opcodes = rows["info"] & TRANSACTION_OPCODE
    ends = (rows["rmid"] == TRANSACTION) & np.isin(opcodes, (*COMMITS, *ABORTS))
    prepared = np.isin(opcodes, PREPARED_ENDS)
    for index in np.flatnonzero(ends & (prepared | (rows["xid"] == xid))):
        row = rows[index]
        if prepared[index] and _xid_of(walked, row) != xid:
            continue
        return int(row["lsn"])
    return None


def _xid_of(walked: Walked, row: Any) -> int | None:
    """The transaction that the end of a prepared one names; None where it does not say so. Raises LogCorrupt."""
    total, size = int(row["tot_len"]), int(row["main_len"])
    main = main_data(walked.read, walked.segment_size, int(row["lsn"]), total, size)
    return prepared_xid(walked.wal_format, int(row["info"]), main)
