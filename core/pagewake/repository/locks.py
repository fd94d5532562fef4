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
- exclusive work (repair, and every kind that this program does not know) runs alone, but for agents: being one writes
  nothing, and what an agent does takes locks of its own.

Who would rather wait than be refused writes its lock as one that waits. Nobody who comes later begins beside it, but
who holds a lock that it waits for may still take others: else neither would ever end. A receiver of WAL, which would
not end by itself for months, makes way for exclusive work that waits (`archive.receive`).

A lock is dead when its heartbeat is older than its expiry plus what clocks may differ, also by the store's own clock,
or when its process is known to be gone because it ran on this machine. A holder counts the time since its own last
heartbeat, without that allowance: it stops, with LockLost, before anybody else may take its lock for dead.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Final, NoReturn

from pagewake.clock import now as clock_now
from pagewake.errors import LockHeld, LockLost, ObjectCorrupt, ObjectMissing, StoreError
from pagewake.jobs.heartbeat import Heartbeat
from pagewake.repository.lock_info import ADOPT as ADOPT
from pagewake.repository.lock_info import AGENT as AGENT
from pagewake.repository.lock_info import BEAT_SECONDS as BEAT_SECONDS
from pagewake.repository.lock_info import CLEAN as CLEAN
from pagewake.repository.lock_info import CLOCK_SKEW as CLOCK_SKEW
from pagewake.repository.lock_info import DAMAGED as DAMAGED
from pagewake.repository.lock_info import EXPIRY as EXPIRY
from pagewake.repository.lock_info import KEYS as KEYS
from pagewake.repository.lock_info import LARGEST_LOCK, PUSH, damaged, decode, encode, order, waits_long
from pagewake.repository.lock_info import LOCKS_PREFIX as LOCKS_PREFIX
from pagewake.repository.lock_info import MODES as MODES
from pagewake.repository.lock_info import WAL_ONLY as WAL_ONLY
from pagewake.repository.lock_info import LockInfo as LockInfo
from pagewake.repository.lock_info import LockMode as LockMode
from pagewake.repository.owners import Owner, this_process
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Buffer, Store

_PATIENCE: Final = 20
_PAUSE_SECONDS: Final = 0.25

