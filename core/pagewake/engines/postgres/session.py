"""One backup of a running server: begun and ended by it, the files read beside it or through it.

Between `pg_backup_start` and `pg_backup_stop` the server keeps whole pages in the log for everything that changes,
so that replay from the start repairs whatever was copied half-way (`access/transam/xlog.c`). Both are called on
one connection that is kept open; a temporary slot on it keeps the log of that time on the server.
"""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from pagewake.engines.base import BlockReader, ExtraFile, PageVerdict, SessionEnd, SourceFile
from pagewake.engines.postgres import libpq
from pagewake.engines.postgres.beginning import Beginning, start_position
from pagewake.engines.postgres.captured import (
    Captured,
    configuration,
    databases_of,
    first_superuser,
    relation_names,
    server_description,
)
from pagewake.engines.postgres.connection import Connection, explained, lsn_of, run_patiently
from pagewake.engines.postgres.file_rules import Listing, skipped_at_top
from pagewake.engines.postgres.label import LABEL_NAME, TABLESPACE_MAP, parse_label
from pagewake.engines.postgres.late import ended_states, unlogged_remote
from pagewake.engines.postgres.live import LiveServer
from pagewake.engines.postgres.local_files import LocalReader, late_unlogged, list_local
from pagewake.engines.postgres.pages import check_files, check_pages
from pagewake.engines.postgres.read_ahead import ReadAhead
from pagewake.engines.postgres.remote_files import RemoteLister, RemoteReader, read_small, tablespaces_of
from pagewake.engines.postgres.segments import history_name
from pagewake.engines.postgres.timelines import parse_history
from pagewake.engines.postgres.versions import BLOCK_SIZE, version_directory
from pagewake.errors import SourceUnreadable
from pagewake.jobs import Job, beside
from pagewake.model import Finding, WalPosition

_SECONDS_BETWEEN_LOOKS = 1.0
_HALF = np.uint64(32)
_LOG_END = """
SELECT CASE WHEN pg_is_in_recovery() THEN greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn())
            ELSE pg_current_wal_insert_lsn() END - '0/0'
"""


