"""Parts of a backup that go outside the directory: written there, guarded there, emptied there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.engines.fake import FakeEngine, FakeRecovery
from tests.engines.fake_rig import NAME, FakeRig, HastyDisk, scratch

from pagewake.errors import DirectoryNotEmpty, RecoveryFailed
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.marker import MARKER
from pagewake.restore.planning import plan_restore
from pagewake.restore.run import RestoreRequest, run_restore


class Quiet(FakeEngine):
    """Recovers nothing, or fails to, so that what the restore wrote can be looked at."""

    def __init__(self, fails: bool) -> None:
        self.fails = fails

    def recovery(self, disk: Any = None) -> Any:
        fails = self.fails

        class Recovery(FakeRecovery):
            def recover(self, request: Any, job: Any) -> Any:
                from pagewake.engines.base import Recovered

                if fails:
                    raise RecoveryFailed("no")
                return Recovered(None, next_step="start it")

        return Recovery()


def rig() -> FakeRig:
    made = FakeRig()
    for block in range(3):
        made.model.write("1/10", block, block)
        made.model.write("2/20", block, 50 + block)
    made.backup("full")
    return made


def restore(made: FakeRig, directory: Path, away: Path, *, fails: bool = False, delta: bool = False) -> Any:
    engine: Any = Quiet(fails)
    plan = plan_restore(made.repository, engine, NAME, RestoreTarget(TargetKind.IMMEDIATE), Job())
    options = {"place:base/2": str(away)}
    request = RestoreRequest(directory, options=options, delta=delta)
    return run_restore(made.repository, engine, plan, request, Job(), disk=HastyDisk())


def test_a_subtree_goes_where_it_is_sent_and_nowhere_else() -> None:
    made = rig()
    with scratch() as place:
        report = restore(made, place, place.parent / "away")
        assert (report.recovered_to, report.next_step) == (None, "start it")
        assert (place.parent / "away" / "20").read_bytes() == bytes(made.model.relations["2/20"])
        assert (place / "base/1/10").read_bytes() == bytes(made.model.relations["1/10"])
        assert not (place / "base/2").exists()


def test_a_place_that_holds_something_is_refused_before_anything_is_written() -> None:
    made = rig()
    with scratch() as place:
        away = place.parent / "away"
        away.mkdir()
        (away / "somebody's").write_text("data")
        with pytest.raises(DirectoryNotEmpty, match="not empty"):
            restore(made, place, away)
        assert [path.name for path in away.iterdir()] == ["somebody's"]
        assert not place.exists()


def test_a_delta_restore_cleans_the_places_too() -> None:
    made = rig()
    with scratch() as place:
        away = place.parent / "away"
        restore(made, place, away)
        (away / "21").write_text("a relation that the backup does not have")
        (away / "20").write_bytes(b"x" * 7)
        restore(made, place, away, delta=True)
        assert [path.name for path in away.iterdir()] == ["20"]
        assert (away / "20").read_bytes() == bytes(made.model.relations["2/20"])


def test_a_failed_restore_leaves_the_places_empty() -> None:
    made = rig()
    with scratch() as place:
        away = place.parent / "away"
        with pytest.raises(RecoveryFailed):
            restore(made, place, away, fails=True)
        assert list(away.iterdir()) == []
        assert not (place / MARKER).exists()


def test_what_an_unfinished_restore_left_is_written_over_and_nothing_else() -> None:
    """The marker names the places that were begun: another place, given later, may be somebody's."""
    made = rig()
    with scratch() as place:
        away, somebody = place.parent / "away", place.parent / "somebody"
        restore(made, place, away)
        named = json.dumps({"backup": "x", "places": [str(away)]})
        (place / MARKER).write_text(named)  # as if it had been cut short
        somebody.mkdir()
        (somebody / "their").write_text("data")
        with pytest.raises(DirectoryNotEmpty, match="not empty"):
            restore(made, place, somebody)
        assert (somebody / "their").read_text() == "data"
        assert (place / MARKER).read_text() == named
        restore(made, place, away)
        assert (away / "20").read_bytes() == bytes(made.model.relations["2/20"])


def test_a_delta_into_an_empty_directory_spares_what_lies_elsewhere() -> None:
    made = rig()
    with scratch() as place:
        somebody = place.parent / "somebody"
        somebody.mkdir()
        (somebody / "their").write_text("data")
        with pytest.raises(DirectoryNotEmpty, match="not empty"):
            restore(made, place, somebody, delta=True)
        assert (somebody / "their").read_text() == "data"
