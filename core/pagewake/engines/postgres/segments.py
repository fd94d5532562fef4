"""Names of files in `pg_wal` and in archives, and the header that every segment begins with.

A segment is `segment_size` bytes of the log (a power of two from 1 MiB to 1 GiB, chosen at initdb). Its name is
three groups of eight upper-case hexadecimal digits: the timeline, then its number split at 4 GiB of log. Beside
segments stand `TTTTTTTT.history`, `SEGMENT.OOOOOOOO.backup`, and incomplete segments: `SEGMENT.partial` as a server
leaves it at promotion, `SEGMENT.UUUUUUUU.partial` as Pagewake archives one, UUUUUUUU being the bytes used of it.

Source of the formats: `access/xlog_internal.h`.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from pagewake.engines.postgres.versions import BLOCK_SIZE, WalFormat, format_of_magic
from pagewake.errors import LogCorrupt, LogFormatUnknown

MIN_SEGMENT = 1 << 20
MAX_SEGMENT = 1 << 30
SHORT_HEADER = 24
"""Bytes of the header of most WAL pages."""
LONG_HEADER = 40
"""Bytes of the header of the first page of a segment."""

FLAG_CONTINUED = 0x0001
FLAG_LONG = 0x0002
FLAG_REMOVABLE = 0x0004
FLAG_OVERWRITTEN = 0x0008
_KNOWN_FLAGS = 0x000F

_SEGMENT = re.compile(r"[0-9A-F]{24}")
_PARTIAL = re.compile(r"([0-9A-F]{24})(?:\.([0-9A-F]{8}))?\.partial")
_HISTORY = re.compile(r"([0-9A-F]{8})\.history")
_BACKUP = re.compile(r"[0-9A-F]{24}\.[0-9A-F]{8}\.backup")
_HEADER = struct.Struct("<HHIQI4xQII")


@dataclass(frozen=True, order=True)
class SegmentId:
    """One segment: its timeline, and which of its kind it is counted from the beginning of the log."""

    timeline: int
    number: int

    def first_lsn(self, segment_size: int) -> int:
        """The LSN of its first byte."""
        return self.number * segment_size

    def end_lsn(self, segment_size: int) -> int:
        """The LSN behind its last byte."""
        return (self.number + 1) * segment_size


@dataclass(frozen=True)
class SegmentHeader:
    """The header of a segment's first page. `page_address` is its LSN.

    `timeline` is the one that the first page was written on: the first segment of a timeline begins with a copy
    of its parent's, so it can be older than the timeline in the segment's name. `remaining` is how many bytes of a
    record from the segment before go on here.
    """

    magic: int
    timeline: int
    page_address: int
    system_identifier: int
    segment_size: int
    flags: int
    remaining: int

    @property
    def format(self) -> WalFormat:
        """The major version that wrote it."""
        return format_of_magic(self.magic)


def is_segment_size(size: int) -> bool:
    """Whether segments can be of this many bytes."""
    return MIN_SEGMENT <= size <= MAX_SEGMENT and size & (size - 1) == 0


def segment_name(timeline: int, number: int, segment_size: int) -> str:
    """The file name of a segment; `number` counts from the beginning of the log (LSN // segment_size)."""
    per_group = (1 << 32) // segment_size
    return f"{timeline:08X}{number // per_group:08X}{number % per_group:08X}"


def parse_segment_name(text: str, segment_size: int) -> SegmentId:
    """The segment that a file name stands for.

    Raises:
        LogCorrupt: it is no segment's name, or none of a log with segments of this size.
    """
    if not is_segment_name(text):
        raise LogCorrupt("is not the name of a WAL segment", object_name=text)
    timeline, group, part = (int(text[at : at + 8], 16) for at in (0, 8, 16))
    per_group = (1 << 32) // segment_size
    if part >= per_group or not timeline:
        raise LogCorrupt(f"is not the name of a WAL segment of {segment_size >> 20} MiB", object_name=text)
    return SegmentId(timeline, group * per_group + part)


def following(name: str, size: int) -> Iterator[str]:
    """The names of the segments after one of `size` bytes, on its timeline, without an end; none for other names."""
    if not is_segment_name(name) or not is_segment_size(size):
        return
    segment = parse_segment_name(name, size)
    for number in count(segment.number + 1):
        yield segment_name(segment.timeline, number, size)


def partial_name(segment: str, used: int) -> str:
    """The name under which the first `used` bytes of an incomplete segment are archived."""
    return f"{segment}.{used:08X}.partial"


def parse_partial_name(text: str, segment_size: int) -> tuple[SegmentId, int | None]:
    """The segment that an incomplete one belongs to, and how many bytes of it its name says are used.

    None for the number: the server's own `.partial`, a whole file of which only the beginning counts.

    Raises:
        LogCorrupt: it is no such name, or says more bytes than a segment has.
    """
    match = _PARTIAL.fullmatch(text)
    if match is None:
        raise LogCorrupt("is not the name of an incomplete WAL segment", object_name=text)
    used = None if match[2] is None else int(match[2], 16)
    if used is not None and used > segment_size:
        raise LogCorrupt(f"names {used} bytes of a WAL segment that has {segment_size}", object_name=text)
    return parse_segment_name(match[1], segment_size), used


def is_segment_name(text: str) -> bool:
    """Whether a whole segment can be called so."""
    return _SEGMENT.fullmatch(text) is not None


def is_partial_name(text: str) -> bool:
    """Whether an incomplete segment can be called so, with or without the number of its bytes."""
    return _PARTIAL.fullmatch(text) is not None


def is_history_name(text: str) -> bool:
    """Whether a timeline history file can be called so."""
    return _HISTORY.fullmatch(text) is not None


def is_backup_history_name(text: str) -> bool:
    """Whether the file that a server archives at the end of a base backup can be called so."""
    return _BACKUP.fullmatch(text) is not None


def history_name(timeline: int) -> str:
    """The name of a timeline's history file."""
    return f"{timeline:08X}.history"


def timeline_of_history_name(text: str) -> int:
    """The timeline that a history file describes. Raises LogCorrupt: it is no history file's name."""
    match = _HISTORY.fullmatch(text)
    if match is None or not int(match[1], 16):
        raise LogCorrupt("is not the name of a timeline history file", object_name=text)
    return int(match[1], 16)


def read_header(data: bytes | memoryview, *, name: str = "WAL segment") -> SegmentHeader:
    """The header that a segment begins with, proven to be one.

    Raises:
        LogFormatUnknown: WAL of a version, block size or byte order that is not supported.
        LogCorrupt: no segment begins here.
    """
    if len(data) < LONG_HEADER:
        raise LogCorrupt(f"has {len(data)} bytes, too few for a WAL segment", object_name=name)
    magic, flags, timeline, address, remaining, identifier, size, block = _HEADER.unpack_from(data)
    try:
        format_of_magic(magic)
    except (LogCorrupt, LogFormatUnknown) as error:
        error.object_name = name
        raise
    if flags & ~_KNOWN_FLAGS or not flags & FLAG_LONG:
        raise LogCorrupt(f"its first page has the impossible flags {flags:#06x}", object_name=name)
    if block != BLOCK_SIZE:
        raise LogCorrupt(f"its header names WAL pages of {block} bytes instead of 8192", object_name=name)
    if not is_segment_size(size):
        raise LogCorrupt(f"its header names segments of {size} bytes, which none has", object_name=name)
    if address % size or not timeline:
        raise LogCorrupt(
            f"its header claims LSN {address >> 32:X}/{address & 0xFFFFFFFF:X} of timeline {timeline}, "
            "where no segment begins",
            object_name=name,
        )
    return SegmentHeader(magic, timeline, address, identifier, size, flags, remaining)
