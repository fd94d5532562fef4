"""The replication protocol over libpq: commands, and WAL as it streams in.

Format of commands and messages: PostgreSQL's documentation, "Streaming Replication Protocol"; all integers are big
endian.
"""

from __future__ import annotations

import os
import re
import selectors
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pagewake.engines.postgres import libpq
from pagewake.engines.postgres.server_errors import explain
from pagewake.errors import LogGap, SourceInUse, SourceUnreadable
from pagewake.jobs import Job
from pagewake.lsn import LsnStyle, parse_lsn

if TYPE_CHECKING:
    from pagewake.engines.postgres.connection import Reach

APPLICATION = "pagewake_receive"
"""The application name of a WAL sender's client: `synchronous_standby_names` has to name it on purpose."""

_POLL_SECONDS = 0.2
_CONNECT_SECONDS = 30.0
_DATA = struct.Struct(">cQQq")
_KEEPALIVE = struct.Struct(">cQqB")
_STATUS = struct.Struct(">cQQQqB")
_EPOCH_2000 = 946_684_800
_SIZES = {"B": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30}
_REMOVED = "58P01"
"""undefined_file: the WAL that was asked for has been removed."""
_IN_USE = "55006"
_DUPLICATE = "42710"
_UNDEFINED = "42704"
_DENIED = {"28000", "28P01", "42501", "53300", "55000"}
_DENIED_WORDS = re.compile(
    r"pg_hba\.conf|replication|must be superuser|max_wal_senders|wal_level|no password supplied|authentication",
    re.IGNORECASE,
)
_text = LsnStyle.HALVES.text


class ReplicationDenied(SourceUnreadable):
    """The server does not let this user stream its WAL."""


class WalRemoved(LogGap):
    """The server no longer has the WAL that was asked for."""


@dataclass(frozen=True)
class System:
    """What IDENTIFY_SYSTEM says: who the server is, its timeline, and how far its WAL is flushed."""

    system_identifier: int
    timeline: int
    flushed: int


@dataclass(frozen=True)
class WalData:
    """WAL from `first_lsn` on. `server_end` is how far the server's WAL went when it was sent."""

    first_lsn: int
    server_end: int
    data: memoryview


@dataclass(frozen=True)
class Keepalive:
    """A sign of life. `wanted`: the server asks for an answer."""

    server_end: int
    wanted: bool


@dataclass(frozen=True)
class TimelineEnd:
    """The server's history leaves the timeline that was streamed: it goes on as `timeline` from `fork`."""

    timeline: int
    fork: int


@dataclass(frozen=True)
class Ended:
    """The server ended the stream: it shuts down."""


