"""The programs that prove a restore: which are chosen, and what is said of those that are old or incomplete."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.postgres.conftest import installation_of
from tests.postgres.hand_backups import HandArchive, HandBackup, HandRestore, named_programs, take_backup
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server

from pagewake.engines.base import Recovered
from pagewake.engines.postgres.installations import VARIABLE, find_installation
from pagewake.engines.postgres.proof_counts import ProofCounts, missing_library
from pagewake.model import CheckResult, Finding, RestoreTarget, Severity, TargetKind, TimelineSpan

DATABASES = ("one", "two")


class Backed:
    """A backup of a server with tables and indexes in several databases."""

    def __init__(self, server: Server, backup: HandBackup) -> None:
        self.server = server
        self.backup = backup
        self._archive = HandArchive()
        self._archive.add_partial(server.wal, 1, server.lsn())
        self._archive.add_directory(server.wal)

    def proven(self, directory: Path) -> Recovered:
        history = (TimelineSpan(1, self.backup.start.lsn, self.server.lsn()),)
        target = RestoreTarget(TargetKind.IMMEDIATE)
        feed = self._archive.feed(self.backup.start.lsn)
        return HandRestore(self.backup, feed, history, directory, target, prove=True, scratch=True).run()

    def written_by(self, number: int) -> None:
        """Have the backup say which version its server was."""
        path = self.backup.files / "pagewake/server.json"
        path.write_text(json.dumps({**json.loads(path.read_text()), "version_number": number}))


@pytest.fixture(scope="module")
def backed() -> Iterator[Backed]:
    with Rig() as rig:
        server = rig.server(installation_of(18), settings={"wal_keep_size": "512MB"})
        for name in DATABASES:
            server.sql(f"CREATE DATABASE {name}")
        for name in (*DATABASES, "postgres"):
            server.sql("CREATE TABLE t (i int PRIMARY KEY); CREATE TABLE u (i int PRIMARY KEY)", dbname=name)
        server.sql("CREATE EXTENSION pg_visibility", dbname="two")
        backup = take_backup(server, rig.directory("b"))
        server.sql("CREATE TABLE later (i int)")  # the segment after the backup's
        yield Backed(server, backup)


def findings(recovered: Recovered) -> list[Finding]:
    assert recovered.proof is not None
    return list(recovered.proof.findings)


def without_contrib(installation: Installation, place: Path) -> Installation:
    """The same programs, without what amcheck consists of and without the library of pg_visibility."""
    package = installation.bindir.parents[1]
    shutil.copytree(package, place / package.name, copy_function=_link, symlinks=True)
    libraries = package.parent / f"{package.name}.libs"  # those of a wheel lie beside it
    if libraries.is_dir():
        shutil.copytree(libraries, place / libraries.name, copy_function=_link, symlinks=True)
    for path in place.rglob("*"):
        if path.name.startswith("amcheck") or path.name == "pg_visibility.so":
            path.unlink()
    place.chmod(0o755)
    return Installation(installation.version, place / package.name / installation.bindir.relative_to(package))


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


def test_a_missing_module_is_one_finding_however_many_databases_lack_it(backed: Backed, rig: Rig) -> None:
    poorer = without_contrib(backed.server.installation, rig.directory("p"))
    with named_programs(poorer):
        proven = backed.proven(rig.directory("r"))
    found = findings(proven)
    assert proven.proof is not None
    lacking = [row for row in proven.proof.rows if row.result is CheckResult.SKIPPED]
    assert len([row for row in lacking if row.name == "module"]) == 8, "two modules in four databases"
    assert [(one.severity, one.code, one.object_name) for one in found] == [
        (Severity.WARNING, "contrib-missing", "amcheck"),
        (Severity.WARNING, "contrib-missing", "pg_visibility"),
    ]
    for one in found:
        assert "4 databases" in one.message
        assert all(name in one.message for name in (*DATABASES, "postgres", "template1"))


def test_programs_older_than_the_server_that_was_backed_up_are_told(backed: Backed, rig: Rig) -> None:
    minor = int(backed.server.installation.version.split(".")[1])
    backed.written_by(180000 + minor + 1)
    with named_programs(backed.server.installation):
        recovered = backed.proven(rig.directory("r"))
    assert recovered.proof is not None and recovered.proof.ok
    (finding,) = findings(recovered)
    assert (finding.severity, finding.code) == (Severity.WARNING, "server-programs-older")
    assert f"18.{minor}," in finding.message and f"18.{minor + 1}:" in finding.message
    backed.written_by(180000 + minor)
    with named_programs(backed.server.installation):
        assert findings(backed.proven(rig.directory("r"))) == []


def test_many_places_without_a_library_are_one_short_finding() -> None:
    counts = ProofCounts()
    error = 'could not access file "$libdir/postgis-3": No such file or directory'
    for number in range(40):
        counts.lack(missing_library(error), f"db{number}: public.t", error)
        counts.lack("amcheck", f"db{number}: public.t", error)
        counts.lack("amcheck", f"db{number}", error)
    postgis, amcheck = counts.findings
    assert (postgis.code, postgis.object_name) == ("library-missing", "postgis-3")
    assert "40 objects" in postgis.message and "35 more" in postgis.message
    assert (amcheck.code, amcheck.object_name) == ("contrib-missing", "amcheck")
    assert "40 databases (db0, db1, db2, db3, db4 and 35 more)" in amcheck.message
    assert missing_library("invalid page in block 3") == ""


def programs(place: Path, version: str) -> Path:
    """A directory with a program that says that it is a server of some version."""
    place.mkdir(parents=True)
    program = place / "postgres"
    program.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
    program.chmod(0o755)
    return place


def test_the_newest_minor_is_taken_wherever_it_is_and_a_named_one_always(tmp_path: Path) -> None:
    older, newer = programs(tmp_path / "a", "77.2"), programs(tmp_path / "b", "77.11")
    other = programs(tmp_path / "c", "78.30")
    for order in ([older, other, newer], [newer, older, other]):
        found = find_installation(77, environment={"PATH": os.pathsep.join(map(str, order))})
        assert found is not None and found.directory == newer and found.version == "77.11"
    found = find_installation(77, environment={"PATH": str(newer), VARIABLE: str(older)})
    assert found is not None and found.directory == older
    found = find_installation(77, environment={"PATH": str(newer), VARIABLE: str(other)})
    assert found is not None and found.directory == newer  # what is named is of another major
