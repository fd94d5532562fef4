"""Sessions driven by hand: what they capture, with its WAL, is a server that starts and has everything."""

from __future__ import annotations

import json
import os
import struct
import threading
from pathlib import Path

import psycopg
import pytest
from tests.patience import until, within
from tests.postgres.capture import Archive, bad_pages, capture, lay_out, read_whole
from tests.postgres.installations import Installation
from tests.postgres.servers import Rig, Server, own
from tests.postgres.standby import standby, wait_replayed

from pagewake.engines.base import Source
from pagewake.engines.postgres.opening import open_source
from pagewake.errors import Cancelled, PagewakeError, SourceChanged, SourceUnreadable
from pagewake.jobs import Job
from pagewake.model import Severity

FILL = """
CREATE TABLE kept (id int PRIMARY KEY, filler text);
INSERT INTO kept SELECT i, repeat('x', 200) FROM generate_series(1, 5000) i;
CREATE INDEX ON kept (filler);
CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY);
INSERT INTO unlogged SELECT generate_series(1, 1000);
CREATE TABLE dropped AS SELECT 1 AS i;
"""


def tablespace(server: Server, name: str = "far") -> Path:
    place = server.tablespaces / name
    place.mkdir(mode=0o700)
    own(place)
    server.sql(f"CREATE TABLESPACE {name} LOCATION '{place}'")
    server.sql(f"CREATE TABLE in_{name} TABLESPACE {name} AS SELECT generate_series(1, 3000) AS i")
    return place


def source_of(server: Server, how: str) -> Source:
    return open_source(str(server.data) if how == "local" else server.uri())


@pytest.mark.parametrize("how", ["local", "remote"])
def test_what_is_captured_with_its_wal_is_a_server_that_starts(rig: Rig, server: Server, how: str) -> None:
    server.sql(FILL)
    tablespace(server)
    source = source_of(server, how)
    stop = threading.Event()

    def write() -> None:
        with server.connect() as connection:
            number = 10_000
            while not stop.is_set():
                number += 1
                connection.execute("INSERT INTO kept VALUES (%s, 'late')", (number,))
                connection.execute(
                    "UPDATE kept SET filler = filler || 'y' WHERE id %% 50 = %s", (number % 50,)
                )

    writer = threading.Thread(target=write)
    writer.start()

    def meanwhile() -> None:
        server.sql("DROP TABLE dropped; CREATE TABLE made AS SELECT generate_series(1, 500) AS i")
        server.sql("INSERT INTO in_far SELECT generate_series(3001, 4000)")
        server.sql("CHECKPOINT")

    try:
        taken = capture(source, before_end=meanwhile)
    finally:
        stop.set()
        writer.join()
    assert taken.bad == []
    assert taken.files[-1].path == "global/pg_control"
    start, end = taken.session.start, taken.end.stop
    assert taken.session.redo == start and start.timeline == end.timeline == 1 and start.lsn < end.lsn
    assert not taken.session.incomplete_reason and not taken.session.findings and not taken.end.findings
    assert taken.archive.covers(1, start.lsn, end.lsn)
    restored = lay_out(rig, server, taken)
    assert restored.value("SELECT count(*) FROM kept WHERE id <= 5000") == 5000
    assert restored.value("SELECT count(*) FROM unlogged") == 0
    assert restored.value("SELECT count(*) FROM made") == 500
    assert restored.value("SELECT count(*) FROM in_far") == 4000
    assert restored.value("SELECT to_regclass('dropped')") is None
    restored.sql("SET enable_seqscan = off; SELECT count(*) FROM kept WHERE filler > ''")
    source.close()


