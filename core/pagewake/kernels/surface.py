"""The one surface that the native kernels and their plain references share."""

from __future__ import annotations

from collections.abc import Sequence
from mmap import mmap
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from pagewake.kernels.columns import ApplyStop, LogColumns, PageWrites
from pagewake.kernels.wal import WalLayout, WalWalker

Bytes: TypeAlias = bytes | bytearray | memoryview | mmap | NDArray[np.uint8]
"""Contiguous bytes to read."""

WritableBytes: TypeAlias = bytearray | memoryview | mmap | NDArray[np.uint8]
"""Contiguous bytes to change in place."""


class Kernels(Protocol):
    """The hot loops. Every method releases the GIL where the implementation is native.

    A buffer must keep its length and, where it maps a file, the file must not be cut while a kernel runs.
    ValueError or IndexError mean that the caller passed sizes that do not fit together; nothing was written
    then.
    """

    @property
    def name(self) -> str:
        """`native` or `reference`."""

    def crc32(self, data: Bytes, seed: int = 0) -> int:
        """CRC-32 (IEEE, as zlib) of `data`, going on from `seed`."""

    def walk_log(self, data: Bytes, *, base_offset: int = 0) -> LogColumns:
        """Decode and verify the NeuroQuantumDB records from the start of `data` up to the first bad one.

        `base_offset` is added to every position in the answer. Never raises for what the bytes are.
        """

    def check_nq_pages(
        self, pages: Bytes, first_block: int, page_size: int = 4096
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Check consecutive NeuroQuantumDB pages: the indexes of bad ones, and a `PageFault` for each.

        A page of zeros was never written and is good; so is a stored checksum of 0 (a database that keeps
        none). A partial last page is not looked at, as the database does not.
        """

    def zero_pages(self, data: Bytes, page_size: int) -> NDArray[np.bool_]:
        """Which pages hold nothing but zeros; a partial last page counts as one."""

    def gather_pages(self, source: Bytes, indexes: NDArray[Any], page_size: int, into: WritableBytes) -> int:
        """Copy the pages of `source` with these indexes back to back into `into`; returns the bytes copied.

        Only the last one may be the partial page at the end of `source`. Raises IndexError for a page that is
        not in `source`, ValueError when `into` is too small.
        """

    def write_pages(
        self, fd: int, data: Bytes, blocks: NDArray[Any], page_size: int, file_size: int | None = None
    ) -> int:
        """Write page i of `data` as block `blocks[i]` of a file; returns the bytes written.

        Blocks ascend; neighbours go out in one call. The last page of `data` may be partial. Nothing is
        written at or past `file_size`. Raises OSError with its errno; what was written until then stays.
        """

    def read_pages(self, fd: int, runs: NDArray[Any], page_size: int, into: WritableBytes) -> int:
        """Read runs (first block, count) back to back into `into`; returns the bytes read.

        Stops at the end of the file. Raises OSError with its errno.
        """

    def read_files(
        self, directory: int, paths: Sequence[str], sizes: NDArray[Any], into: WritableBytes
    ) -> NDArray[np.int64]:
        """Read many small files below an open directory back to back, file i into `sizes[i]` bytes of `into`.

        Returns how many bytes of each were read, at most its size, or its negative errno; the rest of its place
        becomes zeros. Raises ValueError where they do not fit.
        """

    def seal_chunks(
        self, chunks: Sequence[Bytes], codec: int, *, least: int, percent: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Chunks as packs keep them, back to back, and the length of each.

        Each is a byte for its codec, its body and the CRC-32 of both. The body is an LZ4 block, the codec `codec`,
        where that makes less than `percent` in a hundred of more than `least` bytes; else the chunk itself and 0.
        What LZ4 makes of the same bytes may differ. Raises ValueError for a chunk of more than LZ4 can take.
        """

    def apply_log(
        self,
        pages: WritableBytes,
        log: Bytes,
        writes: PageWrites,
        *,
        start: int = 0,
        compare_first: bool = True,
        stamp_lsn: bool = False,
    ) -> tuple[int, ApplyStop]:
        """Replay page writes from row `start` on over NeuroQuantumDB pages of 4096 bytes, in order.

        Returns the row at which it stopped (the number of rows when done) and why; the row it stopped at is
        not applied. After a mismatch, go on from that row with `compare_first=False`: the first row is then
        written without comparing. A page whose header is all zeros becomes a fresh data page. `free_space`
        follows every write as the database does it; checksums do not: call `seal_pages`.
        """

    def seal_pages(self, pages: WritableBytes, blocks: NDArray[Any]) -> None:
        """Compute the checksums of these NeuroQuantumDB pages of 4096 bytes again. Raises IndexError."""

    def block_counts(self, page_ids: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """The distinct page numbers, sorted, and how often each occurs (held at the largest u32).

        Raises LogCorrupt for a page number that no file can hold.
        """

    def crc32c(self, data: Bytes, seed: int = 0) -> int:
        """CRC-32C (Castagnoli) of `data`, going on from `seed`: PostgreSQL's checksum of WAL records."""

    def wal_walker(self, layout: WalLayout, start: int, *, exact: bool, records: bool = False) -> WalWalker:
        """A walker over PostgreSQL WAL from `start` on; see `WalWalker`.

        `exact`: a record starts at `start` (a multiple of 8, or the start of a page: then behind its header).
        Otherwise the first record is looked for that starts on the page of `start` or later, which may be
        before `start`; the rest of a record that runs into that page is skipped. `records`: also fill a row
        for every record and block reference. Raises ValueError for a layout that does not exist.
        """

    def check_pg_pages(
        self, pages: Bytes, blocks: NDArray[Any], *, checksums: bool, skip_from: int = 0, newest: int = 0
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Check PostgreSQL pages of 8192 bytes: the indexes of bad ones, and a `PgPageFault` for each.

        `blocks` has the number of each page in its relation's fork (segment number * 131072 + block in the
        file), which the checksum depends on. Judged in this order: a page of zeros was never written and is
        good; NOT_ZERO; a page whose LSN is `skip_from` or later may be torn and cannot be judged, it counts
        as good (0: judge all); BAD_HEADER; where `checksums` are on, BAD_CHECKSUM; FUTURE_LSN, an LSN later
        than `newest` (0: do not compare, as for unlogged relations). Raises ValueError unless the bytes are
        as many whole pages as there are block numbers, each in the range of a u32.
        """

    def pg_checksum(self, page: Bytes, block: int) -> int:
        """The checksum (1 to 65535) that this PostgreSQL page should have. Raises ValueError for its size."""
