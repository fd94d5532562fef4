"""A copy restores to what the original restores to, whatever the keys; and only what is new is read and written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import msgspec
import numpy as np
import pytest
from tests.copying.pairs import OTHER, CountingStore, copy, new_target, objects, opened
from tests.durability.deeds import KEEP_ONE
from tests.durability.scenes import (
    CHEAP,
    PAGES,
    PASSPHRASE,
    SOURCE,
    Ledger,
    Scene,
    backup,
    fork,
    later,
    pack_bytes,
    restore,
    restored_pages,
    verify,
)

from pagewake.copying.plan import Act
from pagewake.copying.planning import Choice
from pagewake.copying.run import run_copy
from pagewake.errors import BackupMissing, Cancelled, LockHeld, UsageError
from pagewake.expire.prune import run_prune
from pagewake.expire.run import run_expire
from pagewake.expire.tagging import tag
from pagewake.expire.trash import hold, unhold
from pagewake.jobs import Job
from pagewake.jobs.events import PhaseBegan
from pagewake.model import TargetKind
from pagewake.repository import index
from pagewake.repository.key_keeper import KeyKeeper
from pagewake.repository.manifest import BACKUPS, seal_manifest
from pagewake.repository.maps import load_layer
from pagewake.repository.repository import Repository
from pagewake.repository.run_files import FiledRun
from pagewake.repository.tags import tags_of

both = pytest.mark.parametrize("encrypted", [False, True], ids=["into plain", "into encrypted"])


def files_in(directory: Path) -> dict[str, bytes]:
    """The page files of a restored database; its log ends with a record of when it was recovered."""
    return {path.name: path.read_bytes() for path in (directory / "data").iterdir()}


@both
@pytest.mark.parametrize("codec", ["lz4", "zstd"])
def test_the_copy_restores_to_the_same_bytes(
    any_scene: Scene, tmp_path: Path, encrypted: bool, codec: str
) -> None:
    origin, store = any_scene.open(fork(any_scene.store)), new_target(encrypted=encrypted, codec=codec)
    report = copy(origin, opened(store, encrypted=encrypted))
    assert report.ok and report.copied == tuple(any_scene.truth) and report.findings == ()
    target = opened(store, encrypted=encrypted)
    assert verify(target).findings == ()
    for number, id_ in enumerate(any_scene.truth):
        assert restored_pages(target, id_) == any_scene.truth[id_]
        ours, theirs = tmp_path / f"{number}a", tmp_path / f"{number}b"
        for repository, directory in ((origin, ours), (target, theirs)):
            restore(repository, directory, id_, kind=TargetKind.LATEST)
        assert files_in(ours) == files_in(theirs)
        assert files_in(ours)


@both
def test_a_copy_has_the_same_backups_wal_and_findings(any_scene: Scene, encrypted: bool) -> None:
    origin, store = any_scene.open(any_scene.store), new_target(encrypted=encrypted)
    copy(origin, opened(store, encrypted=encrypted))
    target = opened(store, encrypted=encrypted)
    assert target.backups() == origin.backups()
    for id_ in any_scene.truth:
        mine, theirs = (msgspec.structs.replace(one.manifest(id_), file_table=()) for one in (origin, target))
        assert mine == theirs
    for mine, theirs in zip(origin.wal.rows(SOURCE), target.wal.rows(SOURCE), strict=True):
        assert msgspec.structs.replace(theirs, archived=mine.archived) == mine
        assert origin.wal.summary(mine) == target.wal.summary(theirs)
    assert target.keeping.all() == {}


@both
def test_a_second_run_copies_nothing_and_writes_nothing(any_scene: Scene, encrypted: bool) -> None:
    counting, store = CountingStore(fork(any_scene.store)), new_target(encrypted=encrypted)
    copy(any_scene.open(counting), opened(store, encrypted=encrypted))
    before, counting.pack_bytes = objects(store), 0
    origin = any_scene.open(counting)
    _ = origin.index
    counting.pack_bytes = 0
    report = copy(origin, opened(store, encrypted=encrypted))
    assert report.ok and report.copied == () and report.wal_copied == 0
    assert {step.act for step in report.plan.steps} == {Act.THERE}
    assert objects(store) == before
    assert report.bytes_read == report.bytes_written == counting.pack_bytes == 0


@both
def test_a_later_run_reads_only_what_is_new(tmp_path: Path, encrypted: bool) -> None:
    """A few pages of many have changed: of the rest neither pages nor, of the table, pieces are read again."""
    scene = Scene(tmp_path, encrypted=True)
    store = new_target(encrypted=encrypted)
    copy(scene.open(scene.store), opened(store, encrypted=encrypted))
    before = pack_bytes(store)
    new = backup(scene.open(scene.store), scene.database, "incremental").backup
    counting = CountingStore(scene.store)
    report = copy(scene.open(counting), opened(store, encrypted=encrypted))
    assert report.copied == (new.id,)
    changed = 3 * 4096 + 2 * 8192  # what changed since the last backup, at most with what shares its chunks
    assert report.plan.page_bytes < 4 * changed
    assert 0 < report.bytes_read - report.plan.wal_bytes <= report.plan.page_bytes
    assert pack_bytes(store) - before < 4 * changed
    target = opened(store, encrypted=encrypted)
    assert restored_pages(target, new.id) == scene.now_pages
    assert verify(target).findings == ()


def test_plain_chunks_that_are_there_are_not_read(scene: Scene) -> None:
    """The other repository got the pages in another way, such as a copy that was stopped before its manifests."""
    store = new_target(encrypted=False)
    copy(scene.open(scene.store), opened(store, encrypted=False))
    for key in [info.key for info in store.list(BACKUPS)]:
        store.delete(key)
    size = pack_bytes(store)
    report = copy(scene.open(scene.store), opened(store, encrypted=False))
    assert report.copied == tuple(scene.truth)
    assert report.plan.page_bytes == 0 and report.chunks == 0
    assert pack_bytes(store) == size


def test_what_two_keys_share_is_stored_once_after_a_stop(scene: Scene) -> None:
    store = new_target(encrypted=True)
    copy(scene.open(scene.store), opened(store, encrypted=True))
    for key in [info.key for info in store.list(BACKUPS)]:
        store.delete(key)
    size = pack_bytes(store)
    report = copy(scene.open(scene.store), opened(store, encrypted=True))
    assert report.copied == tuple(scene.truth)
    assert pack_bytes(store) == size


@both
def test_there_and_back_again(any_scene: Scene, encrypted: bool) -> None:
    """What was lost in the first repository comes back from its copy, and the two agree on what they have."""
    middle = new_target(encrypted=encrypted)
    copy(any_scene.open(any_scene.store), opened(middle, encrypted=encrypted))
    last = new_target(encrypted=any_scene.encrypted, passphrase=PASSPHRASE)
    back = opened(last, encrypted=any_scene.encrypted, passphrase=PASSPHRASE)
    assert copy(opened(middle, encrypted=encrypted), back).ok
    for id_ in any_scene.truth:
        assert restored_pages(any_scene.open(last), id_) == any_scene.truth[id_]
    report = copy(any_scene.open(any_scene.store), any_scene.open(last))
    assert report.ok and report.copied == ()


@both
def test_maps_whose_covered_chunks_are_gone_are_copied(tmp_path: Path, encrypted: bool) -> None:
    """Layers name chunks that later layers cover, and that a prune has removed."""
    ids = []
    directory = tmp_path / "many"
    ledger = Ledger(directory, seed=3, pages=120)
    store = new_target(encrypted=True, passphrase=PASSPHRASE)
    source = opened(store, encrypted=True, passphrase=PASSPHRASE)
    for number in range(6):
        ledger.change(*range(number * 10, number * 10 + 15))
        ledger.database.close()
        ids.append(backup(source, directory, "full" if not number else "incremental").backup.id)
        ledger.database = type(ledger.database).open(directory)
    ledger_pages = dict(ledger.pages)
    ledger.database.close()
    run_expire(source, SOURCE, KEEP_ONE, Job(), grace=timedelta(0))
    run_prune(source, Job(), grace=timedelta(0), now=later(hours=2), purge_trash=True)
    origin = opened(store, encrypted=True, passphrase=PASSPHRASE)
    read = origin.chunk_reader().read
    named = [
        load_layer(ref, read).ids
        for record in origin.file_table(origin.manifest(ids[-1]))
        for layers in record.regions
        for ref in layers
    ]
    assert not origin.index.present(np.concatenate(named)).all(), "a covered chunk is gone"
    other = new_target(encrypted=encrypted)
    report = copy(origin, opened(other, encrypted=encrypted))
    assert report.ok and report.copied[-1] == ids[-1]
    assert restored_pages(opened(other, encrypted=encrypted), ids[-1]) == ledger_pages
    assert verify(opened(other, encrypted=encrypted)).findings == ()


@both
def test_indexes_in_files_give_the_same_copy(
    any_scene: Scene, encrypted: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a large repository most of both indexes lies in files; here already that of a few chunks does."""
    monkeypatch.setattr(index, "RUN_CHUNKS", 16)
    store = new_target(encrypted=encrypted)
    origin, target = any_scene.open(any_scene.store), opened(store, encrypted=encrypted)
    assert copy(origin, target).copied == tuple(any_scene.truth)
    for repository in (origin, target):
        assert any(isinstance(run, FiledRun) for run in repository.index._snapshot()[0])
    again = opened(store, encrypted=encrypted)
    assert copy(any_scene.open(any_scene.store), again).bytes_written == 0
    assert verify(again).findings == ()
    for id_ in any_scene.truth:
        assert restored_pages(again, id_) == any_scene.truth[id_]


