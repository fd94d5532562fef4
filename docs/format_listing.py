"""Hex listings of a repository's objects: every field on its own line, with what it is."""

from __future__ import annotations

import struct
from typing import Any

import lz4.block
import msgspec

_ROW = 16


class Listing:
    """Bytes cut into fields from the front; what is never cut is listed without a note."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._fields: list[tuple[int, int, str]] = []
        self.at = 0

    def take(self, size: int, note: str = "") -> bytes:
        """Cut one field off and return its bytes."""
        field = self.data[self.at : self.at + size]
        self._fields.append((self.at, size, note))
        self.at += size
        return field

    def number(self, size: int, note: str) -> int:
        """Cut off a little-endian number; its value stands in the note."""
        value = int.from_bytes(self.data[self.at : self.at + size], "little")
        self.take(size, f"{note}: {value}")
        return value

    def text(self) -> str:
        """The lines: offset, sixteen bytes, note."""
        fields = [*self._fields, (self.at, len(self.data) - self.at, "")]
        lines = []
        for at, size, note in fields:
            for row in range(at, at + size, _ROW):
                part = self.data[row : min(row + _ROW, at + size)]
                lines.append(
                    f"{row:04x}  {part.hex():<{2 * _ROW}}  {note if row == at else ''}".rstrip() + "\n"
                )
        return "".join(lines)


def listing_of(key: str, data: bytes) -> tuple[Listing, bytes]:
    """The listing of one object, and its payload where that is JSON."""
    listing = Listing(data)
    room = key.partition("/")[0]
    if room == "packs":
        _pack(listing)
        return listing, b""
    return listing, _envelope(listing, len(data), _PAYLOADS.get(room))


def _envelope(listing: Listing, size: int, payload: Any) -> bytes:
    """One sealed object of `size` bytes; returns its payload where it is JSON in the clear."""
    end = listing.at + size
    listing.take(4, "envelope: magic")
    listing.take(1, "version")
    flags = listing.take(1, "flags: codec, bit 7 encrypted")[0]
    if flags & 0x80:
        listing.number(2, "generation of the data key")
    else:
        listing.take(2, "zero")
    length = listing.number(8, "length of the payload")
    if flags & 0x80:
        listing.take(12, "nonce")
        listing.take(end - 16 - listing.at, "AES-256-GCM of the payload")
        listing.take(16, "tag")
        return b""
    body = listing.data[listing.at : end - 32]
    opened = b""
    if flags == 0 and payload is not None:
        payload(listing, length)
    elif flags == 1:
        listing.take(len(body), f"payload, lz4 of {length} bytes")
        opened = lz4.block.decompress(body, uncompressed_size=length)
    else:
        listing.take(len(body), "payload")
        opened = body
    listing.take(32, "BLAKE3 of key, header, payload as stored")
    return opened if opened[:1] == b"{" else b""


def _pack(listing: Listing) -> None:
    data = listing.data
    footer_at, footer_size, chunks = struct.unpack_from("<QII", data, len(data) - 40)
    listing.take(8, "pack: magic")
    size = listing.number(4, "length of the sealed header")
    _envelope(listing, size, lambda inside, length: inside.take(length, "payload: the owner"))
    stored = struct.unpack_from(f"<{chunks}I", data, footer_at + footer_size - 32 - 8 * chunks)
    for number, length in enumerate(stored):
        codec = listing.take(1, f"chunk {number}: codec")[0]
        if codec:
            listing.take(length - 5, "lz4 of its content")
        else:
            _chunk(listing, length - 5)
        listing.take(4, "CRC-32 of the chunk before it")
    _envelope(listing, footer_size, lambda inside, _: _footer(inside))
    listing.number(8, "trailer: offset of the sealed footer")
    listing.number(4, "length of the sealed footer")
    listing.number(4, "number of chunks")
    listing.take(16, "first half of BLAKE3 of key, the 16 bytes above")
    listing.take(8, "magic")


def _chunk(listing: Listing, size: int) -> None:
    """A chunk of metadata: a layer or a piece of a file table."""
    end = listing.at + size
    if listing.take(4, "magic") == b"PWL1":
        extents, ids = listing.number(4, "extents"), listing.number(4, "ids")
        sizes = [listing.number(4, f"bytes of column {column}") for column in (1, 2, 3)]
        for number in range(ids):
            listing.take(32, f"id {number}")
        names = ("blocks between extents", "blocks less one", "steps of id number + 1", "page steps")
        for name, length in zip(names, [*sizes, end - listing.at - sum(sizes)], strict=True):
            listing.take(length, f"column of {extents}: {name}")
    else:
        _msgpack(listing)


def _footer(listing: Listing) -> None:
    listing.take(4, "footer: magic")
    chunks = listing.number(4, "number of chunks")
    listing.number(4, "bytes before the first chunk")
    listing.take(32, "BLAKE3 of them")
    listing.take(listing.number(2, "length of the owner"), "owner")
    _columns(listing, chunks)


def _columns(listing: Listing, chunks: int) -> None:
    for number in range(chunks):
        listing.take(32, f"id of chunk {number}")
    listing.take(4 * chunks, "stored lengths")
    listing.take(4 * chunks, "raw lengths")


def _index(listing: Listing, _: int) -> None:
    listing.take(4, "index: magic")
    packs, chunks = listing.number(4, "packs"), listing.number(4, "chunks")
    owners = listing.number(4, "bytes of owners")
    for _number in range(packs):
        listing.take(16, "row: name of the pack")
        listing.number(8, "its size")
        listing.number(4, "offset of its first chunk")
        listing.number(4, "its chunks")
        listing.number(4, "bytes of its owner")
    listing.take(owners, "owners")
    _columns(listing, chunks)


def _summary(listing: Listing, length: int) -> None:
    end = listing.at + length
    listing.take(1, "array of 3")
    _msgpack(listing)
    _msgpack(listing)
    listing.take(end - listing.at - len(listing.data[listing.data.index(b"PWS1") : end]), "binary")
    listing.take(4, "summary: magic")
    _msgpack(listing)


def _catalogue(listing: Listing, _: int) -> None:
    _msgpack(listing)


def _msgpack(listing: Listing) -> None:
    """One MessagePack value, a line for each number, text and time in it."""
    code = listing.data[listing.at]
    if code in (0xDC, 0xDD, 0xDE, 0xDF) or 0x80 <= code < 0xA0:
        wide = {0xDC: 2, 0xDD: 4, 0xDE: 2, 0xDF: 4}.get(code, 0)
        head = listing.data[listing.at + 1 : listing.at + 1 + wide]
        length = int.from_bytes(head, "big") if wide else code & 0x0F
        mapping = code in (0xDE, 0xDF) or code < 0x90
        listing.take(1 + wide, f"{'map' if mapping else 'array'} of {length}")
        for _ in range(length * (2 if mapping else 1)):
            _msgpack(listing)
        return
    size = _scalar_size(listing.data, listing.at)
    value = msgspec.msgpack.decode(listing.data[listing.at : listing.at + size])
    listing.take(size, f"{len(value)} bytes" if isinstance(value, bytes) else str(value))


def _scalar_size(data: bytes, at: int) -> int:
    code = data[at]
    if code < 0x80 or code >= 0xE0 or code in (0xC0, 0xC2, 0xC3):
        return 1
    if 0xA0 <= code < 0xC0:
        return 1 + (code & 0x1F)
    fixed = {0xCA: 5, 0xCB: 9, 0xCC: 2, 0xCD: 3, 0xCE: 5, 0xCF: 9, 0xD0: 2, 0xD1: 3, 0xD2: 5, 0xD3: 9}
    fixed |= {0xD6: 6, 0xD7: 10}
    if code in fixed:
        return fixed[code]
    wide, head = {0xC4: (1, 2), 0xC5: (2, 3), 0xC7: (1, 3), 0xD9: (1, 2), 0xDA: (2, 3)}[code]
    return head + int.from_bytes(data[at + 1 : at + 1 + wide], "big")


_PAYLOADS = {"index": _index, "summaries": _summary, "catalogue": _catalogue}
