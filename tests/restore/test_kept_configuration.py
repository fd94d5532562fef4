"""A delta restore that leaves the configuration of its directory: written over by nobody, and lost by no crash."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.engines.fake import FakeEngine, FakeRecovery, Model
from tests.engines.fake_rig import NAME, FakeRig, HastyDisk, scratch

from pagewake.errors import RecoveryFailed, UsageError
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.destination import look_at_destination
from pagewake.restore.marker import MARKER, left_alone
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreReport, RestoreRequest, run_restore

KEEP = {"configuration": "keep"}


class Engine(FakeEngine):
    """Recovers nothing; fails if it is told to. `seen` is what it was told to be kept."""

    fails = False
    seen: Any = None

    def recovery(self, disk: Any = None) -> Any:
        engine = self

        class Recovery(FakeRecovery):
            def recover(self, request: Any, job: Any) -> Any:
                engine.seen = request.kept
                if engine.fails:
                    raise RecoveryFailed("as the test wants it")
                return super().recover(request, job)

        return Recovery()


@pytest.fixture(scope="module")
def rig() -> FakeRig:
    made = FakeRig(Model(page=4096, segment=16))
    made.model.write("1/10", 0, 1)
    made.backup("full")
    return made


def restore(rig: FakeRig, place: Path, engine: Any, **more: Any) -> RestoreReport:
    plan = plan_restore(rig.repository, engine, NAME, RestoreTarget(TargetKind.IMMEDIATE), Job())
    return run_restore(rig.repository, engine, plan, RestoreRequest(place, **more), Job(), disk=HastyDisk())


def own_files(place: Path) -> None:
    """A configuration of its own: a file that the backup has too, one below a directory, and one below a link."""
    (place / "settings").write_text("mine")
    (place / "own").mkdir()
    (place / "own/more").write_text("too")


def test_it_stays_and_all_else_is_the_backups(rig: FakeRig) -> None:
    engine: Any = Engine()
    with scratch() as place:
        restore(rig, place, engine)
        before = (place / "settings").read_bytes()
        own_files(place)
        (place / "junk").write_text("gone")
        report = restore(rig, place, engine, delta=True, options=KEEP)
        assert (place / "settings").read_text() == "mine"
        assert (place / "own/more").read_text() == "too"
        assert not (place / "junk").exists() and not (place / MARKER).exists()
        assert engine.seen.inside == ("own/more", "settings")
        assert report.written.files == report.plan.files - 1
        restore(rig, place, engine, delta=True)
        assert (place / "settings").read_bytes() == before and not (place / "own").exists()


def test_a_link_to_where_it_lies_stays_too(rig: FakeRig) -> None:
    engine: Any = Engine()
    with scratch() as place:
        restore(rig, place, engine)
        elsewhere = place.parent / "etc"
        elsewhere.mkdir()
        (elsewhere / "more").write_text("too")
        (place / "own").symlink_to(elsewhere)
        restore(rig, place, engine, delta=True, options=KEEP)
        assert (place / "own").is_symlink() and (elsewhere / "more").read_text() == "too"
        restore(rig, place, engine, delta=True)
        assert not (place / "own").is_symlink() and (elsewhere / "more").read_text() == "too"


def test_no_crash_and_no_second_try_loses_it(rig: FakeRig) -> None:
    engine: Any = Engine()
    with scratch() as place:
        restore(rig, place, engine)
        own_files(place)
        engine.fails = True
        with pytest.raises(RecoveryFailed):
            restore(rig, place, engine, delta=True, options=KEEP)
        assert left_alone(place) == {"own/more", "settings"}
        (place / "own/half").write_text("made by nobody knows whom")
        with pytest.raises(UsageError, match="would be deleted"):
            restore(rig, place, engine, options=KEEP)
        engine.fails = False
        restore(rig, place, engine, delta=True, options=KEEP)
        assert engine.seen.inside == ("own/more", "settings")
        assert (place / "settings").read_text() == "mine" and not (place / "own/half").exists()


def test_what_a_restore_without_it_began_is_not_taken_for_somebodys_own(rig: FakeRig) -> None:
    engine: Any = Engine()
    with scratch() as place:
        restore(rig, place, engine)
        before = (place / "settings").read_bytes()
        engine.fails = True
        with pytest.raises(RecoveryFailed):
            restore(rig, place, engine, delta=True)
        (place / "settings").write_text("half of it")
        engine.fails = False
        restore(rig, place, engine, delta=True, options=KEEP)
        assert (place / "settings").read_bytes() == before


def test_the_destination_tells_what_can_be_kept(rig: FakeRig) -> None:
    engine: Any = Engine()
    with scratch() as place:
        restore(rig, place, engine)
        plan = plan_restore(rig.repository, engine, NAME, RestoreTarget(TargetKind.IMMEDIATE), Job())
        for delta, found in ((True, ("settings",)), (False, ())):
            request = RestoreRequest(place, delta=delta)
            assert look_at_destination(rig.repository, engine, plan, request, Job()).keepable.inside == found
        engine.fails = True
        with pytest.raises(RecoveryFailed):
            restore(rig, place, engine, delta=True, options=KEEP)
        report = look_at_destination(rig.repository, engine, plan, RestoreRequest(place, options=KEEP), Job())
        assert any("would be deleted" in one.message for one in report.findings) and not report.ok
