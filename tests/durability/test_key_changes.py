"""Changes of keys that stop at any step, and that happen at any step of a backup: nothing is ever locked in."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from tests.durability.scenes import (
    AFTER_A_CRASH,
    CHEAP,
    PASSPHRASE,
    Clock,
    Scene,
    backup,
    fork,
    later,
    restored_pages,
    verify,
)
from tests.durability.test_interleavings import InterruptedStore
from tests.durability.test_store_faults import KINDS

from pagewake.clock import now as clock_now
from pagewake.errors import LockHeld, PagewakeError, WrongPassphrase
from pagewake.repository.key_keeper import KeyKeeper, key_state
from pagewake.repository.repository import Repository
from pagewake.stores.base import Store
from pagewake.stores.faulty import Died, Fault, FaultyStore
from pagewake.stores.memory import MemoryStore

HERS, NEW = "her eight secret words", "a new passphrase"
FAST_STEPS = 2


@pytest.fixture(scope="session")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A scene with two passphrases, and the key rotated once."""
    scene = Scene(tmp_path_factory.mktemp("scene"), encrypted=True)
    keeper(scene.store).add(HERS, label="hers")
    keeper(scene.store).rotate()
    return scene


def keeper(store: Store, now: Clock = clock_now) -> KeyKeeper:
    return KeyKeeper(store, PASSPHRASE, cost=CHEAP, now=now)


@dataclass(frozen=True)
class KeyChange:
    """A change of keys; what opens the repository whatever becomes of it, and what only before, or only after it."""

    name: str
    do: Callable[[Store, Clock], object]
    always: frozenset[str] = frozenset({PASSPHRASE, HERS})
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    rotates: int = 0


CHANGES = (
    KeyChange("rotate", lambda store, now: keeper(store, now).rotate(), rotates=1),
    KeyChange("add", lambda store, now: keeper(store, now).add(NEW), after=frozenset({NEW})),
    KeyChange(
        "remove",
        lambda store, now: keeper(store, now).remove("hers"),
        always=frozenset({PASSPHRASE}),
        before=frozenset({HERS}),
    ),
    KeyChange("new root, all kept", lambda store, now: keeper(store, now).replace_root([HERS]), rotates=1),
    KeyChange(
        "new root, one dropped",
        lambda store, now: keeper(store, now).replace_root(drop=True),
        always=frozenset({PASSPHRASE}),
        before=frozenset({HERS}),
        rotates=1,
    ),
    KeyChange(
        "change",
        lambda store, now: KeyKeeper(store, HERS, cost=CHEAP, now=now).change(NEW),
        always=frozenset({PASSPHRASE}),
        before=frozenset({HERS}),
        after=frozenset({NEW}),
    ),
    KeyChange("recovery key", lambda store, now: keeper(store, now).renew_recovery_key()),
)


def opens(store: Store, passphrase: str) -> bool:
    try:
        Repository.open(store, passphrase)
    except WrongPassphrase:
        return False
    return True


def look(scene: Scene, change: KeyChange, store: MemoryStore, *, restore: bool) -> None:
    """Whatever became of a change: who should always get in does, and finds everything."""
    assert all(opens(store, one) for one in change.always)
    old, new = (all(opens(store, one) for one in some) for some in (change.before, change.after))
    assert old or new, "neither what was good before opens it, nor what is good now"
    seen = fork(store)
    if not key_state(
        seen
    ).whole:  # stopped between the copies of the ring: verification says so, the next change mends
        report = verify(scene.open(seen, AFTER_A_CRASH))
        assert {finding.code for finding in report.findings} == {"key-ring-damaged"}
        assert report.ok
        keeper(seen, AFTER_A_CRASH).add("to have it mended")
    scene.check(seen, restore=restore)


def survive(scene: Scene, change: KeyChange, fault: Fault, *, restore: bool) -> None:
    """Spoil one change, look at what it leaves, take a backup, change again, look again."""
    store = fork(scene.store)
    with suppress(Died, PagewakeError):
        change.do(FaultyStore(store, fault), clock_now)
    look(scene, change, store, restore=restore)
    generation = key_state(store).generation
    made = backup(scene.open(store, AFTER_A_CRASH), scene.database, "incremental").backup
    if change.name in ("rotate", "new root, all kept", "recovery key"):
        change.do(store, AFTER_A_CRASH)
        assert key_state(store).generation == generation + change.rotates
    else:
        keeper(store, AFTER_A_CRASH).rotate()
    state = key_state(store)
    assert state.whole
    assert state.damaged == ()
    ours = [info.key for info in store.list("keys/")]
    assert len(ours) == 2 + len(state.slots), "a change left something behind that the next did not remove"
    look(scene, change, store, restore=False)
    assert restored_pages(scene.open(store), made.id) == scene.now_pages


