"""Every byte of a repository, changed one at a time: each change is found, and no restore gives other bytes.

The fast suite takes bytes at the ends of every object and some in between; `torture` takes all.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from tests.durability.scenes import (
    CHEAP,
    CHUNK_BYTES,
    DATA,
    PASSPHRASE,
    Pages,
    backup,
    fork,
    later,
    restored_pages,
    verify,
)

from pagewake.engines.neuroquantum.database import Database
from pagewake.errors import PagewakeError
from pagewake.expire.prune import run_prune
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.base import Store
from pagewake.stores.memory import MemoryStore

NOT_READ_BY_A_RESTORE = ("condemned/", "catalogue/", "index/", "locks/")
"""Objects that only save time, or guard work: without them a restore gives the same."""


@dataclass
class SmallRepository:
    """A full backup, an incremental, a snapshot of each catalogue, a condemned pack: few bytes of each."""

    store: MemoryStore
    passphrase: str | None
    truth: dict[str, Pages]

    def open(self, store: Store) -> Repository:
        return Repository.open(store, self.passphrase)

    def is_found(self, store: Store) -> bool:
        """Whether opening or verifying says that something is wrong. Errors are PagewakeErrors, or this raises."""
        try:
            return bool(verify(self.open(store)).findings)
        except PagewakeError:
            return True

    def check_restores(self, store: Store) -> bool:
        """Every backup restores to the truth or says that it cannot; returns whether all of them did."""
        whole = True
        for id_, pages in self.truth.items():
            try:
                restored = restored_pages(self.open(store), id_)
            except (PagewakeError, AssertionError):  # the assertion: the restore reported findings
                whole = False
            else:
                assert restored == pages, "a restore gave other bytes and said nothing"
        return whole


@pytest.fixture(scope="module", params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SmallRepository:
    return make_small(tmp_path_factory.mktemp("small"), request.param)


def make_small(directory: Path, passphrase: str | None) -> SmallRepository:
    store = MemoryStore()
    Repository.create(store, passphrase=passphrase, chunk_bytes=CHUNK_BYTES, cost=CHEAP)
    truth: dict[str, Pages] = {}
    with Database.create(directory / "db") as database:
        with database.begin() as transaction:
            numbers = [transaction.allocate() for _ in range(4)]
        for turn, type_ in enumerate(("full", "incremental")):
            with database.begin() as transaction:
                for number in numbers[turn:]:
                    transaction.write(number, 0, bytes([turn + number]) * DATA)
            database.checkpoint()
            repository = Repository.open(store, passphrase)
            report = backup(repository, directory / "db", type_)
            truth[report.backup.id] = {number: database.read(number) for number in numbers}
    useless = repository.chunk_writer("20260101T000000Z-abcdef")
    useless.add(b"of no use" * 20)
    useless.finish()
    repository.catalogue.consolidate(always=True)
    repository.wal.catalogue.consolidate(always=True)
    run_prune(Repository.open(store, passphrase), Job(), grace=timedelta(hours=1), now=later(hours=2))
    assert list(store.list("condemned/"))
    return SmallRepository(store, passphrase, truth)


def put(store: MemoryStore, key: str, content: bytes) -> MemoryStore:
    copy = fork(store)
    copy.put(key, content, replace=True)
    return copy


def flips(
    store: MemoryStore, chance: random.Random, *, per_object: int | None
) -> Iterator[tuple[str, int, MemoryStore]]:
    """Copies of a store in each of which one bit of one byte is changed."""
    for info in store.list():
        places = list(range(info.size))
        if per_object is not None:
            ends = [*places[:20], *places[-44:]]
            places = [
                *chance.sample(ends, per_object // 2),
                *chance.sample(places, per_object - per_object // 2),
            ]
        content = store.read(info.key)
        for at in places:
            changed = bytearray(content)
            changed[at] ^= 1 << chance.randrange(8)
            yield info.key, at, put(store, info.key, bytes(changed))


def check_flips(small: SmallRepository, per_object: int | None, restores: float) -> None:
    chance = random.Random(5)
    for key, at, spoiled in flips(small.store, chance, per_object=per_object):
        found = small.is_found(spoiled)
        if not found or chance.random() < restores:
            whole = small.check_restores(spoiled)
            assert found or (whole and key.startswith(NOT_READ_BY_A_RESTORE)), f"{key}, byte {at}"


def test_a_sound_repository_is_found_sound(small: SmallRepository) -> None:
    assert not small.is_found(fork(small.store))
    assert small.check_restores(fork(small.store))


def test_some_changed_bytes_are_found(small: SmallRepository) -> None:
    check_flips(small, per_object=3, restores=0.05)


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_every_changed_byte_is_found(small: SmallRepository) -> None:
    check_flips(small, per_object=None, restores=0.02)


CHANGES: list[Callable[[bytes], bytes]] = [
    lambda content: content[:-1],
    lambda content: content[: len(content) // 2],
    lambda content: b"",
    lambda content: content + b"\0",
    lambda content: bytes(len(content)),
]


def test_an_object_of_another_length_is_found(small: SmallRepository) -> None:
    for number, info in enumerate(small.store.list()):
        content = small.store.read(info.key)
        for change in (CHANGES[number % len(CHANGES)], CHANGES[(number + 2) % len(CHANGES)]):
            spoiled = put(small.store, info.key, change(content))
            found = small.is_found(spoiled)
            assert found or (small.check_restores(spoiled) and info.key.startswith(NOT_READ_BY_A_RESTORE)), (
                info.key
            )


def test_objects_that_were_swapped_are_found(small: SmallRepository) -> None:
    keys = [info.key for info in small.store.list()]
    for one, other in itertools.pairwise(keys):
        spoiled = put(put(small.store, one, small.store.read(other)), other, small.store.read(one))
        assert small.is_found(spoiled), (one, other)


def test_every_object_deleted(small: SmallRepository) -> None:
    """A manifest is the backup: without it there is none. All else is found or not needed."""
    for info in small.store.list():
        spoiled = fork(small.store)
        spoiled.delete(info.key)
        if info.key.startswith("backups/"):
            left = small.truth.keys() - {info.key.removeprefix("backups/")}
            repository = small.open(spoiled)
            assert {one.id for one in repository.backups()} == left
            assert all(restored_pages(repository, one) == small.truth[one] for one in left)
            continue
        found, whole = small.is_found(spoiled), small.check_restores(spoiled)
        needed_later = info.key.startswith("summaries/")
        assert found or (whole and (needed_later or info.key.startswith(NOT_READ_BY_A_RESTORE))), info.key


def test_the_next_backup_after_damage_heals_what_can_be_healed(small: SmallRepository) -> None:
    """Damage to what only saves time is gone after the next backup's tidying, or harms nothing."""
    for info in list(small.store.list("catalogue/")):
        spoiled = put(small.store, info.key, b"nothing")
        repository = small.open(spoiled)
        assert repository.findings()
        repository.catalogue.consolidate()
        repository.wal.catalogue.consolidate()
        assert not small.is_found(spoiled)
