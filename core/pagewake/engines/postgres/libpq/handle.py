"""One connection as libpq sees it: each method is a function of the library, named in its docstring."""

from __future__ import annotations

import selectors
import time
from collections.abc import Sequence
from ctypes import byref, c_char_p, c_void_p, create_string_buffer, string_at
from enum import IntEnum

from pagewake.engines.postgres.libpq.library import NOTICES, library
from pagewake.engines.postgres.libpq.results import OperationalError, Result

_ERROR_BYTES = 256


class ConnectionStatus(IntEnum):
    """ConnStatusType; others mean that the connection is being made."""

    OK = 0
    BAD = 1


class Polling(IntEnum):
    """PostgresPollingStatusType: what making a connection waits for."""

    FAILED = 0
    READING = 1
    WRITING = 2
    OK = 3


_UNHEARD = NOTICES(lambda argument, result: None)
"""Takes what servers only remark, which libpq would write to standard error."""


class Handle:
    """A connection to a server. For one thread at a time, but for `cancel`. Every method raises OperationalError.

    A closed one has status BAD and does nothing any more.
    """

    def __init__(self, pointer: int) -> None:
        self._pq, self._pointer = library(), pointer
        self._pq.PQsetNoticeReceiver(pointer, _UNHEARD, None)

    @classmethod
    def connect_start(cls, conninfo: str) -> Handle:
        """PQconnectStart: begin to connect."""
        pointer = library().PQconnectStart(conninfo.encode("utf-8", "surrogateescape"))
        if not pointer:
            raise OperationalError("out of memory")
        return cls(pointer)

    def __del__(self) -> None:
        self.finish()

    def finish(self) -> None:
        """PQfinish."""
        pointer, self._pointer = self._pointer, 0
        if pointer:
            self._pq.PQfinish(pointer)

    # --- what it is

    @property
    def status(self) -> int:
        """PQstatus: a `ConnectionStatus`, or a number while it is being made."""
        return int(self._pq.PQstatus(self._pointer)) if self._pointer else ConnectionStatus.BAD

    @property
    def socket(self) -> int:
        """PQsocket: the descriptor to wait for; negative where there is none."""
        return int(self._pq.PQsocket(self._open()))

    @property
    def error_message(self) -> str:
        """PQerrorMessage: what went wrong last, in libpq's or the server's words."""
        if not self._pointer:
            return "the connection is closed"
        return bytes(self._pq.PQerrorMessage(self._pointer) or b"").decode("utf-8", "replace").strip()

    @property
    def server_version(self) -> int:
        """PQserverVersion: 150020 for 15.20."""
        return int(self._pq.PQserverVersion(self._open()))

    @property
    def backend_pid(self) -> int:
        """PQbackendPID: of the process that the connection was told when it began."""
        return int(self._pq.PQbackendPID(self._open()))

    @property
    def host(self) -> str:
        """PQhost."""
        return bytes(self._pq.PQhost(self._open()) or b"").decode()

    @property
    def hostaddr(self) -> str:
        """PQhostaddr; empty for a socket of this machine."""
        return bytes(self._pq.PQhostaddr(self._open()) or b"").decode()

    @property
    def port(self) -> str:
        """PQport."""
        return bytes(self._pq.PQport(self._open()) or b"").decode()

    # --- what it does

    def connect_poll(self) -> int:
        """PQconnectPoll: a `Polling`."""
        return int(self._pq.PQconnectPoll(self._open()))

    def send_query(self, query: str) -> None:
        """PQsendQuery: one statement or several, without values."""
        self._require(self._pq.PQsendQuery(self._open(), _text(query)))

    def send_query_params(self, query: str, values: Sequence[str | None], *, binary: bool = False) -> None:
        """PQsendQueryParams: one statement with its values as text."""
        given = (c_char_p * len(values))(*(None if value is None else _text(value) for value in values))
        self._require(
            self._pq.PQsendQueryParams(
                self._open(), _text(query), len(values), None, given, None, None, int(binary)
            )
        )

    def set_single_row_mode(self) -> None:
        """PQsetSingleRowMode: rows one by one, as they come."""
        self._require(self._pq.PQsetSingleRowMode(self._open()))

    def flush(self) -> bool:
        """PQflush; False where not everything could be sent yet."""
        left = self._pq.PQflush(self._open())
        self._require(left >= 0)
        return bool(left == 0)

    def consume_input(self) -> None:
        """PQconsumeInput: take what has arrived."""
        self._require(self._pq.PQconsumeInput(self._open()))

    def is_busy(self) -> bool:
        """PQisBusy: whether `get_result` would wait."""
        return bool(self._pq.PQisBusy(self._open()))

    def get_result(self) -> Result | None:
        """PQgetResult: None behind the last one of a statement."""
        pointer = self._pq.PQgetResult(self._open())
        return Result(pointer) if pointer else None

    def set_nonblocking(self, on: bool) -> None:
        """PQsetnonblocking."""
        self._require(self._pq.PQsetnonblocking(self._open(), int(on)) == 0)

    def enter_pipeline_mode(self) -> None:
        """PQenterPipelineMode."""
        self._require(self._pq.PQenterPipelineMode(self._open()))

    def exit_pipeline_mode(self) -> None:
        """PQexitPipelineMode."""
        self._require(self._pq.PQexitPipelineMode(self._open()))

    def pipeline_sync(self) -> None:
        """PQpipelineSync."""
        self._require(self._pq.PQpipelineSync(self._open()))

    def get_copy_data(self, *, wait: bool) -> bytes | None:
        """PQgetCopyData: one message; empty where none has come and nobody waits, None behind the last one."""
        buffer = c_void_p()
        size = self._pq.PQgetCopyData(self._open(), byref(buffer), int(not wait))
        if size > 0:
            try:
                return string_at(buffer.value or 0, size)
            finally:
                self._pq.PQfreemem(buffer)
        self._require(size != -2)
        return b"" if size == 0 else None

    def put_copy_data(self, data: bytes) -> None:
        """PQputCopyData."""
        self._require(self._pq.PQputCopyData(self._open(), data, len(data)) == 1)

    def put_copy_end(self) -> None:
        """PQputCopyEnd."""
        self._require(self._pq.PQputCopyEnd(self._open(), None) == 1)

    def cancel(self, timeout: float) -> None:
        """Ask the server to give up what it does for this connection; encrypted as that is, where libpq can."""
        if self._pq.has("PQcancelCreate"):
            self._cancel_in_steps(timeout)
            return
        order = self._pq.PQgetCancel(self._open())
        said = create_string_buffer(_ERROR_BYTES)
        done = self._pq.PQcancel(order, said, _ERROR_BYTES)
        self._pq.PQfreeCancel(order)
        if not done:
            raise OperationalError(said.value.decode("utf-8", "replace").strip())

    def _cancel_in_steps(self, timeout: float) -> None:
        order, deadline = self._pq.PQcancelCreate(self._open()), time.monotonic() + timeout
        try:
            state = Polling.WRITING if self._pq.PQcancelStart(order) else Polling.FAILED
            while state in (Polling.READING, Polling.WRITING):
                wait_for(self._pq.PQcancelSocket(order), state, max(0.0, deadline - time.monotonic()))
                if time.monotonic() > deadline:
                    raise OperationalError("timeout expired")
                state = self._pq.PQcancelPoll(order)
            if state != Polling.OK:
                raise OperationalError("the query could not be cancelled")
        finally:
            self._pq.PQcancelFinish(order)

    def _open(self) -> int:
        if not self._pointer:
            raise OperationalError("the connection is closed")
        return self._pointer

    def _require(self, done: object) -> None:
        if not done:
            raise OperationalError(self.error_message)


def wait_for(descriptor: int, state: int, seconds: float | None) -> bool:
    """Wait until a connection that is being made can go on; False where it cannot within so many seconds."""
    event = selectors.EVENT_READ if state == Polling.READING else selectors.EVENT_WRITE
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, event)
        return bool(selector.select(seconds))


def _text(value: str) -> bytes:
    if "\0" in value:
        raise OperationalError("a text with a null character cannot be sent")
    return value.encode("utf-8", "surrogateescape")
