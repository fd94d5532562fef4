"""How the work of a restore is cut: batches of small files, parts of large ones."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import ChunkUse

BATCH_BYTES = 4 << 20
"""Files are restored together up to about this size."""
FILES_PER_BATCH = 64
PART_BYTES = 128 << 20
"""Larger files are cut into parts of this size, on which workers work side by side."""
FILES_IN_TURN = 4
"""So many large files are written side by side, where there are so many."""


@dataclass(frozen=True)
class Batch:
    """Small files that are restored together: what they need lies close together in the repository."""

    records: tuple[FileRecord, ...]


@dataclass(frozen=True)
class Part:
    """Some consecutive blocks of one region of a large file."""

    file: Target
    first: int
    count: int


class Target:
    """A file being written, by one worker or, in parts, by several; `left` parts are not written yet."""

    def __init__(self, record: FileRecord, parts: int) -> None:
        self.record = record
        self.left = parts
        self.lock = threading.Lock()
        self.writing = threading.Lock()
        """Held by who writes to it: the system lets one thread at a time, and has the others wait busily."""
        self.path: Path | None = None
        self.descriptor = -1
        self.known = 0
        """How much of it was there before, for a delta restore to go by."""

    def close(self) -> None:
        """Close it, if it is open."""
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1


@dataclass
class Needed:
    """For each chunk, who needs which of its pages: targets, with the first block of the region."""

    users: dict[bytes, list[tuple[Target, ChunkUse, int]]] = field(default_factory=dict)

    def add(self, target: Target, use: ChunkUse, first: int) -> None:
        """Note that a target needs these pages of a chunk, in the region whose first block is `first`."""
        self.users.setdefault(use.id, []).append((target, use, first))


def tasks_of(records: Iterable[FileRecord], opened: list[Target]) -> Iterator[Batch | Part]:
    """Small files in batches, large ones in parts; notes in `opened` those whose parts are given out.

    Two workers that write to one file wait for each other, in the system. So the parts of a few files take turns.
    """
    turns: deque[Iterator[Part]] = deque()
    for task in _batches_and_files(records):
        if isinstance(task, Batch):
            yield task
            yield from _next_part(turns)
            continue
        turns.append(_parts_of(task, opened))
        while len(turns) >= FILES_IN_TURN:
            yield from _next_part(turns)
    while turns:
        yield from _next_part(turns)


def _next_part(turns: deque[Iterator[Part]]) -> Iterator[Part]:
    """A part of the file whose turn it is, if there is one."""
    while turns:
        parts = turns.popleft()
        part = next(parts, None)
        if part is not None:
            turns.append(parts)
            yield part
            return


def _parts_of(record: FileRecord, opened: list[Target]) -> Iterator[Part]:
    """A large file, opened when its first part is taken."""
    step = max(1, PART_BYTES // record.page_size)
    ranges = [
        (at, min(step, end - at))
        for begin in range(0, record.blocks, REGION_BLOCKS)
        for end in [min(begin + REGION_BLOCKS, record.blocks)]
        for at in range(begin, end, step)
    ]
    target = Target(record, len(ranges))
    opened.append(target)
    for first, count in ranges:
        yield Part(target, first, count)


def _batches_and_files(records: Iterable[FileRecord]) -> Iterator[Batch | FileRecord]:
    """Small files together, large ones as they come."""
    batch: list[FileRecord] = []
    size = 0
    for record in records:
        if batch and (size + record.size > BATCH_BYTES or len(batch) >= FILES_PER_BATCH):
            yield Batch(tuple(batch))
            batch, size = [], 0
        if record.size <= BATCH_BYTES:
            batch.append(record)
            size += record.size
            continue
        yield record
    if batch:
        yield Batch(tuple(batch))
