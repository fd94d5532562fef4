"""An integrity report: what a repository holds, how far it was proven, and what is wrong, as one document.

It is for handing on (with a migration, for an audit): it carries the repository's id, the version that wrote it, and a
hash of its own content, so that a copy can be told from the original. SHA-256 of the document as JSON without the
key `content_sha256`, keys sorted, no spaces, UTF-8.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from math import isnan
from typing import Any

from pagewake import __version__
from pagewake.clock import iso_utc
from pagewake.insight.columns import StateCode
from pagewake.insight.coverage import GapSpan
from pagewake.insight.evidence import Evidence
from pagewake.insight.matrix import Cell, matrix
from pagewake.insight.overview import Moment, SourceOverview, Verified
from pagewake.insight.timeline import SourceTimeline
from pagewake.lsn import LsnStyle
from pagewake.model import Finding
from pagewake.report.json_values import (
    backup_value,
    finding_values,
    gap_value,
    lsn_pair,
    time_value,
    window_value,
)
from pagewake.report.proofs import proof_values
from pagewake.repository.evidence import Evidence as Record

Json = dict[str, Any]
HASH = "content_sha256"


def integrity_document(
    *,
    repository: str,
    location: str,
    encrypted: bool,
    taken: datetime,
    zone: str,
    sources: Sequence[tuple[SourceTimeline, SourceOverview]],
    evidence: Sequence[Evidence],
    findings: Iterable[Finding],
    proofs: Sequence[Record] = (),
) -> Json:
    """The report as plain values. `zone` is only how people are shown the times, which all are UTC here.

    `proofs` are the records that are told check by check, with their rows.
    """
    document: Json = {
        "report": "integrity",
        "created": iso_utc(taken),
        "zone": zone,
        "pagewake_version": __version__,
        "repository": {"id": repository, "location": location, "encrypted": encrypted},
        "sources": [_source_value(timeline, seen, evidence, taken) for timeline, seen in sources],
        "findings": finding_values(findings),
        "proofs": proof_values(proofs),
    }
    document[HASH] = content_hash(document)
    return document


def content_hash(document: Json) -> str:
    """SHA-256 of everything in a report but its hash, in lower-case hex."""
    content = {key: value for key, value in document.items() if key != HASH}
    text = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _source_value(
    timeline: SourceTimeline, seen: SourceOverview, evidence: Sequence[Evidence], taken: datetime
) -> Json:
    style = timeline.lsn_style
    rows = matrix(timeline, evidence, taken)
    states = timeline.backup_columns.state.tolist()
    return {
        "source": timeline.source,
        "engine": timeline.engine,
        "system_identifier": timeline.system_identifier,
        "verdict": seen.verdict.value,
        "why": seen.why,
        "next_step": seen.next_step.sentence,
        "newest": _moment_value(seen.newest, style),
        "oldest": _moment_value(seen.oldest, style),
        "age_seconds": None if seen.age is None else seen.age.total_seconds(),
        "promised_seconds": None if seen.promised is None else seen.promised.total_seconds(),
        "last_proof": _verified_value(seen.last_proof),
        "last_verification": _verified_value(seen.last_verification),
        "stored_bytes": seen.stored_bytes,
        "wal_bytes": seen.wal_bytes,
        "logical_bytes": seen.logical_bytes,
        "windows": [window_value(window, style) for window in timeline.windows],
        "gaps": [_gap_value(timeline.source, span, style) for span in timeline.gap_spans],
        "backups": [
            {
                "backup": backup_value(
                    backup, style, timeline.trash.get(backup.id), timeline.tags.get(backup.id, ())
                ),
                "state": StateCode(states[number]).name.lower(),
                "unusable": timeline.unusable.get(backup.id, ""),
                "checks": {check.value: _cell_value(cell) for check, cell in rows[backup.id].items()},
            }
            for number, backup in enumerate(timeline.backups)
        ],
        "findings": finding_values(timeline.findings),
    }


def _moment_value(moment: Moment | None, style: LsnStyle) -> Json | None:
    if moment is None:
        return None
    return {
        "timeline": moment.timeline,
        **lsn_pair("lsn", moment.lsn, style),
        "time": time_value(moment.time),
    }


def _verified_value(verified: Verified | None) -> Json | None:
    if verified is None:
        return None
    return {"when": iso_utc(verified.when), "depth": verified.depth.name.lower()}


def _gap_value(source: str, span: GapSpan, style: LsnStyle) -> Json:
    lost = None if isnan(span.seconds) else span.seconds
    return {"gap": {"source": source, **gap_value(span.gap, style)}, "seconds_lost": lost}


def _cell_value(cell: Cell) -> Json:
    return {
        "result": cell.result.value,
        "when": time_value(cell.when),
        "evidence": getattr(cell.record, "id", None),
        "note": cell.note,
        "findings": finding_values(cell.findings),
    }
