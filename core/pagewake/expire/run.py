"""Expiry: asking the pure plan about one source's backups and WAL, and removing what it lets go.

Manifests go first, then WAL: a crash between the two leaves WAL that nothing needs, which the next expiry
takes. The bytes of pages stay in their packs until `prune`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pagewake.clock import now as clock_now
from pagewake.config import Retention
from pagewake.errors import LogError
from pagewake.expire.plan import ExpirePlan, WalStretch, lost_time, plan_backups, plan_wal
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.model import Backup, WalPosition
from pagewake.repository.history import History, history_of
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow


@dataclass(frozen=True)
class ExpireReport:
    """What expiry removed, or would remove, of one source."""

    source: str
    plan: ExpirePlan
    done: bool

    @property
    def restorable_lost(self) -> timedelta:
        """How much restorable time is given up."""
        return lost_time(self.plan.before, self.plan.after)


def plan_expire(repository: Repository, source: str, policy: Retention, now: datetime) -> ExpirePlan:
    """What may go of one source, and the restorable windows before and after."""
    backups = repository.backups(source)
    rows = repository.wal.rows(source)
    history = history_of(rows)
    decisions = plan_backups(backups, policy, now)
    places = {(row.timeline, row.name): place for place, row in enumerate(rows)}
    stretches = [
        WalStretch(row.name, row.timeline, row.first_lsn, row.end_lsn, row.size, place)
        for place, row in enumerate(rows)
    ]
    wal: tuple[WalStretch, ...] = ()
    # Nobody knows what WAL a backup needs that cannot be read, or that is still being made.
    if not repository.unreadable_backups() and repository.running_since("backup") is None:
        wal = plan_wal(decisions, stretches, lambda backup: _places(backup, history, places), policy, now)
    gone = {(stretch.timeline, stretch.name) for stretch in wal}
    left = [row for row in rows if (row.timeline, row.name) not in gone]
    kept = [decision.backup for decision in decisions if decision.keep]
    return ExpirePlan(
        decisions,
        wal,
        before=tuple(restorable(backups, history).windows),
        after=tuple(restorable(kept, history_of(left)).windows),
    )


def run_expire(
    repository: Repository,
    source: str,
    policy: Retention,
    job: Job,
    *,
    dry_run: bool = False,
    now: Callable[[], datetime] = clock_now,
) -> ExpireReport:
    """Remove what the policy lets go of one source; with `dry_run` only say so."""
    if dry_run:
        return ExpireReport(source, plan_expire(repository, source, policy, now()), done=False)
    with repository.lock("expire", scope=source):
        plan = plan_expire(repository, source, policy, now())
        gone = {(stretch.timeline, stretch.name) for stretch in plan.wal}
        rows: list[StretchRow] = [
            row for row in repository.wal.rows(source) if (row.timeline, row.name) in gone
        ]
        with job.phase("expire", len(plan.expired) + len(rows), "objects"):
            for backup in plan.expired:
                repository.delete_backup(backup.id)
                job.advance(1)
            for row in rows:
                repository.wal.remove(row)
                job.advance(1)
    return ExpireReport(source, plan, done=True)


def _places(backup: Backup, history: History, places: dict[tuple[int, str], int]) -> tuple[int, int]:
    """Where in history the WAL from a backup's start to its stop lies; everything, if that cannot be told."""
    try:
        rows = history.select(
            WalPosition(backup.timeline, backup.start_lsn), WalPosition(backup.stop_timeline, backup.stop_lsn)
        )
    except LogError:
        return 0, len(places)
    if not rows:
        return _first_from(backup, places), -1
    numbers = [places[row.timeline, row.name] for row in rows]
    return min(numbers), max(numbers)


def _first_from(backup: Backup, places: dict[tuple[int, str], int]) -> int:
    """A backup that needs no WAL to be consistent is placed before all WAL of its timeline that may follow
    it.
    """
    return min((place for (timeline, _), place in places.items() if timeline >= backup.timeline), default=0)
