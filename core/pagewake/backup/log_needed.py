"""The promise of a backup before it exists: the WAL that makes its pages consistent is there, and is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pagewake.errors import BackupError, LogGap
from pagewake.model import WalPosition
from pagewake.repository.history import history_of
from pagewake.repository.keeping import brought_back
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow

FEW = 64
"""So many stretches are asked for one by one; for more of them the archive is listed."""


def lost_wal(repository: Repository, source: str, start: WalPosition, stop: WalPosition) -> list[StretchRow]:
    """The stretches from `start` to `stop` that are on record and whose WAL the store does not have any more."""
    wal = repository.wal
    try:
        rows = history_of(wal.rows(source)).select(start, stop)
    except LogGap:
        return []  # there is more amiss than that
    if len(rows) <= FEW:
        return [row for row in rows if not wal.holds(source, row.timeline, row.name, row.digest)]
    lost = wal.lost(source)
    return [row for row in rows if (row.timeline, row.name) in lost]


def require_wal(
    repository: Repository,
    source: str,
    start: WalPosition,
    stop: WalPosition,
    archive_again: Callable[[Sequence[StretchRow]], None],
) -> None:
    """See to it that a source's WAL from `start` to `stop` is archived; what is in the trash of it comes back.

    That happens where a database is backed up as it was before the backups that expired. What the store has lost
    is given to `archive_again`. Raises BackupError.
    """
    repository.wal.catalogue.expire()  # others may have removed WAL since the beginning
    try:
        lost = lost_wal(repository, source, start, stop)
        if lost:
            archive_again(lost)
            lost = lost_wal(repository, source, start, stop)
        gone = frozenset((row.timeline, row.name) for row in lost)
        rows = history_of(repository.wal.rows(source), gone).select(start, stop)
    except LogGap as gap:
        raise BackupError(
            f"the log that the copied pages need is not complete: {gap.what}", object_name=gap.object_name
        ) from gap
    repository.keeping.expire()
    needed = {(row.timeline, row.name) for row in rows}.intersection(repository.keeping.of(source).stretches)
    if not needed:
        return
    _, now = repository.keeping.change(source, brought_back((), (), needed))
    if needed.intersection(now.stretches):
        raise BackupError(
            "a prune is removing log from the trash that the copied pages need",
            object_name=source,
            advice="Run the backup again when the prune has finished.",
        )