class ServerSession:
    """A `BackupSession` on a running server. Made by `begin_session`."""

    def __init__(
        self,
        server: LiveServer,
        connection: Connection,
        start: WalPosition,
        incomplete_reason: str,
        findings: Sequence[Finding],
        needed: Callable[[int], None],
        job: Job,
    ) -> None:
        self._server = server
        self._connection = connection
        self._start = start
        self._incomplete_reason = incomplete_reason
        self._findings = list(findings)
        self._needed = needed
        self._job = job
        self._listing = Listing()
        self._index: list[dict[str, str]] = []
        self._ended = False
        self._looked = time.monotonic()
        self._ahead = ReadAhead(())
        self._asking = threading.Lock()
        self._log_end = start.lsn

    @property
    def start(self) -> WalPosition:
        """Where replay begins: the redo position of the checkpoint that the backup began with."""
        return self._start

    @property
    def redo(self) -> WalPosition:
        """The same: transactions that were open need no older log."""
        return self._start

    @property
    def incomplete_reason(self) -> str:
        """Why the log does not prove every page change; empty where it does."""
        return self._incomplete_reason

    @property
    def findings(self) -> Sequence[Finding]:
        """What begin saw."""
        return self._findings

    def files(self) -> Iterable[SourceFile]:
        """Everything that a restored server needs, listed now; the control file last."""
        self._listing = self._list()
        self._findings += self._listing.findings
        self._ahead = ReadAhead(self._listing.files)
        return self._listing.files

    def reader(self) -> BlockReader:
        """A reader beside the server where its directory is on this machine, else one with its own connection."""
        if self._server.root is not None:
            return LocalReader(self._server.root)
        connect, where = lambda: self._server.connect("connecting to read files"), self._server.where
        return RemoteReader(connect, where, self._ahead)

    def check(self, file: SourceFile, blocks: NDArray[np.int64], pages: memoryview) -> PageVerdict:
        """Check pages just read. Those changed since the start may be torn, and replay repairs them.

        A page with an LSN that the log has not reached was not changed since: its header is damaged.
        """
        self._look_at_server()
        newest = self._newest(pages)
        return check_pages(file, blocks, pages, self._server.facts.checksums, self._start.lsn, newest)

    def read_files(
        self, reader: BlockReader, files: Sequence[SourceFile], into: memoryview
    ) -> NDArray[np.bool_]:
        """See `FilesSession.read_files`; a reader at the other end of a connection reads ahead in its own way."""
        if not isinstance(reader, LocalReader):
            return np.zeros(len(files), bool)
        whole = reader.read_files(files, into)
        self._look_at_server()
        newest = self._newest(into)
        return whole & check_files(files, into, self._server.facts.checksums, self._start.lsn, newest)

    def end(self, job: Job) -> SessionEnd:
        """Stop the backup. The log up to the stop is kept on the server until the source lets it go."""
        server, names = self._server, Captured()
        databases = databases_of(self._connection, server.where)
        configured, self._index = configuration(self._connection, server.settings, server.root, server.where)

        def look() -> None:
            def connect(database: str) -> Connection:
                return server.connect("reading relation names", dbname=database)

            names.take(relation_names(databases, connect, server.where, job))

        # Every database is a connection of its own: they are asked while the server ends the backup.
        gone: tuple[str, ...] = ()
        if not server.facts.in_recovery:  # a standby's stop may lie before what it has replayed
            gone = ended_states(self._listing.files, server.root, self._connection, server.where)
        with beside(look, name="names"):
            position, label, described = self._stop(job)
        extra = [*names.files, *configured.files, described, *label]
        return SessionEnd(position, tuple(extra), (*names.findings, *configured.findings), gone)

    def _stop(self, job: Job) -> tuple[WalPosition, list[ExtraFile], ExtraFile]:
        """End the backup on the server: where, the files that it gives us, and what describes it."""
        server = self._server
        by_version = (
            "SELECT lsn::text, encode(convert_to(labelfile, getdatabaseencoding()), 'hex'), "
            "encode(convert_to(spcmapfile, getdatabaseencoding()), 'hex') FROM "
            + ("pg_backup_stop(false)" if server.facts.major >= 15 else "pg_stop_backup(false, false)")
        )
        rows = run_patiently(
            self._connection, by_version, (), job, where=server.where, doing="ending the backup"
        )
        self._ended = True
        if len(rows) != 1:
            raise SourceUnreadable("the server did not end the backup", object_name=server.where)
        stop, label, tablespace_map = rows[0]
        label_content = bytes.fromhex(label or "")
        said = parse_label(label_content)
        if said.start != self._start:
            raise SourceUnreadable(
                f"the server ended another backup than was begun: one from {said.start}, not {self._start}",
                object_name=server.where,
                advice="Run the backup again.",
            )
        position = WalPosition(self._stop_timeline(lsn_of(stop)), lsn_of(stop))
        self._needed(position.lsn)
        given = [ExtraFile(LABEL_NAME, label_content)]
        if tablespace_map:
            given.append(ExtraFile(TABLESPACE_MAP, bytes.fromhex(tablespace_map)))
        return position, given, self._described()

    def abort(self) -> None:
        """Close the connection, on which the server gives the backup up."""
        if not self._ended:
            self._ended = True
            self._connection.close()

    @property
    def ended(self) -> bool:
        """Whether the backup is over, in good or in bad."""
        return self._ended

    def release(self) -> None:
        """Let the server recycle the log of the time of the backup."""
        self._connection.close()

    # --- parts of files()

    def _list(self) -> Listing:
        server, listed = self._server, list[Finding]()
        settings, own = dict(server.settings), version_directory(server.facts.format)
        if server.root is not None:
            skipped = skipped_at_top(settings, str(server.root), listed)
            listing = list_local(server.root, server.facts.segment_blocks, own, skipped, self._job)
        else:
            data_directory = settings.get("data_directory", "")
            lister = RemoteLister(
                self._connection,
                server.where,
                segment_blocks=server.facts.segment_blocks,
                version_directory=own,
                data_directory=data_directory,
                group_access=settings.get("data_directory_mode", "0700") == "0750",
                skipped=skipped_at_top(settings, data_directory, listed),
                job=self._job,
            )
            listing = lister.run()
        listing.findings[:0] = listed
        return listing

    # --- parts of check()

    def _look_at_server(self) -> None:
        """Notice within seconds that the server has ended the backup's connection."""
        if time.monotonic() - self._looked < _SECONDS_BETWEEN_LOOKS or not self._asking.acquire(
            blocking=False
        ):
            return
        try:
            self._looked = time.monotonic()
            with explained(self._server.where, "a backup was being made"):
                pgconn = self._connection.pgconn
                if _readable(pgconn.socket):
                    pgconn.consume_input()
                    if pgconn.status == libpq.ConnectionStatus.BAD:
                        raise libpq.OperationalError("server closed the connection unexpectedly")
        finally:
            self._asking.release()

    def _newest(self, pages: memoryview) -> int:
        """The end of the log where a page claims to be later than that; 0 where none needs to be compared."""
        highest = highest_lsn(pages)
        return end if highest > self._log_end and highest > (end := self._ask_log_end()) else 0

    def _ask_log_end(self) -> int:
        """The LSN that the log has reached by now: no page that was read before can carry a later one."""
        with self._asking, explained(self._server.where, "asking how far the log is"):
            row = self._connection.execute(_LOG_END).fetchone()
            self._log_end = max(self._log_end, int(row[0]) if row and row[0] is not None else 0)
            return self._log_end

    # --- parts of end()

    def _described(self) -> ExtraFile:
        server, own = self._server, version_directory(self._server.facts.format)
        tablespaces = tablespaces_of(self._connection, server.where)
        if server.root is not None:
            unlogged = late_unlogged(server.root, own)
        else:
            unlogged = unlogged_remote(self._connection, server.where, tablespaces, own)
        return server_description(
            version=server.facts.version,
            version_number=server.facts.version_number,
            system_identifier=server.facts.system_identifier,
            in_recovery=server.facts.in_recovery,
            root=server.root,
            settings=server.settings,
            tablespaces=tablespaces,
            configured=self._index,
            superuser=first_superuser(self._connection, server.where),
            remove_before_start=sorted(unlogged & self._listing.logged),
        )

    def _stop_timeline(self, stop: int) -> int:
        """The timeline of the stop: a standby may have followed its primary to another one meanwhile."""
        if not self._server.facts.in_recovery:
            return self._start.timeline
        where = self._server.where
        with explained(where, "asking for the timeline"):
            row = self._connection.execute(
                "SELECT min_recovery_end_timeline FROM pg_control_recovery()"
            ).fetchone()
        reached = row[0] if row and row[0] else self._start.timeline
        if reached == self._start.timeline:
            return int(reached)
        content = self._history(reached)
        if content is None:
            raise SourceUnreadable(
                f"the standby went on to timeline {reached}, and its history cannot be read",
                object_name=where,
            )
        for span in parse_history(content, reached):
            if span.end is not None and stop <= span.end:
                return span.timeline
        return int(reached)

    def _history(self, timeline: int) -> bytes | None:
        path = f"pg_wal/{history_name(timeline)}"
        if self._server.root is None:
            return read_small(self._connection, path, self._server.where)
        try:
            return (self._server.root / path).read_bytes()
        except OSError:
            return None


def begin_session(
    server: LiveServer, beginning: Beginning, *, needed: Callable[[int], None], job: Job
) -> ServerSession:
    """Wait for a backup that a running server was asked to begin. `needed` is told up to which LSN the log is needed.

    Raises SourceUnreadable, and Cancelled within a second while the server makes its checkpoint.
    """
    try:
        lsn, findings = beginning.wait(job)
        start, reason = start_position(server, beginning.connection, lsn)
        needed(lsn)
        return ServerSession(server, beginning.connection, start, reason, findings, needed, job)
    except BaseException:
        beginning.close()
        raise


def highest_lsn(pages: memoryview) -> int:
    """The largest LSN in the headers of whole pages; the high half stands first."""
    swapped = np.frombuffer(pages, "<u8")[:: BLOCK_SIZE // 8]
    return int((swapped << _HALF | swapped >> _HALF).max(initial=np.uint64(0)))


def _readable(descriptor: int) -> bool:
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))
