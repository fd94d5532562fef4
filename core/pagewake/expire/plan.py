"""Which backups and which WAL may go, and what restorable time would be lost. Pure.

A backup is kept when any rule keeps it; everything else may go. Every manifest holds a complete block map,
so a backup never needs its parent's bytes: deleting a parent is safe. What a kept backup does need is the
WAL from its start to its stop, and the promised window needs all WAL from the backup that opens it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import accumulate
from types import MappingProxyType

import numpy as np

from pagewake.config import Retention
from pagewake.errors import LogGap
from pagewake.insight.windows import earliest_time
from pagewake.model import Backup, BackupStatus, BackupType, WalPosition, Window
from pagewake.repository.history import History
from pagewake.repository.stretches import StretchRow
from pagewake.units import duration_code


@dataclass(frozen=True)
class Decision:
    """One backup, whether it stays, and the rules or needs that keep it."""

    backup: Backup
    keep: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class ExpirePlan:
    """What would go and what that costs in restorable time."""

    decisions: tuple[Decision, ...]
    wal: tuple[StretchRow, ...] = field(default=())
    """The stretches that may go."""
    before: tuple[Window, ...] = ()
    after: tuple[Window, ...] = ()

    @property
    def expired(self) -> tuple[Backup, ...]:
        """The backups that may go, oldest first."""
        return tuple(decision.backup for decision in self.decisions if not decision.keep)

    @property
    def wal_bytes(self) -> int:
        """Bytes of WAL that may go."""
        return sum(row.size for row in self.wal)


def keeps_everything(policy: Retention) -> bool:
    """Whether no rule is on, so that nothing may be removed."""
    numbers = (
        policy.keep_last,
        policy.keep_full,
        policy.daily,
        policy.weekly,
        policy.monthly,
        policy.yearly,
    )
    return not any(numbers) and policy.keep_within is None and policy.window is None


def plan_backups(
    backups: Sequence[Backup],
    policy: Retention,
    now: datetime,
    *,
    openers: Collection[str] = (),
    unusable: Collection[str] = (),
    held: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Decision, ...]:
    """Decide for one source's backups, oldest first. `openers` are the ids that `window_openers` names.

    A backup that cannot be made consistent any more (`unusable`) counts for no rule but that of its age: it
    must not take the place of one that can be restored. `held` says, by id, why people hold a backup.
    """
    if keeps_everything(policy):
        return tuple(Decision(backup, True, ("no retention rule is set",)) for backup in backups)
    reasons = reasons_to_keep(backups, policy, now, openers=openers, unusable=unusable, held=held)
    return tuple(Decision(backup, bool(reasons[backup.id]), tuple(reasons[backup.id])) for backup in backups)


def reasons_to_keep(
    backups: Sequence[Backup],
    policy: Retention,
    now: datetime,
    *,
    openers: Collection[str] = (),
    unusable: Collection[str] = (),
    held: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, list[str]]:
    """What of a policy that sets rules keeps each backup, by id; nothing for those that go. As `plan_backups`."""
    reasons: dict[str, list[str]] = {backup.id: [] for backup in backups}
    newest_first = [backup for backup in reversed(backups) if backup.id not in unusable]
    fulls = [backup for backup in newest_first if backup.type is BackupType.FULL]
    sound = [backup for backup in newest_first if backup.status is BackupStatus.OK]
    newest = _furthest(newest_first)
    _keep(newest, "the newest backup", reasons)
    if newest_first[:1] != newest:
        _keep(newest_first[:1], "the newest backup by its time", reasons)
    if sound[:1] != newest_first[:1]:
        _keep(sound[:1], "the newest backup without bad pages", reasons)
    for backup in backups:
        if backup.id in held:
            _keep([backup], f"held: {held[backup.id]}" if held[backup.id] else "held", reasons)
        elif backup.protected:
            _keep([backup], "protected", reasons)
    _keep(newest_first[: policy.keep_last], f"one of the last {policy.keep_last}", reasons)
    _keep(fulls[: policy.keep_full], f"one of the last {policy.keep_full} full backups", reasons)
    if policy.keep_within is not None:
        edge = now - policy.keep_within
        young = [backup for backup in backups if backup.finished >= edge]
        _keep(young, f"younger than {duration_code(policy.keep_within)}", reasons)
    for number, reason, period in (
        (policy.daily, f"daily, of the last {policy.daily}", lambda t: t.date()),
        (policy.weekly, f"weekly, of the last {policy.weekly}", lambda t: t.isocalendar()[:2]),
        (policy.monthly, f"monthly, of the last {policy.monthly}", lambda t: (t.year, t.month)),
        (policy.yearly, f"yearly, of the last {policy.yearly}", lambda t: t.year),
    ):
        _keep(_one_of_each(newest_first, period, number), reason, reasons)
    opening = [backup for backup in backups if backup.id in openers]
    if policy.window is not None:
        _keep(opening, f"opens the promised window of {duration_code(policy.window)}", reasons)
    return reasons


def window_openers(
    backups: Sequence[Backup], windows: Sequence[Window], edge: datetime, history: History
) -> list[str]:
    """The ids of the usable backups (oldest first) that every moment after `edge` can be restored from.

    For each restorable window that goes beyond the edge: the newest backup that can be restored to the edge and from
    which WAL reaches the window's end; where there is none, the one that the window begins with. A backup that was
    made while the clock was behind says that it was finished by then, and is of a later state: the log knows.
    """
    openers: dict[str, None] = {}
    before = [backup for backup in backups if backup.finished <= edge]
    before.sort(key=lambda backup: (backup.stop_timeline, backup.stop_lsn))
    for window in windows:
        if window.to_time is None or window.to_time >= edge:
            reaching = (
                backup.id
                for backup in reversed(before)
                if _reaches(backup, window, history) and earliest_time(backup, history) <= edge
            )
            openers[next(reaching, window.first_backup)] = None
    return list(openers)


def plan_wal(
    decisions: Sequence[Decision], rows: Sequence[StretchRow], openers: Collection[str] = ()
) -> tuple[StretchRow, ...]:
    """The stretches (given in the order of history) that neither a kept backup nor the promised window needs.

    All WAL from the backups that open the window on is kept; where none does, from the oldest kept backup on.
    So is all from the last kept full backup and from the last kept one on, because the next differential and
    the next incremental prove themselves with it.
    """
    kept = [decision.backup for decision in decisions if decision.keep]
    if not kept:
        return ()
    return _not_needed(kept, [backup for backup in kept if backup.id in openers] or kept, rows)


def unneeded_wal(backups: Sequence[Backup], rows: Sequence[StretchRow]) -> tuple[StretchRow, ...]:
    """The stretches (given in the order of history) that do nothing for these backups, oldest first.

    They are not needed to make one of them consistent, and lie before what the next backups prove themselves with.
    """
    return _not_needed(backups, (), rows) if backups else tuple(rows)


def _not_needed(
    kept: Sequence[Backup], opening: Sequence[Backup], rows: Sequence[StretchRow]
) -> tuple[StretchRow, ...]:
    fulls = [backup for backup in kept if backup.type is BackupType.FULL]
    places = _Places(rows)
    needed = {backup.id: places.of(backup) for backup in kept}
    everything_from = min(needed[backup.id][0] for backup in [*opening, *fulls[-1:], kept[-1]])
    spared = np.zeros(len(rows), bool)
    spared[everything_from:] = True
    for first, end in needed.values():
        spared[first:end] = True
    return tuple(row for row, stays in zip(rows, spared.tolist(), strict=True) if not stays)


def _furthest(newest_first: Sequence[Backup]) -> list[Backup]:
    """The backup of the newest one's database that reaches furthest in its log: none or one.

    That is the newest one, unless a clock was ahead when another was made, which then looks newer for as long.
    """
    same = [one for one in newest_first if one.system_identifier == newest_first[0].system_identifier]
    return [max(same, key=lambda one: (one.stop_timeline, one.stop_lsn))] if same else []


class _Places:
    """Where in history (by place in `rows`) the WAL of backups lies."""

    def __init__(self, rows: Sequence[StretchRow]) -> None:
        self._begins = [(row.timeline, row.first_lsn) for row in rows]
        self._reached = list(accumulate(((row.timeline, row.end_lsn) for row in rows), max))

    def of(self, backup: Backup) -> tuple[int, int]:
        """From which place up to, but without, which one the WAL between start and stop lies."""
        start, stop = (backup.timeline, backup.start_lsn), (backup.stop_timeline, backup.stop_lsn)
        return bisect_right(self._reached, start), bisect_left(self._begins, stop)


def _reaches(backup: Backup, window: Window, history: History) -> bool:
    """Whether gapless WAL leads from a backup to the end of a window."""
    stop = WalPosition(backup.stop_timeline, backup.stop_lsn)
    try:
        return history.reach(stop, window.timeline) > WalPosition(window.timeline, window.to_lsn)
    except LogGap:
        return False


def lost_time(before: Sequence[Window], after: Sequence[Window]) -> timedelta:
    """How much restorable time the plan gives up."""

    def total(windows: Sequence[Window]) -> timedelta:
        spans = [
            w.to_time - w.from_time for w in windows if w.from_time is not None and w.to_time is not None
        ]
        return sum(spans, timedelta())

    return max(timedelta(), total(before) - total(after))


def _keep(backups: Sequence[Backup], reason: str, reasons: dict[str, list[str]]) -> None:
    for backup in backups:
        reasons[backup.id].append(reason)


def _one_of_each(
    newest_first: Sequence[Backup], period: Callable[[datetime], Hashable], number: int
) -> list[Backup]:
    """For each of the last `number` periods that have a backup: its newest full one, else its newest."""
    chosen: dict[Hashable, Backup] = {}
    for backup in newest_first:
        key = period(backup.finished)
        if key not in chosen:
            if len(chosen) == number:
                break
            chosen[key] = backup
        elif backup.type is BackupType.FULL and chosen[key].type is not BackupType.FULL:
            chosen[key] = backup
    return list(chosen.values())
