"""Locks: who may run beside whom, dead holders, clocks that differ, and holders that were too slow."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.repository.lock_clock import MINUTE, NOON, SEALER, Clock, forge, keys, locks_of

from pagewake.errors import LockHeld, LockLost, StoreError, StoreUnavailable
from pagewake.repository.locks import (
    CLOCK_SKEW,
    DAMAGED,
    EXPIRY,
    LOCKS_PREFIX,
    Lock,
    LockMode,
    Locks,
)
from pagewake.repository.owners import this_machine, this_process
from pagewake.repository.sealing import Sealer
from pagewake.stores.memory import MemoryStore


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def locks(store: MemoryStore, clock: Clock) -> Locks:
    return locks_of(store, clock)


BESIDE = [
    (("backup", "shop"), ("backup", "bank"), True),
    (("backup", "shop"), ("backup", "shop"), False),
    (("backup", "shop"), ("restore", "shop"), True),
    (("restore", "shop"), ("restore", "shop"), True),
    (("verify", ""), ("backup", "shop"), True),
    (("backup", "shop"), ("prune", ""), True),
    (("restore", ""), ("expire", ""), True),
    (("expire", ""), ("prune", ""), False),
    (("prune", ""), ("prune", ""), False),
    (("adopt", ""), ("adopt", ""), True),
    (("adopt", ""), ("clean", ""), False),
    (("adopt", ""), ("prune", ""), True),
    (("clean", ""), ("prune", ""), True),
    (("clean", ""), ("backup", "shop"), True),
    (("repair", ""), ("backup", "shop"), False),
    (("repair", ""), ("restore", ""), False),
    (("repair", ""), ("prune", ""), False),
    (("repair", ""), ("repair", ""), False),
    (("repair", ""), ("agent", "shop"), True),
    (("agent", "shop"), ("agent", "shop"), False),
    (("work of a later version", ""), ("agent", "shop"), True),
    (("work of a later version", ""), ("verify", ""), False),
]


@pytest.mark.parametrize(("one", "two", "beside"), BESIDE)
def test_what_may_run_beside_what(
    store: MemoryStore, locks: Locks, one: tuple[str, str], two: tuple[str, str], beside: bool
) -> None:
    for first, second in ((one, two), (two, one)):
        held = locks.acquire(*first)
        if beside:
            locks.acquire(*second).release()
        else:
            with pytest.raises(LockHeld):
                locks.acquire(*second)
        assert keys(store) == [LOCKS_PREFIX + held.info.id]
        held.release()
        held.release()
        assert keys(store) == []
        locks.acquire(*second).release()


def test_a_caller_may_ask_for_more(locks: Locks) -> None:
    locks.acquire("backup", "shop")
    with pytest.raises(LockHeld):
        locks.acquire("prune", mode=LockMode.EXCLUSIVE)


def test_who_is_in_the_way_is_named(locks: Locks) -> None:
    locks.acquire("backup", "shop")
    with pytest.raises(LockHeld) as caught:
        locks.acquire("backup", "shop")
    assert "backup of shop, by ana on db2 (process 4711) since 2026-01-01 12:00:00 UTC" in str(caught.value)


def test_a_lock_tells_nothing_without_the_key(store: MemoryStore, locks: Locks) -> None:
    locks.acquire("backup", "shop-of-ana")
    (key,) = keys(store)
    assert not [word for word in (b"shop", b"ana", b"db2", b"backup") if word in store.read(key)]
    (damaged,) = Locks(store, Sealer(bytes(range(32)))).live()
    assert damaged.kind == DAMAGED


def test_live_locks_by_kind_oldest_first(locks: Locks, clock: Clock) -> None:
    taken = []
    for kind, scope in [("backup", "b"), ("restore", ""), ("backup", "a")]:
        taken.append(locks.acquire(kind, scope).info)
        clock.pass_(MINUTE)
    assert locks.live() == tuple(taken)
    assert [(lock.scope, lock.started) for lock in locks.live("backup")] == [
        ("b", NOON),
        ("a", NOON + 2 * MINUTE),
    ]
    assert locks.live("prune") == ()


def test_a_silent_holder_expires_only_after_what_clocks_can_explain(
    store: MemoryStore, locks: Locks, clock: Clock
) -> None:
    held = locks.acquire("prune")
    clock.pass_(EXPIRY + CLOCK_SKEW)
    with pytest.raises(LockHeld):
        locks.acquire("prune")
    clock.pass_(timedelta(seconds=1))
    assert locks.live() == ()
    other = locks.acquire("prune")
    assert keys(store) == [LOCKS_PREFIX + other.info.id]
    with pytest.raises(LockLost):
        held.check()


def test_shared_locks_leave_dead_ones_alone(store: MemoryStore, locks: Locks, clock: Clock) -> None:
    locks.acquire("backup", "shop")
    clock.pass_(timedelta(hours=1))
    locks.acquire("backup", "shop")
    assert len(keys(store)) == 2
    assert locks.remove_dead() == 1
    assert len(keys(store)) == 1


def test_a_heartbeat_keeps_a_lock_alive(store: MemoryStore, locks: Locks, clock: Clock) -> None:
    held = locks.acquire("backup", "shop")
    for _minute in range(60):
        clock.pass_(MINUTE)
        held.beat()
        held.check()
    assert held.info.heartbeat == NOON + 60 * MINUTE
    assert locks.live() == (held.info,)
    assert held.info.started == NOON


@pytest.mark.parametrize("use", [Lock.beat, Lock.check])
def test_a_holder_that_was_too_slow_stops(locks: Locks, clock: Clock, use: Callable[[Lock], None]) -> None:
    held = locks.acquire("backup", "shop")
    clock.pass_(EXPIRY)
    use(held)
    held = locks.acquire("backup", "bank")
    clock.pass_(EXPIRY + timedelta(seconds=1))
    for again in (use, Lock.check, Lock.beat):
        with pytest.raises(LockLost) as caught:
            again(held)
    assert "backup" in str(caught.value)


def test_a_lost_lock_is_not_found_again(locks: Locks, clock: Clock) -> None:
    held = locks.acquire("backup", "shop")
    clock.pass_(EXPIRY * 2)
    with pytest.raises(LockLost):
        held.check()
    clock.pass_(-EXPIRY * 2)
    with pytest.raises(LockLost):
        held.check()


def test_a_clock_set_back_does_not_hide_silence(locks: Locks, clock: Clock) -> None:
    held = locks.acquire("backup", "shop")
    clock.now -= timedelta(hours=3)
    held.check()
    held.beat()
    assert held.info.heartbeat == NOON
    clock.pass_(EXPIRY + timedelta(seconds=1))
    with pytest.raises(LockLost):
        held.check()


def test_a_removed_lock_is_not_written_again(store: MemoryStore, locks: Locks) -> None:
    held = locks.acquire("backup", "shop")
    store.delete(LOCKS_PREFIX + held.info.id)
    with pytest.raises(LockLost, match="removed"):
        held.beat()
    with pytest.raises(LockLost):
        held.check()
    assert keys(store) == []


def test_after_release_a_late_beat_writes_nothing(store: MemoryStore, locks: Locks) -> None:
    held = locks.acquire("backup", "shop")
    held.release()
    held.beat()
    assert keys(store) == []


def test_held_renews_and_releases(store: MemoryStore) -> None:
    locks = Locks(store, SEALER)
    with locks.acquire("backup", "shop").held(beat_seconds=0.002) as lock:
        first = lock.info.heartbeat
        while lock.info.heartbeat == first:
            lock.check()
        (live,) = locks.live(
            "backup"
        )  # it goes on beating: what is there may be newer than what was just known
        assert live == replace(lock.info, heartbeat=live.heartbeat) and live.heartbeat > first
    assert keys(store) == []
    with pytest.raises(ZeroDivisionError), locks.acquire("backup", "shop").held():
        print(1 // 0)  # noqa: T201
    assert keys(store) == []


class BrokenStore(MemoryStore):
    """Refuses the named calls."""

    broken: frozenset[str] = frozenset()

    def list(self, prefix: str = "") -> Any:
        self._refuse("list")
        return super().list(prefix)

    def delete(self, key: str) -> None:
        self._refuse("delete")
        super().delete(key)

    def put(self, key: str, data: Any, *, replace: bool = False) -> None:
        super().put(key, data, replace=replace)
        self._refuse("put")

    def _refuse(self, name: str) -> None:
        if name in self.broken:
            raise StoreUnavailable("the store does not answer")


@pytest.mark.parametrize("broken", ["list", "put"])
def test_a_lock_that_cannot_be_taken_is_withdrawn(clock: Clock, broken: str) -> None:
    store = BrokenStore()
    store.broken = frozenset({broken})
    with pytest.raises(StoreUnavailable):
        locks_of(store, clock).acquire("prune")
    store.broken = frozenset()
    assert keys(store) == []


def test_work_that_is_done_does_not_fail_for_its_lock(clock: Clock) -> None:
    store = BrokenStore()
    with locks_of(store, clock).acquire("backup", "shop").held():
        store.broken = frozenset({"delete"})
    assert len(keys(store)) == 1


def test_a_beat_that_fails_is_an_error_but_not_yet_a_loss(clock: Clock) -> None:
    store = BrokenStore()
    held = locks_of(store, clock).acquire("backup", "shop")
    clock.pass_(5 * MINUTE)
    store.broken = frozenset({"put"})
    with pytest.raises(StoreError):
        held.beat()
    held.check()
    assert held.info.heartbeat == NOON
    store.broken = frozenset()
    held.beat()
    clock.pass_(EXPIRY)
    held.check()


def dead_process() -> int:
    """The number of a process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return process.pid


