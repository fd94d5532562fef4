"""The long work that faces ask for, as functions of an opened repository and a job: one way to do each thing.

What a piece of work came to is said in one line at its end, so that the log of the job holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pagewake.desk.places import SourcePlace
from pagewake.desk.sources import engine_named
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.units import counted, size_text

if TYPE_CHECKING:
    from pagewake.backup.run import BackupReport
    from pagewake.config import Settings
    from pagewake.expire.prune import PruneReport
    from pagewake.expire.run import ExpireReport
    from pagewake.verify.run import VerifyReport

Result = TypeVar("Result")
Work = Callable[[Repository, Job], Result]


def back_up(
    source: SourcePlace,
    settings: Settings,
    type_: str = "auto",
    *,
    checkpoint: bool = False,
    workers: int = 2,
) -> Work[BackupReport]:
    """Take one backup of a source, by the policy that the settings have for it."""

    def work(repository: Repository, job: Job) -> BackupReport:
        from pagewake.backup.plan import BackupPolicy
        from pagewake.backup.run import BackupRequest, run_backup

        known = settings.sources.get(source.name) if source.configured else None
        policy = (
            BackupPolicy(full_every=known.schedule.full) if known and known.schedule.full else BackupPolicy()
        )
        request = BackupRequest(source.name, type_, checkpoint, workers, policy)
        engine, opened = source.open()
        try:
            report = run_backup(repository, engine, opened, request, job)
        finally:
            opened.close()
        backup = report.backup
        job.say(
            f"{backup.type.value} backup {backup.id}: {counted(backup.pages, 'page')}, "
            f"{size_text(backup.bytes_written)} stored"
        )
        return report

    return work


def verify(backups: Sequence[str], level: str, *, scratch: Path | None = None) -> Work[VerifyReport]:
    """Verify the named backups, or everything."""

    def work(repository: Repository, job: Job) -> VerifyReport:
        from pagewake.verify.run import Level, run_verify

        report = run_verify(repository, engine_named, tuple(backups), Level(level), job, scratch=scratch)
        for finding in report.findings:
            job.warn(finding)
        verdict = "everything is sound" if report.ok else "damage was found"
        looked = f"{counted(len(report.backups), 'backup')}, {size_text(report.bytes_checked)} compared"
        job.say(f"{verdict}: {looked}")
        return report

    return work


def expire(source: str, settings: Settings, *, dry_run: bool = False) -> Work[list[ExpireReport]]:
    """Let go of what no rule of the settings keeps, of one source, or of all (`source` empty)."""

    def work(repository: Repository, job: Job) -> list[ExpireReport]:
        from pagewake.config import Retention
        from pagewake.expire.run import run_expire

        names = [source] if source else sorted({backup.source for backup in repository.backups()})
        reports = []
        for name in names:
            known = settings.sources.get(name)
            policy = known.retention if known else Retention()
            report = run_expire(repository, name, policy, job, dry_run=dry_run)
            gone, wal = counted(len(report.plan.expired), "backup"), size_text(report.plan.wal_bytes)
            job.say(f"{name}: {'removed' if report.done else 'would remove'} {gone} and {wal} of WAL")
            reports.append(report)
        return reports

    return work


def prune(*, dry_run: bool = False) -> Work[PruneReport]:
    """Free the space of pages that no backup needs."""

    def work(repository: Repository, job: Job) -> PruneReport:
        from pagewake.expire.prune import run_prune

        report = run_prune(repository, job, dry_run=dry_run)
        freed, later = size_text(report.plan.bytes_freed), size_text(report.plan.bytes_later)
        job.say(f"{'freed' if report.done else 'would free'} {freed}; {later} more after the grace period")
        return report

    return work
