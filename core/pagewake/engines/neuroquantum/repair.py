"""A closed database whose pages are put back one by one, under the lock that its owner would hold.

A page that was replayed to the end of the log may be put in place however the database ended. Where it was closed in
an orderly way the page file is exactly that state. Where it was not, the next open repeats history from the last
flushed checkpoint on and takes back what did not commit: both write whole byte ranges, whatever the page holds, so
that replaying them over the newest state gives that state again.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import PageVerdict, ReadSpan, WalSpan
from pagewake.engines.neuroquantum.finish import read_origin
from pagewake.engines.neuroquantum.identity import identity_by_log, identity_of
from pagewake.engines.neuroquantum.layout import DATA_DIRECTORY, WAL_DIRECTORY, Layout, find_layout
from pagewake.engines.neuroquantum.locking import lock_exclusively, page_count
from pagewake.engines.neuroquantum.log import read_log
from pagewake.engines.neuroquantum.pages import HEADER_SIZE, PAGE_SIZE
from pagewake.engines.neuroquantum.placement import Placer
from pagewake.engines.neuroquantum.restart import read_tail
from pagewake.engines.neuroquantum.session import check_pages
from pagewake.engines.neuroquantum.source import NeuroQuantumSource
from pagewake.errors import LogError, LogGap, SourceNotRecognised, SourceUnreadable, UsageError
from pagewake.model import Identity, RestoreTarget, TargetKind, WalPosition

_BATCH_PAGES = 2048


class StoppedPageFile:
    """A `StoppedDatabase`: one page file, held open and locked."""

    def __init__(self, directory: Path, page_file: str, disk: Disk = REAL_DISK) -> None:
        self._layout = _layout_of(directory, page_file)
        self._name = self._layout.restored_path
        self.path_of(page_file)
        self._disk = disk
        path = self._layout.page_file
        try:
            self._descriptor = disk.open(path, os.O_RDWR)
        except OSError as error:
            raise SourceUnreadable(f"cannot be opened ({error.strerror})", object_name=str(path)) from error
        try:
            lock_exclusively(self._descriptor, path)
        except BaseException:
            self.close()
            raise

    @property
    def source(self) -> NeuroQuantumSource:
        """The database as a source."""
        return NeuroQuantumSource(self._layout)

    @property
    def identity(self) -> Identity:
        """By page 0, or by the log where that page is damaged. Raises SourceUnreadable."""
        first = self.read(self._name, 0)
        sound = len(first) == PAGE_SIZE and not len(check_pages(memoryview(first), np.array([0])).bad)
        return identity_of(self._layout) if sound else identity_by_log(self._layout)

    @property
    def complete(self) -> bool:
        """Whether the log ends with a flushed checkpoint at which no transaction was open."""
        try:
            return read_tail(self._layout.wal).clean
        except (LogError, OSError):  # a log of the original engine, or one that a crash left
            return False

    def newest(self, known: Sequence[WalSpan], read: ReadSpan) -> WalPosition:
        """See `StoppedDatabase.newest`. Raises LogGap, LogAmbiguous where the log does not lead to one state."""
        log = read_log(self._layout.wal)
        ambiguity = log.ambiguity()
        if ambiguity is not None:
            raise ambiguity
        placed = Placer(log, known, read, read_origin(self._layout.wal)).place()
        if log.current is None or log.tail is not None or not placed:
            raise LogGap(
                "the log does not lead to its newest record without a hole",
                object_name=str(self._layout.wal),
                meaning="Nothing was written.",
                advice="Restore the database: pagewake restore --to DIR",
            )
        return placed[-1].position(log.current.end_lsn - 1)

    def goal(self, newest: WalPosition) -> RestoreTarget:
        """The end of the archived log, which it is by then."""
        return RestoreTarget(TargetKind.LATEST, timeline=newest.timeline)

    def path_of(self, file: str) -> Path:
        """There is one file of pages."""
        if file != self._name:
            raise UsageError(
                "this is not a file of pages of the database",
                object_name=file,
                advice=f"Its pages are in {self._name}.",
            )
        return self._layout.page_file

    def blocks_in(self, file: str) -> int:
        """Whole pages."""
        self.path_of(file)
        return page_count(self._descriptor)

    def read(self, file: str, block: int) -> bytes:
        """One page."""
        path = self.path_of(file)
        try:
            return os.pread(self._descriptor, PAGE_SIZE, block * PAGE_SIZE)
        except OSError as error:
            raise SourceUnreadable(
                f"page {block} cannot be read ({error.strerror})",
                object_name=str(path),
                meaning="The disk itself refuses it. Nothing was written.",
                advice="Restore the database onto another disk: pagewake restore --to DIR",
            ) from error

    def check(self, file: str, blocks: NDArray[np.int64], pages: memoryview) -> PageVerdict:
        """Check pages whose numbers are given."""
        return check_pages(pages, blocks)

    def differing(self, file: str, recovered: Path) -> NDArray[np.int64]:
        """By the data areas: headers also say which engine wrote a page last. A page that only one has differs."""
        self.path_of(file)
        found: list[NDArray[np.int64]] = []
        mine, theirs = page_count(self._descriptor), recovered.stat().st_size // PAGE_SIZE
        shared = min(mine, theirs)
        with recovered.open("rb") as other:
            for first in range(0, shared, _BATCH_PAGES):
                count = min(_BATCH_PAGES, shared - first)
                here = os.pread(self._descriptor, count * PAGE_SIZE, first * PAGE_SIZE)
                there = other.read(count * PAGE_SIZE)
                unlike = _data_areas(here) != _data_areas(there)
                found.append(np.flatnonzero(unlike.any(axis=1)) + first)
        found.append(np.arange(shared, max(mine, theirs), dtype=np.int64))
        return np.concatenate(found)

    def write(self, file: str, block: int, page: bytes) -> None:
        """Put a page in its place."""
        self.path_of(file)
        self._disk.write_at(self._descriptor, page, block * PAGE_SIZE)

    def sync(self) -> None:
        """Make what was written durable."""
        self._disk.sync(self._descriptor)

    def close(self) -> None:
        """Close the file, which ends the lock."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _data_areas(pages: bytes) -> NDArray[np.uint8]:
    return np.frombuffer(pages, np.uint8).reshape(-1, PAGE_SIZE)[:, HEADER_SIZE:]


def _layout_of(directory: Path, page_file: str) -> Layout:
    """Where the files are, also where page 0, by which a page file is told, is the damaged one."""
    try:
        return find_layout(directory)
    except SourceNotRecognised:
        path = directory / DATA_DIRECTORY / Path(page_file).name
        wal = directory / WAL_DIRECTORY
        if path.is_file() and wal.is_dir():
            return Layout(path, wal)
        raise
