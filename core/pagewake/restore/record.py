"""A proven restore is evidence: it goes on the record of verifications, whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from pagewake.errors import UsageError
from pagewake.model import Finding, Proof, Severity
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
    if (
        proof is not None
        and not proof.possible
        and not any(one.severity is Severity.ERROR for one in findings)
    ):
        return None
    seen = (*findings, *(proof.findings if proof else ()))
    sound = proof is not None and proof.ok and all(one.severity is not Severity.ERROR for one in seen)
    return repository.evidence.add(
        LEVEL,
        sound,
        [plan.backup.id],
        started,
        int(seconds * 1000),
        source=plan.source,
        bytes_checked=plan.bytes,
        checks=proof.checks if proof else (),
        findings=seen,
        target=describe_target(plan.target, text),
    )


def require_possible(proof: Proof | None) -> None:
    """Raise UsageError where this machine lacks what a proof needs."""
    if proof is not None and not proof.possible:
        lacking = proof.findings[0]
        raise UsageError(lacking.message, object_name=lacking.object_name, advice=lacking.advice)
