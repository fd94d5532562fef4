"""Packs: immutable objects that hold many chunks, and at their end a table of what they hold.

The pack named N (32 random hex digits) is the object `packs/<first two of N>/N`, integers little-endian:

    0     8  magic "PWPACK\\0\\1"
    8     4  length of the sealed header
    12    .  sealed header: the id of the backup that wrote the pack, UTF-8
    .     .  sealed chunks, back to back, in the order of the footer
    F     .  sealed footer
    -40   8  F
    -32   4  length of the sealed footer
    -28   4  number of chunks
    -24  16  first half of BLAKE3(key of the pack ‖ the sixteen bytes before)
    -8    8  magic "PWPACKED"

Footer, before sealing: magic "PWF1", number of chunks u32, length H of everything before the first chunk
u32, BLAKE3 of those H bytes, length of the owner u16, owner; then columns: ids (32 bytes each), stored
lengths u32, raw lengths u32. Offsets follow from the stored lengths, so that no byte of a pack is outside a
hash: the first H under the footer's, chunks under their ids, the footer under its seal.

One ranged read of its tail tells what a pack holds: packs whose index object was never written are not lost.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from blake3 import blake3
from numpy.typing import NDArray

from pagewake.errors import ObjectCorrupt
from pagewake.repository.layers import ID_BYTES, Ids
from pagewake.repository.sealing import MAX_CHUNK_BYTES, Sealer
from pagewake.stores.base import Buffer, Store

PACK_BYTES = 32 << 20
"""A pack is closed once it is this large."""
WRITE_BYTES = 128 << 10
"""Shorter chunks are handed to the store together: a call for each would cost more than it writes."""
PACK_CHUNKS = 16384
"""A pack is closed once it holds this many chunks."""

MAX_PACK_BYTES = 1 << 30
"""No pack is larger: one that is full still takes the chunks that were being sealed for it."""

_MAGIC = b"PWPACK\0\1"
_TRAILER = struct.Struct("<QII16s8s")
_TRAILER_MAGIC = b"PWPACKED"
_FOOTER = struct.Struct("<4sII32sH")
_FOOTER_MAGIC = b"PWF1"
_MAX_OWNER = 255
_MAX_FIRST = 4096
_MAX_CHUNKS = 1 << 17
_MAX_FOOTER = _FOOTER.size + _MAX_OWNER + _MAX_CHUNKS * (ID_BYTES + 8)
_TAIL_BYTES = 16 << 10
_NAME = re.compile(r"[0-9a-f]{32}")

U32s = NDArray[np.uint32]


def pack_key(name: str) -> str:
    """The key of a pack's object."""
    return f"packs/{name[:2]}/{name}"


def pack_name(key: str) -> str | None:
    """The name of the pack that lies under a key; None when no pack can lie there."""
    name = key.rpartition("/")[2]
    return name if _NAME.fullmatch(name) and pack_key(name) == key else None


@dataclass(frozen=True, eq=False)
class PackContents:
    """What one pack holds: parallel columns, one entry a chunk, in the order in which they lie there.

    `size` is that of the whole object, `first` the offset of the first chunk, `header_hash` the BLAKE3 of
    what lies before it (empty where the contents come from an index object).
    """

    name: str
    owner: str
    size: int
    first: int
    ids: Ids
    stored: U32s
    raw: U32s
    header_hash: bytes = b""

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def offsets(self) -> U32s:
        """Where each chunk begins."""
        return (self.first + np.cumsum(self.stored, dtype=np.int64) - self.stored).astype(np.uint32)

    def problem(self) -> str:
        """Why no pack can hold this, or an empty text."""
        end = self.first + int(self.stored.sum(dtype=np.int64))
        if not 12 <= self.first <= _MAX_FIRST or not self.first <= end <= self.size <= MAX_PACK_BYTES:
            return "its chunks do not fit into it"
        if len(self.raw) and int(self.raw.max()) > MAX_CHUNK_BYTES:
            return "a chunk is larger than any may be"
        return ""


