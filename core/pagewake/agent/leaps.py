"""A clock that leaps ahead: for a day after it nothing is removed, so that somebody can set it right first.

What is in the trash goes when its time is over, and a store on this machine's disk has no clock of its own that
could contradict. The agent therefore remembers when it last saw which time.

While the machine is on, another clock runs beside the one that can be set: how long it has been on. The two go alike,
so that a clock which is set ahead is noticed at once, also by an hour, and also many small leaps that come to one.
Between two starts nobody can tell from here whether the machine was off or its clock is wrong; there only days that
are missing count as a leap.

Expiring and pruning then wait for a day, which costs nothing if the time is right. A clock that is set back ends the
wait. A machine that is often off for as long, or that often stands still (a virtual one that is paused), would wait
each time: a leap that was lived through (no clock was set back) makes leaps of up to three times its length ordinary,
each kind for itself.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LEAP = timedelta(days=3)
"""Between two starts of the machine: less than this is a weekend, and no leap."""
STEP = timedelta(hours=1)
"""While the machine is on: clocks that are kept right are never set by so much."""
WAIT = timedelta(days=1)
ORDINARY = 3
_NONE = timedelta(0)


@dataclass(frozen=True)
class Uptime:
    """Which start of the machine this is, and how long ago it was, by a clock that nobody can set."""

    boot: str
    since: timedelta


@dataclass(frozen=True)
class Leaps:
    """What is remembered: the time that was last seen, the leap that is waited for, the longest that were ordinary."""

    seen: datetime | None = None
    before: datetime | None = None
    """The time before the newest leap; the time that it should have been after it, where that is known."""
    after: datetime | None = None
    longest: timedelta = _NONE
    boot: str = ""
    """The start of the machine in which that time was seen; empty where the machine does not tell."""
    started: datetime | None = None
    """When that was, by the clock as far as it is believed."""
    on: bool = False
    """Whether the newest leap happened while the machine was on."""
    stood: timedelta = _NONE
    """The longest that was ordinary while the machine was on."""

    def at(self, now: datetime, uptime: Uptime | None = None) -> Leaps:
        """What is to be remembered at `now`."""
        boot, started = (uptime.boot, now - uptime.since) if uptime is not None else ("", None)
        if started is not None and self.started is not None and boot == self.boot:
            return self._beside(now, started)
        return replace(self._alone(now), boot=boot, started=started)

    def waits_until(self, now: datetime) -> datetime | None:
        """Until when nothing is removed; None where nothing is in the way of it."""
        if self.after is None or not self.after <= now < self.after + WAIT:
            return None
        return self.after + WAIT

    def _beside(self, now: datetime, started: datetime) -> Leaps:
        """With the other clock: by it the machine was `started` then."""
        assert self.started is not None
        ahead = started - self.started
        if ahead < _NONE:  # set back: what it said before is believed no longer
            return replace(self._taken_back(now), seen=now, started=started)
        longest, stood = self._lived()
        if ahead > max(STEP, ORDINARY * stood):
            return Leaps(now, now - ahead, now, longest, self.boot, started, True, stood)
        return replace(self, seen=now, started=started if ahead > STEP else self.started)

    def _alone(self, now: datetime) -> Leaps:
        """Without it: nobody knows how much of the time has passed that is missing."""
        if self.seen is None:
            return replace(self, seen=now)
        if now < self.seen:
            return replace(self._taken_back(now), seen=now)
        longest, stood = self._lived()
        if now - self.seen > max(LEAP, ORDINARY * longest):
            return Leaps(now, self.seen, now, longest, stood=stood)
        return replace(self, seen=now)

    def _taken_back(self, now: datetime) -> Leaps:
        """The same without the newest leap, where the clock was set back behind it."""
        if self.after is None or now >= self.after:
            return self
        return replace(self, before=None, after=None)

    def _lived(self) -> tuple[timedelta, timedelta]:
        """The longest leap of each kind that nobody took back."""
        length = _NONE if self.before is None or self.after is None else self.after - self.before
        off, on = (_NONE, length) if self.on else (length, _NONE)
        return max(self.longest, off), max(self.stood, on)
