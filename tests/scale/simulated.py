"""A database of any size that takes no room: its pages are made as they are read, and compared as they are restored.

Most pages are zeros, so that a terabyte goes by in minutes; but every chunk has a page of its own, and one
chunk in `DENSE_EVERY` is full of pages that are not alike, so that maps, indexes, packs and buffers are as
large as those of a real database. A page begins with its file, its block and the hour of its last change:
none can be mistaken for another.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.disk import Disk
from pagewake.engines.base import (
    Destination,
    ExtraFile,
    PageVerdict,
    ReadSpan,
    Recovered,
    RecoveryRequest,
    Runs,
    SessionEnd,
    SourceFile,
    WalPiece,
    WalSpan,
)
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake.model import Finding, Identity, RecoveredTo, RestoreTarget, TargetKind, WalPosition

GIB = 1 << 30
CHUNK_BYTES = 512 << 10
DENSE_EVERY = 64
NOISE_BYTES, STRIDE = 1 << 20, 104_729
NOISE = np.random.default_rng(2).bytes(NOISE_BYTES)
"""Longer than what compresses looks back at."""
SEGMENT = 16 << 20
SEGMENTS_AN_HOUR = 16
NAME = "simulated"
BEGIN = datetime(2026, 1, 1, tzinfo=UTC)
HEADER = np.dtype([("file", "<u4"), ("hour", "<u4"), ("block", "<u8")])


@dataclass(frozen=True)
class Shape:
    """How large the database is and how it lies in files: one file, or files of 1 GiB beside small ones."""

    size: int
    page_size: int
    one_file: bool
    small_files: int = 0
    changed_an_hour: int = 84_000
    dense: bool = False
    """Whether all chunks are full of pages, which compress to nothing: packs are as large as they can be."""

    @property
    def segments_an_hour(self) -> int:
        """How much log an hour makes; what does not compress takes its time."""
        return 4 if self.dense else SEGMENTS_AN_HOUR

    @cached_property
    def files(self) -> tuple[SourceFile, ...]:
        """Every file."""
        largest = self.size if self.one_file else GIB
        starts = range(0, self.size, largest)
        large = [
            SourceFile(
                "data/pages" if self.one_file else f"base/5/{16384 + number // 128}.{number % 128}",
                min(largest, self.size - start),
                self.page_size,
                f"relation {number // 128}",
                (start if self.one_file else number % 128 * GIB) // self.page_size,
            )
            for number, start in enumerate(starts)
        ]
        small = [
            SourceFile(f"base/6/{number}", self.page_size, self.page_size, f"small {number}")
            for number in range(self.small_files)
        ]
        return (*large, *small)

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each file, by path."""
        return {file.path: number for number, file in enumerate(self.files)}

    def changes(self, hour: int) -> dict[int, NDArray[np.int64]]:
        """The blocks of each large file, by its number, that one hour changed."""
        chance = np.random.default_rng(hour)
        pages = np.unique(chance.integers(0, self.size // self.page_size, self.changed_an_hour))
        each = self.files[0].blocks
        bounds = np.searchsorted(pages, np.arange(0, pages[-1] + each + 1, each))
        return {
            number: pages[low:high] - number * each
            for number, (low, high) in enumerate(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
            if low < high
        }


class Pages:
    """What the pages are after some hours of work."""

    def __init__(self, shape: Shape, hours: int) -> None:
        self.shape = shape
        self._changes = [shape.changes(hour) for hour in range(1, hours + 1)]
        self._every = CHUNK_BYTES // shape.page_size

    def hours_of(self, file: int, blocks: NDArray[np.int64]) -> NDArray[np.int64]:
        """For each block the hour of its last change: 0 for never, -1 for a page that is still zeros."""
        chunk, within = np.divmod(blocks, self._every)
        full = (chunk % DENSE_EVERY == 5) | self.shape.dense
        hours = np.where((within == 0) | full, 0, -1)
        for hour, changes in enumerate(self._changes, 1):
            if file in changes:
                changed = changes[file]
                at = np.minimum(np.searchsorted(changed, blocks), len(changed) - 1)
                hours[changed[at] == blocks] = hour
        return hours

    def headers(self, file: int, blocks: NDArray[np.int64], hours: NDArray[np.int64]) -> NDArray[np.uint8]:
        """How the pages of these blocks begin, shape (n, 16)."""
        headers = np.empty(len(blocks), HEADER)
        headers["file"], headers["hour"], headers["block"] = file + 1, hours, blocks
        return headers.view(np.uint8).reshape(len(blocks), HEADER.itemsize)


class Reader:
    """A `BlockReader`. It knows what it left in its thread's buffer, and clears no more than that."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        size = pages.shape.page_size
        self._body = np.random.default_rng(1).integers(1, 255, size, dtype=np.uint8)
        self._body[size // 8 :] = ord(".")
        self._noise = np.lib.stride_tricks.sliding_window_view(np.frombuffer(NOISE, np.uint8), size)
        self._buffer = -1
        self._used: tuple[int, NDArray[np.int64]] = (0, np.empty(0, np.int64))

    def read(self, file: SourceFile, runs: Runs, into: memoryview) -> int:
        """Make the pages."""
        size = file.page_size
        blocks = np.concatenate([np.arange(first, first + count) for first, count in runs.tolist()])
        rows = np.frombuffer(into, np.uint8).reshape(len(blocks), size)
        self._clear(rows)
        number = self._pages.shape.numbers[file.path]
        hours = self._pages.hours_of(number, blocks)
        made = np.flatnonzero(hours >= 0)
        if self._pages.shape.dense:
            rows[made] = self._noise[blocks[made] * STRIDE % len(self._noise)]
        else:
            rows[made] = self._body
        rows[made, : HEADER.itemsize] = self._pages.headers(number, blocks[made], hours[made])
        self._used = (len(rows), made)
        return min(len(blocks) * size, file.size - int(blocks[0]) * size)

    def _clear(self, rows: NDArray[np.uint8]) -> None:
        address = rows.ctypes.data
        length, used = self._used
        if address == self._buffer and length <= len(rows):
            rows[used] = 0
            rows[length:] = 0
        else:
            rows[:] = 0
        self._buffer = address

    def close(self) -> None:
        """Nothing is held."""


class Session:
    """A `BackupSession`."""

    incomplete_reason = ""
    findings: Sequence[Finding] = ()

    def __init__(self, shape: Shape, hours: int) -> None:
        self._pages = Pages(shape, hours)
        self._end = WalPosition(1, (hours + 1) * shape.segments_an_hour * SEGMENT)
        self.start = self.redo = self._end

    def files(self) -> Iterable[SourceFile]:
        return self._pages.shape.files

    def reader(self) -> Reader:
        return Reader(self._pages)

    def check(self, file: SourceFile, blocks: NDArray[np.int64], pages: memoryview) -> PageVerdict:
        """A page must be zeros or have its block's number."""
        rows = np.frombuffer(pages, np.uint8).reshape(-1, file.page_size)[:, : HEADER.itemsize]
        headers = np.ascontiguousarray(rows).view(HEADER).ravel()
        bad = np.flatnonzero((headers["file"] != 0) & (headers["block"] != blocks[: len(headers)]))
        return PageVerdict(bad, tuple("wrong block" for _ in bad))

    def end(self, job: Job) -> SessionEnd:
        return SessionEnd(self._end, (ExtraFile("backup_label", b"simulated"),))

    def abort(self) -> None: ...


class Source:
    """A `Source` whose database has worked for some hours; each hour leaves segments of log."""

    location = NAME

    def __init__(self, shape: Shape, hours: int) -> None:
        self._shape = shape
        self._hours = hours

    def identity(self) -> Identity:
        return Identity(NAME, "1", "7", self._shape.page_size)

    def check(self) -> list[Finding]:
        return []

    def begin(self, label: str, *, checkpoint: bool, known: Sequence[WalSpan], job: Job) -> Session:
        return Session(self._shape, self._hours)

    def new_wal(self, known: Sequence[WalSpan], read: ReadSpan, job: Job) -> Iterator[WalPiece]:
        for number in range(len(known), (self._hours + 1) * self._shape.segments_an_hour):
            job.check()
            data = bytearray(NOISE * (SEGMENT // NOISE_BYTES)) if self._shape.dense else bytearray(SEGMENT)
            data[:8] = number.to_bytes(8, "little")
            lsn = number * SEGMENT
            yield WalPiece(f"{number:08}", 1, lsn, lsn + SEGMENT, data, self.summary(number))

    def close(self) -> None: ...

    def summary(self, number: int) -> WalSummary:
        """Each segment of an hour names its share of the hour's changes."""
        hour, share = divmod(number, self._shape.segments_an_hour)
        relations: dict[str, list[NDArray[np.int64]]] = {}
        for file, blocks in self._shape.changes(hour).items() if hour else ():
            changed = self._shape.files[file]
            relations.setdefault(changed.relation or "", []).append(
                blocks[share :: self._shape.segments_an_hour] + changed.first_block
            )
        named = {name: np.concatenate(parts).astype(np.uint32) for name, parts in relations.items()}
        moment = BEGIN + timedelta(minutes=number)
        return WalSummary(
            1,
            number * SEGMENT,
            (number + 1) * SEGMENT,
            records=1,
            first_time=moment,
            last_time=moment,
            relations={name: RelationChanges(b, np.ones(len(b), np.uint32)) for name, b in named.items()},
        )


class Engine:
    """As much of an `Engine` as backups, restores and verifications ask of one."""

    name = NAME
    title = "the simulated database"
    lsn_style = LsnStyle.DECIMAL
    targets = frozenset(TargetKind)

    def recognise(self, location: str) -> bool:
        return location == NAME

    def __init__(self, source: Source) -> None:
        self._source = source

    def recovery(self, disk: Disk) -> Engine:
        return self

    stops_at_later_commit = False
    records_past_target = 0

    def places(self, destination: Destination) -> dict[str, Path]:
        return {}

    def recover(self, request: RecoveryRequest, job: Job) -> Recovered:
        for span in request.wal.spans:
            job.check()
            assert len(request.wal.read(span)) == span.size
        return Recovered(RecoveredTo(1, request.stop.lsn, None))

    def summarise(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> WalSummary:
        return self._source.summary(int.from_bytes(data[:8], "little"))

    def spoiled_by(self, events: object) -> str:
        return ""

    def locate(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        target: RestoreTarget,
        before: bytes | memoryview | None = None,
    ) -> int | None:
        return None


class SinkDisk(Disk):
    """Compares what is restored with what it should be, and keeps nothing; files are as long as they should be."""

    def __init__(self, directory: Path, shape: Shape, hours: int) -> None:
        self._directory = directory
        self._pages = Pages(shape, hours)
        self._open: dict[int, int] = {}
        self._lock = threading.Lock()
        self.pages = 0

    def open(self, path: Path, flags: int, mode: int = 0o666) -> int:
        descriptor = super().open(path, flags, mode)
        known = self._pages.shape.numbers.get(path.relative_to(self._directory).as_posix(), -1)
        self._open[descriptor] = known
        return descriptor

    def write_pages(
        self,
        descriptor: int,
        pages: bytes | memoryview,
        blocks: NDArray[np.int64],
        page_size: int,
        file_size: int,
    ) -> None:
        file = self._open[descriptor]
        if file < 0:
            super().write_pages(descriptor, pages, blocks, page_size, file_size)
            return
        rows = np.frombuffer(pages, np.uint8).reshape(-1, page_size)
        hours = self._pages.hours_of(file, blocks)
        assert (hours >= 0).all()
        assert np.array_equal(rows[:, : HEADER.itemsize], self._pages.headers(file, blocks, hours))
        with self._lock:
            self.pages += len(blocks)

    def allocate(self, descriptor: int, size: int, offset: int = 0) -> None:
        os.ftruncate(descriptor, max(offset + size, os.fstat(descriptor).st_size))

    def sync(self, descriptor: int) -> None: ...

    def sync_directory(self, path: Path) -> None: ...


class HastyDisk(Disk):
    """Waits for no disk: what a real one would add is time alone."""

    def sync(self, descriptor: int) -> None: ...

    def sync_directory(self, path: Path) -> None: ...
