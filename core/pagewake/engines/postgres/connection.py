"""Connections to a live server: how it is reached, who it is, and queries that can be cancelled.

libpq does the reaching: URIs and key words as it knows them, passwords from PGPASSWORD, ~/.pgpass or PGPASSFILE.
Nothing here keeps or prints one.
"""

from __future__ import annotations

import os
import re
import selectors
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

from pagewake.engines.postgres import libpq
from pagewake.engines.postgres.libpq import conninfo_text, parse_conninfo
from pagewake.engines.postgres.server_errors import explain
from pagewake.engines.postgres.versions import BLOCK_SIZE, WalFormat, format_of_catalog
from pagewake.errors import SourceNotRecognised, SourceUnreadable
from pagewake.jobs import Job
from pagewake.lsn import parse_lsn

Connection: TypeAlias = libpq.Connection

APPLICATION = "pagewake"
"""The application name of every connection: nobody's synchronous_standby_names has it by accident."""

_DEFAULTS = {
    "connect_timeout": "10",
    "keepalives_idle": "60",
    "keepalives_interval": "10",
    "keepalives_count": "6",
}
_ENVIRONMENT = {"connect_timeout": "PGCONNECT_TIMEOUT"}
_LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")
_LIMIT_SINCE = {140000: "idle_session_timeout", 170000: "transaction_timeout"}
_POLL_SECONDS = 0.2
_SLOW_SECONDS = 2.0
_URI_PASSWORD = re.compile(
    r"(?<=://)([^/@:]*):[^@/]*@|(?<=[?&])password=[^&]*|\bpassword\s*=\s*('[^']*'|\S+)"
)


def without_password(conninfo: str) -> str:
    """A connection as people may see it."""
    return _URI_PASSWORD.sub(lambda found: f"{found[1]}@" if found[0].endswith("@") else "", conninfo)


@dataclass(frozen=True)
class Reach:
    """How one server is reached. `where` is what messages call it."""

    conninfo: str
    where: str

    def parameters(self, **overrides: str) -> str:
        """A connection string for libpq with everything that this program always sets.

        Raises SourceUnreadable for a connection that libpq cannot read.
        """
        try:
            given = parse_conninfo(self.conninfo)
            for name, value in _DEFAULTS.items():
                if name not in given and _ENVIRONMENT.get(name, "") not in os.environ:
                    given[name] = value
            if not given.get("dbname") and "PGDATABASE" not in os.environ and "service" not in given:
                given["dbname"] = "postgres"
            return conninfo_text({**given, "application_name": APPLICATION, **overrides})
        except libpq.Error as error:
            raise explain(error, self.where, "reading the connection") from None

    def connect(self, doing: str, **overrides: str) -> Connection:
        """A connection in autocommit mode without any time limit. Raises SourceUnreadable."""
        conninfo = self.parameters(**overrides, client_encoding="utf8")
        with explained(self.where, doing):
            connection = libpq.connect(conninfo)
            try:
                version = connection.pgconn.server_version
                limits = [*_LIMITS, *(name for since, name in _LIMIT_SINCE.items() if version >= since)]
                settings = [f"SET {name} = 0" for name in limits]
                settings += ["SET search_path = pg_catalog", "SET datestyle = iso", "SET bytea_output = hex"]
                connection.execute("; ".join(settings))
            except BaseException:
                connection.close()
                raise
        return connection

    def pinned(self, connection: Connection) -> Reach:
        """The one server that `connection` reached, where the connection string allows several."""
        info = connection.pgconn
        given = parse_conninfo(self.conninfo)
        given |= {"host": info.host, "port": info.port}
        given.pop("hostaddr", None)
        if info.hostaddr and not info.host.startswith("/"):
            given["hostaddr"] = info.hostaddr
        given.pop("target_session_attrs", None)
        given.pop("load_balance_hosts", None)
        return Reach(conninfo_text(given), self.where)


