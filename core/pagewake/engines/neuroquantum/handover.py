"""The WAL that an archive lacks, as pieces: from a whole log, or from closed segments that are handed over.

A whole log says by itself how its records follow one another. A single segment says so only where its
records have consecutive LSNs, as those of Pagewake's own writer do; the original engine spreads records over
segments, also over old ones, and then only the whole log can be archived.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pagewake.engines.base import ReadSpan, WalOffer, WalPiece, WalSpan
from pagewake.engines.neuroquantum.finish import read_origin
from pagewake.engines.neuroquantum.identity import identity_of
from pagewake.engines.neuroquantum.layout import Layout, find_layout, segment_name, segment_number
from pagewake.engines.neuroquantum.log import UsableLog, read_segments
from pagewake.engines.neuroquantum.placement import Placement, Placer
from pagewake.engines.neuroquantum.segments import Segment
from pagewake.engines.neuroquantum.stretches import read_stretch, stretch_name, summarise
from pagewake.errors import (
    LogAmbiguous,
    LogConflict,
    LogCorrupt,
    LogGap,
    SourceNotRecognised,
    SourceUnreadable,
    UsageError,
)
from pagewake.jobs import Job

AS_A_WHOLE = "Archive the log as a whole: pagewake wal receive SOURCE --repo REPO, or take a backup."


def pieces_of(log: UsableLog, placed: Sequence[Placement], job: Job) -> Iterator[WalPiece]:
    """What the archive lacks of a placed log, in history order. Raises SourceUnreadable, LogCorrupt."""
    named: set[int] = set()
    for placement in placed:
        for begin, limit in placement.missing:
            for first, end in log.stretches(placement.epoch, begin, limit):
                job.check()
                data = log.frames(placement.epoch, first, end)
                summary = summarise(read_stretch(data, first, end), placement.timeline)
                is_first = placement.is_new and placement.timeline not in named
                named.add(placement.timeline)
                yield WalPiece(
                    stretch_name(placement.timeline, first, end),
                    placement.timeline,
                    first,
                    end,
                    data,
                    summary,
                    placement.origin if is_first else None,
                )


def offer_of_segments(paths: Sequence[Path], known: Sequence[WalSpan], read: ReadSpan, job: Job) -> WalOffer:
    """See `Engine.wal_pieces`. Segments of one database, in any order."""
    segments = sorted((_segment(path) for path in paths), key=lambda segment: segment.number)
    rooms = {segment.path.parent for segment in segments}
    if len(rooms) != 1:
        raise UsageError("segments of one WAL directory are needed", object_name=", ".join(map(str, rooms)))
    wal = rooms.pop()
    for segment in segments:
        if not segment.path.is_file():
            raise SourceUnreadable("is not there", object_name=str(segment.path))
    identity = identity_of(_layout_around(wal))
    return WalOffer(identity, _pieces(segments, known, read, job))


def _pieces(
    segments: Sequence[Segment], known: Sequence[WalSpan], read: ReadSpan, job: Job
) -> Iterator[WalPiece]:
    wal = segments[0].path.parent
    log = _whole_log(segments)
    if log.current is None:
        return
    wanted = (log.current.first_lsn, log.current.end_lsn)
    log = _with_the_one_before(segments, log)
    placed = Placer(log, known, read, read_origin(wal), wanted).place()
    for placement in placed:
        _refuse_unproven(placement, known, wal)
        _refuse_unarchived(placement, known, wanted, wal)
    yield from pieces_of(log, placed, job)


def _segment(path: Path) -> Segment:
    number = segment_number(path.name)
    if number is None:
        raise UsageError(
            "this is not the name of a WAL segment",
            object_name=str(path),
            advice="Segments are wal-00000000.log ...",
        )
    return Segment(number, path.absolute())


def _layout_around(wal: Path) -> Layout:
    try:
        layout = find_layout(wal.parent)
        inside = layout.wal.samefile(wal)
    except (SourceNotRecognised, OSError):
        inside = False
    if not inside:
        raise SourceNotRecognised(
            "is not the WAL directory of a database, so nothing says whose log this is",
            object_name=str(wal),
            advice="Give the path of the segment in the wal/ directory of its database.",
        )
    return layout


def _whole_log(segments: Sequence[Segment]) -> UsableLog:
    """The segments as a log that is one unbroken run of LSNs, or the reason why it is none."""
    log = read_segments(segments)
    name = ", ".join(segment.name for segment in segments)
    if log.bad_places:
        place = log.bad_places[0]
        behind = "" if place.after_lsn is None else f" behind LSN {place.after_lsn}"
        raise LogCorrupt(
            f"{place.what} at byte {place.offset}{behind}: it is damaged, or still being written",
            object_name=place.segment.name,
            meaning="Nothing of the segment was archived.",
            advice="Push a segment once it is closed. Where it is damaged, take a full backup.",
        )
    ambiguity = log.ambiguity()
    if ambiguity is not None or len(log.epochs) > 1:
        raise LogAmbiguous(
            "holds LSNs that name more than one record each",
            object_name=name,
            meaning="A segment by itself does not say which of them came first. Nothing of it was archived.",
            advice=AS_A_WHOLE,
        )
    if log.tail is not None:
        raise LogGap(
            f"holds LSNs {log.epochs[0].first_lsn} to {log.tail.end_lsn - 1} with holes (from LSN "
            f"{log.epochs[0].end_lsn} on), so records between them stand in other segments",
            object_name=name,
            meaning="The original engine's group commit writes like this. Nothing of the segment was archived.",
            advice=AS_A_WHOLE,
        )
    return log


def _with_the_one_before(segments: Sequence[Segment], log: UsableLog) -> UsableLog:
    """The log with the segment before it where that is still there and joins on.

    What the archive holds of it proves which history the new records go on.
    """
    number = segments[0].number - 1
    before = Segment(number, segments[0].path.with_name(segment_name(max(number, 0))))
    if number < 0 or not before.path.is_file():
        return log
    both = read_segments([before, *segments])
    joined = both.end.clean and not both.bad_places and len(both.epochs) == 1 and both.tail is None
    return both if joined else log


def _refuse_unarchived(
    placement: Placement, known: Sequence[WalSpan], wanted: tuple[int, int], wal: Path
) -> None:
    """Refuse where a push could not say of every record that it is archived: on a parent, before the fork."""
    timelines = {placement.timeline, *(parent.timeline for parent in placement.parents)}
    held = [(span.first_lsn, span.end_lsn) for span in known if span.timeline in timelines]
    at = wanted[0]
    for first, end in sorted([*held, *placement.missing]):
        at = max(at, end) if first <= at else at
    if at < wanted[1]:
        raise LogGap(
            f"the archive lacks records from LSN {at} on, from before the fork of timeline {placement.timeline}",
            object_name=str(wal),
            meaning="Nothing of the segment was archived.",
            advice=AS_A_WHOLE,
        )


def _refuse_unproven(placement: Placement, known: Sequence[WalSpan], wal: Path) -> None:
    """Refuse a stretch that shares LSNs with the archive, or lies before it, without any sign of a fork."""
    if not known or not placement.is_new or placement.parents:
        return
    first, end = placement.epoch.first_lsn, placement.epoch.end_lsn
    where = f"LSNs {first} to {end - 1} of {wal}"
    if any(span.first_lsn < end and first < span.end_lsn for span in known):
        raise LogConflict(
            "the archive holds other records of these LSNs, and nothing proves where the two histories part",
            object_name=where,
            advice="Find out whether two databases push under this name. If the log is the original engine's, whose "
            f"LSNs can repeat: {AS_A_WHOLE[0].lower()}{AS_A_WHOLE[1:]}",
        )
    raise LogGap(
        "these records do not join on to the archived log, which begins later",
        object_name=where,
        meaning="Nothing was archived. What lies before a gap adds no moment that can be restored.",
        advice="Push the segments in the order of their numbers.",
    )
