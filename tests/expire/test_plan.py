"""What may go: the rules against an oracle, and the promised window against a walk along the history."""

from __future__ import annotations

import random
from collections.abc import Hashable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.insight.test_windows import _walk as walk
from tests.insight.test_windows import worlds_with_backups
from tests.repository.rows import MODEST, World, at, backup, row

from pagewake.config import Retention
from pagewake.expire.plan import ExpirePlan, lost_time, plan_backups, plan_wal
from pagewake.expire.run import plan_expire
from pagewake.insight.windows import restorable
from pagewake.model import Backup, BackupStatus, BackupType, Window
from pagewake.repository.history import history_of
from pagewake.repository.keeping import Keeping
from pagewake.repository.stretches import StretchRow

DAY = timedelta(days=1)
OFF = Retention(
    keep_last=0, keep_full=0, keep_within=None, daily=0, weekly=0, monthly=0, yearly=0, window=None
)
NOW = datetime(2030, 7, 1, 12, tzinfo=UTC)
FULL, INCREMENTAL = BackupType.FULL, BackupType.INCREMENTAL


def taken(age: timedelta, type_: BackupType = FULL, **more: Any) -> Backup:
    finished = NOW - age
    made = backup(1, 2, name=f"{finished:%m%dT%H%M%S}-{type_.value}")
    return replace(made, type=type_, started=finished, finished=finished, **more)


def kept(backups: list[Backup], policy: Retention, **more: Any) -> list[str]:
    return [d.backup.id for d in plan_backups(backups, policy, NOW, **more) if d.keep]


def planned(
    backups: list[Backup], rows: list[StretchRow], policy: Retention, now: datetime = NOW
) -> ExpirePlan:
    def history(source: str, without: Any = ()) -> Any:
        return history_of(one for one in rows if (one.timeline, one.name) not in without)

    wal = SimpleNamespace(rows=lambda source: rows, history=history)
    repository: Any = SimpleNamespace(
        backups=lambda source: backups,
        wal=wal,
        keeping=SimpleNamespace(of=lambda source: Keeping(source=source)),
        history=history,
        unreadable_backups=list,
        running_since=lambda kind: None,
        gains_backups=lambda: False,
    )
    return plan_expire(repository, "shop", policy, now)


# --- rules --------------------------------------------------------------------------------------------------

schedules = st.lists(
    st.tuples(st.integers(0, 60 * 24), st.sampled_from([FULL, INCREMENTAL, INCREMENTAL])),
    max_size=30,
    unique_by=lambda entry: entry[0],
).map(lambda ages: [taken(timedelta(hours=hours), type_) for hours, type_ in sorted(ages, reverse=True)])
counts = st.integers(0, 4)


def periods(one: Backup) -> dict[str, Hashable]:
    when = one.finished
    return {
        "daily": when.strftime("%Y-%m-%d"),
        "weekly": when.strftime("%G-%V"),
        "monthly": when.strftime("%Y-%m"),
        "yearly": when.year,
    }


def oracle(backups: list[Backup], policy: Retention) -> set[str]:
    """The rules as the user guide words them, one after the other."""
    stays = {backups[-1].id} if backups else set()
    stays |= {one.id for one in backups[len(backups) - min(policy.keep_last, len(backups)) :]}
    fulls = [one for one in backups if one.type is FULL]
    stays |= {one.id for one in fulls[len(fulls) - min(policy.keep_full, len(fulls)) :]}
    if policy.keep_within is not None:
        stays |= {one.id for one in backups if NOW - one.finished <= policy.keep_within}
    for rule in ("daily", "weekly", "monthly", "yearly"):
        groups: dict[Hashable, list[Backup]] = {}
        for one in backups:
            groups.setdefault(periods(one)[rule], []).append(one)
        chosen = list(groups.values())[::-1][: getattr(policy, rule)]
        for group in chosen:
            best = [one for one in group if one.type is FULL] or group
            stays.add(best[-1].id)
    return stays