def test_the_local_and_the_remote_way_capture_the_same(server: Server) -> None:
    server.sql(FILL)
    tablespace(server)
    server.sql("CREATE DATABASE other")
    server.sql("CREATE TABLE there AS SELECT generate_series(1, 100) AS i", dbname="other")
    server.configure(autovacuum="off")
    server.restart()  # none is at work any more
    server.sql("VACUUM kept")
    taken = []
    for how in ("remote", "local", "remote"):  # the first look at a table writes hints into its pages
        source = source_of(server, how)
        taken.append(capture(source))
        source.close()
    _, local, remote = taken
    assert sorted(local.files, key=lambda one: one.path) == sorted(remote.files, key=lambda one: one.path)
    differing = {path for path in local.content if local.content[path] != remote.content[path]}
    assert differing <= {"global/pg_control"}  # it has the checkpoint that each backup began with
    assert local.extra["pagewake/relations.json"] == remote.extra["pagewake/relations.json"]
    assert local.extra["tablespace_map"] == remote.extra["tablespace_map"]
    names = json.loads(local.extra["pagewake/relations.json"])["names"]
    assert {"postgres.public.kept", "other.public.there", "pg_global.pg_catalog.pg_authid"} <= set(
        names.values()
    )
    assert set(names) & {one.relation for one in local.files}
    by_name = {name: key for key, name in names.items()}
    assert by_name["postgres.public.in_far"].startswith(str(server.value(
        "SELECT oid FROM pg_tablespace WHERE spcname = 'far'")))  # fmt: skip
    described = json.loads(local.extra["pagewake/server.json"])
    assert described["owner"]["uid"] == os.stat(server.data).st_uid
    assert described["version"] == server.installation.version and described["superuser"] == "postgres"
    assert described["directory_mode"] == 0o700


def test_a_standby(rig: Rig, server: Server) -> None:
    server.sql(FILL)
    follower = standby(rig, server)
    server.sql("INSERT INTO kept SELECT i, 'more' FROM generate_series(5001, 6000) i")
    server.checkpoint()
    wait_replayed(follower, server)
    follower.checkpoint()  # a restartpoint
    for how in ("local", "remote"):
        source = source_of(follower, how)

        def meanwhile(how: str = how) -> None:
            server.sql(f"CREATE TABLE during_{how} AS SELECT generate_series(1, 100) AS i")
            wait_replayed(follower, server)
            follower.sql("CHECKPOINT")

        taken = capture(source, before_end=meanwhile)
        assert b"BACKUP FROM: standby" in taken.extra["backup_label"]
        assert taken.archive.covers(1, taken.session.start.lsn, taken.end.stop.lsn)
        restored = lay_out(rig, follower, taken)
        assert restored.value("SELECT count(*) FROM kept") == 6000
        restored.stop()
        source.close()


def test_a_standby_that_is_promoted_meanwhile(rig: Rig, server: Server) -> None:
    server.sql(FILL)
    follower = standby(rig, server)
    source = open_source(str(follower.data))
    with pytest.raises(SourceUnreadable, match="was promoted while") as caught:
        capture(source, before_end=follower.promote)
    assert "Run the backup again" in caught.value.advice
    source.close()
    source = open_source(str(follower.data))
    taken = capture(source)
    assert taken.session.start.timeline == 2
    assert lay_out(rig, follower, taken).value("SELECT count(*) FROM kept") == 5000
    source.close()


def test_cancelling_while_the_server_makes_its_checkpoint(server: Server) -> None:
    server.sql(FILL)
    source = open_source(server.uri())
    job = Job("backup")
    timer = threading.Timer(0.5, job.token.cancel)
    timer.start()
    with within(5), pytest.raises(Cancelled):  # the checkpoint is spread over minutes
        source.begin("pagewake", checkpoint=False, known=(), job=job)
    query = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pagewake' AND pid <> pg_backend_pid()"
    until(lambda: server.value(query) == 0)
    assert server.value("SELECT count(*) FROM pg_replication_slots") == 0
    taken = capture(source)
    assert taken.end.stop.lsn > taken.session.start.lsn
    source.close()


def test_wal_that_the_backup_needs_stays_on_the_server(rig: Rig, installation) -> None:  # type: ignore[no-untyped-def]
    server = rig.server(installation, segment_mib=1, settings={"max_wal_size": "2MB", "min_wal_size": "2MB"})
    source = open_source(str(server.data))

    def much() -> None:
        server.sql("CREATE TABLE much AS SELECT i, repeat('x', 500) FROM generate_series(1, 20000) i")
        for _ in range(2):
            server.switch_wal()
            server.checkpoint()

    taken = capture(source, before_end=much)
    assert taken.archive.covers(1, taken.session.start.lsn, taken.end.stop.lsn)
    assert server.value("SELECT count(*) FROM pg_replication_slots") == 0  # let go once it had been read
    assert lay_out(rig, server, taken).value("SELECT count(*) FROM much") == 20000
    source.close()


