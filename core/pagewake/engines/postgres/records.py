"""The records that say more than which blocks they change: decoded from their main data.

Layouts are those of `catalog/pg_control.h`, `access/xlog_internal.h`, `access/xact.h`, `catalog/storage_xlog.h`,
`commands/dbcommands_xlog.h` and `commands/tablespace.h`, of PostgreSQL 13 to 18. The bytes have passed the record's
CRC; main data that is too short all the same is refused.
"""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.postgres.control import WalLevel
from pagewake.engines.postgres.managers import FIRST_CUSTOM, manager_name
from pagewake.engines.postgres.versions import WalFormat
from pagewake.errors import LogCorrupt

LOCATOR = np.dtype([("tablespace", "<u4"), ("database", "<u4"), ("relation", "<u4")])
MAIN_FORK, FSM_FORK, VM_FORK, INIT_FORK = range(4)
HEAP_BLOCKS_OF_VM_PAGE = 32672
"""Heap blocks that one page of a visibility map speaks of: 8168 bytes of two bits each."""

_TRUNCATES_MAIN, _TRUNCATES_VM = 0x1, 0x2
_MAX_TEXT = 4096

_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_UNIX_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)

# Transaction ends: bits of xinfo, and how long each part is.
_HAS_DATABASE, _HAS_SUBTRANSACTIONS, _HAS_FILES, _HAS_INVALIDATIONS = 0x01, 0x02, 0x04, 0x08
_HAS_PREPARED, _HAS_STATISTICS = 0x10, 0x100
_INVALIDATION_SIZE = 16
TRANSACTION_OPCODE = 0x70
"""The bits of a transaction record's info byte that say what it is."""
PREPARE = 0x10
COMMITS, ABORTS = (0x00, 0x30), (0x20, 0x40)
PREPARED_ENDS = (0x30, 0x40)


def time_of(microseconds: int) -> datetime:
    """A time as records carry it (microseconds since 2000), held to the years 1 to 9999."""
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        return _FIRST if microseconds < 0 else _LAST


@dataclass(frozen=True)
class Checkpoint:
    """A finished checkpoint. `wal_level` only where the version says it (17 and later)."""

    redo: int
    timeline: int
    previous_timeline: int
    time: datetime
    wal_level: WalLevel | None
    shutdown: bool


@dataclass(frozen=True)
class CheckpointRedo:
    """The place from which replay of a checkpoint to come begins (17 and later)."""

    wal_level: WalLevel | None


@dataclass(frozen=True)
class Parameters:
    """Settings that a standby, or a restored server that takes connections, must not fall short of."""

    max_connections: int
    max_worker_processes: int
    max_wal_senders: int
    max_prepared_transactions: int
    max_locks_per_transaction: int
    wal_level: WalLevel | None
    wal_log_hints: bool
    track_commit_timestamp: bool

    def __str__(self) -> str:
        level = "unknown" if self.wal_level is None else self.wal_level.name.lower()
        return (
            f"max_connections={self.max_connections} max_worker_processes={self.max_worker_processes} "
            f"max_wal_senders={self.max_wal_senders} "
            f"max_prepared_transactions={self.max_prepared_transactions} "
            f"max_locks_per_transaction={self.max_locks_per_transaction} wal_level={level} "
            f"wal_log_hints={_on_off(self.wal_log_hints)} "
            f"track_commit_timestamp={_on_off(self.track_commit_timestamp)}"
        )


@dataclass(frozen=True)
class RestorePoint:
    """A place in the log that somebody gave a name."""

    time: datetime
    name: str


@dataclass(frozen=True)
class FullPageWrites:
    """The setting changed."""

    on: bool


@dataclass(frozen=True)
class BackupEnd:
    """A base backup that began at `start` ended."""

    start: int


@dataclass(frozen=True)
class EndOfRecovery:
    """A server was promoted, or ended a recovery, and goes on on a new timeline."""

    time: datetime
    timeline: int
    previous_timeline: int
    wal_level: WalLevel | None


@dataclass(frozen=True)
class Overwritten:
    """The record at `lsn` was cut short by a crash and does not count."""

    lsn: int


@dataclass(frozen=True)
class Created:
    """A fork of a relation was created, empty. `relation` is (tablespace, database, relfilenumber)."""

    relation: tuple[int, int, int]
    fork: int


