"""Writes PostgreSQL WAL as a server would, for tests: pages, records, split records, switches, abandoned records.

    wal = WalWriter()
    wal.append(10, 0x00, main=bytes(3), blocks=[Block(relation=16384, block=7, data=b"tuple")])
    wal.commit(time=800_000_000_000_000)
    wal.switch()
    bytes_of_whole_segments = wal.segments()

The writer knows no rule but those of the format, and what it is told to break, it breaks.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field

from pagewake.kernels import WAL_MAGICS, WAL_PAGE_BYTES, crc32c

CONTRECORD, LONG_HEADER, BACKUP_REMOVABLE, OVERWRITE_CONTRECORD = 1, 2, 4, 8
DEFAULT_TABLESPACE, DEFAULT_DATABASE = 1663, 5
SEGMENT_BYTES = 16 << 20
SYSTEM_IDENTIFIER = 7_123_456_789_012_345_678


@dataclass(frozen=True)
class Image:
    """A page image. `stored` are its bytes as they stand in the WAL; `hole_length` is written only where the
    image is `compressed` (any compression bits of the version) and has a hole."""

    stored: bytes
    hole_offset: int = 0
    hole_length: int = 0
    compressed: int = 0
    apply: bool = True

    @classmethod
    def of_page(cls, page: bytes, hole: tuple[int, int] = (0, 0)) -> Image:
        """Not compressed, without the bytes from `hole[0]` on, `hole[1]` of them."""
        start, length = hole
        return cls(page[:start] + page[start + length :], start, length)


@dataclass(frozen=True)
class Block:
    """A block reference. `id` None: one more than that of the block before."""

    relation: int = 16384
    block: int = 0
    fork: int = 0
    database: int = DEFAULT_DATABASE
    tablespace: int = DEFAULT_TABLESPACE
    data: bytes = b""
    image: Image | None = None
    will_init: bool = False
    same_relation: bool = False
    id: int | None = None


@dataclass(frozen=True)
class Placed:
    """Where a record stands: its start, and its end aligned to 8 (after a SWITCH the end of the segment)."""

    lsn: int
    end_lsn: int


def fragment_headers(
    blocks: Sequence[Block],
    main_len: int,
    magic: int,
    origin: int | None = None,
    top_level_xid: int | None = None,
) -> bytes:
    """All that stands between the record's header and the payloads."""
    headers, last_id = bytearray(), -1
    for block in blocks:
        last_id = last_id + 1 if block.id is None else block.id
        flags = block.fork | (0x10 if block.image else 0) | (0x20 if block.data else 0)
        flags |= (0x40 if block.will_init else 0) | (0x80 if block.same_relation else 0)
        headers += struct.pack("<BBH", last_id, flags, len(block.data))
        if block.image:
            headers += _image_header(block.image, magic)
        if not block.same_relation:
            headers += struct.pack("<III", block.tablespace, block.database, block.relation)
        headers += struct.pack("<I", block.block)
    if origin is not None:
        headers += struct.pack("<BH", 253, origin)
    if top_level_xid is not None:
        headers += struct.pack("<BI", 252, top_level_xid)
    if main_len:
        headers += struct.pack("<BB", 255, main_len) if main_len < 256 else struct.pack("<BI", 254, main_len)
    return bytes(headers)


def _image_header(image: Image, magic: int) -> bytes:
    old = WAL_MAGICS[magic] < 15
    info = (1 if image.hole_length else 0) | image.compressed
    info |= (0x04 if old else 0x02) if image.apply else 0
    header = struct.pack("<HHB", len(image.stored), image.hole_offset, info)
    if image.compressed and image.hole_length:
        header += struct.pack("<H", image.hole_length)
    return header


def record_body(
    blocks: Sequence[Block],
    main: bytes,
    magic: int,
    origin: int | None = None,
    top_level_xid: int | None = None,
) -> bytes:
    """A record behind its header: fragment headers, then each block's image and data, then the main data."""
    body = bytearray(fragment_headers(blocks, len(main), magic, origin, top_level_xid))
    for block in blocks:
        body += (block.image.stored if block.image else b"") + block.data
    return bytes(body) + main


def record_bytes(rmid: int, info: int, prev: int, body: bytes, xid: int = 0) -> bytes:
    """A record: its header with length and checksum, then its body."""
    header = struct.pack("<IIQBB2x", 24 + len(body), xid, prev, info, rmid)
    return header + struct.pack("<I", crc32c(header, crc32c(body))) + body


