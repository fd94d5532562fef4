"""Weeks of schedules on a simulated clock: what was promised is kept, whatever the agent and the clock do."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.config import Schedule, SourceSettings
from pagewake.errors import UsageError
from pagewake.routine import (
    AgentSettings,
    DrillRule,
    VerifyRule,
    cron_gap,
    cron_trigger,
    parse_address,
    parse_quiet,
)
from pagewake.schedule import (
    AHEAD,
    Attempt,
    Due,
    Past,
    Task,
    jitter_of,
    next_backup,
    next_tasks,
    pause_after,
)

START = datetime(2026, 1, 5, 7, 13, 11, tzinfo=UTC)
AGENT = AgentSettings()
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
WEEKLY = Schedule(7 * DAY, DAY, HOUR)


@dataclass
class World:
    """A source, its repository's memory and a clock; `takes` is how long a job runs."""

    source: SourceSettings
    now: datetime = START
    takes: timedelta = MINUTE
    agent: AgentSettings = AGENT
    begun: dict[str, list[datetime]] = field(default_factory=dict)
    log: list[tuple[datetime, Due]] = field(default_factory=list)

    def past(self) -> Past:
        def when(name: str) -> tuple[datetime, ...]:
            return tuple(self.begun.get(name, ())[-100:])

        done = {task: when(task) for task in (Task.VERIFY, Task.DRILL, Task.EXPIRE)}
        return Past(when("full"), when("differential"), when("incremental"), done)

    def tasks(self) -> list[Due]:
        return next_tasks(self.source, self.past(), self.agent, self.now)

    def run(self, until: datetime) -> None:
        """The agent runs until then, one job after the other."""
        while True:
            first = self.tasks()[0]
            if max(first.at, self.now) >= until:
                break
            self.now = max(first.at, self.now)
            assert first.is_due(self.now)
            self.log.append((self.now, first))
            name = first.type or first.task.value
            self.begun.setdefault("incremental" if name == "auto" else name, []).append(self.now)
            self.now += self.takes
        self.now = max(self.now, until)

    def backups(self, *types: str) -> list[datetime]:
        return [at for at, due in self.log if due.task is Task.BACKUP and (not types or due.type in types)]


def shop(**changes: object) -> SourceSettings:
    return replace(SourceSettings("shop", "/srv/shop", schedule=WEEKLY), **changes)  # type: ignore[arg-type]


def longest(times: list[datetime]) -> timedelta:
    return max(second - first for first, second in pairwise(times))


def test_twelve_weeks_keep_every_interval() -> None:
    world = World(shop(verify=VerifyRule(DAY), drill=DrillRule(7 * DAY)))
    world.run(START + 84 * DAY)
    fulls, backups = world.backups("full"), world.backups()
    assert world.log[0][1].type == "full"
    assert world.log[0][0] == START
    assert longest(backups) <= HOUR + 4 * MINUTE  # as long as a job before it may take
    assert len(backups) in range(84 * 24, 84 * 24 + 3)
    assert len(fulls) == 13
    assert all(second - first == 7 * DAY for first, second in pairwise(fulls[1:]))
    assert len(world.backups("differential")) == 84 - 12
    for task, every in ((Task.VERIFY, DAY), (Task.DRILL, 7 * DAY), (Task.EXPIRE, DAY)):
        times = [at for at, due in world.log if due.task is task]
        assert longest(times) <= every + 5 * MINUTE
        assert len(times) <= 84 * DAY // every + 2


def test_what_was_missed_is_done_once() -> None:
    world = World(shop())
    world.run(START + 3 * DAY)
    world.now += (
        10 * DAY + 17 * MINUTE
    )  # nobody is there: 240 incrementals, 10 differentials and one full missed
    back = world.now
    world.run(back + 61 * MINUTE)
    since = [(at, due.type) for at, due in world.log if at >= back and due.task is Task.BACKUP]
    assert since[0] == (back, "full")
    assert len(since) <= 3
    assert len([type_ for at, type_ in since if at == back]) == 1


SCHEDULES = st.builds(
    Schedule,
    st.sampled_from([None, DAY, 7 * DAY]),
    st.sampled_from([None, 6 * HOUR, DAY]),
    st.sampled_from([None, 10 * MINUTE, HOUR, 7 * HOUR]),
)
LENGTHS = st.integers(1, 5000).map(lambda seconds: timedelta(seconds=seconds))


