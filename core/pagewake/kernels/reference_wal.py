"""Walking PostgreSQL WAL in plain Python: the oracle of the C walker, and its slow stand-in."""

from __future__ import annotations

import struct
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from pagewake.kernels.reference_wal_records import (
    HEADER_BYTES,
    BlockRef,
    Fragments,
    Header,
    RecordFault,
    crc32c,
    decode,
    read_header,
)
from pagewake.kernels.wal import (
    BLOCK_REF_TYPE,
    BLOCK_TYPE,
    COUNT_SHAPE,
    EVENT_TYPE,
    NO_TIME_MAX,
    NO_TIME_MIN,
    RECORD_TYPE,
    WAL_MAGICS,
    WAL_PAGE_BYTES,
    WalLayout,
    WalStop,
    check_feed,
    check_start,
)

SHORT_HEADER_BYTES, LONG_HEADER_BYTES = 24, 40
_CONTRECORD, _LONG_HEADER, _OVERWRITE, _KNOWN_FLAGS = 0x1, 0x2, 0x8, 0xF
_MAX_RECORD_BYTES_16 = 1020 << 20
_MAX_COUNT = 0xFFFFFFFF

_XLOG, _XACT, _STORAGE, _DATABASE, _TABLESPACE = 0, 1, 2, 4, 5
_LAST_BUILT_IN, _FIRST_CUSTOM = 21, 128
_SWITCH, _OVERWRITE_CONTRECORD = 0x40, 0xD0
_XLOG_WITHOUT_EVENT = (0x20, 0x30, 0xA0, 0xB0)  # NOOP, NEXTOID, FPI_FOR_HINT, FPI
_SPECIAL_REL_UPDATE = 0x01
_COMMITS, _ABORTS = (0x00, 0x30), (0x20, 0x40)
_XACT_OPCODE, _HAS_XINFO, _DROPS_FILES = 0x70, 0x80, 0x4

_ANY = -1  # an abandoned record whose start is not known


class _Stop(Exception):
    def __init__(self, reason: WalStop, lsn: int) -> None:
        super().__init__(reason)
        self.reason, self.lsn = reason, lsn


class _PageHeader(NamedTuple):
    flags: int
    rem_len: int
    size: int


