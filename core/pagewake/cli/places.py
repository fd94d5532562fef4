"""What REPO and SOURCE on the command line stand for.

REPO is a name from the settings, a directory, or a URL of a store (`s3://bucket/prefix`). SOURCE is a name
from the settings, a directory, or a `postgresql://` URI. A name of the settings wins; `./name` is always a
directory.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

import click

from pagewake.cli.framework import session_of
from pagewake.cli.session import Session
from pagewake.errors import PassphraseError, UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from pagewake.config import Settings
    from pagewake.credentials import PassphraseSource, Secret
    from pagewake.engines.base import Engine, Source

Function = TypeVar("Function", bound=Callable[..., object])
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_.-]+")
UNNAMED_PARTS = ("data", "wal", "")


@dataclass(frozen=True)
class RepositoryPlace:
    """Where a repository is. `name` is what the settings call it; None where it was given as a place."""

    location: str
    name: str | None = None
    passphrase: PassphraseSource | None = None


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
        return RepositoryPlace(_place(known.location), known.name, known.passphrase)
    if not text.strip():
        raise UsageError("a repository is needed, and the text is empty", advice=_REPO_HELP)
    return RepositoryPlace(_place(text))


def _place(text: str) -> str:
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


def resolve_source(
    text: str, settings: Settings, *, connection: str | None = None, name: str | None = None
) -> SourcePlace:
    """What SOURCE stands for. `connection` and `name` win over what the settings or the place say."""
    from pagewake.config import refuse_password

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
    if _URL.match(location):
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


def passphrase_for(session: Session, place: RepositoryPlace) -> Secret | None:
    """The passphrase of a repository that turns out to be encrypted; None where nobody gives one.

    Raises PassphraseError.
    """
    from pagewake.credentials import find_passphrase

    prompt = ask_secret if _somebody_is_there(session) else None
    question = f"Passphrase of {place.name or place.location}: "
    return find_passphrase(place.passphrase, prompt=prompt, question=question)


def new_passphrase(session: Session, place: RepositoryPlace) -> Secret:
    """The passphrase that a new repository gets, asked for twice where a person types it.

    Raises PassphraseError.
    """
    from pagewake.credentials import find_passphrase

    found = find_passphrase(
        place.passphrase,
        prompt=ask_twice if _somebody_is_there(session) else None,
        question="New passphrase: ",
    )
    if found is None:
        raise PassphraseError("a passphrase is needed, and nobody is there to ask")
    return found


def replacement_passphrase(session: Session) -> Secret:
    """The passphrase that replaces another: from the file of PAGEWAKE_NEW_PASSPHRASE_FILE, or asked for twice.

    Raises PassphraseError.
    """
    from pagewake.credentials import Secret, read_passphrase_file

    if named := os.environ.get("PAGEWAKE_NEW_PASSPHRASE_FILE"):
        return read_passphrase_file(Path(named))
    if not _somebody_is_there(session):
        raise PassphraseError(
            "the new passphrase is needed, and nobody is there to ask",
            advice="Name a file of mode 0600 that holds it in PAGEWAKE_NEW_PASSPHRASE_FILE.",
        )
    typed = ask_twice("New passphrase: ")
    if not typed:
        raise PassphraseError("the new passphrase is empty")
    return Secret(typed)


def ask_twice(question: str) -> str:
    """Ask for a secret that must not be mistyped. Raises PassphraseError."""
    first, second = ask_secret(question), ask_secret("The same again: ")
    if first != second:
        raise PassphraseError("the two passphrases differ", advice="Run the command again.")
    return first


def ask_secret(question: str) -> str:
    """Ask on the terminal without showing what is typed. Raises PassphraseError when no answer comes."""
    from getpass import getpass

    try:
        return getpass(question)
    except EOFError:
        raise PassphraseError("the passphrase was not given: the input ended") from None


def _somebody_is_there(session: Session) -> bool:
    import sys

    from pagewake.cli.session import is_terminal

    return is_terminal(sys.stdin) and is_terminal(session.err)


def _names(kind: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completes the names that the settings know, and directories."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from pagewake.errors import SettingsError

        try:
            names = getattr(session_of(context).settings, kind)
        except SettingsError:
            names = {}
        found = [CompletionItem(name) for name in names if name.startswith(incomplete)]
        return found or [CompletionItem(incomplete, type="dir")]

    return complete


def repo_argument(name: str = "repo") -> Callable[[Function], Function]:
    """The argument REPO."""
    return click.argument(name, metavar="REPO", shell_complete=_names("repositories"))


def repo_option(function: Function) -> Function:
    """The option `--repo`."""
    return click.option(
        "--repo",
        metavar="REPO",
        envvar="PAGEWAKE_REPO",
        shell_complete=_names("repositories"),
        help="A name from the settings, a directory, or s3://bucket/prefix [$PAGEWAKE_REPO; default: the "
        "source's repository, or the only one in the settings].",
    )(function)


def source_argument(function: Function) -> Function:
    """The argument SOURCE."""
    return click.argument("source", metavar="SOURCE", shell_complete=_names("sources"))(function)
