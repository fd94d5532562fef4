"""The repository that the window shows: opened, read and read again on threads, never on this one.

A refresh never touches what the user is doing: it replaces the snapshot only when the user asked for it or nothing
is there yet; otherwise `stale` says that there is something new.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from threading import Lock
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from pagewake.config import Settings
from pagewake.credentials import Secret, find_passphrase
from pagewake.desk.opening import open_repository
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.snapshot import RepositorySnapshot, take_snapshot
from pagewake.desk.work import Work
from pagewake.errors import Cancelled
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.repository.tags import tags_of
from pagewake_gui.bridge import Bridge, Call

Result = TypeVar("Result")
LOOK_EVERY_MS = 30_000
Counted = tuple[int, int, int, int, dict[str, tuple[str, ...]]]
"""What tells that there is news: how many backups, stretches, backups in the trash and held ones; the tags."""


class State(StrEnum):
    """What is going on with the repository."""

    CLOSED = "closed"
    OPENING = "opening"
    OPEN = "open"
    FAILED = "failed"


class _Key:
    """What opens one repository: what was typed, or what the place that the settings name gives, asked for once."""

    def __init__(self, place: RepositoryPlace | None, secret: Secret | None = None) -> None:
        self._place = place
        self._secret = secret
        self._asking = Lock()

    def get(self) -> Secret | None:
        """The passphrase. Called on threads: the place may be a command or a keyring. Raises PassphraseError."""
        with self._asking:
            if self._secret is None and self._place is not None:
                self._secret = find_passphrase(self._place.passphrase)
            return self._secret


class Workspace(QObject):
    """At most one repository.

    Signals: `state_changed`, `snapshot_changed` (snapshot or None), `stale`,
    `refreshing`."""

    state_changed = Signal(object)
    snapshot_changed = Signal(object)
    stale = Signal(bool)
    refreshing = Signal(bool)
    settings_changed = Signal(object)

    def __init__(self, bridge: Bridge, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.settings = settings
        self.read_only = False
        self.state = State.CLOSED
        self.error: Exception | None = None
        self.place: RepositoryPlace | None = None
        self.snapshot: RepositorySnapshot | None = None
        self._key = _Key(None)
        self._calls: list[Call] = []
        self._looking = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def open(self, place: RepositoryPlace, secret: Secret | None = None) -> None:
        """Open a repository and read it; what was open before is closed."""
        self.close()
        self.place, self._key = place, _Key(place, secret)
        self._set_state(State.OPENING)
        self._read(self._opened, self._not_opened)

    def use_settings(self, settings: Settings) -> None:
        """The settings file says something else now."""
        self.settings = settings
        known = settings.repositories.get(self.place.name or "") if self.place is not None else None
        if self.place is not None and known is not None:
            self.place = replace(self.place, bandwidth=known.bandwidth)
        self.settings_changed.emit(settings)

    def close(self) -> None:
        """Show no repository."""
        for call in self._calls:
            call.forget()
        self._calls.clear()
        self._timer.stop()
        self._looking = False
        self.place, self._key, self.error = None, _Key(None), None
        self._set_snapshot(None)
        self._set_state(State.CLOSED)

    def refresh(self) -> None:
        """Read everything again, because the user or a finished job asks for it."""
        if self.state is State.OPEN:
            self.refreshing.emit(True)
            self._read(self._refreshed, self._not_refreshed)

    def query(
        self,
        kind: str,
        work: Work[Result],
        done: Callable[[Result], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
        job: Job | None = None,
    ) -> Call:
        """Ask the open repository something: `work` runs on a thread with a repository of its own."""
        return self._bridge.call(kind, self.with_repository(work), done, failed, owner=owner, job=job)

    def with_repository(self, work: Work[Result], *, bandwidth: int | None = None) -> Callable[[Job], Result]:
        """`work` with the open repository, for a job that is run elsewhere. Opens it anew, on the job's thread.

        `bandwidth` is a limit for the job, in bytes a second.
        """
        place, key, read_only = self.place, self._key, self.read_only
        assert place is not None, "no repository is open"

        def working(job: Job) -> Result:
            repository = open_repository(
                place, key.get, read_only=read_only, bandwidth=bandwidth, token=job.token
            )
            try:
                return work(repository, job)
            finally:
                repository.close()

        return working

    def _read(self, done: Callable[[RepositorySnapshot], None], failed: Callable[[Exception], None]) -> None:
        place, settings, read_only = self.place, self.settings, self.read_only
        assert place is not None

        def reading(repository: Repository, job: Job) -> RepositorySnapshot:
            return take_snapshot(repository, place, settings, job, read_only=read_only)

        self._calls = [call for call in self._calls if call.pending]
        self._calls.append(self.query("read the repository", reading, done, failed, owner=self))

    def _opened(self, snapshot: RepositorySnapshot) -> None:
        self._set_snapshot(snapshot)
        self._set_state(State.OPEN)
        self._timer.start()

    def _not_opened(self, error: Exception) -> None:
        self.error = error
        self._set_state(State.CLOSED if isinstance(error, Cancelled) else State.FAILED)

    def _refreshed(self, snapshot: RepositorySnapshot) -> None:
        self.error = None
        self._set_snapshot(snapshot)
        self.refreshing.emit(False)

    def _not_refreshed(self, error: Exception) -> None:
        self.error = error
        self.refreshing.emit(False)
        self.state_changed.emit(self.state)

    def _look(self) -> None:
        """Whether the repository has something that the snapshot has not. Never replaces what is shown."""
        if self._looking:
            return
        self._looking = True

        def counting(repository: Repository, job: Job) -> Counted:
            kept, there = repository.keeping.all().values(), repository.existing_backups()
            tags = tags_of(kept)
            return (
                len(there),
                sum(len(repository.wal.rows(s)) for s in repository.wal.sources()),
                sum(len(one.trash) for one in kept),
                sum(len(one.held) for one in kept),
                {one.id: tags[one.id] for one in there if one.id in tags},
            )

        self._calls.append(self.query("look for news", counting, self._looked, self._not_looked, owner=self))

    def _looked(self, counted: Counted) -> None:
        self._looking = False
        if self.error is not None:  # it can be read again
            self.error = None
            self.state_changed.emit(self.state)
        snapshot = self.snapshot
        if snapshot is not None:
            told = [state.timeline for state in snapshot.sources]
            shown = (
                sum(len(one.backups) for one in told),
                sum(len(one.stretches) + one.trash_wal.stretches for one in told),
                sum(len(one.trash) for one in told),
                sum(len(one.held) for one in told),
                {b.id: one.tags[b.id] for one in told for b in one.backups if b.id in one.tags},
            )
            self.stale.emit(counted != shown)

    def _not_looked(self, error: Exception) -> None:
        self._looking = False
        self.error = error
        self.state_changed.emit(self.state)

    def _set_state(self, state: State) -> None:
        if state is not self.state:
            self.state = state
            self.state_changed.emit(state)

    def _set_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        if snapshot is not self.snapshot:
            self.snapshot = snapshot
            self.snapshot_changed.emit(snapshot)
        self.stale.emit(False)
