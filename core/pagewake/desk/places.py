"""What REPO and SOURCE stand for, in both faces.

REPO is a name from the settings, a directory, or a URL of a store (`s3://bucket/prefix`). SOURCE is a name
from the settings, a directory, or a `postgresql://` URI. A name of the settings wins; `./name` is always a
directory.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pagewake.errors import UsageError
from pagewake.stores.s3.options import NOTHING_SAID, S3Options

if TYPE_CHECKING:
    from pagewake.config import Settings
    from pagewake.credentials import PassphraseSource
    from pagewake.engines.base import Engine, Source
    from pagewake.stores.base import Store

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_S3 = re.compile(r"s3://", re.IGNORECASE)
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")
_DESCRIPTOR = "pagewake.json"
UNNAMED_PARTS = ("data", "wal", "")


@dataclass(frozen=True)
class RepositoryPlace:
    """Where a repository is. `name` is what the settings call it; None where it was given as a place."""

    location: str
    name: str | None = None
    passphrase: PassphraseSource | None = None
    bandwidth: int | None = None
    """Bytes a second that a job may move between here and the store, as the settings say; None is no limit."""
    options: S3Options = NOTHING_SAID
    """How a bucket is reached; what is not said here comes from the environment."""

    def open_store(self) -> Store:
        """The store there; nothing is read or created yet. Raises UsageError."""
        from pagewake.stores.registry import open_store

        return open_store(self.location, self.options)


@dataclass(frozen=True)
class SourcePlace:
    """Which database is meant, and what it is called in a repository."""

    name: str
    location: str
    engine: str | None = None
    connection: str | None = None
    repository: str | None = None
    configured: bool = False

    def open(self) -> tuple[Engine, Source]:
        """Open it with its engine, or with the one that recognises it.

        Raises SourceNotRecognised, SourceUnreadable, UsageError.
        """
        from pagewake.engines import registry

        engine = registry.engine(self.engine) if self.engine else registry.recognise(self.location)
        return engine, engine.open(self.location, connection=self.connection)


def resolve_repository(text: str, settings: Settings) -> RepositoryPlace:
    """What REPO stands for. Raises UsageError for what is plainly none of the three."""
    if text in settings.repositories:
        known = settings.repositories[text]
        return RepositoryPlace(
            _place(known.location), known.name, known.passphrase, known.bandwidth, known.options
        )
    if not text.strip():
        raise UsageError("a repository is needed, and the text is empty", advice=_REPO_HELP)
    place = _place(text)
    # A desktop opens a file, not a directory: the descriptor stands for its repository.
    if not _URL.match(place) and os.path.basename(place) == _DESCRIPTOR:
        place = os.path.dirname(place)
    same = (known for known in settings.repositories.values() if _place(known.location) == place)
    return RepositoryPlace(place, options=next((known.options for known in same), NOTHING_SAID))


def _place(text: str) -> str:
    if _S3.match(text):
        from pagewake.stores.s3.place import parse_place

        return parse_place(text).location
    return text if _URL.match(text) else str(Path(os.path.abspath(Path(text).expanduser())))


_REPO_HELP = "Give a name from the settings, a directory, or s3://bucket/prefix."


def chosen_repository(
    option: str | None, settings: Settings, source: SourcePlace | None = None
) -> RepositoryPlace:
    """The repository of `--repo`, else the source's own, else the only one that the settings know."""
    if option is not None:
        return resolve_repository(option, settings)
    if source is not None and source.repository:
        return resolve_repository(source.repository, settings)
    if len(settings.repositories) == 1:
        return resolve_repository(next(iter(settings.repositories)), settings)
    known = ", ".join(settings.repositories)
    why = f"the settings know several ({known})" if known else "the settings know none"
    raise UsageError(f"which repository is not said, and {why}", advice=f"Give --repo. {_REPO_HELP}")


def trash_grace(place: RepositoryPlace, settings: Settings) -> timedelta:
    """For how long the trash of a repository keeps what expires, as the settings say, or as they would by default."""
    from pagewake.config import RepositorySettings

    for known in settings.repositories.values():
        if place.name == known.name or (place.name is None and place.location == _place(known.location)):
            return known.trash
    return RepositorySettings.trash


def resolve_source(
    text: str, settings: Settings, *, connection: str | None = None, name: str | None = None
) -> SourcePlace:
    """What SOURCE stands for. `connection` and `name` win over what the settings or the place say.

    Raises UsageError, SettingsError; also for a name that `source add` would refuse.
    """
    from pagewake.config import checked_name, refuse_password

    if name is not None:
        checked_name(name)
    if connection is not None:
        refuse_password(connection, "--connection")
    if text in settings.sources:
        known = settings.sources[text]
        return SourcePlace(
            name or known.name,
            _place(known.location),
            known.engine,
            connection or known.connection,
            known.repository,
            configured=True,
        )
    refuse_password(text, "SOURCE")
    if not text.strip():
        raise UsageError("a source is needed, and the text is empty")
    location = _place(text)
    return SourcePlace(name or name_from(location), location, connection=connection)


def name_from(location: str) -> str:
    """A name for a source that nobody named: the host of a URI, or the last telling part of a directory."""
    if _URL.match(location) and not _S3.match(location):
        return _clean_name(_host_or_database(location))
    telling = [part for part in re.split(r"[/\\]", location) if part not in UNNAMED_PARTS]
    return _clean_name(telling[-1] if telling else "")


def _host_or_database(uri: str) -> str:
    try:
        parts = urlsplit(uri)
        return parts.hostname or parts.path
    except ValueError:  # a bracket that is not closed
        return ""


def _clean_name(text: str) -> str:
    return _NOT_IN_NAMES.sub("-", text).strip("-._")[:64] or "source"
