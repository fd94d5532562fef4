"""A restore as JSON (`pagewake restore --json`) and as a page to print: planned, carried out, or tried in a drill."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagewake.clock import iso_utc, now
from pagewake.report.json_values import (
    finding_values,
    proof_value,
    recovered_value,
    target_value,
)
from pagewake.restore.plan import describe_target
from pagewake.units import counted, duration_text, size_text

if TYPE_CHECKING:
    from pagewake.desk.restoring import PreparedRestore
    from pagewake.restore.destination import DestinationReport
    from pagewake.restore.drill import DrillReport
    from pagewake.restore.estimate import Estimate
    from pagewake.restore.planning import Alternative
    from pagewake.restore.run import RestoreReport

Json = dict[str, Any]


def restore_document(
    prepared: PreparedRestore,
    directory: Path | None,
    *,
    destination: DestinationReport | None = None,
    report: RestoreReport | None = None,
    drill: DrillReport | None = None,
) -> Json:
    """Everything about one restore. `report` is there when it was carried out, `drill` when it was tried."""
    plan, style = prepared.plan, prepared.engine.lsn_style
    report = drill.restore if drill is not None else report
    evidence = drill.evidence if drill is not None else report.evidence if report else None
    findings = drill.findings if drill is not None else report.findings if report else ()
    return {
        "directory": str(directory or ""),
        "dry_run": report is None and drill is None,
        "drill": drill is not None,
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
        "bytes_to_read": plan.stored_bytes,
        "bytes_written": report.written.bytes_written if report else 0,
        "bytes_kept": report.written.bytes_kept if report else 0,
        "wal_stretches": len(plan.wal),
        "wal_bytes": plan.wal_bytes,
        "origins": dict(plan.origins),
        "estimate": estimate_value(prepared.estimate),
        "alternatives": [_alternative(one) for one in prepared.alternatives],
        "cautions": finding_values(prepared.cautions),
        "destination": destination_value(destination) if destination is not None else None,
        "findings": finding_values(findings),
        "next_step": report.next_step if report else "",
        "proof": proof_value(report.proof if report else None),
        "evidence": evidence.id if evidence is not None else None,
    }


def estimate_value(estimate: Estimate) -> Json:
    """How long it will take, and why."""
    return {
        "low_seconds": round(estimate.low, 3),
        "high_seconds": round(estimate.high, 3),
        "basis": estimate.basis.value,
        "bytes_per_second": round(estimate.rate),
        "samples": estimate.samples,
        "limit_bytes_per_second": estimate.limit,
        "text": estimate.text,
    }


def destination_value(report: DestinationReport) -> Json:
    """What was seen where a restore goes."""
    return {
        "ok": report.ok,
        "resolved": str(report.resolved),
        "exists": report.main.exists,
        "entries": report.main.entries,
        "database": report.database,
        "unfinished": report.unfinished,
        "overwrites": report.overwrites,
        "keepable": [*report.keepable.inside, *map(str, report.keepable.outside)],
        "writable": report.main.writable,
        "needed_bytes": report.main.needed,
        "free_bytes": report.main.free,
        "tablespaces": [
            {
                "name": one.part.name,
                "location": one.part.location,
                "path": str(one.spot.path),
                "exists": one.spot.exists,
                "empty": not one.spot.entries,
                "same_file_system": one.same_file_system,
                "bytes": one.spot.needed,
                "free_bytes": one.spot.free,
            }
            for one in report.parts
        ],
        "findings": finding_values(report.findings),
    }


def _alternative(one: Alternative) -> Json:
    return {
        "backup": one.backup.id,
        "bytes": one.bytes,
        "wal_bytes": one.wal_bytes,
        "wal_stretches": one.stretches,
        "problem": one.problem,
    }


def summary_rows(prepared: PreparedRestore, document: Json) -> list[tuple[str, str]]:
    """The same for people: what, and the words for it."""
    plan = prepared.plan
    text = prepared.engine.lsn_style.text
    rows = [
        ("Source", plan.source),
        ("Target", describe_target(plan.target, text)),
        ("Backup", f"{plan.backup.id}, finished {iso_utc(plan.backup.finished)}"),
        ("Because", plan.reason),
        ("Chain", " > ".join(plan.chain)),
        ("Into", document["directory"] or "a scratch directory that is thrown away"),
        ("Write", f"{counted(plan.pages, 'page')}, {size_text(plan.bytes)} in {counted(plan.files, 'file')}"),
        ("Read", f"{size_text(plan.stored_bytes)} from the store"),
        ("Replay", f"{counted(len(plan.wal), 'stretch', 'stretches')} of WAL, {size_text(plan.wal_bytes)}"),
        ("Expected", prepared.estimate.text),
    ]
    reached = document["recovered_to"]
    if reached is not None:
        rows.append(("Reached", f"LSN {reached['lsn_text']}, {reached['time'] or 'no commit'}"))
    proof = document["proof"]
    if proof is not None:
        took = duration_text(proof["duration_ms"] / 1000)
        verdict = "sound" if proof["ok"] else "NOT SOUND" if proof["possible"] else "not made"
        rows.append(("Proof", f"{verdict} ({took}): {'; '.join(proof['checks'])}"))
    if document["next_step"]:
        rows.append(("Next", document["next_step"]))
    return rows


def restore_page(
    prepared: PreparedRestore, document: Json, *, title: str, repository: str, command: str
) -> str:
    """A page of HTML that needs nothing else, of a plan or of a restore that was carried out."""
    cautions = [
        *document["cautions"],
        *(document["destination"] or {}).get("findings", []),
        *document["findings"],
    ]
    cautions += (document["proof"] or {}).get("findings", [])
    return _PAGE.format(
        title=escape(title),
        made=escape(iso_utc(now())),
        repository=escape(repository),
        rows=_table(summary_rows(prepared, document)),
        origins=_table([(who, f"{blocks:,} blocks") for who, blocks in document["origins"].items()]),
        findings=_table(
            [
                (f"{one['severity']} {one['object']}", f"{one['message']}. {one['advice']}".strip())
                for one in cautions
            ]
        )
        or "<p>Nothing.</p>",
        command=escape(command),
    )


def _table(rows: Sequence[tuple[str, str]]) -> str:
    cells = "".join(f"<tr><th>{escape(what)}</th><td>{escape(text)}</td></tr>\n" for what, text in rows)
    return f"<table>\n{cells}</table>" if rows else ""


_PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font-family: sans-serif; margin: 2em; color: #1b1f26; }}
th {{ text-align: left; vertical-align: top; padding: 3px 14px 3px 0; font-weight: 600; }}
td {{ padding: 3px 0; }}
code {{ background: #f3f4f6; padding: 2px 4px; }}
p.made {{ color: #555e6c; }}
</style></head><body>
<h1>{title}</h1>
<p class="made">{made}, repository {repository}</p>
{rows}
<h2>Where the blocks come from</h2>
{origins}
<h2>What was seen</h2>
{findings}
<h2>The same on the command line</h2>
<p><code>{command}</code></p>
</body></html>
"""