@dataclass(frozen=True)
class Truncated:
    """A relation was cut to `blocks`; None for a fork that was not."""

    relation: tuple[int, int, int]
    blocks: int | None
    vm_blocks: int | None


@dataclass(frozen=True, eq=False)
class FilesDropped:
    """A transaction's end removed relations, of dtype LOCATOR."""

    relations: NDArray[np.void]


@dataclass(frozen=True)
class DatabaseCreated:
    """A database's directory was made, and filled by copying files unless `logged`."""

    database: int
    tablespace: int
    source: tuple[int, int] | None
    """(database, tablespace) that it was copied from."""


@dataclass(frozen=True)
class DatabaseDropped:
    """A database's directories were removed."""

    database: int
    tablespaces: tuple[int, ...]


@dataclass(frozen=True)
class TablespaceCreated:
    """A tablespace was made at a path of the server's."""

    oid: int
    path: str


@dataclass(frozen=True)
class TablespaceDropped:
    """A tablespace was removed."""

    oid: int


@dataclass(frozen=True)
class Unknown:
    """A record that may have changed files in ways that cannot be told; `why` continues "holds a record"."""

    why: str


Event = (
    Checkpoint
    | CheckpointRedo
    | Parameters
    | RestorePoint
    | FullPageWrites
    | BackupEnd
    | EndOfRecovery
    | Overwritten
    | Created
    | Truncated
    | FilesDropped
    | DatabaseCreated
    | DatabaseDropped
    | TablespaceCreated
    | TablespaceDropped
    | Unknown
)


def decode_event(wal_format: WalFormat, rmid: int, info: int, main: bytes) -> Event | None:
    """What a record says; None for one that changes nothing beyond its blocks.

    Raises:
        LogCorrupt: its main data is too short for what it is.
    """
    opcode = info & 0xF0
    try:
        match rmid:
            case 0:  # XLOG
                return _xlog(wal_format, opcode, main)
            case 1:  # Transaction
                return _transaction(info, main)
            case 2:  # Storage
                return _storage(opcode, main)
            case 4:  # Database
                return _database(wal_format, opcode, main)
            case 5:  # Tablespace
                return _tablespace(opcode, main)
    except (struct.error, ValueError, IndexError):
        raise LogCorrupt(
            f"a record of {manager_name(rmid)} (opcode {opcode:02X}) has {len(main)} bytes of main data, "
            "which are too few"
        ) from None
    if rmid >= FIRST_CUSTOM:
        return Unknown(f"of the extension's resource manager {rmid}, which names no blocks")
    return Unknown(f"of {manager_name(rmid)} (opcode {opcode:02X}) that changes files in a way of its own")


def prepared_xid(wal_format: WalFormat, info: int, main: bytes) -> int | None:
    """The transaction that a COMMIT_PREPARED or ABORT_PREPARED ends; None where the record does not say so."""
    try:
        parts = _end_parts(info, main)
        at = parts.after_files
        if parts.xinfo & _HAS_STATISTICS and wal_format.dropped_statistics_size:
            at += 4 + wal_format.dropped_statistics_size * _count(main, at)
        if parts.xinfo & _HAS_INVALIDATIONS and info & 0x70 in COMMITS:
            at += 4 + _INVALIDATION_SIZE * _count(main, at)
        if not parts.xinfo & _HAS_PREPARED:
            return None
        (xid,) = struct.unpack_from("<I", main, at)
    except struct.error:
        return None
    return int(xid)


def _xlog(wal_format: WalFormat, opcode: int, main: bytes) -> Event | None:
    newer = wal_format.checkpoint_redo  # 17: checkpoints and ends of recovery carry the WAL level
    match opcode:
        case 0x00 | 0x10:
            redo, timeline, previous, _, level = struct.unpack_from("<QIIB3xi", main)
            (seconds,) = struct.unpack_from("<q", main, 64)
            return Checkpoint(
                redo, timeline, previous, _unix_time(seconds), _level(level) if newer else None, opcode == 0
            )
        case 0x40 | 0x20 | 0x30 | 0xA0 | 0xB0:
            return None
        case 0x50:
            return BackupEnd(*struct.unpack_from("<Q", main))
        case 0x60:
            connections, workers, senders, prepared, locks, level, hints, stamps = struct.unpack_from(
                "<6iBB", main
            )
            return Parameters(
                connections, workers, senders, prepared, locks, _level(level), hints != 0, stamps != 0
            )
        case 0x70:
            (time,) = struct.unpack_from("<q", main)
            name, _, _ = main[8:72].partition(b"\0")
            return RestorePoint(time_of(time), name.decode("utf-8", "replace"))
        case 0x80:
            return FullPageWrites(main[0] != 0)
        case 0x90:
            time, timeline, previous = struct.unpack_from("<qII", main)
            level = struct.unpack_from("<i", main, 16)[0] if newer else None
            return EndOfRecovery(time_of(time), timeline, previous, None if level is None else _level(level))
        case 0xD0:
            return Overwritten(*struct.unpack_from("<Q", main))
        case 0xE0 if newer:
            return CheckpointRedo(_level(struct.unpack_from("<i", main)[0]))
    return Unknown(f"of XLOG with the unknown opcode {opcode:02X}")


