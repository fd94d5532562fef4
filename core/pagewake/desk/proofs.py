"""The proofs that faces show check by check: chosen from what is on record, and read with their rows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pagewake.errors import ObjectMissing, RepositoryError
from pagewake.insight.evidence import Depth, depth_of
from pagewake.jobs import Job

if TYPE_CHECKING:
    from pagewake.repository.evidence import Evidence
    from pagewake.repository.repository import Repository

MOST_PROOFS = 20
"""So many proofs stand in a report check by check, the newest."""


def proofs_to_report(records: Iterable[Evidence]) -> list[Evidence]:
    """The newest restores that were proven, newest first: each backup's last, and those of no backup that is kept."""
    chosen: dict[str, Evidence] = {}
    seen: set[tuple[str, str]] = set()
    for record in sorted(records, key=lambda one: one.started, reverse=True):
        about = {(backup, record.level) for backup in record.backups} or {(record.source, record.level)}
        if not record.checked or depth_of(record) is not Depth.RESTORE or about <= seen:
            continue
        seen |= about
        chosen[record.id] = record
        if len(chosen) == MOST_PROOFS:
            break
    return list(chosen.values())


def read_rows(repository: Repository, records: Iterable[Evidence], job: Job) -> list[Evidence]:
    """The same records with their rows; one that cannot be read any more stays without. Raises StoreError."""
    found = []
    for record in records:
        job.check()
        try:
            found.append(repository.evidence.whole(record.id))
        except (RepositoryError, ObjectMissing):
            found.append(record)
    return found
