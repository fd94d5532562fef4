"""A database, a repository and the steps between them, in a few lines: what the end-to-end tests build on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from pagewake.backup.plan import BackupPolicy
from pagewake.backup.run import BackupReport, BackupRequest, run_backup
from pagewake.clock import now as clock_now
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.neuroquantum import ENGINE
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreReport, RestoreRequest, run_restore
from pagewake.stores.base import Store
from pagewake.stores.memory import MemoryStore
from pagewake.verify.run import Level, VerifyReport, run_verify

SOURCE = "db"


@dataclass
class Rig:
    """One repository. `database` is the directory of the database that it protects."""

    database: Path
    store: Store = field(default_factory=MemoryStore)
    passphrase: str | None = None
    codec: str = "lz4"
    repository: Repository = field(init=False)

    def __post_init__(self) -> None:
        self.repository = Repository.create(self.store, passphrase=self.passphrase, codec=self.codec)

    def reopen(self) -> Repository:
        """The repository as another process sees it."""
        self.repository = Repository.open(self.store, self.passphrase)
        return self.repository

    def backup(
        self, type_: str = "auto", *, now: Callable[[], datetime] = clock_now, **options: object
    ) -> BackupReport:
        """Take a backup."""
        source = ENGINE.open(str(self.database))
        policy = BackupPolicy(largest_incremental=2.0, largest_chain=1e9)
        request = BackupRequest(SOURCE, type_, workers=1, policy=policy, **options)  # type: ignore[arg-type]
        try:
            return run_backup(self.repository, ENGINE, source, request, Job("backup"), now=now)
        finally:
            source.close()

    def restore(
        self,
        directory: Path,
        target: RestoreTarget | None = None,
        *,
        backup: str | None = None,
        delta: bool = False,
        prove: bool = False,
        disk: Disk = REAL_DISK,
    ) -> RestoreReport:
        """Restore to a target (default: latest)."""
        job = Job("restore")
        target = target or RestoreTarget(TargetKind.LATEST)
        plan = plan_restore(self.repository, ENGINE, SOURCE, target, job, backup=backup)
        return run_restore(
            self.repository, ENGINE, plan, RestoreRequest(directory, delta=delta, prove=prove), job, disk=disk
        )

    def verify(self, level: Level = Level.DATA, *ids: str) -> VerifyReport:
        """Verify the repository, or some backups."""
        return run_verify(self.repository, lambda name: ENGINE, ids, level, Job("verify"))


def to_lsn(lsn: int, *, exclusive: bool = False, timeline: int | None = None) -> RestoreTarget:
    """An LSN target."""
    return RestoreTarget(TargetKind.LSN, lsn, exclusive, timeline)