class Spare:
    """A place for one open connection that nobody uses at the moment.

    Each connection costs the server a process, and both sides some milliseconds. For any threads.
    """

    def __init__(self, connect: Callable[[str], Connection], connection: Connection | None = None) -> None:
        """`connect` makes one more, told what for."""
        self._connect = connect
        self._connection = connection
        self._lock = threading.Lock()
        self._closed = False

    def take(self, doing: str) -> Connection:
        """The one that lies here if it still works, or another one: the caller's own now. Raises SourceUnreadable."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            try:
                connection.execute("")
                return connection
            except libpq.Error:  # the server was restarted, or somebody ended it
                connection.close()
        return self._connect(doing)

    @contextmanager
    def lent(self, doing: str) -> Iterator[Connection]:
        """The same, put back afterwards."""
        connection = self.take(doing)
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        with self._lock:
            if self._connection is None and not self._closed:
                self._connection = connection
                return
        connection.close()

    def drop(self) -> None:
        """Close what lies here: nobody will want it soon."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def close(self) -> None:
        """The same, and keep none from now on."""
        self._closed = True
        self.drop()


@contextmanager
def explained(where: str, doing: str) -> Iterator[None]:
    """Turn what the client library raises into SourceUnreadable."""
    try:
        yield
    except libpq.Error as error:
        raise explain(error, where, doing) from error
    except UnicodeError as error:
        raise SourceUnreadable(
            f"the server sent text that is not in its encoding, while {doing}", object_name=where
        ) from error


@dataclass(frozen=True)
class ServerFacts:
    """What a server says about itself. Taken at one moment: `in_recovery` and `timeline` may change.

    `version` as people write it (`15.20`), `version_number` as the server counts (150020). `timeline` is the one
    it writes or replays. `segment_size` is that of WAL in bytes, `segment_blocks` that of relation files.
    `data_directory` is the directory on this machine, None for a server that is reached by connection only.
    `backend_key` is the process id that the connection was told when it began.
    """

    version: str
    version_number: int
    format: WalFormat
    system_identifier: int
    timeline: int
    segment_size: int
    segment_blocks: int
    checksum_version: int
    in_recovery: bool
    started: datetime
    database: str
    user: str
    superuser: bool
    replication: bool
    backend: int
    backend_key: int
    data_directory: Path | None

    @property
    def major(self) -> int:
        """15 for 15.20."""
        return self.version_number // 10000

    @property
    def is_pooled(self) -> bool:
        """Whether a pooler stands in between: the process that answers is not the one that let the connection in."""
        return self.backend != self.backend_key

    @property
    def checksums(self) -> bool:
        """Whether data pages carry checksums."""
        return self.checksum_version != 0


_FACTS = """
SELECT current_setting('server_version'), current_setting('server_version_num')::int,
       s.pg_control_version, s.catalog_version_no, s.system_identifier,
       i.bytes_per_wal_segment, i.blocks_per_segment, i.data_page_checksum_version, i.database_block_size,
       r.recovering, c.timeline_id, e.min_recovery_end_timeline,
       CASE WHEN r.recovering THEN NULL ELSE substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8) END,
       pg_postmaster_start_time(), current_database(), current_user::text, u.rolsuper, u.rolreplication,
       pg_backend_pid()
FROM (SELECT pg_is_in_recovery() AS recovering) r, pg_control_system() s, pg_control_init() i,
     pg_control_checkpoint() c, pg_control_recovery() e, pg_roles u
WHERE u.rolname = current_user
"""


