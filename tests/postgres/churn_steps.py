"""What the workload does: tables of every kind with indexes of every kind, and one function for each deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from tests.postgres.churn import Worker

SETUP = (
    """
CREATE TABLE branches (bid int PRIMARY KEY, balance bigint NOT NULL DEFAULT 0);
CREATE TABLE accounts (aid int PRIMARY KEY, bid int NOT NULL REFERENCES branches, balance bigint NOT NULL DEFAULT 0,
                       filler char(84) NOT NULL DEFAULT '') WITH (fillfactor = 90);
CREATE TABLE history (id bigserial, aid int, delta int, at timestamptz NOT NULL DEFAULT clock_timestamp());
CREATE INDEX history_brin ON history USING brin (at) WITH (pages_per_range = 4);
INSERT INTO branches SELECT i FROM generate_series(1, 10) i;
INSERT INTO accounts SELECT i, 1 + i % 10 FROM generate_series(1, {rows}) i""",
    """
CREATE TABLE docs (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind int NOT NULL, title text NOT NULL,
                   body text, tags int[] NOT NULL, place point NOT NULL, words tsvector, changed timestamptz);
CREATE INDEX docs_hash ON docs USING hash (title);
CREATE INDEX docs_gin ON docs USING gin (tags);
CREATE INDEX docs_words ON docs USING gin (words) WITH (fastupdate = on);
CREATE INDEX docs_gist ON docs USING gist (place);
CREATE INDEX docs_spgist ON docs USING spgist (title text_ops);
CREATE INDEX docs_brin ON docs USING brin (id) WITH (pages_per_range = 2);
CREATE UNIQUE INDEX docs_expression ON docs (lower(title), id) INCLUDE (kind) WHERE kind < 50""",
    """
