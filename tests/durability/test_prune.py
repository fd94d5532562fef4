"""What a prune may rely on, and what it must not: copies, missing packs, manifests that cannot be read."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest
from tests.durability.deeds import KEEP_ONE, PRUNE_GRACE, delete
from tests.durability.scenes import SOURCE, Scene, fork, later, pack_bytes

from pagewake.config import Retention
from pagewake.errors import LockHeld, RepositoryError
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.expire.trash import undo
from pagewake.jobs import Job
from pagewake.repository.chunk_writer import ChunkWriter
from pagewake.repository.index import ChunkIndex
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore


def store_twice(repository: Repository) -> None:
    """Store every chunk once more, as a run does that was stopped before it could say so."""
    for run in repository.index._snapshot()[0]:
        ids = np.concatenate([run.key[:, None], run.rest], axis=1).view(np.uint8).reshape(-1, 32)
        chunks = [row.tobytes() for row in ids]
        writer = ChunkWriter(repository.store, repository.sealer, ChunkIndex(), "20260101T000000Z-abcdef")
        for _, raw in repository.chunk_reader().read_many(chunks, Job()):
            writer.add(raw)
        writer.finish()


@pytest.fixture
def store(scene: Scene) -> MemoryStore:
    """Only the last backup is left; most of the packs of the first two are of little or no use."""
    store = fork(scene.store)
    for one in list(scene.truth)[:2]:
        delete(scene.open(store), one)
    return store


def last(scene: Scene) -> frozenset[str]:
    return frozenset(list(scene.truth)[:2])


@pytest.mark.parametrize("attempt", range(4))
def test_a_copy_in_a_pack_that_is_to_go_is_no_copy(scene: Scene, store: MemoryStore, attempt: int) -> None:
    """Names of packs and of index objects are random: which of two copies counts is different every time."""
    store_twice(scene.open(store))
    for hours in (2, 4, 6):
        run_prune(scene.open(store), Job(), grace=timedelta(0), now=later(hours=hours))
        scene.check(store, may_be_gone=last(scene), restore=True)


def test_what_was_copied_out_is_deleted_in_the_end(scene: Scene, store: MemoryStore) -> None:
    at_once = fork(store)
    run_prune(scene.open(at_once), Job(), grace=timedelta(0), now=later(hours=2))
    for hours in (3, 6, 9):
        run_prune(scene.open(store), Job(), grace=PRUNE_GRACE, now=later(hours=hours))
        scene.check(store, may_be_gone=last(scene), restore=True)
    assert pack_bytes(store) == pack_bytes(at_once) < pack_bytes(scene.store) * 0.7
    assert list(store.list("condemned/")) == []


def test_a_second_prune_finds_nothing_to_do(scene: Scene, store: MemoryStore) -> None:
    run_prune(scene.open(store), Job(), grace=timedelta(0), now=later(hours=2))
    plan = run_prune(scene.open(store), Job(), grace=timedelta(0), now=later(hours=4)).plan
    assert not (plan.delete)
    assert not (plan.condemn)
    assert not (plan.copy_out)
    assert not (plan.spare)
    assert not (plan.waiting)


def test_nothing_is_pruned_while_a_manifest_cannot_be_read(scene: Scene) -> None:
    store = fork(scene.store)
    key = "backups/" + next(iter(scene.truth))
    content = store.read(key)
    store.put(key, content[:-1] + bytes([content[-1] ^ 1]), replace=True)
    before = dict(store._objects)
    with pytest.raises(RepositoryError, match="cannot be known"):
        run_prune(scene.open(store), Job(), grace=timedelta(0), now=later(hours=2))
    assert {info.key for info in store.list()} == before.keys()


def test_wal_is_kept_while_a_manifest_cannot_be_read(scene: Scene) -> None:
    store = fork(scene.store)
    key = "backups/" + next(iter(scene.truth))
    store.put(key, b"nothing", replace=True)
    wal = [info.key for info in store.list("wal/")]
    run_expire(scene.open(store), SOURCE, Retention(1, 0, None, 0, 0, 0, 0, None), Job())
    assert [info.key for info in store.list("wal/")] == wal
    assert key in {info.key for info in store.list("backups/")}


def test_a_pack_that_is_missing_is_not_forgotten_while_it_is_needed(scene: Scene, store: MemoryStore) -> None:
    """It may come back; and what else is of no use is pruned all the same."""
    needed = next(
        pack
        for pack in scene.open(scene.store).index.packs
        if pack.owner == list(scene.truth)[-1] and pack.chunks > 1
    )
    key = f"packs/{needed.name[:2]}/{needed.name}"
    content = store.read(key)
    store.delete(key)
    report = run_prune(scene.open(store), Job(), grace=timedelta(0), now=later(hours=2))
    assert report.plan.condemn
    assert needed.name not in {pack.name for pack in (*report.plan.condemn, *report.plan.copy_out)}
    store.put(key, content)
    scene.check(store, may_be_gone=last(scene), restore=True)


@pytest.mark.parametrize("kind", ["push", "receive"])
def test_who_only_adds_wal_stops_neither_prune_nor_expiry(scene: Scene, kind: str) -> None:
    """A receiver runs for months."""
    store = fork(scene.store)
    receiver = scene.open(store)
    with receiver.lock(kind, scope=SOURCE):
        report = run_expire(scene.open(store), SOURCE, KEEP_ONE, Job(), grace=timedelta(0))
        assert len(report.plan.expired) == 2
        run_prune(scene.open(store), Job(), grace=timedelta(0), now=later(hours=2))
    assert pack_bytes(store) < pack_bytes(scene.store) * 0.7


@pytest.mark.parametrize("scope", [SOURCE, "verify"])
def test_a_purge_leaves_alone_what_is_in_use(scene: Scene, scope: str) -> None:
    store = fork(scene.store)
    reader = scene.open(store)
    run_expire(scene.open(store), SOURCE, KEEP_ONE, Job(), grace=timedelta(0))
    with reader.lock("read", scope=scope):
        with pytest.raises(LockHeld, match="read of"):
            run_prune(scene.open(store), Job(), purge_trash=True)
        (plan,) = run_prune(scene.open(store), Job()).purged
        assert plan.postponed
    assert undo(scene.open(store)).backups
    scene.check(store)
