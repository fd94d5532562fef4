"""Locks: small objects that say who is doing what to a repository, renewed while the work goes on.

A store has no lock of its own, so a lock is an object `locks/<id>` (sealed like any other), and taking one
is a protocol: write mine, list all, and proceed only when no live lock conflicts. Two that race both write
before they list, so at least one of them sees the other, and whoever sees another one does not proceed: it
withdraws if the other is earlier by (started, id), else it waits a little for the other to withdraw.

What conflicts with what follows from the mode:

- shared work (backup, restore, verify, reading, archiving WAL, copying, changing keys) runs beside shared work and
  beside maintenance; but there is one backup, one receiver of WAL and one agent per scope (a source's name) at a time,
  one copy per repository that is copied from, and one change of keys.
  Readers that can bear an object vanishing need no lock at all. WAL that was left without a row is
  never adopted and removed at once.
- maintenance (expire, prune) runs beside shared work, never beside maintenance. It asks `live` when the
  oldest backup or restore began, and deletes only what nothing that old can be using.
- exclusive work (repair, and every kind that this program does not know) runs alone.

A lock is dead when its heartbeat is older than its expiry plus what clocks may differ, or when its process
is known to be gone because it ran on this machine. A holder counts the time since its own last heartbeat,
without that allowance: it stops, with LockLost, before anybody else may take its lock for dead.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final

import msgspec

from pagewake.errors import LockHeld, LockLost, ObjectCorrupt, ObjectMissing, StoreError
from pagewake.jobs.heartbeat import Heartbeat
from pagewake.repository.owners import Owner, printable, this_process
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import ObjectInfo, Store

LOCKS_PREFIX: Final = "locks/"
EXPIRY: Final = timedelta(minutes=10)
BEAT_SECONDS: Final = 60.0
CLOCK_SKEW: Final = timedelta(minutes=5)
"""How far the clocks of two machines may be apart."""

DAMAGED: Final = "damaged"
"""The kind of a lock that cannot be read."""

_LARGEST_LOCK: Final = 16 << 10
_LONGEST_EXPIRY: Final = timedelta(days=1)
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_PATIENCE: Final = 20
_PAUSE_SECONDS: Final = 0.25


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
    "push": LockMode.SHARED,
    "receive": LockMode.SHARED,
    ADOPT: LockMode.SHARED,
    CLEAN: LockMode.SHARED,
    AGENT: LockMode.SHARED,
    KEYS: LockMode.SHARED,
    "expire": LockMode.MAINTENANCE,
    "prune": LockMode.MAINTENANCE,
}
"""The mode of each kind of work; a kind that is not here is exclusive."""

WAL_ONLY: Final = frozenset({"push", "receive", ADOPT, CLEAN, AGENT})
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

    def conflicts_with(self, other: LockInfo) -> bool:
        """Whether the two may not be held at once."""
        modes = {self.mode, other.mode}
        if LockMode.EXCLUSIVE in modes or modes == {LockMode.MAINTENANCE}:
            return True
        if {self.kind, other.kind} == _APART:
            return True
        return self.kind == other.kind and self.kind in _ONE_PER_SCOPE and self.scope == other.scope

    def is_dead(self, now: datetime) -> bool:
        """Whether its holder is gone for certain, or silent for longer than clocks can explain."""
        silence = now - self.heartbeat
        return self.owner.is_gone() or silence > timedelta(seconds=self.expiry_seconds) + CLOCK_SKEW

    def describe(self) -> str:
        """`backup of shop, by ana on db1 (process 4711) since 2026-01-01 12:00:00 UTC`."""
        scope = f" of {printable(self.scope)}" if self.scope else ""
        since = f"{self.started:%Y-%m-%d %H:%M:%S} UTC"
        return f"{printable(self.kind)}{scope}, by {self.owner.describe()} since {since}"


def _now() -> datetime:
    return datetime.now(UTC)


def uptime_seconds() -> float:
    """Seconds that also pass while the machine sleeps, and that nobody can set."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)


