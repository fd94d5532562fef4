"""Which backup a restore begins with, against an oracle that walks the history record by record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.engines.fake import ENGINE
from tests.insight.test_windows import _walk as walk
from tests.insight.test_windows import worlds_with_backups
from tests.repository.rows import MODEST, World, at, backup, row

from pagewake.engines.base import Engine
from pagewake.errors import BackupMissing, LogAmbiguous, TargetUnreachable, UsageError
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.model import (
    Backup,
    BackupStatus,
    BackupType,
    RestoreTarget,
    TargetKind,
    TimelineSpan,
    WalPosition,
)
from pagewake.repository.history import history_of
from pagewake.repository.keeping import Keeping
from pagewake.repository.stretches import StretchRow
from pagewake.restore.plan import chain_of
from pagewake.restore.planning import RestorePlan, alternatives_to, plan_restore

Lost = frozenset[tuple[int, str]]


class AnyTarget:
    """An engine with every kind of target. Transactions and restore points are `timeline:lsn`."""

    title = "Any"
    lsn_style = ENGINE.lsn_style
    targets = frozenset(TargetKind)
    stops_at_later_commit = False
    records_past_target = 0

    def __init__(self) -> None:
        self.looked_at: list[str] = []

    def locate(self, data: bytes, span: Any, target: RestoreTarget, before: Any = None) -> int | None:
        self.looked_at.append(span.name)
        timeline, _, lsn = str(target.value).partition(":")
        held = span.timeline == int(timeline) and span.first_lsn <= int(lsn) < span.end_lsn
        return int(lsn) if held else None


def planned(
    backups: Sequence[Backup],
    rows: Sequence[StretchRow],
    target: RestoreTarget,
    *,
    chosen: str | None = None,
    lost: Lost = frozenset(),
    engine: Any = None,
) -> RestorePlan:
    known: Engine = engine or AnyTarget()
    return plan_restore(world_of(backups, rows, lost), known, "shop", target, Job(), backup=chosen)


def world_of(backups: Sequence[Backup], rows: Sequence[StretchRow], lost: Lost = frozenset()) -> Any:
    """As much of a repository as planning looks at."""
    wal = SimpleNamespace(read=lambda row: b"")
    reader = SimpleNamespace(read=lambda chunk: b"")
    return SimpleNamespace(
        load_index=lambda job: None,
        backups=lambda source: list(backups),
        wal=wal,
        manifest=lambda id: id,
        file_table=lambda manifest: [],
        keeping=SimpleNamespace(of=lambda source: Keeping(source=source)),
        history=lambda source: history_of(rows, lost),
        existing_backups=lambda source=None: list(backups),
        chunk_reader=lambda: reader,
        evidence=SimpleNamespace(all=list),
        index=None,
    )


def lsn_target(lsn: int, timeline: int | None = None, *, exclusive: bool = False) -> RestoreTarget:
    return RestoreTarget(TargetKind.LSN, lsn, exclusive, timeline)


LATEST, IMMEDIATE = RestoreTarget(TargetKind.LATEST), RestoreTarget(TargetKind.IMMEDIATE)


def attempt(*arguments: Any, **options: Any) -> RestorePlan | None:
    try:
        return planned(*arguments, **options)
    except TargetUnreachable:
        return None


@MODEST
@given(worlds_with_backups(), st.booleans(), st.data())
def test_an_lsn_is_reached_from_the_newest_backup_that_a_walk_reaches_it_from(
    case: tuple[World, list[Backup]], exclusive: bool, data: st.DataObject
) -> None:
    world, backups = case
    assume(backups)
    timeline = data.draw(st.sampled_from(sorted(world.begin)))
    lsn = data.draw(st.integers(world.begin[timeline], world.end[timeline] + 1))

    def reaches(one: Backup) -> bool:
        points = walk(world, one)
        if points is None:
            return False
        before_stop = (timeline, lsn) == (one.stop_timeline, one.stop_lsn - 1)
        return (timeline, lsn) in points or (before_stop and not exclusive)

    expected = next((one for one in reversed(backups) if reaches(one)), None)
    plan = attempt(backups, world.rows, lsn_target(lsn, timeline, exclusive=exclusive))
    assert (plan.backup if plan else None) == expected
    if plan is not None and expected is not None:
        assert plan.position == WalPosition(timeline, lsn)
        needed = world.records(timeline, lsn + 1)[len(world.records(expected.timeline, expected.start_lsn)) :]
        there = {(r.timeline, number) for r in plan.wal for number in range(r.first_lsn, r.end_lsn)}
        assert set(needed) <= there


@MODEST
@given(worlds_with_backups(), st.data())
def test_latest_and_immediate_begin_with_the_newest_usable_backup(
    case: tuple[World, list[Backup]], data: st.DataObject
) -> None:
    world, backups = case
    assume(backups)
    walks = {one.id: walk(world, one) for one in backups}
    expected = next((one for one in reversed(backups) if walks[one.id] is not None), None)
    for target in (LATEST, IMMEDIATE):
        plan = attempt(backups, world.rows, target)
        assert (plan.backup if plan else None) == expected
    timeline = data.draw(st.sampled_from(sorted(world.begin)))
    plan = attempt(backups, world.rows, RestoreTarget(TargetKind.LATEST, timeline=timeline))
    if plan is not None:
        reached = walks[plan.backup.id]
        assert reached is not None
        assert plan.history[-1].timeline == timeline if plan.history else True
        last = (plan.history[-1].end or 0) - 1 if plan.history else plan.backup.stop_lsn - 1
        beyond = (timeline, last + 1)
        assert beyond not in reached, "it goes as far as it can"


@st.composite
def timed(draw: st.DrawFn) -> tuple[list[Backup], list[StretchRow]]:
    """One timeline with holes, record times that rise with the LSN, and backups that finish soon after their stop."""
    rows, here = [], 1
    for _ in range(draw(st.integers(1, 7))):
        end = here + draw(st.integers(1, 6))
        if draw(st.integers(0, 4)):
            rows.append(row(here, end, commits=(here, end - 1)))
        here = end
    backups = []
    for number in range(draw(st.integers(1, 4))):
        start = draw(st.integers(1, here))
        stop = draw(st.integers(start, here))
        finished = stop + draw(st.sampled_from([0, 0.5, 3]))
        backups.append(backup(start, stop, finished=finished, name=f"b{number}"))
    return sorted(backups, key=lambda one: one.started), rows


@MODEST
@given(timed(), st.integers(0, 100))
def test_a_time_is_reached_where_a_window_says_so(
    case: tuple[list[Backup], list[StretchRow]], half_seconds: int
) -> None:
    backups, rows = case
    moment = at(half_seconds / 2)
    windows = restorable(backups, history_of(rows)).windows
    inside = any(
        window.from_time <= moment <= window.to_time
        for window in windows
        if window.from_time is not None and window.to_time is not None and window.from_time < window.to_time
    )
    plan = attempt(backups, rows, RestoreTarget(TargetKind.TIME, moment))
    if inside:
        assert plan is not None
    if plan is not None:
        assert plan.backup.finished <= moment
        newer = [one for one in backups if one.started > plan.backup.started and one.finished <= moment]
        assert all(
            attempt(backups, rows, RestoreTarget(TargetKind.TIME, moment), chosen=b.id) is None for b in newer
        )


ROWS = [row(1, 10, commits=(1, 9)), row(10, 20, commits=(10, 19)), row(25, 30, commits=(25, 29))]
BACKUPS = [backup(2, 4, finished=4), backup(8, 12, finished=12), backup(25, 27, finished=27)]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (
            lsn_target(22),
            (
                "no backup reaches LSN 22: the nearest before it is backup b1-8-12: contiguous WAL ends at 20, before "
                "the target at 22; the nearest after it is backup b1-25-27: the target is at 22, before the backup was "
                "consistent at 27; another was looked at."
            ),
        ),
        (
            lsn_target(2),
            (
                "no backup reaches LSN 2: the nearest after it is backup b1-2-4: the target is at 2, before the backup "
                "was consistent at 4; 2 others were looked at."
            ),
        ),
        (
            RestoreTarget(TargetKind.TIME, at(22)),
            (
                f"no backup reaches {at(22).isoformat()}: the nearest before it is backup b1-8-12: its WAL reaches to "
                f"{at(19).isoformat()}, before the target: whether anything was committed after that is not known; the "
                f"nearest after it is backup b1-25-27: it finished at {at(27).isoformat()}, after the target; another "
                "was looked at."
            ),
        ),
        (
            RestoreTarget(TargetKind.XID, "1:40"),
            (
                "no backup reaches the end of transaction 1:40: backup b1-2-4: its WAL, which reaches to 20, does not "
                "hold the target; 2 others were looked at."
            ),
        ),
        (
            RestoreTarget(TargetKind.LATEST, timeline=3),
            "no backup reaches the newest archived moment on timeline 3",
        ),
    ],
)
def test_a_refusal_names_the_nearest_backups(target: RestoreTarget, words: str) -> None:
    with pytest.raises(TargetUnreachable) as refused:
        planned(BACKUPS, ROWS, target)
    assert str(refused.value).startswith(words)
    assert "Nothing was written." in str(refused.value) and "pagewake wal" in refused.value.advice


@pytest.mark.parametrize(
    ("target", "words"),
    [
        (RestoreTarget(TargetKind.TIME, at(1)), "--backup b1-2-4 --immediate"),
        (RestoreTarget(TargetKind.TIME, at(99)), "--latest"),
        (RestoreTarget(TargetKind.XID, "1:40"), "pagewake wal commits"),
        (lsn_target(22), "pagewake wal status"),
    ],
    ids=("too early", "too late", "no such transaction", "in a gap"),
)
def test_a_refusal_says_what_can_be_reached_instead(target: RestoreTarget, words: str) -> None:
    with pytest.raises(TargetUnreachable) as caught:
        planned(BACKUPS, ROWS, target)
    assert words in caught.value.advice


def test_a_backup_that_is_asked_for_is_used_or_refused() -> None:
    plan = planned(BACKUPS, ROWS, lsn_target(15), chosen="b1-2-4")
    assert (plan.backup.id, plan.reason) == ("b1-2-4", "this backup was asked for")
    assert [r.name for r in plan.wal] == ["1-1-10", "1-10-20"]
    assert planned(BACKUPS, ROWS, lsn_target(15)).backup.id == "b1-8-12"
    with pytest.raises(TargetUnreachable, match="before the backup was consistent at 27"):
        planned(BACKUPS, ROWS, lsn_target(15), chosen="b1-25-27")
    with pytest.raises(BackupMissing, match="nothing: there is no such backup of this source"):
        planned(BACKUPS, ROWS, LATEST, chosen="nothing")
    with pytest.raises(BackupMissing, match="there is no backup of this source"):
        planned([], ROWS, LATEST)


def test_what_was_passed_over_is_explained() -> None:
    plan = planned(BACKUPS, ROWS, lsn_target(15))
    assert plan.passed_over == (("b1-25-27", "the target is at 15, before the backup was consistent at 27"),)
    assert planned(BACKUPS, ROWS, LATEST).passed_over == ()


def test_just_before_a_record_needs_a_backup_that_is_older() -> None:
    assert planned(BACKUPS, ROWS, lsn_target(11)).backup.id == "b1-8-12"
    assert planned(BACKUPS, ROWS, lsn_target(11, exclusive=True)).backup.id == "b1-2-4"
    assert planned(BACKUPS, ROWS, lsn_target(12, exclusive=True)).backup.id == "b1-8-12"


def test_wal_whose_object_is_gone_is_a_gap() -> None:
    lost = frozenset({(1, "1-10-20")})
    with pytest.raises(TargetUnreachable, match="contiguous WAL ends at 10"):
        planned(BACKUPS, ROWS, lsn_target(15), lost=lost)
    with pytest.raises(TargetUnreachable, match="WAL that is needed is missing: archive object missing"):
        planned(BACKUPS[1:2], ROWS, IMMEDIATE, lost=lost)


def test_a_commit_in_the_backup_that_is_later_than_the_target_rules_it_out() -> None:
    """The clock of the machine that takes the backup is behind that of the database."""
    behind = [backup(8, 20, finished=12)]
    with pytest.raises(TargetUnreachable, match=r"it may hold commits up to .*00:00:19.*, after the target"):
        planned(behind, [row(1, 10, commits=(1, 9)), row(10, 20, commits=(15, 19)), row(20, 30, commits=(20, 29))],
                RestoreTarget(TargetKind.TIME, at(16)))  # fmt: skip


def test_transactions_and_restore_points_are_looked_for_once_in_each_stretch() -> None:
    engine = AnyTarget()
    rows = [row(first, first + 2) for first in range(1, 41, 2)]
    backups = [backup(first, first + 1) for first in range(1, 40, 4)]
    plan = planned(backups, rows, RestoreTarget(TargetKind.XID, "1:7"), engine=engine)
    assert plan.position == WalPosition(1, 7)
    assert plan.backup.id == "b1-5-6"
    assert len(engine.looked_at) == len(set(engine.looked_at))
    assert planned(backups, rows, RestoreTarget(TargetKind.XID, "1:6"), engine=engine).backup.id == "b1-5-6"
    assert planned(backups, rows, RestoreTarget(TargetKind.XID, "1:5")).backup.id == "b1-5-6", (
        "the last record before"
    )
    assert planned(backups, rows, RestoreTarget(TargetKind.XID, "1:5", exclusive=True)).backup.id == "b1-1-2"
    named = replace_points(rows, 7)
    engine.looked_at.clear()
    assert planned(
        backups, named, RestoreTarget(TargetKind.NAME, "1:7"), engine=engine
    ).position == WalPosition(1, 7)
    assert engine.looked_at == ["1-7-9"], "only a stretch with restore points is read"


def replace_points(rows: list[StretchRow], lsn: int) -> list[StretchRow]:
    import msgspec

    return [
        msgspec.structs.replace(one, restore_points=int(one.first_lsn <= lsn < one.end_lsn)) for one in rows
    ]


FORK = [row(1, 30), row(12, 20, timeline=2, origin=TimelineSpan(1, 0, 12)), row(20, 25, timeline=2)]
EPOCHS = [row(1, 30), row(1, 20, timeline=2, origin=TimelineSpan(1, 0, 30))]


def test_an_lsn_is_on_the_newest_timeline_unless_told_otherwise() -> None:
    backups = [backup(2, 4)]
    for target, expected in (
        (lsn_target(8), (1, 8)),
        (lsn_target(15), (2, 15)),
        (lsn_target(15, 1), (1, 15)),
        (lsn_target(15, 2), (2, 15)),
        (lsn_target(8, 2), (1, 8)),
    ):
        assert planned(backups, FORK, target).position == WalPosition(*expected)
    with pytest.raises(TargetUnreachable, match="it ended on timeline 2, later than timeline 1"):
        planned([backup(14, 16, timeline=2)], FORK, lsn_target(15, 1))
    with pytest.raises(TargetUnreachable, match="does not come after"):
        planned([backup(14, 16)], FORK, lsn_target(15, 2))


def test_an_lsn_that_two_epochs_have_is_ambiguous_whatever_backups_there_are() -> None:
    for backups in ([backup(2, 4)], [backup(3, 5, timeline=2)], [backup(2, 4), backup(3, 5, timeline=2)]):
        with pytest.raises(LogAmbiguous, match=r"LSN 10 exists on the timelines \[1, 2\]"):
            planned(backups, EPOCHS, lsn_target(10))
        assert planned(backups, EPOCHS, lsn_target(10, 2)).position == WalPosition(2, 10)
    assert planned([backup(2, 4)], EPOCHS, lsn_target(10, 1)).position == WalPosition(1, 10)
    assert planned([backup(2, 4)], EPOCHS, lsn_target(25)).position == WalPosition(1, 25)


def test_the_newest_moment_of_a_timeline_that_cannot_be_reached_is_refused() -> None:
    rows = [row(1, 8), row(10, 30), *FORK[1:]]
    with pytest.raises(
        TargetUnreachable, match="contiguous WAL ends at 8 on timeline 1, before timeline 2 begins"
    ):
        planned([backup(2, 4)], rows, RestoreTarget(TargetKind.LATEST, timeline=2))
    assert planned([backup(2, 4)], rows, LATEST).history == (TimelineSpan(1, 2, 8),)


def test_an_engine_is_not_asked_for_what_it_cannot() -> None:
    with pytest.raises(UsageError, match="Fake cannot be restored to a time target"):
        planned(BACKUPS, ROWS, RestoreTarget(TargetKind.TIME, datetime.now().astimezone()), engine=ENGINE)


def test_a_chain_names_the_parents_that_are_kept() -> None:
    full = backup(1, 2, name="full")
    first = replace(backup(3, 4, name="first"), type=BackupType.INCREMENTAL, parent="full")
    second = replace(first, id="second", parent="first")
    circle = replace(first, id="circle", parent="circle")
    assert chain_of(second, [full, first, second]) == ("full", "first", "second")
    assert chain_of(second, [full, second]) == ("second",)
    assert chain_of(circle, [circle]) == ("circle",)


class NeedsMore(AnyTarget):
    """A recovery that only stops when it has read on: as PostgreSQL's."""

    stops_at_later_commit = True
    records_past_target = 2
    last_record = 48

    def locate(self, data: bytes, span: Any, target: RestoreTarget, before: Any = None) -> int | None:
        if not isinstance(target.value, int):
            return super().locate(data, span, target, before)
        self.looked_at.append(span.name)
        return next((lsn for lsn in range(target.value, span.end_lsn) if lsn <= self.last_record), None)


