"""Backups of two sources, prunes, expiries, verifications and all that brings back, as processes that fight and die.

`Arena` runs rounds of them on one repository, wherever it lies, and checks after each: clean, everything that is said
to be held is there, and every backup whose process said that it was done restores to what the database was, unless
an expiry could take it.
"""

from __future__ import annotations

import faulthandler
import multiprocessing
import os
import random
import shutil
import signal
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from tests.durability.scenes import (
    CHEAP,
    CHUNK_BYTES,
    Ledger,
    Pages,
    backup,
    pack_bytes,
    restored_pages,
    verify,
)

from pagewake.config import Retention
from pagewake.errors import BackupMissing, LockHeld, ParentUnusable, RepositoryError
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.expire.trash import Undeleted, hold, undelete, undo, unhold
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.base import Store

SOURCES = ("db", "other")
KEEP_TWO = Retention(2, 0, None, 0, 0, 0, 0, None)
NO_GRACE = timedelta(0)
LONGEST_ROUND = 300.0
"""Seconds after which a process of a round hangs; the round takes one or two where nothing else runs."""

# The children only work on files; no lock that another thread of this process may hold matters to them.
fork_context = multiprocessing.get_context("fork")
OpenStore = Callable[[], Store]


class Child:
    """What one process works with: the repository, a place to write down what it did, and its own luck."""

    def __init__(self, store: OpenStore, home: Path, source: str, seed: int) -> None:
        self._store, self.home, self.source = store, home, source
        self.chance = random.Random(seed)

    @property
    def database(self) -> Path:
        """The copy of the database of this round and source."""
        return self.home / self.source

    def open(self) -> Repository:
        """The repository as a new process sees it."""
        return Repository.open(self._store())

    def say_done(self, backup_id: str) -> None:
        """A backup is there, as its user was told."""
        (self.database.parent / f"done {self.source} {backup_id}").touch()

    def say_held(self, back: Undeleted) -> None:
        """Backups are back and held, as their user was told."""
        for name in (*back.backups, *back.kept):
            (self.home.parent / f"held {name}").touch()


Work = Callable[[Child], None]


def do_backup(child: Child) -> None:
    for _ in range(2):
        type_ = child.chance.choice(("full", "auto", "differential"))
        child.say_done(backup(child.open(), child.database, type_, named=child.source).backup.id)


def do_prune(child: Child) -> None:
    for _ in range(4):
        grace = timedelta(milliseconds=child.chance.choice((0, 0, 60)))
        run_prune(child.open(), Job(), grace=grace, purge_trash=child.chance.random() < 0.1)


def do_expire(child: Child) -> None:
    for _ in range(4):
        grace = timedelta(milliseconds=child.chance.choice((0, 0, 500)))
        run_expire(child.open(), child.source, KEEP_TWO, Job(), grace=grace)


def do_undelete(child: Child) -> None:
    """Bring back what there is in the trash, and write down what is said to be back: it is held from now on."""
    for _ in range(4):
        for one in sorted(child.open().keeping.of(child.source).in_trash)[:1]:
            with suppress(RepositoryError):  # a prune was quicker
                child.say_held(undelete(child.open(), [one]))
        time.sleep(0.03)


def do_hold(child: Child) -> None:
    """Hold any backup, in the trash or not."""
    for _ in range(3):
        there = child.open().existing_backups(child.source)
        if there:
            with suppress(RepositoryError):
                child.say_held(hold(child.open(), [child.chance.choice(there).id], "for the audit"))


def do_undo(child: Child) -> None:
    """Take every expiry back; the rules may take it all again."""
    for _ in range(3):
        undo(child.open())
        time.sleep(0.03)


def do_verify(child: Child) -> None:
    findings = verify(child.open()).findings
    assert findings == (), "nothing goes while it is being read: " + "\n".join(map(str, findings))


def run_child(work: Work, child: Child, seed: int) -> None:
    """One process: does its work, or is in somebody's way; anything else is written down."""
    stacks = (child.home / f"stacks {os.getpid()}").open("w")
    faulthandler.register(signal.SIGUSR1, stacks)
    try:
        time.sleep(random.Random(seed).random() * 0.05)
        work(child)
    except (LockHeld, ParentUnusable, BackupMissing):  # or there is no full backup any more
        os._exit(0)
    except BaseException:  # noqa: BLE001  # the parent reads what it was
        (child.home / f"error {os.getpid()}").write_text(traceback.format_exc())
        os._exit(1)
    os._exit(0)


