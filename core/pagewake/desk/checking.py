"""The check of a repository as both faces run it, and as JSON (`pagewake repo check --json`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pagewake.clock import iso_utc
from pagewake.desk.sources import engine_named
from pagewake.jobs import Job
from pagewake.report.json_values import finding_values
from pagewake.repository.repository import Repository
from pagewake.units import counted, size_text

if TYPE_CHECKING:
    from pagewake.checking.affected import AffectedBackup
    from pagewake.checking.run import CheckReport

Json = dict[str, Any]


def check_repository(*, data: bool = False, repair: bool = False) -> Callable[[Repository, Job], CheckReport]:
    """Look at all of a repository, and mend it; what is wrong (after a repair: what is left) are the job's findings.

    Raises as `run_check`.
    """

    def work(repository: Repository, job: Job) -> CheckReport:
        from pagewake.checking.run import run_check

        report = run_check(repository, engine_named, job, data=data, repair=repair)
        for step in report.steps if report.repaired else ():
            job.say(f"{step.object_name}: {step.what}")
        for finding in report.findings:
            job.warn(finding)
        verdict = "everything is sound" if report.ok else "something is wrong"
        looked = f"{counted(len(report.backups), 'backup')}, {size_text(report.bytes_checked)} compared"
        job.say(f"{verdict}: {looked}")
        return report

    return work


def check_document(report: CheckReport, location: str, *, dry_run: bool = False) -> Json:
    """Everything about one check of the repository at `location`: what the command prints with `--json`."""
    return {
        "ok": report.ok,
        "location": location,
        "data": report.data,
        "dry_run": dry_run,
        "repaired": report.repaired,
        "outcome": report.outcome.value,
        "backups": list(report.backups),
        "objects": report.survey.objects,
        "foreign_objects": report.survey.foreign_count,
        "findings": finding_values(report.findings),
        "found_before": finding_values(report.found),
        "affected": [_affected_value(one) for one in report.affected],
        "steps": [
            {"action": step.action.value, "object": step.object_name, "why": step.why, "what": step.what}
            for step in report.steps
        ],
        "quarantine": list(report.quarantine),
        "unfinished": [
            {
                "name": one.name,
                "bytes": one.size,
                "age_seconds": int(one.age.total_seconds()),
                "old": one.age >= report.unfinished.grace,
            }
            for one in report.unfinished.shown
        ],
        "unfinished_objects": report.unfinished.count,
        "unfinished_bytes": report.unfinished.size,
        "bytes_checked": report.bytes_checked,
        "bytes_saved": report.bytes_saved,
        "started": iso_utc(report.started),
        "duration_ms": report.duration_ms,
    }


def _affected_value(one: AffectedBackup) -> Json:
    return {
        "backup": one.backup,
        "source": one.source,
        "unreadable": one.unreadable or None,
        "blocks": one.blocks,
        "files": [
            {
                "path": file.path,
                "blocks": file.blocks,
                "ranges": [
                    {
                        "first": part.first,
                        "last": part.last,
                        "older": part.older or None,
                        "newer": part.newer or None,
                    }
                    for part in file.ranges
                ],
                "more_ranges": file.more_ranges,
            }
            for file in one.files
        ],
        "more_files": one.more_files,
    }
