"""`repo check`: every damaged byte is found and named, a repair loses nothing, and it can be stopped at every step."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from tests.durability.scenes import (
    AFTER_A_CRASH,
    PASSPHRASE,
    Clock,
    Pages,
    Scene,
    backup,
    fork,
    later,
    restored_pages,
    verify,
)
from tests.durability.test_damage import SmallRepository, flips, make_small, put
from tests.durability.test_healing import Untouched, flipped

from pagewake.checking.run import CheckReport, run_check
from pagewake.clock import now as clock_now
from pagewake.engines.neuroquantum import ENGINE
from pagewake.errors import LockHeld, PagewakeError
from pagewake.jobs import Job
from pagewake.model import Severity
from pagewake.repository.quarantine import Quarantine
from pagewake.repository.repository import Repository
from pagewake.stores.faulty import Died, Fault, FaultyStore, When
from pagewake.stores.memory import MemoryStore
from pagewake.verify.run import Level


def check(
    repository: Repository,
    *,
    data: bool = True,
    repair: bool = False,
    dry_run: bool = False,
    now: Clock = clock_now,
) -> CheckReport:
    return run_check(repository, lambda _: ENGINE, Job(), data=data, repair=repair, dry_run=dry_run, now=now)


def content(store: MemoryStore) -> dict[str, bytes]:
    return {info.key: store.read(info.key) for info in store.list()}


@pytest.fixture(scope="module", params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> SmallRepository:
    return make_small(tmp_path_factory.mktemp("small"), request.param)


def test_a_sound_repository_has_nothing_to_say(any_scene: Scene) -> None:
    store = fork(any_scene.store)
    for data in (False, True):
        report = check(any_scene.open(store), data=data)
        assert report.ok and report.findings == () and report.steps == () and report.affected == ()
    assert set(report.backups) == set(any_scene.truth)
    assert content(store).keys() - content(any_scene.store).keys() == {
        info.key for info in store.list("evidence/")
    }


def check_flips(small: SmallRepository, per_object: int | None, restored: float) -> None:
    """Whatever byte is changed is found; a repair leaves nothing that a second one would do, and restores no less."""
    chance = random.Random(8)
    for key, at, spoiled in flips(small.store, chance, per_object=per_object):
        if key == "pagewake.json":
            continue
        before = fork(spoiled)
        try:
            found = check(small.open(spoiled), dry_run=True)
        except PagewakeError:  # the only key slot, for one: nothing opens it
            assert key.startswith("keys/"), key
            continue
        assert not found.ok, f"{key}, byte {at}"
        assert content(spoiled) == content(before), "a dry run writes"
        repaired = check(small.open(spoiled), repair=True, now=AFTER_A_CRASH)
        again = check(small.open(spoiled), dry_run=True)
        assert again.steps == (), (key, at, again.steps)
        assert key in content(spoiled) or any(
            place.startswith(f"quarantine/{key}") for place in content(spoiled)
        )
        for id_, pages in small.truth.items() if chance.random() < restored else ():
            could = restores(small.open(before), id_, pages)
            assert restores(small.open(spoiled), id_, pages) or not could, f"{key}, byte {at}: {id_} is lost"
        assert repaired.ok or found.affected or not key.startswith(("index/", "catalogue/", "condemned/")), (
            key
        )


def restores(repository: Repository, id_: str, pages: Pages) -> bool:
    try:
        restored = restored_pages(repository, id_)
    except (PagewakeError, AssertionError):  # the assertion: the restore reported findings
        return False
    assert restored == pages, "a restore gave other bytes and said nothing"
    return True


def test_some_changed_bytes_are_found_and_repaired(small: SmallRepository) -> None:
    check_flips(small, per_object=2, restored=0.2)


@pytest.mark.torture
@pytest.mark.timeout(7200)
def test_every_changed_byte_is_found_and_repaired(small: SmallRepository) -> None:
    check_flips(small, per_object=None, restored=0.3)


def test_deleted_objects_are_found(small: SmallRepository) -> None:
    for info in small.store.list():
        if not info.key.startswith(("packs/", "wal/")):
            continue
        spoiled = fork(small.store)
        spoiled.delete(info.key)
        for data in (False, True):
            assert not check(small.open(spoiled), data=data, dry_run=True).ok, info.key
        repaired = check(small.open(spoiled), repair=True)
        assert repaired.affected or not info.key.startswith("packs/") or repaired.ok
        assert check(small.open(spoiled), dry_run=True).steps == ()


def test_what_is_lost_is_named_with_its_other_versions(scene: Scene) -> None:
    """A damaged chunk of the first backup: the blocks, and that a newer backup has them."""
    first, second, third = scene.truth
    seen = 0
    for info in list(scene.store.list("packs/")):
        store = flipped(scene.store, info.key, info.size // 3)
        report = check(scene.open(store))
        for one in report.affected:
            assert (one.unreadable == "") == (one.blocks > 0)
            for file in one.files:
                assert file.blocks == sum(part.last - part.first + 1 for part in file.ranges)
                for part in file.ranges:
                    lost = {hurt.backup for hurt in report.affected}
                    assert part.older in {"", *scene.truth} and part.newer in {"", *scene.truth}
                    assert one.backup not in (part.older, part.newer)
                    seen += bool(part.older or part.newer)
                    if one.backup == first and {second, third} - lost:
                        assert part.older == "" and part.newer
        ids = {one.backup for one in report.affected}
        for id_, pages in scene.truth.items():
            assert restores(scene.open(store), id_, pages) == (id_ not in ids)
        evidence = scene.open(store).evidence.all()[-1]
        assert evidence.whole and evidence.ok == report.ok and set(evidence.damaged or ()) == ids
    assert seen


def test_a_repaired_pack_is_healed_by_the_next_backup_and_the_mark_goes(tmp_path: Path) -> None:
    world = Untouched(tmp_path)
    healed = 0
    for info in list(world.store.list("packs/")):
        store = flipped(world.store, info.key, info.size // 2)
        repaired = check(world.open(store), repair=True)
        assert repaired.repaired and repaired.steps[0].action == "save-pack"
        assert info.key not in content(store)
        (place,) = [key for key in repaired.quarantine if key.startswith(f"quarantine/{info.key}")]
        quarantine = Quarantine(store, world.open(store).sealer)
        assert (quarantine.note(place).key, quarantine.note(place).size) == (info.key, info.size)
        assert store.read(place) != world.store.read(info.key)
        if not repaired.affected:
            continue
        assert list(store.list("suspect/"))
        made = backup(world.open(store), world.ledger.directory, "incremental").backup
        for id_ in (world.id, made.id):
            assert restored_pages(world.open(store), id_) == world.pages
        after = check(world.open(store))
        assert after.ok and {one.code for one in after.findings} == {"healed"}
        assert not list(store.list("suspect/"))
        assert check(world.open(store)).findings == ()
        assert world.open(store).evidence.all()[-1].damaged == ()
        healed += 1
    assert healed


def test_a_pack_without_footer_is_saved_whole_from_the_index(tmp_path: Path) -> None:
    world = Untouched(tmp_path)
    for info in list(world.store.list("packs/")):
        cut = put(world.store, info.key, world.store.read(info.key)[:-30])
        repaired = check(world.open(cut), repair=True)
        assert not repaired.affected and repaired.bytes_saved
        assert {one.code for one in repaired.findings} <= {"healed"}
        assert restored_pages(world.open(cut), world.id) == world.pages
        for index in list(cut.list("index/")):
            cut.delete(index.key)
        assert restored_pages(world.open(cut), world.id) == world.pages


def test_an_unreadable_manifest_does_not_stop_prune_for_ever(scene: Scene) -> None:
    first = next(iter(scene.truth))
    store = put(scene.store, f"backups/{first}", b"nothing")
    report = check(scene.open(store), repair=True)
    assert report.ok, report.findings
    assert scene.open(store).unreadable_backups() == []
    assert {one.id for one in scene.open(store).backups()} == scene.truth.keys() - {first}


def test_holds_that_cannot_be_read_become_holds_on_everything(scene: Scene) -> None:
    store = fork(scene.store)
    first = next(iter(scene.truth))
    from pagewake.expire.trash import hold

    hold(scene.open(store), [first], "for the audit")
    (info,) = store.list("keeping/")
    store = put(store, info.key, store.read(info.key)[:-1])
    assert check(scene.open(store), repair=True).ok
    assert all(one.protected for one in scene.open(store).backups())


def test_what_is_not_ours_is_named_and_left_alone(scene: Scene) -> None:
    store = fork(scene.store)
    for number in range(150):
        store.put(f"holiday/picture-{number:03}.jpg", b"sun")
    store.put("packs/ab/not-a-pack", b"")
    report = check(scene.open(store), repair=True)
    assert report.ok and report.survey.foreign_count == 151
    assert len([one for one in report.findings if one.code == "foreign-object"]) == 101
    assert store.read("holiday/picture-000.jpg") == b"sun"


def test_a_summary_is_made_again_from_its_wal(scene: Scene) -> None:
    base = fork(scene.store)
    scene.open(base).wal.catalogue.consolidate(always=True)  # so that it is known what the stretch is
    for info in list(base.list("summaries/")):
        store = put(base, info.key, base.read(info.key)[:-1] + b"?")
        report = check(scene.open(store), repair=True)
        assert [step.action for step in report.steps] == ["remake-summary"]
        assert {one.severity for one in check(scene.open(store)).findings} <= {Severity.INFO}


def test_repair_works_alone(scene: Scene) -> None:
    store = fork(scene.store)
    with scene.open(store).lock("restore"), pytest.raises(LockHeld):
        check(scene.open(store), repair=True)


KINDS = (
    Fault(0, When.BEFORE, error=None),
    Fault(0, When.AFTER, error=None),
    Fault(0, When.TORN, error=None),
    Fault(0, When.AFTER),
)


def stop_at(scene: Scene, chosen: int | None) -> None:
    """A repair of a damaged chunk, a lost footer, a broken index object and a broken summary, stopped at its steps."""
    packs = sorted(scene.store.list("packs/"), key=lambda info: -info.size)
    base = flipped(scene.store, packs[0].key, packs[0].size // 2)
    base = put(base, packs[1].key, base.read(packs[1].key)[:-40])
    index = next(iter(base.list("index/")))
    base = (
        put(base, index.key, base.read(index.key)[:-1] + b"?") if len(list(base.list("index/"))) > 3 else base
    )
    before = {id_: restores(scene.open(fork(base)), id_, pages) for id_, pages in scene.truth.items()}
    counting = FaultyStore(fork(base))
    steps = check(scene.open(counting), repair=True).steps
    assert steps
    chance = random.Random(4)
    number = len(counting.steps)
    places = range(number) if chosen is None else sorted(chance.sample(range(number), chosen))
    for step in places:
        for kind in KINDS if chosen is None else [chance.choice(KINDS)]:
            store = fork(base)
            with suppress(Died, PagewakeError):
                check(scene.open(FaultyStore(store, replace(kind, step=step))), repair=True)
            for id_, could in before.items():
                after = scene.open(store, AFTER_A_CRASH)
                assert restores(after, id_, scene.truth[id_]) or not could, (step, kind)
            check(scene.open(store, AFTER_A_CRASH), repair=True, now=AFTER_A_CRASH)
            left = check(scene.open(store, later(hours=1)), dry_run=True, now=later(hours=1))
            assert left.steps == (), (step, kind)
            for id_, could in before.items():
                after = scene.open(store, later(hours=1))
                assert restores(after, id_, scene.truth[id_]) or not could, (step, kind)
            made = backup(scene.open(store, later(hours=1)), scene.database, "full").backup
            assert verify(scene.open(store, later(hours=1)), Level.DATA, made.id).findings == ()


def test_a_repair_stopped_at_some_steps(scene: Scene) -> None:
    stop_at(scene, 2)


@pytest.mark.torture
@pytest.mark.timeout(3600)
def test_a_repair_stopped_at_every_step(scene: Scene) -> None:
    stop_at(scene, None)
