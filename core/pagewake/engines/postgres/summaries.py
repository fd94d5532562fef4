"""Summaries of stretches of WAL: what the records that end in a stretch did.

A stretch is a segment, the beginning of one, or what is behind a fork in a timeline's first segment. A record may
begin in the segment before; its bytes are then taken from there (`before`). Only the page with the last record
start of that segment is walked again, never all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import WalSummary
from pagewake.engines.postgres.changes import changed_relations, collect
from pagewake.engines.postgres.managers import XLOG, manager_name, record_type
from pagewake.engines.postgres.raw import ReadRaw, read_from, text_of
from pagewake.engines.postgres.records import time_of
from pagewake.engines.postgres.segments import (
    FLAG_CONTINUED,
    LONG_HEADER,
    SHORT_HEADER,
    SegmentHeader,
    is_history_name,
    read_header,
)
from pagewake.engines.postgres.timelines import parse_history
from pagewake.engines.postgres.versions import BLOCK_SIZE, WalFormat
from pagewake.errors import LogCorrupt, LogError, LogGap
from pagewake.kernels import NO_TIME_MAX, NO_TIME_MIN, WalLayout, WalStop, WalWalker, wal_walker

Bytes = bytes | memoryview
_SWITCH = 0x40
_FIRST_SEGMENT = 1
"""The number of the segment that initdb begins a log with."""
_PAGE_HEADER = np.dtype(
    [("magic", "<u2"), ("flags", "<u2"), ("timeline", "<u4"), ("address", "<u8"), ("remaining", "<u4")]
)
_PAGES_AT_ONCE = 256


def summarise(
    data: Bytes, first_lsn: int, end_lsn: int, timeline: int, *, name: str, before: Bytes | None = None
) -> WalSummary:
    """What the records that end in (first_lsn, end_lsn] did; `data` begins with the header of their segment.

    `before` is the segment in front of that one (or more of the log that ends where `data` begins), or, for a
    stretch that begins inside a segment, that segment's bytes up to there. Where it does not lead into this
    stretch, that is a breaker. A timeline history file has an empty summary.

    Raises:
        LogCorrupt: the records do not reach `end_lsn` unbroken, or are not of this place and timeline.
        LogFormatUnknown: WAL of a version that is not supported.
    """
    if is_history_name(name):
        parse_history(data, timeline)
        return WalSummary(timeline, first_lsn, end_lsn)
    walked = walk_stretch(data, first_lsn, end_lsn, timeline, name=name, before=before)
    try:
        return summary_of(walked, first_lsn, end_lsn, timeline)
    except LogCorrupt as error:
        error.object_name = f"{name}: {error.object_name}" if error.object_name else name
        raise


@dataclass(frozen=True)
class Walked:
    """A walk that is over: the walker holds what it collected, `read` gives the log's bytes."""

    walker: WalWalker
    wal_format: WalFormat
    segment_size: int
    read: ReadRaw
    breakers: tuple[str, ...] = ()
    headless: bool = False


def walk_stretch(
    data: Bytes,
    first_lsn: int,
    end_lsn: int,
    timeline: int,
    *,
    name: str,
    before: Bytes | None = None,
    records: bool = False,
) -> Walked:
    """Walk one stretch, as `summarise` says; with `records` the walker has a row for each record."""
    header = read_header(data, name=name)
    start = header.page_address
    if not start <= first_lsn < end_lsn <= start + min(len(data), header.segment_size):
        raise LogCorrupt(
            f"holds the LSNs from {text_of(start)} to {text_of(start + len(data))} "
            f"instead of {text_of(first_lsn)} to {text_of(end_lsn)}",
            object_name=name,
        )
    view = memoryview(data)[: end_lsn - start]
    breakers: list[str] = []
    if first_lsn == start:
        walker = _walk_from_segment_start(view, header, before, breakers, records)
    else:
        walker = _walk_from_fork(view, header, first_lsn, before, breakers, records)
    if not (walker.skipped_head and _is_end_of_switch(view, header)):
        _require_end(walker, end_lsn, timeline, name)
    first_prev = walker.first_prev
    reset = first_prev == 0 and start // header.segment_size != _FIRST_SEGMENT
    if reset and walker.first_record is not None:
        breakers.append(
            f"the log begins anew at {text_of(walker.first_record)}, as after pg_resetwal: "
            "changes before it can be missing"
        )
    places: list[tuple[int, Bytes]] = [(start, view)]
    if before is not None and first_lsn == start:
        places.append((start - len(before), before))
    # Without what lies in front nobody has compared the first record's link with the record before it.
    unlinked = before is None and first_lsn == start and walker.first_record is not None and first_prev != 0
    headless = (walker.skipped_head and header.remaining <= len(view)) or unlinked
    return Walked(walker, header.format, header.segment_size, read_from(*places), tuple(breakers), headless)


def layout_of(header: SegmentHeader) -> WalLayout:
    """What the walker compares every page with."""
    return WalLayout(header.magic, header.segment_size, header.system_identifier)


