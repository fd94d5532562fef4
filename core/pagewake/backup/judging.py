"""Whether a parent can carry an incremental: the log since its start must prove every changed page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from pagewake.backup.plan import Candidate, Situation, identity_problem
from pagewake.blocks import ChangeSet, RelationChanges, WalSummary, fold
from pagewake.errors import LogError, ObjectMissing, PagewakeError, RepositoryError
from pagewake.model import Backup, Finding, WalPosition
from pagewake.repository.bad_pages import BadRanges, bad_ranges
from pagewake.repository.history import History
from pagewake.repository.stretches import StretchRow

EMPTY = ChangeSet({})


@dataclass(frozen=True)
class Judged:
    """A parent with its verdict, and, where that is good, what must be read again.

    `changes` is what the log changed since the parent began, `bad` which of its pages failed their check.
    """

    candidate: Candidate
    changes: ChangeSet = EMPTY
    bad: BadRanges = field(default_factory=dict)


def judge_parent(
    parent: Backup,
    situation: Situation,
    history: History,
    summary: Callable[[StretchRow], WalSummary],
    lengths: Mapping[str, int],
    findings: Sequence[Finding] = (),
) -> Judged:
    """Fold the summaries from the parent's start to where this replay begins, or say why they prove nothing.

    `lengths` are the blocks that each relation has now, `findings` those of the parent.
    """
    problem = identity_problem(parent, situation.identity)
    if problem:
        return Judged(Candidate(parent, problem))
    if not _ended_on_this_history(parent, situation.redo, history):
        return Judged(
            Candidate(
                parent,
                f"backup {parent.id} ended after timeline {situation.redo.timeline} had left timeline "
                f"{parent.stop_timeline}: it may hold pages that are not of the history of this database",
            )
        )
    bad = bad_ranges(findings)
    if bad is None:
        return Judged(Candidate(parent, f"backup {parent.id} has more bad pages than it names"))
    try:
        rows = history.select(WalPosition(parent.timeline, parent.start_lsn), situation.redo)
        changes = fold(summary(row) for row in rows)
    except (LogError, RepositoryError, ObjectMissing) as error:
        what = f"{error.object_name}: {error.what}" if error.object_name else error.what
        return Judged(Candidate(parent, what))
    if changes.breakers:
        return Judged(Candidate(parent, changes.breakers[0]))
    total = sum(lengths.values())
    changed = sum(_touched(touched, lengths.get(name, 0)) for name, touched in changes.relations.items())
    return Judged(Candidate(parent, "", changed, total), changes, bad)


def _ended_on_this_history(parent: Backup, redo: WalPosition, history: History) -> bool:
    """Whether all that a parent can hold came before this replay begins: on one timeline it did, or is repeated."""
    if parent.stop_timeline == redo.timeline:
        return True
    try:
        history.path(WalPosition(parent.stop_timeline, parent.stop_lsn), redo)
    except LogError:
        return False
    return True


def unreadable(parent: Backup, error: PagewakeError) -> Judged:
    """The verdict on a parent of which something in the repository is damaged or gone."""
    return Judged(Candidate(parent, f"backup {parent.id} cannot be read: {error.object_name}: {error.what}"))


def _touched(changes: RelationChanges, length: int) -> int:
    """How many blocks of a relation of some length a backup on this parent reads because of the log."""
    fresh_from = length if changes.limit is None else min(changes.limit, length)
    return int(np.searchsorted(changes.blocks, fresh_from)) + length - fresh_from
