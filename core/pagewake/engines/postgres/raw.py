"""Finding a record's bytes in the log: what lies between them is page headers."""

from __future__ import annotations

from collections.abc import Callable

from pagewake.engines.postgres.segments import LONG_HEADER, SHORT_HEADER
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import LogCorrupt
from pagewake.lsn import LsnStyle

ReadRaw = Callable[[int, int], bytes]
"""Reads the log as it lies in its files: `read(lsn, size)`, at least `size` bytes or an error."""

text_of = LsnStyle.HALVES.text
MAX_MAIN_DATA = 256 << 20
"""The largest main data that is looked at: a transaction that drops twenty million files."""


def header_size(page: int, segment_size: int) -> int:
    """How long the header of the page that begins at this LSN is."""
    return SHORT_HEADER if page % segment_size else LONG_HEADER


def main_data(read: ReadRaw, segment_size: int, lsn: int, total: int, size: int) -> bytes:
    """The main data of the record that starts at `lsn`: the last `size` of its `total` bytes.

    Raises:
        LogCorrupt: more than any record that is looked at has.
    """
    if size > MAX_MAIN_DATA or size > total:
        raise LogCorrupt(f"a record of {total} bytes has {size} bytes of main data", object_name=text_of(lsn))
    position, skip = lsn, total - size
    parts: list[bytes] = []
    while skip or size:
        if position % BLOCK_SIZE == 0:
            position += header_size(position, segment_size)
        here = BLOCK_SIZE - position % BLOCK_SIZE
        passed = min(skip, here)
        skip -= passed
        taken = min(size, here - passed)
        if taken:
            parts.append(read(position + passed, taken))
        size -= taken
        position += here
    return b"".join(parts)


def read_from(*places: tuple[int, bytes | memoryview]) -> ReadRaw:
    """Reads from bytes in memory; each of the places begins at its LSN."""

    def read(lsn: int, size: int) -> bytes:
        for begin, data in places:
            if begin <= lsn and lsn + size <= begin + len(data):
                return bytes(data[lsn - begin : lsn - begin + size])
        raise LogCorrupt("the beginning of a record is not at hand", object_name=text_of(lsn))

    return read
