"""Freeing space: what the plan says comes true, and what anybody needs survives. On a simulated clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from tests.engines.fake import ENGINE, EPOCH, Model
from tests.engines.fake_rig import FakeRig

from pagewake.expire.fates import MERGE_FROM
from pagewake.expire.prune import PrunePlan, PruneReport, plan_prune, run_prune
from pagewake.jobs import Job
from pagewake.repository.layers import ids_array
from pagewake.repository.live_chunks import live_chunks
from pagewake.repository.locks import LockInfo, LockMode
from pagewake.repository.owners import this_process
from pagewake.repository.packs import read_contents
from pagewake.repository.repository import Repository
from pagewake.stores.base import ObjectInfo
from pagewake.stores.memory import MemoryStore
from pagewake.verify.run import Level, run_verify

HOUR = timedelta(hours=1)
LONG = timedelta(days=365 * 20)


class ClockedStore(MemoryStore):
    """Objects are as old as the simulated clock says."""

    def __init__(self) -> None:
        super().__init__()
        self.now = EPOCH
        self.written: dict[str, datetime] = {}

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        for info in super().list(prefix):
            yield ObjectInfo(info.key, info.size, self.written.setdefault(info.key, self.now))

    def age(self) -> None:
        """Give every object that has no age yet the present one."""
        for _ in self.list():
            pass


class World:
    """A repository whose clock, and whose running work, are the test's."""

    def __init__(self) -> None:
        self.store = ClockedStore()
        self.rig = FakeRig(Model(page=4096, segment=64), store=self.store)
        self.rng = np.random.default_rng(4)
        self.fill(range(200))

    @property
    def repository(self) -> Repository:
        return self.rig.repository

    def fill(self, blocks: Any) -> None:
        for block in blocks:
            self.rig.model.log.append(
                {"kind": "write", "relation": "1/1", "block": block, "page": self.rng.bytes(4096).hex()}
            )
            pages = self.rig.model.relations.setdefault("1/1", bytearray())
            pages.extend(bytes(max(0, (block + 1) * 4096 - len(pages))))
            pages[block * 4096 : (block + 1) * 4096] = bytes.fromhex(self.rig.model.log[-1]["page"])

    def backup(self, type_: str = "auto") -> str:
        made = self.rig.backup(type_).backup.id
        self.store.age()
        return made

    def pass_time(self, time: timedelta) -> None:
        self.rig.clock += time
        self.store.now = self.rig.clock

    def prune(self, *, grace: timedelta = 24 * HOUR, dry_run: bool = False) -> PruneReport:
        return run_prune(self.repository, Job(), grace=grace, dry_run=dry_run, now=lambda: self.rig.clock)

    def pack_bytes(self) -> int:
        return sum(info.size for info in self.store.list("packs/"))

    def check(self) -> None:
        """Every backup verifies and restores to what it was."""
        self.rig.repository = Repository.open(self.store, now=lambda: self.rig.clock)
        report = run_verify(self.repository, lambda name: ENGINE, (), Level.DATA, Job())
        assert report.findings == ()


@pytest.fixture
def world() -> World:
    return World()


def in_order(plan: PrunePlan) -> dict[str, Any]:
    """A plan without the order of its packs, which is that of the index."""
    return {name: sorted(v, key=repr) if isinstance(v, tuple) else v for name, v in vars(plan).items()}


def three_backups(world: World) -> tuple[str, str, str]:
    first = world.backup("full")
    world.fill(range(0, 200, 2))
    second = world.backup("incremental")
    world.fill(range(10))
    third = world.backup("incremental")
    world.pass_time(48 * HOUR)
    return first, second, third


def test_nothing_goes_while_everything_is_needed(world: World) -> None:
    three_backups(world)
    plan = world.prune(dry_run=True).plan
    assert (plan.delete, plan.condemn, plan.copy_out) == ((), (), ())
    assert plan.live_bytes > 0
    assert in_order(world.prune().plan) == in_order(plan)


def test_packs_that_nobody_needs_go_after_the_grace_period(world: World) -> None:
    *_, last = three_backups(world)
    truth = world.rig.restored(backup=last)
    world.fill(range(200))
    full = world.backup("full")
    newest = world.rig.restored(backup=full)
    for backup in world.repository.backups():
        if backup.id != full:
            world.repository.delete_backup(backup.id)
    world.pass_time(48 * HOUR)
    preview = world.prune(dry_run=True)
    before = world.pack_bytes()
    done = world.prune()
    assert in_order(done.plan) == in_order(preview.plan)
    assert len(done.plan.condemn) >= 4, "data and metadata packs of three backups"
    assert done.plan.bytes_freed == 0
    held = world.pack_bytes()
    assert before <= held <= before + done.bytes_copied
    world.pass_time(23 * HOUR)
    assert world.prune().plan.bytes_freed == 0
    assert world.pack_bytes() == held
    world.pass_time(2 * HOUR)
    plan = world.prune().plan
    assert plan.bytes_freed == held - world.pack_bytes()
    assert 0 <= plan.bytes_freed - done.plan.bytes_later <= done.bytes_copied
    assert list(world.store.list("condemned/")) == []
    world.check()
    assert world.rig.restored(backup=full) == newest != truth