@dataclass(frozen=True)
class _EndParts:
    xinfo: int
    files: tuple[int, int]
    """Offset and number of the dropped relations."""
    after_files: int


def _end_parts(info: int, main: bytes) -> _EndParts:
    """Where the parts of a transaction's end lie. Raises struct.error."""
    struct.unpack_from("<q", main)
    if not info & 0x80:
        return _EndParts(0, (8, 0), 8)
    (xinfo,) = struct.unpack_from("<I", main, 8)
    at = 12
    if xinfo & _HAS_DATABASE:
        at += 8
    if xinfo & _HAS_SUBTRANSACTIONS:
        at += 4 + 4 * _count(main, at)
    files = (at, 0)
    if xinfo & _HAS_FILES:
        files = (at + 4, _count(main, at))
        at += 4 + LOCATOR.itemsize * files[1]
    return _EndParts(xinfo, files, at)


def _count(main: bytes, at: int) -> int:
    (count,) = struct.unpack_from("<i", main, at)
    if count < 0:
        raise struct.error("a negative count")
    return int(count)


def _transaction(info: int, main: bytes) -> Event | None:
    parts = _end_parts(info, main)
    first, count = parts.files
    if not count:
        return None
    return FilesDropped(np.frombuffer(main, LOCATOR, count, first))


def _storage(opcode: int, main: bytes) -> Event:
    if opcode == 0x10:
        tablespace, database, relation, fork = struct.unpack_from("<IIIi", main)
        if fork not in range(4):
            return Unknown(f"of Storage that creates the unknown fork {fork}")
        return Created((tablespace, database, relation), fork)
    if opcode == 0x20:
        blocks, tablespace, database, relation, flags = struct.unpack_from("<IIIIi", main)
        vm = -(-blocks // HEAP_BLOCKS_OF_VM_PAGE) if flags & _TRUNCATES_VM else None
        return Truncated((tablespace, database, relation), blocks if flags & _TRUNCATES_MAIN else None, vm)
    return Unknown(f"of Storage with the unknown opcode {opcode:02X}")


def _database(wal_format: WalFormat, opcode: int, main: bytes) -> Event:
    drop = 0x20 if wal_format.create_database_logged else 0x10
    if opcode == 0x00:
        database, tablespace, source, source_tablespace = struct.unpack_from("<IIII", main)
        return DatabaseCreated(database, tablespace, (source, source_tablespace))
    if opcode == drop:
        database, count = struct.unpack_from("<Ii", main)
        return DatabaseDropped(database, struct.unpack_from(f"<{max(count, 0)}I", main, 8))
    if opcode == 0x10:
        database, tablespace = struct.unpack_from("<II", main)
        return DatabaseCreated(database, tablespace, None)
    return Unknown(f"of Database with the unknown opcode {opcode:02X}")


def _tablespace(opcode: int, main: bytes) -> Event:
    (oid,) = struct.unpack_from("<I", main)
    if opcode == 0x00:
        path, _, _ = main[4 : 4 + _MAX_TEXT].partition(b"\0")
        return TablespaceCreated(oid, os.fsdecode(path))
    if opcode == 0x10:
        return TablespaceDropped(oid)
    return Unknown(f"of Tablespace with the unknown opcode {opcode:02X}")


def _level(number: int) -> WalLevel | None:
    """The WAL level; None for one that no supported version has."""
    try:
        return WalLevel(number)
    except ValueError:
        return None


def _unix_time(seconds: int) -> datetime:
    try:
        return _UNIX_EPOCH + timedelta(seconds=seconds)
    except OverflowError:
        return _FIRST if seconds < 0 else _LAST


def _on_off(value: bool) -> str:
    return "on" if value else "off"
