"""The long work that faces ask for, as functions of an opened repository and a job: one way to do each thing.

What a piece of work came to is said in one line at its end, so that the log of the job holds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pagewake.desk.places import RepositoryPlace, SourcePlace, trash_grace
from pagewake.desk.sources import engine_named
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.units import counted, size_text

if TYPE_CHECKING:
    from pagewake.backup.run import BackupReport
    from pagewake.config import Retention, Settings
    from pagewake.expire.prune import PruneReport
    from pagewake.expire.run import ExpireReport
    from pagewake.expire.trash import Undeleted
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
    tags: Sequence[str] = (),
) -> Work[BackupReport]:
    """Take one backup of a source, by the policy that the settings have for it, and give it `tags`."""

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
        if tags:
            from pagewake.expire.tagging import tag_new

            tag_new(repository, backup.id, tags)
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


def expire(
    source: str,
    settings: Settings,
    *,
    place: RepositoryPlace | None = None,
    policy: Retention | None = None,
    dry_run: bool = False,
) -> Work[list[ExpireReport]]:
    """Put what no rule keeps into the trash, of one source, or of all (`source` empty).

    The rules are those of the settings, or `policy`; `place` says for how long the trash keeps it.
    """

    def work(repository: Repository, job: Job) -> list[ExpireReport]:
        from pagewake.config import Retention
        from pagewake.expire.run import TRASH_GRACE, run_expire

        names = [source] if source else sorted({backup.source for backup in repository.backups()})
        grace = TRASH_GRACE if place is None else trash_grace(place, settings)
        reports = []
        for name in names:
            known = settings.sources.get(name)
            rules = policy or (known.retention if known else Retention())
            report = run_expire(repository, name, rules, job, grace=grace, dry_run=dry_run)
            gone, wal = counted(len(report.plan.expired), "backup"), size_text(report.plan.wal_bytes)
            if report.done:
                job.say(f"{name}: {gone} and {wal} of WAL are in the trash")
            else:
                job.say(f"{name}: {gone} and {wal} of WAL would go into the trash")
            reports.append(report)
        return reports

    return work


def undelete(backups: Sequence[str], *, hold: bool = True) -> Work[Undeleted]:
    """Bring backups back from the trash."""

    def work(repository: Repository, job: Job) -> Undeleted:
        from pagewake.expire.trash import undelete

        return _told(undelete(repository, backups, hold_too=hold), job)

    return work


def undo_expiry(runs: Sequence[str] | None) -> Work[Undeleted]:
    """Take back whole expiries, or (None) bring back everything that is in the trash."""

    def work(repository: Repository, job: Job) -> Undeleted:
        from pagewake.expire.trash import undo

        return _told(undo(repository, runs), job)

    return work


def hold(backups: Sequence[str], reason: str = "") -> Work[Undeleted]:
    """Hold backups, so that no rule lets them go."""

    def work(repository: Repository, job: Job) -> Undeleted:
        from pagewake.expire.trash import hold

        return hold(repository, backups, reason)

    return work


def unhold(backups: Sequence[str]) -> Work[tuple[str, ...]]:
    """Leave backups to the rules again."""

    def work(repository: Repository, job: Job) -> tuple[str, ...]:
        from pagewake.expire.trash import unhold

        return unhold(repository, backups)

    return work


def tag(
    backups: Sequence[str], add: Sequence[str] = (), remove: Sequence[str] = ()
) -> Work[Mapping[str, tuple[str, ...]]]:
    """Change the tags of backups."""

    def work(repository: Repository, job: Job) -> Mapping[str, tuple[str, ...]]:
        from pagewake.expire.tagging import tag

        return tag(repository, backups, add, remove)

    return work


def _told(back: Undeleted, job: Job) -> Undeleted:
    wal = counted(back.wal, "stretch", "stretches")
    job.say(f"{counted(len(back.backups), 'backup')} and {wal} of WAL are back")
    return back


def prune(*, purge_trash: bool = False, dry_run: bool = False) -> Work[PruneReport]:
    """Empty the trash of what is due (`purge_trash`: of everything), and free the space that no backup needs."""

    def work(repository: Repository, job: Job) -> PruneReport:
        from pagewake.expire.prune import run_prune

        report = run_prune(repository, job, purge_trash=purge_trash, dry_run=dry_run)
        freed, later = size_text(report.plan.bytes_freed), size_text(report.plan.bytes_later)
        gone = sum(len(one.backups) for one in report.purged if not one.postponed)
        if gone and report.done:
            job.say(f"{counted(gone, 'backup')} left the trash for good")
        job.say(f"{'freed' if report.done else 'would free'} {freed}; {later} more after the grace period")
        return report

    return work