class PackWriter:
    """One pack being streamed into a store. For one thread at a time; nothing exists before `finish`."""

    def __init__(self, store: Store, sealer: Sealer, name: str, owner: str) -> None:
        self.name = name
        self._sealer = sealer
        self._owner = owner
        self._key = pack_key(name)
        header = sealer.seal_object(f"{self._key}/header", owner.encode())
        start = b"".join((_MAGIC, struct.pack("<I", len(header)), header))
        self._header_hash = blake3(start).digest()
        self._first = self.size = len(start)
        self._ids: list[bytes] = []
        self._lengths: list[tuple[int, int]] = []
        self._waiting: list[Buffer] = []
        self._waiting_bytes = 0
        self._object = store.create(self._key)
        try:
            self._object.write(start)
        except BaseException:
            self._object.abort()
            raise

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def full(self) -> bool:
        """Whether the pack should be closed."""
        return self.size >= PACK_BYTES or len(self._ids) >= PACK_CHUNKS

    def append(self, id: bytes, sealed: Buffer, raw_length: int) -> None:
        """Append one chunk, sealed for this pack."""
        self.append_all((id,), sealed, (len(sealed),), (raw_length,))

    def append_all(
        self, ids: Sequence[bytes], sealed: Buffer, lengths: Sequence[int], raw_lengths: Sequence[int]
    ) -> None:
        """Append chunks, sealed for this pack, that lie back to back. `sealed` may be kept for a while."""
        if len(sealed) >= WRITE_BYTES:
            self._write_waiting()
            self._object.write(sealed)
        else:
            # A view may hold much more memory than it shows.
            self._waiting.append(sealed if isinstance(sealed, bytes) else bytes(sealed))
            self._waiting_bytes += len(sealed)
            if self._waiting_bytes >= WRITE_BYTES:
                self._write_waiting()
        self._ids += ids
        self._lengths += zip(lengths, raw_lengths, strict=True)
        self.size += len(sealed)

    def finish(self) -> PackContents:
        """Write the footer and make the pack visible and durable."""
        self._write_waiting()
        lengths = np.array(self._lengths, np.uint32).reshape(-1, 2)
        ids = np.frombuffer(b"".join(self._ids), np.uint8).reshape(-1, ID_BYTES)
        stored, raw = lengths[:, 0].copy(), lengths[:, 1].copy()
        owner = self._owner.encode()
        fixed = _FOOTER.pack(_FOOTER_MAGIC, len(ids), self._first, self._header_hash, len(owner))
        footer = self._sealer.seal_object(
            f"{self._key}/footer", b"".join((fixed, owner, ids.tobytes(), _le(stored), _le(raw)))
        )
        self._object.write(footer)
        self._object.write(_trailer(self._key, self.size, len(footer), len(ids)))
        self._object.commit()
        size = self.size + len(footer) + _TRAILER.size
        return PackContents(self.name, self._owner, size, self._first, ids, stored, raw, self._header_hash)

    def _write_waiting(self) -> None:
        waiting, self._waiting, self._waiting_bytes = self._waiting, [], 0
        if waiting:
            self._object.write(waiting[0] if len(waiting) == 1 else b"".join(waiting))

    def abort(self) -> None:
        """Discard the pack."""
        self._object.abort()


def read_contents(store: Store, sealer: Sealer, name: str, size: int) -> PackContents:
    """Read what a pack of `size` bytes holds from its tail. Raises ObjectMissing, ObjectCorrupt."""
    key = pack_key(name)
    tail = store.read(key, max(0, size - _TAIL_BYTES))
    try:
        at, length, count = _read_trailer(key, tail, size)
        have = len(tail) - _TRAILER.size
        sealed = tail[have - length : have] if length <= have else store.read(key, at, length)
        payload = sealer.open_object(f"{key}/footer", sealed, max_size=_MAX_FOOTER)
        contents = _decode_footer(payload, name, size)
        if len(contents) != count or contents.first + int(contents.stored.sum(dtype=np.int64)) != at:
            raise ValueError("its footer does not cover it")
    except ValueError as error:
        raise ObjectCorrupt(f"this is not a whole pack: {error}", object_name=key) from None
    return contents