def read_facts(connection: Connection, where: str, data_directory: Path | None) -> ServerFacts:
    """Ask a server who it is. Raises SourceUnreadable; SourceNotRecognised for one that is not supported."""
    with explained(where, "asking the server who it is"):
        row = connection.execute(_FACTS).fetchone()
    if row is None:
        raise SourceUnreadable("the server does not say who it is", object_name=where)
    (version, number, control, catalog, identifier, segment, blocks, checksums, page) = row[:9]
    (recovering, timeline, recovery_timeline, file_timeline, started, database, user, superuser) = row[9:17]
    try:
        wal_format = format_of_catalog(control, catalog)
    except SourceNotRecognised as error:
        error.what = f"PostgreSQL {version}: {error.what}"
        error.object_name = where
        raise
    if page != BLOCK_SIZE:
        raise SourceNotRecognised(
            f"this server was built with pages of {page} bytes; only {BLOCK_SIZE} are supported",
            object_name=where,
            advice="Use pg_basebackup for it.",
        )
    return ServerFacts(
        version=str(version).split()[0],
        version_number=number,
        format=wal_format,
        system_identifier=identifier & 0xFFFFFFFFFFFFFFFF,
        timeline=int(file_timeline, 16) if file_timeline else max(timeline, recovery_timeline),
        segment_size=segment,
        segment_blocks=blocks,
        checksum_version=checksums,
        in_recovery=recovering,
        started=started,
        database=database,
        user=user,
        superuser=superuser,
        replication=row[17],
        backend=row[18],
        backend_key=connection.pgconn.backend_pid,
        data_directory=data_directory,
    )


def run_patiently(
    connection: Connection, query: str, values: Sequence[str], job: Job, *, where: str, doing: str
) -> list[tuple[str | None, ...]]:
    """Run one statement that may take long; the rows as text.

    Cancelling the job cancels the statement on the server. Raises Cancelled within a second, SourceUnreadable.
    """
    with explained(where, doing):
        send(connection, query, values)
        return answer_of(connection, job)


def send(connection: Connection, query: str, values: Sequence[str]) -> None:
    """Send one statement, and do not wait for its answer. Raises libpq.Error."""
    connection.pgconn.send_query_params(query, values)
    connection.pgconn.flush()


def answer_of(
    connection: Connection, job: Job | None, slow: Callable[[], None] | None = None
) -> list[tuple[str | None, ...]]:
    """Wait for the answer to the first statement that was sent and is not answered; the rows as text.

    `slow` is called once, where the server takes longer than people wait without asking themselves why.
    Reads all of it also where the statement failed. Cancelling the job cancels the statement on the server. Raises
    Cancelled within a second, libpq.Error.
    """
    rows: list[tuple[str | None, ...]] = []
    error: libpq.Error | None = None
    while (result := next_result(connection, job, slow)) is not None:
        if result.status == libpq.Status.TUPLES_OK:
            rows = [_text_row(result, number) for number in range(result.ntuples)]
        elif result.status != libpq.Status.COMMAND_OK:
            error = result.error()
    if error is not None:
        raise error
    return rows


def next_result(
    connection: Connection, job: Job | None, slow: Callable[[], None] | None = None
) -> libpq.Result | None:
    """The next result of what was sent; None behind the last one of a statement. `slow` and errors as `answer_of`."""
    pgconn, begun = connection.pgconn, time.monotonic()
    with selectors.DefaultSelector() as selector:
        selector.register(pgconn.socket, selectors.EVENT_READ)
        while pgconn.is_busy():
            if job is not None:
                if job.token.cancelled:
                    with suppress(libpq.Error):
                        connection.cancel(timeout=5)
                job.check()
            if slow is not None and time.monotonic() - begun >= _SLOW_SECONDS:
                slow()
                slow = None
            if selector.select(_POLL_SECONDS):
                pgconn.consume_input()
    return pgconn.get_result()


def _text_row(result: libpq.Result, row: int) -> tuple[str | None, ...]:
    values = (result.get_value(row, column) for column in range(result.nfields))
    return tuple(None if value is None else value.decode() for value in values)


def settings_of(connection: Connection, where: str) -> dict[str, str]:
    """Every setting that the role may see, as `SHOW` prints it without units: the values of pg_settings."""
    with explained(where, "reading the settings"):
        return dict(connection.execute("SELECT name, setting FROM pg_settings").fetchall())


def lsn_of(text: str | None) -> int:
    """An LSN as the server prints it. Raises SourceUnreadable where there is none."""
    if not text:
        raise SourceUnreadable("the server answered without an LSN")
    return parse_lsn(text)
