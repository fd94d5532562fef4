"""Where the two objects of a stretch of WAL lie, and whether they are there. See `wal_archive` for what they are.

Apart from the archive itself so that an archive command that finds its segment archived loads next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from pagewake.errors import ObjectMissing
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

WAL = "wal/"
SUMMARIES = "summaries/"


@dataclass(frozen=True)
class StretchKeys:
    """Where the two objects of a stretch lie."""

    wal: str
    summary: str


class WalKeys:
    """The keys of the stretches of one repository. Safe for use from several threads."""

    def __init__(self, store: Store, sealer: Sealer) -> None:
        self._store = store
        self._sealer = sealer

    def keys(self, source: str, timeline: int, name: str, digest: bytes) -> StretchKeys:
        """Where the objects of a stretch lie."""
        wal = self.wal_key(source, timeline, name)
        directory, _, _ = wal[len(WAL) :].rpartition("/")
        tagged = f"{name}.{digest.hex()[:16]}"
        last = self._sealer.name_token(f"{source}/{timeline}/{tagged}" if self._sealer.encrypted else tagged)
        return StretchKeys(wal, f"{SUMMARIES}{directory}/{last}")

    def wal_key(self, source: str, timeline: int, name: str) -> str:
        """Where the WAL of a stretch lies."""
        branch, last = f"{timeline:08X}", name
        if self._sealer.encrypted:  # equal timelines or names of two sources must not be seen to be equal
            branch, last = f"{source}/{timeline}", f"{source}/{timeline}/{name}"
        token = self._sealer.name_token
        return f"{self.source_prefix(WAL, source)}{token(branch)}/{token(last)}"

    def source_prefix(self, room: str, source: str) -> str:
        """What the keys of one source begin with in one room."""
        return f"{room}{self._sealer.name_token(source)}/"

    def holds(self, source: str, timeline: int, name: str, digest: bytes) -> bool:
        """Whether WAL of this name and this BLAKE3 is archived and still there; asks the store."""
        keys = self.keys(source, timeline, name, digest)
        return self.exists(keys.summary) and self.exists(keys.wal)

    def exists(self, key: str) -> bool:
        """Whether there is such an object."""
        try:
            self._store.size(key)
        except ObjectMissing:
            return False
        return True
