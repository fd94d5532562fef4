"""What an agent has to do next, and why. Pure: decided by the settings, what the repository remembers, and the clock.

Every task of a source has a grid of moments: the multiples of its interval since the beginning of 1970, moved by the
source's own jitter, or the moments of a crontab's line; all in UTC. A task is due at the first moment of its grid
after it was last begun. So it is begun at most one interval after it was last begun, no drift adds up, and after a
time in which no agent ran (or a clock that was set ahead) what was missed is done once, at once, not as often as it
was missed. What a repository says to have happened in the future (a clock that was set back since) did not happen.

A full backup is a differential and an incremental one as well, and a differential is an incremental one: where
several are due, the largest is taken and the others are done with it.

A task that failed is tried again after a minute, then after twice that, and so on, but never less often than its own
interval or once an hour. In a source's quiet hours only incrementals begin.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from pagewake.config import SourceSettings
from pagewake.routine import AgentSettings, Quiet, cron_trigger
from pagewake.units import counted, duration_code

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
AHEAD = timedelta(minutes=5)
"""How far another machine's clock may be ahead: what happened later than that happened on a wrong clock."""
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=1)
TYPES = ("full", "differential", "incremental")
"""Types of backups, the largest first."""
_STEP = timedelta(microseconds=1)


class Task(StrEnum):
    """What an agent does by itself; of what is due at one moment the first here comes first."""

    BACKUP = "backup"
    COPY = "copy"
    VERIFY = "verify"
    DRILL = "drill"
    EXPIRE = "expire"
    PRUNE = "prune"


LANES: Mapping[Task, str] = {
    Task.BACKUP: "backup",
    Task.EXPIRE: "maintenance",
    Task.PRUNE: "maintenance",
    Task.COPY: "reading",
    Task.VERIFY: "reading",
    Task.DRILL: "reading",
}
"""What runs beside what: in each repository one job of each lane at a time. A backup never waits for a prune."""


@dataclass(frozen=True)
class Attempt:
    """Failures in a row of one task, and when the last of them was begun."""

    failures: int
    last: datetime


@dataclass(frozen=True)
class Past:
    """What is known of one source (or of one repository, for its prune).

    Each task's beginnings, in any order: `fulls`, `differentials` and `incrementals` of the backups that are kept;
    the others are those that came to an end, whatever they found. `attempts` are failures since.
    """

    fulls: tuple[datetime, ...] = ()
    differentials: tuple[datetime, ...] = ()
    incrementals: tuple[datetime, ...] = ()
    done: Mapping[Task, tuple[datetime, ...]] = field(default_factory=dict)
    attempts: Mapping[Task, Attempt] = field(default_factory=dict)


@dataclass(frozen=True)
class Due:
    """One task and when it is to begin; a moment that has passed means now.

    `type` is what `pagewake backup --type` takes. `grid` is the moment that it is due at by its interval alone:
    earlier than `at` where a failure or quiet hours move it, and `EPOCH` where it was never done. `reason` says why in
    a few words.
    """

    task: Task
    at: datetime
    grid: datetime
    reason: str
    type: str = ""

    def is_due(self, now: datetime) -> bool:
        """Whether it is to begin."""
        return self.at <= now


@dataclass(frozen=True)
class _Beat:
    """When something happens by itself: a grid of moments."""

    text: str
    every: timedelta
    after: Callable[[datetime], datetime]


def jitter_of(name: str, bound: timedelta, interval: timedelta) -> timedelta:
    """How far a source's moments are moved: less than `bound` and than a quarter of the interval.

    The same on every machine and after every restart, because it follows from the name alone.
    """
    most = min(bound, interval / 4)
    share = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "big") / 2**64
    return timedelta(seconds=int(most.total_seconds() * share))


def next_backup(source: SourceSettings, past: Past, agent: AgentSettings, now: datetime) -> Due | None:
    """The source's next backup; None where no backups are wanted."""
    beats = _backup_beats(source, agent)
    if not beats:
        return None
    has_full = _newest(past.fulls, now) is not None
    found: list[Due] = []
    for name, beat in beats.items():  # the largest first
        last = _newest(_counted_as(name, past), now)
        at = now if last is None else beat.after(last)
        reason = f"{name} {beat.text}, {_said(last)}"
        quiet = source.quiet if name != "incremental" or not has_full else None
        grid = at if last is not None else EPOCH
        found.append(Due(Task.BACKUP, _free(at, quiet, now), grid, reason, name))
    # Of those that are due the largest, and the others are done with it; else the first, at one moment the largest.
    due = next((one for one in found if one.at <= now), None) or min(found, key=lambda one: one.at)
    if not has_full:
        due = replace(due, type="full", reason="there is no full backup of it to build on")
    elif due.type == "incremental" and _may_grow(source, max(due.at, now)):
        due = replace(due, type="auto")
    return _paused(due, past, min(beat.every for beat in beats.values()), now)


