"""Named restore points and events of the log, from the summaries of the stretches that hold any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

import numpy as np

from pagewake.errors import ObjectMissing, RepositoryError
from pagewake.insight.columns import StretchColumns
from pagewake.insight.lanes import Lane
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Finding, Severity
from pagewake.repository.stretches import StretchRow
from pagewake.repository.wal_archive import WalArchive

MAX_READ = 10_000
"""So many summaries are read at most, the newest ones first."""
_AT_ONCE = 4


@dataclass(frozen=True)
class RestorePoint:
    """A name for a moment, as the database wrote it into its log."""

    name: str
    timeline: int
    lane: int
    lsn: int
    time: datetime


_Points = tuple[tuple[str, int, datetime], ...]


@dataclass(frozen=True)
class Marks:
    """The restore points of a source, by lane, then by LSN. `omitted` is how many summaries were too many to read."""

    restore_points: tuple[RestorePoint, ...] = ()
    findings: tuple[Finding, ...] = ()
    omitted: int = 0
    read: Mapping[bytes, _Points] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """What the summaries say that were read, by the digest of their stretch: they never change."""


@dataclass(frozen=True)
class Event:
    """Something in the log that is worth a mark. `text` says it for people; `kind` is stable."""

    timeline: int
    lane: int
    lsn: int
    kind: str
    text: str


def read_marks(
    wal: WalArchive, stretches: StretchColumns, lanes: Sequence[Lane], known: Marks, job: Job
) -> Marks:
    """The restore points of all stretches. Reads a summary only where a row counts one and `known` has it not.

    A summary that cannot be read is a finding. Raises Cancelled, StoreError.
    """
    held = np.flatnonzero(stretches.restore_points > 0)
    omitted, held = (
        max(len(held) - MAX_READ, 0),
        np.sort(held[np.argsort(stretches.archived[held], kind="stable")][-MAX_READ:]),
    )
    wanted = [stretches.rows[row] for row in held.tolist()]
    read = {row.digest: known.read[row.digest] for row in wanted if row.digest in known.read}
    findings: list[Finding] = []
    new = [row for row in wanted if row.digest not in read]
    for row, found in zip(new, _read_all(wal, new, job), strict=True):
        if isinstance(found, Finding):
            findings.append(found)
        else:
            read[row.digest] = found
    points = {
        RestorePoint(name, row.timeline, lane, lsn, time)
        for row, lane in zip(wanted, stretches.lane[held].tolist(), strict=True)
        for name, lsn, time in read.get(row.digest, ())
    }
    ordered = sorted(points, key=lambda point: (point.lane, point.lsn, point.name))
    return Marks(tuple(ordered), tuple(findings), omitted, MappingProxyType(read))


def _read_all(wal: WalArchive, rows: list[StretchRow], job: Job) -> list[_Points | Finding]:
    def read(row: StretchRow) -> _Points | Finding:
        try:
            return tuple(wal.summary(row).restore_points)
        except (RepositoryError, ObjectMissing) as error:
            return Finding(
                Severity.WARNING,
                "summary-unreadable",
                row.name,
                f"The restore points in this stretch of WAL are not shown: {error.what}.",
                "pagewake verify --level structure says more.",
            )

    return list(WorkerPool(_AT_ONCE, name="restore points").map_ordered(read, rows, job, ahead=16))
