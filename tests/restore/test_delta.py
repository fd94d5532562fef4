"""What a restore writes and what it leaves: into empty places, and over what is there already."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engines.fake import FakeEngine, FakeRecovery, Model
from tests.engines.fake_rig import NAME, FakeRig, HastyDisk, scratch

from pagewake.engines.base import Recovered
from pagewake.errors import DirectoryNotEmpty, DiskFull, RecoveryFailed, RestoreError
from pagewake.jobs import Job, PhaseEnded
from pagewake.model import RecoveredTo, RestoreTarget, Severity, TargetKind
from pagewake.repository.maps import resolve_refs
from pagewake.repository.packs import pack_key
from pagewake.restore import run as restore_run
from pagewake.restore.marker import MARKER
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreReport, RestoreRequest, run_restore

PAGE = 4096


class Untouched(FakeEngine):
    """Recovers nothing, so that what the restore wrote can be looked at."""

    def recovery(self, disk: Any = None) -> Any:
        class Recovery(FakeRecovery):
            def recover(self, request: Any, job: Any) -> Any:
                return Recovered(RecoveredTo(1, 1, None))

        return Recovery()


ENGINE: Any = Untouched()


class World:
    """A database of two segments with zeros, a short file and settings, and what its backup must restore."""

    def __init__(self) -> None:
        self.rig = FakeRig(Model(page=PAGE, segment=16))
        for block in (*range(6), *range(10, 20)):
            self.rig.model.write("1/10", block, block + 1)
        self.rig.model.write("1/11", 0, 5)
        self.rig.backup("full")
        self.rig.model.write("1/10", 3, 99)
        self.rig.backup("incremental")
        self.files = {file.path: self.rig.model.content(file) for file in self.rig.model.files()}
        self.files["label"] = b"a backup"
        last = self.rig.repository.backups()[-1]
        self.files["control"] = last.start_lsn.to_bytes(8, "little")

    def restore(self, place: Path, *, delta: bool = False, **more: Any) -> RestoreReport:
        target = RestoreTarget(TargetKind.IMMEDIATE)
        repository = self.rig.repository
        plan = plan_restore(repository, ENGINE, NAME, target, Job())
        request = RestoreRequest(place, delta=delta)
        return run_restore(repository, ENGINE, plan, request, Job(), disk=more.get("disk", HastyDisk()))

    def differences(self, place: Path) -> list[str]:
        found = {
            str(path.relative_to(place)): path.read_bytes() for path in place.rglob("*") if path.is_file()
        }
        return sorted(
            path for path in found.keys() | self.files.keys() if found.get(path) != self.files.get(path)
        )


@pytest.fixture(scope="module")
def world() -> World:
    return World()


def test_a_restore_writes_every_file_with_its_mode(world: World) -> None:
    with scratch() as place:
        report = world.restore(place / "deep" / "down")
        place = place / "deep" / "down"
        assert world.differences(place) == []
        assert (place / "base/1/10.1").stat().st_mode & 0o777 == 0o640
        assert (place / "settings").stat().st_mode & 0o777 == 0o600
        assert place.stat().st_mode & 0o777 == 0o700
        assert report.written.bytes_kept == 0
        assert not (place / MARKER).exists()


def test_a_delta_restore_of_the_same_keeps_all_chunks_that_are_used_whole(world: World) -> None:
    with scratch() as place:
        world.restore(place)
        report = world.restore(place, delta=True)
        assert world.differences(place) == []
        # The chunk of which the incremental replaced a page can only be told by reading it.
        assert report.written.bytes_kept >= 5 * PAGE
        assert report.written.bytes_written < 15 * PAGE


def test_what_is_counted_as_written_is_what_the_files_hold(world: World) -> None:
    """The last page of a file may be short: it counts with what it holds, also in the progress and when kept."""
    stored = sum(len(content) for content in world.files.values())
    ended: list[int] = []
    job = Job()
    job.subscribe(lambda event: ended.append(event.done) if isinstance(event, PhaseEnded) else None)
    with scratch() as place:
        target = RestoreTarget(TargetKind.IMMEDIATE)
        plan = plan_restore(world.rig.repository, ENGINE, NAME, target, Job())
        assert plan.bytes == stored
        for delta in (False, True):
            request = RestoreRequest(place, delta=delta)
            report = run_restore(world.rig.repository, ENGINE, plan, request, job, disk=HastyDisk())
            assert report.written.bytes_written + report.written.bytes_kept <= stored
        assert ended == [stored, stored]
        assert report.written.bytes_written % PAGE == 0  # short files were kept
        (place / "settings").unlink()
        again = world.restore(place, delta=True)
        assert again.written.bytes_written - report.written.bytes_written == len(world.files["settings"])


def test_a_delta_restore_leaves_no_directory_that_the_backup_lacks(world: World) -> None:
    with scratch() as place:
        world.restore(place)
        directories = sorted(path for path in place.rglob("*") if path.is_dir())
        (place / "base/2/deeper").mkdir(parents=True)
        (place / "base/2/deeper/1000").write_bytes(bytes(PAGE))
        (place / "empty").mkdir()
        elsewhere = place.parent / f"{place.name}-elsewhere"
        elsewhere.mkdir()
        try:
            (place / "link").symlink_to(elsewhere)
            world.restore(place, delta=True)
            assert elsewhere.is_dir() and not (place / "link").is_symlink()
        finally:
            elsewhere.rmdir()
        assert world.differences(place) == []
        assert sorted(path for path in place.rglob("*") if path.is_dir()) == directories


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32 - 1))
def test_a_delta_restore_makes_of_anything_what_an_empty_place_becomes(world: World, seed: int) -> None:
    chance = random.Random(seed)
    with scratch() as place:
        world.restore(place)
        for path in [path for path in sorted(place.rglob("*")) if path.is_file()]:
            content = bytearray(path.read_bytes())
            for _ in range(chance.randrange(3)):
                kind = chance.choice(["cut", "grow", "byte", "page", "gone", "zero"])
                at = chance.randrange(len(content) + 1)
                if kind == "cut":
                    del content[at:]
                elif kind == "grow":
                    content += chance.randbytes(chance.choice([1, PAGE, 3 * PAGE]))
                elif kind == "zero":
                    content[at : at + PAGE] = bytes(len(content[at : at + PAGE]))
                elif kind == "page":
                    at = at // PAGE * PAGE
                    content[at : at + PAGE] = chance.randbytes(len(content[at : at + PAGE]))
                elif kind == "byte" and at < len(content):
                    content[at] ^= 1 << chance.randrange(8)
                elif kind == "gone" and path.name != "control":
                    path.unlink(missing_ok=True)
                    break
            else:
                path.write_bytes(content)
        (place / "base/1/stale").write_bytes(b"x")
        (place / "log").mkdir()
        (place / "log/0001").write_bytes(b"old log")
        (place / "log/link").symlink_to("/tmp")
        world.restore(place, delta=True)
        assert world.differences(place) == []
        assert not (place / "log/link").is_symlink()


@pytest.mark.parametrize("name", ["base", "base/1/10", MARKER])
def test_a_link_in_the_way_is_refused_and_what_it_names_is_not_touched(world: World, name: str) -> None:
    with scratch() as place:
        world.restore(place)
        outside = place.parent / "outside"
        if name == "base":
            (place / name).rename(outside)
        else:
            outside.write_bytes(b"precious")
            (place / name).unlink(missing_ok=True)
        (place / name).symlink_to(outside)
        with pytest.raises((DirectoryNotEmpty, RestoreError)):
            world.restore(place, delta=True)
        if name != "base":
            assert outside.read_bytes() == b"precious"


def test_a_hard_link_is_refused_and_what_it_names_is_not_changed(world: World) -> None:
    with scratch() as place:
        world.restore(place)
        (place / "base/1/10").write_bytes(b"a snapshot of something else")
        os.link(place / "base/1/10", place.parent / "snapshot")
        with pytest.raises(DirectoryNotEmpty, match="hard links"):
            world.restore(place, delta=True)
        assert (place.parent / "snapshot").read_bytes() == b"a snapshot of something else"
        (place / "base/1/10").unlink()
        world.restore(place, delta=True)
        assert world.differences(place) == []


def test_a_file_in_the_way_of_a_directory_is_an_error_that_names_it(world: World) -> None:
    with scratch() as place:
        world.restore(place)
        shutil.rmtree(place / "base")
        (place / "base").write_bytes(b"x")
        with pytest.raises(RestoreError, match="base/1/10: this could not be written: Not a directory"):
            world.restore(place, delta=True)


def test_which_directories_are_accepted(world: World) -> None:
    with scratch() as place:
        place.mkdir()
        (place / "notes.txt").write_text("mine")
        with pytest.raises(DirectoryNotEmpty, match="holds 1 entry"):
            world.restore(place)
        with pytest.raises(DirectoryNotEmpty, match="not a database of this kind"):
            world.restore(place, delta=True)
        assert (place / "notes.txt").read_text() == "mine"
        with pytest.raises(DirectoryNotEmpty, match="not a directory"):
            world.restore(place / "notes.txt")
        (place / "notes.txt").rename(place / MARKER)  # what an interrupted restore leaves
        (place / "half").write_text("half")
        world.restore(place)
        assert world.differences(place) == []


def test_an_interrupted_delta_restore_goes_on(world: World) -> None:
    with scratch() as place:
        world.restore(place)
        (place / "control").unlink()  # no longer to be recognised as a database
        (place / MARKER).write_text("{}")
        world.restore(place, delta=True)
        assert world.differences(place) == []


def test_no_room_is_seen_before_anything_is_written(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(restore_run.shutil, "disk_usage", lambda place: SimpleNamespace(free=10 * PAGE))
    with scratch() as place:
        with pytest.raises(DiskFull, match=r"and the file system has 40\.0 KiB free"):
            world.restore(place / "new")
        assert not place.exists()


def test_planning_writes_nothing(world: World) -> None:
    store = world.rig.store
    before = {info.key for info in store.list()}
    plan = plan_restore(world.rig.repository, ENGINE, NAME, RestoreTarget(TargetKind.IMMEDIATE), Job())
    assert {info.key for info in store.list()} == before
    assert plan.bytes == sum(map(len, world.files.values()))
    assert plan.files == len(world.files)
    assert set(plan.origins) == {*plan.chain, "zeros"}
    assert plan.origins["zeros"] == 4, "the blocks that were never written"
    assert sum(plan.origins.values()) == plan.pages


def test_lost_blocks_are_zeros_and_named_also_where_something_else_was() -> None:
    world = World()
    repository = world.rig.repository
    record = repository.file_table(repository.manifest(repository.backups()[-1].id)).get("base/1/10")
    assert record is not None
    region = resolve_refs(record.regions[0], repository.chunk_reader().read)
    (place_of_chunk,) = repository.index.copies(region.ids[region.chunk[3]].tobytes())
    with scratch() as place:
        world.restore(place)
        (place / "base/1/10").write_bytes(b"\7" * 16 * PAGE)
        world.rig.store.delete(pack_key(place_of_chunk.pack))
        report = world.restore(place, delta=True)
        lost = [finding for finding in report.findings if finding.severity is Severity.ERROR]
        assert "base/1/10 block 3" in [finding.object_name for finding in lost]
        expected = bytearray(world.files["base/1/10"])
        expected[3 * PAGE : 4 * PAGE] = bytes(PAGE)
        assert (place / "base/1/10").read_bytes() == expected


def test_a_recovery_that_fails_leaves_an_empty_place_empty(world: World) -> None:
    class Failing(FakeEngine):
        def recovery(self, disk: Any = None) -> Any:
            class Recovery(FakeRecovery):
                def recover(self, request: Any, job: Any) -> Any:
                    raise RecoveryFailed("no")

            return Recovery()

    failing: Any = Failing()
    with scratch() as place:
        plan = plan_restore(world.rig.repository, failing, NAME, RestoreTarget(TargetKind.IMMEDIATE), Job())
        with pytest.raises(RecoveryFailed):
            run_restore(world.rig.repository, failing, plan, RestoreRequest(place), Job(), disk=HastyDisk())
        assert list(place.iterdir()) == []
