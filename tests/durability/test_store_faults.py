"""A store that fails or a process that dies at any step of any work: the repository is valid, and the next run works.

The fast suite takes some steps of each deed with a kind of fault each; `torture` takes every step with every kind.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from tests.durability.deeds import DEEDS, NOW, Deed
from tests.durability.scenes import (
    AFTER_A_CRASH,
    CHEAP,
    CHUNK_BYTES,
    PASSPHRASE,
    Scene,
    fork,
    later,
    pack_bytes,
)

from pagewake.errors import PagewakeError, RepositoryError, StoreUnavailable
from pagewake.repository.repository import Repository
from pagewake.stores.base import Store
from pagewake.stores.faulty import Died, Fault, FaultyStore, When
from pagewake.stores.memory import MemoryStore

FAST_STEPS = 3
NOTHING_TWICE = 2500
"""Bytes that packs may grow by beyond one undisturbed run: frames of more packs, and the backup's own label."""

KINDS: tuple[Callable[[int], Fault], ...] = (
    lambda step: Fault(step, When.BEFORE, error=None),
    lambda step: Fault(step, When.AFTER, error=None),
    lambda step: Fault(step, When.TORN, error=None),
    lambda step: Fault(step, When.BEFORE),
    lambda step: Fault(step, When.AFTER),
    lambda step: Fault(step, When.TORN),
)


def some_faults(steps: int, chance: random.Random) -> Iterator[tuple[Fault, bool]]:
    """A few faults at steps all over the work, and which of them to follow with restores."""
    chosen = sorted(chance.sample(range(steps), min(steps, FAST_STEPS)))
    for number, step in enumerate(chosen):
        yield chance.choice(KINDS)(step), number == len(chosen) // 2


def all_faults(steps: int) -> Iterator[tuple[Fault, bool]]:
    """Every kind of fault at every step."""
    for step in range(steps):
        for number, kind in enumerate(KINDS):
            yield kind(step), (step + number) % 5 == 0


def count_steps(deed: Deed) -> int:
    store = FaultyStore(fork(deed.base))
    deed.do(store, NOW)
    return len(store.steps)


def survive(scene: Scene, deed: Deed, fault: Fault, *, restores: bool, clean_bytes: int) -> None:
    """Spoil one run, look at what it leaves, run again, look again."""
    store = fork(deed.base)
    with suppress(Died, PagewakeError):
        deed.do(FaultyStore(store, fault), NOW)
    scene.check(store, restore=restores, may_be_gone=deed.may_be_gone)
    deed.do(store, AFTER_A_CRASH)
    scene.check(store, now=later(hours=1), restore=restores, may_be_gone=deed.may_be_gone)
    assert pack_bytes(store) <= clean_bytes + NOTHING_TWICE


def clean_bytes(deed: Deed) -> int:
    """What the packs take after one undisturbed run."""
    store = fork(deed.base)
    deed.do(store, NOW)
    return pack_bytes(store)


@pytest.mark.parametrize("make", DEEDS)
def test_work_stopped_at_some_steps(any_scene: Scene, make: Callable[[Scene], Deed]) -> None:
    deed = make(any_scene)
    size = clean_bytes(deed)
    chance = random.Random(deed.name)
    for fault, restores in some_faults(count_steps(deed), chance):
        survive(any_scene, deed, fault, restores=restores, clean_bytes=size)


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("make", DEEDS)
def test_work_stopped_at_every_step(any_scene: Scene, make: Callable[[Scene], Deed]) -> None:
    deed = make(any_scene)
    size = clean_bytes(deed)
    for fault, restores in all_faults(count_steps(deed)):
        survive(any_scene, deed, fault, restores=restores, clean_bytes=size)


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_creation_stopped_at_every_step(passphrase: str | None) -> None:
    """What is left is no repository, and making one succeeds; or it is a whole one."""

    def create(store: Store) -> Repository:
        return Repository.create(store, passphrase=passphrase, chunk_bytes=CHUNK_BYTES, cost=CHEAP)

    counting = FaultyStore(MemoryStore())
    create(counting)
    for step in range(len(counting.steps)):
        for kind in KINDS:
            store = MemoryStore()
            with suppress(Died, PagewakeError):
                create(FaultyStore(store, kind(step)))
            try:
                Repository.open(store, passphrase)
            except RepositoryError:
                create(store)
            repository = Repository.open(store, passphrase)
            assert repository.backups() == []
            assert {info.key.split("/")[0] for info in store.list()} <= {"pagewake.json", "keys"}


def test_a_store_that_fails_again_and_again_ends_in_success(scene: Scene) -> None:
    """Every run gets a little further before the store stops answering; none of that is done twice."""
    deed = DEEDS[0](scene)
    size, store = clean_bytes(deed), fork(deed.base)
    for patience in range(12, 200, 4):
        try:
            deed.do(FaultyStore(store, Fault(patience, error=lambda: StoreUnavailable("gone"))), NOW)
        except PagewakeError:
            scene.check(store)
        else:
            break
    scene.check(store, restore=True)
    assert pack_bytes(store) <= size + NOTHING_TWICE
