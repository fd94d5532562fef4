"""Weeks of backups with retention, on a simulated clock: the window promised is the window kept.

After every week each promised moment can be restored, some are, and compared with what was committed; the dry runs'
bytes are those that went; what is held, in the trash, or brought back is whole; and the number of objects is what the
rules let stand. All 24 weeks of hourly backups run in torture.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from tests.expire.simulated import DAY, HOUR, SOURCE, Life
from tests.expire.test_end_to_end import OFF

from pagewake.config import Retention
from pagewake.expire.trash import hold, undelete, undo, unhold

WEEK_HOURS = 7 * 24
SHORT = Retention(keep_full=1, keep_within=2 * DAY, daily=2, weekly=2, monthly=1, window=2 * DAY + 5 * HOUR)


@dataclass(frozen=True)
class Wrong:
    """For so many `hours` the clock is wrong `by` some time, and set forward and back by up to `unsteady`."""

    hours: int
    by: timedelta = timedelta()
    unsteady: timedelta = timedelta()


@dataclass
class Weeks:
    """Some weeks of a life, with what people do in them. `clock` says from which hour on it is wrong."""

    life: Life
    maintained: int
    """Expiry and prune run once in so many hours."""
    clock: Mapping[int, Wrong]
    forever: str = ""
    borrowed: list[str] = field(default_factory=list)

    def live(self, weeks: int) -> None:
        """Hour by hour."""
        life = self.life
        (self.forever,) = (one.id for one in life.open().backups())
        hold(life.open(), [self.forever], "the very first", now=life.clock.now)
        for week in range(weeks):
            for hour in range(WEEK_HOURS):
                self._set_clock(week * WEEK_HOURS + hour)
                life.hour()
                if life.hours % self.maintained == 3:
                    life.expire()
                    life.check_window(moments=0, restores=0)
                if life.hours % self.maintained == 4:
                    life.prune()
                if hour == 70:
                    self.people(week)
            self.check()
        self.finish()

    def people(self, week: int) -> None:
        """One backup comes back and is held for a week; in some weeks a whole expiry is taken back."""
        life = self.life
        if self.borrowed:
            assert unhold(life.open(), self.borrowed) == tuple(self.borrowed)
            self.borrowed = []
        trash = sorted(life.open().keeping.of(SOURCE).in_trash)
        if not trash:
            return
        life.check_backup(life.chance.choice(trash))
        if week % 3 == 2:
            before = life.windows(life.open())
            back = undo(life.open())
            assert set(back.backups) == set(trash)
            after = life.windows(life.open())
            assert min(one.from_lsn for one in after) <= min(one.from_lsn for one in before)
            life.check_backup(life.chance.choice(trash))
            life.expire()
        self.borrowed = [life.chance.choice(sorted(life.open().keeping.of(SOURCE).in_trash))]
        assert undelete(life.open(), self.borrowed, now=life.clock.now).backups == tuple(self.borrowed)

    def check(self) -> None:
        """What was promised is there, and no more than that."""
        life = self.life
        life.check_window(moments=12, restores=4)
        life.verify()
        for one in (self.forever, *self.borrowed):
            life.check_backup(one)
        counts = life.counts()
        assert counts["wal"] == counts["summaries"]
        assert counts["backups"] <= self.allowed, counts
        assert counts["wal"] <= 2 * self.allowed, counts
        assert counts["packs"] <= 100 + self.allowed, counts
        rest = sum(
            number for kind, number in counts.items() if kind not in ("backups", "wal", "summaries", "packs")
        )
        assert rest <= self.allowed + 40, counts

    @property
    def allowed(self) -> int:
        """So many backups may stand: those of the promised time and of the trash, and what the rules pick."""
        policy = self.life.policy
        assert policy.window is not None
        # Whatever an undo took out of the trash begins its time there anew.
        time = policy.window + 2 * self.life.trash + timedelta(hours=self.maintained) + self.longest_wrong
        picked = policy.keep_full + policy.daily + policy.weekly + policy.monthly
        return time // (self.life.every * HOUR) + picked + len(self.borrowed) + 2

    @property
    def longest_wrong(self) -> timedelta:
        """What a clock that was ahead adds to the time in the trash."""
        return max((one.by for one in self.clock.values()), default=timedelta())

    def finish(self) -> None:
        """Nothing is lost, and without trash and grace the space is that of what is kept."""
        life = self.life
        life.clock.wrong = life.clock.unsteady = timedelta()
        life.expire()
        life.prune(purge_trash=True)
        life.clock.true += 2 * DAY
        plan = life.prune(grace=timedelta()).plan
        assert plan.delete or plan.live_bytes
        life.prune(grace=timedelta())
        packs = sum(size for key, size in life.content().items() if key.startswith("packs/"))
        assert packs <= plan.live_bytes / 0.35
        for one in life.open().backups()[:3]:
            life.check_backup(one.id)
        life.database.close()

    def _set_clock(self, hour: int) -> None:
        for begin, wrong in self.clock.items():
            if begin <= hour < begin + wrong.hours:
                self.life.clock.wrong, self.life.clock.unsteady = wrong.by, wrong.unsteady
                return
        self.life.clock.wrong = self.life.clock.unsteady = timedelta()


def test_some_weeks_keep_what_they_promise(tmp_path: Path) -> None:
    """Fewer backups, shorter promises; otherwise all that happens in the long run."""
    life = Life(tmp_path, 1, SHORT, trash=2 * DAY, every=6)
    clock = {
        200: Wrong(9, -5 * HOUR),
        260: Wrong(20, timedelta(), timedelta(milliseconds=700)),
        300: Wrong(10, 3 * HOUR),
        400: Wrong(30, -26 * HOUR, timedelta(seconds=2)),
    }
    Weeks(life, 48, clock).live(3)


def test_a_backup_made_while_the_clock_was_behind_opens_no_window(tmp_path: Path) -> None:
    """It says that it was finished hours ago, and holds what was committed since: it cannot be restored to then."""
    life = Life(tmp_path, 3, replace(OFF, keep_last=1, window=5.5 * HOUR))
    for hour in range(22):
        life.clock.wrong = -4.8 * HOUR if 8 <= hour < 11 else timedelta()
        life.hour()
        if hour >= 11:
            life.expire()
            life.check_window(moments=1, restores=1)
    life.database.close()


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_24_weeks_of_hourly_backups_keep_what_they_promise(tmp_path: Path) -> None:
    """4,032 backups with the default rules and a trash of a week; the clock goes wrong now and then."""
    clock = {
        500: Wrong(40, timedelta(), timedelta(milliseconds=700)),
        840: Wrong(5, -2 * HOUR),
        1200: Wrong(3, 90 * timedelta(minutes=1)),
        1700: Wrong(12, -DAY),
        2300: Wrong(30, 30 * HOUR, timedelta(seconds=3)),
        3000: Wrong(2, -10 * DAY),
        3500: Wrong(26, 3 * DAY),
    }
    Weeks(Life(tmp_path, 2, Retention()), 24, clock).live(24)


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(3, 7))
def test_weeks_with_a_clock_that_nobody_can_trust(tmp_path: Path, seed: int) -> None:
    """Every few days the clock is wrong by anything up to days, forward or back."""
    life = Life(tmp_path, seed, SHORT, trash=2 * DAY, every=3)
    clock, hour = {}, 0
    while hour < 8 * WEEK_HOURS:
        hour += life.chance.randint(20, 160)
        unsteady = timedelta(seconds=life.chance.choice((0, 0, 0.5, 5)))
        clock[hour] = Wrong(life.chance.randint(1, 40), life.chance.uniform(-3, 3) * DAY, unsteady)
        hour += 40
    Weeks(life, 24, clock).live(8)
