"""Whether the archive's WAL is that of the database before us, where both have some.

A database that was put back to an older state writes other WAL under the same LSNs, timeline and names. From a
checkpoint on two such logs differ: it says when it was made, and which transaction ids come next.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pagewake.engines.base import ReadSpan, WalSpan
from pagewake.engines.postgres.segments import segment_name
from pagewake.errors import LogConflict, SourceUnreadable
from pagewake.lsn import LsnStyle
from pagewake.model import WalPosition

_COMPARED = 64 << 10
"""Bytes from a backup's start on that are compared: the checkpoint that it begins with is not far behind it."""

ReadSegment = Callable[[str, int, int], bytes]
"""Name of a segment, offset in it, number of bytes -> what the database has there; empty where there is no file."""


def require_same_log(
    start: WalPosition,
    flushed: Callable[[], int],
    segment_size: int,
    known: Sequence[WalSpan],
    read: ReadSpan,
    ours: ReadSegment,
) -> None:
    """Prove that what the archive holds from a backup's start on is the log of this database, which ends at `flushed`.

    Costs nothing where the archive does not reach so far. Raises LogConflict, and what `ours` raises.
    """
    covering = [
        span
        for span in known
        if span.timeline == start.timeline and span.first_lsn <= start.lsn < span.end_lsn
    ]
    if not covering:
        return
    number, offset = divmod(start.lsn, segment_size)
    count = min(_COMPARED, flushed() - start.lsn, segment_size - offset)
    content = ours(segment_name(start.timeline, number, segment_size), offset, count) if count > 0 else b""
    for span in covering:
        end = min(span.end_lsn - number * segment_size, offset + len(content))
        if bytes(read(span)[offset:end]) != content[: end - offset]:
            raise LogConflict(
                f"the archive holds other WAL than this server's from LSN {LsnStyle.HALVES.text(start.lsn)} of "
                f"timeline {start.timeline} on: the server was put back to an older state, or was copied or promoted "
                "from the same one as another",
                object_name=span.name,
                meaning="No backup was made: the archived WAL does not belong to its pages, and what this server "
                "wrote under the same names cannot be archived beside it.",
                advice="Back it up under a name of its own (--source). What is archived stays restorable.",
            )


def read_segment_file(directory: Path, name: str, offset: int, count: int) -> bytes:
    """A part of a segment in a `pg_wal`; empty where it has none. Raises SourceUnreadable."""
    try:
        with open(directory / name, "rb") as file:
            file.seek(offset)
            return file.read(count)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SourceUnreadable(f"cannot be read ({error.strerror})", object_name=name) from error
