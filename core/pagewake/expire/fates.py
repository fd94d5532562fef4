"""What becomes of each pack in a prune: pure, from what is known of all packs at one moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from pagewake.repository import packs

COPY_OUT_BELOW = 0.4
"""A pack of which less than this share is needed is copied out: then half its space and more comes back."""
SMALL_SHARE = 8
"""A pack smaller than a full one divided by this is small."""
MERGE_FROM = 32
"""So many small packs, all needed, are copied out together: hourly backups would leave thousands of them a year."""


class Fate(Enum):
    """What a prune does with a pack."""

    STAY = auto()
    SPARE = auto()
    """It was condemned, and a backup came to need it again."""
    WAIT = auto()
    """It is condemned and not yet due, or held by a running operation."""
    DELETE = auto()
    CONDEMN = auto()
    COPY_OUT = auto()


@dataclass(frozen=True)
class PackUse:
    """How much of one pack is needed, in bytes and in chunks."""

    name: str
    size: int
    live_bytes: int
    live_chunks: int

    @property
    def small(self) -> bool:
        """Whether many packs of its size would be better as one."""
        return self.size < packs.PACK_BYTES // SMALL_SHARE


@dataclass(frozen=True)
class Circumstances:
    """All that the fate of packs depends on, beside how much of them is needed."""

    now: datetime
    grace: timedelta
    oldest_running: datetime | None
    """When the oldest of all running operations began."""
    condemned: Mapping[str, datetime]
    """Since when."""
    young: Collection[str]
    """Packs whose backup may not have written its manifest yet."""
    missing: Collection[str]
    suspects: Collection[str]

    def fates(self, uses: Iterable[tuple[PackUse, int]]) -> dict[Fate, tuple[PackUse, ...]]:
        """Packs by fate; each use comes with how many chunks its pack holds in all."""
        found: dict[Fate, list[PackUse]] = {fate: [] for fate in Fate}
        for use, chunks in uses:
            found[self.fate_of(use, chunks)].append(use)
        small = [use for use in found[Fate.STAY] if use.small and self._is_free(use)]
        if len(small) >= MERGE_FROM:
            found[Fate.COPY_OUT] += small
        return {fate: tuple(members) for fate, members in found.items()}

    def fate_of(self, use: PackUse, chunks: int) -> Fate:
        """What becomes of one pack that holds so many chunks, looked at alone."""
        since = self.condemned.get(use.name)
        if since is not None:
            return Fate.SPARE if use.live_chunks else self._sentence(since)
        if use.name in self.young or (use.name in self.missing and use.live_chunks):
            return Fate.STAY
        if not use.live_chunks:
            return Fate.CONDEMN
        little = use.live_chunks < chunks and use.live_bytes < COPY_OUT_BELOW * use.size
        return Fate.COPY_OUT if little and self._is_free(use) else Fate.STAY

    def _sentence(self, since: datetime) -> Fate:
        due = since <= self.now - self.grace
        return (
            Fate.DELETE if due and (self.oldest_running is None or self.oldest_running > since) else Fate.WAIT
        )

    def _is_free(self, use: PackUse) -> bool:
        """Whether what is needed of a pack can be copied out. Of a suspect it cannot be read: that is for a repair."""
        return not (use.name in self.young or use.name in self.missing or use.name in self.suspects)
