"""The value types that every room speaks: backups, targets, windows, findings, relations, spans of WAL.

All frozen, all free of behaviour that needs a store, an engine or a clock. Times are aware UTC datetimes;
LSNs and sizes are ints; sizes are bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class BackupType(StrEnum):
    """How much a backup read."""

    FULL = "full"
    DIFFERENTIAL = "differential"
    INCREMENTAL = "incremental"


class BackupStatus(StrEnum):
    """What is known of a backup that exists."""

    OK = "ok"
    WARNINGS = "warnings"
    """Complete, but pages that failed their own checksum when read are in it; see its findings."""


class Severity(StrEnum):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """One thing that a check saw. `code` is stable kebab-case; `object_name` a file, block, backup or key."""

    severity: Severity
    code: str
    object_name: str
    message: str
    advice: str = ""


@dataclass(frozen=True, order=True)
class WalPosition:
    """A place in the history of a database: positions compare by timeline, then by LSN."""

    timeline: int
    lsn: int


@dataclass(frozen=True)
class TimelineSpan:
    """`timeline` holds the history from `begin` up to, but without, `end` (None: up to wherever it goes)."""

    timeline: int
    begin: int
    end: int | None


@dataclass(frozen=True)
class Identity:
    """What makes a database this one and no other.

    `derived` says that the database carries no identifier of its own and this one was taken from its log:
    then a log that joins on to the archived one proves more than the identifier does.
    """

    engine: str
    engine_version: str
    system_identifier: str
    page_size: int
    derived: bool = False
    page_format: str = ""
    """Everything that must be equal for pages of one backup to stand beside those of another (format version,
    checksums on or off), as text for people; empty where the engine has but one format."""


class TargetKind(StrEnum):
    """What a restore target is named by."""

    LATEST = "latest"
    IMMEDIATE = "immediate"
    TIME = "time"
    LSN = "lsn"
    XID = "xid"
    NAME = "name"


@dataclass(frozen=True)
class RestoreTarget:
    """The moment to restore to.

    `value` is None for latest and immediate, an aware datetime for a time, an int for an LSN, and text for a
    transaction id or a restore point. `exclusive` stops just before the named moment instead of just after
    it.
    """

    kind: TargetKind
    value: datetime | int | str | None = None
    exclusive: bool = False
    timeline: int | None = None


@dataclass(frozen=True)
class RecoveredTo:
    """Where a recovery ended: the last LSN applied and the time of the last commit applied, if any."""

    timeline: int
    lsn: int
    time: datetime | None


@dataclass(frozen=True)
class Backup:
    """One consistent capture, as catalogues, lists and views know it. The full story is in its manifest.

    `start_lsn` is where replay must begin, `stop_lsn` the first position from which the copied pages are
    consistent.
    """

    id: str
    source: str
    type: BackupType
    parent: str | None
    timeline: int
    start_lsn: int
    stop_lsn: int
    stop_timeline: int
    started: datetime
    finished: datetime
    status: BackupStatus
    engine: str
    system_identifier: str
    pages: int
    """Pages read into this backup (all of them for a full one)."""
    files: int
    logical_bytes: int
    """Size of the database as this backup would restore it."""
    bytes_read: int
    bytes_written: int
    findings: int
    reason: str = ""
    protected: bool = False
    duration_ms: int = 0


@dataclass(frozen=True)
class Gap:
    """WAL that is not there: positions `from_lsn` up to `to_lsn` of `timeline`, and why."""

    timeline: int
    from_lsn: int
    to_lsn: int
    reason: str


@dataclass(frozen=True)
class Window:
    """A stretch of restorable points on one timeline: any target from `from_lsn` to `to_lsn`, inclusive."""

    timeline: int
    from_lsn: int
    to_lsn: int
    from_time: datetime | None
    to_time: datetime | None
    first_backup: str


@dataclass(frozen=True)
class PageVersion:
    """One kept version of one page."""

    backup: str
    taken: datetime
    page_lsn: int | None
    checksum_ok: bool | None
    state: str
    """`stored`, `zeros` or `beyond the end`."""
    chunk: str = ""


class CheckResult(StrEnum):
    """What came of one check of a proof."""

    GOOD = "good"
    BAD = "bad"
    SKIPPED = "skipped"
    """It could not be made here, and says nothing of what was restored."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One thing that a proof looked at, and what came of it.

    `name` is the stable kebab-case name of the check, `object_name` what it looked at in `database` (empty where an
    engine has but one), `count` how much of it: rows, pages or tables, as `CHECK_UNITS` says. A row with `objects`
    above 1 stands for so many that are not listed one by one. `backup` is the backup that was restored.
    """

    name: str
    object_name: str
    result: CheckResult
    count: int = 0
    seconds: float = 0.0
    message: str = ""
    database: str = ""
    objects: int = 1
    backup: str = ""


CHECK_UNITS = {
    "restore": "page",
    "pages": "page",
    "free-list": "page",
    "database": "table",
    "table-rows": "row",
    "btree-index": "page",
    "gin-index": "page",
    "table-structure": "page",
    "visibility-map": "page",
    "page-checksums": "page",
    "page-replaced": "page",
    "page-put-back": "page",
}
"""What `CheckRow.count` counts, by the name of the check; the others count nothing."""


@dataclass(frozen=True)
class Proof:
    """What a proven restore looked at and what it saw.

    `possible` is False where this machine lacks what a proof needs: it then says nothing of what was restored. `rows`
    say what each check came to, `checks` the same in a few lines for people.
    """

    ok: bool
    checks: tuple[str, ...]
    findings: tuple[Finding, ...] = field(default=())
    duration_ms: int = 0
    possible: bool = True
    rows: tuple[CheckRow, ...] = ()