def timed(first: int, end: int, seconds: float, records: int = 10) -> StretchRow:
    return msgspec.structs.replace(
        row(first, end), records=records, first_time=at(seconds), last_time=at(seconds)
    )


def test_wal_is_planned_as_far_as_recovery_has_to_read() -> None:
    rows = [timed(1, 10, 100), timed(10, 20, 200, 1), timed(20, 30, 300, 0), timed(30, 40, 400, 1)]
    rows.append(timed(40, 50, 500))
    plan = planned([backup(2, 5, finished=50)], rows, lsn_target(7), engine=NeedsMore())
    assert [one.first_lsn for one in plan.wal] == [1, 10, 20, 30], (
        "two whole records past the target's stretch"
    )
    plan = planned([backup(2, 5, finished=50)], rows, lsn_target(45), engine=NeedsMore())
    assert plan.wal[-1].first_lsn == 40, "no further than there is"


def test_an_lsn_needs_a_record_behind_it_and_wal_is_read_for_it_only_at_the_end() -> None:
    rows = [timed(1, 10, 100), timed(10, 20, 200), timed(20, 50, 300)]
    engine = NeedsMore()
    planned([backup(2, 5, finished=50)], rows, lsn_target(15), engine=engine)
    assert engine.looked_at == []
    planned([backup(2, 5, finished=50)], rows, lsn_target(48), engine=engine)
    assert engine.looked_at == [rows[-1].name]
    with pytest.raises(TargetUnreachable, match="no record of the archived WAL"):
        planned([backup(2, 5, finished=50)], rows, lsn_target(49), engine=engine)


