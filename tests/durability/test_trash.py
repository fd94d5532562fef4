"""Bringing back and purging at once: who was told that a backup is back has it, also where a process dies."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest
from tests.durability.deeds import KEEP_ONE, with_trash
from tests.durability.scenes import SOURCE, Scene, fork, later, restored_pages, verify
from tests.durability.test_interleavings import InterruptedStore, steps_of

from pagewake.errors import BackupMissing, LockHeld, PagewakeError, RepositoryError
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.expire.trash import hold, undelete, undo
from pagewake.jobs import Job
from pagewake.repository.keeping import Hold, held
from pagewake.repository.keeping_book import KeepingBook
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store
from pagewake.stores.faulty import Died, Fault, FaultyStore, When
from pagewake.stores.memory import MemoryStore

AT_ONCE = timedelta(0)
HOUR_5 = later(hours=5)
Work = Callable[[Store], None]


class Play:
    """A store whose trash is due, and who wants what of it. `promised` are the backups that were said to be back."""

    def __init__(self, scene: Scene, *, overdue: bool) -> None:
        self.scene = scene
        self.store = with_trash(scene, AT_ONCE if overdue else timedelta(days=7))
        self.ids = list(scene.truth)
        self.promised: set[str] = set()

    def purge(self, store: Store) -> None:
        run_prune(self.scene.open(store, HOUR_5), Job(), grace=AT_ONCE, purge_trash=True, now=HOUR_5)

    def undelete(self, store: Store) -> None:
        back = undelete(self.scene.open(store), [self.ids[0]], hold_too=False)
        self.promised |= {*back.backups, *back.kept}

    def hold(self, store: Store) -> None:
        back = hold(self.scene.open(store), [self.ids[1]])
        self.promised |= {*back.backups, *back.kept}

    def undo(self, store: Store) -> None:
        self.promised |= set(undo(self.scene.open(store)).backups)

    def expire(self, store: Store) -> None:
        run_expire(self.scene.open(store), SOURCE, KEEP_ONE, Job(), grace=AT_ONCE)

    def check(self, store: MemoryStore) -> None:
        """What was promised is there and whole, now and when all that may go is gone."""
        for hours in (6, 8):
            repository = self.scene.open(store, later(hours=hours))
            ids = {one.id for one in repository.backups()}
            assert ids >= self.promised | {self.ids[2]}
            assert verify(repository).findings == ()
            for one in ids:
                assert restored_pages(repository, one) == self.scene.truth[one]
            now = later(hours=hours + 1)
            run_prune(self.scene.open(store, now), Job(), grace=AT_ONCE, now=now)


def interleaved(play: Play, outer: Work, inner: Work, at: int) -> None:
    store = fork(play.store)
    play.promised = set()

    def intrude() -> None:
        with suppress(LockHeld, BackupMissing, RepositoryError):
            inner(store)

    with suppress(LockHeld, BackupMissing, RepositoryError):
        outer(InterruptedStore(store, at, intrude))
    play.check(store)


def run_plays(scene: Scene, choose: Callable[[int], list[int]]) -> None:
    play = Play(scene, overdue=True)
    pairs = (
        (play.purge, play.undelete),
        (play.undelete, play.purge),
        (play.purge, play.hold),
        (play.hold, play.purge),
        (play.undo, play.purge),
        (play.undelete, play.hold),
        (play.hold, play.undelete),
    )
    for outer, inner in pairs:
        for at in choose(steps_of(outer, play.store)):
            interleaved(play, outer, inner, at)


def test_purging_and_bringing_back_at_once(scene: Scene) -> None:
    chance = random.Random(5)
    run_plays(scene, lambda steps: sorted(chance.sample(range(steps), 3)))


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_purging_and_bringing_back_at_every_step(scene: Scene) -> None:
    run_plays(scene, lambda steps: list(range(steps)))


def test_what_a_run_took_is_promised_to_one_only(scene: Scene) -> None:
    """Expiry in the middle of an undo, the other way round: what was said last is what stands."""
    play = Play(scene, overdue=False)
    for at in range(steps_of(play.undo, play.store)):
        interleaved(play, play.undo, play.undelete, at)
        assert play.promised


@pytest.mark.parametrize("when", [When.BEFORE, When.AFTER])
def test_death_in_an_undelete_loses_nothing_and_is_repeated(scene: Scene, when: When) -> None:
    play = Play(scene, overdue=False)
    for step in range(steps_of(play.undelete, play.store)):
        store = fork(play.store)
        with suppress(Died):
            play.undelete(FaultyStore(store, Fault(step, when, error=None)))
        assert {one.id for one in scene.open(store).existing_backups()} == set(play.ids)
        play.promised = set()
        play.undelete(store)
        assert play.promised == {play.ids[0]}
        assert play.ids[0] in {one.id for one in scene.open(store).backups()}


def test_two_writers_whose_changes_cross_both_stand() -> None:
    """At every step of one change another process makes one of its own, or two, and tidies up after itself."""
    moment = later()()
    ids = [f"20260101T00000{number}Z-abcdef" for number in range(4)]

    def book(store: Store) -> KeepingBook:
        return KeepingBook(store, Sealer())

    def say(store: Store, which: int) -> None:
        book(store).change("db", held([ids[which]], moment, "me", ""))

    base = MemoryStore()
    say(base, 0)
    counting = FaultyStore(fork(base))
    say(counting, 1)
    for at in range(len(counting.steps)):
        for intruders in ((2,), (2, 3)):
            store = fork(base)

            def intrude(store: Store = store, intruders: tuple[int, ...] = intruders) -> None:
                for which in intruders:
                    say(store, which)

            say(InterruptedStore(store, at, intrude), 1)
            said: tuple[Hold, ...] = book(store).of("db").held
            assert {one.backup for one in said} == {ids[0], ids[1], *(ids[which] for which in intruders)}
            assert len(list(store.list("keeping/"))) == 1


def test_a_change_whose_answer_was_lost_is_made_once(scene: Scene) -> None:
    """The store did what it was asked and said that it failed; whoever asks again finds it done."""
    play = Play(scene, overdue=False)
    for step in range(steps_of(play.hold, play.store)):
        store = fork(play.store)
        with suppress(PagewakeError):
            play.hold(FaultyStore(store, Fault(step, When.AFTER)))
        play.hold(store)
        assert [one.backup for one in scene.open(store).keeping.of(SOURCE).held] == [play.ids[1]]
