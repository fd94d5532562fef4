"""Others work between two steps of a copy: expire and prune here and there, backups, other copies, changes of keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta

import pytest
from tests.copying.pairs import OTHER, copy, new_target, opened
from tests.durability.deeds import KEEP_ONE, delete
from tests.durability.scenes import (
    CHEAP,
    PASSPHRASE,
    SOURCE,
    Scene,
    backup,
    fork,
    later,
    restored_pages,
    verify,
)
from tests.durability.test_interleavings import InterruptedStore

from pagewake.clock import now as clock_now
from pagewake.errors import LockHeld, PagewakeError
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.jobs import Job
from pagewake.repository.key_keeper import KeyKeeper
from pagewake.repository.repository import Repository
from pagewake.stores.faulty import FaultyStore
from pagewake.stores.memory import MemoryStore

FAST_STEPS = 3
NOW = clock_now
"""The clock of all who take part, and of the stores; nobody leaves anything any grace."""

both = pytest.mark.parametrize("encrypted", [False, True], ids=["into plain", "into encrypted"])
Intruder = Callable[[MemoryStore, MemoryStore], object]


class Pair:
    """An encrypted origin, and a target of the test's choice that has the first backup already."""

    def __init__(self, scene: Scene, *, encrypted: bool) -> None:
        self.scene = scene
        self.encrypted = encrypted
        self.origin = fork(scene.store)
        self.target = new_target(encrypted=encrypted)

    def copy(self, *, origin: FaultyStore | None = None, target: FaultyStore | None = None) -> bool:
        """Whether all was copied that was there."""
        here = self.scene.open(origin or self.origin, NOW)
        there = opened(target or self.target, encrypted=self.encrypted, now=NOW)
        return copy(here, there, now=NOW).ok

    def look(self, *, also: dict[str, dict[int, bytes]] | None = None) -> set[str]:
        """What the target has restores to its truth; the ids."""
        target = opened(self.target, encrypted=self.encrypted, now=later(hours=9))
        assert verify(target).findings == ()
        truth = self.scene.truth | (also or {})
        for one in target.backups():
            assert restored_pages(target, one.id) == truth[one.id]
        return {one.id for one in target.backups()}