def test_only_some_backups_with_the_wal_that_they_need(any_scene: Scene) -> None:
    second = list(any_scene.truth)[1]
    store = new_target(encrypted=True)
    report = copy(any_scene.open(any_scene.store), opened(store, encrypted=True), Choice(backups=(second,)))
    assert report.copied == (second,)
    target = opened(store, encrypted=True)
    assert [one.id for one in target.backups()] == [second]
    assert restored_pages(target, second) == any_scene.truth[second]
    assert verify(target).findings == ()


def test_what_is_not_there_cannot_be_chosen(scene: Scene) -> None:
    target = opened(new_target(encrypted=False), encrypted=False)
    with pytest.raises(UsageError, match="no source 'sales'"):
        copy(scene.open(scene.store), target, Choice(sources=("sales",)))
    with pytest.raises(BackupMissing):
        copy(scene.open(scene.store), target, Choice(backups=("2031",)))
    with pytest.raises(UsageError, match="one and the same"):
        copy(scene.open(scene.store), scene.open(scene.store))


def test_rotated_keys_on_both_sides(tmp_path: Path) -> None:
    """What was stored under the keys of before, here and there, is read; what is new is sealed with those of now."""
    scene = Scene(tmp_path, encrypted=True)
    store = new_target(encrypted=True)
    copy(scene.open(scene.store), opened(store, encrypted=True))
    size = pack_bytes(store)
    KeyKeeper(scene.store, PASSPHRASE, cost=CHEAP).rotate()
    KeyKeeper(store, OTHER, cost=CHEAP).rotate()
    assert copy(scene.open(scene.store), opened(store, encrypted=True)).bytes_written == 0
    new = backup(scene.open(scene.store), scene.database, "incremental").backup
    assert copy(scene.open(scene.store), opened(store, encrypted=True)).copied == (new.id,)
    assert pack_bytes(store) < 1.5 * size
    assert restored_pages(opened(store, encrypted=True), new.id) == scene.now_pages
    assert verify(opened(store, encrypted=True)).findings == ()


