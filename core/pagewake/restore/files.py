"""Pages from the repository into files: the part of a restore that is the same for every engine.

Each file's map is complete, so nothing walks back through older backups: for each region, chunks are
fetched in pack order, compared with their hash, and their pages written where they belong. In a delta
restore a chunk whose
pages all lie on the disk already is not fetched.
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
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
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import ChunkUse, RegionMap, resolve_refs
from pagewake.repository.sealing import MAX_CHUNK_BYTES

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
        self, chunks: Sequence[bytes], job: Job, *, on_error: Damage | None = None
    ) -> Iterator[tuple[bytes, bytes]]:
        """Chunks in the order in which they are cheapest to read; damaged ones go to `on_error`."""


@dataclass
class FilesRestored:
    """What was written: counts for the report, and what could not be given back."""

    files: int = 0
    pages: int = 0
    bytes_written: int = 0
    bytes_kept: int = 0
    """Bytes that a delta restore found in place."""
    findings: list[Finding] = field(default_factory=list)


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
    ) -> None:
        self._chunks = chunks
        self._chunk_id = chunk_id
        self._directory = directory
        self._disk = disk
        self._job = job
        self._delta = delta
        self._places = places
        self.done = FilesRestored()

    def restore(self, record: FileRecord) -> Path:
        """Write one file and make it durable. Raises DiskFull, RestoreError; damage becomes findings."""
        try:
            path = self._place(record.path)
            self._write(record, path)
        except OSError as error:
            raise disk_error(error, record.path) from error
        self.done.files += 1
        return path

    def _write(self, record: FileRecord, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0)
        descriptor = self._disk.open(path, flags, 0o600)
        try:
            there = os.fstat(descriptor)
            if there.st_nlink > 1:
                raise _in_the_way("the file has other names (hard links) that would be changed with it", path)
            known = there.st_size if self._delta else 0
            if known > record.size:
                self._disk.truncate(descriptor, record.size)
            self._disk.allocate(descriptor, record.size)
            for number, layers in enumerate(record.regions):
                self._write_region(record, number, resolve_refs(layers, self._chunks.read), descriptor, known)
            os.fchmod(descriptor, stat.S_IMODE(record.mode) & 0o777)
            self._disk.sync(descriptor)
        finally:
            os.close(descriptor)

    def _write_region(
        self, record: FileRecord, number: int, region: RegionMap, descriptor: int, known: int
    ) -> None:
        first = number * REGION_BLOCKS
        count = min(REGION_BLOCKS, record.blocks - first)
        uses = {use.id: use for use in region.by_chunk(0, count)}
        if known > first * record.page_size:
            self._clear(record, region.zero_blocks(0, count) + first, descriptor)
            uses = {
                key: use for key, use in uses.items() if not self._in_place(record, use, first, descriptor)
            }
        for chunk, raw in self._chunks.read_many(
            list(uses), self._job, on_error=self._damaged(record, uses, first, descriptor)
        ):
            self._put(record, uses[chunk], raw, first, descriptor)
        zeros = count - sum(len(use.blocks) for use in region.by_chunk(0, count))
        self.done.pages += count
        self._job.advance(zeros * record.page_size)

    def _put(self, record: FileRecord, use: ChunkUse, raw: bytes, first: int, descriptor: int) -> None:
        if _is_whole(use, raw, record.page_size):
            self._put_pages(record, memoryview(raw), use.blocks + first, descriptor)
            return
        # A map may name one page of a chunk for very many blocks.
        step = max(1, GATHER_BYTES // record.page_size)
        for at in range(0, len(use.blocks), step):
            part = ChunkUse(use.id, use.pages[at : at + step], use.blocks[at : at + step])
            pages = part.gather(raw, record.page_size).reshape(-1).data
            self._put_pages(record, pages, part.blocks + first, descriptor)

    def _put_pages(
        self, record: FileRecord, pages: memoryview, blocks: NDArray[np.int64], descriptor: int
    ) -> None:
        self._disk.write_pages(descriptor, pages, blocks, record.page_size, record.size)
        self.done.bytes_written += len(blocks) * record.page_size
        self._job.advance(len(blocks) * record.page_size)

    def _clear(self, record: FileRecord, blocks: NDArray[np.int64], descriptor: int) -> None:
        """Zero the blocks that the backup knows as zeros and the disk does not."""
        for block, count in runs_of(blocks).tolist():
            step = max(1, CLEAR_BYTES // record.page_size)
            for at in range(block, block + count, step):
                span = min(step, block + count - at) * record.page_size
                there = os.pread(descriptor, span, at * record.page_size)
                if there.count(0) != len(there):
                    self._disk.write_at(descriptor, bytes(len(there)), at * record.page_size)

    def _in_place(self, record: FileRecord, use: ChunkUse, first: int, descriptor: int) -> bool:
        """Whether the disk holds a chunk's pages already: only a chunk used whole can be told by its hash."""
        if not np.array_equal(use.pages, np.arange(len(use.pages))):
            return False
        size = len(use.blocks) * record.page_size
        if size > MAX_CHUNK_BYTES:
            return False
        buffer = memoryview(bytearray(size))
        got = kernels.read_pages(descriptor, runs_of(use.blocks + first), record.page_size, buffer)
        last_block_size = record.size - int(use.blocks[-1] + first) * record.page_size
        missing = max(0, record.page_size - last_block_size)
        if got < size - missing or self._chunk_id(buffer) != use.id:
            return False
        self.done.bytes_kept += size
        self._job.advance(size)
        return True

    def _damaged(
        self, record: FileRecord, uses: dict[bytes, ChunkUse], first: int, descriptor: int
    ) -> Damage:
        def report(chunk: bytes, error: PagewakeError) -> None:
            if self._delta:
                self._clear(record, uses[chunk].blocks + first, descriptor)
            for block, count in runs_of(uses[chunk].blocks + first).tolist():
                self.done.findings.append(
                    Finding(
                        Severity.ERROR,
                        "block-lost",
                        f"{record.path} blocks {block} to {block + count - 1}",
                        f"These blocks could not be given back and are zeros: {error}",
                        "Restore them from another backup: pagewake page shows the versions that are kept.",
                    )
                )

        return report

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
            if place.is_symlink():
                raise _in_the_way("a symbolic link stands where a directory is to be restored", place)
            self._disk.make_directory(place, 0o700)
        place = place / parts[-1]
        if place.is_symlink():
            raise _in_the_way("a symbolic link stands where a file is to be restored", place)
        return place


def _in_the_way(what: str, path: Path) -> DirectoryNotEmpty:
    return DirectoryNotEmpty(
        what,
        object_name=str(path),
        meaning="The restore stopped here; the directory does not hold a database yet.",
        advice="Remove it and run the command again, or give an empty directory.",
    )


def _is_whole(use: ChunkUse, raw: bytes, page_size: int) -> bool:
    return len(use.pages) * page_size == len(raw) and bool(
        np.array_equal(use.pages, np.arange(len(use.pages)))
    )


def disk_error(error: OSError, path: str) -> RestoreError:
    """The error that a failed call on the target's file system stands for."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull("there is no room left on the disk", object_name=path)
    return RestoreError(f"this could not be written: {error.strerror}", object_name=path)
