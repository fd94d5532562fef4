"""Locks that somebody forged, races for a lock, and stores that list late."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.processes import race
from tests.repository.lock_clock import ELSEWHERE, MINUTE, NOON, SEALER, Clock, forge, keys, locks_of

from pagewake.errors import LockHeld, LockLost, ObjectCorrupt
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
from pagewake.repository.owners import Owner, printable
from pagewake.stores.local import LocalStore
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