def feed_all(walker: WalWalker, data: Bytes, lsn: int) -> None:
    """Feed bytes that need not end with a whole page: what is missing of the last one is taken as zeros."""
    whole = len(data) - len(data) % BLOCK_SIZE
    walker.feed(data[:whole], lsn)
    if whole < len(data) and walker.stop is WalStop.MORE:
        walker.feed(bytes(data[whole:]).ljust(BLOCK_SIZE, b"\0"), lsn + whole)


def walker_at_tail(before: Bytes, header: SegmentHeader, records: bool = False) -> WalWalker | None:
    """A walker that has read the end of the log in front of a segment, from the last page that a record starts on.

    None where `before` does not end where the segment begins, or no record starts in it.

    Raises:
        LogGap: it is of another database or of a later timeline, or its records do not reach its end.
        LogCorrupt, LogFormatUnknown: it is no WAL.
    """
    own = read_header(before, name="the log before it")
    if own.page_address + len(before) != header.page_address or own.segment_size != header.segment_size:
        return None
    if (own.magic, own.system_identifier) != (header.magic, header.system_identifier):
        raise LogGap("it is of another database")
    walker = _walk_last_pages(memoryview(before), own, records)
    if walker is None:
        return None
    if walker.stop is not WalStop.MORE:
        raise LogGap(f"it ends at {text_of(walker.end_lsn)}: {walker.stop.description}")
    if walker.timeline > header.timeline:
        raise LogGap(f"it is of the later timeline {walker.timeline}")
    return walker


def _walk_from_segment_start(
    data: memoryview, header: SegmentHeader, before: Bytes | None, breakers: list[str], records: bool
) -> WalWalker:
    start = header.page_address
    try:
        walker = None if before is None else walker_at_tail(before, header, records)
        if walker is not None:
            walker.forget()
            feed_all(walker, data, start)
            if walker.records_counted or walker.stop is WalStop.MORE or walker.end_lsn >= start + len(data):
                return walker
            raise LogGap(walker.stop.description)
    except LogError as error:
        breakers.append(f"the log before {text_of(start)} does not lead into it: {error.what}")
    walker = wal_walker(layout_of(header), start, exact=False, records=records)
    feed_all(walker, data, start)
    return walker


def _walk_from_fork(
    data: memoryview,
    header: SegmentHeader,
    first_lsn: int,
    before: Bytes | None,
    breakers: list[str],
    records: bool,
) -> WalWalker:
    """Walk from a place inside the segment where a record starts; what is before it is looked at for the link."""
    start = header.page_address
    page = first_lsn - first_lsn % BLOCK_SIZE
    walker = wal_walker(layout_of(header), first_lsn, exact=True, records=records)
    feed_all(walker, data[page - start :], page)
    own = _last_record_before(data, header, first_lsn)
    parents = None
    if before is not None:
        parent = read_header(before, name="the log before it")
        if parent.page_address == start and len(before) >= first_lsn - start:
            parents = _last_record_before(memoryview(before), parent, first_lsn)
    for last in (own, parents):
        if last is not None and walker.first_prev is not None and walker.first_prev != last:
            breakers.append(
                f"the record after {text_of(first_lsn)} links to {text_of(walker.first_prev)}, "
                f"and the last one before it is at {text_of(last)}"
            )
            break
    return walker


def _last_record_before(data: memoryview, header: SegmentHeader, lsn: int) -> int | None:
    """The start of the last record that ends at or before `lsn`, as far as one starts in this segment."""
    start = header.page_address
    held = data[: lsn - start]
    walker = _walk_last_pages(held, header)
    return None if walker is None else walker.last_record


def _walk_last_pages(data: memoryview, header: SegmentHeader, records: bool = False) -> WalWalker | None:
    """A walker that has read the end of a segment, from the last page on which a record starts.

    None where none starts in it. The end of a record that began before says of its page only that another one may
    follow: nothing does after a switch of segments that runs over from the page in front. So pages are tried from
    the last one back, until a record is found.
    """
    for first in _pages_with_start(data, header):
        walker = wal_walker(layout_of(header), header.page_address + first, exact=False, records=records)
        feed_all(walker, data[first:], header.page_address + first)
        if walker.records_counted or walker.pending is not None:
            return walker
    return None