class Locks:
    """The locks of one repository.

    `owner` is who takes locks here. `clock` returns aware UTC datetimes; `ticks` returns seconds from any
    beginning.
    """

    def __init__(
        self,
        store: Store,
        sealer: Sealer,
        *,
        owner: Owner | None = None,
        expiry: timedelta = EXPIRY,
        clock: Callable[[], datetime] = _now,
        ticks: Callable[[], float] = uptime_seconds,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._store = store
        self._sealer = sealer
        self._owner = owner or this_process()
        self._expiry = expiry
        self._clock = clock
        self._ticks = ticks
        self._sleep = sleep

    def acquire(self, kind: str, scope: str = "", *, mode: LockMode | None = None) -> Lock:
        """Take a lock or raise LockHeld, naming who is in the way. It does not wait for work to end."""
        now = self._clock()
        id_ = f"{now:%Y%m%dT%H%M%S}-{os.urandom(8).hex()}"
        mode = mode or MODES.get(kind, LockMode.EXCLUSIVE)
        mine = LockInfo(id_, kind, scope, mode, self._owner, now, now, self._expiry.total_seconds())
        lock = Lock(mine, self._store, self._sealer, self._clock, self._ticks)
        try:
            lock.announce()
            self._contend(mine)
            lock.check()
            if mode is not LockMode.SHARED:
                self.remove_dead()
        except BaseException:
            with suppress(StoreError):  # a lock that cannot be withdrawn expires by itself
                lock.release()
            raise
        return lock

    def live(self, kind: str | None = None) -> tuple[LockInfo, ...]:
        """Live locks, oldest first: all, or those of one kind and the damaged ones, which may be of any kind.

        A damaged lock counts as begun at the beginning of time.
        """
        now = self._clock()
        found = [lock for lock in self._read_all(now) if not lock.is_dead(now)]
        chosen = [lock for lock in found if kind is None or lock.kind in (kind, DAMAGED)]
        return tuple(sorted(chosen, key=_order))

    def remove_dead(self) -> int:
        """Remove the locks of dead holders and return how many there were."""
        now = self._clock()
        dead = [lock for lock in self._read_all(now) if lock.is_dead(now)]
        for lock in dead:
            self._store.delete(LOCKS_PREFIX + lock.id)
        return len(dead)

    def _contend(self, mine: LockInfo) -> None:
        """Return when no live lock conflicts with mine, which is written; raise LockHeld when one stays."""
        for _attempt in range(_PATIENCE):
            others = self.live()
            conflicts = [lock for lock in others if lock.id != mine.id and lock.conflicts_with(mine)]
            listed = any(lock.id == mine.id for lock in others)
            if listed and not conflicts:
                return
            if any(_order(lock) < _order(mine) for lock in conflicts):
                break
            self._sleep(_PAUSE_SECONDS)
        if not conflicts:
            raise LockLost("the store does not list the lock that was just written", object_name=mine.id)
        other = conflicts[0].describe()
        if conflicts[0].kind == AGENT:
            raise LockHeld(f"in the way is an {other}", object_name=self._store.location)
        raise LockHeld(f"in the way is a {other}", object_name=self._store.location)

    def _read_all(self, now: datetime) -> Iterator[LockInfo]:
        for info in self._store.list(LOCKS_PREFIX):
            try:
                sealed = self._store.read(info.key, 0, _LARGEST_LOCK + 1)
            except ObjectMissing:
                continue  # released meanwhile
            try:
                yield _decode(info, self._sealer.open_object(info.key, sealed, max_size=_LARGEST_LOCK), now)
            except ObjectCorrupt:
                yield _damaged(info)


class Lock:
    """A lock that this process holds. `beat` and `check` may be called from several threads."""

    def __init__(
        self,
        info: LockInfo,
        store: Store,
        sealer: Sealer,
        clock: Callable[[], datetime],
        ticks: Callable[[], float],
    ) -> None:
        self._info = info
        self._store = store
        self._sealer = sealer
        self._clock = clock
        self._ticks = ticks
        self._beaten = ticks()
        self._mutex = threading.Lock()
        self._lost = ""
        self._released = False

    @property
    def info(self) -> LockInfo:
        """What the lock says, with the time of its last heartbeat."""
        return self._info

    @contextmanager
    def held(self, *, beat_seconds: float = BEAT_SECONDS) -> Iterator[Lock]:
        """A block of work under the lock: renewed meanwhile by a thread, released at the end."""
        try:
            with Heartbeat(self.beat, interval=beat_seconds, name="lock"):
                yield self
        finally:
            with suppress(StoreError):  # the work is done; a lock that cannot be removed expires
                self.release()

    def announce(self) -> None:
        """Write the lock for the first time. Raises StoreError."""
        self._store.put(LOCKS_PREFIX + self._info.id, self._sealed(self._info))

    def beat(self) -> None:
        """Renew the lock. Raises LockLost if that comes too late, StoreError if the store did not do it."""
        with self._mutex:
            if self._released:
                return
            self._check()
            began = self._ticks()
            try:
                self._store.size(LOCKS_PREFIX + self._info.id)
            except ObjectMissing:
                self._lost = "somebody removed the lock"
                self._check()
            # A clock that was set back must not make the lock look old to others.
            renewed = replace(self._info, heartbeat=max(self._clock(), self._info.heartbeat))
            self._store.put(LOCKS_PREFIX + self._info.id, self._sealed(renewed), replace=True)
            self._info = renewed
            self._beaten = began

    def check(self) -> None:
        """Raise LockLost if the lock may be lost. To be called before every step that relies on it."""
        with self._mutex:
            self._check()

    def release(self) -> None:
        """Give the lock up; once is enough. Raises StoreError."""
        with self._mutex:
            if not self._released:
                self._store.delete(LOCKS_PREFIX + self._info.id)
                self._released = True

    def _check(self) -> None:
        silence = max((self._clock() - self._info.heartbeat).total_seconds(), self._ticks() - self._beaten)
        if not self._lost and silence > self._info.expiry_seconds:
            self._lost = f"it could not be renewed for {silence:.0f} seconds"
        if self._lost:
            raise LockLost(f"the lock for {self._info.kind} is lost: {self._lost}", object_name=self._info.id)

    def _sealed(self, info: LockInfo) -> bytes:
        return self._sealer.seal_object(LOCKS_PREFIX + info.id, msgspec.json.encode(info))


def _order(lock: LockInfo) -> tuple[datetime, str]:
    return lock.started, lock.id


class _Stored(msgspec.Struct, frozen=True):
    """A lock's JSON. The id is the object's name."""

    kind: str
    scope: str
    mode: LockMode
    owner: Owner
    started: Annotated[datetime, msgspec.Meta(tz=True)]
    heartbeat: Annotated[datetime, msgspec.Meta(tz=True)]
    expiry_seconds: Annotated[float, msgspec.Meta(gt=0)]


def _decode(info: ObjectInfo, payload: bytes, now: datetime) -> LockInfo:
    """A lock as it is written. Raises ObjectCorrupt."""
    try:
        stored = msgspec.json.decode(payload, type=_Stored)
        started = max(stored.started.astimezone(UTC), _BEGINNING)
        heartbeat = stored.heartbeat.astimezone(UTC)
    except (msgspec.DecodeError, UnicodeError, RecursionError, OverflowError) as error:
        raise ObjectCorrupt(f"this is not a lock ({error})", object_name=info.key) from None
    if heartbeat - now > CLOCK_SKEW:  # the holder's clock is wrong: judge by the store's
        heartbeat = min(heartbeat, info.modified)
    id_ = info.key.removeprefix(LOCKS_PREFIX)
    expiry = min(stored.expiry_seconds, _LONGEST_EXPIRY.total_seconds())
    return LockInfo(id_, stored.kind, stored.scope, stored.mode, stored.owner, started, heartbeat, expiry)


def _damaged(info: ObjectInfo) -> LockInfo:
    """A lock that says nothing: anything at all may be going on until it expires."""
    id_ = info.key.removeprefix(LOCKS_PREFIX)
    nobody = Owner("an unknown machine", 0, "somebody")
    return LockInfo(
        id_, DAMAGED, "", LockMode.EXCLUSIVE, nobody, _BEGINNING, info.modified, EXPIRY.total_seconds()
    )
