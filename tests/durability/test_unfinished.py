"""What writers that died left in a local repository: a check lists it, a repair and a prune remove what is old."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.durability.scenes import CHEAP

from pagewake.errors import StoreDenied, StoreError
from pagewake.expire.prune import run_prune
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.base import Unfinished
from pagewake.stores.local import LocalStore
from pagewake.stores.memory import MemoryStore
from pagewake.stores.read_only import ReadOnlyStore
from pagewake.stores.unfinished import SHOWN, look_for_unfinished

HALF = 300_000
DAYS = 3
DIE = """
import os, sys
from pathlib import Path
from pagewake.stores.local import LocalStore
store = LocalStore(Path(sys.argv[1]))
for size in sys.argv[2:]:
    store.create(f"packs/{size}").write(bytes(int(size)))
os._exit(9)
"""


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for room in ("CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{room}_HOME", str(tmp_path / "home" / room.lower()))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository in which a writer died while it wrote two objects; one of them looks as if that was days ago."""
    place = tmp_path / "repository"
    Repository.create(LocalStore(place), cost=CHEAP)
    command = [sys.executable, "-c", DIE, str(place), str(HALF), str(HALF + 1)]
    assert subprocess.run(command, check=False).returncode == 9
    (old,) = [path for path in (place / ".tmp").iterdir() if path.stat().st_size == HALF]
    age(old, DAYS)
    return place


def age(path: Path, days: float) -> None:
    then = time.time() - days * 86_400
    os.utime(path, (then, then))


def sizes(place: Path) -> list[int]:
    return sorted(path.stat().st_size for path in (place / ".tmp").iterdir())


def run(*arguments: str) -> tuple[Any, str]:
    """What `pagewake ARGUMENTS` prints as JSON and as text."""
    from pagewake.cli.entry import run as run_command

    outs = []
    for more in (["--json"], []):
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            assert run_command([*arguments, *more]) == 0
        outs.append(" ".join(out.getvalue().split()) if not more else out.getvalue())
    return json.loads(outs[0]), outs[1]


def test_a_check_lists_what_was_never_finished_and_removes_nothing(place: Path) -> None:
    found, text = run("repo", "check", str(place))
    assert sizes(place) == [HALF, HALF + 1]
    assert found["ok"] and found["unfinished_objects"] == 2 and found["unfinished_bytes"] == 2 * HALF + 1
    old, new = found["unfinished"]
    assert old["bytes"] == HALF and old["old"] and abs(old["age_seconds"] - DAYS * 86_400) < 600
    assert new["bytes"] == HALF + 1 and not new["old"] and new["age_seconds"] < 600
    (finding,) = found["findings"]
    assert (finding["code"], finding["severity"]) == ("unfinished-objects", "info")
    assert "2, 585.9 KiB" in finding["message"] and "24 h" in finding["message"]
    assert f"{old['name']}: 293.0 KiB, 3 d 00 h old" in text and "Everything is sound" in text


def test_a_repair_removes_what_is_old(place: Path) -> None:
    planned, text = run("repo", "check", str(place), "--repair", "--dry-run")
    (step,) = planned["steps"]
    assert (step["action"], step["object"]) == ("remove-unfinished", "unfinished")
    assert "1 object, 293.0 KiB, older than 24 h" in text and sizes(place) == [HALF, HALF + 1]
    done, text = run("repo", "check", str(place), "--repair")
    assert done["steps"] == planned["steps"] and done["repaired"]
    assert [one["bytes"] for one in done["unfinished"]] == sizes(place) == [HALF + 1]
    assert "recent" in done["findings"][0]["message"] and "recent" in text


def test_a_prune_removes_what_is_old(place: Path) -> None:
    planned, text = run("prune", "--repo", str(place), "--dry-run")
    assert planned["unfinished_objects"] == 1 and "Would delete 1 object that" in text
    done = run("prune", "--repo", str(place))[0]
    assert done["unfinished_objects"] == 1 and sizes(place) == [HALF + 1]


def test_the_next_stream_of_objects_removes_what_is_old(place: Path) -> None:
    store = LocalStore(place)
    store.put("locks/one", b"content")
    assert sizes(place) == [HALF, HALF + 1]
    with store.create("packs/one") as writer:
        writer.write(b"mine")
        assert sizes(place) == [4, HALF + 1]
        assert [one.size for one in store.unfinished()] == [HALF + 1], "its own is nobody's leftover"


def test_a_machine_whose_clock_is_ahead_removes_nothing_that_others_write(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, present = LocalStore(place), time.time
    monkeypatch.setattr(time, "time", lambda: present() + 30 * 86_400)
    assert [one.age > timedelta(days=29) for one in store.unfinished()] == [True, True]
    assert store.sweep() == 1 and sizes(place) == [HALF + 1]


def test_of_many_the_oldest_are_named_and_all_are_counted(tmp_path: Path) -> None:
    store = LocalStore(tmp_path)
    store.temporary.mkdir()
    for number in range(SHOWN + 50):
        path = store.temporary / f"1-{number}"
        path.write_bytes(bytes(10))
        age(path, number)
    left = look_for_unfinished(ReadOnlyStore(store), Job())
    assert (left.count, left.size) == (SHOWN + 50, 10 * (SHOWN + 50))
    assert (left.old, left.old_size) == (SHOWN + 49, 10 * (SHOWN + 49))
    assert [one.name for one in left.shown] == [f".tmp/1-{number}" for number in range(SHOWN + 49, 49, -1)]


def test_a_link_in_its_place_is_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_bytes(b"precious")
    age(outside / "precious", DAYS)
    place = tmp_path / "repository"
    Repository.create(LocalStore(place), cost=CHEAP)
    (place / ".tmp").rmdir()
    (place / ".tmp").symlink_to(outside)
    store = LocalStore(place)
    for use in (store.sweep, lambda: list(store.unfinished())):
        with pytest.raises(StoreError, match="symbolic link"):
            use()
    left = look_for_unfinished(store, Job())
    assert left.count == 0 and [one.code for one in left.findings()] == ["unfinished-unknown"]
    assert (outside / "precious").read_bytes() == b"precious"


class Refusing(MemoryStore):
    """Objects come and go, and what is unfinished is nobody's business."""

    unfinished_grace = timedelta(days=1)

    def unfinished(self) -> Iterator[Unfinished]:
        raise StoreDenied("you may not list uploads", object_name="")

    def sweep(self, older_than: timedelta | None = None) -> int:
        raise StoreDenied("you may not list uploads", object_name="")


def test_a_store_that_refuses_to_tell_spoils_nothing() -> None:
    store = Refusing()
    Repository.create(store, cost=CHEAP)
    (finding,) = look_for_unfinished(store, Job()).findings()
    assert finding.code == "unfinished-unknown" and "you may not list uploads" in finding.message
    assert run_prune(Repository.open(store), Job()).unfinished == 0
    assert run_prune(Repository.open(store), Job(), dry_run=True).unfinished == 0
