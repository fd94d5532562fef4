"""What the kernels give back and take: the columns of a walked log, page writes to replay, and their codes.

Positions (`offset`, `*_at`, `stop_offset`) count from the start of the buffer that was walked, plus its
`base_offset`. A `*_at` of a part that a record does not have is -1, its length 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAX_BODY_BYTES = 64 << 20
"""A longer record is absurd: its length prefix is damage."""

MIN_BODY_BYTES = 46
"""The shortest body that can decode: a CheckpointEnd without previous record, its time without a fraction."""

LIST_ENTRY_BYTES = 24
"""One transaction id in a CheckpointBegin's list: a u64 of 16, then the 16 bytes of the id."""


class RecordKind(IntEnum):
    """The variants of a NeuroQuantumDB log record, by their index on disk."""

    BEGIN = 0
    UPDATE = 1
    COMMIT = 2
    ABORT = 3
    CHECKPOINT_BEGIN = 4
    CHECKPOINT_END = 5
    CLR = 6
    SAVEPOINT = 7
    ROLLBACK_TO_SAVEPOINT = 8
    RELEASE_SAVEPOINT = 9


class StopReason(IntEnum):
    """Why walking a log stopped."""

    END = 0
    """The buffer ends with a whole record."""
    TORN_LENGTH = 1
    """One to three bytes of a length prefix are left."""
    TORN_BODY = 2
    """The buffer ends inside the body that the length prefix announces."""
    BAD_LENGTH = 3
    """The length prefix is larger than any record can be."""
    BAD_BODY = 4
    """The body is all there and does not decode; `LogColumns.body_fault` says why."""
    BAD_CHECKSUM = 5
    """The body decodes to something else than was written."""


class BodyFault(IntEnum):
    """What is wrong with a body that does not decode."""

    NONE = 0
    SHORT = 1
    OPTION_TAG = 2
    UUID_LENGTH = 3
    KIND = 4
    TEXT = 5
    TIME = 6

    @property
    def description(self) -> str:
        """The fault in words that continue "the record ..."."""
        return _FAULTS[self]


_FAULTS = {
    BodyFault.NONE: "decodes",
    BodyFault.SHORT: "has fields that run past its end",
    BodyFault.OPTION_TAG: "has a presence byte that is neither 0 nor 1",
    BodyFault.UUID_LENGTH: "has a transaction id that is not 16 bytes long",
    BodyFault.KIND: "is of a type that does not exist",
    BodyFault.TEXT: "has a name that is not UTF-8",
    BodyFault.TIME: "has a time that cannot be read",
}


class PageFault(IntEnum):
    """Why a stored page is bad."""

    MAGIC = 1
    TYPE = 2
    CHECKSUM = 3
    WRONG_ID = 4

    @property
    def description(self) -> str:
        """The fault in words for a finding."""
        return _PAGE_FAULTS[self]


_PAGE_FAULTS = {
    PageFault.MAGIC: "the page does not begin with the magic number",
    PageFault.TYPE: "the page type does not exist",
    PageFault.CHECKSUM: "the checksum does not match the data",
    PageFault.WRONG_ID: "the page carries the number of another page",
}


class PgPageFault(IntEnum):
    """Why a PostgreSQL page is bad."""

    NOT_ZERO = 1
    BAD_HEADER = 2
    BAD_CHECKSUM = 3
    FUTURE_LSN = 4

    @property
    def description(self) -> str:
        """The fault in words for a finding."""
        return _PG_PAGE_FAULTS[self]


_PG_PAGE_FAULTS = {
    PgPageFault.NOT_ZERO: "the header is that of a page never written, and the page is not all zeros",
    PgPageFault.BAD_HEADER: "the page header contradicts itself",
    PgPageFault.BAD_CHECKSUM: "the checksum does not match the data",
    PgPageFault.FUTURE_LSN: "the page carries an LSN that the WAL has not reached",
}


class ApplyStop(IntEnum):
    """Why replaying page writes stopped."""

    DONE = 0
    MISMATCH = 1
    """The page does not hold the expected bytes; the write was not applied."""
    PAGE_OUT_OF_RANGE = 2
    """The page lies past the end of the page file."""
    OUT_OF_PAGE = 3
    """The write, or the expected image, reaches past the page's data area."""
    OUT_OF_LOG = 4
    """The bytes to write, or the expected image, are not inside the log buffer."""


COLUMN_TYPES: Mapping[str, np.dtype[Any]] = MappingProxyType(
    {
        "offset": np.dtype(np.int64),
        "length": np.dtype(np.uint32),
        "lsn": np.dtype(np.uint64),
        "prev_lsn": np.dtype(np.uint64),
        "has_prev": np.dtype(np.bool_),
        "tx": np.dtype((np.uint8, 16)),
        "has_tx": np.dtype(np.bool_),
        "kind": np.dtype(np.uint8),
        "page_id": np.dtype(np.uint64),
        "page_offset": np.dtype(np.uint64),
        "before_at": np.dtype(np.int64),
        "before_len": np.dtype(np.uint32),
        "after_at": np.dtype(np.int64),
        "after_len": np.dtype(np.uint32),
        "link": np.dtype(np.uint64),
        "name_at": np.dtype(np.int64),
        "name_len": np.dtype(np.uint32),
        "list_at": np.dtype(np.int64),
        "list_count": np.dtype(np.uint64),
        "seconds": np.dtype(np.int64),
        "nanos": np.dtype(np.uint32),
        "begin_seconds": np.dtype(np.int64),
        "begin_nanos": np.dtype(np.uint32),
        "crc": np.dtype(np.uint32),
    }
)
"""The columns of a walked log, in the order in which the C library knows them."""