@settings(max_examples=30, deadline=None)
@given(SCHEDULES, LENGTHS, st.lists(st.tuples(st.integers(1, 30), st.integers(1, 100)), max_size=4))
def test_promises_under_outages(schedule: Schedule, takes: timedelta, outages: list[tuple[int, int]]) -> None:
    promises_under_outages(schedule, takes, outages)


@pytest.mark.torture
@settings(max_examples=600, deadline=None)
@given(SCHEDULES, LENGTHS, st.lists(st.tuples(st.integers(1, 90), st.integers(1, 100)), max_size=6))
def test_promises_under_many_outages(
    schedule: Schedule, takes: timedelta, outages: list[tuple[int, int]]
) -> None:
    promises_under_outages(schedule, takes, outages)


def promises_under_outages(schedule: Schedule, takes: timedelta, outages: list[tuple[int, int]]) -> None:
    every = [one for one in schedule.intervals.values() if one]
    world = World(shop(schedule=schedule), takes=takes, agent=AgentSettings(expire=None))
    if not every:
        assert world.tasks() == []
        return
    for hours, away in outages:
        world.run(world.now + hours * HOUR)
        before = world.now
        world.now += away * HOUR
        back = world.now
        world.run(back + timedelta(seconds=1))
        caught_up = [at for at in world.backups() if back <= at]
        # One run makes up for all that was missed; the next is one that comes by itself.
        assert len(caught_up) <= 1
        if world.backups() and back - before > min(every):
            assert caught_up == [back]
    world.run(world.now + 2 * DAY)
    begins = world.backups()
    assert all(second - first >= takes for first, second in pairwise(begins))
    away_hours = sum(away for _, away in outages)
    assert longest([*begins, world.now]) <= min(every) + takes + away_hours * HOUR + timedelta(seconds=1)
    # A restart remembers nothing but the repository: the same answer.
    assert next_backup(world.source, world.past(), world.agent, world.now) == next_backup(
        world.source, world.past(), world.agent, world.now
    )


@settings(max_examples=40, deadline=None)
@given(jumps=st.lists(st.tuples(st.integers(1, 30), st.integers(-60 * 24 * 3, 60 * 24 * 3)), max_size=5))
def test_a_clock_that_jumps_starves_nothing_and_floods_nothing(jumps: list[tuple[int, int]]) -> None:
    world = World(shop())
    for hours, minutes in jumps:
        world.run(world.now + hours * HOUR)
        world.now += minutes * MINUTE
        count, at = len(world.backups()), world.now
        world.run(world.now + 2 * HOUR)
        new = world.backups()[count:]
        assert new, "a backup within the interval after the jump"
        assert new[0] - at <= HOUR + AHEAD
        assert len(new) <= 4


def test_what_is_larger_makes_the_smaller_unnecessary() -> None:
    at = datetime(2026, 2, 2, tzinfo=UTC)
    agent = AgentSettings(jitter=timedelta(0))
    past = Past((at - 7 * DAY,), (at - DAY,), (at - HOUR,))
    source = shop(schedule=Schedule(7 * DAY, DAY, HOUR))
    thursday = datetime(2026, 2, 5, tzinfo=UTC)  # the grid of weeks begins with 1970-01-01, a Thursday
    due = next_backup(source, past, agent, thursday)
    assert due is not None and due.type == "full" and due.grid == due.at == datetime(2026, 1, 29, tzinfo=UTC)
    after = next_backup(source, replace(past, fulls=(*past.fulls, thursday)), agent, thursday + MINUTE)
    assert after is not None and after.type == "auto" and after.at == thursday + HOUR


def test_without_a_rule_for_full_backups_none_is_taken_but_the_first() -> None:
    world = World(shop(schedule=Schedule(None, None, HOUR)), agent=AgentSettings(expire=None))
    world.run(START + 30 * DAY)
    assert len(world.backups("full")) == 1
    assert {due.type for _, due in world.log} == {"full", "incremental"}


