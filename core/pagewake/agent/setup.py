"""An agent from the settings: which repositories it watches, which sources it works for."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pagewake.agent.log import Log
from pagewake.agent.memory import Memory
from pagewake.agent.service import Agent
from pagewake.agent.settings_file import SettingsFile
from pagewake.agent.systemd import Notifier
from pagewake.agent.watch import Watch
from pagewake.agent.watches import Watches
from pagewake.config import Settings, SourceSettings
from pagewake.credentials import find_passphrase
from pagewake.desk.journal import Journal, state_directory
from pagewake.desk.opening import open_repository
from pagewake.desk.places import RepositoryPlace
from pagewake.jobs import Job
from pagewake.repository.repository import Repository


def make_agent(
    settings: Settings, write: Callable[[str], None], *, acting: bool = True, notifier: Notifier | None = None
) -> Agent:
    """The agent of some settings. With `acting` off it only looks, and takes no lock for that.

    Raises UsageError where the settings name no source, or a source whose repository is not clear.
    """

    def watch(place: RepositoryPlace, sources: Sequence[SourceSettings], settings: Settings) -> Watch:
        return Watch(place, sources, settings, opened if acting else looked_at, locking=acting)

    state = state_directory()
    memory = Memory(state, settings.path)
    return Agent(
        settings,
        SettingsFile(settings, memory.beside("toml")),
        Watches(settings, watch),
        Journal(state),
        memory,
        Log(write, settings.agent.log),
        notifier=notifier,
    )


def opened(place: RepositoryPlace, job: Job) -> Repository:
    """The repository at a place; nobody is asked for a passphrase."""
    return open_repository(place, lambda: find_passphrase(place.passphrase), token=job.token)


def looked_at(place: RepositoryPlace, job: Job) -> Repository:
    """As `opened`, to be read only."""
    return open_repository(place, lambda: find_passphrase(place.passphrase), read_only=True, token=job.token)
