"""Stores that say that they have what they do not have: a copy sees that on arrival, and writes no manifest."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.copying.pairs import copy, new_target, opened
from tests.durability.scenes import AFTER_A_CRASH, Scene, restored_pages, verify

from pagewake.checking.run import run_check
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import ObjectMissing, PagewakeError
from pagewake.jobs import Job
from pagewake.stores.base import Buffer
from pagewake.stores.memory import MemoryStore, MemoryWriter

Spoil = Callable[[bytes], bytes | None]
SPOILT: dict[str, Spoil] = {
    "lost": lambda data: None,
    "cut short": lambda data: data[:-7],
    "longer": lambda data: data + b"\0",
    "another footer": lambda data: data[:-60] + bytes(60),
    "nothing but zeros": lambda data: bytes(len(data)),
}


class LyingStore(MemoryStore):
    """Spoils the first pack, or the first WAL, that it takes, and says nothing of it."""

    def __init__(self, store: MemoryStore, room: str, spoil: Spoil) -> None:
        super().__init__()
        self._objects = store._objects
        self.room, self.spoil, self.spoilt = room, spoil, ""

    def create(self, key: str) -> MemoryWriter:
        return _LyingWriter(self, key)

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        super().put(key, data, replace=replace)
        self.took(key)

    def took(self, key: str) -> None:
        """An object has arrived."""
        if key.startswith(self.room) and not self.spoilt:
            self.spoilt = key
            content, time = self._objects.pop(key)
            left = self.spoil(bytes(content))
            if left is not None:
                self._objects[key] = (left, time)


class _LyingWriter(MemoryWriter):
    def __init__(self, store: LyingStore, key: str) -> None:
        super().__init__(store, key)
        self._lying, self._its_key = store, key

    def commit(self, *, replace: bool = False) -> None:
        super().commit(replace=replace)
        self._lying.took(self._its_key)


@pytest.mark.parametrize("encrypted", [False, True], ids=["into plain", "into encrypted"])
@pytest.mark.parametrize("how", SPOILT)
def test_a_pack_that_did_not_arrive_makes_no_backup(any_scene: Scene, how: str, encrypted: bool) -> None:
    """The next run, when the store is as it should be, brings what is missing."""
    store = new_target(encrypted=encrypted)
    lying = LyingStore(store, "packs/", SPOILT[how])
    with pytest.raises(PagewakeError) as caught:
        copy(any_scene.open(any_scene.store), opened(lying, encrypted=encrypted))
    assert lying.spoilt and caught.value.object_name and caught.value.advice
    assert opened(store, encrypted=encrypted).backups() == []
    report = copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted, now=AFTER_A_CRASH))
    assert report.copied == tuple(any_scene.truth)
    for id_, pages in any_scene.truth.items():
        assert restored_pages(opened(store, encrypted=encrypted), id_) == pages
    target = opened(store, encrypted=encrypted, now=AFTER_A_CRASH)
    repaired = run_check(target, lambda _: ENGINE, Job(), data=True, repair=True, now=AFTER_A_CRASH)
    assert repaired.affected == ()
    assert verify(opened(store, encrypted=encrypted)).findings == ()


def test_wal_that_did_not_arrive_makes_no_backup(scene: Scene) -> None:
    """The copy ends with its name, and it comes with the next run."""
    store = new_target(encrypted=False)
    lying = LyingStore(store, "wal/", SPOILT["lost"])
    with pytest.raises(ObjectMissing, match="just copied"):
        copy(scene.open(scene.store), opened(lying, encrypted=False))
    assert opened(store, encrypted=False).backups() == []
    again = copy(scene.open(scene.store), opened(store, encrypted=False))
    assert again.copied == tuple(scene.truth)
    assert verify(opened(store, encrypted=False)).findings == ()
    for id_, pages in scene.truth.items():
        assert restored_pages(opened(store, encrypted=False), id_) == pages