def test_without_a_free_slot_the_user_is_told(rig: Rig, installation) -> None:  # type: ignore[no-untyped-def]
    server = rig.server(installation, settings={"max_replication_slots": "0"})
    source = open_source(str(server.data))
    taken = capture(source)
    assert [one.code for one in taken.session.findings] == ["log-not-reserved"]
    source.close()


def test_an_abort_leaves_nothing_on_the_server(server: Server) -> None:
    source = open_source(server.uri())
    session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
    assert server.value("SELECT count(*) FROM pg_replication_slots") == 1
    session.abort()
    session.abort()
    until(lambda: server.value("SELECT count(*) FROM pg_replication_slots") == 0)
    source.close()


def test_damage_is_seen_and_torn_pages_are_not_judged(server: Server) -> None:
    server.sql(FILL)
    server.checkpoint()
    path = server.value("SELECT pg_relation_filepath('kept')")
    index = server.value("SELECT pg_relation_filepath('kept_pkey')")
    source = open_source(str(server.data))
    with open(server.data / path, "r+b") as file:
        file.seek(3 * 8192 + 5000)
        file.write(b"damage")
    with open(server.data / index, "r+b") as file:
        file.seek(8192)
        file.write((0x7F).to_bytes(4, "little"))  # an LSN that the log is far from
    toast = server.value("SELECT pg_relation_filepath(indexrelid) FROM pg_index WHERE indrelid = 'kept'::regclass "
                         "AND NOT indisprimary")  # fmt: skip
    session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
    server.sql("CREATE TABLE later AS SELECT 1 AS i")
    with open(server.data / toast, "r+b") as file:
        file.seek(8192)
        file.write(struct.pack("<II", session.start.lsn >> 32, session.start.lsn & 0xFFFFFFFF))
        file.seek(8192 + 5000)
        file.write(b"torn")  # a page changed since the start, half of which was read before
    files = list(session.files())
    bad = bad_pages(session, files, read_whole(session, files))
    assert sorted(bad) == sorted([(path, 3), (index, 1)])
    source.close()


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_server_that_does_not_run(rig: Rig, server: Server, how: str) -> None:
    server.sql(FILL)
    server.stop(how)
    if how == "immediate":
        with pytest.raises(SourceUnreadable, match="crashed") as caught:
            open_source(str(server.data))
        assert "Start the server" in caught.value.advice
        return
    source = open_source(str(server.data))
    taken = capture(source)
    assert taken.archive.covers(1, taken.session.start.lsn, taken.end.stop.lsn)
    assert "backup_label" not in taken.extra
    restored = lay_out(rig, server, taken)
    assert restored.value("SELECT count(*) FROM kept") == 5000
    assert "not properly shut down" not in restored.log
    with pytest.raises(SourceChanged, match="was started"):
        capture(source, before_end=server.start)


def test_configuration_outside_the_data_directory(rig: Rig, server: Server) -> None:
    server.stop()
    outside = rig.directory("etc")
    for name in ("postgresql.conf", "pg_hba.conf", "pg_ident.conf"):
        (server.data / name).rename(outside / name)
    with open(outside / "postgresql.conf", "a") as file:
        file.write(
            f"hba_file = '{outside}/pg_hba.conf'\nident_file = '{outside}/pg_ident.conf'\nwork_mem = '77MB'\n"
        )
    own(outside, recursive=True)
    server.overrides["config_file"] = str(outside / "postgresql.conf")
    server.start()
    source = open_source(str(server.data))
    taken = capture(source)
    assert taken.extra["pagewake/config/postgresql.conf"] == (outside / "postgresql.conf").read_bytes()
    assert taken.extra["pagewake/config/pg_hba.conf"] == (outside / "pg_hba.conf").read_bytes()
    listed = {
        one["setting"]: one["path"]
        for one in json.loads(taken.extra["pagewake/server.json"])["configuration"]
    }
    assert listed["config_file"] == str(outside / "postgresql.conf")
    source.close()
    server.sql("CREATE ROLE plain LOGIN REPLICATION; GRANT pg_read_all_settings TO plain")
    for statement in open_source(server.uri()).setup_script().splitlines():
        if statement.startswith("GRANT EXECUTE"):
            server.sql(statement.replace('"pagewake"', "plain"))
    source = open_source(server.uri("plain"))
    taken = capture(source)
    assert b"work_mem = '78848'" in taken.extra["pagewake/config/postgresql.conf"]
    assert [one.object_name for one in taken.end.findings] == [
        str(outside / "pg_hba.conf"),
        str(outside / "pg_ident.conf"),
    ]
    assert all(one.severity is Severity.WARNING for one in taken.end.findings)
    source.close()


