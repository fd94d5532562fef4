"""How the backups of a source stand: held, tagged, in the trash until when; and the edits by which that changes. Pure.

`keeping_book` is where it is read and written.

A backup in the trash is complete until a prune *claims* it in here; from then on it cannot be brought back, and only
then is anything of it removed. So what was said to be back is back.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from typing import Annotated

import msgspec

from pagewake.errors import RepositoryError
from pagewake.repository.tags import Id, Tag, untagged

FORMAT = 1
MAX_STRETCHES = 500_000
"""So many stretches of WAL go into the trash of a source; more of them wait for a later expiry."""

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Text = Annotated[str, msgspec.Meta(max_length=1000)]
Stretch = tuple[Annotated[int, msgspec.Meta(ge=0)], Text]
"""A stretch of WAL: its timeline and its name."""


class Hold(msgspec.Struct, frozen=True):
    """A backup that no expiry takes, since when, by whom, and why."""

    backup: Id
    since: Instant
    by: Text = ""
    reason: Text = ""


class Trashed(msgspec.Struct, frozen=True):
    """A backup in the trash. It stays until `until` at least; `run` is the expiry that put it there.

    `claimed`: a prune has begun to remove it.
    """

    backup: Id
    run: Id
    since: Instant
    until: Instant
    claimed: bool = False


class TrashedWal(msgspec.Struct, frozen=True):
    """The WAL that one expiry put into the trash."""

    run: Id
    since: Instant
    until: Instant
    stretches: tuple[Stretch, ...]
    claimed: bool = False


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """All that was said of the backups of one source."""

    format: Annotated[int, msgspec.Meta(ge=1)] = FORMAT
    source: Annotated[str, msgspec.Meta(min_length=1, max_length=255)]
    held: tuple[Hold, ...] = ()
    trash: tuple[Trashed, ...] = ()
    wal: tuple[TrashedWal, ...] = ()
    tags: tuple[Tag, ...] = ()

    def hold_of(self, backup: str) -> Hold | None:
        """The hold on a backup."""
        return next((one for one in self.held if one.backup == backup), None)

    def trashed(self, backup: str) -> Trashed | None:
        """What there is of a backup in the trash."""
        return next((one for one in self.trash if one.backup == backup), None)

    @property
    def in_trash(self) -> frozenset[str]:
        """The ids of the backups in the trash."""
        return frozenset(one.backup for one in self.trash)

    @property
    def stretches(self) -> frozenset[Stretch]:
        """The WAL in the trash."""
        return frozenset(stretch for one in self.wal for stretch in one.stretches)

    @property
    def latest(self) -> datetime:
        """The latest moment at which anything in here was said."""
        said = [hold.since for hold in self.held] + [one.since for one in self.trash]
        return max([*said, *(one.since for one in self.wal)], default=_EVER)


_EVER = datetime.min.replace(tzinfo=UTC)
Edit = Callable[[Keeping], Keeping]


def held(backups: Iterable[str], since: datetime, by: str, reason: str) -> Edit:
    """Hold backups: what is in the trash of them comes back. One that is held already stays as it is."""
    ids = list(backups)

    def edit(keeping: Keeping) -> Keeping:
        new = [Hold(one, since, by[:1000], reason[:1000]) for one in ids if keeping.hold_of(one) is None]
        return _replace(brought_back(ids)(keeping), held=(*keeping.held, *new))

    return edit


def released(backups: Collection[str]) -> Edit:
    """Hold backups no longer."""
    return lambda keeping: _replace(
        keeping, held=tuple(one for one in keeping.held if one.backup not in backups)
    )


def discarded(
    backups: Iterable[str],
    stretches: Collection[Stretch],
    run: str,
    since: datetime,
    until: datetime,
    known: Keeping,
) -> Edit:
    """Put backups and WAL into the trash, but for what is held or there already.

    No WAL goes where a backup was held or brought back since what was `known` when this was decided: it may be the
    WAL which that one needs. It goes with a later expiry.
    """
    ids, wal = list(backups), sorted(stretches)

    def edit(keeping: Keeping) -> Keeping:
        held = {one.backup for one in keeping.held}
        new = [Trashed(one, run, since, until) for one in ids if one not in held | keeping.in_trash]
        stays = held.intersection(ids) | known.in_trash - keeping.in_trash
        there = keeping.stretches
        room = 0 if stays else max(0, MAX_STRETCHES - len(there))
        more = tuple([one for one in wal if one not in there][:room])
        added = (TrashedWal(run, since, until, more),) if more else ()
        return _replace(keeping, trash=(*keeping.trash, *new), wal=(*keeping.wal, *added))

    return edit


def brought_back(backups: Collection[str], runs: Collection[str] = (), wal: Collection[Stretch] = ()) -> Edit:
    """Take backups, everything of some expiries, and WAL out of the trash. Raises RepositoryError: one is claimed."""

    def edit(keeping: Keeping) -> Keeping:
        for one in keeping.trash:
            if one.claimed and one.backup in backups:
                raise RepositoryError(
                    "a prune has begun to remove this backup, and it cannot be brought back",
                    object_name=one.backup,
                    meaning="Its time in the trash was over.",
                    advice="Use another backup: pagewake list shows them.",
                )
        trash = tuple(
            one for one in keeping.trash if one.claimed or (one.backup not in backups and one.run not in runs)
        )
        left = (_without(one, runs, wal) for one in keeping.wal)
        return _replace(keeping, trash=trash, wal=tuple(one for one in left if one.stretches))

    return edit


def claimed(now: datetime, *, wal: bool, everything: bool = False) -> Edit:
    """Claim what has been in the trash for its time (`everything`: all of it), the `wal` in it too or not."""

    def due(one: Trashed | TrashedWal) -> bool:
        return one.claimed or everything or one.until <= now

    def edit(keeping: Keeping) -> Keeping:
        return _replace(
            keeping,
            trash=tuple(
                msgspec.structs.replace(one, claimed=True) if due(one) else one for one in keeping.trash
            ),
            wal=tuple(
                msgspec.structs.replace(one, claimed=True) if wal and due(one) else one for one in keeping.wal
            ),
        )

    return edit


def cleared(backups: Collection[str], *, wal: bool) -> Edit:
    """Forget claimed backups that are gone, with their tags, and (`wal`) the claimed WAL."""

    def edit(keeping: Keeping) -> Keeping:
        gone = {one.backup for one in keeping.trash if one.claimed and one.backup in backups}
        return _replace(
            untagged(gone)(keeping),
            trash=tuple(one for one in keeping.trash if one.backup not in gone),
            wal=tuple(one for one in keeping.wal if not (wal and one.claimed)),
        )

    return edit


def _without(one: TrashedWal, runs: Collection[str], stretches: Collection[Stretch]) -> TrashedWal:
    if one.claimed:
        return one
    left = () if one.run in runs else tuple(name for name in one.stretches if name not in stretches)
    return msgspec.structs.replace(one, stretches=left)


def _replace(
    keeping: Keeping,
    *,
    held: tuple[Hold, ...] | None = None,
    trash: tuple[Trashed, ...] | None = None,
    wal: tuple[TrashedWal, ...] | None = None,
) -> Keeping:
    return msgspec.structs.replace(
        keeping,
        held=keeping.held if held is None else held,
        trash=keeping.trash if trash is None else trash,
        wal=keeping.wal if wal is None else wal,
    )
