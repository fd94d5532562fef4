"""From blocks of a live database to chunks in the repository: one pass over the bytes, in big buffers.

A task is a few hundred blocks of one region of one file. A worker reads them, has the engine check every
page, drops zero pages, gathers the rest into chunks and hands those to the chunk writer, which hashes,
deduplicates, compresses and stores them. No Python runs once per page: each step is one call over the whole
buffer.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from pagewake import kernels
from pagewake.blocks import RelationChanges, runs_of
from pagewake.engines.base import BackupSession, BlockReader, FilesSession, Runs, SourceFile
from pagewake.jobs import Job
from pagewake.repository.layers import REGION_BLOCKS

CHUNKS_PER_TASK = 4
TASKS_PER_BATCH = 256
"""So many tasks of small files go to a worker at once: handing a task over costs as much as reading such a file."""
LARGE_TASKS_PER_BATCH = 4
"""A batch reads no more bytes than this many large tasks."""

Blocks = NDArray[np.int64]
_NONE: Blocks = np.empty(0, np.int64)
_NONE.flags.writeable = False


class ChunkSink(Protocol):
    """Where chunks go: the repository's chunk writer."""

    def add_all(self, raws: Sequence[memoryview]) -> list[bytes]:
        """Keep some chunks and return their ids."""


@dataclass(frozen=True)
class ReadTask:
    """Runs of blocks to read, all in one region of one file. `aligned` cuts chunks at fixed block numbers."""

    file: SourceFile
    region: int
    runs: Runs
    aligned: bool

    @cached_property
    def count(self) -> int:
        """How many blocks that is."""
        return int(self.runs[0, 1]) if len(self.runs) == 1 else int(self.runs[:, 1].sum())

    @property
    def is_whole_relation(self) -> bool:
        """Whether it reads all of a file of which the log speaks."""
        return self.aligned and self.file.relation is not None and self.count == self.file.blocks


@dataclass(frozen=True)
class StoredPages:
    """What became of one task: `blocks` (ascending) lie in `chunks`, page i in chunk `chunk_of[i]` at
    `index[i]`.

    `zeros` were read as zero pages or lay past the end of a file that shrank. `bad` are blocks that failed
    their own check, with a word for each why.
    """

    task: ReadTask
    blocks: Blocks
    chunk_of: NDArray[np.int32]
    index: NDArray[np.int32]
    chunks: tuple[bytes, ...]
    zeros: Blocks
    pages_read: int
    bytes_read: int
    bad: tuple[tuple[int, str], ...] = field(default=())


@dataclass(frozen=True)
class Selection:
    """Some blocks of one file: the `named` ones (ascending), and all from `fresh_from` on (past them).

    What grew is not listed block by block: it may be most of a terabyte. `healing` are (first block, count) of chunks
    to be cut as a full backup cuts them (see `healing`); they are below `fresh_from`, and not named.
    """

    named: Blocks
    fresh_from: int
    healing: tuple[tuple[int, int], ...] = ()

    def count(self, file: SourceFile) -> int:
        """How many blocks of `file` that is."""
        return len(self.named) + file.blocks - self.fresh_from + sum(count for _, count in self.healing)

    def also(self, blocks: Blocks) -> Selection:
        """These, and some others (ascending)."""
        others = blocks[blocks < self.fresh_from]
        return replace(self, named=np.union1d(self.named, others)) if len(others) else self

    def within(self, first: int, end: int) -> Blocks:
        """Those from `first` up to, but without, `end`; ascending."""
        low, high = np.searchsorted(self.named, (first, end))
        return np.concatenate([self.named[low:high], np.arange(max(first, self.fresh_from), end)])


def blocks_to_read(file: SourceFile, changes: RelationChanges | None, parent_blocks: int) -> Selection:
    """The blocks of a paged file that an incremental must read, given the parent's length of it.

    Those that the log names, those past the shortest length that the relation had, and those past the
    parent's end: about the last two the parent's map says nothing that may be used.
    """
    fresh_from = parent_blocks
    if changes is None:
        return Selection(_NONE, min(fresh_from, file.blocks))
    named: Blocks = changes.blocks.astype(np.int64) - file.first_block
    if changes.limit is not None:
        fresh_from = min(fresh_from, max(0, changes.limit - file.first_block))
    fresh_from = min(fresh_from, file.blocks)
    return Selection(named[(named >= 0) & (named < fresh_from)], fresh_from)