def test_no_target_behind_a_place_where_the_log_lacks_changes() -> None:
    rows = [timed(1, 10, 100), timed(10, 20, 200), timed(20, 30, 300), timed(30, 50, 400)]
    rows[2] = msgspec.structs.replace(rows[2], incomplete_from=25)
    early, late = backup(2, 5, finished=50), backup(31, 33, finished=400)

    def plan(target: RestoreTarget, *backups: Backup) -> str:
        return planned(backups or (early,), rows, target, engine=NeedsMore()).backup.id

    for target in (LATEST, lsn_target(25), lsn_target(40), RestoreTarget(TargetKind.TIME, at(250))):
        with pytest.raises(TargetUnreachable, match="lacks changes"):
            plan(target)
    for target in (IMMEDIATE, lsn_target(7), lsn_target(23), RestoreTarget(TargetKind.TIME, at(150))):
        assert plan(target) == early.id
    assert plan(LATEST, early, late) == late.id


def test_a_time_needs_a_later_commit_and_no_more_than_that() -> None:
    rows = [timed(1, 10, 100), timed(10, 20, 200), timed(20, 30, 150), timed(30, 40, 400)]
    backups = [backup(2, 5, finished=50)]
    plan = planned(backups, rows, RestoreTarget(TargetKind.TIME, at(150)), engine=NeedsMore())
    assert [one.first_lsn for one in plan.wal] == [1, 10], (
        "recovery stops in the first stretch with a later commit"
    )
    with pytest.raises(TargetUnreachable, match="needs a later one"):
        planned(backups, rows, RestoreTarget(TargetKind.TIME, at(400)), engine=NeedsMore())
    assert planned(backups, rows, RestoreTarget(TargetKind.TIME, at(400)))
    assert planned(backups, rows, RestoreTarget(TargetKind.TIME, at(400), exclusive=True), engine=NeedsMore())


