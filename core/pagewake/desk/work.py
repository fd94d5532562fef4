"""The long work that faces ask for, as functions of an opened repository and a job: one way to do each thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pagewake.desk.places import SourcePlace
from pagewake.desk.sources import engine_named
from pagewake.jobs import Job
from pagewake.repository.repository import Repository

if TYPE_CHECKING:
    from pagewake.backup.run import BackupReport
    from pagewake.config import Settings
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
            return run_backup(repository, engine, opened, request, job)
        finally:
            opened.close()

    return work


def verify(backups: Sequence[str], level: str, *, scratch: Path | None = None) -> Work[VerifyReport]:
    """Verify the named backups, or everything."""

    def work(repository: Repository, job: Job) -> VerifyReport:
        from pagewake.verify.run import Level, run_verify

        return run_verify(repository, engine_named, tuple(backups), Level(level), job, scratch=scratch)

    return work
