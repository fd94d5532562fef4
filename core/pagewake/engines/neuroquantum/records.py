"""WAL records of NeuroQuantumDB: the ten variants, and their exact bytes.

A frame is a u32 length and a body in bincode 1.x form. This module writes frames; reading is the business of
`pagewake.kernels`, and `record_at` turns one row of its columns into a value. Everything is little-endian.
"""

from __future__ import annotations

import re
import struct
import uuid
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import ClassVar

from pagewake.errors import LogCorrupt
from pagewake.kernels import LIST_ENTRY_BYTES, LogColumns, RecordKind

TX_BYTES = 16
_UUID_COUNT = struct.pack("<Q", TX_BYTES)
_NANOSECONDS = 1_000_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIMESTAMP = re.compile(
    r"(?P<year>[+-]\d{4,6}|\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[Tt ]"
    r"(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)(?:\.(?P<fraction>\d{1,9}))?"
    r"(?P<zone>[Zz]|[+-]\d\d:\d\d)",
    re.ASCII,
)


@dataclass(frozen=True)
class Begin:
    """A transaction starts. `timestamp` is its own, taken just before the record's."""

    tx: bytes
    timestamp: str
    VARIANT: ClassVar[int] = 0


@dataclass(frozen=True)
class Update:
    """Bytes of one page's data area change from `before` to `after`, at `offset` in the data area."""

    tx: bytes
    page: int
    offset: int
    before: bytes
    after: bytes
    VARIANT: ClassVar[int] = 1


@dataclass(frozen=True)
class Commit:
    """A transaction is durable."""

    tx: bytes
    VARIANT: ClassVar[int] = 2


@dataclass(frozen=True)
class Abort:
    """A transaction is given up."""

    tx: bytes
    VARIANT: ClassVar[int] = 3


@dataclass(frozen=True)
class CheckpointBegin:
    """A checkpoint starts. `active` holds at least the transactions of this process that have not ended."""

    active: tuple[bytes, ...]
    VARIANT: ClassVar[int] = 4


@dataclass(frozen=True)
class CheckpointEnd:
    """A checkpoint is over. A `prev_lsn` on its record makes it a flushed one (see `Record`)."""

    VARIANT: ClassVar[int] = 5


@dataclass(frozen=True)
class Clr:
    """Compensation: an undo was done. `redo` is put at the start of the page's data area."""

    tx: bytes
    undo_next_lsn: int
    page: int
    redo: bytes
    VARIANT: ClassVar[int] = 6


@dataclass(frozen=True)
class Savepoint:
    """A name for this moment of a transaction. `savepoint_lsn` is the record's own LSN."""

    tx: bytes
    name: str
    savepoint_lsn: int
    VARIANT: ClassVar[int] = 7


@dataclass(frozen=True)
class RollbackToSavepoint:
    """A transaction goes back to the savepoint at `target_lsn`."""

    tx: bytes
    name: str
    target_lsn: int
    VARIANT: ClassVar[int] = 8


@dataclass(frozen=True)
class ReleaseSavepoint:
    """A savepoint's name is forgotten."""

    tx: bytes
    name: str
    VARIANT: ClassVar[int] = 9


Body = (
    Begin
    | Update
    | Commit
    | Abort
    | CheckpointBegin
    | CheckpointEnd
    | Clr
    | Savepoint
    | RollbackToSavepoint
    | ReleaseSavepoint
)

VARIANT_NAMES = (
    "Begin",
    "Update",
    "Commit",
    "Abort",
    "CheckpointBegin",
    "CheckpointEnd",
    "CLR",
    "Savepoint",
    "RollbackToSavepoint",
    "ReleaseSavepoint",
)


@dataclass(frozen=True)
class Record:
    """One record: the common fields and the variant's own.

    `prev_lsn` is the transaction's previous record. On a CheckpointEnd it is the LSN of its CheckpointBegin
    and asserts that every change with a smaller LSN was durable in the page file before the CheckpointEnd was
    written: a *flushed checkpoint*. The original engine leaves it out and promises nothing.
    """

    lsn: int
    prev_lsn: int | None
    tx: bytes | None
    timestamp: str
    body: Body

    @property
    def type(self) -> str:
        """The variant's name."""
        return VARIANT_NAMES[self.body.VARIANT]


