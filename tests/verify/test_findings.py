"""What verification finds, whom it says is hurt, how little it looks at, and that it cleans up."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.engines.fake import ENGINE, FakeEngine, FakeRecovery, Model
from tests.engines.fake_rig import NAME, FakeRig

from pagewake.errors import BackupMissing, Cancelled, DiskFull, RecoveryFailed, StoreUnavailable
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.live_chunks import live_chunks
from pagewake.repository.manifest import BACKUPS
from pagewake.repository.packs import pack_key
from pagewake.repository.repository import Repository
from pagewake.stores.memory import MemoryStore
from pagewake.verify.data import DataCheck
from pagewake.verify.run import Level, VerifyReport, run_verify


class CountingStore(MemoryStore):
    """Knows what was read."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: list[str] = []
        self.away = False

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        if self.away and key.startswith("packs/"):
            raise StoreUnavailable("the line is dead")
        self.reads.append(key)
        return super().read(key, offset, length)


class World:
    """A full backup of twenty pages, and an incremental that changed two of them."""

    def __init__(self) -> None:
        self.store = CountingStore()
        self.rig = FakeRig(Model(page=4096, segment=8), store=self.store)
        for block in range(20):
            self.rig.model.write("1/10", block, block + 1)
        self.first = self.rig.backup("full").backup.id
        self.rig.model.write("1/10", 9, 900)
        self.rig.model.write("1/10", 11, 901)
        self.second = self.rig.backup("incremental").backup.id

    def verify(
        self, level: Level = Level.DATA, *ids: str, engine: Any = ENGINE, job: Job | None = None, **more: Any
    ) -> VerifyReport:
        self.rig.repository = Repository.open(self.store, now=lambda: self.rig.clock)
        self.store.reads.clear()
        return run_verify(self.rig.repository, lambda name: engine, ids, level, job or Job(), **more)

    def chunk(self, backup: str, path: str, block: int) -> bytes:
        repository = self.rig.repository
        record = repository.file_table(repository.manifest(backup)).get(path)
        assert record is not None
        from pagewake.repository.maps import resolve_refs

        region = resolve_refs(record.regions[0], repository.chunk_reader().read)
        return region.ids[region.chunk[block]].tobytes()

    def flip(self, chunk: bytes) -> None:
        (place,) = self.rig.repository.index.copies(chunk)
        key = pack_key(place.pack)
        content = bytearray(self.store.read(key))
        content[place.offset + place.stored // 2] ^= 1
        self.store.put(key, bytes(content), replace=True)


@pytest.fixture
def world() -> World:
    return World()


def errors(report: VerifyReport) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in report.findings if one.severity is Severity.ERROR]


@pytest.mark.parametrize("level", list(Level))
def test_a_sound_repository(world: World, level: Level) -> None:
    report = world.verify(level)
    assert (report.ok, report.findings) == (True, ())
    assert report.backups == (world.first, world.second)


def test_a_damaged_chunk_names_backups_files_and_blocks(world: World) -> None:
    world.flip(world.chunk(world.first, "base/1/10", 3))
    report = world.verify()
    ((code, message),) = errors(report)
    assert code == "chunk-damaged"
    assert f"Affected: base/1/10 blocks 0 to 7 of backups {world.first} and {world.second}." in message
    assert not report.ok


def test_only_the_backup_that_needs_it_is_named(world: World) -> None:
    world.flip(world.chunk(world.second, "base/1/10.1", 1))
    ((_, message),) = errors(world.verify())
    # Both changed pages of the second backup lie in one chunk.
    assert f"Affected: base/1/10.1 blocks 1 and 3 of backup {world.second}." in message
    world.flip(world.chunk(world.first, "base/1/10.1", 1))
    messages = [message for _, message in errors(world.verify())]
    assert any(f"blocks 0, 1, 2 and 1 more of backups {world.first}" not in message for message in messages)
    assert any(
        f"Affected: base/1/10.1 blocks 0 to 7 of backups {world.first}" in message for message in messages
    )


def recorded(world: World) -> tuple[bool, tuple[str, ...] | None]:
    newest = world.rig.repository.evidence.all()[-1]
    return newest.ok, newest.damaged


