"""`pagewake restore --undo`: a page repair is taken back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.cli.consent import require_name
from pagewake.cli.repositories import opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, table
from pagewake.desk.commands import blocks_undo_command
from pagewake.desk.places import chosen_repository
from pagewake.jobs import CancelToken, Job
from pagewake.units import counted

if TYPE_CHECKING:
    from pagewake.restore.undo import UndoPlan, UndoReport


def take_back_repair(
    session: Session,
    repo: str | None,
    saved: Path,
    source: str | None,
    in_place: Path | None,
    typed: str | None,
    *,
    overwrite_changed: bool,
    dry_run: bool,
) -> int:
    """Plan the undo of the repair that saved its pages in `saved`, and unless it is a dry run carry it out."""
    from pagewake.desk.journaling import journaled
    from pagewake.desk.undoing import plan_undo, take_back

    token, where = CancelToken(), chosen_repository(repo, session.settings)
    repository = opened_repository(session, where, token=token)
    work = plan_undo(saved, source or "", in_place)
    planned = run_job(session, Job("page repair", token=token), lambda job: work(repository, job))
    plan = planned.plan
    if dry_run:
        session.answer(planned.document(), _plan_text(plan))
        return 0
    if plan.to_write:
        text = _plan_text(plan, planned=True)
        require_name(session, plan.source, typed, text, "have the old pages put back")
    job = Job("page repair", token=token)
    command = blocks_undo_command(
        where,
        plan.saved.directory,
        source=plan.source,
        in_place=in_place,
        overwrite_changed=overwrite_changed,
    )
    run = take_back(planned, overwrite_changed=overwrite_changed)
    with journaled(
        job,
        "page-repair",
        f"Take back the page repair of {plan.source}",
        plan.source,
        command,
        where.location,
    ):
        report = run_job(session, job, lambda job: run(repository, job))
    session.answer(planned.document(report), _report_text(report))
    return 0


def _plan_text(plan: UndoPlan, *, planned: bool = False) -> str:
    rows = [
        ("Takes back", f"the repair of {plan.saved.written or 'an unknown time'}"),
        ("Pages", f"{len(plan.to_write):,} of {counted(len(plan.blocks), 'page')}, in {plan.directory}"),
        ("From", str(plan.saved.directory)),
    ]
    if plan.changed:
        rows.append(
            ("Changed", f"{counted(len(plan.changed), 'page')}: left alone without --overwrite-changed")
        )
    lines = [
        "These pages would be put back:" if planned else "Nothing was written. It would be done like this:",
        fields(tuple(rows)),
        "",
        table(
            ("Block", "Is", "Now", "Saved"),
            [
                (f"{one.file}:{one.block}", one.state.value, one.present or "-", one.saved)
                for one in plan.blocks
            ],
        ),
    ]
    return "\n".join(lines)


def _report_text(report: UndoReport) -> str:
    plan = report.plan
    if report.saved is None:
        return "Nothing was written: every page is as it was before the repair."
    rows = [
        ("Put back", f"{len(report.written):,} of {counted(len(plan.blocks), 'page')}, in {plan.directory}"),
        ("Saved", f"what was there before: {report.saved}"),
        ("Record", f"on record as {report.evidence.id}" if report.evidence else "not on record"),
    ]
    return fields(tuple(rows))
