"""Putting the WAL that a recovery needs into `pg_wal`, proven on the way.

Segments come from the archive on several threads, are compared with their names, and are written whole: a piece
that is a segment's beginning only is filled up with zeros, as a server leaves the segment that it writes. Where a
timeline forks in the middle of a segment there are two files of it; like the server, the walk over the log takes the
one of the later timeline, which begins with a copy of the other.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pagewake.disk import Disk
from pagewake.engines.base import ReadSpan, WalFeed, WalSpan
from pagewake.engines.postgres.control import Control
from pagewake.engines.postgres.data_directory import write_file
from pagewake.engines.postgres.segments import (
    SegmentId,
    history_name,
    is_history_name,
    is_partial_name,
    is_segment_name,
    parse_partial_name,
    parse_segment_name,
    read_header,
    segment_name,
)
from pagewake.engines.postgres.timelines import format_history, parse_history
from pagewake.errors import DiskFull, LogCorrupt, LogGap
from pagewake.jobs import Job, WorkerPool
from pagewake.lsn import LsnStyle
from pagewake.model import TimelineSpan
from pagewake.units import size_text

WORKERS = 4
_MEMORY = 256 << 20
"""Segments of all threads together take no more than about this."""
_text = LsnStyle.HALVES.text


@dataclass(frozen=True)
class Segment:
    """One segment to be staged: the piece of the archive that holds most of it.

    `end` is the LSN up to which it holds the log.
    """

    id: SegmentId
    span: WalSpan
    end: int
    walked: bool
    """Whether the server reads the log from this one, and not from a later timeline's of the same number."""


@dataclass(frozen=True)
class StagedSegment:
    """A segment that lies in `pg_wal`. `data` is whole WAL pages from the segment's beginning."""

    name: str
    segment: Segment
    lsn: int
    data: bytes


def choose_segments(spans: Sequence[WalSpan], segment_size: int) -> list[Segment]:
    """The segments that the pieces of a feed make up, by number and timeline.

    Raises LogCorrupt for a piece whose name is none of a segment of this size.
    """
    best: dict[SegmentId, tuple[int, WalSpan]] = {}
    for span in spans:
        if is_history_name(span.name):
            continue
        if is_segment_name(span.name):
            key = parse_segment_name(span.name, segment_size)
        elif is_partial_name(span.name):
            key = parse_partial_name(span.name, segment_size)[0]
        else:
            raise LogCorrupt("is not the name of a piece of this log", object_name=span.name)
        end = min(span.end_lsn, key.end_lsn(segment_size))
        if key not in best or end > best[key][0]:
            best[key] = end, span
    newest: dict[int, int] = {}
    for key in best:
        newest[key.number] = max(key.timeline, newest.get(key.number, 0))
    ordered = sorted(best, key=lambda key: (key.number, key.timeline))
    return [Segment(key, best[key][1], best[key][0], newest[key.number] == key.timeline) for key in ordered]


def stage_segments(
    segments: Sequence[Segment], read: ReadSpan, pg_wal: Path, control: Control, job: Job, disk: Disk
) -> Iterator[StagedSegment]:
    """Write segments into `pg_wal`, several at once; yields them in their order as they are done.

    Raises LogCorrupt, LogGap, DiskFull, and whatever reading raises.
    """
    size = control.wal_segment_size
    needed = len(segments) * size
    free = shutil.disk_usage(pg_wal).free
    if free < needed:
        raise DiskFull(
            f"the log to replay takes {size_text(needed)} and the file system has {size_text(free)} free",
            object_name=str(pg_wal),
            advice="Free space, choose another directory, or begin with a newer backup.",
        )

    def stage(segment: Segment) -> StagedSegment:
        data = read(segment.span)
        lsn = segment.id.first_lsn(size)
        _check(segment, data, lsn, control)
        name = segment_name(segment.id.timeline, segment.id.number, size)
        descriptor = disk.open(pg_wal / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            disk.write(descriptor, data)
            if len(data) < size:
                disk.allocate(descriptor, size)
            disk.sync(descriptor)
        finally:
            os.close(descriptor)
        used = min(len(data), size)
        return StagedSegment(name, segment, lsn, bytes(data[:used]) + bytes(-used % control.wal_block_size))

    workers = max(1, min(WORKERS, _MEMORY // size))
    with job.phase("staging the log", needed):
        pool = WorkerPool(workers, name="pagewake-wal")
        for staged in pool.map_ordered(stage, segments, job, ahead=1 if workers > 1 else 0):
            yield staged
            job.at(staged.name)
            job.advance(size)
    disk.sync_directory(pg_wal)


def stage_histories(
    feed: WalFeed, history: Sequence[TimelineSpan], timeline: int, pg_wal: Path, disk: Disk
) -> bool:
    """Write every timeline history that the archive has, so that a promotion takes a number that is free.

    Returns whether the one of `timeline` had to be made from what is known of the way there. Raises LogCorrupt.
    """
    there: dict[int, bytes] = {}
    for span in (*feed.spans, *feed.origins):
        if is_history_name(span.name) and span.timeline not in there:
            content = feed.read(span)
            parse_history(content, span.timeline)
            there[span.timeline] = content
    made = timeline > 1 and timeline not in there
    if made:
        passed = [span for span in history if span.timeline < timeline and span.end is not None]
        there[timeline] = format_history(passed)
    for number, content in sorted(there.items()):
        write_file(pg_wal / history_name(number), content, disk)
    return made


def require_joined(segments: Sequence[Segment], start: int, segment_size: int) -> None:
    """Raise LogGap unless the segments that are walked follow each other from the one that holds `start`."""
    walked = [segment for segment in segments if segment.walked]
    expected = start // segment_size
    for index, segment in enumerate(walked):
        if segment.id.number != expected or (
            index and walked[index - 1].end < walked[index - 1].id.end_lsn(segment_size)
        ):
            raise LogGap(
                "WAL that the recovery needs is missing",
                object_name=f"LSN {_text(expected * segment_size)} to {_text(segment.id.first_lsn(segment_size))}",
            )
        expected += 1
    if not walked:
        raise LogGap("the archive holds none of the WAL that the backup needs", object_name=_text(start))


def _check(segment: Segment, data: bytes, lsn: int, control: Control) -> None:
    """See that a segment is the one that its name says, of this cluster."""
    name = segment.span.name
    header = read_header(data, name=name)
    problems: Mapping[str, bool] = {
        f"is of the cluster {header.system_identifier}, not of {control.system_identifier}": (
            header.system_identifier != control.system_identifier
        ),
        f"holds the log from LSN {_text(header.page_address)}": header.page_address != lsn,
        f"says that segments have {header.segment_size} bytes": header.segment_size
        != control.wal_segment_size,
        f"has {len(data)} bytes": len(data) > control.wal_segment_size
        or (len(data) < control.wal_segment_size and lsn + len(data) < segment.end),
    }
    for what, wrong in problems.items():
        if wrong:
            raise LogCorrupt(what, object_name=name)
