"""Damage that a later backup makes good: what is still in the database is stored again, and all backups are whole."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
from tests.durability.scenes import Ledger, Pages, Scene, backup, fork, restored_pages, verify
from tests.durability.test_damage import put

from pagewake.backup.healing import with_chunks
from pagewake.backup.reading import Selection, tasks_of
from pagewake.engines.base import SourceFile
from pagewake.model import Severity
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore
from pagewake.verify.run import Level

FAST, MANY = 2, 60
"""Bytes of each pack that are changed."""


class Untouched:
    """A full backup of a database that does not change any more."""

    def __init__(self, directory: Path) -> None:
        self.store = MemoryStore()
        Repository.create(self.store, chunk_bytes=8192)
        self.ledger = Ledger(directory / "live")
        self.id = backup(self.open(self.store), self.ledger.directory, "full").backup.id
        self.pages: Pages = dict(self.ledger.pages)

    def open(self, store: MemoryStore) -> Repository:
        return Repository.open(store)


def flipped(store: MemoryStore, key: str, at: int) -> MemoryStore:
    content = bytearray(store.read(key))
    content[at] ^= 1
    return put(store, key, bytes(content))


@pytest.mark.parametrize("type_", ["full", "incremental"])
def test_the_next_backup_of_the_same_pages_heals_any_byte_of_any_pack(tmp_path: Path, type_: str) -> None:
    heal_bytes(tmp_path, type_, FAST)


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("type_", ["full", "incremental"])
def test_the_next_backup_of_the_same_pages_heals_many_bytes(tmp_path: Path, type_: str) -> None:
    heal_bytes(tmp_path, type_, MANY)


def heal_bytes(directory: Path, type_: str, per_pack: int) -> None:
    world = Untouched(directory)
    chance, healed = random.Random(3), 0
    for info in list(world.store.list("packs/")):
        for at in sorted(chance.sample(range(info.size), per_pack)):
            store = flipped(world.store, info.key, at)
            found = verify(world.open(store))
            assert found.findings, (info.key, at)
            assert list(store.list("suspect/")), "the next process knows nothing of it"
            newest = backup(world.open(store), world.ledger.directory, type_).backup.id
            after = verify(world.open(store))
            errors = [one for one in after.findings if one.severity is Severity.ERROR]
            assert errors == [], (info.key, at)
            for id_ in (world.id, newest):
                assert restored_pages(world.open(store), id_) == world.pages
            healed += not found.ok
    assert healed > per_pack


def test_a_pack_that_is_gone_is_healed_too(tmp_path: Path) -> None:
    world = Untouched(tmp_path)
    for info in list(world.store.list("packs/")):
        store = fork(world.store)
        store.delete(info.key)
        newest = backup(world.open(store), world.ledger.directory, "auto").backup.id
        for id_ in (world.id, newest):
            assert restored_pages(world.open(store), id_) == world.pages


def test_what_has_changed_since_is_not_healed_but_the_new_backup_is_whole(scene: Scene) -> None:
    """An incremental whose parent has a damaged chunk does not hand the damage on."""
    newest = list(scene.truth)[-1]
    for number, info in enumerate(list(scene.store.list("packs/"))):
        store = flipped(scene.store, info.key, info.size // 2 + number)
        if verify(scene.open(store)).ok:
            continue
        made = backup(scene.open(store), scene.database, "incremental").backup
        assert restored_pages(scene.open(store), made.id) == scene.now_pages
        assert made.parent in (newest, None)
        assert verify(scene.open(store), Level.DATA, made.id).findings == ()


@pytest.mark.parametrize("seed", range(20))
def test_every_block_is_read_once(seed: int) -> None:
    chance = np.random.default_rng(seed)
    blocks = int(chance.integers(1, 200))
    file = SourceFile("f", blocks * 4096, 4096, relation="f")
    fresh = int(chance.integers(0, blocks + 1))
    named = np.flatnonzero(chance.random(fresh) < 0.2).astype(np.int64)
    lost = np.flatnonzero(chance.random(blocks) < 0.05).astype(np.int64)
    chosen = with_chunks(Selection(named, fresh), lost, file, 32768)
    read = [
        at
        for task in tasks_of(file, chosen, 32768)
        for first, n in task.runs.tolist()
        for at in range(first, first + n)
    ]
    assert len(read) == len(set(read)) == chosen.count(file)
    assert set(read) >= {*named.tolist(), *lost.tolist(), *range(fresh, blocks)}
