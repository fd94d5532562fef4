"""A disk that lost a sector: what else is in the object is read, named, saved, and healed by the next backup."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from tests.durability.scenes import backup as take_backup
from tests.durability.scenes import restored_pages, verify
from tests.durability.test_check import check, content
from tests.durability.test_healing import Untouched

from pagewake.errors import ObjectCorrupt, ObjectUnreadable, StoreError
from pagewake.repository.quarantine import Quarantine
from pagewake.stores.local import LocalStore
from pagewake.stores.memory import MemoryStore

SECTOR = 512


class BadDisk(MemoryStore):
    """A store of which one sector of one object cannot be read."""

    def __init__(self, store: MemoryStore, key: str, sector: int) -> None:
        super().__init__()
        self._objects = dict(store._objects)
        self.bad = key
        self.first = sector * SECTOR

    def delete(self, key: str) -> None:
        """What is written under the same name later lies elsewhere on the disk."""
        super().delete(key)
        self.bad = "" if key == self.bad else self.bad

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        found = super().read(key, offset, length)
        if key == self.bad and offset < self.first + SECTOR and self.first < offset + len(found):
            raise ObjectUnreadable("the device reports an input/output error", object_name=key)
        return found


def test_a_sector_of_any_pack_is_named_saved_around_and_healed(tmp_path: Path) -> None:
    world = Untouched(tmp_path)
    lost = 0
    for info in list(world.store.list("packs/")):
        sectors = -(-info.size // SECTOR)
        for sector in sorted({0, sectors // 2, sectors - 1}):
            disk = BadDisk(world.store, info.key, sector)
            assert verify(world.open(disk)).findings != ()
            repaired = check(world.open(disk), repair=True)
            assert info.key not in content(BadDisk(disk, "", 0))
            (place,) = [key for key in repaired.quarantine if info.key in key]
            note = Quarantine(disk, world.open(disk).sealer).note(place)
            assert note.size == info.size and 0 < note.unreadable <= 2 * 4096
            assert check(world.open(disk), dry_run=True).steps == ()
            lost += bool(repaired.affected)
            if info.size > 2000:  # else it is the map, and all of the file with it
                assert sum(one.blocks for one in repaired.affected) < 20, "more was given up than the sector"
            take_backup(world.open(disk), world.ledger.directory, "full")
            assert restored_pages(world.open(disk), world.id) == world.pages
            assert check(world.open(disk)).ok
    assert lost


def test_an_error_of_the_device_is_damage_and_an_error_of_the_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LocalStore(tmp_path)
    store.put("packs/one", b"content")

    def fails(*arguments: object) -> bytes:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "pread", fails)
    with pytest.raises(ObjectUnreadable) as caught:
        store.read("packs/one")
    assert isinstance(caught.value, ObjectCorrupt) and isinstance(caught.value, StoreError)


@pytest.mark.parametrize("room", ["backups/", "index/", "summaries/", "wal/"])
def test_a_small_object_on_a_bad_sector_does_not_stop_the_rest(tmp_path: Path, room: str) -> None:
    world = Untouched(tmp_path)
    info = next(iter(world.store.list(room)))
    disk = BadDisk(world.store, info.key, 0)
    found = check(world.open(disk))
    assert not found.ok
    check(world.open(disk), repair=True)
    assert check(world.open(disk), dry_run=True).steps == ()
    newest = take_backup(world.open(disk), world.ledger.directory, "full").backup.id
    assert restored_pages(world.open(disk), newest) == world.pages
