"""Placing WAL files in history: segments, incomplete ones and histories become pieces for the archive.

All three ways in use this: files that a server hands over, what a local server's `pg_wal` holds, and what comes
over the replication protocol. A piece lies on the timeline of its file's name. The first segment of a timeline
begins with a copy of its parent's, up to the fork: the piece begins at the fork, and where the archive lacks the
parent up to there, what is before the fork becomes a piece of the parent's.

Nothing is placed by number alone. Two servers can both begin a timeline 2: histories of one number are compared,
and so is what the archive holds of a parent with what a child says that it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from blake3 import blake3

from pagewake.blocks import WalSummary
from pagewake.engines.base import ReadSpan, WalPiece, WalSpan
from pagewake.engines.postgres.segments import (
    SegmentHeader,
    SegmentId,
    history_name,
    is_history_name,
    partial_name,
    read_header,
    segment_name,
    timeline_of_history_name,
)
from pagewake.engines.postgres.timelines import parse_history
from pagewake.errors import LogConflict, LogCorrupt, LogError, LogGap, ObjectCorrupt, SourceChanged
from pagewake.lsn import LsnStyle
from pagewake.model import TimelineSpan

Bytes = bytes | memoryview
text_of = LsnStyle.HALVES.text


@dataclass(frozen=True)
class LogShape:
    """What is equal in all WAL of one database; the segment size in bytes."""

    system_identifier: int
    segment_size: int

    def name(self, segment: SegmentId) -> str:
        """The file name of a segment."""
        return segment_name(segment.timeline, segment.number, self.segment_size)

    def holding(self, timeline: int, lsn: int) -> SegmentId:
        """The segment that an LSN lies in; one on a boundary begins the segment."""
        return SegmentId(timeline, lsn // self.segment_size)


class Beside(Protocol):
    """Files that lie where the placed ones come from; None for one that is not there."""

    def history(self, timeline: int) -> bytes | None:
        """The history file of a timeline."""

    def segment(self, segment: SegmentId) -> bytes | None:
        """The file of a whole segment."""


class Placer:
    """Turns WAL files of one database, given in the order of history, into pieces.

    `known` and `read` are the archive. What was placed before counts as archived.
    """

    def __init__(self, shape: LogShape, known: Sequence[WalSpan], read: ReadSpan, beside: Beside) -> None:
        self._shape = shape
        self._read = read
        self._beside = beside
        self._spans = {span.name: span for span in known}
        self._on: dict[int, list[tuple[int, int, WalSpan | None]]] = {}
        for span in known:
            self._on.setdefault(span.timeline, []).append((span.first_lsn, span.end_lsn, span))
        self._placed: set[str] = set()
        self._histories: dict[int, bytes | None] = {}
        self._last: tuple[SegmentId, Bytes] | None = None

    def has(self, name: str) -> bool:
        """Whether the archive has a piece of this name, or gets it from here."""
        return name in self._spans or name in self._placed

    def covers(self, timeline: int, first_lsn: int, end_lsn: int) -> bool:
        """Whether one archived piece holds all of a range that lies in one segment."""
        return self._cover(timeline, first_lsn, end_lsn) is not None

    def lineage(self, timeline: int) -> tuple[TimelineSpan, ...]:
        """The ancestors of a timeline, oldest first; none for one that begins history.

        Raises:
            LogConflict: its history file is not the one that the archive has.
            LogGap: nothing says where it comes from.
            LogCorrupt: its history cannot be read.
        """
        data = self._history(timeline)
        if data is not None:
            return parse_history(data, timeline)
        for name in sorted((name for name in self._spans if is_history_name(name)), reverse=True):
            child = timeline_of_history_name(name)
            spans = parse_history(self._history(child) or b"", child) if child > timeline else ()
            if any(span.timeline == timeline for span in spans):
                return tuple(span for span in spans if span.timeline < timeline)
        if any(other < timeline for other in self._on):
            raise _no_history(timeline)
        return ()

    def histories(self, timeline: int) -> Iterator[WalPiece]:
        """The history files of a timeline and its ancestors that the archive lacks. Raises as `lineage`."""
        for number in (*(span.timeline for span in self.lineage(timeline)), timeline):
            data = self._history(number)
            if data is not None and not self.has(history_name(number)):
                yield self._note(history_piece(number, data))

    def segment(self, segment: SegmentId, data: Bytes) -> Iterator[WalPiece]:
        """A whole segment: its piece, and before it what has to be archived for it to have its place.

        Raises LogConflict, LogGap, LogCorrupt, LogFormatUnknown, SourceChanged; the piece is the last one.
        """
        end = segment.end_lsn(self._shape.segment_size)
        self._checked(segment, data)
        before = self._before(segment, self.lineage(segment.timeline))
        yield from self._pieces(segment, data, end, self._shape.name(segment), before)
        self._last = segment, data

    def end_of_records(self, segment: SegmentId, data: Bytes) -> int:
        """The LSN behind the last whole record in the beginning of a segment. Raises as `segment`."""
        self._checked(segment, data)
        before = self._before(segment, self.lineage(segment.timeline))
        return _end_of_records(data, segment.first_lsn(self._shape.segment_size), before)

    def partial(self, segment: SegmentId, data: Bytes, end_lsn: int | None = None) -> Iterator[WalPiece]:
        """The beginning of a segment: up to `end_lsn`, or to the end of the last whole record in it.

        Gives no WAL where the archive holds as much of it, or no record is in it. Raises as `segment`.
        """
        start = segment.first_lsn(self._shape.segment_size)
        self._checked(segment, data)
        before = self._before(
            segment, self.lineage(segment.timeline)
        )  # read once: it is as large as a segment
        end = _end_of_records(data, start, before) if end_lsn is None else end_lsn
        first = max(start, self._fork(segment.timeline))
        if end <= first or self.covers(segment.timeline, first, end):
            yield from self.histories(segment.timeline)
            return
        name = partial_name(self._shape.name(segment), end - start)
        yield from self._pieces(segment, data[: end - start], end, name, before)

    def _pieces(
        self, segment: SegmentId, data: Bytes, end: int, name: str, before: Bytes | None
    ) -> Iterator[WalPiece]:
        """The histories, the beginnings of ancestors, then the piece itself."""
        header = self._checked(segment, data)
        ancestors = self.lineage(segment.timeline)
        start = segment.first_lsn(self._shape.segment_size)
        if (
            not ancestors and header.timeline < segment.timeline
        ):  # the parent's beginning of the first segment
            raise _no_history(segment.timeline)
        if header.timeline not in {segment.timeline, *(span.timeline for span in ancestors)}:
            raise LogConflict(
                f"its first page is of timeline {header.timeline}, which the history of timeline "
                f"{segment.timeline} does not run through",
                object_name=name,
            )
        spans = (
            *ancestors,
            TimelineSpan(segment.timeline, (ancestors[-1].end or 0) if ancestors else 0, end),
        )
        if spans[-1].begin >= end:
            raise LogConflict(
                f"its timeline begins later, at LSN {text_of(spans[-1].begin)}", object_name=name
            )
        yield from self.histories(segment.timeline)
        for number, span in enumerate(spans):
            first, limit = max(start, span.begin), span.end or end
            if limit <= start or first >= limit:
                continue
            origin = spans[number - 1] if number and first == span.begin else None
            mine = number == len(spans) - 1
            if mine:
                yield self._piece(name, span.timeline, first, limit, data, before, origin)
            elif not self._proven(span.timeline, first, limit, data[: limit - start], start):
                part = partial_name(self._shape.name(SegmentId(span.timeline, segment.number)), limit - start)
                yield self._piece(part, span.timeline, first, limit, data[: limit - start], before, origin)

    def _piece(
        self,
        name: str,
        timeline: int,
        first: int,
        end: int,
        data: Bytes,
        before: Bytes | None,
        origin: TimelineSpan | None,
    ) -> WalPiece:
        # What reads records is imported where there are some: most backups find that their WAL is archived already.
        from pagewake.engines.postgres.summaries import summarise

        summary = summarise(data, first, end, timeline, name=name, before=before)
        return self._note(WalPiece(name, timeline, first, end, data, summary, origin))

    def _note(self, piece: WalPiece) -> WalPiece:
        self._placed.add(piece.name)
        self._on.setdefault(piece.timeline, []).append((piece.first_lsn, piece.end_lsn, None))
        return piece

    def _checked(self, segment: SegmentId, data: Bytes) -> SegmentHeader:
        return check_segment(segment, data, self._shape)

    def _fork(self, timeline: int) -> int:
        """Where a timeline begins."""
        ancestors = self.lineage(timeline)
        return (ancestors[-1].end or 0) if ancestors else 0

    def _history(self, timeline: int) -> bytes | None:
        """The history file of a timeline, from beside or from the archive. Raises LogConflict."""
        if timeline not in self._histories:
            data = self._beside.history(timeline) if timeline > 1 else None
            archived = self._spans.get(history_name(timeline))
            if data is not None and archived is not None and blake3(data).digest() != archived.digest:
                raise LogConflict(
                    f"another timeline {timeline} is archived: the two histories are not the same",
                    object_name=history_name(timeline),
                    advice="Two servers were promoted from the same one. Archive the second under a name of its own "
                    "(--source), or promote it again, so that it takes a number that is free.",
                )
            self._histories[timeline] = self._read(archived) if data is None and archived else data
        return self._histories[timeline]

    def _cover(self, timeline: int, first: int, end: int) -> tuple[int, int, WalSpan | None] | None:
        for one in self._on.get(timeline, ()):
            if one[0] <= first and one[1] >= end > one[0]:
                return one
        return None

    def _proven(self, timeline: int, first: int, end: int, data: Bytes, start: int) -> bool:
        """Whether an ancestor is archived up to a fork, with the bytes that the child says. Raises LogConflict."""
        cover = self._cover(timeline, first, end)
        if cover is None:
            return False
        span = cover[2]
        if span is None:
            return True
        try:
            archived = self._read(span)
        except (
            LogGap,
            ObjectCorrupt,
        ):  # told where the archive is looked at; here only the comparison is lost
            return True
        if archived[first - start : end - start] != data[first - start : end - start]:
            raise LogConflict(
                f"it goes on from another timeline {timeline} than the archived one: they differ before the fork "
                f"at LSN {text_of(end)}",
                object_name=span.name,
            )
        return True

    def _before(self, segment: SegmentId, ancestors: Sequence[TimelineSpan]) -> Bytes | None:
        """The segment in front of one: just placed, beside it, or archived; None where it is nowhere.

        It is of the newest timeline that holds the last byte before the segment. A file beside it that is not
        what is archived under its name is of a server that was put back to an older state: then what is archived
        counts, and the summary tells that nothing joins on to it.
        """
        start = segment.first_lsn(self._shape.segment_size)
        begin = (ancestors[-1].end or 0) if ancestors else 0
        owner = segment.timeline
        if begin >= start:
            owner = next((span.timeline for span in reversed(ancestors) if span.begin < start), owner)
        wanted = SegmentId(owner, segment.number - 1)
        if self._last is not None and self._last[0] == wanted:
            return self._last[1]
        data, span = self._beside.segment(wanted), self._spans.get(self._shape.name(wanted))
        if data is None or (span is not None and blake3(data).digest() != span.digest):
            try:
                data = self._read(span) if span is not None else None
            except (LogGap, ObjectCorrupt):  # the summary is headless then, and mended once it is there again
                return None
        try:
            if data is not None:
                check_segment(wanted, data, self._shape)
        except (LogError, SourceChanged):  # a file that was used again, or is not written yet
            return None
        return data


def _end_of_records(data: Bytes, first_lsn: int, before: Bytes | None) -> int:
    from pagewake.engines.postgres.log import end_of_records

    return end_of_records(data, first_lsn, before)


def history_piece(timeline: int, data: bytes) -> WalPiece:
    """A history file as a piece: no WAL, but where its timeline comes from. Raises LogCorrupt."""
    spans = parse_history(data, timeline)
    if not spans:
        raise LogCorrupt("names no ancestor", object_name=history_name(timeline))
    fork = spans[-1].end or 0
    return WalPiece(
        history_name(timeline), timeline, fork, fork, data, WalSummary(timeline, fork, fork), spans[-1]
    )


def check_segment(segment: SegmentId, data: Bytes, shape: LogShape) -> SegmentHeader:
    """The header of a segment's file, proven to be that segment of that database; `data` may be cut at its end.

    Raises:
        SourceChanged: it is another database's.
        LogCorrupt, LogFormatUnknown: it is not that segment.
    """
    name = shape.name(segment)
    header = read_header(data, name=name)
    if header.system_identifier != shape.system_identifier:
        raise SourceChanged(
            f"this is WAL of the database {header.system_identifier}, not of {shape.system_identifier}",
            object_name=name,
        )
    if header.segment_size != shape.segment_size:
        raise LogCorrupt(
            f"is of a log with segments of {header.segment_size >> 20} MiB, not {shape.segment_size >> 20} MiB",
            object_name=name,
        )
    if header.page_address != segment.first_lsn(shape.segment_size):
        raise LogCorrupt(
            f"holds the WAL from LSN {text_of(header.page_address)}, not that from "
            f"{text_of(segment.first_lsn(shape.segment_size))}: the file was prepared for use again, and is not "
            "written yet",
            object_name=name,
        )
    if header.timeline > segment.timeline:
        raise LogCorrupt(
            f"its first page is of timeline {header.timeline}, later than that of its name", object_name=name
        )
    return header


def _no_history(timeline: int) -> LogGap:
    return LogGap(
        f"the history of timeline {timeline} is neither archived nor beside the WAL",
        object_name=history_name(timeline),
        meaning="Without it nothing says where that timeline leaves the one before it. Nothing was archived.",
        advice=f"Push pg_wal/{history_name(timeline)} first.",
    )
