"""A copy that dies, or whose stores fail, at any step; and a repository to copy from that is damaged."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress

import pytest
from tests.copying.pairs import copy, new_target, opened
from tests.durability.scenes import AFTER_A_CRASH, SOURCE, Scene, fork, pack_bytes, restored_pages, verify
from tests.durability.test_store_faults import KINDS, all_faults

from pagewake.copying.plan import Act
from pagewake.copying.report import CopyReport
from pagewake.errors import PagewakeError, StoreUnavailable
from pagewake.stores.base import Store
from pagewake.stores.faulty import Died, Fault, FaultyStore
from pagewake.stores.memory import MemoryStore

FAST_STEPS = 3
NOTHING_TWICE = 4000
"""Bytes that packs may grow by beyond an undisturbed run: frames of more packs, and layers that are in each of two."""

both = pytest.mark.parametrize("encrypted", [False, True], ids=["into plain", "into encrypted"])
four = pytest.mark.parametrize(
    ("any_scene", "encrypted"),
    [
        pytest.param(False, True, id="plain-into encrypted"),
        pytest.param(True, False, id="encrypted-into plain"),
        pytest.param(False, False, id="plain-into plain", marks=pytest.mark.torture),
        pytest.param(True, True, id="encrypted-into encrypted", marks=pytest.mark.torture),
    ],
    indirect=["any_scene"],
)
"""All four ways; those that change the encryption are tried in the fast suite, too."""


def deed(scene: Scene, origin: Store, target: Store, *, encrypted: bool, late: bool = False) -> CopyReport:
    now = {"now": AFTER_A_CRASH} if late else {}
    return copy(scene.open(origin, **now), opened(target, encrypted=encrypted, **now))


def check(scene: Scene, store: Store, *, encrypted: bool, whole: bool, restores: bool) -> None:
    """Every backup that is there is all there, in the order of the originals; after a whole run, all are."""
    target = opened(store, encrypted=encrypted, now=AFTER_A_CRASH)
    ids = [one.id for one in target.backups()]
    assert ids == list(scene.truth)[: len(ids)]
    assert verify(target).findings == ()
    if whole:
        assert ids == list(scene.truth)
    for id_ in ids if restores else ():
        assert restored_pages(target, id_) == scene.truth[id_]


def survive(scene: Scene, fault: Fault, *, encrypted: bool, into: bool, size: int, restores: bool) -> None:
    """Stop one run at a step of either store, look, run again, look again."""
    origin, store = fork(scene.store), new_target(encrypted=encrypted)
    stores = (origin, FaultyStore(store, fault)) if into else (FaultyStore(origin, fault), store)
    with suppress(Died, PagewakeError):
        deed(scene, *stores, encrypted=encrypted)
    check(scene, store, encrypted=encrypted, whole=False, restores=restores)
    report = deed(scene, origin, store, encrypted=encrypted, late=True)
    assert report.ok
    check(scene, store, encrypted=encrypted, whole=True, restores=restores)
    assert pack_bytes(store) <= size + NOTHING_TWICE
    assert deed(scene, origin, store, encrypted=encrypted, late=True).copied == ()


def undisturbed(scene: Scene, *, encrypted: bool, into: bool) -> tuple[int, int]:
    """The number of steps of one store, and the size of the packs that are written."""
    origin, store = fork(scene.store), new_target(encrypted=encrypted)
    counting = FaultyStore(store if into else origin)
    stores = (origin, counting) if into else (counting, store)
    deed(scene, *stores, encrypted=encrypted)
    return len(counting.steps), pack_bytes(store)


def some(steps: int, chance: random.Random) -> Iterator[tuple[Fault, bool]]:
    for number, step in enumerate(sorted(chance.sample(range(steps), min(steps, FAST_STEPS)))):
        yield chance.choice(KINDS)(step), number == FAST_STEPS // 2


@four
@pytest.mark.parametrize("into", [True, False], ids=["target", "origin"])
def test_a_copy_stopped_at_some_steps(any_scene: Scene, encrypted: bool, into: bool) -> None:
    steps, size = undisturbed(any_scene, encrypted=encrypted, into=into)
    chance = random.Random(f"{any_scene.encrypted} {encrypted} {into}")
    for fault, restores in some(steps, chance):
        survive(any_scene, fault, encrypted=encrypted, into=into, size=size, restores=restores)


@pytest.mark.torture
@pytest.mark.timeout(3600)
@both
@pytest.mark.parametrize("into", [True, False], ids=["target", "origin"])
def test_a_copy_stopped_at_every_step(any_scene: Scene, encrypted: bool, into: bool) -> None:
    steps, size = undisturbed(any_scene, encrypted=encrypted, into=into)
    for fault, restores in all_faults(steps):
        survive(any_scene, fault, encrypted=encrypted, into=into, size=size, restores=restores)


@both
def test_a_store_that_fails_again_and_again_ends_in_success(scene: Scene, encrypted: bool) -> None:
    """Every run gets a little further; none of what has arrived is stored twice."""
    _, size = undisturbed(scene, encrypted=encrypted, into=True)
    store = new_target(encrypted=encrypted)
    for patience in range(30, 600, 12):
        fault = Fault(patience, error=lambda: StoreUnavailable("gone"))
        with suppress(PagewakeError):
            if deed(scene, scene.store, FaultyStore(store, fault), encrypted=encrypted).ok:
                break
        check(scene, store, encrypted=encrypted, whole=False, restores=False)
    check(scene, store, encrypted=encrypted, whole=True, restores=True)
    # A run that stops leaves open packs behind that were never there, and each run the frames of its own packs.
    assert pack_bytes(store) <= size + 12 * NOTHING_TWICE


def flipped(store: MemoryStore, key: str, at: int) -> MemoryStore:
    spoiled = fork(store)
    content = bytearray(store.read(key))
    content[at] ^= 0x41
    spoiled.put(key, bytes(content), replace=True)
    return spoiled


def judge(scene: Scene, spoiled: MemoryStore, report: CopyReport, store: Store, *, encrypted: bool) -> None:
    """What was copied is sound; what was not is named; and what verification calls damaged was not copied."""
    assert set(report.copied).isdisjoint(report.refused)
    assert {*report.copied, *report.refused} == set(scene.truth)
    assert report.ok == (not report.refused)
    for id_ in report.refused:
        assert any(id_ in one.object_name for one in report.findings)
    target = opened(store, encrypted=encrypted)
    assert [one.id for one in target.backups()] == list(report.copied)
    assert verify(target).findings == ()
    for id_ in report.copied:
        assert restored_pages(target, id_) == scene.truth[id_]


@four
def test_a_flip_in_any_pack_costs_only_the_backups_that_need_it(any_scene: Scene, encrypted: bool) -> None:
    """One flip in the middle of each pack's chunks; in every other pack one in its header, which nothing relies on."""
    chance = random.Random(11)
    refused_ever: set[str] = set()
    for number, info in enumerate(list(any_scene.store.list("packs/"))):
        at = 100 + chance.randrange(info.size // 2) if number % 3 else chance.randrange(info.size)
        spoiled, store = flipped(any_scene.store, info.key, at), new_target(encrypted=encrypted)
        report = deed(any_scene, spoiled, store, encrypted=encrypted)
        judge(any_scene, spoiled, report, store, encrypted=encrypted)
        damaged = set(verify(any_scene.open(spoiled)).damaged)
        assert set(report.refused) <= damaged
        assert damaged <= set(report.refused) | harmless(any_scene, spoiled, info.key)
        refused_ever |= set(report.refused)
        # The damage is mended (the disk was read wrongly, the pack came back), and the next run brings the rest.
        again = deed(any_scene, any_scene.store, store, encrypted=encrypted)
        assert again.ok and set(again.copied) == set(report.refused)
        check(any_scene, store, encrypted=encrypted, whole=True, restores=False)
    assert refused_ever == set(any_scene.truth)


def harmless(scene: Scene, spoiled: MemoryStore, key: str) -> set[str]:
    """The backups that a damaged header or footer of a pack worries, while all of its chunks can be read."""
    reader = scene.open(spoiled).chunk_reader()
    pack = next(one for one in scene.open(scene.store).index.packs if key.endswith(one.name))
    repository = scene.open(scene.store)
    number = [one.name for one in repository.index.packs].index(pack.name)
    import numpy as np

    for run in repository.index._snapshot()[0]:
        for row in np.flatnonzero(run.pack == number):
            words = np.concatenate([[run.key[row]], run.rest[row]])
            try:
                reader.read(words.tobytes())
            except PagewakeError:
                return set()
    return set(scene.truth)


@four
@pytest.mark.parametrize("room", ["wal/", "summaries/", "backups/"])
def test_a_flip_in_wal_or_a_manifest_costs_what_needs_it(
    any_scene: Scene, encrypted: bool, room: str
) -> None:
    for info in list(any_scene.store.list(room)):
        spoiled, store = flipped(any_scene.store, info.key, info.size // 2), new_target(encrypted=encrypted)
        report = deed(any_scene, spoiled, store, encrypted=encrypted)
        assert not report.ok
        target = opened(store, encrypted=encrypted)
        for one in target.backups():
            assert restored_pages(target, one.id) == any_scene.truth[one.id]
        assert verify(target).findings == ()
        assert len(target.backups()) == len(any_scene.truth) - (
            1 if room == "backups/" else len(report.refused)
        )
        again = deed(any_scene, any_scene.store, store, encrypted=encrypted)
        assert again.ok
        check(any_scene, store, encrypted=encrypted, whole=True, restores=False)


def test_other_wal_of_the_same_name_is_refused_and_kept(scene: Scene) -> None:
    """Of a database that was copied as files, and went its own way."""
    store = new_target(encrypted=False)
    target = opened(store, encrypted=False)
    row = scene.open(scene.store).wal.rows(SOURCE)[0]
    origin = scene.open(scene.store)
    from pagewake.engines.base import WalPiece
    from pagewake.model import Identity

    other = WalPiece(
        row.name,
        row.timeline,
        row.first_lsn,
        row.end_lsn,
        b"other" + origin.wal.read(row)[5:],
        origin.wal.summary(row),
    )
    target.wal.add(SOURCE, other, Identity(row.engine, "", row.system_identifier, 4096))
    report = deed(scene, scene.store, store, encrypted=False)
    assert not report.ok and report.copied[:1] != tuple(scene.truth)[:1]
    assert any(one.code == "wal-conflict" and row.name in one.object_name for one in report.findings)
    assert report.plan.steps[0].act is Act.REFUSED
    assert opened(store, encrypted=False).wal.get(SOURCE, row.timeline, row.name).startswith(b"other")


def test_a_chunk_that_changes_under_way_is_never_stored(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory that lies: what the writer hashes is not what the reader gave."""
    store = new_target(encrypted=False)
    target = opened(store, encrypted=False)
    before = target.sealer.chunk_id

    def lying(raw: object) -> bytes:
        id_ = before(raw)  # type: ignore[arg-type]
        return id_ if len(raw) < 3000 else id_[::-1]  # type: ignore[arg-type]

    monkeypatch.setattr(target.sealer, "chunk_id", lying)
    with pytest.raises(PagewakeError, match="changed between"):
        copy(scene.open(scene.store), target)
    assert opened(store, encrypted=False).backups() == []