def test_chunks_that_kept_backups_share_survive(world: World) -> None:
    first, second, third = three_backups(world)
    truths = {id: world.rig.restored(backup=id) for id in (second, third)}
    world.repository.delete_backup(first)
    for _ in range(3):
        world.prune()
        world.pass_time(48 * HOUR)
    world.check()
    assert {id: world.rig.restored(backup=id) for id in (second, third)} == truths


def test_a_pack_of_which_little_is_needed_is_copied_out_and_restores_stay_the_same(world: World) -> None:
    first = world.backup("full")
    world.fill(range(140))
    second = world.backup("incremental")
    truth = world.rig.restored(backup=second)
    world.repository.delete_backup(first)
    world.pass_time(48 * HOUR)
    before = world.pack_bytes()
    done = world.prune()
    assert done.plan.copy_out
    needed = sum(pack.live_bytes for pack in done.plan.copy_out)
    assert needed <= done.bytes_copied <= needed * 1.1 + 4096
    world.store.age()
    world.check()
    assert world.rig.restored(backup=second) == truth, "while both copies are there"
    world.pass_time(48 * HOUR)
    plan = world.prune().plan
    assert plan.spare == (), "the copies are what is needed from now on"
    assert {pack.name for pack in plan.delete} >= {pack.name for pack in done.plan.copy_out}
    assert before + done.bytes_copied - world.pack_bytes() >= plan.bytes_freed - 4096
    assert world.pack_bytes() < before * 0.8
    world.check()
    assert world.rig.restored(backup=second) == truth
    world.pass_time(48 * HOUR)
    final = world.prune().plan
    assert (final.delete, final.condemn, final.copy_out, final.waiting) == ((), (), (), ())


def test_metadata_is_copied_out_as_metadata(world: World) -> None:
    """Packs of maps stay packs of maps, so that a map is read in few requests."""
    three_backups(world)
    for backup in world.repository.backups()[:-1]:
        world.repository.delete_backup(backup.id)
    for _ in range(4):
        world.prune()
        world.store.age()
        world.pass_time(48 * HOUR)
    repository = Repository.open(world.store)
    metadata: set[bytes] = set()
    found = live_chunks(repository, repository.backups(), Job(), metadata=metadata)
    live = {row.tobytes() for ids in found for row in ids}
    assert metadata < live
    for pack in repository.index.packs:
        ids = {
            row.tobytes() for row in read_contents(world.store, repository.sealer, pack.name, pack.size).ids
        }
        assert not ids & metadata or not ids & (live - metadata), "never both in one pack"


def test_a_young_pack_is_left_alone(world: World) -> None:
    world.backup("full")
    world.repository.delete_backup(world.repository.backups()[0].id)
    world.pass_time(23 * HOUR)
    assert world.prune().plan.condemn == ()
    world.pass_time(2 * HOUR)
    assert world.prune().plan.condemn != ()


def test_without_grace_all_goes_at_once_and_as_the_plan_says(world: World) -> None:
    three_backups(world)
    for backup in world.repository.backups():
        world.repository.delete_backup(backup.id)
    before = world.pack_bytes()
    plan = world.prune(grace=timedelta(), dry_run=True).plan
    assert (plan.bytes_freed, plan.bytes_later) == (before, 0)
    assert in_order(world.prune(grace=timedelta()).plan) == in_order(plan)
    assert world.pack_bytes() == 0


class Running:
    """Work that holds a lock since some moment, as another process would."""

    def __init__(self, repository: Repository, started: datetime) -> None:
        self._real = repository.locks.live
        self.locks: Any = repository.locks
        self.started: datetime | None = started
        self.locks.live = self.live

    def live(self, kind: str | None = None) -> Any:
        own = [one for one in self._real(kind) if one.mode is not LockMode.SHARED]
        if self.started is None:
            return tuple(own)
        now = datetime.now(UTC)
        work = LockInfo("other", "backup", "x", LockMode.SHARED, this_process(), self.started, now, 600)
        return (*own, work)


