"""What the rows of the WAL archive say about history: timelines, paths through them, runs, gaps. Pure.

A *position* (timeline, lsn) stands for "everything before it has happened". Timelines are of two kinds, and
both are described by the origin of their first stretch: a *fork* leaves its parent where it was restored or
promoted and goes on counting; a *sequential epoch* follows its parent's end and may begin counting anew.
Either way a timeline begins at the first LSN of its first stretch, and its parent's part of the history
ends at `origin.end`.

Stretches of one timeline join on when each begins where the one before it ended. An overlap is tolerated (a
stretch that was archived while it was still being written, then whole); two different stretches of the very
same range are not.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from pagewake.engines.registry import lsn_style
from pagewake.errors import LogAmbiguous, LogGap
from pagewake.model import Gap, TimelineSpan, WalPosition
from pagewake.repository.stretches import StretchRow

NEVER_ARCHIVED = "never archived"
BEGAN_LATER = "log began later"
NOT_YET = "not archived yet"
OBJECT_MISSING = "archive object missing"
EXPIRED = "expired"

Lost = frozenset[tuple[int, str]]
"""(timeline, name) of stretches that have a row and whose WAL is gone from the store."""


@dataclass(frozen=True)
class Run:
    """Stretches of one timeline that join on: every position from `first_lsn` to `end_lsn` is reached.

    `rows` rise by their first LSN; `reached[i]` is how far the first i + 1 of them reach.
    """

    rows: tuple[StretchRow, ...]
    reached: tuple[int, ...]

    @property
    def first_lsn(self) -> int:
        """Where the run begins."""
        return self.rows[0].first_lsn

    @property
    def end_lsn(self) -> int:
        """Where the run ends."""
        return self.reached[-1]

    @cached_property
    def incomplete_from(self) -> tuple[int, ...]:
        """The points from which on the log says that it lacks changes, ascending."""
        return tuple(sorted({row.incomplete_from for row in self.rows if row.incomplete_from is not None}))

    @cached_property
    def _firsts(self) -> tuple[int, ...]:
        return tuple(row.first_lsn for row in self.rows)

    def holding(self, begin: int, end: int) -> list[StretchRow]:
        """The rows that hold something of the positions from `begin` up to, but without, `end`, ascending."""
        low = bisect_right(self.reached, begin)
        high = bisect_left(self._firsts, end)
        return [row for row in self.rows[low:high] if row.end_lsn > begin]


@dataclass(frozen=True)
class Timeline:
    """One timeline: where it came from, and what of it is archived. `runs` and `gaps` are ascending."""

    number: int
    begin: int
    origin: TimelineSpan | None
    runs: tuple[Run, ...]
    gaps: tuple[Gap, ...]

    # Every backup asks for its runs, some times: what is searched through is made once.
    @cached_property
    def _run_starts(self) -> tuple[int, ...]:
        return tuple(run.first_lsn for run in self.runs)

    @cached_property
    def _gap_starts(self) -> tuple[int, ...]:
        return tuple(gap.from_lsn for gap in self.gaps)

    def run_at(self, lsn: int) -> Run | None:
        """The run that reaches position `lsn`, both of its ends included."""
        index = bisect_right(self._run_starts, lsn) - 1
        return self.runs[index] if index >= 0 and lsn <= self.runs[index].end_lsn else None

    def gap_at(self, lsn: int) -> Gap | None:
        """The gap that the record at `lsn` would lie in."""
        index = bisect_right(self._gap_starts, lsn) - 1
        return self.gaps[index] if index >= 0 and lsn < self.gaps[index].to_lsn else None


@dataclass(frozen=True)
class History:
    """All timelines of one source, by number. `engine` is whose log it is; empty where nothing is archived."""

    timelines: Mapping[int, Timeline]
    engine: str = ""

    def text(self, lsn: int) -> str:
        """An LSN as the people of the engine write it."""
        return lsn_style(self.engine).text(lsn)

    def lineage(self, timeline: int) -> tuple[TimelineSpan, ...]:
        """The spans from the oldest known ancestor down to `timeline`, the last one open.

        Raises LogGap: nothing of the timeline is archived.
        """
        spans: list[TimelineSpan] = []
        number, end = timeline, None
        while (known := self.timelines.get(number)) is not None:
            spans.append(TimelineSpan(number, known.begin, end))
            if known.origin is None:
                break
            number, end = known.origin.timeline, known.origin.end
        else:
            if not spans:
                raise LogGap("no WAL of this timeline is archived", object_name=f"timeline {timeline}")
            # The parent is known by name only: all of it is missing.
            spans.append(TimelineSpan(number, _origin_begin(self.timelines[spans[-1].timeline]), end))
        return tuple(reversed(spans))

    def path(self, start: WalPosition, target: WalPosition) -> tuple[TimelineSpan, ...]:
        """The spans that replay passes through from one position to another; empty when they are the same.

        Raises LogGap: `target` does not lie after `start` on one line of history.
        """
        if start.timeline == target.timeline:
            if start.lsn > target.lsn:
                raise self._foreign(start, target)
            return (TimelineSpan(start.timeline, start.lsn, target.lsn),) if start != target else ()
        lineage = self.lineage(target.timeline)
        index = next((i for i, span in enumerate(lineage) if span.timeline == start.timeline), None)
        if index is None or _after(start.lsn, lineage[index].end) or _after(lineage[-1].begin, target.lsn):
            raise self._foreign(start, target)
        spans = [
            TimelineSpan(start.timeline, start.lsn, lineage[index].end),
            *lineage[index + 1 :],
        ]
        spans[-1] = TimelineSpan(target.timeline, spans[-1].begin, target.lsn)
        if any(_after(span.begin, span.end) for span in spans):
            raise self._foreign(start, target)
        return tuple(span for span in spans if span.begin != span.end)

    def newest(self, start: WalPosition) -> int:
        """The highest-numbered timeline that `start` leads to: where "latest" is, unless told otherwise."""
        reached = {start.timeline: start.lsn}
        for number in sorted(self.timelines):
            origin = self.timelines[number].origin
            left = reached.get(origin.timeline) if origin is not None and number not in reached else None
            if origin is not None and left is not None and not _after(left, origin.end):
                reached[number] = self.timelines[number].begin
        return max(reached)

    def reach(self, start: WalPosition, timeline: int | None = None) -> WalPosition:
        """The last position that gapless WAL reaches from `start` towards `timeline` (default: the newest).

        Raises LogGap: `timeline` does not descend from `start`.
        """
        goal = self.newest(start) if timeline is None else timeline
        if goal == start.timeline:
            spans: tuple[TimelineSpan, ...] = (TimelineSpan(goal, start.lsn, None),)
        else:
            spans = self.path(start, WalPosition(goal, self.lineage(goal)[-1].begin))
            spans = (*spans, TimelineSpan(goal, self.timelines[goal].begin, None))
        here = start
        for span in spans:
            run = self.run_at(span.timeline, span.begin)
            end = span.begin if run is None else run.end_lsn
            here = WalPosition(span.timeline, end if span.end is None else min(end, span.end))
            if span.end is not None and here.lsn < span.end:
                break
        return here

    def select(self, start: WalPosition, target: WalPosition) -> tuple[StretchRow, ...]:
        """The stretches that hold everything from `start` up to, but without, `target`, in replay order.

        Raises LogGap naming the first LSN range that is missing and why, or that there is no path.
        """
        rows: list[StretchRow] = []
        for span in self.path(start, target):
            assert span.end is not None
            gap = self.missing(span)
            if gap is not None:
                raise LogGap(
                    f"WAL that is needed is missing: {gap.reason}",
                    object_name=f"LSN {self.text(gap.from_lsn)} to {self.text(gap.to_lsn)} "
                    f"on timeline {gap.timeline}",
                )
            run = self.run_at(span.timeline, span.begin)
            assert run is not None
            rows += cover(run, span.begin, span.end)
        return tuple(rows)

    def missing(self, span: TimelineSpan) -> Gap | None:
        """The first part of a span (with an end) that is not archived, with the reason."""
        assert span.end is not None
        run = self.run_at(span.timeline, span.begin)
        here = span.begin if run is None else run.end_lsn
        if here >= span.end:
            return None
        known = self.timelines.get(span.timeline)
        gap = known.gap_at(here) if known else None
        if gap is not None:
            return Gap(span.timeline, here, min(gap.to_lsn, span.end), gap.reason)
        if known is None or not known.runs:
            return Gap(span.timeline, here, span.end, NEVER_ARCHIVED)
        if here < known.begin:
            return Gap(span.timeline, here, min(known.begin, span.end), BEGAN_LATER)
        return Gap(span.timeline, here, span.end, NOT_YET)

    def run_at(self, timeline: int, lsn: int) -> Run | None:
        """The run of a timeline that reaches position `lsn`, both of its ends included."""
        known = self.timelines.get(timeline)
        return known.run_at(lsn) if known else None

    def _foreign(self, start: WalPosition, target: WalPosition) -> LogGap:
        return LogGap(
            f"LSN {self.text(target.lsn)} on timeline {target.timeline} does not come after "
            f"LSN {self.text(start.lsn)} on timeline {start.timeline}",
            meaning="The two lie on different lines of history, or in the wrong order.",
            advice="Choose another backup or another target timeline.",
        )


def history_of(
    rows: Iterable[StretchRow], lost: Lost = frozenset(), expired: Sequence[TimelineSpan] = ()
) -> History:
    """The history of one source from its rows, in any order. Rows in `lost` count as gaps.

    `expired` (ascending, with ends) was removed on purpose, which is then the reason of a gap.

    Raises LogAmbiguous: two different stretches of the same range, or two origins of one timeline.
    """
    by_timeline: dict[int, list[StretchRow]] = {}
    for row in rows:
        by_timeline.setdefault(row.timeline, []).append(row)
    forks: dict[int, int] = {}
    origins: dict[int, TimelineSpan | None] = {}
    for number, members in by_timeline.items():
        members.sort(key=lambda row: (row.first_lsn, row.end_lsn, row.name))
        origin = origins[number] = _origin(number, members)
        if origin is not None and origin.end is not None:
            forks[origin.timeline] = max(forks.get(origin.timeline, 0), origin.end)
    holding = {number for number, members in by_timeline.items() if any(map(_holds_log, members))}
    return History(
        {
            number: _timeline(
                number,
                by_timeline[number],
                origins[number],
                forks.get(number, 0),
                lost,
                expired,
                began_before=not holding.isdisjoint(_ancestors(number, origins)),
            )
            for number in sorted(by_timeline)
        },
        next((row.engine for members in by_timeline.values() for row in members), ""),
    )


def history_order(rows: Iterable[StretchRow]) -> list[StretchRow]:
    """Rows in the order of history: by timeline, then by LSN."""
    return sorted(rows, key=lambda row: (row.timeline, row.first_lsn, row.end_lsn, row.name))


def _timeline(
    number: int,
    rows: Sequence[StretchRow],
    origin: TimelineSpan | None,
    fork: int,
    lost: Lost,
    expired: Sequence[TimelineSpan],
    *,
    began_before: bool,
) -> Timeline:
    """Runs and gaps of one timeline; `fork` is how far its children prove that it went.

    Where the archive `began_before` the timeline, all of it should be there. Otherwise stretches without log, which
    only say where the timeline comes from, do not make what follows them a hole.
    """
    for one, other in pairwise(rows):
        same_range = (one.first_lsn, one.end_lsn) == (other.first_lsn, other.end_lsn)
        if same_range and one.first_lsn < one.end_lsn and one.digest != other.digest:
            text = lsn_style(one.engine).text
            raise LogAmbiguous(
                f"{one.name} and {other.name} hold different WAL of the same range",
                object_name=f"LSN {text(one.first_lsn)} to {text(one.end_lsn)}, timeline {number}",
            )
    present = [row for row in rows if (row.timeline, row.name) not in lost]
    runs = _runs(present)
    begin = rows[0].first_lsn
    end = max(fork, max(row.end_lsn for row in rows))
    edges = [begin, *(edge for run in runs for edge in (run.first_lsn, run.end_lsn)), end]
    first = begin if began_before else next((row.first_lsn for row in rows if _holds_log(row)), end)
    pairs = ((max(low, first), high) for low, high in zip(edges[::2], edges[1::2], strict=True))
    holes = [(low, high) for low, high in pairs if low < high]
    missing = [
        Gap(number, row.first_lsn, row.end_lsn, OBJECT_MISSING)
        for row in rows
        if (row.timeline, row.name) in lost
    ]
    missing += [
        Gap(number, span.begin, span.end or 0, EXPIRED) for span in expired if span.timeline == number
    ]
    missing.sort(key=lambda gap: (gap.from_lsn, gap.to_lsn))
    gaps = [gap for low, high in holes for gap in _explained(number, low, high, missing)]
    return Timeline(number, begin, origin, runs, tuple(gaps))


def _explained(timeline: int, low: int, high: int, missing: Sequence[Gap]) -> list[Gap]:
    """One hole as gaps, cut where the reason changes; `missing` are what is known of some."""
    gaps: list[Gap] = []
    here = low
    for known in missing:
        first, end = max(known.from_lsn, here), min(known.to_lsn, high)
        if first >= end:
            continue
        if here < first:
            gaps.append(Gap(timeline, here, first, NEVER_ARCHIVED))
        gaps.append(Gap(timeline, first, end, known.reason))
        here = end
    if here < high:
        gaps.append(Gap(timeline, here, high, NEVER_ARCHIVED))
    return gaps


def _runs(rows: Sequence[StretchRow]) -> tuple[Run, ...]:
    """Sorted rows as runs that join on."""
    reached = list(accumulate((row.end_lsn for row in rows), max))
    starts = [i for i, row in enumerate(rows) if not i or row.first_lsn > reached[i - 1]]
    return tuple(
        Run(tuple(rows[low:high]), tuple(reached[low:high])) for low, high in pairwise([*starts, len(rows)])
    )


def cover(run: Run, begin: int, end: int) -> list[StretchRow]:
    """The fewest rows of a run that hold everything from `begin` up to `end`, ascending."""
    chosen: list[StretchRow] = []
    here = begin
    best: StretchRow | None = None
    for row in run.holding(begin, end):
        if best is not None and row.first_lsn > here:
            chosen.append(best)
            here, best = best.end_lsn, None
            if here >= end:
                return chosen
        if row.end_lsn > (here if best is None else best.end_lsn):
            best = row
    return chosen if best is None else [*chosen, best]


def _holds_log(row: StretchRow) -> bool:
    """Whether there is any log in a stretch: a timeline's history alone has none."""
    return row.first_lsn < row.end_lsn


def _ancestors(number: int, origins: Mapping[int, TimelineSpan | None]) -> Iterator[int]:
    """The timelines before one, the nearest first. Numbers fall along the way, so it ends."""
    origin = origins.get(number)
    while origin is not None:
        yield origin.timeline
        origin = origins.get(origin.timeline)


def _origin(number: int, rows: Sequence[StretchRow]) -> TimelineSpan | None:
    """Where a timeline comes from. Only its first stretch may say so: where that is missing, nobody knows."""
    first = [row for row in rows if row.first_lsn == rows[0].first_lsn]
    found = {(row.origin.timeline, row.origin.end): row.origin for row in first if row.origin is not None}
    if len(found) > 1 or any(parent >= number for parent, _ in found):
        raise LogAmbiguous("its stretches disagree on where it forks from", object_name=f"timeline {number}")
    return next(iter(found.values()), None)


def _origin_begin(timeline: Timeline) -> int:
    return timeline.origin.begin if timeline.origin is not None else 0


def _after(lsn: int, end: int | None) -> bool:
    return end is not None and lsn > end
