"""What walking PostgreSQL WAL gives back: why it stopped, and the columns of what it found.

The formats are those of PostgreSQL 13 to 18 with pages of 8192 bytes, as the server's `xlog_internal.h`,
`xlogrecord.h` and `xlogreader.c` have them. LSNs are byte positions in the WAL, times are microseconds since
2000-01-01 00:00 UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pagewake.kernels.surface import Bytes

WAL_PAGE_BYTES = 8192

WAL_MAGICS: Mapping[int, int] = MappingProxyType(
    {0xD106: 13, 0xD10D: 14, 0xD110: 15, 0xD113: 16, 0xD116: 17, 0xD118: 18}
)
"""The major version that writes WAL pages with each magic number. Any other is refused, not guessed at."""

NO_TIME_MIN = 2**63 - 1
"""`min_time` and `min_commit_time` where no such record was met."""

NO_TIME_MAX = -(2**63)
"""`max_time` and `max_commit_time` where no such record was met, and `xact_time` of a record without one."""

MAX_BLOCK_REFS = 33
"""A record refers to no more blocks than this."""


class WalLayout(NamedTuple):
    """What must be the same in every page and segment of the WAL to walk.

    `magic` is one of `WAL_MAGICS`. `segment_size` is a power of two (1 MiB to 1 GiB in a server; the walker
    takes anything from two pages on). `system_identifier` 0 means: not known, do not compare.
    """

    magic: int
    segment_size: int
    system_identifier: int = 0


class WalStop(IntEnum):
    """Why a walker returned. All but MORE are final: the walker reads nothing more.

    At the end of live WAL any of them is usual (old bytes of a recycled segment follow, or zeros:
    BAD_RECORD_LENGTH or BAD_MAGIC). Before a position that the WAL must reach each of them is damage. Which
    of the two it is, is for the caller to decide.
    """

    MORE = 0
    """Everything fed was used up."""
    BAD_MAGIC = 1
    """A page begins with another magic number: zeros, another major version, or no WAL."""
    BAD_PAGE_FLAGS = 2
    """A page has flags that do not exist or that contradict each other."""
    BAD_PAGE_ADDRESS = 3
    """A page says that it belongs to another LSN, as in a segment file that was recycled."""
    BAD_SEGMENT_HEADER = 4
    """The first page of a segment has no long header, or it is of another system or of other sizes."""
    TIMELINE_BACKWARDS = 5
    """A page is of an older timeline than the page before it."""
    NO_CONTRECORD = 6
    """A record should go on on this page, and the page does not begin with the rest of one."""
    UNEXPECTED_CONTRECORD = 7
    """The page begins with the rest of a record, and none was begun."""
    BAD_CONTRECORD_LENGTH = 8
    """The rest of the record is of another length than is missing."""
    BAD_RECORD_LENGTH = 9
    """The record's length is 0 (the usual end), less than its header, or more than a record can have."""
    BAD_RMGR = 10
    """No resource manager of this number exists in this version."""
    BAD_PREV_LINK = 11
    """The record does not link back to the record before it."""
    BAD_CRC = 12
    """The record's checksum does not match its bytes."""
    BAD_RECORD = 13
    """The checksum is right and the record's block references or main data contradict themselves."""
    BAD_OVERWRITE = 14
    """A record was abandoned after a crash, and the page that says so does not begin with the matching
    OVERWRITE_CONTRECORD; or such a record stands where none was abandoned."""

    @property
    def description(self) -> str:
        """The reason in words that continue "reading stopped because ..."."""
        return _STOPS[self]


_STOPS = {
    WalStop.MORE: "all the bytes given were read",
    WalStop.BAD_MAGIC: "the page does not begin with the magic number of this version's WAL",
    WalStop.BAD_PAGE_FLAGS: "the page header has flags that cannot be",
    WalStop.BAD_PAGE_ADDRESS: "the page header carries the LSN of another page",
    WalStop.BAD_SEGMENT_HEADER: "the segment does not begin with the header of this system and segment size",
    WalStop.TIMELINE_BACKWARDS: "the page is of an older timeline than the page before it",
    WalStop.NO_CONTRECORD: "the page does not continue the record that the page before it began",
    WalStop.UNEXPECTED_CONTRECORD: "the page continues a record that was never begun",
    WalStop.BAD_CONTRECORD_LENGTH: "the continued record is of another length than it was begun with",
    WalStop.BAD_RECORD_LENGTH: "there is no record of a possible length",
    WalStop.BAD_RMGR: "the record's resource manager does not exist",
    WalStop.BAD_PREV_LINK: "the record does not link back to the one before it",
    WalStop.BAD_CRC: "the record's checksum does not match",
    WalStop.BAD_RECORD: "the record contradicts itself",
    WalStop.BAD_OVERWRITE: "the marks of a record that was abandoned after a crash do not match",
}


