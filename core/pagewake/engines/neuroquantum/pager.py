"""The page file through a bounded cache, obeying the WAL rule.

No page reaches the file before the log records that changed it are durable. All methods but `sync` are
called with the database's mutex held. Pages are plain 4096-byte arrays; checksums are refreshed when a page
leaves the cache.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable, Sequence
from itertools import islice

from pagewake.disk import Disk
from pagewake.engines.neuroquantum.pages import (
    CHECKSUM_AT,
    DATA_SIZE,
    HEADER_SIZE,
    LSN_AT,
    MAGIC,
    PAGE_SIZE,
    checksum,
    new_page,
    seal,
    set_lsn,
    write_data,
)
from pagewake.engines.neuroquantum.wal_writer import WalWriter
from pagewake.errors import DatabaseError, PageCorrupt

_SMALLEST_CACHE = 16
_RUN = 256


class Pager:
    """Pages of one open page file. `count` is the number of pages of the database, written yet or not."""

    def __init__(self, descriptor: int, count: int, disk: Disk, log: WalWriter, cache_bytes: int) -> None:
        self.count = count
        self.dirty: set[int] = set()
        self.written = 0
        """Pages written to the file since it was opened."""
        self._descriptor = descriptor
        self._disk = disk
        self._log = log
        self._capacity = max(_SMALLEST_CACHE, cache_bytes // PAGE_SIZE)
        self._cached: dict[int, bytearray] = {}  # in order of last use, oldest first

    def page(self, number: int) -> bytearray:
        """The live page, to read at once and never to change.

        Raises:
            DatabaseError: there is no such page.
            PageCorrupt: its bytes in the file fail their checksum.
        """
        page = self._cached.pop(number, None)
        if page is None:
            if not 0 <= number < self.count:
                raise DatabaseError(f"there is no page {number}; the database has {self.count}")
            page = self._read(number)
            stored = struct.unpack_from("<I", page, CHECKSUM_AT)[0]
            if not _has_magic(page) or stored != checksum(page):
                raise PageCorrupt("the page fails its checksum", object_name=f"page {number}")
            self._make_room()
        self._cached[number] = page
        return page

    def page_for_redo(self, number: int) -> bytearray:
        """As `page`, but takes whatever a crash left; one past the end, or never written, is made fresh.

        Replay overwrites every byte that an interrupted write could have left wrong, so checksums do not
        matter here.
        """
        page = self._cached.pop(number, None)
        if page is None:
            while self.count <= number:
                self.add(self.count, 0)
            page = self._cached.pop(number, None) or self._read(number)
            if not _has_magic(page):
                page = new_page(number)
            self._make_room()
        self._cached[number] = page
        return page

    def image(self, number: int) -> bytes:
        """A copy of the page as it would be written: checksum refreshed."""
        page = self.page(number)
        seal(page)
        return bytes(page)

    def data(self, number: int, offset: int = 0, length: int = DATA_SIZE) -> bytes:
        """Bytes of the data area."""
        start = HEADER_SIZE + offset
        return bytes(self.page(number)[start : start + length])

    def add(self, number: int, lsn: int) -> None:
        """Make the next page of the database, as the record `lsn` says."""
        self._make_room()
        page = new_page(number)
        set_lsn(page, lsn)
        self._cached[number] = page
        self.dirty.add(number)
        self.count = max(self.count, number + 1)

    def change(self, number: int, offset: int, data: bytes, lsn: int, *, redo: bool = False) -> None:
        """Put bytes into a page's data area, as the record `lsn` says."""
        page = self.page_for_redo(number) if redo else self.page(number)
        write_data(page, offset, data)
        set_lsn(page, lsn)
        self.dirty.add(number)

    def replace_run(self, first: int, images: memoryview, last_lsn: int) -> None:
        """Write consecutive whole pages past the cache; their newest change is `last_lsn`."""
        self._log.wait_durable(last_lsn)
        count = len(images) // PAGE_SIZE
        for number in range(first, first + count):
            self._cached.pop(number, None)
            self.dirty.discard(number)
        self._disk.write_at(self._descriptor, images, first * PAGE_SIZE)
        self.written += count
        self.count = max(self.count, first + count)

    def take_copies(self, numbers: Iterable[int]) -> tuple[list[int], list[bytes], int]:
        """Sealed copies of those pages that are still dirty, and the newest LSN among them."""
        still = [number for number in numbers if number in self.dirty]
        copies = []
        for number in still:
            page = self._cached[number]
            seal(page)
            copies.append(bytes(page))
        return still, copies, max(map(_lsn_of, copies), default=0)

    def write_copies(self, numbers: Sequence[int], copies: Sequence[bytes]) -> None:
        """Write copies taken before, whose log is durable by now.

        A page that was evicted meanwhile is newer in the file: it is left. One that changed meanwhile stays
        dirty.
        """
        kept = [(number, copy) for number, copy in zip(numbers, copies, strict=True) if number in self.dirty]
        self._write(kept)
        for number, copy in kept:
            if _lsn_of(self._cached[number]) == _lsn_of(copy):
                self.dirty.discard(number)

    def sync(self) -> None:
        """Make everything written so far durable."""
        self._disk.sync(self._descriptor)

    def _read(self, number: int) -> bytearray:
        page = bytearray(os.pread(self._descriptor, PAGE_SIZE, number * PAGE_SIZE))
        page.extend(bytes(PAGE_SIZE - len(page)))
        return page

    def _make_room(self) -> None:
        """Let go of the longest unused pages, writing the dirty ones first."""
        if len(self._cached) < self._capacity:
            return
        victims = list(islice(self._cached, max(1, self._capacity // 8)))
        numbers, copies, lsn = self.take_copies(sorted(victims))
        if numbers:
            self._log.wait_durable(lsn)
            self._write(list(zip(numbers, copies, strict=True)))
            self.dirty.difference_update(numbers)
        for number in victims:
            del self._cached[number]

    def _write(self, pages: list[tuple[int, bytes]]) -> None:
        """Write pages, ascending, neighbours together."""
        start = 0
        for index in range(1, len(pages) + 1):
            ends = index == len(pages) or pages[index][0] != pages[index - 1][0] + 1
            if ends or index - start == _RUN:
                data = b"".join(page for _, page in pages[start:index])
                self._disk.write_at(self._descriptor, data, pages[start][0] * PAGE_SIZE)
                start = index
        self.written += len(pages)


def _has_magic(page: bytearray) -> bool:
    return int.from_bytes(page[:4], "little") == MAGIC


def _lsn_of(page: bytes | bytearray) -> int:
    return int.from_bytes(page[LSN_AT : LSN_AT + 8], "little")