def test_the_record_names_the_backups_that_are_damaged(world: World) -> None:
    world.verify()
    assert recorded(world) == (True, ())
    world.flip(world.chunk(world.second, "base/1/10.1", 1))
    world.verify()
    assert recorded(world) == (False, (world.second,)), "the other one does not need that chunk"
    world.verify(Level.DATA, world.first)
    assert recorded(world) == (True, ())
    key = BACKUPS + world.first
    world.store.put(key, b"x" + world.store.read(key)[1:], replace=True)
    world.verify(Level.STRUCTURE)
    assert recorded(world) == (False, (world.first,))


def test_damage_that_nobody_needs_is_only_a_warning(world: World) -> None:
    chunk = world.chunk(world.second, "base/1/10.1", 1)
    world.rig.repository.delete_backup(world.second)
    world.flip(chunk)
    report = world.verify()
    assert report.ok
    assert [(one.severity, one.code) for one in report.findings] == [(Severity.WARNING, "chunk-damaged")]
    assert "No backup needs it" in report.findings[0].message


def test_a_damaged_map_names_its_file(world: World) -> None:
    repository = world.rig.repository
    record = repository.file_table(repository.manifest(world.second)).get("base/1/10.1")
    assert record is not None
    world.flip(record.regions[0][-1].id)
    report = world.verify()
    found = {finding.code: finding for finding in report.findings}
    assert "backup-unreadable" in found
    assert found["backup-unreadable"].object_name == world.second
    assert (
        f"Affected: the table or the map of files and base/1/10.1 blocks 0 to 7 of backup {world.second}."
        in found["chunk-damaged"].message
    )


def test_a_pack_that_is_gone_names_what_was_in_it(world: World) -> None:
    (place,) = world.rig.repository.index.copies(world.chunk(world.second, "base/1/10.1", 1))
    world.store.delete(pack_key(place.pack))
    found = [one for one in world.verify().findings if one.severity is Severity.ERROR]
    missing = [one for one in found if one.code == "blocks-missing"]
    assert [one.object_name for one in missing] == [
        f"{world.second} base/1/10.1 block 1",
        f"{world.second} base/1/10.1 block 3",
        f"{world.second} control block 0",
    ]
    (pack,) = [one for one in found if one.code == "pack-damaged"]
    assert f"of backup {world.second}." in pack.message


def test_a_pack_that_a_prune_removes_meanwhile_is_no_damage(world: World) -> None:
    """It left the index before it went, and was there when the verification began."""
    writer = world.rig.repository.chunk_writer(world.second)
    id_ = writer.add(b"of no use" * 500)
    writer.finish()
    (place,) = Repository.open(world.store).index.copies(id_)
    repository = Repository.open(world.store)
    assert repository.index.copies(id_)
    check = DataCheck(repository, lambda name: ENGINE, Job())
    Repository.open(world.store).forget_packs([place.pack])
    check.check_all()
    assert check.findings == []
    assert check.damage == []


def test_missing_wal_names_the_backup_and_the_lsns(world: World) -> None:
    row = world.rig.repository.wal.rows(NAME)[-1]
    world.rig.repository.wal.remove(row)
    found = [one for one in world.verify(Level.STRUCTURE).findings if one.code == "wal-missing"]
    assert [one.object_name.split()[0] for one in found] == [world.second]
    assert "LSN" in found[0].object_name


