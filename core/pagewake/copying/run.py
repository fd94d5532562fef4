"""Carrying out a copy: of each source the WAL first, then its backups, parents first, each with its manifest last.

A backup exists in the other repository when its manifest does, as everywhere, and only once everything that it needs
is there: its chunks, each compared with its hash on the way; its maps; the WAL that makes it consistent; and, as the
store says when it is asked, every pack that was written for it, with its size and its sealed footer. Stopped anywhere,
the other repository is valid, and the next run uses what has arrived.

Nothing is deleted or replaced in the other repository, and one that is damaged in the origin keeps no other from
being copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

import msgspec

from pagewake.clock import now as clock_now
from pagewake.copying.maps import Damage, MapMover, Twin
from pagewake.copying.plan import Act, BackupStep, CopyPlan, SourcePlan, same_backup
from pagewake.copying.planning import Choice, plan_copy, unreadable, want_of_room
from pagewake.copying.wal import WalMover
from pagewake.errors import BackupMissing, ObjectCorrupt, ObjectExists, ObjectMissing, RepositoryError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.evidence import EVIDENCE, Evidence
from pagewake.repository.index import PackInfo
from pagewake.repository.keeping import brought_back, held
from pagewake.repository.manifest import Manifest
from pagewake.repository.packs import pack_key, read_contents
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.repository.tags import tagged, tags_of
from pagewake.stores.protecting import keep_locks

WORKERS = 4
_NAMED = 20
"""So many damaged chunks of one backup are named."""


@dataclass(frozen=True)
class CopyReport:
    """What was copied, or would be. `bytes_written` is what the other repository grew by."""

    plan: CopyPlan
    done: bool
    copied: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    wal_copied: int = 0
    wal_bytes: int = 0
    chunks: int = 0
    bytes_read: int = 0
    bytes_written: int = 0
    findings: tuple[Finding, ...] = ()
    duration_ms: int = 0

    @property
    def ok(self) -> bool:
        """Whether everything that was asked for is there now, or would be."""
        return not any(one.severity is Severity.ERROR for one in self.findings)


def run_copy(
    origin: Repository,
    target: Repository,
    choice: Choice,
    job: Job,
    *,
    workers: int = WORKERS,
    dry_run: bool = False,
    now: Callable[[], datetime] = clock_now,
) -> CopyReport:
    """Copy what the other repository lacks; with `dry_run` only say what that is.

    Damage in the origin and content that contradicts what is there become findings. Raises UsageError, BackupMissing,
    LockHeld: another copy out of the same repository runs; Cancelled, and what a store raises that does not answer.
    """
    origin.file_index()
    target.file_index()
    if dry_run:
        origin.refresh()
        target.refresh()
        plan = plan_copy(origin, target, choice, job)
        findings = [*unreadable(origin, choice), *want_of_room(origin, target, plan), *_told(plan)]
        return CopyReport(plan, done=False, refused=_refused(plan), findings=tuple(findings))
    with origin.lock("read"), target.lock("copy", scope=origin.descriptor.id):
        target.index_for_writing(job)
        plan = plan_copy(origin, target, choice, job)
        findings = [*unreadable(origin, choice), *want_of_room(origin, target, plan)]
        return _Run(origin, target, plan, job, workers, findings).run()


@dataclass
class _Known:
    """A backup that both repositories have."""

    id: str
    manifest: Manifest | None = None
    table: tuple[bytes, ...] = ()


@dataclass
class _Run:
    """One run's state."""

    origin: Repository
    target: Repository
    plan: CopyPlan
    job: Job
    workers: int
    findings: list[Finding]
    copied: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    wal_copied: int = 0
    wal_bytes: int = 0
    chunks: int = 0
    bytes_read: int = 0
    written: int = 0

    def run(self) -> CopyReport:
        """Everything, source by source."""
        clock, wal_before = monotonic(), self.target.wal.stored_bytes
        self.findings += _told(self.plan)
        for finding in self.findings:
            self.job.warn(finding)
        self.refused += _refused(self.plan)
        self.job.plan({"copy the WAL": self.plan.wal_bytes, "copy the backups": self.plan.page_bytes})
        with self.job.phase("copy the WAL", self.plan.wal_bytes):
            for source in self.plan.sources:
                self._copy_wal(source)
        with self.job.phase("copy the backups", self.plan.page_bytes):
            for source in self.plan.sources:
                self._copy_backups(source)
        if self.copied:
            self._copy_evidence()
            keep_locks(self.target.store, self.job)
        return CopyReport(
            self.plan,
            True,
            tuple(self.copied),
            tuple(self.refused),
            self.wal_copied,
            self.wal_bytes,
            self.chunks,
            self.bytes_read + self.wal_bytes,
            self.written + self.target.wal.stored_bytes - wal_before,
            tuple(self.findings),
            int((monotonic() - clock) * 1000),
        )

    def _copy_wal(self, source: SourcePlan) -> None:
        mover = WalMover(self.origin, self.target, source.source, self.job, self.workers)
        try:
            mover.move(source.wal)
        finally:
            self.findings += mover.findings
            for finding in mover.findings:
                self.job.warn(finding)
            self.wal_copied += mover.copied
            self.wal_bytes += mover.bytes
        if mover.copied:
            self.target.wal.catalogue.consolidate()

    def _copy_backups(self, source: SourcePlan) -> None:
        """All backups of one source; the last one that both have is what the next one is compared with."""
        known: _Known | None = None
        there = {(row.timeline, row.name, row.digest) for row in self.target.wal.rows(source.source)}
        for step in source.backups:
            self.job.at(step.backup.id)
            self.job.check()
            if step.act is Act.THERE:
                known = _Known(step.backup.id)
            elif step.act is Act.COPY:
                known = self._copy_backup(source.source, step, known, there) or known

    def _copy_backup(
        self, source: str, step: BackupStep, known: _Known | None, wal: Set[tuple[int, str, bytes]]
    ) -> _Known | None:
        """Copy one backup; None where it could not be, and a finding says why. `wal` is what is there."""
        id_ = step.backup.id
        for row in step.needs:
            if (row.timeline, row.name, row.digest) not in wal:
                reason = f"the WAL {row.name}, which makes it consistent, could not be copied"
                self._refuse(id_, f"It was not copied: {reason}.", "")
                return None
        try:
            manifest = self.origin.manifest(id_)
        except (BackupMissing, ObjectMissing):
            self._note_gone(id_)
            return None
        except (ObjectCorrupt, RepositoryError) as error:
            self._refuse(id_, f"It was not copied: {error.what}.", error.advice)
            return None
        before = self.bytes_read
        roots, damage = self._bring(manifest, self._twin(known))
        # Maps and tables, and what was there by now, count as done with the rest.
        self.job.advance(max(0, step.bytes - (self.bytes_read - before)))
        if damage:
            if self.origin.exists(id_):
                self._report_damage(id_, damage)
            else:
                self._note_gone(id_)
            return None
        self._keep_as_there(source, step)
        gone = next((row for row in step.needs if not self._has_wal(row)), None)
        if gone is not None:
            self._refuse(
                id_, f"It was not copied: the WAL {gone.name}, which it needs, was removed there.", ""
            )
            return None
        copy = msgspec.structs.replace(manifest, file_table=tuple(roots))
        try:
            self.target.write_manifest(copy)
        except ObjectExists:
            if not same_backup(self.target.manifest(id_).backup, manifest.backup):
                self._refuse(id_, "Another backup of this id is there, with other content.", "")
                return None
        self.copied.append(id_)
        return _Known(id_, manifest, copy.file_table)

    def _bring(self, manifest: Manifest, twin: Twin | None) -> tuple[list[bytes], list[Damage]]:
        """Bring over chunks and maps, and see that what was written for them is there."""
        owner, packs = manifest.backup.id, len(self.target.index.packs)
        writer = self.target.chunk_writer(owner, self.job)
        mover = MapMover(
            self.origin,
            self.target,
            writer,
            self.job,
            same_ids=self.plan.same_ids,
            workers=self.workers,
            twin=twin,
        )
        try:
            roots = mover.move(manifest.file_table)
            self.written += writer.finish().stored_bytes
        except BaseException:
            writer.abort()
            raise
        finally:
            self.chunks += mover.mover.chunks
            self.bytes_read += mover.mover.bytes_read
        self._see_arrived(self.target.index.packs[packs:])
        return roots, mover.damage

    def _see_arrived(self, packs: Sequence[PackInfo]) -> None:
        """Read back what frames the packs that were just written.

        Raises ObjectCorrupt where one is not as it was written. It is noted as suspect first, since the index calls
        its chunks there: the next run would count on them.
        """
        bad = {}
        for pack in packs:
            self.job.check()
            try:
                contents = read_contents(self.target.store, self.target.sealer, pack.name, pack.size)
                if len(contents) != pack.chunks:
                    bad[pack.name] = "it holds something else"
            except (ObjectCorrupt, ObjectMissing) as error:
                bad[pack.name] = error.what
        if bad:
            self.target.suspects.note(bad, clock_now())
            name, why = next(iter(bad.items()))
            raise ObjectCorrupt(
                f"a pack that was just written is not as it was written ({why})",
                object_name=pack_key(name),
                meaning="The backup was not copied. What else has arrived is used by the next run.",
                advice="Check the disk or the server that it lies on, then run the copy again.",
            )

    def _twin(self, known: _Known | None) -> Twin | None:
        """The file tables of a backup that both have, if it still is in both and the same in both."""
        if known is None or not self.target.exists(known.id):
            return None
        try:
            here = known.manifest or self.origin.manifest(known.id)
            table = known.table
            if not table:
                there = self.target.manifest(known.id)
                if msgspec.structs.replace(there, file_table=()) != msgspec.structs.replace(
                    here, file_table=()
                ):
                    return None
                table = there.file_table
        except (RepositoryError, ObjectMissing):
            return None
        return Twin(known.id, tuple(here.file_table), tuple(table))

    def _keep_as_there(self, source: str, step: BackupStep) -> None:
        """Before a backup exists: hold and tag it as in the origin, and keep its WAL out of the trash."""
        there = self.origin.keeping.of(source)
        hold, words = there.hold_of(step.backup.id), tags_of([there]).get(step.backup.id)
        if hold is not None:
            self.target.keeping.change(source, held([hold.backup], hold.since, hold.by, hold.reason))
        if words:
            self.target.keeping.change(source, tagged([step.backup.id], words))
        self.target.keeping.expire()
        needed = {(row.timeline, row.name) for row in step.needs}
        if needed & self.target.keeping.of(source).stretches:
            _, now = self.target.keeping.change(source, brought_back((), (), needed))
            if needed & now.stretches:
                raise RepositoryError(
                    "a prune is removing WAL from the trash that this backup needs",
                    object_name=step.backup.id,
                    meaning="The backup was not copied; what has arrived is used by the next run.",
                    advice="Run the copy again when the prune has finished.",
                )

    def _copy_evidence(self) -> None:
        """Bring along what was last seen of the originals, marked as that; without it the copy is no less complete."""
        book, there = self.target.evidence, self.target.evidence.catalogue.keys()
        newest: dict[tuple[str, str], Evidence] = {}
        for record in (*self.origin.evidence.of_originals(), *self.origin.evidence.all()):
            newest.update(((id_, record.level), record) for id_ in record.backups if id_ in self.copied)
        for record in {one.id: one for one in newest.values()}.values():
            if EVIDENCE + record.id not in there:
                with suppress(
                    RepositoryError, ObjectMissing
                ):  # its rows are lost, and what was copied is whole
                    record = self.origin.evidence.whole(record.id)
                with suppress(ObjectExists):
                    book.adopt(record, self.origin.descriptor.id)

    def _has_wal(self, row: StretchRow) -> bool:
        return self.target.wal.holds(row.source, row.timeline, row.name, row.digest)

    def _note_gone(self, id_: str) -> None:
        self._note(Severity.WARNING, "backup-gone", id_, "It was removed while others were copied.")

    def _report_damage(self, id_: str, damage: Sequence[Damage]) -> None:
        for one in damage[:_NAMED]:
            self._note(
                Severity.ERROR,
                "chunk-damaged",
                f"{id_} chunk {one.chunk.hex()[:16]}",
                f"It cannot be read from {one.error.object_name}: {one.error.what}. "
                f"What needs it of this backup: {one.path}.",
                one.error.advice,
            )
        more = f" (and {len(damage) - _NAMED} more)" if len(damage) > _NAMED else ""
        self._refuse(
            id_,
            f"It was not copied: chunks that it needs are damaged{more}.",
            "Run pagewake verify on the repository that is copied from.",
        )

    def _refuse(self, id_: str, message: str, advice: str) -> None:
        self.refused.append(id_)
        self._note(Severity.ERROR, "backup-not-copied", id_, message, advice)

    def _note(self, severity: Severity, code: str, name: str, message: str, advice: str = "") -> None:
        finding = Finding(severity, code, name, message, advice)
        self.findings.append(finding)
        self.job.warn(finding)


def _refused(plan: CopyPlan) -> tuple[str, ...]:
    return tuple(step.backup.id for step in plan.steps if step.act is Act.REFUSED)


def _told(plan: CopyPlan) -> list[Finding]:
    """What the plan refuses, as findings."""
    found = [
        Finding(Severity.ERROR, "backup-not-copied", step.backup.id, f"It is not copied: {step.reason}.")
        for step in plan.steps
        if step.act is Act.REFUSED
    ]
    return found + [
        Finding(
            Severity.ERROR,
            "wal-conflict",
            f"WAL {one.row.name} of {one.row.source}",
            f"It is not copied: {one.reason}.",
            "Find out which of two servers writes under this name.",
        )
        for source in plan.sources
        for one in source.wal_refused
    ]
