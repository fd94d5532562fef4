"""A clock that leaps ahead: what waits, for how long, and when it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pagewake.agent.clock_memory import ClockMemory, uptime
from pagewake.agent.leaps import Leaps, Uptime

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def lived(leaps: Leaps, *steps: timedelta) -> tuple[Leaps, datetime]:
    """Through some steps of the clock, from where it was."""
    now = leaps.seen or NOON
    leaps = leaps.at(now)
    for step in steps:
        now += step
        leaps = leaps.at(now)
    return leaps, now


def test_an_ordinary_life_never_waits() -> None:
    leaps, now = Leaps(), NOON
    for step in [HOUR] * 48 + [2 * DAY + 20 * HOUR] + [-HOUR, -DAY, HOUR] * 3:
        leaps, now = leaps.at(now + step), now + step
        assert leaps.waits_until(now) is None


@pytest.mark.parametrize("length", [4 * DAY, 30 * DAY, 3650 * DAY])
def test_after_a_leap_a_day_is_waited(length: timedelta) -> None:
    leaps, now = lived(Leaps(), HOUR, length)
    assert leaps.waits_until(now) == now + DAY
    leaps, later = lived(leaps, *[HOUR] * 23)
    assert leaps.waits_until(later) == now + DAY
    leaps, later = lived(leaps, HOUR)
    assert leaps.waits_until(later) is None


def test_a_clock_that_is_set_right_again_ends_it_and_the_next_leap_counts() -> None:
    leaps, now = lived(Leaps(), HOUR, 30 * DAY, HOUR, -30 * DAY)
    assert leaps.waits_until(now) is None
    leaps, now = lived(leaps, HOUR, 30 * DAY)
    assert leaps.waits_until(now) == now + DAY


def test_a_machine_that_is_often_off_waits_once() -> None:
    leaps, now = lived(Leaps(), HOUR, 7 * DAY, HOUR)
    assert leaps.waits_until(now) is not None
    for _ in range(10):
        leaps, now = lived(leaps, 7 * DAY, HOUR)
        assert leaps.waits_until(now) is None
    leaps, now = lived(leaps, 90 * DAY)
    assert leaps.waits_until(now) == now + DAY


def test_it_is_remembered_over_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "agent" / "a.clock"
    memory = ClockMemory(path)
    assert not memory.look(NOON)
    written = path.read_bytes()
    assert not memory.look(NOON + timedelta(minutes=9))
    assert path.read_bytes() == written
    later = ClockMemory(path)
    assert later.look(NOON + 10 * DAY)
    assert later.before == NOON
    again = ClockMemory(path)
    assert not again.look(NOON + 10 * DAY + HOUR)
    assert again.waits_until(NOON + 10 * DAY + HOUR) == NOON + 11 * DAY


@pytest.mark.parametrize(
    "bad", [b"", b"[]", b'{"seen": 1}', b'{"seen": "2026-01-01T00:00:00"}', b"[" * 9999, b'{"longest": "x"}']
)
def test_a_damaged_memory_of_it_is_begun_anew(tmp_path: Path, bad: bytes) -> None:
    path = tmp_path / "a.clock"
    path.write_bytes(bad)
    memory = ClockMemory(path)
    assert not memory.look(NOON)
    assert ClockMemory(path).look(NOON + 4 * DAY)


def test_a_state_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = ClockMemory(tmp_path / "file" / "a.clock")
    assert not memory.look(NOON)
    assert memory.look(NOON + 4 * DAY)


class Machine:
    """A machine with a clock that can be set, and the time since it was switched on, which cannot."""

    def __init__(self) -> None:
        self.boot, self.on, self.now, self.leaps = 0, timedelta(0), NOON, Leaps()
        self.look()

    def look(self) -> bool:
        """What an agent sees; whether nothing is removed then."""
        self.leaps = self.leaps.at(self.now, Uptime(str(self.boot), self.on))
        return self.leaps.waits_until(self.now) is not None

    def passes(self, time: timedelta) -> bool:
        self.now += time
        self.on += time
        return self.look()

    def is_set(self, by: timedelta) -> bool:
        self.now += by
        return self.look()

    def is_off(self, time: timedelta) -> bool:
        self.boot, self.on = self.boot + 1, timedelta(seconds=30)
        self.now += time
        return self.look()


@pytest.mark.parametrize("length", [2 * HOUR, 2 * DAY, 30 * DAY])
def test_a_clock_that_is_set_ahead_while_the_machine_is_on_is_noticed(length: timedelta) -> None:
    machine = Machine()
    assert not machine.passes(5 * DAY)
    assert machine.is_set(length)
    assert machine.leaps.before == NOON + 5 * DAY
    assert machine.passes(23 * HOUR)
    assert not machine.passes(HOUR)
    assert not machine.passes(30 * DAY)


def test_many_small_leaps_come_to_one() -> None:
    machine = Machine()
    seen = [machine.is_set(timedelta(minutes=7)) or machine.passes(HOUR) for _ in range(9)]
    assert seen == [False] * 8 + [True]


def test_a_clock_that_is_kept_right_is_never_waited_for() -> None:
    machine = Machine()
    for number in range(400):
        assert not machine.is_set(timedelta(seconds=40 * (-1) ** number))
        assert not machine.passes(DAY)
    assert not machine.is_off(2 * DAY)
    assert not machine.passes(timedelta(minutes=1))


def test_a_clock_that_is_set_back_is_believed_and_not_what_it_said_before() -> None:
    machine = Machine()
    machine.passes(HOUR)
    assert machine.is_set(2 * DAY)
    assert not machine.is_set(-2 * DAY)
    machine.passes(DAY)
    assert machine.is_set(2 * DAY)
    machine.passes(HOUR)
    assert not machine.is_set(-3 * DAY)
    assert machine.is_set(3 * HOUR)


def test_a_machine_that_stands_still_every_night_waits_once() -> None:
    """A virtual one that is paused: its own clocks stand, and the time is put right afterwards."""
    machine = Machine()
    assert machine.is_set(8 * HOUR)
    machine.passes(3 * DAY)
    for _ in range(20):
        assert not machine.is_set(8 * HOUR)
        assert not machine.passes(16 * HOUR)
    assert machine.is_set(30 * HOUR)


def test_that_a_machine_is_often_off_says_nothing_of_its_clock_while_it_is_on() -> None:
    machine = Machine()
    assert machine.is_off(7 * DAY)
    machine.passes(2 * DAY)
    assert not machine.is_off(7 * DAY)
    assert machine.is_set(5 * HOUR)


def test_the_start_of_the_machine_is_remembered_over_a_restart_of_the_agent(tmp_path: Path) -> None:
    path, on = tmp_path / "a.clock", timedelta(days=9)
    assert not ClockMemory(path, lambda: Uptime("one", on)).look(NOON)
    assert not ClockMemory(path, lambda: Uptime("one", on + 5 * DAY)).look(NOON + 5 * DAY)
    assert ClockMemory(path, lambda: Uptime("one", on + 5 * DAY)).look(NOON + 5 * DAY + 2 * HOUR)
    assert not ClockMemory(path, lambda: Uptime("two", HOUR)).look(NOON + 5 * DAY + 4 * HOUR)


def test_this_machine_tells_since_when_it_is_on() -> None:
    first, second = uptime(), uptime()
    if first is None or second is None:
        pytest.skip("this machine does not tell")
    assert first.boot == second.boot and timedelta(0) < first.since <= second.since
