"""What an agent does by itself, as the settings say it: calendars, quiet hours, verification, drills, its own table.

Values without effects; `config` reads them from the file, `schedule` decides by them. All times are UTC, so that no
clock change in spring or autumn skips a backup or takes it twice.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from pagewake.errors import UsageError

if TYPE_CHECKING:
    from apscheduler.triggers.cron import CronTrigger

LEVELS = ("structure", "data", "restore")
LOGS = ("text", "json")
DAY = timedelta(days=1)
CHILD_OF = "PAGEWAKE_AGENT"
"""The environment's variable that tells a command which process is the agent that started it."""

_FIELDS = 5
_DAYS = re.compile(r"[0-7]")
_TIME = r"([01]\d|2[0-3]):([0-5]\d)"
_QUIET = re.compile(rf"{_TIME}\s*-\s*{_TIME}")
_ADDRESS = re.compile(r"(?:\[(?P<six>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9.-]*)):(?P<port>\d{1,5})")
_MOST, _FEWEST = 400, 3
"""Moments that are looked at for the longest time between two: those of `_LONG_ENOUGH`, but so many."""
_LONG_ENOUGH = timedelta(days=400)
_BEGIN = datetime(2024, 1, 1, tzinfo=UTC)  # a leap year, and a Monday
_STEP = timedelta(microseconds=1)


@dataclass(frozen=True)
class Quiet:
    """A time of each day (UTC) in which no heavy work is begun; it may go over midnight."""

    begin: timedelta
    end: timedelta

    def holds(self, moment: datetime) -> bool:
        """Whether a moment is in it."""
        at = moment.astimezone(UTC)
        passed = timedelta(hours=at.hour, minutes=at.minute, seconds=at.second, microseconds=at.microsecond)
        if self.begin <= self.end:
            return self.begin <= passed < self.end
        return passed >= self.begin or passed < self.end

    def over(self, moment: datetime) -> datetime:
        """The first moment from `moment` on that is not in it."""
        if not self.holds(moment):
            return moment
        at = moment.astimezone(UTC)
        midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
        end = midnight + self.end
        return end if end > at else end + DAY

    def __str__(self) -> str:
        def clock(time: timedelta) -> str:
            minutes = int(time.total_seconds()) // 60
            return f"{minutes // 60:02d}:{minutes % 60:02d}"

        return f"{clock(self.begin)}-{clock(self.end)}"


@dataclass(frozen=True)
class VerifyRule:
    """How often a source's backups are verified, and how deep (as `pagewake verify --level`); None is never."""

    every: timedelta | None = None
    level: str = "data"


@dataclass(frozen=True)
class DrillRule:
    """How often a restore is tried and proven, and below which directory; None is never, empty the system's own."""

    every: timedelta | None = None
    scratch: str = ""


@dataclass(frozen=True)
class CopyRule:
    """How often a source is copied into another repository, and into which; None is never."""

    every: timedelta | None = None
    to: str = ""


@dataclass(frozen=True)
class AgentSettings:
    """The agent itself: the table `[agent]`.

    `listen` is the host and port of /metrics and /healthz, empty for none. `jitter` bounds how far runs of different
    sources are moved apart. `refresh` is how often repositories are looked at, `expire` and `prune` how often each
    is done; None is never. `log` is the form of log lines: text or json.
    """

    listen: str = "127.0.0.1:9187"
    jitter: timedelta = timedelta(minutes=5)
    refresh: timedelta = timedelta(minutes=1)
    expire: timedelta | None = DAY
    prune: timedelta | None = DAY
    log: str = "text"


NO_VERIFICATION = VerifyRule()
NO_DRILL = DrillRule()
NO_COPY = CopyRule()
USUAL_AGENT = AgentSettings()


def parse_quiet(text: str) -> Quiet:
    """Read `08:00-18:00`. Raises UsageError."""
    match = _QUIET.fullmatch(text.strip())
    if match is None or match[1] + match[2] == match[3] + match[4]:
        raise UsageError(f"{text!r} is not a time of the day", advice="Write it as 08:00-18:00, in UTC.")
    begin, end = (timedelta(hours=int(match[at]), minutes=int(match[at + 1])) for at in (1, 3))
    return Quiet(begin, end)


def parse_address(text: str) -> tuple[str, int] | None:
    """Read `127.0.0.1:9187`, `[::1]:9187` or `:9187` (all addresses); an empty text is None. Raises UsageError."""
    if not text.strip():
        return None
    match = _ADDRESS.fullmatch(text.strip())
    if match is None or int(match["port"]) > 65535:
        raise UsageError(f"{text!r} is not an address", advice="Write it as 127.0.0.1:9187 or [::1]:9187.")
    return match["six"] or match["host"] or "", int(match["port"])


def is_cron(text: str) -> bool:
    """Whether this is meant as a line of a crontab and not as an interval."""
    return len(text.split()) == _FIELDS


@lru_cache(maxsize=256)
def cron_gap(text: str) -> timedelta:
    """The longest time between two runs of a crontab's line. Raises UsageError."""
    trigger = cron_trigger(text)
    found: list[datetime] = []
    at = _BEGIN
    while len(found) < _FEWEST or (len(found) < _MOST and at - _BEGIN < _LONG_ENOUGH):
        fires = trigger.get_next_fire_time(None, at)
        if fires is None:
            break
        at = fires + _STEP
        found.append(fires)
    if len(found) < 2:
        raise UsageError(f"{text!r} never comes", advice="Check the day and the month.")
    return max(second - first for first, second in pairwise(found))


@lru_cache(maxsize=256)
def cron_trigger(text: str) -> CronTrigger:
    """The calendar of `minute hour day month weekday`, in UTC. Raises UsageError.

    Days of the week have names: crontab counts from Sunday and APScheduler from Monday, so a number would mean one of
    two days.
    """
    from apscheduler.triggers.cron import CronTrigger

    fields = text.split()
    if len(fields) != _FIELDS:
        raise UsageError(f"{text!r} is not a line of a crontab", advice="Write 7d, or '0 2 * * sun'.")
    if _DAYS.search(fields[4].partition("/")[0]):
        raise UsageError(
            f"{text!r} gives a day of the week by number", advice="Write its name, as in '0 2 * * sun'."
        )
    try:
        trigger: CronTrigger = CronTrigger.from_crontab(text, timezone=UTC)
    except (ValueError, TypeError, OverflowError) as error:
        raise UsageError(f"{text!r} is not a line of a crontab: {error}") from None
    return trigger
