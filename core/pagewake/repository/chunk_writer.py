"""Adding chunks: hash, deduplicate, seal, append to a pack.

Chunks of pages and chunks of metadata (block maps, file tables) go to packs of their own, so that reading a
backup's map touches few objects. A chunk that a worker has begun to store counts as stored for all others;
should storing it fail, so does `finish`, and with it the backup.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from pagewake.errors import BackupError
from pagewake.jobs import Aside
from pagewake.repository.index import ChunkIndex
from pagewake.repository.index_objects import write_index
from pagewake.repository.packs import PackWriter
from pagewake.repository.sealing import MAX_CHUNK_BYTES, Sealer
from pagewake.stores.base import Buffer, Store

CLOSING_PACKS = 2
"""So many packs may be made durable aside while others are filled; then whoever fills one closes it himself."""
INDEX_PACKS = 64
"""An index object is written for every so many packs, so that a crash leaves few footers to read."""


@dataclass
class WriterStats:
    """What was added: numbers of chunks, their bytes before sealing, and all bytes put into the store."""

    chunks_new: int = 0
    chunks_reused: int = 0
    raw_new: int = 0
    raw_reused: int = 0
    stored_bytes: int = 0
    packs: int = 0


class _OpenPack:
    """A pack being filled; `reserved` chunks are being sealed for it, and it is closed when none is left."""

    def __init__(self, writer: PackWriter) -> None:
        self.writer = writer
        self.lock = threading.Lock()
        self.reserved = 0
        self.closing = False


class ChunkWriter:
    """Adds chunks to a repository for one owner (a backup's id). `add` may be called from several threads at
    once.

    Nothing added can be counted on before `finish` returns. What a writer that was aborted, or whose process
    died, had already made durable is found and reused by the next one.
    """

    def __init__(
        self, store: Store, sealer: Sealer, index: ChunkIndex, owner: str, *, index_packs: int = INDEX_PACKS
    ) -> None:
        self._store = store
        self._sealer = sealer
        self._index = index
        self._owner = owner
        self._index_packs = index_packs
        self._lock = threading.Lock()
        self._open: dict[bool, _OpenPack] = {}
        self._all_open: list[_OpenPack] = []
        self._in_flight: set[bytes] = set()
        self._unindexed = index.take_unindexed()
        self._failure: BaseException | None = None
        self._unheard: BaseException | None = None
        self._finished = False
        self._aside = Aside("packs")
        self.stats = WriterStats()

    def add(self, raw: Buffer) -> bytes:
        """Keep a chunk of pages and return its id. `raw` may be reused by the caller afterwards.

        Raises StoreError; after an error the writer is of no more use.
        """
        return self._add((raw,), metadata=False)[0]

    def add_all(self, raws: Sequence[Buffer]) -> list[bytes]:
        """Keep some chunks of pages, in fewer steps than one after the other, and return their ids."""
        return self._add(raws, metadata=False)

    def add_metadata(self, raw: Buffer) -> bytes:
        """Keep a chunk of metadata and return its id."""
        return self._add((raw,), metadata=True)[0]

    def finish(self) -> WriterStats:
        """Make everything durable and indexed. No `add` may be running. Raises StoreError, BackupError."""
        with self._lock:
            self._check()
            packs, self._open = list(self._open.values()), {}
            self._finished = True
        try:
            for pack in packs[1:]:
                self._aside.begin(partial(self._close, pack))
            for pack in packs[:1]:
                self._close(pack)
            self._aside.wait()
            self._raise_unheard()
            self._write_index(0)
        except BaseException as error:
            self._fail(error)
            raise
        finally:
            self._aside.close()
        return self.stats

    def abort(self) -> None:
        """Give up: discard packs that are not complete; no `add` may be running. Nothing after `finish`."""
        with self._lock:
            self._finished = True
        self._aside.close()
        with self._lock:
            packs, self._all_open, self._open = self._all_open, [], {}
        for pack in packs:
            pack.writer.abort()

    def _add(self, raws: Sequence[Buffer], *, metadata: bool) -> list[bytes]:
        sizes = [memoryview(raw).nbytes for raw in raws]
        if max(sizes, default=0) > MAX_CHUNK_BYTES:
            raise ValueError(f"a chunk of {max(sizes)} bytes is larger than {MAX_CHUNK_BYTES}")
        ids = [self._sealer.chunk_id(raw) for raw in raws]
        fresh = self._claim(ids, sizes)
        if not fresh:
            return ids
        try:
            pack = self._reserve(metadata)
            new = [ids[number] for number in fresh]
            sealed, lengths = self._sealer.seal_chunks(
                pack.writer.name, new, [raws[number] for number in fresh]
            )
            self._append(pack, new, sealed, lengths, [sizes[number] for number in fresh])
        except BaseException as error:
            self._fail(error)
            raise
        return ids

    def _claim(self, ids: Sequence[bytes], sizes: Sequence[int]) -> list[int]:
        """Which of these chunks are for this thread to store; counts them all."""
        with self._lock:
            self._check()
            fresh = []
            for number, id in enumerate(ids):
                if id in self._in_flight or self._index.holds(id):
                    self.stats.chunks_reused += 1
                    self.stats.raw_reused += sizes[number]
                else:
                    self._in_flight.add(id)
                    self.stats.chunks_new += 1
                    self.stats.raw_new += sizes[number]
                    fresh.append(number)
            return fresh

    def _reserve(self, metadata: bool) -> _OpenPack:
        """The pack that the next chunks go to. Its name goes into a chunk's seal, hence before sealing."""
        with self._lock:
            self._check()
            pack = self._open.get(metadata)
            if pack is None:
                pack = _OpenPack(PackWriter(self._store, self._sealer, os.urandom(16).hex(), self._owner))
                self._open[metadata] = pack
                self._all_open.append(pack)
            pack.reserved += 1
            return pack

    def _append(
        self,
        pack: _OpenPack,
        ids: Sequence[bytes],
        sealed: Buffer,
        lengths: Sequence[int],
        raw_lengths: Sequence[int],
    ) -> None:
        with pack.lock:
            pack.writer.append_all(ids, sealed, lengths, raw_lengths)
            full = pack.writer.full
        with self._lock:
            if full and not pack.closing:
                pack.closing = True
                self._open = {kind: other for kind, other in self._open.items() if other is not pack}
            pack.reserved -= 1
            last = pack.closing and not pack.reserved
            aside = last and len(self._aside) < CLOSING_PACKS
            if aside:
                self._aside.begin(partial(self._close_aside, pack))
        if last and not aside:
            self._close_full(pack)

    def _close_full(self, pack: _OpenPack) -> None:
        self._close(pack)
        self._write_index(self._index_packs)

    def _close_aside(self, pack: _OpenPack) -> None:
        """Commit a pack while others are filled. What fails here is raised by the next call of the writer."""
        if self._failure is not None:
            return
        try:
            self._close_full(pack)
        except BaseException as error:  # noqa: BLE001  # raised by whoever comes next
            with self._lock:
                self._failure = self._unheard = self._failure or error

    def _close(self, pack: _OpenPack) -> None:
        """Commit a pack and make its chunks known, in an order that never loses sight of one."""
        contents = pack.writer.finish()
        self._index.add_pack(contents)
        with self._lock:
            self._all_open.remove(pack)
            self._in_flight.difference_update(row.tobytes() for row in contents.ids)
            self._unindexed.append(contents)
            self.stats.packs += 1
            self.stats.stored_bytes += contents.size

    def _write_index(self, more_than: int) -> None:
        """Write an index object when at least that many packs (and one) wait for theirs."""
        with self._lock:
            if len(self._unindexed) < max(1, more_than):
                return
            packs, self._unindexed = self._unindexed, []
        _, size = write_index(self._store, self._sealer, packs)
        with self._lock:
            self.stats.stored_bytes += size

    def _fail(self, error: BaseException) -> None:
        with self._lock:
            self._failure = self._failure or error

    def _check(self) -> None:
        self._raise_unheard()
        if self._failure is not None:
            raise BackupError(f"an earlier chunk could not be stored: {self._failure}") from self._failure
        if self._finished:
            raise BackupError("chunks were added after the end of a backup")

    def _raise_unheard(self) -> None:
        """Raise, once, what failed beside those who add chunks."""
        error, self._unheard = self._unheard, None
        if error is not None:
            raise error