@given(schedules, counts, counts, counts, counts, counts, counts, st.none() | st.integers(0, 40))
def test_what_a_rule_keeps_is_kept_and_nothing_else(
    backups: list[Backup],
    last: int,
    full: int,
    daily: int,
    weekly: int,
    monthly: int,
    yearly: int,
    days: int | None,
) -> None:
    within = None if days is None else days * DAY
    policy = Retention(last, full, within, daily, weekly, monthly, yearly, None)
    decisions = plan_backups(backups, policy, NOW)
    assert [d.backup for d in decisions] == backups
    assert all(bool(d.reasons) == d.keep for d in decisions)
    expected = {one.id for one in backups} if policy == OFF else oracle(backups, policy)
    assert {d.backup.id for d in decisions if d.keep} == expected


def test_without_rules_nothing_goes() -> None:
    backups = [taken(timedelta(days=days)) for days in (900, 800, 1)]
    plan = planned(backups, [row(1, 2), row(2, 9)], OFF)
    assert (plan.expired, plan.wal) == ((), ())
    assert plan.decisions[0].reasons == ("no retention rule is set",)


def test_reasons_are_told() -> None:
    policy = replace(OFF, keep_last=1, keep_within=36 * timedelta(hours=1), weekly=1)
    old, new = plan_backups([taken(3 * DAY), taken(DAY)], policy, NOW)
    assert new.reasons == (
        "the newest backup",
        "one of the last 1",
        "younger than 1d12h",
        "weekly, of the last 1",
    )
    assert (old.keep, old.reasons) == (False, ())


def test_a_protected_backup_stays() -> None:
    policy = replace(OFF, keep_last=1)
    backups = [taken(900 * DAY, protected=True), taken(800 * DAY), taken(DAY)]
    assert kept(backups, policy) == [backups[0].id, backups[2].id]


def test_a_backup_from_a_clock_that_was_ahead_does_not_push_out_the_newest() -> None:
    stale = replace(taken(timedelta(days=-9)), start_lsn=10, stop_lsn=20)
    newest = replace(taken(timedelta(hours=1)), start_lsn=30, stop_lsn=40)
    older = replace(taken(timedelta(hours=2)), start_lsn=20, stop_lsn=30)
    assert kept([older, newest, stale], replace(OFF, keep_last=1)) == [newest.id, stale.id]
    elsewhere = replace(older, stop_lsn=99, system_identifier="another database")
    assert kept([elsewhere, newest], replace(OFF, keep_last=1)) == [newest.id]


def test_a_backup_that_cannot_be_restored_takes_no_place() -> None:
    policy = replace(OFF, keep_last=1, keep_full=1, daily=1)
    good, broken = taken(3 * DAY), taken(DAY)
    assert kept([good, broken], policy, unusable={broken.id}) == [good.id]
    within = replace(policy, keep_within=7 * DAY)
    assert kept([good, broken], within, unusable={broken.id}) == [good.id, broken.id]


def test_the_newest_backup_without_bad_pages_stays() -> None:
    policy = replace(OFF, keep_last=1)
    good, *bad = [taken(days * DAY) for days in (20, 10, 1)]
    bad = [replace(one, status=BackupStatus.WARNINGS) for one in bad]
    first, _, last = plan_backups([good, *bad], policy, NOW)
    assert first.reasons == ("the newest backup without bad pages",)
    assert kept([good, *bad], policy) == [good.id, last.backup.id]


# --- WAL and the promised window ----------------------------------------------------------------------------


def moments(world: World) -> dict[tuple[int, int], int]:
    """When each record was written, in hours: later along every line of history."""
    found: dict[tuple[int, int], int] = {}

    def begin_of(timeline: int) -> int:
        if timeline not in world.parent:
            return 0
        ancestor, fork = world.parent[timeline]
        return begin_of(ancestor) + fork - world.begin[ancestor] + timeline

    for timeline, first in world.begin.items():
        for lsn in range(first, world.end[timeline] + 1):
            found[timeline, lsn] = begin_of(timeline) + lsn - first
    return found


def dated(world: World, backups: list[Backup]) -> tuple[World, list[Backup], dict[tuple[int, int], datetime]]:
    when = {place: at(3600 * hours) for place, hours in moments(world).items()}
    rows = []
    for one in world.rows:
        if one.first_lsn < one.end_lsn:
            first, last = when[one.timeline, one.first_lsn], when[one.timeline, one.end_lsn - 1]
            one = msgspec.structs.replace(one, first_time=first, last_time=last)
        rows.append(one)
    made = [
        replace(
            one, started=when[one.stop_timeline, one.stop_lsn], finished=when[one.stop_timeline, one.stop_lsn]
        )
        for one in backups
    ]
    return replace(world, rows=tuple(rows)), sorted(made, key=lambda one: (one.started, one.id)), when


