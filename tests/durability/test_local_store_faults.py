"""A repository in a directory whose disk fails, or loses power, at any step of any work.

Losing power undoes what was not synced, all of it or some of it.
"""

from __future__ import annotations

import errno
import random
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from tests.durability.deeds import DEEDS, NOW, Deed
from tests.durability.scenes import AFTER_A_CRASH, CHEAP, CHUNK_BYTES, PASSPHRASE, Scene, later
from tests.faults import Died, DiskFault, FaultyDisk, When

from pagewake.disk import REAL_DISK
from pagewake.errors import PagewakeError, RepositoryError
from pagewake.repository.repository import Repository
from pagewake.stores.base import Store
from pagewake.stores.local import LocalStore

FAST_STEPS = 3
KINDS: tuple[Callable[[int], DiskFault], ...] = (
    DiskFault,
    lambda step: DiskFault(step, When.AFTER),
    lambda step: DiskFault(step, When.TORN),
    lambda step: DiskFault(step, When.TORN, errno.ENOSPC),
    lambda step: DiskFault(step, When.BEFORE, errno.EIO),
    lambda step: DiskFault(step, When.AFTER, errno.EIO),
)


def lay_out(store: Store, directory: Path) -> None:
    """The objects of a store as a local store has them."""
    local = LocalStore(directory)
    for info in store.list():
        path = local.path(info.key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(store.read(info.key))


def survive(
    scene: Scene, deed: Deed, fault: DiskFault, base: Path, place: Path, chance: random.Random
) -> None:
    """Spoil one run on a copy of `base`, lose power perhaps, run again; the repository is valid after each."""
    shutil.copytree(base, place / "repository")
    disk = FaultyDisk(fault, stash=place / "stash")
    with suppress(Died, PagewakeError):
        deed.do(LocalStore(place / "repository", disk), NOW)
    if disk.dead:
        disk.lose_unsynced(chance if chance.random() < 0.5 else None)
    store = LocalStore(place / "repository", FaultyDisk())
    scene.check(store, may_be_gone=deed.may_be_gone)
    deed.do(store, AFTER_A_CRASH)
    scene.check(store, now=later(hours=1), restore=chance.random() < 0.1, may_be_gone=deed.may_be_gone)
    store.sweep(timedelta(seconds=-10))
    assert list(store.temporary.iterdir()) == []
    shutil.rmtree(place)


def count_steps(deed: Deed, base: Path, place: Path) -> int:
    shutil.copytree(base, place)
    disk = FaultyDisk()
    deed.do(LocalStore(place, disk), NOW)
    shutil.rmtree(place)
    return len(disk.steps)


def run_faults(
    scene: Scene, deed: Deed, directory: Path, faults: Callable[[int], Iterator[DiskFault]]
) -> None:
    base = directory / "base"
    lay_out(deed.base, base)
    chance = random.Random(deed.name)
    for number, fault in enumerate(faults(count_steps(deed, base, directory / "count"))):
        survive(scene, deed, fault, base, directory / str(number), chance)


@pytest.mark.parametrize("make", DEEDS)
def test_work_stopped_at_some_steps_of_the_disk(
    scene: Scene, tmp_path: Path, make: Callable[[Scene], Deed]
) -> None:
    chance = random.Random(make.__name__)

    def some(steps: int) -> Iterator[DiskFault]:
        for step in chance.sample(range(steps), FAST_STEPS):
            yield chance.choice(KINDS)(step)

    run_faults(scene, make(scene), tmp_path, some)


@pytest.mark.torture
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("make", DEEDS)
def test_work_stopped_at_every_step_of_the_disk(
    scene: Scene, tmp_path: Path, make: Callable[[Scene], Deed]
) -> None:
    run_faults(
        scene, make(scene), tmp_path, lambda steps: (kind(step) for step in range(steps) for kind in KINDS)
    )


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE])
def test_creation_stopped_at_every_step_of_the_disk(tmp_path: Path, passphrase: str | None) -> None:
    def create(place: Path, disk: FaultyDisk) -> Repository:
        return Repository.create(
            LocalStore(place, disk), passphrase=passphrase, chunk_bytes=CHUNK_BYTES, cost=CHEAP
        )

    counting = FaultyDisk()
    create(tmp_path / "count", counting)
    chance = random.Random(1)
    for step in range(len(counting.steps)):
        for number, kind in enumerate(KINDS):
            place = tmp_path / f"{step}-{number}"
            disk = FaultyDisk(kind(step), stash=tmp_path / f"stash {step}-{number}")
            with suppress(Died, PagewakeError):
                create(place, disk)
            if disk.dead:
                disk.lose_unsynced(chance if number else None)
            store = LocalStore(place, REAL_DISK)
            try:
                Repository.open(store, passphrase)
            except RepositoryError:
                create(place, FaultyDisk())
            assert Repository.open(store, passphrase).backups() == []
