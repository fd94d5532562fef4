"""Data pages: checking those that a backup reads, and decoding one for people.

The page header has had one layout (version 4) from 13 to 18: `storage/bufpage.h`. What a page belongs to shows in
its special space, at the end of the page.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.base import PageDescription, PageField, PageVerdict, SourceFile
from pagewake.engines.postgres.raw import text_of
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.kernels import PgPageFault, check_pg_pages, pg_checksum
from pagewake.units import counted

_HEADER = struct.Struct("<IIHHHHHHI")
_HEADER_SIZE = _HEADER.size
_ITEM_SIZE = 4
_FLAGS = {1: "has free line pointers", 2: "full", 4: "all visible"}
_KINDS_BY_ID = {
    0xFF80: "hash index", 0xFF81: "GiST index", 0xFF82: "SP-GiST index",
    0xF091: "BRIN metapage", 0xF092: "BRIN range map", 0xF093: "BRIN index",
}  # fmt: skip
_SEQUENCE_MAGIC = 0x1717
_BTREE_META = 8
_HASH_WITHOUT_ITEMS = 4 | 8
"""LH_BITMAP_PAGE, LH_META_PAGE."""
_SPGIST_META = 1
_GIN_WITHOUT_ITEMS = 1 | 8
"""GIN_DATA, GIN_META."""
_ITEM_STATES = ("unused", "normal", "redirect", "dead")


def check_pages(
    file: SourceFile,
    blocks: NDArray[np.int64],
    pages: memoryview,
    checksums: bool,
    start: int,
    newest: int = 0,
) -> PageVerdict:
    """Check pages just read of a relation's file: page i of the buffer is block `blocks[i]` of the file.

    Pages changed at or after LSN `start` may be torn, and replay makes them anew: they are good, whatever is in
    them (0: judge all). Only an LSN past `newest`, where the log ended after the pages were read, is wrong in them
    as well (0: do not compare). Releases the GIL.
    """
    bad, faults = _judged(blocks + file.first_block, pages, checksums, start, newest)
    return PageVerdict(bad, tuple(PgPageFault(int(fault)).description for fault in faults))


def check_files(
    files: Sequence[SourceFile], pages: memoryview, checksums: bool, start: int, newest: int = 0
) -> NDArray[np.bool_]:
    """Which of the relations' files have no bad page; `pages` are those of all files, back to back."""
    counts = np.array([file.blocks for file in files], np.int64)
    ends = np.cumsum(counts)
    shift = np.array([file.first_block for file in files], np.int64) - (ends - counts)
    numbers = np.arange(len(pages) // BLOCK_SIZE, dtype=np.int64) + np.repeat(shift, counts)
    bad, _ = _judged(numbers, pages, checksums, start, newest)
    fine = np.ones(len(files), bool)
    fine[np.searchsorted(ends, bad, "right")] = False
    return fine


def _judged(
    numbers: NDArray[np.int64], pages: memoryview, checksums: bool, start: int, newest: int
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The indexes of bad pages and their faults; page i has the number `numbers[i]` in its relation's fork."""
    bad, faults = check_pg_pages(pages, numbers, checksums=checksums, skip_from=start, newest=newest)
    return _with_future(pages, bad, faults, newest) if newest and start else (bad, faults)


def _with_future(
    pages: memoryview, bad: NDArray[np.int64], faults: NDArray[np.uint8], newest: int
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """The verdict, with the pages that carry an LSN which the log has not reached."""
    halves = np.frombuffer(pages, "<u4").reshape(-1, BLOCK_SIZE // 4)[:, :2].astype(np.uint64)
    lsns = halves[:, 0] << np.uint64(32) | halves[:, 1]
    verdict = np.zeros(len(lsns), np.uint8)
    verdict[lsns > np.uint64(newest)] = PgPageFault.FUTURE_LSN
    verdict[bad] = faults
    found = np.flatnonzero(verdict)
    return found, verdict[found]


@dataclass(frozen=True)
class _Header:
    lsn: int
    checksum: int
    flags: int
    lower: int
    upper: int
    special: int
    size: int
    version: int
    prune_xid: int


def describe_page(page: bytes, block: int) -> PageDescription:
    """Decode a page for people; `block` is its number in its relation, which the checksum depends on.

    Whatever is wrong with it is a problem, not an error.
    """
    if len(page) < BLOCK_SIZE:
        return PageDescription((), None, None, (f"the page has {len(page)} bytes instead of {BLOCK_SIZE}",))
    page = bytes(page[:BLOCK_SIZE])
    if not any(page):
        return PageDescription((), None, None, ("the page is all zeros: it was never written",))
    header = _read_header(page)
    actual = pg_checksum(page, block & 0xFFFFFFFF)
    problems = _problems(header)
    items, astray = _items(page, header) if not problems else ((), 0)
    if astray:
        problems.append(f"{counted(astray, 'line pointer')} outside of where the page keeps rows")
    if header.checksum and header.checksum != actual:
        problems.append(
            f"the checksum is {header.checksum:#06x} and should be {actual:#06x} for block {block} "
            "(unless checksums were switched off later)"
        )
    return PageDescription(
        (*_fields(page, header, actual, len(items)), *items),
        header.lsn,
        header.checksum == actual if header.checksum else None,
        tuple(problems),
    )


def _read_header(page: bytes) -> _Header:
    high, low, checksum, flags, lower, upper, special, size_version, prune = _HEADER.unpack_from(page)
    return _Header(
        high << 32 | low,
        checksum,
        flags,
        lower,
        upper,
        special,
        size_version & 0xFF00,
        size_version & 0xFF,
        prune,
    )


def _fields(page: bytes, header: _Header, actual: int, items: int) -> tuple[PageField, ...]:
    if not header.checksum:
        state = "none kept"
    else:
        state = "as computed" if header.checksum == actual else f"should be {actual:#06x}"
    flags = ", ".join(word for bit, word in _FLAGS.items() if header.flags & bit) or "none"
    sound = not _problems(header)
    return (
        PageField("LSN", 0, 8, text_of(header.lsn), "end of the last logged change"),
        PageField("checksum", 8, 2, f"{header.checksum:#06x}", state),
        PageField("flags", 10, 2, f"{header.flags:#06x}", flags),
        PageField("lower", 12, 2, str(header.lower), counted(items, "line pointer") if sound else ""),
        PageField(
            "upper",
            14,
            2,
            str(header.upper),
            f"{counted(header.upper - header.lower, 'byte')} free" if sound else "",
        ),
        PageField("special", 16, 2, str(header.special), _kind(page, header) if sound else ""),
        PageField("size and version", 18, 2, f"{header.size} / {header.version}"),
        PageField(
            "prune xid", 20, 4, str(header.prune_xid), "oldest transaction that left something to prune"
        ),
    )


def _items(page: bytes, header: _Header) -> tuple[tuple[PageField, ...], int]:
    """The line pointers of a sound page (ItemIdData: offset 15 bits, state 2, length 15), and how many point astray."""
    if not _has_items(page, header):
        return (), 0
    count = (header.lower - _HEADER_SIZE) // _ITEM_SIZE
    words = np.frombuffer(page, "<u4", count, _HEADER_SIZE)
    found, astray = [], 0
    rows = zip((words & 0x7FFF).tolist(), (words >> 15 & 3).tolist(), (words >> 17).tolist(), strict=True)
    for number, (offset, state, length) in enumerate(rows, 1):
        note = _ITEM_STATES[state]
        if state == 2:
            note = f"redirect to line pointer {offset}"
        elif length:
            note = f"{note}: {counted(length, 'byte')} at {offset}"
        if state == 1 and not header.upper <= offset <= offset + length <= header.special:
            note, astray = f"{note}, outside of the rows", astray + 1
        place = _HEADER_SIZE + (number - 1) * _ITEM_SIZE
        found.append(PageField(f"line pointer {number}", place, _ITEM_SIZE, f"{offset} / {length}", note))
    return tuple(found), astray


def _has_items(page: bytes, header: _Header) -> bool:
    """Whether line pointers follow the header: indexes keep something else there in some of their pages.

    `access/nbtree.h`, `hash.h`, `spgist_private.h`, `ginblock.h`, `brin_page.h`.
    """

    def word(at: int) -> int:
        return int.from_bytes(page[header.special + at : header.special + at + 2], "little")

    kind, size = _kind(page, header), BLOCK_SIZE - header.special
    if kind in ("BRIN metapage", "BRIN range map") or (size and size not in (8, 16)):
        return False
    if kind == "B-tree index":
        return not word(12) & _BTREE_META
    if kind == "hash index":
        return not word(12) & _HASH_WITHOUT_ITEMS
    if kind == "SP-GiST index":
        return not word(0) & _SPGIST_META
    if kind == "GIN index":
        return not word(6) & _GIN_WITHOUT_ITEMS
    return True


def _kind(page: bytes, header: _Header) -> str:
    """What the special space says that the page belongs to."""
    size = BLOCK_SIZE - header.special
    if size == 0:
        return "a table's page, or one of its maps"
    last = int.from_bytes(page[-2:], "little")
    if last in _KINDS_BY_ID and size in (8, 16):
        return _KINDS_BY_ID[last]
    if size == 16:
        return "B-tree index"
    if size == 8:
        magic = int.from_bytes(page[header.special : header.special + 4], "little")
        return "sequence" if magic == _SEQUENCE_MAGIC else "GIN index"
    return f"{size} bytes of an unknown kind"


def _problems(header: _Header) -> list[str]:
    problems = []
    if header.upper == 0:
        problems.append("the header is that of a page never written, and the page is not all zeros")
        return problems
    if (header.size, header.version) != (BLOCK_SIZE, 4):
        problems.append(f"the page claims a size of {header.size} and layout version {header.version}")
    if header.flags & ~0x7:
        problems.append(f"the page has flags that do not exist: {header.flags:#06x}")
    if not _HEADER_SIZE <= header.lower <= header.upper <= header.special <= BLOCK_SIZE or header.special % 8:
        problems.append(
            f"the parts of the page overlap: lower {header.lower}, upper {header.upper}, special {header.special}"
        )
    return problems
