"""Bringing WAL over: each stretch with its summary, its bytes compared with its digest before they are stored.

A stretch exists there as it does after archiving: first the WAL, then the row and summary; and the store is asked
whether both are there before it counts as copied.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pagewake.engines.base import WalPiece
from pagewake.errors import LogConflict, LogGap, ObjectCorrupt, ObjectMissing, PagewakeError
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Finding, Identity, Severity
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

IN_FLIGHT_BYTES: Final = 100 << 20
"""So much is held at once, unless one stretch alone needs more."""
_HELD: Final = 3
"""So many times a stretch is held while it is copied: as it is, compressed, and sealed."""

_Result = tuple[StretchRow, WalPiece | PagewakeError]


class WalMover:
    """Copies stretches of one source."""

    def __init__(self, origin: Repository, target: Repository, source: str, job: Job, workers: int) -> None:
        self._origin = origin
        self._target = target
        self._source = source
        self._job = job
        self._workers = workers
        self.copied = 0
        self.bytes = 0
        self.findings: list[Finding] = []

    def move(self, rows: Sequence[StretchRow]) -> None:
        """Copy these stretches, in order. What is damaged, or refused there, is a finding.

        Raises Cancelled, and what a store raises that does not answer.
        """
        if not rows:
            return
        longest = _HELD * max(1, max(row.size for row in rows))
        workers = max(1, min(self._workers, IN_FLIGHT_BYTES // longest))
        ahead = 2 if (workers + 2) * longest <= IN_FLIGHT_BYTES else 0
        for result in WorkerPool(workers, name="wal").map_ordered(self._bring, rows, self._job, ahead=ahead):
            row, piece = result
            if isinstance(piece, PagewakeError):
                self._refuse(row, piece)
            else:
                self._record(row, piece)
            self._job.advance(row.size)
            del result, piece  # the next one is on its way, and this one is long

    def _bring(self, row: StretchRow) -> _Result:
        """Read a stretch and make its bytes durable there; any thread."""
        self._job.at(row.name)
        try:
            data, summary = self._origin.wal.read(row), self._origin.wal.summary(row)
            piece = WalPiece(row.name, row.timeline, row.first_lsn, row.end_lsn, data, summary, row.origin)
            self._target.wal.upload(self._source, piece)
        except (LogConflict, LogGap, ObjectCorrupt, ObjectMissing) as error:
            return row, error
        return row, piece

    def _record(self, row: StretchRow, piece: WalPiece) -> None:
        identity = Identity(row.engine, "", row.system_identifier, 1)
        try:
            self._target.wal.record(self._source, piece, row.digest, identity)
        except LogConflict as error:
            self._refuse(row, error)
            return
        if not self._target.wal.holds(self._source, row.timeline, row.name, row.digest):
            raise ObjectMissing("WAL that was just copied is not there", object_name=row.name)
        self.copied += 1
        self.bytes += row.size

    def _refuse(self, row: StretchRow, error: PagewakeError) -> None:
        conflict = isinstance(error, LogConflict)
        self.findings.append(
            Finding(
                Severity.ERROR,
                "wal-conflict" if conflict else "wal-damaged",
                f"WAL {row.name} of {row.source}",
                f"It was not copied: {error.what}.",
                error.advice,
            )
        )
