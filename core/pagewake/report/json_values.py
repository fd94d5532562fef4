"""The JSON that scripts rely on: one function a value, keys that never change, more of them over time.

Sizes are bytes, times ISO 8601 UTC, LSNs integers with their text under `*_text` beside them. Every function
returns plain dictionaries, lists, text, numbers, booleans and None: what any JSON writer takes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pagewake.clock import iso_utc
from pagewake.lsn import LsnStyle
from pagewake.model import (
    CHECK_UNITS,
    Backup,
    CheckRow,
    Finding,
    Gap,
    Identity,
    PageVersion,
    Proof,
    RecoveredTo,
    RestoreTarget,
    Window,
)

if TYPE_CHECKING:
    from pagewake.repository.evidence import Evidence
    from pagewake.repository.keeping import Hold, Trashed

Json = dict[str, Any]


def time_value(instant: datetime | None) -> str | None:
    """A time, or null."""
    return None if instant is None else iso_utc(instant)


def lsn_pair(key: str, lsn: int | None, style: LsnStyle) -> Json:
    """`key` with the number, `key_text` with how the engine's people write it."""
    return {key: lsn, f"{key}_text": None if lsn is None else style.text(lsn)}


def backup_value(
    backup: Backup, style: LsnStyle, trashed: Trashed | None = None, tags: Sequence[str] = ()
) -> Json:
    """One backup; `trashed` where it is in the trash."""
    return {
        "id": backup.id,
        "source": backup.source,
        "type": backup.type.value,
        "parent": backup.parent,
        "timeline": backup.timeline,
        **lsn_pair("start_lsn", backup.start_lsn, style),
        **lsn_pair("stop_lsn", backup.stop_lsn, style),
        "stop_timeline": backup.stop_timeline,
        "started": iso_utc(backup.started),
        "finished": iso_utc(backup.finished),
        "status": backup.status.value if trashed is None else "trash",
        "expires": None if trashed is None else iso_utc(trashed.until),
        "pages": backup.pages,
        "files": backup.files,
        "logical_bytes": backup.logical_bytes,
        "bytes_read": backup.bytes_read,
        "bytes_written": backup.bytes_written,
        "engine": backup.engine,
        "system_identifier": backup.system_identifier,
        "findings": backup.findings,
        "reason": backup.reason,
        "protected": backup.protected,
        "duration_ms": backup.duration_ms,
        "tags": list(tags),
    }


def backup_tags_value(tags: Mapping[str, Sequence[str]]) -> Json:
    """The tags of some backups."""
    return {"backups": [{"id": backup, "tags": list(words)} for backup, words in tags.items()]}


def hold_value(hold: Hold) -> Json:
    """Since when a backup is held, by whom, and why."""
    return {"since": iso_utc(hold.since), "by": hold.by, "reason": hold.reason}


def finding_value(finding: Finding) -> Json:
    """One finding."""
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "object": finding.object_name,
        "message": finding.message,
        "advice": finding.advice,
    }


def finding_values(findings: Iterable[Finding]) -> list[Json]:
    """Findings in their order."""
    return [finding_value(finding) for finding in findings]


def gap_value(gap: Gap, style: LsnStyle) -> Json:
    """WAL that is not there, and why."""
    return {
        "timeline": gap.timeline,
        **lsn_pair("from", gap.from_lsn, style),
        **lsn_pair("to", gap.to_lsn, style),
        "reason": gap.reason,
    }


def window_value(window: Window, style: LsnStyle) -> Json:
    """A restorable window."""
    return {
        "timeline": window.timeline,
        **lsn_pair("from_lsn", window.from_lsn, style),
        **lsn_pair("to_lsn", window.to_lsn, style),
        "from_time": time_value(window.from_time),
        "to_time": time_value(window.to_time),
        "first_backup": window.first_backup,
    }


def target_value(target: RestoreTarget, style: LsnStyle) -> Json:
    """What a restore was asked for. `value` is text, or the number of an LSN with its text beside it."""
    value: str | int | None
    if isinstance(target.value, datetime):
        value = iso_utc(target.value)
    else:
        value = target.value
    shown = style.text(value) if isinstance(value, int) else value
    return {
        "kind": target.kind.value,
        "value": value,
        "value_text": shown,
        "exclusive": target.exclusive,
        "timeline": target.timeline,
    }


def recovered_value(recovered: RecoveredTo | None, style: LsnStyle) -> Json | None:
    """Where a recovery ended, or null where none was run."""
    if recovered is None:
        return None
    return {
        **lsn_pair("lsn", recovered.lsn, style),
        "time": time_value(recovered.time),
        "timeline": recovered.timeline,
    }


def proof_value(proof: Proof | None) -> Json | None:
    """What a proven restore looked at, or null where nothing was proven."""
    if proof is None:
        return None
    return {
        "ok": proof.ok,
        "possible": proof.possible,
        "checks": list(proof.checks),
        "rows": check_values(proof.rows),
        "findings": finding_values(proof.findings),
        "duration_ms": proof.duration_ms,
    }


def check_values(rows: Iterable[CheckRow]) -> list[Json]:
    """What each check of a proof came to."""
    return [
        {
            "backup": row.backup or None,
            "name": row.name,
            "database": row.database,
            "object": row.object_name,
            "result": row.result.value,
            "count": row.count,
            "unit": CHECK_UNITS.get(row.name),
            "seconds": row.seconds,
            "message": row.message,
            "objects": row.objects,
        }
        for row in rows
    ]


def evidence_value(record: Evidence) -> Json:
    """One verification or proven restore on record, without its rows."""
    return {
        "id": record.id,
        "level": record.level,
        "ok": record.ok,
        "started": iso_utc(record.started),
        "duration_ms": record.duration_ms,
        "source": record.source or None,
        "whole": record.whole,
        "backups": list(record.backups),
        "damaged": None if record.damaged is None else list(record.damaged),
        "target": record.target or None,
        "bytes_checked": record.bytes_checked,
        "checked": record.checked,
        "failed": record.failed,
        "skipped": record.skipped,
        "checks": list(record.checks),
        "findings": finding_values(record.findings),
        "pagewake_version": record.pagewake_version,
        "original": record.original or None,
    }


def identity_value(identity: Identity) -> Json:
    """Which database it is."""
    return {
        "engine": identity.engine,
        "engine_version": identity.engine_version,
        "system_identifier": identity.system_identifier,
        "page_size": identity.page_size,
        "page_format": identity.page_format,
    }


def page_version_value(version: PageVersion, style: LsnStyle) -> Json:
    """One kept version of a page."""
    return {
        "backup": version.backup,
        "taken": iso_utc(version.taken),
        **lsn_pair("page_lsn", version.page_lsn, style),
        "checksum_ok": version.checksum_ok,
        "state": version.state,
        "chunk": version.chunk,
    }


def counts_value(counts: Mapping[str, int]) -> dict[str, int]:
    """Counts by name, the largest first, then by name."""
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
