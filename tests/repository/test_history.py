from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.rows import MODEST, World, row, worlds

from pagewake.errors import LogAmbiguous, LogGap
from pagewake.model import Gap, TimelineSpan, WalPosition
from pagewake.repository.history import (
    BEGAN_LATER,
    NEVER_ARCHIVED,
    NOT_YET,
    OBJECT_MISSING,
    history_of,
    history_order,
)


def test_contiguous_stretches_are_one_run_without_gaps() -> None:
    history = history_of([row(10, 20), row(1, 10), row(20, 25)])
    timeline = history.timelines[1]
    assert [(run.first_lsn, run.end_lsn) for run in timeline.runs] == [(1, 25)]
    assert timeline.gaps == ()
    assert [r.first_lsn for r in history.select(WalPosition(1, 5), WalPosition(1, 21))] == [1, 10, 20]


def test_a_hole_is_a_gap_with_its_exact_range() -> None:
    history = history_of([row(1, 10), row(15, 20)])
    assert history.timelines[1].gaps == (Gap(1, 10, 15, NEVER_ARCHIVED),)
    with pytest.raises(LogGap) as caught:
        history.select(WalPosition(1, 2), WalPosition(1, 18))
    assert "LSN 10 to 15" in caught.value.object_name
    assert NEVER_ARCHIVED in caught.value.what
    assert history.reach(WalPosition(1, 2)) == WalPosition(1, 10)


def test_reasons_before_and_after_what_is_archived() -> None:
    history = history_of([row(10, 20)])
    assert history.missing(TimelineSpan(1, 5, 15)) == Gap(1, 5, 10, BEGAN_LATER)
    assert history.missing(TimelineSpan(1, 15, 30)) == Gap(1, 20, 30, NOT_YET)
    assert history.missing(TimelineSpan(2, 0, 3)) == Gap(2, 0, 3, NEVER_ARCHIVED)
    assert history.missing(TimelineSpan(1, 10, 20)) is None


def test_a_lost_object_is_a_gap_of_its_own_reason() -> None:
    rows = [row(1, 10), row(10, 20), row(25, 30)]
    history = history_of(rows, frozenset({(1, rows[1].name)}))
    assert history.timelines[1].gaps == (Gap(1, 10, 20, OBJECT_MISSING), Gap(1, 20, 25, NEVER_ARCHIVED))


def test_a_fork_goes_on_counting_and_an_epoch_counts_anew() -> None:
    fork = row(8, 20, timeline=2, origin=TimelineSpan(1, 0, 8))
    epoch = row(1, 5, timeline=3, origin=TimelineSpan(2, 8, 20))
    history = history_of([row(1, 15), fork, epoch])
    assert history.lineage(3) == (TimelineSpan(1, 1, 8), TimelineSpan(2, 8, 20), TimelineSpan(3, 1, None))
    path = history.path(WalPosition(1, 4), WalPosition(3, 3))
    assert path == (TimelineSpan(1, 4, 8), TimelineSpan(2, 8, 20), TimelineSpan(3, 1, 3))
    assert history.newest(WalPosition(1, 4)) == 3
    assert history.newest(WalPosition(1, 9)) == 1, "after the fork, timeline 2 is another history"
    with pytest.raises(LogGap, match="does not come after"):
        history.path(WalPosition(1, 9), WalPosition(2, 10))


def test_the_parent_must_be_archived_up_to_the_fork() -> None:
    history = history_of([row(1, 5), row(8, 20, timeline=2, origin=TimelineSpan(1, 0, 8))])
    assert history.timelines[1].gaps == (Gap(1, 5, 8, NEVER_ARCHIVED),)
    with pytest.raises(LogGap):
        history.select(WalPosition(1, 2), WalPosition(2, 10))
    assert history.reach(WalPosition(1, 2), 2) == WalPosition(1, 5)


def test_two_contents_of_one_range_are_refused() -> None:
    with pytest.raises(LogAmbiguous):
        history_of([row(1, 10, tag="a"), row(1, 10, tag="b")])


def test_a_timeline_without_its_first_stretch_has_no_known_origin() -> None:
    history = history_of([row(1, 9), row(12, 20, timeline=2, origin=None)])
    with pytest.raises(LogGap):
        history.path(WalPosition(1, 2), WalPosition(2, 15))


