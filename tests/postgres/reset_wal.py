"""What `pg_resetwal -f` does to the directory of a server that was shut down, for packages that lack the program.

The log begins anew in the segment behind the last one, with a shutdown checkpoint that links back to nothing
(`bin/pg_resetwal/pg_resetwal.c`). `test_rig.py` compares it with the program.
"""

from __future__ import annotations

import re
import struct
import time
from pathlib import Path

from tests.postgres.servers import Server, own
from tests.postgres.wal_writer import WalWriter

from pagewake.engines.postgres.control import crc32c, parse_control
from pagewake.engines.postgres.segments import LONG_HEADER, segment_name

_CHECKPOINT = slice(40, 128)
_CHECKPOINT_SHUTDOWN = 0x00
_SEGMENT = re.compile(r"[0-9A-F]{24}(?:\.partial)?")


def reset_wal(server: Server) -> None:
    """Do so to a stopped server."""
    path = server.data / "global/pg_control"
    raw = bytearray(path.read_bytes())
    control = parse_control(bytes(raw))
    size = control.wal_segment_size
    numbers = [number_of(one.name, size) for one in server.wal.iterdir() if _SEGMENT.fullmatch(one.name)]
    start = (max(numbers) + 1) * size
    now = int(time.time())
    struct.pack_into("<Q", raw, 40, start + LONG_HEADER)  # the checkpoint's redo
    struct.pack_into("<q", raw, 104, now)
    struct.pack_into("<I4xq", raw, 16, 1, now)  # shut down
    struct.pack_into("<Q", raw, 32, start + LONG_HEADER)
    struct.pack_into("<QI4xQQB", raw, 136, 0, 0, 0, 0, 0)  # nothing to recover
    struct.pack_into("<iB3xiiiiiB3x", raw, 172, 0, 0, 100, 8, 10, 0, 64, 0)  # settings as of no server yet
    offset = control.format.control_crc_offset
    struct.pack_into("<I", raw, offset, crc32c(bytes(raw[:offset])))
    path.write_bytes(raw)
    for one in [*server.wal.iterdir(), *(server.wal / "archive_status").iterdir()]:
        if one.is_file() and (_SEGMENT.match(one.name)):
            one.unlink()
    log = WalWriter(
        control.format.magic,
        size,
        control.system_identifier,
        timeline=control.timeline,
        start=start,
        page_flags=0,
    )
    log.append(0, _CHECKPOINT_SHUTDOWN, main=bytes(raw[_CHECKPOINT]))
    segment = server.wal / segment_name(control.timeline, start // size, size)
    segment.write_bytes(log.segments())
    segment.chmod(0o600)
    own(segment)


def number_of(name: str, size: int) -> int:
    """The number of a segment in the log."""
    return int(name[8:16], 16) * ((1 << 32) // size) + int(name[16:24], 16)


def without_times(data: Path, crc_offset: int) -> list[tuple[str, bytes]]:
    """The control file and the log of a directory, but for the moments at which they were written."""
    raw = bytearray((data / "global/pg_control").read_bytes())
    for first, last in ((24, 32), (104, 112), (crc_offset, crc_offset + 4)):
        raw[first:last] = bytes(last - first)
    files = [("pg_control", bytes(raw))]
    for path in sorted(data.joinpath("pg_wal").iterdir()):
        if path.is_file():
            content = bytearray(path.read_bytes())
            record = LONG_HEADER + 24 + 2
            for first, last in ((LONG_HEADER + 20, LONG_HEADER + 24), (record + 64, record + 72)):
                content[first:last] = bytes(last - first)
            files.append((path.name, bytes(content)))
    return files
