"""Click, as Pagewake uses it: commands that load when they run, and four options that every command takes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, TypeVar, cast

import click

from pagewake.cli.session import Session

Function = TypeVar("Function", bound=Callable[..., Any])
_COMMON = {"--json", "--quiet", "--verbose", "--config", "--help"}


@dataclass(frozen=True)
class LazyCommand:
    """A command that is named here and lives elsewhere: `module:attribute`, and the line that help shows."""

    target: str
    summary: str

    def load(self) -> click.Command:
        """Import it."""
        module, _, attribute = self.target.partition(":")
        return cast(click.Command, getattr(import_module(module), attribute))


def common_options() -> list[click.Parameter]:
    """New instances of the options that every command takes."""
    flags = (
        ("json", "as_json", "Print one JSON document on standard output."),
        ("quiet", "quiet", "No progress and no messages, only the result and errors."),
        ("verbose", "verbose", "Say more, and show where an unexpected error came from."),
    )
    options: list[click.Parameter] = [
        click.Option(
            [f"--{name}"],
            is_flag=True,
            default=None,
            expose_value=False,
            callback=_keep(attribute),
            help=text,
        )
        for name, attribute, text in flags
    ]
    options.append(
        click.Option(
            ["--config"],
            metavar="FILE",
            expose_value=False,
            callback=_keep("config"),
            help="The settings file [default: the user's, or $PAGEWAKE_CONFIG].",
        )
    )
    return options


def _keep(attribute: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def callback(context: click.Context, parameter: click.Parameter, value: Any) -> None:
        session = session_of(context)
        if value is not None:
            setattr(session, attribute, value)

    return callback


def session_of(context: click.Context) -> Session:
    """The session of this run."""
    session = context.find_object(Session)
    if session is None:  # help and completion build contexts without one
        session = context.ensure_object(Session)
    return session


def pass_session(function: Function) -> Function:
    """Give a command its session as first argument."""
    return cast(Function, click.make_pass_decorator(Session, ensure=True)(function))


class Command(click.Command):
    """A command with the common options, which its help lists apart from its own.

    `failure_status` is the exit status of every failure, wrong usage included, for a command whose callers
    act on one. `place_is_enough`: with a directory as --repo the command needs nothing of the settings, and goes on
    where they cannot be understood: a mistake in them must stop neither an archive command nor a restore.
    """

    def __init__(
        self,
        *arguments: Any,
        failure_status: int | None = None,
        place_is_enough: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(*arguments, **options)
        self.params += common_options()
        self.failure_status = failure_status
        self.place_is_enough = place_is_enough

    def parse_args(self, context: click.Context, args: list[str]) -> list[str]:
        """Parse the command line; from here on failures have the command's own status."""
        if self.failure_status is not None:
            session_of(context).failure_status = self.failure_status
        return super().parse_args(context, args)

    def invoke(self, context: click.Context) -> Any:
        """Run the command; what the core logs meanwhile is shown."""
        if isinstance(self, click.Group):
            return super().invoke(context)
        session = session_of(context)
        if self.place_is_enough and os.sep in str(context.params.get("repo")):
            session.may_go_without_settings = "://" not in context.params["repo"]
        with session.log_shown():
            return super().invoke(context)

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the command's own options, then the common ones."""
        arguments: list[tuple[str, str]] = []
        own: list[tuple[str, str]] = []
        common: list[tuple[str, str]] = []
        for parameter in self.get_params(context):
            record = parameter.get_help_record(context)
            if isinstance(parameter, click.Argument):
                if record is not None and record[1]:
                    arguments.append(record)
            elif record is not None:
                (common if _COMMON & set(parameter.opts) else own).append(record)
        for title, records in (("Arguments", arguments), ("Options", own), ("Common options", common)):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)


class Group(Command, click.Group):
    """A group whose commands are imported only when they run, and whose help needs none of them."""

    command_class = Command

    def __init__(
        self, *arguments: Any, lazy: Mapping[str, LazyCommand] | None = None, **options: Any
    ) -> None:
        super().__init__(*arguments, **options)
        self.lazy = dict(lazy or {})

    def list_commands(self, context: click.Context) -> list[str]:
        """The names in the order in which they were given: the order of a DBA's day, not the alphabet's."""
        return [*self.lazy, *self.commands]

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """Find and import a command."""
        return self.lazy[name].load() if name in self.lazy else self.commands.get(name)

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or say which one may have been meant."""
        name = arguments[0]
        if not name.startswith("-") and name not in self.list_commands(context):
            import difflib

            near = difflib.get_close_matches(name, self.list_commands(context), 1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"there is no command {name!r}.{hint}", context)
        return super().resolve_command(context, arguments)

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands with their lines."""
        rows = []
        for name in self.list_commands(context):
            lazy = self.lazy.get(name)
            rows.append((name, lazy.summary if lazy else self.commands[name].get_short_help_str(100)))
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)

    def format_options(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands first: they are what people look for."""
        self.format_commands(context, formatter)
        Command.format_options(self, context, formatter)