@pytest.mark.parametrize("how", ["local", "remote"])
def test_an_index_of_an_unlogged_table_that_is_made_meanwhile(server: Server, how: str) -> None:
    """Its main fork is there long before its init fork, so it is taken for one of a logged relation."""
    server.sql("CREATE UNLOGGED TABLE u AS SELECT i FROM generate_series(1, 100000) i")
    source = source_of(server, how)
    session = source.begin("pagewake", checkpoint=True, known=(), job=Job())
    with server.connect(autocommit=False) as building:
        building.execute("CREATE TABLE logged (i int)")
        building.execute("CREATE INDEX made ON u (i)")
        path = building.execute("SELECT pg_relation_filepath('made')").fetchone()
        assert path is not None
        init = server.data / f"{path[0]}_init"
        hidden = init.with_name("hidden")
        init.rename(hidden)
        listed = [one.path for one in session.files()]
        hidden.rename(init)
        building.commit()
    assert path[0] in listed
    end = session.end(Job())
    described = json.loads(next(one.content for one in end.files if one.path == "pagewake/server.json"))
    assert described["remove_before_start"] == [path[0]]
    source.close()


def test_archived_wal_is_not_read_again(server: Server) -> None:
    source = open_source(str(server.data))
    archive = Archive()
    capture(source, archive)
    before = set(archive.pieces)
    names = [piece.name for piece in source.new_wal(archive.known, archive.read, Job())]
    assert not set(names) & before
    source.close()


def test_one_backup_at_a_time_of_many(server: Server) -> None:
    first, second = open_source(str(server.data)), open_source(server.uri())
    one = first.begin("one", checkpoint=True, known=(), job=Job())
    two = second.begin("two", checkpoint=True, known=(), job=Job())
    assert one.start != two.start
    assert one.end(Job()).stop.lsn > one.start.lsn
    assert two.end(Job()).stop.lsn > two.start.lsn
    first.close()
    second.close()


def test_errors_are_ours(server: Server) -> None:
    source = open_source(server.uri())
    source.begin("pagewake", checkpoint=True, known=(), job=Job())
    server.stop("kill")
    with pytest.raises(PagewakeError):
        source.begin("pagewake", checkpoint=True, known=(), job=Job())
    source.close()
    with pytest.raises(psycopg.OperationalError):
        server.connect()


def test_a_backup_makes_few_connections(rig: Rig, installation: Installation) -> None:
    """Each costs the server a process: one begins and ends it, one is asked meanwhile, one a database for the names."""
    server = rig.server(installation, settings={"log_connections": "on"})
    source = open_source(str(server.data))
    archive = Archive()
    for _ in range(2):
        capture(source, archive)
    source.close()
    made = [line for line in server.log.splitlines() if "application_name=pagewake" in line]
    databases = ("postgres", "template1")
    assert len(made) == 2 * (1 + len(databases)) + 1, made
    left = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pagewake'"
    until(lambda: server.value(left) == 0)


def test_a_connection_that_died_while_nobody_used_it_is_made_again(server: Server) -> None:
    source = open_source(str(server.data))
    ours = "FROM pg_stat_activity WHERE application_name = 'pagewake'"
    assert server.value(f"SELECT bool_and(pg_terminate_backend(pid)) {ours}") is True
    until(lambda: server.value(f"SELECT count(*) {ours}") == 0)
    archive = Archive()
    capture(source, archive)
    source.close()
    assert archive.pieces