BLOCK_TYPE = np.dtype(
    [
        ("last", np.uint64),
        ("tablespace", np.uint32),
        ("database", np.uint32),
        ("relation", np.uint32),
        ("block", np.uint32),
        ("count", np.uint32),
        ("fork", np.uint8),
    ],
    align=True,
)
"""A distinct block: `count` references to it (held at the largest u32), `last` the ordinal of the last record
that names it. `relation` is the relfilenumber; `fork` 0 main, 1 fsm, 2 vm, 3 init."""

EVENT_TYPE = np.dtype(
    [
        ("lsn", np.uint64),
        ("end_lsn", np.uint64),
        ("ordinal", np.uint64),
        ("tot_len", np.uint32),
        ("xid", np.uint32),
        ("main_len", np.uint32),
        ("rmid", np.uint8),
        ("info", np.uint8),
    ],
    align=True,
)
"""A record that Python must look at. Its main data is the last `main_len` of its `tot_len` bytes."""

RECORD_TYPE = np.dtype(
    [
        ("lsn", np.uint64),
        ("end_lsn", np.uint64),
        ("prev", np.uint64),
        ("xact_time", np.int64),
        ("first_block", np.uint64),
        ("tot_len", np.uint32),
        ("xid", np.uint32),
        ("main_len", np.uint32),
        ("n_blocks", np.uint16),
        ("rmid", np.uint8),
        ("info", np.uint8),
    ],
    align=True,
)
"""A record. Its block references are rows `first_block` to `first_block + n_blocks` of `block_refs()`;
`xact_time` is that of a commit or abort, otherwise `NO_TIME_MAX`."""

BLOCK_REF_TYPE = np.dtype(
    [
        ("tablespace", np.uint32),
        ("database", np.uint32),
        ("relation", np.uint32),
        ("block", np.uint32),
        ("image_len", np.uint16),
        ("data_len", np.uint16),
        ("fork", np.uint8),
        ("flags", np.uint8),
        ("image_info", np.uint8),
        ("id", np.uint8),
    ],
    align=True,
)
"""A block reference of a record, in their order. `flags` is the whole fork_flags byte (0x10 image, 0x20 data,
0x40 will init, 0x80 same relation), `image_info` the bimg_info byte as this version writes it (0 without)."""


