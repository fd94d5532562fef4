"""A page file mapped for recovery. It grows where the log names a page past its end, and is sealed last."""

from __future__ import annotations

import mmap
import os
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.disk import Disk
from pagewake.engines.neuroquantum.pages import PAGE_SIZE, database_id
from pagewake.errors import LogCorrupt, RecoveryFailed
from pagewake.kernels import seal_pages
from pagewake.units import counted

MAX_PAGES = 1 << 32
MAX_HOLE_PAGES = 1 << 20
"""Pages are added one by one. A record that leaves so many unnamed before its own (4 GiB) is damage."""
_SEAL_BATCH = 1 << 16


class MappedPages:
    """The pages of a file as one writable buffer. Changes are durable after `close`, and only then."""

    def __init__(self, path: Path, disk: Disk) -> None:
        self._path = path
        self._disk = disk
        try:
            self._descriptor = disk.open(path, os.O_RDWR)
        except OSError as error:
            raise RecoveryFailed(f"cannot be opened ({error.strerror})", object_name=str(path)) from error
        self._count = os.fstat(self._descriptor).st_size // PAGE_SIZE
        self._map: mmap.mmap | None = None
        self._changed: NDArray[np.bool_] = np.zeros(self._count, bool)
        self._remap()

    @property
    def buffer(self) -> mmap.mmap:
        """All pages. Invalid after the next `reach`."""
        assert self._map is not None
        return self._map

    @property
    def has_database_id(self) -> bool:
        """Whether page 0 carries the mark of Pagewake's own pager."""
        return self._count > 0 and database_id(self.buffer[:PAGE_SIZE]) is not None

    @property
    def changed_count(self) -> int:
        """How many pages were touched."""
        return int(self._changed.sum())

    def reach(self, pages: NDArray[np.uint64]) -> None:
        """Make the file long enough for these pages and remember that they change.

        Raises:
            LogCorrupt: a page number that no page file can hold.
            RecoveryFailed: the file cannot grow.
        """
        if not len(pages):
            return
        beyond = np.unique(pages[pages >= self._count])
        if len(beyond):
            holes = np.diff(beyond, prepend=np.uint64(max(self._count - 1, 0)))
            absurd = beyond[(holes > MAX_HOLE_PAGES) | (beyond >= MAX_PAGES)]
            if len(absurd):
                raise LogCorrupt(
                    f"a record names page {int(absurd[0])}, and the page file ends at {self._count - 1}"
                )
            self._grow(int(beyond[-1]) + 1)
        self._changed[pages.astype(np.int64)] = True

    def page(self, number: int) -> bytearray:
        """A copy of one page."""
        return bytearray(self.buffer[number * PAGE_SIZE : (number + 1) * PAGE_SIZE])

    def close(self) -> None:
        """Refresh the checksums of all changed pages, and make the file durable."""
        try:
            changed = np.flatnonzero(self._changed)
            for start in range(0, len(changed), _SEAL_BATCH):
                seal_pages(self.buffer, changed[start : start + _SEAL_BATCH])
            if self._map is not None:
                self._map.flush()
            self._disk.sync(self._descriptor)
        except OSError as error:
            raise RecoveryFailed(
                f"cannot be written ({error.strerror})", object_name=str(self._path)
            ) from error
        finally:
            self.release()

    def release(self) -> None:
        """Let go of the file as it is."""
        if self._map is not None:
            self._map.close()
            self._map = None
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _grow(self, count: int) -> None:
        try:
            self._disk.truncate(self._descriptor, count * PAGE_SIZE)
        except OSError as error:
            raise RecoveryFailed(
                f"cannot grow to {counted(count, 'page')} ({error})", object_name=str(self._path)
            ) from error
        self._changed = np.concatenate([self._changed, np.zeros(count - self._count, bool)])
        self._count = count
        self._remap()

    def _remap(self) -> None:
        if self._map is not None:
            self._map.close()
            self._map = None
        if self._count:
            try:
                self._map = mmap.mmap(self._descriptor, self._count * PAGE_SIZE)
            except (OSError, ValueError) as error:
                self.release()
                raise RecoveryFailed(f"cannot be mapped ({error})", object_name=str(self._path)) from error
