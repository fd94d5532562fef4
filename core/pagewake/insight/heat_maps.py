"""What block maps say of blocks over the backups: which versions there are, what differs, where bad pages lie.

A block of a backup is known here by 64 bits of its chunk's id and its place in it: equal marks are equal
content, 0 is zeros or beyond the end. (Two different contents with equal marks would need a collision of 64
bits of BLAKE3; a picture may take that risk, a restore never does.) Different marks say that the block was stored
anew, because the log named it; a few such blocks hold the same bytes all the same, which only reading them would
tell. One region at a time is in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.jobs import Job
from pagewake.model import Backup
from pagewake.repository.file_table import FileRecord
from pagewake.repository.layers import REGION_BLOCKS
from pagewake.repository.maps import LayerRef, RegionMap, resolve_refs
from pagewake.repository.repository import Repository

Marks = NDArray[np.uint64]
_ODD = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, eq=False)
class RegionHistory:
    """One region of one file in some backups: `layers[i]` and `blocks[i]` are those of backup i.

    `layers[i]` is None where the backup has no such region. `first` is the region's first block in the relation.
    """

    record: FileRecord
    first: int
    layers: tuple[tuple[LayerRef, ...] | None, ...]
    blocks: tuple[int, ...]


def side_by_side(
    repository: Repository, backups: Sequence[Backup], job: Job
) -> Iterator[tuple[str, list[FileRecord | None]]]:
    """Every path that any of these backups has, in order, with its record in each of them.

    Raises ObjectCorrupt and what the store raises.
    """
    tables = [iter(repository.file_table(repository.manifest(backup.id))) for backup in backups]
    heads = [next(table, None) for table in tables]
    while any(head is not None for head in heads):
        job.check()
        path = min(head.path for head in heads if head is not None)
        records = [head if head is not None and head.path == path else None for head in heads]
        yield path, records
        heads = [
            next(table, None) if record is not None else head
            for table, record, head in zip(tables, records, heads, strict=True)
        ]


def regions_of(records: Sequence[FileRecord | None]) -> Iterator[RegionHistory]:
    """The regions of one file in some backups; nothing for a file of which the log does not speak."""
    newest = next((record for record in reversed(records) if record is not None), None)
    if newest is None or newest.relation is None:
        return
    for number in range(max(len(record.regions) for record in records if record is not None)):
        begin = number * REGION_BLOCKS
        layers = tuple(
            tuple(record.regions[number]) if record is not None and number < len(record.regions) else None
            for record in records
        )
        blocks = tuple(
            0 if record is None else min(max(record.blocks - begin, 0), REGION_BLOCKS) for record in records
        )
        yield RegionHistory(newest, newest.first_block + begin, layers, blocks)


class MarkReader:
    """Gives the marks of regions; remembers the last map that was resolved, which neighbours in time share."""

    def __init__(self, repository: Repository) -> None:
        self._load = repository.chunk_reader().read
        self._known: tuple[tuple[bytes, ...], RegionMap] | None = None

    def region(self, layers: Sequence[LayerRef]) -> RegionMap:
        """The map of a region. Raises ObjectCorrupt and what the store raises."""
        name = tuple(layer.id for layer in layers)
        if self._known is None or self._known[0] != name:
            self._known = name, resolve_refs(layers, self._load)
        return self._known[1]

    def marks(self, layers: Sequence[LayerRef] | None, blocks: int) -> Marks:
        """The marks of a region's first `blocks` blocks."""
        found = np.zeros(blocks, np.uint64)
        if not layers or not blocks:
            return found
        region = self.region(layers)
        numbers = region.chunk[:blocks]
        stored = np.flatnonzero(numbers >= 0)
        ids = np.ascontiguousarray(region.ids[:, :8]).view("<u8").ravel()
        places = region.page[:blocks][stored].astype(np.uint64) + np.uint64(1)
        found[stored] = (ids[numbers[stored]] ^ (places * _ODD)) | np.uint64(1)
        return found


def version_counts(history: RegionHistory, reader: MarkReader) -> NDArray[np.uint16]:
    """How many versions the backups hold of each block of a region, in a row."""
    counts = np.zeros(max(history.blocks), np.uint16)
    before: Marks | None = None
    last: tuple[object, int] | None = None
    for layers, blocks in zip(history.layers, history.blocks, strict=True):
        if (layers, blocks) == last or layers is None:
            continue
        last = (layers, blocks)
        marks = np.zeros(len(counts), np.uint64)
        marks[:blocks] = reader.marks(layers, blocks)
        exists = np.arange(len(counts)) < blocks
        if before is None:
            counts[exists] = 1
        else:
            counts[exists & ((marks != before) | (counts == 0))] += 1
        before = marks
    return counts


def differences(
    history: RegionHistory, reader: MarkReader
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Of a region in two backups: blocks that both have and that differ, blocks added, blocks dropped."""
    (old, new), (before, after) = history.layers, history.blocks
    both = min(before, after)
    changed = np.empty(0, np.int64)
    if old != new and both:
        changed = np.flatnonzero(reader.marks(old, both) != reader.marks(new, both)).astype(np.int64)
    added = np.arange(both, after, dtype=np.int64)
    return changed, added, np.arange(both, before, dtype=np.int64)


def backups_that_changed(
    repository: Repository,
    backups: Sequence[Backup],
    wanted: Callable[[str], NDArray[np.int64] | None],
    job: Job,
) -> list[str]:
    """The backups, oldest first, that hold a version of its own of any wanted block.

    `wanted` gives the blocks of a relation, ascending, or None. Reads the maps of regions that changed.
    """
    reader = MarkReader(repository)
    found: set[int] = set()
    for _, records in side_by_side(repository, backups, job):
        relation = next((one.relation for one in records if one is not None), None)
        blocks = wanted(relation) if relation is not None else None
        if blocks is None:
            continue
        for history in regions_of(records):
            job.check()
            inside = blocks[(blocks >= history.first) & (blocks < history.first + REGION_BLOCKS)]
            found |= _changing(history, (inside - history.first).astype(np.int64), reader)
    return [backups[number].id for number in sorted(found)]


def _changing(history: RegionHistory, blocks: NDArray[np.int64], reader: MarkReader) -> set[int]:
    """The numbers of the backups in which any of these blocks of a region is not what it was in the one before."""
    found: set[int] = set()
    if not len(blocks):
        return found
    before = np.zeros(len(blocks), np.uint64)
    existed = np.zeros(len(blocks), bool)
    last: tuple[object, int] | None = None
    for number, (layers, length) in enumerate(zip(history.layers, history.blocks, strict=True)):
        if layers is None or (layers, length) == last:
            continue
        last = (layers, length)
        exists = blocks < length
        marks = np.zeros(len(blocks), np.uint64)
        marks[exists] = reader.marks(layers, length)[blocks[exists]]
        if (exists & (~existed | (marks != before))).any():
            found.add(number)
        before, existed = marks, exists
    return found
