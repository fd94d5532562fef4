"""What the `pg_wal` of a local server holds and the archive lacks.

A server prepares files for use by renaming old ones: they hold other WAL than their names say until they are
written. So a file counts only below the position up to which the server says that its WAL is on disk, only with the
page address of its name, and only if it is still the same file after it was read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pagewake.engines.base import ReadSpan, WalPiece, WalSpan
from pagewake.engines.postgres.handover import WalDirectory
from pagewake.engines.postgres.placement import LogShape, Placer, check_segment
from pagewake.engines.postgres.segments import (
    SegmentId,
    is_history_name,
    is_segment_name,
    parse_segment_name,
    timeline_of_history_name,
)
from pagewake.errors import LogError, SourceChanged, SourceUnreadable
from pagewake.jobs import Job
from pagewake.model import TimelineSpan


@dataclass(frozen=True)
class LivePosition:
    """Where a running server is: on `timeline`, with all WAL before `flushed` on disk.

    On a standby the timeline is the last one that it wrote down; it may have moved on since.
    """

    timeline: int
    flushed: int
    in_recovery: bool = False


def new_local_wal(
    directory: Path,
    shape: LogShape,
    position: LivePosition,
    known: Sequence[WalSpan],
    read: ReadSpan,
    job: Job,
    needed_until: int | None = None,
    from_lsn: int = 0,
) -> Iterator[WalPiece]:
    """Every whole segment that is on disk and not in the archive, with the histories, in history order.

    WAL before `from_lsn` is left where it is. `needed_until` asks for the incomplete segment too, up to at least
    there as far as it is on disk.

    Raises LogConflict, LogGap, LogCorrupt, LogFormatUnknown, SourceChanged, SourceUnreadable.
    """
    placer = Placer(shape, known, read, WalDirectory(directory, shape.segment_size))
    names = _listed(directory)
    timeline = position.timeline
    if position.in_recovery:
        timeline = _newest_timeline(directory, names, placer, shape, position)
    ancestors = placer.lineage(timeline)
    yield from placer.histories(timeline)
    begin = (ancestors[-1].end or 0) if ancestors else 0
    spans = (*ancestors, TimelineSpan(timeline, begin, position.flushed))
    size = shape.segment_size
    for segment in _whole_segments(names, spans, size):
        job.check()
        if segment.end_lsn(size) <= from_lsn or placer.has(shape.name(segment)):
            continue
        data = _stable(directory / shape.name(segment), size)
        if data is not None:
            yield from placer.segment(segment, data)
    if needed_until is None or needed_until <= position.flushed // size * size:
        return
    if placer.covers(timeline, needed_until - 1, needed_until):
        return
    current = shape.holding(timeline, position.flushed - 1)
    start = current.first_lsn(size)
    data = _stable(directory / shape.name(current), size, position.flushed - start)
    if data is not None:
        yield from placer.partial(current, data)


def _listed(directory: Path) -> list[str]:
    try:
        return sorted(os.listdir(directory))
    except OSError as error:
        raise SourceUnreadable(f"cannot be listed ({error.strerror})", object_name=str(directory)) from error


def _whole_segments(names: Sequence[str], spans: Sequence[TimelineSpan], size: int) -> list[SegmentId]:
    """The segments among the names that lie whole on a line of history."""
    of = {span.timeline: span for span in spans}
    found: list[SegmentId] = []
    for name in names:
        # A server whose segments are of another size has names that are none here; pg_resetwal can leave such.
        if not is_segment_name(name) or int(name[16:], 16) >= (1 << 32) // size or not int(name[:8], 16):
            continue
        segment = parse_segment_name(name, size)
        span = of.get(segment.timeline)
        if span is None or span.end is None:
            continue
        if span.begin < segment.end_lsn(size) <= span.end:
            found.append(segment)
    return sorted(found)


def _newest_timeline(
    directory: Path, names: Sequence[str], placer: Placer, shape: LogShape, position: LivePosition
) -> int:
    """The timeline that a standby is on: it may have followed a promotion since it last wrote its own down.

    It has the history of the newer one then, and that one's first segment is begun.
    """
    newer = [timeline_of_history_name(name) for name in names if is_history_name(name)]
    for timeline in sorted((number for number in newer if number > position.timeline), reverse=True):
        ancestors = placer.lineage(timeline)
        if not any(span.timeline == position.timeline for span in ancestors):
            continue
        fork = ancestors[-1].end or 0
        first = shape.holding(timeline, fork)
        if fork > position.flushed or shape.name(first) not in names:
            continue
        data = _stable(directory / shape.name(first), shape.segment_size)
        try:
            if data is not None:
                check_segment(first, data, shape)
                return timeline
        except (LogError, SourceChanged):  # prepared, and not begun
            continue
    return position.timeline


def _stable(path: Path, size: int, wanted: int | None = None) -> bytes | None:
    """The whole file of `size` bytes, or its first `wanted`; None where it is gone, or was renamed meanwhile.

    Raises SourceUnreadable.
    """
    wanted = size if wanted is None else wanted
    try:
        with open(path, "rb", buffering=0) as file:
            before = os.fstat(file.fileno())
            if before.st_size != size:
                return None
            data = file.read(wanted)
            while len(data) < wanted and (more := file.read(wanted - len(data))):
                data += more
            after = os.stat(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SourceUnreadable(f"cannot be read ({error.strerror})", object_name=str(path)) from error
    return data if (before.st_dev, before.st_ino) == (after.st_dev, after.st_ino) else None
