"""How the backups of a source stand: held, tagged, in the trash and until when, and the WAL beside them.

One object a source and version, `keeping/<source>/<number>`: the highest number is the truth, lower ones are what a
crash left. A change reads the newest, puts its successor under the next number, which only one writer can, and looks
whether that is the newest now; whoever was too late begins again with what the other one wrote. So what two processes
say of one source is said one after the other, also where a lock failed, and each of them saw what was said before.
The highest number is never removed.

A backup in the trash is complete until a prune *claims* it in here; from then on it cannot be brought back, and only
then is anything of it removed. So what was said to be back is back.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Annotated

import msgspec

from pagewake.errors import (
    ObjectCorrupt,
    ObjectExists,
    ObjectMissing,
    RepositoryError,
    RepositoryTooNew,
    StoreError,
)
from pagewake.model import Finding, Severity
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.sealing import Sealer
from pagewake.repository.tags import Id, Tag, untagged
from pagewake.stores.base import Store

PREFIX = "keeping/"
FORMAT = 1
MAX_OBJECT = 64 << 20
MAX_STRETCHES = 500_000
"""So many stretches of WAL go into the trash of a source; more of them wait for a later expiry."""
_SLACK = 1 << 12
_ATTEMPTS = 50
_KEY = re.compile(re.escape(PREFIX) + r"([^/]+)/([0-9]{12})")

Instant = Annotated[datetime, msgspec.Meta(tz=True)]
Text = Annotated[str, msgspec.Meta(max_length=1000)]
Stretch = tuple[Annotated[int, msgspec.Meta(ge=0)], Text]
"""A stretch of WAL: its timeline and its name."""

_log = logging.getLogger(__name__)


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


class _Version(msgspec.Struct):
    format: int


_VERSIONS = msgspec.json.Decoder(_Version)
_KEEPINGS = msgspec.json.Decoder(Keeping)


class KeepingBook:
    """How the backups of one repository stand. Not safe for use from several threads."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer
        self._known: dict[str, Keeping] | None = None
        self._unreadable: dict[str, Finding] = {}

    def all(self) -> Mapping[str, Keeping]:
        """By source; sources of which nothing was said are missing. What cannot be read is left out: see `findings`."""
        if self._known is None:
            self._unreadable = {}
            known = {}
            for token, numbers in self._listed(PREFIX).items():
                keeping = self._read_newest(token, numbers)
                if keeping is not None:
                    known[keeping.source] = keeping
            self._known = known
        return self._known

    def of(self, source: str) -> Keeping:
        """How the backups of a source stand, as far as it is known."""
        return self.all().get(source) or Keeping(source=source)

    def expire(self) -> None:
        """Have the next use look at the store again."""
        self._known = None

    @property
    def findings(self) -> list[Finding]:
        """Objects that could not be read. Of their sources everything counts as kept."""
        self.all()
        return list(self._unreadable.values())

    def change(
        self, source: str, edit: Edit, check: Callable[[], None] = lambda: None
    ) -> tuple[Keeping, Keeping]:
        """Say something new, of what stands at this moment; `edit` may be called several times. Any process may.

        Returns what stood directly before, and what stands now: whatever differs between the two, this change did.
        `check` is called before anything is written. Raises ObjectCorrupt, RepositoryTooNew: what stands cannot be
        read, and it must not be forgotten; RepositoryError where others keep changing it.
        """
        token = self._sealer.name_token(source)
        for _ in range(_ATTEMPTS):
            numbers = self._listed(f"{PREFIX}{token}/").get(token, [])
            try:
                before = self._open(_key(token, numbers[-1]), source) if numbers else Keeping(source=source)
            except ObjectMissing:  # somebody has put a newer one
                continue
            after = edit(before)
            if after != before:
                check()
                number = numbers[-1] + 1 if numbers else 1
                if not self._put(token, number, after):
                    continue
            self.expire()
            return before, after
        raise RepositoryError("other processes keep changing how these backups stand", object_name=source)

    def _put(self, token: str, number: int, keeping: Keeping) -> bool:
        """Put a version; False where somebody else was quicker."""
        key = _key(token, number)
        payload = msgspec.json.encode(keeping)
        if len(payload) > MAX_OBJECT:
            raise ValueError(
                f"{len(payload)} bytes are too many for what is held and in the trash of {keeping.source}"
            )
        try:
            self._store.put(key, self._sealer.seal_object(key, payload))
        except ObjectExists:
            return False
        numbers = self._listed(f"{PREFIX}{token}/").get(token, [])
        if numbers and numbers[-1] > number:
            # What it was made from is no longer what stands: others wrote it, went on, and tidied up after that.
            with suppress(StoreError):
                self._store.delete(key)
            return False
        for old in numbers:
            if old < number:
                try:
                    self._store.delete(_key(token, old))
                except StoreError as error:
                    _log.warning("an older record of what is kept was not removed: %s", error)
        return True

    def _listed(self, prefix: str) -> dict[str, list[int]]:
        """The numbers under each token, ascending."""
        found: dict[str, list[int]] = {}
        for info in self._store.list(prefix):
            if match := _KEY.fullmatch(info.key):
                found.setdefault(match[1], []).append(int(match[2]))
        return {token: sorted(numbers) for token, numbers in found.items()}

    def _read_newest(self, token: str, numbers: list[int]) -> Keeping | None:
        while numbers:
            key = _key(token, numbers[-1])
            try:
                return self._open(key, None)
            except ObjectMissing:
                numbers = self._listed(f"{PREFIX}{token}/").get(token, [])
            except RepositoryError as error:
                self._unreadable[key] = Finding(
                    Severity.ERROR,
                    "keeping-unreadable",
                    key,
                    f"What is held and what is in the trash is not known of one source: {error.what}. "
                    "All of its backups count as kept, and none can expire.",
                    error.advice,
                )
                return None
        return None

    def _open(self, key: str, source: str | None) -> Keeping:
        """The keeping under a key. Raises ObjectMissing, ObjectCorrupt, RepositoryTooNew."""
        sealed = self._store.read(key, 0, MAX_OBJECT + _SLACK)
        payload = self._sealer.open_object(key, sealed, max_size=MAX_OBJECT)
        try:
            version = _VERSIONS.decode(payload).format
            if version > FORMAT:
                raise RepositoryTooNew(
                    f"what is held and in the trash is written in the unknown format {version}",
                    object_name=key,
                )
            keeping = _KEEPINGS.decode(payload)
        except UNDECODABLE as error:
            raise ObjectCorrupt(f"it cannot be understood ({error})", object_name=key) from None
        match = _KEY.fullmatch(key)
        token = self._sealer.name_token(keeping.source)
        if match is None or match[1] != token or source not in (None, keeping.source):
            raise ObjectCorrupt(f"it speaks of {keeping.source[:80]}", object_name=key)
        return keeping


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


def _key(token: str, number: int) -> str:
    return f"{PREFIX}{token}/{number:012d}"