def test_what_runs_since_before_the_sentence_may_still_rely_on_the_pack(world: World) -> None:
    three_backups(world)
    for backup in world.repository.backups():
        world.repository.delete_backup(backup.id)
    running = Running(world.repository, world.rig.clock - HOUR)
    assert world.prune().plan.condemn
    world.pass_time(48 * HOUR)
    assert world.prune().plan.delete == ()
    assert world.prune(grace=timedelta()).plan.delete == ()
    running.started = (
        world.rig.clock - HOUR
    )  # the old work has ended, and other work began after the sentence
    assert world.prune().plan.delete
    assert world.pack_bytes() == 0


def test_what_a_running_backup_may_have_uploaded_is_not_condemned(world: World) -> None:
    began = world.rig.clock
    three_backups(world)
    for backup in world.repository.backups():
        world.repository.delete_backup(backup.id)
    Running(world.repository, began)
    plan = world.prune(grace=timedelta()).plan
    assert (plan.condemn, plan.copy_out, plan.delete, plan.bytes_freed) == ((), (), (), 0)


def test_a_pack_that_a_backup_came_to_need_again_is_spared(world: World) -> None:
    first = world.backup("full")
    manifest = world.repository.manifest(first)
    truth = world.rig.restored(backup=first)
    world.repository.delete_backup(first)
    world.pass_time(48 * HOUR)
    assert world.prune().plan.condemn
    world.repository.write_manifest(manifest)  # a backup that began before the sentence
    world.pass_time(48 * HOUR)
    plan = world.prune().plan
    assert plan.spare
    assert plan.delete == ()
    assert list(world.store.list("condemned/")) == []
    world.check()
    assert world.rig.restored(backup=first) == truth


def test_a_backup_that_ends_while_a_prune_without_grace_marks_is_not_hurt(world: World) -> None:
    """It used again what was not needed when the prune looked."""
    first = world.backup("full")
    manifest = world.repository.manifest(first)
    world.repository.delete_backup(first)
    world.pass_time(48 * HOUR)
    other = Repository.open(world.store, now=lambda: world.rig.clock)
    condemn = world.repository.condemned.condemn

    def and_then(packs: Any, since: datetime) -> None:
        other.write_manifest(manifest)
        condemn(packs, since)

    condemned: Any = world.repository.condemned
    condemned.condemn = and_then
    world.prune(grace=timedelta())
    condemned.condemn = condemn
    world.check()
    assert world.prune(grace=timedelta()).plan.spare
    world.check()


def test_a_backup_that_ends_while_a_prune_marks_is_seen(world: World) -> None:
    """Its manifest comes after the prune began and before it looks at what runs."""
    first = world.backup("full")
    manifest = world.repository.manifest(first)
    world.repository.delete_backup(first)
    world.pass_time(48 * HOUR)
    world.prune()
    world.pass_time(48 * HOUR)
    world.repository.backups()  # the list is known to this process
    running: Any = world.repository
    real = running.running_since
    other = Repository.open(world.store, now=lambda: world.rig.clock)

    def ends_now(kind: str | None = None) -> datetime | None:
        if not any(world.store.list("backups/")):
            other.write_manifest(manifest)
        return real(kind)  # type: ignore[no-any-return]

    running.running_since = ends_now
    plan: PrunePlan = plan_prune(world.repository, Job(), grace=24 * HOUR, now=world.rig.clock)
    assert plan.delete == ()
    assert plan.spare


def test_live_chunks_are_those_of_the_maps(world: World) -> None:
    first, second, _ = three_backups(world)
    repository = world.repository
    live = np.concatenate(list(live_chunks(repository, repository.backups(), Job())))
    reader = repository.chunk_reader()
    held = {row.tobytes() for row in live}
    for id in (first, second):
        manifest = repository.manifest(id)
        assert held >= set(manifest.file_table)
    assert repository.index.present(ids_array(sorted(held))).all()
    assert all(reader.read(id) for id in held)


def test_small_packs_of_a_database_that_only_grows_become_few() -> None:
    """Nothing in them is ever let go, and yet their number stays bounded: many are put together, then left alone."""
    world = World()
    for number in range(40):
        world.pass_time(HOUR)
        world.fill([200 + number])
        world.backup("incremental")
        if number % 20 == 19:
            world.prune()
    before = world.pack_bytes()
    for _ in range(3):
        world.pass_time(25 * HOUR)
        preview = world.prune(dry_run=True).plan
        assert in_order(world.prune().plan) == in_order(preview)
    assert len(list(world.store.list("packs/"))) < MERGE_FROM + 2
    assert world.pack_bytes() < before
    assert not preview.copy_out
    world.check()
