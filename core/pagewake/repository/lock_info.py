"""One lock, as its object says it: who does what since when, and what that may run beside."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final

import msgspec

from pagewake.errors import ObjectCorrupt
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.owners import Owner, printable
from pagewake.stores.base import ObjectInfo

LOCKS_PREFIX: Final = "locks/"
EXPIRY: Final = timedelta(minutes=10)
BEAT_SECONDS: Final = 60.0
CLOCK_SKEW: Final = timedelta(minutes=5)
"""How far the clocks of two machines may be apart."""

DAMAGED: Final = "damaged"
"""The kind of a lock that cannot be read."""

LARGEST_LOCK: Final = 16 << 10
_LONGEST_EXPIRY: Final = timedelta(days=1)
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
PUSH: Final = "push"
ADOPT: Final = "adopt"
CLEAN: Final = "clean"
"""Taking over WAL that was left by half an addition, and removing such: see `wal_leftovers`."""
KEYS: Final = "keys"
"""Changing key slots or the key ring."""
AGENT: Final = "agent"
"""Being the agent that does the work of one source; what it does takes locks of its own."""


class LockMode(StrEnum):
    """What a lock may run beside."""

    SHARED = "shared"
    MAINTENANCE = "maintenance"
    EXCLUSIVE = "exclusive"


MODES: Final = {
    "backup": LockMode.SHARED,
    "restore": LockMode.SHARED,
    "verify": LockMode.SHARED,
    "read": LockMode.SHARED,
    "copy": LockMode.SHARED,
    PUSH: LockMode.SHARED,
    "receive": LockMode.SHARED,
    ADOPT: LockMode.SHARED,
    CLEAN: LockMode.SHARED,
    AGENT: LockMode.SHARED,
    KEYS: LockMode.SHARED,
    "expire": LockMode.MAINTENANCE,
    "prune": LockMode.MAINTENANCE,
}
"""The mode of each kind of work; a kind that is not here is exclusive."""

WAL_ONLY: Final = frozenset({PUSH, "receive", ADOPT, CLEAN, AGENT})
"""Shared work that adds WAL or nothing, perhaps for months: it relies on no backup, and on nothing in packs."""

_APART: Final = frozenset({ADOPT, CLEAN})
_ONE_PER_SCOPE: Final = frozenset({"backup", "receive", "copy", KEYS, AGENT})


@dataclass(frozen=True)
class LockInfo:
    """One lock, as its object says it. One that cannot be read is `DAMAGED` and conflicts with all."""

    id: str
    kind: str
    scope: str
    mode: LockMode
    owner: Owner
    started: datetime
    heartbeat: datetime
    expiry_seconds: float
    waiting: bool = False

    def conflicts_with(self, other: LockInfo) -> bool:
        """Whether the two may not be held at once."""
        modes = {self.mode, other.mode}
        if AGENT in (self.kind, other.kind) and self.kind != other.kind:
            return DAMAGED in (self.kind, other.kind)
        if LockMode.EXCLUSIVE in modes or modes == {LockMode.MAINTENANCE}:
            return True
        if {self.kind, other.kind} == _APART:
            return True
        return self.kind == other.kind and self.kind in _ONE_PER_SCOPE and self.scope == other.scope

    def is_dead(self, now: datetime) -> bool:
        """Whether its holder is gone for certain, or silent for longer than clocks can explain."""
        return self.owner.is_gone() or self.is_silent(now, self.heartbeat)

    def is_silent(self, now: datetime, heard: datetime) -> bool:
        """Whether nothing was `heard` of its holder for longer than clocks can explain."""
        return now - heard > timedelta(seconds=self.expiry_seconds) + CLOCK_SKEW

    def describe(self) -> str:
        """`backup of shop, by ana on db1 (process 4711) since 2026-01-01 12:00:00 UTC`."""
        scope = f" of {printable(self.scope)}" if self.scope else ""
        since = f"{self.started:%Y-%m-%d %H:%M:%S} UTC"
        if self.waiting:
            return f"{printable(self.kind)}{scope}, by {self.owner.describe()} waiting since {since}"
        return f"{printable(self.kind)}{scope}, by {self.owner.describe()} since {since}"


def order(lock: LockInfo) -> tuple[datetime, str]:
    """Which of two locks is the earlier one: the same for everybody."""
    return lock.started, lock.id


def waits_long(waiter: LockInfo, every: Iterable[LockInfo]) -> bool:
    """Whether one that waits is kept waiting by other work than what adds WAL.

    Until that has ended nothing is won by holding WAL up, of which the database's disk would fill.
    """
    return any(
        lock.conflicts_with(waiter)
        for lock in every
        if lock.id != waiter.id and lock.kind not in WAL_ONLY and not lock.waiting
    )


def encode(info: LockInfo) -> bytes:
    """A lock's JSON."""
    return msgspec.json.encode(
        {name: value for name, value in vars(info).items() if name != "waiting" or value}
    )


class _Stored(msgspec.Struct, frozen=True):
    """A lock's JSON. The id is the object's name."""

    kind: str
    scope: str
    mode: LockMode
    owner: Owner
    started: Annotated[datetime, msgspec.Meta(tz=True)]
    heartbeat: Annotated[datetime, msgspec.Meta(tz=True)]
    expiry_seconds: Annotated[float, msgspec.Meta(gt=0)]
    waiting: bool = False


def decode(info: ObjectInfo, payload: bytes, now: datetime) -> LockInfo:
    """A lock as it is written. Raises ObjectCorrupt."""
    try:
        stored = msgspec.json.decode(payload, type=_Stored)
        started = max(stored.started.astimezone(UTC), _BEGINNING)
        heartbeat = stored.heartbeat.astimezone(UTC)
    except UNDECODABLE as error:
        raise ObjectCorrupt(f"this is not a lock ({error})", object_name=info.key) from None
    if heartbeat - now > CLOCK_SKEW:  # the holder's clock is wrong: judge by the store's
        heartbeat = min(heartbeat, info.modified)
    id_ = info.key.removeprefix(LOCKS_PREFIX)
    expiry = min(stored.expiry_seconds, _LONGEST_EXPIRY.total_seconds())
    return LockInfo(
        id_, stored.kind, stored.scope, stored.mode, stored.owner, started, heartbeat, expiry, stored.waiting
    )


def damaged(info: ObjectInfo) -> LockInfo:
    """A lock that says nothing: anything at all may be going on until it expires."""
    id_ = info.key.removeprefix(LOCKS_PREFIX)
    nobody = Owner("an unknown machine", 0, "somebody")
    return LockInfo(
        id_, DAMAGED, "", LockMode.EXCLUSIVE, nobody, _BEGINNING, info.modified, EXPIRY.total_seconds()
    )
