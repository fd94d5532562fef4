"""The private server: what it finds, how it ends, and that nothing of it is left."""

from __future__ import annotations

import os
import re
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from tests.patience import Stopwatch, until
from tests.postgres.conftest import EVERY, installation_of
from tests.postgres.hand_backups import HandArchive, HandBackup, HandRestore, named_programs, take_backup
from tests.postgres.installations import account
from tests.postgres.reaper import shared_memory
from tests.postgres.servers import Rig, Server

from pagewake import kernels
from pagewake.engines.base import Recovered
from pagewake.engines.postgres.checksums import _compare_here
from pagewake.engines.postgres.control import parse_control
from pagewake.engines.postgres.superusers import superusers
from pagewake.errors import Cancelled, RecoveryFailed
from pagewake.jobs import Job
from pagewake.model import CheckResult, CheckRow, RestoreTarget, Severity, TargetKind, TimelineSpan


@dataclass
class Copy:
    """A backup with damage that only a proof finds, to be restored with a private server."""

    server: Server
    backup: HandBackup
    archive: HandArchive
    end: int

    def restore(self, directory: Path, kind: TargetKind = TargetKind.LATEST, **more: object) -> HandRestore:
        history = (TimelineSpan(1, self.backup.start.lsn, self.end),)
        feed = self.archive.feed(self.backup.start.lsn)
        return HandRestore(
            self.backup,
            feed,
            history,
            directory,
            RestoreTarget(kind),
            prove=True,
            scratch=True,
            **more,  # type: ignore[arg-type]
        )


@pytest.fixture(scope="module", params=EVERY)
def copy(request: pytest.FixtureRequest) -> Iterator[Copy]:
    with Rig() as rig:
        installation = installation_of(request.param)
        server = rig.server(installation, settings={"wal_keep_size": "512MB"})
        server.sql("CREATE ROLE boss SUPERUSER LOGIN")
        server.sql("CREATE DATABASE second")
        server.sql(
            "CREATE TABLE good AS SELECT i, repeat(md5(i::text), 300) AS t FROM generate_series(1, 300) i;"
            "CREATE INDEX good_i ON good (i); CREATE INDEX good_a ON good USING gin ((ARRAY[i]));"
            "CREATE MATERIALIZED VIEW seen AS SELECT * FROM good WITH NO DATA;"
            "CREATE UNLOGGED TABLE u AS SELECT * FROM good; CREATE SEQUENCE s"
        )
        # The largest of its database, and so looked at first: what comes late is only summed up.
        server.sql(
            "CREATE TABLE other AS SELECT i, (SELECT string_agg(md5((i * j)::text), '') "
            "FROM generate_series(1, 20000) j) AS t FROM generate_series(1, 5) i",
            dbname="second",
        )
        server.sql("VACUUM good")
        backup = take_backup(server, rig.directory("b"))
        with (backup.files / "postgresql.conf").open("a") as file:
            file.write("shared_preload_libraries = 'pg_cron_is_not_here'\n")
        server.sql("CREATE TABLE later AS SELECT generate_series(1, 1000) AS i")
        archive = HandArchive()
        end = server.lsn()
        archive.add_partial(server.wal, 1, end)
        archive.add_directory(server.wal)
        with named_programs(installation):
            yield Copy(server, backup, archive, end)


def leftovers(root: Path) -> set[str]:
    """Directories of private servers below `root`, and servers that listen there."""
    found = {path.name for path in root.glob("pagewake-*")}
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().decode("utf-8", "replace").split("\0")
        except OSError:
            continue
        if any(word.startswith(f"unix_socket_directories={root}/pagewake-") for word in words):
            found.add(" ".join(words[:3]))
    return found


