"""Packs that were found damaged: one small object each, so that the next backup heals what it can.

A backup stores again what only a suspect pack holds, and reads again what its parent has in one; readers and prunes
prefer other copies. A note outlives its pack when that is put into quarantine: it is taken back once everything that
the backups need was found sound. Notes only say where to look twice; without them everything is read as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Annotated

import msgspec

from pagewake.errors import ObjectCorrupt, ObjectMissing, StoreError
from pagewake.repository.decoding import Notes
from pagewake.repository.packs import pack_key, pack_name
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

PREFIX = "suspect/"
MAX_NOTE = 8192
_LONGEST = 1000


class Suspicion(msgspec.Struct, frozen=True):
    """Since when a pack is known to be damaged, and what was seen first."""

    since: Annotated[datetime, msgspec.Meta(tz=True)]
    what: Annotated[str, msgspec.Meta(max_length=_LONGEST)] = ""


class Suspects:
    """The suspect packs of one repository."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._notes = Notes(store, sealer, Suspicion, MAX_NOTE)

    def names(self) -> frozenset[str]:
        """The suspect packs, from one listing; a note that cannot be read counts, too."""
        names = (info.key.removeprefix(PREFIX) for info in self._store.list(PREFIX))
        return frozenset(name for name in names if pack_name(pack_key(name)) is not None)

    def read(self, pack: str) -> Suspicion:
        """What is noted of a pack. Raises ObjectMissing, ObjectCorrupt."""
        return self._notes.read(PREFIX + pack)

    def note(self, damage: Mapping[str, str], since: datetime) -> int:
        """Note packs with what was seen; returns how many notes are new. What was noted before stays.

        A store that takes nothing is no error: the damage is the same, and is found again.
        """
        known, new = self.names(), 0
        for pack, what in damage.items():
            if pack in known and self._is_sound(pack):
                continue
            with suppress(StoreError):
                self._notes.write(PREFIX + pack, Suspicion(since, what[:_LONGEST]))
                new += 1
        return new

    def clear(self, packs: Iterable[str]) -> None:
        """Take notes back."""
        known = self.names()
        for pack in packs:
            if pack in known:
                self._store.delete(PREFIX + pack)

    def clear_quietly(self, packs: Iterable[str]) -> None:
        """As `clear`, for whoever has only read: a store that takes nothing keeps the notes."""
        with suppress(StoreError):
            self.clear(packs)

    def _is_sound(self, pack: str) -> bool:
        try:
            self.read(pack)
        except (ObjectCorrupt, ObjectMissing):
            return False
        return True