def test_only_the_first_stretch_says_where_a_timeline_comes_from() -> None:
    late = row(12, 20, timeline=2, origin=TimelineSpan(1, 0, 5))
    history = history_of([row(1, 9), row(8, 12, timeline=2), late])
    assert history.timelines[2].origin is None
    with pytest.raises(LogGap):
        history.path(WalPosition(1, 2), WalPosition(2, 15))


def test_origins_that_go_forward_are_refused() -> None:
    with pytest.raises(LogAmbiguous):
        history_of([row(1, 9, timeline=2, origin=TimelineSpan(2, 0, 5))])


def _first_known(world: World, timeline: int) -> bool:
    """Whether the row that tells where a timeline comes from is archived."""
    return any(r.timeline == timeline and r.first_lsn == world.begin[timeline] for r in world.rows)


@MODEST
@given(worlds(), st.data())
def test_select_gives_exactly_what_a_walk_over_single_records_finds(
    world: World, data: st.DataObject
) -> None:
    history = history_of(world.rows)
    start_timeline = data.draw(st.sampled_from(sorted(world.begin)))
    start = WalPosition(
        start_timeline,
        data.draw(st.integers(world.begin[start_timeline], world.end[start_timeline])),
    )
    timeline = data.draw(st.sampled_from(sorted(world.begin)))
    target = WalPosition(timeline, data.draw(st.integers(world.begin[timeline], world.end[timeline])))
    before = world.records(start.timeline, start.lsn)
    after = world.records(target.timeline, target.lsn)
    descends = after[: len(before)] == before and _on_line(world, start, target)
    needed = after[len(before) :]
    known = all(_first_known(world, t) for t in _ancestry(world, target.timeline, start.timeline))
    if descends and known and set(needed) <= world.held():
        chosen = history.select(start, target)
        covered = [(r.timeline, lsn) for r in chosen for lsn in range(r.first_lsn, r.end_lsn)]
        assert set(needed) <= set(covered)
        assert list(chosen) == history_order(chosen)
        for spare in chosen:
            others = {point for r in chosen if r is not spare for point in _records(r)}
            assert not set(needed) <= others, "a stretch that is not needed was chosen"
    else:
        with pytest.raises(LogGap):
            history.select(start, target)


@MODEST
@given(worlds())
def test_runs_and_gaps_together_are_the_whole_of_what_is_known(world: World) -> None:
    history = history_of(world.rows)
    held = world.held()
    for number, timeline in history.timelines.items():
        in_runs = {(number, lsn) for run in timeline.runs for lsn in range(run.first_lsn, run.end_lsn)}
        in_gaps = {(number, lsn) for gap in timeline.gaps for lsn in range(gap.from_lsn, gap.to_lsn)}
        assert in_runs == {point for point in held if point[0] == number}
        assert not in_runs & in_gaps
        edge = max([lsn + 1 for _, lsn in in_runs | in_gaps])
        assert in_runs | in_gaps == {(number, lsn) for lsn in range(timeline.begin, edge)}


@MODEST
@given(worlds(), st.data())
def test_reach_is_the_last_position_that_select_can_serve(world: World, data: st.DataObject) -> None:
    history = history_of(world.rows)
    timeline = data.draw(st.sampled_from(sorted(world.begin)))
    start = WalPosition(timeline, data.draw(st.integers(world.begin[timeline], world.end[timeline])))
    reached = history.reach(start)
    goal = history.newest(start)
    history.select(start, reached)
    assert reached.timeline in _ancestry(world, goal, start.timeline) | {start.timeline}
    assert (reached.timeline, reached.lsn) not in world.held() or any(
        parent == (reached.timeline, reached.lsn) for parent in world.parent.values()
    ), "WAL goes on where reach stopped"


def _records(r: object) -> list[tuple[int, int]]:
    return [(r.timeline, lsn) for lsn in range(r.first_lsn, r.end_lsn)]  # type: ignore[attr-defined]


def _ancestry(world: World, timeline: int, until: int) -> set[int]:
    """The timelines from `timeline` up to, but without, `until`."""
    found = set()
    while timeline != until and timeline in world.parent:
        found.add(timeline)
        timeline = world.parent[timeline][0]
    return found


def _on_line(world: World, start: WalPosition, target: WalPosition) -> bool:
    """Whether `start` lies on the named line of timelines that leads to `target`."""
    timeline, end = target.timeline, target.lsn
    while timeline != start.timeline:
        if timeline not in world.parent:
            return False
        timeline, end = world.parent[timeline]
    return start.lsn <= end
