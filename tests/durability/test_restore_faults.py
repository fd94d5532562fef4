"""A restore that is stopped at any step: a marker tells, the next restore into the same directory succeeds."""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from tests.durability.deeds import AT_ONCE, delete
from tests.durability.scenes import (
    AFTER_A_CRASH,
    Scene,
    backup,
    fork,
    later,
    pages_in,
    restore,
    restored_pages,
    verify,
)
from tests.faults import Died, DiskFault, FaultyDisk, When
from tests.patience import Stopwatch
from tests.repository.faulty import ReadOnlyStore

from pagewake.clock import now as clock_now
from pagewake.errors import Cancelled, DirectoryNotEmpty, DiskFull, PagewakeError, StoreReadOnly
from pagewake.expire.prune import run_prune
from pagewake.jobs import Job
from pagewake.model import TargetKind
from pagewake.restore.marker import MARKER
from pagewake.stores.faulty import Fault, FaultyStore

FAST_STEPS = 4
DEATHS: tuple[Callable[[int], DiskFault], ...] = (
    DiskFault,
    lambda step: DiskFault(step, When.AFTER),
    lambda step: DiskFault(step, When.TORN),
)
ERRORS: tuple[Callable[[int], DiskFault], ...] = (
    lambda step: DiskFault(step, When.TORN, errno.ENOSPC),
    lambda step: DiskFault(step, When.BEFORE, errno.ENOSPC),
    lambda step: DiskFault(step, When.AFTER, errno.EIO),
)


class Attempts:
    """Restores of the newest state of a scene into a directory, plain or over an older restore."""

    def __init__(self, scene: Scene, root: Path, *, delta: bool) -> None:
        self.scene, self.root, self.delta = scene, root, delta
        self.repository = scene.open(scene.store)
        self.first, _, self.last = scene.truth
        self.older = root / "older"
        restore(self.repository, self.older, self.first)

    def begin(self, name: str) -> Path:
        """A place to restore to; for a delta restore it holds an older state."""
        place = self.root / name
        if self.delta:
            shutil.copytree(self.older, place)
        return place

    def restore(self, place: Path, disk: FaultyDisk, *, delta: bool | None = None) -> None:
        delta = self.delta if delta is None else delta
        restore(self.repository, place, self.last, delta=delta, disk=disk, kind=TargetKind.LATEST)

    def steps(self) -> int:
        disk = FaultyDisk()
        self.restore(self.begin("count"), disk)
        assert pages_in(self.root / "count") == self.scene.truth[self.last]
        return len(disk.steps)

    def die(self, name: str, fault: DiskFault, chance: random.Random) -> None:
        """Stop at a step, perhaps lose power; then restore again in both ways."""
        place = self.begin(name)
        disk = FaultyDisk(fault, stash=self.root / f"{name} stash")
        with suppress(Died):
            self.restore(place, disk)
        if chance.random() < 0.6:
            disk.lose_unsynced(chance)
        self.check_marked(place)
        again = self.root / f"{name} again"
        shutil.copytree(place, again) if place.exists() else None
        for directory, delta in ((place, False), (again, True)):
            if directory.exists() and not (directory / MARKER).exists() and any(directory.iterdir()):
                delta = (
                    True  # what was there before, or all that was to be: no restore into it without asking
                )
            self.restore(directory, FaultyDisk(), delta=delta)
            assert pages_in(directory) == self.scene.truth[self.last]
            assert not (directory / MARKER).exists()
            shutil.rmtree(directory)

    def check_marked(self, place: Path) -> None:
        """Without a marker there is nothing, the older state, or the whole new one."""
        if not place.exists() or (place / MARKER).exists() or not any(place.iterdir()):
            return
        complete = (self.scene.truth[self.last], *([self.scene.truth[self.first]] if self.delta else []))
        assert pages_in(place) in complete

    def fail(self, name: str, fault: DiskFault) -> None:
        """A call that fails: the error is one of ours, and a directory that was empty is empty again."""
        place = self.begin(name)
        disk = FaultyDisk(fault)
        with suppress(PagewakeError):
            self.restore(place, disk)
            assert pages_in(place) == self.scene.truth[self.last]  # it could do without that step
            return
        if not self.delta:
            assert not place.exists() or not any(place.iterdir())
        self.restore(place, FaultyDisk())
        assert pages_in(place) == self.scene.truth[self.last]


@pytest.fixture(params=[False, True], ids=["plain", "delta"])
def attempts(request: pytest.FixtureRequest, scene: Scene, tmp_path: Path) -> Attempts:
    return Attempts(scene, tmp_path, delta=request.param)


def test_a_restore_that_dies_at_some_steps(attempts: Attempts) -> None:
    chance = random.Random(f"die {attempts.delta}")
    steps = attempts.steps()
    for number, step in enumerate(sorted(chance.sample(range(steps), FAST_STEPS))):
        attempts.die(f"{number}", chance.choice(DEATHS)(step), chance)


def test_a_disk_that_fails_at_some_steps(attempts: Attempts) -> None:
    chance = random.Random(f"fail {attempts.delta}")
    steps = attempts.steps()
    for number, step in enumerate(sorted(chance.sample(range(steps), FAST_STEPS))):
        attempts.fail(f"{number}", chance.choice(ERRORS)(step))


