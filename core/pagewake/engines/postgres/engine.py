"""PostgreSQL behind the engine protocol. Every part is imported when it is first needed: an archive command
starts a process for each segment, and needs neither a database driver nor a recovery.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.postgres import opening, segments
from pagewake.errors import PagewakeError
from pagewake.lsn import LsnStyle
from pagewake.model import RecoveredTo, RestoreTarget, TargetKind

if TYPE_CHECKING:
    from pagewake.blocks import Meanwhile, WalSummary
    from pagewake.engines.base import (
        CommitColumns,
        LogInspection,
        PageDescription,
        ReadFile,
        ReadSpan,
        RecordLine,
        Source,
        WalOffer,
        WalSpan,
    )
    from pagewake.engines.postgres.recovery import PostgresRecovery
    from pagewake.engines.postgres.repair import StoppedCluster
    from pagewake.jobs import Job

ENGINE_NAME = "postgres"


class PostgresEngine:
    """The formats and rules of PostgreSQL 13 to 18. Stateless."""

    name = ENGINE_NAME
    title = "PostgreSQL"
    lsn_style = LsnStyle.HALVES
    targets = frozenset(TargetKind)
    stops_at_later_commit = True
    records_past_target = 2
    """The record that crosses the target, and the next one, which tells the server to stop."""

    def recognise(self, location: str) -> bool:
        """Whether it is a connection URI, or a data directory."""
        return opening.recognise(location)

    def recognises_wal(self, path: Path) -> bool:
        """Whether a file is named like something in `pg_wal`, or begins like a segment."""
        name = path.name
        if segments.is_history_name(name) or segments.is_backup_history_name(name):
            return True
        if not (segments.is_segment_name(name) or segments.is_partial_name(name)):
            return False
        try:
            with path.open("rb") as file:
                segments.read_header(file.read(segments.LONG_HEADER), name=name)
        except (OSError, PagewakeError):
            return False
        return True

    def open(self, location: str, *, connection: str | None = None) -> Source:
        """Open a data directory or a connection URI. Raises SourceNotRecognised, SourceUnreadable, UsageError."""
        return opening.open_source(location, connection=connection)

    def wal_pieces(
        self, paths: Sequence[Path], known: Sequence[WalSpan], read: ReadSpan, job: Job
    ) -> WalOffer:
        """What files of `pg_wal` hold that the archive lacks; see `Engine.wal_pieces`."""
        from pagewake.engines.postgres.handover import offer_of_files

        return offer_of_files(paths, known, read, job)

    def waiting(self, path: Path, limit: int) -> Sequence[Path]:
        """Segments that `archive_status` says are ready after `path`. Raises SourceUnreadable."""
        from pagewake.engines.postgres.handover import backlog

        return backlog(path, limit) if limit else ()

    def following(self, name: str, size: int) -> Iterator[str]:
        """The segments after one, on its timeline."""
        return segments.following(name, size)

    def recovery(self, disk: Disk = REAL_DISK) -> PostgresRecovery:
        """The recovery of this engine."""
        from pagewake.engines.postgres.recovery import PostgresRecovery

        return PostgresRecovery(disk)

    def page_options(self, *, in_place: bool) -> Mapping[str, str]:
        """What the private server does at the target; see `RepairsPages`."""
        from pagewake.engines.postgres.replay import options

        return options(in_place)

    def replay_pages(
        self, directory: Path, target: RestoreTarget, reached: RecoveredTo | None, job: Job, *, in_place: bool
    ) -> RecoveredTo:
        """Have a private server replay them; see `RepairsPages`."""
        from pagewake.engines.postgres.replay import replay_to_any, replay_to_checkpoint

        return replay_to_checkpoint(directory, target, job) if in_place else replay_to_any(directory, job)

    def page_problems(self, directory: Path, pages: Iterable[tuple[str, int, bytes]]) -> Iterator[str]:
        """What their headers and checksums say; see `RepairsPages`."""
        from pagewake.engines.postgres.replay import page_problems

        return page_problems(directory, pages)

    def stopped(self, directory: Path, page_file: str, disk: Disk = REAL_DISK) -> StoppedCluster:
        """The data directory of a stopped server, to put pages back into it; see `RepairsPages`."""
        from pagewake.engines.postgres.repair import StoppedCluster

        return StoppedCluster(directory.absolute(), disk)

    def summarise(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> WalSummary:
        """Summarise an archived stretch again. Raises LogCorrupt."""
        from pagewake.engines.postgres.summaries import summarise

        return summarise(data, span.first_lsn, span.end_lsn, span.timeline, name=span.name, before=before)

    def locate(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        target: RestoreTarget,
        before: bytes | memoryview | None = None,
    ) -> int | None:
        """The LSN of the record that recovery to a target stops at, if it ends in this stretch; see `log.locate`."""
        from pagewake.engines.postgres.log import locate

        return locate(data, span, target, before)

    def commits(
        self, data: bytes | memoryview, span: WalSpan, before: bytes | memoryview | None = None
    ) -> CommitColumns:
        """The commits whose records end in this stretch, also of prepared transactions."""
        from pagewake.engines.postgres.log import commits

        return commits(data, span, before)

    def spoiled_by(self, log: Iterable[Meanwhile]) -> str:
        """Directories that were copied, and then removed or changed while they should have been read."""
        from pagewake.engines.postgres.spoiling import spoiled_by

        return spoiled_by(log)

    def relation_names(self, read_file: ReadFile) -> Mapping[str, str]:
        """`database.schema.name` of the relations that the backup captured the names of."""
        from pagewake.engines.postgres.captured_server import relation_names

        return relation_names(read_file)

    def time_zone(self, read_file: ReadFile) -> str | None:
        """What its log was written in, else what its sessions began with."""
        from pagewake.engines.postgres.captured_server import captured_server

        return captured_server(read_file).time_zone or None

    def block_records(
        self,
        data: bytes | memoryview,
        span: WalSpan,
        relation: str,
        block: int,
        before: bytes | memoryview | None = None,
    ) -> Sequence[RecordLine]:
        """The records of this stretch that name a block. Raises LogCorrupt."""
        from pagewake.engines.postgres import inspection

        return inspection.block_records(data, span, relation, block, before)

    def inspect(self, paths: Sequence[Path], since: int | None, until: int | None) -> LogInspection:
        """Read WAL files outside any repository."""
        from pagewake.engines.postgres.inspection import inspect_log

        return inspect_log(paths, since, until)

    def describe_page(self, page: bytes, block: int) -> PageDescription:
        """Decode one page for people."""
        from pagewake.engines.postgres.pages import describe_page

        return describe_page(page, block)


ENGINE = PostgresEngine()
