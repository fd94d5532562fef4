"""Proving a restored cluster: a server reads all of it and compares what must agree.

In every database: every table is read to its last out-of-line value, every B-tree is compared with its table, the
tables' own structure, GIN indexes (18), and what the visibility map claims of their pages are checked. The functions
that do it come with PostgreSQL's contrib modules; where a database does not have them they are created inside a
transaction that is rolled back, so that the proven database is as it was. Then the server is stopped in order and
every page's checksum is compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from pagewake.engines.postgres.lanes import Answer, ConnectionRefused, Lane, Statement, conninfo, run_lanes
from pagewake.engines.postgres.proof_counts import CONTRIB, ProofCounts, missing_library
from pagewake.engines.postgres.scratch_server import PORT
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import RecoveryFailed
from pagewake.jobs import Job
from pagewake.model import CheckResult, Severity
from pagewake.units import counted

READERS = 2
"""Connections that read tables of one database at once, beside the one that checks."""
_OPTIONS = "-c statement_timeout=0 -c search_path=pg_catalog -c session_replication_role=replica"

# Every table with rows of its own, largest first; those of other sessions' temporary schemas are gone with them.
_TABLES = """
SELECT c.oid, format('%I.%I', n.nspname, c.relname), pg_table_size(c.oid), c.relkind, a.amname,
       c.relkind <> 'm' OR c.relispopulated
FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace LEFT JOIN pg_am a ON a.oid = c.relam
WHERE c.relkind IN ('r', 'm', 't', 'S') AND c.relpersistence <> 't'
ORDER BY 3 DESC, 1
"""
_INDEXES = """
SELECT c.oid, format('%I.%I', n.nspname, c.relname), pg_relation_size(c.oid), a.amname
FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_am a ON a.oid = c.relam
WHERE c.relkind = 'i' AND c.relpersistence <> 't' AND i.indisready AND i.indisvalid AND a.amname IN ('btree', 'gin')
ORDER BY 3 DESC, 1
"""
_EXTENSIONS = """
SELECT a.name, e.extname IS NOT NULL FROM pg_available_extensions a LEFT JOIN pg_extension e ON e.extname = a.name
WHERE a.name IN ('amcheck', 'pg_visibility')
"""
_FUNCTIONS = """
SELECT format('%I', n.nspname), p.proname, p.pronargs FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
JOIN pg_depend d ON d.objid = p.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
WHERE e.extname IN ('amcheck', 'pg_visibility') ORDER BY p.pronargs
"""
_COLLATIONS = """
SELECT format('%I.%I', n.nspname, c.collname), c.collversion, pg_collation_actual_version(c.oid)
FROM pg_collation c JOIN pg_namespace n ON n.oid = c.collnamespace
WHERE c.collversion IS NOT NULL AND c.collversion IS DISTINCT FROM pg_collation_actual_version(c.oid)
"""
_DATABASE_COLLATION = """
SELECT datcollversion, pg_database_collation_actual_version(oid) FROM pg_database
WHERE datname = current_database() AND datcollversion IS DISTINCT FROM pg_database_collation_actual_version(oid)
"""
_DATABASES = """
SELECT datname, pg_database_size(oid), datconnlimit FROM pg_database WHERE datallowconn ORDER BY 2 DESC, 1
"""
_SCHEMA = "pagewake_proof"
_Then = Callable[[Answer], None]


@dataclass(frozen=True, slots=True)
class _Relation:
    oid: int
    name: str
    size: int
    kind: str
    method: str
    filled: bool = True

    @property
    def pages(self) -> int:
        return self.size // BLOCK_SIZE


class DatabaseProof:
    """Looks at all databases of one server that takes writes."""

    def __init__(self, socket_directory: str, users: list[str], major: int, job: Job) -> None:
        self._socket = socket_directory
        self._users = users
        self._major = major
        self._job = job
        self.counts = ProofCounts()

    def connect(self, database: str) -> Lane:
        """A connection as a superuser. Raises RecoveryFailed where none of the names is let in."""
        reasons = []
        for user in list(self._users):
            text = conninfo(
                host=self._socket,
                port=str(PORT),
                user=user,
                dbname=database,
                options=_OPTIONS,
                client_encoding="utf8",
                application_name="pagewake",
            )
            try:
                lane = Lane(text)
            except ConnectionRefused as error:
                reasons.append(str(error))
                continue
            self._users.remove(user)
            self._users.insert(0, user)
            return lane
        raise RecoveryFailed(
            f"the server lets none of the roles {', '.join(self._users) or '(none is known)'} into the database "
            f"{database}: {'; '.join(reasons[:3])}",
            meaning="The restored files were not proven.",
        )

    def is_recovered(self) -> bool:
        """Whether the server has ended its recovery. Raises RecoveryFailed where it cannot be asked."""
        with self.connect("template1") as lane:
            answer = lane.ask("SELECT pg_is_in_recovery()", self._job)
        if not answer.ok:
            raise RecoveryFailed(f"the server does not say whether it has recovered: {answer.error}")
        return answer.rows[0][0] == "f"

    def run(self) -> None:
        """Look at everything. Damage becomes findings; raises RecoveryFailed where the server goes away."""
        with self.connect("template1") as lane:
            databases = [
                (str(name), int(size or 0), str(limit)) for name, size, limit in self._rows(lane, _DATABASES)
            ]
        with self._job.phase("checking the databases", sum(size for _, size, _ in databases)):
            for name, _, limit in databases:
                if limit == "-2":  # a DROP DATABASE was interrupted: nobody can enter it any more
                    message = "it was being dropped; nobody can connect to it"
                    self._note(Severity.INFO, "database-invalid", name, message)
                    self.counts.note("database", name, "", CheckResult.SKIPPED, message=message)
                    continue
                self._look_at(name)
                self.counts.databases += 1

    def _look_at(self, database: str) -> None:
        began = time.monotonic()
        with ExitStack() as stack:
            checker = stack.enter_context(self.connect(database))
            tables = [
                _Relation(int(oid or 0), str(name), int(size or 0), str(kind), str(method), filled == "t")
                for oid, name, size, kind, method, filled in self._rows(checker, _TABLES)
            ]
            indexes = [
                _Relation(int(oid or 0), str(name), int(size or 0), "i", str(method))
                for oid, name, size, method in self._rows(checker, _INDEXES)
            ]
            self._look_at_collations(checker, database)
            checker.give(self._checks(database, tables, indexes))
            wanted = iter([table for table in tables if table.kind != "t"])
            readers = [stack.enter_context(self.connect(database)) for _ in range(READERS)]
            for reader in readers:
                reader.give(self._reads(database, wanted))
            run_lanes([checker, *readers], self._job)
        self.counts.note(
            "database",
            database,
            "",
            CheckResult.GOOD,
            count=sum(table.kind in "rm" for table in tables),
            seconds=time.monotonic() - began,
            message="looked through to the end",
        )

    def _reads(self, database: str, tables: Iterator[_Relation]) -> Iterator[Statement]:
        """Reading tables; several connections take them from one iterator."""
        for table in tables:
            if not table.filled:
                continue
            if table.kind == "S":
                query = f"SELECT last_value, log_cnt, is_called FROM {table.name}"
            else:
                # Comparing a row with itself byte by byte fetches and unpacks every value, and calls no type's code.
                query = (
                    "SELECT count(*) FILTER (WHERE pagewake_row OPERATOR(pg_catalog.*=) pagewake_row) "
                    f"FROM ONLY {table.name} AS pagewake_row"
                )
            yield Statement(query, self._read_answer(database, table))

    def _read_answer(self, database: str, table: _Relation) -> _Then:
        name, where = "sequence" if table.kind == "S" else "table-rows", f"{database}: {table.name}"

        def then(answer: Answer) -> None:
            wrong, rows = "", 0
            if not answer.ok:
                self._damage("unreadable", where, answer)
            elif table.kind == "S":
                self.counts.sequences += 1
                if len(answer.rows) != 1:
                    wrong = f"the sequence has {counted(len(answer.rows), 'row')}"
                    self._error("unreadable", where, wrong)
            else:
                rows = int(answer.rows[0][0] or 0)
                self.counts.tables += 1
                self.counts.rows += rows
            self._put_down(name, database, table, answer, rows, wrong)
            self._job.advance(table.size)

        return then

    def _checks(
        self, database: str, tables: list[_Relation], indexes: list[_Relation]
    ) -> Iterator[Statement]:
        """Creating what checks, checking, taking it back. The lane runs each before the next is asked for."""
        available: dict[str, bool] = {}
        functions: dict[str, str] = {}

        def note(answer: Answer) -> None:
            self._must("looking for extensions")(answer)
            available.update({str(name): there == "t" for name, there in answer.rows})

        def learn(answer: Answer) -> None:
            self._must("looking for functions")(answer)
            functions.update({str(name): f"{schema}.{name}" for schema, name, _ in answer.rows})
            # 17 and later, where the database's amcheck is as new: also that unique means unique.
            if ("bt_index_check", "3") in {(name, arguments) for _, name, arguments in answer.rows}:
                functions["checkunique"] = ",true"

        yield Statement(_EXTENSIONS, note)
        yield Statement("BEGIN", self._must("BEGIN"))
        yield Statement("SAVEPOINT step", self._must("SAVEPOINT"))
        if not all(available.get(name) for name in CONTRIB):
            yield Statement(f"CREATE SCHEMA {_SCHEMA}", self._must("CREATE SCHEMA"), "ROLLBACK TO step")
            yield Statement("SAVEPOINT step", self._must("SAVEPOINT"))
        for name in CONTRIB:
            if name not in available:
                self.counts.lack(name, database, "it is not installed on this machine")
            elif not available[name]:
                yield Statement(
                    f"CREATE EXTENSION {name} SCHEMA {_SCHEMA}",
                    self._created(database, name),
                    "ROLLBACK TO step",
                )
                yield Statement("SAVEPOINT step", self._must("SAVEPOINT"))
        yield Statement(_FUNCTIONS, learn)
        yield from self._index_checks(database, functions, indexes)
        yield from self._heap_checks(database, functions, tables)
        yield Statement("ROLLBACK", self._must("ROLLBACK"))

    def _index_checks(
        self, database: str, functions: dict[str, str], indexes: list[_Relation]
    ) -> Iterator[Statement]:
        for index in indexes:
            if index.method == "btree" and "bt_index_check" in functions:
                unique = functions.get("checkunique", "")
                query = f"SELECT {functions['bt_index_check']}({index.oid}::regclass, true{unique})"
                yield Statement(query, self._index_answer(database, index, "indexes"), "ROLLBACK TO step")
            elif index.method == "gin" and "gin_index_check" in functions:
                query = f"SELECT {functions['gin_index_check']}({index.oid}::regclass)"
                yield Statement(query, self._index_answer(database, index, "gins"), "ROLLBACK TO step")

    def _heap_checks(
        self, database: str, functions: dict[str, str], tables: list[_Relation]
    ) -> Iterator[Statement]:
        for table in tables:
            if table.kind == "S" or table.method != "heap":
                continue
            if "verify_heapam" in functions:
                query = f"SELECT blkno, offnum, msg FROM {functions['verify_heapam']}({table.oid}::regclass) LIMIT 5"
                yield Statement(query, self._heap_answer(database, table), "ROLLBACK TO step")
            if {"pg_check_visible", "pg_check_frozen"} <= functions.keys():
                query = (
                    f"SELECT 'visible', t_ctid FROM {functions['pg_check_visible']}({table.oid}::regclass) UNION ALL "
                    f"SELECT 'frozen', t_ctid FROM {functions['pg_check_frozen']}({table.oid}::regclass) LIMIT 5"
                )
                yield Statement(query, self._visibility_answer(database, table), "ROLLBACK TO step")

    def _index_answer(self, database: str, index: _Relation, counter: str) -> _Then:
        where = f"{database}: {index.name}"

        def then(answer: Answer) -> None:
            setattr(self.counts, counter, getattr(self.counts, counter) + 1)
            if not answer.ok:
                self._damage("index-corrupt", where, answer, "REINDEX it, and find out why it is so.")
            self._put_down(f"{index.method}-index", database, index, answer, index.pages)

        return then

    def _heap_answer(self, database: str, table: _Relation) -> _Then:
        where = f"{database}: {table.name}"

        def then(answer: Answer) -> None:
            self.counts.heaps += 1
            if not answer.ok:
                self._damage("table-corrupt", where, answer)
            wrong = ""
            for block, offset, message in answer.rows:
                self._error("table-corrupt", f"{where} block {block} row {offset or '-'}", str(message))
                wrong = wrong or f"block {block} row {offset or '-'}: {message}"
            self._put_down("table-structure", database, table, answer, table.pages, wrong)

        return then

    def _visibility_answer(self, database: str, table: _Relation) -> _Then:
        where = f"{database}: {table.name}"

        def then(answer: Answer) -> None:
            self.counts.visibility += 1
            if not answer.ok:
                self._damage("visibility-map", where, answer)
            wrong = ""
            for claim, row in answer.rows:
                meaning = (
                    f"the visibility map calls its page all-{claim}, and it is not: "
                    "index-only scans would be wrong"
                )
                self._error("visibility-map", f"{where} row {row}", meaning)
                wrong = wrong or f"row {row}: {meaning}"
            self._put_down("visibility-map", database, table, answer, table.pages, wrong)

        return then

    def _put_down(
        self, name: str, database: str, relation: _Relation, answer: Answer, count: int, wrong: str = ""
    ) -> None:
        """What a check of one relation came to; `wrong` is what it found where the server could make it."""
        result = CheckResult.GOOD
        if not answer.ok:
            result = CheckResult.SKIPPED if missing_library(answer.error) else CheckResult.BAD
            count, wrong = 0, f"{answer.error} ({answer.state})"
        elif wrong:
            result = CheckResult.BAD
        self.counts.note(
            name, database, relation.name, result, count=count, seconds=answer.seconds, message=wrong
        )

    def _created(self, database: str, name: str) -> _Then:
        def then(answer: Answer) -> None:
            if not answer.ok:
                self.counts.lack(name, database, answer.error)

        return then

    def _must(self, what: str) -> _Then:
        def then(answer: Answer) -> None:
            if not answer.ok:
                raise RecoveryFailed(f"{what} failed on the restored server: {answer.error}")

        return then

    def _look_at_collations(self, lane: Lane, database: str) -> None:
        """Text that this machine sorts in another order makes sound indexes look corrupt: say so."""
        found = [(str(name), was, now) for name, was, now in self._rows(lane, _COLLATIONS)]
        if self._major >= 15:
            found += [("the database's own", was, now) for was, now in self._rows(lane, _DATABASE_COLLATION)]
        if found:
            name, was, now = found[0]
            self._note(
                Severity.WARNING,
                "collation-version",
                database,
                f"{counted(len(found), 'collation')} of another version on this machine ({name}: {was}, here {now}): "
                "indexes on text may be reported as corrupt though they are not",
                "Prove the restore on a machine with the server's operating system, or REINDEX where you use it.",
            )

    def _rows(self, lane: Lane, query: str) -> tuple[tuple[str | None, ...], ...]:
        answer = lane.ask(query, self._job)
        if not answer.ok:
            raise RecoveryFailed(
                f"the restored server cannot read its own catalogs: {answer.error}",
                meaning="The restored database cannot be used as it is.",
            )
        return answer.rows

    def _damage(self, code: str, where: str, answer: Answer, advice: str = "") -> None:
        library = missing_library(answer.error)
        if library:
            self.counts.lack(library, where, answer.error)
            return
        self._error(code, where, f"{answer.error} ({answer.state})", advice)

    def _error(self, code: str, where: str, message: str, advice: str = "") -> None:
        self.counts.add(Severity.ERROR, code, where, message, advice)

    def _note(self, severity: Severity, code: str, where: str, message: str, advice: str = "") -> None:
        self.counts.add(severity, code, where, message, advice)
