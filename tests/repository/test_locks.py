"""Locks: who may run beside whom, races, dead holders, clocks that differ, and holders that were too slow."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.processes import race

from pagewake.errors import LockHeld, LockLost, ObjectCorrupt, StoreError, StoreUnavailable
from pagewake.repository.locks import (
    CLOCK_SKEW,
    DAMAGED,
    EXPIRY,
    LOCKS_PREFIX,
    Lock,
    LockInfo,
    LockMode,
    Locks,
)
from pagewake.repository.owners import Owner, printable, this_machine, this_process
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store
from pagewake.stores.local import LocalStore
from pagewake.stores.memory import MemoryStore

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


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def clock() -> Clock:
    return Clock()


def locks_of(store: Store, clock: Clock, owner: Owner = ELSEWHERE) -> Locks:
    return Locks(store, SEALER, owner=owner, clock=clock, ticks=lambda: clock.ticks, sleep=clock.sleep)


@pytest.fixture
def locks(store: MemoryStore, clock: Clock) -> Locks:
    return locks_of(store, clock)


def keys(store: Store) -> list[str]:
    return [info.key for info in store.list()]


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
    (("repair", ""), ("backup", "shop"), False),
    (("repair", ""), ("restore", ""), False),
    (("repair", ""), ("prune", ""), False),
    (("repair", ""), ("repair", ""), False),
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
        assert locks.live("backup") == (lock.info,)
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


def test_the_forger_of_these_tests_can_forge(store: MemoryStore, locks: Locks) -> None:
    forge(store, later_field=1)
    (lock,) = locks.live()
    assert lock.kind == "prune"
    assert lock.mode is LockMode.MAINTENANCE


@pytest.mark.parametrize(
    "changes",
    [
        {"mode": "of a later version"},
        {"started": "2026-01-01T12:00:00"},
        {"heartbeat": "9999-12-31T23:59:59-12:00"},
        {"started": "0001-01-01T00:00:00+12:00"},
        {"expiry_seconds": 0},
        {"expiry_seconds": "long"},
        {"owner": None},
        {"kind": ["prune"]},
    ],
    ids=repr,
)
def test_a_lock_that_cannot_be_understood_stops_everything_until_it_expires(
    store: MemoryStore, changes: dict[str, Any]
) -> None:
    clock = Clock(datetime.now(UTC))
    forge(store, **changes)
    for kind in ("backup", "prune", "repair"):
        with pytest.raises(LockHeld, match="damaged"):
            locks_of(store, clock).acquire(kind)
    (lock,) = locks_of(store, clock).live("backup")
    assert lock.started < NOON
    clock.pass_(EXPIRY + CLOCK_SKEW + MINUTE)
    locks_of(store, clock).acquire("repair")
    assert len(keys(store)) == 1


def test_a_lock_cannot_ask_to_live_for_ever(store: MemoryStore, locks: Locks, clock: Clock) -> None:
    forge(store, expiry_seconds=1e300)
    assert len(locks.live()) == 1
    clock.pass_(timedelta(days=2))
    assert locks.live() == ()


def test_names_are_safe_to_show() -> None:
    assert printable("a\x1b[31mb\n") == "a?[31mb?"
    owner = Owner("h\x1b", 1, "u" * 1000)
    info = LockInfo("x", "k\n", "s\r", LockMode.SHARED, owner, NOON, NOON, 1)
    assert info.describe().isprintable()
    assert len(info.describe()) < 300


@settings(max_examples=50, deadline=None)
@given(data=st.binary(max_size=200), sealed=st.booleans())
def test_hostile_bytes_are_a_damaged_lock(data: bytes, sealed: bool) -> None:
    store = MemoryStore()
    key = LOCKS_PREFIX + "x"
    store.put(key, SEALER.seal_object(key, data) if sealed else data)
    (lock,) = Locks(store, SEALER).live()
    assert lock.kind == DAMAGED
    with pytest.raises(ObjectCorrupt):
        SEALER.open_object(key, b"\x89PWO" + data)


def test_of_many_threads_at_most_one_holds_the_lock() -> None:
    """All may lose; two may never win, and alone one always wins."""
    for _round in range(15):
        store = MemoryStore()
        winners: list[Lock] = []
        start = threading.Barrier(4)

        def contend(store: MemoryStore = store, winners: list[Lock] = winners, start: Any = start) -> None:
            locks = Locks(store, SEALER, sleep=lambda _seconds: None)
            start.wait()
            try:
                winners.append(locks.acquire("prune"))
            except LockHeld:
                return

        threads = [threading.Thread(target=contend) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(winners) <= 1
        assert keys(store) == [LOCKS_PREFIX + lock.info.id for lock in winners]


CONTENDER = """
import time
from pathlib import Path
from pagewake.errors import LockHeld
from pagewake.repository.locks import Locks
from pagewake.repository.sealing import Sealer
from pagewake.stores.local import LocalStore
store = LocalStore(Path({directory!r}))
locks = Locks(store, Sealer(bytes(32)), sleep=lambda seconds: time.sleep(seconds / 10))
"""
CONTEND = """
try:
    lock = locks.acquire("backup", "shop")
    answer = "held"
except LockHeld:
    answer = "refused"
"""


def test_of_several_processes_at_most_one_holds_the_lock(tmp_path: Path) -> None:
    preparation = CONTENDER.format(directory=str(tmp_path))
    answers = race(3, preparation, CONTEND, "if answer == 'held': lock.release()")
    assert set(answers) <= {"held", "refused"}
    assert answers.count("held") <= 1
    assert [info.key for info in LocalStore(tmp_path).list(LOCKS_PREFIX)] == []


def test_the_earlier_of_two_contenders_wins(store: MemoryStore, clock: Clock) -> None:
    """A later one that already wrote its lock withdraws while the earlier one waits for it."""
    later = locks_of(store, Clock(NOON + MINUTE))
    seen: list[str] = []

    def withdraw_later(_seconds: float) -> None:
        for lock in later.live():
            if lock.started > NOON:
                seen.append(lock.id)
                store.delete(LOCKS_PREFIX + lock.id)

    forge(store, "later", started=(NOON + MINUTE).isoformat(), heartbeat=(NOON + MINUTE).isoformat())
    earlier = Locks(store, SEALER, owner=ELSEWHERE, clock=clock, sleep=withdraw_later).acquire("prune")
    assert seen == ["later"]
    assert keys(store) == [LOCKS_PREFIX + earlier.info.id]


def test_a_later_one_that_does_not_withdraw_holds_it(store: MemoryStore, locks: Locks, clock: Clock) -> None:
    forge(store, "later", started=(NOON + MINUTE).isoformat(), heartbeat=(NOON + MINUTE).isoformat())
    with pytest.raises(LockHeld):
        locks.acquire("prune")
    assert clock.now > NOON
    assert keys(store) == [LOCKS_PREFIX + "later"]


class LaggingStore(MemoryStore):
    """Lists what was written only from the third listing on."""

    listings = 0

    def list(self, prefix: str = "") -> Any:
        self.listings += 1
        return iter(()) if self.listings < 3 else super().list(prefix)


def test_a_listing_that_lags_is_waited_for(clock: Clock) -> None:
    store = LaggingStore()
    held = locks_of(store, clock).acquire("backup", "shop")
    assert store.listings == 3
    assert locks_of(store, clock).live() == (held.info,)
    store.listings = -100
    with pytest.raises(LockLost, match="does not list"):
        locks_of(store, clock).acquire("backup", "bank")
