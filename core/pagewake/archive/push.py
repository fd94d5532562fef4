"""Archiving closed WAL segments one at a time, as a database hands them over: an archive command.

A push is done when the segment is durable in the repository. Pushing it again changes nothing; pushing other
WAL of the same LSNs is refused, unless it proves to be a fork of the history that is archived.

A database that waits with many files can have several archived at once, ahead of its asking for them. Nothing is
said of those: when they are asked for, their content is compared with the archive, which then has it already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pagewake.archive.archiver import recognise
from pagewake.engines.base import Engine, WalOffer, WalPiece
from pagewake.errors import Cancelled, PagewakeError
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Finding, Severity, TimelineSpan
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow


@dataclass(frozen=True)
class PushedPiece:
    """One stretch that a push added; its WAL is in the archive, not here. `size` in bytes."""

    name: str
    timeline: int
    first_lsn: int
    end_lsn: int
    size: int
    origin: TimelineSpan | None


@dataclass(frozen=True)
class PushReport:
    """What one push added. `pieces` is empty where all of it was archived before.

    `ahead` is what was added of files that nobody has asked for yet. `system_identifier` is empty where nothing
    had to be read to see that all of it was archived.
    """

    source: str
    system_identifier: str
    pieces: tuple[PushedPiece, ...]
    findings: tuple[Finding, ...]
    ahead: tuple[PushedPiece, ...] = ()

    @property
    def bytes_added(self) -> int:
        """Bytes of WAL that were new."""
        return sum(piece.size for piece in (*self.pieces, *self.ahead))


@dataclass(frozen=True)
class PushOptions:
    """How to push: at most `ahead` files more that the database waits to hand over, `workers` at a time."""

    ahead: int = 0
    workers: int = 1


def push_wal(
    repository: Repository,
    engine: Engine,
    source: str,
    paths: Sequence[Path],
    job: Job,
    options: PushOptions = PushOptions(),
) -> PushReport:
    """Archive closed WAL files of one database under the name `source`.

    All of `paths` is durable when this returns. Raises SourceChanged, LogConflict, and what `Engine.wal_pieces`
    and the store raise; then nothing, or a part that a later push completes, was added. What is wrong with files
    that are pushed ahead is a finding: it is an error once they are asked for.
    """
    with repository.lock("push", scope=source):
        pushing = _Pushing(repository, engine, source, job)
        pieces = pushing.add(paths)
        findings = tuple(
            finding for piece in pieces[:1] for finding in _gap_before(piece, pushing.rows, engine)
        )
        ahead, problem = pushing.add_ahead(engine.waiting(paths[-1], options.ahead), options.workers)
        repository.wal.catalogue.consolidate()
    if problem is not None:
        findings += (_not_ahead(problem),)
    return PushReport(source, pushing.system_identifier, pieces, findings, ahead)


class _Pushing:
    """One push: who the database is, and what the archive held of it before."""

    def __init__(self, repository: Repository, engine: Engine, source: str, job: Job) -> None:
        self.system_identifier = ""
        self.rows = repository.wal.rows(source)
        self._archive = repository.wal
        self._backups = repository.backups(source)
        self._engine = engine
        self._source = source
        self._job = job

    def add(self, paths: Sequence[Path]) -> tuple[PushedPiece, ...]:
        """Archive files, one after the other, and return what was new."""
        source, archive, location = self._source, self._archive, str(paths[0].parent)
        offer = self._offer(paths)
        identity = offer.identity
        if identity.derived:  # such a one is proven by the pieces only
            pieces = tuple(offer.pieces)
            identity = recognise(source, identity, self._backups, self.rows, pieces, location)
            added = [_pushed(piece) for piece in pieces if archive.add(source, piece, identity)]
        else:
            identity = recognise(source, identity, self._backups, self.rows, (), location)
            added = [_pushed(piece) for piece in offer.pieces if archive.add(source, piece, identity)]
        self.system_identifier = identity.system_identifier
        return tuple(added)

    def add_ahead(
        self, paths: Sequence[Path], workers: int
    ) -> tuple[tuple[PushedPiece, ...], PagewakeError | None]:
        """Archive files that nobody has asked for yet; what was new, and what was in the way of the rest.

        Several are made durable at a time; each exists only once all before it do.
        """
        added: list[PushedPiece] = []
        if not paths:
            return (), None
        try:
            offer = self._offer(paths)
            identity = recognise(
                self._source, offer.identity, self._backups, self.rows, (), str(paths[0].parent)
            )
            pool = WorkerPool(workers, name="push")
            for piece, digest in pool.map_ordered(self._upload, offer.pieces, self._job, ahead=0):
                if isinstance(digest, PagewakeError):
                    return tuple(added), digest
                if self._archive.record(self._source, piece, digest, identity):
                    added.append(_pushed(piece))
        except PagewakeError as error:
            if isinstance(error, Cancelled):
                raise
            return tuple(added), error
        return tuple(added), None

    def _upload(self, piece: WalPiece) -> tuple[WalPiece, bytes | PagewakeError]:
        """One piece, durable. Its error is kept in its place: what comes before it is archived all the same."""
        try:
            return piece, self._archive.upload(self._source, piece)
        except PagewakeError as error:
            return piece, error

    def _offer(self, paths: Sequence[Path]) -> WalOffer:
        known = [row.span for row in self._archive.rows(self._source)]
        return self._engine.wal_pieces(paths, known, self._archive.reader(self._source), self._job)


def _pushed(piece: WalPiece) -> PushedPiece:
    size = len(memoryview(piece.data).cast("B"))
    return PushedPiece(piece.name, piece.timeline, piece.first_lsn, piece.end_lsn, size, piece.origin)


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


def _not_ahead(problem: PagewakeError) -> Finding:
    """A word on files that could not be pushed ahead of their time."""
    return Finding(
        Severity.WARNING,
        "not-ahead",
        problem.object_name,
        f"WAL that waits for its turn was not archived ahead of it: {problem.what}.",
        problem.advice,
    )


def _gap_before(piece: PushedPiece, rows: Sequence[StretchRow], engine: Engine) -> list[Finding]:
    """A warning where a new stretch does not join on to what its timeline has."""
    ends = [row.end_lsn for row in rows if row.timeline == piece.timeline and row.first_lsn < piece.first_lsn]
    if not ends or max(ends) >= piece.first_lsn:
        return []
    text = engine.lsn_style.text
    return [
        Finding(
            Severity.WARNING,
            "wal-gap",
            f"LSN {text(max(ends))} to {text(piece.first_lsn - 1)} of timeline {piece.timeline}",
            "These LSNs were not archived: no restore passes them until they are.",
            "Push the segments that hold them, or take a backup now.",
        )
    ]
