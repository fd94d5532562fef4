"""A running PostgreSQL server as a source of backups and WAL, beside its data directory or through SQL alone.

What a backup does not need is imported where it is used: every command is a process that starts.
"""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.engines.postgres.beginning import Beginning
from pagewake.engines.postgres.control import describe_format
from pagewake.engines.postgres.live import LiveServer, open_local, open_remote
from pagewake.engines.postgres.versions import BLOCK_SIZE
from pagewake.errors import SourceUnreadable
from pagewake.model import Finding, Identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pagewake.engines.base import BackupSession, ReadSpan, Source, WalPiece, WalSpan
    from pagewake.engines.postgres.connection import Connection, ServerFacts
    from pagewake.engines.postgres.server_wal import ServerWal
    from pagewake.engines.postgres.session import ServerSession
    from pagewake.jobs import Job


_NEEDED_BY_SESSIONS = ("pagewake.engines.postgres.session", "pagewake.engines.postgres.server_wal")
"""What reads pages and WAL is loaded while the server begins."""


class PostgresSource:
    """A `Source`, and one that begins early."""

    def __init__(self, server: LiveServer) -> None:
        self._server = server
        self._session: ServerSession | None = None
        self._beginning: Beginning | None = None

    @cached_property
    def wal(self) -> ServerWal:
        """The way to the server's WAL; its `slot` may be set before `follow`."""
        from pagewake.engines.postgres.server_wal import ServerWal

        return ServerWal(self._server.reach, lambda: self._server.facts, self._server.spare)

    @property
    def needed_until(self) -> int | None:
        """The LSN up to which a backup in progress needs WAL now; None without one."""
        return self.wal.needed_until

    @property
    def server(self) -> LiveServer:
        """The server behind it."""
        return self._server

    @property
    def facts(self) -> ServerFacts:
        """What the server said about itself when it was opened."""
        return self._server.facts

    @property
    def location(self) -> str:
        """The directory, or the URI without a password."""
        return self._server.where

    def connect(self, doing: str, **overrides: str) -> Connection:
        """A connection of one's own to the same server. Raises SourceUnreadable."""
        return self._server.connect(doing, **overrides)

    def conninfo(self, **overrides: str) -> str:
        """The connection string of the same server for libpq (`replication="true"`); may hold a password."""
        return self._server.reach.parameters(**overrides)

    def identity(self) -> Identity:
        """Who the server is, by its system identifier."""
        facts = self.facts
        return Identity(
            engine="postgres",
            engine_version=facts.version,
            system_identifier=str(facts.system_identifier),
            page_size=BLOCK_SIZE,
            page_format=describe_format(
                facts.format, facts.segment_blocks, facts.segment_size, facts.checksum_version
            ),
        )

    def check(self) -> list[Finding]:
        """Every prerequisite with its state and, where it is not met, the command that helps."""
        from pagewake.engines.postgres.doctor import examine

        return examine(self._server)

    def setup_script(self) -> str:
        """The statements that make a role with the rights of a backup, and no other."""
        from pagewake.engines.postgres.roles import setup_script

        return setup_script(self.facts.major, self.facts.database)

    def begin_early(self, label: str, *, checkpoint: bool) -> None:
        """See `EarlySource.begin_early`."""
        if self._beginning is None or not self._beginning.answers(label, checkpoint=checkpoint):
            self._require_direct()
            self._release()
            self._beginning = Beginning(self._server, label, checkpoint=checkpoint)
            for module in _NEEDED_BY_SESSIONS:
                import_module(module)

    def begin(self, label: str, *, checkpoint: bool, known: Sequence[WalSpan], job: Job) -> BackupSession:
        """Begin a backup. Raises SourceUnreadable, Cancelled."""
        from pagewake.engines.postgres.session import begin_session

        self.begin_early(label, checkpoint=checkpoint)
        beginning, self._beginning = self._beginning, None
        assert beginning is not None
        self._session = begin_session(self._server, beginning, needed=self._need, job=job)
        return self._session

    def new_wal(self, known: Sequence[WalSpan], read: ReadSpan, job: Job) -> Iterator[WalPiece]:
        """See `Source.new_wal`. After the end of a backup the server may recycle what was read to the end."""
        self._require_direct()
        if self._session is not None:
            self.wal.require_ours(self._session.start, known, read)
        yield from self.wal.new_wal(known, read, job)
        if self._session is not None and self._session.ended:
            self._release()

    def follow(
        self, known: Callable[[], Sequence[WalSpan]], read: ReadSpan, interval: float, job: Job
    ) -> Iterator[WalPiece | None]:
        """See `Source.follow`."""
        self._require_direct()
        return self.wal.follow(known, read, interval, job)

    def use_slot(self, receiver: str, slot: str | None) -> None:
        """See `SlotUser.use_slot`."""
        from pagewake.engines.postgres.slots import check_slot_name, slot_name

        self.wal.slot = slot_name(receiver) if slot is None else check_slot_name(slot)

    def close(self) -> None:
        """Close what is open on the server."""
        self._release()
        self._server.spare.close()

    def _require_direct(self) -> None:
        """Raise SourceUnreadable where every statement may run in another session of the server."""
        if self.facts.is_pooled:
            raise SourceUnreadable(
                "the connection goes through a pooler, and a backup must be begun and ended, and WAL be received, on "
                "one server connection",
                object_name=self._server.where,
                meaning="Nothing was read.",
                advice="Connect to the server's own port instead of the pooler's.",
            )

    def _need(self, lsn: int) -> None:
        if self.wal.needed_from is None:
            self.wal.needed_from = lsn
        self.wal.needed_until = lsn

    def _release(self) -> None:
        if self._beginning is not None:
            self._beginning.close()
            self._beginning = None
        if self._session is not None:
            self._session.release()
            self._session = None
            self.wal.needed_from = self.wal.needed_until = None


def open_uri(uri: str) -> Source:
    """The server behind a URI. Raises SourceUnreadable, SourceNotRecognised."""
    return PostgresSource(open_remote(uri))


def open_directory(root: Path, connection: str | None) -> Source:
    """The server that runs on a data directory, or the directory of one that was shut down in order.

    Raises SourceUnreadable: it cannot be reached or read, or no server runs and the last one did not stop in order.
    """
    server = open_local(root, connection)
    if server is not None:
        return PostgresSource(server)
    from pagewake.engines.postgres.offline import OfflineSource

    return OfflineSource(root)
