"""What callers pass, checked before any kernel touches memory; both implementations refuse the same."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.errors import LogCorrupt

PAGE_BYTES = 4096
"""A page of NeuroQuantumDB."""
HEADER_BYTES = 64
"""What its header takes of it."""
PG_PAGE_BYTES = 8192
"""A page of PostgreSQL."""
LARGEST_LZ4 = 0x7E000000
"""The most that one LZ4 block holds."""


def block_counts(page_ids: NDArray[np.uint64]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """See `Kernels.block_counts`; numpy's sort is as fast as C would be, so both implementations use this."""
    if len(page_ids) and int(page_ids.max()) > 0xFFFFFFFF:
        raise LogCorrupt(f"a record names page {int(page_ids.max())}, which no page file can hold")
    unique, counts = np.unique(page_ids.astype(np.uint32), return_counts=True)
    return unique, np.minimum(counts, 0xFFFFFFFF).astype(np.uint32)


def checked_blocks(blocks: NDArray[Any], data_bytes: int, page_size: int) -> NDArray[np.int64]:
    """Block numbers for a write, once they are known to ascend and to fit the data."""
    wide = np.ascontiguousarray(blocks, np.int64)
    if page_size < 1 or wide.ndim != 1:
        raise ValueError("a page size and a flat array of block numbers are needed")
    if len(wide) != -(-data_bytes // page_size):
        raise ValueError(f"{data_bytes} bytes are not {len(wide)} pages of {page_size} bytes")
    if len(wide) and (wide[0] < 0 or (np.diff(wide) <= 0).any() or wide[-1] >= (1 << 62) // page_size):
        raise ValueError("block numbers must ascend and lie in a file")
    return wide


def checked_runs(runs: NDArray[Any], page_size: int, room: int) -> NDArray[np.int64]:
    """Runs for a read, once they are known to be sound and to fit into `room` bytes."""
    wide = np.ascontiguousarray(runs, np.int64)
    if page_size < 1 or wide.ndim != 2 or wide.shape[1] != 2:
        raise ValueError("a page size and runs of (first block, count) are needed")
    limit = (1 << 62) // page_size
    if len(wide) == 1:  # as in nearly all calls
        first, count = wide[0].tolist()
        least, most = min(first, count), max(first, count)
    else:
        least, most = int(wide.min(initial=0)), int(wide.max(initial=0))
        count = int(wide[:, 1].astype(object).sum())
    if least < 0 or most >= limit // 2:
        raise ValueError("runs must lie in a file")
    if count * page_size > room:
        raise ValueError(f"the runs do not fit into {room} bytes")
    return wide


def checked_places(paths: Sequence[str], sizes: NDArray[Any], room: int) -> NDArray[np.int64]:
    """The room for each file, once all are known to fit; a path is not empty and has no zero byte in it."""
    wide = np.ascontiguousarray(sizes, np.int64)
    if wide.ndim != 1 or len(wide) != len(paths) or not all(paths) or "\0" in "".join(paths):
        raise ValueError("as many sizes as paths are needed")
    if len(wide) and (int(wide.min()) < 0 or int(wide.max()) > room or int(wide.sum()) > room):
        raise ValueError(f"the files do not fit into {room} bytes")
    return wide


def check_sealing(sizes: Sequence[int], codec: int, least: int, percent: int) -> None:
    """Raise ValueError for chunks that LZ4 cannot take, and for rules that are none."""
    if max(sizes, default=0) > LARGEST_LZ4 or not 0 <= codec < 256 or least < 0 or not 0 <= percent <= 100:
        raise ValueError("these are no chunks, or no rule by which compressing them pays")


def gathered_bytes(source_bytes: int, indexes: NDArray[Any], page_size: int, room: int) -> int:
    """How many bytes gathering copies, once all indexes lie in the source and the pages fit into `room`."""
    if page_size < 1 or indexes.ndim != 1:
        raise ValueError("a page size and a flat array of indexes are needed")
    if not len(indexes):
        return 0
    whole, rest = divmod(source_bytes, page_size)
    last = int(indexes[-1])
    partial = bool(rest) and last == whole
    inside = indexes[:-1] if partial else indexes
    if len(inside) and (int(inside.min()) < 0 or int(inside.max()) >= whole):
        raise IndexError(f"a page to gather is not among the {whole} whole pages of the source")
    total = (len(indexes) - 1) * page_size + (rest if partial else page_size)
    if total > room:
        raise ValueError(f"{total} bytes do not fit into {room}")
    return total


def checked_page_count(data_bytes: int, first_block: int, page_size: int) -> int:
    """How many whole pages there are to check."""
    if page_size <= HEADER_BYTES or first_block < 0:
        raise ValueError(f"no page of {page_size} bytes with its header can be block {first_block}")
    return data_bytes // page_size


def checked_start(start: int, rows: int) -> int:
    """The row to start replay at, once it is known to be one, or to be the end."""
    if not 0 <= start <= rows:
        raise ValueError(f"replay cannot start at row {start} of {rows}")
    return start


def checked_page_numbers(blocks: NDArray[Any], data_bytes: int) -> NDArray[np.int64]:
    """Page numbers once they are known to lie in the page file."""
    pages = data_bytes // PAGE_BYTES
    if len(blocks) and (int(blocks.min()) < 0 or int(blocks.max()) >= pages):
        raise IndexError(f"a page to seal is not among the {pages} pages of the file")
    return np.ascontiguousarray(blocks, np.int64)


def checked_pages(pages: NDArray[np.uint8], blocks: NDArray[Any]) -> NDArray[np.int64]:
    """The block numbers, once they are as many as the pages and fit the checksum."""
    wide = np.ascontiguousarray(blocks, np.int64)
    if wide.ndim != 1 or len(pages) != len(wide) * PG_PAGE_BYTES:
        raise ValueError(f"{len(pages)} bytes are not {wide.size} pages of {PG_PAGE_BYTES} bytes")
    if int(np.bitwise_or.reduce(wide)) >> 32:  # one is negative, or has a bit above
        raise ValueError("the number of a block is an unsigned 32-bit number")
    return wide


def check_lsns(skip_from: int, newest: int) -> None:
    """Raise ValueError for LSNs that are none."""
    if not 0 <= skip_from < 1 << 64 or not 0 <= newest < 1 << 64:
        raise ValueError("an LSN is an unsigned 64-bit number")
