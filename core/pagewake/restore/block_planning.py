"""Filling the plan of a page repair: from which backup, and what is there now. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from pagewake.archive.archiver import recognise
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import Engine, RepairsPages, StoppedDatabase
from pagewake.errors import (
    BackupMissing,
    LogError,
    RestoreIncomplete,
    SourceUnreadable,
    TargetUnreachable,
    UsageError,
)
from pagewake.insight.pages import kept_page
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.block_plan import BackupChoice, KeptVersion, Wanted, choose_version
from pagewake.restore.planning import RestorePlan, plan_restore
from pagewake.units import listed


@dataclass(frozen=True)
class BlocksRequest:
    """Which blocks, of which moment, and where to: `in_place` a database directory, else `pages_to` a new directory.

    `scratch` is where the whole database is restored to meanwhile (default: the system's temporary directory).
    """

    wanted: Wanted
    target: RestoreTarget
    in_place: Path | None = None
    pages_to: Path | None = None
    backup: str | None = None
    scratch: Path | None = None


@dataclass(frozen=True)
class BlocksPlan:
    """What a page repair will do. `present` says of each block, in order, how it is now: `sound`, `damaged: why`,
    `beyond the end`; empty where nothing is done in place.
    """

    request: BlocksRequest
    restore: RestorePlan
    choice: BackupChoice
    present: tuple[str, ...]
    page_size: int


def plan_blocks(
    repository: Repository, engine: Engine, source: str, request: BlocksRequest, job: Job
) -> BlocksPlan:
    """Decide from which backup, and look at the blocks as they are now. Nothing is written anywhere.

    Raises UsageError, TargetUnreachable, RestoreIncomplete, BackupMissing, SourceInUse, and what the store raises.
    """
    require_repairs(engine)
    if request.in_place is None:
        return plan_from(repository, engine, source, request, job, ())
    with closing(take_stopped(engine, request, request.in_place, REAL_DISK)) as database:
        require_same_database(repository, source, database)
        rows = repository.wal.rows(source)
        newest = database.newest([row.span for row in rows], repository.wal.reader(source))
        present = request
        # Where the archive does not know its timeline yet, its log is a fork that nobody archived so far.
        if any(row.timeline == newest.timeline for row in rows):
            present = replace(request, target=RestoreTarget(TargetKind.LATEST, timeline=newest.timeline))
        return plan_from(repository, engine, source, present, job, tuple(look_at(database, request.wanted)))


def plan_from(
    repository: Repository,
    engine: Engine,
    source: str,
    request: BlocksRequest,
    job: Job,
    present: tuple[str, ...],
) -> BlocksPlan:
    """Choose the backup; `present` is what `look_at` said. Raises as `plan_blocks`."""
    plans: dict[str, RestorePlan] = {}
    sizes: dict[str, int] = {}
    unreachable: list[TargetUnreachable | LogError] = []

    def candidates() -> Iterator[list[KeptVersion]]:
        backups = repository.existing_backups(source) if request.backup else repository.backups(source)
        chosen = [one for one in backups if request.backup in (None, one.id)]
        if not chosen:
            raise BackupMissing(
                "there is no such backup of this source", object_name=request.backup or source
            )
        for backup in reversed(chosen):
            job.check()
            try:
                plans[backup.id] = plan_restore(
                    repository, engine, source, request.target, job, backup=backup.id
                )
            except (TargetUnreachable, LogError) as error:
                unreachable.append(error)
                continue
            versions = []
            table = repository.file_table(repository.manifest(backup.id))
            for file, blocks in request.wanted.items():
                record = table.get(file)
                if record is None:
                    missing = "the backup has no such file"
                    versions += [
                        KeptVersion(backup.id, file, block, "missing", None, missing) for block in blocks
                    ]
                    continue
                if record.relation is None:
                    raise UsageError("this is not a file of pages, and has no blocks", object_name=file)
                sizes[file] = record.page_size
                for block in blocks:
                    kept = kept_page(repository, engine, backup, record, block)
                    version = kept.version
                    bad = kept.problem or ("its checksum is wrong" if version.checksum_ok is False else "")
                    versions.append(KeptVersion(backup.id, file, block, version.state, version.page_lsn, bad))
            yield versions
        unknown = set(request.wanted) - sizes.keys()
        if unknown and plans:
            raise UsageError(
                "no backup that reaches the target has such a file",
                object_name=listed(sorted(unknown)),
                advice="The files of a backup are listed by: pagewake show BACKUP --repo REPO",
            )

    try:
        choice = choose_version(candidates())
    except RestoreIncomplete:
        if not plans and unreachable:
            raise unreachable[0] from None
        raise
    return BlocksPlan(request, plans[choice.backup], choice, present, max(sizes.values()))


def require_repairs(engine: Engine) -> RepairsPages:
    """An engine whose restored pages are at the target at once. Raises UsageError for any other."""
    if not isinstance(engine, RepairsPages):
        raise UsageError(
            f"single pages cannot be restored for {engine.title}",
            meaning="Nothing was written.",
            advice="Restore the database into another directory: pagewake restore --to DIR --prove",
        )
    return engine


def take_stopped(engine: Engine, request: BlocksRequest, directory: Path, disk: Disk) -> StoppedDatabase:
    """Take the database that is to be repaired for oneself. Raises UsageError, SourceInUse, SourceError."""
    if request.target.kind is not TargetKind.LATEST:
        raise UsageError(
            "a page in place must be as new as the pages around it, and a target asks for another moment",
            advice="Leave the target out, or write the pages to files with --to DIR.",
        )
    repairing = require_repairs(engine)
    try:
        return repairing.stopped(directory, next(iter(request.wanted)), disk)
    except SourceUnreadable as error:
        if error.meaning != SourceUnreadable.default_meaning:
            raise
        raise SourceUnreadable(
            error.what, object_name=error.object_name, meaning="Nothing was written.", advice=error.advice
        ) from error


def require_same_database(repository: Repository, source: str, database: StoppedDatabase) -> None:
    """Raise SourceChanged for another database than the one that was backed up."""
    rows, live = repository.wal.rows(source), database.source
    known = [row.span for row in rows]
    piece = next(live.new_wal(known, repository.wal.reader(source), Job("look")), None)
    pieces = () if piece is None else (piece,)
    recognise(source, database.identity, repository.backups(source), rows, pieces, live.location)


def look_at(database: StoppedDatabase, wanted: Wanted) -> Iterator[str]:
    """What each of these blocks is now: see `BlocksPlan.present`. Raises UsageError, SourceUnreadable."""
    for file, blocks in wanted.items():
        there = database.blocks_in(file)
        for block in blocks:
            if block >= there:
                yield "beyond the end"
                continue
            page = database.read(file, block)
            verdict = database.check(file, np.array([block]), memoryview(page))
            yield f"damaged: {verdict.reasons[0]}" if len(verdict.bad) else "sound"
