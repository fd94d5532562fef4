"""WAL segments on disk: listing them, and scanning one into an index of its whole records.

A segment is a row of frames without header or trailer. Nothing here trusts a length: a frame is taken only
when it decodes and its checksum holds. A frame that does not is noted and stepped over, so that the log can
say what lies behind it; whether that is used is for `log` to decide. Files are read in windows, never mapped:
the database cuts and appends to them while they are read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from enum import Enum
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.neuroquantum.layout import segment_number
from pagewake.errors import SourceUnreadable
from pagewake.kernels import MAX_BODY_BYTES, LogColumns, RecordKind, StopReason, walk_log
from pagewake.units import counted

WINDOW_BYTES = 2 << 20
_FRAME_PREFIX = 4
_TX_AT_WITHOUT_PREV = 8 + 1 + 1 + 4 + 8
"""Where the variant's own transaction id is in a body that has neither prev_lsn nor tx_id."""
_MAX_BAD_FRAMES = 1000
"""After so many bad frames in one segment the rest of it counts as unreadable."""
_RESYNC_BYTES = 64 << 10
_MAX_SECONDS = 9_000_000_000
_SETTLED_NS = 3_000_000_000


@dataclass(frozen=True)
class Segment:
    """One file of the log."""

    number: int
    path: Path

    @property
    def name(self) -> str:
        """Its file name."""
        return self.path.name


class Damage(Enum):
    """What is wrong at a place of a segment."""

    TORN = "torn"
    """The file ends inside a frame."""
    STRAY = "stray"
    """Bytes that are no frame, with whole records behind them."""
    BAD_LENGTH = "bad length"
    BAD_BODY = "bad body"
    BAD_CHECKSUM = "bad checksum"


@dataclass(frozen=True)
class BadPlace:
    """A place of a segment that is no record: `unread` bytes from `offset` on were not used."""

    segment: Segment
    offset: int
    unread: int
    damage: Damage
    what: str
    after_lsn: int | None
    """The LSN of the whole record before it in the file."""


@dataclass(frozen=True, eq=False)
class LogIndex:
    """What is kept of every whole record: one row each, parallel arrays, in file order.

    `segment` indexes the list of segments; `size` counts the length prefix too; `time` is nanoseconds since
    1970 (held to the years 1684..2255); `tx` is a 64-bit fold of the transaction id, 0 for none.
    `flushed_begin` is the LSN that a CheckpointEnd names as its CheckpointBegin, 0 for every other record.
    """

    lsn: NDArray[np.uint64]
    time: NDArray[np.int64]
    kind: NDArray[np.uint8]
    segment: NDArray[np.int32]
    offset: NDArray[np.int64]
    size: NDArray[np.uint32]
    crc: NDArray[np.uint32]
    tx: NDArray[np.uint64]
    flushed_begin: NDArray[np.uint64]

    def __len__(self) -> int:
        return len(self.lsn)

    def take(self, rows: NDArray[np.int64]) -> LogIndex:
        """The chosen rows."""
        return LogIndex(*(getattr(self, field.name)[rows] for field in fields(self)))


def join_index(parts: Iterable[LogIndex]) -> LogIndex:
    """All rows, in the order given."""
    kept = [*parts, index_of(walk_log(b""), b"", 0)]
    return LogIndex(*(np.concatenate([getattr(part, f.name) for part in kept]) for f in fields(LogIndex)))


@dataclass(frozen=True)
class SegmentScan:
    """One segment's whole records and bad places, and how long the file was."""

    index: LogIndex
    bad: tuple[BadPlace, ...]
    size: int


def list_segments(directory: Path) -> list[Segment]:
    """The segments of a WAL directory in the order of their numbers; other names are ignored.

    Raises:
        SourceUnreadable: the directory cannot be listed.
    """
    try:
        names = os.listdir(directory)
    except OSError as error:
        raise SourceUnreadable(f"cannot be listed ({error.strerror})", object_name=str(directory)) from error
    numbered = [(number, name) for name in names if (number := segment_number(name)) is not None]
    return [Segment(number, directory / name) for number, name in sorted(numbered)]


