"""Bringing WAL over: each stretch with its summary, its bytes compared with its digest before they are stored.

A stretch exists there as it does after archiving: first the WAL, then the row and summary; and the store is asked
whether both are there before it counts as copied. WAL that lies there already and that is counted on is read back and
compared with its digest; what is damaged is brought again, in its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pagewake.blocks import WalSummary
from pagewake.engines.base import WalPiece
from pagewake.errors import LogConflict, LogGap, ObjectCorrupt, ObjectMissing, PagewakeError
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Finding, Identity, Severity
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.repository.wal_archive import SealedWal

IN_FLIGHT_BYTES: Final = 64 << 20
"""So much is held at once, unless one stretch alone needs more."""
_HELD: Final = 3
"""So many times a stretch is held while it is sealed, one after the other: as it is, compressed, and sealed."""
_DAMAGE: Final = (LogConflict, LogGap, ObjectCorrupt, ObjectMissing)

_Sealed = tuple[StretchRow, tuple[StretchRow, WalSummary, SealedWal] | PagewakeError]
"""A stretch of the origin; its row there, its summary and what is stored, or why it could not be copied."""
_Result = tuple[StretchRow, tuple[StretchRow, WalSummary] | PagewakeError]
"""The same, stored."""


class WalMover:
    """Copies stretches of one source. `read_back`: what was copied is read again, too."""

    def __init__(
        self,
        origin: Repository,
        target: Repository,
        source: str,
        job: Job,
        workers: int,
        *,
        read_back: bool = False,
    ) -> None:
        self._origin = origin
        self._target = target
        self._source = source
        self._job = job
        self._workers = workers
        self._read_back = read_back
        self.copied = 0
        self.bytes = 0
        self.looked_at = 0
        self.bytes_looked_at = 0
        self.damaged: list[str] = []
        self.mended: list[str] = []
        self.findings: list[Finding] = []

    def move(self, rows: Sequence[StretchRow]) -> None:
        """Copy these stretches, in order. What is damaged, or refused there, is a finding.

        Raises Cancelled, and what a store raises that does not answer.
        """
        if not rows:
            return
        longest = max(1, max(row.size for row in rows))
        workers = max(1, min(self._workers, IN_FLIGHT_BYTES // longest - _HELD + 1))
        # Read and sealed on this thread: what one thread allocates has least memory left over.
        sealed = (self._seal(row) for row in rows)
        for row, done in WorkerPool(workers, name="wal").map_ordered(self._bring, sealed, self._job, ahead=0):
            if isinstance(done, PagewakeError):
                self._refuse(row, done)
            elif self._record(row, *done) and self._read_back:
                self._look_at(row)
            self._job.advance(row.size)

    def look_at(self, rows: Sequence[StretchRow]) -> None:
        """Read back WAL that should be there, compare it with its digest, and bring again what is damaged."""
        for row in rows:
            self._job.check()
            self._job.at(row.name)
            self._look_at(row)
            self._job.advance(row.size)

    def _look_at(self, row: StretchRow) -> None:
        """Read one stretch back, with its summary; raises what a store raises that does not answer."""
        self.looked_at += 1
        self.bytes_looked_at += row.size
        wal = self._target.wal
        try:
            wal.read(row)
            wal.summary(row)
        except _DAMAGE as error:
            try:
                self._mend(row)
            except _DAMAGE as worse:
                self.damaged.append(f"WAL {row.name} of {row.source}")
                self._refuse(row, worse)
                return
            self._note_mended(row, error)

    def _mend(self, row: StretchRow) -> None:
        wal, piece = self._target.wal, self._piece(row)
        wal.record(self._source, piece, wal.mend(self._source, piece), _identity(row))
        try:
            wal.summary(row)
        except (ObjectCorrupt, ObjectMissing):
            place = row.timeline, row.name
            known = (one for one in wal.rows(row.source) if (one.timeline, one.name) == place)
            wal.replace_summary(next(known, row), piece.summary)
        wal.read(row)

    def _piece(self, row: StretchRow) -> WalPiece:
        """A stretch as the origin has it, compared with its digest; any thread."""
        data, summary = self._origin.wal.read(row), self._origin.wal.summary(row)
        return WalPiece(row.name, row.timeline, row.first_lsn, row.end_lsn, data, summary, row.origin)

    def _seal(self, row: StretchRow) -> _Sealed:
        """Read a stretch and seal it; it is held once then."""
        self._job.at(row.name)
        try:
            piece = self._piece(row)
            new = self._target.wal.row_of(self._source, piece, row.digest, _identity(row))
            return row, (new, piece.summary, self._target.wal.seal(self._source, piece))
        except _DAMAGE as error:
            return row, error

    def _bring(self, sealed: _Sealed) -> _Result:
        """Make the bytes of a stretch durable there; any thread."""
        row, ready = sealed
        if isinstance(ready, PagewakeError):
            return row, ready
        new, summary, content = ready
        try:
            try:
                self._target.wal.put_sealed(content)
            except ObjectCorrupt as error:  # half of an addition, which nothing counts on
                self._target.wal.mend(self._source, self._piece(row))
                self._note_mended(row, error)
        except _DAMAGE as error:
            return row, error
        return row, (new, summary)

    def _record(self, row: StretchRow, new: StretchRow, summary: WalSummary) -> bool:
        try:
            self._target.wal.record_row(new, summary, lambda: self._origin.wal.read(row))
        except LogConflict as error:
            self._refuse(row, error)
            return False
        if not self._target.wal.holds(self._source, row.timeline, row.name, row.digest):
            raise ObjectMissing("WAL that was just copied is not there", object_name=row.name)
        self.copied += 1
        self.bytes += row.size
        return True

    def _note_mended(self, row: StretchRow, error: PagewakeError) -> None:
        name = f"WAL {row.name} of {row.source}"
        self.damaged.append(name)
        self.mended.append(name)
        text = f"It was damaged there: {error.what}. It was copied again."
        self.findings.append(Finding(Severity.WARNING, "wal-damaged", name, text))

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


def _identity(row: StretchRow) -> Identity:
    return Identity(row.engine, "", row.system_identifier, 1)
