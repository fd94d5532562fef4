"""A page repair as JSON (`pagewake restore --blocks --json`): planned, or carried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from blake3 import blake3

from pagewake.report.json_values import finding_values, recovered_value, target_value

if TYPE_CHECKING:
    from pagewake.engines.base import Engine
    from pagewake.restore.block_planning import BlocksPlan
    from pagewake.restore.blocks import BlocksReport

Json = dict[str, Any]


def blocks_document(plan: BlocksPlan, engine: Engine, report: BlocksReport | None = None) -> Json:
    """Everything about one page repair; `report` is there when it was carried out."""
    request, style = plan.request, engine.lsn_style
    written = {} if report is None else {(one.file, one.block): one.content for one in report.written}
    present = plan.present or (None,) * len(plan.choice.versions)
    blocks = []
    for one, now in zip(plan.choice.versions, present, strict=True):
        content = written.get((one.file, one.block))
        blocks.append(
            {
                "file": one.file,
                "block": one.block,
                "present": now,
                "kept_state": one.state,
                "kept_lsn": one.lsn,
                "kept_lsn_text": None if one.lsn is None else style.text(one.lsn),
                "written": content is not None,
                "digest": None if content is None else blake3(content).hexdigest(),
            }
        )
    return {
        "dry_run": report is None,
        "source": plan.restore.source,
        "backup": plan.restore.backup.id,
        "passed_over": [{"backup": backup, "reason": why} for backup, why in plan.choice.passed_over],
        "target": target_value(plan.restore.target, style),
        "recovered_to": recovered_value(report.recovered_to if report else None, style),
        "in_place": None if request.in_place is None else str(request.in_place),
        "pages_to": None if request.pages_to is None else str(request.pages_to),
        "bytes": plan.restore.bytes,
        "bytes_to_read": plan.restore.stored_bytes,
        "blocks": blocks,
        "saved": None if report is None or report.saved is None else str(report.saved),
        "checks": list(report.checks) if report else [],
        "findings": finding_values(report.findings if report else ()),
        "evidence": report.evidence.id if report is not None and report.evidence is not None else None,
    }