@dataclass
class WalWriter:
    """Appends records to WAL that begins at `start`, the start of a segment."""

    magic: int = 0xD110
    segment_size: int = SEGMENT_BYTES
    system_identifier: int = SYSTEM_IDENTIFIER
    timeline: int = 1
    start: int = -1
    page_flags: int = BACKUP_REMOVABLE
    prev: int = 0
    """The start of the record before, which the next one links back to."""
    data: bytearray = field(default_factory=bytearray)
    count: int = 0
    """The whole records written."""

    def __post_init__(self) -> None:
        if self.start < 0:
            self.start = self.segment_size
        assert self.start % self.segment_size == 0

    @property
    def position(self) -> int:
        """Where the next byte is written."""
        return self.start + len(self.data)

    def append(
        self,
        rmid: int,
        info: int,
        *,
        main: bytes = b"",
        blocks: Sequence[Block] = (),
        xid: int = 0,
        origin: int | None = None,
        top_level_xid: int | None = None,
    ) -> Placed:
        """Write a record."""
        return self.append_body(
            rmid, info, record_body(blocks, main, self.magic, origin, top_level_xid), xid=xid
        )

    def append_body(self, rmid: int, info: int, body: bytes, *, xid: int = 0) -> Placed:
        """Write a record of any body, with the right header and checksum."""
        return self.append_record(record_bytes(rmid, info, self.prev, body, xid))

    def append_record(self, record: bytes, *, whole: bool = True) -> Placed:
        """Write these bytes as a record, whatever they are; unless `whole` only up to the end of the page."""
        self._begin_page()
        lsn, done = self.position, 0
        while done < len(record) and (whole or done == 0):
            if self.position % WAL_PAGE_BYTES == 0:
                self._page_header(CONTRECORD, len(record) - done)
            piece = record[done : done + WAL_PAGE_BYTES - self.position % WAL_PAGE_BYTES]
            self.data += piece
            done += len(piece)
        self.data += bytes(-len(self.data) % 8)
        if whole:
            self.prev = lsn
            self.count += 1
        return Placed(lsn, self.position)

    def commit(
        self, time: int, *, xid: int = 700, dropped: Sequence[tuple[int, int, int]] = (), info: int = 0
    ) -> Placed:
        """A COMMIT (or what `info` says) at `time`, that drops relations (tablespace, database, relation)."""
        main = struct.pack("<q", time)
        if dropped:
            main += struct.pack("<Ii", 4, len(dropped)) + b"".join(
                struct.pack("<III", *one) for one in dropped
            )
            info |= 0x80
        return self.append(1, info, main=main, xid=xid)

    def switch(self) -> Placed:
        """An XLOG_SWITCH: zeros up to the end of the segment."""
        placed = self.append(0, 0x40)
        self.data += bytes(-len(self.data) % self.segment_size)
        return Placed(placed.lsn, self.position)

    def abandon(self, record: bytes, *, named: int | None = None) -> Placed:
        """A record that is cut at the end of its page by a crash, and on the next page the OVERWRITE_CONTRECORD
        for it (that says `named`, if that is given). Returns where the latter stands."""
        lost = self.append_record(record, whole=False)
        assert self.position % WAL_PAGE_BYTES == 0, "the record must be longer than its page"
        self._page_header(OVERWRITE_CONTRECORD, 0)
        return self.append(0, 0xD0, main=struct.pack("<Qq", lost.lsn if named is None else named, 0))

    def fill_page(self, leave: int = 0) -> None:
        """Write a record that ends `leave` bytes (a multiple of 8) before the end of its page."""
        self._begin_page()
        room = WAL_PAGE_BYTES - self.position % WAL_PAGE_BYTES - leave
        if room >= 24:
            length = room - 24
            main = length - 2 if length < 258 else length - 5
            self.append(21, 0, main=bytes(max(main, 0)))

    def pages(self) -> bytes:
        """All that was written, the last page filled up with zeros."""
        return bytes(self.data) + bytes(-len(self.data) % WAL_PAGE_BYTES)

    def segments(self) -> bytes:
        """All that was written, the last segment filled up with zeros."""
        return bytes(self.data) + bytes(-len(self.data) % self.segment_size)

    def _begin_page(self) -> None:
        if self.position % WAL_PAGE_BYTES == 0:
            self._page_header(0, 0)

    def _page_header(self, flags: int, rem_len: int) -> None:
        first = self.position % self.segment_size == 0
        flags |= self.page_flags | (LONG_HEADER if first else 0)
        self.data += struct.pack("<HHIQI4x", self.magic, flags, self.timeline, self.position, rem_len)
        if first:
            self.data += struct.pack("<QII", self.system_identifier, self.segment_size, WAL_PAGE_BYTES)