def tx_text(tx: bytes) -> str:
    """A transaction id as people write it."""
    return str(uuid.UUID(bytes=tx))


def timestamp_text(unix_ns: int) -> str:
    """UTC text as the original writes it: a fraction of 0, 3, 6 or 9 digits, the shortest that is exact."""
    seconds, nanoseconds = divmod(unix_ns, _NANOSECONDS)
    whole = _second_text(seconds)
    if not nanoseconds:
        return whole + "Z"
    if nanoseconds % 1_000_000 == 0:
        return f"{whole}.{nanoseconds // 1_000_000:03d}Z"
    if nanoseconds % 1000 == 0:
        return f"{whole}.{nanoseconds // 1000:06d}Z"
    return f"{whole}.{nanoseconds:09d}Z"


@lru_cache(maxsize=64)
def _second_text(seconds: int) -> str:
    return (_EPOCH + timedelta(seconds=seconds)).isoformat()[:19]


def timestamp_ns(text: str) -> int:
    """Nanoseconds since 1970 of a record's timestamp. A leap second counts as :59 and its fraction.

    Raises:
        LogCorrupt: the text is not a time with a zone.
    """
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise LogCorrupt(f"{text!r} is not a timestamp")
    return _whole_seconds(text) * _NANOSECONDS + int((match["fraction"] or "").ljust(9, "0"))


def _whole_seconds(text: str) -> int:
    """Whole Unix seconds, rounded down; the part that the checksum covers."""
    if len(text) in (20, 24, 27, 30) and text[-1] == "Z":
        return _seconds_of(text[:19] + "Z")
    return _seconds_of(re.sub(r"\.\d+", "", text))


@lru_cache(maxsize=256)
def _seconds_of(text: str) -> int:
    match = _TIMESTAMP.fullmatch(text)
    if match is None:
        raise LogCorrupt(f"{text!r} is not a timestamp")
    month, day = int(match["month"]), int(match["day"])
    hour, minute, second = int(match["hour"]), int(match["minute"]), int(match["second"])
    if not (1 <= month <= 12 and 1 <= day <= 31 and hour <= 23 and minute <= 59 and second <= 60):
        raise LogCorrupt(f"{text!r} is not a timestamp")
    zone = match["zone"]
    shift = 0
    if zone not in "Zz":
        shift = (int(zone[1:3]) * 60 + int(zone[4:6])) * (60 if zone[0] == "+" else -60)
    days = _days_since_1970(int(match["year"]), month, day)
    return days * 86400 + hour * 3600 + minute * 60 + min(second, 59) - shift


def _days_since_1970(year: int, month: int, day: int) -> int:
    """Days in the proleptic Gregorian calendar, for any year (in eras of 400 years from a 1 March)."""
    year -= month <= 2
    era, year_of_era = divmod(year, 400)
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    return era * 146097 + year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year - 719468


def encode_frame(record: Record) -> bytes:
    """The bytes that the original writes for this record, with the length before them.

    Raises:
        LogCorrupt: the timestamp is not one.
    """
    covered = _encode_covered(record)
    checksum = zlib.crc32(struct.pack("<q", _whole_seconds(record.timestamp)), zlib.crc32(covered))
    time = record.timestamp.encode()
    length = len(covered) + 8 + len(time) + 4
    return b"".join(
        (struct.pack("<I", length), covered, struct.pack("<Q", len(time)), time, struct.pack("<I", checksum))
    )


def _encode_covered(record: Record) -> bytes:
    """The body up to the end of the record type."""
    prev = b"\0" if record.prev_lsn is None else struct.pack("<BQ", 1, record.prev_lsn)
    tx = b"\0" if record.tx is None else b"\1" + _uuid(record.tx)
    return struct.pack("<Q", record.lsn) + prev + tx + _encode_body(record.body)


