"""File systems that are really full, and really read-only: a small one in memory, mounted for the test."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.durability.scenes import Scene, backup, restored_pages, verify
from tests.durability.test_local_store_faults import lay_out

from pagewake.checking.run import run_check
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import StoreFull, StoreReadOnly
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("mount") is None, reason="only root may mount a file system"
)


def mount(*arguments: str) -> None:
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"this system mounts nothing: {done.stderr.strip()}")


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    mount("-t", "tmpfs", "-o", "size=1m", "pagewake-test", str(place))
    try:
        yield place
    finally:
        # Lazily: what looks at every new disk of the machine may be looking at this one.
        subprocess.run(["umount", "-l", str(place)], check=True)


def opened(place: Path) -> Repository:
    return Repository.open(LocalStore(place / "repository"))


def content(directory: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def test_a_read_only_mount_is_listed_verified_checked_and_restored(scene: Scene, disk: Path) -> None:
    lay_out(scene.store, disk / "repository")
    mount("-o", "remount,ro", str(disk))
    before = content(disk)
    assert {one.id for one in opened(disk).backups()} == scene.truth.keys()
    assert verify(opened(disk)).findings == ()
    assert run_check(opened(disk), lambda _: ENGINE, Job(), data=True).ok
    with pytest.raises(StoreReadOnly):
        run_check(opened(disk), lambda _: ENGINE, Job(), repair=True)
    for id_, pages in scene.truth.items():
        assert restored_pages(opened(disk), id_) == pages
    with pytest.raises(StoreReadOnly):
        backup(opened(disk), scene.database)
    assert content(disk) == before


@pytest.mark.parametrize("room", range(0, 240, 40))
def test_a_disk_that_is_full_is_told_and_the_next_run_works(scene: Scene, disk: Path, room: int) -> None:
    """With some KiB of room left a full backup stops at another phase each time."""
    lay_out(scene.store, disk / "repository")
    ballast = disk / "ballast"
    free = os.statvfs(disk)
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_bsize - (room << 10))))
    try:
        made = backup(opened(disk), scene.database, "full").backup.id
    except StoreFull as error:
        made = ""
        assert "no room" in str(error)
    repository = opened(disk)
    assert {one.id for one in repository.backups()} == scene.truth.keys() | ({made} if made else set())
    assert verify(repository).ok
    ballast.unlink()
    again = backup(opened(disk), scene.database, "full").backup.id
    assert verify(opened(disk)).findings == ()
    assert restored_pages(opened(disk), again) == scene.now_pages
    assert list((disk / "repository" / ".tmp").iterdir()) == []
