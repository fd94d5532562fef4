"""Holding backups, so that no expiry takes them, and bringing back what an expiry has put into the trash.

Each is one atomic step, safe beside anything else that runs, a prune among it: see `repository.keeping_book`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from pagewake.clock import now as clock_now
from pagewake.errors import BackupMissing
from pagewake.model import Backup
from pagewake.repository.keeping import Edit, Keeping, Stretch, brought_back, held, released
from pagewake.repository.owners import printable, this_process
from pagewake.repository.repository import Repository

BROUGHT_BACK = "brought back from the trash"


@dataclass(frozen=True)
class Undeleted:
    """What came back: backups by id, and stretches of WAL. `kept` were asked for and not in the trash at all."""

    backups: tuple[str, ...]
    wal: int
    held: bool
    kept: tuple[str, ...] = ()


def hold(
    repository: Repository,
    backups: Sequence[str],
    reason: str = "",
    *,
    now: Callable[[], datetime] = clock_now,
) -> Undeleted:
    """Hold backups, given by their ids or beginnings of these; those in the trash come back.

    Raises BackupMissing, and RepositoryError: a prune has begun to remove one.
    """
    return _bring_back(repository, backups, reason, now, hold_too=True)


def unhold(repository: Repository, backups: Sequence[str]) -> tuple[str, ...]:
    """Hold backups no longer; returns the ids of those that were held. Raises BackupMissing."""
    ended: list[str] = []
    for source, ids in by_source(repository, backups).items():
        before, _ = repository.keeping.change(source, released(ids))
        ended += [one for one in ids if before.hold_of(one) is not None]
    return tuple(ended)


def undelete(
    repository: Repository,
    backups: Sequence[str],
    *,
    hold_too: bool = True,
    now: Callable[[], datetime] = clock_now,
) -> Undeleted:
    """Bring backups back from the trash, with all WAL that is still there from the oldest of them on.

    They are held then (`hold_too`), because the rule that let them go would do so again. Raises as `hold` does.
    """
    return _bring_back(repository, backups, BROUGHT_BACK, now, hold_too=hold_too)


def undo(repository: Repository, runs: Collection[str] | None = None) -> Undeleted:
    """Take back whole expiries, by the name of their `run`: what they put into the trash is as it was before.

    None: everything that is in the trash. What a prune has begun to remove stays where it is.
    """
    repository.refresh()
    back: list[str] = []
    wal = 0
    for source, known in dict(repository.keeping.all()).items():
        named = {one.run for one in known.trash} | {one.run for one in known.wal}
        mine = named if runs is None else named.intersection(runs)
        if mine:
            before, after = repository.keeping.change(source, brought_back((), mine))
            back += sorted(before.in_trash - after.in_trash)
            wal += len(before.stretches - after.stretches)
    return Undeleted(tuple(back), wal, held=False)


def _bring_back(
    repository: Repository,
    backups: Sequence[str],
    reason: str,
    now: Callable[[], datetime],
    *,
    hold_too: bool,
) -> Undeleted:
    back: list[str] = []
    asked: list[str] = []
    stretches = 0
    by = this_process()
    who = f"{printable(by.user)} on {printable(by.host)}"
    for source, ids in by_source(repository, backups).items():
        asked += ids
        edits: list[Edit] = [partial(_with_their_wal, repository, ids)]
        if hold_too:
            edits.append(held(ids, now(), who, reason))
        before, after = repository.keeping.change(source, partial(_all, edits))
        gone = [one for one in ids if not repository.exists(one)]
        if gone:
            repository.keeping.change(source, released(gone))
            raise BackupMissing("this backup was removed meanwhile", object_name=gone[0])
        back += [one for one in ids if one in before.in_trash]
        stretches += len(before.stretches - after.stretches)
    kept = tuple(one for one in asked if one not in back)
    return Undeleted(tuple(back), stretches, hold_too, kept)


def _all(edits: Sequence[Edit], keeping: Keeping) -> Keeping:
    for edit in edits:
        keeping = edit(keeping)
    return keeping


def _with_their_wal(repository: Repository, ids: Sequence[str], keeping: Keeping) -> Keeping:
    """Bring back those that are in the trash at this moment, and the WAL in it that ends behind the oldest's beginning.

    What is in the trash is looked at here and not before: an expiry may have put it there in between.
    """
    source = keeping.source
    chosen = [
        one for one in repository.existing_backups(source) if one.id in ids and one.id in keeping.in_trash
    ]
    wal: frozenset[Stretch] = frozenset()
    if chosen:
        begin = min((one.timeline, one.start_lsn) for one in chosen)
        repository.wal.catalogue.expire()
        wal = frozenset(
            (row.timeline, row.name)
            for row in repository.wal.rows(source)
            if (row.timeline, row.end_lsn) >= begin
        )
    return brought_back(ids, (), wal)(keeping)


def by_source(repository: Repository, backups: Sequence[str]) -> dict[str, list[str]]:
    """The full ids of the named backups by their source. Raises BackupMissing."""
    repository.refresh()
    known: dict[str, Backup] = {one.id: one for one in repository.existing_backups()}
    found: dict[str, list[str]] = {}
    for name in backups:
        full = repository.backup_id(name)
        ids = found.setdefault(known[full].source, [])
        if full not in ids:
            ids.append(full)
    return found