def steps_of(scene: Scene, *, encrypted: bool, of_origin: bool, everywhere: bool) -> Iterator[int]:
    pair = Pair(scene, encrypted=encrypted)
    counting = FaultyStore(pair.origin if of_origin else pair.target)
    pair.copy(**{"origin" if of_origin else "target": counting})
    count = len(counting.steps)
    yield from range(count) if everywhere else range(3, count, max(1, count // FAST_STEPS))


def tidy(repository: Repository) -> None:
    """Let go of all backups but the newest, for good, as far as those who are at work leave it."""
    run_expire(repository, SOURCE, KEEP_ONE, Job(), grace=timedelta(0), now=NOW)
    run_prune(repository, Job(), grace=timedelta(0), now=NOW, purge_trash=True)


def origin_lets_go(scene: Scene, *, encrypted: bool, everywhere: bool) -> None:
    """An expire and a prune in the origin, which holds a lock of readers against prunes: the copy is sound anyhow."""
    for step in steps_of(scene, encrypted=encrypted, of_origin=True, everywhere=everywhere):
        pair = Pair(scene, encrypted=encrypted)

        def intrude(pair: Pair = pair) -> None:
            with suppress(LockHeld):
                tidy(scene.open(pair.origin, NOW))

        pair.copy(origin=InterruptedStore(pair.origin, step, intrude))
        newest = list(scene.truth)[-1]
        assert newest in pair.look()
        assert scene.open(pair.origin).exists(newest)


def origin_loses_a_backup(scene: Scene, *, encrypted: bool, everywhere: bool) -> None:
    """Its manifest goes, and nothing tells the copy: all others are copied, and the next run is content."""
    ids = list(scene.truth)
    for step in steps_of(scene, encrypted=encrypted, of_origin=True, everywhere=everywhere):
        pair = Pair(scene, encrypted=encrypted)
        pair.copy(
            origin=InterruptedStore(
                pair.origin,
                step,
                lambda pair=pair: pair.origin.delete(f"backups/{ids[1]}"),  # type: ignore[misc]
            )
        )
        assert {ids[0], ids[2]} <= pair.look() <= set(ids)
        assert pair.copy()


def target_lets_go(scene: Scene, *, encrypted: bool, everywhere: bool) -> None:
    """Expire and prune in the target: of what is copied nothing is missing that a backup there needs."""
    for step in steps_of(scene, encrypted=encrypted, of_origin=False, everywhere=everywhere):
        pair = Pair(scene, encrypted=encrypted)

        def intrude(pair: Pair = pair) -> None:
            with suppress(LockHeld):
                tidy(opened(pair.target, encrypted=pair.encrypted, now=NOW))

        with suppress(PagewakeError):
            pair.copy(target=InterruptedStore(pair.target, step, intrude))
        pair.look()
        pair.copy()
        assert list(scene.truth)[-1] in pair.look()


def target_prunes_what_is_copied(scene: Scene, *, encrypted: bool, everywhere: bool) -> None:
    """The target has all chunks, of backups that are gone there: a prune is about to remove what a copy would use."""
    for condemned in (False, True):
        pair = Pair(scene, encrypted=encrypted)
        pair.copy()
        for one in scene.truth:
            delete(opened(pair.target, encrypted=encrypted), one)
        if condemned:
            prune = opened(pair.target, encrypted=encrypted, now=later(hours=2))
            run_prune(prune, Job(), grace=timedelta(hours=1), now=later(hours=2))
        base = pair.target
        count = steps_of(scene, encrypted=encrypted, of_origin=False, everywhere=everywhere)
        for step in count:
            pair.target = fork(base)

            def intrude(pair: Pair = pair) -> None:
                with suppress(LockHeld):
                    target = opened(pair.target, encrypted=pair.encrypted, now=later(hours=5))
                    run_prune(target, Job(), grace=timedelta(hours=1), now=later(hours=5))

            there = InterruptedStore(pair.target, step, intrude)
            target = opened(there, encrypted=encrypted, now=later(hours=5))
            copied = copy(scene.open(pair.origin, later(hours=5)), target, now=later(hours=5))
            assert copied.ok
            assert pair.look() == set(scene.truth)


def target_takes_another_copy(scene: Scene, *, encrypted: bool, everywhere: bool) -> None:
    """A copy out of another repository, of the same content, into the same one."""
    other = new_target(encrypted=True, passphrase=PASSPHRASE)
    copy(scene.open(scene.store), opened(other, encrypted=True, passphrase=PASSPHRASE))
    for step in steps_of(scene, encrypted=encrypted, of_origin=False, everywhere=everywhere):
        pair = Pair(scene, encrypted=encrypted)

        def intrude(pair: Pair = pair) -> None:
            origin = opened(fork(other), encrypted=True, passphrase=PASSPHRASE)
            assert copy(origin, opened(pair.target, encrypted=pair.encrypted, now=NOW), now=NOW).ok

        assert pair.copy(target=InterruptedStore(pair.target, step, intrude))
        assert pair.look() == set(scene.truth)


def target_takes_a_backup(scene: Scene, *, encrypted: bool, everywhere: bool) -> None:
    """A backup of the same database into the target itself."""
    for step in steps_of(scene, encrypted=encrypted, of_origin=False, everywhere=everywhere):
        pair = Pair(scene, encrypted=encrypted)
        taken: list[str] = []

        def intrude(pair: Pair = pair, taken: list[str] = taken) -> None:
            target = opened(pair.target, encrypted=pair.encrypted, now=NOW)
            taken.append(backup(target, scene.database, "full").backup.id)

        assert pair.copy(target=InterruptedStore(pair.target, step, intrude))
        assert pair.look(also={taken[0]: scene.now_pages}) == {*scene.truth, *taken}


def keys_change(scene: Scene, *, encrypted: bool, everywhere: bool) -> None:
    """Both data keys are rotated while the copy runs."""
    for of_origin in (True, False):
        for step in steps_of(scene, encrypted=encrypted, of_origin=of_origin, everywhere=everywhere):
            pair = Pair(scene, encrypted=encrypted)

            def intrude(pair: Pair = pair) -> None:
                KeyKeeper(pair.origin, PASSPHRASE, cost=CHEAP, now=NOW).rotate()
                if pair.encrypted:
                    KeyKeeper(pair.target, OTHER, cost=CHEAP, now=NOW).rotate()

            inner = pair.origin if of_origin else pair.target
            store = InterruptedStore(inner, step, intrude)
            assert pair.copy(**{"origin" if of_origin else "target": store})
            assert pair.look() == set(scene.truth)


PLAYS = (
    origin_lets_go,
    origin_loses_a_backup,
    target_lets_go,
    target_prunes_what_is_copied,
    target_takes_another_copy,
    target_takes_a_backup,
    keys_change,
)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    return Scene(tmp_path_factory.mktemp("scene"), encrypted=True)


@pytest.mark.parametrize("play", PLAYS)
def test_others_work_while_a_copy_runs(sealed: Scene, play: Callable[..., None]) -> None:
    """Into an encrypted one: that has more steps. Torture goes through each of them, into a plain one, too."""
    play(sealed, encrypted=True, everywhere=False)


@pytest.mark.torture
@pytest.mark.timeout(3600)
@both
@pytest.mark.parametrize("play", PLAYS)
def test_others_work_at_every_step_of_a_copy(
    sealed: Scene, play: Callable[..., None], encrypted: bool
) -> None:
    play(sealed, encrypted=encrypted, everywhere=True)