def tasks_of(file: SourceFile, blocks: Selection | None, chunk_bytes: int) -> Iterator[ReadTask]:
    """The tasks that read some blocks of a file, or all of it."""
    step = CHUNKS_PER_TASK * chunk_blocks(file.page_size, chunk_bytes)
    return _tasks_for_all(file, step) if blocks is None else _tasks_for_blocks(file, blocks, step)


def _tasks_for_all(file: SourceFile, step: int) -> Iterator[ReadTask]:
    """Tasks that read a whole file, cut where chunks are cut in every other backup too."""
    for region in range(-(-file.blocks // REGION_BLOCKS)):
        first, end = region * REGION_BLOCKS, min((region + 1) * REGION_BLOCKS, file.blocks)
        for at in range(first, end, step):
            yield ReadTask(file, region, np.array([[at, min(step, end - at)]], np.int64), aligned=True)


def _tasks_for_blocks(file: SourceFile, blocks: Selection, step: int) -> Iterator[ReadTask]:
    """Tasks that read the given blocks of a file."""
    if not blocks.count(file):
        return
    for region in range(-(-file.blocks // REGION_BLOCKS)):
        first = region * REGION_BLOCKS
        inside = blocks.within(first, min(first + REGION_BLOCKS, file.blocks))
        for at in range(0, len(inside), step):
            yield ReadTask(file, region, runs_of(inside[at : at + step]), aligned=False)
        for at, count in blocks.healing:
            if at // REGION_BLOCKS == region:
                yield ReadTask(file, region, np.array([[at, count]], np.int64), aligned=True)


def batches_of(tasks: Iterable[ReadTask], chunk_bytes: int) -> Iterator[list[ReadTask]]:
    """Group tasks, in their order, up to about what a few large tasks read."""
    most = LARGE_TASKS_PER_BATCH * CHUNKS_PER_TASK * chunk_bytes
    batch: list[ReadTask] = []
    size = 0
    for task in tasks:
        bytes_ = task.count * task.file.page_size
        if batch and (size + bytes_ > most or len(batch) >= TASKS_PER_BATCH):
            yield batch
            batch, size = [], 0
        batch.append(task)
        size += bytes_
    if batch:
        yield batch


def groups_of(tasks: Iterable[ReadTask], chunk_bytes: int) -> Iterator[list[ReadTask]]:
    """Put tasks together, in their order, that read whole relations of at most a chunk; others stay alone."""
    group: list[ReadTask] = []
    room = 0
    for task in tasks:
        bytes_ = task.count * task.file.page_size
        small = task.is_whole_relation and bytes_ <= chunk_bytes
        if group and (not small or bytes_ > room or task.file.page_size != group[0].file.page_size):
            yield group
            group = []
        if small:
            room = (room if group else CHUNKS_PER_TASK * chunk_bytes) - bytes_
            group.append(task)
        else:
            yield [task]
    if group:
        yield group


def chunk_blocks(page_size: int, chunk_bytes: int) -> int:
    """Pages in a full chunk."""
    return max(1, chunk_bytes // page_size)


class PageStorer:
    """Carries out read tasks for one backup; `store` may be called from several threads at once."""

    def __init__(self, session: BackupSession, sink: ChunkSink, job: Job, chunk_bytes: int) -> None:
        self._chunk_bytes = chunk_bytes
        self._session = session
        self._sink = sink
        self._job = job
        self._local = threading.local()
        self._readers: list[BlockReader] = []
        self._lock = threading.Lock()

    def store_all(self, tasks: Sequence[ReadTask]) -> list[StoredPages]:
        """Carry out some tasks, in their order. Raises Cancelled between two."""
        stored: list[StoredPages] = []
        for group in groups_of(tasks, self._chunk_bytes):
            self._job.check()
            stored += self._store_files(group) if len(group) > 1 else [self.store(group[0])]
        return stored

    def store(self, task: ReadTask) -> StoredPages:
        """Read one task's blocks and put them into the repository."""
        file, page_size = task.file, task.file.page_size
        self._job.at(file.path)
        blocks = expand(task.runs)
        buffer = self._buffer(len(blocks) * page_size)
        got = self._reader().read(file, task.runs, buffer)
        whole = -(-got // page_size)
        buffer[got : whole * page_size] = bytes(whole * page_size - got)
        pages, read = buffer[: whole * page_size], blocks[:whole]
        bad = self._bad_pages(file, read, pages)
        zero = kernels.zero_pages(pages, page_size)
        any_zero = np.count_nonzero(zero) > 0
        kept = np.flatnonzero(~zero) if any_zero else None
        chunks, chunk_of, index = self._store_chunks(pages, read, kept, task)
        self._job.advance(len(blocks) * page_size)
        return StoredPages(
            task=task,
            blocks=read if kept is None else read[kept],
            chunk_of=chunk_of,
            index=index,
            chunks=chunks,
            zeros=np.concatenate([read[zero], blocks[whole:]]) if any_zero else blocks[whole:],
            pages_read=whole,
            bytes_read=got,
            bad=bad,
        )

    def _store_files(self, tasks: Sequence[ReadTask]) -> list[StoredPages]:
        """Read several small relations in one call; those that are not as they should be, one by one."""
        if not isinstance(self._session, FilesSession):
            return [self.store(task) for task in tasks]
        files, page_size = [task.file for task in tasks], tasks[0].file.page_size
        ends = np.cumsum([file.blocks for file in files])
        starts = ends - [file.blocks for file in files]
        buffer = self._buffer(int(ends[-1]) * page_size)
        fine = self._session.read_files(self._reader(), files, buffer)
        fine &= ~np.logical_or.reduceat(kernels.zero_pages(buffer, page_size), starts)
        good = np.flatnonzero(fine).tolist()
        bounds = [(int(starts[at]) * page_size, int(ends[at]) * page_size) for at in good]
        ids = self._sink.add_all([buffer[begin:end] for begin, end in bounds])
        self._job.advance(sum(end - begin for begin, end in bounds))
        stored = {at: _whole(tasks[at], id) for at, id in zip(good, ids, strict=True)}
        # The buffer is free again: what follows reads into it.
        return [stored[at] if at in stored else self.store(task) for at, task in enumerate(tasks)]

    def close(self) -> None:
        """Release the readers of all threads."""
        for reader in self._readers:
            reader.close()

    def _bad_pages(self, file: SourceFile, blocks: Blocks, pages: memoryview) -> tuple[tuple[int, str], ...]:
        """Check pages; those that fail are read once more, in place, since a reader can meet a write half-
        way.
        """
        if file.relation is None or not len(blocks):
            return ()
        suspects = self._session.check(file, blocks, pages).bad
        bad: list[tuple[int, str]] = []
        for at in suspects.tolist():
            block = blocks[at : at + 1]
            page = pages[at * file.page_size : (at + 1) * file.page_size]
            got = self._reader().read(file, runs_of(block), page)
            page[got:] = bytes(len(page) - got)  # the file was cut in between: what is past its end is zeros
            bad += [(int(block[0]), reason) for reason in self._session.check(file, block, page).reasons]
        return tuple(bad)

    def _store_chunks(
        self, pages: memoryview, blocks: Blocks, kept: NDArray[np.int64] | None, task: ReadTask
    ) -> tuple[tuple[bytes, ...], NDArray[np.int32], NDArray[np.int32]]:
        """Store the pages of `blocks`, or those with the indexes `kept` among them: ids, chunk and index of each."""
        page_size, most = task.file.page_size, chunk_blocks(task.file.page_size, self._chunk_bytes)
        if kept is None and len(task.runs) == 1 and len(blocks):
            cut = _cut(int(blocks[0]) % most if task.aligned else 0, len(blocks), most)
            chunks = [pages[begin * page_size : end * page_size] for begin, end in cut.bounds]
            return tuple(self._sink.add_all(chunks)), cut.chunk_of, cut.index_of
        kept = np.arange(len(blocks)) if kept is None else kept
        if task.aligned:
            cuts = np.flatnonzero(np.diff(blocks[kept] // most)) + 1
        else:
            cuts = np.arange(most, len(kept), most)
        bounds = [0, *cuts.tolist(), len(kept)] if len(kept) else [0]
        chunks = [self._contiguous(pages, kept, *bound, page_size) for bound in pairwise(bounds)]
        cut = _cut_at(bounds)
        return tuple(self._sink.add_all(chunks)), cut.chunk_of, cut.index_of

    def _contiguous(
        self, pages: memoryview, kept: NDArray[np.int64], begin: int, end: int, page_size: int
    ) -> memoryview:
        """The kept pages from `begin` to `end`, in one piece: as they lie, or gathered in a place of their own."""
        first, last = int(kept[begin]), int(kept[end - 1])
        if last - first + 1 == end - begin:
            return pages[first * page_size : (last + 1) * page_size]
        scratch = self._scratch(len(kept) * page_size)[begin * page_size : end * page_size]
        kernels.gather_pages(pages, kept[begin:end], page_size, scratch)
        return scratch

    def _reader(self) -> BlockReader:
        reader: BlockReader | None = getattr(self._local, "reader", None)
        if reader is None:
            reader = self._local.reader = self._session.reader()
            with self._lock:
                self._readers.append(reader)
        return reader

    def _buffer(self, size: int) -> memoryview:
        return self._thread_buffer("buffer", size)

    def _scratch(self, size: int) -> memoryview:
        return self._thread_buffer("scratch", size)

    def _thread_buffer(self, name: str, size: int) -> memoryview:
        buffer: bytearray | None = getattr(self._local, name, None)
        if buffer is None or len(buffer) < size:
            buffer = bytearray(max(size, CHUNKS_PER_TASK * self._chunk_bytes))
            setattr(self._local, name, buffer)
        return memoryview(buffer)[:size]


def _whole(task: ReadTask, id: bytes) -> StoredPages:
    """What became of a file that is one chunk, without a zero page and without a bad one."""
    cut, size = _cut(0, task.count, task.count), task.count * task.file.page_size
    numbers = np.arange(task.count, dtype=np.int64)
    return StoredPages(task, numbers, cut.chunk_of, cut.index_of, (id,), _NONE, task.count, size)


def expand(runs: Runs) -> Blocks:
    """The block numbers of runs, one after the other."""
    if len(runs) == 1:
        return np.arange(runs[0, 0], runs[0, 0] + runs[0, 1], dtype=np.int64)
    counts = runs[:, 1]
    starts = np.repeat(runs[:, 0] - np.concatenate([[0], np.cumsum(counts)[:-1]]), counts)
    return (starts + np.arange(counts.sum())).astype(np.int64)


class _Cut(NamedTuple):
    """How pages are cut into chunks: where each begins and ends, and for each page its chunk and its index there."""

    bounds: tuple[tuple[int, int], ...]
    chunk_of: NDArray[np.int32]
    index_of: NDArray[np.int32]


@lru_cache(maxsize=64)
def _cut(offset: int, count: int, most: int) -> _Cut:
    """The cut of `count` blocks into chunks of at most `most`, the first of which is short by `offset`.

    Nearly all tasks of a backup are cut alike.
    """
    return _cut_at([0, *range(most - offset, count, most), count])


def _cut_at(bounds: Sequence[int]) -> _Cut:
    starts, count = np.array(bounds[:-1], np.int64), bounds[-1]
    sizes: NDArray[np.int64] = np.array(bounds[1:], np.int64) - starts
    chunk_of = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)
    index = (np.arange(count) - np.repeat(starts, sizes)).astype(np.int32)
    chunk_of.flags.writeable = index.flags.writeable = False
    return _Cut(tuple(pairwise(bounds)), chunk_of, index)


def by_region(results: Iterable[StoredPages]) -> Iterator[tuple[SourceFile, int, list[StoredPages]]]:
    """Group results, which come in task order, by file and region; at most one region is held."""
    held: list[StoredPages] = []
    for result in results:
        if held and (result.task.file is not held[0].task.file or result.task.region != held[0].task.region):
            yield held[0].task.file, held[0].task.region, held
            held = []
        held.append(result)
    if held:
        yield held[0].task.file, held[0].task.region, held
