"""Pages of NeuroQuantumDB: the header, the data area, the checksum, and the free list of page 0.

A page is 4096 bytes: a header of 64 and a data area of 4032. The checksum is the CRC-32 of the data area
only. Page 0 holds the free list; its reserved bytes hold the database id where Pagewake's own pager made the
file, and zeros where the original did.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from pagewake.errors import PageCorrupt, PageError
from pagewake.units import counted

PAGE_SIZE = 4096
HEADER_SIZE = 64
DATA_SIZE = PAGE_SIZE - HEADER_SIZE
MAGIC = 0xDEADBEEF
NO_PAGE = 2**64 - 1
"""The next or previous page of a page that has none."""

TYPE_FREE_LIST = 0
TYPE_DATA = 1
TYPE_INTERNAL = 2
TYPE_LEAF = 3
TYPE_OVERFLOW = 4
TYPE_WAL = 5
TYPE_NAMES = ("free list", "data", "B+ internal", "B+ leaf", "overflow", "WAL")

LSN_AT = 16
CHECKSUM_AT = 24
FREE_SPACE_AT = 28
DATABASE_ID_AT = 48
DATABASE_ID_SIZE = 16

_HEADER = struct.Struct("<IB3xQQIHHQQ16s")
_FREE_LIST_ROOM = (DATA_SIZE - 16) // 8


@dataclass(frozen=True)
class PageHeader:
    """The 64 bytes before the data area. `lsn` is 0 in every page that the original wrote."""

    magic: int
    type: int
    page: int
    lsn: int
    checksum: int
    free_space: int
    slot_count: int
    next_page: int
    previous_page: int
    reserved: bytes


def read_header(page: bytes | bytearray | memoryview) -> PageHeader:
    """Decode a header, whatever it says.

    Raises:
        PageCorrupt: there are not even 64 bytes.
    """
    if len(page) < HEADER_SIZE:
        raise PageCorrupt(f"a page of {len(page)} bytes has no header")
    return PageHeader(*_HEADER.unpack_from(page))


def new_page(block: int, type: int = TYPE_DATA) -> bytearray:
    """A fresh page: zeroed data area, checksum not yet set (the original sets it on write)."""
    page = bytearray(PAGE_SIZE)
    _HEADER.pack_into(page, 0, MAGIC, type, block, 0, 0, DATA_SIZE, 0, NO_PAGE, NO_PAGE, b"")
    return page


def write_data(page: bytearray | memoryview, offset: int, data: bytes | bytearray | memoryview) -> None:
    """Put bytes into the data area and set free_space to what lies behind them, as the engine always does.

    Raises:
        PageError: they reach past the end of the page.
    """
    end = offset + len(data)
    if offset < 0 or end > DATA_SIZE:
        raise PageError(
            f"{counted(len(data), 'byte')} at offset {offset} do not fit into a data area of {DATA_SIZE}"
        )
    page[HEADER_SIZE + offset : HEADER_SIZE + end] = data
    struct.pack_into("<H", page, FREE_SPACE_AT, DATA_SIZE - end)


def set_lsn(page: bytearray | memoryview, lsn: int) -> None:
    """Stamp the LSN of the last change into the header."""
    struct.pack_into("<Q", page, LSN_AT, lsn)


def checksum(page: bytes | bytearray | memoryview) -> int:
    """What the checksum field of this page should hold."""
    return zlib.crc32(memoryview(page)[HEADER_SIZE:PAGE_SIZE])


def seal(page: bytearray | memoryview) -> None:
    """Refresh the checksum."""
    struct.pack_into("<I", page, CHECKSUM_AT, checksum(page))


def encode_free_list(page: bytearray | memoryview, free: list[int]) -> None:
    """Write the free list (in the order of reuse) into page 0.

    Raises:
        PageError: more ids than fit (502).
    """
    if len(free) > _FREE_LIST_ROOM:
        raise PageError(f"a free list of {len(free)} pages does not fit; {_FREE_LIST_ROOM} do")
    count = struct.pack("<Q", len(free))
    write_data(page, 0, count + struct.pack(f"<{len(free)}Q", *free) + count)


def decode_free_list(page: bytes | bytearray | memoryview) -> list[int]:
    """The free list of page 0.

    Raises:
        PageCorrupt: the page is not of that type, or its list is not one.
    """
    header = read_header(page)
    if header.magic != MAGIC or header.type != TYPE_FREE_LIST or len(page) < PAGE_SIZE:
        raise PageCorrupt("page 0 does not hold a free list")
    (count,) = struct.unpack_from("<Q", page, HEADER_SIZE)
    if count > _FREE_LIST_ROOM:
        raise PageCorrupt(f"the free list claims {counted(count, 'page')}; {_FREE_LIST_ROOM} fit")
    *free, again = struct.unpack_from(f"<{count + 1}Q", page, HEADER_SIZE + 8)
    if again != count:
        raise PageCorrupt(f"the free list says {count} pages before and {again} after them")
    return free


def database_id(page: bytes | bytearray | memoryview) -> bytes | None:
    """The id that Pagewake's pager keeps in page 0; None where the original made the file."""
    if len(page) < HEADER_SIZE:
        return None
    raw = bytes(page[DATABASE_ID_AT : DATABASE_ID_AT + DATABASE_ID_SIZE])
    return raw if any(raw) else None


def set_database_id(page: bytearray | memoryview, identifier: bytes) -> None:
    """Write the database id into page 0."""
    if len(identifier) != DATABASE_ID_SIZE or not any(identifier):
        raise ValueError("a database id is 16 bytes that are not all zero")
    page[DATABASE_ID_AT : DATABASE_ID_AT + DATABASE_ID_SIZE] = identifier