@pytest.mark.torture
@pytest.mark.timeout(1800)
def test_a_restore_that_dies_or_fails_at_every_step(attempts: Attempts) -> None:
    chance = random.Random(1)
    for step in range(attempts.steps()):
        for number, death in enumerate(DEATHS):
            attempts.die(f"d{step}-{number}", death(step), chance)
        for number, error in enumerate(ERRORS):
            attempts.fail(f"e{step}-{number}", error(step))


def test_a_full_disk_is_named(scene: Scene, tmp_path: Path) -> None:
    repository, id_ = scene.open(scene.store), list(scene.truth)[-1]
    for kind in ("allocate", "write_pages", "sync"):
        fault = DiskFault(0, When.BEFORE, errno.ENOSPC, frozenset({kind}))
        place = tmp_path / kind
        disk = FaultyDisk(
            DiskFault(1, When.BEFORE, errno.ENOSPC, frozenset({kind})) if kind == "sync" else fault
        )
        with pytest.raises(DiskFull):
            restore(repository, place, id_, disk=disk)
        assert list(place.iterdir()) == []


def test_only_our_own_leftovers_are_overwritten(scene: Scene, tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("mine")
    repository, id_ = scene.open(scene.store), list(scene.truth)[-1]
    for delta in (False, True):
        with pytest.raises(DirectoryNotEmpty):
            restore(repository, tmp_path, id_, delta=delta)
    assert [entry.name for entry in tmp_path.iterdir()] == ["precious"]


class ImpatientJob(Job):
    """Is cancelled at its `at`-th look at the token (or never), and remembers when."""

    def __init__(self, at: int | None = None) -> None:
        super().__init__()
        self.looks = 0
        self.cancelled = Stopwatch()
        self._at = at

    def check(self) -> None:
        self.looks += 1
        if self.looks == self._at:
            self.cancelled = Stopwatch()
            self.token.cancel()
        super().check()


def cancel_all_over(
    work: Callable[[ImpatientJob], object], after: Callable[[], None], tries: int = 8
) -> None:
    """Cancel a piece of work at several of its looks, from the first to the last."""
    whole = ImpatientJob()
    work(whole)
    for at in sorted({1 + number * (whole.looks - 1) // (tries - 1) for number in range(tries)}):
        job = ImpatientJob(at)
        with pytest.raises(Cancelled):
            work(job)
        assert job.cancelled.seconds < 1.0
        after()


def test_a_cancelled_restore_leaves_an_empty_directory(scene: Scene, tmp_path: Path) -> None:
    place, id_ = tmp_path / "place", list(scene.truth)[-1]

    def work(job: ImpatientJob) -> None:
        restore(scene.open(scene.store), place, id_, job=job, kind=TargetKind.LATEST)
        shutil.rmtree(place)

    cancel_all_over(work, lambda: _assert_empty(place))


def _assert_empty(place: Path) -> None:
    assert not place.exists() or list(place.iterdir()) == []


def test_a_cancelled_backup_leaves_no_backup(scene: Scene) -> None:
    stores = []

    def work(job: ImpatientJob) -> None:
        stores.append(fork(scene.store))
        backup(scene.open(stores[-1]), scene.database, "full", job)

    def after() -> None:
        repository = scene.check(stores[-1], now=clock_now)
        assert {one.id for one in repository.backups()} == scene.truth.keys()
        assert list(stores[-1].list("locks/")) == []
        backup(scene.open(stores[-1]), scene.database, "full")

    cancel_all_over(work, after)


def test_a_cancelled_prune_leaves_a_valid_repository(scene: Scene) -> None:
    stores = []
    gone = frozenset(list(scene.truth)[:2])

    def work(job: ImpatientJob) -> None:
        stores.append(fork(scene.store))
        for one in gone:
            delete(scene.open(stores[-1]), one)
        run_prune(scene.open(stores[-1]), job, grace=AT_ONCE, now=later(hours=5))

    cancel_all_over(work, lambda: scene.check(stores[-1], may_be_gone=gone) and None)


def test_a_store_that_stops_answering_during_a_restore(scene: Scene, tmp_path: Path) -> None:
    id_ = list(scene.truth)[-1]
    counting = FaultyStore(scene.store)
    restore(scene.open(counting), tmp_path / "count", id_)
    chance = random.Random(3)
    for step in chance.sample(range(len(counting.steps)), 8):
        place = tmp_path / str(step)
        store = FaultyStore(fork(scene.store), Fault(step))
        try:
            restore(scene.open(store), place, id_)
        except PagewakeError:
            _assert_empty(place)
        else:
            assert pages_in(place) == scene.truth[id_]


def test_a_read_only_repository_is_listed_verified_and_restored(scene: Scene) -> None:
    store = ReadOnlyStore()
    store._objects = dict(scene.store._objects)
    store.sealed = True
    repository = scene.open(store, AFTER_A_CRASH)
    assert {one.id for one in repository.backups()} == scene.truth.keys()
    assert verify(repository).findings == ()
    for id_, pages in scene.truth.items():
        assert restored_pages(repository, id_) == pages
    with pytest.raises(StoreReadOnly):
        backup(repository, scene.database)
    assert store._objects == scene.store._objects
