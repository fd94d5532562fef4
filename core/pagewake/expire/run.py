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
from pagewake.errors import LockHeld
from pagewake.expire.plan import (
    ExpirePlan,
    keeps_everything,
    lost_time,
    plan_backups,
    plan_wal,
    window_openers,
)
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

READERS = frozenset({"read", "restore", "verify", "copy"})


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
    history = repository.wal.history(source)
    before = restorable(backups, history)
    openers: list[str] = []
    if policy.window is not None:
        usable = [backup for backup in backups if backup.id not in before.unusable]
        openers = window_openers(usable, before.windows, now - policy.window, history)
    decisions = plan_backups(backups, policy, now, openers=openers, unusable=before.unusable)
    wal: tuple[StretchRow, ...] = ()
    # Nobody knows what WAL a backup needs that cannot be read, or that is still being made.
    known = not repository.unreadable_backups() and repository.running_since("backup") is None
    if known and not keeps_everything(policy):
        wal = plan_wal(decisions, rows, openers)
    gone = {(row.timeline, row.name) for row in wal}
    kept = [decision.backup for decision in decisions if decision.keep]
    after = restorable(kept, repository.wal.history(source, without=gone))
    return ExpirePlan(decisions, wal, before.windows, after.windows)


def run_expire(
    repository: Repository,
    source: str,
    policy: Retention,
    job: Job,
    *,
    dry_run: bool = False,
    now: Callable[[], datetime] = clock_now,
) -> ExpireReport:
    """Remove what the policy lets go of one source; with `dry_run` only say so.

    Raises LockHeld: something reads this source's backups just now.
    """
    if dry_run:
        return ExpireReport(source, plan_expire(repository, source, policy, now()), done=False)
    with repository.lock("expire", scope=source):
        _refuse_beside_readers(repository, source)
        plan = plan_expire(repository, source, policy, now())
        with job.phase("expire", len(plan.expired) + len(plan.wal), "objects"):
            for backup in plan.expired:
                repository.delete_backup(backup.id)
                job.advance(1)
            repository.wal.expired.add(source, plan.wal)
            for row in plan.wal:
                repository.wal.remove(row)
                job.advance(1)
    return ExpireReport(source, plan, done=True)


def _refuse_beside_readers(repository: Repository, source: str) -> None:
    """A restore reads WAL to its very end, and nobody knows yet how much it needs."""
    others = {backup.source for backup in repository.backups()} - {source}
    for lock in repository.locks.live():
        if lock.kind in READERS and lock.scope not in others:
            raise LockHeld(
                f"backups of {source} are being read: {lock.describe()}",
                object_name=repository.location,
                meaning="Nothing was removed.",
            )
