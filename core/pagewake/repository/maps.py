"""Block maps: for each block of each file of one backup, the chunk that holds it, or zeros.

The map of a region is a short list of layers, oldest first: where two speak of a block the later one holds,
and a block that none mentions is zeros. Each backup adds one layer to the regions that it changed, and
shares the rest with its parent. Layers are merged by size, as in a log-structured tree, so that a list stays
short while what is written over the years stays a small multiple of what changed. No list needs another
backup's to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
import numpy as np
from numpy.typing import NDArray

from pagewake.errors import ObjectCorrupt
from pagewake.repository.layers import (
    REGION_BLOCKS,
    ZERO,
    Ids,
    Int32s,
    Layer,
    compact_ids,
    decode_layer,
    encode_chunk,
    encode_layer,
    flatten,
    paint,
)

MERGE_RATIO = 1
"""A layer at most this many times as long as the one that comes to lie on it is merged with it."""
MAX_LAYERS = 8
"""No region's list is longer."""

Load = Callable[[bytes], bytes]
"""Gives the content of a chunk by its id."""
Save = Callable[[bytes], bytes]
"""Keeps a chunk and returns its id."""


class LayerRef(msgspec.Struct, frozen=True, array_like=True):
    """One layer of a region's map: the id of the chunk that it is encoded in, and its number of extents."""

    id: bytes
    extents: int


@dataclass(frozen=True, eq=False)
class RegionMap:
    """The whole answer for one region.

    `chunk[b]` is the number in `ids` of the chunk that holds block b of the region, or ZERO; `page[b]` is
    its page index there. Both end with the last block that a layer speaks of: the region is zeros from there
    on. All ids are in use.
    """

    ids: Ids
    chunk: Int32s
    page: NDArray[np.uint16]

    def by_chunk(self, first: int = 0, count: int = REGION_BLOCKS) -> Iterator[ChunkUse]:
        """What to copy from each chunk to make the `count` blocks from `first` on; zeros are not in it."""
        numbers = self.chunk[first : first + count]
        order = np.argsort(numbers, kind="stable").astype(np.int64)
        numbers = numbers[order]
        order, numbers = order[numbers >= 0], numbers[numbers >= 0]
        borders = np.flatnonzero(np.diff(numbers, prepend=-1, append=len(self.ids)))
        blocks = order + first
        pages = self.page[blocks]
        for low, high in zip(borders[:-1].tolist(), borders[1:].tolist(), strict=True):
            yield ChunkUse(self.ids[numbers[low]].tobytes(), pages[low:high], blocks[low:high])

    def zero_blocks(self, first: int = 0, count: int = REGION_BLOCKS) -> NDArray[np.int64]:
        """Which of the `count` blocks from `first` on are zeros."""
        known = np.flatnonzero(self.chunk[first : first + count] < 0) + first
        return np.concatenate([known, np.arange(max(first, len(self.chunk)), first + count)])


@dataclass(frozen=True, eq=False)
class ChunkUse:
    """What one region needs of one chunk: block `blocks[i]` of the region is page `pages[i]` of it."""

    id: bytes
    pages: NDArray[np.uint16]
    blocks: NDArray[np.int64]

    def gather(self, raw: bytes | memoryview, page_size: int) -> NDArray[np.uint8]:
        """The pages out of the chunk's content: shape (n, page_size).

        Raises ObjectCorrupt when the chunk is shorter than the map says.
        """
        whole = len(raw) // page_size
        if len(self.pages) and int(self.pages.max()) >= whole:
            raise ObjectCorrupt(
                f"a block map asks for page {int(self.pages.max())} of a chunk that holds {whole} pages",
                object_name=f"chunk {self.id.hex()[:16]}",
            )
        return np.frombuffer(raw, np.uint8, whole * page_size).reshape(whole, page_size)[self.pages]


def resolve(layers: Sequence[Layer]) -> RegionMap:
    """Lay the layers of a region, oldest first, over each other."""
    ids, chunk, page = paint(layers)
    ids, chunk = compact_ids(ids, np.maximum(chunk, ZERO))
    return RegionMap(ids, chunk, page)


def resolve_refs(refs: Sequence[LayerRef], load: Load) -> RegionMap:
    """Load and resolve a region's layers. Raises ObjectCorrupt, and whatever `load` raises."""
    return resolve([load_layer(ref, load) for ref in refs])


def load_layer(ref: LayerRef, load: Load) -> Layer:
    """Load one layer. Raises ObjectCorrupt, and whatever `load` raises."""
    name = f"chunk {ref.id.hex()[:16]}"
    layer = decode_layer(load(ref.id), object_name=name)
    if len(layer) != ref.extents:
        raise ObjectCorrupt(
            f"a layer of {ref.extents} extents was expected, and it has {len(layer)}", object_name=name
        )
    return layer


def push_layer(refs: Sequence[LayerRef], layer: Layer, load: Load, save: Save) -> tuple[LayerRef, ...]:
    """The list of layers after `layer` comes to lie on `refs`: merges what is due, saves at most one chunk.

    `load` must know the layers of `refs`; what `save` got from this call may become loadable later, so a
    region is pushed to once a backup. A layer without extents changes nothing.
    """
    kept = list(refs)
    merged: list[LayerRef] = []
    extents = len(layer)
    if not extents:
        return tuple(kept)
    while kept and (len(kept) >= MAX_LAYERS or kept[-1].extents <= MERGE_RATIO * extents):
        merged.insert(0, kept.pop())
        extents += merged[0].extents
    if merged or not kept:
        layer = flatten([*(load_layer(ref, load) for ref in merged), layer], bottom=not kept)
    if not len(layer):
        return tuple(kept)
    return (*kept, LayerRef(save(encode_layer(layer)), len(layer)))


def lay_chunk(id: bytes, first: int, count: int, save: Save) -> tuple[LayerRef, ...]:
    """The list of layers of a region of which `count` blocks from `first` on are one chunk's pages, the rest zeros."""
    return (LayerRef(save(encode_chunk(id, first, count)), 1),)
