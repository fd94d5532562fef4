"""The commits around a moment or a position, and the first and last one of a range, read from archived WAL.

Summaries say how many commits a stretch has and between which times, so that only the stretches are read which hold
the answer, a few at most. Commits are in log order, the order in which recovery meets them: their times need not
rise, and recovery to a time stops at the first commit that is later.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.base import CommitColumns, Engine
from pagewake.errors import LogGap
from pagewake.insight.columns import seconds
from pagewake.insight.timeline import SourceTimeline
from pagewake.jobs import Job
from pagewake.lsn import LSN_MAX
from pagewake.repository.repository import Repository

MAX_STRETCHES = 4
"""So many stretches are read on each side at most (and those in front of them, where a commit runs over)."""
MAX_EXACT = 100
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST, _LAST = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
_NONE = np.empty(0, np.int64)


@dataclass(frozen=True)
class Commit:
    """One commit: its record from `lsn` up to, but without, `end_lsn` of a timeline.

    `xid` is the transaction as people write it; `kind` is `commit` or `commit-prepared`. `removed` are the keys of
    relations whose files went with it: they were dropped, truncated, or written anew.
    """

    timeline: int
    lsn: int
    end_lsn: int
    time: datetime
    xid: str
    kind: str = "commit"
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class CommitsNear:
    """Commits before and after a point, each in log order, and those exactly at it.

    `complete_before` and `complete_after`: there are as many as were asked for, or no more in the archive. False where
    the search was given up after a few stretches.
    """

    before: tuple[Commit, ...]
    after: tuple[Commit, ...]
    exact: tuple[Commit, ...]
    complete_before: bool = True
    complete_after: bool = True


def commits_around(
    repository: Repository,
    engine: Engine,
    timeline: SourceTimeline,
    number: int,
    at: int | datetime,
    count: int = 5,
    job: Job | None = None,
) -> CommitsNear:
    """Up to `count` commits on each side of an LSN or a time, on the way to the timeline `number` of the database.

    At an LSN, exact is the commit whose record holds it. At a time, exact are commits of that very microsecond (at most
    100) before the first later one. Raises StoreError, LogError, ObjectCorrupt for WAL that cannot be read, Cancelled.
    """
    line = _Line(repository, engine, timeline, number, job or Job("look for commits"))
    point = line.point(at)
    after: list[Commit] = []
    place = line.split(point)
    split = place, 0
    steps = 0
    begun = False
    while place < len(line) and len(after) < count and steps < MAX_STRETCHES:
        found = line.commits(place)
        first = 0 if begun else point.first_behind(place, found)
        if first < len(found) and not begun:
            begun, split = True, (place, first)
        after += [
            line.commit(place, one) for one in range(first, min(len(found), first + count - len(after)))
        ]
        place, steps = place + 1, steps + 1
    if not begun:
        split = (place, 0)
    before, exact, complete = _backwards(line, point, split, count)
    return CommitsNear(before, tuple(after), exact, complete, len(after) == count or place >= len(line))


def removals_before(
    repository: Repository,
    engine: Engine,
    timeline: SourceTimeline,
    number: int,
    at: int | datetime,
    count: int = 5,
    job: Job | None = None,
) -> tuple[Commit, ...]:
    """The last `count` commits up to an LSN or a time that removed files of relations, in log order.

    This is how the moment is found at which a table was dropped. Reads the summaries backwards until there are as many,
    and the stretches that may hold them. Raises as `commits_around`.
    """
    line = _Line(repository, engine, timeline, number, job or Job("look for removals"))
    point = line.point(at)
    found: list[Commit] = []
    for place in range(min(line.split(point), len(line) - 1), -1, -1):
        if not line.may_remove(place):
            continue
        for row in line.commits(place).removing()[::-1].tolist():
            one = line.commit(place, row)
            if point.is_behind(one) or point.is_at(one):
                found.append(one)
                if len(found) == count:
                    return tuple(found[::-1])
    return tuple(found[::-1])


def _backwards(
    line: _Line, point: _Point, split: tuple[int, int], count: int
) -> tuple[tuple[Commit, ...], tuple[Commit, ...], bool]:
    """The commits in front of the split, the nearest last, those exactly at the point apart."""
    before: list[Commit] = []
    exact: list[Commit] = []
    place, end = split
    steps = 0
    if not end:
        place, end = place - 1, -1
    while place >= 0 and len(before) < count and steps < MAX_STRETCHES:
        found = line.commits(place)
        for row in range((len(found) if end < 0 else end) - 1, -1, -1):
            one = line.commit(place, row)
            if not point.is_at(one):
                before.append(one)
            elif len(exact) < MAX_EXACT:
                exact.append(one)
            if len(before) == count:
                break
        place, end, steps = place - 1, -1, steps + 1
    return tuple(before[::-1]), tuple(exact[::-1]), len(before) == count or place < 0


class _Line:
    """The stretches with commits on the way to one timeline, in log order; `len` is how many they are."""

    def __init__(
        self, repository: Repository, engine: Engine, timeline: SourceTimeline, number: int, job: Job
    ) -> None:
        self._wal = repository.wal
        self._engine = engine
        self._job = job
        self.stretches = timeline.stretches
        self._read: dict[int, CommitColumns] = {}
        try:
            self.spans = timeline.history.lineage(number)
        except LogGap:  # nothing of the timeline is archived, so that there are no commits either
            self.spans = ()
        self.order = {span.timeline: place for place, span in enumerate(self.spans)}
        rows, of_span = [_NONE], [_NONE]
        for place, span in enumerate(self.spans):
            lane = timeline.lane_of(span.timeline)
            if lane is None:
                continue
            part = self.stretches.of_lane(lane.index)
            wanted = (self.stretches.commits[part] > 0) & self.stretches.present[part]
            wanted &= self.stretches.from_lsn[part] < self.stretches.end_lsn[part]
            if span.end is not None:
                wanted &= self.stretches.from_lsn[part] < np.uint64(span.end)
            rows.append(np.flatnonzero(wanted) + part.start)
            of_span.append(np.full(len(rows[-1]), place))
        self.rows: NDArray[np.int64] = np.concatenate(rows)
        self.of_span: NDArray[np.int64] = np.concatenate(of_span)

    def __len__(self) -> int:
        return len(self.rows)

    def point(self, at: int | datetime) -> _Point:
        """A place on this line. An LSN is on the last timeline that has begun by then."""
        if isinstance(at, datetime):
            return _Point(self, None, 0, at)
        at = min(max(at, 0), LSN_MAX)
        begun = [place for place, span in enumerate(self.spans) if span.begin <= at]
        return _Point(self, begun[-1] if begun else 0, at, None)

    def split(self, point: _Point) -> int:
        """The first stretch that may hold a commit behind the point."""
        if point.time is not None:
            later = self.stretches.last_commit[self.rows] > seconds(point.time)
        else:
            same = self.of_span == point.span
            later = same & (self.stretches.end_lsn[self.rows] > np.uint64(point.lsn))
            later |= self.of_span > (point.span or 0)
        found = np.flatnonzero(later)
        return int(found[0]) if len(found) else len(self.rows)

    def commits(self, place: int) -> CommitColumns:
        """The commits of one stretch, as far as they are on this line."""
        if place not in self._read:
            self._job.check()
            index = int(self.rows[place])
            found = self._commits_of(index)
            end = self.spans[int(self.of_span[place])].end
            wanted = found.end_lsn > self.stretches.from_lsn[index]
            if end is not None:
                wanted &= found.lsn < np.uint64(end)
            kept = np.flatnonzero(wanted)
            self._read[place] = CommitColumns(
                found.lsn[kept],
                found.end_lsn[kept],
                found.time[kept],
                found.prepared[kept],
                lambda row: found.transaction(int(kept[row])),
                found.removals,
            )
        return self._read[place]

    def commit(self, place: int, row: int) -> Commit:
        """One commit of one stretch."""
        found = self.commits(place)
        return Commit(
            self.spans[int(self.of_span[place])].timeline,
            int(found.lsn[row]),
            int(found.end_lsn[row]),
            _instant(int(found.time[row])),
            found.transaction(row),
            "commit-prepared" if found.prepared[row] else "commit",
            found.removed(row),
        )

    def may_remove(self, place: int) -> bool:
        """Whether a stretch cut any relation off, by its summary, which is much smaller than the stretch."""
        self._job.check()
        summary = self._wal.summary(self.stretches.rows[int(self.rows[place])])
        return any(one.limit == 0 for one in summary.relations.values())

    def _commits_of(self, index: int) -> CommitColumns:
        row = self.stretches.rows[index]
        data = self._wal.read(row)
        found = self._engine.commits(data, row.span)
        if len(found) < row.commits:  # the first one begins in the stretch in front
            front = self.stretches.at(int(self.stretches.lane[index]), row.first_lsn - 1)
            if front is not None and self.stretches.present[front]:
                found = self._engine.commits(data, row.span, self._wal.read(self.stretches.rows[front]))
        return found


@dataclass(frozen=True)
class _Point:
    """An LSN on one span of a line, or a time."""

    line: _Line
    span: int | None
    lsn: int
    time: datetime | None

    def first_behind(self, place: int, found: CommitColumns) -> int:
        """The first commit of a stretch that lies behind the point; how many there are if none does."""
        if self.time is not None:
            behind = np.flatnonzero(found.time > _microseconds(self.time))
            return int(behind[0]) if len(behind) else len(found)
        span = int(self.line.of_span[place])
        if span != self.span:
            return 0 if span > (self.span or 0) else len(found)
        return int(np.searchsorted(found.lsn, np.uint64(self.lsn), "right"))

    def is_at(self, one: Commit) -> bool:
        """Whether a commit is exactly at the point."""
        if self.time is not None:
            return one.time == self.time
        return self.line.order[one.timeline] == self.span and one.lsn <= self.lsn < one.end_lsn

    def is_behind(self, one: Commit) -> bool:
        """Whether the point lies behind the beginning of a commit."""
        if self.time is not None:
            return one.time < self.time
        return (self.line.order[one.timeline], one.lsn) < (self.span or 0, self.lsn)


def _microseconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _instant(microseconds: int) -> datetime:
    """A time of a commit, held to the years 1 to 9999."""
    try:
        return _EPOCH + timedelta(microseconds=microseconds)
    except OverflowError:
        return _FIRST if microseconds < 0 else _LAST
