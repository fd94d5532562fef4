"""Where repair puts what is damaged: `quarantine/<key>.<16 hex>`, with a note on it beside it.

A store has no rename. An object is copied, the copy compared with what was read, the note written, and only then the
object deleted: stopped anywhere, it is where it was, or in both places, or in the quarantine. Doing it again ends it.
Nothing reads the quarantine but people, who may delete it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated

import msgspec
from blake3 import blake3

from pagewake.errors import ObjectExists, ObjectMissing, ObjectUnreadable
from pagewake.repository.decoding import Notes
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

PREFIX = "quarantine/"
NOTE = ".note"
MAX_NOTE = 16 << 10
_STEP = 4 << 20
_SECTOR = 4096
_LONGEST = 2000


class Note(msgspec.Struct, frozen=True):
    """Why an object lies in the quarantine. `unreadable` bytes of it could not be read, and are zeros in the copy."""

    key: str
    since: Annotated[datetime, msgspec.Meta(tz=True)]
    why: str
    size: int
    unreadable: int = 0


class Quarantine:
    """The quarantine of one repository. For whoever holds the lock of a repair."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._notes = Notes(store, sealer, Note, MAX_NOTE)

    def keep(self, key: str, why: str, now: datetime) -> str | None:
        """Copy an object into the quarantine, durably; where the copy lies. None for one that is not there.

        What the device cannot read becomes zeros, and the note counts it.
        """
        try:
            size = self._store.size(key)
            digest, unreadable = blake3(), 0
            for part, lost in self._parts(key, size):
                digest.update(part)
                unreadable += lost
            place = f"{PREFIX}{key}.{digest.hexdigest()[:16]}"
            self._copy(key, place, size)
        except ObjectMissing:
            return None
        self._notes.write(place + NOTE, Note(key, now, why[:_LONGEST], size, unreadable))
        return place

    def move(self, key: str, why: str, now: datetime) -> str | None:
        """Put an object into the quarantine, and remove it from where it lies. None for one that is not there."""
        place = self.keep(key, why, now)
        if place is not None:
            self._store.delete(key)
        return place

    def kept(self) -> list[str]:
        """The keys of all copies."""
        return [info.key for info in self._store.list(PREFIX) if not info.key.endswith(NOTE)]

    def note(self, place: str) -> Note:
        """What is noted of a copy. Raises ObjectMissing, ObjectCorrupt."""
        return self._notes.read(place + NOTE)

    def _copy(self, key: str, place: str, size: int) -> None:
        try:
            if self._store.size(place) == size:
                return  # an earlier repair was stopped after it
        except ObjectMissing:
            pass
        with self._store.create(place) as writer:
            for part, _ in self._parts(key, size):
                writer.write(part)
            try:
                writer.commit()
            except ObjectExists:  # its name says what it holds
                return

    def _parts(self, key: str, size: int) -> Iterator[tuple[bytes, int]]:
        """The object piece by piece, and how many bytes of each could not be read."""
        for at in range(0, size, _STEP):
            length = min(_STEP, size - at)
            try:
                yield self._store.read(key, at, length), 0
            except ObjectUnreadable:
                for sector in range(at, at + length, _SECTOR):
                    here = min(_SECTOR, at + length - sector)
                    try:
                        yield self._store.read(key, sector, here), 0
                    except ObjectUnreadable:
                        yield bytes(here), here