def column_times(columns: LogColumns) -> NDArray[np.int64]:
    """Record times as nanoseconds since 1970, held to what 64 bits can say."""
    seconds = np.clip(columns.seconds, -_MAX_SECONDS, _MAX_SECONDS)
    return seconds * 1_000_000_000 + columns.nanos


def transaction_ids(columns: LogColumns, buffer: bytes | memoryview, base: int = 0) -> NDArray[np.uint8]:
    """The transaction of every record, shape (n, 16): the variant's own where the common field is absent.

    `base` is the position of the buffer's first byte in the columns' positions. Zeros for checkpoints.
    """
    ids = columns.tx
    lacking = np.flatnonzero(
        ~columns.has_tx
        & (columns.kind != RecordKind.CHECKPOINT_BEGIN)
        & (columns.kind != RecordKind.CHECKPOINT_END)
    )
    if len(lacking):
        ids = ids.copy()
        data = np.frombuffer(buffer, np.uint8)
        at = (
            columns.offset[lacking]
            - base
            + _FRAME_PREFIX
            + _TX_AT_WITHOUT_PREV
            + 8 * columns.has_prev[lacking]
        )
        ids[lacking] = data[at[:, None] + np.arange(16)]
    return ids


def index_of(columns: LogColumns, buffer: bytes | memoryview, segment: int, base: int = 0) -> LogIndex:
    """The index rows of walked records."""
    words = np.ascontiguousarray(transaction_ids(columns, buffer, base)).view(np.uint64).reshape(-1, 2)
    asserts = (columns.kind == RecordKind.CHECKPOINT_END) & columns.has_prev
    return LogIndex(
        lsn=columns.lsn,
        time=column_times(columns),
        kind=columns.kind,
        segment=np.full(len(columns), segment, np.int32),
        offset=columns.offset,
        size=columns.length + np.uint32(_FRAME_PREFIX),
        crc=columns.crc,
        tx=words[:, 0] ^ words[:, 1],
        flushed_begin=np.where(asserts, columns.prev_lsn, np.uint64(0)),
    )


class ScanCache:
    """Scans of segments that have not changed since, for a log that is read again and again.

    A segment counts as unchanged while it is the same file of the same size and time; one that was written to
    a moment ago is always read, for the clock of a file system is coarse.
    """

    def __init__(self) -> None:
        self._scans: dict[Path, tuple[tuple[int, int, int], SegmentScan]] = {}

    def scan(self, segment: Segment, ordinal: int) -> SegmentScan:
        """As `scan_segment`."""
        try:
            status = os.stat(segment.path)
        except OSError as error:
            raise SourceUnreadable(
                f"cannot be read ({error.strerror})", object_name=str(segment.path)
            ) from error
        state = (status.st_ino, status.st_size, status.st_mtime_ns)
        kept = self._scans.get(segment.path)
        if kept is not None and kept[0] == state:
            number = np.full(len(kept[1].index), ordinal, np.int32)
            return replace(kept[1], index=replace(kept[1].index, segment=number))
        scan = scan_segment(segment, ordinal)
        if abs(time.time_ns() - status.st_mtime_ns) > _SETTLED_NS:
            self._scans[segment.path] = (state, scan)
        return scan

    def keep_only(self, segments: Sequence[Segment]) -> None:
        """Forget segments that are no more."""
        paths = {segment.path for segment in segments}
        self._scans = {path: kept for path, kept in self._scans.items() if path in paths}


