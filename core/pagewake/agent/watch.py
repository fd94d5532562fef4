"""One repository under watch: what it remembers, and for which sources this is the agent that does the work.

Everything that asks the store happens in `look`, on a thread of its own; the rest is values. For each source a lock
in the repository says which agent does its work, so that two of them on two machines do not do it twice; the one that
comes later stands by, and takes over when the other has ended or has been silent for as long as any lock may be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from pagewake.config import Settings, SourceSettings
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.snapshot import RepositorySnapshot, SourceState, take_snapshot
from pagewake.errors import LockHeld, LockLost, PagewakeError, RepositoryMissing, StoreError
from pagewake.jobs import BackgroundRun, Job
from pagewake.model import BackupType
from pagewake.repository.descriptor import read_descriptor
from pagewake.repository.locks import AGENT, Lock, LockInfo, LockMode
from pagewake.repository.repository import Repository
from pagewake.routine import LEVELS, VerifyRule
from pagewake.schedule import Past, Task
from pagewake.stores.base import PatientStore

MEASURE_EVERY_S = 600.0
WHOLE = ""
"""The scope of what is done to a whole repository, as a prune."""
LONGEST_PAUSE_S = 300.0

Opener = Callable[[RepositoryPlace, Job], Repository]


@dataclass(frozen=True)
class Size:
    """All that lies in a repository."""

    objects: int
    bytes: int


@dataclass(frozen=True)
class _Look:
    """What one look at a repository found. `busy` says, by scope, who else is its agent.

    `alone` says who has the repository for himself alone, or waits for that; `taken` whether he has it.
    """

    snapshot: RepositorySnapshot
    busy: dict[str, str]
    alone: str
    taken: bool


class Watch:
    """One repository, and the sources of the settings that are kept in it. Used from one thread."""

    def __init__(
        self,
        place: RepositoryPlace,
        sources: Sequence[SourceSettings],
        settings: Settings,
        opener: Opener,
        *,
        locking: bool = True,
    ) -> None:
        self.place = place
        self.name = place.name or place.location
        self.sources = tuple(sources)
        self.snapshot: RepositorySnapshot | None = None
        self.size: Size | None = None
        self.error: PagewakeError | None = None
        self.busy: dict[str, str] = {}
        self.alone = ""
        """Who has the repository for himself alone, or waits for that: nothing is begun in it meanwhile."""
        self._taken = False
        self._changes, self._seen = 0, -1
        self._settings = settings
        self._opener = opener
        self._every = settings.agent.refresh.total_seconds()
        self._locking = locking
        self._repository: Repository | None = None
        self._locks: dict[str, tuple[Lock, ExitStack]] = {}
        self._look: BackgroundRun[_Look] | None = None
        self._measure: BackgroundRun[Size] | None = None
        self._looked = self._measured = -float("inf")
        self._failures = 0
        self._looking_at = 0
        self.waiting = False
        self._id = ""
        self._opening = Job("open")
        """Cancelled at the end: its token is the one that stores heed for as long as they are open."""

    @property
    def ready(self) -> bool:
        """Whether what is known of it is from its last look, and nothing was done since: what to do can be decided.

        Not while somebody has it alone.
        """
        return self.snapshot is not None and self.error is None and not self.stale and not self.alone

    @property
    def stale(self) -> bool:
        """Whether something was done since the last look began."""
        return self._changes != self._seen

    def change(self, sources: Sequence[SourceSettings], settings: Settings) -> None:
        """Go on with other settings: nothing is decided before the repository has been looked at by them."""
        self.sources, self._settings = tuple(sources), settings
        self._every = settings.agent.refresh.total_seconds()
        self.changed()

    def changed(self) -> None:
        """Something was done in it: nothing is decided before it has been looked at."""
        self._changes += 1

    @property
    def looking(self) -> bool:
        """Whether it is being looked at."""
        return self._look is not None

    def mine(self, scope: str) -> bool:
        """Whether this agent does the work of a source, or (`WHOLE`) what is done to the whole repository."""
        if not self._locking:
            return True
        held = self._locks.get(scope)
        if held is None:
            return False
        try:
            held[0].check()
        except LockLost:
            return False
        return True

    @property
    def at_work_for(self) -> tuple[str, ...]:
        """The sources whose WAL this agent receives now: its own, while nobody has the repository alone."""
        return () if self._taken else tuple(source.name for source in self.sources if self.mine(source.name))

    def state(self, source: str) -> SourceState | None:
        """What the repository knows of a source."""
        return None if self.snapshot is None else self.snapshot.source(source)

    def turn(self) -> bool:
        """Begin a look where one is due, take what one has found; returns whether anything new is known.

        Raises what is no PagewakeError: a defect.
        """
        news = self._take_look() | self._take_measure()
        at = monotonic()
        pause = min(self._every * 2 ** min(self._failures, 8), max(LONGEST_PAUSE_S, self._every))
        wait = 0.0 if self.stale and not self._failures else pause
        if self._look is None and at - self._looked >= wait:
            self._looking_at = self._changes
            self._look = BackgroundRun(Job("look"), self._looked_at)
        if (
            self._measure is None
            and self.snapshot is not None
            and self.snapshot.sources
            and at - self._measured >= MEASURE_EVERY_S
        ):
            self._measured = at
            self._measure = BackgroundRun(Job("measure"), self._measured_at)
        return news

    def close(self) -> None:
        """Stop looking, and leave the work to others. What cannot be given back expires by itself.

        `waiting` says afterwards whether a thread is still waiting for a store that does not answer.
        """
        runs = [run for run in (self._look, self._measure) if run is not None]
        for run in runs:
            run.job.token.cancel()
        for run in runs:
            run.wait(1.0)
        leaving = BackgroundRun(Job("leave"), self._leave)
        leaving.wait(3.0)
        self._opening.token.cancel()  # whoever still waits for the store has waited long enough
        leaving.wait(1.0)
        self.waiting = not all(run.wait(0) for run in (*runs, leaving))

    def _leave(self, job: Job) -> None:
        for _, held in list(self._locks.values()):
            with suppress(PagewakeError):
                held.close()
        self._locks.clear()

    def _take_look(self) -> bool:
        if self._look is None or not self._look.wait(0):
            return False
        run, self._look, self._looked = self._look, None, monotonic()
        try:
            found = run.result()
        except PagewakeError as error:
            # Opened anew next time: its keys may have been changed. The locks keep the store that they are in.
            self.error, self._failures, self._repository = error, self._failures + 1, None
            return True
        self.snapshot, self.busy = found.snapshot, found.busy
        self.alone, self._taken = found.alone, found.taken
        self.error, self._failures, self._seen = None, 0, self._looking_at
        return True

    def _take_measure(self) -> bool:
        if self._measure is None or not self._measure.wait(0):
            return False
        run, self._measure = self._measure, None
        with suppress(PagewakeError):  # the next look says why
            self.size = run.result()
        return True

    def _looked_at(self, job: Job) -> _Look:
        if self._repository is None:
            self._repository = self._opener(self.place, self._opening)
        repository = self._repository
        # A directory that is not mounted looks like an empty store, and another one may be mounted there.
        found = read_descriptor(repository.store).id
        self._id = self._id or found
        if found != self._id:
            raise RepositoryMissing("another repository is at its place", object_name=repository.location)
        busy = self._locked(repository) if self._locking else {}
        alone = self._alone_in(repository) if self._locking else []
        who, taken = (alone[0].describe() if alone else ""), any(not lock.waiting for lock in alone)
        repository.refresh()
        return _Look(take_snapshot(repository, self.place, self._settings, job), busy, who, taken)

    def _locked(self, repository: Repository) -> dict[str, str]:
        """Take the locks that are missing, give back what is not wanted; who has those that cannot be had."""
        busy = {}
        wanted = (WHOLE, *(source.name for source in self.sources))
        for scope in [scope for scope in self._locks if scope not in wanted or not self.mine(scope)]:
            with suppress(StoreError):
                self._locks.pop(scope)[1].close()
        for scope in wanted:
            if self.mine(scope):
                continue
            held = ExitStack()
            try:
                lock = repository.locks.acquire(AGENT, scope)
            except LockHeld as error:
                busy[scope] = error.what
                continue
            held.enter_context(lock.held())
            self._locks[scope] = (lock, held)
        return busy

    def _alone_in(self, repository: Repository) -> list[LockInfo]:
        return [lock for lock in repository.locks.live() if lock.mode is LockMode.EXCLUSIVE]

    def _measured_at(self, job: Job) -> Size:
        objects = total = 0
        store = self.place.open_store()
        if isinstance(store, PatientStore):
            store.heed(job.token)
        try:
            for info in store.list():
                job.check()
                objects, total = objects + 1, total + info.size
        finally:
            store.close()
        return Size(objects, total)


def past_of(state: SourceState | None, rule: VerifyRule, snapshot: RepositorySnapshot) -> Past:
    """What a repository remembers of one source, for its schedule."""
    if state is None:
        return Past()
    begun: dict[BackupType, list[datetime]] = {type_: [] for type_ in BackupType}
    for backup in state.timeline.kept:
        begun[backup.type].append(backup.started)
    mine = [one for one in snapshot.evidence if one.source == state.name or one.whole]
    deep_enough = LEVELS[LEVELS.index(rule.level) :]
    verified = tuple(one.when for one in mine if one.level in deep_enough)
    tried = tuple(one.when for one in mine if one.level == "drill")
    return Past(
        tuple(begun[BackupType.FULL]),
        tuple(begun[BackupType.DIFFERENTIAL]),
        tuple(begun[BackupType.INCREMENTAL]),
        {Task.VERIFY: verified, Task.DRILL: tried},
    )
