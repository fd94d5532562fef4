"""What a PostgreSQL server holds at one moment, and how another one differs from that.

A truth has one line for every table (a count and a sum of hashes of its rows), sequence, large object, prepared
transaction and tablespace of every database. Rows are read as the server's executor sees them; that indexes and
visibility maps agree with the tables is the matter of `health.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import psycopg
from psycopg import sql
from tests.postgres.servers import Server

SEQUENCE_AHEAD = 32
"""A sequence's log record is this many values ahead of what was given out, and recovery continues from there."""

_RELATIONS = """
SELECT n.nspname, c.relname, c.relkind, c.relpersistence
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'm', 'S') AND c.relpersistence <> 't'
  AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_t'
ORDER BY 1, 2"""

# What a catalogue says, but for what recovery or background work may change.
_DEFINITIONS = """
SELECT count(*), coalesce(sum(hashtextextended(format('%s %s %s %s %s', n.nspname, c.relname, c.relkind,
    c.relpersistence, (SELECT string_agg(a.attname || ':' || a.atttypid, ',' ORDER BY a.attnum)
                       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0)), 0)), 0)::text
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname !~ '^pg_t'"""


@dataclass(frozen=True)
class Truth:
    """Lines by what they are about (`app: table public.t`), the value of each sequence apart."""

    lines: Mapping[str, str]
    sequences: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Sequence -> its last value and its increment."""
    prepared: frozenset[str] | None = None
    """The prepared transactions; None while a server recovers, which does not show them."""


@dataclass(frozen=True)
class Moment:
    """A moment at which nothing changed, in all the ways in which a restore can be told of it.

    `lsn` lies behind all of its changes, `xid` is of the last transaction, `name` of a restore point after it.
    """

    name: str
    lsn: int
    time: datetime
    xid: int
    timeline: int
    truth: Truth


def databases(server: Server) -> list[str]:
    """Every database that takes connections."""
    return [
        str(name) for (name,) in server.sql("SELECT datname FROM pg_database WHERE datallowconn ORDER BY 1")
    ]


def take(server: Server) -> Truth:
    """Everything that the server holds. The caller sees to it that nothing changes meanwhile."""
    lines: dict[str, str] = {}
    sequences: dict[str, tuple[int, int]] = {}
    for kind, query in {
        "database": "SELECT datname, datallowconn FROM pg_database",
        "tablespace": "SELECT spcname, '' FROM pg_tablespace",
        "role": "SELECT rolname, rolsuper FROM pg_roles",
    }.items():
        for name, value in server.sql(query):
            lines[f"{kind} {name}"] = str(value)
    for name in databases(server):
        with server.connect(name, options="-c TimeZone=UTC -c statement_timeout=300000") as connection:
            _database(connection, name, lines, sequences)
    prepared = None
    if not server.value("SELECT pg_is_in_recovery()"):
        prepared = prepared_on(server)
    return Truth(lines, sequences, prepared)


def _database(
    connection: psycopg.Connection[tuple[Any, ...]],
    name: str,
    lines: dict[str, str],
    sequences: dict[str, tuple[int, int]],
) -> None:
    lines[f"{name}: definitions"] = str(connection.execute(_DEFINITIONS).fetchone())
    for schema, relation, kind, persistence in connection.execute(_RELATIONS).fetchall():
        table = sql.Identifier(schema, relation)
        if kind == "S":
            if persistence == "u":  # recovery begins it anew (15+), and no standby reads it
                continue
            row = connection.execute(sql.SQL("SELECT last_value FROM {}").format(table)).fetchone()
            step = connection.execute(
                "SELECT increment_by FROM pg_sequences WHERE schemaname = %s AND sequencename = %s",
                (schema, relation),
            ).fetchone()
            assert row is not None and step is not None
            sequences[f"{name}: sequence {schema}.{relation}"] = (int(row[0]), int(step[0]))
            continue
        if persistence == "u":  # recovery empties it
            lines[f"{name}: unlogged table {schema}.{relation}"] = "empty once restored"
            continue
        query = (
            "SELECT count(*), coalesce(sum(hashtextextended(_row_::text, 0)), 0)::text FROM ONLY {} AS _row_"
        )
        lines[f"{name}: table {schema}.{relation}"] = str(
            connection.execute(sql.SQL(query).format(table)).fetchone()
        )
    for oid, digest in connection.execute(
        "SELECT oid, md5(lo_get(oid)) FROM pg_largeobject_metadata"
    ).fetchall():
        lines[f"{name}: large object {oid}"] = str(digest)


def prepared_on(server: Server) -> frozenset[str]:
    """The transactions that are prepared and not ended.

    One that is just being ended is among them for a while after its end stands in the log (until that is flushed, and
    synchronous standbys have it): who asks sees to it that no COMMIT or ROLLBACK PREPARED is under way.
    """
    return frozenset(gid for (gid,) in server.sql("SELECT gid FROM pg_prepared_xacts"))


def moment(server: Server, name: str) -> Moment:
    """The truth and every name of this moment. The caller has quiesced the server: nothing changes meanwhile."""
    truth = take(server)
    with server.connect() as connection:
        # A transaction of its own, the last there is. It writes something, else its commit would not be flushed, and
        # the LSN that is asked for next would lie before it.
        (xid,) = connection.execute(
            "SELECT txid_current() % (2::bigint ^ 32)::bigint FROM pg_logical_emit_message(true, 'rig', 'moment')"
        ).fetchone() or (0,)
        lsn, timeline = connection.execute(
            "SELECT pg_current_wal_flush_lsn() - '0/0', ('x' || substr(pg_walfile_name("
            "pg_current_wal_lsn()), 1, 8))::bit(32)::int"
        ).fetchone() or (0, 0)
        connection.execute("SELECT pg_create_restore_point(%s)", (name,))
        (time,) = connection.execute("SELECT clock_timestamp()").fetchone() or (None,)
        # Recovery to a time stops at the first later commit; without one right here it would go on to sequences
        # and prepared transactions of later moments, which are no commits.
        connection.execute("SELECT pg_sleep(0.002)")
        connection.execute("SELECT pg_logical_emit_message(true, 'rig', 'after the moment')")
    assert isinstance(time, datetime)
    assert prepared_on(server) == truth.prepared, "a prepared transaction ended while the truth was taken"
    return Moment(name, int(lsn), time, int(xid), int(timeline), truth)


def differences(truth: Truth, found: Truth) -> list[str]:
    """Every way in which `found`, a restored server's, is not what it should be."""
    wrong = []
    for what in sorted(truth.lines.keys() | found.lines.keys()):
        expected, got = truth.lines.get(what, "not there"), found.lines.get(what, "not there")
        if expected != got:
            wrong.append(f"{what}: {got} instead of {expected}")
    if truth.prepared is not None and found.prepared is not None and truth.prepared != found.prepared:
        wrong.append(f"prepared: {sorted(found.prepared)} instead of {sorted(truth.prepared)}")
    for what in sorted(truth.sequences.keys() | found.sequences.keys()):
        if what not in truth.sequences or what not in found.sequences:
            wrong.append(f"{what}: {'not there' if what in truth.sequences else 'should not be there'}")
            continue
        (expected_value, step), (value, _) = truth.sequences[what], found.sequences[what]
        if not 0 <= (value - expected_value) // step <= SEQUENCE_AHEAD:
            wrong.append(f"{what}: {value} instead of {expected_value} to {SEQUENCE_AHEAD} steps later")
    return wrong


def unlogged_rows(server: Server) -> list[str]:
    """Unlogged tables of a restored server that are not empty or cannot be read."""
    wrong = []
    for name in databases(server):
        with server.connect(name) as connection:
            for schema, relation, kind, persistence in connection.execute(_RELATIONS).fetchall():
                if persistence != "u" or kind == "S":
                    continue
                table = sql.Identifier(schema, relation)
                row = connection.execute(sql.SQL("SELECT count(*) FROM {}").format(table)).fetchone()
                if row != (0,):
                    wrong.append(f"{name}: unlogged table {schema}.{relation} has {row} rows after recovery")
    return wrong