@dataclass(frozen=True, eq=False)
class LogColumns:
    """The records of a stretch of log, one row a record, in file order, up to the first bad one.

    `offset` is the place of a record's length prefix and `length` its body's size, so the record ends at
    `offset + 4 + length`. `kind` is a `RecordKind`. `after` is an Update's after image or a CLR's redo data,
    which applies at page offset 0. `link` is a CLR's undo_next_lsn, a Savepoint's savepoint_lsn, a
    RollbackToSavepoint's target_lsn. `list_*` are a CheckpointBegin's transactions, entries of
    `LIST_ENTRY_BYTES`. `seconds` and `nanos` are the record's Unix time, rounded down; a leap second counts
    as :59 with `nanos` of 10**9 or more. `begin_*` is the time that a Begin carries besides. `tx` is of shape
    (n, 16), every other column of shape (n,).

    `stop_offset` is the end of the last whole record, `stop_reason` says why walking stopped there.
    """

    offset: NDArray[np.int64]
    length: NDArray[np.uint32]
    lsn: NDArray[np.uint64]
    prev_lsn: NDArray[np.uint64]
    has_prev: NDArray[np.bool_]
    tx: NDArray[np.uint8]
    has_tx: NDArray[np.bool_]
    kind: NDArray[np.uint8]
    page_id: NDArray[np.uint64]
    page_offset: NDArray[np.uint64]
    before_at: NDArray[np.int64]
    before_len: NDArray[np.uint32]
    after_at: NDArray[np.int64]
    after_len: NDArray[np.uint32]
    link: NDArray[np.uint64]
    name_at: NDArray[np.int64]
    name_len: NDArray[np.uint32]
    list_at: NDArray[np.int64]
    list_count: NDArray[np.uint64]
    seconds: NDArray[np.int64]
    nanos: NDArray[np.uint32]
    begin_seconds: NDArray[np.int64]
    begin_nanos: NDArray[np.uint32]
    crc: NDArray[np.uint32]
    stop_offset: int = 0
    stop_reason: StopReason = StopReason.END
    body_fault: BodyFault = BodyFault.NONE

    def __len__(self) -> int:
        return len(self.lsn)

    @property
    def columns(self) -> dict[str, NDArray[Any]]:
        """The columns by name."""
        return {name: getattr(self, name) for name in COLUMN_TYPES}

    def take(self, rows: NDArray[Any] | slice) -> LogColumns:
        """The chosen rows (indexes, a mask or a slice), with the same stop."""
        chosen: dict[str, Any] = {name: column[rows] for name, column in self.columns.items()}
        return LogColumns(**chosen, **self._stop())

    def _stop(self) -> dict[str, Any]:
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in COLUMN_TYPES}


def new_columns(rows: int) -> dict[str, Any]:
    """Columns for `rows` records, not yet filled."""
    return {name: np.empty(rows, dtype) for name, dtype in COLUMN_TYPES.items()}


def join_columns(parts: Sequence[LogColumns]) -> LogColumns:
    """The rows of all parts in the order given, with the stop of the last one."""
    if not parts:
        return LogColumns(**new_columns(0))
    if len(parts) == 1:
        return parts[0]
    joined: dict[str, Any] = {
        name: np.concatenate([getattr(part, name) for part in parts]) for name in COLUMN_TYPES
    }
    return LogColumns(**joined, **parts[-1]._stop())


@dataclass(frozen=True, eq=False)
class PageWrites:
    """Writes to replay, one row each, in order. Columns of one length.

    `offset` counts from the start of the page's data area; `source_at` is where in the log buffer the
    `length` bytes to write are. `expected_at` is where the bytes that the page must hold before are (-1: do
    not compare), `expected_len` how many. `lsn` is stamped into the page when that is asked for.
    """

    page: NDArray[np.uint64]
    offset: NDArray[np.uint64]
    length: NDArray[np.uint32]
    source_at: NDArray[np.int64]
    expected_at: NDArray[np.int64]
    expected_len: NDArray[np.uint32]
    lsn: NDArray[np.uint64]

    def __post_init__(self) -> None:
        columns = [getattr(self, name) for name in WRITE_TYPES]
        if len({column.shape for column in columns}) != 1 or columns[0].ndim != 1:
            raise ValueError("the columns of page writes must be flat and of one length")

    def __len__(self) -> int:
        return len(self.page)


WRITE_TYPES: Mapping[str, np.dtype[Any]] = MappingProxyType(
    {
        "page": np.dtype(np.uint64),
        "offset": np.dtype(np.uint64),
        "length": np.dtype(np.uint32),
        "source_at": np.dtype(np.int64),
        "expected_at": np.dtype(np.int64),
        "expected_len": np.dtype(np.uint32),
        "lsn": np.dtype(np.uint64),
    }
)
"""The columns of page writes, in the order in which the C library knows them."""
