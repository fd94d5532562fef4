"""Packs that a prune is to delete: one small object each, so that every process sees the sentence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

import msgspec

from pagewake.errors import ObjectCorrupt, ObjectMissing
from pagewake.repository.decoding import Notes
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

PREFIX = "condemned/"
MAX_SENTENCE = 4096


class _Sentence(msgspec.Struct):
    since: Annotated[datetime, msgspec.Meta(tz=True)]


class Condemned:
    """The condemned packs of one repository."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._notes = Notes(store, sealer, _Sentence, MAX_SENTENCE)

    def since(self) -> dict[str, datetime]:
        """Every condemned pack and when it was condemned; for a damaged object, when it was written."""
        found: dict[str, datetime] = {}
        for info in self._store.list(PREFIX):
            try:
                since = self._notes.read(info.key).since
            except ObjectMissing:
                continue
            except ObjectCorrupt:
                since = info.modified
            found[info.key.removeprefix(PREFIX)] = since
        return found

    def condemn(self, packs: Iterable[str], since: datetime) -> None:
        """Pass sentence on packs; one that is condemned already gets a new date."""
        for pack in packs:
            self._notes.write(PREFIX + pack, _Sentence(since))

    def spare(self, packs: Iterable[str]) -> None:
        """Take sentences back, or clear them away after the packs are gone."""
        for pack in packs:
            self._store.delete(PREFIX + pack)
