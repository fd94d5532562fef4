"""Pages from the repository into files: the part of a restore that is the same for every engine.

Each file's map is complete, so nothing walks back through older backups: chunks are fetched in pack order, compared
with their hash, and their pages written where they belong. Workers take batches of small files and parts of large
ones. In a delta restore a chunk whose pages all lie on the disk already is not fetched.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from pagewake import kernels
from pagewake.blocks import runs_of
from pagewake.disk import Disk
from pagewake.errors import DirectoryNotEmpty, DiskFull, PagewakeError, RestoreError
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Finding, Severity
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import ChunkUse, Load, RegionMap, resolve_refs
from pagewake.repository.sealing import MAX_CHUNK_BYTES
from pagewake.restore.losses import BLOCK_LOST
from pagewake.restore.tasks import Batch, Needed, Part, Target, tasks_of
from pagewake.units import run_text

GATHER_BYTES = 8 << 20
"""Pages of one chunk are put together in pieces of this size."""
CLEAR_BYTES = 1 << 20
"""So much of a file is looked at at once for what must become zeros."""

Damage = Callable[[bytes, PagewakeError], None]


class ChunkSource(Protocol):
    """Where chunks come from: the repository's chunk reader."""

    def read(self, chunk: bytes) -> bytes:
        """One chunk's content, compared with its hash."""

    def read_many(
        self, chunks: Sequence[bytes], job: Job, *, on_error: Damage | None = None, alone: bool = False
    ) -> Iterator[tuple[bytes, bytes]]:
        """Chunks in the order in which they are cheapest to read; damaged ones go to `on_error`.

        `alone`: without other threads than the caller's.
        """


@dataclass
class FilesRestored:
    """What was written: counts for the report, and what could not be given back."""

    files: int = 0
    pages: int = 0
    bytes_written: int = 0
    bytes_kept: int = 0
    """Bytes that a delta restore found in place."""
    findings: list[Finding] = field(default_factory=list)

    def add(self, other: FilesRestored) -> None:
        """Count what another one counted."""
        self.files += other.files
        self.pages += other.pages
        self.bytes_written += other.bytes_written
        self.bytes_kept += other.bytes_kept
        self.findings += other.findings


