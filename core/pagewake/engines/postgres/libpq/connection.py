"""Connections that run one statement after the other, each by itself (autocommit); Ctrl-C ends every wait."""

from __future__ import annotations

import os
import re
import selectors
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from pagewake.engines.postgres.libpq.conninfo import attempts, conninfo_text, parse_conninfo
from pagewake.engines.postgres.libpq.handle import ConnectionStatus, Handle, Polling, wait_for
from pagewake.engines.postgres.libpq.results import OperationalError, Result, Status

Value: TypeAlias = "str | int | Sequence[str] | Sequence[int] | None"

_SHORTEST_TIMEOUT = 2
"""As libpq's own: shorter ones count as this."""
_POLL_SECONDS = 0.2
_PLACE = re.compile(r"\$(\d+)")
_FINE = (Status.TUPLES_OK, Status.COMMAND_OK, Status.EMPTY_QUERY, Status.SINGLE_TUPLE)


class Rows(list[tuple[Any, ...]]):
    """The rows that a statement gave (see `Result.rows`)."""

    def fetchone(self) -> tuple[Any, ...] | None:
        """The first row; None where there is none."""
        return self[0] if self else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        """All rows."""
        return self


class Connection:
    """A connection to a server. Threads may share it: one statement runs at a time."""

    def __init__(self, handle: Handle) -> None:
        self.pgconn = handle
        self._lock = threading.RLock()

    def execute(self, query: str, values: Sequence[Value] = (), *, binary: bool = False) -> Rows:
        """Run a statement, `$1` and so on standing for values; without any it may be several statements.

        The rows of the last one, with bytea in `binary` where asked for. Raises Error.
        """
        last, error = None, None
        with self._lock:
            self._send(query, values, binary)
            with self._to_the_end():
                while (result := self._next_result()) is not None:
                    if result.status not in _FINE:
                        error = error or result.error()
                    elif result.status == Status.TUPLES_OK:
                        last = result
        if error is not None:
            raise error
        return Rows(last.rows(binary=binary)) if last is not None else Rows()

    def stream(self, query: str, values: Sequence[Value] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement as they come; the rest is read and forgotten where somebody stops early."""
        with self._lock:
            self._send(query, values, False)
            self.pgconn.set_single_row_mode()
            with self._to_the_end():
                error = None
                while (result := self._next_result()) is not None:
                    if result.status in _FINE:
                        yield from result.rows()
                    else:
                        error = error or result.error()
        if error is not None:
            raise error

    def copy_out(self, query: str, values: Sequence[Value] = ()) -> Iterator[bytes]:
        """The messages of a COPY ... TO STDOUT. Values stand in the text: COPY takes no others.

        Raises Error.
        """
        with self._lock:
            self._send(with_literals(query, values), (), False)
            with self._to_the_end():
                error = None
                while (result := self._next_result()) is not None:
                    if result.status == Status.COPY_OUT:
                        yield from self._copied()
                    elif result.status not in _FINE:
                        error = error or result.error()
        if error is not None:
            raise error

    @property
    def closed(self) -> bool:
        """Whether it is closed, or lost."""
        return self.pgconn.status == ConnectionStatus.BAD

    def close(self) -> None:
        """Close it; the server gives up what was going on."""
        self.pgconn.finish()

    def cancel(self, timeout: float) -> None:
        """Have the server give up the statement that runs. Any thread. Raises OperationalError."""
        self.pgconn.cancel(timeout)

    def _copied(self) -> Iterator[bytes]:
        while (message := self.pgconn.get_copy_data(wait=False)) is not None:
            if message:
                yield message
            else:
                self._wait_for_input()

    def _send(self, query: str, values: Sequence[Value], binary: bool) -> None:
        if values or binary:
            self.pgconn.send_query_params(query, [as_text(value) for value in values], binary=binary)
        else:
            self.pgconn.send_query(query)

    def _next_result(self) -> Result | None:
        while self.pgconn.is_busy():
            self._wait_for_input()
        return self.pgconn.get_result()

    def _wait_for_input(self) -> None:
        # Python's own wait, and not libpq's, which would not hear Ctrl-C.
        with selectors.DefaultSelector() as selector:
            selector.register(self.pgconn.socket, selectors.EVENT_READ)
            selector.select()
        self.pgconn.consume_input()

    @contextmanager
    def _to_the_end(self) -> Iterator[None]:
        """Leave a connection on which the next statement can run; one that is stopped in the middle is closed."""
        done = False
        try:
            yield
            done = True
        finally:
            if not done:
                self.close()


def connect(conninfo: str) -> Connection:
    """Connect, to the first of several addresses that takes us; `connect_timeout` holds for each.

    Raises OperationalError.
    """
    parameters, last = parse_conninfo(conninfo), OperationalError("there is no address to connect to")
    given = parameters.get("connect_timeout") or os.environ.get("PGCONNECT_TIMEOUT") or "0"
    try:
        seconds = int(given)
    except ValueError:
        raise OperationalError(
            f'invalid integer value "{given}" for connection option "connect_timeout"'
        ) from None
    for one in attempts(parameters):
        limit = max(seconds, _SHORTEST_TIMEOUT) if seconds > 0 else None
        try:
            return Connection(_connected(conninfo_text(one), limit))
        except OperationalError as error:
            last = error
    raise last


def _connected(conninfo: str, seconds: float | None) -> Handle:
    handle = Handle.connect_start(conninfo)
    deadline = None if seconds is None else time.monotonic() + seconds
    try:
        state: int = Polling.WRITING if handle.status != ConnectionStatus.BAD else Polling.FAILED
        while state in (Polling.READING, Polling.WRITING):
            left = None if deadline is None else deadline - time.monotonic()
            if left is not None and left <= 0:
                raise OperationalError("timeout expired")
            if handle.socket < 0:
                break
            if wait_for(handle.socket, state, left):
                state = handle.connect_poll()
        if state != Polling.OK:
            raise OperationalError(handle.error_message or "the connection failed")
    except BaseException:
        handle.finish()
        raise
    return handle


def as_text(value: Value) -> str | None:
    """A value as PostgreSQL reads it: a list as an array."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    return "{" + ",".join(str(one) if isinstance(one, int) else _element(one) for one in value) + "}"


def with_literals(query: str, values: Sequence[Value]) -> str:
    """A statement with its values written into it, for those that take none."""
    return _PLACE.sub(lambda place: literal(as_text(values[int(place[1]) - 1])), query)


def literal(text: str | None) -> str:
    """A text as a literal, whatever `standard_conforming_strings` says."""
    if text is None:
        return "NULL"
    escaped = text.replace("\\", "\\\\").replace("'", "''")
    return f"E'{escaped}'" if "\\" in text else f"'{escaped}'"


def _element(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
