"""Freeing the space of pages that no backup needs any more: mark and sweep, safe beside running backups.

Chunks are marked through the maps of all manifests. A pack of which nothing is needed is *condemned*: a
small object says so, and backups that begin afterwards no longer deduplicate against it. A pack of which
little is
needed is first copied out into new packs and then condemned. A condemned pack is deleted by a later run (or
this one, where
the grace period is zero), when the grace period has passed, nothing needs it still, and every backup and
every
reader that is running began after it was condemned. So whatever a running backup relied on when it began is
still
there when it writes its manifest, and is marked from then on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np

from pagewake.clock import now as clock_now
from pagewake.jobs import Job
from pagewake.model import Backup
from pagewake.repository.layers import Ids, ids_array
from pagewake.repository.manifest import new_backup_id
from pagewake.repository.maps import LayerRef, resolve_refs
from pagewake.repository.repository import Repository

DEFAULT_GRACE = timedelta(hours=24)
COPY_OUT_BELOW = 0.4
"""A pack of which less than this share is needed is copied out: then half its space and more comes back."""


@dataclass(frozen=True)
class PackUse:
    """How much of one pack is needed."""

    name: str
    size: int
    live_bytes: int
    live_chunks: int


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
    at_once: bool
    """Whether what is condemned now may be deleted now: no grace, and nothing is running."""
    backups: frozenset[str]
    """The backups whose chunks were marked."""

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


def run_prune(
    repository: Repository,
    job: Job,
    *,
    grace: timedelta = DEFAULT_GRACE,
    dry_run: bool = False,
    now: Callable[[], datetime] = clock_now,
) -> PruneReport:
    """Mark, copy out, condemn, and delete what is due."""
    if dry_run:
        return PruneReport(plan_prune(repository, job, grace=grace, now=now()), done=False)
    with repository.lock("prune"):
        plan = plan_prune(repository, job, grace=grace, now=now())
        condemned = repository.condemned
        with job.phase("prune", len(plan.delete) + len(plan.condemn) + len(plan.copy_out), "packs"):
            condemned.spare([pack.name for pack in plan.spare])
            copied = _copy_out(repository, [pack.name for pack in plan.copy_out], job, now)
            doomed = [*plan.condemn, *plan.copy_out]
            condemned.condemn([pack.name for pack in doomed], now())
            due = [pack.name for pack in plan.delete]
            if plan.at_once and _nothing_came(repository, plan):
                due += [pack.name for pack in doomed]
            _delete(repository, due)
            job.advance(len(doomed) + len(plan.delete))
    return PruneReport(plan, done=True, bytes_copied=copied)


def plan_prune(repository: Repository, job: Job, *, grace: timedelta, now: datetime) -> PrunePlan:
    """What a prune would do at `now`."""
    # What runs is looked at before what there is: a backup that ends in between is then in both.
    oldest_running = repository.running_since(None)
    repository.refresh()
    backups = repository.backups()
    condemned = repository.condemned.since()
    repository.index.exclude_packs(condemned)
    marker = LiveChunks(repository)
    with job.phase("mark", len(backups), "backups"):
        live_bytes, live_chunks = repository.index.live_bytes(marker.of(backups, job))
    young = repository.packs_younger_than(min(now - grace, oldest_running or now))
    delete: list[PackUse] = []
    condemn: list[PackUse] = []
    copy_out: list[PackUse] = []
    spare: list[PackUse] = []
    waiting: list[PackUse] = []
    total = 0
    for number, pack in enumerate(repository.index.packs):
        total += pack.size
        use = PackUse(pack.name, pack.size, int(live_bytes[number]), int(live_chunks[number]))
        since = condemned.get(pack.name)
        if since is not None and use.live_chunks:
            spare.append(use)
        elif since is not None:
            due = since + grace <= now and (oldest_running is None or oldest_running > since)
            (delete if due else waiting).append(use)
        elif pack.name in young:
            continue
        elif not use.live_chunks:
            condemn.append(use)
        elif use.live_chunks < pack.chunks and use.live_bytes < COPY_OUT_BELOW * use.size:
            copy_out.append(use)
    return PrunePlan(
        tuple(delete),
        tuple(condemn),
        tuple(copy_out),
        tuple(spare),
        tuple(waiting),
        total_bytes=total,
        live_bytes=int(live_bytes.sum()),
        at_once=grace <= timedelta(0) and oldest_running is None,
        backups=frozenset(backup.id for backup in backups),
    )


class LiveChunks:
    """Everything that manifests lead to; what backups share is looked at once.

    `metadata` is filled with the ids of file tables and layers while it is read.
    """

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._load = repository.chunk_reader().read
        self.metadata: set[bytes] = set()

    def of(self, backups: Sequence[Backup], job: Job) -> Iterator[Ids]:
        """The ids that some backups need."""
        seen: set[tuple[LayerRef, ...]] = set()
        for backup in backups:
            table = self._repository.file_table(self._repository.manifest(backup.id))
            new = [piece for piece in table.pieces if piece not in self.metadata]
            job.advance(1)
            if not new:
                continue
            self.metadata.update(new)
            yield ids_array(new)
            for record in table:
                for layers in record.regions:
                    refs = tuple(layers)
                    if refs and refs not in seen:
                        seen.add(refs)
                        job.check()
                        yield self._of_region(refs)

    def _of_region(self, refs: tuple[LayerRef, ...]) -> Ids:
        layers = [ref.id for ref in refs]
        self.metadata.update(layers)
        return np.concatenate([ids_array(layers), resolve_refs(refs, self._load).ids])


def _copy_out(repository: Repository, packs: list[str], job: Job, now: Callable[[], datetime]) -> int:
    """Store the needed chunks of some packs once more, in new packs; returns the bytes stored."""
    if not packs:
        return 0
    marker = LiveChunks(repository)
    wanted = repository.live_chunks_in(packs, marker.of(repository.backups(), job))
    repository.index.exclude_packs(packs)
    writer = repository.chunk_writer(new_backup_id(now))
    try:
        for id, raw in repository.chunk_reader().read_many(wanted, job):
            writer.add_metadata(raw) if id in marker.metadata else writer.add(raw)
        return writer.finish().stored_bytes
    except BaseException:
        writer.abort()
        raise


def _nothing_came(repository: Repository, plan: PrunePlan) -> bool:
    """Whether no backup began before the sentence that may use again what was not marked."""
    if repository.running_since(None) is not None:
        return False
    repository.catalogue.expire()
    return {backup.id for backup in repository.backups()} <= plan.backups


def _delete(repository: Repository, packs: list[str]) -> None:
    """Forget packs in the index first, then delete them, then their sentences: a crash leaves them
    condemned.
    """
    if not packs:
        return
    repository.forget_packs(packs)
    repository.condemned.spare(packs)
