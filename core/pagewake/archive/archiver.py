"""Bringing a source's new WAL into the archive, and proving on the way which database it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from pagewake.engines.base import Source, WalPiece, WalSpan
from pagewake.errors import SourceChanged
from pagewake.jobs import Job
from pagewake.model import Backup, Identity
from pagewake.repository.expired_wal import was_expired
from pagewake.repository.stretches import StretchRow
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

        Raises SourceChanged before anything is added when the database is not that of the earlier backups
        and WAL.
        """
        with self._job.phase("archive the log"):
            return self._archive_new(identity, backups, self._job.advance)

    def archive_meanwhile(self, identity: Identity, backups: Sequence[Backup]) -> None:
        """The same in the middle of another phase, whose progress this is not."""
        self._archive_new(identity, backups, lambda _: None)

    def archive_again(self, lost: Sequence[StretchRow]) -> None:
        """Archive what the store has lost of the log, as far as the source still has it."""
        gone = {(row.timeline, row.name) for row in lost}
        rows = self._archive.rows(self._name)
        known = [row.span for row in rows if (row.timeline, row.name) not in gone]
        identity = replace(self._source.identity(), system_identifier=lost[0].system_identifier)
        for piece in self._source.new_wal(known, self._archive.reader(self._name), self._job):
            self._archive.add(self._name, piece, identity)

    def _archive_new(
        self, identity: Identity, backups: Sequence[Backup], advance: Callable[[int], None]
    ) -> Identity:
        rows = self._archive.rows(self._name)
        known = [row.span for row in rows]
        pieces = self._source.new_wal(known, self._archive.reader(self._name), self._job)
        piece = next(pieces, None)
        identity = recognise(
            self._name, identity, backups, rows, () if piece is None else (piece,), self._source.location
        )
        expired = self._archive.expired.spans(self._name)
        while piece is not None:
            if not was_expired(piece, expired) and self._archive.add(self._name, piece, identity):
                self.stretches_added += 1
                self.bytes_added += len(piece.data)
            advance(len(piece.data))
            piece = next(pieces, None)
        return identity


def recognise(
    name: str,
    identity: Identity,
    backups: Sequence[Backup],
    rows: Sequence[StretchRow],
    pieces: Sequence[WalPiece],
    location: str,
) -> Identity:
    """Who a database proves to be, whose backups and WAL the repository has and whose new WAL comes now.

    Raises SourceChanged when it is another database than the one that the repository knows under this name.
    """
    before = _known_as(backups, rows)
    if before is None or before[:2] == (identity.engine, identity.system_identifier):
        return identity
    engine, identifier, example = before
    # A log that lost its first segments gives another derived identifier; that it joins on proves the
    # database.
    joins_on = not pieces or _joins_on(pieces[0], [row.span for row in rows])
    if identity.derived and joins_on and engine == identity.engine:
        return replace(identity, system_identifier=identifier)
    raise SourceChanged(
        f"this is not the database that {name!r} was: its identifier is {identity.system_identifier}, "
        f"and {example} is of {identifier}",
        object_name=location,
        advice=_other_name(name, identity),
    )


def _other_name(name: str, identity: Identity) -> str:
    """What to do about another database under a name; an upgrade in place (pg_upgrade) makes one."""
    version = identity.engine_version.partition(".")[0]
    other = f"{name}-{version}" if version and not name.endswith(f"-{version}") else f"{name}-new"
    return (
        "Check that the right server or directory was given. One that was upgraded to another major version, or made "
        "anew, is another database: give it a name of its own, begin with pagewake backup SOURCE --repo REPO --source "
        f"{other}, and use that name for wal push, wal receive and the agent too. What is under {name} stays, and is "
        "restored with --source as before."
    )


def _known_as(backups: Sequence[Backup], rows: Sequence[StretchRow]) -> tuple[str, str, str] | None:
    """Engine and identifier under which a source is known, and what says so."""
    if backups:
        return backups[-1].engine, backups[-1].system_identifier, f"backup {backups[-1].id}"
    if rows:
        return rows[-1].engine, rows[-1].system_identifier, f"the archived WAL {rows[-1].name}"
    return None


def _joins_on(piece: WalPiece, known: Sequence[WalSpan]) -> bool:
    """Whether a new piece continues archived WAL without a fork or a gap."""
    if piece.origin is not None:
        return False
    ends = [span.end_lsn for span in known if span.timeline == piece.timeline]
    return bool(ends) and piece.first_lsn <= max(ends)
