"""Reading one pack from end to end: which of its chunks are sound, and which are not.

Where a pack's footer cannot be read, what the index knows of it is used: then only the footer is lost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pagewake.errors import Cancelled, ObjectCorrupt, ObjectMissing, PagewakeError, StoreUnavailable
from pagewake.jobs import Job
from pagewake.repository.chunk_table import Entries
from pagewake.repository.index import ChunkIndex, PackInfo
from pagewake.repository.packs import check_header, pack_key, read_contents
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

RANGE_BYTES = 4 << 20
"""So much of a pack is read at a time."""


@dataclass(frozen=True)
class PackDamage:
    """Something wrong with one pack: with a `chunk`, or with its frame (None), and then whether chunks can be read."""

    pack: str
    chunk: bytes | None
    error: PagewakeError
    readable: bool = True
    index_only: bool = False
    """Whether the pack is sound and only the index is wrong about it."""


def read_frame(store: Store, sealer: Sealer, pack: PackInfo) -> Entries:
    """What a pack says itself that it holds. Raises ObjectMissing, ObjectCorrupt: footer or header is damaged."""
    contents = read_contents(store, sealer, pack.name, pack.size)
    check_header(store, sealer, contents)
    return Entries(contents.ids, contents.offsets, contents.stored, contents.raw)


def differs(frame: Entries, known: Entries) -> bool:
    """Whether the index says something else of a pack than the pack itself."""
    # The index leaves out surplus copies of ids that begin alike; honest packs have none.
    return not (
        np.array_equal(frame.ids, known.ids)
        and np.array_equal(frame.offsets, known.offsets)
        and np.array_equal(frame.stored, known.stored)
        and np.array_equal(frame.raw, known.raw)
    )


def check_frame(store: Store, sealer: Sealer, index: ChunkIndex, pack: PackInfo) -> Iterator[PackDamage]:
    """What is wrong with the footer and the header of a pack, and whether the index agrees with them."""
    known = index.entries(pack.name)
    try:
        frame = read_frame(store, sealer, pack)
    except (Cancelled, StoreUnavailable):
        raise
    except PagewakeError as error:
        yield PackDamage(
            pack.name, None, error, bool(len(known.ids)) and not isinstance(error, ObjectMissing)
        )
        return
    if differs(frame, known):
        what = "the index says something else of this pack than the pack itself"
        wrong = ObjectCorrupt(what, object_name=pack_key(pack.name))
        yield PackDamage(pack.name, None, wrong, index_only=True)


def check_chunks(store: Store, sealer: Sealer, name: str, entries: Entries, job: Job) -> Iterator[PackDamage]:
    """Read all chunks of a pack and say which are damaged."""
    for chunk, result in read_chunks(store, sealer, name, entries, job):
        if isinstance(result, PagewakeError):
            yield PackDamage(name, chunk, result)


def read_chunks(
    store: Store, sealer: Sealer, name: str, entries: Entries, job: Job
) -> Iterator[tuple[bytes, bytes | PagewakeError]]:
    """Every chunk of a pack by id, in the order in which they lie there: its content, or what is wrong with it.

    Raises Cancelled, StoreUnavailable.
    """
    key = pack_key(name)
    ends = (entries.offsets.astype(np.int64) + entries.stored).tolist()
    offsets, stored, raw = entries.offsets.tolist(), entries.stored.tolist(), entries.raw.tolist()
    low = 0
    while low < len(offsets):
        job.check()
        job.at(name)
        high = low + 1
        while high < len(offsets) and ends[high] - offsets[low] <= RANGE_BYTES:
            high += 1
        data: memoryview | None
        try:
            data = memoryview(store.read(key, offsets[low], ends[high - 1] - offsets[low]))
        except ObjectCorrupt:
            data = None  # the device cannot read some of it: chunk by chunk, then
        except ObjectMissing as error:
            yield from ((row.tobytes(), error) for row in entries.ids[low:])
            return
        for at in range(low, high):
            id_ = entries.ids[at].tobytes()
            try:
                sealed = data[offsets[at] - offsets[low] :][: stored[at]] if data is not None else None
                if sealed is None:
                    sealed = memoryview(store.read(key, offsets[at], stored[at]))
                yield id_, sealer.open_chunk(name, id_, raw[at], sealed)
            except (ObjectCorrupt, ObjectMissing) as error:
                yield id_, error
        low = high