@pytest.fixture(autouse=True)
def _nothing_is_left(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(tempfile, "tempdir", str(rig.root))
    yield
    # Children of a server that was killed end by themselves, a moment after it.
    until(lambda: not leftovers(rig.root), otherwise=lambda: str(leftovers(rig.root)))


def codes(recovered: Recovered) -> set[str]:
    assert recovered.proof is not None
    return {finding.code for finding in recovered.proof.findings if finding.severity is Severity.ERROR}


def rows_of(recovered: Recovered, name: str) -> dict[tuple[str, str], CheckRow]:
    """What one check came to, by database and object."""
    assert recovered.proof is not None
    return {(row.database, row.object_name): row for row in recovered.proof.rows if row.name == name}


def look_at_the_rows(copy: Copy, recovered: Recovered) -> None:
    """Every table, index and map is on its own, with what was read of it."""
    read = rows_of(recovered, "table-rows")
    assert read["postgres", "public.good"].count == 300 and read["second", "public.other"].count == 5
    assert ("template1", "pg_catalog.pg_class") in read and ("postgres", "public.seen") not in read
    assert {one for one, _ in read} == {name for name, _ in rows_of(recovered, "database")}
    assert rows_of(recovered, "sequence")["postgres", "public.s"].result is CheckResult.GOOD
    assert rows_of(recovered, "btree-index")["postgres", "public.good_i"].count >= 2
    assert rows_of(recovered, "visibility-map")["postgres", "public.good"].seconds > 0
    assert bool(rows_of(recovered, "table-structure")) == (copy.server.major >= 14)
    assert (("postgres", "public.good_a") in rows_of(recovered, "gin-index")) == (copy.server.major >= 18)
    ((_, checked),) = rows_of(recovered, "page-checksums").items()
    assert checked.count > 1000
    assert recovered.proof is not None
    assert {row.result for row in recovered.proof.rows} == {CheckResult.GOOD}
    assert sum(row.count for row in read.values()) > 1305


def test_everything_is_looked_at(copy: Copy, rig: Rig) -> None:
    directory = rig.directory("r")
    recovered = copy.restore(directory).run()
    assert recovered.proof is not None
    assert recovered.proof.ok, recovered.proof.findings
    assert recovered.reached is not None and recovered.reached.lsn == copy.end
    text = "; ".join(recovered.proof.checks)
    assert "4 databases" in text or "3 databases" in text  # template1, postgres, second
    rows = re.search(r"\(([\d,]+) rows\)", text)
    assert rows is not None and int(rows[1].replace(",", "")) > 1305
    assert "pages" in text  # the checksums
    assert recovered.proof.findings == ()
    assert "B-tree" in text and "visibility" in text
    assert ("verify_heapam" in text) == (copy.server.major >= 14)
    assert ("GIN" in text) == (copy.server.major >= 18)
    assert recovered.proof.duration_ms > 0
    look_at_the_rows(copy, recovered)


def test_superusers_are_read_from_the_files(copy: Copy) -> None:
    assert superusers(copy.backup.files) == ["postgres", "boss"]


def _flip(path: Path, at: int) -> None:
    data = bytearray(path.read_bytes())
    data[at] ^= 0xFF
    path.write_bytes(data)


def _seal(data: bytearray, block: int) -> None:
    """Make a page's checksum right."""
    page = block * 8192
    checksum = kernels.pg_checksum(bytes(data[page : page + 8192]), block)
    data[page + 8 : page + 10] = checksum.to_bytes(2, "little")


def _file_of(copy: Copy, relation: str) -> str:
    return str(copy.server.value("SELECT pg_relation_filepath(%s)", relation))


def _spoiled(copy: Copy, rig: Rig, spoil: Callable[[Path], None]) -> Copy:
    """The same backup with damage in one of its files."""
    files = rig.directory("b")
    os.system(f"cp -a {copy.backup.files}/. {files}")
    spoil(files)
    return replace(copy, backup=replace(copy.backup, files=files))


def test_a_damaged_page(copy: Copy, rig: Rig) -> None:
    name = _file_of(copy, "good")
    spoiled = _spoiled(copy, rig, lambda files: _flip(files / name, 8192 * 2 + 4000))
    recovered = spoiled.restore(rig.directory("r")).run()
    assert recovered.proof is not None and not recovered.proof.ok
    assert {"unreadable", "page-corrupt"} <= codes(recovered)
    table = rows_of(recovered, "table-rows")["postgres", "public.good"]
    assert (table.result, table.count) == (CheckResult.BAD, 0) and "invalid page" in table.message
    ((_, page),) = rows_of(recovered, "page")
    assert page == f"{name} block 2", "as a page repair takes it"


def test_pages_are_named_by_file_and_their_number_in_it(copy: Copy, rig: Rig) -> None:
    """Where pg_checksums is missing the pages are compared here: also those of a relation's second file."""
    name = _file_of(copy, "good")
    files = _spoiled(copy, rig, lambda files: _flip(files / name, 8192 * 2 + 4000)).backup.files
    control = parse_control((files / "global/pg_control").read_bytes())
    (files / f"{name}.1").write_bytes(
        (files / name).read_bytes()
    )  # checksums of other numbers: all are wrong
    bad = _compare_here(files, control, Job()).bad
    assert bad[0].object_name == f"{name} block 2"
    assert [one.object_name for one in bad[1:4]] == [f"{name}.1 block {number}" for number in range(3)]


def test_a_visibility_map_that_lies(copy: Copy, rig: Rig) -> None:
    """Every page is called all-visible and all-frozen, with a checksum that is right: no other check sees it."""
    name = f"{_file_of(copy, 'good')}_vm"

    def lie(files: Path) -> None:
        data = bytearray((files / name).read_bytes())
        data[24:30] = b"\xff" * 6
        _seal(data, 0)
        (files / name).write_bytes(data)

    copy.server.sql("DELETE FROM good WHERE i % 7 = 0; CHECKPOINT")
    later = replace(copy, backup=take_backup(copy.server, rig.directory("b")))
    copy.server.sql("INSERT INTO later VALUES (0)")
    archive = HandArchive()
    archive.add_partial(copy.server.wal, 1, copy.server.lsn())
    archive.add_directory(copy.server.wal)
    later = replace(_spoiled(later, rig, lie), archive=archive, end=copy.server.lsn())
    recovered = later.restore(rig.directory("r"), TargetKind.IMMEDIATE).run()
    assert recovered.proof is not None
    assert codes(recovered) >= {"visibility-map"}
    row = rows_of(recovered, "visibility-map")["postgres", "public.good"]
    assert row.result is CheckResult.BAD and "all-" in row.message


def test_an_index_that_lost_a_row(copy: Copy, rig: Rig) -> None:
    """An index file of another time: its pages are sound and say something else than the table."""
    name = _file_of(copy, "good_i")

    def spoil(files: Path) -> None:
        data = bytearray((files / name).read_bytes())
        page = 8192  # the leaf: make its first row's key another, and its checksum right
        offset = int.from_bytes(data[page + 24 : page + 28], "little") & 0x7FFF
        data[page + offset + 8] ^= 0x40
        _seal(data, 1)
        (files / name).write_bytes(data)

    recovered = _spoiled(copy, rig, spoil).restore(rig.directory("r"), TargetKind.IMMEDIATE).run()
    assert recovered.proof is not None
    assert "index-corrupt" in codes(recovered)
    row = rows_of(recovered, "btree-index")["postgres", "public.good_i"]
    assert row.result is CheckResult.BAD and "good_i" in row.message
    assert rows_of(recovered, "table-rows")["postgres", "public.good"].result is CheckResult.GOOD


def test_a_key_that_is_there_twice(copy: Copy, rig: Rig) -> None:
    """Rows that came back are in table and index alike; from 17 on amcheck asks whether a key is there once."""
    server = copy.server
    server.sql(
        "CREATE TABLE twice (i int); CREATE INDEX twice_i ON twice (i); INSERT INTO twice VALUES (1), (1)"
    )
    try:
        server.sql("UPDATE pg_index SET indisunique = true WHERE indexrelid = 'twice_i'::regclass")
        backup = take_backup(server, rig.directory("b"))
    finally:
        server.sql("DROP TABLE twice")
    archive = HandArchive()
    archive.add_partial(server.wal, 1, server.lsn())
    archive.add_directory(server.wal)
    later = replace(copy, backup=backup, archive=archive, end=server.lsn())
    recovered = later.restore(rig.directory("r"), TargetKind.IMMEDIATE).run()
    row = rows_of(recovered, "btree-index")["postgres", "public.twice_i"]
    if server.major < 17:
        assert row.result is CheckResult.GOOD
    else:
        assert row.result is CheckResult.BAD and "unique" in row.message
        assert "index-corrupt" in codes(recovered)


def _server_on(directory: Path, lines: int = 8) -> int | None:
    """The process of a server whose pid file has so many lines: with eight it has its shared memory."""
    try:
        written = (directory / "postmaster.pid").read_text().splitlines()
        return int(written[0]) if len(written) >= lines else None
    except (OSError, IndexError, ValueError):
        return None


def _when_running(directory: Path, deed: Callable[[int], None]) -> threading.Thread:
    def wait() -> None:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            pid = _server_on(directory)
            if pid is not None:
                deed(pid)
                return
            time.sleep(0.005)

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def test_a_server_that_is_killed(copy: Copy, rig: Rig) -> None:
    directory, pieces = rig.directory("r"), []

    def kill(pid: int) -> None:
        pieces.extend(shared_memory(pid))
        os.kill(pid, signal.SIGKILL)

    thread = _when_running(directory, kill)
    with pytest.raises(RecoveryFailed, match=r"signal 9|is gone"):
        copy.restore(directory).run()
    thread.join()
    assert not [piece for piece in pieces if isinstance(piece, Path)], "that would be left in /dev/shm"


def test_cancelling_stops_the_server_within_a_second(copy: Copy, rig: Rig) -> None:
    directory = rig.directory("r")
    job, asked = Job("restore"), []

    def cancel(_: int) -> None:
        job.token.cancel()
        asked.append(Stopwatch())

    thread = _when_running(directory, cancel)
    with pytest.raises(Cancelled):
        copy.restore(directory).run(job)
    thread.join()
    assert asked[0].seconds < 3
    pid = _server_on(directory, lines=1)
    assert pid is None or not Path(f"/proc/{pid}").exists()


def test_without_programs_it_says_what_to_install(
    copy: Copy, rig: Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pagewake.engines.postgres import proving

    monkeypatch.setattr(proving, "find_installation", lambda major, account: None)
    recovered = copy.restore(rig.directory("r")).run()
    assert recovered.proof is not None and not recovered.proof.ok
    (finding,) = recovered.proof.findings
    assert finding.code == "no-server-programs"
    assert not recovered.proof.possible, "nothing speaks against what was restored"
    assert f"postgresql-{copy.server.major}" in finding.advice


def test_a_tablespace_created_on_the_way_is_not_replayed_here(copy: Copy, rig: Rig) -> None:
    space = copy.server.tablespaces / f"late{len(os.listdir(copy.server.tablespaces))}"
    space.mkdir()
    os.chown(space, account().uid, account().gid)
    backup = take_backup(copy.server, rig.directory("b"))
    copy.server.sql(f"CREATE TABLESPACE {space.name} LOCATION '{space}'")
    copy.server.sql(f"CREATE TABLE on_{space.name} TABLESPACE {space.name} AS SELECT 1 AS a; CHECKPOINT")
    before = sorted(path.as_posix() for path in space.rglob("*"))
    archive = HandArchive()
    archive.add_partial(copy.server.wal, 1, copy.server.lsn())
    archive.add_directory(copy.server.wal)
    late = Copy(copy.server, backup, archive, copy.server.lsn())
    recovered = late.restore(rig.directory("r")).run()
    assert codes(recovered) == {"tablespace-created"}
    unproven = replace(late.restore(rig.directory("r")), prove=False, scratch=False).run()
    assert "Do not start it here" in unproven.next_step
    proven = late.restore(rig.directory("r"), TargetKind.IMMEDIATE).run()  # before it: nothing in the way
    assert proven.proof is not None and proven.proof.ok
    assert sorted(path.as_posix() for path in space.rglob("*")) == before
    copy.server.sql(f"DROP TABLE on_{space.name}")
    copy.server.sql(f"DROP TABLESPACE {space.name}")
