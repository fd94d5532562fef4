"""Placing a source's log in the history that an archive already holds: same, newer, forked, or behind a gap.

The archive names histories by timelines; a source only has LSNs. Two stretches of one LSN range either are
the same bytes or they prove two histories, for every record carries its time and its transaction's random id.
So where the newest common stretch is the same, everything before it is too, and where it differs the place
where they part is found by halving.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pagewake.engines.base import ReadSpan, WalSpan
from pagewake.engines.neuroquantum.log import Epoch, UsableLog
from pagewake.engines.neuroquantum.stretches import stretch_digest
from pagewake.errors import LogConflict
from pagewake.kernels import walk_log
from pagewake.model import TimelineSpan, WalPosition


@dataclass(frozen=True, eq=False)
class Placement:
    """One epoch of a source in the archive's history.

    Its records in the LSN ranges `missing` (first, end) are new to the archive and go to `timeline`.
    `begin` is the timeline's first LSN, `parents` the history before it, oldest first; `is_new` says that the
    archive does not know the timeline yet.
    """

    epoch: Epoch
    timeline: int
    missing: tuple[tuple[int, int], ...]
    begin: int
    parents: tuple[TimelineSpan, ...]
    is_new: bool

    @property
    def origin(self) -> TimelineSpan | None:
        """What precedes the timeline, for its first stretch; None for one that begins history."""
        return self.parents[-1] if self.parents else None

    def position(self, lsn: int) -> WalPosition:
        """Where in the archive's history an LSN of this epoch is: on the newest timeline that holds it.

        An epoch holds records of its timeline's parents where that one is a fork, and none where the LSN
        counter started again.
        """
        if lsn < self.begin:
            for parent in reversed(self.parents):
                if parent.begin <= lsn and (parent.end is None or lsn < parent.end):
                    return WalPosition(parent.timeline, lsn)
        return WalPosition(self.timeline, lsn)


@dataclass(frozen=True)
class _Match:
    """How an epoch compares with one timeline: `parts_at` is the first LSN that differs, if any."""

    timeline: int
    common: bool
    parts_at: int | None
    proven: bool = True
    """Whether bytes were compared at all."""


class Placer:
    """Places the epochs of one log. Without `read` only wholly covered stretches are compared, by digest.

    `wanted` is the range of LSNs that somebody insists on: there, holes of the archive are filled.
    """

    def __init__(
        self,
        log: UsableLog,
        known: Sequence[WalSpan],
        read: ReadSpan | None,
        forked_from: WalPosition | None,
        wanted: tuple[int, int] | None = None,
    ) -> None:
        self._log = log
        self._wanted = wanted
        self._read = read
        self._forked_from = forked_from
        self._timelines: dict[int, list[WalSpan]] = {}
        for span in sorted(known, key=lambda span: (span.timeline, span.first_lsn)):
            self._timelines.setdefault(span.timeline, []).append(span)
        self._newest = max(self._timelines, default=0)

    def place(self) -> list[Placement]:
        """Every epoch in history order; the run behind a hole, if there is one, comes last."""
        placed: list[Placement] = []
        for epoch in self._log.epochs:
            placed.append(self._place(epoch, placed[-1] if placed else None))
        if self._log.tail is not None:
            placed.append(self._place_tail(self._log.tail, placed[-1]))
        return placed

    def _place(self, epoch: Epoch, before: Placement | None) -> Placement:
        timelines = sorted(self._timelines, reverse=True)
        if before is not None:
            timelines = [number for number in timelines if self._follows(number, before)]
        matches = self._matches(epoch, timelines)
        same = [match for match in matches if match.common and match.parts_at is None]
        if same:
            best = max(same, key=lambda match: (match.proven, match.timeline))
            return self._continue(epoch, best.timeline, shares=True)
        if before is not None:
            end = TimelineSpan(before.timeline, before.begin, before.epoch.end_lsn)
            return self._new(epoch, (*before.parents, end))
        parted = [match for match in matches if match.common]
        shares = any((match.parts_at or 0) > epoch.first_lsn for match in parted)
        heir = None if shares else self._heir(epoch, matches)
        if heir is not None:
            return self._continue(epoch, heir, shares=False)
        if parted:
            return self._fork(epoch, max(parted, key=lambda match: match.parts_at or 0))
        return self._new(epoch, ())

    def _matches(self, epoch: Epoch, timelines: Sequence[int]) -> list[_Match]:
        """How the epoch compares with timelines, newest first, up to one that is proven to be the same."""
        matches: list[_Match] = []
        for number in timelines:
            matches.append(self._compare(epoch, number))
            if matches[-1].common and matches[-1].proven and matches[-1].parts_at is None:
                break
        return matches

    def _place_tail(self, tail: Epoch, before: Placement) -> Placement:
        match = self._compare(tail, before.timeline)
        if match.parts_at is not None:
            raise LogConflict(
                f"the log has a hole, and behind it, from LSN {match.parts_at} on, other records than the archive",
                object_name=f"timeline {before.timeline}",
            )
        missing = self._beyond(before.timeline, tail)
        return Placement(tail, before.timeline, missing, before.begin, before.parents, before.is_new)

    def _heir(self, epoch: Epoch, matches: Sequence[_Match]) -> int | None:
        """The timeline that an epoch goes on, or fills a hole of, without sharing an LSN with it.

        It joins on exactly, or at least nothing speaks against it: no timeline has other records of its LSNs,
        or the database was restored and the timeline is the one that began with that.
        """
        contested = any(match.common for match in matches)
        found: list[tuple[int, bool, int]] = []
        for number in (match.timeline for match in matches if not match.common):
            spans = self._timelines[number]
            left = max((span.end_lsn for span in spans if span.end_lsn <= epoch.first_lsn), default=None)
            right = min((span.first_lsn for span in spans if span.first_lsn >= epoch.end_lsn), default=None)
            rank = self._descent(number)
            exact = epoch.first_lsn == left or epoch.end_lsn == right
            if left is None and spans[0].origin is not None:  # it would stand before the timeline's origin
                continue
            if rank and (exact or (right is None and (rank > 1 or not contested))):
                found.append((rank, exact, number))
        return max(found)[2] if found else None

    def _descent(self, timeline: int) -> int:
        """2: the timeline began where this database was restored; 1: it may be this database's; 0: it is not."""
        fork = self._forked_from
        if fork is None or fork.timeline not in self._timelines:
            return 1
        if any((p.timeline, p.end) == (fork.timeline, fork.lsn) for p in self._parents(timeline)):
            return 2
        return 1 if timeline == fork.timeline else 0

    def _fork(self, epoch: Epoch, match: _Match) -> Placement:
        parts_at = epoch.first_lsn if match.parts_at is None else match.parts_at
        if parts_at > epoch.first_lsn:
            spans = self._timelines[match.timeline]
            parents = self._parents(match.timeline)
            return self._new(
                epoch, (*parents, TimelineSpan(match.timeline, spans[0].first_lsn, parts_at)), parts_at
            )
        fork = self._forked_from
        if fork is not None and fork.timeline in self._timelines and fork.lsn <= epoch.first_lsn:
            begin = self._timelines[fork.timeline][0].first_lsn
            parents = self._parents(fork.timeline)
            return self._new(epoch, (*parents, TimelineSpan(fork.timeline, begin, fork.lsn)))
        return self._new(epoch, ())

    def _continue(self, epoch: Epoch, timeline: int, *, shares: bool) -> Placement:
        spans = self._timelines[timeline]
        if self._wanted is None and shares:
            missing = self._beyond(timeline, epoch)
        else:
            missing = self._uncovered(timeline, epoch)
        begin = min([spans[0].first_lsn, *(first for first, _ in missing[:1])])
        return Placement(epoch, timeline, missing, begin, self._parents(timeline), False)

    def _beyond(self, timeline: int, epoch: Epoch) -> tuple[tuple[int, int], ...]:
        """What an epoch holds behind the archive's end: what is missing before it was let go of, or is lost."""
        spans = self._timelines.get(timeline)
        first = max(epoch.first_lsn, spans[-1].end_lsn if spans else 0)
        return ((first, epoch.end_lsn),) if first < epoch.end_lsn else ()

    def _uncovered(self, timeline: int, epoch: Epoch) -> tuple[tuple[int, int], ...]:
        """The LSN ranges that an epoch holds, that are wanted, and that the archive lacks of a timeline."""
        wanted = self._wanted or (epoch.first_lsn, epoch.end_lsn)
        at, end = max(epoch.first_lsn, wanted[0]), min(epoch.end_lsn, wanted[1])
        spans = self._timelines[timeline]
        if spans[0].origin is not None:  # what is before it is its parents'
            at = max(at, spans[0].first_lsn)
        missing: list[tuple[int, int]] = []
        for span in spans:
            if at < min(span.first_lsn, end):
                missing.append((at, min(span.first_lsn, end)))
            at = max(at, span.end_lsn)
        return tuple(missing) if at >= end else (*missing, (at, end))

    def _new(
        self, epoch: Epoch, parents: tuple[TimelineSpan, ...], first_lsn: int | None = None
    ) -> Placement:
        self._newest += 1
        begin = first_lsn or epoch.first_lsn
        return Placement(epoch, self._newest, ((begin, epoch.end_lsn),), begin, parents, True)

    def _parents(self, timeline: int) -> tuple[TimelineSpan, ...]:
        """The history before a timeline of the archive, oldest first."""
        found: list[TimelineSpan] = []
        while timeline in self._timelines:
            origin = self._timelines[timeline][0].origin
            if origin is None or origin.timeline >= timeline:  # a parent is always older
                break
            found.insert(0, origin)
            timeline = origin.timeline
        return tuple(found)

    def _follows(self, timeline: int, before: Placement) -> bool:
        origin = self._timelines[timeline][0].origin
        return origin is not None and (origin.timeline, origin.end) == (before.timeline, before.epoch.end_lsn)

    def _compare(self, epoch: Epoch, timeline: int) -> _Match:
        common = [
            span
            for span in self._timelines.get(timeline, ())
            if span.first_lsn < epoch.end_lsn and epoch.first_lsn < span.end_lsn
        ]
        if not common:
            return _Match(timeline, False, None)
        if self._read is None:
            common = [s for s in common if epoch.first_lsn <= s.first_lsn and s.end_lsn <= epoch.end_lsn]
            if not common:
                return _Match(timeline, True, None, proven=False)
        if self._first_difference(epoch, common[-1]) is None:
            return _Match(timeline, True, None)
        low, high = 0, len(common) - 1
        while low < high:
            middle = (low + high) // 2
            if self._first_difference(epoch, common[middle]) is None:
                low = middle + 1
            else:
                high = middle
        return _Match(timeline, True, self._first_difference(epoch, common[low]))

    def _first_difference(self, epoch: Epoch, span: WalSpan) -> int | None:
        """The first LSN of their common range at which source and archive differ."""
        first, end = max(span.first_lsn, epoch.first_lsn), min(span.end_lsn, epoch.end_lsn)
        own = self._log.frames(epoch, first, end)
        if (first, end) == (span.first_lsn, span.end_lsn) and stretch_digest(own) == span.digest:
            return None
        if self._read is None:
            return first
        archived = self._read(span)
        columns = walk_log(archived)
        rows = np.flatnonzero((columns.lsn >= np.uint64(first)) & (columns.lsn < np.uint64(end)))
        if not len(rows):
            return first
        start = int(columns.offset[rows[0]])
        stop = int(columns.offset[rows[-1]]) + 4 + int(columns.length[rows[-1]])
        theirs = np.frombuffer(archived, np.uint8)[start:stop]
        ours = np.frombuffer(own, np.uint8)
        size = min(len(theirs), len(ours))
        differing = np.flatnonzero(theirs[:size] != ours[:size])
        if not len(differing) and len(theirs) == len(ours):
            return None
        at = start + (int(differing[0]) if len(differing) else size)
        row = int(np.searchsorted(columns.offset[rows], at, "right")) - 1
        return first + row