@both
def test_what_was_proven_of_the_original_is_not_claimed_for_the_copy(
    any_scene: Scene, encrypted: bool
) -> None:
    base, store = fork(any_scene.store), new_target(encrypted=encrypted)
    verify(any_scene.open(base))
    verify(any_scene.open(base))
    newest = any_scene.open(base).evidence.all()[-1]
    copy(any_scene.open(base), opened(store, encrypted=encrypted))
    target = opened(store, encrypted=encrypted)
    assert target.evidence.all() == []
    (kept,) = target.evidence.of_originals()
    assert kept.original == any_scene.open(base).descriptor.id
    assert msgspec.structs.replace(kept, original="") == newest
    third = new_target(encrypted=False)
    copy(target, opened(third, encrypted=False))
    assert opened(third, encrypted=False).evidence.of_originals() == [kept]
    verify(target)
    assert len(target.evidence.all()) == 1


def test_holds_and_tags_come_along_and_the_trash_does_not(scene: Scene) -> None:
    base = fork(scene.store)
    first, second, third = scene.truth
    hold(scene.open(base), [first], "for the audit")
    tag(scene.open(base), [first, second], ["audit", "2026"])
    run_expire(scene.open(base), SOURCE, KEEP_ONE, Job())
    store = new_target(encrypted=True)
    report = copy(scene.open(base), opened(store, encrypted=True))
    assert report.ok and report.copied == (first, third)
    (held,) = opened(store, encrypted=True).keeping.of(SOURCE).held
    (tags,) = opened(store, encrypted=True).keeping.of(SOURCE).tags
    assert (tags.backup, tags.words) == (first, ("2026", "audit"))
    assert (held.backup, held.reason) == (first, "for the audit")
    assert second not in {one.id for one in opened(store, encrypted=True).existing_backups()}
    named = copy(scene.open(base), opened(store, encrypted=True), Choice(backups=(second,)))
    assert named.refused == (second,) and "in the trash" in named.findings[0].message