class WalWalker(Protocol):
    """Walks WAL that is fed to it piece by piece; made by `Kernels.wal_walker`.

    A record counts (in every table, sum and event) when its last byte was fed and its CRC, prev link and
    fragment headers are right, never before. Its *ordinal* is its number among those counted, from 0, since
    the beginning or the last `forget`. What the properties and methods give is valid until the next `feed`
    or `forget`; copy what must live longer. One walker is for one thread at a time; many may run at once.

    Memory: the tables, which grow with the distinct blocks, events (and rows, where asked for). A record is
    never assembled by the native walker, so its length costs nothing.
    """

    def feed(self, data: Bytes, lsn: int) -> WalStop:
        """Walk `data`, whole pages that begin at LSN `lsn`.

        The first feed begins at the page that `start` lies in, each other one where the last one ended. After
        any other answer than MORE the same answer is given again and nothing is read. Raises ValueError for
        pieces that do not join up or are not whole pages; never for what the bytes are.
        """

    def forget(self) -> None:
        """Drop what was collected, and keep walking where the walker stands.

        Collected: tables, rows, events, counts, times, `first_record`, `first_prev`, `skipped_head`. So a
        segment can be walked only for the record that runs over its end. That record is then counted, once it
        is complete, as the first one.
        """

    @property
    def position(self) -> int:
        """The LSN up to which bytes were used up; after a stop the same as `stop_lsn`."""

    @property
    def stop(self) -> WalStop:
        """What the last feed returned."""

    @property
    def stop_lsn(self) -> int:
        """Where the record or page begins that stopped the walk; `position` while there is none."""

    @property
    def end_lsn(self) -> int:
        """The end, aligned to 8, of the last whole record: where the next would begin.

        After a SWITCH it is the end of the segment. Before there was any record it is where the first one
        should begin, as far as that is known (`start` until the first page was read).
        """

    @property
    def first_record(self) -> int | None:
        """The start LSN of the first record counted."""

    @property
    def last_record(self) -> int | None:
        """The start LSN of the last whole record; `forget` does not change it."""

    @property
    def first_prev(self) -> int | None:
        """The prev link of the first record counted: the record that must stand before it."""

    @property
    def pending(self) -> int | None:
        """The start LSN of a record that was begun and is not complete."""

    @property
    def timeline(self) -> int:
        """The timeline in the last page header, 0 before there was one."""

    @property
    def skipped_head(self) -> bool:
        """Whether the first page began inside a record, whose rest was skipped."""

    @property
    def records_counted(self) -> int:
        """How many records were counted."""

    @property
    def counts(self) -> NDArray[np.uint64]:
        """Records by resource manager and opcode: shape (256, 16), indexed by rmid and info >> 4."""

    @property
    def record_bytes(self) -> NDArray[np.uint64]:
        """Their lengths in bytes (tot_len), summed likewise."""

    @property
    def image_bytes(self) -> NDArray[np.uint64]:
        """The bytes of page images in them, as stored, summed likewise."""

    @property
    def commits(self) -> int:
        """COMMIT and COMMIT_PREPARED records."""

    @property
    def aborts(self) -> int:
        """ABORT and ABORT_PREPARED records."""

    @property
    def min_commit_time(self) -> int:
        """The smallest time of a commit, or `NO_TIME_MIN`."""

    @property
    def max_commit_time(self) -> int:
        """The largest time of a commit, or `NO_TIME_MAX`."""

    @property
    def min_time(self) -> int:
        """The smallest time of a commit or abort, or `NO_TIME_MIN`."""

    @property
    def max_time(self) -> int:
        """The largest time of a commit or abort, or `NO_TIME_MAX`."""

    def blocks(self) -> NDArray[Any]:
        """The distinct blocks that records name, of `BLOCK_TYPE`, in no particular order."""

    def events(self) -> NDArray[Any]:
        """The records that change more than the blocks they name, of `EVENT_TYPE`, in WAL order.

        They are: XLOG (rmid 0) except NOOP, NEXTOID, FPI and FPI_FOR_HINT; Storage (2), Database (4) and
        Tablespace (5); transaction ends (1) that drop relation files (xinfo bit 2); records with info bit
        0x01 (SPECIAL_REL_UPDATE) unless of Storage, Database or a transaction end; and records of an
        extension's resource manager (128 and up) without any block reference.
        """

    def records(self) -> NDArray[Any]:
        """All records, of `RECORD_TYPE`, in WAL order. Raises ValueError unless made with `records=True`."""

    def block_refs(self) -> NDArray[Any]:
        """All block references, of `BLOCK_REF_TYPE`. Raises ValueError unless made with `records=True`."""


def check_start(layout: WalLayout, start: int, exact: bool) -> None:
    """Raise ValueError for a layout or start that no WAL has."""
    size = layout.segment_size
    if layout.magic not in WAL_MAGICS:
        raise ValueError(f"0x{layout.magic:04X} is not the magic number of a WAL that can be read")
    if size < 2 * WAL_PAGE_BYTES or size & (size - 1) or size > 1 << 30:
        raise ValueError(f"WAL segments of {size} bytes do not exist")
    if not 0 <= layout.system_identifier < 1 << 64:
        raise ValueError("a system identifier is an unsigned 64-bit number")
    if not 0 <= start < 1 << 62 or (exact and start % 8):
        raise ValueError(f"no record starts at {start >> 32:X}/{start & 0xFFFFFFFF:X}")


def check_feed(size: int, lsn: int, expected: int) -> None:
    """Raise ValueError for bytes that are not whole pages or do not begin where they must."""
    if size % WAL_PAGE_BYTES:
        raise ValueError(f"{size} bytes are not whole WAL pages of {WAL_PAGE_BYTES} bytes")
    if lsn != expected:
        raise ValueError(f"WAL must be fed from byte {expected} on, not from {lsn}")
    if lsn + size > 1 << 63:
        raise ValueError("no WAL reaches so far")


COUNT_SHAPE = (256, 16)
"""The shape of `counts`, `record_bytes` and `image_bytes`."""