class FileRestorer:
    """Writes the files of one backup below a directory."""

    def __init__(
        self,
        chunks: ChunkSource,
        chunk_id: Callable[[memoryview], bytes],
        directory: Path,
        disk: Disk,
        job: Job,
        *,
        delta: bool,
        places: Mapping[str, Path] = MappingProxyType({}),
        workers: int = 2,
    ) -> None:
        self._chunks = chunks
        self._chunk_id = chunk_id
        self._directory = directory
        self._disk = disk
        self._job = job
        self._delta = delta
        self._places = places
        self._workers = workers
        self._made: set[Path] = set()
        self.done = FilesRestored()

    def restore_all(self, records: Iterable[FileRecord]) -> Iterator[tuple[FileRecord, Path]]:
        """Write files and make each durable; yields those that are complete.

        Raises DiskFull, RestoreError, Cancelled; damage becomes findings.
        """
        open_targets: list[Target] = []
        pool = WorkerPool(self._workers, name="restore")
        try:
            for part, complete in pool.map_as_done(self._work, tasks_of(records, open_targets), self._job):
                self.done.add(part)
                for target in complete:
                    assert target.path is not None
                    yield target.record, target.path
                open_targets[:] = [target for target in open_targets if target.left]
        finally:
            for target in open_targets:
                target.close()

    def _work(self, task: Batch | Part) -> tuple[FilesRestored, list[Target]]:
        """Carry out one task: what was written, and the files that are complete with it."""
        done = FilesRestored()
        if isinstance(task, Part):
            return done, self._restore_part(task, done)
        targets = [Target(record, 1) for record in task.records]
        try:
            self._restore_batch(targets, done)
        finally:
            for target in targets:
                target.close()
        return done, targets

    def _restore_batch(self, targets: Sequence[Target], done: FilesRestored) -> None:
        load = self._loader(targets)
        needed = Needed()
        for target in targets:
            with _told_of(target.record):
                self._open(target)
                self._disk.allocate(target.descriptor, target.record.size)
                for number, layers in enumerate(target.record.regions):
                    first = number * REGION_BLOCKS
                    count = min(REGION_BLOCKS, target.record.blocks - first)
                    self._look(target, resolve_refs(layers, load), number, 0, count, needed, done)
        self._write(needed, done)
        for target in targets:  # all at once, and not each when it is waited for
            self._disk.begin_sync(target.descriptor, 0, target.record.size)
        for target in targets:
            with _told_of(target.record):
                self._complete(target, done)

    def _restore_part(self, part: Part, done: FilesRestored) -> list[Target]:
        target, needed = part.file, Needed()
        self._job.at(target.record.path)
        with _told_of(target.record):
            with target.lock:
                if target.path is None:
                    self._open(target)
            page_size = target.record.page_size
            offset, size = part.first * page_size, part.count * page_size
            size = min(size, target.record.size - offset)
            # Not the whole file at once: others would wait for it.
            with target.writing:
                self._disk.allocate(target.descriptor, size, offset)
            number = part.first // REGION_BLOCKS
            region = resolve_refs(target.record.regions[number], self._chunks.read)
            self._look(target, region, number, part.first % REGION_BLOCKS, part.count, needed, done)
            self._write(needed, done)
            self._disk.begin_sync(target.descriptor, offset, size)
            with target.lock:
                target.left -= 1
                last = not target.left
            if not last:
                return []
            self._complete(target, done)
            return [target]

    def _loader(self, targets: Sequence[Target]) -> Load:
        """Gives the layers of small files, all read in a few requests."""
        ids = [ref.id for target in targets for layers in target.record.regions for ref in layers]
        # One that is damaged is read again, alone, and then said to be.
        found = dict(self._chunks.read_many(ids, self._job, on_error=lambda chunk, error: None, alone=True))
        return lambda chunk: found[chunk] if chunk in found else self._chunks.read(chunk)

    def _open(self, target: Target) -> None:
        """Create or open the file and give it its length."""
        record, path = target.record, self._place(target.record.path)
        self._job.at(record.path)
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        target.descriptor = self._disk.open(path, flags, 0o600)
        there = os.fstat(target.descriptor)
        if there.st_nlink > 1:
            raise _in_the_way("the file has other names (hard links) that would be changed with it", path)
        target.known = there.st_size if self._delta else 0
        if there.st_size != record.size:
            self._disk.truncate(target.descriptor, record.size)
        target.path = path

    def _complete(self, target: Target, done: FilesRestored) -> None:
        os.fchmod(target.descriptor, stat.S_IMODE(target.record.mode) & 0o777)
        self._disk.sync(target.descriptor)
        target.close()
        done.files += 1
        target.left = 0

    def _look(
        self,
        target: Target,
        region: RegionMap,
        number: int,
        begin: int,
        count: int,
        needed: Needed,
        done: FilesRestored,
    ) -> None:
        """Note what `count` blocks from `begin` on of a region need, but for what a delta finds in place."""
        record, first = target.record, number * REGION_BLOCKS
        unstored = (
            min(record.size, (first + begin + count) * record.page_size) - (first + begin) * record.page_size
        )
        if target.known > (first + begin) * record.page_size:
            self._clear(record, region.zero_blocks(begin, count) + first, target.descriptor)
        for use in region.by_chunk(begin, count):
            unstored -= _bytes_of(record, use.blocks + first)
            there = target.known > (first + int(use.blocks[0])) * record.page_size
            if not (there and self._in_place(record, use, first, target.descriptor, done)):
                needed.add(target, use, first)
        done.pages += count
        self._job.advance(unstored)

    def _write(self, needed: Needed, done: FilesRestored) -> None:
        """Fetch chunks, and write each wherever it is needed."""

        def damaged(chunk: bytes, error: PagewakeError) -> None:
            for target, use, first in needed.users[chunk]:
                self._report_damage(target, use, first, error, done)

        for chunk, raw in self._chunks.read_many(list(needed.users), self._job, on_error=damaged, alone=True):
            for target, use, first in needed.users[chunk]:
                with _told_of(target.record), target.writing:
                    self._put(target.record, use, raw, first, target.descriptor, done)

    def _put(
        self,
        record: FileRecord,
        use: ChunkUse,
        raw: bytes,
        first: int,
        descriptor: int,
        done: FilesRestored,
    ) -> None:
        if _is_whole(use, raw, record.page_size):
            self._put_pages(record, memoryview(raw), use.blocks + first, descriptor, done)
            return
        # A map may name one page of a chunk for very many blocks.
        step = max(1, GATHER_BYTES // record.page_size)
        for at in range(0, len(use.blocks), step):
            part = ChunkUse(use.id, use.pages[at : at + step], use.blocks[at : at + step])
            pages = part.gather(raw, record.page_size).reshape(-1).data
            self._put_pages(record, pages, part.blocks + first, descriptor, done)

    def _put_pages(
        self,
        record: FileRecord,
        pages: memoryview,
        blocks: NDArray[np.int64],
        descriptor: int,
        done: FilesRestored,
    ) -> None:
        self._disk.write_pages(descriptor, pages, blocks, record.page_size, record.size)
        written = _bytes_of(record, blocks)
        done.bytes_written += written
        self._job.advance(written)

    def _clear(self, record: FileRecord, blocks: NDArray[np.int64], descriptor: int) -> None:
        """Zero the blocks that the backup knows as zeros and the disk does not."""
        for block, count in runs_of(blocks).tolist():
            step = max(1, CLEAR_BYTES // record.page_size)
            for at in range(block, block + count, step):
                span = min(step, block + count - at) * record.page_size
                there = os.pread(descriptor, span, at * record.page_size)
                if there.count(0) != len(there):
                    self._disk.write_at(descriptor, bytes(len(there)), at * record.page_size)

    def _in_place(
        self, record: FileRecord, use: ChunkUse, first: int, descriptor: int, done: FilesRestored
    ) -> bool:
        """Whether the disk holds a chunk's pages already: only a chunk used whole can be told by its hash."""
        if not np.array_equal(use.pages, np.arange(len(use.pages))):
            return False
        size = len(use.blocks) * record.page_size
        if size > MAX_CHUNK_BYTES:
            return False
        buffer = memoryview(bytearray(size))
        got = kernels.read_pages(descriptor, runs_of(use.blocks + first), record.page_size, buffer)
        held = _bytes_of(record, use.blocks + first)
        if got < held or self._chunk_id(buffer) != use.id:
            return False
        done.bytes_kept += held
        self._job.advance(held)
        return True

    def _report_damage(
        self, target: Target, use: ChunkUse, first: int, error: PagewakeError, done: FilesRestored
    ) -> None:
        record = target.record
        if self._delta:
            self._clear(record, use.blocks + first, target.descriptor)
        for block, count in runs_of(use.blocks + first).tolist():
            done.findings.append(
                Finding(
                    Severity.ERROR,
                    BLOCK_LOST,
                    f"{record.path} {run_text('block', block, count)}",
                    f"These blocks could not be given back and are zeros: {error.account}",
                    "Restore them from another backup: pagewake page shows the versions that are kept.",
                )
            )

    def _root_of(self, path: str) -> tuple[Path, list[str]]:
        """The directory that a file lies below, and its path from there."""
        for tree, root in self._places.items():
            if path.startswith(f"{tree}/"):
                return root, path[len(tree) + 1 :].split("/")
        return self._directory, path.split("/")

    def _place(self, path: str) -> Path:
        """Where a file goes; makes its directories; never leaves the target through a link."""
        place, parts = self._root_of(path)
        for part in parts[:-1]:
            place = place / part
            if place in self._made:
                continue
            if place.is_symlink():
                raise _in_the_way("a symbolic link stands where a directory is to be restored", place)
            self._disk.make_directory(place, 0o700)
            self._made.add(place)
        place = place / parts[-1]
        if place.is_symlink():
            raise _in_the_way("a symbolic link stands where a file is to be restored", place)
        return place


@contextmanager
def _told_of(record: FileRecord) -> Iterator[None]:
    """Turn errors of the file system into those that name the file."""
    try:
        yield
    except OSError as error:
        raise disk_error(error, record.path) from error


def _in_the_way(what: str, path: Path) -> DirectoryNotEmpty:
    return DirectoryNotEmpty(
        what,
        object_name=str(path),
        meaning="The restore stopped here; the directory does not hold a database yet.",
        advice="Remove it and run the command again, or give an empty directory.",
    )


def _bytes_of(record: FileRecord, blocks: NDArray[np.int64]) -> int:
    """What ascending blocks of a file hold: its last one may be shorter than a page."""
    past = (int(blocks[-1]) + 1) * record.page_size - record.size if len(blocks) else 0
    return len(blocks) * record.page_size - max(0, past)


def _is_whole(use: ChunkUse, raw: bytes, page_size: int) -> bool:
    return len(use.pages) * page_size == len(raw) and bool(
        np.array_equal(use.pages, np.arange(len(use.pages)))
    )


def disk_error(error: OSError, path: str) -> RestoreError:
    """The error that a failed call on the target's file system stands for."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull("there is no room left on the disk", object_name=path)
    advice = ""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        advice = "Run this as a user who may write there, or choose another directory."
    return RestoreError(f"this could not be written: {error.strerror}", object_name=path, advice=advice)
