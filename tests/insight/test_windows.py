from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.rows import MODEST, World, at, backup, row, worlds

from pagewake.insight.windows import LACKS_CHANGES, restorable
from pagewake.model import Backup, Gap, TimelineSpan
from pagewake.repository.history import BEGAN_LATER, NEVER_ARCHIVED, NOT_YET, OBJECT_MISSING, history_of
from pagewake.repository.stretches import StretchRow


def test_a_window_runs_from_the_stop_to_the_end_of_contiguous_wal() -> None:
    found = restorable([backup(3, 6)], history_of([row(1, 10), row(10, 20), row(25, 30)]))
    (window,) = found.windows
    assert (window.timeline, window.from_lsn, window.to_lsn) == (1, 6, 19)
    assert window.first_backup == "b1-3-6"
    assert found.gaps == (Gap(1, 20, 25, NEVER_ARCHIVED),)
    assert found.unusable == {}


def test_after_a_gap_only_a_later_backup_opens_a_window() -> None:
    rows = [row(1, 10), row(15, 30)]
    found = restorable([backup(3, 6), backup(8, 17), backup(16, 18)], history_of(rows))
    assert [(w.from_lsn, w.to_lsn, w.first_backup) for w in found.windows] == [
        (6, 9, "b1-3-6"),
        (18, 29, "b1-16-18"),
    ]
    assert set(found.unusable) == {"b1-8-17"}
    assert NEVER_ARCHIVED in found.unusable["b1-8-17"]


def test_a_fork_inside_a_window_is_restorable_too() -> None:
    rows = [row(1, 15), row(8, 20, timeline=2, origin=TimelineSpan(1, 0, 8))]
    found = restorable([backup(3, 6)], history_of(rows))
    assert [(w.timeline, w.from_lsn, w.to_lsn) for w in found.windows] == [(1, 6, 14), (2, 8, 19)]
    late = restorable([backup(9, 10)], history_of(rows))
    assert [(w.timeline, w.from_lsn, w.to_lsn) for w in late.windows] == [(1, 10, 14)]


def test_a_timeline_whose_first_stretch_is_lost_has_no_window() -> None:
    child = row(8, 20, timeline=2, origin=TimelineSpan(1, 0, 8))
    history = history_of([row(1, 15), child, row(20, 30, timeline=2)], frozenset({(2, child.name)}))
    found = restorable([backup(3, 6)], history)
    assert [(w.timeline, w.from_lsn, w.to_lsn) for w in found.windows] == [(1, 6, 14)]
    assert found.gaps == (Gap(2, 8, 20, OBJECT_MISSING),)


def test_a_backup_alone_is_restorable_at_its_stop() -> None:
    (window,) = restorable([backup(3, 7)], history_of([row(1, 7)])).windows
    assert (window.from_lsn, window.to_lsn) == (6, 6), "the last record before the stop can be named"


def test_a_backup_that_needs_no_wal_is_usable_without_any() -> None:
    found = restorable([backup(7, 7)], history_of([]))
    assert [(w.timeline, w.from_lsn, w.to_lsn) for w in found.windows] == [(1, 6, 6)]
    assert found.windows[0].from_time == found.windows[0].to_time == at(0)


def test_what_a_backup_needs_and_nobody_archived_is_a_gap() -> None:
    found = restorable([backup(3, 12), backup(18, 25)], history_of([row(10, 20)]))
    assert found.windows == ()
    assert found.gaps == (Gap(1, 3, 10, BEGAN_LATER), Gap(1, 20, 25, NOT_YET))


def test_times_of_a_window() -> None:
    rows = [row(1, 10, commits=(1, 9)), row(10, 20, commits=(11, 19)), row(20, 30, commits=(21, 29))]
    history = history_of(rows)
    (one,) = restorable([backup(2, 15, finished=16)], history).windows
    assert (one.from_time, one.to_time) == (at(16), at(29)), "from the end of the backup to the last record"
    (skewed,) = restorable([backup(2, 15, finished=3)], history).windows
    assert skewed.from_time == at(19), "a clock that disagrees with the log's is not believed"
    (late,) = restorable([backup(2, 20, finished=40)], history).windows
    assert (late.from_time, late.to_time) == (at(29), at(29)), "no record is later than the end of the backup"


def test_a_window_begins_at_no_time_before_a_commit_that_precedes_it() -> None:
    rows = [row(1, 10, commits=(1, 50)), row(10, 20, commits=(11, 60))]
    (window,) = restorable([backup(2, 12, finished=15)], history_of(rows)).windows
    assert (window.from_time, window.to_time) == (at(50), at(60))
    fork = row(18, 30, timeline=2, origin=TimelineSpan(1, 0, 18), commits=(61, 70))
    _, child = restorable([backup(2, 12, finished=15)], history_of([*rows, fork])).windows
    assert (child.from_time, child.to_time) == (at(60), at(70))


