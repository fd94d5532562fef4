"""What a killed restore leaves: it is seen, measured, gone on with or removed, and never while somebody works there."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from tests.engines.fake_rig import HastyDisk, scratch
from tests.patience import LONG
from tests.restore.test_delta import PAGE, World

from pagewake.errors import RestoreError, RestoreUnderWay, UsageError
from pagewake.jobs import Job
from pagewake.restore.marker import MARKER, under_way
from pagewake.restore.unfinished import remove_unfinished, unfinished_in, unfinished_scratch

HOLDER = """
import sys, time
from pathlib import Path
from pagewake.disk import REAL_DISK
from pagewake.restore.marker import write_marker
write_marker(Path(sys.argv[1]), "backup-1", [Path(p) for p in sys.argv[2:]], REAL_DISK, overwrites=False)
print("held", flush=True)
time.sleep(600)
"""


@pytest.fixture
def world() -> World:
    return World()


def holder(directory: Path, *places: Path) -> subprocess.Popen[str]:
    """Another process that restores into a directory."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(directory), *map(str, places)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=LONG)


def test_who_restores_there_keeps_others_out_until_its_process_is_gone(world: World) -> None:
    with scratch() as place:
        place.mkdir()
        process = holder(place)
        try:
            assert under_way(place)
            left = unfinished_in(place, Job())
            assert left is not None and left.busy and left.backup == "backup-1"
            with pytest.raises(RestoreUnderWay):
                remove_unfinished(left, Job())
            for delta in (False, True):
                with pytest.raises(RestoreUnderWay):
                    world.restore(place, delta=delta)
            assert (place / MARKER).exists()
        finally:
            kill(process)
        assert not under_way(place)
        world.restore(place)
        assert world.differences(place) == []


def test_what_a_killed_restore_left_is_removed_with_its_places(tmp_path: Path) -> None:
    place, away = tmp_path / "place", tmp_path / "away"
    place.mkdir(), away.mkdir()
    kill(holder(place, away))
    (place / "base").mkdir()
    (place / "base" / "1").write_bytes(bytes(1000))
    (away / "2").write_bytes(bytes(500))
    left = unfinished_in(place, Job())
    assert left is not None
    assert (left.files, left.places, left.keeps, left.begun is not None) == (3, (away,), "", True)
    assert left.size == 1500 + (place / MARKER).stat().st_size
    remove_unfinished(left, Job())
    assert list(place.iterdir()) == [] == list(away.iterdir())
    assert unfinished_in(place, Job()) is None
    with pytest.raises(UsageError, match="no unfinished restore"):
        remove_unfinished(left, Job())


def test_a_database_that_was_being_overwritten_is_not_deleted(world: World) -> None:
    class Killed(BaseException):
        pass

    class Deadly(HastyDisk):
        def write_pages(self, *_: Any) -> None:
            raise Killed

    with scratch() as place:
        world.restore(place)

        (place / "base/1/10").write_bytes(b"changed")
        with pytest.raises(Killed):
            world.restore(place, delta=True, disk=Deadly())
        left = unfinished_in(place, Job())
        assert left is not None and left.overwrites and "was there before" in left.keeps
        with pytest.raises(RestoreError, match="Nothing was deleted"):
            remove_unfinished(left, Job())
        world.restore(place, delta=True)
        assert world.differences(place) == []


def test_going_on_keeps_what_is_in_place(world: World) -> None:
    with scratch() as place:
        world.restore(place)
        (place / MARKER).write_text(json.dumps({"backup": "x", "places": [], "overwrites": False}))
        (place / "base/1/11").unlink()
        report = world.restore(place, delta=True)
        assert report.written.bytes_kept >= 5 * PAGE
        assert world.differences(place) == []


def test_scratch_directories_of_killed_drills_are_found(tmp_path: Path) -> None:
    names = ("pagewake-drill-a", "pagewake-verify-b", "pagewake-drill-new", "pagewake-drill-old", "other")
    for name in names:
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_bytes(bytes(10))
    for name in ("pagewake-drill-a", "pagewake-verify-b", "other"):
        (tmp_path / name / MARKER).write_text("{}")
    long_ago = time.time() - 7200
    os.utime(tmp_path / "pagewake-drill-old", (long_ago, long_ago))
    found = unfinished_scratch(tmp_path, Job())
    assert [one.directory.name for one in found] == [names[0], names[3], names[1]]
    for one in found:
        remove_unfinished(one, Job())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "pagewake-drill-new"]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"places": 7}', b"\xff" * 100, b'{"backup": ' + b"[" * 10_000]
)
def test_a_marker_that_says_nothing_is_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / MARKER).write_bytes(content)
    left = unfinished_in(tmp_path, Job())
    assert left is not None and left.places == () and not left.overwrites
    remove_unfinished(left, Job())
    assert list(tmp_path.iterdir()) == []


def test_a_marker_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    place, outside = tmp_path / "place", tmp_path / "outside"
    place.mkdir()
    outside.write_text(json.dumps({"places": [str(tmp_path / "precious")]}))
    (tmp_path / "precious").mkdir()
    (tmp_path / "precious" / "file").write_text("mine")
    (place / MARKER).symlink_to(outside)
    left = unfinished_in(place, Job())
    assert left is not None and left.places == ()
    remove_unfinished(left, Job())
    assert outside.exists() and (tmp_path / "precious" / "file").exists()
