"""Carrying out a backup: begin, archive the log, decide, read, end, archive the rest, and only then the
manifest.

Until the manifest is written there is no backup; whatever was uploaded before that lies in packs that the
next run finds and uses again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from importlib import import_module
from time import monotonic
from typing import TYPE_CHECKING

from pagewake.archive.archiver import LogArchiver
from pagewake.archive.joining import JoinedSummaries
from pagewake.backup.judging import EMPTY, Judged, judge_parent, unreadable
from pagewake.backup.log_needed import require_wal
from pagewake.backup.plan import (
    BackupPlan,
    BackupPolicy,
    Candidate,
    Situation,
    choose_type,
    format_problem,
    parent_for,
)
from pagewake.blocks import Meanwhile
from pagewake.clock import now as clock_now
from pagewake.engines.base import BackupSession, EarlySource, Engine, SessionEnd, Source, SourceFile
from pagewake.errors import BackupError, BackupMissing, ObjectCorrupt, ObjectMissing, ParentRemoved
from pagewake.jobs import Job, beside
from pagewake.model import Backup, BackupStatus, BackupType, Finding, Identity, Severity, WalPosition
from pagewake.repository.backup_ids import backup_label, new_backup_id
from pagewake.repository.history import history_of
from pagewake.repository.manifest import Manifest
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.stores.protecting import keep_locks

if TYPE_CHECKING:
    from pagewake.backup.mapping import FilePlan, TableBuilder
    from pagewake.backup.passing import ArchiveAside, PagePass

ATTEMPTS = 3
"""How often a backup is begun when an expiry keeps removing the backup that it builds on."""


@dataclass(frozen=True)
class BackupRequest:
    """What the user asked for. `type` is `auto` or a BackupType's value."""

    source: str
    type: str = "auto"
    checkpoint: bool = False
    workers: int = 2
    policy: BackupPolicy = field(default_factory=BackupPolicy)
    archive_every: float = 30.0
    """While pages are read, the log is archived every so many seconds."""
    id: str = ""
    """The id that the backup gets, where the source was asked to begin it (`begin_early`); else a new one."""


@dataclass(frozen=True)
class BackupStats:
    """The figures of one run. `bytes_written` is what the repository grew by."""

    pages_backed_up: int
    wal_segments_backed_up: int
    files_backed_up: int
    bytes_read: int
    bytes_written: int
    duration_ms: int

    @property
    def throughput_mbps(self) -> float:
        """Megabytes (10^6) read a second."""
        return round(self.bytes_read / 1000 / max(1, self.duration_ms), 1)


@dataclass(frozen=True)
class BackupReport:
    """A backup that exists, why it is of its type, what it took, and what it saw."""

    backup: Backup
    reason: str
    stats: BackupStats
    findings: tuple[Finding, ...]


def run_backup(
    repository: Repository,
    engine: Engine,
    source: Source,
    request: BackupRequest,
    job: Job,
    *,
    now: Callable[[], datetime] = clock_now,
) -> BackupReport:
    """Take one backup of `source` under the name that the request gives it.

    Raises BackupError and whatever the source, the log and the store raise; the repository is valid in any
    case.
    """
    with beside(_load_passing, name="imports"), repository.lock("backup", scope=request.source):
        for _ in range(ATTEMPTS - 1):
            try:
                return _Run(repository, engine, source, request, job, now).run()
            except ParentRemoved:  # what was uploaded is used again, on another parent
                repository.refresh()
                request = replace(request, id="")
        return _Run(repository, engine, source, request, job, now).run()


