"""A restored server that is paused goes on to a later point, step by step, and never to an earlier one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
import pytest
from tests.docs.test_json_page import compare
from tests.postgres.command import SOURCE, Pagewake, until
from tests.postgres.conftest import EVERY, installation_of
from tests.postgres.servers import Rig, Server

from pagewake.lsn import LsnStyle

text = LsnStyle.HALVES.text


@dataclass
class Story:
    """A server whose table grew by one row at a time, and what each moment is called."""

    rig: Rig
    pagewake: Pagewake
    server: Server
    lsn: dict[int, int] = field(default_factory=dict)
    time: dict[int, str] = field(default_factory=dict)

    def mark(self, number: int) -> None:
        self.server.sql("INSERT INTO marks VALUES (%s)", number)
        self.lsn[number] = self.server.lsn()
        self.server.sql("SELECT pg_create_restore_point(%s)", f"after {number}")
        time.sleep(0.01)
        self.time[number] = self.server.value("SELECT clock_timestamp()").isoformat()
        time.sleep(0.01)

    def go_on(self, directory: Path, *target: str, statuses: tuple[int, ...] = (0,)) -> dict[str, object]:
        where = ["--repo", str(self.pagewake.repo), "--source", SOURCE, "--to", str(directory)]
        return self.pagewake.run("restore", "--continue", *where, *target, statuses=statuses)

    def refused(self, directory: Path, *target: str) -> str:
        error = self.go_on(directory, *target, statuses=(2, 3))["error"]
        assert isinstance(error, dict)
        return f"{error['message']} {error['meaning']} {error['advice']}"


@pytest.fixture(scope="module", params=EVERY)
def story(request: pytest.FixtureRequest) -> Iterator[Story]:
    with Rig() as rig:
        server = rig.server(installation_of(request.param), fresh=True, settings={"wal_keep_size": "512MB"})
        server.sql("CREATE TABLE marks (n int PRIMARY KEY, t text DEFAULT repeat('x', 500))")
        story = Story(rig, Pagewake(rig), server)
        story.pagewake.backup(server, "full")
        for number in range(1, 7):
            story.mark(number)
            if number in (2, 4):
                server.switch_wal()
            if number == 3:
                server.sql("CHECKPOINT")
        server.switch_wal()
        story.mark(7)
        story.pagewake.receive(server)
        yield story


def paused(server: Server) -> int:
    """Start it, wait until it is paused, and how many rows it then has."""
    server.start()

    def stands() -> bool:
        with suppress(psycopg.Error):
            return bool(server.value("SELECT pg_is_wal_replay_paused()"))
        return False

    until(stands, 60, lambda: server.log[-3000:])
    return int(server.value("SELECT max(n) FROM marks"))


def restored_and_paused(story: Story) -> Server:
    """A restore to the first mark, started once, and stopped while it was paused there."""
    lsn = ["--target-lsn", text(story.lsn[1]), "--exclusive"]
    _, restored = story.pagewake.restore(*lsn, "--action", "pause", of=story.server)
    assert paused(restored) == 1
    restored.stop()
    return restored


@pytest.mark.long
def test_a_paused_server_goes_on_to_a_later_point_and_never_back(story: Story) -> None:
    restored = restored_and_paused(story)
    went = story.go_on(restored.data, "--target-lsn", text(story.lsn[5]), "--exclusive")
    compare(went, "restore --continue")
    assert went["done"] and "start" in str(went["next_step"])
    assert paused(restored) == 5
    restored.stop()
    assert "recovery never goes back" in story.refused(restored.data, "--target-lsn", text(story.lsn[2]))


@pytest.mark.long
def test_a_paused_server_goes_on_by_every_kind_of_target_and_is_promoted_in_the_end(story: Story) -> None:
    lsn = ["--target-lsn", text(story.lsn[1]), "--exclusive"]
    answer, restored = story.pagewake.restore(*lsn, "--action", "pause", of=story.server)
    data = restored.data
    assert "never started" in story.refused(data, "--target-lsn", text(story.lsn[3]))
    assert paused(restored) == 1
    assert "a PostgreSQL server runs here" in story.refused(data, "--target-lsn", text(story.lsn[3]))
    restored.stop()
    planned = story.go_on(data, "--target-lsn", text(story.lsn[3]), "--dry-run")
    assert planned["done"] is False and planned["from"]["timeline"] == 1  # type: ignore[index]
    targets = (
        (3, ["--target-lsn", text(story.lsn[3]), "--exclusive"], "fast"),
        (4, ["--target-time", story.time[4]], "immediate"),
        (5, ["--target-name", "after 5"], "fast"),
    )
    for number, target, how in targets:
        went = story.go_on(data, *target, "--action", "pause")
        assert went["done"] and "start" in str(went["next_step"])
        assert paused(restored) == number, target
        restored.stop(how)
    for target in (
        ["--target-lsn", text(story.lsn[2])],
        ["--target-time", story.time[1]],
        ["--target-name", "after 2"],
    ):
        assert "recovery never goes back" in story.refused(data, *target)
    assert paused(restored) == 5, "a refusal changes nothing"
    restored.stop()
    story.go_on(data, "--latest")
    restored.start()
    until(lambda: not restored.value("SELECT pg_is_in_recovery()"), 60, lambda: restored.log[-3000:])
    assert restored.value("SELECT count(*) FROM marks") == 7
    restored.sql("INSERT INTO marks VALUES (100)")
    restored.stop()
    assert "was promoted" in story.refused(data, "--latest")
    assert answer["backup"]
    assert not (data / "pg_wal" / "pagewake-staging").exists()


def look_at_the_record(story: Story, went: dict[str, object]) -> None:
    """It is on record like a drill, and what is known of the source counts it."""
    here = ("--repo", str(story.pagewake.repo))
    (full,) = story.pagewake.run("list", *here)["backups"]
    assert went["backup"] == full["id"]
    shown = story.pagewake.run("evidence", str(went["evidence"]), *here)
    record = shown["record"]
    assert (record["level"], record["ok"], record["backups"]) == ("drill", True, [full["id"]])
    assert "after 5" in record["target"] and record["failed"] == 0 and record["bytes_checked"] == 0
    assert {"continuation", "recovery", "database", "table-rows"} <= {one["name"] for one in shown["rows"]}
    marks = [one for one in shown["rows"] if one["object"] == "public.marks" and one["name"] == "table-rows"]
    assert [one["count"] for one in marks] == [5]
    report = story.pagewake.run("report", *here, "--output", str(story.rig.directory("report") / "r.json"))
    assert report["sources"][0]["last_proof"]["when"] == record["started"]
    assert report["sources"][0]["backups"][0]["checks"]["drill"]["evidence"] == record["id"]


def test_a_paused_server_goes_there_at_once_and_is_proven(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(story.pagewake.variables, "PAGEWAKE_PG_BIN", str(story.server.installation.bindir))
    restored = restored_and_paused(story)
    target = ["--target-name", "after 5"]
    assert "cannot be proven" in story.refused(restored.data, *target, "--prove", "--action", "pause")
    # It stands before the next mark, whose commit and restore point share a page of the log with what was replayed.
    for way in (["--target-name", "after 2"], ["--target-time", story.time[2]]):
        assert story.go_on(restored.data, *way)["done"], "a moment behind that one is none that was passed"
    went = story.go_on(restored.data, *target, "--prove")
    compare(went, "restore --continue")
    proof, reached = went["proof"], went["recovered_to"]
    assert isinstance(proof, dict) and isinstance(reached, dict)
    assert proof["ok"] and proof["checks"] and reached["timeline"] == 1
    assert story.lsn[5] <= reached["lsn"] <= story.lsn[6]
    look_at_the_record(story, went)
    restored.start()
    assert restored.value("SELECT pg_is_in_recovery()") is False
    assert restored.value("SELECT max(n) FROM marks") == 5
    restored.stop()
    assert "was promoted" in story.refused(restored.data, "--latest")


@pytest.mark.long
def test_a_foreign_directory_and_a_target_without_log_are_refused(story: Story, tmp_path: Path) -> None:
    restored = restored_and_paused(story)
    assert "contiguous WAL ends" in story.refused(restored.data, "--target-lsn", "7F/0")
    assert "no later point" in story.refused(restored.data, "--immediate")
    other = Pagewake(story.rig)
    foreign = story.rig.server(story.server.installation, fresh=True, settings={"wal_keep_size": "64MB"})
    foreign.sql("CREATE TABLE t AS SELECT 1 AS i")
    other.backup(foreign, "full")
    other.receive(foreign)
    words = ["restore", "--continue", "--repo", str(other.repo), "--to", str(restored.data), "--latest"]
    assert "in this repository is another" in other.error(*words)["message"]
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no control file" in story.refused(empty, "--latest")
    assert "other options ask for a restore" in story.refused(restored.data, "--latest", "--delta")
    assert paused(restored) == 1
    restored.stop()