def test_a_dead_process_of_this_machine_holds_nothing(store: MemoryStore, clock: Clock) -> None:
    gone = replace(this_process(), pid=dead_process())
    assert gone.is_gone()
    forge(store, owner=asdict(gone))
    mine = locks_of(store, clock).acquire("prune")
    assert keys(store) == [LOCKS_PREFIX + mine.info.id]


def test_whether_a_process_is_gone_is_only_said_when_it_is_known() -> None:
    me = this_process()
    assert me.pid == os.getpid()
    assert me.machine == this_machine()
    assert not me.is_gone()
    pid = dead_process()
    for owner in (
        replace(me, pid=pid, machine=""),
        replace(me, pid=pid, machine="another boot"),
        replace(me, pid=0),
        replace(me, pid=-1),
        replace(me, pid=1 << 40),
        replace(me, process_started=""),
    ):
        assert not owner.is_gone()
    assert replace(me, process_started="1").is_gone()


def test_a_clock_far_ahead_does_not_hold_a_lock_for_ever(store: MemoryStore) -> None:
    real = datetime.now(UTC)
    ahead, right = Clock(real + timedelta(days=300)), Clock(real)
    locks_of(store, ahead).acquire("prune")
    with pytest.raises(LockHeld):
        locks_of(store, right).acquire("prune")
    right.pass_(EXPIRY + CLOCK_SKEW + MINUTE)
    locks_of(store, right).acquire("prune")
    assert len(keys(store)) == 1


