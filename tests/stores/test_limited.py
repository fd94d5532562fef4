"""A bandwidth: what a store promises still holds, and no more bytes pass in a second than were allowed."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.patience import within
from tests.stores.suite import StoreSuite
from tests.stores.test_patience import Time

from pagewake.errors import ObjectMissing
from pagewake.jobs import CancelToken
from pagewake.stores.limited import Bandwidth, LimitedStore
from pagewake.stores.memory import MemoryStore

MIB = 1 << 20


def limited(rate: int, inner: Any = None) -> tuple[LimitedStore, Time]:
    clock = Time()
    return LimitedStore(inner or MemoryStore(), Bandwidth(rate, clock=clock, sleep=clock.sleep)), clock


class TestLimitedStore(StoreSuite):
    @pytest.fixture
    def store(self) -> LimitedStore:
        return LimitedStore(MemoryStore(), Bandwidth(1 << 30))


class TestLimitedStoreInSlices(StoreSuite):
    """Every request of more than 64 KiB is cut; no time passes."""

    @pytest.fixture
    def store(self) -> LimitedStore:
        return limited(64 << 10)[0]


def test_reading_and_writing_share_the_line() -> None:
    store, clock = limited(MIB)
    with store.create("packs/a") as writer:
        writer.write(bytes(4 * MIB))
        writer.commit()
    assert clock.now == pytest.approx(4, abs=0.3)
    assert store.read("packs/a") == bytes(4 * MIB)
    store.put("b", bytes(MIB))
    assert clock.now == pytest.approx(9, abs=0.3)


def test_a_large_request_is_made_in_slices_and_gives_the_same_bytes() -> None:
    inner = MemoryStore()
    content = bytes(range(256)) * (MIB // 64)
    inner.put("a", content)
    store, clock = limited(MIB, inner)
    assert store.read("a", 7, 3 * MIB) == content[7 : 7 + 3 * MIB]
    assert max(clock.pauses) < 0.6
    assert store.read("a", len(content) - 5, 8 * MIB) == content[-5:]
    with pytest.raises(ObjectMissing):
        store.read("none", 0, 8 * MIB)


@settings(max_examples=50, deadline=None)
@given(sizes=st.lists(st.integers(0, 3 * MIB), max_size=30), idle=st.floats(0, 5))
def test_never_more_than_the_limit_but_for_a_moment(sizes: list[int], idle: float) -> None:
    clock = Time()
    bandwidth = Bandwidth(MIB, clock=clock, sleep=clock.sleep)
    clock.now += idle
    began = clock.now
    for size in sizes:
        bandwidth.take(size)
    assert sum(sizes) <= (clock.now - began + 0.25) * MIB + 1
    assert clock.now - began <= sum(sizes) / MIB + 1e-6, "nor less than is allowed"


def test_many_are_deleted_as_the_inner_store_does_it() -> None:
    store, _ = limited(MIB)
    for name in ("a", "b", "c"):
        store.put(name, b"x")
    store.delete_many(["a", "c", "never"])
    assert [info.key for info in store.list()] == ["b"]


def test_all_threads_together_keep_the_limit() -> None:
    store = LimitedStore(MemoryStore(), Bandwidth(4 * MIB))
    began = time.monotonic()
    threads = [threading.Thread(target=lambda n=n: store.put(f"k{n}", bytes(512 << 10))) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - began > 0.7, "4 MiB at 4 MiB/s, less a burst of a quarter of a second"


def test_a_cancel_ends_the_wait_at_once() -> None:
    token = CancelToken()
    store = LimitedStore(MemoryStore(), Bandwidth(16 << 10, sleep=token.wait))
    threading.Timer(0.1, token.cancel).start()
    with within(1):
        store.put("a", bytes(MIB))
