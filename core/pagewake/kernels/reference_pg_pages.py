"""Checking PostgreSQL data pages with numpy: the oracle of the C kernel, and its stand-in.

The page header is that of `bufpage.h`, layout version 4; the checksum that of `checksum_impl.h`: 32 FNV-1a
sums side by side, one for each column of the page seen as 64 rows of 32 integers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from pagewake.kernels.arguments import PG_PAGE_BYTES, check_lsns, checked_pages
from pagewake.kernels.columns import PgPageFault

_ROWS, _LANES = 64, 32
_PRIME = np.uint32(16777619)
_KNOWN_FLAGS = 0x7
_SIZE_AND_VERSION = PG_PAGE_BYTES | 4
_BATCH_PAGES = 256  # what the lanes of a batch take in memory stays in the processor's cache

_HEADER = np.dtype(
    [
        ("lsn_high", "<u4"),
        ("lsn_low", "<u4"),
        ("checksum", "<u2"),
        ("flags", "<u2"),
        ("lower", "<u2"),
        ("upper", "<u2"),
        ("special", "<u2"),
        ("size_version", "<u2"),
    ]
)

_SEEDS = np.frombuffer(
    bytes.fromhex(
        """
        5B1F36E9 B8525960 02AB50AA 1DE66D2A 79FF467A 9BB9F8A3 217E7CD2 83E13D2C
        F8D4474F E39EB970 42C6AE16 993216FA 7B093B5D 98DAFF3C F718902A 0B1C9CDB
        E58F764B 187636BC 5D7B3BB1 E73DE7DE 92BEC979 CCA6C0B2 304A0979 85AA43D4
        783125BB 6CA8EAA2 E407EAC6 4B5CFC3E 9FBF8C76 15CA20BE F2CA9FD3 959BD756
        """
    ),
    ">u4",
).astype(np.uint32)


def checksums(pages: NDArray[np.uint8], blocks: NDArray[np.int64]) -> NDArray[np.uint16]:
    """The checksum that each page should have; the bytes that hold the stored one count as zeros."""
    found = np.empty(len(blocks), np.uint16)
    for first in range(0, len(blocks), _BATCH_PAGES):
        chosen = slice(first, first + _BATCH_PAGES)
        batch = pages.reshape(-1, PG_PAGE_BYTES)[chosen].copy()
        batch[:, 8:10] = 0
        values = batch.view("<u4").reshape(-1, _ROWS, _LANES)
        sums = np.tile(_SEEDS, (len(values), 1))
        for row in range(_ROWS + 2):
            mixed = sums ^ values[:, row] if row < _ROWS else sums
            sums = (mixed * _PRIME) ^ (mixed >> np.uint32(17))
        whole = np.bitwise_xor.reduce(sums, axis=1) ^ blocks[chosen].astype(np.uint32)
        found[chosen] = whole % np.uint32(65535) + np.uint32(1)
    return found


def check_pg_pages(
    pages: NDArray[np.uint8], blocks: NDArray[Any], with_checksums: bool, skip_from: int, newest: int
) -> tuple[NDArray[np.int64], NDArray[np.uint8]]:
    """See `Kernels.check_pg_pages`."""
    wide = checked_pages(pages, blocks)
    check_lsns(skip_from, newest)
    rows = pages.reshape(-1, PG_PAGE_BYTES)
    header = np.ascontiguousarray(rows[:, : _HEADER.itemsize]).view(_HEADER).reshape(-1)
    lsn = header["lsn_high"].astype(np.uint64) << np.uint64(32) | header["lsn_low"]
    faults = np.zeros(len(wide), np.uint8)
    new = header["upper"] == 0
    faults[new & rows.any(axis=1)] = PgPageFault.NOT_ZERO
    judged = ~new & (lsn < np.uint64(skip_from)) if skip_from else ~new
    sane = (
        (header["size_version"] == _SIZE_AND_VERSION)
        & (header["lower"] <= header["upper"])
        & (header["upper"] <= header["special"])
        & (header["special"] <= PG_PAGE_BYTES)
        & (header["special"] % 8 == 0)
        & (header["flags"] & ~np.uint16(_KNOWN_FLAGS) == 0)
    )
    faults[judged & ~sane] = PgPageFault.BAD_HEADER
    if newest:
        faults[judged & sane & (lsn > np.uint64(newest))] = PgPageFault.FUTURE_LSN
    if with_checksums:
        to_sum = np.flatnonzero(judged & sane)
        wrong = checksums(rows[to_sum].reshape(-1), wide[to_sum]) != header["checksum"][to_sum]
        faults[to_sum[wrong]] = PgPageFault.BAD_CHECKSUM
    bad = np.flatnonzero(faults)
    return bad.astype(np.int64), faults[bad]


def pg_checksum(page: NDArray[np.uint8], block: int) -> int:
    """See `Kernels.pg_checksum`."""
    return int(checksums(page, checked_pages(page, np.array([block])))[0])