def test_of_two_backups_with_the_same_moment_the_sound_one_is_taken() -> None:
    old, new = BACKUPS[0], replace(BACKUPS[1], status=BackupStatus.WARNINGS)
    joined = ROWS[:2]
    plan = planned([old, new], joined, LATEST)
    assert plan.backup.id == old.id and [one for one, _ in plan.passed_over] == [new.id]
    assert planned([old, new], joined, lsn_target(15)).backup.id == old.id
    assert planned([old, new], joined, LATEST, chosen=new.id).backup.id == new.id
    assert planned([old, new], joined, IMMEDIATE).backup.id == new.id, "its own moment is another one"
    damaged = replace(BACKUPS[2], status=BackupStatus.WARNINGS)
    assert planned([old, damaged], ROWS, LATEST).backup.id == damaged.id, "behind the gap there is no other"


def test_the_newest_moment_of_another_backup_is_not_always_the_same() -> None:
    plan = planned(BACKUPS, ROWS, LATEST)
    others = alternatives_to(world_of(BACKUPS, ROWS), AnyTarget(), plan, Job())
    assert plan.backup.id == "b1-25-27"
    assert ["ends at 20, before the newest archived moment at 30" in one.problem for one in others] == [
        True,
        True,
    ]
    joined = planned(BACKUPS[:2], ROWS[:2], LATEST)
    (other,) = alternatives_to(world_of(BACKUPS[:2], ROWS[:2]), AnyTarget(), joined, Job())
    assert other.problem == ""
