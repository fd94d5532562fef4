"""What lies there from before: nothing counts on it by its size alone, and what is damaged is mended."""

from __future__ import annotations

import struct
from contextlib import suppress

import numpy as np
import pytest
from tests.copying.pairs import copy, new_target, opened
from tests.durability.scenes import AFTER_A_CRASH, SOURCE, Scene, fork, restored_pages, verify

from pagewake.copying.planning import Choice
from pagewake.errors import PagewakeError
from pagewake.model import Severity
from pagewake.stores.faulty import Died, Fault, FaultyStore
from pagewake.stores.memory import MemoryStore

both = pytest.mark.parametrize("encrypted", [False, True], ids=["into plain", "into encrypted"])


def packs_in(store: MemoryStore) -> list[str]:
    return [info.key for info in store.list("packs/")]


def spoil(store: MemoryStore, key: str, at: float) -> None:
    """Change one byte; the length stays."""
    content = bytearray(store.read(key))
    content[int(at * len(content))] ^= 0x41
    store.put(key, bytes(content), replace=True)


def hollow(store: MemoryStore, key: str) -> None:
    """All zeros but the end, as a disk leaves a file that it had not written when the power went."""
    content = store.read(key)
    size, _ = struct.unpack_from("<QI", content, len(content) - 40)  # where the footer begins
    store.put(key, bytes(size) + content[size:], replace=True)


def whole(scene: Scene, store: MemoryStore, *, encrypted: bool) -> None:
    """Every backup is there, is what it was, and is called sound by nobody but what reads it."""
    for id_, pages in scene.truth.items():
        assert restored_pages(opened(store, encrypted=encrypted), id_) == pages
    errors = [
        one for one in verify(opened(store, encrypted=encrypted)).findings if one.severity is Severity.ERROR
    ]
    assert errors == []


def stopped(scene: Scene, encrypted: bool) -> MemoryStore:
    """What a run leaves that dies when its packs are there, and no index object nor any backup yet."""
    store = new_target(encrypted=encrypted)
    copy(scene.open(scene.store), opened(store, encrypted=encrypted))
    for room in ("index/", "backups/", "catalogue/"):
        for info in list(store.list(room)):
            store.delete(info.key)
    return store


@both
def test_what_a_stopped_run_left_is_read_before_it_is_counted_on(any_scene: Scene, encrypted: bool) -> None:
    """A pack that no index names may be of the right length, end as it should, and be hollow."""
    store = stopped(any_scene, encrypted)
    left = packs_in(store)
    for key in left:
        hollow(store, key)
    late = {"now": AFTER_A_CRASH}
    report = copy(any_scene.open(any_scene.store, **late), opened(store, encrypted=encrypted, **late))
    assert report.ok and report.copied == tuple(any_scene.truth)
    assert report.arrived.packs_read and set(report.arrived.damaged) <= set(left)
    assert report.arrived.mended == report.arrived.damaged != ()
    whole(any_scene, store, encrypted=encrypted)


@both
def test_what_a_stopped_run_left_is_used(any_scene: Scene, encrypted: bool) -> None:
    store = stopped(any_scene, encrypted)
    left = packs_in(store)
    late = {"now": AFTER_A_CRASH}
    report = copy(any_scene.open(any_scene.store, **late), opened(store, encrypted=encrypted, **late))
    assert report.ok and report.arrived.damaged == () and report.arrived.packs_read == len(left)
    assert report.arrived.bytes_read >= sum(store.size(key) for key in left)
    whole(any_scene, store, encrypted=encrypted)


@both
def test_a_pack_that_an_index_names_must_end_as_it_says(any_scene: Scene, encrypted: bool) -> None:
    """Packs of a backup that was removed there: the length is right, and the footer is not."""
    store, (first, *_) = new_target(encrypted=encrypted), any_scene.truth
    copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted), Choice(backups=(first,)))
    opened(store, encrypted=encrypted).delete_backup(first)
    for key in packs_in(store):
        content = store.read(key)
        store.put(key, content[:-60] + bytes(60), replace=True)
    report = copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted))
    assert report.ok and report.copied == tuple(any_scene.truth)
    assert report.arrived.mended == report.arrived.damaged != ()
    assert {one.code for one in report.findings} == {"pack-damaged"}
    whole(any_scene, store, encrypted=encrypted)


@both
def test_all_is_read_back_and_nothing_written_where_all_is_well(any_scene: Scene, encrypted: bool) -> None:
    store = new_target(encrypted=encrypted)
    done = copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted), read_back=True)
    assert done.ok and done.arrived.read_back and done.arrived.packs_by_footer == 0
    before = {info.key: store.read(info.key) for info in store.list()}
    again = copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted), read_back=True)
    assert again.ok and again.copied == () and again.findings == ()
    assert again.arrived.packs_read == done.arrived.packs_read == len(packs_in(store))
    rows = opened(store, encrypted=encrypted).wal.rows(SOURCE)
    assert again.arrived.wal_read == len(rows) == done.arrived.wal_read
    sizes = sum(store.size(key) for key in packs_in(store))
    assert again.arrived.bytes_read == sizes + sum(row.size for row in rows)
    assert {info.key: store.read(info.key) for info in store.list()} == before


