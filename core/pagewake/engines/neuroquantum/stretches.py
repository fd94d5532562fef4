"""Stretches of WAL in canonical form: the raw frames of consecutive LSNs, back to back, and what they did.

The archive keeps WAL in this form. It does not depend on how segments were cut, on the order of frames in
them, or on repeats, so the same history always gives the same bytes.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
from blake3 import blake3

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.engines.base import CommitColumns, WalSpan
from pagewake.engines.neuroquantum.layout import RELATION
from pagewake.engines.neuroquantum.records import VARIANT_NAMES
from pagewake.engines.neuroquantum.segments import column_times, transaction_ids
from pagewake.errors import LogCorrupt, LogGap, UsageError
from pagewake.kernels import LogColumns, RecordKind, StopReason, block_counts, walk_log
from pagewake.lsn import LSN_MAX

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MIN_NS = -62_135_596_800 * 1_000_000_000
_MAX_NS = 253_402_300_799 * 1_000_000_000


def stretch_name(timeline: int, first_lsn: int, end_lsn: int) -> str:
    """The name under which a stretch is archived; names sort in history order."""
    return f"{timeline:08x}-{first_lsn:016x}-{end_lsn:016x}"


def stretch_digest(data: bytes | memoryview) -> bytes:
    """BLAKE3 of a stretch's bytes."""
    return blake3(data).digest()


def time_from_ns(nanoseconds: int) -> datetime:
    """A record's time as a datetime (microseconds, rounded down), held to the years 1 to 9999."""
    held = min(max(int(nanoseconds), _MIN_NS), _MAX_NS)
    return _EPOCH + timedelta(microseconds=held // 1000)


def ns_from_time(moment: datetime) -> int:
    """Nanoseconds since 1970 of an aware datetime."""
    passed = moment - _EPOCH
    return (passed.days * 86400 + passed.seconds) * 1_000_000_000 + passed.microseconds * 1000


def read_stretch(
    data: bytes | memoryview, first_lsn: int | None, end_lsn: int | None, *, name: str = "WAL stretch"
) -> LogColumns:
    """Walk a stretch and prove that it is what it is said to be: whole records of consecutive LSNs.

    Raises:
        LogCorrupt: a record is bad or torn.
        LogGap: LSNs are missing, doubled or not those that the stretch should hold.
    """
    columns = walk_log(data)
    last = int(columns.lsn[-1]) if len(columns) else None
    if columns.stop_reason is not StopReason.END:
        after = "at its start" if last is None else f"behind LSN {last}"
        raise LogCorrupt(
            f"a bad record stands at byte {columns.stop_offset} ({columns.stop_reason.name.lower()}) {after}",
            object_name=name,
        )
    if last is None:
        raise LogGap("holds no record", object_name=name)
    wrong = np.flatnonzero(columns.lsn[1:] != columns.lsn[:-1] + np.uint64(1))
    if len(wrong):
        before, behind = int(columns.lsn[wrong[0]]), int(columns.lsn[wrong[0] + 1])
        raise LogGap(f"LSN {before} is followed by LSN {behind}", object_name=name)
    first = int(columns.lsn[0])
    if (first_lsn is not None and first != first_lsn) or (end_lsn is not None and last + 1 != end_lsn):
        raise LogGap(
            f"holds LSNs {first} to {last} instead of {first_lsn} to {(end_lsn or 0) - 1}", object_name=name
        )
    return columns


def clip(columns: LogColumns, since: int | None, until: int | None) -> LogColumns:
    """The records with `since` <= LSN < `until`; None does not limit. Any order of records."""
    wanted = np.ones(len(columns), bool)
    if since is not None:
        wanted &= columns.lsn >= np.uint64(min(max(since, 0), LSN_MAX))
    if until is not None:
        wanted &= columns.lsn < np.uint64(min(max(until, 0), LSN_MAX))
    return columns if wanted.all() else columns.take(wanted)


def changed_pages(columns: LogColumns) -> RelationChanges:
    """Which pages the records change, and how often: Updates and CLRs, committed or not.

    Raises:
        LogCorrupt: a record names a page that no page file can hold.
    """
    changes = (columns.kind == RecordKind.UPDATE) | (columns.kind == RecordKind.CLR)
    blocks, counts = block_counts(columns.page_id[changes])
    return RelationChanges(blocks, counts)


def summarise(columns: LogColumns, timeline: int) -> WalSummary:
    """What these records (of one stretch, in LSN order) did. Raises LogCorrupt as `changed_pages`."""
    if not len(columns):
        return WalSummary(timeline, 0, 0)
    times = column_times(columns)
    commits = np.flatnonzero(columns.kind == RecordKind.COMMIT)
    commit_times = times[commits]
    kinds = np.bincount(columns.kind, minlength=len(VARIANT_NAMES))
    sizes = np.bincount(columns.kind, weights=columns.length + np.float64(4), minlength=len(VARIANT_NAMES))
    flushed = columns.prev_lsn[(columns.kind == RecordKind.CHECKPOINT_END) & columns.has_prev]
    changes = changed_pages(columns)
    return WalSummary(
        timeline=timeline,
        first_lsn=int(columns.lsn[0]),
        end_lsn=int(columns.lsn[-1]) + 1,
        records=len(columns),
        first_time=time_from_ns(times.min()),
        last_time=time_from_ns(times.max()),
        relations={RELATION: changes} if len(changes.blocks) else {},
        commits=len(commits),
        aborts=int(kinds[RecordKind.ABORT]),
        first_commit_time=time_from_ns(commit_times.min()) if len(commits) else None,
        last_commit_time=time_from_ns(commit_times.max()) if len(commits) else None,
        by_type={name: int(count) for name, count in zip(VARIANT_NAMES, kinds, strict=True) if count},
        bytes_by_type={name: int(size) for name, size in zip(VARIANT_NAMES, sizes, strict=True) if size},
        redo_points=tuple(sorted({int(lsn) for lsn in flushed})),
    )


def locate_commit(data: bytes | memoryview, span: WalSpan, transaction: str) -> int | None:
    """The LSN of a transaction's Commit record, if it is in this stretch. Raises UsageError, LogCorrupt, LogGap."""
    try:
        wanted = UUID(transaction).bytes
    except ValueError:
        raise UsageError(f"{transaction!r} is not a transaction id", advice="It is a UUID.") from None
    columns = read_stretch(data, span.first_lsn, span.end_lsn, name=span.name)
    commits = np.flatnonzero(columns.kind == RecordKind.COMMIT)
    found = commits[(columns.tx[commits] == np.frombuffer(wanted, np.uint8)).all(axis=1)]
    return int(columns.lsn[found[0]]) if len(found) else None


def commits(data: bytes | memoryview, span: WalSpan) -> CommitColumns:
    """The Commit records of a stretch, in log order. Raises LogCorrupt, LogGap."""
    columns = read_stretch(data, span.first_lsn, span.end_lsn, name=span.name)
    columns = columns.take(columns.kind == RecordKind.COMMIT)
    ids = transaction_ids(columns, data)
    return CommitColumns(
        lsn=columns.lsn,
        end_lsn=columns.lsn + np.uint64(1),
        time=column_times(columns) // 1000,
        prepared=np.zeros(len(columns), np.bool_),
        transaction=lambda row: str(UUID(bytes=ids[row].tobytes())),
    )
