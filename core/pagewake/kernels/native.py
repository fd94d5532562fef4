"""The kernels of the C library, through ctypes. Every call releases the GIL.

Sizes and positions that the caller chose are checked here, those that the bytes hold are checked in C.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Collection, Mapping, Sequence
from ctypes import c_char_p, c_int, c_int64, c_size_t, c_uint16, c_uint32, c_uint64, c_void_p
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.kernels import arguments
from pagewake.kernels.columns import (
    MIN_BODY_BYTES,
    WRITE_TYPES,
    ApplyStop,
    BodyFault,
    LogColumns,
    PageWrites,
    StopReason,
    new_columns,
)
from pagewake.kernels.native_wal import WAL_SIGNATURES, NativeWalWalker
from pagewake.kernels.surface import Bytes, Kernels, WritableBytes
from pagewake.kernels.wal import WalLayout, WalWalker

_SUFFIX = {"darwin": ".dylib", "win32": ".dll"}.get(sys.platform, ".so")
LIBRARY = Path(__file__).with_name("_pagewake_kernels" + _SUFFIX)
_INTERFACE = 4  # PW_INTERFACE in src/kernels.h
_COLUMNS_FULL = 6  # COLUMNS_FULL in src/log_walk.c, never given to callers
_TYPICAL_FRAME_BYTES = 128  # rows are made for records of this size, and more rows when they are smaller
_SEALED_BEYOND = 21  # pw_sealed_bound in src/kernels.h, beside the size and a 255th of it
_NOT_SOUGHT = 0
_BYTE = ctypes.c_char
_HAS_PAGE_IO = sys.platform != "win32"

_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "pw_use_acceleration": (c_int, [c_int]),
    "pw_crc32": (c_uint32, [c_void_p, c_size_t, c_uint32]),
    "pw_walk_log": (c_int64, [c_void_p, c_int64, c_int64, c_int64, c_int64, c_void_p, c_void_p]),
    "pw_check_pages": (c_int64, [c_void_p, c_int64, c_int64, c_uint64, c_void_p, c_void_p]),
    "pw_zero_pages": (None, [c_void_p, c_int64, c_int64, c_void_p]),
    "pw_gather_pages": (c_int64, [c_void_p, c_int64, c_void_p, c_int64, c_int64, c_void_p, c_int64]),
    "pw_apply_log": (
        c_int64,
        [c_void_p, c_int64, c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int, c_int, c_void_p],
    ),
    "pw_seal_pages": (c_int, [c_void_p, c_int64, c_void_p, c_int64]),
    "pw_crc32c": (c_uint32, [c_void_p, c_size_t, c_uint32]),
    "pw_check_pg_pages": (
        c_int64,
        [c_void_p, c_void_p, c_int64, c_int, c_uint64, c_uint64, c_void_p, c_void_p],
    ),
    "pw_pg_checksum": (c_uint16, [c_void_p, c_uint32]),
    "pw_seal_chunks": (
        c_int64,
        [c_void_p, c_int, c_void_p, c_void_p, c_int64, c_int64, c_int64, c_void_p, c_int64, c_void_p],
    ),
    **WAL_SIGNATURES,
}
_PAGE_IO_SIGNATURES: dict[str, tuple[Any, list[Any]]] = {
    "pw_write_pages": (c_int64, [c_int, c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int64]),
    "pw_read_pages": (c_int64, [c_int, c_void_p, c_int64, c_int64, c_void_p, c_int64]),
    "pw_read_files": (c_int64, [c_int, c_char_p, c_void_p, c_int64, c_void_p, c_int64, c_void_p]),
}


def _readable(data: Bytes) -> NDArray[np.uint8]:
    """The bytes as an array that keeps their buffer alive and in place."""
    return np.frombuffer(data, np.uint8)


def _writable(data: WritableBytes) -> NDArray[np.uint8]:
    array = np.frombuffer(data, np.uint8)
    if not array.flags.writeable:
        raise ValueError("the buffer to write into is read-only")
    return array


def _address(array: NDArray[Any]) -> int:
    """Where the bytes of a contiguous array lie. `array.ctypes.data` says the same, in six times as long."""
    try:
        return ctypes.addressof(_BYTE.from_buffer(array.data))
    except (TypeError, ValueError):  # it is read-only, or empty
        return array.ctypes.data


def _pointers(columns: Collection[NDArray[Any]]) -> ctypes.Array[c_void_p]:
    return (c_void_p * len(columns))(*[_address(column) for column in columns])


def _set_rows(columns: Mapping[str, NDArray[Any]], rows: int) -> None:
    """Grow or cut columns where they lie: large ones are remapped by the system, not copied."""
    for column in columns.values():
        column.resize((rows, *column.shape[1:]), refcheck=False)


def _moved(done: int) -> int:
    """Bytes moved, or the OSError that a negative number stands for."""
    if done < 0:
        raise OSError(-done, os.strerror(-done))
    return done


def _plain() -> Kernels:
    """What stands in where a system has not what a kernel needs."""
    from pagewake.kernels.reference import ReferenceKernels

    return ReferenceKernels()


def load_library(path: Path, kind: type[ctypes.CDLL] = ctypes.CDLL) -> ctypes.CDLL:
    """Load the C library. Raises ImportError where it is missing, or of another version or machine."""
    try:
        library = kind(str(path))
        if library.pw_interface() != _INTERFACE:
            raise ImportError(f"{path.name} is of another version; build it again")
        signatures = _SIGNATURES | (_PAGE_IO_SIGNATURES if _HAS_PAGE_IO else {})
        for name, (result, arguments) in signatures.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, arguments
    except (OSError, AttributeError) as error:
        raise ImportError(f"{path.name} cannot be used: {error}") from error
    return library


def lz4_function() -> int | None:
    """Where the C function LZ4_compress_default lies in what the lz4 package has loaded.

    None where its library keeps its functions to itself, as on Windows.
    """
    try:
        import lz4.block._block

        function = ctypes.CDLL(lz4.block._block.__file__).LZ4_compress_default
    except (ImportError, OSError, AttributeError):
        return None
    return ctypes.cast(function, c_void_p).value


class NativeKernels:
    """Implements `Kernels` with the C library."""

    name = "native"

    def __init__(self, path: Path = LIBRARY) -> None:
        self._library = load_library(path)
        # Its calls keep the GIL: what takes microseconds is done sooner than others have taken it and given it back.
        self._brief = load_library(path, ctypes.PyDLL)
        self._lz4: int | None = _NOT_SOUGHT

    def use_acceleration(self, wanted: bool) -> bool:
        """Choose the machine's own CRC instructions, or the portable path; says whether acceleration is on.

        For tests and benchmarks: it acts on every thread of the process. Loading chooses acceleration.
        """
        return bool(self._library.pw_use_acceleration(wanted))

    def crc32(self, data: Bytes, seed: int = 0) -> int:
        """See `Kernels.crc32`."""
        array = _readable(data)
        return int(self._library.pw_crc32(_address(array), len(array), seed))

    def walk_log(self, data: Bytes, *, base_offset: int = 0) -> LogColumns:
        """See `Kernels.walk_log`. Memory: up to four times the size of the bytes, usually less than once."""
        array = _readable(data)
        size = len(array)
        capacity = size // _TYPICAL_FRAME_BYTES + 1
        columns = new_columns(capacity)
        rows, stop = 0, np.zeros(3, np.int64)
        while True:
            rows = self._library.pw_walk_log(
                _address(array),
                size,
                base_offset,
                rows,
                capacity,
                _pointers(columns.values()),
                _address(stop),
            )
            offset, reason, fault = stop.tolist()
            if reason != _COLUMNS_FULL:
                break
            # One row more than records fit: a bad record is decoded into a row that is then cut off.
            capacity = min(2 * rows + 1, rows + (size - offset) // (MIN_BODY_BYTES + 4) + 1)
            _set_rows(columns, capacity)
        _set_rows(columns, rows)
        return LogColumns(
            **columns,
            stop_offset=offset + base_offset,
            stop_reason=StopReason(reason),
            body_fault=BodyFault(fault),
        )

    def check_nq_pages(
        self, pages: Bytes, first_block: int, page_size: int = arguments.PAGE_BYTES
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """See `Kernels.check_nq_pages`."""
        count = arguments.checked_page_count(len(array := _readable(pages)), first_block, page_size)
        bad, faults = np.empty(count, np.int64), np.empty(count, np.uint8)
        found = self._library.pw_check_pages(
            _address(array), count, page_size, first_block, _address(bad), _address(faults)
        )
        return bad[:found].copy(), faults[:found].copy()

    def zero_pages(self, data: Bytes, page_size: int) -> NDArray[np.bool_]:
        """See `Kernels.zero_pages`."""
        if page_size < 1:
            raise ValueError("a page has at least one byte")
        array = _readable(data)
        zero = np.empty(-(-len(array) // page_size), np.bool_)
        self._brief.pw_zero_pages(_address(array), len(array), page_size, _address(zero))
        return zero

    def gather_pages(self, source: Bytes, indexes: NDArray[Any], page_size: int, into: WritableBytes) -> int:
        """See `Kernels.gather_pages`."""
        array, target = _readable(source), _writable(into)
        arguments.gathered_bytes(len(array), indexes, page_size, len(target))
        wide = np.ascontiguousarray(indexes, np.int64)
        return int(
            self._library.pw_gather_pages(
                _address(array),
                len(array),
                _address(wide),
                len(wide),
                page_size,
                _address(target),
                len(target),
            )
        )

    def write_pages(
        self, fd: int, data: Bytes, blocks: NDArray[Any], page_size: int, file_size: int | None = None
    ) -> int:
        """See `Kernels.write_pages`."""
        if not _HAS_PAGE_IO:
            return _plain().write_pages(fd, data, blocks, page_size, file_size)
        array = _readable(data)
        wide = arguments.checked_blocks(blocks, len(array), page_size)
        limit = -1 if file_size is None else max(file_size, 0)
        return _moved(
            self._library.pw_write_pages(
                fd, _address(array), len(array), _address(wide), len(wide), page_size, limit
            )
        )

    def read_pages(self, fd: int, runs: NDArray[Any], page_size: int, into: WritableBytes) -> int:
        """See `Kernels.read_pages`."""
        if not _HAS_PAGE_IO:
            return _plain().read_pages(fd, runs, page_size, into)
        target = _writable(into)
        wide = arguments.checked_runs(runs, page_size, len(target))
        return _moved(
            self._library.pw_read_pages(
                fd, _address(wide), len(wide), page_size, _address(target), len(target)
            )
        )

    def read_files(
        self, directory: int, paths: Sequence[str], sizes: NDArray[Any], into: WritableBytes
    ) -> NDArray[np.int64]:
        """See `Kernels.read_files`."""
        if not _HAS_PAGE_IO:
            return _plain().read_files(directory, paths, sizes, into)
        target = _writable(into)
        wide = arguments.checked_places(paths, sizes, len(target))
        got = np.zeros(len(wide), np.int64)
        names = b"".join(os.fsencode(path) + b"\0" for path in paths)
        _moved(
            self._library.pw_read_files(
                directory, names, _address(wide), len(wide), _address(target), len(target), _address(got)
            )
        )
        return got

    def seal_chunks(
        self, chunks: Sequence[Bytes], codec: int, *, least: int, percent: int
    ) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
        """See `Kernels.seal_chunks`; compressing is left to the C function of the lz4 package."""
        if self._lz4 == _NOT_SOUGHT:
            self._lz4 = lz4_function()
        if self._lz4 is None:
            return _plain().seal_chunks(chunks, codec, least=least, percent=percent)
        arrays = [_readable(chunk) for chunk in chunks]
        sizes = [len(array) for array in arrays]
        arguments.check_sealing(sizes, codec, least, percent)
        lengths = np.zeros(len(sizes), np.int64)
        room = sum(size + size // 255 + _SEALED_BEYOND for size in sizes)
        into = np.empty(room, np.uint8)
        done = self._library.pw_seal_chunks(
            self._lz4,
            codec,
            _pointers(arrays),
            (c_int64 * len(sizes))(*sizes),
            len(sizes),
            least,
            percent,
            _address(into),
            room,
            _address(lengths),
        )
        return into[:done], lengths

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
        """See `Kernels.apply_log`."""
        target, source = _writable(pages), _readable(log)
        arguments.checked_start(start, len(writes))
        columns = [np.ascontiguousarray(getattr(writes, name), dtype) for name, dtype in WRITE_TYPES.items()]
        stop = c_int64(0)
        row = self._library.pw_apply_log(
            _address(target),
            len(target) // arguments.PAGE_BYTES,
            _address(source),
            len(source),
            _pointers(columns),
            start,
            len(writes),
            compare_first,
            stamp_lsn,
            ctypes.byref(stop),
        )
        return int(row), ApplyStop(stop.value)

    def seal_pages(self, pages: WritableBytes, blocks: NDArray[Any]) -> None:
        """See `Kernels.seal_pages`."""
        target = _writable(pages)
        wide = arguments.checked_page_numbers(blocks, len(target))
        self._library.pw_seal_pages(
            _address(target), len(target) // arguments.PAGE_BYTES, _address(wide), len(wide)
        )

    def block_counts(self, page_ids: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
        """See `Kernels.block_counts`."""
        return arguments.block_counts(page_ids)

    def crc32c(self, data: Bytes, seed: int = 0) -> int:
        """See `Kernels.crc32c`."""
        array = _readable(data)
        return int(self._library.pw_crc32c(_address(array), len(array), seed))

    def wal_walker(self, layout: WalLayout, start: int, *, exact: bool, records: bool = False) -> WalWalker:
        """See `Kernels.wal_walker`."""
        return NativeWalWalker(self._library, layout, start, exact=exact, records=records)

    def check_pg_pages(
        self, pages: Bytes, blocks: NDArray[Any], *, checksums: bool, skip_from: int = 0, newest: int = 0
    ) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
        """See `Kernels.check_pg_pages`."""
        array = _readable(pages)
        wide = arguments.checked_pages(array, blocks)
        arguments.check_lsns(skip_from, newest)
        bad, faults = np.empty(len(wide), np.int64), np.empty(len(wide), np.uint8)
        found = self._library.pw_check_pg_pages(
            _address(array),
            _address(wide),
            len(wide),
            checksums,
            skip_from,
            newest,
            _address(bad),
            _address(faults),
        )
        return bad[:found].copy(), faults[:found].copy()

    def pg_checksum(self, page: Bytes, block: int) -> int:
        """See `Kernels.pg_checksum`."""
        array = _readable(page)
        arguments.checked_pages(array, np.array([block]))
        return int(self._library.pw_pg_checksum(_address(array), block))
