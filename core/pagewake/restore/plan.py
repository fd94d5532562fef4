"""From a restore target to a plan: which backup, which WAL, and why. Pure.

The newest backup that was consistent before the target, and from which contiguous WAL reaches it, needs the
least replay. Every backup that was passed over is explained, so that a refusal says what would have been
needed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from itertools import zip_longest

from pagewake.errors import TargetUnreachable
from pagewake.model import Backup, RestoreTarget, TargetKind, WalPosition
from pagewake.repository.stretches import StretchRow


@dataclass(frozen=True)
class Reach:
    """How far one backup can be replayed: the end of contiguous WAL, and the times that lie before it."""

    backup: Backup
    end: WalPosition
    """First position that is no longer there."""
    earliest: datetime
    """The first time that can be a target: no commit in the backup is later."""
    last_time: datetime | None
    """Time of the last record before `end`."""
    problem: str = ""
    """Why the backup cannot even be made consistent; empty if it can."""


class _Side(Enum):
    """Where a target lies, seen from a backup that does not reach it."""

    BEFORE = "the nearest after it"
    BEHIND = "the nearest before it"
    ELSEWHERE = ""


@dataclass(frozen=True)
class _Obstacle:
    side: _Side
    what: str


@dataclass(frozen=True)
class Choice:
    """The backup a restore begins with, and the sentence that explains it."""

    reach: Reach
    reason: str
    passed_over: tuple[tuple[str, str], ...] = ()


def chain_of(backup: Backup, backups: Sequence[Backup]) -> tuple[str, ...]:
    """Ids from the full backup to this one, as far as the parents are still kept."""
    by_id = {candidate.id: candidate for candidate in backups}
    chain = [backup.id]
    current = backup
    while current.parent is not None and current.parent in by_id and current.parent not in chain:
        current = by_id[current.parent]
        chain.append(current.id)
    return tuple(reversed(chain))


def choose_backup(
    target: RestoreTarget,
    reaches: Iterable[Reach],
    *,
    insisted: bool,
    position_of: Callable[[Reach], WalPosition | None],
    text: Callable[[int], str],
    later_commit: bool = False,
) -> Choice:
    """Choose among the backups of one source, newest first; looks no further than it must.

    `position_of` gives the position of the target's record on a backup's own history, or None where it is not
    found there; it is asked for LSN, transaction and name targets only. `insisted`: the user named the
    backup. `later_commit`: recovery to a time ends only at a commit later than it.

    Raises TargetUnreachable: no backup reaches the target; the message says how near the nearest ones come.
    """
    passed: list[tuple[str, _Obstacle]] = []
    for reach in reaches:
        obstacle = _obstacle(target, reach, position_of, text, later_commit)
        if obstacle is None:
            return Choice(reach, _explain(target, insisted), tuple((id, one.what) for id, one in passed))
        passed.append((reach.backup.id, obstacle))
    wanted = describe_target(target, text)
    raise TargetUnreachable(
        f"no backup reaches {wanted}: {_nearest(passed)}" if passed else f"no backup reaches {wanted}",
        advice=_instead(target, passed),
    )


def require_complete(
    rows: Sequence[StretchRow],
    target: RestoreTarget,
    start: WalPosition,
    stop: WalPosition,
    position: WalPosition | None,
    text: Callable[[int], str],
) -> None:
    """Raise TargetUnreachable where the WAL of a plan lacks changes for a while before the target.

    `rows` are the stretches from `start` on that recovery gets, `stop` is where the backup is consistent, `position`
    where the target's record lies. Recovery to a time or a transaction gets the whole stretch with its end, and an
    engine may refuse all of that.
    """
    last: int | None = None
    if target.kind is TargetKind.IMMEDIATE:
        last = stop.lsn
    elif position is not None and target.kind is not TargetKind.XID:
        last = max(position.lsn + 1, stop.lsn)
    for row, after in zip_longest(rows, rows[1:]):
        lsn = row.incomplete_from
        if lsn is None or lsn < start.lsn or (after is not None and lsn >= after.first_lsn):
            continue  # that is before the backup, or behind the fork that the recovery leaves this timeline at
        if last is None or lsn <= last:
            raise TargetUnreachable(
                f"from LSN {text(lsn)} on the WAL lacks changes, because the server wrote less of them into it",
                advice="Restore to a target before that, or from a backup that was taken after it.",
            )


def describe_target(target: RestoreTarget, text: Callable[[int], str]) -> str:
    """The target in words."""
    before = "just before " if target.exclusive else ""
    on = f" on timeline {target.timeline}" if target.timeline is not None else ""
    match target.kind:
        case TargetKind.LATEST:
            return f"the newest archived moment{on}"
        case TargetKind.IMMEDIATE:
            return "the moment the backup became consistent"
        case TargetKind.TIME if isinstance(target.value, datetime):
            return f"{before}{target.value.isoformat()}{on}"
        case TargetKind.LSN if isinstance(target.value, int):
            return f"{before}LSN {text(target.value)}{on}"
        case TargetKind.XID:
            return f"{before}the end of transaction {target.value}{on}"
        case _:
            return f"{before}the restore point {target.value!r}{on}"


def _obstacle(
    target: RestoreTarget,
    reach: Reach,
    position_of: Callable[[Reach], WalPosition | None],
    text: Callable[[int], str],
    later_commit: bool,
) -> _Obstacle | None:
    stop = WalPosition(reach.backup.stop_timeline, reach.backup.stop_lsn)
    if target.timeline is not None and target.timeline < stop.timeline:
        later = f"it ended on timeline {stop.timeline}, later than timeline {target.timeline}"
        return _Obstacle(_Side.BEFORE, later)
    if reach.problem:
        return _Obstacle(_Side.ELSEWHERE, reach.problem)
    if target.kind is TargetKind.IMMEDIATE:
        return None
    if target.kind is TargetKind.LATEST:
        return _latest_obstacle(target, reach, text)
    if target.kind is TargetKind.TIME:
        return _time_obstacle(target, reach, later_commit)
    position = position_of(reach)
    if position is None:
        missing = f"its WAL, which reaches to {text(reach.end.lsn)}, does not hold the target"
        return _Obstacle(_Side.ELSEWHERE, missing)
    # The copied pages are consistent once everything before the stop position has been replayed.
    first = stop if target.exclusive else WalPosition(stop.timeline, stop.lsn - 1)
    if position < first:
        return _Obstacle(
            _Side.BEFORE,
            f"the target is at {text(position.lsn)}, before the backup was consistent at {text(stop.lsn)}",
        )
    if position >= reach.end:
        return _Obstacle(
            _Side.BEHIND,
            f"contiguous WAL ends at {text(reach.end.lsn)}, before the target at {text(position.lsn)}",
        )
    return None


def _latest_obstacle(target: RestoreTarget, reach: Reach, text: Callable[[int], str]) -> _Obstacle | None:
    if target.timeline is None or reach.end.timeline >= target.timeline:
        return None
    return _Obstacle(
        _Side.BEHIND,
        f"contiguous WAL ends at {text(reach.end.lsn)} on timeline {reach.end.timeline}, before timeline "
        f"{target.timeline} begins",
    )


def _time_obstacle(target: RestoreTarget, reach: Reach, later_commit: bool) -> _Obstacle | None:
    moment = target.value
    assert isinstance(moment, datetime)
    if reach.backup.finished > moment:
        finished = f"it finished at {reach.backup.finished.isoformat()}, after the target"
        return _Obstacle(_Side.BEFORE, finished)
    if reach.earliest > moment:
        holds = f"it may hold commits up to {reach.earliest.isoformat()}, after the target"
        return _Obstacle(_Side.BEFORE, holds)
    if reach.last_time is None or reach.last_time < moment:
        if reach.last_time is None:
            return _Obstacle(_Side.BEHIND, "its WAL holds no commit that would tell how far it reaches")
        return _Obstacle(
            _Side.BEHIND,
            f"its WAL reaches to {reach.last_time.isoformat()}, before the target: whether anything was committed "
            "after that is not known",
        )
    if later_commit and reach.last_time == moment and not target.exclusive:
        return _Obstacle(
            _Side.BEHIND,
            f"the last commit in its WAL is at {moment.isoformat()}, and recovery to a time needs a later one: "
            "restore to the latest moment instead",
        )
    return None


def _explain(target: RestoreTarget, insisted: bool) -> str:
    if insisted:
        return "this backup was asked for"
    if target.kind is TargetKind.LATEST:
        return "the newest backup with contiguous WAL: it needs the least replay"
    if target.kind is TargetKind.IMMEDIATE:
        return "the newest backup"
    return "the newest backup that was consistent before the target: it needs the least replay"


def _instead(target: RestoreTarget, passed: Sequence[tuple[str, _Obstacle]]) -> str:
    """The nearest moment that can be reached, where the target lies outside of all of them; else the usual advice."""
    before = [backup_id for backup_id, one in passed if one.side is _Side.BEFORE]
    behind = [backup_id for backup_id, one in passed if one.side is _Side.BEHIND]
    if before and not behind and target.timeline is None:
        return (
            f"The earliest moment that can be reached: --backup {before[-1]} --immediate. All of them: "
            "pagewake wal status --repo REPO"
        )
    if behind and not before and target.timeline is None:
        return "The newest moment that can be reached: --latest. All of them: pagewake wal status --repo REPO"
    if passed and not before and target.kind is TargetKind.XID:
        return "See which transactions were committed when: pagewake wal commits --repo REPO --at TIME"
    return ""


def _nearest(passed: Sequence[tuple[str, _Obstacle]]) -> str:
    """What the backups nearest to the target on both sides lack. `passed` is newest first."""
    before = [entry for entry in passed if entry[1].side is _Side.BEHIND][:1]
    after = [entry for entry in passed if entry[1].side is _Side.BEFORE][-1:]
    nearest = before + after or list(passed[-1:])
    shown = [
        f"{one.side.value} is backup {backup_id}: {one.what}"
        if one.side.value
        else f"backup {backup_id}: {one.what}"
        for backup_id, one in nearest
    ]
    more = len(passed) - len(nearest)
    if more:
        shown.append("another was looked at" if more == 1 else f"{more} others were looked at")
    return "; ".join(shown)
