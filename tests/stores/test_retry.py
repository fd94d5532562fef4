"""Trying again: only what may be tried again, for as long as was agreed, and without doing anything twice."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.stores.suite import StoreSuite

from pagewake.errors import ObjectExists, ObjectMissing, StoreDenied, StoreUnavailable
from pagewake.stores.faulty import Fault, FaultyStore, When
from pagewake.stores.memory import MemoryStore
from pagewake.stores.retry import RetryingStore


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0
        self.pauses: list[float] = []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.now += seconds


def retrying(inner: Any, time: Time | None = None, **settings_: Any) -> RetryingStore:
    time = time or Time()
    return RetryingStore(inner, clock=time, sleep=time.sleep, **settings_)


class TestRetryingStore(StoreSuite):
    @pytest.fixture
    def store(self) -> RetryingStore:
        return retrying(MemoryStore())


class TestRetryingStoreOnAStoreThatFailsOften(StoreSuite):
    """Everything but streaming passes although every third step fails, before or after its effect."""

    @pytest.fixture
    def store(self) -> RetryingStore:
        steps = frozenset({"put", "read", "size", "list", "delete"})
        faults = [
            Fault(step, When.AFTER if step % 2 else When.BEFORE, kinds=steps) for step in range(0, 3000, 3)
        ]
        return retrying(FaultyStore(MemoryStore(), *faults))


@settings(max_examples=40, deadline=None)
@given(chances=st.lists(st.floats(0, 1, exclude_max=True), min_size=30, max_size=30))
def test_pauses_grow_differ_and_end(chances: list[float]) -> None:
    time, chance = Time(), iter(chances)
    inner = FaultyStore(MemoryStore(), *(Fault(step) for step in range(1000)))
    store = retrying(
        inner, time, deadline=60, first_pause=1, longest_pause=8, chance=lambda: next(chance, 0.5)
    )
    with pytest.raises(StoreUnavailable):
        store.read("one")
    assert time.now <= 60
    assert time.now > 60 - 8
    for number, pause in enumerate(time.pauses):
        bound = min(8, 2**number)
        assert bound / 2 <= pause <= bound
    assert len(inner.steps) == len(time.pauses) + 1


def test_other_errors_are_not_tried_again() -> None:
    for error in (StoreDenied("no"), ObjectMissing("gone")):
        inner = FaultyStore(MemoryStore(), Fault(0, error=lambda error=error: error))  # type: ignore[misc]
        with pytest.raises(type(error)):
            retrying(inner).read("one")
        assert len(inner.steps) == 1


def test_a_put_whose_answer_was_lost_happened_once() -> None:
    inner = FaultyStore(MemoryStore(), Fault(0, When.AFTER, kinds=frozenset({"put"})))
    retrying(inner).put("one", b"content")
    assert inner.read("one") == b"content"
    inner = FaultyStore(MemoryStore(), Fault(0, When.AFTER, kinds=frozenset({"put"})), Fault(0))
    retrying(inner).put("one", bytearray(b"content"))
    assert inner.read("one") == b"content"


def test_a_put_that_lost_a_race_is_told() -> None:
    inner = MemoryStore()
    inner.put("one", b"somebody else's")
    faulty = FaultyStore(inner, Fault(0))
    with pytest.raises(ObjectExists):
        retrying(faulty).put("one", b"content")
    same = MemoryStore()
    same.put("one", b"content")
    with pytest.raises(ObjectExists):
        retrying(same).put("one", b"content")


class BreakingListing(MemoryStore):
    """A listing that breaks off after two rows, and between them gains one."""

    def list(self, prefix: str = "") -> Any:
        for number, info in enumerate(super().list(prefix)):
            if number == 2 and len(list(super().list(prefix))) < 8:
                self.put(f"k{len(list(super().list(prefix)))}", b"")
                raise StoreUnavailable("broke off")
            yield info


def test_a_listing_that_breaks_off_continues() -> None:
    inner = BreakingListing()
    for number in range(4):
        inner.put(f"k{number}", b"")
    assert [info.key for info in retrying(inner).list("k")] == [f"k{number}" for number in range(8)]


def test_a_listing_that_always_breaks_off_ends() -> None:
    inner = FaultyStore(MemoryStore(), *(Fault(step) for step in range(1000)))
    with pytest.raises(StoreUnavailable):
        list(retrying(inner).list())


def test_streaming_is_begun_again_but_not_repeated() -> None:
    inner = FaultyStore(MemoryStore(), Fault(0), Fault(1, kinds=frozenset({"write"})))
    with retrying(inner).create("one") as writer:
        writer.write(b"content")
        with pytest.raises(StoreUnavailable):
            writer.write(b"more")
    assert list(inner.list()) == []
    assert [kind for kind, _key in inner.steps] == ["create", "create", "write", "write", "abort", "list"]
