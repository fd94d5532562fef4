"""Recovery through the command line, on backups that Pagewake made: proofs, deltas, and one timeline among several."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from tests.postgres.command import Pagewake, start_and_promote
from tests.postgres.conftest import EVERY, installation_of
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server, own

TABLE = "CREATE TABLE marks (n int PRIMARY KEY)"


@pytest.fixture(params=EVERY)
def programs(request: pytest.FixtureRequest) -> Installation:
    return installation_of(request.param)


def _server(rig: Rig, programs: Installation) -> Server:
    """A server with a tablespace and an archive that its restores must not write to."""
    archive = rig.directory("archive")
    settings = {"wal_keep_size": "512MB", "archive_mode": "on", "archive_command": f"cp %p {archive}/%f"}
    server = rig.server(programs, fresh=True, settings=settings)
    space = server.tablespaces / "one"
    space.mkdir()
    own(space)
    server.sql(f"CREATE TABLESPACE one LOCATION '{space}'")
    server.sql(
        "CREATE TABLE wide TABLESPACE one AS SELECT i, repeat(md5(i::text), 200) AS t FROM generate_series(1, 200) i"
    )
    server.sql(TABLE)
    _mark(server, 0)
    return server


def _mark(server: Server, number: int) -> None:
    server.sql("INSERT INTO marks VALUES (%s)", number)


def _marks(server: Server) -> list[int]:
    return [number for (number,) in server.sql("SELECT n FROM marks ORDER BY n")]


def _without_evidence(digests: dict[str, str]) -> dict[str, str]:
    """A repository but for the record of what verifications saw, which is all that they add."""
    return {path: digest for path, digest in digests.items() if "evidence/" not in path}


def _digests(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(directory.rglob("*"))
        if path.is_file()
    }


@pytest.mark.long
def test_proofs_leave_everything_as_it_was(rig: Rig, programs: Installation) -> None:
    server = _server(rig, programs)
    pagewake = Pagewake(rig)
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(programs.bindir)
    pagewake.backup(server, "full")
    _mark(server, 1)
    pagewake.backup(server, "incremental")
    _mark(server, 2)
    end = server.lsn()
    server.stop()
    archived = sorted(os.listdir(next(rig.root.glob("archive*"))))
    before = _digests(pagewake.repo)
    for _ in range(2):
        answer = pagewake.run("verify", "--repo", pagewake.repo, "--level", "restore")
        assert answer["ok"], answer
    assert _without_evidence(_digests(pagewake.repo)) == before
    assert sorted(os.listdir(next(rig.root.glob("archive*")))) == archived
    assert not list(rig.root.glob("pagewake-*"))  # neither private servers' directories nor scratch ones
    answer, restored = pagewake.restore("--immediate", "--prove", of=server)
    assert answer["proof"]["ok"], answer["proof"]
    assert answer["recovered_to"]["lsn"] <= end
    assert _without_evidence(_digests(pagewake.repo)) == before
    restored.start()
    assert _marks(restored) == [0, 1]
    assert restored.value("SHOW archive_mode") == "off"
    assert restored.value("SELECT count(*) FROM wide WHERE length(t) = 6400") == 200


@pytest.mark.long
def test_a_delta_turns_a_used_cluster_back(rig: Rig, programs: Installation) -> None:
    server = _server(rig, programs)
    pagewake = Pagewake(rig)
    pagewake.backup(server, "full")
    _mark(server, 1)
    server.sql("SELECT pg_create_restore_point('one')")
    _mark(server, 2)
    _mark(server, 3)
    pagewake.receive(server)
    _answer, restored = pagewake.restore("--latest", of=server)
    start_and_promote(restored)
    assert _marks(restored) == [0, 1, 2, 3]
    restored.sql(
        "TRUNCATE wide; CREATE TABLE junk TABLESPACE one AS SELECT generate_series(1, 5000) AS i; CHECKPOINT"
    )
    words = ["restore", "--repo", pagewake.repo, "--to", restored.data, "--delta", "--target-name", "one"]
    moved = ["--tablespace-map", f"{server.tablespaces / 'one'}={restored.tablespaces / 'one'}"]
    error = pagewake.error(*words, *moved)
    assert error["code"] == "PW-203", error  # it runs: nothing was written
    assert _marks(restored) == [0, 1, 2, 3]
    restored.stop()
    live = _digests(server.tablespaces / "one")
    error = pagewake.error(
        *words, status=2
    )  # without the map: the live server's place, which is not this cluster's
    assert error["code"] == "PW-802", error
    assert _digests(server.tablespaces / "one") == live
    answer = pagewake.run(*words, *moved, "--action", "promote")
    assert answer["bytes_kept"] > 0
    own(restored.data, recursive=True)
    own(restored.tablespaces, recursive=True)
    start_and_promote(restored)
    assert _marks(restored) == [0, 1]
    assert restored.value("SELECT count(*) FROM wide WHERE length(t) = 6400") == 200
    assert restored.value("SELECT to_regclass('junk')") is None


@pytest.mark.long
def test_one_timeline_among_several(rig: Rig, programs: Installation) -> None:
    """Two servers go on from one past; each future is reached, and a new one gets a number of its own."""
    server = _server(rig, programs)
    pagewake = Pagewake(rig)
    pagewake.variables["PAGEWAKE_PG_BIN"] = str(programs.bindir)
    pagewake.backup(server, "full")
    _mark(server, 1)
    server.sql("SELECT pg_create_restore_point('fork')")
    _mark(server, 2)
    pagewake.receive(server)
    _answer, other = pagewake.restore("--target-name", "fork", "--action", "promote", of=server)
    start_and_promote(other)
    _mark(other, 10)
    pagewake.receive(other)
    for timeline, marks in ((1, [0, 1, 2]), (2, [0, 1, 10])):
        words = ["--latest", "--target-timeline", str(timeline), "--prove"]
        answer, restored = pagewake.restore(*words, of=server)
        assert answer["proof"]["ok"], answer
        assert answer["recovered_to"]["timeline"] == timeline
        restored.start()
        assert _marks(restored) == marks
        assert restored.value("SELECT timeline_id FROM pg_control_checkpoint()") == 3
        restored.stop()
