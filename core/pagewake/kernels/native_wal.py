"""The C walker over PostgreSQL WAL, through ctypes: Python owns its state and tables, and makes them larger."""

from __future__ import annotations

import ctypes
import os
from ctypes import c_int64, c_uint8, c_uint32, c_uint64, c_void_p
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.errors import LogCorrupt
from pagewake.kernels.surface import Bytes
from pagewake.kernels.wal import (
    BLOCK_REF_TYPE,
    BLOCK_TYPE,
    COUNT_SHAPE,
    EVENT_TYPE,
    NO_TIME_MAX,
    NO_TIME_MIN,
    RECORD_TYPE,
    WAL_PAGE_BYTES,
    WalLayout,
    WalStop,
    check_feed,
    check_start,
)

_NEED_ROOM = -1  # PW_WAL_NEED_ROOM in src/pg_wal.h, never given to callers
_PAGE_ROOM = 1100  # PW_WAL_PAGE_ROOM
_SCRATCH_BYTES = 1024  # PW_WAL_SCRATCH_BYTES
_RECENT = 16  # PW_WAL_RECENT
_WAITING = 96  # PW_WAL_WAITING
_FIRST_ROOM = 2048
_MAX_RELATIONS = 1 << 28  # what the keys of the block table have room for, less one

_ENTRY_TYPE = np.dtype([("key", np.uint64), ("last", np.uint64), ("count", np.uint32), ("unused", np.uint32)])
_RELATION_TYPE = np.dtype([("tablespace", np.uint32), ("database", np.uint32), ("relation", np.uint32)])


class _State(ctypes.Structure):
    """PwWal in src/pg_wal.h."""

    _fields_ = (
        *((name, c_uint64) for name in ("magic", "segment_size", "system_identifier", "start", "exact")),
        *((name, c_uint64) for name in ("keep_rows", "hash_factor")),
        *((name, c_uint64) for name in ("position", "stop", "stop_lsn", "end_lsn", "started", "timeline")),
        *((name, c_uint64) for name in ("head_left", "skip_to", "abandoned", "abandoned_lsn")),
        *((name, c_uint64) for name in ("has_pending", "pending", "pending_len", "pending_got")),
        *((name, c_uint64) for name in ("pending_crc", "pending_checked", "has_last", "last_record")),
        *((name, c_uint64) for name in ("has_first", "first_record", "first_prev", "skipped_head")),
        *((name, c_uint64) for name in ("records_counted", "commits", "aborts")),
        *((name, c_int64) for name in ("min_commit_time", "max_commit_time", "min_time", "max_time")),
        *((name, c_void_p) for name in ("counts", "record_bytes", "image_bytes")),
        *((name, c_uint64) for name in ("block_count", "block_slots")),
        ("blocks", c_void_p),
        *((name, c_uint64) for name in ("relation_count", "relation_room", "relation_slots")),
        *((name, c_void_p) for name in ("relations", "relation_index")),
        *((name, c_uint64) for name in ("event_count", "event_room")),
        ("events", c_void_p),
        *((name, c_uint64) for name in ("row_count", "row_room")),
        ("rows", c_void_p),
        *((name, c_uint64) for name in ("ref_count", "ref_room")),
        ("refs", c_void_p),
        ("recent", c_uint32 * _RECENT),
        ("waiting_count", c_uint64),
        ("waiting", c_uint64 * (3 * _WAITING)),
        ("scratch", c_uint8 * _SCRATCH_BYTES),
    )


WAL_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "pw_wal_state_bytes": (c_int64, []),
    "pw_walk_wal": (c_int64, [c_void_p, c_void_p, c_int64, c_uint64]),
    "pw_wal_move_blocks": (None, [c_void_p, c_void_p, c_uint64]),
    "pw_wal_index_relations": (None, [c_void_p]),
}