def lacking(whole: StretchRow, lsn: int) -> StretchRow:
    return msgspec.structs.replace(whole, incomplete_from=lsn)


def test_a_window_ends_where_the_log_begins_to_lack_changes() -> None:
    rows = [
        row(1, 10, commits=(1, 9)),
        lacking(row(10, 20, commits=(10, 19)), 14),
        row(20, 30, commits=(20, 29)),
    ]
    found = restorable([backup(3, 6), backup(11, 15), backup(16, 22)], history_of(rows))
    assert [(w.from_lsn, w.to_lsn, w.first_backup) for w in found.windows] == [
        (6, 13, "b1-3-6"),
        (22, 29, "b1-16-22"),
    ]
    assert found.windows[0].to_time == at(9), "which of the times beyond still lie before it is not known"
    assert found.gaps == (Gap(1, 14, 22, LACKS_CHANGES),)
    assert LACKS_CHANGES in found.unusable["b1-11-15"]


def test_no_fork_behind_it_is_reached() -> None:
    rows = [
        lacking(row(1, 20), 10),
        row(8, 30, timeline=2, origin=TimelineSpan(1, 0, 8)),
        row(15, 30, timeline=3, origin=TimelineSpan(1, 0, 15)),
    ]
    found = restorable([backup(3, 6)], history_of(rows))
    assert [(w.timeline, w.from_lsn, w.to_lsn) for w in found.windows] == [(1, 6, 9), (2, 8, 29)]


@st.composite
def worlds_with_backups(draw: st.DrawFn) -> tuple[World, list[Backup]]:
    world = draw(worlds())
    backups = []
    for number in range(draw(st.integers(0, 4))):
        timeline = draw(st.sampled_from(sorted(world.begin)))
        line = [*world.records(timeline, world.end[timeline]), (timeline, world.end[timeline])]
        low = draw(st.integers(0, len(line) - 1))
        high = draw(st.integers(low, len(line) - 1))
        start, stop = line[low], line[high]
        backups.append(
            backup(start[1], stop[1], timeline=start[0], stop_timeline=stop[0], name=f"backup {number}")
        )
    return world, backups


@MODEST
@given(worlds_with_backups())
def test_windows_are_exactly_the_points_that_a_walk_reaches(case: tuple[World, list[Backup]]) -> None:
    world, backups = case
    found = restorable(backups, history_of(world.rows))
    in_windows = {(w.timeline, lsn) for w in found.windows for lsn in range(w.from_lsn, w.to_lsn + 1)}
    walked: set[tuple[int, int]] = set()
    at_stops: set[tuple[int, int]] = set()
    for one in backups:
        points = _walk(world, one)
        assert (points is None) == (one.id in found.unusable)
        if points is not None:
            walked |= points
            at_stops.add((one.stop_timeline, one.stop_lsn - 1))
            at_stops.add((one.stop_timeline, max(one.stop_lsn - 1, 0)))
    assert walked <= in_windows
    assert in_windows - walked <= at_stops, "only the LSN just before a stop may be added"
    for window in found.windows:
        assert window.first_backup in {one.id for one in backups} - found.unusable.keys()


@MODEST
@given(worlds_with_backups())
def test_every_point_of_the_past_is_in_a_window_or_has_a_reason(case: tuple[World, list[Backup]]) -> None:
    world, backups = case
    found = restorable(backups, history_of(world.rows))
    for one in backups:
        if one.id in found.unusable:
            assert found.unusable[one.id]
    held = world.held()
    for gap in found.gaps:
        assert gap.from_lsn < gap.to_lsn
        assert gap.reason
        assert not {(gap.timeline, lsn) for lsn in range(gap.from_lsn, gap.to_lsn)} & held


def _walk(world: World, one: Backup) -> set[tuple[int, int]] | None:
    """The records r such that "everything up to r" is restorable from a backup; None when it is unusable."""
    held = world.held()
    told = {
        t for t in world.begin if any((r.timeline, r.first_lsn) == (t, world.begin[t]) for r in world.rows)
    }
    start = world.records(one.timeline, one.start_lsn)
    stop = world.records(one.stop_timeline, one.stop_lsn)
    crossed = _line(world, one.stop_timeline)
    crossed = crossed[crossed.index(one.timeline) + 1 :]
    if not set(stop[len(start) :]) <= held or not set(crossed) <= told:
        return None
    points: set[tuple[int, int]] = set()
    todo = [(one.stop_timeline, one.stop_lsn)]
    while todo:
        timeline, lsn = todo.pop()
        todo += [
            (child, world.begin[child])
            for child, parent in world.parent.items()
            if parent == (timeline, lsn) and child in told
        ]
        if (timeline, lsn) in held:
            points.add((timeline, lsn))
            todo.append((timeline, lsn + 1))
    return points


def _line(world: World, timeline: int) -> list[int]:
    parents = _line(world, world.parent[timeline][0]) if timeline in world.parent else []
    return [*parents, timeline]
