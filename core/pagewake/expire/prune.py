"""Freeing the space of pages that no backup needs any more: mark and sweep, safe beside running backups.

First the trash is emptied of what has been in it for its time (`purge`). Then chunks are marked through the maps of
all manifests that are left, those in the trash among them. A pack of which nothing is needed is *condemned*: a small
object says so, and backups that begin afterwards no longer deduplicate against it. A pack of which little is needed is
first copied out into new packs and then condemned, and so are many small packs together, so that frequent backups do
not leave ever more objects behind. A condemned pack is deleted by a later run (or this one, where the grace period is
zero), when the grace period has passed, nothing needs it still, and every backup and every reader that is running
began after it was condemned. So whatever a running backup relied on when it began is still there when it writes its
manifest, and is marked from then on.

WAL objects without a row, which a crash leaves behind, go too once they are older than the grace period, and so does
what writers that died began in the store and never finished, after the store's own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from pagewake.clock import now as clock_now
from pagewake.errors import RepositoryError
from pagewake.expire.fates import Circumstances, Fate, PackUse
from pagewake.expire.present import present
from pagewake.expire.purge import PurgePlan, plan_purge, run_purge
from pagewake.jobs import Job
from pagewake.repository.backup_ids import new_backup_id
from pagewake.repository.live_chunks import live_chunks
from pagewake.repository.repository import Repository
from pagewake.repository.waiting import wait_for
from pagewake.repository.wal_leftovers import Leftover
from pagewake.stores.unfinished import look_for_unfinished, sweep_quietly

DEFAULT_GRACE = timedelta(hours=24)


@dataclass(frozen=True)
class PrunePlan:
    """What a prune would do now. `waiting` packs are condemned and not yet due, or held by a running
    operation.
    """

    delete: tuple[PackUse, ...]
    condemn: tuple[PackUse, ...]
    copy_out: tuple[PackUse, ...]
    spare: tuple[PackUse, ...]
    """Condemned packs that a backup came to need again."""
    waiting: tuple[PackUse, ...]
    total_bytes: int
    live_bytes: int
    leftovers: tuple[Leftover, ...]
    """WAL that belongs to no stretch and whose time has come."""
    at_once: bool
    """Whether what is condemned now may be deleted now: no grace, and nothing is running."""
    trash_bytes: int = 0
    """Of `live_bytes`, what only backups in the trash need."""

    @property
    def bytes_freed(self) -> int:
        """What the packs shrink by when this plan is carried out now."""
        return sum(pack.size for pack in self.delete) + (self._bytes_condemned if self.at_once else 0)

    @property
    def bytes_later(self) -> int:
        """What they will shrink by once everything condemned is deleted."""
        waiting = sum(pack.size for pack in self.waiting)
        return waiting + (0 if self.at_once else self._bytes_condemned)

    @property
    def _bytes_condemned(self) -> int:
        return sum(pack.size - pack.live_bytes for pack in (*self.condemn, *self.copy_out))


@dataclass(frozen=True)
class PruneReport:
    """What was done, or would be."""

    plan: PrunePlan
    done: bool
    bytes_copied: int = 0
    leftovers: tuple[Leftover, ...] = ()
    """WAL without a row that was deleted, or would be."""
    purged: tuple[PurgePlan, ...] = ()
    """What left the trash for good, or would."""
    unfinished: int = 0
    """Objects that were begun long ago and never finished: so many were removed, or would be."""


def run_prune(
    repository: Repository,
    job: Job,
    *,
    grace: timedelta = DEFAULT_GRACE,
    purge_trash: bool = False,
    dry_run: bool = False,
    wait: timedelta = timedelta(0),
    now: Callable[[], datetime] | None = None,
) -> PruneReport:
    """Empty the trash of what is due (`purge_trash`: of everything), mark, copy out, condemn, and delete what is due.

    `now` is the clock; without one it is this machine's, unless the store's own says that it is ahead (see `present`).
    It waits at most `wait` for others to end. Raises RepositoryError: a manifest cannot be read; LockHeld: another
    prune or an expiry works, or all of the trash is to go while some of it is being read.
    """
    if dry_run:
        now = now or clock_now
        repository.refresh()
        purged = plan_purge(repository, now(), everything=purge_trash)
        gone = {one.backup.id for each in purged if not each.postponed for one in each.backups}
        plan = plan_prune(repository, job, grace=grace, now=now(), without=gone)
        old = look_for_unfinished(repository.store, job).old
        return PruneReport(plan, done=False, leftovers=plan.leftovers, purged=purged, unfinished=old)
    with repository.lock("prune", patience=wait_for(job, wait)) as lock:
        assert lock is not None  # who cannot write does not get a lock of this kind
        now = now or partial(present, repository)
        _require_readable(repository)
        purged = run_purge(repository, job, lock, now(), everything=purge_trash)
        plan = plan_prune(repository, job, grace=grace, now=now())
        condemned = repository.condemned
        with job.phase("prune", len(plan.delete) + len(plan.condemn) + len(plan.copy_out), "packs"):
            condemned.spare([pack.name for pack in plan.spare])
            doomed = [pack.name for pack in (*plan.condemn, *plan.copy_out)]
            copied = _copy_out(repository, [pack.name for pack in plan.copy_out], doomed, job, now)
            condemned.condemn(doomed, now())
            _delete(repository, [pack.name for pack in plan.delete])
            if plan.at_once and doomed:
                _delete(repository, _due_at_once(repository, doomed, job, now()))
            job.advance(len(doomed) + len(plan.delete))
        left = repository.wal.leftovers.remove(now(), grace, job)
        swept = sweep_quietly(repository.store)
    return PruneReport(
        plan, True, bytes_copied=copied, leftovers=tuple(left), purged=purged, unfinished=swept
    )


def plan_prune(
    repository: Repository, job: Job, *, grace: timedelta, now: datetime, without: Collection[str] = ()
) -> PrunePlan:
    """What a prune would do at `now`, the backups `without` being gone.

    Raises RepositoryError: a manifest cannot be read, so that nobody knows what its backup needs.
    """
    # Who runs is asked before what exists, so that a backup that ends in between is seen once at least; and
    # manifests are listed before packs, so that those of every manifest are known.
    oldest_running = repository.running_since(None)
    condemned = repository.condemned.since()
    repository.refresh()
    _require_readable(repository)
    suspects = repository.suspects.names()
    repository.load_index(job).exclude_packs(condemned, suspects)
    missing = repository.index.missing_packs
    kept = repository.backups()
    known = {backup.id for backup in kept}.union(without)
    trash = [backup for backup in repository.existing_backups() if backup.id not in known]
    with job.phase("mark", len(kept) + len(trash), "backups"):
        marks = repository.index.marked(live_chunks(repository, kept, job))
        bytes_kept, _ = marks.usage()
        marks.add(live_chunks(repository, trash, job))
    bytes_used, chunks_used = marks.usage()
    young = repository.packs_younger_than(min(now - grace, oldest_running or now))
    circumstances = Circumstances(now, grace, oldest_running, condemned, young, missing, suspects)
    every = repository.index.packs
    fates = circumstances.fates(
        (PackUse(pack.name, pack.size, int(bytes_used[number]), int(chunks_used[number])), pack.chunks)
        for number, pack in enumerate(every)
    )
    return PrunePlan(
        delete=fates[Fate.DELETE],
        condemn=fates[Fate.CONDEMN],
        copy_out=fates[Fate.COPY_OUT],
        spare=fates[Fate.SPARE],
        waiting=fates[Fate.WAIT],
        total_bytes=sum(pack.size for pack in every),
        live_bytes=int(bytes_used.sum()),
        leftovers=tuple(one for one in repository.wal.leftovers.found() if one.is_due(now, grace)),
        at_once=grace <= timedelta(0) and oldest_running is None,
        trash_bytes=int((bytes_used - bytes_kept).sum()),
    )


def _require_readable(repository: Repository) -> None:
    unreadable = repository.unreadable_backups()
    if unreadable:
        raise RepositoryError(
            "this manifest cannot be read, and what its backup needs cannot be known",
            object_name=unreadable[0],
            meaning="Nothing was removed.",
            advice="Run pagewake verify. A newer version of Pagewake may be able to read it.",
        )


def _copy_out(
    repository: Repository, names: list[str], doomed: list[str], job: Job, now: Callable[[], datetime]
) -> int:
    """Store the needed chunks of some packs once more, in new packs; returns the bytes stored.

    A copy that lies in another `doomed` pack (an earlier run was stopped and left it) is none to rely on.
    """
    if not names:
        return 0
    metadata: set[bytes] = set()
    live = live_chunks(repository, repository.existing_backups(), job, metadata=metadata)
    wanted = repository.live_chunks_in(names, live)
    repository.index.exclude_packs(doomed)
    writer = repository.chunk_writer(new_backup_id(now))
    try:
        for ids in wanted:
            for id, raw in repository.chunk_reader().read_many([row.tobytes() for row in ids], job):
                writer.add_metadata(raw) if id in metadata else writer.add(raw)
        return writer.finish().stored_bytes
    except BaseException:
        writer.abort()
        raise


def _due_at_once(repository: Repository, doomed: list[str], job: Job, now: datetime) -> list[str]:
    """Which of the packs that were just condemned may go without any grace.

    Marks once more: a backup may have begun and ended since they were found to be of no use.
    """
    again = plan_prune(repository, job, grace=timedelta(0), now=now)
    return sorted({pack.name for pack in again.delete}.intersection(doomed))


def _delete(repository: Repository, names: list[str]) -> None:
    """Forget packs in the index first, then delete them, then their sentences: a crash leaves them
    condemned.
    """
    if not names:
        return
    repository.forget_packs(names)
    repository.condemned.spare(names)
    repository.suspects.clear(names)
