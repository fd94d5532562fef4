"""Backups by checks: for each cell the newest record that decides it, with its result. Pure.

The verdict on a source, the state of a backup and these cells all follow from the same records of verifications.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from pagewake.insight.evidence import Depth, Evidence, blamed_by, depth_of
from pagewake.insight.timeline import SourceTimeline
from pagewake.model import Finding, Severity


class Check(StrEnum):
    """What can be checked of a backup."""

    STRUCTURE = "structure"
    """Everything that it names is there."""
    DATA = "data"
    """Every byte is what was stored."""
    WAL = "wal"
    """The WAL that makes it consistent is there, without a gap."""
    RESTORE = "restore"
    """It was restored to where it became consistent, and proven."""
    DRILL = "drill"
    """It was restored to a target that people chose, and proven."""


class Result(StrEnum):
    """What came of a check."""

    GOOD = "good"
    BAD = "bad"
    NEVER = "never"


@dataclass(frozen=True)
class Cell:
    """One check of one backup. `record` is the verification that decides, `findings` what it saw of this backup.

    Of WAL `record` may be None where the archive itself tells; `note` is then the reason.
    """

    result: Result
    when: datetime | None = None
    record: Evidence | None = None
    findings: tuple[Finding, ...] = ()
    note: str = ""


_INCLUDED = {
    "structure": (Check.STRUCTURE, Check.WAL),
    "data": (Check.STRUCTURE, Check.WAL, Check.DATA),
    "restore": (Check.STRUCTURE, Check.WAL, Check.DATA, Check.RESTORE),
    "drill": (Check.DRILL,),
}
_CHECK_OF_CODE = {
    "backup-unreadable": Check.STRUCTURE,
    "backup-record-unreadable": Check.STRUCTURE,
    "blocks-missing": Check.STRUCTURE,
    "wal-missing": Check.WAL,
    "wal-damaged": Check.WAL,
    "summary-differs": Check.WAL,
    "chunk-damaged": Check.DATA,
    "pack-damaged": Check.DATA,
}
Row = Mapping[Check, Cell]


def matrix(timeline: SourceTimeline, evidence: Sequence[Evidence], now: datetime) -> dict[str, Row]:
    """By the id of every backup of a source, oldest first: all of its cells. `now` is when the source was looked at."""
    rows: dict[str, dict[Check, Cell]] = {
        backup.id: {check: Cell(Result.NEVER) for check in Check} for backup in timeline.kept
    }
    for record in sorted(evidence, key=lambda one: one.when):
        blamed = blamed_by(record)
        for backup in {*record.backups, *blamed}:
            if backup in rows:
                rows[backup].update(_cells(record, backup, backup in blamed, backup in record.backups))
    for backup, row in rows.items():
        if reason := timeline.unusable.get(backup):
            row[Check.WAL] = Cell(Result.BAD, now, note=reason)
        elif row[Check.WAL].result is Result.NEVER:
            row[Check.WAL] = Cell(Result.GOOD, now)
    return dict(rows)


def not_read_since(row: Row, now: datetime, span: timedelta) -> bool:
    """Whether no good check has read a backup's content within a span of time."""
    good = [
        cell.when
        for check in (Check.DATA, Check.RESTORE, Check.DRILL)
        if (cell := row[check]).result is Result.GOOD and cell.when is not None
    ]
    return not good or max(good) < now - span


def _cells(record: Evidence, backup: str, bad: bool, asked: bool) -> dict[Check, Cell]:
    """What one verification says of one backup. One that was not asked for is only told of what is wrong with it."""
    included = _INCLUDED.get(str(record.level), ())
    if not included or depth_of(record) is Depth.NONE:
        return {}
    found: dict[Check, list[Finding]] = {}
    if bad:
        for finding in _about(record, backup):
            check = _CHECK_OF_CODE.get(finding.code, included[-1])
            found.setdefault(check if check in included else included[-1], []).append(finding)
        if not found:
            found[included[-1]] = []
    cells = {
        check: Cell(Result.BAD, record.when, record, tuple(findings)) for check, findings in found.items()
    }
    if asked:
        # What a verification that failed would have looked at after its last finding it still looked at: every level
        # goes on to its end. Only a restore that follows broken data proves nothing.
        for check in included:
            if check not in cells and not (bad and check is Check.RESTORE):
                cells[check] = Cell(Result.GOOD, record.when, record)
    return cells


def _about(record: Evidence, backup: str) -> list[Finding]:
    """The errors of a verification that name a backup; all of them where none does."""
    errors = [finding for finding in record.findings if finding.severity is Severity.ERROR]
    named = [one for one in errors if backup in one.object_name or backup in one.message]
    return named or errors
