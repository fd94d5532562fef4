"""Running many statements on a few connections of one server at once, from one thread, and cancellable.

Each connection is a *lane* with a queue of statements of its own; the server does the work, so one thread that waits
for all of them is enough. Everything is sent and answered as text.
"""

from __future__ import annotations

import selectors
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from types import TracebackType
from typing import TYPE_CHECKING

from pagewake.errors import RecoveryFailed, UsageError
from pagewake.jobs import Job

if TYPE_CHECKING:
    from pagewake.engines.postgres.libpq import Handle, Result

_POLL_SECONDS = 0.2
_CONNECT_SECONDS = 30
Row = tuple[str | None, ...]


@dataclass(frozen=True)
class Answer:
    """What a statement gave: its rows, or what the server complained of with its SQLSTATE. `seconds` is how long it
    took.
    """

    rows: tuple[Row, ...] = ()
    error: str = ""
    state: str = ""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        """Whether the server did what it was asked."""
        return not self.error


@dataclass(frozen=True)
class Statement:
    """One statement, and who is told its answer (which may take back what the statement left: see `after_error`)."""

    query: str
    then: Callable[[Answer], None]
    after_error: str = ""
    """A statement that follows where this one fails (`ROLLBACK TO ...`)."""


class ConnectionRefused(Exception):
    """The server does not let us in."""


class Lane:
    """One connection, and the statements that are to run on it."""

    def __init__(self, conninfo: str, statements: Iterator[Statement] | None = None) -> None:
        self._connection = _connect(conninfo)
        self._statements: Iterator[Statement] = iter(()) if statements is None else statements
        self._current: Statement | None = None
        self._rows: list[Row] = []
        self._error: Answer | None = None
        self._began = 0.0

    def __enter__(self) -> Lane:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def socket(self) -> int:
        """The descriptor to wait for."""
        return self._connection.socket

    def give(self, statements: Iterator[Statement]) -> None:
        """What is to run on it from now on."""
        self._statements = statements

    def ask(self, query: str, job: Job) -> Answer:
        """Run one statement and wait for it. Raises Cancelled, RecoveryFailed where the server is gone."""
        answers: list[Answer] = []
        self.give(iter((Statement(query, answers.append),)))
        run_lanes([self], job)
        return answers[0]

    def begin_next(self) -> bool:
        """Send the next statement; False where there is none left."""
        self._current = next(self._statements, None)
        if self._current is None:
            return False
        self._began = time.monotonic()
        self._send(self._current.query)
        return True

    def receive(self) -> bool:
        """Take what has arrived; True once the statement is answered. Raises RecoveryFailed."""
        if _failing(self._connection.consume_input):
            raise _gone(self._connection)
        while not self._connection.is_busy():
            result = self._connection.get_result()
            if result is None:
                return self._answered()
            self._take(result)
        return False

    def close(self) -> None:
        """Let the connection go."""
        with suppress(Exception):
            self._connection.finish()

    def _answered(self) -> bool:
        current, error = self._current, self._error
        assert current is not None
        answer = replace(error or Answer(tuple(self._rows)), seconds=time.monotonic() - self._began)
        self._rows, self._error = [], None
        current.then(answer)
        if error is not None and current.after_error:
            self._current = Statement(current.after_error, _ignore)
            self._send(current.after_error)
            return False
        return True

    def _take(self, result: Result) -> None:
        from pagewake.engines.postgres.libpq import Status

        if result.status == Status.TUPLES_OK:
            columns = range(result.nfields)
            self._rows += [
                tuple(_decoded(result.get_value(row, column)) for column in columns)
                for row in range(result.ntuples)
            ]
        elif result.status not in (Status.COMMAND_OK, Status.EMPTY_QUERY):
            message, detail = result.primary or "the server gave no reason", result.detail
            text = f"{message}. {detail}" if detail else message
            self._error = self._error or Answer((), text, result.sqlstate)

    def _send(self, query: str) -> None:
        if _failing(lambda: self._connection.send_query(query)) or _failing(self._connection.flush):
            raise _gone(self._connection)


def run_lanes(lanes: list[Lane], job: Job) -> None:
    """Run the statements of all lanes, those of one lane one after another.

    Raises Cancelled within a second, and RecoveryFailed where the server goes away.
    """
    with selectors.DefaultSelector() as selector:
        for lane in lanes:
            if lane.begin_next():
                selector.register(lane.socket, selectors.EVENT_READ, lane)
        while selector.get_map():
            job.check()
            for key, _ in selector.select(_POLL_SECONDS):
                lane = key.data
                while lane.receive():
                    if not lane.begin_next():
                        selector.unregister(lane.socket)
                        break


def conninfo(**parameters: str) -> str:
    """A connection string. Raises UsageError where the PostgreSQL client library is not installed."""
    try:
        from pagewake.engines.postgres.libpq import conninfo_text

        return conninfo_text({**parameters, "connect_timeout": str(_CONNECT_SECONDS)})
    except ImportError as error:
        raise UsageError(
            f"the client library for PostgreSQL cannot be loaded: {error}",
            meaning="The restored files were not proven.",
            advice="Install it: pip install 'pagewake[postgres]'",
        ) from error


def _connect(text: str) -> Handle:
    from pagewake.engines.postgres import libpq

    try:
        connection = libpq.connect(text).pgconn
    except libpq.Error as error:
        raise ConnectionRefused(str(error)) from error
    connection.set_nonblocking(True)
    return connection


def _failing(call: Callable[[], object]) -> bool:
    from pagewake.engines.postgres.libpq import OperationalError

    try:
        call()
    except OperationalError:
        return True
    return False


def _gone(connection: Handle) -> RecoveryFailed:
    return RecoveryFailed(
        f"the server on the restored files is gone: {connection.error_message}",
        meaning="The restored files were not proven.",
    )


def _decoded(value: bytes | None) -> str | None:
    return None if value is None else value.decode("utf-8", "replace")


def _ignore(_: Answer) -> None:
    """Nobody wants to know."""
