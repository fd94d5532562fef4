"""A drill: a restore into a directory that is thrown away, to see that it can be done and how long it takes.

Whatever comes of it is put on record, and the directory is gone afterwards in every case.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from time import monotonic

from pagewake.clock import now as clock_now
from pagewake.engines.base import Engine
from pagewake.errors import Cancelled, DiskFull, PagewakeError, StoreUnavailable, UsageError
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.evidence import Evidence
from pagewake.repository.repository import Repository
from pagewake.restore.planning import RestorePlan
from pagewake.restore.record import record_proof, require_possible
from pagewake.restore.run import RestoreReport, RestoreRequest, run_restore
from pagewake.restore.unfinished import SCRATCH_PREFIXES

PREFIX, VERIFY_PREFIX, BLOCKS_PREFIX = SCRATCH_PREFIXES


@dataclass(frozen=True)
class DrillReport:
    """How a drill ended. `restore` is None where the restore failed, and `findings` say why.

    `evidence` is what was put on record; None where the store takes nothing. `directory` is where it was: it is gone.
    """

    plan: RestorePlan
    directory: Path
    restore: RestoreReport | None
    evidence: Evidence | None
    started: datetime
    seconds: float
    findings: tuple[Finding, ...] = field(default=())

    @property
    def ok(self) -> bool:
        """Whether the database was restored and proven."""
        proof = self.restore.proof if self.restore else None
        errors = any(finding.severity is Severity.ERROR for finding in self.findings)
        return proof is not None and proof.ok and not errors


def run_drill(
    repository: Repository,
    engine: Engine,
    plan: RestorePlan,
    job: Job,
    *,
    scratch: Path | None = None,
    options: Mapping[str, str] | None = None,
    now: Callable[[], datetime] = clock_now,
) -> DrillReport:
    """Restore as planned below `scratch` (default: the system's temporary directory), prove it, and clean up.

    A restore that fails is a finding. Raises only what says nothing of the backup: Cancelled, StoreUnavailable,
    DiskFull, and UsageError for a scratch directory that is none, or where this machine lacks what a proof needs; then
    nothing goes on record.
    """
    if scratch is not None and not scratch.is_dir():
        raise UsageError(
            "this is not a directory", object_name=str(scratch), advice="Make it, or name another."
        )
    started, clock = now(), monotonic()
    directory = Path(tempfile.mkdtemp(prefix=PREFIX, dir=scratch))
    report: RestoreReport | None = None
    findings: tuple[Finding, ...] = ()
    try:
        request = RestoreRequest(directory, prove=True, scratch=True, options=options or {})
        report = run_restore(repository, engine, plan, request, job)
        require_possible(report.proof)
        findings = (*report.findings, *(report.proof.findings if report.proof else ()))
    except (Cancelled, StoreUnavailable, DiskFull, UsageError):
        raise
    except PagewakeError as error:
        failed = Finding(Severity.ERROR, "restore-failed", plan.backup.id, error.account, error.advice)
        findings = (failed,)
    finally:
        shutil.rmtree(directory, ignore_errors=True)
    seconds = monotonic() - clock
    proof = report.proof if report else None
    beside = report.findings if report else findings
    evidence = record_proof(repository, plan, proof, beside, started, seconds, engine.lsn_style.text)
    return DrillReport(plan, directory, report, evidence, started, seconds, findings)
