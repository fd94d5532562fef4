"""Keeping the archive of one source up to date, for as long as it is let.

A store or a database that is away for a while is waited for: what was archived stays, and what is missing
follows when both are back. One receiver a source, which a lock sees to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from pagewake.archive.archiver import recognise
from pagewake.engines.base import Source, WalPiece, WalSpan
from pagewake.errors import (
    Cancelled,
    LockHeld,
    LockLost,
    PagewakeError,
    RepositoryMissing,
    SourceUnreadable,
    StoreError,
)
from pagewake.jobs import Job
from pagewake.model import Finding, Identity, Severity, WalPosition
from pagewake.repository.descriptor import read_descriptor
from pagewake.repository.lock_info import LockInfo, waits_long
from pagewake.repository.locks import Lock, LockMode
from pagewake.repository.repository import Repository
from pagewake.units import duration_text, size_text

LONGEST_PAUSE_S = 60.0
_LETTING_BY_S = 5.0
_AWAY = (StoreError, RepositoryMissing, SourceUnreadable)


@dataclass(frozen=True)
class ReceiveReport:
    """What one receiver did until it was stopped. `position` is where the newest stretch it added ends."""

    source: str
    stretches: int
    bytes_added: int
    position: WalPosition | None
    interruptions: int
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class ReceiveOptions:
    """How to receive: how often to look, in seconds; `once` brings up to date what there is, and ends."""

    interval: float = 10.0
    once: bool = False
    first_pause: float = 1.0
    lsn_text: Callable[[int], str] = str
    looks_for_others: float = 15.0
    """How often, in seconds, to look whether somebody waits to have the repository alone."""


def receive_wal(
    repository: Repository, source: Source, name: str, job: Job, options: ReceiveOptions = ReceiveOptions()
) -> ReceiveReport:
    """Archive the log of `source` under `name` until the job is cancelled, which is the orderly end.

    Raises LockHeld (another receiver is at work), SourceChanged, LogConflict, and, with `once` or before
    anything was received, what the store and the source raise.
    """
    return _Receiver(repository, source, name, job, options).run()


class _MakesWay(Exception):
    """Somebody waits to have the repository alone."""


class _Receiver:
    """One receiver's state."""

    def __init__(
        self, repository: Repository, source: Source, name: str, job: Job, options: ReceiveOptions
    ) -> None:
        self._repository = repository
        self._source = source
        self._name = name
        self._job = job
        self._options = options
        self._stretches = 0
        self._bytes = 0
        self._position: WalPosition | None = None
        self._interruptions = 0
        self._away_since: float | None = None
        self._pause = options.first_pause
        self._worked = False
        self._looked = monotonic()

    def run(self) -> ReceiveReport:
        with suppress(Cancelled):
            while not self._received_under_lock():
                pass
        return ReceiveReport(
            self._name,
            self._stretches,
            self._bytes,
            self._position,
            self._interruptions,
            tuple(self._job.findings),
        )

    def _received_under_lock(self) -> bool:
        """Receive while the lock is held; False when it was lost and is to be taken again."""
        held: Lock | None = None
        try:
            with self._repository.lock("receive", scope=self._name) as held:
                assert held is not None
                while not self._received(held):
                    self._job.token.wait(self._pause)
                    self._job.check()
            return True
        except _MakesWay as other:
            self._let_by(str(other))
            return False
        except (LockHeld, LockLost, *_AWAY) as error:
            if not self._worked or self._options.once:
                raise
            self._note_away(error)
        while held is not None:  # what is left of the old lock would be in the way of the new one
            self._job.token.wait(self._pause)
            self._job.check()
            with suppress(StoreError):
                held.release()
                held = None
        return False

    def _make_way(self) -> None:
        """Raise _MakesWay where somebody waits to have the repository alone, and for nobody but receivers."""
        if self._options.once or monotonic() - self._looked < self._options.looks_for_others:
            return
        self._looked = monotonic()
        if (other := self._wants_it_alone()) is not None:
            raise _MakesWay(other.describe())

    def _wants_it_alone(self) -> LockInfo | None:
        """Who has the repository alone, or waits for that and has nobody to wait for but receivers."""
        every = self._repository.locks.live()
        alone = [lock for lock in every if lock.mode is LockMode.EXCLUSIVE]
        return next((lock for lock in alone if not lock.waiting or not waits_long(lock, every)), None)

    def _let_by(self, other: str) -> None:
        """Wait until nobody has the repository alone, or wants to."""
        began = monotonic()
        self._job.say(f"archiving pauses, to let by a lock: {other}", rare=True)
        wanted = True
        while wanted:
            self._job.token.wait(min(self._options.looks_for_others, _LETTING_BY_S))
            self._job.check()
            with suppress(StoreError):  # a store that is away is looked at again
                wanted = self._wants_it_alone() is not None
        self._job.say(f"archiving goes on after {duration_text(monotonic() - began)}", rare=True)

    def _received(self, lock: Lock) -> bool:
        """Receive until told to stop; False when something was away and it is worth trying again."""
        try:
            for batch in self._batches(lock):
                self._say(batch)
                if self._options.once:
                    break
        except _AWAY as error:
            if not self._worked or self._options.once:
                raise
            self._note_away(error)
            return False
        return True

    def _batches(self, lock: Lock) -> Iterator[list[WalPiece]]:
        """What was added each time that the archive was brought up to date."""
        archive = self._repository.wal
        # Another database's log may lie where the archive's is already, so that it has no new piece to be seen by.
        self._recognised()
        pieces = self._source.follow(
            self._known, archive.reader(self._name), self._options.interval, self._job
        )
        added: list[WalPiece] = []
        identity: Identity | None = None
        for piece in pieces:
            lock.check()
            if piece is None:
                self._note_back()
                yield added
                added, identity = [], None
                self._make_way()
                continue
            identity = identity or self._recognised(piece)
            if archive.add(self._name, piece, identity):
                added.append(piece)
                self._stretches += 1
                self._bytes += len(piece.data)
                self._position = WalPosition(piece.timeline, piece.end_lsn)

    def _known(self) -> list[WalSpan]:
        """What the archive holds now.

        A directory that is not mounted looks like an empty store, so the repository itself is looked at first.
        """
        if read_descriptor(self._repository.store).id != self._repository.descriptor.id:
            raise RepositoryMissing(
                "another repository is at its place", object_name=self._repository.location
            )
        self._repository.refresh()
        return [row.span for row in self._repository.wal.rows(self._name)]

    def _recognised(self, *pieces: WalPiece) -> Identity:
        repository, name = self._repository, self._name
        return recognise(
            name,
            self._source.identity(),
            repository.backups(name),
            repository.wal.rows(name),
            pieces,
            self._source.location,
        )

    def _say(self, added: list[WalPiece]) -> None:
        """One line for what was added, and from time to time a tidier catalogue."""
        if not added:
            return
        text, last = self._options.lsn_text, added[-1]
        size = size_text(sum(len(piece.data) for piece in added))
        self._job.say(
            f"archived LSN {text(added[0].first_lsn)} to {text(last.end_lsn - 1)}, timeline {last.timeline}, {size}"
        )
        self._repository.wal.catalogue.consolidate()

    def _note_away(self, error: PagewakeError) -> None:
        """Say once that something is away; every further time only wait longer."""
        if self._away_since is None:
            self._away_since = monotonic()
            self._interruptions += 1
            self._job.warn(
                Finding(
                    Severity.WARNING,
                    "receive-interrupted",
                    error.object_name,
                    f"The log cannot be archived at the moment: {error.what}. Trying again until it can.",
                    error.advice,
                )
            )
        else:
            self._pause = min(2 * self._pause, LONGEST_PAUSE_S)

    def _note_back(self) -> None:
        self._worked = True
        self._pause = self._options.first_pause
        if self._away_since is not None:
            away = duration_text(monotonic() - self._away_since)
            self._away_since = None
            self._job.say(f"archiving goes on after {away}", rare=True)
