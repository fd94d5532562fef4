"""Backups, prunes and expiries as processes of their own on one directory, killed at random: nothing needed is lost."""

from __future__ import annotations

import multiprocessing
import os
import random
import shutil
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from tests.durability.scenes import (
    CHEAP,
    CHUNK_BYTES,
    SOURCE,
    Ledger,
    Pages,
    backup,
    pack_bytes,
    restored_pages,
    verify,
)
from tests.faults import FaultyDisk

from pagewake.config import Retention
from pagewake.errors import LockHeld, ParentUnusable, RepositoryError
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.expire.trash import undelete, unhold
from pagewake.jobs import Job
from pagewake.repository import repository as repository_module
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore

KEEP_TWO = Retention(2, 0, None, 0, 0, 0, 0, None)
LONGEST_LIFE = 0.4
"""Seconds within which a process that is to be killed is killed."""

# The children only work on files; no lock that another thread of this process may hold matters to them.
pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")
fork_context = multiprocessing.get_context("fork")


def open_at(directory: Path) -> Repository:
    """The repository; its disk does not wait for the real one, which a kill does not need."""
    return Repository.open(LocalStore(directory, FaultyDisk()))


def do_backup(directory: Path, database: Path, chance: random.Random) -> None:
    for _ in range(2):
        report = backup(open_at(directory), database, chance.choice(("full", "auto", "differential")))
        (database.parent / report.backup.id).touch()


def do_prune(directory: Path, database: Path, chance: random.Random) -> None:
    for _ in range(4):
        run_prune(open_at(directory), Job(), grace=timedelta(milliseconds=chance.choice((0, 0, 60))))


def do_expire(directory: Path, database: Path, chance: random.Random) -> None:
    for _ in range(4):
        grace = timedelta(milliseconds=chance.choice((0, 0, 500)))
        run_expire(open_at(directory), SOURCE, KEEP_TWO, Job(), grace=grace)


def do_undelete(directory: Path, database: Path, chance: random.Random) -> None:
    """Bring back what there is in the trash, and write down what is said to be back: it is held from now on."""
    for _ in range(4):
        for one in sorted(open_at(directory).keeping.of(SOURCE).in_trash)[:1]:
            try:
                back = undelete(open_at(directory), [one])
            except RepositoryError:  # a prune was quicker
                continue
            for name in (*back.backups, *back.kept):
                (directory.parent / f"held {name}").touch()
        time.sleep(0.03)


def do_verify(directory: Path, database: Path, chance: random.Random) -> None:
    verify(open_at(directory))


Work = Callable[[Path, Path, random.Random], None]


def child(work: Work, directory: Path, database: Path, seed: int) -> None:
    """One process: does its work, or is in somebody's way; anything else is written down."""
    try:
        time.sleep(random.Random(seed).random() * 0.05)
        work(directory, database, random.Random(seed))
    except (LockHeld, ParentUnusable):  # or there is no full backup any more
        os._exit(0)
    except BaseException:  # noqa: BLE001  # the parent reads what it was
        (database.parent / f"error {os.getpid()}").write_text(traceback.format_exc())
        os._exit(1)
    os._exit(0)


class Arena:
    """A database that changes from round to round, a repository, and what every backup must be."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root, self.chance = root, random.Random(seed)
        self.ledger = Ledger(root / "live", seed)
        self.directory = root / "repository"
        self.states: list[Pages] = []
        Repository.create(LocalStore(self.directory), chunk_bytes=CHUNK_BYTES, cost=CHEAP)
        backup(open_at(self.directory), self.next_state(), "full")

    def next_state(self) -> Path:
        """Change the database, and copy it to a place of its own."""
        self.ledger.change(*self.chance.sample(range(20), self.chance.choice((1, 3, 12))))
        home = self.root / f"round{len(self.states)}"
        shutil.copytree(self.ledger.directory, home / "database")
        self.states.append(dict(self.ledger.pages))
        return home / "database"

    def round(self) -> None:
        """Several processes at once; some of them are killed. Nobody may fail."""
        database = self.next_state()
        works = [
            do_backup,
            do_prune,
            do_prune,
            do_expire,
            self.chance.choice((do_expire, do_verify, do_backup, do_undelete)),
        ]
        processes = [self._start(work, database) for work in works]
        doomed = self.chance.sample(processes, self.chance.choice((0, 1, 1, 2, 5)))
        for moment, process in sorted(
            ((self.chance.random() * LONGEST_LIFE, p) for p in doomed), key=lambda x: x[0]
        ):
            process.join(moment / len(doomed))
            process.kill()
        for process in processes:
            process.join(60)
            assert process.exitcode is not None, "a process hangs"
        errors = [path.read_text() for path in database.parent.glob("error *")]
        assert errors == [], "\n".join(errors)

    def _start(self, work: Work, database: Path) -> BaseProcess:
        process = fork_context.Process(
            target=child, args=(work, self.directory, database, self.chance.randrange(2**32))
        )
        process.start()
        return process

    def check(self, *, restore: bool) -> None:
        """Clean, and every backup is one of the states; one whose process said which is that one."""
        repository = open_at(self.directory)
        report = verify(repository)
        assert report.findings == ()
        assert report.backups
        assert {path.name.removeprefix("held ") for path in self.root.glob("held *")} <= set(report.backups)
        for one in report.backups if restore else ():
            known = [
                number for number in range(len(self.states)) if (self.root / f"round{number}" / one).exists()
            ]
            allowed = [self.states[number] for number in known] or self.states
            assert restored_pages(repository, one) in allowed

    def let_go(self) -> None:
        """Nothing is held any more."""
        repository = open_at(self.directory)
        ids = [one.backup for one in repository.keeping.of(SOURCE).held]
        unhold(repository, [one for one in ids if repository.exists(one)])
        for path in self.root.glob("held *"):
            path.unlink()

    def finish(self) -> None:
        """The usual work succeeds, and what nobody needs is gone."""
        database = self.next_state()
        backup(open_at(self.directory), database, "full")
        backup(open_at(self.directory), database, "full")
        self.let_go()
        run_expire(open_at(self.directory), SOURCE, KEEP_TWO, Job())
        for _ in range(2):
            run_prune(open_at(self.directory), Job(), grace=timedelta(0), purge_trash=True)
        self.check(restore=True)
        repository = open_at(self.directory)
        assert len(repository.backups()) == 2
        assert pack_bytes(repository.store) < 3 * 21 * 4096
        self.ledger.database.close()


def fight(root: Path, seed: int, rounds: int) -> None:
    arena = Arena(root, seed)
    for number in range(rounds):
        arena.round()
        arena.check(restore=number % 5 == 4)
    arena.finish()


@pytest.fixture(autouse=True)
def _one_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """All processes are on this machine: nothing is spared for clocks that differ."""
    monkeypatch.setattr(repository_module, "CLOCK_SKEW", timedelta(0))


def test_processes_that_fight_and_die(tmp_path: Path) -> None:
    fight(tmp_path, 1, rounds=10)


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_processes_that_fight_and_die(tmp_path: Path, seed: int) -> None:
    fight(tmp_path, seed, rounds=50)
