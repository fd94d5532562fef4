"""Which type of backup to make, on which parent, and why. Pure.

An incremental is only made where the archived WAL summaries prove that every page changed since the
parent's start is known: same database, parent's start on this history, no gap, nothing in the log that
changes pages
unseen. In every other case the plan is a full backup and its reason says what could not be proven.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pagewake.errors import ParentUnusable
from pagewake.model import Backup, BackupType, Identity, WalPosition
from pagewake.units import counted, duration_code, duration_text


@dataclass(frozen=True)
class BackupPolicy:
    """When `auto` prefers a full backup although an incremental could be proven."""

    full_every: timedelta = timedelta(days=7)
    largest_incremental: float = 0.5
    """Share of the database's blocks above which reading everything is the better backup."""
    largest_chain: float = 1.0
    """Blocks stored by a chain's incrementals, as a share of the database, above which restores get slow."""


@dataclass(frozen=True)
class Situation:
    """What is known when the plan is made: the capture has begun and all WAL up to its start is archived."""

    now: datetime
    identity: Identity
    redo: WalPosition
    """Where the replay of this backup begins to change pages."""
    backups: Sequence[Backup]
    """This source's backups, oldest first."""
    unprovable: str = ""
    """Why the log cannot prove an incremental whatever the parent; empty if it can."""


@dataclass(frozen=True)
class Candidate:
    """A parent that was looked at: usable, or not and why. `changed_blocks` and `total_blocks` size the
    work.
    """

    parent: Backup
    problem: str = ""
    changed_blocks: int = 0
    total_blocks: int = 0


@dataclass(frozen=True)
class BackupPlan:
    """The decision: what to make, on what, and the sentence that explains it."""

    type: BackupType
    parent: Backup | None
    reason: str
    demoted: bool = field(default=False)
    """A type that was asked for could not be made, and this is a full one instead."""


def parent_for(requested: BackupType, backups: Sequence[Backup]) -> Backup | None:
    """The backup that one of the requested type builds on: the last full one, or the last of any type."""
    if requested is BackupType.DIFFERENTIAL:
        return next((backup for backup in reversed(backups) if backup.type is BackupType.FULL), None)
    return backups[-1] if backups else None


def identity_problem(parent: Backup, identity: Identity) -> str:
    """Why a parent's pages are not this database's pages, or an empty text."""
    if parent.engine != identity.engine:
        return f"backup {parent.id} is of a {parent.engine} database"
    if parent.system_identifier != identity.system_identifier:
        return f"backup {parent.id} is of another database (system identifier {parent.system_identifier})"
    return ""


def format_problem(parent: Backup, was: Identity, now: Identity) -> str:
    """Why a parent's pages must not stand beside pages read now, or an empty text."""
    if was.page_format == now.page_format:
        return ""
    return f"the pages of backup {parent.id} are of another format ({was.page_format}, now {now.page_format})"


def choose_type(
    requested: str, situation: Situation, candidate: Candidate | None, policy: BackupPolicy
) -> BackupPlan:
    """Decide. `candidate` is the judged parent of the requested type (of an incremental for `auto`)."""
    if requested == BackupType.FULL.value:
        return BackupPlan(BackupType.FULL, None, "a full backup was asked for")
    automatic = requested == "auto"
    wanted = BackupType.INCREMENTAL if automatic else BackupType(requested)
    if candidate is None:
        if not automatic and wanted is BackupType.DIFFERENTIAL and situation.backups:
            raise ParentUnusable("there is no full backup of this source to build a differential on")
        return BackupPlan(
            BackupType.FULL, None, "this is the first backup of this source", demoted=not automatic
        )
    problem = situation.unprovable or candidate.problem
    if problem:
        return BackupPlan(
            BackupType.FULL,
            None,
            f"no {wanted.value} can be proven complete: {problem}",
            demoted=not automatic,
        )
    if automatic:
        better = _full_is_better(situation, candidate, policy)
        if better:
            return BackupPlan(BackupType.FULL, None, better)
    return BackupPlan(wanted, candidate.parent, _change_reason(candidate))


def _change_reason(candidate: Candidate) -> str:
    return (
        f"the log proves that {candidate.changed_blocks:,} of {counted(candidate.total_blocks, 'block')} changed "
        f"since backup {candidate.parent.id} began"
    )


def _full_is_better(situation: Situation, candidate: Candidate, policy: BackupPolicy) -> str:
    last_full = parent_for(BackupType.DIFFERENTIAL, situation.backups)
    if last_full is None:
        return "no full backup of this source is left"
    age = situation.now - last_full.started
    if age >= policy.full_every:
        return (
            f"the last full backup is {duration_text(age.total_seconds())} old and one is due every "
            f"{duration_code(policy.full_every)}"
        )
    total = max(1, candidate.total_blocks)
    if candidate.changed_blocks > policy.largest_incremental * total:
        return f"{100 * candidate.changed_blocks // total} % of all blocks changed since backup {candidate.parent.id}"
    stored = (
        sum(backup.pages for backup in _incrementals_since(last_full, situation.backups))
        + candidate.changed_blocks
    )
    if stored > policy.largest_chain * total:
        return (
            f"with this one, the incrementals since backup {last_full.id} would hold {100 * stored // total} % as "
            "many pages as the database: a new full backup keeps them together for a restore"
        )
    return ""


def _incrementals_since(full: Backup, backups: Sequence[Backup]) -> list[Backup]:
    return [
        backup
        for backup in backups
        if backup.type is BackupType.INCREMENTAL and backup.started >= full.started
    ]