def scan_segment(segment: Segment, ordinal: int) -> SegmentScan:
    """Read a segment once, in windows, and index its whole records; `ordinal` goes into the index.

    Raises:
        SourceUnreadable: the file cannot be read.
    """
    try:
        descriptor = os.open(segment.path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            return _Scan(segment, ordinal, descriptor).run()
        finally:
            os.close(descriptor)
    except OSError as error:
        raise SourceUnreadable(f"cannot be read ({error.strerror})", object_name=str(segment.path)) from error


class _Scan:
    """One pass over one segment."""

    def __init__(self, segment: Segment, ordinal: int, descriptor: int) -> None:
        self._segment = segment
        self._ordinal = ordinal
        self._descriptor = descriptor
        self._size = os.fstat(descriptor).st_size
        self._parts: list[LogIndex] = []
        self._bad: list[BadPlace] = []
        self._last_lsn: int | None = None

    def run(self) -> SegmentScan:
        at, window = 0, WINDOW_BYTES
        while at < self._size and len(self._bad) < _MAX_BAD_FRAMES:
            data = os.pread(self._descriptor, min(window, self._size - at), at)
            if not data:
                self._size = at  # cut while it was read
                break
            columns = walk_log(data, base_offset=at)
            self._keep(columns, data, at)
            tail = memoryview(data)[columns.stop_offset - at :]
            if self._is_cut_by_the_window(columns, tail, at + len(data)):
                window = max(WINDOW_BYTES, _announced(tail))
                at = columns.stop_offset
            elif columns.stop_reason is StopReason.END:
                at += len(data)
            else:
                at = self._note(columns, tail)
        if at < self._size:
            self._add_bad(at, self._size - at, Damage.BAD_BODY, "too many bad frames before it")
        return SegmentScan(join_index(self._parts), tuple(self._bad), self._size)

    def _keep(self, columns: LogColumns, data: bytes, base: int) -> None:
        if len(columns):
            self._parts.append(index_of(columns, data, self._ordinal, base))
            self._last_lsn = int(columns.lsn[-1])

    def _is_cut_by_the_window(self, columns: LogColumns, tail: memoryview, window_end: int) -> bool:
        torn = columns.stop_reason in (StopReason.TORN_BODY, StopReason.TORN_LENGTH)
        return torn and window_end < self._size and columns.stop_offset + _announced(tail) <= self._size

    def _note(self, columns: LogColumns, tail: memoryview) -> int:
        """Note a bad place; returns where reading goes on."""
        at, reason = columns.stop_offset, columns.stop_reason
        if reason is StopReason.BAD_BODY:
            frame = _announced(tail)
            self._add_bad(at, frame, Damage.BAD_BODY, f"the record {columns.body_fault.description}")
            return at + frame
        if reason is StopReason.BAD_CHECKSUM:
            frame = _announced(tail)
            self._add_bad(at, frame, Damage.BAD_CHECKSUM, "the record fails its checksum")
            return at + frame
        unread = self._size - at
        behind = _first_whole_frame(memoryview(os.pread(self._descriptor, 1 << 20, at)))
        if behind is not None:
            self._add_bad(
                at,
                unread,
                Damage.STRAY,
                f"{counted(behind, 'stray byte stands', 'stray bytes stand')} before further records",
            )
        elif reason is StopReason.BAD_LENGTH:
            self._add_bad(at, unread, Damage.BAD_LENGTH, "the length of a record is absurd")
        else:
            self._add_bad(at, unread, Damage.TORN, "the file ends inside a record")
        return self._size

    def _add_bad(self, offset: int, unread: int, damage: Damage, what: str) -> None:
        self._bad.append(BadPlace(self._segment, offset, unread, damage, what, self._last_lsn))


def _announced(tail: memoryview) -> int:
    """The size of the frame that begins here, as it says itself; a torn or absurd prefix counts as 4."""
    if len(tail) < _FRAME_PREFIX:
        return _FRAME_PREFIX
    length = int.from_bytes(tail[:_FRAME_PREFIX], "little")
    return _FRAME_PREFIX + (length if length <= MAX_BODY_BYTES else 0)


def _first_whole_frame(tail: memoryview) -> int | None:
    """Where, behind the first byte of an unreadable tail, a whole record begins (looked for nearby only)."""
    data = np.frombuffer(tail[: _RESYNC_BYTES + 13], np.uint8)
    count = len(data) - 13
    if count < 1:
        return None
    lengths = sum(data[i : i + count].astype(np.int64) << (8 * i) for i in range(4))
    ends = np.arange(count) + _FRAME_PREFIX + lengths
    plausible = (lengths >= 46) & (ends <= len(tail)) & (data[12 : 12 + count] <= 1)
    plausible[0] = False
    for at in np.flatnonzero(plausible)[:4096].tolist():
        if len(walk_log(tail[at : int(ends[at])])):
            return int(at)
    return None
