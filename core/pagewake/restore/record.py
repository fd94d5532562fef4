"""A proven restore is evidence: it goes on the record of verifications, whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from pagewake.errors import UsageError
from pagewake.model import CheckResult, CheckRow, Finding, Proof, RestoreTarget, Severity
from pagewake.repository.evidence import Evidence
from pagewake.repository.repository import Repository
from pagewake.restore.plan import describe_target
from pagewake.restore.planning import RestorePlan

LEVEL = "drill"


def record_proof(
    repository: Repository,
    plan: RestorePlan,
    proof: Proof | None,
    findings: Sequence[Finding],
    started: datetime,
    seconds: float,
    text: Callable[[int], str],
) -> Evidence | None:
    """Put on record how a restore that was to be proven ended; `proof` is None where it did not get that far.

    `text` writes LSNs. None where the store takes nothing, and where a proof was not possible: that is no evidence.
    """
    target = describe_target(plan.target, text)
    rows = proof_rows(plan, proof, findings, seconds, target)
    return _record(
        repository,
        plan.source,
        (plan.backup.id,),
        target,
        proof,
        findings,
        started,
        seconds,
        rows,
        bytes_checked=plan.bytes,
    )


def record_continuation(
    repository: Repository,
    source: str,
    backup: str,
    target: RestoreTarget,
    proof: Proof,
    findings: Sequence[Finding],
    started: datetime,
    seconds: float,
    text: Callable[[int], str],
) -> Evidence | None:
    """Put on record how a restored database that went on to a later point was proven.

    `backup` is the one that its pages came from; empty where it is not kept any more. No bytes were compared, so that
    no rate of restores follows from it. None as for `record_proof`.
    """
    where = describe_target(target, text)
    word = CheckResult.GOOD if proof.ok else CheckResult.BAD
    head = CheckRow("continuation", source, word, 0, seconds, f"it went on to {where}", backup=backup)
    rows = (head, *(replace(row, backup=backup) for row in proof.rows))
    backups = (backup,) if backup else ()
    return _record(repository, source, backups, where, proof, findings, started, seconds, rows)


def failed_row(backup: str, finding: Finding, seconds: float) -> CheckRow:
    """The row of a restore that failed."""
    return CheckRow("restore", backup, CheckResult.BAD, 0, seconds, finding.message, backup=backup)


def proof_rows(
    plan: RestorePlan, proof: Proof | None, findings: Sequence[Finding], seconds: float, target: str
) -> tuple[CheckRow, ...]:
    """The rows of one restore that was to be proven: the restore itself, and what the engine looked at."""
    backup, failed = plan.backup.id, _errors(findings)
    if failed:
        head = failed_row(backup, failed[0], seconds)
    else:
        done = f"restored to {target}"
        head = CheckRow("restore", backup, CheckResult.GOOD, plan.pages, seconds, done, backup=backup)
    return (head, *(replace(row, backup=plan.backup.id) for row in (proof.rows if proof else ())))


def _record(
    repository: Repository,
    source: str,
    backups: Sequence[str],
    target: str,
    proof: Proof | None,
    findings: Sequence[Finding],
    started: datetime,
    seconds: float,
    rows: Sequence[CheckRow],
    bytes_checked: int = 0,
) -> Evidence | None:
    if proof is not None and not proof.possible and not _errors(findings):
        return None
    seen = (*findings, *(proof.findings if proof else ()))
    return repository.evidence.add(
        LEVEL,
        proof is not None and proof.ok and not _errors(seen),
        backups,
        started,
        int(seconds * 1000),
        source=source,
        bytes_checked=bytes_checked,
        checks=proof.checks if proof else (),
        findings=seen,
        target=target,
        rows=rows,
    )


def _errors(findings: Sequence[Finding]) -> list[Finding]:
    return [one for one in findings if one.severity is Severity.ERROR]


def require_possible(proof: Proof | None) -> None:
    """Raise UsageError where this machine lacks what a proof needs."""
    if proof is not None and not proof.possible:
        lacking = proof.findings[0]
        raise UsageError(lacking.message, object_name=lacking.object_name, advice=lacking.advice)
