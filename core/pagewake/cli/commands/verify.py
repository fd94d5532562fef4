"""`pagewake verify`: prove what the repository holds."""

from __future__ import annotations

from pathlib import Path

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import bandwidth_option, chosen_bandwidth, opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.texts import finding_text, gravest_last
from pagewake.clock import iso_utc
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_named
from pagewake.jobs import Job
from pagewake.report.json_values import check_values, finding_values
from pagewake.units import counted, duration_text, size_text


@click.command(cls=Command, place_is_enough=True)
@click.argument("backups", metavar="[BACKUP]...", nargs=-1)
@repo_option
@click.option(
    "--level",
    type=click.Choice(["structure", "data", "restore"]),
    default="data",
    show_default=True,
    help="structure: everything named is there. data: every byte matches its hash. restore: each backup is restored "
    "to a scratch directory and proven.",
)
@click.option(
    "--scratch",
    type=click.Path(file_okay=False, exists=True, path_type=Path),
    metavar="DIR",
    help="Where --level restore puts its copies [default: the system's temporary directory].",
)
@bandwidth_option
@pass_session
def verify(
    session: Session,
    backups: tuple[str, ...],
    repo: str | None,
    level: str,
    scratch: Path | None,
    bandwidth: str | None,
) -> int:
    """Verify backups (by id, or latest), or the whole repository. Exit status 1 if something is wrong."""
    from pagewake.verify.run import Level, run_verify

    job, place = Job("verify"), chosen_repository(repo, session.settings)
    repository = opened_repository(
        session, place, bandwidth=chosen_bandwidth(bandwidth, place), token=job.token
    )
    report = run_job(
        session,
        job,
        lambda job: run_verify(repository, engine_named, backups, Level(level), job, scratch=scratch),
    )
    verdict = "Everything is sound." if report.ok else "Damage was found: see above."
    if report.ok and not report.backups:  # the wrong repository, perhaps: nothing is proven by it
        verdict = "There is no backup to verify here."
    checked = f"{counted(len(report.backups), 'backup')}, {size_text(report.bytes_checked)} read and compared"
    took = duration_text(report.duration_ms / 1000)
    lines = [
        *map(finding_text, gravest_last(report.findings)),
        f"{verdict} Level {level}: {checked}, in {took}.",
    ]
    if report.rows and report.evidence is not None:
        number = counted(report.evidence.checked, "check")
        lines.append(
            f"Each of the {number} is on record: pagewake evidence {report.evidence.id} --repo {place.location}"
        )
    document = {
        "ok": report.ok,
        "level": report.level.value,
        "backups": list(report.backups),
        "findings": finding_values(report.findings),
        "bytes_checked": report.bytes_checked,
        "started": iso_utc(report.started),
        "duration_ms": report.duration_ms,
        "rows": check_values(report.rows),
        "evidence": report.evidence.id if report.evidence else None,
    }
    session.answer(document, "\n".join(lines))
    return 0 if report.ok else 1
