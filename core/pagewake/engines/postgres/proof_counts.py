"""What a proof counts and finds: for each kind of check how much of it was done, and what spoke against it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pagewake.check_rows import RowBook
from pagewake.model import CheckResult, CheckRow, Finding, Severity
from pagewake.units import counted, listed

CONTRIB = ("amcheck", "pg_visibility")
"""The modules of PostgreSQL's own that check tables and indexes."""
_MAX_FINDINGS = 100
_LIBRARY = re.compile(r'could not access file "([^"]+)"')


def missing_library(error: str) -> str:
    """The library that a server could not load, as its error names it, without directories; empty where it is
    about something else."""
    match = _LIBRARY.search(error)
    return match[1].rpartition("/")[2].removesuffix(".so") if match else ""


@dataclass
class ProofCounts:
    """What was looked at, and what was seen."""

    databases: int = 0
    tables: int = 0
    rows: int = 0
    indexes: int = 0
    heaps: int = 0
    visibility: int = 0
    gins: int = 0
    sequences: int = 0
    suppressed: int = 0
    book: RowBook = field(default_factory=RowBook)
    """What each check came to."""
    _seen: list[Finding] = field(default_factory=list)
    _lacking: dict[str, tuple[str, dict[str, None]]] = field(default_factory=dict)

    def add(self, severity: Severity, code: str, what: str, message: str, advice: str = "") -> None:
        """Note a finding; more than a hundred errors are only counted."""
        if severity is Severity.ERROR and len(self._seen) >= _MAX_FINDINGS:
            self.suppressed += 1
            return
        self._seen.append(Finding(severity, code, what, message, advice))

    def note(
        self,
        name: str,
        database: str,
        what: str,
        result: CheckResult,
        *,
        count: int = 0,
        seconds: float = 0.0,
        message: str = "",
    ) -> None:
        """Put down what one check of one object came to."""
        self.book.add(CheckRow(name, what, result, count, seconds, message, database))

    def lack(self, library: str, where: str, why: str) -> None:
        """Note that something was not checked for want of a library: it is told once, however often it was wanted.

        `where` is a database, with the table or index after a colon where only that could not be looked at.
        """
        places = self._lacking.setdefault(library, (why, {}))[1]
        place = where.partition(":")[0] if library in CONTRIB else where
        if place not in places:
            places[place] = None
            if library in CONTRIB:
                self.note("module", place, library, CheckResult.SKIPPED, message=why)

    @property
    def findings(self) -> list[Finding]:
        """What was seen, in that order, and then what could not be looked at."""
        return [
            *self._seen,
            *(_lacking(name, why, list(places)) for name, (why, places) in self._lacking.items()),
        ]

    def checks(self) -> tuple[str, ...]:
        """What was looked at, for people."""
        databases, tables, rows = (
            counted(self.databases, "database"),
            counted(self.tables, "table"),
            counted(self.rows, "row"),
        )
        lines = [f"{databases}, {tables} read to the end ({rows})"]
        # Each of them whole: the window knows them again by their wording.
        if self.indexes:
            indexes = counted(self.indexes, "B-tree index", "B-tree indexes")
            lines.append(f"{indexes} compared with the table")
        if self.heaps:
            lines.append(f"the structure of {counted(self.heaps, 'table')} looked at (verify_heapam)")
        if self.gins:
            lines.append(f"{counted(self.gins, 'GIN index', 'GIN indexes')} looked at (gin_index_check)")
        if self.visibility:
            maps = counted(self.visibility, "visibility map")
            lines.append(f"{maps} compared with the table (pg_check_visible, pg_check_frozen)")
        if self.sequences:
            lines.append(f"the values of {counted(self.sequences, 'sequence')} read")
        return tuple(lines)


def _lacking(library: str, why: str, places: list[str]) -> Finding:
    if library in CONTRIB:
        return Finding(
            Severity.WARNING,
            "contrib-missing",
            library,
            f"what {library} checks was not checked in {counted(len(places), 'database')} ({listed(places)}): {why}",
            "Install PostgreSQL's contrib modules on the machine that proves restores.",
        )
    return Finding(
        Severity.WARNING,
        "library-missing",
        library,
        f"{counted(len(places), 'object')} could not be checked ({listed(places)}): {why}",
        "Install the extension on the machine that proves restores.",
    )
