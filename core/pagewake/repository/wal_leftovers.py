"""WAL objects that belong to no row: what half an addition or half a removal left, and how it goes.

Such an object does no harm but for its size, and adding the same WAL again takes it over (*adopts* it) instead of
storing it once more. Two things keep a removal from taking away what an addition has just come to rely on:

* an addition relies on an object without further ado only for `LEASE_SECONDS` after it stored that object itself, and
  a removal takes none that is younger than `YOUNGEST`, which is much longer;
* every other addition holds the lock `adopt` from before it looks at the object until its row exists, a removal the
  lock `clean` from before it looks for rows until the last object is gone, and these two are never held at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from pagewake.errors import LockHeld
from pagewake.jobs import Job
from pagewake.repository.catalogue import Catalogue
from pagewake.repository.locks import ADOPT, CLEAN, CLOCK_SKEW, Locks
from pagewake.repository.stretches import StretchRow
from pagewake.repository.wal_keys import WAL, WalKeys
from pagewake.stores.base import Store

LEASE_SECONDS = 1800.0
YOUNGEST = timedelta(hours=2)
_PATIENCE_SECONDS = 60.0
_PAUSE_SECONDS = 0.5


@dataclass(frozen=True)
class Leftover:
    """One object: its key, its size as it is stored, and since when it lies there."""

    key: str
    size: int
    modified: datetime

    def is_due(self, now: datetime, grace: timedelta) -> bool:
        """Whether it has lain there for longer than the grace period, give or take what clocks may differ."""
        return self.modified < now - max(grace, YOUNGEST) - CLOCK_SKEW


class WalLeftovers:
    """The leftovers of one repository."""

    def __init__(self, store: Store, keys: WalKeys, catalogue: Catalogue[StretchRow], locks: Locks) -> None:
        self._store = store
        self._keys = keys
        self._catalogue = catalogue
        self._locks = locks

    def found(self) -> list[Leftover]:
        """All of them; none where a record cannot be read, because nobody knows then what it needs.

        Lists the whole archive: WAL before rows, so that what is added meanwhile has its row or is not listed.
        """
        there = [Leftover(info.key, info.size, info.modified) for info in self._store.list(WAL)]
        self._catalogue.refresh()
        if self._catalogue.unreadable:
            return []
        rows = self._catalogue.rows()
        needed = {self._keys.wal_key(row.source, row.timeline, row.name) for row in rows}
        return [one for one in there if one.key not in needed]

    def remove(self, now: datetime, grace: timedelta, job: Job) -> list[Leftover]:
        """Remove those that are due; returns them. None where one is being adopted: a later run looks again."""
        try:
            lock = self._locks.acquire(CLEAN)
        except LockHeld:
            return []
        removed = []
        with lock.held():
            for one in self.found():
                if one.is_due(now, grace):
                    job.check()
                    lock.check()
                    self._store.delete(one.key)
                    removed.append(one)
        return removed

    @contextmanager
    def adopting(self) -> Iterator[None]:
        """While it lasts nothing is removed. Waits for a removal to end; raises LockHeld after a minute."""
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                lock = self._locks.acquire(ADOPT)
                break
            except LockHeld:
                if time.monotonic() > deadline:
                    raise
                time.sleep(_PAUSE_SECONDS)
        with lock.held():
            yield
            lock.check()
