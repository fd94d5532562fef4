"""REPO and SOURCE on the command line: arguments, options, completion, and passphrases asked for on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pagewake.cli.framework import session_of
from pagewake.cli.session import Session
from pagewake.errors import PassphraseError, UsageError
from pagewake.units import parse_duration

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from pagewake.credentials import PassphraseSource, Secret
    from pagewake.desk.places import RepositoryPlace

Function = TypeVar("Function", bound=Callable[..., object])


def wait_option(usual: str) -> Callable[[Function], Function]:
    """`--wait SPAN`: for how long others who are at work in the repository are waited for."""

    def read(context: click.Context, parameter: click.Parameter, value: str) -> timedelta:
        try:
            return timedelta(0) if value.strip() == "0" else parse_duration(value)
        except UsageError as error:
            raise UsageError(error.what, object_name="--wait", advice=error.advice) from None

    return click.option(
        "--wait",
        metavar="SPAN",
        default=usual,
        show_default=True,
        callback=read,
        help="How long to wait for others who are at work there: 2m, 6h, or 0.",
    )


def passphrase_for(session: Session, place: RepositoryPlace) -> Secret | None:
    """The passphrase of a repository that turns out to be encrypted; None where nobody gives one.

    Raises PassphraseError.
    """
    from pagewake.credentials import find_passphrase

    prompt = ask_secret if somebody_is_there(session) else None
    question = f"Passphrase of {place.name or place.location}: "
    return find_passphrase(place.passphrase, prompt=prompt, question=question)


def new_passphrase(session: Session, place: RepositoryPlace) -> Secret:
    """The passphrase that a new repository gets, asked for twice where a person types it.

    Raises PassphraseError.
    """
    from pagewake.credentials import find_passphrase

    found = find_passphrase(
        place.passphrase,
        prompt=ask_twice if somebody_is_there(session) else None,
        question="New passphrase: ",
    )
    if found is None:
        raise PassphraseError("a passphrase is needed, and nobody is there to ask")
    return found


def replacement_passphrase(session: Session, source: PassphraseSource | None = None) -> Secret:
    """A passphrase that is to open a repository from now on.

    From `source`, or where PAGEWAKE_NEW_PASSPHRASE, _FILE or _COMMAND say, or asked for twice. Raises PassphraseError.
    """
    from pagewake.credentials import NEW_PASSPHRASE, find_passphrase, passphrase_from

    if source is not None:
        return passphrase_from(source)
    found = find_passphrase(
        prompt=ask_twice if somebody_is_there(session) else None,
        question="New passphrase: ",
        variable=NEW_PASSPHRASE,
    )
    if found is None:
        raise PassphraseError(
            "the new passphrase is needed, and nobody is there to ask",
            advice="Say where it is found with --new-passphrase-from, such as file:PATH for a file of mode 0600, or in "
            "PAGEWAKE_NEW_PASSPHRASE_FILE.",
        )
    return found


def passphrase_source(text: str, option: str) -> PassphraseSource:
    """What an option like `--passphrase-from` says. Raises UsageError."""
    from pagewake.credentials import PassphraseKind, PassphraseSource

    kind, _, value = text.partition(":")
    if kind not in set(PassphraseKind) or not value:
        raise UsageError(
            f"{text!r} is no place for a passphrase",
            object_name=option,
            advice="Give file:PATH, command:LINE, env:NAME or keyring:NAME.",
        )
    return PassphraseSource(PassphraseKind(kind), value)


def new_passphrase_option(function: Function) -> Function:
    """The option `--new-passphrase-from`."""
    return click.option(
        "--new-passphrase-from",
        "new_place",
        metavar="KIND:PLACE",
        help="Where the new passphrase is found: file:PATH, command:LINE, env:NAME or keyring:NAME "
        "[default: PAGEWAKE_NEW_PASSPHRASE, _FILE or _COMMAND, or a question].",
    )(function)


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


def somebody_is_there(session: Session) -> bool:
    """Whether a question would be answered."""
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


def repo_argument(name: str = "repo", metavar: str = "REPO") -> Callable[[Function], Function]:
    """The argument REPO: as the option `--repo` it may come from PAGEWAKE_REPO, where there is only one."""
    variable = "PAGEWAKE_REPO" if metavar == "REPO" else None
    return click.argument(name, metavar=metavar, envvar=variable, shell_complete=_names("repositories"))


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


def s3_options(function: Function) -> Function:
    """The options that say how a bucket is reached and how objects are kept in it."""
    from pagewake.stores.s3.options import ENCRYPTIONS

    for option in reversed(
        (
            click.option("--endpoint", metavar="URL", help="The server, if it is not Amazon's."),
            click.option("--region", metavar="NAME", help="The bucket's region."),
            click.option(
                "--profile", metavar="NAME", help="The profile of ~/.aws whose credentials are used."
            ),
            click.option(
                "--path-style/--virtual-style",
                default=None,
                help="Whether the bucket stands in the path or in the host's name [default: as the endpoint "
                "usually wants it].",
            ),
            click.option("--storage-class", metavar="CLASS", help="For packs and WAL, such as STANDARD_IA."),
            click.option("--sse", type=click.Choice(ENCRYPTIONS), help="Encryption by the server."),
            click.option("--sse-key", metavar="ID", help="The server's key, with --sse aws:kms."),
            click.option(
                "--object-lock",
                metavar="DAYS",
                type=int,
                help="Let nobody delete what backups need for so many days, whatever credentials they hold.",
            ),
            click.option(
                "--ca-bundle", metavar="FILE", help="Certificates to trust [default: $AWS_CA_BUNDLE]."
            ),
        )
    ):
        function = option(function)
    return function


def place_with(place: RepositoryPlace, said: Mapping[str, Any]) -> RepositoryPlace:
    """A place, reached as the options of `s3_options` say. Raises UsageError."""
    from dataclasses import replace

    from pagewake.stores.s3.options import S3Options

    given = {name: value for name, value in said.items() if value is not None}
    if not given:
        return place
    if not place.location.startswith("s3://"):
        raise UsageError(
            f"--{next(iter(given)).replace('_', '-')} is for buckets, and this is a directory",
            object_name=place.location,
        )
    return replace(place, options=S3Options(**given).or_else(place.options).check())
