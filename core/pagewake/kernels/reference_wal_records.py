"""One assembled PostgreSQL WAL record, in plain Python: its checksum, block references and main data.

The layout is that of `xlogrecord.h`: a header of 24 bytes, fragment headers, then the payloads in their order.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

from pagewake.kernels.wal import MAX_BLOCK_REFS

HEADER_BYTES = 24
PAGE_BYTES = 8192
_HAS_IMAGE, _HAS_DATA, _SAME_RELATION = 0x10, 0x20, 0x80
_MAIN_SHORT, _MAIN_LONG, _ORIGIN, _TOP_LEVEL_XID = 255, 254, 253, 252
_FORKS = 4
_HAS_HOLE = 0x01

_POLYNOMIAL = 0x82F63B78


def _table() -> list[int]:
    table = []
    for byte in range(256):
        crc = byte
        for _ in range(8):
            crc = crc >> 1 ^ (_POLYNOMIAL if crc & 1 else 0)
        table.append(crc)
    return table


_TABLE = _table()


def crc32c(data: bytes | bytearray | memoryview, seed: int = 0) -> int:
    """CRC-32C byte by byte."""
    crc, table = seed ^ 0xFFFFFFFF, _TABLE
    for byte in data:
        crc = crc >> 8 ^ table[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF


class RecordFault(Exception):
    """The record contradicts itself."""


class Header(NamedTuple):
    """The 24 bytes that every record begins with."""

    tot_len: int
    xid: int
    prev: int
    info: int
    rmid: int
    crc: int

    @property
    def opcode(self) -> int:
        """What the resource manager calls the record."""
        return self.info & 0xF0


def read_header(record: bytes | bytearray) -> Header:
    """The header of a record of which at least that much is there."""
    return Header(*struct.unpack_from("<IIQBB2xI", record))


class BlockRef(NamedTuple):
    """A block that the record names, as `BLOCK_REF_TYPE` has it."""

    id: int
    tablespace: int
    database: int
    relation: int
    fork: int
    block: int
    flags: int
    data_len: int
    image_len: int
    image_info: int


class Fragments(NamedTuple):
    """What a record is made of, besides its header."""

    blocks: list[BlockRef]
    main: bytes


class _Cursor:
    """Takes the fragment headers; a field that runs past the record is a fault."""

    def __init__(self, record: bytes | bytearray) -> None:
        self.record, self.at, self.announced = record, HEADER_BYTES, 0

    @property
    def remaining(self) -> int:
        return len(self.record) - self.at

    def take(self, layout: str) -> tuple[int, ...]:
        size = struct.calcsize(layout)
        if size > self.remaining:
            raise RecordFault
        fields = struct.unpack_from(layout, self.record, self.at)
        self.at += size
        return fields


def _require(claim: bool) -> None:
    if not claim:
        raise RecordFault


def decode(record: bytes | bytearray, major: int) -> Fragments:
    """The block references and main data of a whole record. Raises RecordFault."""
    cursor = _Cursor(record)
    blocks: list[BlockRef] = []
    main_len = 0
    once: set[int] = set()
    while cursor.remaining > cursor.announced:
        (tag,) = cursor.take("<B")
        if tag < MAX_BLOCK_REFS:
            _require(not blocks or tag > blocks[-1].id)
            blocks.append(_block(cursor, tag, blocks, major))
        elif tag in (_MAIN_SHORT, _MAIN_LONG):
            (main_len,) = cursor.take("<B" if tag == _MAIN_SHORT else "<I")
            cursor.announced += main_len
            break
        elif (tag == _ORIGIN or (tag == _TOP_LEVEL_XID and major >= 14)) and tag not in once:
            once.add(tag)
            cursor.take("<H" if tag == _ORIGIN else "<I")
        else:
            raise RecordFault
    _require(cursor.remaining == cursor.announced)
    return Fragments(blocks, bytes(record[len(record) - main_len :]))


def _block(cursor: _Cursor, tag: int, before: list[BlockRef], major: int) -> BlockRef:
    flags, data_len = cursor.take("<BH")
    fork = flags & 0x0F
    _require(fork < _FORKS)
    _require(bool(flags & _HAS_DATA) == (data_len > 0))
    image_len = image_info = 0
    if flags & _HAS_IMAGE:
        image_len, image_info = _image(cursor, major)
    if flags & _SAME_RELATION:
        _require(bool(before))
        tablespace, database, relation = before[-1].tablespace, before[-1].database, before[-1].relation
    else:
        tablespace, database, relation = cursor.take("<III")
    (block,) = cursor.take("<I")
    cursor.announced += data_len + image_len
    return BlockRef(tag, tablespace, database, relation, fork, block, flags, data_len, image_len, image_info)


def _image(cursor: _Cursor, major: int) -> tuple[int, int]:
    """Length and bimg_info of a page image, once they fit each other."""
    length, hole_offset, info = cursor.take("<HHB")
    compression, known = (0x02, 0x07) if major < 15 else (0x1C, 0x1F)
    _require(not info & ~known)
    has_hole = bool(info & _HAS_HOLE)
    if info & compression:
        hole_length = cursor.take("<H")[0] if has_hole else 0
        _require(length < PAGE_BYTES)
    else:
        _require(length <= PAGE_BYTES)
        hole_length = PAGE_BYTES - length
    if has_hole:
        _require(hole_offset > 0 and hole_length > 0)
    else:
        _require(hole_offset == 0 and hole_length == 0)
    return length, info
