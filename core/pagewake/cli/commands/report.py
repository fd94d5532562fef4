"""`pagewake report`: what a repository holds, how far it was proven, and what is wrong, to hand on."""

from __future__ import annotations

from pathlib import Path

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.desk.places import chosen_repository
from pagewake.jobs import Job
from pagewake.units import counted


@click.command(cls=Command)
@repo_option
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="Where to write it: FILE.html, FILE.json or FILE.pdf.",
)
@click.option(
    "--zone",
    metavar="ZONE",
    default="UTC",
    show_default=True,
    help="The zone in which people are shown times: UTC, local, or a name such as Europe/Berlin.",
)
@pass_session
def report(session: Session, repo: str | None, output: Path, zone: str) -> None:
    """Write an integrity report: sources, verdicts, restorable windows, gaps, every backup with its evidence,
    and the newest proofs check by check.

    The file stands for itself: no network, no other file. With --json the report itself is printed, too.
    """
    from pagewake.desk.reporting import check_output, write_report
    from pagewake.desk.snapshot import take_snapshot

    check_output(output)
    place = chosen_repository(repo, session.settings)
    repository = opened_repository(session, place)
    snapshot = run_job(
        session, Job("report"), lambda job: take_snapshot(repository, place, session.settings, job)
    )
    document = write_report(snapshot, output, Job("report"), zone=zone, repository=repository)
    verdicts = "\n".join(f"{one['source']}: {one['verdict']}. {one['why']}" for one in document["sources"])
    held = sum(len(one["backups"]) for one in document["sources"])
    summary = (
        f"Written: {output}, {counted(held, 'backup')}, SHA-256 of its content {document['content_sha256']}"
    )
    session.answer(
        {**document, "output": str(output)}, "\n".join(part for part in (verdicts, summary) if part)
    )