def _pages_with_start(data: memoryview, header: SegmentHeader) -> Iterator[int]:
    """The offsets of pages that a record can start on, last first; pages after a switch are no pages."""
    view = np.frombuffer(data, np.uint8)
    pages = -(-len(view) // BLOCK_SIZE)
    for end in range(pages, 0, -_PAGES_AT_ONCE):
        first = max(end - _PAGES_AT_ONCE, 0)
        rows = page_headers(view[first * BLOCK_SIZE : end * BLOCK_SIZE])
        place = np.arange(first, first + len(rows), dtype=np.uint64) * np.uint64(BLOCK_SIZE)
        room = np.where(place % np.uint64(header.segment_size) == 0, LONG_HEADER, SHORT_HEADER)
        rest = (rows["remaining"].astype(np.int64) + 7) & ~7
        mine = rows["magic"] == header.magic
        mine &= rows["address"] == place + np.uint64(header.page_address)
        starts = np.flatnonzero(mine & (((rows["flags"] & FLAG_CONTINUED) == 0) | (rest < BLOCK_SIZE - room)))
        yield from reversed(place[starts].tolist())


def page_headers(view: NDArray[np.uint8]) -> NDArray[Any]:
    """The headers of consecutive pages of WAL; of a last page that is too short for one, nothing."""
    whole = len(view) // BLOCK_SIZE
    rows = view[: whole * BLOCK_SIZE].reshape(whole, BLOCK_SIZE)[:, : _PAGE_HEADER.itemsize]
    found = np.ascontiguousarray(rows).view(_PAGE_HEADER).reshape(-1)
    rest = view[whole * BLOCK_SIZE :]
    if len(rest) < _PAGE_HEADER.itemsize:
        return found
    last = np.ascontiguousarray(rest[: _PAGE_HEADER.itemsize]).view(_PAGE_HEADER)
    return np.concatenate([found, last])


def _is_end_of_switch(data: memoryview, header: SegmentHeader) -> bool:
    """Whether a segment holds nothing but the end of a SWITCH record that began in the segment in front.

    Such a record is a bare header of 24 bytes, of which 8 or 16 lie here; its last 8 begin with flags and manager.
    All behind it is zeros.
    """
    if header.remaining not in (8, 16) or len(data) != header.segment_size:
        return False
    end = LONG_HEADER + header.remaining
    flags, manager = data[end - 8], data[end - 7]
    if manager != XLOG or flags & 0xF0 != _SWITCH:
        return False
    return not np.frombuffer(data, np.uint8)[end:].any()


def _require_end(walker: WalWalker, end_lsn: int, timeline: int, name: str) -> None:
    """Refuse a walk that did not reach the end of its stretch. Raises LogCorrupt."""
    consumed = walker.stop is WalStop.MORE and walker.position >= end_lsn > walker.end_lsn
    if walker.end_lsn != end_lsn and not consumed:
        raise LogCorrupt(
            f"its records end at {text_of(walker.stop_lsn)} and not at {text_of(end_lsn)}: "
            f"{walker.stop.description}",
            object_name=name,
        )
    if walker.timeline > timeline:
        raise LogCorrupt(
            f"it has pages of timeline {walker.timeline}, which begins after timeline {timeline}",
            object_name=name,
        )


def summary_of(walked: Walked, first_lsn: int, end_lsn: int, timeline: int) -> WalSummary:
    """The summary of all that a walker collected. Raises LogCorrupt."""
    walker, wal_format = walked.walker, walked.wal_format
    changes = collect(walker, wal_format, walked.segment_size, walked.read)
    blocks = walker.blocks()
    changes.note_changed_copies(blocks)
    return WalSummary(
        timeline=timeline,
        first_lsn=first_lsn,
        end_lsn=end_lsn,
        records=walker.records_counted,
        first_time=_time(walker.min_time, NO_TIME_MIN),
        last_time=_time(walker.max_time, NO_TIME_MAX),
        relations=changed_relations(blocks, changes.limits),
        commits=walker.commits,
        aborts=walker.aborts,
        first_commit_time=_time(walker.min_commit_time, NO_TIME_MIN),
        last_commit_time=_time(walker.max_commit_time, NO_TIME_MAX),
        by_type=amounts_by_type(walker.counts, wal_format),
        bytes_by_type=_amounts_by_manager(walker.record_bytes),
        restore_points=tuple(changes.restore_points),
        redo_points=tuple(sorted(changes.redo_points)),
        whole_directories=frozenset(changes.whole_directories),
        breakers=(*walked.breakers, *changes.breakers),
        headless=walked.headless,
        events=tuple(changes.events),
    )


def amounts_by_type(table: NDArray[np.uint64], wal_format: WalFormat) -> dict[str, int]:
    """The walker's sums by type of record (`Heap/INSERT`), zeros left out, in the order of the managers."""
    amounts: dict[str, int] = {}
    for rmid, opcode in zip(*np.nonzero(table), strict=True):
        kind = record_type(wal_format, int(rmid), int(opcode) << 4)
        amounts[kind] = amounts.get(kind, 0) + int(table[rmid, opcode])
    return amounts


def _amounts_by_manager(table: NDArray[np.uint64]) -> dict[str, int]:
    totals = table.sum(axis=1)
    return {manager_name(int(rmid)): int(totals[rmid]) for rmid in np.flatnonzero(totals)}


def _time(microseconds: int, none: int) -> datetime | None:
    """A time of the walker's; None where no record had one."""
    return None if microseconds == none else time_of(microseconds)
