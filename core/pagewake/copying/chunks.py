"""Bringing chunks from one repository into another: each read once, compared with its hash, and sealed anew.

The reader opens a chunk and compares it with its id; the writer hashes what it was given and gives the id of there.
Where both call equal content the same, the two must agree, so nothing is stored that is not what was read. Several
threads work, each on a run of chunks as they lie in the packs; what is in flight is bounded, whatever is copied.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from pagewake.copying.arrival import Arrival
from pagewake.copying.naming import Pairs, joined
from pagewake.errors import ObjectCorrupt, PagewakeError
from pagewake.jobs import Job, WorkerPool
from pagewake.repository.chunk_reader import ChunkReader
from pagewake.repository.chunk_writer import ChunkWriter
from pagewake.repository.layers import Ids, ids_array
from pagewake.repository.repository import Repository

RUN_BYTES: Final = 8 << 20
"""One thread takes chunks that open to about so much at a time."""
RUN_CHUNKS: Final = 1024
TOGETHER_BYTES: Final = 1 << 20
"""Chunks are handed to the writer together up to this size."""


class ChunkMover:
    """Copies chunks for one backup. `damaged` are those that could not be read, by id, and why."""

    def __init__(
        self,
        origin: Repository,
        writer: ChunkWriter,
        arrival: Arrival,
        job: Job,
        *,
        same_ids: bool,
        workers: int,
    ) -> None:
        self._index = origin.index
        self._reader: ChunkReader = origin.chunk_reader()
        self._writer = writer
        self._arrival = arrival
        self._job = job
        self._same_ids = same_ids
        self._workers = workers
        self._lock = threading.Lock()
        self.damaged: dict[bytes, PagewakeError] = {}
        self.chunks = 0
        self.bytes_read = 0

    def move(self, ids: Ids) -> Pairs:
        """Copy chunks, each of which is named once, and return what they are called there.

        Those that are damaged are left out, and noted. Raises Cancelled, and what either store raises.
        """
        pool = WorkerPool(self._workers, name="copy")
        runs = list(self._runs(ids))
        if len(runs) == 1:
            return joined([self._move_run(runs[0])])
        return joined(list(pool.map_ordered(self._move_run, runs, self._job)))

    def _runs(self, ids: Ids) -> Iterator[tuple[Ids, int]]:
        """Chunks in the order in which they lie, cut into what one thread takes; and the bytes that they take."""
        found = self._index.lookup(ids)
        order = np.lexsort((found.offset, found.pack))
        ids, stored = ids[order], found.stored[order].astype(np.int64)
        ends = np.cumsum(found.raw[order], dtype=np.int64)
        low = 0
        while low < len(ids):
            before = int(ends[low - 1]) if low else 0
            high = int(np.searchsorted(ends, before + RUN_BYTES, "right"))
            high = min(max(low + 1, high), low + RUN_CHUNKS)
            yield ids[low:high], int(stored[low:high].sum())
            low = high

    def _move_run(self, run: tuple[Ids, int]) -> tuple[Ids, Ids]:
        ids, stored = run
        here: list[bytes] = []
        there: list[bytes] = []
        waiting: list[tuple[bytes, bytes]] = []
        size = 0
        chunks = [row.tobytes() for row in ids]
        for chunk in self._reader.read_many(chunks, self._job, on_error=self._note, alone=True):
            self._job.check()
            waiting.append(chunk)
            size += len(chunk[1])
            if size >= TOGETHER_BYTES:
                self._store(waiting, here, there)
                waiting, size = [], 0
        self._store(waiting, here, there)
        with self._lock:
            self.chunks += len(here)
            self.bytes_read += stored
        self._job.advance(stored)
        return ids_array(here), ids_array(there)

    def _store(self, chunks: Sequence[tuple[bytes, bytes]], here: list[bytes], there: list[bytes]) -> None:
        raws = [raw for _, raw in chunks]
        new = self._writer.add_all(raws)
        if not self._arrival.holds(new):
            new = self._writer.add_all(raws)  # what it called there is damaged: now it knows
        if self._same_ids:
            for (id_, _), got in zip(chunks, new, strict=True):
                if id_ != got:
                    raise ObjectCorrupt(
                        "a chunk changed between being read and being stored",
                        object_name=f"chunk {id_.hex()[:16]}",
                        meaning="The backup was not copied.",
                        advice="Check this machine's memory, then run the copy again.",
                    )
        here += [id_ for id_, _ in chunks]
        there += new

    def _note(self, chunk: bytes, error: PagewakeError) -> None:
        with self._lock:
            self.damaged[chunk] = error