def test_tags_and_holds_follow_later_and_nothing_is_let_go_of(scene: Scene) -> None:
    """What was said after a backup was copied comes with the next copy; what was taken back stays there."""
    base, store = fork(scene.store), new_target(encrypted=True)
    first, second, third = scene.truth
    copy(scene.open(base), opened(store, encrypted=True))
    tag(opened(store, encrypted=True), [first], ["of there"])
    tag(scene.open(base), [first, third], ["audit"])
    hold(scene.open(base), [second], "for the audit")
    plan = copy(scene.open(base), opened(store, encrypted=True), dry_run=True).plan
    assert [(step.backup.id, step.tags, step.hold) for step in plan.sources[0].to_mark] == [
        (first, ("audit",), False),
        (second, (), True),
        (third, ("audit",), False),
    ]
    report = copy(scene.open(base), opened(store, encrypted=True))
    assert report.ok and report.copied == () and report.followed == (first, second, third)
    keeping = opened(store, encrypted=True).keeping.of(SOURCE)
    assert tags_of([keeping]) == {first: ("audit", "of there"), third: ("audit",)}
    assert [(one.backup, one.reason) for one in keeping.held] == [(second, "for the audit")]
    tag(scene.open(base), [first], (), ["audit"])
    unhold(scene.open(base), [second])
    again = copy(scene.open(base), opened(store, encrypted=True))
    assert again.followed == () and opened(store, encrypted=True).keeping.of(SOURCE) == keeping


def test_what_is_held_comes_out_of_the_trash_there(scene: Scene) -> None:
    base, store = fork(scene.store), new_target(encrypted=False)
    first, *_ = scene.truth
    copy(scene.open(base), opened(store, encrypted=False))
    run_expire(opened(store, encrypted=False), SOURCE, KEEP_ONE, Job())
    assert first in opened(store, encrypted=False).keeping.of(SOURCE).in_trash
    hold(scene.open(base), [first], "for the audit")
    report = copy(scene.open(base), opened(store, encrypted=False))
    assert report.ok and report.followed == (first,)
    target = opened(store, encrypted=False)
    assert first not in target.keeping.of(SOURCE).in_trash
    assert restored_pages(target, first) == scene.truth[first]