def test_quiet_hours_hold_back_heavy_work_and_no_incrementals() -> None:
    quiet = parse_quiet("08:00-18:00")
    source = shop(
        quiet=quiet, verify=VerifyRule(DAY), drill=DrillRule(DAY), schedule=Schedule(DAY, None, HOUR)
    )
    world = World(source)
    world.run(START + 14 * DAY)
    heavy = [at for at, due in world.log if due.type == "full" or due.task in (Task.VERIFY, Task.DRILL)]
    assert heavy and not any(quiet.holds(at) for at in heavy)
    assert longest(world.backups()) <= HOUR + 5 * MINUTE
    in_quiet = {due.type for at, due in world.log if due.task is Task.BACKUP and quiet.holds(at)}
    assert in_quiet == {"incremental"}  # `auto` might choose a full one


def test_quiet_hours_over_midnight() -> None:
    quiet = parse_quiet("22:30-06:00")
    late, early = datetime(2026, 1, 5, 23, tzinfo=UTC), datetime(2026, 1, 6, 1, tzinfo=UTC)
    assert quiet.over(late) == quiet.over(early) == datetime(2026, 1, 6, 6, tzinfo=UTC)
    assert not quiet.holds(datetime(2026, 1, 6, 6, tzinfo=UTC))
    assert str(quiet) == "22:30-06:00"


def test_a_failure_is_tried_again_later_and_later() -> None:
    past = Past((START,), (), (START,))
    due = next_backup(shop(), past, AGENT, START + 2 * HOUR)
    assert due is not None and due.is_due(START + 2 * HOUR)
    tried = START + 2 * HOUR
    waits = []
    for failures in range(1, 12):
        attempt = {Task.BACKUP: Attempt(failures, tried)}
        again = next_backup(shop(), replace(past, attempts=attempt), AGENT, tried + timedelta(seconds=1))
        assert again is not None
        waits.append(again.at - tried)
    assert waits[:4] == [MINUTE, 2 * MINUTE, 4 * MINUTE, 8 * MINUTE]
    assert max(waits) == HOUR
    assert pause_after(9, timedelta(seconds=2)) == timedelta(seconds=2)
    # A failure in the future happened on a wrong clock.
    wrong = replace(past, attempts={Task.BACKUP: Attempt(9, tried + DAY)})
    found = next_backup(shop(), wrong, AGENT, tried)
    assert found is not None and found.is_due(tried)


def test_lines_of_a_crontab() -> None:
    schedule = Schedule(cron_gap("0 2 * * sun"), None, HOUR, (("full", "0 2 * * sun"),))
    assert schedule.full == 7 * DAY
    world = World(shop(schedule=schedule), agent=AgentSettings(expire=None))
    world.run(START + 28 * DAY)
    fulls = world.backups("full")
    assert [at.strftime("%a %H:%M") for at in fulls[1:]] == ["Sun 02:00"] * 4
    assert cron_gap("0 8-17 * * mon-fri") == timedelta(days=2, hours=15)


@pytest.mark.parametrize(
    "text", ["0 2 * * 0", "0 25 * * *", "0 2 30 2 *", "0 2 * *", "x y z a b", "0 2 * * sun-mon extra"]
)
def test_lines_that_mean_nothing(text: str) -> None:
    with pytest.raises(UsageError):
        cron_gap(text)


def test_moments_of_a_calendar_are_utc_and_only_go_forward() -> None:
    trigger = cron_trigger("30 2 * * *")
    at = datetime(2026, 10, 20, tzinfo=UTC)
    for _ in range(20):  # over the day on which clocks are set back in Europe
        fires = trigger.get_next_fire_time(None, at)
        assert fires is not None and at <= fires <= at + DAY and (fires.hour, fires.minute) == (2, 30)
        at = fires + MINUTE


def test_jitter_is_the_sources_own_and_bounded() -> None:
    spread = {jitter_of(f"db{number}", 5 * MINUTE, HOUR) for number in range(200)}
    assert len(spread) > 100
    assert max(spread) < 5 * MINUTE and min(spread) >= timedelta(0)
    assert jitter_of("shop", 5 * MINUTE, MINUTE) < MINUTE / 4
    assert jitter_of("shop", 5 * MINUTE, HOUR) == jitter_of("shop", 5 * MINUTE, HOUR)


def test_addresses() -> None:
    assert parse_address("127.0.0.1:9187") == ("127.0.0.1", 9187)
    assert parse_address("[::1]:9187") == ("::1", 9187)
    assert parse_address(":80") == ("", 80)
    assert parse_address("") is None
    for wrong in ("localhost", "a:b", "1.2.3.4:99999", "http://x:1"):
        with pytest.raises(UsageError):
            parse_address(wrong)
