"""What is done to relations while they are read, before and after their files were listed and read."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing

import pytest
from tests.postgres import truth
from tests.postgres.command import Pagewake, assert_restored, restored_now, start_and_promote, targets
from tests.postgres.meanwhile import backup_meanwhile
from tests.postgres.servers import Rig, Server, own

TABLES = """
CREATE TABLE t (id int PRIMARY KEY, pad text);
CREATE TABLE cut AS SELECT i AS id, repeat('c', 300) AS pad FROM generate_series(1, 6000) i;
CREATE TABLE wanders AS SELECT i AS id, md5(i::text) AS pad FROM generate_series(1, 3000) i;
CREATE TABLE rewritten AS SELECT * FROM wanders;
CREATE TABLE emptied AS SELECT * FROM wanders;
CREATE TABLE dropped AS SELECT * FROM wanders;
CREATE UNLOGGED TABLE kept_off AS SELECT * FROM wanders;
CREATE TABLE turned_off AS SELECT * FROM wanders;
CREATE TABLE words (id int, title text, tags int[], place point);
CREATE INDEX by_hash ON words USING hash (title);
CREATE INDEX by_gin ON words USING gin (tags) WITH (fastupdate = on);
CREATE INDEX by_gist ON words USING gist (place);
CREATE INDEX by_spgist ON words USING spgist (title);
CREATE INDEX by_brin ON words USING brin (id) WITH (pages_per_range = 2);
CREATE SEQUENCE numbers CACHE 7;
INSERT INTO t SELECT i, md5(i::text) FROM generate_series(1, 3000) i
"""
QUESTIONS = (
    "SELECT count(*), sum(id) FROM words WHERE title = 'title 7'",
    "SELECT count(*), sum(id) FROM words WHERE title >= 'title 5' AND title < 'title 7'",
    "SELECT count(*), sum(id) FROM words WHERE tags @> '{3}'",
    "SELECT count(*), sum(id) FROM words WHERE place <@ box '((0,0),(60,60))'",
    "SELECT count(*), sum(id) FROM words WHERE id BETWEEN 100 AND 5000",
    "SELECT count(*), sum(id) FROM t WHERE id > 0",
)


def deeds(round_: int) -> list[str]:
    """Everything that can be done to a relation's files, another time each round."""
    space, back = ("side", "pg_default") if round_ % 2 else ("pg_default", "side")
    first = 10000 * (round_ + 1)
    words = "i, 'title ' || i % 97, ARRAY[i % 7, i % 501], point(i % 100, i % 89)"
    return [
        f"INSERT INTO words SELECT {words} FROM generate_series({first}, {first + 5000}) i",
        "DELETE FROM words WHERE id % 5 = 0",
        f"DELETE FROM cut WHERE id > {2000 + 300 * round_}",
        "VACUUM (TRUNCATE) cut",
        f"INSERT INTO cut SELECT i, 'again' FROM generate_series({first}, {first + 900}) i",
        f"ALTER TABLE wanders SET TABLESPACE {space}",
        f"UPDATE wanders SET pad = 'round {round_}' WHERE id % 7 = 0",
        f"CREATE INDEX CONCURRENTLY late_{round_} ON t (pad)",
        "REINDEX INDEX CONCURRENTLY t_pkey",
        f"INSERT INTO t SELECT i, 'new' FROM generate_series({first}, {first + 500}) i",
        "VACUUM FULL rewritten",
        f"ALTER TABLE rewritten ADD COLUMN IF NOT EXISTS c_{round_} int DEFAULT (random() * 1000)::int",
        f"TRUNCATE emptied; INSERT INTO emptied SELECT i, 'after' FROM generate_series(1, {50 + round_}) i",
        "DROP TABLE IF EXISTS dropped",
        f"CREATE TABLE dropped TABLESPACE {back} AS SELECT * FROM t WHERE id % 3 = 0",
        f"ALTER TABLE kept_off SET {'LOGGED' if round_ % 2 == 0 else 'UNLOGGED'}",
        f"ALTER TABLE turned_off SET {'UNLOGGED' if round_ % 2 == 0 else 'LOGGED'}",
        "SELECT nextval('numbers') FROM generate_series(1, 40)",
        "VACUUM FULL pg_class; VACUUM FULL pg_attribute",
        "VACUUM (FREEZE, ANALYZE)",
        "SELECT brin_summarize_new_values('by_brin'), gin_clean_pending_list('by_gin')",
    ]


def do(server: Server, round_: int) -> None:
    with server.connect() as connection:
        for deed in deeds(round_):
            for statement in deed.split("; "):
                connection.execute(statement)


def locked_by_several(server: Server) -> None:
    """Rows that two transactions lock: their xmax is a multixact."""
    with server.connect(autocommit=False) as one, server.connect(autocommit=False) as other:
        for connection in (one, other):
            connection.execute("SELECT * FROM t WHERE id <= 800 FOR KEY SHARE")
        one.execute("UPDATE t SET pad = 'locked' WHERE id <= 400")
        one.commit()
        other.commit()