class Replication:
    """One replication connection. `report` and `beat` may be called from another thread than the rest."""

    application = APPLICATION

    def __init__(self, reach: Reach, job: Job) -> None:
        self.where = reach.where
        self._job = job
        self._mutex = threading.Lock()
        self._streaming = False
        self._durable = 0
        conninfo = reach.parameters(replication="true", application_name=APPLICATION)
        with _told(self.where, "connecting for replication"):
            self._conn = self._connected(conninfo)
        self._selector = selectors.DefaultSelector()
        self._selector.register(self._conn.socket, selectors.EVENT_READ)

    # --- commands

    def identify(self) -> System:
        """Who the server is, and where."""
        ((identifier, timeline, position, *_),) = self._rows("IDENTIFY_SYSTEM")
        return System(int(identifier), int(timeline), parse_lsn(position.decode()))

    def show(self, setting: str) -> str:
        """The value of a setting."""
        return self._rows(f"SHOW {setting}")[0][0].decode()

    def segment_size(self) -> int:
        """Bytes of a WAL segment."""
        found = re.fullmatch(r"(\d+)(B|kB|MB|GB)", self.show("wal_segment_size"))
        if found is None:
            raise SourceUnreadable(
                "the server does not say how large its WAL segments are", object_name=self.where
            )
        return int(found[1]) * _SIZES[found[2]]

    def history(self, timeline: int) -> bytes | None:
        """The history file of a timeline; None where the server has none."""
        try:
            return self._rows(f"TIMELINE_HISTORY {timeline}")[0][1]
        except WalRemoved:
            return None

    def create_slot(self, name: str) -> bool:
        """Make a permanent physical slot that keeps WAL from now on; False where there is one of that name."""
        try:
            self._rows(f'CREATE_REPLICATION_SLOT "{name}" PHYSICAL RESERVE_WAL')
        except libpq.Error as error:
            if error.sqlstate == _DUPLICATE:
                return False
            raise _explained(error, self.where, f"making the replication slot {name}") from error
        return True

    def drop_slot(self, name: str) -> None:
        """Remove a slot; one that is gone is no error."""
        try:
            self._rows(f'DROP_REPLICATION_SLOT "{name}"')
        except libpq.Error as error:
            if error.sqlstate != _UNDEFINED:
                raise _explained(error, self.where, f"removing the replication slot {name}") from error

    # --- streaming

    def start(self, timeline: int, lsn: int, slot: str | None) -> TimelineEnd | None:
        """Have WAL streamed from an LSN on; what comes after the timeline where it ends right there.

        Raises WalRemoved, SourceInUse (somebody else reads from the slot), SourceUnreadable.
        """
        named = f'SLOT "{slot}" ' if slot else ""
        command = f"START_REPLICATION {named}PHYSICAL {_text(lsn)} TIMELINE {timeline}"
        with _told(self.where, "streaming WAL"):
            self._conn.send_query(command)
            result = self._result()
            if result is not None and result.status == libpq.Status.COPY_BOTH:
                self._conn.set_nonblocking(True)
                self._streaming, self._durable = True, 0
                return None
            ended = self._timeline_end(result)
            self._drain()
            if ended is None:
                raise SourceUnreadable("the server did not begin to stream", object_name=self.where)
            return ended

    def next(self, wait: float) -> WalData | Keepalive | TimelineEnd | Ended | None:
        """The next message; None when there is none within `wait` seconds.

        Raises WalRemoved, and SourceUnreadable where the connection is lost.
        """
        with _told(self.where, "streaming WAL"):
            message = self._copied()
            if message is None and self._selector.select(wait):
                with self._mutex:
                    self._conn.consume_input()
                message = self._copied()
            return message

    def report(self, durable: int) -> None:
        """Tell the server that everything before an LSN is safe. Any thread. Raises SourceUnreadable."""
        self._durable = max(self._durable, durable)
        self.beat()

    def beat(self) -> None:
        """Tell the server that somebody is there. Any thread. Raises SourceUnreadable."""
        clock = int((time.time() - _EPOCH_2000) * 1_000_000)
        # What was applied is told as unknown: nobody here can be read from, and none shall wait for it.
        status = _STATUS.pack(b"r", self._durable, self._durable, 0, clock, 0)
        with self._mutex, _told(self.where, "answering the server"):
            if self._streaming:
                self._conn.put_copy_data(status)
                self._conn.flush()

    def stop(self) -> None:
        """End the stream in an orderly way, as far as the connection still allows."""
        try:
            self.beat()
            with self._mutex, _told(self.where, "ending the stream"):
                if self._streaming:
                    self._streaming = False
                    self._conn.put_copy_end()
                    self._conn.flush()
        except SourceUnreadable:  # it is over all the same
            self._streaming = False

    def close(self) -> None:
        """Let the connection go."""
        with self._mutex:
            self._streaming = False
            self._selector.close()
            self._conn.finish()

    # --- below

    def _connected(self, conninfo: str) -> libpq.Handle:
        conn = libpq.Handle.connect_start(conninfo)
        deadline = time.monotonic() + float(os.environ.get("PGCONNECT_TIMEOUT") or _CONNECT_SECONDS)
        while conn.status != libpq.ConnectionStatus.BAD:
            state = conn.connect_poll()
            if state == libpq.Polling.OK:
                return conn
            if state == libpq.Polling.FAILED or conn.socket < 0:
                break
            event = selectors.EVENT_READ if state == libpq.Polling.READING else selectors.EVENT_WRITE
            with selectors.DefaultSelector() as selector:  # the socket can be another one after each step
                selector.register(conn.socket, event)
                selector.select(_POLL_SECONDS)
            if time.monotonic() > deadline or self._job.token.cancelled:
                conn.finish()
                self._job.check()
                raise libpq.OperationalError("timeout expired")
        message = conn.error_message
        conn.finish()
        error = libpq.OperationalError(message)
        if _DENIED_WORDS.search(message):
            raise _denied(error, self.where)
        raise error

    def _rows(self, command: str) -> list[list[bytes]]:
        """The rows that a command gives. Raises WalRemoved, libpq.Error for slots, SourceUnreadable."""
        rows: list[list[bytes]] = []
        slots = command.startswith(("CREATE", "DROP"))
        try:
            self._conn.send_query(command)
            while (result := self._result()) is not None:
                for row in range(result.ntuples):
                    rows.append([result.get_value(row, column) or b"" for column in range(result.nfields)])
        except libpq.Error as error:
            self._drain()
            if slots and error.sqlstate not in _DENIED:
                raise
            raise _explained(error, self.where, f"asking {command.split(' ')[0]}") from error
        return rows

    def _result(self) -> libpq.Result | None:
        """The next result of a command. Raises libpq.Error, Cancelled."""
        self._conn.flush()
        while self._conn.is_busy():
            self._job.check()
            if self._selector.select(_POLL_SECONDS):
                with self._mutex:
                    self._conn.consume_input()
        result = self._conn.get_result()
        if result is not None and result.status == libpq.Status.FATAL_ERROR:
            raise result.error()
        return result

    def _drain(self) -> None:
        """Read what is left of a command's results, so that the next one can be sent."""
        try:
            while self._conn.status == libpq.ConnectionStatus.OK and self._conn.get_result() is not None:
                pass
        except libpq.Error:  # the connection is gone: the next command says so
            return

    def _copied(self) -> WalData | Keepalive | TimelineEnd | Ended | None:
        with self._mutex:
            message = self._conn.get_copy_data(wait=False)
        if message is None:
            return self._end_of_copy()
        if not message:
            return None
        view = memoryview(message)
        kind = bytes(view[:1])
        if kind == b"w" and len(view) >= _DATA.size:
            _, first, end, _ = _DATA.unpack_from(view)
            return WalData(first, end, view[_DATA.size :])
        if kind == b"k" and len(view) >= _KEEPALIVE.size:
            _, end, _, wanted = _KEEPALIVE.unpack_from(view)
            return Keepalive(end, bool(wanted))
        raise SourceUnreadable(
            f"the server sent a replication message of the unknown kind {kind!r}", object_name=self.where
        )

    def _end_of_copy(self) -> TimelineEnd | Ended:
        """The server sends no more: because a timeline ends, because it shuts down, or because of an error."""
        with self._mutex:
            self._streaming = False
            self._conn.set_nonblocking(False)
        try:
            result = self._result()
            if result is not None and result.status == libpq.Status.COPY_IN:
                self._conn.put_copy_end()
                result = self._result()
            ended = self._timeline_end(result)
            self._drain()
        except libpq.Error as error:
            self._drain()
            raise _explained(error, self.where, "streaming WAL") from error
        return ended or Ended()

    def _timeline_end(self, result: libpq.Result | None) -> TimelineEnd | None:
        if result is None or result.status != libpq.Status.TUPLES_OK or not result.ntuples:
            return None
        timeline, fork = result.get_value(0, 0) or b"", result.get_value(0, 1) or b""
        return TimelineEnd(int(timeline), parse_lsn(fork.decode()))


@contextmanager
def _told(where: str, doing: str) -> Iterator[None]:
    """Turn what libpq complains of into errors of this program."""
    try:
        yield
    except libpq.Error as error:
        raise _explained(error, where, doing) from error


def _explained(error: libpq.Error, where: str, doing: str) -> Exception:
    """What a failed command means."""
    said = " ".join(str(error).split())
    if error.sqlstate == _REMOVED:
        return WalRemoved(f"the server no longer has this WAL ({said})", object_name=where)
    if error.sqlstate == _IN_USE:
        return SourceInUse(
            f"somebody else reads from this replication slot ({said})",
            object_name=where,
            advice="One receiver a slot. Stop the other one, or name another slot with --slot.",
        )
    if error.sqlstate in _DENIED and _DENIED_WORDS.search(said):
        return _denied(error, where)
    return explain(error, where, doing)


def _denied(error: libpq.Error, where: str) -> ReplicationDenied:
    said = " ".join(str(error).split())
    return ReplicationDenied(
        f"the server does not let this user stream its WAL ({said})",
        object_name=where,
        advice='It takes the REPLICATION attribute, a line for the database "replication" in pg_hba.conf, '
        "wal_level = replica and a free place in max_wal_senders: pagewake source check names what is missing.",
    )
