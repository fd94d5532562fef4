"""The PostgreSQL demo's tables under a steady load, and the truth about them: kept by the application alone.

The application knows what it committed and in what order, and nothing of pages, logs or backups; so when every row
of a restored table equals it, that proves something.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg

from pagewake.jobs import Job

ACCOUNTS = 20_000
SCHEMA = """
CREATE TABLE account (id int PRIMARY KEY, owner text NOT NULL, balance bigint NOT NULL);
CREATE TABLE entry (id bigint PRIMARY KEY, account int NOT NULL, amount bigint NOT NULL, note text NOT NULL);
CREATE INDEX entry_account ON entry (account);
CREATE TABLE statement (account int PRIMARY KEY, content text NOT NULL);
CREATE UNLOGGED TABLE session (id int PRIMARY KEY, content text);
"""
ROWS: Mapping[str, str] = {
    "account": "SELECT id, owner, balance FROM account ORDER BY id",
    "entry": "SELECT id, account, amount, note FROM entry ORDER BY id",
    "statement": "SELECT account, content FROM statement ORDER BY account",
}
Tables = dict[str, dict[int, tuple[Any, ...]]]
"""Rows by table and key."""


@dataclass(frozen=True)
class Moment:
    """A moment between two commits: what the tables held, and how the server called it."""

    tables: Tables
    time: datetime
    lsn: int

    @property
    def rows(self) -> int:
        """How many rows that is."""
        return sum(map(len, self.tables.values()))


class PostgresLedger:
    """The application. One connection; one thread at a time."""

    def __init__(self, connection: str, seed: int) -> None:
        self._random = random.Random(seed)
        self._connection = psycopg.connect(connection, application_name="pagewake demo")
        self._tables: Tables = {name: {} for name in ROWS}
        self._next_entry = 1
        self.commits = 0
        self._make()

    def run(self, transactions: int, job: Job) -> None:
        """Do business: transfers, statements as long as those that tables keep elsewhere, some rolled back."""
        for _ in range(transactions):
            job.check()
            self._transact()

    def moment(self) -> Moment:
        """What has been committed up to now."""
        with self._connection.transaction():
            row = self._connection.execute(
                "SELECT clock_timestamp(), (pg_current_wal_insert_lsn() - '0/0')::bigint"
            ).fetchone()
        assert row is not None
        return Moment({name: dict(rows) for name, rows in self._tables.items()}, row[0], int(row[1]))

    def restore_point(self, name: str) -> Moment:
        """Name this moment in the log."""
        with self._connection.transaction():
            self._connection.execute("SELECT pg_create_restore_point(%s)", (name,))
        return self.moment()

    def make_a_mistake(self) -> None:
        """What nobody should run without a WHERE."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM entry")
            self._connection.execute("UPDATE account SET balance = 0")
        self._tables["entry"].clear()
        for number, (_, owner, _) in list(self._tables["account"].items()):
            self._tables["account"][number] = (number, owner, 0)

    def close(self) -> None:
        """Let the server go."""
        self._connection.close()

    def _make(self) -> None:
        accounts = {
            number: (number, f"owner {number:06d}", self._random.randrange(10**6))
            for number in range(1, ACCOUNTS + 1)
        }
        with self._connection.transaction():
            self._connection.execute(SCHEMA)
            with self._connection.cursor().copy("COPY account FROM STDIN") as copy:
                for row in accounts.values():
                    copy.write_row(row)
        self._tables["account"].update(accounts)
        self._connection.execute("ANALYZE")
        self._connection.commit()

    def _transact(self) -> None:
        """One transaction; the truth learns of it when the server has said that it is committed."""
        changes: Tables = {name: {} for name in ROWS}
        source, target = self._random.sample(range(1, ACCOUNTS + 1), 2)
        amount = self._random.randrange(1, 500)
        with self._connection.cursor() as cursor:
            for account, signed in ((source, -amount), (target, amount)):
                _, owner, balance = self._tables["account"][account]
                self._put(cursor, changes, "account", account, (account, owner, balance + signed))
                note = self._random.choice(_NOTES)
                self._put(
                    cursor, changes, "entry", self._next_entry, (self._next_entry, account, signed, note)
                )
                self._next_entry += 1
            if self._random.random() < 0.1:
                content = "".join(f"{self._random.getrandbits(64):016x}" for _ in range(300))
                self._put(cursor, changes, "statement", source, (source, content))
        if self._random.random() < 0.05:
            self._connection.rollback()
            return
        self._connection.commit()
        self.commits += 1
        for name, rows in changes.items():
            self._tables[name].update(rows)

    def _put(
        self,
        cursor: psycopg.Cursor[tuple[Any, ...]],
        changes: Tables,
        table: str,
        key: int,
        row: tuple[Any, ...],
    ) -> None:
        cursor.execute(_PUT[table], row)
        changes[table][key] = row


def differences(connection: psycopg.Connection[tuple[Any, ...]], truth: Moment) -> list[str]:
    """Every table whose rows are not the truth's, with how many differ; and a table too many or too few."""
    found = []
    present = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    if {name for (name,) in present} != {*ROWS, "session"}:
        found.append(f"the tables are {sorted(name for (name,) in present)}")
    for table, query in ROWS.items():
        rows = {row[0]: row for row in connection.execute(query.encode()).fetchall()}
        expected = truth.tables[table]
        wrong = [key for key in rows.keys() | expected.keys() if rows.get(key) != expected.get(key)]
        if wrong:
            found.append(f"table {table}: {len(wrong)} rows differ, the first has the key {min(wrong)}")
    return found


_PUT = {
    "account": "INSERT INTO account VALUES (%s, %s, %s) ON CONFLICT (id) DO UPDATE SET balance = excluded.balance",
    "entry": "INSERT INTO entry VALUES (%s, %s, %s, %s)",
    "statement": "INSERT INTO statement VALUES (%s, %s) "
    "ON CONFLICT (account) DO UPDATE SET content = excluded.content",
}
_NOTES = ("salary", "rent", "groceries", "refund", "insurance", "standing order", "interest", "card payment")
