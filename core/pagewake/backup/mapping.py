"""From what was stored to what is remembered: the file table of one backup, region by region.

A full backup lays new layers under every region. An incremental takes the parent's layers and pushes one
layer with what it read on top; regions it did not touch cost nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from pagewake.backup.reading import Selection, StoredPages, blocks_to_read
from pagewake.blocks import ChangeSet
from pagewake.engines.base import ExtraFile, SourceFile
from pagewake.repository.bad_pages import BadRanges, bad_blocks
from pagewake.repository.file_table import FileRecord, FileTable, write_file_table
from pagewake.repository.layers import (
    REGION_BLOCKS,
    ZERO,
    Layer,
    ids_array,
    layer_from_blocks,
    layer_of_chunk,
)
from pagewake.repository.maps import LayerRef, Load, Save, lay_chunk, push_layer

EXTRA_PAGE = 4096
"""Block size of files that have no pages of their own."""


@dataclass(frozen=True)
class FilePlan:
    """What to do with one file: `blocks` to read (None: all), laid on the parent's map of it (None: on
    nothing).
    """

    file: SourceFile
    blocks: Selection | None
    parent: FileRecord | None

    @property
    def bytes_to_read(self) -> int:
        """Size of the blocks to read."""
        count = self.file.blocks if self.blocks is None else self.blocks.count(self.file)
        return self.file.page_size * count


def plan_files(
    files: Sequence[SourceFile],
    parent: FileTable | None,
    changes: ChangeSet,
    bad: BadRanges = MappingProxyType({}),
) -> list[FilePlan]:
    """Decide file by file. Whatever the parent cannot answer for is read whole; its bad pages again."""
    return [_plan_file(file, parent, changes, bad.get(file.path, ())) for file in files]


def _plan_file(
    file: SourceFile, parent: FileTable | None, changes: ChangeSet, bad: Sequence[tuple[int, int]]
) -> FilePlan:
    tracked = file.relation is not None and not file.whole
    record = parent.get(file.path) if parent is not None and tracked else None
    directory = file.path.rpartition("/")[0]
    same_file = record is not None and (record.relation, record.first_block, record.page_size) == (
        file.relation,
        file.first_block,
        file.page_size,
    )
    if record is None or not same_file or directory in changes.whole_directories:
        return FilePlan(file, None, None)
    # Of a partial last block the parent knows only a part.
    whole_blocks = record.size // record.page_size
    blocks = blocks_to_read(file, changes.relations.get(file.relation or ""), whole_blocks)
    return FilePlan(file, blocks.also(bad_blocks(bad, file.blocks)) if bad else blocks, record)


class TableBuilder:
    """The file table of the backup being made; `load` and `save` reach chunks of metadata."""

    def __init__(self, plans: Sequence[FilePlan], *, load: Load, save: Save, save_pages: Save) -> None:
        self._load = load
        self._save = save
        self._save_pages = save_pages
        self._regions = {plan.file.path: _regions(plan) for plan in plans}
        self._files = [plan.file for plan in plans]
        self._whole = {plan.file.path for plan in plans if plan.blocks is None}
        self._ends: dict[str, int] = {}
        self._extra: list[FileRecord] = []

    def lay_on(self, file: SourceFile, region: int, results: Sequence[StoredPages]) -> None:
        """Push what was read of one region on the file's map."""
        if file.path in self._whole:
            self._note_end(file, results)
        regions = self._regions[file.path]
        if not regions[region] and (one := _one_chunk(region, results)) is not None:
            regions[region] = lay_chunk(*one, self._save)  # as of nearly every file in a full backup
        else:
            layer = _region_layer(region, results)
            regions[region] = push_layer(regions[region], layer, self._load, self._save)

    def _note_end(self, file: SourceFile, results: Sequence[StoredPages]) -> None:
        """Remember where a file ended that was shorter, or gone, when it was read than when it was listed.

        A relation keeps its listed length: the log says what became of the blocks. For other files zeros that
        never were in them are damage.
        """
        for result in results:
            begin = int(result.task.runs[0, 0]) * file.page_size
            wanted = min(file.size - begin, result.task.count * file.page_size)
            if result.bytes_read < wanted and (file.relation is None or begin + result.bytes_read == 0):
                end = begin + result.bytes_read
                self._ends[file.path] = min(end, self._ends.get(file.path, end))

    def add_content(self, extra: ExtraFile) -> None:
        """Add a small file that exists only in memory."""
        blocks = -(-len(extra.content) // EXTRA_PAGE)
        regions: list[tuple[LayerRef, ...]] = []
        if blocks:
            padded = extra.content.ljust(blocks * EXTRA_PAGE, b"\0")
            numbers = np.arange(blocks, dtype=np.int64)
            chunk = np.zeros(blocks, np.int32)
            layer = layer_from_blocks(ids_array([self._save_pages(padded)]), numbers, chunk, numbers)
            regions.append(push_layer((), layer, self._load, self._save))
        self._extra.append(
            FileRecord(extra.path, len(extra.content), EXTRA_PAGE, extra.mode, None, 0, regions)
        )

    def leave_out(self, paths: Iterable[str]) -> None:
        """Forget files that turned out not to belong to the backup."""
        self._ends.update(dict.fromkeys(paths, 0))

    @property
    def records(self) -> list[FileRecord]:
        """All rows of the table."""
        listed = [self._record(file) for file in self._files if self._ends.get(file.path) != 0]
        return listed + self._extra

    def _record(self, file: SourceFile) -> FileRecord:
        size = self._ends.get(file.path, file.size)
        regions = self._regions[file.path][: -(-size // (file.page_size * REGION_BLOCKS))]
        return FileRecord(
            file.path, size, file.page_size, file.mode, file.relation, file.first_block, regions
        )

    def write(self) -> list[bytes]:
        """Store the table and return the ids of its pieces."""
        return write_file_table(self.records, self._save)


def _regions(plan: FilePlan) -> list[tuple[LayerRef, ...]]:
    """Where a file's map begins: the parent's, cut or extended with zeros to the file's length now."""
    regions: list[tuple[LayerRef, ...]] = [() for _ in range(-(-plan.file.blocks // REGION_BLOCKS))]
    for number, layers in enumerate(plan.parent.regions[: len(regions)] if plan.parent else ()):
        regions[number] = tuple(layers)
    return regions


def _region_layer(region: int, results: Sequence[StoredPages]) -> Layer:
    """What one backup read of one region, as a layer."""
    if (one := _one_chunk(region, results)) is not None:
        return layer_of_chunk(*one)
    ids: list[bytes] = []
    blocks, chunk, page = [], [], []
    for result in results:
        blocks += [result.blocks, result.zeros]
        chunk += [result.chunk_of + len(ids), np.full(len(result.zeros), ZERO, np.int32)]
        page += [result.index, np.zeros(len(result.zeros), np.int32)]
        ids += result.chunks
    all_blocks = np.concatenate(blocks)
    order = np.argsort(all_blocks, kind="stable")
    return layer_from_blocks(
        ids_array(ids),
        all_blocks[order] - region * REGION_BLOCKS,
        np.concatenate(chunk)[order],
        np.concatenate(page)[order],
    )


def _one_chunk(region: int, results: Sequence[StoredPages]) -> tuple[bytes, int, int] | None:
    """Chunk, first block in the region and number of blocks, where one chunk is all that there is, in one piece."""
    first, blocks = results[0], results[0].blocks
    if len(results) > 1 or len(first.chunks) != 1 or len(first.zeros):
        return None
    start = int(blocks[0])
    if int(blocks[-1]) - start + 1 != len(blocks):
        return None
    return first.chunks[0], start - region * REGION_BLOCKS, len(blocks)