@MODEST
@given(worlds_with_backups(), st.integers(0, 30), st.integers(0, 30), st.randoms(use_true_random=False))
def test_what_was_restorable_in_the_window_still_is(
    case: tuple[World, list[Backup]], now: int, hours: int, chance: random.Random
) -> None:
    assume(case[1])
    world, backups, when = dated(*case)
    backups = [replace(one, type=chance.choice([FULL, INCREMENTAL])) for one in backups]
    policy = replace(OFF, window=hours * timedelta(hours=1), keep_last=chance.randint(0, 1))
    plan = planned(backups, list(world.rows), policy, at(3600 * now))
    left = replace(world, rows=tuple(one for one in world.rows if one not in plan.wal))
    stays = [decision.backup for decision in plan.decisions if decision.keep]

    def reached(of: World, some: list[Backup]) -> set[tuple[int, int]]:
        return set().union(*(walk(of, one) or set() for one in some))

    promised = {place for place in reached(world, backups) if when[place] >= at(3600 * (now - hours))}
    assert promised <= reached(left, stays)
    assert all(walk(left, one) == walk(world, one) or walk(left, one) is not None for one in stays
               if walk(world, one) is not None), "a kept backup keeps its WAL"  # fmt: skip
    assert plan.after == restorable(stays, history_of(left.rows)).windows, "the preview is what is left"


def test_without_a_window_all_wal_since_the_oldest_kept_backup_stays() -> None:
    rows = [row(first, first + 10) for first in range(1, 100, 10)]
    backups = [replace(backup(first, first + 3, finished=first), type=FULL) for first in (12, 42, 72)]
    plan = planned(backups, rows, replace(OFF, keep_last=2), at(100))
    assert plan.expired == (backups[0],)
    assert [one.first_lsn for one in plan.wal] == [1, 11, 21, 31]


def test_old_backups_keep_only_the_wal_that_they_need() -> None:
    rows = [row(first, first + 10, commits=(first, first + 9)) for first in range(1, 100, 10)]
    backups = [replace(backup(first, first + 3, finished=first + 3), type=FULL) for first in (12, 42, 72)]
    plan = planned(backups, rows, replace(OFF, keep_last=3, window=timedelta(seconds=20)), at(100))
    assert plan.expired == ()
    assert [one.first_lsn for one in plan.wal] == [1, 21, 31, 51, 61]
    assert [(w.from_lsn, w.to_lsn) for w in plan.after] == [(15, 20), (45, 50), (75, 100)]
    assert plan.wal_bytes == sum(one.size for one in plan.wal)


def test_the_next_differential_finds_the_wal_since_the_last_full_backup() -> None:
    rows = [row(first, first + 10, commits=(first, first + 9)) for first in range(1, 100, 10)]
    full = replace(backup(12, 13, finished=13), type=FULL)
    later = [replace(backup(first, first + 1, finished=first), type=INCREMENTAL) for first in (42, 72, 92)]
    plan = planned([full, *later], rows, replace(OFF, keep_full=1, window=timedelta(seconds=5)), at(100))
    assert [one.first_lsn for one in plan.wal] == [1]


def test_wal_without_a_backup_is_left_alone() -> None:
    assert plan_wal([], [row(1, 9)]) == ()
    assert planned([], [row(1, 9)], replace(OFF, keep_last=1)).wal == ()


@pytest.mark.parametrize(
    ("after", "hours"), [([(0, 24)], 0), ([(6, 24)], 6), ([(0, 4), (20, 24)], 16), ([], 24)]
)
def test_the_restorable_time_that_is_lost(after: list[tuple[int, int]], hours: int) -> None:
    def windows(spans: list[tuple[int, int]]) -> list[Window]:
        return [Window(1, 0, 1, at(low * 3600), at(high * 3600), "b") for low, high in spans]

    assert lost_time(windows([(0, 24)]), windows(after)) == timedelta(hours=hours)
    assert lost_time([Window(1, 0, 1, None, None, "b")], []) == timedelta()


# --- a schedule ---------------------------------------------------------------------------------------------