def check_header(store: Store, sealer: Sealer, contents: PackContents) -> None:
    """Compare what lies before the first chunk with its hash. Raises ObjectMissing, ObjectCorrupt.

    The contents must come from `read_contents`.
    """
    key = pack_key(contents.name)
    start = store.read(key, 0, contents.first)
    if blake3(start).digest() != contents.header_hash or start[: len(_MAGIC)] != _MAGIC:
        raise ObjectCorrupt("the pack's header does not match its hash", object_name=key)
    owner = sealer.open_object(f"{key}/header", start[12:], max_size=_MAX_OWNER)
    if owner != contents.owner.encode():
        raise ObjectCorrupt("the pack's header and footer name different owners", object_name=key)


def _trailer(key: str, at: int, length: int, count: int) -> bytes:
    fields = struct.pack("<QII", at, length, count)
    return fields + _trailer_hash(key, fields) + _TRAILER_MAGIC


def _trailer_hash(key: str, fields: bytes) -> bytes:
    return blake3(key.encode() + fields).digest()[:16]


def _read_trailer(key: str, tail: bytes, size: int) -> tuple[int, int, int]:
    """Offset and length of the footer and the number of chunks. Raises ValueError."""
    if len(tail) < _TRAILER.size:
        raise ValueError("it is cut short")
    at, length, count, digest, magic = _TRAILER.unpack_from(tail, len(tail) - _TRAILER.size)
    if magic != _TRAILER_MAGIC or digest != _trailer_hash(key, tail[-_TRAILER.size :][:16]):
        raise ValueError("it does not end as one")
    if count > _MAX_CHUNKS or length > _MAX_FOOTER + 4096 or at + length + _TRAILER.size != size:
        raise ValueError("its footer is not where its end says")
    return at, length, count


def _decode_footer(payload: bytes, name: str, size: int) -> PackContents:
    """Read a footer. Raises ValueError."""
    if len(payload) < _FOOTER.size:
        raise ValueError("its footer is cut short")
    magic, count, first, header_hash, owner_length = _FOOTER.unpack_from(payload)
    columns = _FOOTER.size + owner_length
    if magic != _FOOTER_MAGIC or columns + count * (ID_BYTES + 8) != len(payload):
        raise ValueError("its footer is not one")
    owner = payload[_FOOTER.size : columns].decode()
    ids, stored, raw = read_columns(payload, columns, count)
    contents = PackContents(name, owner, size, first, ids, stored, raw, header_hash)
    problem = contents.problem()
    if problem:
        raise ValueError(problem)
    return contents


def read_columns(payload: bytes, at: int, count: int) -> tuple[Ids, U32s, U32s]:
    """Ids, stored and raw lengths that lie one column after another from `at` on."""
    ids = np.frombuffer(payload, np.uint8, count * ID_BYTES, at).reshape(-1, ID_BYTES)
    at += count * ID_BYTES
    stored = np.frombuffer(payload, "<u4", count, at)
    raw = np.frombuffer(payload, "<u4", count, at + 4 * count)
    return ids, stored.astype(np.uint32, copy=False), raw.astype(np.uint32, copy=False)


def write_columns(contents: Sequence[PackContents]) -> list[bytes]:
    """The columns of some packs, one pack after another in each: what `read_columns` reads."""
    ids = b"".join(pack.ids.tobytes() for pack in contents)
    stored = b"".join(_le(pack.stored) for pack in contents)
    return [ids, stored, b"".join(_le(pack.raw) for pack in contents)]


def _le(values: U32s) -> bytes:
    return values.astype("<u4", copy=False).tobytes()
