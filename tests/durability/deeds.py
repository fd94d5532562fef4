"""Everything that changes a repository, as pieces of work that a test can stop at any step and do again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from tests.durability.scenes import (
    CHEAP,
    CHUNK_BYTES,
    SOURCE,
    Clock,
    Scene,
    backup,
    fork,
    later,
    restored_pages,
)

from pagewake.archive.archiver import LogArchiver
from pagewake.clock import now as clock_now
from pagewake.config import Retention
from pagewake.copying.planning import Choice
from pagewake.copying.run import run_copy
from pagewake.engines.neuroquantum import ENGINE
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.expire.trash import undelete
from pagewake.jobs import Job
from pagewake.repository import index_objects
from pagewake.repository.repository import Repository
from pagewake.stores.base import Store
from pagewake.stores.memory import MemoryStore

AT_ONCE, PRUNE_GRACE = timedelta(0), timedelta(hours=1)
KEEP_ONE = Retention(0, 1, None, 0, 0, 0, 0, None)


@dataclass(frozen=True)
class Deed:
    """One piece of work on a repository: the store it begins with, and how to do it at some time.

    Backups in `may_be_gone` are those that it is to delete.
    """

    name: str
    base: MemoryStore
    do: Callable[[Store, Clock], object]
    may_be_gone: frozenset[str] = frozenset()


def full_backup(scene: Scene) -> Deed:
    return Deed(
        "full", scene.store, lambda store, now: backup(scene.open(store, now), scene.database, "full")
    )


def incremental_backup(scene: Scene) -> Deed:
    return Deed(
        "incremental",
        scene.store,
        lambda store, now: backup(scene.open(store, now), scene.database, "incremental"),
    )


def prune_with_grace(scene: Scene) -> Deed:
    """Deletes what an earlier prune condemned, and condemns and copies out more."""
    base = fork(scene.store)
    first, second, _ = scene.truth
    delete(scene.open(base), first)
    run_prune(scene.open(base), Job(), grace=PRUNE_GRACE, now=later(hours=2))
    delete(scene.open(base), second)
    return Deed(
        "prune",
        base,
        lambda store, now: run_prune(scene.open(store, now), Job(), grace=PRUNE_GRACE, now=later(hours=5)),
        frozenset({first, second}),
    )


def prune_at_once(scene: Scene) -> Deed:
    """Condemns, copies out and deletes in one run."""
    base = fork(scene.store)
    first, second, _ = scene.truth
    for one in (first, second):
        delete(scene.open(base), one)
    return Deed(
        "prune at once",
        base,
        lambda store, now: run_prune(scene.open(store, now), Job(), grace=AT_ONCE, now=later(hours=5)),
        frozenset({first, second}),
    )


def expiry(scene: Scene) -> Deed:
    """Puts two backups into the trash: none of them is gone."""
    return Deed(
        "expire",
        scene.store,
        lambda store, now: run_expire(scene.open(store, now), SOURCE, KEEP_ONE, Job(), now=now),
    )


def with_trash(scene: Scene, grace: timedelta) -> MemoryStore:
    """A store with the first two backups, and the WAL that only they need, in the trash for some time."""
    base = fork(scene.store)
    run_expire(scene.open(base), SOURCE, KEEP_ONE, Job(), grace=grace)
    return base


def purge(scene: Scene) -> Deed:
    """Empties the trash, condemns, copies out and deletes, in one run."""
    first, second, _ = scene.truth
    return Deed(
        "purge",
        with_trash(scene, timedelta(0)),
        lambda store, now: run_prune(scene.open(store, now), Job(), grace=AT_ONCE, now=later(hours=5)),
        frozenset({first, second}),
    )


def bringing_back(scene: Scene) -> Deed:
    """Takes one backup out of the trash, and holds it."""
    first = next(iter(scene.truth))
    return Deed(
        "undelete",
        with_trash(scene, timedelta(days=7)),
        lambda store, now: undelete(scene.open(store, now), [first]),
    )


def archiving(scene: Scene) -> Deed:
    """Adds the WAL that the database wrote since its last backup."""

    def do(store: Store, now: Clock) -> None:
        repository = scene.open(store, now)
        source = ENGINE.open(str(scene.database))
        try:
            LogArchiver(repository.wal, SOURCE, source, Job()).archive(
                source.identity(), repository.backups(SOURCE)
            )
        finally:
            source.close()

    return Deed("archive", scene.store, do)


def consolidation(scene: Scene) -> Deed:
    """Merges index objects, and writes snapshots of both catalogues."""
    base = fork(scene.store)
    for number in range(index_objects.MERGE_FROM):
        writer = scene.open(base).chunk_writer("20260101T000000Z-abcdef")
        writer.add(number.to_bytes(4096, "big"))
        writer.finish()

    def do(store: Store, now: Clock) -> None:
        repository = scene.open(store, now)
        repository.catalogue.consolidate(always=True)
        repository.wal.catalogue.consolidate(always=True)
        index_objects.consolidate(store, repository.sealer)

    return Deed("consolidate", base, do)


def copying_in(scene: Scene) -> Deed:
    """Copies everything into an empty repository, which is the store it works on."""
    base = MemoryStore()
    Repository.create(base, passphrase=scene.passphrase, chunk_bytes=CHUNK_BYTES, cost=CHEAP)

    def do(store: Store, now: Clock) -> None:
        target = scene.open(store, now)
        report = run_copy(scene.open(fork(scene.store)), target, Choice(), Job(), read_back=True)
        assert report.findings == ()
        assert {one.id for one in target.backups()} == scene.truth.keys()

    return Deed("copy in", base, do, frozenset(scene.truth))


def copying_out(scene: Scene) -> Deed:
    """Copies everything out of the store, and looks at what has arrived, also where that was given up."""

    def do(store: Store, now: Clock) -> None:
        arrived = MemoryStore()
        Repository.create(arrived, passphrase=scene.passphrase, chunk_bytes=CHUNK_BYTES, cost=CHEAP)
        may_be_gone = frozenset(scene.truth)
        try:
            report = run_copy(scene.open(store, now), scene.open(arrived), Choice(), Job())
            assert report.findings == ()
            may_be_gone = frozenset()
        finally:
            scene.check(arrived, may_be_gone=may_be_gone, restore=True)

    return Deed("copy out", scene.store, do)


def restoring(scene: Scene) -> Deed:
    """Restores every backup: to the truth, or not at all."""

    def do(store: Store, now: Clock) -> None:
        for one, pages in scene.truth.items():
            assert restored_pages(scene.open(store, now), one) == pages

    return Deed("restore", scene.store, do)


def delete(repository: Repository, backup_id: str) -> None:
    """Take a backup out of a repository, as an expiry does."""
    with repository.lock("expire"):
        repository.delete_backup(backup_id)


DEEDS: tuple[Callable[[Scene], Deed], ...] = (
    full_backup,
    incremental_backup,
    prune_with_grace,
    prune_at_once,
    expiry,
    purge,
    bringing_back,
    archiving,
    consolidation,
)

NOW: Clock = clock_now
