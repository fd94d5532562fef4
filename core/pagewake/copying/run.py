"""Carrying out a copy: of each source the WAL first, then its backups, parents first, each with its manifest last.

A backup exists in the other repository when its manifest does, as everywhere, and only once everything that it needs
is there: its chunks, each compared with its hash on the way; its maps; the WAL that makes it consistent; and every pack
that it counts on, looked at by more than its size (`arrival`). Stopped anywhere, the other repository is valid, and the
next run uses what has arrived.

Nothing is deleted in the other repository, nor replaced but what is damaged, and one that is damaged in the origin
keeps no other from being copied.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from time import monotonic

import msgspec

from pagewake.allocator import give_back
from pagewake.clock import now as clock_now
from pagewake.copying.arrival import Arrival
from pagewake.copying.following import copy_evidence, follow
from pagewake.copying.maps import Damage, MapMover, Twin
from pagewake.copying.plan import Act, BackupStep, CopyPlan, SourcePlan, same_backup, wal_to_look_at
from pagewake.copying.planning import Choice, plan_copy, unreadable, want_of_room
from pagewake.copying.report import CHECK_THERE, STILL_DAMAGED, CopyReport, refused_by, told_by
from pagewake.copying.wal import WalMover
from pagewake.errors import BackupMissing, ObjectCorrupt, ObjectExists, ObjectMissing, RepositoryError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.file_table import FileTable
from pagewake.repository.keeping import brought_back
from pagewake.repository.live_chunks import Needs
from pagewake.repository.manifest import Manifest
from pagewake.repository.packs import pack_key
from pagewake.repository.repository import Repository
from pagewake.stores.protecting import keep_locks

WORKERS = 4
_NAMED = 20
"""So many damaged chunks of one backup are named."""


def run_copy(
    origin: Repository,
    target: Repository,
    choice: Choice,
    job: Job,
    *,
    workers: int = WORKERS,
    dry_run: bool = False,
    read_back: bool = False,
    now: Callable[[], datetime] = clock_now,
) -> CopyReport:
    """Copy what the other repository lacks; with `dry_run` only say what that is.

    `read_back`: all that was asked for is read from the other repository when it is there, also what was there before,
    and compared with its hashes; what is damaged is copied again.

    Damage in the origin and content that contradicts what is there become findings. Raises UsageError, BackupMissing,
    LockHeld: another copy out of the same repository runs; Cancelled, and what a store raises that does not answer.
    """
    origin.file_index()
    target.file_index()
    if dry_run:
        origin.refresh()
        target.refresh()
        plan = plan_copy(origin, target, choice, job)
        findings = [*unreadable(origin, choice), *want_of_room(origin, target, plan), *told_by(plan)]
        return CopyReport(plan, done=False, refused=refused_by(plan), findings=tuple(findings))
    with origin.lock("read"), target.lock("copy", scope=origin.descriptor.id):
        target.index_for_writing(job)
        plan = plan_copy(origin, target, choice, job)
        findings = [*unreadable(origin, choice), *want_of_room(origin, target, plan)]
        arrival = Arrival(target, job, read_back=read_back)
        arrival.look_at_unnamed()
        give_back()
        return _Run(origin, target, plan, job, workers, findings, arrival).run()


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
    arrival: Arrival
    copied: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)
    wal_copied: int = 0
    wal_bytes: int = 0
    chunks: int = 0
    bytes_read: int = 0
    written: int = 0

    def run(self) -> CopyReport:
        """Everything, source by source."""
        clock, wal_before = monotonic(), self.target.wal.stored_bytes
        early = set(self.arrival.damaged)
        self.findings += told_by(self.plan)
        for finding in self.findings:
            self.job.warn(finding)
        self.refused += refused_by(self.plan)
        there = {
            one.source: wal_to_look_at(
                one, self.target.wal.rows(one.source), read_back=self.arrival.read_back
            )
            for one in self.plan.sources
        }
        look = sum(row.size for rows in there.values() for row in rows)
        self.job.plan(
            {"copy the WAL": self.plan.wal_bytes, "read back": look, "copy the backups": self.plan.page_bytes}
        )
        with self.job.phase("copy the WAL", self.plan.wal_bytes):
            for source in self.plan.sources:
                self._move_wal(source.source, partial(WalMover.move, rows=source.wal))
        if look:
            with self.job.phase("read back", look):
                for name, rows in there.items():
                    self._move_wal(name, partial(WalMover.look_at, rows=rows))
        give_back()
        with self.job.phase("copy the backups", self.plan.page_bytes):
            for source in self.plan.sources:
                self._copy_backups(source)
        self._note_packs(set(self.arrival.damaged) - early, mended=not self.refused)
        if self.copied:
            copy_evidence(self.origin, self.target, self.copied)
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
            tuple(self.followed),
            self.arrival.report(),
        )

    def _move_wal(self, source: str, move: Callable[[WalMover], None]) -> None:
        mover = WalMover(
            self.origin, self.target, source, self.job, self.workers, read_back=self.arrival.read_back
        )
        try:
            move(mover)
        finally:
            self.findings += mover.findings
            for finding in mover.findings:
                self.job.warn(finding)
            self.wal_copied += mover.copied
            self.wal_bytes += mover.bytes
            self.arrival.add_wal(mover.looked_at, mover.bytes_looked_at, mover.damaged, mover.mended)
        if mover.copied:
            self.target.wal.catalogue.consolidate()

    def _copy_backups(self, source: SourcePlan) -> None:
        """All backups of one source; the last one that both have is what the next one is compared with."""
        known: _Known | None = None
        needs = Needs(self.target, self.job)
        there = {(row.timeline, row.name, row.digest) for row in self.target.wal.rows(source.source)}
        for step in source.backups:
            self.job.at(step.backup.id)
            self.job.check()
            if step.act is Act.THERE:
                known = _Known(step.backup.id)
                if step.tags or step.hold:
                    self._follow(source.source, step)
                if self.arrival.read_back:
                    self._read_back(source.source, step, needs)
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
        roots, damage, whole = self._bring_whole(manifest, self._twin(known))
        # Maps and tables, and what was there by now, count as done with the rest.
        self.job.advance(max(0, step.bytes - (self.bytes_read - before)))
        if damage:
            if self.origin.exists(id_):
                self._report_damage(id_, damage)
            else:
                self._note_gone(id_)
            return None
        if not whole:
            self._refuse(id_, STILL_DAMAGED, CHECK_THERE)
            return None
        self._follow(source, step)
        self._keep_wal(source, step)
        holds = self.target.wal.holds
        gone = next(
            (row for row in step.needs if not holds(row.source, row.timeline, row.name, row.digest)), None
        )
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

    def _bring_whole(self, manifest: Manifest, twin: Twin | None) -> tuple[list[bytes], list[Damage], bool]:
        """Bring over chunks and maps; again where something that was counted on turns out to be damaged there.

        Returns the ids of the file table there, the damage here, and whether all of it is there as it should be.
        """
        known = set(self.arrival.damaged)
        roots, damage = self._bring(manifest, twin, afresh=False)
        if not damage and set(self.arrival.damaged) == known and self._reads(manifest, roots):
            return roots, damage, True
        whole = False
        if not damage:  # what was counted on before it was looked at is looked at now
            roots, damage = self._bring(manifest, twin, afresh=True)
            whole = not damage and self._reads(manifest, roots)
        self._note_packs(known, mended=whole)
        return roots, damage, whole

    def _reads(self, manifest: Manifest, roots: Sequence[bytes]) -> bool:
        """Read back what a backup needs there, if that is asked for; whether it is as it should be."""
        if not self.arrival.read_back:
            return True
        table = FileTable(roots, self.target.chunk_reader().read)
        return self.arrival.reads(Needs(self.target, self.job).of(manifest.backup.source, table))

    def _read_back(self, source: str, step: BackupStep, needs: Needs) -> None:
        """Read a backup that is there from end to end, but what was read already; mend what is damaged."""
        id_, known = step.backup.id, set(self.arrival.damaged)
        try:
            there = self.target.manifest(id_)
            if self.arrival.reads(needs.of(source, self.target.file_table(there))):
                return
            manifest = self.origin.manifest(id_)
        except (BackupMissing, ObjectMissing):
            self._note_gone(id_)
            return
        roots, damage = self._bring(manifest, self._twin(_Known(id_, manifest)), afresh=True)
        whole = not damage and self._reads(there, roots)
        if (
            whole and tuple(roots) != there.file_table
        ):  # maps that were lost may have been written otherwise before
            self.target.write_manifest(msgspec.structs.replace(there, file_table=tuple(roots)), replace=True)
        self._note_packs(known, mended=whole)
        if not whole:
            self._note(Severity.ERROR, "chunk-damaged", id_, STILL_DAMAGED, CHECK_THERE)

    def _note_packs(self, known: Set[str], *, mended: bool) -> None:
        """Say which packs are damaged there, but for those that are `known`."""
        for name in sorted(set(self.arrival.damaged) - known):
            why = self.arrival.damaged[name]
            text = f"It is damaged there: {why}."
            if mended:
                self.arrival.mended.append(pack_key(name))
                text = f"It is damaged there: {why}. What the copied backups need of it was copied again."
            self._note(Severity.WARNING, "pack-damaged", pack_key(name), text, CHECK_THERE)

    def _bring(
        self, manifest: Manifest, twin: Twin | None, *, afresh: bool
    ) -> tuple[list[bytes], list[Damage]]:
        """Bring over chunks and maps, and see that what was written for them is there."""
        owner, packs = manifest.backup.id, len(self.target.index.packs)
        writer = self.target.chunk_writer(owner, self.job)
        mover = MapMover(
            self.origin,
            self.target,
            writer,
            self.arrival,
            self.job,
            same_ids=self.plan.same_ids,
            workers=self.workers,
            twin=twin,
            afresh=afresh,
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
        self.arrival.require_arrived(self.target.index.packs[packs:])
        return roots, mover.damage

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

    def _follow(self, source: str, step: BackupStep) -> None:
        """Tag and hold a backup as in the origin."""
        changed, finding = follow(self.origin, self.target, source, step)
        if finding is not None:
            self.findings.append(finding)
            self.job.warn(finding)
        elif changed and step.act is Act.THERE:
            self.followed.append(step.backup.id)

    def _keep_wal(self, source: str, step: BackupStep) -> None:
        """Before a backup exists: keep its WAL out of the trash."""
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
