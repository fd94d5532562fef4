"""`pagewake repo check`: look at everything in a repository, and repair it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_argument, wait_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.texts import finding_text, paragraph, printable
from pagewake.desk.checking import check_document
from pagewake.desk.places import resolve_repository
from pagewake.desk.sources import engine_named
from pagewake.errors import UsageError
from pagewake.jobs import Job
from pagewake.units import counted, duration_text, run_text, size_text

if TYPE_CHECKING:
    from datetime import timedelta

    from pagewake.checking.affected import AffectedBackup
    from pagewake.checking.run import CheckReport
    from pagewake.stores.unfinished import LeftUnfinished

_SHOWN = 10


@click.command(cls=Command)
@repo_argument()
@click.option("--repair", is_flag=True, help="Mend what can be mended; damaged objects go into quarantine.")
@click.option("--data", is_flag=True, help="Read every byte. Without it: what names and frames the data.")
@click.option("--dry-run", is_flag=True, help="Only say what --repair would do; write nothing.")
@wait_option("2m")
@pass_session
def check(session: Session, repo: str, repair: bool, data: bool, dry_run: bool, wait: timedelta) -> int:
    """Look at every object of a repository, say what is damaged and whom it hurts, and repair it.

    For each backup that cannot be given back whole: which blocks of which files are lost, and which older or newer
    backup has them. What is found damaged is noted: the next backup stores it again where the database still has it.
    --repair works alone in the repository and deletes nothing but what lies in the quarantine, and what was begun days
    ago and never finished. It waits for what runs there: an agent begins nothing meanwhile, and its receivers of WAL
    make way. Exit status 1 if something is wrong, or is still wrong after the repair.
    """
    if dry_run and not repair:
        raise UsageError("there is nothing to plan without --repair", object_name="--dry-run")
    from pagewake.checking.run import run_check

    place = resolve_repository(repo, session.settings)
    job = Job("check")
    repository = opened_repository(session, place)
    report = run_job(
        session,
        job,
        lambda job: run_check(
            repository, engine_named, job, data=data, repair=repair, dry_run=dry_run, wait=wait
        ),
    )
    session.answer(check_document(report, place.location, dry_run=dry_run), _text(report, repair, dry_run))
    return 0 if report.ok else 1


def _text(report: CheckReport, repair: bool, dry_run: bool) -> str:
    lines = [finding_text(finding) for finding in report.findings]
    for one in report.affected:
        lines += _affected_lines(one)
    lines += _unfinished_lines(report.unfinished)
    if repair and report.steps:
        lines.append("Would do:" if dry_run else "Did:")
        lines += [
            paragraph(f"{step.object_name}: {step.what} ({step.why.rstrip('.')}).", first="  ", rest="    ")
            for step in report.steps
        ]
    if report.quarantine:
        count = counted(len(report.quarantine), "object")
        lines.append(f"In quarantine: {count}. Look at them, or delete them: nothing needs them.")
    if report.ok:
        verdict = "Everything is sound."
    elif repair and not dry_run:
        verdict = "Something is still wrong: see above."
    else:
        verdict = "Something is wrong: see above."
    level = "every byte" if report.data else "names and frames"
    checked = f"{counted(len(report.backups), 'backup')}, {size_text(report.bytes_checked)} read and compared"
    took = duration_text(report.duration_ms / 1000)
    return "\n".join([*lines, f"{verdict} Looked at {level}: {checked}, in {took}."])


def _unfinished_lines(left: LeftUnfinished) -> list[str]:
    """What was begun and not finished, the oldest first."""
    lines = []
    for one in left.shown[:_SHOWN]:
        size = "of unknown size" if one.size is None else size_text(one.size)
        lines.append(f"  {printable(one.name)}: {size}, {duration_text(one.age.total_seconds())} old")
    more = left.count - len(lines)
    return [*lines, f"  and {more} more: see --json"] if more > 0 else lines


def _affected_lines(one: AffectedBackup) -> list[str]:
    """Which blocks of a backup are lost, and where another version of them is."""
    parts = [(file, part) for file in one.files for part in file.ranges]
    lines = []
    for file, part in parts[:_SHOWN]:
        others = [
            *([f"an older version in {part.older}"] if part.older else []),
            *([f"a newer one in {part.newer}"] if part.newer else []),
        ]
        versions = " and ".join(others) or "no other version in the repository"
        blocks = run_text("block", part.first, part.last - part.first + 1)
        path = printable(file.path).replace("\n", " ")
        lines.append(f"  {one.backup}: {path} {blocks}: {versions}")
    more = len(parts) - _SHOWN + one.more_files + sum(file.more_ranges for file in one.files)
    return [*lines, f"  and {more} more ranges: see --json"] if more > 0 else lines
