"""Looking at two repositories, and asking the pure plan what a copy from one into the other would do."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from pagewake.copying.naming import same_ids
from pagewake.copying.plan import Act, BackupStep, CopyPlan, Holdings, Needs, SourcePlan, plan_source
from pagewake.errors import BackupMissing, LogAmbiguous, LogGap, ObjectCorrupt, ObjectMissing, UsageError
from pagewake.jobs import Job
from pagewake.model import Backup, Finding, Severity, WalPosition
from pagewake.repository.live_chunks import live_chunks
from pagewake.repository.manifest import BACKUPS
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.repository.tags import tags_of
from pagewake.stores.base import BoundedStore
from pagewake.stores.protecting import innermost
from pagewake.units import size_text


@dataclass(frozen=True)
class Choice:
    """What is asked for: some sources, some backups by id or an unmistakable beginning of one; empty: everything."""

    sources: Sequence[str] = ()
    backups: Sequence[str] = ()


def plan_copy(origin: Repository, target: Repository, choice: Choice, job: Job) -> CopyPlan:
    """What a copy would do now. Reads rows, and the maps of what is new; no pages.

    Raises UsageError: both are the same repository, or there is no such source; BackupMissing; StoreError.
    """
    _require_apart(origin, target)
    chosen = [origin.manifest(one).backup for one in choice.backups]
    sources = _sources(origin, choice, chosen)
    ids = {one.id for one in chosen} if chosen else None
    same = same_ids(origin.sealer, target.sealer)
    plans = []
    with job.phase("plan the copy", len(sources), "sources"):
        for source in sources:
            plans.append(_plan_source(origin, target, source, ids, job, same=same))
            job.advance(1)
    return CopyPlan(tuple(plans), same)


def holdings(repository: Repository, source: str) -> Holdings:
    """What a repository has of one source."""
    keeping = repository.keeping.of(source)
    existing = repository.existing_backups(source)
    kept = {one.id for one in repository.backups(source)}
    prefix = len(BACKUPS)
    return Holdings(
        tuple(one for one in existing if one.id in kept),
        tuple(one for one in existing if one.id not in kept),
        tuple(repository.wal.rows(source)),
        frozenset(keeping.stretches),
        repository.wal.lost(source),
        repository.wal.expired.spans(source),
        frozenset(key[prefix:] for key in repository.unreadable_backups()),
        frozenset(hold.backup for hold in keeping.held),
        tags_of([keeping]),
    )


def unreadable(origin: Repository, choice: Choice) -> list[Finding]:
    """The backups and WAL of which nothing is known, since their records cannot be read; with a choice of backups,
    nobody has asked for them.
    """
    if choice.backups:
        return []
    return [
        one
        for one in (*origin.catalogue.findings, *origin.wal.findings, *origin.keeping.findings)
        if one.severity is Severity.ERROR
    ]


def want_of_room(origin: Repository, target: Repository, plan: CopyPlan) -> list[Finding]:
    """A warning where the other repository lies on a file system with less room than the copy will need.

    What is stored anew takes about as much as it did. Raises StoreError.
    """
    store = innermost(target.store)
    free = store.free_bytes() if isinstance(store, BoundedStore) else None
    if free is None or free >= plan.page_bytes + plan.wal_bytes:
        return []
    need = plan.page_bytes
    for source in plan.sources:
        stored = origin.wal.stored(source.source) if source.wal else {}
        need += sum(stored.get((row.timeline, row.name), row.size) for row in source.wal)
    if free >= need:
        return []
    return [
        Finding(
            Severity.WARNING,
            "little-room",
            target.location,
            f"The copy needs about {size_text(need)} there, and {size_text(free)} are free.",
            "Make room, or copy less with --source or --backup. What has arrived stays; the next run goes on.",
        )
    ]


def _require_apart(origin: Repository, target: Repository) -> None:
    if origin.descriptor.id == target.descriptor.id and origin.location == target.location:
        raise UsageError(
            "the two repositories are one and the same",
            object_name=origin.location,
            advice="Give another directory or bucket to copy into.",
        )


def _sources(origin: Repository, choice: Choice, chosen: Collection[Backup]) -> list[str]:
    known = {one.source for one in origin.backups()} | set(origin.wal.sources())
    for name in choice.sources:
        if name not in known:
            raise UsageError(
                f"there is no source {name!r} in it",
                object_name=origin.location,
                advice=f"It has: {', '.join(sorted(known)) or 'nothing'}.",
            )
    if chosen:
        return sorted({one.source for one in chosen if not choice.sources or one.source in choice.sources})
    return sorted(choice.sources or known)


def _plan_source(
    origin: Repository, target: Repository, source: str, ids: set[str] | None, job: Job, *, same: bool
) -> SourcePlan:
    here, there = holdings(origin, source), holdings(target, source)
    plan = plan_source(source, here, there, _needs(origin, source, here.backups), ids)
    return replace(plan, backups=_sized(origin, target, plan.backups, job, same=same))


def _needs(origin: Repository, source: str, backups: Sequence[Backup]) -> Needs:
    """By backup, the WAL that makes it consistent, or why there is none."""
    found: dict[str, tuple[StretchRow, ...] | str] = {}
    try:
        history = origin.wal.history(source)
    except LogAmbiguous as error:
        return {one.id: f"the log of its source is ambiguous: {error.what}" for one in backups}
    for one in backups:
        start = WalPosition(one.timeline, one.start_lsn)
        try:
            found[one.id] = history.select(start, WalPosition(one.stop_timeline, one.stop_lsn))
        except LogGap as error:
            found[one.id] = f"the log that it needs is not complete: {error.what}"
    return found


def _sized(
    origin: Repository, target: Repository, steps: Sequence[BackupStep], job: Job, *, same: bool
) -> tuple[BackupStep, ...]:
    """The steps with the bytes that each has to read: what neither the backups there nor the steps before brought.

    A backup whose maps cannot be read counts for what could be; running the copy says what is wrong with it.
    """
    origin.load_index(job)
    marks = origin.index.marked(())
    before = 0
    done: list[BackupStep] = []
    for number, step in enumerate(steps):
        if step.act is Act.COPY or _is_built_upon(steps, number):
            try:
                for found in live_chunks(origin, [step.backup], job):
                    marks.add([found[~target.index.held(found)] if same else found])
            except (BackupMissing, ObjectCorrupt, ObjectMissing):
                pass  # running the copy finds it again, and says what is wrong
        now = int(marks.usage()[0].sum())
        done.append(replace(step, bytes=now - before) if step.act is Act.COPY else step)
        before = now
    return tuple(done)


def _is_built_upon(steps: Sequence[BackupStep], number: int) -> bool:
    """Whether a backup that is there is the last one before some that are copied."""
    after = steps[number + 1 : number + 2]
    return steps[number].act is Act.THERE and bool(after) and after[0].act is Act.COPY
