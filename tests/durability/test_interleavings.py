"""One process does all of its work between two steps of another's: for some steps, or for every one."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from tests.durability.deeds import KEEP_ONE, delete
from tests.durability.scenes import (
    SOURCE,
    Clock,
    Scene,
    backup,
    fork,
    later,
    restored_pages,
    scratch,
    verify,
)

from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import LockHeld
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.stores.base import Store
from pagewake.stores.faulty import Fault, FaultyStore
from pagewake.stores.memory import MemoryStore

FAST_STEPS = 1


class InterruptedStore(FaultyStore):
    """Before step `at`, somebody else uses the inner store."""

    def __init__(self, store: Store, at: int, intruder: Callable[[], object]) -> None:
        super().__init__(store)
        self._at = at
        self._intruder = intruder

    def _next(self, kind: str, key: str) -> Fault | None:
        fault = super()._next(kind, key)
        if len(self.steps) == self._at + 1:
            self._intruder()
        return fault


class Play:
    """A store in which most packs are about to go, and a database that still has what lies in them.

    A backup of `database` deduplicates against them, unless it knows better. All clocks are set so that packs and
    sentences are old enough.
    """

    def __init__(self, scene: Scene, *, condemned: bool, grace: timedelta) -> None:
        self.scene = scene
        self.grace = grace
        self.store = fork(scene.store)
        ids = list(scene.truth)
        self.database, self.pages = scene.copies[ids[0]], scene.truth[ids[0]]
        for one in ids[:2]:
            delete(scene.open(self.store), one)
        if condemned:
            run_prune(scene.open(self.store), Job(), grace=timedelta(hours=1), now=later(hours=2))
        self.kept = frozenset(ids[2:])

    def prune(self, store: Store) -> None:
        now = later(hours=5)
        run_prune(self.scene.open(store, now), Job(), grace=self.grace, now=now)

    def backup(self, store: Store) -> None:
        now: Clock = later(hours=5)
        backup(self.scene.open(store, now), self.database, "full")

    def expire(self, store: Store) -> None:
        now = later(hours=5)
        run_expire(self.scene.open(store, now), SOURCE, KEEP_ONE, Job(), now=now)

    def check(self, store: MemoryStore) -> None:
        """Verifies clean, everything restores, also after all that is condemned was deleted."""
        for hours in (8, 12):
            repository = self.scene.open(store, later(hours=hours))
            assert verify(repository).findings == ()
            ids = {one.id for one in repository.backups()}
            assert len(ids) >= 1
            for one in ids:
                assert restored_pages(repository, one) == (
                    self.scene.truth[one] if one in self.kept else self.pages
                )
            now = later(hours=hours + 1)
            run_prune(self.scene.open(store, now), Job(), grace=timedelta(minutes=30), now=now)


def steps_of(work: Callable[[Store], None], store: MemoryStore) -> int:
    counting = FaultyStore(fork(store))
    work(counting)
    return len(counting.steps)


def interleave(play: Play, outer: Callable[[Store], None], inner: Callable[[Store], None], at: int) -> None:
    store = fork(play.store)

    def intrude() -> None:
        with suppress(LockHeld):
            inner(store)

    outer(InterruptedStore(store, at, intrude))
    play.check(store)


PLAYS = [
    pytest.param(condemned, grace, id=f"{'condemned' if condemned else 'in use'}, grace {grace}")
    for condemned in (False, True)
    for grace in (timedelta(0), timedelta(hours=1))
]


def run_plays(scene: Scene, condemned: bool, grace: timedelta, choose: Callable[[int], list[int]]) -> None:
    play = Play(scene, condemned=condemned, grace=grace)
    for outer, inner in ((play.prune, play.backup), (play.backup, play.prune), (play.backup, play.expire)):
        for at in choose(steps_of(outer, play.store)):
            interleave(play, outer, inner, at)


@pytest.mark.parametrize(("condemned", "grace"), PLAYS[1:3])  # torture tries all, at every step
def test_backup_prune_and_expiry_at_once(scene: Scene, condemned: bool, grace: timedelta) -> None:
    chance = random.Random(f"{condemned} {grace}")
    run_plays(scene, condemned, grace, lambda steps: sorted(chance.sample(range(steps), FAST_STEPS)))


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("condemned", "grace"), PLAYS)
def test_backup_prune_and_expiry_at_every_step(scene: Scene, condemned: bool, grace: timedelta) -> None:
    run_plays(scene, condemned, grace, lambda steps: list(range(steps)))


def test_where_the_scene_is_laid(scene: Scene, tmp_path: Path) -> None:
    """Without a prune, a backup of that database stores next to nothing: what it needs lies in the doomed packs."""
    play = Play(scene, condemned=False, grace=timedelta(0))
    report = backup(scene.open(play.store), play.database, "full")
    assert report.stats.bytes_written < 5000


def looks_at(scene: Scene, choose: Callable[[int], list[int]]) -> None:
    """While one process verifies, or restores the latest, another does all of its work at some step."""
    play = Play(scene, condemned=False, grace=timedelta(0))

    def look(store: Store) -> None:
        assert verify(scene.open(store, later(hours=5))).findings == ()

    def give_back(store: Store) -> None:
        with scratch() as place:
            repository = scene.open(store, later(hours=5))
            latest = RestoreTarget(TargetKind.LATEST)
            plan = plan_restore(repository, ENGINE, SOURCE, latest, Job())
            run_restore(repository, ENGINE, plan, RestoreRequest(place / "db"), Job())

    def new_pages(store: Store) -> None:
        backup(scene.open(store, later(hours=5)), scene.database, "full")

    for outer in (look, give_back):
        for inner in (new_pages, play.backup, play.prune, play.expire):
            for at in choose(steps_of(outer, play.store)):
                store = fork(play.store)

                def intrude(store: MemoryStore = store, inner: Callable[[Store], None] = inner) -> None:
                    with suppress(LockHeld):
                        inner(store)

                outer(InterruptedStore(store, at, intrude))


def test_who_looks_finds_nothing_wrong_whatever_happens_meanwhile(scene: Scene) -> None:
    chance = random.Random(11)
    looks_at(scene, lambda steps: sorted(chance.sample(range(steps), FAST_STEPS)))


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_who_looks_finds_nothing_wrong_at_any_step(scene: Scene) -> None:
    looks_at(scene, lambda steps: list(range(steps)))
