"""Whether a parent can carry an incremental: the log since its start must prove every changed page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pagewake.backup.plan import Candidate, identity_problem
from pagewake.blocks import ChangeSet, RelationChanges, WalSummary, fold
from pagewake.errors import LogError, RepositoryError
from pagewake.model import Backup, Identity, WalPosition
from pagewake.repository.history import History
from pagewake.repository.stretches import StretchRow

EMPTY = ChangeSet({})


@dataclass(frozen=True)
class Judged:
    """A parent with its verdict, and what changed since it began where the verdict is good."""

    candidate: Candidate
    changes: ChangeSet = EMPTY


def judge_parent(
    parent: Backup,
    identity: Identity,
    redo: WalPosition,
    history: History,
    summary: Callable[[StretchRow], WalSummary],
    total_blocks: int,
) -> Judged:
    """Fold the summaries from the parent's start to where this replay begins, or say why they prove nothing."""
    problem = identity_problem(parent, identity)
    if problem:
        return Judged(Candidate(parent, problem))
    try:
        rows = history.select(WalPosition(parent.timeline, parent.start_lsn), redo)
        changes = fold(summary(row) for row in rows)
    except (LogError, RepositoryError) as error:
        return Judged(
            Candidate(parent, f"{error.object_name}: {error.what}" if error.object_name else error.what)
        )
    if changes.breakers:
        return Judged(Candidate(parent, changes.breakers[0]))
    changed = sum(_touched(relation, total_blocks) for relation in changes.relations.values())
    return Judged(Candidate(parent, "", min(changed, total_blocks), total_blocks), changes)


def _touched(changes: RelationChanges, total_blocks: int) -> int:
    if changes.limit is None:
        return len(changes.blocks)
    return int((changes.blocks < changes.limit).sum()) + max(0, total_blocks - changes.limit)
