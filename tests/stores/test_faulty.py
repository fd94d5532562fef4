"""The faulty store: transparent until its time, then exactly the fault that was asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.stores.suite import StoreSuite

from pagewake.errors import ObjectMissing, StoreFull, StoreUnavailable
from pagewake.stores.base import Store
from pagewake.stores.faulty import CHANGES, Died, Fault, FaultyStore, When
from pagewake.stores.local import LocalStore
from pagewake.stores.memory import MemoryStore


class TestFaultyStore(StoreSuite):
    @pytest.fixture
    def store(self) -> FaultyStore:
        return FaultyStore(MemoryStore(), Fault(10**9))


def stream(store: Store, key: str) -> None:
    with store.create(key) as writer:
        writer.write(b"first half, ")
        writer.write(b"second half")
        writer.commit()


def test_steps_are_told() -> None:
    store = FaultyStore(MemoryStore())
    stream(store, "one")
    store.put("two", b"")
    store.read("one")
    store.size("one")
    list(store.list("o"))
    store.delete("one")
    kinds = ["create", "write", "write", "commit", "put", "read", "size", "list", "delete"]
    assert [kind for kind, _key in store.steps] == kinds
    assert store.steps[7] == ("list", "o")


@pytest.mark.parametrize(("when", "there"), [(When.BEFORE, False), (When.TORN, False), (When.AFTER, True)])
def test_a_lost_answer_and_a_lost_request(when: When, there: bool) -> None:
    for fault, use in [
        (Fault(0, when, kinds=frozenset({"put"})), lambda store: store.put("one", b"content")),
        (Fault(0, when, kinds=frozenset({"commit"})), lambda store: stream(store, "one")),
    ]:
        inner = MemoryStore()
        with pytest.raises(StoreUnavailable):
            use(FaultyStore(inner, fault))
        assert [info.key for info in inner.list()] == ["one"] * there


def test_the_fault_happens_once_and_is_the_one_that_was_asked_for() -> None:
    store = FaultyStore(MemoryStore(), Fault(1, error=lambda: StoreFull("full"), kinds=CHANGES))
    store.put("one", b"")
    with pytest.raises(ObjectMissing):
        store.read("absent")
    with pytest.raises(StoreFull):
        store.put("two", b"")
    store.put("two", b"")


@pytest.mark.parametrize("when", list(When))
@pytest.mark.parametrize("step", range(4))
def test_the_dead_do_nothing(tmp_path: Path, step: int, when: When) -> None:
    inner = LocalStore(tmp_path)
    store = FaultyStore(inner, Fault(step, when, error=None))
    with pytest.raises(Died):
        stream(store, "one")
    uses = [
        lambda: store.put("two", b""),
        lambda: store.create("two"),
        lambda: store.read("one"),
        lambda: store.size("one"),
        lambda: store.delete("one"),
        lambda: list(store.list()),
    ]
    for use in uses:
        with pytest.raises(Died):
            use()
    assert [info.key for info in inner.list()] == ["one"] * (step == 3 and when is When.AFTER)


def test_a_torn_write_leaves_half_of_the_bytes_in_the_writer(tmp_path: Path) -> None:
    inner = LocalStore(tmp_path)
    store = FaultyStore(inner, Fault(1, When.TORN, error=None))
    with pytest.raises(Died):
        stream(store, "one")
    (left,) = inner.temporary.iterdir()
    assert left.read_bytes() == b"first "
