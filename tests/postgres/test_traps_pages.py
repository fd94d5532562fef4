"""Changes of pages that the log does not name: what an incremental backup must know all the same.

Each trap is set on a real server, a chain of backups taken over it, and the last one restored. Where PostgreSQL's own
tool falls into it, that is shown beside.
"""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from tests.patience import LONG
from tests.postgres.command import Pagewake, restored_now
from tests.postgres.installations import Installation, of_version
from tests.postgres.meanwhile import backup_meanwhile
from tests.postgres.native import NativeChain
from tests.postgres.servers import Rig, Server, own

QUESTIONS = (
    "SELECT count(*) FROM t WHERE id > 0",
    "SELECT count(*), sum(id) FROM t WHERE id % 7 = 3 AND id > 0",
)


def answers(server: Server) -> tuple[int, int]:
    """How many rows there are by the index alone, and by the table."""
    counts = []
    for plan, off in (("Index Only Scan", "seqscan"), ("Seq Scan", "indexscan")):
        with server.connect() as connection:
            connection.execute(f"SET enable_bitmapscan = off; SET enable_{off} = off")
            query = "SELECT count(*) FROM t WHERE id > 0"
            assert any(plan in line for (line,) in connection.execute(f"EXPLAIN {query}").fetchall())
            row = connection.execute(query).fetchone()
            assert row is not None
            counts.append(int(row[0]))
    return counts[0], counts[1]


def frozen_table(server: Server, rows: int, width: int) -> None:
    server.sql(
        f"CREATE TABLE t (id int PRIMARY KEY, pad text) WITH (autovacuum_enabled = off); "
        f"INSERT INTO t SELECT i, repeat('x', {width}) FROM generate_series(1, {rows}) i"
    )
    server.sql("VACUUM (FREEZE, ANALYZE) t")
    server.checkpoint()


def clear_visibility(server: Server) -> None:
    """Three changes, each of which clears bits of the visibility map, on pages of their own."""
    server.sql("UPDATE t SET pad = 'updated' WHERE id = 5")
    server.sql("DELETE FROM t WHERE id = 600")
    server.sql("INSERT INTO t VALUES (100001, 'new')")


def test_cleared_visibility_is_restored(server: Server, pagewake: Pagewake) -> None:
    frozen_table(server, 1000, 100)
    pagewake.backup(server, "full")
    clear_visibility(server)
    pagewake.backup(server, "incremental")
    restored = restored_now(pagewake, server)
    restored.start()
    assert answers(restored) == (1000, 1000)


@pytest.mark.long
def test_the_native_tool_restores_stale_visibility_on_an_older_minor(rig: Rig) -> None:
    """17.10 and older do not log it, and its own tool trusts the log; ours copies the map."""
    installation = of_version("17.10")
    if installation is None:
        pytest.skip("no PostgreSQL 17.10 here: python tests/postgres/obtain.py 17.10")
    server = rig.server(installation, settings={"summarize_wal": "on", "wal_keep_size": "1GB"})
    pagewake, native = Pagewake(rig), NativeChain(rig, server)
    frozen_table(server, 1000, 100)
    native.backup()
    pagewake.backup(server, "full")
    clear_visibility(server)
    native.backup()
    pagewake.backup(server, "incremental")
    by_index, by_table = answers(native.restore())
    assert by_index != by_table == 1000
    ours = restored_now(pagewake, server)
    ours.start()
    assert answers(ours) == (1000, 1000)


