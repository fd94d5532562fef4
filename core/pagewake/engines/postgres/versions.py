"""What differs between PostgreSQL's major versions in WAL and in the control file.

The formats are fixed for the life of a major version. WAL says which one it is by the magic number of its page
headers (`XLOG_PAGE_MAGIC` in `access/xlog_internal.h`), a data directory by the two version numbers of
`global/pg_control` (`catalog/pg_control.h`, `catalog/catversion.h`). A version that is not in the table is
refused: the layout of records has moved in every one of them.
"""

from __future__ import annotations

from dataclasses import dataclass

from pagewake.errors import LogCorrupt, LogFormatUnknown, SourceNotRecognised

BLOCK_SIZE = 8192
"""Bytes of a page, of a data file and of WAL alike: the size that every packaged server is built with."""
SUPPORTED = "13 to 18"


@dataclass(frozen=True)
class WalFormat:
    """One major version: the numbers that name it, and which layouts it uses.

    `new_image_flags`: flags of full-page images as renumbered in 15 (with lz4 and zstd). `custom_managers`:
    resource managers 128 to 255 exist. `create_database_logged`: databases can be created block by block through
    the log, which moved the opcode of their removal. `dropped_statistics_size` is that of one item of dropped
    statistics in a commit record, 0 where commits carry none. `control_crc_offset` is where the CRC-32C of
    `pg_control` lies. `checkpoint_redo`: a record marks the redo position of online checkpoints.
    """

    major: int
    magic: int
    control_version: int
    catalog_version: int
    new_image_flags: bool
    custom_managers: bool
    create_database_logged: bool
    dropped_statistics_size: int
    control_crc_offset: int
    checkpoint_redo: bool


FORMATS: tuple[WalFormat, ...] = (
    WalFormat(13, 0xD106, 1300, 202007201, False, False, False, 0, 288, False),
    WalFormat(14, 0xD10D, 1300, 202107181, False, False, False, 0, 288, False),
    WalFormat(15, 0xD110, 1300, 202209061, True, True, True, 12, 288, False),
    WalFormat(16, 0xD113, 1300, 202307071, True, True, True, 12, 288, False),
    WalFormat(17, 0xD116, 1700, 202406281, True, True, True, 12, 288, True),
    WalFormat(18, 0xD118, 1800, 202506291, True, True, True, 16, 292, True),
)

_BY_MAGIC = {known.magic: known for known in FORMATS}
_BY_CATALOG = {(known.control_version, known.catalog_version): known for known in FORMATS}
_FOREIGN_FAMILY = 0xD0, 0xD1
"""High bytes of the magic numbers of every PostgreSQL release of the last two decades."""


def format_of_magic(magic: int) -> WalFormat:
    """The version whose WAL pages begin with this magic number.

    Raises:
        LogFormatUnknown: WAL of a version that is not supported, or of a machine of the other byte order.
        LogCorrupt: no PostgreSQL WAL at all.
    """
    known = _BY_MAGIC.get(magic)
    if known is not None:
        return known
    swapped = (magic & 0xFF) << 8 | magic >> 8 & 0xFF
    if swapped in _BY_MAGIC:
        raise LogFormatUnknown(
            "this WAL was written on a machine of the other byte order",
            meaning="Nothing of it can be read here.",
        )
    if magic >> 8 in _FOREIGN_FAMILY:
        raise LogFormatUnknown(
            f"WAL with the page magic {magic:04X} is of a PostgreSQL version that is not supported",
            meaning="Nothing of it was read.",
            advice=f"PostgreSQL {SUPPORTED} are supported; install a newer Pagewake for a newer server.",
        )
    raise LogCorrupt(f"no WAL page begins here: its magic number would be {magic:04X}")


def format_of_catalog(control_version: int, catalog_version: int) -> WalFormat:
    """The version of a data directory by the two version numbers of its control file.

    Raises:
        SourceNotRecognised: not one of the supported releases (a development version, or a fork).
    """
    known = _BY_CATALOG.get((control_version, catalog_version))
    if known is None:
        raise SourceNotRecognised(
            f"control file version {control_version} with catalog version {catalog_version} "
            "is not of a supported PostgreSQL release",
            advice=f"PostgreSQL {SUPPORTED} are supported; install a newer Pagewake for a newer server.",
        )
    return known


def format_of_major(major: int) -> WalFormat:
    """The formats of one major version. Raises SourceNotRecognised."""
    for known in FORMATS:
        if known.major == major:
            return known
    raise SourceNotRecognised(
        f"PostgreSQL {major} is not supported",
        advice=f"PostgreSQL {SUPPORTED} are supported; install a newer Pagewake for a newer server.",
    )


def version_directory(known: WalFormat) -> str:
    """The directory that this version keeps its files in below a tablespace: `PG_15_202209061`."""
    return f"PG_{known.major}_{known.catalog_version}"
