"""`repo check`: look at a whole repository, say whom damage hurts, and repair what can be repaired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from time import monotonic

from pagewake.checking.affected import AffectedBackup
from pagewake.checking.facts import Facts
from pagewake.checking.look import look
from pagewake.checking.plan import Action, Step, plan_repair
from pagewake.checking.repair import carry_out
from pagewake.checking.survey import Survey
from pagewake.clock import now as clock_now
from pagewake.engines.base import Engine
from pagewake.jobs import Job
from pagewake.model import Finding, Severity
from pagewake.repository.quarantine import Quarantine
from pagewake.repository.repository import Repository
from pagewake.repository.waiting import wait_for
from pagewake.stores.unfinished import LeftUnfinished, look_for_unfinished


class Outcome(StrEnum):
    """What a check came to."""

    SOUND = "sound"
    DAMAGED = "damaged"
    REPAIRED = "repaired"
    DAMAGE_LEFT = "damage-left"


@dataclass(frozen=True)
class CheckReport:
    """What was found and what was done. After a repair everything but `found` and `steps` tells what is left."""

    data: bool
    findings: tuple[Finding, ...]
    affected: tuple[AffectedBackup, ...]
    survey: Survey
    backups: tuple[str, ...]
    bytes_checked: int
    steps: tuple[Step, ...]
    """What a repair has done, or would do."""
    repaired: bool
    found: tuple[Finding, ...]
    """What was found before the repair."""
    bytes_saved: int
    quarantine: tuple[str, ...]
    unfinished: LeftUnfinished
    started: datetime
    duration_ms: int

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong; what is merely told is nothing wrong."""
        return all(finding.severity is Severity.INFO for finding in self.findings)

    @property
    def outcome(self) -> Outcome:
        """Sound, or repaired where there was something to do; damaged, or damage left where a repair was tried."""
        if self.ok:
            return Outcome.REPAIRED if self.repaired and self.steps else Outcome.SOUND
        return Outcome.DAMAGE_LEFT if self.repaired else Outcome.DAMAGED


def run_check(
    repository: Repository,
    engine_of: Callable[[str], Engine],
    job: Job,
    *,
    data: bool = False,
    repair: bool = False,
    dry_run: bool = False,
    wait: timedelta = timedelta(0),
    now: Callable[[], datetime] = clock_now,
) -> CheckReport:
    """Check a repository: with `data` every byte, else what names and frames things, and packs known to be damaged.

    What is found damaged is noted, so that the next backup stores it again. `repair` mends what can be mended, alone
    in the repository, and looks again; with `dry_run` it only says what it would do. It waits at most `wait` for others
    to end, and receivers of WAL make way for it meanwhile. Raises LockHeld (somebody works), StoreUnavailable,
    StoreReadOnly (a repair where nothing can be written), Cancelled.
    """
    started, clock = now(), monotonic()
    found: tuple[Finding, ...] = ()
    saved = 0
    if repair and not dry_run:
        with repository.lock("repair", patience=wait_for(job, wait)) as lock:
            assert lock is not None  # who cannot write does not get a lock of this kind
            facts = look(repository, engine_of, job, data=data)
            steps, found = plan_repair(facts), _findings(facts)
            if steps:
                saved = carry_out(repository, steps, lock, job, now)
            if any(step.action is not Action.REMOVE_UNFINISHED for step in steps):
                facts = look(repository, engine_of, job, data=data)
            elif steps:  # everything else is as it was seen a moment ago
                facts.unfinished = look_for_unfinished(repository.store, job)
            _settle(repository, facts, now())
    else:
        with repository.lock("verify"):
            facts = look(repository, engine_of, job, data=data)
            steps = plan_repair(facts)
            if not dry_run:
                _settle(repository, facts, now())
    report = CheckReport(
        data,
        _findings(facts),
        tuple(facts.affected),
        facts.survey,
        tuple(facts.backups),
        facts.bytes_checked,
        steps,
        repair and not dry_run,
        found,
        saved,
        tuple(Quarantine(repository.store, repository.sealer).kept()),
        facts.unfinished,
        started,
        int((monotonic() - clock) * 1000),
    )
    if not dry_run:
        _put_on_record(repository, report, facts)
    return report


def _findings(facts: Facts) -> tuple[Finding, ...]:
    return (*facts.findings, *facts.unfinished.findings())


def _settle(repository: Repository, facts: Facts, now: datetime) -> None:
    """Note damaged packs for the next backup, and take back notes that have done their work."""
    seen = {one.pack: str(one.error) for one in reversed(facts.packs) if not one.index_only}
    missing = dict.fromkeys(facts.missing_packs, "the pack is not there")
    repository.suspects.note({**seen, **missing}, now)
    repository.suspects.clear_quietly(facts.settled)


def _put_on_record(repository: Repository, report: CheckReport, facts: Facts) -> None:
    """A check is a verification: every face shows which backups it found damaged, or whole again."""
    repository.evidence.add(
        "data" if report.data else "structure",
        not facts.damaged and all(one.severity is not Severity.ERROR for one in report.findings),
        report.backups,
        report.started,
        report.duration_ms,
        whole=True,
        bytes_checked=report.bytes_checked,
        findings=report.findings,
        damaged=tuple(sorted(facts.damaged)),
    )
