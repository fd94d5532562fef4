"""The control file, `global/pg_control`: who a cluster is, how it is laid out, and where it stands.

8192 bytes of which the first 292 (18: 296) count, written in place and closed by a CRC-32C. A copy made while the
server writes can be torn: read it again when the CRC does not match. Source of the format: `catalog/pg_control.h`
for 64-bit machines; it has one layout for all supported versions but for the bytes before the CRC.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from pagewake.engines.postgres.segments import is_segment_size
from pagewake.engines.postgres.versions import BLOCK_SIZE, FORMATS, WalFormat, format_of_catalog
from pagewake.errors import PageCorrupt, SourceNotRecognised

CONTROL_SIZE = 8192
_MEANINGFUL = 296
_NAME = "global/pg_control"
_FLOAT_PROBE = 1234567.0
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TIME_MAX = 253_402_300_799


class ClusterState(IntEnum):
    """What the server was doing when it last wrote the control file."""

    STARTING_UP = 0
    SHUT_DOWN = 1
    SHUT_DOWN_IN_RECOVERY = 2
    SHUTTING_DOWN = 3
    CRASH_RECOVERY = 4
    ARCHIVE_RECOVERY = 5
    IN_PRODUCTION = 6


class WalLevel(IntEnum):
    """How much the server writes into its log."""

    MINIMAL = 0
    REPLICA = 1
    LOGICAL = 2


@dataclass(frozen=True)
class Control:
    """The control file. Positions are LSNs, sizes bytes; `segment_blocks` is the blocks of one relation file.

    `checkpoint` is the LSN of the newest checkpoint's record; `redo`, `timeline`, `previous_timeline`,
    `full_page_writes`, `next_xid`, `next_oid` and `checkpoint_time` are what that record says.
    `minimum_recovery_point` (0: none) on `minimum_recovery_timeline`, `backup_start`, `backup_end` and
    `backup_end_required` say until where recovery must go before the files are consistent. `checksum_version` is 0
    for pages without checksums.
    """

    format: WalFormat
    system_identifier: int
    control_version: int
    catalog_version: int
    state: ClusterState
    updated: datetime
    checkpoint: int
    redo: int
    timeline: int
    previous_timeline: int
    full_page_writes: bool
    next_xid: int
    next_oid: int
    checkpoint_time: datetime
    minimum_recovery_point: int
    minimum_recovery_timeline: int
    backup_start: int
    backup_end: int
    backup_end_required: bool
    wal_level: WalLevel
    wal_log_hints: bool
    max_connections: int
    max_worker_processes: int
    max_wal_senders: int
    max_prepared_transactions: int
    max_locks_per_transaction: int
    track_commit_timestamp: bool
    block_size: int
    segment_blocks: int
    wal_block_size: int
    wal_segment_size: int
    checksum_version: int

    @property
    def checksums(self) -> bool:
        """Whether data pages carry checksums."""
        return self.checksum_version != 0

    @property
    def clean(self) -> bool:
        """Whether the server that wrote this had stopped in order, so that its files need no replay."""
        return self.state in (ClusterState.SHUT_DOWN, ClusterState.SHUT_DOWN_IN_RECOVERY)


def parse_control(data: bytes | memoryview, *, name: str = _NAME) -> Control:
    """Read a control file and prove it by its CRC.

    Raises:
        PageCorrupt: the CRC does not match (also of a copy torn by the server's own write), the file is too short,
            or holds impossible values.
        SourceNotRecognised: a version, a block size or a machine that is not supported.
    """
    if len(data) < _MEANINGFUL:
        raise PageCorrupt(f"has {len(data)} bytes; a control file has {CONTROL_SIZE}", object_name=name)
    raw = bytes(data[:_MEANINGFUL])
    identifier, control_version, catalog_version = struct.unpack_from("<QII", raw)
    wal_format = _format(raw, control_version, catalog_version, name)
    _refuse_other_builds(raw, name)

    def i32(offset: int) -> int:
        return int(struct.unpack_from("<i", raw, offset)[0])

    def u32(offset: int) -> int:
        return int(struct.unpack_from("<I", raw, offset)[0])

    def u64(offset: int) -> int:
        return int(struct.unpack_from("<Q", raw, offset)[0])

    try:
        state, level = ClusterState(u32(16)), WalLevel(i32(172))
    except ValueError as error:
        raise PageCorrupt(f"holds an impossible value: {error}", object_name=name) from None
    return Control(
        format=wal_format,
        system_identifier=identifier,
        control_version=control_version,
        catalog_version=catalog_version,
        state=state,
        updated=_time(u64(24)),
        checkpoint=u64(32),
        redo=u64(40),
        timeline=u32(48),
        previous_timeline=u32(52),
        full_page_writes=raw[56] != 0,
        next_xid=u64(64),
        next_oid=u32(72),
        checkpoint_time=_time(u64(104)),
        minimum_recovery_point=u64(136),
        minimum_recovery_timeline=u32(144),
        backup_start=u64(152),
        backup_end=u64(160),
        backup_end_required=raw[168] != 0,
        wal_level=level,
        wal_log_hints=raw[176] != 0,
        max_connections=i32(180),
        max_worker_processes=i32(184),
        max_wal_senders=i32(188),
        max_prepared_transactions=i32(192),
        max_locks_per_transaction=i32(196),
        track_commit_timestamp=raw[200] != 0,
        block_size=u32(216),
        segment_blocks=u32(220),
        wal_block_size=u32(224),
        wal_segment_size=u32(228),
        checksum_version=u32(252),
    )


def page_format(control: Control) -> str:
    """What must be equal for pages of two backups to stand beside each other, as text for people."""
    return describe_format(
        control.format, control.segment_blocks, control.wal_segment_size, control.checksum_version
    )


def describe_format(
    wal_format: WalFormat, segment_blocks: int, wal_segment_size: int, checksum_version: int
) -> str:
    """`page_format` for whoever has the values from elsewhere than a control file."""
    checksums = f"checksums of version {checksum_version}" if checksum_version else "no checksums"
    return (
        f"PostgreSQL {wal_format.major}, control {wal_format.control_version}, "
        f"catalog {wal_format.catalog_version}, "
        f"pages of {BLOCK_SIZE} bytes, {segment_blocks} in a file, {checksums}, "
        f"WAL segments of {wal_segment_size >> 20} MiB"
    )


def _format(raw: bytes, control_version: int, catalog_version: int, name: str) -> WalFormat:
    """The version, once the CRC at that version's place has proven that the number can be believed."""
    candidates = [known for known in FORMATS if known.control_version == control_version]
    offset = candidates[0].control_crc_offset if candidates else 0
    if not candidates:
        swapped = int.from_bytes(control_version.to_bytes(4, "little"), "big")
        if any(known.control_version == swapped for known in FORMATS):
            raise SourceNotRecognised(
                "this cluster is of a machine of the other byte order",
                object_name=name,
                advice="Back it up on a machine of the same kind as the server's.",
            )
        try:
            return format_of_catalog(control_version, catalog_version)
        except SourceNotRecognised as error:
            error.object_name = name
            raise
    (stored,) = struct.unpack_from("<I", raw, offset)
    if crc32c(raw[:offset]) != stored:
        raise PageCorrupt(
            "its CRC does not match",
            object_name=name,
            meaning="The control file is damaged, of a fork of PostgreSQL, or was being written while it was read.",
            advice="Try again; if it stays so, check the server's disk.",
        )
    try:
        return format_of_catalog(control_version, catalog_version)
    except SourceNotRecognised as error:
        error.object_name = name
        raise


def _refuse_other_builds(raw: bytes, name: str) -> None:
    """Refuse what a server can be built with and nobody packages: other block sizes, 32-bit alignment."""
    alignment, probe, block, segment_blocks, wal_block, wal_segment = struct.unpack_from("<Id4I", raw, 204)
    if alignment != 8 or probe != _FLOAT_PROBE:
        raise SourceNotRecognised(
            f"this cluster is of a machine of another kind (alignment {alignment})", object_name=name
        )
    if block != BLOCK_SIZE or wal_block != BLOCK_SIZE:
        raise SourceNotRecognised(
            f"this server was built with pages of {block} bytes and WAL pages of {wal_block}; "
            "only 8192 are supported",
            object_name=name,
        )
    if not is_segment_size(wal_segment) or not 0 < segment_blocks <= 0x7FFFFFFF:
        raise PageCorrupt(
            f"holds an impossible value: WAL segments of {wal_segment} bytes, "
            f"files of {segment_blocks} pages",
            object_name=name,
        )


def _time(seconds: int) -> datetime:
    """Unix seconds as a datetime, held to the years 1970 to 9999."""
    return _EPOCH + timedelta(seconds=min(seconds, _TIME_MAX))


def _crc_table() -> tuple[int, ...]:
    table = []
    for value in range(256):
        for _ in range(8):
            value = value >> 1 ^ (0x82F63B78 if value & 1 else 0)
        table.append(value)
    return tuple(table)


_TABLE = _crc_table()


def crc32c(data: bytes) -> int:
    """CRC-32C (Castagnoli) of a few hundred bytes."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc = crc >> 8 ^ _TABLE[(crc ^ byte) & 0xFF]
    return crc ^ 0xFFFFFFFF