def cut_and_extend(server: Server, chain: list[NativeChain], pagewake: Pagewake) -> None:
    """A backup between the cut of a table and its growing again, by pages of which some are never logged."""
    rows = 36000
    frozen_table(server, rows, 400)
    for native in chain:
        native.backup()
    pagewake.backup(server, "full")
    server.sql("DELETE FROM t WHERE id > 27000")
    server.sql("VACUUM (TRUNCATE) t")
    # Frozen again, so that the next backup holds few of its pages: then the fault is not hidden.
    for native in chain:
        native.backup()
    pagewake.backup(server, "incremental")
    barrier = threading.Barrier(3)

    def copy(number: int) -> None:
        with server.connect() as connection, connection.cursor().copy("COPY t FROM STDIN") as rows:
            barrier.wait(LONG)
            for at in range(1000):
                rows.write_row((100000 + number * 1000 + at, "z" * 400))

    threads = [threading.Thread(target=copy, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    server.sql("DELETE FROM t WHERE id >= 100000")
    for native in chain:
        native.backup()
    made = pagewake.backup(server, "incremental")
    assert made["status"] == "ok"


def zero_pages(server: Server) -> int:
    """Pages of the table that were never written to, as the file has them."""
    server.checkpoint()
    content = Path(server.data, server.value("SELECT pg_relation_filepath('t')")).read_bytes()
    return sum(not any(content[at : at + 8192]) for at in range(0, len(content), 8192))


@pytest.mark.timeout(400)
def test_deleted_rows_stay_deleted(server: Server, pagewake: Pagewake) -> None:
    cut_and_extend(server, [], pagewake)
    assert answers(server)[1] == 27000
    restored = restored_now(pagewake, server)
    restored.start()
    assert answers(restored) == (27000, 27000)


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize("version", ["18.6", "17.11"])
def test_the_native_tool_brings_deleted_rows_back(rig: Rig, version: str) -> None:
    """Zeros that were never logged are filled from the oldest backup, past the end that the file had in between."""
    installation = of_version(version)
    if installation is None:
        pytest.skip(f"no PostgreSQL {version} here: python tests/postgres/obtain.py {version[:2]}")
    server = rig.server(installation, settings={"summarize_wal": "on", "wal_keep_size": "1GB"})
    pagewake, native = Pagewake(rig), NativeChain(rig, server)
    cut_and_extend(server, [native], pagewake)
    if not zero_pages(server):
        pytest.skip("this time the table grew without leaving pages unused")
    assert answers(server)[1] == 27000
    theirs = native.restore()
    assert answers(theirs)[1] > 27000
    ours = restored_now(pagewake, server)
    ours.start()
    assert answers(ours) == (27000, 27000)


@pytest.mark.long
def test_a_table_cut_and_grown_again_and_again(server: Server, pagewake: Pagewake) -> None:
    frozen_table(server, 4000, 400)
    pagewake.backup(server, "full")
    for keep in (3000, 1000, 2000, 500):
        server.sql(f"DELETE FROM t WHERE id > {keep}")
        server.sql("VACUUM (TRUNCATE) t")
        server.sql(f"INSERT INTO t SELECT i, 'again {keep}' FROM generate_series({keep} + 1, {keep} + 700) i")
        pagewake.backup(server, "incremental")
    restored_now(pagewake, server)


@pytest.mark.long
def test_files_that_become_other_relations(server: Server, pagewake: Pagewake) -> None:
    """Truncated, rewritten, dropped and made again, in one transaction with others that are undone."""
    frozen_table(server, 3000, 200)
    server.sql("CREATE TABLE u AS SELECT * FROM t; CREATE UNLOGGED TABLE w AS SELECT * FROM t")
    pagewake.backup(server, "full")
    server.sql("TRUNCATE u; INSERT INTO u SELECT id, 'after' FROM t WHERE id < 100")
    server.sql("ALTER TABLE t ALTER COLUMN id TYPE bigint")
    server.sql("ALTER TABLE w SET LOGGED; CREATE TABLE v AS SELECT * FROM w WHERE id < 50")
    with server.connect() as connection, connection.transaction(force_rollback=True):
        connection.execute("TRUNCATE t; DROP TABLE v; CREATE TABLE x AS SELECT * FROM u")
    pagewake.backup(server, "incremental")
    server.sql("DROP TABLE u; CREATE TABLE u (id int); INSERT INTO u VALUES (1)")
    for query in ("ALTER TABLE v SET UNLOGGED", "VACUUM FULL t", "VACUUM FULL pg_class", "REINDEX TABLE t"):
        server.sql(query)
    pagewake.backup(server, "incremental")
    restored_now(pagewake, server)


def side(server: Server) -> None:
    place = server.tablespaces / "side"
    place.mkdir()
    own(place)
    server.sql(f"CREATE TABLESPACE side LOCATION '{place}'")


def seed(server: Server) -> None:
    server.sql("CREATE DATABASE seed")
    server.sql("CREATE TABLE t (id int PRIMARY KEY, pad text)", dbname="seed")
    server.sql("INSERT INTO t SELECT i, repeat('s', 100) FROM generate_series(1, 3000) i", dbname="seed")


@pytest.mark.long
def test_databases_made_by_copying_files(server: Server, pagewake: Pagewake) -> None:
    seed(server)
    side(server)
    strategy = "STRATEGY file_copy" if server.major >= 15 else ""
    pagewake.backup(server, "full")
    server.sql(f"CREATE DATABASE one TEMPLATE seed {strategy}")
    server.sql("DELETE FROM t WHERE id % 2 = 0", dbname="one")
    pagewake.backup(server, "incremental")
    server.sql("ALTER DATABASE one SET TABLESPACE side")
    server.sql("UPDATE t SET pad = 'moved' WHERE id < 500", dbname="one")
    server.sql(f"CREATE DATABASE two TEMPLATE one {strategy} TABLESPACE pg_default")
    pagewake.backup(server, "incremental")
    server.sql(
        "ALTER DATABASE one SET TABLESPACE pg_default"
    )  # its files are where they were, with other content
    server.sql("DROP DATABASE two")
    pagewake.backup(server, "incremental")
    restored_now(pagewake, server)


@pytest.mark.long
def test_a_database_dropped_and_made_again_under_its_number(server: Server, pagewake: Pagewake) -> None:
    """Its files have the names of those that were dropped: the same numbers name other relations."""
    if server.major < 15:
        pytest.skip("before 15 nobody chooses a database's number")
    seed(server)
    server.sql("CREATE DATABASE again TEMPLATE seed OID = 77777")
    server.sql("INSERT INTO t SELECT i, 'first' FROM generate_series(5000, 9000) i", dbname="again")
    pagewake.backup(server, "full")
    for strategy in ("wal_log", "file_copy"):
        server.sql("DROP DATABASE again")
        server.sql(f"CREATE DATABASE again TEMPLATE seed OID = 77777 STRATEGY {strategy}")
        server.sql("INSERT INTO t VALUES (5000, 'second')", dbname="again")
        pagewake.backup(server, "incremental")
        assert server.value("SELECT count(*) FROM t", dbname="again") == 3001
        restored_now(pagewake, server)


@pytest.mark.long
def test_a_database_moved_while_it_is_backed_up(rig: Rig, server: Server, pagewake: Pagewake) -> None:
    """Its move is replayed by copying the directory that it left, which may be gone before it was read.

    Then there is no backup; a server that is left alone for a moment has a good one.
    """
    seed(server)
    side(server)
    pagewake.backup(server, "full")
    for number in range(3):
        running = pagewake.start_backup(server, "auto")
        moves = 0
        while running.process.poll() is None:
            space = ("side", "pg_default")[moves % 2]
            server.sql(f"ALTER DATABASE seed SET TABLESPACE {space}")
            server.sql(f"UPDATE t SET pad = 'move {number} {moves}' WHERE id = {1 + moves}", dbname="seed")
            moves += 1
        assert moves > 1
        document = running.result(0, 3)
        if "error" in document:
            # It was gone before all of it was read, or came back and was changed before the copy was replayed.
            said = document["error"]["message"]
            assert "moved to another tablespace" in said or "copied to make or to move a database" in said
        else:
            assert document["backup"]["status"] == "ok"
            pagewake.run("verify", document["backup"]["id"], "--repo", pagewake.repo, "--level", "restore")
    pagewake.backup(server, "auto")
    restored_now(pagewake, server)


@pytest.mark.long
@pytest.mark.parametrize("checksums", [True, False])
def test_hints_and_free_space_may_be_older_and_nothing_is_damage(
    rig: Rig, installation: Installation, checksums: bool
) -> None:
    """Hint bits are set without a word in the log where there are no checksums."""
    server = rig.server(installation, checksums=checksums, segment_mib=1, settings={"wal_keep_size": "512MB"})
    pagewake = Pagewake(rig)
    server.sql(
        "CREATE TABLE t (id int PRIMARY KEY, pad text); INSERT INTO t SELECT i, 'x' FROM generate_series(1, 20000) i"
    )
    pagewake.backup(server, "full")
    server.sql("SELECT count(*) FROM t; UPDATE t SET pad = 'y' WHERE id % 100 = 0; SELECT sum(id) FROM t")
    server.checkpoint()
    made = pagewake.backup(server, "incremental")
    assert (made["status"], made["findings"]) == ("ok", 0)
    verified = pagewake.run("verify", "--repo", pagewake.repo)
    assert verified["ok"] and not verified["findings"]
    restored_now(pagewake, server)


@pytest.mark.long
@pytest.mark.parametrize("remote", [False, True])
def test_an_index_of_an_unlogged_table_that_is_being_made(
    server: Server, pagewake: Pagewake, remote: bool
) -> None:
    """While it is, it has no init fork: it looks like one of a logged table, and is in the way of a recovery."""
    server.sql(
        "CREATE TABLE t (id int); CREATE UNLOGGED TABLE u AS SELECT i FROM generate_series(1, 10000) i"
    )
    hidden: list[Path] = []
    with server.connect(autocommit=False) as building:

        def build() -> None:
            building.execute("CREATE INDEX made ON u (i)")
            row = building.execute("SELECT pg_relation_filepath('made')").fetchone()
            assert row is not None
            hidden.append(server.data / f"{row[0]}_init")
            hidden[0].rename(hidden[0].with_name("hidden"))  # what was listed is as if it were not there yet

        def finish() -> None:
            hidden[0].with_name("hidden").rename(hidden[0])
            building.commit()

        backup_meanwhile(pagewake, server, "full", build, finish, remote=remote)
    restored_now(pagewake, server, remote=remote)
