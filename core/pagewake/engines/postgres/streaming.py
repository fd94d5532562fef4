"""WAL over the replication protocol: a server's log as pieces, as it is written.

Streaming always begins where a segment begins, so that segments are whole. The server is told that WAL is safe when
the piece that holds it is durable in the archive, which is when the next piece is asked for: what it may remove, and
where its slot stands, follow from that. A stream that ends in an orderly way, or because the server is gone, leaves
what it had received of the last segment as an incomplete one: nothing that arrived is lost.

A server that shuts down waits until its receivers have confirmed everything. It asks for answers then, and gets one
as soon as the incomplete segment is durable too.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field

from pagewake.engines.base import ReadSpan, WalPiece, WalSpan
from pagewake.engines.postgres.placement import LogShape, Placer, text_of
from pagewake.engines.postgres.replication import (
    Ended,
    Keepalive,
    Replication,
    System,
    TimelineEnd,
    WalData,
    WalRemoved,
)
from pagewake.engines.postgres.segments import SegmentId
from pagewake.engines.postgres.timelines import parse_history
from pagewake.errors import SourceUnreadable
from pagewake.jobs import Job
from pagewake.jobs.heartbeat import Heartbeat
from pagewake.model import Finding, Severity, TimelineSpan

TICK_SECONDS = 0.25
LONGEST_BEAT = 10.0
STALLED_SECONDS = 60.0
"""WAL that somebody waits for and that does not come for so long is not waited for any longer."""
_PARTIAL_EVERY = 5.0
_ALIGNMENT = 8


@dataclass(frozen=True)
class StreamRequest:
    """What to stream. `until` ends it once everything before that LSN is archived; None goes on for ever.

    `from_lsn` is the oldest WAL that somebody needs, for an archive that has none yet; `oldest` tells the oldest
    that the server still has, where it can be asked. Every `interval` seconds without WAL a None is given.
    """

    known: Sequence[WalSpan]
    read: ReadSpan
    until: int | None = None
    from_lsn: int | None = None
    slot: str | None = None
    oldest: Callable[[], int | None] = lambda: None
    interval: float = 10.0
    catch_up: bool = False
    """Archive the incomplete segment once, when all that the server had at the beginning has arrived."""


class _Histories:
    """The history files of a server, asked for before the stream begins. Implements `Beside`."""

    def __init__(self, upstream: Replication) -> None:
        self._upstream = upstream
        self._known: dict[int, bytes | None] = {1: None}

    def load(self, timeline: int) -> tuple[TimelineSpan, ...]:
        """Ask for the history of a timeline and its ancestors; the ancestors."""
        data = self._ask(timeline)
        ancestors = parse_history(data, timeline) if data is not None else ()
        for span in ancestors:
            self._ask(span.timeline)
        return ancestors

    def history(self, timeline: int) -> bytes | None:
        return self._known.get(timeline)

    def segment(self, segment: SegmentId) -> bytes | None:
        return None

    def _ask(self, timeline: int) -> bytes | None:
        if timeline not in self._known:
            self._known[timeline] = self._upstream.history(timeline)
        return self._known[timeline]


def stream_wal(upstream: Replication, request: StreamRequest, job: Job) -> Iterator[WalPiece | None]:
    """New WAL of a server, in the order of history; None when there is none for now.

    A piece is durable when the next element is asked for. Cancelling the job gives what was received of the last
    segment, and then raises Cancelled.

    Raises SourceUnreadable, SourceChanged, LogConflict, LogGap, LogCorrupt, LogFormatUnknown, Cancelled.
    """
    system = upstream.identify()
    shape = LogShape(system.system_identifier, upstream.segment_size())
    histories = _Histories(upstream)
    placer = Placer(shape, request.known, request.read, histories)
    beat = _beat_seconds(upstream.show("wal_sender_timeout"))
    _warn_of_waiting_commits(upstream, job)
    ancestors = histories.load(system.timeline)
    yield from placer.histories(system.timeline)
    line = (*ancestors, TimelineSpan(system.timeline, (ancestors[-1].end or 0) if ancestors else 0, None))
    place = _Place(*_first_place(line, request, shape, system))
    if place.lsn > system.flushed:  # the archive is ahead of this server: a standby that lags
        return
    stream = _Stream(upstream, placer, shape, request, system, job)
    with Heartbeat(upstream.beat, interval=beat, name="replication"):
        while True:
            try:
                ended = yield from stream.timeline(place)
            except WalRemoved as error:
                system = upstream.identify()
                place = _Place(*_after_gap(error, stream.place, line, request, shape, system, job))
                continue
            if ended is None:
                return
            line = (*histories.load(ended.timeline), TimelineSpan(ended.timeline, ended.fork, None))
            yield from placer.histories(ended.timeline)
            place = _Place(ended.timeline, ended.fork // shape.segment_size * shape.segment_size)


@dataclass(frozen=True)
class _Place:
    """Where streaming begins: a timeline, and where a segment begins."""

    timeline: int
    lsn: int


@dataclass
class _Segment:
    """A segment as it comes in: `filled` bytes of it are there."""

    id: SegmentId
    data: bytearray
    filled: int = 0
    archived: int = 0
    """How many of them are durable."""


@dataclass
class _Stream:
    """The streaming of one connection, timeline by timeline."""

    upstream: Replication
    placer: Placer
    shape: LogShape
    request: StreamRequest
    system: System
    job: Job
    _current: _Segment | None = None
    _caught_up: bool = False
    _last_partial: float = field(default=float("-inf"))

    @property
    def place(self) -> _Place:
        """The segment that is being received."""
        assert self._current is not None
        return _Place(self._current.id.timeline, self._current.id.first_lsn(self.shape.segment_size))

    def timeline(self, place: _Place) -> Generator[WalPiece | None, None, TimelineEnd | None]:
        """Stream one timeline up to its end; what comes after it, None when all that was asked for is there."""
        self._current = self._new(SegmentId(place.timeline, place.lsn // self.shape.segment_size))
        ended = self.upstream.start(place.timeline, place.lsn, self.request.slot)
        if ended is not None:
            return ended
        self.upstream.report(place.lsn)
        idle_since = moved = time.monotonic()
        if self._reached():
            yield from self._enough()
            if self.request.until is not None:
                return None
        while True:
            if self.job.token.cancelled:
                yield from self._partial()
                self.upstream.stop()
                self.job.check()
            try:
                message = self.upstream.next(TICK_SECONDS)
            except (SourceUnreadable, WalRemoved):  # it may never come again: keep what the server had sent
                yield from self._partial()
                raise
            now = time.monotonic()
            match message:
                case WalData():
                    moved = now
                    for piece in self._take(message):
                        yield piece
                        idle_since = time.monotonic()
                    self._confirm()
                case Keepalive(server_end=end, wanted=True):
                    if end <= self._received() and now - self._last_partial > _PARTIAL_EVERY:
                        yield from self._partial()
                    self.upstream.beat()
                case TimelineEnd(fork=fork):
                    yield from self._partial(fork)
                    return message
                case Ended():
                    yield from self._partial()
                    raise SourceUnreadable("the server ended the stream", object_name=self.upstream.where)
                case _:
                    pass
            if self._reached():
                yield from self._enough()
                if self.request.until is not None:
                    self.upstream.stop()
                    return None
            if self.request.until is not None and now - moved > STALLED_SECONDS:
                self.upstream.stop()
                return None
            if now - idle_since >= self.request.interval:
                idle_since = now
                yield None

    def _reached(self) -> bool:
        """Whether everything that was asked for has just come together."""
        assert self._current is not None
        if self._current.id.timeline < self.system.timeline or self._caught_up:
            return False
        if self.request.until is not None:
            return self._received() >= self.request.until
        return self._received() >= self.system.flushed

    def _enough(self) -> Iterator[WalPiece | None]:
        assert self._current is not None
        self._caught_up = True
        until = self.request.until
        if until is None:
            if self.request.catch_up:
                yield from self._partial()
            yield None
        elif not self.placer.covers(self._current.id.timeline, until - 1, until):
            yield from self._partial()

    def _received(self) -> int:
        assert self._current is not None
        return self._current.id.first_lsn(self.shape.segment_size) + self._current.filled

    def _new(self, segment: SegmentId) -> _Segment:
        return _Segment(segment, bytearray(self.shape.segment_size))

    def _take(self, message: WalData) -> Iterator[WalPiece]:
        """Lay WAL into its segment; the pieces of segments that it makes whole."""
        if message.first_lsn != self._received():
            raise SourceUnreadable(
                f"the server sent WAL from LSN {text_of(message.first_lsn)}, not from {text_of(self._received())}",
                object_name=self.upstream.where,
            )
        data = message.data
        while data:
            segment = self._current
            assert segment is not None
            part = data[: len(segment.data) - segment.filled]
            segment.data[segment.filled : segment.filled + len(part)] = part
            segment.filled += len(part)
            data = data[len(part) :]
            if segment.filled == len(segment.data):
                yield from self.placer.segment(segment.id, memoryview(segment.data).toreadonly())
                segment.archived = segment.filled
                self._current = self._new(SegmentId(segment.id.timeline, segment.id.number + 1))
                self._confirm()

    def _partial(self, end: int | None = None) -> Iterator[WalPiece]:
        """What is there of the segment that is not whole yet: up to `end`, or to its last whole record."""
        segment = self._current
        assert segment is not None
        self._last_partial = time.monotonic()
        start = segment.id.first_lsn(self.shape.segment_size)
        if segment.filled <= segment.archived:
            return
        data = memoryview(segment.data)[: segment.filled].toreadonly()
        stop = self.placer.end_of_records(segment.id, data) if end is None else end
        yield from self.placer.partial(segment.id, data, stop)
        # Nothing can begin between the end of a record and where the next one may, so that is safe as well.
        whole = -(-stop // _ALIGNMENT) * _ALIGNMENT - start
        segment.archived = max(segment.archived, min(whole, segment.filled))
        self._confirm()

    def _confirm(self) -> None:
        """Tell the server what is durable, now that another element was asked for."""
        assert self._current is not None
        start = self._current.id.first_lsn(self.shape.segment_size)
        self.upstream.report(start + self._current.archived)


def _first_place(
    line: Sequence[TimelineSpan], request: StreamRequest, shape: LogShape, system: System
) -> tuple[int, int]:
    """Where to begin: where the archive ends on this line of history, else where somebody needs WAL from."""
    for number in range(len(line) - 1, -1, -1):
        span = line[number]
        ends = [
            known.end_lsn
            for known in request.known
            if known.timeline == span.timeline and known.end_lsn > known.first_lsn
        ]
        if not ends:
            continue
        end = max(ends)
        if span.end is not None and end >= span.end:
            return line[number + 1].timeline, _floor(span.end, shape)
        return span.timeline, _floor(end, shape)
    wanted = system.flushed if request.from_lsn is None else min(request.from_lsn, system.flushed)
    return _owner(line, wanted), _floor(wanted, shape)


def _after_gap(
    error: WalRemoved,
    place: _Place,
    line: Sequence[TimelineSpan],
    request: StreamRequest,
    shape: LogShape,
    system: System,
    job: Job,
) -> tuple[int, int]:
    """Where to go on when the server has removed the WAL at a place; says what is missing.

    Raises the error itself where nothing later can be tried.
    """
    candidates = (request.from_lsn, request.oldest(), system.flushed)
    later = [_floor(lsn, shape) for lsn in candidates if lsn is not None and place.lsn < _floor(lsn, shape)]
    if not later:
        raise error
    begin = min(later)
    job.warn(
        Finding(
            Severity.WARNING,
            "wal-gap",
            f"LSN {text_of(place.lsn)} to {text_of(begin - 1)} of timeline {place.timeline}",
            f"The server has removed this WAL before it was archived; archiving goes on at LSN {text_of(begin)}. No "
            "restore passes the gap.",
            "Where another archive has these segments, push them from there. Otherwise take a backup now. A "
            "replication slot (wal receive makes one) or archive_command keeps this from happening.",
        )
    )
    return _owner(line, begin), begin


def _floor(lsn: int, shape: LogShape) -> int:
    return lsn // shape.segment_size * shape.segment_size


def _owner(line: Sequence[TimelineSpan], lsn: int) -> int:
    """The newest timeline of a line of history that holds an LSN."""
    return next((span.timeline for span in reversed(line) if span.begin <= lsn), line[0].timeline)


def _beat_seconds(timeout: str) -> float:
    """How often to answer without being asked, for a `wal_sender_timeout` as SHOW prints it."""
    units = {"ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
    digits = timeout.rstrip("abcdefghijklmnopqrstuvwxyz ")
    seconds = float(digits or 0) * units.get(timeout[len(digits) :].strip(), 0.001)
    return min(LONGEST_BEAT, max(0.1, seconds / 4)) if seconds else LONGEST_BEAT


def _warn_of_waiting_commits(upstream: Replication, job: Job) -> None:
    """A receiver that the server takes for a synchronous standby would hold up every commit."""
    names = upstream.show("synchronous_standby_names")
    if "*" in names or upstream.application in names:
        job.warn(
            Finding(
                Severity.WARNING,
                "synchronous-standby",
                "synchronous_standby_names",
                f"The server may take this receiver for a synchronous standby ({names}): commits then wait until "
                "their WAL is durable in the archive, which is when a whole segment is.",
                f"Name the standbys that commits shall wait for; {upstream.application} is this receiver.",
            )
        )
