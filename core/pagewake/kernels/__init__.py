"""The hot loops: a small C library called through ctypes, and beside each function its plain reference.

`KERNELS` is chosen at import: native when the library loads, otherwise the reference, with one line in the
log. The environment variable PAGEWAKE_KERNELS (`reference` or `native`) forces one; forced `native` raises
ImportError where there is no library. The functions of `Kernels` are here as module functions too.
"""

from __future__ import annotations

import logging
import os

from pagewake.kernels.columns import (
    COLUMN_TYPES,
    LIST_ENTRY_BYTES,
    MAX_BODY_BYTES,
    ApplyStop,
    BodyFault,
    LogColumns,
    PageFault,
    PageWrites,
    PgPageFault,
    RecordKind,
    StopReason,
    join_columns,
)
from pagewake.kernels.native import NativeKernels
from pagewake.kernels.surface import Bytes, Kernels, WritableBytes
from pagewake.kernels.wal import (
    BLOCK_REF_TYPE,
    BLOCK_TYPE,
    EVENT_TYPE,
    NO_TIME_MAX,
    NO_TIME_MIN,
    RECORD_TYPE,
    WAL_MAGICS,
    WAL_PAGE_BYTES,
    WalLayout,
    WalStop,
    WalWalker,
)

__all__ = [
    "BLOCK_REF_TYPE",
    "BLOCK_TYPE",
    "COLUMN_TYPES",
    "EVENT_TYPE",
    "KERNELS",
    "LIST_ENTRY_BYTES",
    "MAX_BODY_BYTES",
    "NO_TIME_MAX",
    "NO_TIME_MIN",
    "RECORD_TYPE",
    "WAL_MAGICS",
    "WAL_PAGE_BYTES",
    "ApplyStop",
    "BodyFault",
    "Bytes",
    "Kernels",
    "LogColumns",
    "PageFault",
    "PageWrites",
    "PgPageFault",
    "RecordKind",
    "StopReason",
    "WalLayout",
    "WalStop",
    "WalWalker",
    "WritableBytes",
    "apply_log",
    "block_counts",
    "check_nq_pages",
    "check_pg_pages",
    "crc32",
    "crc32c",
    "gather_pages",
    "join_columns",
    "pg_checksum",
    "read_files",
    "read_pages",
    "seal_chunks",
    "seal_pages",
    "wal_walker",
    "walk_log",
    "write_pages",
    "zero_pages",
]

_log = logging.getLogger("pagewake.kernels")


def choose_kernels(wanted: str) -> Kernels:
    """The kernels that `wanted` names; for an empty name the native ones if they load, else the reference."""
    if wanted == "reference":
        return _plain()
    if wanted not in ("", "native"):
        raise ImportError(f"PAGEWAKE_KERNELS is {wanted!r}; it can be native or reference")
    try:
        return NativeKernels()
    except ImportError as error:
        if wanted:
            raise
        _log.warning("the plain reference kernels are in use, which are slow: %s", error)
        return _plain()


def _plain() -> Kernels:
    # Most runs never need it, and each command is a process that starts.
    from pagewake.kernels.reference import ReferenceKernels

    return ReferenceKernels()


KERNELS: Kernels = choose_kernels(os.environ.get("PAGEWAKE_KERNELS", ""))

crc32 = KERNELS.crc32
walk_log = KERNELS.walk_log
check_nq_pages = KERNELS.check_nq_pages
zero_pages = KERNELS.zero_pages
gather_pages = KERNELS.gather_pages
write_pages = KERNELS.write_pages
read_pages = KERNELS.read_pages
read_files = KERNELS.read_files
seal_chunks = KERNELS.seal_chunks
apply_log = KERNELS.apply_log
seal_pages = KERNELS.seal_pages
block_counts = KERNELS.block_counts
crc32c = KERNELS.crc32c
wal_walker = KERNELS.wal_walker
check_pg_pages = KERNELS.check_pg_pages
pg_checksum = KERNELS.pg_checksum
