"""A local store that is stopped at any step, with or without losing power, is a valid store afterwards."""

from __future__ import annotations

import errno
import random
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from tests.faults import Died, DiskFault, FaultyDisk, When, count_steps

from pagewake.disk import Disk
from pagewake.errors import ObjectMissing, StoreError, StoreFull
from pagewake.stores.local import LocalStore

CONTENTS = {key: key.encode() * 2000 for key in ("packs/ab/one", "packs/ab/two", "packs/cd/three", "last")}
LOCK = "locks/mine"


class Progress:
    """What the work was told: objects that are durable, and those that are gone for good."""

    def __init__(self) -> None:
        self.committed: set[str] = set()
        self.deleted: set[str] = set()
        self.beats = 0


def work(directory: Path, disk: Disk, progress: Progress) -> None:
    """Make objects, renew a lock, remove an object."""
    store = LocalStore(directory, disk)
    store.put(LOCK, b"beat 0")
    for beat, (key, content) in enumerate(CONTENTS.items(), 1):
        with store.create(key) as writer:
            writer.write(content[:5000])
            writer.write(content[5000:])
            writer.commit()
        progress.committed.add(key)
        store.put(LOCK, f"beat {beat}".encode(), replace=True)
        progress.beats = beat
    store.delete("packs/ab/two")
    progress.deleted.add("packs/ab/two")
    store.put(LOCK, b"beat 5", replace=True)
    progress.beats = 5


def check(directory: Path, progress: Progress) -> None:
    """Promises hold: what was committed is there, what is there is whole, what was deleted is gone."""
    store = LocalStore(directory, FaultyDisk())
    found = {info.key: store.read(info.key) for info in store.list()}
    beat = found.pop(LOCK, b"beat 0")
    assert int(beat.removeprefix(b"beat ")) >= progress.beats
    assert all(CONTENTS[key] == content for key, content in found.items())
    assert progress.committed - {"packs/ab/two"} <= set(found)
    assert not progress.deleted & set(found)
    for key, content in CONTENTS.items():
        if key not in found:
            store.put(key, content)
        assert store.read(key) == content
    store.sweep(timedelta(seconds=-10))
    assert list(store.temporary.iterdir()) == []
    assert all(store.read(key) == content for key, content in CONTENTS.items())


@pytest.fixture(scope="module")
def steps(tmp_path_factory: pytest.TempPathFactory) -> int:
    number = count_steps(lambda disk: work(tmp_path_factory.mktemp("steps"), disk, Progress()))
    assert number > 50
    return number


@pytest.mark.parametrize("when", list(When))
@pytest.mark.parametrize("power", [True, False], ids=["power lost", "killed"])
def test_dying_at_any_step_leaves_a_valid_store(tmp_path: Path, steps: int, when: When, power: bool) -> None:
    for step in range(steps):
        progress = Progress()
        directory = tmp_path / str(step) / "repository"
        directory.parent.mkdir()
        disk = FaultyDisk(DiskFault(step, when), stash=tmp_path / f"stash{step}")
        with pytest.raises(Died):
            work(directory, disk, progress)
        if power:
            disk.lose_unsynced(random.Random(step) if step % 2 else None)
        check(directory, progress)


@pytest.mark.parametrize("when", list(When))
def test_a_full_disk_at_any_step_is_told_and_leaves_a_valid_store(
    tmp_path: Path, steps: int, when: When
) -> None:
    told = 0
    for step in range(steps):
        progress = Progress()
        directory = tmp_path / str(step)
        disk = FaultyDisk(DiskFault(step, when, error=errno.ENOSPC))
        with suppress(StoreError):
            try:
                work(directory, disk, progress)
            except StoreFull:
                told += 1
                raise
        if when is not When.AFTER:  # a file whose creation failed, though it happened, is left to sweep
            assert not (directory / ".tmp").exists() or list((directory / ".tmp").iterdir()) == []
        check(directory, progress)
    assert told == steps


def test_what_is_written_but_not_committed_does_not_come_back(tmp_path: Path) -> None:
    disk = FaultyDisk(stash=tmp_path / "stash")
    store = LocalStore(tmp_path / "repository", disk)
    store.put("one", b"content")
    store.create("two").write(b"half")
    disk.lose_unsynced()
    again = LocalStore(tmp_path / "repository")
    assert again.read("one") == b"content"
    with pytest.raises(ObjectMissing):
        again.read("two")


@pytest.mark.parametrize("step", range(6))
def test_a_directory_of_somebody_who_died_is_made_durable(tmp_path: Path, step: int) -> None:
    """The second process finds directories whose names are not durable yet."""
    disk = FaultyDisk(DiskFault(step, kinds=frozenset({"sync_directory"})), stash=tmp_path / "stash")
    (tmp_path / "repository").mkdir()
    with pytest.raises(Died):
        work(tmp_path / "repository", disk, Progress())
    disk.dead = False
    LocalStore(tmp_path / "repository", disk).put("packs/ab/other", b"content")
    disk.lose_unsynced()
    assert LocalStore(tmp_path / "repository").read("packs/ab/other") == b"content"


def test_names_that_others_made_are_made_durable_once_for_all_of_a_directory(tmp_path: Path) -> None:
    class Noting(Disk):
        def sync_directory(self, path: Path) -> None:
            synced.append(path.relative_to(tmp_path).as_posix())
            super().sync_directory(path)

    synced: list[str] = []
    keys = ["packs/ab/one", "packs/cd/one", "index/one", "wal/s/1/one"]
    for key in keys:
        LocalStore(tmp_path).put(key, b"one")
    store = LocalStore(tmp_path, Noting())
    for key in keys:
        store.put(key.replace("one", "two"), b"two")
    assert synced == [".", "packs", "packs/ab", "packs/cd", "index", "wal", "wal/s", "wal/s/1"]
