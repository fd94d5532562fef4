"""What `pagewake restore` says to people: the plan, what was done, and what a drill found."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from pagewake.cli.texts import fields, finding_text, gravest_last, proof_text, table
from pagewake.clock import local_text
from pagewake.model import Finding, Severity
from pagewake.units import counted, duration_text, size_text

if TYPE_CHECKING:
    from pagewake.desk.restoring import PreparedRestore
    from pagewake.lsn import LsnStyle
    from pagewake.model import RecoveredTo
    from pagewake.restore.destination import DestinationReport
    from pagewake.restore.drill import DrillReport
    from pagewake.restore.planning import RestorePlan
    from pagewake.restore.run import RestoreReport


def plan_line(plan: RestorePlan, directory: Path) -> str:
    """What is about to be done, in one sentence."""
    size = f"{size_text(plan.bytes)} in {counted(plan.files, 'file')}"
    return (
        f"Restoring backup {plan.backup.id} ({size}) to {directory}, then "
        f"replaying {counted(len(plan.wal), 'stretch', 'stretches')} of WAL."
    )


def plan_text(prepared: PreparedRestore, place: DestinationReport | None) -> str:
    """What would be done, and what is to be thought of before."""
    from pagewake.restore.plan import describe_target

    plan, style = prepared.plan, prepared.engine.lsn_style
    seen: list[Finding] = [*prepared.cautions, *(place.findings if place else ())]
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
                    ("Read", f"{size_text(plan.stored_bytes)} from the store"),
                    (
                        "Replay",
                        f"{counted(len(plan.wal), 'stretch', 'stretches')} of WAL, {size_text(plan.wal_bytes)}",
                    ),
                    ("Takes", prepared.estimate.text),
                    *((("Into", _place_text(place)),) if place else ()),
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
            *map(finding_text, gravest_last(seen)),
        ]
    )


def _place_text(place: DestinationReport) -> str:
    state = "not there yet" if not place.main.exists else "empty" if not place.main.entries else "not empty"
    return f"{place.resolved} ({state}; {size_text(place.main.free)} free, {size_text(place.main.needed)} needed)"


def report_text(report: RestoreReport, style: LsnStyle) -> str:
    """What a restore did; where it could not give back everything, that comes first and is said last."""
    findings = [*report.findings, *(report.proof.findings if report.proof else ())]
    whole = all(one.severity is not Severity.ERROR for one in findings)
    rows = [
        ("Restored", str(report.directory) if whole else f"BUT NOT WELL, see below: {report.directory}"),
        ("To", _reached(report.recovered_to, report.plan, style)),
        ("From", f"backup {report.plan.backup.id}: {report.plan.reason}"),
        ("Wrote", f"{size_text(report.written.bytes_written)} of {size_text(report.plan.bytes)}"),
    ]
    if report.written.bytes_kept:
        rows.append(("Kept", f"{size_text(report.written.bytes_kept)} that were in place"))
    if report.proof is not None:
        rows.append(("Proof", proof_text(report.proof)))
    if report.next_step:
        rows.append(("Next" if whole else "To start", report.next_step))
    return "\n".join([fields(rows), *map(finding_text, gravest_last(findings))])


def _reached(recovered: RecoveredTo | None, plan: RestorePlan, style: LsnStyle) -> str:
    from pagewake.restore.plan import describe_target

    if recovered is None:
        return f"{describe_target(plan.target, style.text)}, which it reaches when it is started"
    when = f", last commit {local_text(recovered.time)}" if recovered.time else ""
    return f"LSN {style.text(recovered.lsn)} on timeline {recovered.timeline}{when}"


def drill_text(report: DrillReport, style: LsnStyle) -> str:
    """What a drill found."""
    took = duration_text(report.seconds)
    record = (
        f"on record as {report.evidence.id}" if report.evidence else "not on record: the store takes nothing"
    )
    head = f"The drill {'succeeded' if report.ok else 'FAILED'} in {took}; {record}. Its directory is gone."
    if report.restore is None:
        return "\n".join([head, *map(finding_text, report.findings)])
    return f"{head}\n{report_text(report.restore, style)}"
