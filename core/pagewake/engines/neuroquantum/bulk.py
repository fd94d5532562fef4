"""Many whole pages at once: the logged load of a transaction, and the base that a new database begins with.

Log frames and page images are made as arrays, a thousand pages at a time.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from pagewake.disk import Disk
from pagewake.engines.neuroquantum.live import Change, Live, LiveTransaction
from pagewake.engines.neuroquantum.pages import (
    DATA_SIZE,
    FREE_SPACE_AT,
    HEADER_SIZE,
    LSN_AT,
    PAGE_SIZE,
    new_page,
)
from pagewake.engines.neuroquantum.records import Record, Update, encode_frame, timestamp_ns
from pagewake.errors import DatabaseError
from pagewake.kernels import seal_pages

Bytes2 = NDArray[np.uint8]
Result = TypeVar("Result")
_CHUNK = 1024
_ZEROS = bytes(DATA_SIZE)

# Places in the frame of an Update that has a previous record.
_LSN = 4
_PREVIOUS = 13
_PAGE = 74
_BEFORE = 98


class Steps(Protocol):
    """Runs a step under the database's mutex."""

    def __call__(self, step: Callable[[], Result]) -> Result:
        """Run it and return what it returns."""


def load_pages(run: Steps, live: Live, tx: LiveTransaction, first: int, data: memoryview) -> None:
    """Log and write `data` as the data areas of the claimed pages from `first` on."""
    for start in range(0, len(data), _CHUNK * DATA_SIZE):
        chunk = data[start : start + _CHUNK * DATA_SIZE]
        page = first + start // DATA_SIZE
        run(lambda chunk=chunk, page=page: _load_chunk(live, tx, page, chunk))  # type: ignore[misc]


def _load_chunk(live: Live, tx: LiveTransaction, first: int, data: memoryview) -> None:
    after = np.frombuffer(data, np.uint8).reshape(-1, DATA_SIZE)
    count = len(after)
    old = min(count, live.pager.count - first)
    images = np.empty((count, PAGE_SIZE), np.uint8)
    for index in range(old):
        images[index] = np.frombuffer(live.pager.page(first + index), np.uint8)
    images[old:] = _fresh_images(first + old, count - old)
    if old < count:
        _log_updates(live, tx, first + old, np.empty((count - old, 0), np.uint8))
        tx.made.extend(range(first + old, first + count))
    before = images[:, HEADER_SIZE:]
    lsns = _log_updates(live, tx, first, after, before)
    before[:] = after
    _put_u64(images, LSN_AT, lsns)
    images[:, FREE_SPACE_AT : FREE_SPACE_AT + 2] = 0  # the write ends at the end of the page
    seal_pages(images.reshape(-1), np.arange(count))
    live.pager.replace_run(first, images.data.cast("B"), int(lsns[-1]))


def _log_updates(
    live: Live, tx: LiveTransaction, first: int, after: Bytes2, before: Bytes2 | None = None
) -> NDArray[np.uint64]:
    """Log one Update a page, from offset 0; returns their LSNs."""
    before = after if before is None else before
    count = len(before)
    lsns = np.arange(live.log.last_lsn + 1, live.log.last_lsn + 1 + count, dtype=np.uint64)
    frames = _update_frames(tx, live.log.now_text(), lsns, first, before, after)
    live.log.append_frames(frames.data.cast("B"), frames.shape[1])
    for index, lsn in enumerate(lsns.tolist()):
        image = before[index].tobytes()
        # Fresh pages are the rule: they share one block of zeros.
        tx.changes.append(Change(lsn, first + index, 0, _ZEROS if image == _ZEROS else image))
    tx.last_lsn = int(lsns[-1])
    return lsns


def _update_frames(
    tx: LiveTransaction, time: str, lsns: NDArray[np.uint64], first: int, before: Bytes2, after: Bytes2
) -> Bytes2:
    """Frames of Updates, shape (n, size of one), filled into copies of a template."""
    count, length = before.shape
    blank = bytes(length)
    template = encode_frame(Record(0, 0, tx.id, time, Update(tx.id, 0, 0, blank, blank)))
    frames = np.tile(np.frombuffer(template, np.uint8), (count, 1))
    _put_u64(frames, _LSN, lsns)
    _put_u64(frames, _PREVIOUS, np.concatenate([np.array([tx.last_lsn], np.uint64), lsns[:-1]]))
    _put_u64(frames, _PAGE, np.arange(first, first + count, dtype=np.uint64))
    after_at = _BEFORE + length + 8
    frames[:, _BEFORE : _BEFORE + length] = before
    frames[:, after_at : after_at + length] = after
    seconds = struct.pack("<q", timestamp_ns(time) // 1_000_000_000)
    covered = after_at + length
    sums = [zlib.crc32(seconds, zlib.crc32(row[4:covered])) for row in frames]
    frames[:, -4:] = np.array(sums, "<u4").view(np.uint8).reshape(-1, 4)
    return frames


def _put_u64(rows: Bytes2, at: int, values: NDArray[np.uint64]) -> None:
    rows[:, at : at + 8] = values.astype("<u8").view(np.uint8).reshape(-1, 8)


def _fresh_images(first: int, count: int) -> Bytes2:
    """Pages as the pager makes them, shape (count, 4096)."""
    images = np.tile(np.frombuffer(bytes(new_page(0)), np.uint8), (count, 1))
    _put_u64(images, 8, np.arange(first, first + count, dtype=np.uint64))
    return images


def write_base(
    disk: Disk, descriptor: int, page_zero: bytes, data: Iterable[bytes | bytearray | memoryview]
) -> int:
    """Write the pages of a new database, before its log begins; returns the page count.

    Raises:
        DatabaseError: a buffer that is not whole data areas.
    """
    count = 1
    for buffer in data:
        view = memoryview(buffer).cast("B")
        if len(view) % DATA_SIZE:
            raise DatabaseError(f"{len(view)} bytes are not whole data areas of {DATA_SIZE}")
        for start in range(0, len(view), _CHUNK * DATA_SIZE):
            areas = np.frombuffer(view[start : start + _CHUNK * DATA_SIZE], np.uint8).reshape(-1, DATA_SIZE)
            images = _fresh_images(count, len(areas))
            images[:, HEADER_SIZE:] = areas
            images[:, FREE_SPACE_AT : FREE_SPACE_AT + 2] = 0
            seal_pages(images.reshape(-1), np.arange(len(areas)))
            disk.write_at(descriptor, images.data.cast("B"), count * PAGE_SIZE)
            count += len(areas)
    disk.write_at(descriptor, page_zero, 0)
    return count
