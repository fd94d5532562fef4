"""Reading chunks: one at a time, or many in as few and as parallel requests as the store likes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.errors import ObjectCorrupt, ObjectMissing, ObjectUnreadable, PagewakeError
from pagewake.jobs import Job, WorkerPool
from pagewake.repository.index import ChunkIndex, ChunkLocation
from pagewake.repository.layers import ids_array
from pagewake.repository.packs import pack_key
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

RANGE_BYTES = 4 << 20
"""One request neither asks for more than this nor opens to more, unless one chunk alone does."""
IN_FLIGHT_BYTES = 40 << 20
"""What requests that were begun and not yet handed on may hold: stored and opened bytes together."""
_AHEAD = 2

_Result = tuple[bytes, bytes | PagewakeError]

OnError = Callable[[bytes, PagewakeError], None]
"""Told of a chunk, by id, that cannot be given, and why."""


@dataclass(frozen=True, slots=True)
class _Range:
    """One request: chunks of one pack, in the order in which they lie there."""

    pack: str
    chunks: tuple[tuple[bytes, ChunkLocation], ...]


class ChunkReader:
    """Gives chunks back, each compared with its hash. Safe for use from several threads."""

    def __init__(self, store: Store, sealer: Sealer, index: ChunkIndex) -> None:
        self._store = store
        self._sealer = sealer
        self._index = index
        self._workers = max(1, store.properties.parallel_requests)

    def read(self, chunk: bytes) -> bytes:
        """The content of one chunk, from whichever of its copies is sound.

        Raises ObjectMissing or ObjectCorrupt, naming pack and offset; and whatever the store raises when it
        does not answer.
        """
        return self._read_any(chunk, self._index.copies(chunk), None)

    def read_many(
        self, chunks: Sequence[bytes], job: Job, *, on_error: OnError | None = None, alone: bool = False
    ) -> Iterator[tuple[bytes, bytes]]:
        """Yield (id, content) of each of the chunks once, pack by pack.

        `alone`: one request after the other, on the caller's thread, for one of several that work so.
        With `on_error` a chunk that is missing or damaged in all its copies is reported to it and left out;
        without, it raises, as `read` does. Raises Cancelled.
        """
        unique = list(dict.fromkeys(chunks))
        ranges, nowhere = self._plan(unique)
        for chunk in nowhere:
            self._give(chunk, _nowhere(chunk), on_error)
        for results in self._fetched(ranges, job, alone):
            for chunk, result in results:
                if isinstance(result, bytes):
                    yield chunk, result
                else:
                    self._give(chunk, result, on_error)

    def _fetched(self, ranges: Sequence[_Range], job: Job, alone: bool) -> Iterator[Iterable[_Result]]:
        """Carry out requests; a single one without the cost of threads.

        On the caller's thread each chunk is opened when it is taken, so that it is still in the processor's cache
        when its taker looks at it, and the next one can have its memory.
        """
        if len(ranges) > 1 and not alone:
            yield from WorkerPool(self._workers, name="chunks").map_ordered(
                lambda request: list(self._fetch(request)), ranges, job, ahead=_AHEAD
            )
            return
        for request in ranges:
            job.check()
            yield self._fetch(request)

    def _plan(self, chunks: Sequence[bytes]) -> tuple[list[_Range], list[bytes]]:
        """Requests for the chunks, in pack order; and the chunks that are nowhere."""
        found = self._index.lookup(ids_array(chunks))
        nowhere = [chunks[at] for at in np.flatnonzero(found.pack < 0).tolist()]
        order = np.lexsort((found.offset, found.pack))[len(nowhere) :]
        columns = [column[order] for column in (found.pack, found.offset, found.stored, found.raw)]
        cuts = self._cuts(*(column.astype(np.int64) for column in columns))
        numbers, offsets, stored, raw = (column.tolist() for column in columns)
        ids = [chunks[at] for at in order.tolist()]
        ranges = []
        for low, high in zip(cuts, [*cuts, len(ids)][1:], strict=True):
            pack = self._index.pack(numbers[low]).name
            places = [ChunkLocation(pack, offsets[at], stored[at], raw[at]) for at in range(low, high)]
            ranges.append(_Range(pack, tuple(zip(ids[low:high], places, strict=True))))
        return ranges, nowhere

    def _cuts(
        self,
        pack: NDArray[np.int64],
        offset: NDArray[np.int64],
        stored: NDArray[np.int64],
        raw: NDArray[np.int64],
    ) -> list[int]:
        """Where new requests begin, in chunks sorted by pack and offset."""
        most = min(RANGE_BYTES, IN_FLIGHT_BYTES // (2 * (self._workers + _AHEAD)))
        gap = offset[1:] - (offset + stored)[:-1]
        apart = (np.diff(pack) != 0) | (gap > self._store.properties.coalesce_gap)
        begins = np.append(True, apart)[: len(pack)].tolist()
        offsets, ends, raws = offset.tolist(), (offset + stored).tolist(), raw.tolist()
        cuts: list[int] = []
        total = 0
        for at, begin in enumerate(begins):
            if begin or ends[at] - offsets[cuts[-1]] > most or total + raws[at] > most:
                cuts.append(at)
                total = 0
            total += raws[at]
        return cuts

    def _fetch(self, request: _Range) -> Iterator[_Result]:
        """Carry out one request; what is wrong with one chunk is its result."""
        start, last = request.chunks[0][1].offset, request.chunks[-1][1]
        try:
            data = memoryview(
                self._store.read(pack_key(request.pack), start, last.offset + last.stored - start)
            )
        except (ObjectMissing, ObjectUnreadable):  # what of it can be read is read chunk by chunk
            data = memoryview(b"")
        for chunk, place in request.chunks:
            sealed = data[place.offset - start :][: place.stored]
            result: bytes | PagewakeError
            try:
                result = self._open(chunk, place, sealed)
            except ObjectCorrupt as error:
                result = self._other_copy(chunk, place, error if data else None)
            yield chunk, result
            del result  # the taker may have let go of it already

    def _other_copy(
        self, chunk: bytes, bad: ChunkLocation, error: PagewakeError | None
    ) -> bytes | PagewakeError:
        """The chunk from a copy elsewhere, or why there is none; without `error` the bad one is tried too."""
        copies = self._index.copies(chunk)
        if error is not None:
            copies = [place for place in copies if place != bad]
        try:
            return self._read_any(chunk, copies, error)
        except (ObjectCorrupt, ObjectMissing) as last:
            return last

    def _read_any(self, chunk: bytes, copies: Sequence[ChunkLocation], error: PagewakeError | None) -> bytes:
        """The first sound one of some copies; else raises `error`, or what was wrong with the first."""
        for place in copies:
            try:
                sealed = self._store.read(pack_key(place.pack), place.offset, place.stored)
                return self._open(chunk, place, memoryview(sealed))
            except ObjectCorrupt as damage:
                error = error or damage
            except ObjectMissing:
                error = error or ObjectMissing(
                    f"the pack that holds chunk {chunk.hex()[:16]} at offset {place.offset} is not there",
                    object_name=pack_key(place.pack),
                )
        raise error or _nowhere(chunk)

    def _open(self, chunk: bytes, place: ChunkLocation, sealed: memoryview) -> bytes:
        try:
            return self._sealer.open_chunk(place.pack, chunk, place.raw, sealed)
        except ObjectCorrupt as error:
            raise ObjectCorrupt(
                f"offset {place.offset}: {error.what}", object_name=pack_key(place.pack)
            ) from None

    def _give(self, chunk: bytes, error: PagewakeError, on_error: OnError | None) -> None:
        if on_error is None:
            raise error
        on_error(chunk, error)


def _nowhere(chunk: bytes) -> ObjectMissing:
    return ObjectMissing("no pack holds this chunk", object_name=f"chunk {chunk.hex()[:16]}")
