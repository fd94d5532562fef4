"""Where a restore is to go: what would be refused is seen before, and nothing is written by looking."""

from __future__ import annotations

from collections import namedtuple
from pathlib import Path
from typing import Any

import pytest
from tests.engines.fake import ENGINE, FakeEngine, FakeRecovery
from tests.engines.fake_rig import NAME, FakeRig, HastyDisk, scratch

from pagewake.engines.base import OutsidePart
from pagewake.errors import RestoreIncomplete, SourceInUse
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.destination import DestinationReport, look_at_destination
from pagewake.restore.marker import MARKER
from pagewake.restore.planning import RestorePlan, plan_restore
from pagewake.restore.run import RestoreRequest, run_restore


def rig() -> FakeRig:
    made = FakeRig()
    for block in range(3):
        made.model.write("1/10", block, block)
        made.model.write("2/20", block, 50 + block)
    made.backup("full")
    return made


def plan_of(made: FakeRig, engine: Any = ENGINE) -> RestorePlan:
    return plan_restore(made.repository, engine, NAME, RestoreTarget(TargetKind.LATEST), Job())


def look(made: FakeRig, directory: Path, engine: Any = ENGINE, **how: Any) -> DestinationReport:
    avoid = how.pop("avoid", None)
    request = RestoreRequest(directory, **how)
    return look_at_destination(made.repository, engine, plan_of(made, engine), request, Job(), avoid=avoid)


def codes(report: DestinationReport) -> list[tuple[str, str]]:
    return [(one.severity.value, one.code) for one in report.findings]


def test_a_directory_that_is_not_there_yet_is_good_and_stays_so() -> None:
    made = rig()
    with scratch() as place:
        report = look(made, place / "new")
        assert report.ok and codes(report) == []
        assert (report.main.exists, report.main.entries, report.overwrites) == (False, 0, False)
        plan = plan_of(made)
        assert report.main.needed == plan.bytes + plan.wal_bytes and plan.wal_bytes > 0
        assert not (place / "new").exists()


def test_what_is_there_is_refused_or_overwritten_knowingly() -> None:
    made = rig()
    with scratch() as place:
        place.mkdir()
        (place / "somebody's").write_text("data")
        assert codes(look(made, place)) == [("error", "not-empty")]
        assert codes(look(made, place, delta=True)) == [("error", "not-a-database")]
        (place / MARKER).write_text("{}")
        unfinished = look(made, place)
        assert unfinished.ok and codes(unfinished) == [("info", "unfinished-restore")]


def test_a_database_that_is_there_is_named_before_it_is_overwritten(monkeypatch: pytest.MonkeyPatch) -> None:
    made = rig()
    monkeypatch.setattr(FakeEngine, "recognise", lambda self, location: True)
    with scratch() as place:
        made.restore(place)
        report = look(made, place, delta=True)
        assert report.ok and report.database and report.overwrites
        assert codes(report) == [("warning", "overwrites")]
        assert "base" in report.findings[0].message


@pytest.mark.parametrize("kind", ["file", "link", "loop"])
def test_what_is_no_directory_is_refused(kind: str) -> None:
    made = rig()
    with scratch() as place:
        place.mkdir()
        target = place / "target"
        if kind == "file":
            target.write_text("")
        else:
            target.symlink_to(target if kind == "loop" else place)
        assert not look(made, target).ok


def test_the_source_and_the_repository_are_kept_out_of_the_way() -> None:
    made = rig()
    with scratch() as place:
        place.mkdir()
        for directory, word in ((place, "is"), (place / "below", "is inside"), (place.parent, "holds")):
            found = look(made, directory, avoid={place: "the source db"}).findings
            assert any(
                one.code == "in-the-way" and f"it {word} the source db" in one.message for one in found
            )


def test_room_is_counted_with_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    made = rig()
    plan = plan_of(made)
    usage = namedtuple("usage", "total used free")
    with scratch() as place:
        for free, ok in ((plan.bytes + plan.wal_bytes, True), (plan.bytes + plan.wal_bytes - 1, False)):
            monkeypatch.setattr("shutil.disk_usage", lambda path, free=free: usage(0, 0, free))
            assert look(made, place).ok is ok


class Spread(FakeEngine):
    """A database with a part that may go elsewhere, and perhaps a server on the directory."""

    def __init__(self, running: bool = False) -> None:
        self.running = running

    def recovery(self, disk: Any = None) -> Any:
        running = self.running

        class Recovery(FakeRecovery):
            def outside(self, read_file: Any) -> list[OutsidePart]:
                return [OutsidePart("2", "/srv/old", "base/2")]

            def places(self, destination: Any) -> dict[str, Path]:
                if running:
                    raise SourceInUse("a server runs here", object_name=str(destination.directory))
                return super().places(destination)

        return Recovery()


def test_parts_that_go_elsewhere_are_looked_at_too() -> None:
    made = rig()
    with scratch() as place:
        away = place.parent / "away"
        report = look(made, place, Spread(), options={"place:base/2": str(away)})
        (part,) = report.parts
        assert (part.part.location, part.spot.path, part.same_file_system) == ("/srv/old", away, True)
        assert part.spot.needed == len(made.model.relations["2/20"])
        assert report.main.needed + part.spot.needed == plan_of(made).bytes + plan_of(made).wal_bytes


def test_a_running_server_is_seen_by_the_engine() -> None:
    made = rig()
    with scratch() as place:
        report = look(made, place, Spread(running=True), options={"tablespace:2": str(place / "x")})
        assert codes(report) == [("error", "refused")]
        assert report.parts[0].spot.path == place / "x"


def test_nothing_is_written_over_by_what_cannot_be_given_back_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    made = rig()
    monkeypatch.setattr(FakeEngine, "recognise", lambda self, location: True)
    with scratch() as place:
        made.restore(place)
        before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
        holed = replace(plan_of(made), origins={"missing": 2})
        with pytest.raises(RestoreIncomplete, match="2 blocks"):
            run_restore(
                made.repository, ENGINE, holed, RestoreRequest(place, delta=True), Job(), disk=HastyDisk()
            )
        assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
