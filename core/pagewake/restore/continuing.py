"""Going on from where a restored database stands still in its recovery: to a later point, without a second restore.

The pages stay; only the log behind the present point and another target are needed. The log is planned from any backup
that began before the point from which the database reads its log.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from pagewake.clock import now as clock_now
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import Engine, PausedAt, RecoveryRequest, WalFeed
from pagewake.errors import (
    BackupMissing,
    LogError,
    PagewakeError,
    RestoreError,
    TargetUnreachable,
    UsageError,
)
from pagewake.jobs import Job
from pagewake.model import (
    Finding,
    Identity,
    Proof,
    RecoveredTo,
    RestoreTarget,
    Severity,
    TargetKind,
    TimelineSpan,
    WalPosition,
)
from pagewake.repository.evidence import Evidence
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.restore.marker import read_marker
from pagewake.restore.planning import RestorePlan, plan_restore
from pagewake.restore.record import record_continuation
from pagewake.restore.run import resolved_target


@dataclass(frozen=True)
class Continuation:
    """How a paused database goes on: from where, to where, with which stretches of WAL."""

    source: str
    target: RestoreTarget
    paused: PausedAt
    identity: Identity
    history: tuple[TimelineSpan, ...]
    wal: tuple[StretchRow, ...]
    cautions: tuple[Finding, ...] = ()
    """What speaks against it."""
    backup: str = ""
    """The backup that its pages came from; empty where it is not kept any more, or the database does not say."""

    @property
    def wal_bytes(self) -> int:
        """The size of that WAL."""
        return sum(row.size for row in self.wal)


@dataclass(frozen=True)
class ContinueReport:
    """A database that is ready to go on when it is started, as `next_step` says, or one that was proven.

    `recovered_to` is None where it goes on when it is next started.
    """

    directory: Path
    continuation: Continuation
    findings: tuple[Finding, ...] = field(default=())
    next_step: str = ""
    recovered_to: RecoveredTo | None = None
    proof: Proof | None = None
    evidence: Evidence | None = None
    """What was put on record, where it was proven."""


def plan_continuation(
    repository: Repository, engine: Engine, source: str, target: RestoreTarget, directory: Path, job: Job
) -> Continuation:
    """See where the database in `directory` stands, and which WAL leads from there to the target. Writes nothing.

    Raises SourceInUse, RestoreError for a directory that holds no paused database of this source, TargetUnreachable
    for a target that lies before the present point or that no WAL leads to, and as `plan_restore`.
    """
    if target.kind is TargetKind.IMMEDIATE:
        raise UsageError("the end of a backup is no later point", advice="Name a later target, or --latest.")
    if read_marker(directory) is not None:
        raise RestoreError(
            "a restore into this directory has not finished",
            object_name=str(directory),
            meaning="Nothing was changed.",
            advice="Run that restore again; it goes on.",
        )
    paused = engine.recovery().paused_at(directory)
    plan = _plan(repository, engine, source, target, paused, job)
    _require_way(plan, paused.reached, directory, engine.lsn_style.text)
    rows = tuple(row for row in plan.wal if row.end_lsn > paused.redo.lsn or row.first_lsn == row.end_lsn)
    identity = repository.manifest(plan.backup.id).identity
    cautions = _short_of_the_newest(repository, plan, engine.lsn_style.text)
    return Continuation(
        source,
        resolved_target(plan),
        paused,
        identity,
        plan.history,
        rows,
        cautions,
        _restored_from(repository, source, paused),
    )


def run_continuation(
    repository: Repository,
    engine: Engine,
    continuation: Continuation,
    directory: Path,
    job: Job,
    *,
    prove: bool = False,
    options: Mapping[str, str] | None = None,
    disk: Disk = REAL_DISK,
) -> ContinueReport:
    """Make the database ready to go on, or have it go on now and prove it, which goes on record. Cut short, it still is
    paused.

    Raises as `plan_continuation`, LogCorrupt, LogGap, DiskFull, RecoveryFailed, and whatever the store raises.
    """
    source, started, clock = continuation.source, clock_now(), monotonic()
    with repository.lock("restore", scope=source):
        recovered = engine.recovery(disk).go_on(
            RecoveryRequest(
                directory=directory,
                identity=continuation.identity,
                start=continuation.paused.redo,
                stop=continuation.paused.reached,
                history=continuation.history,
                target=continuation.target,
                wal=WalFeed(
                    [row.span for row in continuation.wal],
                    repository.wal.reader(source),
                    [row.span for row in repository.wal.rows(source) if row.first_lsn == row.end_lsn],
                ),
                options=options or {},
                prove=prove,
            ),
            job,
        )
    evidence = None
    if recovered.proof is not None:
        evidence = record_continuation(
            repository,
            source,
            continuation.backup,
            continuation.target,
            recovered.proof,
            recovered.findings,
            started,
            monotonic() - clock,
            engine.lsn_style.text,
        )
    return ContinueReport(
        directory,
        continuation,
        (*continuation.cautions, *recovered.findings),
        recovered.next_step,
        recovered.reached,
        recovered.proof,
        evidence,
    )


def _restored_from(repository: Repository, source: str, paused: PausedAt) -> str:
    """The backup of this very database that began where the restored one says."""
    found = [
        one.id
        for one in repository.existing_backups(source)
        if one.system_identifier == paused.system_identifier
        and WalPosition(one.timeline, one.start_lsn) == paused.begun
    ]
    return found[0] if len(found) == 1 else ""


def _plan(
    repository: Repository, engine: Engine, source: str, target: RestoreTarget, paused: PausedAt, job: Job
) -> RestorePlan:
    """A plan of the newest backup whose log covers the present point."""
    mine = [one for one in repository.backups(source) if one.system_identifier == paused.system_identifier]
    if not mine:
        raise RestoreError(
            f"the database is {paused.system_identifier}, and {source} in this repository is another",
            object_name=source,
            meaning="Nothing was changed.",
            advice="Name the source and the repository that it was restored from.",
        )
    problem: PagewakeError = BackupMissing(
        "no backup that began before the present point is kept, so that the log from there on may not be complete",
        object_name=source,
    )
    for backup in reversed([one for one in mine if one.start_lsn <= paused.redo.lsn]):
        try:
            return plan_restore(repository, engine, source, target, job, backup=backup.id)
        except (TargetUnreachable, LogError, BackupMissing) as error:
            problem = error
    raise problem


def _short_of_the_newest(
    repository: Repository, plan: RestorePlan, text: Callable[[int], str]
) -> tuple[Finding, ...]:
    """A warning where the log that leads on from here ends before the newest that is archived: behind a gap."""
    if plan.target.kind is not TargetKind.LATEST or plan.target.timeline is not None:
        return ()
    ends = [WalPosition(row.timeline, row.end_lsn) for row in plan.wal]
    newest = max(
        WalPosition(row.timeline, row.end_lsn)
        for row in repository.wal.rows(plan.source)
        if row.system_identifier == plan.backup.system_identifier
    )
    if not ends or max(ends) >= newest:
        return ()
    last = max(ends)
    return (
        Finding(
            Severity.WARNING,
            "newest-not-reached",
            plan.source,
            f"the log that leads on from here ends at LSN {text(last.lsn)} on timeline {last.timeline}, and WAL up to "
            f"LSN {text(newest.lsn)} on timeline {newest.timeline} is archived behind a gap",
            "For the newest moment of all, restore again: a newer backup begins behind the gap.",
        ),
    )


def _require_way(plan: RestorePlan, here: WalPosition, directory: Path, text: Callable[[int], str]) -> None:
    """Raise TargetUnreachable unless the way to the target leads through the present point and on from there."""
    last, position = plan.history[-1], plan.position
    passed = position is not None and position.timeline == here.timeline and position.lsn < here.lsn
    if passed or (last.timeline == here.timeline and last.end is not None and last.end < here.lsn):
        what = "the target lies before that: recovery never goes back"
    elif not any(
        span.timeline == here.timeline and (span.end is None or here.lsn <= span.end) for span in plan.history
    ):
        what = "the way to the target does not lead through that point"
    else:
        return
    raise TargetUnreachable(
        f"the database stands at LSN {text(here.lsn)} on timeline {here.timeline}, and {what}",
        object_name=str(directory),
        meaning="Nothing was changed.",
        advice="Restore again, into an empty directory or with --delta.",
    )
