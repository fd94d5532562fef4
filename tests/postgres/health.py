"""Whether a server's files agree with each other: indexes with tables, visibility maps with rows, checksums.

These are the checks that a damaged restore fails though every table reads well: amcheck, pg_visibility, the same
question asked through an index and without one, and pg_checksums once the server has stopped.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from psycopg import Connection, errors
from tests.postgres.installations import having
from tests.postgres.servers import Server, run_tool
from tests.postgres.truth import databases

# (query, settings that keep it off its index). Each answers the same with and without.
NO_INDEX = "SET enable_indexscan = off; SET enable_indexonlyscan = off; SET enable_bitmapscan = off"
NO_TABLE = "SET enable_seqscan = off"
OF_14 = "PG_14_202107181"
"""The directory of 14's own in every tablespace."""

_TABLES = """
SELECT c.oid, c.oid::regclass::text FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 't', 'm') AND c.relpersistence = 'p' AND {} ORDER BY 1"""
_INDEXES = """
SELECT c.oid, c.oid::regclass::text FROM pg_class c JOIN pg_am a ON a.oid = c.relam
JOIN pg_index i ON i.indexrelid = c.oid
WHERE c.relkind = 'i' AND a.amname = '{}' AND c.relpersistence = 'p' AND i.indisvalid AND i.indisready ORDER BY 1"""


def problems(server: Server, queries: Sequence[str] = ()) -> list[str]:
    """Everything that the checks find wrong in every database, empty when all is well.

    `queries` are run with and without indexes in each database that has their tables. The extensions amcheck and
    pg_visibility must be in a database (`prepare`) or the server must take writes.
    """
    wrong: list[str] = []
    for name in databases(server):
        if name == "template0":
            continue
        with server.connect(name) as connection:
            if not bool((connection.execute("SELECT pg_is_in_recovery()").fetchone() or (True,))[0]):
                _extensions(connection)
            here = {str(row[0]) for row in connection.execute("SELECT extname FROM pg_extension").fetchall()}
            if not {"amcheck", "pg_visibility"} <= here:
                continue
            before = len(wrong)
            _relations(connection, server.major, wrong)
            _questions(connection, queries, wrong)
            wrong[before:] = [f"{name}: {text}" for text in wrong[before:]]
    return wrong


def prepare(server: Server) -> None:
    """Put the extensions into every database that there is."""
    for name in databases(server):
        with server.connect(name) as connection:
            _extensions(connection)


def _extensions(connection: Connection[tuple[object, ...]]) -> None:
    connection.execute("CREATE EXTENSION IF NOT EXISTS amcheck; CREATE EXTENSION IF NOT EXISTS pg_visibility")


def _relations(connection: Connection[tuple[object, ...]], major: int, wrong: list[str]) -> None:
    def check(what: str, query: str, oid: object, good: Callable[[object], bool]) -> None:
        try:
            row = connection.execute(query, (oid,)).fetchone()
        except errors.UndefinedTable:
            return  # a temporary relation that has gone
        except errors.Error as error:
            wrong.append(f"{what}: {error}")
        else:
            if row is None or not good(row[0]):
                wrong.append(f"{what}: {row}")

    tables = connection.execute(_TABLES.format("true")).fetchall()
    for oid, name in tables:
        for function in ("pg_check_visible", "pg_check_frozen"):
            query = f"SELECT count(*) FROM {function}(%s::oid::regclass)"
            check(f"{function} {name}", query, oid, lambda count: count == 0)
        if major >= 14:
            query = "SELECT string_agg(msg, '; ') FROM verify_heapam(%s::oid::regclass, check_toast := true)"
            check(f"verify_heapam {name}", query, oid, lambda text: text is None)
    for oid, name in connection.execute(_INDEXES.format("btree")).fetchall():
        query = "SELECT bt_index_check(%s::oid::regclass, true)"
        check(f"bt_index_check {name}", query, oid, lambda _void: True)
    if major >= 18:
        for oid, name in connection.execute(_INDEXES.format("gin")).fetchall():
            query = "SELECT gin_index_check(%s::oid::regclass)"
            check(f"gin_index_check {name}", query, oid, lambda _void: True)


def _questions(connection: Connection[tuple[object, ...]], queries: Sequence[str], wrong: list[str]) -> None:
    for query in queries:
        answers = []
        for settings in (NO_INDEX, NO_TABLE):
            try:
                connection.execute("RESET ALL")
                connection.execute(settings)
                answers.append(connection.execute(query).fetchall())
            except errors.UndefinedTable:
                break
        if len(answers) == 2 and answers[0] != answers[1]:
            wrong.append(f"{query}: {answers[0]} from the table, {answers[1]} through the index")


def bad_checksums(server: Server) -> list[str]:
    """What pg_checksums says of a cleanly stopped server's files; empty where all is well or there is none."""
    installation = having("pg_checksums", server.installation)
    if installation is None:
        return []
    with tablespaces_of_both(server):
        done = run_tool(installation, "pg_checksums", "--check", "-D", server.data, check=False)
    if done.returncode == 0 or "not enabled" in done.stderr:
        return []
    return [done.stdout + done.stderr]


@contextmanager
def tablespaces_of_both(server: Server) -> Iterator[None]:
    """14's program looks for tablespaces under its own name; what 13 named is found under that, too, in the block."""
    links = []
    for place in (server.data / "pg_tblspc").iterdir() if server.installation.major == 13 else ():
        own = next((one.name for one in place.iterdir() if one.name.startswith("PG_13_")), None)
        if own is not None:
            links.append(place / OF_14)
            links[-1].symlink_to(own)
    try:
        yield
    finally:
        for link in links:
            link.unlink()
