"""One run of the command line: its global options, its settings, and its two streams.

Standard output gets the answer and nothing else: with `--json` exactly one document, written when the command
is over. Everything else (progress, messages, errors) goes to standard error.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, TextIO

from pagewake.cli.texts import paragraph, printable
from pagewake.errors import OutputFailed, PagewakeError, SettingsError

if TYPE_CHECKING:
    from pagewake.config import Settings


class OutputClosed(Exception):
    """Whoever reads standard output has gone away (`pagewake list | head`); there is nobody left to tell."""


class Session:
    """What commands know of their surroundings and how they speak."""

    def __init__(
        self, *, as_json: bool = False, out: TextIO | None = None, err: TextIO | None = None
    ) -> None:
        self.as_json = as_json
        self.quiet = False
        self.verbose = False
        self.config: str | None = None
        self.out = out or sys.stdout
        self.err = err or sys.stderr
        self._answer: tuple[Mapping[str, Any], str] | None = None
        self._streamed = False

    @cached_property
    def settings(self) -> Settings:
        """The settings file of this run. Raises SettingsError."""
        import os

        from pagewake.config import Settings, load_settings, settings_path

        named = bool(self.config or os.environ.get("PAGEWAKE_CONFIG"))
        path, required = settings_path(self.config), named and not self.may_make_settings
        try:
            settings = load_settings(path, required=required)
        except SettingsError as error:
            if named or not self.may_go_without_settings:
                raise
            self.note(
                f"Warning: going on without the settings, which cannot be used: {error.object_name}: {error.what}."
            )
            return Settings(path)
        for key in settings.unknown:
            self.note(f"{settings.path}: {key} means nothing to this version, and is left alone.")
        return settings

    failure_status: int | None = None
    """The exit status of every failure of this run's command, where it has one of its own."""

    may_go_without_settings = False
    """Whether this run's command needs nothing of them: see `Command.place_is_enough`."""

    may_make_settings = False
    """Whether a settings file that is named and not there is no mistake: this command writes it."""

    def answer(self, document: Mapping[str, Any], text: str) -> None:
        """Give the command's one result: the document for `--json`, the text otherwise."""
        self._answer = (document, text)

    def write_line(self, line: str) -> None:
        """Write one line of a long answer at once (`wal inspect --records`); replaces `answer`."""
        self._streamed = True
        self._write(line + "\n")

    def flush_answer(self) -> None:
        """Write the answer. Raises OutputFailed, OutputClosed."""
        if self._answer is not None and not self._streamed:
            document, text = self._answer
            if self.as_json:
                import json

                self._write(json.dumps(document, indent=2, allow_nan=False) + "\n")
            elif text:
                self._write(text if text.endswith("\n") else text + "\n")
        self._write("", flush=True)

    def _write(self, text: str, *, flush: bool = False) -> None:
        try:
            self.out.write(text)
            if flush:
                self.out.flush()
        except BrokenPipeError:
            raise OutputClosed from None
        except OSError as error:
            raise OutputFailed(f"standard output cannot be written: {error.strerror or error}") from None

    def note(self, message: str) -> None:
        """Tell the person something beside the answer; silent with `--quiet`."""
        if not self.quiet:
            self.tell(paragraph(message, rest="  "))

    def tell(self, text: str) -> None:
        """Write lines to standard error, whatever the options. A standard error that is gone is no error."""
        try:
            self.err.write(text + "\n")
            self.err.flush()
        except (OSError, ValueError):
            self.quiet = True

    @contextmanager
    def log_shown(self) -> Iterator[None]:
        """While the block runs, show what the core logs: warnings as notes, everything with `--verbose`."""
        import logging

        session = self

        class Notes(logging.Handler):
            def emit(self, record: logging.LogRecord) -> None:
                if session.verbose:
                    session.tell(f"{record.name}: {record.getMessage()}")
                elif record.levelno >= logging.WARNING:
                    session.note(f"Warning: {record.getMessage()}")

        logger, notes = logging.getLogger("pagewake"), Notes()
        before = logger.propagate, logger.level
        logger.addHandler(notes)
        logger.propagate = False
        logger.setLevel(logging.DEBUG if self.verbose else logging.WARNING)
        try:
            yield
        finally:
            logger.removeHandler(notes)
            logger.propagate = before[0]
            logger.setLevel(before[1])

    def failed(self, error: PagewakeError) -> None:
        """Show an error: to people what happened, what it means and what to do; to scripts the document."""
        if self.as_json and not self._streamed:
            self._answer = ({"error": error_document(error)}, "")
            self.flush_answer()
            if self.quiet or is_terminal(self.out):
                return
        self.tell(error_text(error, colour=_wants_colour(self.err)))


def error_document(error: PagewakeError) -> dict[str, str]:
    """An error for scripts."""
    return {
        "code": error.code,
        "message": error.what,
        "object": error.object_name,
        "meaning": error.meaning,
        "advice": error.advice,
    }


def error_text(error: PagewakeError, *, colour: bool = False) -> str:
    """An error for people: code, object and what happened; then what it means; then what to do."""
    title = f"Error {error.code}:"
    if error.object_name:
        what = f"{error.object_name}: {error.what}"
    else:
        what = error.what[:1].upper() + error.what[1:]
    lines = [paragraph(_sentence(what), first=f"{title} ", rest="  ")]
    if error.meaning:
        lines.append(paragraph(_sentence(error.meaning), first="  ", rest="  "))
    if error.advice:
        lines.append(paragraph(_advice(error.advice), first="  ", rest="  "))
    if colour:
        lines[0] = lines[0].replace(title, f"\x1b[1;31m{title}\x1b[0m", 1)
    return "\n".join(lines)


def _sentence(text: str) -> str:
    stripped = printable(text).rstrip()
    return stripped if stripped.endswith((".", "?", "!", ":")) else stripped + "."


def _advice(text: str) -> str:
    """As `_sentence`; but after a colon there is a command or a path, which a full stop would spoil."""
    return printable(text).rstrip() if ": " in text else _sentence(text)


def is_terminal(stream: TextIO) -> bool:
    """Whether people read this stream as it is written."""
    try:
        return stream.isatty()
    except ValueError:  # it is closed
        return False


def _wants_colour(stream: TextIO) -> bool:
    import os

    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
