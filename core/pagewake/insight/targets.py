"""Whether a restore target lies inside what can be restored, and the nearest points where it does not. Pure.

An answer at once, from windows alone, for a face that asks while somebody types. The plan of the restore has the last
word: it looks at the records themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from pagewake.insight.timeline import SourceTimeline
from pagewake.model import RestoreTarget, TargetKind, Window


class Where(StrEnum):
    """Where a target lies."""

    INSIDE = "inside"
    EARLIER = "earlier"
    """Before everything that can be restored."""
    LATER = "later"
    """Behind everything that can be restored."""
    BETWEEN = "between"
    """In a gap."""
    NOWHERE = "nowhere"
    """Nothing can be restored at all."""
    UNKNOWN = "unknown"
    """Only the log itself can tell."""


@dataclass(frozen=True)
class Reachable:
    """`before` and `after` are the nearest targets that can be reached; `reason` is that of the gap between them."""

    where: Where
    before: RestoreTarget | None = None
    after: RestoreTarget | None = None
    reason: str = ""

    @property
    def ok(self) -> bool:
        """Whether nothing is known to speak against it."""
        return self.where in (Where.INSIDE, Where.UNKNOWN)


def reachable(timeline: SourceTimeline, target: RestoreTarget) -> Reachable:
    """Look a target up in the windows of its source."""
    usable = [one for one in timeline.kept if one.id not in timeline.unusable]
    if not usable:
        return Reachable(Where.NOWHERE)
    windows = [one for one in timeline.windows if target.timeline in (None, one.timeline)]
    match target.kind, target.value:
        case TargetKind.TIME, datetime() as moment:
            return _in_time(timeline, windows, moment, target)
        case TargetKind.LSN, int() as lsn:
            return _in_log(timeline, windows, lsn, target)
        case TargetKind.NAME, str() as name:
            if not any(point.name == name for point in timeline.restore_points):
                return Reachable(Where.UNKNOWN if timeline.marks.omitted else Where.NOWHERE)
            return Reachable(Where.UNKNOWN)
        case TargetKind.XID, _:
            return Reachable(Where.UNKNOWN)
    return Reachable(Where.INSIDE)


def _in_time(
    timeline: SourceTimeline, windows: Iterable[Window], moment: datetime, target: RestoreTarget
) -> Reachable:
    timed = [(one.from_time, one.to_time, one) for one in windows if one.from_time and one.to_time]
    if any(begin <= moment <= end for begin, end, _ in timed):
        return Reachable(Where.INSIDE)
    before = max((end for _, end, _ in timed if end < moment), default=None)
    after = min((begin for begin, _, _ in timed if begin > moment), default=None)
    at = moment.timestamp()
    reasons = (
        span.gap.reason
        for span in timeline.gap_spans
        if span.lost_from <= at <= span.lost_to or span.first_time <= at <= span.last_time
    )
    return _between(
        None
        if before is None
        else RestoreTarget(TargetKind.TIME, before.astimezone(UTC), False, target.timeline),
        None
        if after is None
        else RestoreTarget(TargetKind.TIME, after.astimezone(UTC), False, target.timeline),
        next(reasons, ""),
    )


def _in_log(
    timeline: SourceTimeline, windows: Iterable[Window], lsn: int, target: RestoreTarget
) -> Reachable:
    windows = list(windows)
    # Everything up to and with the record before a window's first is what its backup holds by itself.
    held = 0 if target.exclusive else 1
    if any(one.from_lsn - held <= lsn <= one.to_lsn for one in windows):
        return Reachable(Where.INSIDE)
    before = max((one for one in windows if one.to_lsn < lsn), key=lambda one: one.to_lsn, default=None)
    after = min((one for one in windows if one.from_lsn > lsn), key=lambda one: one.from_lsn, default=None)
    reasons = (
        gap.reason
        for gap in timeline.gaps
        if target.timeline in (None, gap.timeline) and gap.from_lsn <= lsn < gap.to_lsn
    )
    return _between(
        None if before is None else RestoreTarget(TargetKind.LSN, before.to_lsn, False, target.timeline),
        None if after is None else RestoreTarget(TargetKind.LSN, after.from_lsn, False, target.timeline),
        next(reasons, ""),
    )


def _between(before: RestoreTarget | None, after: RestoreTarget | None, reason: str) -> Reachable:
    if before is None and after is None:
        return Reachable(Where.NOWHERE)
    where = Where.EARLIER if before is None else Where.LATER if after is None else Where.BETWEEN
    return Reachable(where, before, after, reason)
