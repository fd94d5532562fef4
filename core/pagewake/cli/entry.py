"""From arguments to an exit status: every way in which a run can end, in one place.

0 done, 1 a check found something wrong, 2 wrong usage, 3 the operation failed. Whatever happens, the user
sees a sentence and not a traceback.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

import click
from click.exceptions import NoArgsIsHelpError

from pagewake.cli.session import OutputClosed, Session
from pagewake.errors import Cancelled, OutputFailed, PagewakeError, UsageError

READER_GONE = 141
"""What a shell reports for a process that SIGPIPE ended."""


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit status. Never raises for what a user or a system can do."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    session = Session(as_json=_asks_for_json(arguments))
    try:
        with _terminate_like_interrupt():
            return _run(session, arguments)
    except OutputClosed:
        _discard_output()
        return READER_GONE


def _run(session: Session, arguments: Sequence[str]) -> int:
    try:
        status = _invoke(session, arguments)
        session.flush_answer()
    except PagewakeError as error:
        return _fail(session, error)
    except click.ClickException as error:
        return _misused(session, error)
    except (KeyboardInterrupt, click.Abort):
        return _fail(session, Cancelled("the command was cancelled"))
    except OutputClosed:
        raise
    except Exception as error:  # noqa: BLE001  # the last line of defence
        from pagewake.cli.crash import explain

        return _fail(session, explain(error, arguments, session))
    return status


def _invoke(session: Session, arguments: Sequence[str]) -> int:
    from pagewake.cli.app import app

    result = app.main(list(arguments), prog_name="pagewake", standalone_mode=False, obj=session)
    return result if isinstance(result, int) else 0


def _fail(session: Session, error: PagewakeError) -> int:
    if session.verbose or os.environ.get("PAGEWAKE_DEBUG") == "1":
        import traceback

        session.tell("".join(traceback.format_exception(error)).rstrip())
    if isinstance(
        error, OutputFailed
    ):  # what could not be written is tried again at exit, unless it goes nowhere
        _discard_output()
    try:
        session.failed(error)
    except OutputFailed as unwritable:
        _discard_output()
        session.as_json = False
        session.failed(unwritable)
        return session.failure_status or unwritable.exit_status
    return session.failure_status or error.exit_status


def _misused(session: Session, error: click.ClickException) -> int:
    """A mistake on the command line, in the shape of all other errors; a bare group gets its help."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "pagewake"
    message = error.format_message().strip()
    if isinstance(error, NoArgsIsHelpError):
        if not session.as_json:
            session.tell(message)
            return UsageError.exit_status
        message = "missing command"
    what = message[:1].lower() + message[1:].rstrip(".")
    where = command if command != "pagewake" else ""
    return _fail(session, UsageError(what, object_name=where, advice=f"See: {command} --help"))


def _asks_for_json(arguments: Sequence[str]) -> bool:
    """Whether `--json` is there, also where the rest of the line cannot be parsed."""
    options = list(arguments)
    if "--" in options:
        options = options[: options.index("--")]
    return "--json" in options


@contextmanager
def _terminate_like_interrupt() -> Iterator[None]:
    """Have SIGTERM and SIGHUP end the run as Ctrl-C does. Only the main thread can."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {}
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        try:
            # A signal that is ignored (nohup) stays ignored.
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                before[number] = signal.signal(number, interrupt)
        except ValueError:
            break
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _discard_output() -> None:
    """Point standard output at nothing, so that Python's own flush at exit has nothing to complain about."""
    try:
        descriptor = os.open(os.devnull, os.O_WRONLY)
        os.dup2(descriptor, sys.stdout.fileno())
        os.close(descriptor)
    except (OSError, ValueError):
        return
