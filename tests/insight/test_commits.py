"""Commits around a point and inside a range, on real logs of both engines, against the list of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from tests.insight.logs import RIGS, Known, Rig

from pagewake.engines.base import WalSpan
from pagewake.errors import Cancelled
from pagewake.insight import commits as module
from pagewake.insight.commits import Commit, commits_around
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module", params=[(name, seed) for name in RIGS for seed in SEEDS], ids=str)
def rig(request: pytest.FixtureRequest) -> Rig:
    name, seed = request.param
    made: Rig = RIGS[name](seed)
    return made


def plain(commits: Sequence[Commit]) -> list[Known]:
    assert all(one.kind == "commit" for one in commits)
    return [Known(one.timeline, one.lsn, one.end_lsn, one.time, one.xid) for one in commits]


def test_an_engine_gives_every_commit_that_its_summary_counts_and_that_it_can_locate(rig: Rig) -> None:
    found: list[Known] = []
    before: tuple[WalSpan, bytes] | None = None
    for span, data in rig.spans:
        joins = before is not None and (before[0].timeline, before[0].end_lsn) == (
            span.timeline,
            span.first_lsn,
        )
        front = before[1] if before is not None and joins else None
        columns = rig.engine.commits(data, span, front)
        summary = rig.engine.summarise(data, span, front)
        assert len(columns) == summary.commits
        for row in range(len(columns)):
            target = RestoreTarget(TargetKind.XID, columns.transaction(row))
            assert rig.engine.locate(data, span, target, front) == columns.lsn[row]
            known = next(one for one in rig.commits[span.timeline] if one.lsn == columns.lsn[row])
            assert (known.end_lsn, known.xid) == (columns.end_lsn[row], columns.transaction(row))
            assert timedelta(microseconds=int(columns.time[row])) == known.time - datetime.fromtimestamp(
                0, known.time.tzinfo
            )
            found.append(known)
        before = span, data
    assert found == rig.commits[1] + rig.commits[2]


def expected(
    line: list[Known], rig: Rig, at: int | datetime, count: int
) -> tuple[list[Known], list[Known], list[Known]]:
    """Before, exact and after by going through the whole list."""
    if isinstance(at, datetime):
        split = next((i for i, one in enumerate(line) if one.time > at), len(line))
        exactly = [one.time == at for one in line]
    else:
        split = next((i for i, one in enumerate(line) if one.lsn > at), len(line))
        exactly = [one.lsn <= at < one.end_lsn for one in line]
    before: list[Known] = []
    exact: list[Known] = []
    for number in range(split - 1, -1, -1):
        (exact if exactly[number] else before).insert(0, line[number])
        if len(before) == count:
            break
    return before, exact, line[split : split + count]


@pytest.mark.parametrize("number", [1, 2])
def test_what_lies_around_a_point_is_what_the_list_says(
    rig: Rig, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_STRETCHES", 1000)
    timeline, line = rig.timeline(), rig.line(number)
    points: list[int | datetime] = [0, 1, line[-1].end_lsn, 1 << 62, rig.fork, rig.fork - 1]
    for one in line[:: max(1, len(line) // 5)]:
        points += [one.lsn, one.lsn - 1, one.end_lsn, one.end_lsn - 1]
        points += [one.time, one.time - timedelta(microseconds=1), one.time + timedelta(microseconds=1)]
    points += [line[0].time - timedelta(days=1), line[-1].time + timedelta(days=1)]
    for at in points:
        for count in (2, 1000):
            found = commits_around(rig.repository, rig.engine, timeline, number, at, count)
            before, exact, after = expected(line, rig, at, count)
            assert plain(found.before) == before, (at, count)
            assert plain(found.exact) == exact, (at, count)
            assert plain(found.after) == after, (at, count)
            assert found.complete_before and found.complete_after


def test_the_search_is_bounded_and_says_so(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_STRETCHES", 1)
    timeline, line = rig.timeline(), rig.line(1)
    read: list[str] = []
    original = rig.repository.wal.read

    def counted(row: object) -> bytes:
        read.append(str(getattr(row, "name", "")))
        return original(row)  # type: ignore[arg-type]

    monkeypatch.setattr(rig.repository.wal, "read", counted)
    middle = line[len(line) // 2].lsn
    found = commits_around(rig.repository, rig.engine, timeline, 1, middle, 10_000)
    assert not (found.complete_before and found.complete_after)
    assert 0 < len(read) <= 2 * 2 * module.MAX_STRETCHES
    everything = [*found.before, *found.exact, *found.after]
    whole = plain(everything)
    low = line.index(whole[0])
    assert whole == line[low : low + len(whole)], "without a hole"
    read.clear()
    commits_around(rig.repository, rig.engine, timeline, 1, middle, 1)
    assert len(read) <= 4


def test_a_timeline_that_nobody_knows_has_no_commits(rig: Rig) -> None:
    found = commits_around(rig.repository, rig.engine, rig.timeline(), 77, rig.fork)
    assert (found.before, found.exact, found.after) == ((), (), ())


def test_it_can_be_cancelled(rig: Rig) -> None:
    job = Job("look")
    job.token.cancel()
    with pytest.raises(Cancelled):
        commits_around(rig.repository, rig.engine, rig.timeline(), 1, rig.fork, 3, job)
