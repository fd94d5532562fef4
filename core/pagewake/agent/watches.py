"""The repositories that an agent watches, as the settings name them, and what becomes of them when those change."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pagewake.agent.watch import Watch
from pagewake.config import Settings, SourceSettings
from pagewake.desk.places import RepositoryPlace, chosen_repository, resolve_source
from pagewake.errors import PagewakeError, UsageError
from pagewake.jobs import BackgroundRun, Job

Kept = tuple[RepositoryPlace, Sequence[SourceSettings]]
MakeWatch = Callable[[RepositoryPlace, Sequence[SourceSettings], Settings], Watch]


def sources_by_place(settings: Settings) -> list[Kept]:
    """The repositories of some settings, and the sources in each.

    Raises UsageError where the settings name no source, or a source whose repository is not clear.
    """
    if not settings.sources:
        raise UsageError(
            "the settings name no source, so there is nothing to do",
            object_name=str(settings.path),
            advice="Name one: pagewake source add NAME SOURCE --repo REPO",
        )
    found: dict[str, tuple[RepositoryPlace, list[SourceSettings]]] = {}
    for source in settings.sources.values():
        place = chosen_repository(None, settings, resolve_source(source.name, settings))
        found.setdefault(place.location, (place, []))[1].append(source)
    return list(found.values())


class Watches:
    """One watch a repository. Used from one thread."""

    def __init__(self, settings: Settings, make: MakeWatch) -> None:
        """Raises UsageError, as `sources_by_place`."""
        self._make = make
        self._now = tuple(make(place, sources, settings) for place, sources in sources_by_place(settings))
        self._coming: tuple[Watch, ...] = ()
        self._leaving: list[tuple[Watch, BackgroundRun[None]]] = []

    def __iter__(self) -> Iterator[Watch]:
        return iter(self._now)

    @property
    def all(self) -> tuple[Watch, ...]:
        """Those too that are to come when what was there has left."""
        return *self._now, *self._coming

    def change(self, settings: Settings) -> None:
        """Watch what other settings name. What is the same goes on; what is not leaves its locks to others first.

        Raises UsageError, as `sources_by_place`; then nothing has changed.
        """
        wanted = sources_by_place(settings)
        before = {watch.place: watch for watch in (*self._now, *self._coming)}
        kept, coming = list[Watch](), list[Watch]()
        for place, sources in wanted:
            known = before.pop(place, None)
            if known is None:
                coming.append(self._make(place, sources, settings))
                continue
            known.change(sources, settings)
            (coming if known in self._coming else kept).append(known)
        for watch in before.values():
            self._leaving.append((watch, BackgroundRun(Job("leave"), _leave(watch))))
        self._now, self._coming = tuple(kept), tuple(coming)
        self.turn()

    def turn(self) -> None:
        """Begin to watch what is new as soon as what was there has left."""
        if self._coming and all(run.wait(0) for _, run in self._leaving):
            self._now, self._coming = (*self._now, *self._coming), ()

    def errors(self) -> dict[str, PagewakeError]:
        """What keeps repositories from being looked at, by their names."""
        return {watch.name: watch.error for watch in self._now if watch.error is not None}

    def close(self) -> None:
        """Leave all repositories to others."""
        for watch in self._now:
            watch.close()
        for _, run in self._leaving:
            run.wait(5.0)

    @property
    def waiting(self) -> bool:
        """Whether, after the end, a thread still waits for a store that does not answer."""
        gone = [(watch, run.wait(0)) for watch, run in self._leaving]
        return any(watch.waiting for watch in self._now) or any(
            not done or watch.waiting for watch, done in gone
        )


def _leave(watch: Watch) -> Callable[[Job], None]:
    return lambda job: watch.close()
