"""Archiving closed WAL segments one at a time, as a database hands them over: an archive command.

A push is done when the segment is durable in the repository. Pushing it again changes nothing; pushing other
WAL of the same LSNs is refused, unless it proves to be a fork of the history that is archived.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pagewake.archive.archiver import recognise
from pagewake.engines.base import Engine, WalPiece
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow


@dataclass(frozen=True)
class PushReport:
    """What one push added. `pieces` is empty where all of it was archived before."""

    source: str
    system_identifier: str
    pieces: tuple[WalPiece, ...]
    findings: tuple[Finding, ...]

    @property
    def bytes_added(self) -> int:
        """Bytes of WAL that were new."""
        return sum(len(piece.data) for piece in self.pieces)


def push_wal(
    repository: Repository, engine: Engine, source: str, paths: Sequence[Path], job: Job
) -> PushReport:
    """Archive closed WAL files of one database under the name `source`.

    All of it is durable when this returns. Raises SourceChanged, LogConflict, and what `Engine.wal_pieces`
    and the store raise; then nothing, or a part that a later push completes, was added.
    """
    with repository.lock("push", scope=source):
        archive = repository.wal
        rows = archive.rows(source)
        offer = engine.wal_pieces(paths, [row.span for row in rows], archive.reader(source), job)
        backups, location = repository.backups(source), str(paths[0].parent)
        if not offer.identity.derived:  # a derived one is proven by its pieces only
            recognise(source, offer.identity, backups, rows, (), location)
        pieces = tuple(offer.pieces)
        identity = recognise(source, offer.identity, backups, rows, pieces, location)
        added = tuple(piece for piece in pieces if archive.add(source, piece, identity))
        archive.catalogue.consolidate()
    findings = tuple(finding for piece in added[:1] for finding in _gap_before(piece, rows))
    return PushReport(source, identity.system_identifier, added, findings)


class SegmentArchive:
    """Pushes segments into a repository from inside the process that writes them: `Options.archive`.

    The repository is used by nothing else meanwhile: it is not safe for several threads.
    """

    def __init__(self, repository: Repository, engine: Engine, source: str) -> None:
        self._repository = repository
        self._engine = engine
        self._source = source

    def __call__(self, path: Path) -> None:
        """Archive one closed segment; durable on return. Raises as `push_wal`."""
        push_wal(self._repository, self._engine, self._source, [path], Job("push"))


def _gap_before(piece: WalPiece, rows: Sequence[StretchRow]) -> list[Finding]:
    """A warning where a new stretch does not join on to what its timeline has."""
    ends = [row.end_lsn for row in rows if row.timeline == piece.timeline and row.first_lsn < piece.first_lsn]
    if not ends or max(ends) >= piece.first_lsn:
        return []
    return [
        Finding(
            Severity.WARNING,
            "wal-gap",
            f"LSN {max(ends)} to {piece.first_lsn - 1} of timeline {piece.timeline}",
            "These LSNs were not archived: no restore passes them until they are.",
            "Push the segments that hold them, or take a backup now.",
        )
    ]