def prepared(server: Server) -> None:
    """The tables and a tablespace, on a server that keeps its log until it is archived."""
    server.configure(wal_keep_size="1GB")
    server.reload()
    place = server.tablespaces / "side"
    place.mkdir()
    own(place)
    server.sql(f"CREATE TABLESPACE side LOCATION '{place}'")
    server.sql(TABLES)


@pytest.mark.long
@pytest.mark.timeout(400)
@pytest.mark.parametrize("remote", [False, True])
def test_relations_of_every_kind_change_while_they_are_read(
    rig: Rig, server: Server, pagewake: Pagewake, remote: bool
) -> None:
    prepared(server)
    do(server, 0)

    def round_of(number: int) -> Callable[[], None]:
        def deed() -> None:
            do(server, number)
            locked_by_several(server)
            server.checkpoint()

        return deed

    for number, kind in enumerate(("full", "incremental", "incremental", "differential")):
        report = backup_meanwhile(
            pagewake, server, kind, round_of(2 * number + 1), round_of(2 * number + 2), remote=remote
        )
        assert report.backup.type == kind
    moment = truth.moment(server, "now")
    pagewake.receive(server, remote=remote)
    _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    start_and_promote(restored)
    assert_restored(restored, moment, QUESTIONS)


@pytest.mark.long
@pytest.mark.parametrize("how", ["kill", "immediate"])
def test_a_server_that_crashes_between_backups(server: Server, pagewake: Pagewake, how: str) -> None:
    """Its log goes on behind a torn record, its relations may be longer than any record says; the chain goes on."""
    prepared(server)
    pagewake.backup(server, "full")
    for number in range(2):
        do(server, number)
        with (
            closing(server.connect(autocommit=False)) as one,
            closing(server.connect(autocommit=False)) as other,
        ):
            one.execute("CREATE TABLE never AS SELECT * FROM t; INSERT INTO cut SELECT * FROM wanders")
            other.execute("SET synchronous_commit = off")
            other.execute(f"INSERT INTO t SELECT i, 'half' FROM generate_series({10**6}, {10**6 + 2000}) i")
            server.sql(
                "UPDATE words SET place = point(place[1], place[0]); DELETE FROM emptied WHERE id % 2 = 0"
            )
            server.stop(how)
        server.start()
        do(server, number + 2)
        assert pagewake.backup(server, "incremental")["type"] == "incremental"
    restored_now(pagewake, server)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_images_of_every_compression(server: Server, pagewake: Pagewake) -> None:
    """Whole pages in the log are packed as the server was built and told to."""
    ways = ["on"]
    if server.major >= 15:
        (known,) = server.sql("SELECT enumvals FROM pg_settings WHERE name = 'wal_compression'")[0]
        ways = [way for way in ("pglz", "lz4", "zstd") if way in known]
    prepared(server)
    pagewake.backup(server, "full")
    for number, way in enumerate(ways):
        server.configure(wal_compression=way, wal_log_hints="on", full_page_writes="on")
        server.restart()
        do(server, number)
        pagewake.backup(server, "incremental")
        server.checkpoint()
        server.sql("UPDATE words SET place = point(place[1], place[0])")
    restored_now(pagewake, server)


@pytest.mark.long
@pytest.mark.timeout(300)
def test_what_is_kept_beside_the_tables(server: Server, pagewake: Pagewake) -> None:
    """Times of commits, progress of replication, and the records of a server that decodes its log."""
    server.configure(wal_level="logical", track_commit_timestamp="on")
    server.restart()
    prepared(server)
    server.sql("SELECT pg_replication_origin_create('far')")
    server.sql("SELECT pg_create_logical_replication_slot('decoding', 'test_decoding')")
    server.sql("ALTER TABLE t REPLICA IDENTITY FULL")
    pagewake.backup(server, "full")
    asked = "SELECT id, pg_xact_commit_timestamp(xmin) FROM t WHERE id > 500000 ORDER BY id"
    for number in range(3):
        with server.connect(autocommit=False) as connection:
            connection.execute("SELECT pg_replication_origin_session_setup('far')")
            for at in range(90):
                connection.execute("SAVEPOINT s")
                connection.execute(f"INSERT INTO t VALUES ({500000 + 1000 * number + at + 1}, 'sub')")
                connection.execute("RELEASE s" if at % 3 else "ROLLBACK TO s")
            connection.execute(
                f"SELECT pg_replication_origin_xact_setup('0/{number + 1}0000', '2020-01-0{number + 1}')"
            )
            connection.commit()
        do(server, number)
        server.checkpoint()
        pagewake.backup(server, "incremental")
    times = server.sql(asked)
    assert len(times) == 180 and all(time is not None for _, time in times)
    moment = truth.moment(server, "now")
    pagewake.receive(server)
    _answer, restored = pagewake.restore(*targets(moment)["lsn"], "--action", "promote", of=server)
    start_and_promote(restored)
    assert restored.sql(asked) == times
    assert restored.value("SELECT pg_replication_origin_progress('far', true)::text") == "0/30000"
    assert_restored(restored, moment, QUESTIONS)
