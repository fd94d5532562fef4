"""A proven restore is evidence: it goes on the record of verifications, whoever asked for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

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

    `text` writes LSNs. None where the store takes nothing.
    """
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
