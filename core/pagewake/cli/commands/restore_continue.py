"""`pagewake restore --continue`: a restored server that is paused at its target goes on to a later one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.cli.texts import fields, finding_text, proof_text
from pagewake.clock import local_text
from pagewake.desk.sources import engine_of
from pagewake.errors import UsageError
from pagewake.jobs import CancelToken, Job
from pagewake.units import counted, size_text

if TYPE_CHECKING:
    from pagewake.model import RestoreTarget
    from pagewake.repository.repository import Repository


def go_on(
    session: Session,
    repository: Repository,
    source: str,
    target: RestoreTarget,
    directory: Path,
    options: dict[str, str],
    token: CancelToken,
    *,
    prove: bool,
    dry_run: bool,
) -> int:
    """Plan how the paused database in a directory goes on to `target`, and unless it is a dry run have it ready."""
    from pagewake.report.json_values import finding_values, proof_value, recovered_value, target_value
    from pagewake.restore.continuing import plan_continuation, run_continuation
    from pagewake.restore.plan import describe_target

    directory = directory.absolute()
    if not directory.is_dir():
        raise UsageError("there is no such directory", object_name=str(directory))
    engine = engine_of(repository, source)
    text = engine.lsn_style.text
    plan = run_job(
        session,
        Job("restore", token=token),
        lambda job: plan_continuation(repository, engine, source, target, directory, job),
    )
    here = plan.paused.reached
    rows = [
        ("Stands", f"at LSN {text(here.lsn)} on timeline {here.timeline}"),
        ("Goes to", describe_target(plan.target, text)),
        ("Replays", f"{counted(len(plan.wal), 'stretch', 'stretches')} of WAL, {size_text(plan.wal_bytes)}"),
    ]
    document = {
        "directory": str(directory),
        "source": source,
        "backup": plan.backup or None,
        "from": {"timeline": here.timeline, "lsn": here.lsn, "lsn_text": text(here.lsn)},
        "target": target_value(plan.target, engine.lsn_style),
        "wal": {"stretches": len(plan.wal), "bytes": plan.wal_bytes},
        "done": not dry_run,
        "recovered_to": None,
        "next_step": None,
        "findings": finding_values(plan.cautions),
        "proof": None,
        "evidence": None,
    }
    if dry_run:
        told = ["Nothing was changed. It would go on like this:", fields(rows)]
        session.answer(document, "\n".join([*told, *map(finding_text, plan.cautions)]))
        return 0
    report = run_job(
        session,
        Job("restore", token=token),
        lambda job: run_continuation(repository, engine, plan, directory, job, prove=prove, options=options),
    )
    proof, reached = report.proof, report.recovered_to
    if reached is not None:
        when = f", last commit {local_text(reached.time)}" if reached.time else ""
        rows.append(("Reached", f"LSN {text(reached.lsn)} on timeline {reached.timeline}{when}"))
    if proof is not None:
        rows.append(("Proof", proof_text(proof)))
        if report.evidence is not None:
            rows.append(("Record", f"on record as {report.evidence.id}"))
    if report.next_step:
        rows.append(("Next", report.next_step))
    document |= {
        "recovered_to": recovered_value(reached, engine.lsn_style),
        "next_step": report.next_step,
        "findings": finding_values(report.findings),
        "proof": proof_value(proof),
        "evidence": report.evidence.id if report.evidence else None,
    }
    seen = [*report.findings, *(proof.findings if proof else ())]
    session.answer(document, "\n".join([fields(rows), *map(finding_text, seen)]))
    return 0 if proof is None or proof.ok else 1