CREATE TABLE events (day int NOT NULL, id int NOT NULL, note text, PRIMARY KEY (day, id)) PARTITION BY RANGE (day);
CREATE TABLE events_default PARTITION OF events DEFAULT;
CREATE TABLE tail (id int PRIMARY KEY, pad text NOT NULL);
INSERT INTO tail SELECT i, repeat('x', 300) FROM generate_series(1, {rows}) i;
CREATE UNLOGGED TABLE fleeting (id serial PRIMARY KEY, pad text);
CREATE TABLE wandering (id int PRIMARY KEY, pad text) TABLESPACE side;
INSERT INTO wandering SELECT i, md5(i::text) FROM generate_series(1, 500) i;
CREATE MATERIALIZED VIEW totals AS SELECT bid, sum(balance) AS balance, count(*) AS accounts FROM accounts GROUP BY 1;
CREATE SEQUENCE countdown INCREMENT -3 MINVALUE -1000000000 MAXVALUE 0 START 0""",
)

QUESTIONS = (
    "SELECT count(*), sum(balance) FROM accounts WHERE aid > 0",
    "SELECT count(*) FROM tail WHERE id > 0",
    "SELECT count(*) FROM history WHERE at > '2000-01-01'",
    "SELECT count(*), sum(id) FROM docs WHERE id > 0",
    "SELECT count(*), sum(id) FROM docs WHERE title = 'title 7'",
    "SELECT count(*), sum(id) FROM docs WHERE title >= 'title 5' AND title < 'title 7'",
    "SELECT count(*), sum(id) FROM docs WHERE tags @> '{3}'",
    "SELECT count(*), sum(id) FROM docs WHERE words @@ 'page'::tsquery",
    "SELECT count(*), sum(id) FROM docs WHERE place <@ box '((0,0),(60,60))'",
    "SELECT count(*), sum(id) FROM docs WHERE lower(title) = 'title 9' AND kind < 50",
)
"""Asked with and without indexes, each answers the same: one for every kind of index."""

COLUMNS = "(kind, title, body, tags, place, words, changed)"
NEW_DOCS = f"""
INSERT INTO docs {COLUMNS} SELECT i %% 100, 'title ' || i %% 97,
    CASE i %% 5 WHEN 0 THEN (SELECT string_agg(md5((i * 1000 + j)::text), '') FROM generate_series(1, 150) j)
               WHEN 1 THEN repeat('compressible ', 900) ELSE md5(i::text) END,
    ARRAY[i %% 7, i %% 11, 20 + i %% 500], point(i %% 100, i %% 89), to_tsvector('simple', 'page ' || md5(i::text)),
    clock_timestamp() FROM generate_series(%s::int, %s::int) i"""


@dataclass(frozen=True)
class Step:
    """One deed, how often it is done compared with others, and since which version it can be."""

    name: str
    do: Callable[[Worker], None]
    weight: int
    since: int = 13
    database: bool = False
    """Whether it makes or drops whole databases."""


STEPS: list[Step] = []


def step(
    weight: int, *, since: int = 13, database: bool = False
) -> Callable[[Callable[[Worker], None]], Callable[[Worker], None]]:
    """Enter a function into `STEPS`."""

    def enter(do: Callable[[Worker], None]) -> Callable[[Worker], None]:
        STEPS.append(Step(do.__name__, do, weight, since, database))
        return do

    return enter


# --- rows


@step(40)
def transfer(worker: Worker) -> None:
    connection, rows = worker.connection, worker.churn.rows
    for _transaction in range(10):
        account, delta = worker.between(1, rows), worker.between(-500, 500)
        with connection.transaction():
            worker.run("UPDATE accounts SET balance = balance + %s WHERE aid = %s", delta, account)
            worker.run("UPDATE branches SET balance = balance + %s WHERE bid = %s", delta, 1 + account % 10)
            worker.run("INSERT INTO history (aid, delta) VALUES (%s, %s)", account, delta)


@step(15)
def new_docs(worker: Worker) -> None:
    first = worker.between(1, 1_000_000)
    worker.run(NEW_DOCS, first, first + worker.between(5, 60))


@step(15)
def change_docs(worker: Worker) -> None:
    worker.run(
        "UPDATE docs SET kind = (kind + 1) %% 100, tags = tags || %s::int, place = point(place[1], place[0]),"
        " body = CASE WHEN kind %% 3 = 0 THEN body || 'more' ELSE body END, changed = clock_timestamp()"
        " WHERE id %% 17 = %s",
        worker.between(0, 500),
        worker.between(0, 16),
    )


@step(8)
def delete_docs(worker: Worker) -> None:
    worker.run("DELETE FROM docs WHERE id %% 13 = %s AND kind %% 3 = 0", worker.between(0, 12))


@step(10)
def copy_in(worker: Worker) -> None:
    day, first = worker.between(1, 40), worker.between(1, 10**9)
    with worker.connection.cursor().copy("COPY events (day, id, note) FROM STDIN") as copy:
        for number in range(worker.between(50, 600)):
            copy.write_row((day, first + number, f"event {number} " * worker.between(1, 8)))


@step(6)
def subtransactions(worker: Worker) -> None:
    with worker.connection.transaction():
        for number in range(worker.between(3, 90)):  # more than 64 overflow what a backend keeps of them
            try:
                with worker.connection.transaction():
                    worker.run("INSERT INTO history (aid, delta) VALUES (%s, %s)", number, 0)
                    if number % 3 == 0:
                        raise psycopg.Rollback
            except psycopg.Rollback:
                continue


@step(4)
def rolled_back(worker: Worker) -> None:
    with worker.connection.transaction(force_rollback=True):
        worker.run("UPDATE tail SET pad = pad || 'y' WHERE id %% 50 = %s", worker.between(0, 49))
        worker.run(f"CREATE TABLE rolled_back_{worker.number} AS SELECT * FROM branches")


@step(6)
def prepared(worker: Worker) -> None:
    if worker.prepared:
        name = worker.prepared.pop()
        deed = worker.random.choice(["COMMIT", "ROLLBACK"])
        try:
            worker.run(f"{deed} PREPARED '{name}'")
        except psycopg.OperationalError:
            worker.prepared.append(name)
            raise
        return
    name = f"p{worker.number}-{worker.count}"
    with worker.connection.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute(NEW_DOCS, (worker.count, worker.count + 20))
        cursor.execute("INSERT INTO history (aid, delta) VALUES (%s, 0)", (worker.count,))
        cursor.execute(f"PREPARE TRANSACTION '{name}'")
    worker.prepared.append(name)


@step(5)
def sequences(worker: Worker) -> None:
    worker.run("SELECT nextval('countdown') FROM generate_series(1, %s)", worker.between(1, 80))
    if worker.between(0, 9) == 0:
        worker.run("SELECT setval('countdown', %s)", -worker.between(0, 10**6))


@step(6)
def large_objects(worker: Worker) -> None:
    rows = worker.run("SELECT oid FROM pg_largeobject_metadata ORDER BY random() LIMIT 12")
    if len(rows) < 12:
        worker.run(
            "SELECT lo_from_bytea(0, convert_to(repeat(md5(%s), %s), 'UTF8'))",
            str(worker.count),
            worker.between(1, 700),
        )
    elif worker.between(0, 1):
        worker.run("SELECT lo_unlink(%s)", rows[0][0])
    else:
        worker.run(
            "SELECT lo_put(%s, %s, decode(repeat('ab', 3000), 'hex'))", rows[0][0], worker.between(0, 30000)
        )


@step(6)
def unlogged(worker: Worker) -> None:
    worker.run("INSERT INTO fleeting (pad) SELECT md5(i::text) FROM generate_series(1, 100) i")
    if worker.between(0, 5) == 0:
        worker.run("TRUNCATE fleeting")


@step(2)
def logged_and_back(worker: Worker) -> None:
    worker.run(f"ALTER TABLE fleeting SET {worker.random.choice(['LOGGED', 'UNLOGGED'])}")


# --- files: made, cut, extended again, rewritten, moved, dropped


@step(5)
def cut_the_tail(worker: Worker) -> None:
    """Delete the end of a table and give its pages back, or let it grow again, partly with pages never logged."""
    rows = worker.churn.rows
    if worker.between(0, 1):
        worker.run("DELETE FROM tail WHERE id > %s", worker.between(rows // 3, rows))
        worker.run("VACUUM (TRUNCATE) tail")
    else:
        (top,) = worker.run("SELECT coalesce(max(id), 0) FROM tail")[0]
        first = top + 1 + worker.number  # several may do so at once, which leaves gaps between their pages
        with worker.connection.cursor().copy("COPY tail FROM STDIN") as copy:
            for number in range(worker.between(20, 400)):
                copy.write_row((first + 10 * number, "z" * 350))


@step(6)
def scratch_tables(worker: Worker) -> None:
    name = f"scratch_{worker.between(1, 6)}"
    if worker.run("SELECT to_regclass(%s)", name)[0][0] is None:
        worker.run(f"CREATE TABLE {name} AS SELECT * FROM accounts WHERE aid < {worker.between(10, 900)}")
        worker.run(f"CREATE INDEX ON {name} (balance, aid)")
        return
    deed = worker.random.choice(
        ["DROP TABLE {}", "TRUNCATE {}", "VACUUM FULL {}", "DELETE FROM {} WHERE aid % 2 = 0",
         "INSERT INTO {} SELECT * FROM accounts WHERE aid < 200", "ALTER TABLE {} SET TABLESPACE side",
         "ALTER TABLE {} SET TABLESPACE pg_default", "ALTER TABLE {} ALTER COLUMN balance TYPE numeric",
         "REINDEX TABLE {}"]
    )  # fmt: skip
    worker.run(deed.replace("{}", name))


@step(2)
def truncate_and_fill_in_one(worker: Worker) -> None:
    with worker.connection.transaction():
        worker.run("TRUNCATE wandering")
        worker.run(
            "INSERT INTO wandering SELECT i, md5(i::text) FROM generate_series(1, %s) i",
            worker.between(1, 900),
        )


@step(2)
def wander(worker: Worker) -> None:
    place = worker.random.choice(["side", "pg_default"])
    worker.run(f"ALTER TABLE wandering SET TABLESPACE {place}")


@step(3)
def partitions(worker: Worker) -> None:
    low = 10 * worker.between(5, 9)
    name = f"events_{low}"
    if worker.run("SELECT to_regclass(%s)", name)[0][0] is None:
        space = worker.random.choice(["side", "pg_default"])
        with worker.connection.transaction():
            # Another worker's rows may have gone to the default partition after the one before was dropped.
            worker.run("LOCK TABLE events")
            worker.run("DELETE FROM events_default WHERE day BETWEEN %s AND %s", low, low + 9)
            worker.run(
                f"CREATE TABLE IF NOT EXISTS {name} PARTITION OF events "
                f"FOR VALUES FROM ({low}) TO ({low + 10}) TABLESPACE {space}"
            )
            worker.run(
                f"INSERT INTO events SELECT {low} + i % 10, i, 'p' FROM generate_series(1, 300) i "
                "ON CONFLICT DO NOTHING"
            )
    else:
        worker.run(f"ALTER TABLE events DETACH PARTITION {name}")
        worker.run(f"DROP TABLE {name}")


@step(6)
def vacuum(worker: Worker) -> None:
    table = worker.random.choice(
        ["docs", "accounts", "tail", "history", "branches", "events_default", "wandering"]
    )
    options = worker.random.choice(["", "(FREEZE)", "(ANALYZE)", "(DISABLE_PAGE_SKIPPING)"])
    worker.run(f"VACUUM {options} {table}")


@step(1)
def rewrite(worker: Worker) -> None:
    deeds = ["VACUUM FULL docs", "CLUSTER accounts USING accounts_pkey", "REINDEX TABLE docs",
             "VACUUM FULL pg_class", "REFRESH MATERIALIZED VIEW totals", "VACUUM FULL history",
             "REINDEX INDEX CONCURRENTLY docs_gin"]  # fmt: skip
    worker.run(worker.random.choice(deeds))


@step(2)
def trim(worker: Worker) -> None:
    """Keep the tables small enough for a busy machine."""
    worker.run("DELETE FROM docs WHERE id < (SELECT max(id) FROM docs) - 3000")
    worker.run("DELETE FROM history WHERE id < (SELECT max(id) FROM history) - 20000")
    worker.run("DELETE FROM events_default WHERE day = %s", worker.between(1, 40))


@step(2)
def checkpoint(worker: Worker) -> None:
    worker.run(worker.random.choice(["CHECKPOINT", "SELECT pg_switch_wal()"]))


# --- whole databases


def _database(worker: Worker, strategy: str) -> None:
    name = f"copy_{worker.between(1, 3)}"
    if worker.run("SELECT 1 FROM pg_database WHERE datname = %s", name):
        deeds = [f"DROP DATABASE {name}"]
        if worker.churn.moves:
            deeds += [f"ALTER DATABASE {name} SET TABLESPACE {space}" for space in ("side", "pg_default")]
        worker.run(worker.random.choice(deeds))
        return
    worker.run(f"CREATE DATABASE {name} TEMPLATE seed {strategy}")
    with worker.churn.server.connect(name) as connection:
        connection.execute(f"DELETE FROM t WHERE i % {worker.between(2, 9)} = 0")


@step(1, database=True)
def database(worker: Worker) -> None:
    """The version's own way: copying files on 13 and 14, through the log since."""
    _database(worker, "")


@step(1, since=15, database=True)
def database_by_file_copy(worker: Worker) -> None:
    _database(worker, "STRATEGY file_copy")