def test_damaged_wal_is_named(world: World) -> None:
    row = world.rig.repository.wal.rows(NAME)[0]
    key = world.rig.repository.wal.keys(NAME, row.timeline, row.name, row.digest).wal
    content = bytearray(world.store.read(key))
    content[len(content) // 2] ^= 1
    world.store.put(key, bytes(content), replace=True)
    (finding,) = world.verify().findings
    assert finding.code == "wal-damaged"
    assert recorded(world)[1] == (), "no backup needs the WAL from before the first one"
    assert finding.object_name.startswith(f"WAL {row.name} of db, LSN {row.first_lsn} to {row.end_lsn}")


def test_damaged_wal_speaks_against_the_backups_that_need_it(world: World) -> None:
    row = world.rig.repository.wal.rows(NAME)[-1]
    key = world.rig.repository.wal.keys(NAME, row.timeline, row.name, row.digest).wal
    world.store.put(key, world.store.read(key)[:-1] + b"x", replace=True)
    assert not world.verify().ok
    assert recorded(world)[1] == (world.second,)


def test_a_named_backup_looks_only_at_what_it_needs(world: World) -> None:
    repository = world.rig.repository
    needed = {
        repository.index.copies(row.tobytes())[0].pack
        for ids in live_chunks(repository, [repository.manifest(world.first).backup], Job())
        for row in ids
    }
    world.flip(world.chunk(world.second, "base/1/10.1", 1))
    report = world.verify(Level.DATA, world.first)
    assert (report.backups, report.findings) == ((world.first,), ())
    assert {key for key in world.store.reads if key.startswith("packs/")} <= {
        pack_key(pack) for pack in needed
    }
    assert not world.verify(Level.DATA, world.second).ok
    assert world.verify(Level.DATA, world.second[:-2], world.second).backups == (world.second,)
    with pytest.raises(BackupMissing):
        world.verify(Level.DATA, "nothing")


def test_a_named_backup_whose_manifest_is_damaged_is_a_finding(world: World) -> None:
    world.store.put(BACKUPS + world.second, b"damaged", replace=True)
    report = world.verify(Level.DATA, world.second)
    assert [(one.code, one.object_name) for one in report.findings] == [("backup-unreadable", world.second)]
    assert not world.verify().ok


def test_a_store_that_does_not_answer_is_no_damage(world: World) -> None:
    for level in Level:
        world.verify(level)
        world.store.away = True
        repository = world.rig.repository
        with pytest.raises(StoreUnavailable):
            run_verify(repository, lambda name: ENGINE, (), level, Job())
        world.store.away = False


class Failing(FakeEngine):
    """Recovers with whatever the test wants to happen."""

    def __init__(self, happen: Callable[[Path], None]) -> None:
        self.happen = happen

    def recovery(self, disk: Any = None) -> Any:
        happen = self.happen

        class Recovery(FakeRecovery):
            def recover(self, request: Any, job: Any) -> Any:
                happen(request.directory)
                job.check()
                return super().recover(request, job)

        return Recovery()


def test_the_restore_level_proves_each_backup_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    seen: list[Path] = []
    report = world.verify(Level.RESTORE, engine=Failing(seen.append), scratch=tmp_path)
    assert report.findings == ()
    assert len(seen) == 2
    assert all(place.parent == tmp_path for place in seen)
    assert list(tmp_path.iterdir()) == []


def test_a_recovery_that_fails_names_the_backup_and_leaves_nothing(world: World, tmp_path: Path) -> None:
    def fail(place: Path) -> None:
        (place / "half").mkdir()
        raise RecoveryFailed("the log makes no sense")

    report = world.verify(Level.RESTORE, engine=Failing(fail), scratch=tmp_path)
    assert [(one.code, one.object_name) for one in report.findings] == [
        ("restore-failed", world.first),
        ("restore-failed", world.second),
    ]
    assert list(tmp_path.iterdir()) == []


def test_cancelled_in_the_middle_it_leaves_nothing_and_finds_nothing(world: World, tmp_path: Path) -> None:
    job = Job()
    engine = Failing(lambda place: job.token.cancel())
    with pytest.raises(Cancelled):
        world.verify(Level.RESTORE, engine=engine, job=job, scratch=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_no_room_for_the_scratch_copy_says_nothing_of_the_backup(world: World, tmp_path: Path) -> None:
    def full(place: Path) -> None:
        raise DiskFull("there is no room left on the disk")

    with pytest.raises(DiskFull):
        world.verify(Level.RESTORE, engine=Failing(full), scratch=tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_restore_finds_is_said_of_its_backup(world: World, tmp_path: Path) -> None:
    world.flip(world.chunk(world.second, "base/1/10.1", 1))
    report = world.verify(Level.RESTORE, scratch=tmp_path)
    lost: list[Finding] = [one for one in report.findings if one.code == "block-lost"]
    assert {one.object_name for one in lost} == {
        f"{world.second} base/1/10.1 block 1",
        f"{world.second} base/1/10.1 block 3",
    }