class _Run:
    """One run's state: who, since when, and what was seen so far."""

    def __init__(
        self,
        repository: Repository,
        engine: Engine,
        source: Source,
        request: BackupRequest,
        job: Job,
        now: Callable[[], datetime],
    ) -> None:
        self._repository = repository
        self._engine = engine
        self._source = source
        self._request = request
        self._job = job
        self._now = now
        self._started, self._clock = now(), monotonic()
        self._id = request.id or new_backup_id(lambda: self._started)
        self._archiver = LogArchiver(repository.wal, request.source, source, job)
        self._findings: list[Finding] = []
        self._pages = 0
        self._bytes_read = 0

    def run(self) -> BackupReport:
        """The whole backup, top to bottom."""
        if isinstance(self._source, EarlySource):
            self._source.begin_early(backup_label(self._id), checkpoint=self._request.checkpoint)
        backups = self._repository.backups(self._request.source)
        wal_before = self._repository.wal.stored_bytes
        # First what the log holds already: the session compares itself with the archive by whole stretches.
        identity = self._archiver.archive(self._source.identity(), backups)
        writer = self._repository.chunk_writer(self._id, self._job)
        with self._job.phase("begin"):
            session = self._begin(backups)
        from pagewake.backup.passing import ArchiveAside, PagePass

        try:
            # Where the log does not have to say what is read, reading need not wait for it.
            may_build = bool(backups) and self._request.type != BackupType.FULL.value
            if may_build:
                self._archiver.archive(identity, backups)
            files = list(session.files())
            self._findings += session.findings  # also what the listing saw
            plan, file_plans = self._decide(session, identity, backups, files)
            archive_now = partial(self._archiver.archive_meanwhile, identity, backups)
            table = self._read(
                PagePass(self._repository, session, writer, self._request.workers, self._job),
                file_plans,
                ArchiveAside(archive_now, self._request.archive_every, at_once=not may_build),
            )
            with self._job.phase("end"):
                end = session.end(self._job)
            self._findings += end.findings
            with self._job.phase("commit"):
                table.leave_out(end.gone)
                with beside(archive_now, name="log"):  # both wait for the disk, each for itself
                    for extra in end.files:
                        table.add_content(extra)
                    roots = table.write()
                    written = writer.finish().stored_bytes
                source, again = self._request.source, self._archiver.archive_again
                require_wal(self._repository, source, session.start, end.stop, again)
                self._require_unspoiled(session.redo, end.stop)
                written += self._repository.wal.stored_bytes - wal_before
                backup = self._backup(identity, session.start, end, plan, table, written)
                self._require_parent(plan)
                self._repository.write_manifest(
                    self._manifest(backup, identity, session.start, end.stop, roots)
                )
        except BaseException:
            try:
                session.abort()
            finally:
                writer.abort()
            raise
        keep_locks(self._repository.store, self._job)
        return self._report(backup, plan)

    def _begin(self, backups: Sequence[Backup]) -> BackupSession:
        """The session, which begins no earlier than any backup that is there."""
        begin = partial(
            self._source.begin,
            backup_label(self._id),
            checkpoint=self._request.checkpoint,
            known=self._archiver.known(),
            job=self._job,
        )
        session = begin()
        redo = session.redo
        if any(backup.timeline == redo.timeline and backup.start_lsn > redo.lsn for backup in backups):
            # It was asked to begin before the lock was ours, and another process ended its backup in between.
            session.abort()
            session = begin()
        return session

    def _decide(
        self,
        session: BackupSession,
        identity: Identity,
        backups: Sequence[Backup],
        files: Sequence[SourceFile],
    ) -> tuple[BackupPlan, list[FilePlan]]:
        """The type, the parent, the reason that the user is told, and what follows for each file.

        A parent that an expiry has just removed is none.
        """
        situation = Situation(self._started, identity, session.redo, backups, session.incomplete_reason)
        wanted = BackupType.INCREMENTAL if self._request.type == "auto" else BackupType(self._request.type)
        parent = parent_for(wanted, backups) if wanted is not BackupType.FULL else None
        judged = None
        file_plans: list[FilePlan] = []
        if parent is not None:
            try:
                manifest = self._repository.manifest(parent.id)
            except (BackupMissing, ObjectMissing):
                left = [backup for backup in backups if backup.id != parent.id]
                return self._decide(session, identity, left, files)
            except ObjectCorrupt as error:
                judged = unreadable(parent, error)
            else:
                judged, file_plans = self._judged(manifest, situation, files)
        plan = choose_type(
            self._request.type, situation, judged.candidate if judged else None, self._request.policy
        )
        if plan.demoted:
            self._findings.append(
                Finding(Severity.WARNING, "full-instead", self._request.source, plan.reason)
            )
        if plan.parent is not None:
            return plan, file_plans
        from pagewake.backup.mapping import plan_files

        return plan, plan_files(files, None, EMPTY)

    def _judged(
        self, manifest: Manifest, situation: Situation, files: Sequence[SourceFile]
    ) -> tuple[Judged, list[FilePlan]]:
        """The verdict on a parent, and what a backup on it would read of each file."""
        lengths: Counter[str] = Counter()
        for file in files:
            if file.relation is not None:
                lengths[file.relation] = max(lengths[file.relation], file.first_block + file.blocks)
        archive, parent = self._repository.wal, manifest.backup
        history = history_of(archive.rows(self._request.source))
        # The findings of a backup without an error name no bad page.
        findings = manifest.findings if parent.status is not BackupStatus.OK else ()
        other_format = format_problem(parent, manifest.identity, situation.identity)
        if other_format:
            return Judged(Candidate(parent, other_format)), []
        summary = JoinedSummaries(archive, self._engine)
        judged = judge_parent(parent, situation, history, summary, lengths, findings)
        if judged.candidate.problem:
            return judged, []
        from pagewake.backup.healing import heal
        from pagewake.backup.mapping import plan_files

        try:
            table = self._repository.file_table(manifest)
            plans = plan_files(files, table, judged.changes, judged.bad)
            return judged, heal(self._repository, plans, self._job)
        except (ObjectCorrupt, ObjectMissing) as error:
            return unreadable(parent, error), []

    def _read(self, reading: PagePass, plans: Sequence[FilePlan], log: ArchiveAside) -> TableBuilder:
        """Carry out the plans, and note what was seen."""
        try:
            return reading.run(plans, log)
        finally:
            self._findings += reading.findings
            self._pages, self._bytes_read = reading.pages, reading.bytes_read

    def _require_unspoiled(self, redo: WalPosition, stop: WalPosition) -> None:
        """Refuse what happened to the database's files while they were read, where no log can make up for it."""
        archive = self._repository.wal
        rows = history_of(archive.rows(self._request.source)).select(redo, stop)

        def meanwhile(row: StretchRow) -> Meanwhile:
            summary = archive.summary(row)
            events = [
                event
                for event in summary.events
                if redo.lsn <= event.lsn < stop.lsn or row.timeline != stop.timeline
            ]
            return Meanwhile(events, summary.relations.keys())

        reason = self._engine.spoiled_by(map(meanwhile, rows))
        if reason:
            raise BackupError(
                reason,
                object_name=self._request.source,
                meaning="No backup was made: what was read may not be what a replay needs.",
                advice="Run the backup again.",
            )

    def _require_parent(self, plan: BackupPlan) -> None:
        """What is taken over from the parent is safe from a prune for as long as the parent exists."""
        if plan.parent is not None and not self._repository.exists(plan.parent.id):
            raise ParentRemoved(
                "the backup that this one builds on was removed meanwhile", object_name=plan.parent.id
            )

    def _backup(
        self,
        identity: Identity,
        start: WalPosition,
        end: SessionEnd,
        plan: BackupPlan,
        table: TableBuilder,
        written: int,
    ) -> Backup:
        serious = any(finding.severity is Severity.ERROR for finding in self._findings)
        return Backup(
            id=self._id,
            source=self._request.source,
            type=plan.type,
            parent=plan.parent.id if plan.parent else None,
            timeline=start.timeline,
            start_lsn=start.lsn,
            stop_lsn=end.stop.lsn,
            stop_timeline=end.stop.timeline,
            started=self._started,
            finished=self._now(),
            status=BackupStatus.WARNINGS if serious else BackupStatus.OK,
            engine=identity.engine,
            system_identifier=identity.system_identifier,
            pages=self._pages,
            files=len(table.records),
            logical_bytes=sum(record.size for record in table.records),
            bytes_read=self._bytes_read,
            bytes_written=written,
            findings=len(self._findings),
            reason=plan.reason,
            duration_ms=self._elapsed_ms(),
        )

    def _manifest(
        self,
        backup: Backup,
        identity: Identity,
        start: WalPosition,
        stop: WalPosition,
        roots: Sequence[bytes],
    ) -> Manifest:
        history = history_of(self._repository.wal.rows(self._request.source))
        return Manifest(
            backup=backup,
            identity=identity,
            start=start,
            stop=stop,
            history=history.lineage(stop.timeline),
            file_table=tuple(roots),
            findings=tuple(self._findings),
            clock_begin=backup.started,
            clock_end=backup.finished,
        )

    def _report(self, backup: Backup, plan: BackupPlan) -> BackupReport:
        stats = BackupStats(
            pages_backed_up=self._pages,
            wal_segments_backed_up=self._archiver.stretches_added,
            files_backed_up=backup.files,
            bytes_read=self._bytes_read,
            bytes_written=backup.bytes_written,
            duration_ms=self._elapsed_ms(),
        )
        return BackupReport(backup, plan.reason, stats, tuple(self._findings))

    def _elapsed_ms(self) -> int:
        return int((monotonic() - self._clock) * 1000)


def _load_passing() -> None:
    """Load what reads and stores pages, which a process that starts can do while it waits for disk and database."""
    import_module("pagewake.backup.passing")