def next_of(
    task: Task,
    name: str,
    interval: timedelta | None,
    past: Past,
    agent: AgentSettings,
    now: datetime,
    *,
    quiet: Quiet | None = None,
) -> Due | None:
    """The next run of any other task; None where it is not wanted. `name` is what it is about, for its jitter."""
    if interval is None:
        return None
    beat = _every(interval, jitter_of(f"{task.value} {name}", agent.jitter, interval))
    last = _newest(past.done.get(task, ()), now)
    at = now if last is None else beat.after(last)
    grid = at if last is not None else EPOCH
    due = Due(task, _free(at, quiet, now), grid, f"{beat.text}, {_said(last)}")
    return _paused(due, past, interval, now)


def next_tasks(source: SourceSettings, past: Past, agent: AgentSettings, now: datetime) -> list[Due]:
    """All that is to be done for one source, each task once, in the order in which it is to be begun.

    Before there is a backup nothing can be copied, verified, tried or removed.
    """
    found = [next_backup(source, past, agent, now)]
    if any(_newest(times, now) for times in (past.fulls, past.differentials, past.incrementals)):
        for task, interval in (
            (Task.COPY, source.copy.every),
            (Task.VERIFY, source.verify.every),
            (Task.DRILL, source.drill.every),
            (Task.EXPIRE, agent.expire if source.retention_given else None),
        ):
            quiet = source.quiet if task in (Task.VERIFY, Task.DRILL) else None
            found.append(next_of(task, source.name, interval, past, agent, now, quiet=quiet))
    order = list(Task)
    return sorted(
        (due for due in found if due is not None), key=lambda due: (max(due.at, now), order.index(due.task))
    )


def pause_after(failures: int, interval: timedelta) -> timedelta:
    """How long to wait after so many failures in a row: a minute, then twice that; at most an hour."""
    longest = max(min(interval, LONGEST_PAUSE), min(FIRST_PAUSE, interval))
    doubled: timedelta = FIRST_PAUSE * 2 ** min(max(failures - 1, 0), 10)
    return min(doubled, longest)


def _backup_beats(source: SourceSettings, agent: AgentSettings) -> dict[str, _Beat]:
    """The grids of a source's backups, the largest type first. One jitter for all, so that their moments coincide."""
    schedule = source.schedule
    wanted = {name: every for name, every in schedule.intervals.items() if every is not None}
    offset = jitter_of(source.name, agent.jitter, min(wanted.values(), default=FIRST_PAUSE))
    return {
        name: _calendar(schedule.calendar[name], every)
        if name in schedule.calendar
        else _every(every, offset)
        for name, every in wanted.items()
    }


def _counted_as(name: str, past: Past) -> tuple[datetime, ...]:
    """The backups that count as one type: a larger one is also each smaller one."""
    groups = (past.fulls, past.differentials, past.incrementals)
    return tuple(time for group in groups[: TYPES.index(name) + 1] for time in group)


def _every(interval: timedelta, offset: timedelta) -> _Beat:
    def after(moment: datetime) -> datetime:
        return EPOCH + offset + ((moment - EPOCH - offset) // interval + 1) * interval

    return _Beat(f"every {duration_code(interval)}", interval, after)


def _calendar(line: str, interval: timedelta) -> _Beat:
    trigger = cron_trigger(line)

    def after(moment: datetime) -> datetime:
        fires: datetime = trigger.get_next_fire_time(None, moment.astimezone(UTC) + _STEP)
        return fires.astimezone(UTC)

    return _Beat(f"at '{line}'", interval, after)


def _may_grow(source: SourceSettings, moment: datetime) -> bool:
    """Whether an incremental may become a full backup where that is the better one, as `auto` decides."""
    quiet = source.quiet is not None and source.quiet.holds(moment)
    return source.schedule.full is not None and not quiet


def _newest(times: Iterable[datetime], now: datetime) -> datetime | None:
    return max((time for time in times if time <= now + AHEAD), default=None)


def _free(at: datetime, quiet: Quiet | None, now: datetime) -> datetime:
    """When something that is due at `at` may begin, seen from `now`."""
    begins = max(at, now)
    return at if quiet is None or not quiet.holds(begins) else quiet.over(begins)


def _paused(due: Due, past: Past, interval: timedelta, now: datetime) -> Due:
    """As it is due, but not before the pause after a failure is over."""
    attempt = past.attempts.get(due.task)
    if attempt is None or not attempt.failures or attempt.last > now + AHEAD:
        return due
    again = attempt.last + pause_after(attempt.failures, interval)
    if again <= due.at:
        return due
    return replace(
        due, at=again, reason=f"{due.reason}; it failed {counted(attempt.failures, 'time')} in a row"
    )


def _said(last: datetime | None) -> str:
    return "none was begun yet" if last is None else f"the last was begun {last:%Y-%m-%d %H:%M:%S} UTC"