class NativeWalWalker:
    """Implements `WalWalker` with the C library."""

    def __init__(
        self, library: ctypes.CDLL, layout: WalLayout, start: int, *, exact: bool, records: bool
    ) -> None:
        check_start(layout, start, exact)
        if library.pw_wal_state_bytes() != ctypes.sizeof(_State):
            raise ImportError("the C library keeps the state of a WAL walk in another way; build it again")
        self._library = library
        self._keep_rows = records
        state = self._state = _State()
        state.magic, state.segment_size, state.system_identifier = layout
        state.start, state.exact, state.keep_rows = start, exact, records
        state.hash_factor = int.from_bytes(os.urandom(8), "little") | 1
        state.position = state.stop_lsn = start - start % WAL_PAGE_BYTES
        state.end_lsn = start
        self.forget()

    def forget(self) -> None:
        """See `WalWalker.forget`."""
        state = self._state
        state.has_first = state.skipped_head = state.records_counted = state.commits = state.aborts = 0
        state.min_commit_time = state.min_time = NO_TIME_MIN
        state.max_commit_time = state.max_time = NO_TIME_MAX
        state.block_count = state.relation_count = state.event_count = state.row_count = state.ref_count = 0
        self.counts, self.record_bytes, self.image_bytes = (np.zeros(COUNT_SHAPE, np.uint64) for _ in "123")
        sums = (self.counts, self.record_bytes, self.image_bytes)
        state.counts, state.record_bytes, state.image_bytes = (one.ctypes.data for one in sums)
        self._set_blocks(np.zeros(2 * _FIRST_ROOM, _ENTRY_TYPE))
        self._set_relations(np.empty(_FIRST_ROOM, _RELATION_TYPE))
        self._set_events(np.zeros(_FIRST_ROOM, EVENT_TYPE))
        rows = _FIRST_ROOM if self._keep_rows else 0
        self._set_rows(np.zeros(rows, RECORD_TYPE))
        self._set_refs(np.zeros(rows, BLOCK_REF_TYPE))

    # Each table is given to the state in one place, so that address, room and array never part.

    def _set_blocks(self, table: NDArray[Any]) -> None:
        self._blocks = table
        state = self._state
        state.blocks, state.block_slots = table.ctypes.data, len(table)

    def _set_relations(self, table: NDArray[Any]) -> None:
        index = np.zeros(2 * len(table), np.uint32)
        self._relations, self._relation_index = table, index
        state = self._state
        state.relations, state.relation_room = table.ctypes.data, len(table)
        state.relation_index, state.relation_slots = index.ctypes.data, len(index)
        state.recent = (c_uint32 * _RECENT)()
        self._library.pw_wal_index_relations(ctypes.byref(state))

    def _set_events(self, table: NDArray[Any]) -> None:
        self._events = table
        self._state.events, self._state.event_room = table.ctypes.data, len(table)

    def _set_rows(self, table: NDArray[Any]) -> None:
        self._rows = table
        self._state.rows, self._state.row_room = table.ctypes.data, len(table)

    def _set_refs(self, table: NDArray[Any]) -> None:
        self._refs = table
        self._state.refs, self._state.ref_room = table.ctypes.data, len(table)

    def _make_room(self) -> None:
        """Give every table room for another page, and the one that lacked it twice what it had."""
        state = self._state
        if state.block_count + _PAGE_ROOM > state.block_slots // 2:
            old = self._blocks
            self._set_blocks(np.zeros(2 * len(old), _ENTRY_TYPE))
            self._library.pw_wal_move_blocks(ctypes.byref(state), old.ctypes.data, len(old))
        if state.relation_count + _PAGE_ROOM > state.relation_room:
            if 2 * len(self._relations) >= _MAX_RELATIONS:
                raise LogCorrupt(
                    "the WAL names more relations than a cluster can have; its blocks mean nothing"
                )
            self._set_relations(_doubled(self._relations))
        if state.event_count + _PAGE_ROOM > state.event_room:
            self._set_events(_doubled(self._events))
        if self._keep_rows and state.row_count + _PAGE_ROOM > state.row_room:
            self._set_rows(_doubled(self._rows))
        if self._keep_rows and state.ref_count + _PAGE_ROOM > state.ref_room:
            self._set_refs(_doubled(self._refs))

    def feed(self, data: Bytes, lsn: int) -> WalStop:
        """See `WalWalker.feed`. Releases the GIL."""
        array = np.frombuffer(data, np.uint8)
        state = self._state
        if state.stop:
            return self.stop
        check_feed(len(array), lsn, state.position)
        while True:
            code = self._library.pw_walk_wal(ctypes.byref(state), array.ctypes.data, len(array), lsn)
            if code != _NEED_ROOM:
                return WalStop(code)
            self._make_room()

    @property
    def position(self) -> int:
        """See `WalWalker.position`."""
        return int(self._state.position)

    @property
    def stop(self) -> WalStop:
        """See `WalWalker.stop`."""
        return WalStop(self._state.stop)

    @property
    def stop_lsn(self) -> int:
        """See `WalWalker.stop_lsn`."""
        return int(self._state.stop_lsn)

    @property
    def end_lsn(self) -> int:
        """See `WalWalker.end_lsn`."""
        return int(self._state.end_lsn)

    @property
    def first_record(self) -> int | None:
        """See `WalWalker.first_record`."""
        return int(self._state.first_record) if self._state.has_first else None

    @property
    def first_prev(self) -> int | None:
        """See `WalWalker.first_prev`."""
        return int(self._state.first_prev) if self._state.has_first else None

    @property
    def last_record(self) -> int | None:
        """See `WalWalker.last_record`."""
        return int(self._state.last_record) if self._state.has_last else None

    @property
    def pending(self) -> int | None:
        """See `WalWalker.pending`."""
        return int(self._state.pending) if self._state.has_pending else None

    @property
    def timeline(self) -> int:
        """See `WalWalker.timeline`."""
        return int(self._state.timeline)

    @property
    def skipped_head(self) -> bool:
        """See `WalWalker.skipped_head`."""
        return bool(self._state.skipped_head)

    @property
    def records_counted(self) -> int:
        """See `WalWalker.records_counted`."""
        return int(self._state.records_counted)

    @property
    def commits(self) -> int:
        """See `WalWalker.commits`."""
        return int(self._state.commits)

    @property
    def aborts(self) -> int:
        """See `WalWalker.aborts`."""
        return int(self._state.aborts)

    @property
    def min_commit_time(self) -> int:
        """See `WalWalker.min_commit_time`."""
        return int(self._state.min_commit_time)

    @property
    def max_commit_time(self) -> int:
        """See `WalWalker.max_commit_time`."""
        return int(self._state.max_commit_time)

    @property
    def min_time(self) -> int:
        """See `WalWalker.min_time`."""
        return int(self._state.min_time)

    @property
    def max_time(self) -> int:
        """See `WalWalker.max_time`."""
        return int(self._state.max_time)

    def blocks(self) -> NDArray[Any]:
        """See `WalWalker.blocks`."""
        entries = self._blocks[self._blocks["key"] != 0]
        keys = entries["key"]
        relations = self._relations[(keys >> np.uint64(36)).astype(np.int64) - 1]
        table = np.zeros(len(entries), BLOCK_TYPE)
        for name in ("tablespace", "database", "relation"):
            table[name] = relations[name]
        table["fork"] = (keys >> np.uint64(32)) & np.uint64(0xF)
        table["block"] = keys & np.uint64(0xFFFFFFFF)
        table["count"], table["last"] = entries["count"], entries["last"]
        return table

    def events(self) -> NDArray[Any]:
        """See `WalWalker.events`."""
        return self._events[: self._state.event_count]

    def records(self) -> NDArray[Any]:
        """See `WalWalker.records`."""
        self._require_rows()
        return self._rows[: self._state.row_count]

    def block_refs(self) -> NDArray[Any]:
        """See `WalWalker.block_refs`."""
        self._require_rows()
        return self._refs[: self._state.ref_count]

    def _require_rows(self) -> None:
        if not self._keep_rows:
            raise ValueError("this walker keeps no rows: it was not made with records=True")


def _doubled(table: NDArray[Any]) -> NDArray[Any]:
    larger = np.zeros(2 * len(table), table.dtype)
    larger[: len(table)] = table
    return larger
