"""Copies onto a disk that is full: a clear error, all that exists is whole, and the next run goes on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.copying.pairs import OTHER, copy
from tests.durability.scenes import CHEAP, CHUNK_BYTES, Scene, restored_pages, verify
from tests.durability.test_real_mounts import content, disk, pytestmark  # noqa: F401

from pagewake.copying.planning import Choice
from pagewake.copying.run import run_copy
from pagewake.errors import StoreFull
from pagewake.jobs import Job
from pagewake.jobs.events import FindingSeen
from pagewake.model import Severity
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore

both = pytest.mark.parametrize("encrypted", [False, True], ids=["into plain", "into encrypted"])
STEP_KIB = 12


def created(place: Path, *, encrypted: bool) -> None:
    store = LocalStore(place / "copy")
    passphrase = OTHER if encrypted else None
    Repository.create(store, passphrase=passphrase, chunk_bytes=CHUNK_BYTES, cost=CHEAP).close()


def opened(place: Path, *, encrypted: bool) -> Repository:
    return Repository.open(LocalStore(place / "copy"), OTHER if encrypted else None)


def leave(place: Path, room: int) -> None:
    """Fill the disk up to so many bytes."""
    ballast = place / "ballast"
    ballast.unlink(missing_ok=True)
    free = os.statvfs(place)
    with ballast.open("wb") as file:
        file.write(bytes(max(0, free.f_bavail * free.f_bsize - room)))


def look(scene: Scene, place: Path, *, encrypted: bool) -> int:
    """Every backup that is there restores to its truth; their number."""
    repository = opened(place, encrypted=encrypted)
    ids = [one.id for one in repository.backups()]
    assert ids == list(scene.truth)[: len(ids)]
    assert verify(repository).findings == ()
    for id_ in ids:
        assert restored_pages(repository, id_) == scene.truth[id_]
    return len(ids)


@both
def test_a_full_disk_is_told_and_the_next_run_goes_on(
    any_scene: Scene,
    disk: Path,  # noqa: F811
    encrypted: bool,
) -> None:
    """Each run has a little more room; what has arrived stays, so each gets further, and the last one to the end."""
    created(disk, encrypted=encrypted)
    before = any_scene.open(any_scene.store).backups()
    kept: dict[str, bytes] = {}
    told = 0
    for number in range(1, 24):
        leave(disk, number * STEP_KIB << 10)
        try:
            report = copy(any_scene.open(any_scene.store), opened(disk, encrypted=encrypted))
        except StoreFull as error:
            told += 1
            assert "no room" in error.what
        else:
            assert report.ok
            break
        now = content(disk / "copy")
        packs = {name: data for name, data in now.items() if "/packs/" in name or "/wal/" in name}
        assert kept.items() <= packs.items(), "something that had arrived is gone, or another"
        assert not [path for path in (disk / "copy" / ".tmp").glob("*") if path.stat().st_size]
        kept = packs
        (disk / "ballast").unlink()  # verifying writes what it found
        look(any_scene, disk, encrypted=encrypted)
    assert told >= 2
    (disk / "ballast").unlink(missing_ok=True)
    assert look(any_scene, disk, encrypted=encrypted) == len(any_scene.truth)
    assert any_scene.open(any_scene.store).backups() == before
    assert list((disk / "copy" / "locks").glob("*")) == []


def test_little_room_is_told_before_anything_is_read(scene: Scene, disk: Path) -> None:  # noqa: F811
    created(disk, encrypted=False)
    origin, told = scene.open(scene.store), "little-room"
    dry = copy(origin, opened(disk, encrypted=False), dry_run=True)
    assert told not in {one.code for one in dry.findings}
    leave(disk, 64 << 10)
    (finding,) = copy(origin, opened(disk, encrypted=False), dry_run=True).findings
    assert finding.code == told and "64.0 KiB are free" in finding.message
    assert finding.severity is Severity.WARNING and "the next run goes on" in finding.advice
    job, heard = Job("copy"), list[str]()
    job.subscribe(lambda event: heard.append(event.finding.code) if isinstance(event, FindingSeen) else None)
    with pytest.raises(StoreFull):
        run_copy(origin, opened(disk, encrypted=False), Choice(), job)
    assert told in heard
    (disk / "ballast").unlink()
    assert copy(origin, opened(disk, encrypted=False)).findings == ()


@both
def test_no_room_at_all_changes_nothing(scene: Scene, disk: Path, encrypted: bool) -> None:  # noqa: F811
    created(disk, encrypted=encrypted)
    before = content(disk / "copy")
    leave(disk, 0)
    with pytest.raises(StoreFull, match="no room"):
        copy(scene.open(scene.store), opened(disk, encrypted=encrypted))
    (disk / "ballast").unlink()
    assert content(disk / "copy") == before
    assert copy(scene.open(scene.store), opened(disk, encrypted=encrypted)).ok
    assert look(scene, disk, encrypted=encrypted) == len(scene.truth)
