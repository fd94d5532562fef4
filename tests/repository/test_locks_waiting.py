"""Locks that are waited for: who begins meanwhile, who does not, and that two never hold what one may."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from tests.repository.lock_clock import SEALER, Clock, keys, locks_of

from pagewake.errors import Cancelled, LockHeld
from pagewake.jobs import Job
from pagewake.jobs.job import Said
from pagewake.repository.lock_info import waits_long
from pagewake.repository.locks import LockInfo, Locks
from pagewake.repository.owners import Owner
from pagewake.repository.waiting import Wait, wait_for
from pagewake.stores.memory import MemoryStore

HERE = Owner("db1", 1, "bob", "this machine")


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


def patience(clock: Clock, *steps: Callable[[], object]) -> Callable[[Sequence[LockInfo]], bool]:
    """Does one step a look, and gives up after the last."""
    left = list(steps)

    def look(others: Sequence[LockInfo]) -> bool:
        assert others
        clock.sleep(1.0)
        if not left:
            return False
        left.pop(0)()
        return True

    return look


def test_who_waits_gets_it_when_the_other_has_ended(store: MemoryStore) -> None:
    clock = Clock()
    other, mine = locks_of(store, clock), locks_of(store, clock, HERE)
    backup = other.acquire("backup", "shop")
    clock.sleep(1.0)
    seen: list[tuple[bool, str]] = []

    def look() -> None:
        (waiting,) = mine.live("repair")
        seen.append((waiting.waiting, waiting.describe()))

    def a_newcomer_is_refused() -> None:
        clock.sleep(1.0)
        with pytest.raises(LockHeld, match=r"in the way is a repair, by bob on db1 .* waiting since"):
            locks_of(store, clock, Owner("db3", 3, "eve", "a third")).acquire("backup", "bank")

    def what_the_other_needs_it_gets() -> None:
        clock.sleep(1.0)
        nested = other.acquire("adopt")
        assert [lock.kind for lock in mine.live() if lock.conflicts_with(nested.info)] == ["repair"]
        nested.release()

    steps = (look, a_newcomer_is_refused, what_the_other_needs_it_gets, backup.release)
    lock = mine.acquire("repair", patience=patience(clock, *steps))
    assert seen == [(True, "repair, by bob on db1 (process 1) waiting since 2026-01-01 12:00:01 UTC")]
    (held,) = mine.live()
    assert held == lock.info and not held.waiting
    with pytest.raises(LockHeld, match=r"process 1\) since"):
        other.acquire("adopt")
    lock.release()
    assert keys(store) == []


def test_wal_is_held_up_no_longer_than_it_must_be(store: MemoryStore) -> None:
    clock = Clock()
    other, mine, third = (locks_of(store, clock, Owner("h", pid, "u", "m")) for pid in (1, 2, 3))
    receiver, backup = other.acquire("receive", "shop"), other.acquire("backup", "shop")
    clock.sleep(1.0)

    def pushed_while_a_backup_is_in_the_way() -> None:
        clock.sleep(1.0)
        (waiter,) = mine.live("repair")
        assert waits_long(waiter, mine.live())
        push = third.acquire("push", "bank")
        with pytest.raises(LockHeld):
            third.acquire("verify")
        push.release()
        backup.release()

    def not_pushed_when_it_is_nearly_there() -> None:
        clock.sleep(1.0)
        (waiter,) = mine.live("repair")
        assert not waits_long(waiter, mine.live())
        with pytest.raises(LockHeld):
            third.acquire("push", "bank")
        receiver.release()

    steps = (pushed_while_a_backup_is_in_the_way, not_pushed_when_it_is_nearly_there)
    mine.acquire("repair", patience=patience(clock, *steps)).release()
    assert keys(store) == []


def test_patience_that_ends_leaves_nothing(store: MemoryStore) -> None:
    clock = Clock()
    other, mine = locks_of(store, clock), locks_of(store, clock, HERE)
    expire = other.acquire("expire", "shop")
    with pytest.raises(LockHeld, match="in the way is an expire of shop, by ana"):
        mine.acquire("prune", patience=patience(clock))
    assert [lock.kind for lock in mine.live()] == ["expire"]
    expire.release()


def test_of_two_that_wait_the_earlier_one_goes_first(store: MemoryStore) -> None:
    clock = Clock()
    other, mine = locks_of(store, clock), locks_of(store, clock, HERE)
    backup = other.acquire("backup", "shop")
    clock.sleep(1.0)
    third = locks_of(store, clock, Owner("db3", 3, "eve", "a third"))

    def the_later_one_waits_too() -> None:
        backup.release()
        with pytest.raises(LockHeld, match="in the way is a repair"):
            third.acquire("prune", patience=patience(clock))

    mine.acquire("repair", patience=patience(clock, the_later_one_waits_too)).release()
    assert keys(store) == []


def test_what_is_waited_for_is_said_once_and_the_end_is_heard(store: MemoryStore) -> None:
    clock, job = Clock(), Job("prune")
    said: list[str] = []
    job.subscribe(lambda event: said.append(event.text) if isinstance(event, Said) else None)
    info = locks_of(store, clock).acquire("expire", "shop").info
    ticks = iter((0.0, 0.0, 59.0, 60.0))
    wait = Wait(job, timedelta(minutes=1), ticks=lambda: next(ticks))
    job.token.wait = lambda seconds: False  # type: ignore[method-assign]
    assert [wait([info]), wait([info]), wait([info])] == [True, True, False]
    assert said == [f"waiting for a lock: {info.describe()}"]
    assert wait_for(job, timedelta(0)) is None
    job.token.cancel()
    with pytest.raises(Cancelled):
        Wait(job, timedelta(minutes=1))([info])


@pytest.mark.parametrize("owners", [6, 1])
def test_of_many_that_wait_one_holds_it_at_a_time_and_all_do(store: MemoryStore, owners: int) -> None:
    holding, most, done = 0, 0, []
    pause = threading.Event()
    mutex = threading.Lock()

    def work(number: int) -> None:
        nonlocal holding, most
        owner = Owner("db1", 1 + number % owners, "bob", "somewhere else")
        locks = Locks(store, SEALER, owner=owner, sleep=lambda seconds: pause.wait(0.001) and None)

        def patient(others: Sequence[LockInfo]) -> bool:
            pause.wait(0.002)
            return True

        for kind in ("repair", "prune", "repair"):
            lock = locks.acquire(kind, patience=patient)
            with mutex:
                holding += 1
                most = max(most, holding)
            pause.wait(0.002)
            with mutex:
                holding -= 1
            lock.release()
            done.append(kind)

    threads = [threading.Thread(target=work, args=(number,), daemon=True) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert (len(done), most, keys(store)) == (18, 1, [])
