"""An agent from the settings: which repositories it watches, which sources it works for."""

from __future__ import annotations

from collections.abc import Callable

from pagewake.agent.log import Log
from pagewake.agent.memory import Memory
from pagewake.agent.service import Agent
from pagewake.agent.systemd import Notifier
from pagewake.agent.watch import Watch
from pagewake.config import Settings, SourceSettings
from pagewake.credentials import find_passphrase
from pagewake.desk.journal import Journal, state_directory
from pagewake.desk.opening import open_repository
from pagewake.desk.places import RepositoryPlace, chosen_repository, resolve_source
from pagewake.errors import UsageError
from pagewake.jobs import Job
from pagewake.repository.repository import Repository


def make_agent(
    settings: Settings, write: Callable[[str], None], *, acting: bool = True, notifier: Notifier | None = None
) -> Agent:
    """The agent of some settings. With `acting` off it only looks, and takes no lock for that.

    Raises UsageError where the settings name no source, or a source whose repository is not clear.
    """
    log = Log(write, settings.agent.log)
    every = settings.agent.refresh.total_seconds()
    watches = [
        Watch(place, sources, settings, opened if acting else looked_at, every=every, locking=acting)
        for place, sources in _sources_by_place(settings)
    ]
    state = state_directory()
    return Agent(settings, watches, Journal(state), Memory(state, settings.path), log, notifier=notifier)


def opened(place: RepositoryPlace, job: Job) -> Repository:
    """The repository at a place; nobody is asked for a passphrase."""
    return open_repository(place, lambda: find_passphrase(place.passphrase), token=job.token)


def looked_at(place: RepositoryPlace, job: Job) -> Repository:
    """As `opened`, to be read only."""
    return open_repository(place, lambda: find_passphrase(place.passphrase), read_only=True, token=job.token)


def _sources_by_place(settings: Settings) -> list[tuple[RepositoryPlace, list[SourceSettings]]]:
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
