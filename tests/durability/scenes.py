"""A small repository with a history, and what each of its backups must restore to, known independently.

A `Ledger` is a real database of which the test knows every page. `Scene` takes backups of it as it changes, keeps a
copy of the database at each step, and gives out copies of its store, so that a test can spoil one and compare.
"""

from __future__ import annotations

import random
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from pagewake.backup.plan import BackupPolicy
from pagewake.backup.run import BackupReport, BackupRequest, run_backup
from pagewake.clock import now as clock_now
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.neuroquantum import ENGINE
from pagewake.engines.neuroquantum.database import Database
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.keys import ScryptCost
from pagewake.repository.repository import Repository
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreReport, RestoreRequest, run_restore
from pagewake.stores.base import Store
from pagewake.stores.memory import MemoryStore
from pagewake.verify.run import Level, VerifyReport, run_verify

SOURCE = "db"
PASSPHRASE = "seven secret words"
CHEAP = ScryptCost(n=2, r=1)
PAGE, HEADER, DATA = 4096, 64, 4032
PAGES = 20
CHUNK_BYTES = 8192
PACK_BYTES = 16 << 10
"""Several packs a backup, so that there are steps between them."""

Pages = dict[int, bytes]
Clock = Callable[[], datetime]


def later(**by: float) -> Clock:
    """A clock that runs ahead by so many `hours`, `minutes`."""
    return lambda: clock_now() + timedelta(**by)


AFTER_A_CRASH: Clock = later(minutes=30)
"""By then the lock of a process that died has expired."""


class Ledger:
    """A database with random pages; `pages` is what was committed."""

    def __init__(self, directory: Path, seed: int = 1, pages: int = PAGES) -> None:
        self.directory = directory
        self.chance = random.Random(seed)
        self.pages: Pages = {}
        self.database = Database.create(directory)
        with self.database.begin() as transaction:
            self._numbers = [transaction.allocate() for _ in range(pages)]
        self.change(*range(pages))

    def change(self, *indexes: int) -> None:
        """Replace the content of some pages, in one committed transaction."""
        with self.database.begin() as transaction:
            for index in indexes:
                page = self._numbers[index]
                self.pages[page] = self.chance.randbytes(DATA)
                transaction.write(page, 0, self.pages[page])
        self.database.checkpoint()


@dataclass
class Scene:
    """A repository in `store`: a full backup, an incremental, another full one; the database went on after them.

    `truth` holds the pages of each backup by its id, `copies` the database that it is of; `now_pages` are those of
    the database as it is in `database`.
    """

    root: Path
    encrypted: bool = False
    store: MemoryStore = field(default_factory=MemoryStore)
    truth: dict[str, Pages] = field(default_factory=dict)
    copies: dict[str, Path] = field(default_factory=dict)
    database: Path = field(init=False)
    now_pages: Pages = field(init=False)

    def __post_init__(self) -> None:
        Repository.create(self.store, passphrase=self.passphrase, chunk_bytes=CHUNK_BYTES, cost=CHEAP)
        ledger = Ledger(self.root / "live")
        self._keep(ledger, "full")
        ledger.change(1, 2, 9)
        self._keep(ledger, "incremental")
        ledger.change(*range(3, 17))
        self._keep(ledger, "full")
        ledger.change(0, 4, 11)
        self.database, self.now_pages = ledger.directory, dict(ledger.pages)
        ledger.database.close()

    @property
    def passphrase(self) -> str | None:
        return PASSPHRASE if self.encrypted else None

    def _keep(self, ledger: Ledger, type_: str) -> None:
        copy = self.root / f"copy{len(self.copies)}"
        shutil.copytree(ledger.directory, copy)
        report = backup(self.open(self.store), copy, type_)
        self.truth[report.backup.id] = dict(ledger.pages)
        self.copies[report.backup.id] = copy

    def open(self, store: Store, now: Clock = clock_now) -> Repository:
        """The repository in a store, as a new process sees it."""
        return Repository.open(store, self.passphrase, now=now)

    def check(
        self,
        store: Store,
        *,
        now: Clock = AFTER_A_CRASH,
        may_be_gone: frozenset[str] = frozenset(),
        restore: bool = False,
    ) -> Repository:
        """The repository opens, has every backup, and all of it verifies clean; with `restore`, restores too.

        What is in the trash is there as well, and as good.
        """
        repository = self.open(store, now)
        ids = {one.id for one in repository.existing_backups()}
        trash = ids - {one.id for one in repository.backups()}
        assert self.truth.keys() - may_be_gone <= ids, "a backup is gone"
        report = verify(repository)
        assert report.findings == (), report.findings
        assert len(report.backups) == len(ids - trash), "a backup exists half"
        assert not trash or verify(repository, Level.DATA, *trash).findings == ()
        for id_ in ids if restore else ():
            assert restored_pages(repository, id_) == self.truth.get(id_, self.now_pages), id_
        return repository


def fork(store: MemoryStore) -> MemoryStore:
    """A store with the same objects, which changes on its own."""
    copy = MemoryStore()
    copy._objects = dict(store._objects)
    return copy


def backup(
    repository: Repository,
    database: Path,
    type_: str = "auto",
    job: Job | None = None,
    *,
    named: str = SOURCE,
) -> BackupReport:
    """Take a backup of the database in a directory."""
    source = ENGINE.open(str(database))
    policy = BackupPolicy(largest_incremental=2.0, largest_chain=1e9)
    try:
        return run_backup(
            repository,
            ENGINE,
            source,
            BackupRequest(named, type_, workers=1, policy=policy),
            job or Job("backup"),
        )
    finally:
        source.close()


def restore(
    repository: Repository,
    directory: Path,
    backup_id: str,
    *,
    delta: bool = False,
    disk: Disk = REAL_DISK,
    job: Job | None = None,
    kind: TargetKind = TargetKind.IMMEDIATE,
) -> RestoreReport:
    """Restore one backup to the moment when it became consistent."""
    job = job or Job("restore")
    source = repository.manifest(backup_id).backup.source
    plan = plan_restore(repository, ENGINE, source, RestoreTarget(kind), job, backup=backup_id)
    return run_restore(repository, ENGINE, plan, RestoreRequest(directory, delta=delta), job, disk=disk)


def verify(repository: Repository, level: Level = Level.DATA, *ids: str) -> VerifyReport:
    """Verify everything, or some backups."""
    return run_verify(repository, lambda name: ENGINE, ids, level, Job("verify"))


def pages_in(directory: Path) -> Pages:
    """The data areas of a database's pages but the first, as far as they hold anything."""
    content = next((directory / "data").glob("*.db")).read_bytes()
    pages = {at // PAGE: content[at + HEADER : at + PAGE] for at in range(PAGE, len(content), PAGE)}
    return {number: data for number, data in pages.items() if any(data)}


def restored_pages(repository: Repository, backup_id: str) -> Pages:
    """What a backup restores to, all of it given back."""
    with scratch() as directory:
        report = restore(repository, directory / "restored", backup_id)
        assert report.findings == ()
        return pages_in(directory / "restored")


@contextmanager
def scratch() -> Iterator[Path]:
    """A directory for a while."""
    directory = Path(tempfile.mkdtemp(prefix="pagewake-test-"))
    try:
        yield directory
    finally:
        shutil.rmtree(directory)


def pack_bytes(store: Store) -> int:
    """The size of all packs."""
    return sum(info.size for info in store.list("packs/"))