class Arena:
    """Two databases that change from round to round, a repository, and what every backup must be."""

    def __init__(self, root: Path, seed: int, store: OpenStore, *, longest_life: float = 0.4) -> None:
        """`longest_life`: seconds within which a process that is to be killed is killed."""
        self.root, self.chance, self.store = root, random.Random(seed), store
        self.longest_life = longest_life
        self.ledgers = {name: Ledger(root / f"live {name}", seed + n) for n, name in enumerate(SOURCES)}
        self.states: dict[str, list[Pages]] = {name: [] for name in SOURCES}
        Repository.create(self.store(), chunk_bytes=CHUNK_BYTES, cost=CHEAP)
        self.kills = 0
        home = self.next_state()
        for name in SOURCES:
            backup(self.open(), home / name, "full", named=name)

    def open(self) -> Repository:
        """The repository as a new process sees it."""
        return Repository.open(self.store())

    def next_state(self) -> Path:
        """Change both databases, and copy them to a place of their own."""
        home = self.root / f"round{len(self.states[SOURCES[0]])}"
        for name, ledger in self.ledgers.items():
            ledger.change(*self.chance.sample(range(20), self.chance.choice((1, 3, 12))))
            shutil.copytree(ledger.directory, home / name)
            self.states[name].append(dict(ledger.pages))
        return home

    def round(self) -> None:
        """Several processes at once; some of them are killed. Nobody may fail."""
        home = self.next_state()
        db, other = SOURCES
        works = [
            (do_backup, db),
            (do_backup, other),
            (do_prune, db),
            (do_expire, self.chance.choice(SOURCES)),
            (self.chance.choice((do_undelete, do_hold, do_undo, do_expire)), self.chance.choice(SOURCES)),
            (self.chance.choice((do_prune, do_verify, do_backup)), self.chance.choice(SOURCES)),
            (do_verify, db),
        ]
        processes = [self._start(work, home, source) for work, source in works]
        doomed = self.chance.sample(processes, self.chance.choice((0, 1, 1, 2, 3, 7)))
        moments = sorted(self.chance.random() * self.longest_life for _ in doomed)
        begun = time.monotonic()
        for moment, process in zip(moments, doomed, strict=True):
            process.join(max(0.0, begun + moment - time.monotonic()))
            self.kills += process.exitcode is None
            process.kill()
        for process, (work, source) in zip(processes, works, strict=True):
            process.join(LONGEST_ROUND)
            if process.exitcode is None:
                pytest.fail(f"{work.__name__} of {source} hangs:\n{self._stacks(process, home)}")
        errors = [path.read_text() for path in home.glob("error *")]
        assert errors == [], "\n".join(errors)

    def _stacks(self, process: BaseProcess, home: Path) -> str:
        """Where the threads of a process are, which ends with that."""
        assert process.pid is not None
        os.kill(process.pid, signal.SIGUSR1)
        time.sleep(1)
        process.kill()
        return (home / f"stacks {process.pid}").read_text()

    def _start(self, work: Work, home: Path, source: str) -> BaseProcess:
        seed = self.chance.randrange(2**32)
        child = Child(self.store, home, source, seed)
        process = fork_context.Process(target=run_child, args=(work, child, seed))
        process.start()
        return process

    def check(self, *, restore: bool) -> None:
        """Clean, and every backup is one of the states; one whose process said which is that one."""
        repository = self.open()
        report = verify(repository)
        assert report.findings == (), "\n".join(map(str, report.findings))
        assert report.backups
        assert self._held() <= set(report.backups)
        there = {one.id: one for one in repository.existing_backups()}
        for source in SOURCES:
            done = self._done(source)
            mine = {*done, *(one.id for one in there.values() if one.source == source)}
            for one in done.keys() - there.keys():  # the rules keep the newest two: there are two as new
                assert sum(other[:16] >= one[:16] for other in mine - {one}) >= 2, one
            for one in report.backups if restore else ():
                if there[one].source == source:
                    allowed = [self.states[source][done[one]]] if one in done else self.states[source]
                    assert restored_pages(repository, one) in allowed

    def _held(self) -> set[str]:
        return {path.name.removeprefix("held ") for path in self.root.glob("held *")}

    def _done(self, source: str) -> dict[str, int]:
        """By id of each backup that was said to be done, the number of its state."""
        begin = f"done {source} "
        return {
            path.name.removeprefix(begin): number
            for number in range(len(self.states[source]))
            for path in (self.root / f"round{number}").glob(f"{begin}*")
        }

    def let_go(self) -> None:
        """Nothing is held any more."""
        repository = self.open()
        ids = [one.backup for source in SOURCES for one in repository.keeping.of(source).held]
        unhold(repository, [one for one in ids if repository.exists(one)])
        for path in self.root.glob("held *"):
            path.unlink()

    def finish(self) -> None:
        """The usual work succeeds, and what nobody needs is gone."""
        home = self.next_state()
        for source in SOURCES:
            for _ in range(2):
                backup(self.open(), home / source, "full", named=source)
        self.let_go()
        for source in SOURCES:
            run_expire(self.open(), source, KEEP_TWO, Job())
        time.sleep(self.settle)
        for _ in range(2):
            run_prune(self.open(), Job(), grace=NO_GRACE, purge_trash=True)
        self.check(restore=True)
        repository = self.open()
        assert [len(repository.backups(source)) for source in SOURCES] == [2, 2]
        assert pack_bytes(repository.store) < len(SOURCES) * 3 * 21 * 4096
        self.close()

    def close(self) -> None:
        """Let go of the databases."""
        for ledger in self.ledgers.values():
            ledger.database.close()

    settle = 0.0
    """Seconds after which a store's clock cannot take what was written for newer than it is."""


def fight(arena: Arena, rounds: int) -> None:
    """So many rounds, each checked, and the end."""
    for number in range(rounds):
        arena.round()
        arena.check(restore=number % 5 == 4)
        if number % 10 == 9:
            arena.let_go()
    arena.finish()