def test_more_tags_than_there_may_be_are_named_and_stop_nothing(scene: Scene) -> None:
    base, store = fork(scene.store), new_target(encrypted=False)
    first, *_ = scene.truth
    copy(scene.open(base), opened(store, encrypted=False))
    tag(opened(store, encrypted=False), [first], [f"there {n}" for n in range(20)])
    tag(scene.open(base), [first], [f"here {n}" for n in range(20)])
    report = copy(scene.open(base), opened(store, encrypted=False))
    assert report.ok and report.followed == ()
    (finding,) = report.findings
    assert finding.code == "not-followed" and finding.object_name == first and finding.advice


def test_what_is_in_the_trash_there_stays_there(scene: Scene) -> None:
    store = new_target(encrypted=False)
    copy(scene.open(scene.store), opened(store, encrypted=False))
    run_expire(opened(store, encrypted=False), SOURCE, KEEP_ONE, Job())
    trash = opened(store, encrypted=False).keeping.all()
    report = copy(scene.open(scene.store), opened(store, encrypted=False))
    assert report.ok and report.copied == () and report.wal_copied == 0
    assert opened(store, encrypted=False).keeping.all() == trash


def test_another_backup_of_the_same_id_is_refused_and_left_alone(scene: Scene) -> None:
    store = new_target(encrypted=False)
    first, second, third = scene.truth
    target = opened(store, encrypted=False)
    copy(scene.open(scene.store), target, Choice(backups=(first,)))
    manifest = target.manifest(first)
    changed = msgspec.structs.replace(manifest, backup=replace(manifest.backup, pages=7))
    key, sealed = seal_manifest(target.sealer, changed)
    store.put(key, sealed, replace=True)
    report = copy(scene.open(scene.store), opened(store, encrypted=False))
    assert not report.ok
    assert report.refused == (first,) and report.copied == (second, third)
    assert "other content" in report.findings[0].message
    assert store.read(key) == sealed


def test_another_database_of_the_same_name_is_refused(scene: Scene, tmp_path: Path) -> None:
    other = Ledger(tmp_path / "other", seed=9, pages=PAGES)
    other.database.close()
    store = new_target(encrypted=False)
    there = backup(opened(store, encrypted=False), tmp_path / "other", "full").backup
    before = objects(store)
    report = copy(scene.open(scene.store), opened(store, encrypted=False))
    assert report.refused == tuple(scene.truth) and report.copied == ()
    assert "another database" in report.findings[0].message
    assert objects(store) == before and opened(store, encrypted=False).backups() == [there]


def test_a_dry_run_says_all_and_writes_nothing(any_scene: Scene) -> None:
    store = new_target(encrypted=True)
    before = objects(store)
    report = copy(any_scene.open(any_scene.store), opened(store, encrypted=True), dry_run=True)
    assert [step.act for step in report.plan.steps] == [Act.COPY] * 3
    assert all(step.bytes > 0 for step in report.plan.steps)
    assert not report.done and report.copied == ()
    assert objects(store) == before
    done = copy(any_scene.open(any_scene.store), opened(store, encrypted=True))
    assert done.bytes_read <= report.plan.page_bytes + report.plan.wal_bytes


def test_two_copies_out_of_one_repository_do_not_run_at_once(scene: Scene) -> None:
    store = new_target(encrypted=False)
    origin, target = scene.open(scene.store), opened(store, encrypted=False)
    with target.lock("copy", scope=origin.descriptor.id), pytest.raises(LockHeld, match="copy"):
        copy(scene.open(scene.store), opened(store, encrypted=False))


def test_a_cancelled_copy_leaves_a_valid_repository(any_scene: Scene) -> None:
    store = new_target(encrypted=True)
    job = Job("copy")

    def watch(event: object) -> None:
        if isinstance(event, PhaseBegan) and event.phase == "copy the backups":
            job.token.cancel()

    job.subscribe(watch)
    with pytest.raises(Cancelled):
        run_copy(any_scene.open(any_scene.store), opened(store, encrypted=True), Choice(), job)
    target: Repository = opened(store, encrypted=True)
    assert target.backups() == [] and target.wal.rows(SOURCE)
    assert list(store.list("locks/")) == []
    assert copy(any_scene.open(any_scene.store), opened(store, encrypted=True)).ok
    assert verify(opened(store, encrypted=True)).findings == ()
