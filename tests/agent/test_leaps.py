"""A clock that leaps ahead: what waits, for how long, and when it does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from pagewake.agent.clock_memory import ClockMemory
from pagewake.agent.leaps import Leaps

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
