"""A repository for the fake database: backup, restore and comparison in one line each."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.engines.fake import ENGINE, EPOCH, FakeSource, Model, read_relations, trimmed

from pagewake.backup.plan import BackupPolicy
from pagewake.backup.run import BackupReport, BackupRequest, run_backup
from pagewake.disk import Disk
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreReport, RestoreRequest, run_restore
from pagewake.stores.base import Store
from pagewake.stores.memory import MemoryStore

NAME = "db"


class HastyDisk(Disk):
    """Waits for no disk: what survives a power loss is tested elsewhere."""

    def sync(self, descriptor: int) -> None:
        pass

    def sync_directory(self, path: Path) -> None:
        pass


ANY_SIZE = BackupPolicy(largest_incremental=2.0, largest_chain=1e9)


@dataclass
class FakeRig:
    model: Model = field(default_factory=Model)
    store: Store = field(default_factory=MemoryStore)
    clock: datetime = EPOCH
    archive_every: float = 30.0
    repository: Repository = field(init=False)
    source: FakeSource = field(init=False)

    def __post_init__(self) -> None:
        self.repository = Repository.create(self.store, now=lambda: self.clock)
        self.source = FakeSource(self.model)

    def backup(self, type_: str = "auto", policy: BackupPolicy = ANY_SIZE, workers: int = 1) -> BackupReport:
        self.clock += timedelta(hours=1)
        request = BackupRequest(NAME, type_, workers=workers, policy=policy, archive_every=self.archive_every)
        source: Any = self.source
        return run_backup(self.repository, ENGINE, source, request, Job(), now=lambda: self.clock)

    def restore(
        self,
        directory: Path,
        target: RestoreTarget | None = None,
        *,
        backup: str | None = None,
        **options: Any,
    ) -> RestoreReport:
        target = target or RestoreTarget(TargetKind.IMMEDIATE)
        plan = plan_restore(self.repository, ENGINE, NAME, target, Job(), backup=backup)
        return run_restore(
            self.repository,
            ENGINE,
            plan,
            RestoreRequest(directory, **options),
            Job("restore"),
            disk=HastyDisk(),
        )

    def restored(self, target: RestoreTarget | None = None, *, backup: str | None = None) -> dict[str, bytes]:
        """The relations of a restored database, without the zeros at their ends."""
        with scratch() as place:
            self.restore(place, target, backup=backup)
            return trimmed(read_relations(place, self.model))


@contextmanager
def scratch() -> Iterator[Path]:
    place = Path(tempfile.mkdtemp(prefix="fake-"))
    try:
        yield place / "restored"
    finally:
        shutil.rmtree(place)