Patience = Callable[[Sequence[LockInfo]], bool]
"""Waits for a moment for those in the way, and says whether to go on waiting; see `waiting.Wait`."""


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
        self._own_clock = clock in (_now, clock_now)
        """Whether that is this machine's; one that is given is believed."""
        self._mine: set[str] = set()

    def acquire(
        self, kind: str, scope: str = "", *, mode: LockMode | None = None, patience: Patience | None = None
    ) -> Lock:
        """Take a lock or raise LockHeld, naming who is in the way.

        It waits for work to end while `patience` does; without, it does not wait. Raises what that raises.
        """
        now = self._clock()
        id_ = f"{now:%Y%m%dT%H%M%S}-{os.urandom(8).hex()}"
        mode = mode or MODES.get(kind, LockMode.EXCLUSIVE)
        mine = LockInfo(id_, kind, scope, mode, self._owner, now, now, self._expiry.total_seconds())
        mine = replace(mine, waiting=patience is not None)
        self._mine.add(mine.id)
        lock = Lock(mine, self._store, self._sealer, self._clock, self._ticks)
        try:
            lock.announce()
            if patience is None:
                self._contend(mine)
            else:
                self._wait(lock, patience)
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
        found = [lock for lock, dead in self._read_all() if not dead]
        chosen = [lock for lock in found if kind is None or lock.kind in (kind, DAMAGED)]
        return tuple(sorted(chosen, key=order))

    def remove_dead(self) -> int:
        """Remove the locks of dead holders and return how many there were."""
        dead = [lock for lock, dead in self._read_all() if dead]
        for lock in dead:
            self._store.delete(LOCKS_PREFIX + lock.id)
        return len(dead)

    def _contend(self, mine: LockInfo) -> None:
        """Return when no live lock conflicts with mine, which is written; raise LockHeld when one stays."""
        for _attempt in range(_PATIENCE):
            conflicts, listed = self._in_the_way_of(mine)
            if listed and not conflicts:
                return
            if any(order(lock) < order(mine) for lock in conflicts):
                break
            self._sleep(_PAUSE_SECONDS)
        self._refused(mine, conflicts)

    def _wait(self, lock: Lock, patience: Patience) -> None:
        """Return when no live lock conflicts with one that waits; raise LockHeld when patience ends before."""
        unlisted = 0
        with Heartbeat(lock.beat, interval=BEAT_SECONDS, name="lock"):
            while True:
                lock.check()
                conflicts, listed = self._in_the_way_of(lock.info)
                if listed and not conflicts:
                    # Only what is written before one looks binds those who look later.
                    lock.beat(waiting=False)
                    conflicts, listed = self._in_the_way_of(lock.info, waited=True)
                    if listed and not conflicts:
                        return
                    lock.beat(waiting=True)
                unlisted += not conflicts
                if unlisted >= _PATIENCE or (conflicts and not patience(conflicts)):
                    self._refused(lock.info, conflicts)
                if not conflicts:
                    self._sleep(_PAUSE_SECONDS)

    def _in_the_way_of(self, mine: LockInfo, *, waited: bool = False) -> tuple[list[LockInfo], bool]:
        """The live locks that conflict with mine, oldest first, and whether the store lists mine.

        Of two that wait (or `waited`) the earlier one does not mind the later one. One that waits is not in the way of
        a process that holds what it waits for, nor of WAL that is pushed, while it would have to wait for long anyway.
        """
        every = self.live()
        others = [lock for lock in every if lock.id != mine.id]
        owned = [lock for lock in others if lock.owner == mine.owner]

        def minds(other: LockInfo) -> bool:
            if not other.conflicts_with(mine):
                return False
            if not other.waiting:
                return True
            if (mine.waiting or waited) and order(mine) < order(other):
                return False
            if mine.kind == PUSH and waits_long(other, others):
                return False
            return not any(order(own) < order(other) and own.conflicts_with(other) for own in owned)

        return [lock for lock in others if minds(lock)], len(others) < len(every)

    def _refused(self, mine: LockInfo, conflicts: Sequence[LockInfo]) -> NoReturn:
        if not conflicts:
            raise LockLost("the store does not list the lock that was just written", object_name=mine.id)
        other, where = conflicts[0].describe(), self._store.location
        advice = ""
        if mine.kind == conflicts[0].kind == "receive":  # it would be waited for without an end
            advice = (
                "Nothing is missing: its WAL is received already. To receive it here, end that process first."
            )
        if other[0] in "aeiou":
            raise LockHeld(f"in the way is an {other}", object_name=where, advice=advice)
        raise LockHeld(f"in the way is a {other}", object_name=where, advice=advice)

    def _read_all(self) -> Iterator[tuple[LockInfo, bool]]:
        """Every lock, and whether its holder is dead.

        The store says when it was last renewed, on many stores by a clock of its own. Where this process has renewed a
        lock of its own a moment ago, a lock is not taken for silent that the store took not long before that: the
        clock of this machine, or that of its holder's, may be wrong.
        """
        now, infos = self._clock(), list(self._store.list(LOCKS_PREFIX))
        own = self._own_clock and any(info.key.removeprefix(LOCKS_PREFIX) in self._mine for info in infos)
        newest = max((info.modified for info in infos), default=now)
        for info in infos:
            try:
                sealed = self._store.read(info.key, 0, LARGEST_LOCK + 1)
            except ObjectMissing:
                continue  # released meanwhile
            try:
                lock = decode(info, self._sealer.open_object(info.key, sealed, max_size=LARGEST_LOCK), now)
            except ObjectCorrupt:
                lock = damaged(info)
            silent = not own or lock.is_silent(newest, info.modified)
            yield lock, lock.owner.is_gone() or (silent and lock.is_dead(now))


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

    def beat(self, *, waiting: bool | None = None) -> None:
        """Renew the lock, and where it is said write that it waits, or no longer does.

        Raises LockLost if that comes too late, StoreError if the store did not do it.
        """
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
            if waiting is not None:
                renewed = replace(renewed, waiting=waiting)
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

    def _sealed(self, info: LockInfo) -> Buffer:
        return self._sealer.seal_object(LOCKS_PREFIX + info.id, encode(info))
