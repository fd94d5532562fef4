"""PostgreSQL's own incremental backups (17 and later), to show beside ours what they make of a trap."""

from __future__ import annotations

from pathlib import Path

from tests.postgres.command import start_and_promote, until
from tests.postgres.servers import Rig, Server, own, run_tool


class NativeChain:
    """A full backup and increments by pg_basebackup; the server must have `summarize_wal` on from the start."""

    def __init__(self, rig: Rig, server: Server) -> None:
        self.rig = rig
        self.server = server
        self.backups: list[Path] = []

    def backup(self) -> None:
        """Take the full one, or an increment of the last."""
        place = self.rig.directory("native")
        parent = [f"--incremental={self.backups[-1] / 'backup_manifest'}"] if self.backups else []
        if parent:
            self._wait_for_summaries()
        self.server.pg("pg_basebackup", "-D", place, "-c", "fast", "-X", "stream", "--no-sync", *parent)
        self.backups.append(place)

    def restore(self) -> Server:
        """A running server on what pg_combinebackup makes of the chain."""
        place = self.rig.directory("combined")
        run_tool(self.server.installation, "pg_combinebackup", "--no-sync", "-o", place, *self.backups)
        own(place, recursive=True)
        restored = self.rig.adopt(self.server.installation, place)
        start_and_promote(restored)
        return restored

    def _wait_for_summaries(self) -> None:
        self.server.checkpoint()
        redo = self.server.value("SELECT redo_lsn FROM pg_control_checkpoint()")
        until(
            lambda: bool(
                self.server.value(
                    "SELECT summarized_lsn >= %s::pg_lsn FROM pg_get_wal_summarizer_state()", redo
                )
            )
        )
