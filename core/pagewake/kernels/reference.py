"""The plain kernels: the oracle of the tests, and the stand-in where no library was built."""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.kernels import reference_pg_pages, reference_wal_records, reference_walk
from pagewake.kernels.arguments import (
    HEADER_BYTES,
    PAGE_BYTES,
    block_counts,
    check_sealing,
    checked_blocks,
    checked_page_count,
    checked_page_numbers,
    checked_places,
    checked_runs,
    checked_start,
    gathered_bytes,
)
from pagewake.kernels.columns import ApplyStop, LogColumns, PageFault, PageWrites
from pagewake.kernels.reference_wal import ReferenceWalWalker
from pagewake.kernels.surface import Bytes, WritableBytes
from pagewake.kernels.wal import WalLayout, WalWalker

DATA_BYTES = PAGE_BYTES - HEADER_BYTES
MAGIC = 0xDEADBEEF
LAST_PAGE_TYPE = 5
_DATA_PAGE = 1
_NO_PAGE = (1 << 64) - 1


def _view(data: Bytes) -> memoryview:
    return memoryview(data.data if isinstance(data, np.ndarray) else data).cast("B")


def _array(data: Bytes) -> NDArray[np.uint8]:
    return np.frombuffer(data, np.uint8)


class ReferenceKernels:
    """Implements `Kernels` without a compiled library."""

    name = "reference"

    def crc32(self, data: Bytes, seed: int = 0) -> int:
        """CRC-32 by zlib."""
        return zlib.crc32(_view(data), seed)

    def walk_log(self, data: Bytes, *, base_offset: int = 0) -> LogColumns:
        """Record by record, in Python."""
        return reference_walk.walk_log(_view(data), base_offset)

    def check_nq_pages(
        self, pages: Bytes, first_block: int, page_size: int = PAGE_BYTES
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """Page by page, in Python."""
        view = _view(pages)
        bad: list[tuple[int, PageFault]] = []
        for index in range(checked_page_count(len(view), first_block, page_size)):
            fault = _page_fault(view[index * page_size : (index + 1) * page_size], first_block + index)
            if fault is not None:
                bad.append((index, fault))
        return (
            np.array([index for index, _ in bad], np.int64),
            np.array([fault for _, fault in bad], np.uint8),
        )

    def zero_pages(self, data: Bytes, page_size: int) -> NDArray[np.bool_]:
        """By numpy."""
        if page_size < 1:
            raise ValueError("a page has at least one byte")
        array = _array(data)
        whole = len(array) // page_size
        zero = np.logical_not(array[: whole * page_size].reshape(whole, page_size).any(axis=1))
        if len(array) % page_size:
            zero = np.append(zero, not array[whole * page_size :].any())
        return zero

    def gather_pages(self, source: Bytes, indexes: NDArray[Any], page_size: int, into: WritableBytes) -> int:
        """Slice by slice."""
        view, target = _view(source), _view(into)
        copied = gathered_bytes(len(view), indexes, page_size, len(target))
        for slot, index in enumerate(indexes.tolist()):
            piece = view[index * page_size : (index + 1) * page_size]
            target[slot * page_size : slot * page_size + len(piece)] = piece
        return copied

    def write_pages(
        self, fd: int, data: Bytes, blocks: NDArray[Any], page_size: int, file_size: int | None = None
    ) -> int:
        """One call a page."""
        view = _view(data)
        written = 0
        for index, block in enumerate(checked_blocks(blocks, len(view), page_size).tolist()):
            at = block * page_size
            piece = view[index * page_size : (index + 1) * page_size]
            if file_size is not None:
                piece = piece[: max(file_size - at, 0)]
            while piece:
                done = os.pwrite(fd, piece, at)
                piece, at, written = piece[done:], at + done, written + done
        return written

    def read_pages(self, fd: int, runs: NDArray[Any], page_size: int, into: WritableBytes) -> int:
        """One call a run."""
        view = _view(into)
        done = 0
        for first, count in checked_runs(runs, page_size, len(view)).tolist():
            at, end = first * page_size, (first + count) * page_size
            while at < end:
                piece = os.pread(fd, end - at, at)
                if not piece:
                    return done
                view[done : done + len(piece)] = piece
                done, at = done + len(piece), at + len(piece)
        return done

    def read_files(
        self, directory: int, paths: Sequence[str], sizes: NDArray[Any], into: WritableBytes
    ) -> NDArray[np.int64]:
        """File by file."""
        view = _view(into)
        got, at = [], 0
        for path, size in zip(paths, checked_places(paths, sizes, len(view)).tolist(), strict=True):
            place = view[at : at + size]
            done = _read_file(directory, path, place)
            place[max(done, 0) :] = bytes(size - max(done, 0))
            got.append(done)
            at += size
        return np.array(got, np.int64)

    def seal_chunks(
        self, chunks: Sequence[Bytes], codec: int, *, least: int, percent: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """Chunk by chunk, by the lz4 package and zlib."""
        import lz4.block

        views = [_view(chunk) for chunk in chunks]
        check_sealing([len(view) for view in views], codec, least, percent)
        sealed = []
        for view in views:
            body: bytes | memoryview = view
            if len(view) > least:
                body = lz4.block.compress(view, store_size=False)
            pays = len(view) > least and len(body) * 100 < len(view) * percent
            head = bytes((codec if pays else 0,)) + (body if pays else bytes(view))
            sealed.append(head + zlib.crc32(head).to_bytes(4, "little"))
        return _array(b"".join(sealed)), np.array([len(one) for one in sealed], np.int64)

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
        """Write by write, in Python."""
        target, source = _view(pages), _view(log)
        for row in range(checked_start(start, len(writes)), len(writes)):
            stop = _apply_one(target, source, writes, row, compare_first or row > start, stamp_lsn)
            if stop is not ApplyStop.DONE:
                return row, stop
        return len(writes), ApplyStop.DONE

    def seal_pages(self, pages: WritableBytes, blocks: NDArray[Any]) -> None:
        """Page by page, in Python."""
        view = _view(pages)
        for block in checked_page_numbers(blocks, len(view)).tolist():
            at = block * PAGE_BYTES
            crc = zlib.crc32(view[at + HEADER_BYTES : at + PAGE_BYTES])
            view[at + 24 : at + 28] = struct.pack("<I", crc)

    def block_counts(self, page_ids: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """By numpy."""
        return block_counts(page_ids)

    def crc32c(self, data: Bytes, seed: int = 0) -> int:
        """Byte by byte, in Python."""
        return reference_wal_records.crc32c(_view(data), seed)

    def wal_walker(self, layout: WalLayout, start: int, *, exact: bool, records: bool = False) -> WalWalker:
        """Record by record, in Python."""
        return ReferenceWalWalker(layout, start, exact=exact, records=records)

    def check_pg_pages(
        self, pages: Bytes, blocks: NDArray[Any], *, checksums: bool, skip_from: int = 0, newest: int = 0
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """By numpy."""
        return reference_pg_pages.check_pg_pages(_array(pages), blocks, checksums, skip_from, newest)

    def pg_checksum(self, page: Bytes, block: int) -> int:
        """By numpy."""
        return reference_pg_pages.pg_checksum(_array(page), block)


def _read_file(directory: int, path: str, place: memoryview) -> int:
    """Bytes of a file that fit into its place, or the negative errno."""
    done = 0
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0), dir_fd=directory)
        try:
            while piece := os.pread(descriptor, len(place) - done, done):
                place[done : done + len(piece)] = piece
                done += len(piece)
        finally:
            os.close(descriptor)
    except OSError as error:
        return -(error.errno or 0)
    return done


def _page_fault(page: memoryview, block: int) -> PageFault | None:
    magic, page_type, page_id = struct.unpack_from("<IB3xQ", page)
    (stored,) = struct.unpack_from("<I", page, 24)
    if magic == 0 and not any(page):
        return None
    if magic != MAGIC:
        return PageFault.MAGIC
    if page_type > LAST_PAGE_TYPE:
        return PageFault.TYPE
    if stored and stored != zlib.crc32(page[HEADER_BYTES:]):
        return PageFault.CHECKSUM
    return PageFault.WRONG_ID if page_id != block else None


def _apply_one(
    pages: memoryview, log: memoryview, writes: PageWrites, row: int, compare: bool, stamp_lsn: bool
) -> ApplyStop:
    page, offset, length = int(writes.page[row]), int(writes.offset[row]), int(writes.length[row])
    source_at, expected_at = int(writes.source_at[row]), int(writes.expected_at[row])
    if page >= len(pages) // PAGE_BYTES:
        return ApplyStop.PAGE_OUT_OF_RANGE
    if offset + length > DATA_BYTES:
        return ApplyStop.OUT_OF_PAGE
    if source_at < 0 or source_at + length > len(log):
        return ApplyStop.OUT_OF_LOG
    header_at = page * PAGE_BYTES
    at = header_at + HEADER_BYTES + offset
    if compare and expected_at >= 0:
        expected_len = int(writes.expected_len[row])
        if offset + expected_len > DATA_BYTES:
            return ApplyStop.OUT_OF_PAGE
        if expected_at + expected_len > len(log):
            return ApplyStop.OUT_OF_LOG
        if pages[at : at + expected_len] != log[expected_at : expected_at + expected_len]:
            return ApplyStop.MISMATCH
    header = pages[header_at : header_at + HEADER_BYTES]
    if not any(header):
        struct.pack_into("<IB", header, 0, MAGIC, _DATA_PAGE)
        struct.pack_into("<Q", header, 8, page)
        struct.pack_into("<QQ", header, 32, _NO_PAGE, _NO_PAGE)
    pages[at : at + length] = log[source_at : source_at + length]
    struct.pack_into("<H", header, 28, DATA_BYTES - (offset + length))
    if stamp_lsn:
        struct.pack_into("<Q", header, 16, int(writes.lsn[row]))
    return ApplyStop.DONE