def steps_of(scene: Scene, change: KeyChange) -> int:
    counting = FaultyStore(fork(scene.store))
    change.do(counting, clock_now)
    return len(counting.steps)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_of_keys_stopped_at_some_steps(encrypted: Scene, change: KeyChange) -> None:
    chance = random.Random(change.name)
    steps = steps_of(encrypted, change)
    for number, step in enumerate(sorted(chance.sample(range(steps), min(steps, FAST_STEPS)))):
        survive(encrypted, change, chance.choice(KINDS)(step), restore=number == 1)


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_of_keys_stopped_at_every_step(encrypted: Scene, change: KeyChange) -> None:
    for step in range(steps_of(encrypted, change)):
        for number, kind in enumerate(KINDS):
            survive(encrypted, change, kind(step), restore=(step + number) % 7 == 0)


def chosen(steps: int, all_of_them: bool) -> Iterator[int]:
    yield from range(steps) if all_of_them else range(1, steps, max(1, steps // FAST_STEPS))


def rotate_within_backups(scene: Scene, *, everywhere: bool) -> None:
    """The backup goes on with the key that it began with, or with the new one: both are read."""
    counting = FaultyStore(fork(scene.store))
    backup(scene.open(counting), scene.database, "full")
    for step in chosen(len(counting.steps), everywhere):
        store = fork(scene.store)
        within = InterruptedStore(store, step, lambda store=store: keeper(store).rotate())  # type: ignore[misc]
        made = backup(scene.open(within), scene.database, "full").backup
        assert key_state(store).generation == 3
        scene.check(store, now=later(hours=1))
        assert restored_pages(Repository.open(store, HERS), made.id) == scene.now_pages


def backups_within_rotations(scene: Scene, *, everywhere: bool) -> None:
    rotate = CHANGES[0]
    for step in chosen(steps_of(scene, rotate), everywhere):
        store = fork(scene.store)
        taken: list[str] = []

        def intrude(store: MemoryStore = store, taken: list[str] = taken) -> None:
            taken.append(backup(scene.open(store), scene.database, "full").backup.id)

        rotate.do(InterruptedStore(store, step, intrude), clock_now)
        scene.check(store, now=later(hours=1))
        assert restored_pages(scene.open(store), taken[0]) == scene.now_pages


def new_roots_within_backups(scene: Scene, *, everywhere: bool) -> None:
    """The backup is complete and readable with the new root key, or it says why it is not made."""
    counting = FaultyStore(fork(scene.store))
    backup(scene.open(counting), scene.database, "full")
    replace = CHANGES[4]
    for step in chosen(len(counting.steps), everywhere):
        store = fork(scene.store)
        within = InterruptedStore(store, step, lambda store=store: replace.do(store, clock_now))  # type: ignore[misc]
        with suppress(PagewakeError):
            backup(scene.open(within), scene.database, "full")
        assert not opens(store, HERS)
        scene.check(store, now=later(hours=1), restore=everywhere)


def rotations_within_rotations(scene: Scene, *, everywhere: bool) -> None:
    """One of the two is made, or both one after the other; never half of one."""
    rotate = CHANGES[0]
    for step in chosen(steps_of(scene, rotate), everywhere):
        store = fork(scene.store)
        inner: list[bool] = []

        def intrude(store: MemoryStore = store, inner: list[bool] = inner) -> None:
            try:
                keeper(store).rotate()
                inner.append(True)
            except LockHeld:
                inner.append(False)

        outer = True
        try:
            rotate.do(InterruptedStore(store, step, intrude), clock_now)
        except PagewakeError:
            outer = False
        assert outer or inner == [True]
        assert key_state(store).generation == 2 + outer + inner[0]
        scene.check(store, now=later(hours=1))


TOGETHER = (
    rotate_within_backups,
    backups_within_rotations,
    new_roots_within_backups,
    rotations_within_rotations,
)


@pytest.mark.parametrize("play", TOGETHER)
def test_keys_change_while_others_work(encrypted: Scene, play: Callable[..., None]) -> None:
    play(encrypted, everywhere=False)


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("play", TOGETHER)
def test_keys_change_while_others_work_everywhere(encrypted: Scene, play: Callable[..., None]) -> None:
    play(encrypted, everywhere=True)
