"""Verification at three levels, each holding the ones before it.

* `structure`: every manifest, file table and map opens; every chunk they name is in a pack of the right
size; the WAL that makes each backup consistent is there. Reads metadata only.
* `data`: every byte is read and compared with its hash: packs, WAL, summaries, indexes.
* `restore`: each backup is restored to a scratch directory, recovered, and proven by its engine.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import monotonic

from pagewake.check_rows import RowBook
from pagewake.clock import now as clock_now
from pagewake.engines.base import Engine
from pagewake.errors import Cancelled, DiskFull, ObjectCorrupt, PagewakeError, StoreUnavailable
from pagewake.jobs import Job
from pagewake.model import Backup, CheckRow, Finding, Proof, RestoreTarget, Severity, TargetKind
from pagewake.repository.backup_ids import is_backup_id
from pagewake.repository.evidence import Evidence
from pagewake.repository.manifest import BACKUPS
from pagewake.repository.repository import Repository
from pagewake.restore.drill import VERIFY_PREFIX
from pagewake.restore.plan import describe_target
from pagewake.restore.planning import plan_restore
from pagewake.restore.record import failed_row, proof_rows, require_possible
from pagewake.restore.run import RestoreRequest, run_restore
from pagewake.verify.data import DataCheck
from pagewake.verify.structure import StructureCheck

_MOST_CHECKS = 500
"""Lines of proofs that a record holds."""


class Level(StrEnum):
    """How much a verification looks at."""

    STRUCTURE = "structure"
    DATA = "data"
    RESTORE = "restore"


@dataclass(frozen=True)
class VerifyReport:
    """What was looked at and what was found."""

    level: Level
    backups: tuple[str, ...]
    findings: tuple[Finding, ...]
    bytes_checked: int
    started: datetime
    duration_ms: int
    damaged: tuple[str, ...] = ()
    """The backups that were found damaged, also such as were not asked for, in order."""
    rows: tuple[CheckRow, ...] = ()
    """What each check of the proofs came to, within bounds; only of the level `restore`."""
    evidence: Evidence | None = None
    """What was put on record; None where the store takes nothing."""

    @property
    def ok(self) -> bool:
        """Whether everything that was looked at can be restored."""
        return not any(finding.severity is Severity.ERROR for finding in self.findings)


def run_verify(
    repository: Repository,
    engine_of: Callable[[str], Engine],
    ids: Sequence[str],
    level: Level,
    job: Job,
    *,
    scratch: Path | None = None,
    now: Callable[[], datetime] = clock_now,
) -> VerifyReport:
    """Verify the given backups, or all of them and everything else in the repository.

    `scratch` is where the restore level puts its copies (default: the system's temporary directory).
    Raises BackupMissing for an id that is not there, and UsageError where this machine lacks what a proof needs; damage
    becomes findings, never an exception.
    """
    started, clock = now(), monotonic()
    with repository.lock("verify"):
        # First what there is, then where it lies: a backup that ends in between has chunks that an index knew not of.
        backups, unreadable = _chosen(repository, ids)
        repository.load_index(job)
        structure = StructureCheck(repository, job)
        with job.phase("check the structure", len(backups), "backups"):
            for backup in backups:
                structure.check(backup)
                job.advance(1)
        elsewhere = unreadable if ids else [*repository.findings(), *_of_keys(repository)]
        findings = [*elsewhere, *structure.findings]
        damaged = structure.damaged | {
            name for one in findings if is_backup_id(name := one.object_name.removeprefix(BACKUPS))
        }
        checked = 0
        if level is not Level.STRUCTURE:
            data = DataCheck(repository, engine_of, job)
            data.check(structure.readable, structure.stretches) if ids else data.check_all()
            findings += data.findings
            checked = data.bytes_checked
            damaged |= data.damaged
        proofs = _Proofs()
        for backup in backups if level is Level.RESTORE else ():
            proofs.note(backup, *_prove(repository, engine_of(backup.engine), backup, scratch, job))
        findings += proofs.findings
        damaged |= proofs.damaged
    report = VerifyReport(
        level,
        tuple(backup.id for backup in backups),
        tuple(findings),
        checked,
        started,
        int((monotonic() - clock) * 1000),
        tuple(sorted(damaged)),
        proofs.book.rows(),
    )
    sources = {backup.source for backup in backups}
    evidence = repository.evidence.add(
        level.value,
        report.ok,
        report.backups,
        started,
        report.duration_ms,
        source=next(iter(sources)) if len(sources) == 1 and ids else "",
        whole=not ids,
        bytes_checked=checked,
        checks=proofs.checks,
        findings=findings,
        damaged=report.damaged,
        rows=report.rows,
    )
    return replace(report, evidence=evidence)


@dataclass
class _Proofs:
    """What the proofs of backups came to, one after the other."""

    findings: list[Finding] = field(default_factory=list)
    book: RowBook = field(default_factory=RowBook)
    checks: list[str] = field(default_factory=list)
    """Those of further backups are left out once there are `_MOST_CHECKS`."""
    damaged: set[str] = field(default_factory=set)

    def note(
        self, backup: Backup, found: Sequence[Finding], rows: Sequence[CheckRow], proof: Proof | None
    ) -> None:
        """Take what the proof of one backup came to."""
        self.findings += found
        for row in rows:
            self.book.add(row)
        if proof is not None and len(self.checks) < _MOST_CHECKS:
            self.checks += [f"{backup.id}: {check}" for check in proof.checks]
        if any(finding.severity is Severity.ERROR for finding in found):
            self.damaged.add(backup.id)


def _of_keys(repository: Repository) -> list[Finding]:
    if not repository.sealer.encrypted:
        return []
    from pagewake.repository.key_keeper import key_findings

    return key_findings(repository.store)


def _chosen(repository: Repository, ids: Sequence[str]) -> tuple[list[Backup], list[Finding]]:
    """The backups to look at, and those of the named ones whose manifests are damaged."""
    if not ids:
        return repository.backups(), []
    chosen: dict[str, Backup] = {}
    unreadable: list[Finding] = []
    for name in ids:
        try:
            backup = repository.manifest(name).backup
            chosen[backup.id] = backup
        except ObjectCorrupt as error:
            unreadable.append(
                Finding(
                    Severity.ERROR, "backup-unreadable", name, error.account, "Restore from another backup."
                )
            )
    return list(chosen.values()), unreadable


def _prove(
    repository: Repository, engine: Engine, backup: Backup, scratch: Path | None, job: Job
) -> tuple[list[Finding], tuple[CheckRow, ...], Proof | None]:
    """Restore one backup to the moment it became consistent, and look at the result."""
    directory, began = Path(tempfile.mkdtemp(prefix=VERIFY_PREFIX, dir=scratch)), monotonic()
    try:
        target = RestoreTarget(TargetKind.IMMEDIATE)
        plan = plan_restore(repository, engine, backup.source, target, job, backup=backup.id)
        report = run_restore(
            repository, engine, plan, RestoreRequest(directory, prove=True, scratch=True), job
        )
    except (Cancelled, StoreUnavailable, DiskFull):  # these say nothing of the backup
        raise
    except PagewakeError as error:
        failed = Finding(Severity.ERROR, "restore-failed", backup.id, error.account, error.advice)
        return [failed], (failed_row(backup.id, failed, monotonic() - began),), None
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    proof = report.proof
    require_possible(proof)
    found = [
        replace(finding, object_name=f"{backup.id} {finding.object_name}".rstrip())
        for finding in (*report.findings, *(proof.findings if proof else ()))
    ]
    where = describe_target(target, engine.lsn_style.text)
    return found, proof_rows(plan, proof, report.findings, monotonic() - began, where), proof
