"""`pagewake restore --blocks`: single pages, as files or in the place of damaged ones."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, cast

import click

from pagewake.cli.consent import require_name
from pagewake.cli.repositories import chosen_bandwidth, opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.targets import target_from
from pagewake.cli.texts import fields, finding_text, table
from pagewake.desk.commands import blocks_command, blocks_undo_command
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_of, only_source
from pagewake.errors import UsageError
from pagewake.jobs import CancelToken, Job
from pagewake.units import counted, size_text

if TYPE_CHECKING:
    from pagewake.engines.base import Engine
    from pagewake.restore.block_planning import BlocksPlan, BlocksRequest
    from pagewake.restore.blocks import BlocksReport

Function = TypeVar("Function", bound=Callable[..., Any])
_OTHER_WORK = {
    "action": "--action",
    "keep_archiving": "--keep-archiving",
    "keep_configuration": "--keep-configuration",
    "tablespaces": "--tablespace-map",
    "delta": "--delta",
    "check_first": "--check-first",
    "workers": "--jobs",
    "prove": "--prove",
    "drill": "--drill",
    "save_to": "--save-plan",
    "plan_file": "--plan",
    "further": "--continue",
    "tidy": "--clean-up",
}
"""Options of a restore that mean nothing for single pages."""


def or_blocks(function: Function) -> Function:
    """Give `restore` the options for single pages, and take over where they are used."""

    @wraps(function)
    def either(session: Session, **given: Any) -> int:
        blocks, found, in_place, typed = (given.pop(key) for key in ("blocks", "found", "in_place", "typed"))
        undo, overwrite = given.pop("undo"), given.pop("overwrite_changed")
        if undo is not None:
            return _undo(session, undo, in_place, typed, overwrite, blocks or found, **given)
        if overwrite:
            raise UsageError("--overwrite-changed belongs to --undo")
        if blocks or found:
            return _repair(session, blocks, found, in_place, typed, **given)
        if in_place is not None or typed is not None:
            raise UsageError("--in-place and --yes belong to --blocks and --undo, and neither is given")
        return cast(int, function(session, **given))

    for option in reversed(_OPTIONS):
        either = option(either)
    return cast(Function, either)


_OPTIONS = (
    click.option(
        "--blocks",
        multiple=True,
        metavar="FILE:BLOCK[-BLOCK][,...]",
        help="Only these pages: --in-place, or as files into --to DIR.",
    ),
    click.option(
        "--blocks-from",
        "found",
        type=click.Path(path_type=Path),
        metavar="FINDINGS",
        help="Only the pages that the findings in this file name, as `verify --json` printed them.",
    ),
    click.option(
        "--in-place",
        type=click.Path(path_type=Path),
        metavar="DATABASE",
        help="Bring the pages to the present and put them into this database, which nobody may be using.",
    ),
    click.option(
        "--yes", "typed", metavar="SOURCE", help="The source's name: confirms --in-place without a question."
    ),
    click.option(
        "--undo",
        type=click.Path(path_type=Path),
        metavar="SAVED",
        help="Take a page repair back: put the pages in the directory that it named back into the database.",
    ),
    click.option(
        "--overwrite-changed",
        is_flag=True,
        help="With --undo: also pages that were changed since the repair.",
    ),
)


def _undo(
    session: Session,
    saved: Path,
    in_place: Path | None,
    typed: str | None,
    overwrite: bool,
    blocks: object,
    *,
    repo: str | None,
    source: str | None,
    dry_run: bool,
    **more: Any,
) -> int:
    from pagewake.cli.commands.restore_undo import take_back_repair

    if blocks or any(more.values()):
        raise UsageError(
            "--undo puts back what a repair saved, and other options ask for a restore",
            advice="Give --undo SAVED, and perhaps --in-place, --source, --dry-run or --yes.",
        )
    return take_back_repair(
        session, repo, saved, source, in_place, typed, overwrite_changed=overwrite, dry_run=dry_run
    )


def _repair(
    session: Session,
    blocks: tuple[str, ...],
    found: Path | None,
    in_place: Path | None,
    typed: str | None,
    *,
    repo: str | None,
    directory: Path | None,
    source: str | None,
    backup: str | None,
    bandwidth: str | None,
    dry_run: bool,
    scratch: Path | None,
    **more: Any,
) -> int:
    from pagewake.desk.journaling import journaled
    from pagewake.desk.repairing import blocks_document, read_findings
    from pagewake.restore.block_plan import blocks_in_findings, joined, parse_blocks, written
    from pagewake.restore.block_planning import BlocksRequest, plan_blocks
    from pagewake.restore.blocks import run_blocks

    wrong = [option for key, option in _OTHER_WORK.items() if more.pop(key)]
    if wrong:
        raise UsageError(f"{', '.join(wrong)} cannot be had with --blocks", advice="Leave it out.")
    if (directory is None) == (in_place is None):
        raise UsageError(
            "where the pages go is not said",
            advice="Give either --to DIR, for one file a page, or --in-place DATABASE.",
        )
    wanted = joined(
        parse_blocks(blocks), blocks_in_findings(read_findings(found), str(found)) if found else {}
    )
    target = target_from(**more)
    token, where = CancelToken(), chosen_repository(repo, session.settings)
    repository = opened_repository(session, where, bandwidth=chosen_bandwidth(bandwidth, where), token=token)
    name = only_source(repository, source, backup=backup)
    engine = engine_of(repository, name)
    request = BlocksRequest(
        wanted,
        target,
        None if in_place is None else in_place.absolute(),
        None if directory is None else directory.absolute(),
        None if backup is None else repository.manifest(backup).backup.id,
        scratch,
    )
    plan = run_job(
        session,
        Job("page repair", token=token),
        lambda job: plan_blocks(repository, engine, name, request, job),
    )
    if dry_run:
        session.answer(blocks_document(plan, engine), _plan_text(plan, engine))
        return 0
    if in_place is not None:
        require_name(session, name, typed, _plan_text(plan, engine, planned=True), "have these pages written")
    job = Job("page repair", token=token)
    with ExitStack() as stack:
        if in_place is not None:
            command = blocks_command(where, name, written(wanted), target, in_place=request.in_place)
            stack.enter_context(
                journaled(job, "page-repair", f"Repair pages of {name}", name, command, where.location)
            )
        report = run_job(session, job, lambda job: run_blocks(repository, engine, plan, job))
    undo = None if report.saved is None else blocks_undo_command(where, report.saved, source=name)
    document = blocks_document(report.plan, engine, report, undo)
    session.answer(document, _report_text(report, engine, undo))
    return 0


def _where(request: BlocksRequest) -> str:
    if request.in_place is not None:
        return f"in place, in {request.in_place}"
    return f"as files, in {request.pages_to}"


def _plan_text(plan: BlocksPlan, engine: Engine, *, planned: bool = False) -> str:
    from pagewake.restore.plan import describe_target

    style, restore = engine.lsn_style, plan.restore
    in_place = plan.request.in_place is not None
    target = "the present: the log of the database is archived and replayed to its end" if in_place else ""
    rows = [
        ("Pages", _where(plan.request)),
        ("Target", target or describe_target(restore.target, style.text)),
        ("Backup", f"{restore.backup.id}: no version of these pages in it is damaged"),
        ("Log", _log_text(plan, engine)),
        (
            "Meanwhile",
            f"the whole database, {size_text(restore.bytes)}, is restored to a scratch directory",
        ),
    ]
    if in_place:
        rows.append(("Saved", "what is overwritten, in a directory beside it"))
    head = "A page repair does this:" if planned else "Nothing was written. A page repair would do this:"
    lines = [head, fields(tuple(rows)), "", _table(plan, engine)]
    return "\n".join([*lines, *(f"Passed over {backup}: {why}" for backup, why in plan.choice.passed_over)])


def _log_text(plan: BlocksPlan, engine: Engine) -> str:
    """The log that is replayed."""
    from pagewake.desk.repairing import replay_end

    style, end = engine.lsn_style, replay_end(plan)
    begin = style.text(plan.restore.backup.start_lsn)
    text = f"from LSN {begin}, and nothing of it is archived"
    if end is not None:
        text = f"LSN {begin} to {style.text(end)} of the archive, {size_text(plan.restore.wal_bytes)}"
    return text if plan.request.in_place is None else f"{text}, and what the database still holds"


def _table(plan: BlocksPlan, engine: Engine) -> str:
    present = plan.present or ("",) * len(plan.choice.versions)
    rows = [
        (
            f"{one.file}:{one.block}",
            now or "-",
            one.state,
            "-" if one.lsn is None else engine.lsn_style.text(one.lsn),
        )
        for one, now in zip(plan.choice.versions, present, strict=True)
    ]
    return table(("Block", "Now", "In the backup", "Page LSN"), rows)


def _report_text(report: BlocksReport, engine: Engine, undo: str | None) -> str:
    request, reached = report.plan.request, report.recovered_to
    total = len(report.plan.choice.versions)
    wrote = f"{len(report.written):,} of {counted(total, 'page')}, {_where(request)}"
    if request.in_place is not None and len(report.written) < total:
        wrote += "; the others were right"
    rows = [("Wrote", wrote)]
    if reached is not None:
        rows.append(("As of", f"LSN {engine.lsn_style.text(reached.lsn)} on timeline {reached.timeline}"))
    rows.append(("From", f"backup {report.plan.restore.backup.id}"))
    if report.saved is not None:
        rows.append(("Saved", f"what was there before: {report.saved}"))
    if undo is not None:
        rows.append(("Undo", undo))
    if report.evidence is not None:
        rows.append(("Record", f"on record as {report.evidence.id}"))
    rows += [("Checked", check) for check in report.checks]
    return "\n".join([fields(tuple(rows)), *map(finding_text, report.findings)])
