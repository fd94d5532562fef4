"""Backups during which something happens at a known moment: between their start and the listing of their files."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.postgres.command import SOURCE, Pagewake
from tests.postgres.servers import Server

from pagewake.backup.run import BackupReport, BackupRequest, run_backup
from pagewake.engines.base import BackupSession, WalSpan
from pagewake.engines.postgres.engine import ENGINE
from pagewake.engines.postgres.live import LiveServer, open_local, open_remote
from pagewake.engines.postgres.source import PostgresSource
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore


class MeanwhileSource(PostgresSource):
    """A server to which something happens between a backup's start and the listing of its files.

    `before` happens once the backup has begun, `after` once its files were read and before it ends.
    """

    def __init__(
        self, server: LiveServer, before: Callable[[], object], after: Callable[[], object] | None = None
    ) -> None:
        super().__init__(server)
        self._before = before
        self._after = after

    def begin(self, label: str, *, checkpoint: bool, known: Sequence[WalSpan], job: Job) -> BackupSession:
        session = super().begin(label, checkpoint=checkpoint, known=known, job=job)
        self._before()
        if self._after is not None:
            deed, end = self._after, session.end

            def end_after(job: Job) -> object:
                deed()
                return end(job)

            session.end = end_after  # type: ignore[method-assign,assignment]
        return session


def backup_meanwhile(
    pagewake: Pagewake,
    server: Server,
    kind: str,
    before: Callable[[], object],
    after: Callable[[], object] | None = None,
    *,
    remote: bool = False,
) -> BackupReport:
    """A backup of `server` into the repository of `pagewake`; raises what the backup raises."""
    live = open_remote(server.uri()) if remote else open_local(server.data, server.socket_uri())
    assert live is not None
    source = MeanwhileSource(live, before, after)
    repository = Repository.open(LocalStore(pagewake.repo))
    try:
        return run_backup(
            repository, ENGINE, source, BackupRequest(SOURCE, kind, checkpoint=True), Job("backup")
        )
    finally:
        source.close()
