"""Emptying the trash: what has been in it for its time goes for good, and first of all a prune says so.

A purge first *claims* what is due, in one atomic step, after which nobody can bring it back. Then manifests go, then
WAL that no backup which is left needs, and last the claim. Stopped anywhere, every backup is whole or claimed, and the
next prune goes on. Time is counted from what `expire.run.moment_of` says and told by the clock of the machine that
prunes: where that is behind, things go later.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from pagewake.errors import LockHeld, LogAmbiguous
from pagewake.expire.plan import lost_time, unneeded_wal
from pagewake.insight.windows import restorable
from pagewake.jobs import Job
from pagewake.model import Backup, Window
from pagewake.repository.keeping import Stretch, Trashed, TrashedWal, claimed, cleared
from pagewake.repository.locks import Lock
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

READERS = frozenset({"read", "restore", "verify", "copy"})


@dataclass(frozen=True)
class Purged:
    """One backup that goes: since when it has been in the trash, and which backups that stay were built on it.

    Those do not need it: every backup is complete in itself.
    """

    backup: Backup
    since: datetime
    until: datetime
    dependants: tuple[str, ...]


@dataclass(frozen=True)
class PurgePlan:
    """What would go of one source for good. `before` and `after` are what could be restored, the trash brought back.

    `postponed` says why nothing of it goes now, where that is so.
    """

    source: str
    backups: tuple[Purged, ...]
    wal: tuple[StretchRow, ...]
    before: tuple[Window, ...] = ()
    after: tuple[Window, ...] = ()
    postponed: str = ""

    @property
    def wal_bytes(self) -> int:
        """Bytes of WAL that would go."""
        return sum(row.size for row in self.wal)

    @property
    def restorable_lost(self) -> timedelta:
        """How much restorable time can then no longer be brought back."""
        return lost_time(self.before, self.after)


def plan_purge(repository: Repository, now: datetime, *, everything: bool = False) -> tuple[PurgePlan, ...]:
    """What is due to be removed from the trash at `now`, or `everything` that is in it, source by source."""
    plans = []
    wal_too = _wal_may_go(repository)
    for source, keeping in repository.keeping.all().items():
        ids = {one.backup for one in keeping.trash if _is_due(one, now, everything=everything)}
        names = {s for one in keeping.wal if _is_due(one, now, everything=everything) for s in one.stretches}
        if not ids and not names:
            continue
        existing = repository.existing_backups(source)
        gone = [backup for backup in existing if backup.id in ids]
        left = [backup for backup in existing if backup.id not in ids]
        rows = _unneeded(repository, source, left, names) if wal_too else ()
        before, after = _windows(repository, source, existing, left, rows)
        entries = {one.backup: one for one in keeping.trash}
        plans.append(
            PurgePlan(
                source,
                tuple(
                    Purged(one, entries[one.id].since, entries[one.id].until, _children(one, left))
                    for one in gone
                ),
                rows,
                before,
                after,
                _reader_of(repository, source),
            )
        )
    return tuple(plans)


def run_purge(
    repository: Repository, job: Job, lock: Lock, now: datetime, *, everything: bool = False
) -> tuple[PurgePlan, ...]:
    """Remove what is due, under the `lock` of a prune; returns what was done, or postponed because it is being read.

    Raises LockHeld: everything is to go, and something is being read.
    """
    plans = plan_purge(repository, now, everything=everything)
    if everything:
        for plan in plans:
            _refuse_beside_readers(repository, plan.source)
    with job.phase("empty the trash", sum(len(plan.backups) + len(plan.wal) for plan in plans), "objects"):
        for plan in plans:
            if not plan.postponed:
                _purge(repository, plan.source, now, job, lock, everything=everything)
    return plans


def _purge(
    repository: Repository, source: str, now: datetime, job: Job, lock: Lock, *, everything: bool
) -> None:
    wal_too = _wal_may_go(repository)
    claim = claimed(now, wal=wal_too, everything=everything)
    _, keeping = repository.keeping.change(source, claim, lock.check)
    # What was claimed goes, whatever the plan said: others may have brought some of it back in between.
    doomed = [one.backup for one in keeping.trash if one.claimed]
    if _reader_of(repository, source):  # it began before it could see the claim: the next prune goes on
        return
    for backup in doomed:
        repository.delete_backup(backup)
        job.advance(1)
    if wal_too:
        if not _wal_may_go(
            repository
        ):  # a backup that began meanwhile may have counted on it: the next prune then
            repository.keeping.change(source, cleared(doomed, wal=False), lock.check)
            return
        repository.catalogue.expire()
        names = {stretch for one in keeping.wal if one.claimed for stretch in one.stretches}
        rows = _unneeded(repository, source, repository.existing_backups(source), names)
        lock.check()
        repository.wal.expired.add(source, rows)
        for row in rows:
            lock.check()
            repository.wal.remove(row)
            job.advance(1)
    repository.keeping.change(source, cleared(doomed, wal=wal_too), lock.check)


def _is_due(one: Trashed | TrashedWal, now: datetime, *, everything: bool) -> bool:
    return one.claimed or everything or one.until <= now


def _wal_may_go(repository: Repository) -> bool:
    """Nobody knows what WAL a backup needs that is still being made, or that cannot be read."""
    return not repository.gains_backups() and not repository.unreadable_backups()


def _unneeded(
    repository: Repository, source: str, left: Sequence[Backup], names: Collection[Stretch]
) -> tuple[StretchRow, ...]:
    rows = repository.wal.rows(source)
    return tuple(row for row in unneeded_wal(left, rows) if (row.timeline, row.name) in names)


def _windows(
    repository: Repository,
    source: str,
    existing: Sequence[Backup],
    left: Sequence[Backup],
    rows: Sequence[StretchRow],
) -> tuple[tuple[Window, ...], tuple[Window, ...]]:
    try:
        before = restorable(existing, repository.wal.history(source)).windows
        gone = {(row.timeline, row.name) for row in rows}
        return before, restorable(left, repository.wal.history(source, without=gone)).windows
    except LogAmbiguous:  # nothing can be restored as it is
        return (), ()


def _children(backup: Backup, left: Sequence[Backup]) -> tuple[str, ...]:
    return tuple(one.id for one in left if one.parent == backup.id)


def _refuse_beside_readers(repository: Repository, source: str) -> None:
    """Raise LockHeld where something reads backups of a source.

    A restore reads WAL to its very end, and nobody knows yet how much it needs.
    """
    reader = _reader_of(repository, source)
    if reader:
        raise LockHeld(
            f"backups of {source} are being read: {reader}",
            object_name=repository.location,
            meaning="Nothing was removed.",
        )


def _reader_of(repository: Repository, source: str) -> str:
    """Who reads backups of a source at this moment, in words; empty where nobody does."""
    others = {backup.source for backup in repository.existing_backups()} - {source}
    for lock in repository.locks.live():
        if lock.kind in READERS and lock.scope not in others:
            return lock.describe()
    return ""