class Schedule:
    """A full backup every week, an incremental every hour, an expiry every few hours: on a simulated clock."""

    def __init__(self, policy: Retention) -> None:
        self.policy = policy
        self.backups: list[Backup] = []
        self.rows: list[StretchRow] = []
        self.hour = 0

    def pass_hour(self) -> None:
        """Records are written all the time; the backup takes ten minutes."""
        hour, second = self.hour, 3600 * self.hour
        self.hour += 1
        self.rows.append(row(60 * hour + 1, 60 * hour + 61, commits=(second, second + 3540)))
        type_ = FULL if hour % 168 == 0 else INCREMENTAL
        made = backup(60 * hour + 41, 60 * hour + 51, name=f"h{hour:05}", finished=second + 3000)
        self.backups.append(replace(made, type=type_, started=at(second + 2400)))

    def expire(self) -> ExpirePlan:
        plan = planned(self.backups, self.rows, self.policy, self.now)
        gone = set(plan.expired)
        self.backups = [one for one in self.backups if one not in gone]
        removed = {one.name for one in plan.wal}
        self.rows = [one for one in self.rows if one.name not in removed]
        return plan

    @property
    def now(self) -> datetime:
        return at(3600 * self.hour)


def test_weekly_full_and_hourly_incrementals_with_the_default_rules() -> None:
    schedule = Schedule(Retention())
    for hour in range(24 * 7 * 8):
        schedule.pass_hour()
        if hour % 5:
            continue
        schedule.expire()
        now = schedule.now
        found = restorable(schedule.backups, history_of(schedule.rows))
        assert found.unusable == {}
        window = found.windows[-1]
        assert window.from_time is not None
        assert window.from_time <= max(now - 7 * DAY, at(3600)), "every moment of seven days, at every step"
        assert window.to_lsn == schedule.rows[-1].end_lsn - 1
        old = [one for one in schedule.backups if now - one.finished > 7 * DAY and one.type is INCREMENTAL]
        assert len(old) <= 1, "no incremental is older, but the one that opens the window"
        assert all(one.first_lsn >= 1 for one in schedule.rows)
    young = [one for one in schedule.backups if schedule.now - one.finished <= 7 * DAY]
    assert len(young) == 168, "all incrementals of seven days"
    fulls = [one.id for one in schedule.backups if one.type is FULL]
    # Eight weeks: the fulls of the last four weeks, and of the older ones the last of each month.
    assert fulls == ["h00672", "h00840", "h01008", "h01176"]
    wal_hours = len(schedule.rows)
    assert 7 * 24 <= wal_hours <= 8 * 24 + 2 + len(fulls), "WAL of the window, and what old fulls need"


def test_a_gap_in_the_window_keeps_the_backup_behind_it() -> None:
    schedule = Schedule(replace(OFF, keep_last=1, window=7 * DAY))
    for hour in range(24 * 7):
        schedule.pass_hour()
        if hour == 100:
            del schedule.rows[-1], schedule.backups[-1]
    before = restorable(schedule.backups, history_of(schedule.rows)).windows
    schedule.expire()
    assert [one.id for one in schedule.backups] == ["h00000", "h00101", "h00167"]
    assert restorable(schedule.backups, history_of(schedule.rows)).windows == before


def test_the_example_of_the_user_guide() -> None:
    now = datetime(2030, 2, 13, 12, 30, tzinfo=UTC)
    backups = []
    when = datetime(2029, 6, 3, 0, tzinfo=UTC)
    while when < now:
        type_ = FULL if when.weekday() == 6 and when.hour == 1 else INCREMENTAL
        if type_ is FULL or when > now - 9 * DAY:
            made = backup(1, 2, name=f"{when:%d.%m. %H}")
            backups.append(replace(made, type=type_, started=when, finished=when))
        when += timedelta(hours=1)
    opener = "06.02. 12"
    decisions = plan_backups(backups, Retention(), now, openers={opener})
    stays = [one.backup for one in decisions if one.keep]
    young = [one.id for one in stays if one.finished > now - 7 * DAY]
    assert (len(young), young[0]) == (168, "06.02. 13")
    assert "10.02. 01" in young
    assert [one.id for one in stays if one.id not in young] == [
        "30.09. 01", "28.10. 01", "25.11. 01", "30.12. 01", "27.01. 01", "03.02. 01", opener,
    ]  # fmt: skip