@both
@pytest.mark.parametrize("at", [0.1, 0.5, 0.9])
def test_reading_back_mends_what_is_damaged(any_scene: Scene, encrypted: bool, at: float) -> None:
    """A byte of every pack, every stretch of WAL and every summary, of backups that are there: all is mended."""
    store = new_target(encrypted=encrypted)
    copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted))
    for room in ("packs/", "wal/", "summaries/"):
        for info in list(store.list(room)):
            spoil(store, info.key, at)
    report = copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted), read_back=True)
    assert report.ok, report.findings
    assert report.arrived.mended == report.arrived.damaged
    assert len(report.arrived.damaged) >= len(any_scene.truth)
    whole(any_scene, store, encrypted=encrypted)
    again = copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted), read_back=True)
    assert again.ok and again.arrived.damaged == () and again.findings == ()


def test_what_is_damaged_in_both_is_named(scene: Scene) -> None:
    store, base = new_target(encrypted=False), fork(scene.store)
    copy(scene.open(base), opened(store, encrypted=False))
    for one in (store, base):
        for key in packs_in(one):
            spoil(one, key, 0.3)
    report = copy(scene.open(base), opened(store, encrypted=False), read_back=True)
    assert not report.ok and report.arrived.damaged and report.arrived.mended == ()
    assert {"pack-damaged", "chunk-damaged"} <= {one.code for one in report.findings}
    assert all(one.advice for one in report.findings)


@both
def test_wal_there_that_a_copied_backup_needs_is_read(any_scene: Scene, encrypted: bool) -> None:
    """It came with an earlier run, and was damaged since: the backup is not copied onto it."""
    store, (*_, third) = new_target(encrypted=encrypted), any_scene.truth
    copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted))
    opened(store, encrypted=encrypted).delete_backup(third)
    for info in list(store.list("wal/")):
        spoil(store, info.key, 0.5)
    report = copy(any_scene.open(any_scene.store), opened(store, encrypted=encrypted))
    assert report.ok and report.copied == (third,)
    assert report.arrived.wal_read and report.arrived.mended == report.arrived.damaged != ()
    assert {one.code for one in report.findings} == {"wal-damaged"}
    assert restored_pages(opened(store, encrypted=encrypted), third) == any_scene.truth[third]


def test_half_an_addition_of_wal_that_is_damaged_is_replaced(scene: Scene) -> None:
    """WAL without a record, of a run that was stopped: it is not in the way for ever."""
    store = new_target(encrypted=False)
    copy(scene.open(scene.store), opened(store, encrypted=False))
    for info in list(store.list("summaries/")):
        store.delete(info.key)
    for info in list(store.list("catalogue/")):
        store.delete(info.key)
    for info in list(store.list("wal/")):
        spoil(store, info.key, 0.5)
    report = copy(scene.open(scene.store), opened(store, encrypted=False))
    assert report.ok and report.wal_copied == len(report.arrived.mended) > 0
    whole(scene, store, encrypted=False)


def test_other_wal_of_the_same_name_is_never_replaced(scene: Scene) -> None:
    store = new_target(encrypted=False)
    copy(scene.open(scene.store), opened(store, encrypted=False))
    target = opened(store, encrypted=False)
    (key, *_) = [info.key for info in store.list("wal/")]
    other = target.sealer.seal_object(key, b"what another server wrote")
    store.put(key, other, replace=True)
    report = copy(scene.open(scene.store), target, read_back=True)
    assert not report.ok and {one.code for one in report.findings} == {"wal-conflict"}
    assert store.read(key) == other


def test_a_store_that_fails_while_it_is_read_back_ends_the_run_and_the_next_one_ends_well(
    scene: Scene,
) -> None:
    chance = np.random.default_rng(7)
    counting = FaultyStore(new_target(encrypted=True))
    copy(scene.open(scene.store), opened(counting, encrypted=True), read_back=True)
    late = {"now": AFTER_A_CRASH}
    for step in sorted(chance.choice(len(counting.steps), 4, replace=False).tolist()):
        store = new_target(encrypted=True)
        faulty = FaultyStore(store, Fault(step, error=None))
        with suppress(Died, PagewakeError):
            copy(scene.open(scene.store), opened(faulty, encrypted=True), read_back=True)
        report = copy(scene.open(scene.store, **late), opened(store, encrypted=True, **late), read_back=True)
        assert report.ok and report.arrived.damaged == ()
        whole(scene, store, encrypted=True)
