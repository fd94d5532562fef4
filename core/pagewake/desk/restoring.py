"""What both faces do around a restore: prepare it, look at where it goes, save it, carry it out, try it in a drill."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.desk.sources import engine_named, engine_of
from pagewake.desk.work import Work
from pagewake.engines.base import CONFIGURATION as CONFIGURATION
from pagewake.engines.base import KEEP as KEEP
from pagewake.errors import RestoreError, UsageError
from pagewake.insight.evidence import Depth, Standing, standings
from pagewake.jobs import Job
from pagewake.model import Finding, RestoreTarget, Severity, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.continuing import ContinueReport, plan_continuation, run_continuation
from pagewake.restore.destination import DestinationReport, look_at_destination
from pagewake.restore.drill import PREFIX, DrillReport, run_drill
from pagewake.restore.estimate import Estimate, estimate_restore
from pagewake.restore.plan_file import ReopenedPlan, SavedPlan, plan_text, reopen_plan, saved_plan
from pagewake.restore.planning import Alternative, RestorePlan, alternatives_to, plan_restore
from pagewake.restore.run import RestoreReport, RestoreRequest, run_restore
from pagewake.units import counted

if TYPE_CHECKING:
    from pagewake.config import Settings
    from pagewake.engines.base import Engine, OutsidePart


@dataclass(frozen=True, eq=False)
class PreparedRestore:
    """A plan, and all that is worth knowing before it is carried out.

    `choices` are the options that the engine knows, `outside` the parts of the backup that may go elsewhere,
    `cautions` what speaks against the backup. `verified` is the depth and the time of its last good verification.
    """

    engine: Engine
    plan: RestorePlan
    alternatives: tuple[Alternative, ...]
    estimate: Estimate
    outside: tuple[OutsidePart, ...]
    choices: Mapping[str, Sequence[str]]
    cautions: tuple[Finding, ...]
    verified: tuple[Depth, datetime] | None


def prepare(source: str, target: RestoreTarget, backup: str | None = None) -> Work[PreparedRestore]:
    """Plan a restore. Nothing is written."""

    def work(repository: Repository, job: Job) -> PreparedRestore:
        engine = engine_of(repository, source)
        plan = plan_restore(repository, engine, source, target, job, backup=backup)
        return _prepared(repository, engine, plan, job)

    return work


def reopen(saved: SavedPlan) -> Work[tuple[ReopenedPlan, PreparedRestore]]:
    """Open a saved plan, where it still holds."""

    def work(repository: Repository, job: Job) -> tuple[ReopenedPlan, PreparedRestore]:
        engine = engine_of(repository, saved.source)
        reopened = reopen_plan(repository, engine, saved, job)
        return reopened, _prepared(repository, engine, reopened.plan, job)

    return work


def look_at(
    plan: RestorePlan, request: RestoreRequest, settings: Settings | None = None
) -> Work[DestinationReport]:
    """Look at where a restore is to go."""

    def work(repository: Repository, job: Job) -> DestinationReport:
        avoid = places_to_avoid(repository, plan.source, settings, delta=request.delta)
        return look_at_destination(
            repository, engine_named(plan.backup.engine), plan, request, job, avoid=avoid
        )

    return work


def look_at_scratch(
    plan: RestorePlan,
    scratch: Path | None,
    options: Mapping[str, str] | None = None,
    settings: Settings | None = None,
) -> Work[DestinationReport]:
    """Look at where a drill would go: a new directory below `scratch`."""

    def work(repository: Repository, job: Job) -> DestinationReport:
        below = scratch if scratch is not None else Path(tempfile.gettempdir())
        if not below.is_dir():
            raise UsageError("this is not a directory", object_name=str(below))
        request = RestoreRequest(below / f"{PREFIX}new", prove=True, scratch=True, options=options or {})
        return look_at(plan, request, settings)(repository, job)

    return work


def save(
    plan: RestorePlan, request: RestoreRequest | None, path: Path, *, drill: bool = False
) -> Work[SavedPlan]:
    """Write a plan to a file. Raises OSError."""

    def work(repository: Repository, job: Job) -> SavedPlan:
        saved = saved_plan(repository, plan, request, drill=drill)
        path.write_text(plan_text(saved), "utf-8")
        return saved

    return work


def carry_out(
    plan: RestorePlan, request: RestoreRequest, *, check_first: bool = False
) -> Work[RestoreReport]:
    """Restore as planned. `check_first` reads all that will be needed before anything is overwritten.

    Raises RestoreError where that finds something wrong: nothing was written then; and as `run_restore`.
    """

    def work(repository: Repository, job: Job) -> RestoreReport:
        engine = engine_named(plan.backup.engine)
        if check_first:
            _require_readable(repository, plan, job)
        report = run_restore(repository, engine, plan, request, job)
        _say_done(report, job)
        return report

    return work


def go_on(
    source: str,
    target: RestoreTarget,
    directory: Path,
    options: Mapping[str, str] | None = None,
    *,
    prove: bool = False,
) -> Work[ContinueReport]:
    """Have a restored database that is paused go on to a later target: when it is started, or now, to be proven.

    What a proof finds wrong are findings of the job.
    """

    def work(repository: Repository, job: Job) -> ContinueReport:
        engine = engine_of(repository, source)
        plan = plan_continuation(repository, engine, source, target, directory, job)
        report = run_continuation(repository, engine, plan, directory, job, prove=prove, options=options)
        for finding in (*report.findings, *(report.proof.findings if report.proof else ())):
            job.warn(finding)
        for check in report.proof.checks if report.proof else ():
            job.say(check)
        if report.recovered_to is None:
            job.say(f"it goes on when it is started: {report.next_step}")
        else:
            job.say(f"it is at the target: {report.next_step}")
        return report

    return work


def drill(
    plan: RestorePlan, scratch: Path | None = None, options: Mapping[str, str] | None = None
) -> Work[DrillReport]:
    """Try a plan in a directory that is thrown away."""

    def work(repository: Repository, job: Job) -> DrillReport:
        engine = engine_named(plan.backup.engine)
        report = run_drill(repository, engine, plan, job, scratch=scratch, options=options)
        if report.ok:
            job.say("restored and proven; what was restored is removed again")
        return report

    return work


def _say_done(report: RestoreReport, job: Job) -> None:
    pages, directory = counted(report.written.pages, "page"), report.directory
    if report.proof is not None and report.proof.possible and report.proof.ok:
        job.say(f"{pages} restored into {directory}, and proven")
    else:
        job.say(f"{pages} restored into {directory}")


def places_to_avoid(
    repository: Repository, source: str, settings: Settings | None, *, delta: bool = False
) -> dict[Path, str]:
    """Directories that a restore must not touch: the repository and every source that the settings know.

    A delta restore may go onto its own source: that is what it is for.
    """
    found: dict[Path, str] = {}
    if Path(repository.location).is_absolute():
        found[Path(repository.location)] = "the repository"
    for known in settings.sources.values() if settings is not None else ():
        if Path(known.location).is_absolute() and not (delta and known.name == source):
            found[Path(known.location)] = f"the source {known.name}"
    return found


def _prepared(repository: Repository, engine: Engine, plan: RestorePlan, job: Job) -> PreparedRestore:
    evidence = repository.evidence.all()
    recovery = engine.recovery()
    read_file = repository.file_reader(repository.manifest(plan.backup.id))
    known = standings(evidence)
    standing, depth, when = known.get(plan.backup.id, (Standing.UNKNOWN, Depth.NONE, None))
    verified = (depth, when) if standing is Standing.GOOD and when is not None else None
    others = alternatives_to(repository, engine, plan, job)
    return PreparedRestore(
        engine,
        plan,
        others,
        estimate_restore(plan, evidence),
        tuple(recovery.outside(read_file)),
        recovery.choices,
        (
            *_cautions(repository, plan, others, {id: one[0] for id, one in known.items()}),
            *_other_timeline(repository, plan),
        ),
        verified,
    )


def _other_timeline(repository: Repository, plan: RestorePlan) -> list[Finding]:
    """A warning where the newest moment is asked for and the newest transactions are not where the backup leads.

    The newest backup decides: it is of the timeline that is at work, unless that was begun since.
    """
    if plan.target.kind is not TargetKind.LATEST or plan.target.timeline is not None:
        return []
    ends = {span.timeline: span.end for span in plan.history}
    reached = max(
        (row.last_time for row in plan.wal if row.last_time is not None), default=plan.backup.finished
    )
    newest, timeline = reached, 0
    for row in repository.wal.rows(plan.source):
        end = ends.get(row.timeline, 0)
        aside = end is not None and row.first_lsn >= end
        if aside and row.system_identifier == plan.backup.system_identifier and row.last_time is not None:
            newest, timeline = max((newest, timeline), (row.last_time, row.timeline))
    if newest <= reached:
        return []
    return [
        Finding(
            Severity.WARNING,
            "newer-timeline",
            plan.source,
            f"timeline {timeline} has transactions up to {newest.isoformat(timespec='seconds')}; this restore does not "
            f"lead there, it ends with one of {reached.isoformat(timespec='seconds')}",
            f"To restore the newest moment of that timeline, name it: --target-timeline {timeline}.",
        )
    ]


def _cautions(
    repository: Repository, plan: RestorePlan, others: Sequence[Alternative], known: Mapping[str, Standing]
) -> list[Finding]:
    """What is known to be wrong with a backup, or not known to be right."""
    backup, found = plan.backup, list[Finding]()
    good = [
        one.backup.id
        for one in others
        if _replaces(one, plan) and known.get(one.backup.id) is not Standing.BAD
    ]
    instead = (
        f"Choose another backup: {good[0]} reaches this moment too."
        if good
        else "No other good backup reaches this moment: pagewake repo check says what can be mended."
    )
    if plan.missing_blocks:
        what = f"{counted(plan.missing_blocks, 'block')} of it can be given back from nowhere"
        found.append(Finding(Severity.ERROR, "blocks-missing", backup.id, what, instead))
    standing = known.get(backup.id, Standing.UNKNOWN)
    if standing is Standing.BAD:
        what = "a verification found it damaged, and none has found it good since"
        found.append(Finding(Severity.ERROR, "failed-verification", backup.id, what, instead))
    elif standing is Standing.UNKNOWN:
        what = "no verification has read it yet"
        advice = "Verify it before you rely on it, or have the restore proven."
        found.append(Finding(Severity.WARNING, "unverified", backup.id, what, advice))
    found += [
        Finding(
            Severity.WARNING,
            "parent-damaged",
            owner,
            "it stores blocks of this backup, and was found damaged",
        )
        for owner in plan.origins
        if owner != backup.id and known.get(owner) is Standing.BAD
    ]
    if backup.findings:
        found += repository.manifest(backup.id).findings
    return found


def _replaces(other: Alternative, plan: RestorePlan) -> bool:
    """Whether another backup leads to the very moment that is planned, and not to the end of its own."""
    return not other.problem and plan.target.kind is not TargetKind.IMMEDIATE


def _require_readable(repository: Repository, plan: RestorePlan, job: Job) -> None:
    from pagewake.verify.run import Level, run_verify

    report = run_verify(repository, engine_named, (plan.backup.id,), Level.DATA, job)
    if not report.ok:
        worst = next(one for one in report.findings if one.severity is Severity.ERROR)
        raise RestoreError(
            f"what the restore needs is damaged: {worst.message}",
            object_name=worst.object_name,
            meaning="Nothing was written: what is in the directory is as it was.",
            advice=worst.advice,
        )
