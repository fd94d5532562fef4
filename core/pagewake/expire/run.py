"""Expiry: asking the pure plan about one source's backups and WAL, and putting what it lets go into the trash.

Nothing is removed. One small object says what is in the trash and until when, so that an expiry happens whole or not
at all, and is undone as easily (`trash`). A prune removes what has been there for its time (`purge`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial

from pagewake.clock import now as clock_now
from pagewake.config import Retention
from pagewake.expire.plan import (
    ExpirePlan,
    keeps_everything,
    lost_time,
    plan_backups,
    plan_wal,
    window_openers,
)
from pagewake.expire.present import present
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.repository.backup_ids import new_backup_id
from pagewake.repository.keeping import Keeping, discarded
from pagewake.repository.locks import LOCKS_PREFIX
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.repository.waiting import wait_for

TRASH_GRACE = timedelta(days=7)
"""For how long the trash keeps what expires, unless it is told otherwise."""
_LAST = datetime(9000, 1, 1, tzinfo=UTC)
"""No time in the trash ends later, so that nothing overflows where a clock said something absurd."""


@dataclass(frozen=True)
class ExpireReport:
    """What expiry put into the trash, or would put there, of one source.

    `run` is what `undelete` knows all of it by, empty where nothing was done; `until` is when a prune may remove it.
    """

    source: str
    plan: ExpirePlan
    done: bool
    run: str = ""
    until: datetime | None = None

    @property
    def restorable_lost(self) -> timedelta:
        """How much restorable time is given up."""
        return lost_time(self.plan.before, self.plan.after)


def plan_expire(repository: Repository, source: str, policy: Retention, now: datetime) -> ExpirePlan:
    """What may go of one source, and the restorable windows before and after. What is in the trash counts for none."""
    # Nobody knows what WAL a backup needs that is still being made; one that ends from now on is not overlooked.
    known = not repository.gains_backups()
    backups = repository.backups(source)
    keeping = repository.keeping.of(source)
    rows = [row for row in repository.wal.rows(source) if (row.timeline, row.name) not in keeping.stretches]
    history = repository.history(source)
    before = restorable(backups, history)
    openers: list[str] = []
    if policy.window is not None:
        usable = [backup for backup in backups if backup.id not in before.unusable]
        openers = window_openers(usable, before.windows, now - policy.window, history)
    decisions = plan_backups(
        backups,
        policy,
        now,
        openers=openers,
        unusable=before.unusable,
        held={hold.backup: hold.reason for hold in keeping.held},
    )
    wal: tuple[StretchRow, ...] = ()
    # Nor what one needs that cannot be read.
    if known and not repository.unreadable_backups() and not keeps_everything(policy):
        wal = plan_wal(decisions, rows, openers)
    gone = {(row.timeline, row.name) for row in wal}
    kept = [decision.backup for decision in decisions if decision.keep]
    after = restorable(kept, repository.wal.history(source, without=gone | keeping.stretches))
    return ExpirePlan(decisions, wal, before.windows, after.windows)


def run_expire(
    repository: Repository,
    source: str,
    policy: Retention,
    job: Job,
    *,
    grace: timedelta = TRASH_GRACE,
    dry_run: bool = False,
    wait: timedelta = timedelta(0),
    now: Callable[[], datetime] | None = None,
) -> ExpireReport:
    """Put what the policy lets go of one source into the trash, for `grace`; with `dry_run` only say so.

    `now` is the clock; without one it is this machine's, unless the store's own says that it is ahead (see `present`).
    It waits at most `wait` for others. Raises LockHeld: another expiry or a prune works; ObjectCorrupt,
    RepositoryTooNew: what is held cannot be read.
    """
    if dry_run:
        return ExpireReport(source, plan_expire(repository, source, policy, (now or clock_now)()), done=False)
    with repository.lock("expire", scope=source, patience=wait_for(job, wait)) as lock:
        assert lock is not None  # who cannot write does not get a lock of this kind
        now = now or partial(present, repository)
        known = repository.keeping.of(source)
        plan = plan_expire(repository, source, policy, now())
        run, since = new_backup_id(now), moment_of(repository, source, now())
        until = min(since, _LAST - grace) + grace
        with job.phase("expire", len(plan.expired) + len(plan.wal), "objects"):
            if plan.expired or plan.wal:
                ids = [backup.id for backup in plan.expired]
                wal = {(row.timeline, row.name) for row in plan.wal}
                edit = discarded(ids, wal, run, since, until, known)
                repository.keeping.change(source, edit, lock.check)
            job.advance(len(plan.expired) + len(plan.wal))
    return ExpireReport(source, plan, done=True, run=run, until=until)


def moment_of(repository: Repository, source: str, now: datetime) -> datetime:
    """The present, as what the time in the trash counts from: never before anything that is known to have happened.

    A clock that was set back, or that runs behind, would make that time end early once it is right again. So the
    store's own clock counts too: under a lock, an object has just been written.
    """
    keeping = repository.keeping.of(source)
    return max(
        now,
        *_said(keeping),
        *(backup.finished for backup in repository.existing_backups(source)),
        *(info.modified for info in repository.store.list(LOCKS_PREFIX)),
    )


def _said(keeping: Keeping) -> list[datetime]:
    return [keeping.latest] if keeping.held or keeping.trash or keeping.wal else []
