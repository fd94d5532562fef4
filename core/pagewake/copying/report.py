"""What a copy came to, or would."""

from __future__ import annotations

from dataclasses import dataclass

from pagewake.copying.plan import Act, CopyPlan
from pagewake.model import Finding, Severity

STILL_DAMAGED = "Some of what it needs there is damaged, and could not be copied again."
CHECK_THERE = "Run pagewake repo check --data on the repository that is copied into."


@dataclass(frozen=True)
class Arrived:
    """What was looked at in the other repository before it was counted on; `read_back`: all that was asked for.

    Packs by their footers alone, packs from end to end, and stretches of WAL; the bytes of these two. `damaged` is what
    was not as it should be, `mended` what of that was brought again.
    """

    read_back: bool = False
    packs_by_footer: int = 0
    packs_read: int = 0
    wal_read: int = 0
    bytes_read: int = 0
    damaged: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()


@dataclass(frozen=True)
class CopyReport:
    """What was copied, or would be. `bytes_written` is what the other repository grew by.

    `followed` are the backups that were there, and were given tags or a hold.
    """

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
    followed: tuple[str, ...] = ()
    arrived: Arrived = Arrived()

    @property
    def ok(self) -> bool:
        """Whether everything that was asked for is there now, or would be."""
        return not any(one.severity is Severity.ERROR for one in self.findings)


def refused_by(plan: CopyPlan) -> tuple[str, ...]:
    """The backups that the plan refuses."""
    return tuple(step.backup.id for step in plan.steps if step.act is Act.REFUSED)


def told_by(plan: CopyPlan) -> list[Finding]:
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
