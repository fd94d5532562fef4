"""Which backup a restore had better begin with: damage that is known of, and what lies in the trash."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pagewake.insight.evidence import Standing, standings
from pagewake.model import Backup, BackupStatus, RestoreTarget, TargetKind
from pagewake.repository.keeping import Keeping
from pagewake.repository.repository import Repository
from pagewake.restore.plan import Choice, Reach

if TYPE_CHECKING:
    from pagewake.restore.planning import Alternative, RestorePlan


def known_damage(repository: Repository, backups: Sequence[Backup]) -> dict[str, str]:
    """By backup id: why a restore from it would not be whole. Raises StoreError."""
    found = {
        one.id: "pages in it were damaged in the database when they were read"
        for one in backups
        if one.status is not BackupStatus.OK
    }
    known = standings(repository.evidence.all())
    return found | {
        id_: "a verification found it damaged" for id_, one in known.items() if one[0] is Standing.BAD
    }


def same_moment(target: RestoreTarget, chosen: Reach, other: Reach) -> bool:
    """Whether a restore from another backup leads to the same moment, as all named ones are."""
    if target.kind is TargetKind.LATEST:
        return chosen.end == other.end
    return target.kind is not TargetKind.IMMEDIATE


def passing_over(choice: Choice, backups: Sequence[Backup], damage: Mapping[str, str]) -> Choice:
    """A choice that was made without the backups that are damaged: with those that it passes over, and why."""
    begun = choice.reach.backup.started
    passed = tuple(
        (one.id, damage[one.id]) for one in reversed(backups) if one.id in damage and one.started > begun
    )
    reason = "the newest backup without known damage that reaches the target"
    return replace(choice, reason=reason, passed_over=(*passed, *choice.passed_over))


def as_far(other: Alternative, plan: RestorePlan, text: Callable[[int], str]) -> Alternative:
    """Another backup, with the problem that "the newest moment" of its log is an older one than that of the plan."""
    end = plan.wal[-1].end_lsn if plan.wal else 0
    if plan.target.kind is not TargetKind.LATEST or other.problem or other.end_lsn == end:
        return other
    why = (
        f"its contiguous WAL ends at {text(other.end_lsn)}, before the newest archived moment at {text(end)}"
    )
    return replace(other, problem=why)


def rescue_text(backup: Backup, keeping: Keeping) -> str:
    """How a target can be reached with what is in the trash."""
    if keeping.trashed(backup.id) is not None:
        return (
            f"It can be reached from backup {backup.id}, which is in the trash: bring it back with pagewake undelete, "
            "or name it with --backup."
        )
    return (
        "It can be reached with WAL that is in the trash: pagewake undelete --all brings everything back, "
        f"and pagewake hold {backup.id} keeps the backup to begin with."
    )