class ReferenceWalWalker:
    """Implements `WalWalker`, record by record. Memory: one record is assembled besides the tables."""

    def __init__(self, layout: WalLayout, start: int, *, exact: bool, records: bool = False) -> None:
        check_start(layout, start, exact)
        self._layout, self._exact, self._keep_rows = layout, exact, records
        self._major = WAL_MAGICS[layout.magic]
        self._start = start
        self._first_page = True
        self._head_left = 0  # bytes of the record that runs into the first page, still to come
        self._skip_to = 0  # the end of a segment that a SWITCH left
        self._overwritten: int | None = None  # the abandoned record that the next record must name
        self._partial = bytearray()
        self._checked = False  # whether the header of the partial record was
        self.position = start - start % WAL_PAGE_BYTES
        self.stop = WalStop.MORE
        self.stop_lsn = self.position
        self.end_lsn = start
        self.last_record: int | None = None
        self.pending: int | None = None
        self.timeline = 0
        self.forget()

    def forget(self) -> None:
        """See `WalWalker.forget`."""
        self.first_record: int | None = None
        self.first_prev: int | None = None
        self.skipped_head = False
        self.records_counted = 0
        self.counts, self.record_bytes, self.image_bytes = (np.zeros(COUNT_SHAPE, np.uint64) for _ in "123")
        self.commits = self.aborts = 0
        self.min_commit_time = self.min_time = NO_TIME_MIN
        self.max_commit_time = self.max_time = NO_TIME_MAX
        self._blocks: dict[tuple[int, int, int, int, int], tuple[int, int]] = {}
        self._events: list[tuple[int, ...]] = []
        self._rows: list[tuple[int, ...]] = []
        self._refs: list[BlockRef] = []

    def blocks(self) -> NDArray[Any]:
        """See `WalWalker.blocks`."""
        table = np.zeros(len(self._blocks), BLOCK_TYPE)
        for row, (key, (count, last)) in zip(table, self._blocks.items(), strict=True):
            row["tablespace"], row["database"], row["relation"], row["fork"], row["block"] = key
            row["count"], row["last"] = min(count, _MAX_COUNT), last
        return table

    def events(self) -> NDArray[Any]:
        """See `WalWalker.events`."""
        return _rows_of(EVENT_TYPE, self._events)

    def records(self) -> NDArray[Any]:
        """See `WalWalker.records`."""
        self._require_rows()
        return _rows_of(RECORD_TYPE, self._rows)

    def block_refs(self) -> NDArray[Any]:
        """See `WalWalker.block_refs`."""
        self._require_rows()
        return _rows_of(BLOCK_REF_TYPE, [tuple(getattr(ref, n) for n in _REF_NAMES) for ref in self._refs])

    def _require_rows(self) -> None:
        if not self._keep_rows:
            raise ValueError("this walker keeps no rows: it was not made with records=True")

    def feed(self, data: Any, lsn: int) -> WalStop:
        """See `WalWalker.feed`."""
        view = memoryview(data).cast("B")
        if self.stop is not WalStop.MORE:
            return self.stop
        check_feed(len(view), lsn, self.position)
        for at in range(0, len(view), WAL_PAGE_BYTES):
            try:
                self._walk_page(view[at : at + WAL_PAGE_BYTES], lsn + at)
            except _Stop as stop:
                self.stop, self.position = stop.reason, stop.lsn
                break
            self.position = lsn + at + WAL_PAGE_BYTES
        self.stop_lsn = self.position
        return self.stop

    def _walk_page(self, page: memoryview, address: int) -> None:
        if address < self._skip_to:
            return
        header = self._page_header(page, address)
        at = self._first_place(header, address) if self._first_page else self._place(header, address)
        self._first_page = False
        if self._head_left:
            skipped = min(self._head_left, WAL_PAGE_BYTES - at)
            self._head_left -= skipped
            at = _aligned(at + skipped)
            self.end_lsn = address + at
        while at < WAL_PAGE_BYTES:
            at = self._walk_record(page, address, at)

    def _page_header(self, page: memoryview, address: int) -> _PageHeader:
        """The page's header, in the server's order of checks."""
        magic, flags, timeline, page_address, rem_len = struct.unpack_from("<HHIQI", page)
        first_in_segment = address % self._layout.segment_size == 0
        if magic != self._layout.magic:
            raise _Stop(WalStop.BAD_MAGIC, address)
        if flags & ~_KNOWN_FLAGS or (flags & _CONTRECORD and flags & _OVERWRITE):
            raise _Stop(WalStop.BAD_PAGE_FLAGS, address)
        if flags & _LONG_HEADER and not first_in_segment:
            raise _Stop(WalStop.BAD_PAGE_FLAGS, address)
        if first_in_segment:
            system, segment_size, page_bytes = struct.unpack_from("<QII", page, 24)
            right_system = self._layout.system_identifier in (0, system)
            right_sizes = (segment_size, page_bytes) == (self._layout.segment_size, WAL_PAGE_BYTES)
            if not (flags & _LONG_HEADER and right_system and right_sizes):
                raise _Stop(WalStop.BAD_SEGMENT_HEADER, address)
        if page_address != address:
            raise _Stop(WalStop.BAD_PAGE_ADDRESS, address)
        if timeline < self.timeline:
            raise _Stop(WalStop.TIMELINE_BACKWARDS, address)
        self.timeline = timeline
        return _PageHeader(flags, rem_len, LONG_HEADER_BYTES if first_in_segment else SHORT_HEADER_BYTES)

    def _first_place(self, header: _PageHeader, address: int) -> int:
        """Where on the first page to begin."""
        offset = self._start - address
        if self._exact and offset > header.size:
            return offset
        if header.flags & _CONTRECORD:
            if self._exact:
                raise _Stop(WalStop.UNEXPECTED_CONTRECORD, address)
            if header.rem_len == 0:
                raise _Stop(WalStop.BAD_CONTRECORD_LENGTH, address)
            self._head_left, self.skipped_head = header.rem_len, True
        if header.flags & _OVERWRITE:
            self._overwritten = _ANY
        self.end_lsn = address + header.size
        return header.size

    def _place(self, header: _PageHeader, address: int) -> int:
        """Where on a later page to go on, once it fits what the page before it left."""
        missing = read_header_length(self._partial) - len(self._partial) if self._partial else self._head_left
        if header.flags & _OVERWRITE:
            if not missing:
                raise _Stop(WalStop.BAD_OVERWRITE, address)
            self._overwritten = _ANY if self.pending is None else self.pending
            self.pending, self._head_left = None, 0
            self._partial.clear()
        elif missing:
            if not header.flags & _CONTRECORD:
                raise _Stop(WalStop.NO_CONTRECORD, address)
            if header.rem_len != missing:
                raise _Stop(WalStop.BAD_CONTRECORD_LENGTH, address)
        elif header.flags & _CONTRECORD:
            raise _Stop(WalStop.UNEXPECTED_CONTRECORD, address)
        return header.size

    def _walk_record(self, page: memoryview, address: int, at: int) -> int:
        """Take what the page has of the record that stands or goes on at `at`; returns where it ends."""
        if self.pending is None:
            self._partial.clear()
            self._checked = False
            self.pending = address + at
            tot_len = int.from_bytes(page[at : at + 4], "little")
            too_long = self._major >= 16 and tot_len > _MAX_RECORD_BYTES_16
            if tot_len < HEADER_BYTES or too_long:
                raise self._bad(WalStop.BAD_RECORD_LENGTH)
        else:
            tot_len = read_header_length(self._partial)
        taken = min(tot_len - len(self._partial), WAL_PAGE_BYTES - at)
        self._partial += page[at : at + taken]
        if not self._checked and len(self._partial) >= HEADER_BYTES:
            self._check_header()
        if len(self._partial) < tot_len:
            return WAL_PAGE_BYTES
        end = _aligned(at + taken)
        header = read_header(self._partial)
        if header.rmid == _XLOG and header.opcode == _SWITCH:
            segment = self._layout.segment_size
            self._finish(header, -(-(address + end) // segment) * segment)
            self._skip_to = self.end_lsn
            return WAL_PAGE_BYTES
        self._finish(header, address + end)
        return end

    def _bad(self, reason: WalStop) -> _Stop:
        """A stop at the record in hand, which is dropped."""
        lsn, self.pending = self.pending, None
        assert lsn is not None
        self._partial.clear()
        return _Stop(reason, lsn)

    def _check_header(self) -> None:
        header = read_header(self._partial)
        custom = header.rmid >= _FIRST_CUSTOM and self._major >= 15
        if header.rmid > _LAST_BUILT_IN and not custom:
            raise self._bad(WalStop.BAD_RMGR)
        assert self.pending is not None
        if self.last_record is None:
            linked = header.prev < self.pending
        else:
            linked = header.prev == self.last_record
        if not linked:
            raise self._bad(WalStop.BAD_PREV_LINK)
        self._checked = True

    def _finish(self, header: Header, end: int) -> None:
        """Verify the whole record and count it."""
        record = self._partial
        if crc32c(record[:20], crc32c(record[HEADER_BYTES:])) != header.crc:
            raise self._bad(WalStop.BAD_CRC)
        try:
            fragments = decode(record, self._major)
            xact_time, drops_files = _transaction_end(header, fragments)
        except RecordFault:
            raise self._bad(WalStop.BAD_RECORD) from None
        self._check_overwrite(header, fragments)
        lsn, self.pending = self.pending, None
        assert lsn is not None
        self._count(header, fragments, lsn)
        if xact_time is not None:
            self._count_time(header, xact_time)
        if _is_event(header, fragments, drops_files):
            row = (lsn, end, self.records_counted, header.tot_len, header.xid, len(fragments.main))
            self._events.append((*row, header.rmid, header.info))
        if self._keep_rows:
            time = NO_TIME_MAX if xact_time is None else xact_time
            sizes = (header.tot_len, header.xid, len(fragments.main), len(fragments.blocks))
            place = (lsn, end, header.prev, time, len(self._refs))
            self._rows.append((*place, *sizes, header.rmid, header.info))
            self._refs += fragments.blocks
        self.records_counted += 1
        self.last_record, self.end_lsn = lsn, end
        self._partial.clear()

    def _check_overwrite(self, header: Header, fragments: Fragments) -> None:
        """The record that replaces an abandoned one must name it, and stand nowhere else."""
        is_overwrite = header.rmid == _XLOG and header.opcode == _OVERWRITE_CONTRECORD
        if is_overwrite != (self._overwritten is not None):
            raise self._bad(WalStop.BAD_OVERWRITE)
        if is_overwrite:
            named = int.from_bytes(fragments.main[:8], "little")
            short = fragments.blocks or len(fragments.main) < 8
            if short or self._overwritten not in (_ANY, named):
                raise self._bad(WalStop.BAD_OVERWRITE)
        self._overwritten = None

    def _count(self, header: Header, fragments: Fragments, lsn: int) -> None:
        if self.first_record is None:
            self.first_record, self.first_prev = lsn, header.prev
        cell = header.rmid, header.info >> 4
        self.counts[cell] += np.uint64(1)
        self.record_bytes[cell] += np.uint64(header.tot_len)
        for ref in fragments.blocks:
            self.image_bytes[cell] += np.uint64(ref.image_len)
            key = (ref.tablespace, ref.database, ref.relation, ref.fork, ref.block)
            self._blocks[key] = self._blocks.get(key, (0, 0))[0] + 1, self.records_counted

    def _count_time(self, header: Header, time: int) -> None:
        self.min_time, self.max_time = min(self.min_time, time), max(self.max_time, time)
        if header.info & _XACT_OPCODE in _ABORTS:
            self.aborts += 1
            return
        self.commits += 1
        self.min_commit_time = min(self.min_commit_time, time)
        self.max_commit_time = max(self.max_commit_time, time)


_REF_NAMES = BLOCK_REF_TYPE.names or ()


def _rows_of(dtype: np.dtype[Any], rows: list[tuple[int, ...]]) -> NDArray[Any]:
    table = np.zeros(len(rows), dtype)
    for index, row in enumerate(rows):
        table[index] = row
    return table


def _aligned(position: int) -> int:
    return (position + 7) & ~7


def read_header_length(record: bytearray) -> int:
    """A record's length, from as much of its header as always stands on its first page."""
    return int.from_bytes(record[:4], "little")


def _is_transaction_end(header: Header) -> bool:
    return header.rmid == _XACT and header.info & _XACT_OPCODE in _COMMITS + _ABORTS


def _transaction_end(header: Header, fragments: Fragments) -> tuple[int | None, bool]:
    """The time of a commit or abort, and whether it drops relation files. Raises RecordFault."""
    if not _is_transaction_end(header):
        return None, False
    has_xinfo = bool(header.info & _HAS_XINFO)
    if fragments.blocks or len(fragments.main) < (12 if has_xinfo else 8):
        raise RecordFault
    (time,) = struct.unpack_from("<q", fragments.main)
    xinfo = int.from_bytes(fragments.main[8:12], "little") if has_xinfo else 0
    return time, bool(xinfo & _DROPS_FILES)


def _is_event(header: Header, fragments: Fragments, drops_files: bool) -> bool:
    if header.rmid in (_STORAGE, _DATABASE, _TABLESPACE) or drops_files:
        return True
    if header.rmid == _XLOG and header.opcode not in _XLOG_WITHOUT_EVENT:
        return True
    if header.info & _SPECIAL_REL_UPDATE and not _is_transaction_end(header):
        return True
    return header.rmid >= _FIRST_CUSTOM and not fragments.blocks
