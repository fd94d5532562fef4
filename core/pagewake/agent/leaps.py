"""A clock that leaps ahead: for a day after it nothing is removed, so that somebody can set it right first.

What is in the trash goes when its time is over, and a store on this machine's disk has no clock of its own that
could contradict. The agent therefore remembers when it last saw which time. Where days are missing, either nobody
was there (the machine was off) or the clock is wrong, and which of the two nobody can tell from here. So expiring
and pruning wait for a day, which costs nothing if the time is right. A clock that is set back ends the wait.

A machine that is often off for as long would wait each time: a leap that was lived through (no clock was set back)
makes leaps of up to three times its length ordinary.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

LEAP = timedelta(days=3)
"""Less than this is a weekend, and no leap."""
WAIT = timedelta(days=1)
ORDINARY = 3


@dataclass(frozen=True)
class Leaps:
    """What is remembered: the time that was last seen, the leap that is waited for, the longest that was ordinary."""

    seen: datetime | None = None
    before: datetime | None = None
    """The time before the newest leap."""
    after: datetime | None = None
    longest: timedelta = timedelta(0)

    def at(self, now: datetime) -> Leaps:
        """What is to be remembered at `now`."""
        if self.seen is None:
            return replace(self, seen=now)
        if now < self.seen:
            back = self.after is not None and now < self.after
            return Leaps(now, longest=self.longest) if back else replace(self, seen=now)
        gap = now - self.seen
        lived = self._lived(now)
        if gap > max(LEAP, ORDINARY * lived):
            return Leaps(now, self.seen, now, lived)
        return replace(self, seen=now)

    def waits_until(self, now: datetime) -> datetime | None:
        """Until when nothing is removed; None where nothing is in the way of it."""
        if self.after is None or not self.after <= now < self.after + WAIT:
            return None
        return self.after + WAIT

    def _lived(self, now: datetime) -> timedelta:
        """The longest leap that nobody took back."""
        if self.before is None or self.after is None:
            return self.longest
        return max(self.longest, self.after - self.before)
