"""`pagewake restore`: get a database back, as of a moment."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pagewake.cli.framework import Command, pass_session
from pagewake.cli.places import repo_option
from pagewake.cli.repositories import opened_repository
from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.targets import target_from, target_options
from pagewake.cli.texts import fields, finding_text, table
from pagewake.clock import local_text
from pagewake.desk.places import chosen_repository
from pagewake.desk.sources import engine_of, only_source
from pagewake.errors import UsageError
from pagewake.jobs import Job
from pagewake.model import Severity
from pagewake.report.json_values import finding_values, proof_value, recovered_value, target_value
from pagewake.units import counted, size_text

if TYPE_CHECKING:
    from pagewake.lsn import LsnStyle
    from pagewake.model import RecoveredTo
    from pagewake.restore.planning import RestorePlan
    from pagewake.restore.run import RestoreReport


@click.command(cls=Command)
@repo_option
@click.option(
    "--to",
    "directory",
    required=True,
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The directory to restore into; it must be empty, or there must be --delta.",
)
@click.option("--source", metavar="NAME", help="The source, where the repository holds several.")
@click.option(
    "--backup", metavar="ID", help="Begin with this backup [default: the newest that can reach the target]."
)
@target_options
@click.option(
    "--action", type=click.Choice(["pause", "promote", "shutdown"]), help="What a server does at the target."
)
@click.option("--tablespace-map", "tablespaces", multiple=True, metavar="OLD=NEW", help="Move a tablespace.")
@click.option(
    "--delta", is_flag=True, help="Turn what is in DIR into the restored state, rewriting what differs."
)
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--prove", is_flag=True, help="Check the restored database afterwards.")
@pass_session
def restore(
    session: Session,
    repo: str | None,
    directory: Path,
    source: str | None,
    backup: str | None,
    action: str | None,
    tablespaces: tuple[str, ...],
    delta: bool,
    dry_run: bool,
    prove: bool,
    **target: Any,
) -> int:
    """Restore a database into DIR, to the newest moment or to a target."""
    from pagewake.restore.planning import plan_restore
    from pagewake.restore.run import RestoreRequest, run_restore

    wanted = target_from(**target)
    repository = opened_repository(session, chosen_repository(repo, session.settings))
    if backup is not None:
        backup = repository.manifest(backup).backup.id
    name = only_source(repository, source, backup=backup)
    engine = engine_of(repository, name)
    options = _options(action, tablespaces)
    request = RestoreRequest(directory.absolute(), delta=delta, prove=prove, options=options)
    job = Job("restore")
    plan = run_job(
        session, job, lambda job: plan_restore(repository, engine, name, wanted, job, backup=backup)
    )
    if dry_run:
        session.answer(
            _document(plan, request.directory, None, engine.lsn_style), _plan_text(plan, engine.lsn_style)
        )
        return 0
    session.note(plan_line(plan, request.directory))
    report = run_job(session, Job("restore"), lambda job: run_restore(repository, engine, plan, request, job))
    session.answer(
        _document(plan, request.directory, report, engine.lsn_style), _report_text(report, engine.lsn_style)
    )
    damaged = any(finding.severity is Severity.ERROR for finding in report.findings)
    return 1 if damaged or (report.proof is not None and not report.proof.ok) else 0


def _options(action: str | None, tablespaces: tuple[str, ...]) -> dict[str, str]:
    options = {} if action is None else {"action": action}
    for pair in tablespaces:
        old, equals, new = pair.partition("=")
        if not (equals and old and new):
            raise UsageError(f"{pair!r} is not OLD=NEW", object_name="--tablespace-map")
        options[f"tablespace:{old}"] = new
    return options


def plan_line(plan: RestorePlan, directory: Path) -> str:
    """What is about to be done, in one sentence."""
    size = f"{size_text(plan.bytes)} in {counted(plan.files, 'file')}"
    return (
        f"Restoring backup {plan.backup.id} ({size}) to {directory}, then "
        f"replaying {counted(len(plan.wal), 'stretch', 'stretches')} of WAL."
    )


def _plan_text(plan: RestorePlan, style: LsnStyle) -> str:
    from pagewake.restore.plan import describe_target

    wal = size_text(sum(row.size for row in plan.wal))
    return "\n".join(
        [
            "Nothing was written. A restore would do this:",
            fields(
                (
                    ("Target", describe_target(plan.target, style.text)),
                    ("Backup", f"{plan.backup.id}, finished {local_text(plan.backup.finished)}"),
                    ("Because", plan.reason),
                    ("Chain", " > ".join(plan.chain)),
                    (
                        "Write",
                        f"{counted(plan.pages, 'page')}, {size_text(plan.bytes)} in {counted(plan.files, 'file')}",
                    ),
                    ("Replay", f"{counted(len(plan.wal), 'stretch', 'stretches')} of WAL, {wal}"),
                )
            ),
            "",
            table(
                ("Blocks", "From"),
                [
                    (f"{blocks:,}", "zeros, nothing to read" if who == "zeros" else who)
                    for who, blocks in plan.origins.items()
                ],
                right=(0,),
            ),
            *(f"Passed over {backup}: {why}" for backup, why in plan.passed_over),
        ]
    )


def _report_text(report: RestoreReport, style: LsnStyle) -> str:
    rows = [
        ("Restored", str(report.directory)),
        ("To", _reached(report.recovered_to, report.plan, style)),
        ("From", f"backup {report.plan.backup.id}: {report.plan.reason}"),
        ("Wrote", f"{size_text(report.written.bytes_written)} of {size_text(report.plan.bytes)}"),
    ]
    if report.written.bytes_kept:
        rows.append(("Kept", f"{size_text(report.written.bytes_kept)} that were in place"))
    if report.proof is not None:
        rows.append(
            ("Proof", ("sound: " if report.proof.ok else "NOT SOUND: ") + "; ".join(report.proof.checks))
        )
    if report.next_step:
        rows.append(("Next", report.next_step))
    findings = [*report.findings, *(report.proof.findings if report.proof else ())]
    return "\n".join([fields(rows), *map(finding_text, findings)])


def _reached(recovered: RecoveredTo | None, plan: RestorePlan, style: LsnStyle) -> str:
    from pagewake.restore.plan import describe_target

    if recovered is None:
        return f"{describe_target(plan.target, style.text)}, which it reaches when it is started"
    when = f", last commit {local_text(recovered.time)}" if recovered.time else ""
    return f"LSN {style.text(recovered.lsn)} on timeline {recovered.timeline}{when}"


def _document(
    plan: RestorePlan, directory: Path, report: RestoreReport | None, style: LsnStyle
) -> dict[str, Any]:
    return {
        "directory": str(directory),
        "dry_run": report is None,
        "source": plan.source,
        "backup": plan.backup.id,
        "chain": list(plan.chain),
        "reason": plan.reason,
        "passed_over": [{"backup": backup, "reason": why} for backup, why in plan.passed_over],
        "target": target_value(plan.target, style),
        "recovered_to": recovered_value(report.recovered_to if report else None, style),
        "files": plan.files,
        "pages": plan.pages,
        "bytes": plan.bytes,
        "bytes_written": report.written.bytes_written if report else 0,
        "bytes_kept": report.written.bytes_kept if report else 0,
        "wal_stretches": len(plan.wal),
        "origins": dict(plan.origins),
        "findings": finding_values(report.findings) if report else [],
        "next_step": report.next_step if report else "",
        "proof": proof_value(report.proof if report else None),
    }
