"""Index objects: what many packs hold, in one object, so that opening a repository does not read every pack.

`index/<32 random hex digits>` is sealed; before sealing, integers little-endian:

    magic "PWI1" | number of packs u32 | number of chunks u32 | bytes of owners u32
    a row a pack: name 16 bytes, size u64, offset of its first chunk u32, chunks u32, bytes of its owner u32
    owners, UTF-8, in the order of the packs
    ids (32 bytes each), stored lengths u32, raw lengths u32: in the order of the packs, and of each pack's
    chunks

Index objects are never changed. They only save time: what they say can be read from the packs themselves.
Merging many into one writes the new object before the old ones go, so a reader that finds one gone lists
again.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import numpy as np

from pagewake.errors import ObjectCorrupt, ObjectMissing, PagewakeError
from pagewake.repository.layers import ID_BYTES
from pagewake.repository.packs import PackContents, read_columns, write_columns
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import ObjectInfo, Store, keys_of

PREFIX = "index/"
SMALL_BYTES = 1 << 20
"""Index objects below this size are merged."""
MERGE_FROM = 16
"""So many small index objects are worth merging."""
MAX_OBJECT_BYTES = 64 << 20
_SLACK = 1 << 12
"""More than sealing ever adds to what cannot be compressed."""
_OBJECT_CHUNKS = 1 << 16
_OBJECT_PACKS = 1 << 15
_HEADER = struct.Struct("<4sIII")
_MAGIC = b"PWI1"
_ROW = np.dtype([("name", "V16"), ("size", "<u8"), ("first", "<u4"), ("chunks", "<u4"), ("owner", "<u4")])
_LISTINGS = 5

Problem = Callable[[PagewakeError], None]
"""Told of objects that are damaged and were left out."""


def encode_index(packs: Sequence[PackContents]) -> bytes:
    """The content of an index object."""
    owners = [pack.owner.encode() for pack in packs]
    rows = np.array(
        [
            (bytes.fromhex(pack.name), pack.size, pack.first, len(pack), len(owner))
            for pack, owner in zip(packs, owners, strict=True)
        ],
        _ROW,
    )
    joined = b"".join(owners)
    header = _HEADER.pack(_MAGIC, len(packs), sum(len(pack) for pack in packs), len(joined))
    return b"".join((header, rows.tobytes(), joined, *write_columns(packs)))


def decode_index(payload: bytes, *, object_name: str = "") -> list[PackContents]:
    """Read the content of an index object; the columns are views of it. Raises ObjectCorrupt."""
    try:
        return _decode_index(payload)
    except ValueError as error:
        raise ObjectCorrupt(f"this is not an index of packs: {error}", object_name=object_name) from None


def _decode_index(payload: bytes) -> list[PackContents]:
    if len(payload) < _HEADER.size:
        raise ValueError("it is cut short")
    magic, pack_count, chunks, owner_bytes = _HEADER.unpack_from(payload)
    owners_at = _HEADER.size + pack_count * _ROW.itemsize
    columns_at = owners_at + owner_bytes
    if magic != _MAGIC or pack_count > _OBJECT_PACKS or columns_at + chunks * (ID_BYTES + 8) != len(payload):
        raise ValueError("its length is not what it declares")
    rows = np.frombuffer(payload, _ROW, pack_count, _HEADER.size)
    owner_ends = np.cumsum(rows["owner"], dtype=np.int64) + owners_at
    chunk_ends = np.cumsum(rows["chunks"], dtype=np.int64)
    if pack_count and (owner_ends[-1] != columns_at or chunk_ends[-1] != chunks):
        raise ValueError("its rows do not add up")
    ids, stored, raw = read_columns(payload, columns_at, chunks)
    packs = []
    for row, owner_end, end in zip(rows.tolist(), owner_ends.tolist(), chunk_ends.tolist(), strict=True):
        name, size, first, count, owner_length = row
        owner = payload[owner_end - owner_length : owner_end].decode()
        here = slice(end - count, end)
        pack = PackContents(name.hex(), owner, size, first, ids[here], stored[here], raw[here])
        if pack.problem():
            raise ValueError(f"pack {pack.name}: {pack.problem()}")
        packs.append(pack)
    return packs


def write_index(store: Store, sealer: Sealer, packs: Sequence[PackContents]) -> tuple[str, int]:
    """Write one index object; returns its key and its size."""
    key = PREFIX + os.urandom(16).hex()
    sealed = sealer.seal_object(key, encode_index(packs))
    store.put(key, sealed)
    return key, len(sealed)


def read_index(store: Store, sealer: Sealer, key: str) -> list[PackContents]:
    """Read one index object. Raises ObjectMissing, ObjectCorrupt."""
    payload = sealer.open_object(
        key, store.read(key, 0, MAX_OBJECT_BYTES + _SLACK), max_size=MAX_OBJECT_BYTES
    )
    return decode_index(payload, object_name=key)


def read_indexes(store: Store, sealer: Sealer, on_problem: Problem) -> Iterator[PackContents]:
    """What all index objects say; packs that two of them speak of may come twice.

    Damaged objects are reported and left out. One that vanishes while this reads was merged into a new one,
    which the next listing shows.
    """
    done: set[str] = set()
    for _ in range(_LISTINGS):
        vanished = False
        for info in list(store.list(PREFIX)):
            if info.key in done:
                continue
            done.add(info.key)
            try:
                packs = read_index(store, sealer, info.key)
            except ObjectMissing:
                vanished = True
            except ObjectCorrupt as error:
                on_problem(error)
            else:
                yield from packs
        if not vanished:
            return


def consolidate(
    store: Store, sealer: Sealer, *, drop: Set[str] = frozenset(), on_problem: Problem = lambda _: None
) -> int:
    """Merge small index objects once there are many; returns how many were replaced.

    With `drop`, packs of these names are taken out of the index: every object that names one is rewritten.
    The new objects are written before the old ones go: whoever reads meanwhile finds every pack in one or
    the other.

    Several processes may do this at a time, and one that merges must not bring back what another one drops. So a
    merge is withdrawn where an object that it was made from has gone meanwhile, and who drops looks again after the old
    objects have gone: whatever was made from them was there by then, or is withdrawn.
    """
    done, replaced = set[str](), 0
    for _ in range(_LISTINGS if drop else 1):
        listed = [info for info in store.list(PREFIX) if info.key not in done]
        done.update(info.key for info in listed)
        gone, made = _consolidate(store, sealer, listed, drop, on_problem)
        done.update(made)
        replaced += gone
        if not gone:
            break
    return replaced


def _consolidate(
    store: Store, sealer: Sealer, listed: Sequence[ObjectInfo], drop: Set[str], on_problem: Problem
) -> tuple[int, list[str]]:
    """Merge what is small of the listed objects, and rewrite those that name what is to drop.

    How many were replaced, and by which.
    """
    small = {info.key for info in listed if info.size < SMALL_BYTES}
    if len(small) < MERGE_FROM:
        small = set()
    replaced: list[str] = []

    def kept() -> Iterator[PackContents]:
        done = set(drop)
        for info in listed:
            if info.key not in small and not drop:
                continue
            try:
                packs = read_index(store, sealer, info.key)
            except ObjectMissing:
                continue
            except ObjectCorrupt as error:
                on_problem(error)
                continue
            if info.key in small or any(pack.name in drop for pack in packs):
                replaced.append(info.key)
                yield from (pack for pack in packs if pack.name not in done)
                done.update(pack.name for pack in packs)

    made = [write_index(store, sealer, group)[0] for group in _groups(kept())]
    withdrawn = bool(replaced) and not drop and not {*keys_of(store, PREFIX)}.issuperset(replaced)
    for key in made if withdrawn else replaced:
        store.delete(key)
    return (0, []) if withdrawn else (len(replaced), made)


def _groups(packs: Iterable[PackContents]) -> Iterator[list[PackContents]]:
    """Cut packs into what fits one object each; no more than that is held."""
    group: list[PackContents] = []
    chunks = 0
    for pack in packs:
        if group and (chunks + len(pack) > _OBJECT_CHUNKS or len(group) == _OBJECT_PACKS):
            yield group
            group, chunks = [], 0
        group.append(pack)
        chunks += len(pack)
    if group:
        yield group
