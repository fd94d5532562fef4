"""Locks on a clock that tests set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from pagewake.repository.locks import LOCKS_PREFIX, Locks
from pagewake.repository.owners import Owner
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
ELSEWHERE = Owner("db2", 4711, "ana", "another machine")
SEALER = Sealer(bytes(32))
MINUTE = timedelta(minutes=1)


class Clock:
    """A clock that tests set; sleeping only moves it."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now
        self.ticks = 0.0

    def __call__(self) -> datetime:
        return self.now

    def pass_(self, time: timedelta) -> None:
        self.now += time
        self.ticks += time.total_seconds()

    def sleep(self, seconds: float) -> None:
        self.pass_(timedelta(seconds=seconds))


def locks_of(store: Store, clock: Clock, owner: Owner = ELSEWHERE) -> Locks:
    return Locks(store, SEALER, owner=owner, clock=clock, ticks=lambda: clock.ticks, sleep=clock.sleep)


def keys(store: Store) -> list[str]:
    return [info.key for info in store.list()]


def forge(store: Store, name: str = "forged", **changes: Any) -> None:
    """A lock as another program might write it."""
    document = {
        "kind": "prune",
        "scope": "",
        "mode": "maintenance",
        "owner": {"host": "h", "pid": 1, "user": "u"},
        "started": NOON.isoformat(),
        "heartbeat": NOON.isoformat(),
        "expiry_seconds": 600,
        **changes,
    }
    store.put(LOCKS_PREFIX + name, SEALER.seal_object(LOCKS_PREFIX + name, msgspec.json.encode(document)))
