"""Builders of rows and backups, and hypothesis strategies for whole histories with holes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import blake3
from hypothesis import settings
from hypothesis import strategies as st

from pagewake.model import Backup, BackupStatus, BackupType, TimelineSpan
from pagewake.repository.stretches import StretchRow

MODEST = settings(deadline=None, max_examples=80)
"""For properties whose single example is not small: no time limit on a busy machine."""
EPOCH = datetime(2030, 1, 1, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


def row(
    first: int,
    end: int,
    *,
    timeline: int = 1,
    origin: TimelineSpan | None = None,
    commits: tuple[float, float] | None = None,
    name: str = "",
    source: str = "shop",
    tag: str = "",
) -> StretchRow:
    """A stretch whose content is named by its range and `tag`.

    `commits` are seconds of the first and last.
    """
    name = name or f"{timeline}-{first}-{end}{tag}"
    times = (at(commits[0]), at(commits[1])) if commits else (None, None)
    return StretchRow(
        source=source,
        name=name,
        timeline=timeline,
        first_lsn=first,
        end_lsn=end,
        size=(end - first) * 16,
        digest=blake3.blake3(f"{timeline} {first} {end} {tag}".encode()).digest(),
        origin=origin,
        archived=at(0),
        engine="neuroquantum",
        system_identifier="abc",
        first_time=times[0],
        last_time=times[1],
        first_commit_time=times[0],
        last_commit_time=times[1],
    )


def backup(
    start: int,
    stop: int,
    *,
    timeline: int = 1,
    stop_timeline: int | None = None,
    name: str = "",
    source: str = "shop",
    finished: float = 0,
) -> Backup:
    return Backup(
        id=name or f"b{timeline}-{start}-{stop}",
        source=source,
        type=BackupType.FULL,
        parent=None,
        timeline=timeline,
        start_lsn=start,
        stop_lsn=stop,
        stop_timeline=timeline if stop_timeline is None else stop_timeline,
        started=at(finished - 1),
        finished=at(finished),
        status=BackupStatus.OK,
        engine="neuroquantum",
        system_identifier="abc",
        pages=7,
        files=2,
        logical_bytes=7 * 4096,
        bytes_read=7 * 4096,
        bytes_written=1000,
        findings=0,
    )


@dataclass(frozen=True)
class World:
    """A true history and what is archived of it.

    `length[t]` records exist on timeline t, from `begin[t]` on.
    """

    begin: dict[int, int]
    end: dict[int, int]
    parent: dict[int, tuple[int, int]]
    """Timeline -> (parent, position on the parent at which it begins)."""
    rows: tuple[StretchRow, ...]

    def held(self) -> set[tuple[int, int]]:
        """Every (timeline, LSN) whose record is archived."""
        return {(r.timeline, lsn) for r in self.rows for lsn in range(r.first_lsn, r.end_lsn)}

    def records(self, timeline: int, lsn: int) -> list[tuple[int, int]]:
        """The records that lie before a position, oldest first."""
        before: list[tuple[int, int]] = []
        if timeline in self.parent:
            before = self.records(*self.parent[timeline])
        return before + [(timeline, number) for number in range(self.begin[timeline], lsn)]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """One to four timelines, forks and sequential epochs, each cut into stretches, some lost, some twice."""
    begin, end, parent = {1: draw(st.integers(0, 3))}, {}, {}
    end[1] = begin[1] + draw(st.integers(1, 12))
    for number in range(2, draw(st.integers(1, 4)) + 1):
        ancestor = draw(st.sampled_from(sorted(begin)))
        if draw(st.booleans()):  # a fork inside the ancestor, which goes on counting
            fork = draw(st.integers(begin[ancestor], end[ancestor]))
            begin[number] = fork
        else:  # an epoch after the ancestor's end, which counts anew
            fork = end[ancestor]
            begin[number] = draw(st.integers(0, 5))
        parent[number] = (ancestor, fork)
        end[number] = begin[number] + draw(st.integers(1, 10))
    rows: list[StretchRow] = []
    for number in begin:
        rows += draw(_stretches(number, begin[number], end[number], parent.get(number)))
    return World(begin, end, parent, tuple(draw(st.permutations(rows))))


@st.composite
def _stretches(
    draw: st.DrawFn, number: int, begin: int, end: int, parent: tuple[int, int] | None
) -> list[StretchRow]:
    cuts = sorted(draw(st.sets(st.integers(begin, end), max_size=5)) | {begin, end})
    origin = TimelineSpan(parent[0], 0, parent[1]) if parent else None
    pieces = [
        row(low, high, timeline=number, origin=origin if low == begin else None)
        for low, high in pairwise(cuts)
    ]
    kept = [piece for piece in pieces if draw(st.integers(0, 4))]
    if len(pieces) > 1 and draw(st.booleans()):  # archived once more in one larger stretch
        low = draw(st.integers(0, len(pieces) - 2))
        high = draw(st.integers(low + 1, len(pieces) - 1))
        whole = row(
            pieces[low].first_lsn, pieces[high].end_lsn, timeline=number, origin=pieces[low].origin, tag="w"
        )
        kept.append(whole)
    return kept
