"""Which backups and which WAL may go, and what restorable time would be lost. Pure.

A backup is kept when any rule keeps it; everything else may go. Every manifest holds a complete block map,
so a backup never needs its parent's bytes: deleting a parent is safe. What a kept backup does need is the
WAL
from its start to its stop, and the promised window needs all WAL from the backup that opens it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pagewake.config import Retention
from pagewake.model import Backup, BackupType, Window


@dataclass(frozen=True)
class WalStretch:
    """What the plan needs to know of one archived stretch of WAL."""

    name: str
    timeline: int
    first_lsn: int
    end_lsn: int
    size: int
    order: int
    """Place in history: stretches of one source sort by it."""


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
    wal: tuple[WalStretch, ...] = field(default=())
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
        return sum(stretch.size for stretch in self.wal)


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


def plan_backups(backups: Sequence[Backup], policy: Retention, now: datetime) -> tuple[Decision, ...]:
    """Decide for one source's backups, oldest first."""
    if keeps_everything(policy):
        return tuple(Decision(backup, True, ("no retention rule is set",)) for backup in backups)
    reasons: dict[str, list[str]] = {backup.id: [] for backup in backups}
    newest_first = list(reversed(backups))
    fulls = [backup for backup in newest_first if backup.type is BackupType.FULL]
    _keep(newest_first[:1], "the newest backup", reasons)
    _keep([backup for backup in backups if backup.protected], "protected", reasons)
    _keep(newest_first[: policy.keep_last], f"one of the last {policy.keep_last}", reasons)
    _keep(fulls[: policy.keep_full], f"one of the last {policy.keep_full} full backups", reasons)
    if policy.keep_within is not None:
        edge = now - policy.keep_within
        _keep(
            [backup for backup in backups if backup.finished >= edge],
            f"younger than {_days(policy.keep_within)}",
            reasons,
        )
    for number, word, period in (
        (policy.daily, "daily", lambda t: t.date()),
        (policy.weekly, "weekly", lambda t: t.isocalendar()[:2]),
        (policy.monthly, "monthly", lambda t: (t.year, t.month)),
        (policy.yearly, "yearly", lambda t: t.year),
    ):
        _keep(_newest_of_each(newest_first, period, number), f"{word}, of the last {number}", reasons)
    opener = window_opener(backups, policy, now)
    if opener is not None:
        _keep([opener], f"opens the promised window of {_days(policy.window)}", reasons)
    return tuple(Decision(backup, bool(reasons[backup.id]), tuple(reasons[backup.id])) for backup in backups)


def window_opener(backups: Sequence[Backup], policy: Retention, now: datetime) -> Backup | None:
    """The newest backup that was complete when the promised window begins: replay to its first moment
    starts there.
    """
    if policy.window is None:
        return None
    edge = now - policy.window
    before = [backup for backup in backups if backup.finished <= edge]
    return before[-1] if before else None


def plan_wal(
    decisions: Sequence[Decision],
    wal: Sequence[WalStretch],
    order_of: Callable[[Backup], tuple[int, int]],
    policy: Retention,
    now: datetime,
) -> tuple[WalStretch, ...]:
    """The stretches that neither a kept backup nor the promised window needs.

    `order_of` gives the places in history of the stretches that hold a backup's start and stop. All WAL
    from the backup that opens the window on is kept; without a window, from the oldest kept backup on.
    """
    kept = [decision.backup for decision in decisions if decision.keep]
    if not kept or keeps_everything(policy):
        return ()
    opener = window_opener([decision.backup for decision in decisions], policy, now) or kept[0]
    # The last full backup's successors: the next differential proves itself with the WAL since its start.
    fulls = [backup for backup in kept if backup.type is BackupType.FULL]
    everything_from = min(order_of(opener)[0], order_of(fulls[-1])[0] if fulls else order_of(kept[-1])[0])
    needed = [order_of(backup) for backup in kept]
    return tuple(
        stretch
        for stretch in wal
        if stretch.order < everything_from
        and not any(first <= stretch.order <= last for first, last in needed)
    )


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


def _newest_of_each(
    newest_first: Sequence[Backup], period: Callable[[datetime], Hashable], number: int
) -> list[Backup]:
    """The newest backup of each of the last `number` periods that have one."""
    chosen: dict[Hashable, Backup] = {}
    for backup in newest_first:
        key = period(backup.finished)
        if key not in chosen:
            if len(chosen) == number:
                break
            chosen[key] = backup
    return list(chosen.values())


def _days(span: timedelta | None) -> str:
    if span is None:
        return "no time"
    days = span / timedelta(days=1)
    return f"{days:g} day{'s' if days != 1 else ''}"
