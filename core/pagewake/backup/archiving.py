"""Bringing the source's new WAL into the archive, and proving on the way which database it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pagewake.engines.base import Source, WalPiece, WalSpan
from pagewake.errors import SourceChanged
from pagewake.jobs import Job
from pagewake.model import Backup, Identity
from pagewake.repository.wal_archive import WalArchive


class LogArchiver:
    """Archives one source's log in steps; counts what it added."""

    def __init__(self, archive: WalArchive, name: str, source: Source, job: Job) -> None:
        self._archive = archive
        self._name = name
        self._source = source
        self._job = job
        self.stretches_added = 0
        self.bytes_added = 0

    def known(self) -> list[WalSpan]:
        """What the archive holds of this source."""
        return [row.span for row in self._archive.rows(self._name)]

    def archive(self, identity: Identity, backups: Sequence[Backup]) -> Identity:
        """Archive what the source holds and the archive does not; returns who the database proves to be.

        Raises SourceChanged before anything is added when the database is not that of the earlier backups.
        """
        known = self.known()
        with self._job.phase("archive the log"):
            pieces = self._source.new_wal(known, self._archive.reader(self._name), self._job)
            piece = next(pieces, None)
            identity = self._recognise(identity, backups, joins_on=piece is None or _joins_on(piece, known))
            while piece is not None:
                if self._archive.add(self._name, piece, identity):
                    self.stretches_added += 1
                    self.bytes_added += len(piece.data)
                self._job.advance(len(piece.data))
                piece = next(pieces, None)
        return identity

    def _recognise(self, identity: Identity, backups: Sequence[Backup], *, joins_on: bool) -> Identity:
        if not backups or backups[-1].system_identifier == identity.system_identifier:
            return identity
        before = backups[-1]
        # A log that lost its first segments gives another derived identifier; that it joins on proves the
        # database.
        if identity.derived and joins_on and before.engine == identity.engine:
            return replace(identity, system_identifier=before.system_identifier)
        raise SourceChanged(
            f"this is not the database that {self._name!r} was: its identifier is {identity.system_identifier}, "
            f"and backup {before.id} is of {before.system_identifier}",
            object_name=self._source.location,
        )


def _joins_on(piece: WalPiece, known: Sequence[WalSpan]) -> bool:
    """Whether a new piece continues archived WAL without a fork or a gap."""
    if piece.origin is not None:
        return False
    ends = [span.end_lsn for span in known if span.timeline == piece.timeline]
    return bool(ends) and piece.first_lsn <= max(ends)
