"""Having a server begin a backup: asked at once, waited for when nothing else is left to do.

It takes a server some flushes and a checkpoint to begin one, which is about as long as it takes this program to load
what reads pages. So both statements are sent, and what the server says to them waits in the connection. This is
all before any page is read, and nothing here needs what reads pages.
"""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from pagewake.engines.postgres import libpq
from pagewake.engines.postgres.connection import answer_of, explained, lsn_of, next_result, send
from pagewake.engines.postgres.server_errors import explain
from pagewake.errors import SourceUnreadable
from pagewake.model import Finding, Severity, WalPosition

if TYPE_CHECKING:
    from pagewake.engines.postgres.connection import Connection
    from pagewake.engines.postgres.live import LiveServer
    from pagewake.jobs import Job

_SLOT = "SELECT pg_create_physical_replication_slot($1, true, true)"
_PIPELINES_SINCE = 140000
"""The libpq that can send a statement before the one before it is answered."""
_CANCEL_SECONDS = 5
_SPREAD = (
    "waiting for the server's checkpoint, which it may spread over several minutes (checkpoint_timeout); "
    "asked to flush first (--checkpoint), it begins at once"
)


class Beginning:
    """A backup that a server was asked to begin, on a connection of its own that is kept open until the backup ends.

    First a temporary slot, so that the log of the time of the backup stays; it goes with the connection.
    """

    def __init__(self, server: LiveServer, label: str, *, checkpoint: bool) -> None:
        """Ask; returns before the server has done anything. Raises SourceUnreadable."""
        self.label = label
        self.checkpoint = checkpoint
        self.connection = server.connect("beginning a backup")
        self._server = server
        self._answered = False
        slot = f"pagewake_{os.getpid()}_{os.urandom(4).hex()}"
        call = "pg_backup_start($1, $2::boolean)"
        if server.facts.major < 15:
            call = "pg_start_backup($1, $2::boolean, false)"
        values = (label, str(checkpoint).lower())
        try:
            with explained(server.where, "beginning a backup"):
                pgconn = self.connection.pgconn
                self._pipelined = libpq.client_version() >= _PIPELINES_SINCE
                if self._pipelined:
                    pgconn.enter_pipeline_mode()
                    send(self.connection, _SLOT, (slot,))
                    pgconn.pipeline_sync()  # each fails for itself
                else:
                    send(self.connection, _SLOT, (slot,))
                    self._slot_findings = self._reserved(None)
                send(self.connection, f"SELECT {call}::text", values)
                if self._pipelined:
                    pgconn.pipeline_sync()
                    pgconn.flush()
        except BaseException:
            self.connection.close()
            raise

    def answers(self, label: str, *, checkpoint: bool) -> bool:
        """Whether this is the backup that was asked for in these words."""
        return (label, checkpoint) == (self.label, self.checkpoint)

    def wait(self, job: Job) -> tuple[int, list[Finding]]:
        """The LSN at which the backup starts, and what there is to say about the log's being kept.

        Raises SourceUnreadable, and Cancelled within a second while the server makes its checkpoint.
        """
        where = self._server.where
        if self._pipelined:
            self._slot_findings = self._reserved(job)
        with explained(where, "beginning a backup"):
            rows = answer_of(
                self.connection, job, None if self.checkpoint else lambda: job.say(_SPREAD, rare=True)
            )
            self._answered = True
            if self._pipelined:
                _require_sync(self.connection, job)
                self.connection.pgconn.exit_pipeline_mode()
        return lsn_of(rows[0][0]), self._slot_findings

    def close(self) -> None:
        """Give the backup up, where it was not handed on: the server does with its connection."""
        if not self._answered:
            with suppress(libpq.Error):
                self.connection.cancel(timeout=_CANCEL_SECONDS)
        self.connection.close()

    def _reserved(self, job: Job | None) -> list[Finding]:
        """Read what became of the slot; a finding where there is none."""
        findings = list[Finding]()
        try:
            answer_of(self.connection, job)
        except libpq.OperationalError as error:
            if self.connection.closed:
                raise explain(error, self._server.where, "reserving the WAL that the backup needs") from error
            findings.append(_not_reserved(self._server, error))
        except libpq.Error as error:
            findings.append(_not_reserved(self._server, error))
        if self._pipelined:
            with explained(self._server.where, "reserving the WAL that the backup needs"):
                _require_sync(self.connection, job)
        return findings


def start_position(server: LiveServer, connection: Connection, start: int) -> tuple[WalPosition, str]:
    """The start with its timeline, and why the log does not prove every change, if so. Raises SourceUnreadable."""
    with explained(server.where, "asking for the timeline"):
        row = connection.execute(
            "SELECT timeline_id, full_page_writes, pg_is_in_recovery() FROM pg_control_checkpoint()"
        ).fetchone()
    if row is None:
        raise SourceUnreadable("the server does not say its timeline", object_name=server.where)
    timeline, full_page_writes, recovering = row
    if recovering != server.facts.in_recovery:
        raise SourceUnreadable(
            "the standby was promoted while the backup began", object_name=server.where,
            advice="Run the backup again; it is then one of the new primary.",
        )  # fmt: skip
    reason = ""
    if recovering and not full_page_writes:
        reason = "the primary of this standby runs with full_page_writes off"
    return WalPosition(timeline, start), reason


def _require_sync(connection: Connection, job: Job | None) -> None:
    """Read the mark behind a pipelined statement's answer."""
    result = next_result(connection, job)
    if result is None or result.status != libpq.Status.PIPELINE_SYNC:
        raise libpq.OperationalError("server closed the connection unexpectedly")


def _not_reserved(server: LiveServer, error: libpq.Error) -> Finding:
    message = error.primary
    return Finding(
        Severity.WARNING,
        "log-not-reserved",
        server.where,
        f"The server may recycle WAL that this backup needs before it is archived: no temporary replication slot "
        f"could be made ({message}).",
        "Give the role REPLICATION and leave a free slot (max_replication_slots), archive with wal push, or raise "
        "wal_keep_size.",
    )
