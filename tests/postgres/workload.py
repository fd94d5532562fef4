"""All kinds of changes to a server, so that its log holds all kinds of records."""

from __future__ import annotations

import time
from contextlib import suppress

import psycopg
from tests.postgres.servers import Server, ServerFailed, own

SETUP = """
CREATE TABLE plain (id serial PRIMARY KEY, n int, t text, p point, a int[]);
CREATE INDEX plain_hash ON plain USING hash (n);
CREATE INDEX plain_gin ON plain USING gin (a);
CREATE INDEX plain_gist ON plain USING gist (p);
CREATE INDEX plain_spgist ON plain USING spgist (p);
CREATE INDEX plain_brin ON plain USING brin (n);
CREATE TABLE wide (id int PRIMARY KEY, t text);
ALTER TABLE wide ALTER t SET STORAGE EXTERNAL;
CREATE UNLOGGED TABLE unlogged (id int PRIMARY KEY);
CREATE SEQUENCE numbers;
"""

ROUND = (
    (
        "INSERT INTO plain (n, t, p, a) SELECT g, md5(g::text), point(g % 97, g % 89), ARRAY[g, g % 7] "
        "FROM generate_series(1, {rows}) g"
    ),
    "UPDATE plain SET t = t || 'x' WHERE id % 3 = {round} % 3",
    "UPDATE plain SET n = n + 1, p = point(n, id) WHERE id % 11 = {round} % 11",
    "DELETE FROM plain WHERE id % 5 = {round} % 5",
    "INSERT INTO wide SELECT {round} * 1000 + g, repeat(md5(g::text), 400) FROM generate_series(1, 30) g",
    "INSERT INTO unlogged SELECT g FROM generate_series({round} * 100, {round} * 100 + 99) g",
    "SELECT nextval('numbers') FROM generate_series(1, 100)",
    "SELECT pg_logical_emit_message({round} % 2 = 0, 'note', repeat('message', 3000))",
    (
        "BEGIN; SAVEPOINT a; INSERT INTO wide VALUES (-{round}, 'sub'); SAVEPOINT b; DELETE FROM wide WHERE id < 0; "
        "ROLLBACK TO b; COMMIT"
    ),
    (
        "BEGIN; CREATE TABLE short_{round} (id int PRIMARY KEY, t text); INSERT INTO short_{round} "
        "SELECT g, 'x' FROM generate_series(1, 1000) g; ROLLBACK"
    ),
    "CREATE TABLE kept_{round} AS SELECT g AS id, repeat('y', 50) AS t FROM generate_series(1, 2000) g",
    "TRUNCATE kept_{round}",
    "INSERT INTO kept_{round} VALUES (1, 'again')",
    "DROP TABLE kept_{round}",
    "SELECT pg_create_restore_point('round {round}')",
    "VACUUM plain",
    "DELETE FROM plain WHERE id > (SELECT max(id) / 2 FROM plain)",
    "VACUUM (FREEZE) plain",
    "CHECKPOINT",
)
OCCASIONAL = (
    "VACUUM FULL wide",
    "VACUUM FULL pg_class",
    "REINDEX TABLE plain",
    "SELECT pg_switch_wal()",
    "CREATE DATABASE copied_{round} {files}",
    "DROP DATABASE copied_{round}",
    "BEGIN; INSERT INTO wide VALUES (-500000 - {round}, 'prepared'); PREPARE TRANSACTION 'p{round}'",
    "COMMIT PREPARED 'p{round}'",
    "BEGIN; CREATE TABLE undone_{round} (id int); PREPARE TRANSACTION 'q{round}'",
    "ROLLBACK PREPARED 'q{round}'",
)


def set_up(server: Server) -> None:
    """Make the tables."""
    server.sql(SETUP)
    path = server.tablespaces / "elsewhere"
    path.mkdir(mode=0o700)
    own(path)
    with server.connect() as connection:
        connection.execute(f"CREATE TABLESPACE elsewhere LOCATION '{path}'")
        connection.execute("CREATE TABLE far (id int PRIMARY KEY, t text) TABLESPACE elsewhere")


def one_round(server: Server, number: int, *, rows: int = 3000) -> None:
    """One round of changes; the costly ones only every fourth time."""
    files = "STRATEGY file_copy" if server.major >= 15 and number % 8 == 0 else ""
    statements = [*ROUND, *(OCCASIONAL if number % 4 == 0 else ())]
    with server.connect() as connection:
        connection.execute(
            "INSERT INTO far SELECT g, 'far' FROM generate_series(1, 500) g ON CONFLICT DO NOTHING"
        )
        for statement in statements:
            text = statement.format(round=number, rows=rows, files=files)
            for part in text.split("; "):
                connection.execute(part)


def churn(server: Server, wal_bytes: int, *, rows: int = 3000, first: int = 0) -> int:
    """Rounds of changes until they have made that much log, switches not counted; the number of the next round."""
    made, number = 0, first
    while made < wal_bytes:
        before = server.lsn()
        one_round(server, number, rows=rows)
        made += server.lsn() - before
        number += 1
    return number


def crash_while_writing(server: Server) -> None:
    """Kill the server in the middle of a transaction and start it again."""
    with suppress(psycopg.Error), server.connect() as connection:
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO wide SELECT -900000 - g, repeat('z', 5000) FROM generate_series(1, 200) g"
        )
        server.stop("kill")
    for _attempt in range(20):  # a backend that is still dying holds the shared memory
        try:
            server.start()
            return
        except ServerFailed:
            server.stop("kill")
            time.sleep(0.2)
    server.start()