@pytest.mark.parametrize("minutes", [-4, 4])
def test_a_holder_whose_clock_differs_keeps_its_lock(store: MemoryStore, minutes: int) -> None:
    theirs, mine = Clock(NOON + minutes * MINUTE), Clock(NOON)
    held = locks_of(store, theirs).acquire("prune")
    for _minute in range(30):
        theirs.pass_(MINUTE)
        mine.pass_(MINUTE)
        held.beat()
        with pytest.raises(LockHeld):
            locks_of(store, mine).acquire("prune")
    assert keys(store) == [LOCKS_PREFIX + held.info.id]


def age(store: MemoryStore, by: timedelta) -> None:
    """Have the store say that it took everything so long ago."""
    store._objects.update({key: (data, when - by) for key, (data, when) in store._objects.items()})


@pytest.mark.parametrize("wrong", [-2 * EXPIRY, timedelta(days=-3)], ids=["minutes", "days"])
def test_whom_the_store_has_just_heard_of_is_alive_whatever_the_clocks_say(
    store: MemoryStore, wrong: timedelta
) -> None:
    """Mine is ahead of the holder's, or the holder's is behind: the store's own knows."""
    locks_of(store, Clock(datetime.now(UTC) + wrong)).acquire("backup", "shop")
    mine = Locks(store, SEALER)
    with mine.acquire("prune").held():
        assert [lock.kind for lock in mine.live("backup")] == ["backup"]
        assert mine.remove_dead() == 0
    age(store, EXPIRY + CLOCK_SKEW + MINUTE)
    with mine.acquire("prune").held():
        assert mine.live("backup") == ()
    assert keys(store) == []
