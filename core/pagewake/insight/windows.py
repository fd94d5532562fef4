"""Restorable windows: the points that backups and the WAL actually present can reach. Pure.

A backup is usable when the WAL from its start to its stop is there (or it needs none). From its stop on it
reaches as far as WAL joins on, and from there, through every fork inside what it reaches, into later
timelines. A window on one timeline is the union of what all usable backups reach without a hole; its first
backup is the one whose stop comes first. What is not reachable has a reason: a `Gap`.

The last LSN of a window is the last one that the WAL holds, so that every LSN from `from_lsn` to `to_lsn`
can be named as a restore target. Where a backup is all there is, that is the LSN just before its stop.
Where the log itself says that it lacks changes from some LSN on (PostgreSQL's wal_level=minimal), a window
ends there: what follows is archived, and cannot be replayed.

Times: a backup reaches no target time before it was finished, none before a commit that precedes its stop,
and none after the last record that its WAL holds. Where nothing is left between the two, both times of the
window are that of its last record, or of the backup where no record has a time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from pagewake.errors import LogGap
from pagewake.model import Backup, Gap, WalPosition, Window
from pagewake.repository.history import History, Run, Timeline
from pagewake.repository.stretches import StretchRow

LACKS_CHANGES = "log lacks changes"
"""The reason of a gap whose WAL is archived, but was written with too little in it to be replayed."""


@dataclass(frozen=True)
class Restorable:
    """What can be restored of one source, and what not.

    `unusable` says, by backup id, why it cannot be used.
    """

    windows: tuple[Window, ...]
    gaps: tuple[Gap, ...]
    unusable: dict[str, str]


@dataclass(frozen=True)
class _Entry:
    """From position `lsn` on, restorable thanks to `backup`; to no target time before `earliest`."""

    lsn: int
    earliest: datetime
    backup: str
    inherited: bool = False


@dataclass(frozen=True)
class _Reach:
    """Every position from `entry.lsn` to `end` of `timeline` is restorable. `run` is the WAL that does it."""

    timeline: int
    entry: _Entry
    end: int
    run: Run | None


def restorable(backups: Iterable[Backup], history: History) -> Restorable:
    """Windows, gaps and unusable backups of one source, each in the order of history."""
    entries: dict[int, list[_Entry]] = {}
    unusable: dict[str, str] = {}
    needed: list[Gap] = []
    for backup in backups:
        reason, gap = _fault(backup, history)
        if reason:
            unusable[backup.id] = reason
            needed += [gap] if gap else []
        else:
            entries.setdefault(backup.stop_timeline, []).append(
                _Entry(backup.stop_lsn, earliest_time(backup, history), backup.id)
            )
    reaches: list[_Reach] = []
    for number in sorted(history.timelines.keys() | entries.keys()):
        timeline = history.timelines.get(number, Timeline(number, 0, None, (), ()))
        entered = [*_inherited(timeline, reaches), *entries.get(number, ())]
        reached = _reaches(timeline, entered)
        needed += _cut_off(reached, entered)
        reaches += reached
    # A timeline of which nothing is reached but its very beginning has no LSN of its own to offer.
    own = [reach for reach in reaches if reach.end > reach.entry.lsn or not reach.entry.inherited]
    windows = tuple(_window(reach) for reach in own)
    return Restorable(windows, _all_gaps(history, needed), unusable)


def time_range(rows: Iterable[StretchRow]) -> tuple[datetime, datetime] | None:
    """Earliest and latest record time of some stretches; None where no record has a time."""
    times = [time for row in rows for time in (row.first_time, row.last_time) if time is not None]
    return (min(times), max(times)) if times else None


def _fault(backup: Backup, history: History) -> tuple[str, Gap | None]:
    """Why the copied pages of a backup cannot be made consistent; empty when they can."""
    start = WalPosition(backup.timeline, backup.start_lsn)
    stop = WalPosition(backup.stop_timeline, backup.stop_lsn)
    try:
        spans = history.path(start, stop)
    except LogGap as error:
        return error.what, None
    for span in spans:
        gap = history.missing(span)
        if gap is not None:
            return f"the WAL that makes it consistent is missing: {gap.reason}", gap
        lacking = _lacking(history.run_at(span.timeline, span.begin), span.begin, span.end)
        if lacking is not None:
            return f"the WAL that makes it consistent cannot be replayed: {LACKS_CHANGES}", None
    return "", None


def earliest_time(backup: Backup, history: History) -> datetime:
    """The first target time that a backup reaches: when it was finished, or its last commit if that is later."""
    timeline = history.timelines.get(backup.stop_timeline)
    run = timeline.run_at(backup.stop_lsn) if timeline else None
    begin = backup.start_lsn if backup.timeline == backup.stop_timeline else 0
    earliest = backup.finished
    for row in _rows_between(run, begin, backup.stop_lsn):
        # Commits of the stretch that holds the stop may come after it. Only where all of them are later
        # than the end of the backup do the two clocks plainly disagree, and then the log's is believed.
        after_stop = row.end_lsn > backup.stop_lsn
        if after_stop and row.first_commit_time is not None and row.first_commit_time <= backup.finished:
            continue
        earliest = max(earliest, row.last_commit_time or earliest)
    return earliest


def _inherited(timeline: Timeline, reaches: Sequence[_Reach]) -> list[_Entry]:
    """The entry that a timeline gets from its parent, where that is restorable at the fork."""
    origin = timeline.origin
    for reach in reaches if origin is not None else ():
        fork = origin.end if origin is not None and origin.end is not None else -1
        if origin is None or reach.timeline != origin.timeline or not reach.entry.lsn <= fork <= reach.end:
            continue
        rows = _rows_between(reach.run, reach.entry.lsn, fork)
        earliest = max(
            [reach.entry.earliest, *(row.last_commit_time for row in rows if row.last_commit_time)]
        )
        return [_Entry(timeline.begin, earliest, reach.entry.backup, inherited=True)]
    return []


def _reaches(timeline: Timeline, entries: Sequence[_Entry]) -> list[_Reach]:
    """What the entries of one timeline reach: one stretch of positions for each run of usable WAL, ascending."""
    first: dict[int, _Reach] = {}
    for entry in entries:
        run = timeline.run_at(entry.lsn)
        end = run.end_lsn if run else entry.lsn
        lacking = _lacking(run, entry.lsn, end)
        end = end if lacking is None else lacking
        known = first.get(end)
        if known is None or entry.lsn < known.entry.lsn:
            first[end] = _Reach(timeline.number, entry, end, run)
    return [first[end] for end in sorted(first)]


def _lacking(run: Run | None, begin: int, end: int | None) -> int | None:
    """Where, from `begin` up to `end`, the log of a run begins to lack changes; None where it says nothing of it."""
    if run is None or end is None:
        return None
    index = bisect_left(run.incomplete_from, begin)
    found = run.incomplete_from[index] if index < len(run.incomplete_from) else end
    return found if found < end else None


def _cut_off(reaches: Sequence[_Reach], entries: Sequence[_Entry]) -> list[Gap]:
    """What lies archived behind the points where the log begins to lack changes, up to the next backup."""
    found = []
    for reach in reaches:
        if reach.run is not None and reach.end < reach.run.end_lsn:
            later = [entry.lsn for entry in entries if reach.end < entry.lsn <= reach.run.end_lsn]
            until = min(later, default=reach.run.end_lsn)
            found.append(Gap(reach.timeline, reach.end, until, LACKS_CHANGES))
    return found


def _window(reach: _Reach) -> Window:
    last = max(reach.end - 1, 0)
    entry = reach.entry
    rows = _rows_between(reach.run, entry.lsn, reach.end)
    times = time_range(row for row in rows if row.end_lsn <= reach.end)
    newest = times[1] if times else entry.earliest
    return Window(
        reach.timeline, min(entry.lsn, last), last, min(entry.earliest, newest), newest, entry.backup
    )


def _rows_between(run: Run | None, begin: int, end: int) -> list[StretchRow]:
    return run.holding(begin, end) if run else []


def _all_gaps(history: History, needed: Sequence[Gap]) -> tuple[Gap, ...]:
    """The holes in what is archived, and what backups need beyond it."""
    gaps = [gap for timeline in history.timelines.values() for gap in timeline.gaps]
    beyond: dict[Gap, None] = {}
    for gap in needed:
        known = history.timelines.get(gap.timeline)
        found = known.gap_at(gap.from_lsn) if known else None
        if found is None or gap.to_lsn > found.to_lsn:
            beyond[gap] = None
    gaps += _widest(beyond)
    return tuple(sorted(gaps, key=lambda gap: (gap.timeline, gap.from_lsn, gap.to_lsn)))


def _widest(gaps: Iterable[Gap]) -> list[Gap]:
    """Those of some gaps that no other of them holds."""
    kept: list[Gap] = []
    for gap in sorted(gaps, key=lambda one: (one.timeline, one.from_lsn, -one.to_lsn)):
        if not kept or kept[-1].timeline != gap.timeline or kept[-1].to_lsn < gap.to_lsn:
            kept.append(gap)
    return kept