def _encode_body(body: Body) -> bytes:
    index = struct.pack("<I", body.VARIANT)
    match body:
        case Update():
            place = struct.pack("<QQQ", body.page, body.offset, len(body.before))
            size = struct.pack("<Q", len(body.after))
            return b"".join((index, _uuid(body.tx), place, body.before, size, body.after))
        case Begin():
            return index + _uuid(body.tx) + _text(body.timestamp)
        case Commit() | Abort():
            return index + _uuid(body.tx)
        case CheckpointBegin():
            return index + struct.pack("<Q", len(body.active)) + b"".join(_uuid(tx) for tx in body.active)
        case CheckpointEnd():
            return index
        case Clr():
            place = struct.pack("<QQQ", body.undo_next_lsn, body.page, len(body.redo))
            return b"".join((index, _uuid(body.tx), place, body.redo))
        case Savepoint():
            return index + _uuid(body.tx) + _text(body.name) + struct.pack("<Q", body.savepoint_lsn)
        case RollbackToSavepoint():
            return index + _uuid(body.tx) + _text(body.name) + struct.pack("<Q", body.target_lsn)
        case ReleaseSavepoint():
            return index + _uuid(body.tx) + _text(body.name)


def _uuid(tx: bytes) -> bytes:
    if len(tx) != TX_BYTES:
        raise ValueError("a transaction id has 16 bytes")
    return _UUID_COUNT + tx


def _text(text: str) -> bytes:
    raw = text.encode()
    return struct.pack("<Q", len(raw)) + raw


def record_at(columns: LogColumns, buffer: bytes | memoryview, row: int, base: int = 0) -> Record:
    """One row of a walked log as a value. `base` is the position of the buffer's first byte in the columns.

    The walk has checked everything that is read here. For people and tests; hot paths use the columns.
    """
    view = memoryview(buffer)

    def piece(at: int, size: int) -> bytes:
        return bytes(view[at - base : at - base + size])

    def counted(at: int) -> tuple[bytes, int]:
        size = int.from_bytes(piece(at, 8), "little")
        return piece(at + 8, size), at + 8 + size

    has_prev, has_tx = bool(columns.has_prev[row]), bool(columns.has_tx[row])
    fields_at = int(columns.offset[row]) + 4 + 8 + 1 + 8 * has_prev + 1 + 24 * has_tx + 4
    body, end = _decoded_body(columns, row, fields_at, piece, counted)
    timestamp, _ = counted(end)
    return Record(
        lsn=int(columns.lsn[row]),
        prev_lsn=int(columns.prev_lsn[row]) if has_prev else None,
        tx=columns.tx[row].tobytes() if has_tx else None,
        timestamp=timestamp.decode(),
        body=body,
    )


def _decoded_body(
    columns: LogColumns,
    row: int,
    at: int,
    piece: Callable[[int, int], bytes],
    counted: Callable[[int], tuple[bytes, int]],
) -> tuple[Body, int]:
    """The variant's fields, which begin at `at`, and where they end."""
    kind = RecordKind(int(columns.kind[row]))
    if kind == RecordKind.CHECKPOINT_END:
        return CheckpointEnd(), at
    if kind == RecordKind.CHECKPOINT_BEGIN:
        count = int(columns.list_count[row])
        entries = piece(at + 8, count * LIST_ENTRY_BYTES)
        ids = (entries[i + 8 : i + LIST_ENTRY_BYTES] for i in range(0, len(entries), LIST_ENTRY_BYTES))
        return CheckpointBegin(tuple(ids)), at + 8 + len(entries)
    tx, at = counted(at)
    if kind == RecordKind.COMMIT:
        return Commit(tx), at
    if kind == RecordKind.ABORT:
        return Abort(tx), at
    if kind == RecordKind.BEGIN:
        time, at = counted(at)
        return Begin(tx, time.decode()), at
    after_at, after_len = int(columns.after_at[row]), int(columns.after_len[row])
    page, link = int(columns.page_id[row]), int(columns.link[row])
    if kind == RecordKind.UPDATE:
        before = piece(int(columns.before_at[row]), int(columns.before_len[row]))
        after = piece(after_at, after_len)
        return Update(tx, page, int(columns.page_offset[row]), before, after), after_at + after_len
    if kind == RecordKind.CLR:
        return Clr(tx, link, page, piece(after_at, after_len)), after_at + after_len
    raw, at = counted(at)
    name = raw.decode()
    if kind == RecordKind.SAVEPOINT:
        return Savepoint(tx, name, link), at + 8
    if kind == RecordKind.ROLLBACK_TO_SAVEPOINT:
        return RollbackToSavepoint(tx, name, link), at + 8
    return ReleaseSavepoint(tx, name), at
