"""Control files made by the tests themselves."""

from __future__ import annotations

import struct

from pagewake.engines.postgres.control import CONTROL_SIZE, crc32c
from pagewake.engines.postgres.versions import WalFormat


def control_bytes(wal_format: WalFormat, **fields: int) -> bytes:
    """A control file of that version with a right CRC; `at_OFFSET=value` sets the u32 there."""
    raw = bytearray(CONTROL_SIZE)
    struct.pack_into(
        "<QII", raw, 0, 0x1122334455667788, wal_format.control_version, wal_format.catalog_version
    )
    struct.pack_into("<I", raw, 16, 6)
    struct.pack_into("<qQ", raw, 24, 1_700_000_000, 0x0300_0028)
    struct.pack_into("<QIIB", raw, 40, 0x0200_0028, 7, 6, 1)
    struct.pack_into("<QI", raw, 64, 1 << 33 | 5, 16384)
    struct.pack_into("<q", raw, 104, 1_700_000_001)
    struct.pack_into("<QI4xQQB", raw, 136, 0x0400_0000, 7, 0x0500_0000, 0x0600_0000, 1)
    struct.pack_into("<iB3xiiiiiB3x", raw, 172, 1, 1, 100, 8, 10, 3, 64, 1)
    struct.pack_into("<Id4I", raw, 204, 8, 1234567.0, 8192, 131072, 8192, 16 << 20)
    struct.pack_into("<I", raw, 252, 1)
    for name, value in fields.items():
        struct.pack_into("<I", raw, int(name.removeprefix("at_")), value)
    crc = crc32c(bytes(raw[: wal_format.control_crc_offset]))
    struct.pack_into("<I", raw, wal_format.control_crc_offset, crc)
    return bytes(raw)
