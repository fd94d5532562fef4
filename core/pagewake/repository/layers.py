"""Layers: where the blocks of one region of a file went in one backup, as extents over chunks.

A file is cut into regions of `REGION_BLOCKS` consecutive blocks. A layer says, for some blocks of one
region, which chunk holds each and as which page of it, or that the block is zeros. Layers lie in the
repository as chunks, so two layers that say the same are kept once.

Encoded, all integers little-endian:

    magic "PWL1" | extents u32 | ids u32 | bytes of columns 1, 2, 3: u32 each
    ids: 32 bytes each, in the order of their first use
    column 1: blocks between the end of the extent before and the start of this one
    column 2: blocks in the extent, less one
    column 3: number of the extent's id plus one (0: zeros), less that of the extent before
    column 4: index of the extent's first page in its chunk, less where the extent before it in the same chunk
              ends; ordered by chunk, then by block; 0 for zeros

Columns hold base-128 varints; those of columns 3 and 4 are signed and zigzag-coded. An isolated changed
block costs about five bytes, most of which compress further.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.errors import ObjectCorrupt

REGION_BLOCKS = 131072
"""Blocks of one file that share one list of layers: 1 GiB of 8 KiB pages."""
MAX_CHUNK_PAGES = 1 << 16
"""No chunk holds more pages than this; page indexes fit 16 bits."""
ID_BYTES = 32
ZERO = -1
"""In the place of a chunk number: the block is zeros."""

_HEADER = struct.Struct("<4sIIIII")
MAGIC = b"PWL1"
_UNSET = -2

Int32s = NDArray[np.int32]
Ids = NDArray[np.uint8]
"""Chunk ids: shape (n, 32)."""


@dataclass(frozen=True, eq=False)
class Layer:
    """Extents of one region, ascending and not overlapping: parallel arrays, one entry an extent.

    Extent i covers the blocks `start[i]` to `start[i] + count[i] - 1` (counted from the region's first
    block). They are the pages from `page[i]` on of the chunk `ids[chunk[i]]`, or zeros where `chunk[i]` is
    ZERO.
    """

    ids: Ids
    start: Int32s
    count: Int32s
    chunk: Int32s
    page: Int32s

    def __len__(self) -> int:
        return len(self.start)

    @property
    def blocks(self) -> int:
        """Number of blocks that the layer mentions."""
        return int(self.count.sum())

    @property
    def end(self) -> int:
        """The first block behind all that the layer mentions."""
        return int(self.start[-1] + self.count[-1]) if len(self) else 0


NO_IDS: Ids = np.empty((0, ID_BYTES), np.uint8)
NO_IDS.flags.writeable = False


def ids_array(ids: Sequence[bytes]) -> Ids:
    """Chunk ids as an array of shape (n, 32)."""
    return np.frombuffer(b"".join(ids), np.uint8).reshape(-1, ID_BYTES)


def flatten(layers: Sequence[Layer], *, bottom: bool) -> Layer:
    """One layer that says what `layers`, oldest first, say together.

    Where two speak of a block the later one holds. With `bottom` nothing lies beneath the result, so that it
    need not mention zeros.
    """
    if len(layers) == 1 and not (bottom and (layers[0].chunk == ZERO).any()):
        return layers[0]
    ids, chunk, page = paint(layers)
    blocks = np.flatnonzero(chunk >= 0 if bottom else chunk != _UNSET)
    return layer_from_blocks(ids, blocks, chunk[blocks], page[blocks])


def paint(layers: Sequence[Layer]) -> tuple[Ids, Int32s, NDArray[np.uint16]]:
    """Lay layers, oldest first, over an empty region.

    Returns all their ids one after another, and for each block of the region, up to the last that a layer
    speaks of, its number there (ZERO for zeros, less than ZERO where no layer speaks of the block) and its
    page index.
    """
    length = max((layer.end for layer in layers), default=0)
    chunk = np.full(length, _UNSET, np.int32)
    page = np.zeros(length, np.uint16)
    first_id = 0
    for layer in layers:
        within = np.arange(layer.blocks, dtype=np.int32)
        within -= np.repeat(np.cumsum(layer.count, dtype=np.int32) - layer.count, layer.count)
        blocks = within + np.repeat(layer.start, layer.count)
        numbers = np.where(layer.chunk == ZERO, ZERO, layer.chunk + first_id).astype(np.int32)
        chunk[blocks] = np.repeat(numbers, layer.count)
        page[blocks] = within + np.repeat(layer.page, layer.count)
        first_id += len(layer.ids)
    page[chunk < 0] = 0
    ids = np.concatenate([layer.ids for layer in layers]) if layers else NO_IDS
    return ids, chunk, page


def layer_from_blocks(
    ids: Ids, blocks: NDArray[np.integer], chunk: NDArray[np.integer], page: NDArray[np.integer]
) -> Layer:
    """The shortest layer in which each of the ascending `blocks` is page `page` of `ids[chunk]`, or ZERO.

    Ids may repeat and may be unused; the layer's own are unique, in the order of their first use.
    """
    ids, numbers = compact_ids(ids, chunk.astype(np.int32))
    if not len(blocks):
        empty = np.empty(0, np.int32)
        return Layer(NO_IDS, empty, empty, empty, empty)
    wide, pages = blocks.astype(np.int64), np.where(numbers == ZERO, 0, page.astype(np.int64))
    joined = (np.diff(wide) == 1) & (np.diff(numbers) == 0) & ((np.diff(pages) == 1) | (numbers[1:] == ZERO))
    first = np.flatnonzero(np.append(True, ~joined))
    count = np.diff(np.append(first, len(wide)))
    return Layer(
        ids,
        wide[first].astype(np.int32),
        count.astype(np.int32),
        numbers[first],
        pages[first].astype(np.int32),
    )


def layer_of_chunk(id: bytes, first: int, count: int, page: int = 0) -> Layer:
    """The layer of `count` blocks from `first` on that are the pages of one chunk, from `page` on."""
    start, length, number, index = (np.array([value], np.int32) for value in (first, count, 0, page))
    return Layer(ids_array([id]), start, length, number, index)


def compact_ids(ids: Ids, chunk: Int32s) -> tuple[Ids, Int32s]:
    """Drop unused and repeated ids, number the rest in the order of first use; negative numbers stay."""
    used = np.flatnonzero(chunk >= 0)
    if not len(used):
        return NO_IDS, chunk
    values = np.ascontiguousarray(ids).view(f"V{ID_BYTES}").ravel()
    if len(values) == 1:
        return ids, chunk
    present, first_use = np.unique(chunk[used], return_index=True)
    _, representative, group = np.unique(values[present], return_index=True, return_inverse=True)
    earliest = np.full(len(representative), len(used), np.int64)
    np.minimum.at(earliest, group, first_use)
    order = np.argsort(earliest, kind="stable")
    rank = np.empty(len(order), np.int32)
    rank[order] = np.arange(len(order), dtype=np.int32)
    renumber = np.zeros(len(ids), np.int32)
    renumber[present] = rank[group]
    numbers = chunk.copy()
    numbers[used] = renumber[chunk[used]]
    return ids[present[representative[order]]], numbers


def encode_layer(layer: Layer) -> bytes:
    """The bytes of a layer."""
    if len(layer) == 1 and (small := _small_numbers(layer)) is not None:
        return b"".join([_HEADER.pack(MAGIC, 1, 1, 1, 1, 1), layer.ids.tobytes(), small])
    end = (layer.start + layer.count).astype(np.int64)
    gap = layer.start - np.append(0, end[:-1])
    number = _zigzag(np.diff(layer.chunk.astype(np.int64) + 1, prepend=0))
    page = _zigzag(_page_steps(layer.chunk, layer.count, layer.page))
    columns = [_varints(gap), _varints(layer.count.astype(np.int64) - 1), _varints(number), _varints(page)]
    sizes = [len(column) for column in columns[:3]]
    return b"".join([_HEADER.pack(MAGIC, len(layer), len(layer.ids), *sizes), layer.ids.tobytes(), *columns])


def encode_chunk(id: bytes, first: int, count: int) -> bytes:
    """The bytes of the layer of `count` blocks from `first` on that are the pages of one chunk."""
    if first < 0x80 and count <= 0x80:
        return b"".join((_HEADER.pack(MAGIC, 1, 1, 1, 1, 1), id, bytes((first, count - 1, 2, 0))))
    return encode_layer(layer_of_chunk(id, first, count))


def _small_numbers(layer: Layer) -> bytes | None:
    """The columns of a layer of one extent of one chunk whose numbers are one byte each; None for another one."""
    start, count, page = int(layer.start[0]), int(layer.count[0]), int(layer.page[0])
    if layer.chunk[0] != 0 or start >= 0x80 or count > 0x80 or page >= 0x40:
        return None
    return bytes((start, count - 1, 2, page << 1))


def decode_layer(data: bytes | memoryview, *, object_name: str = "") -> Layer:
    """Read a layer. Raises ObjectCorrupt, naming `object_name`."""
    try:
        return _decode_layer(data)
    except ValueError as error:
        raise ObjectCorrupt(f"this is not a layer of a block map: {error}", object_name=object_name) from None


def _decode_layer(data: bytes | memoryview) -> Layer:
    if len(data) < _HEADER.size:
        raise ValueError("it is cut short")
    magic, extents, id_count, *sizes = _HEADER.unpack_from(data)
    if magic != MAGIC:
        raise ValueError("it does not begin as one")
    if extents > REGION_BLOCKS or id_count > extents:
        raise ValueError("it declares more extents than a region has blocks, or more ids than extents")
    if extents == id_count == 1 and sizes == [1, 1, 1] and (one := _one_chunk(data)) is not None:
        return one
    bounds = np.cumsum([_HEADER.size, id_count * ID_BYTES, *sizes, 0])
    if bounds[-1] > len(data):
        raise ValueError("its columns are longer than it is")
    octets = np.frombuffer(data, np.uint8)
    ids = octets[bounds[0] : bounds[1]].reshape(-1, ID_BYTES)
    gap = _read_varints(octets[bounds[1] : bounds[2]], extents)
    count = _read_varints(octets[bounds[2] : bounds[3]], extents) + 1
    chunk = np.cumsum(_unzigzag(_read_varints(octets[bounds[3] : bounds[4]], extents))) - 1
    steps = _unzigzag(_read_varints(octets[bounds[4] :], extents))
    end = np.cumsum(gap + count)
    if extents and (end[-1] > REGION_BLOCKS or chunk.min() < ZERO or chunk.max() >= id_count):
        raise ValueError("an extent lies outside the region or names a chunk that is not there")
    page = _pages(chunk, count, steps)
    if extents and (page.min() < 0 or (page + np.where(chunk == ZERO, 0, count)).max() > MAX_CHUNK_PAGES):
        raise ValueError("a page index lies outside its chunk")
    return Layer(
        ids,
        (end - count).astype(np.int32),
        count.astype(np.int32),
        chunk.astype(np.int32),
        page.astype(np.int32),
    )


def _one_chunk(data: bytes | memoryview) -> Layer | None:
    """The layer of one extent of one chunk, each number of which is one byte: most small files have no other."""
    if len(data) != _HEADER.size + ID_BYTES + 4 or max(data[-4:]) >= 0x80:
        return None
    gap, count, number, page = data[-4:]
    if number != 2 or page & 1:  # zigzag of 1: the first id; no step backwards
        return None
    return layer_of_chunk(bytes(data[_HEADER.size : _HEADER.size + ID_BYTES]), gap, count + 1, page >> 1)


def _page_steps(chunk: Int32s, count: Int32s, page: Int32s) -> NDArray[np.int64]:
    """Column 4: page indexes, as steps from where the extent before in the same chunk ends."""
    order = np.argsort(chunk, kind="stable")
    number, length, index = chunk[order], count[order].astype(np.int64), page[order].astype(np.int64)
    expected = np.zeros(len(order), np.int64)
    same = np.flatnonzero(np.diff(number) == 0) + 1
    expected[same] = index[same - 1] + length[same - 1]
    return np.where(number == ZERO, 0, index - expected)


def _pages(chunk: NDArray[np.int64], count: NDArray[np.int64], steps: NDArray[np.int64]) -> NDArray[np.int64]:
    """The page indexes that column 4 stands for."""
    order = np.argsort(chunk, kind="stable")
    number, length = chunk[order], count[order]
    if np.any(steps[number == ZERO]):
        raise ValueError("zeros have no page index")
    begins = np.append(True, np.diff(number) != 0)[: len(number)]
    rise = steps.copy()
    inside = np.flatnonzero(~begins)
    rise[inside] += length[inside - 1]
    total = np.cumsum(rise)
    first = np.flatnonzero(begins)
    before = np.repeat(total[first] - rise[first], np.diff(np.append(first, len(number))))
    page = np.empty(len(number), np.int64)
    page[order] = np.where(number == ZERO, 0, total - before)
    return page


def _zigzag(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return (values << 1) ^ (values >> 63)


def _unzigzag(values: NDArray[np.int64]) -> NDArray[np.int64]:
    return (values >> 1) ^ -(values & 1)


def _varints(values: NDArray[np.int64]) -> bytes:
    """Base-128 varints, least significant group first, of values from 0 to 2**32 - 1."""
    if len(values) == 1 and (value := int(values[0])) < 0x80:
        return bytes((value,))
    size = np.ones(len(values), np.int64)
    for bits in (7, 14, 21, 28):
        size += values >= 1 << bits
    at = np.cumsum(size) - size
    out = np.zeros(int(size.sum()), np.uint8)
    for k in range(int(size.max(initial=0))):
        here = np.flatnonzero(size > k)
        more = (size[here] > k + 1) << 7
        out[at[here] + k] = (values[here] >> 7 * k) & 0x7F | more
    return out.tobytes()


def _read_varints(octets: NDArray[np.uint8], expected: int) -> NDArray[np.int64]:
    """Exactly `expected` varints that fill `octets`. Raises ValueError."""
    if len(octets) > 5 * expected:
        raise ValueError("a column is longer than its numbers can be")
    last = np.flatnonzero(octets < 0x80)
    if len(last) != expected or (expected and last[-1] != len(octets) - 1):
        raise ValueError("a column does not hold one number for each extent")
    first = np.append(0, last[:-1] + 1)[:expected]
    size = last - first + 1
    if size.max(initial=0) > 5:
        raise ValueError("a number is too long")
    values = np.zeros(expected, np.int64)
    for k in range(int(size.max(initial=0))):
        here = np.flatnonzero(size > k)
        values[here] |= (octets[first[here] + k].astype(np.int64) & 0x7F) << 7 * k
    if values.max(initial=0) > 0xFFFFFFFF:
        raise ValueError("a number is too large")
    return values
