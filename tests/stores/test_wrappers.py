"""What a wrapper must not lose: that the store below deletes many objects with one request."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest

from pagewake.errors import StoreReadOnly, StoreUnavailable
from pagewake.stores.base import Store, delete_all
from pagewake.stores.limited import Bandwidth, LimitedStore
from pagewake.stores.memory import MemoryStore
from pagewake.stores.read_only import ReadOnlyStore
from pagewake.stores.retry import RetryingStore

WRAPPERS: dict[str, Callable[[Store], Store]] = {
    "limited": lambda store: LimitedStore(store, Bandwidth(1 << 20)),
    "retrying": lambda store: RetryingStore(store, sleep=lambda seconds: None),
    "retrying in limited": lambda store: LimitedStore(RetryingStore(store), Bandwidth(1 << 20)),
}


class BulkStore(MemoryStore):
    """Deletes many at once, and fails the first so many times."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []
        self.failures = 0

    def delete_many(self, keys: Iterable[str]) -> None:
        self.asked.append(list(keys))
        if len(self.asked) <= self.failures:
            raise StoreUnavailable("not now")
        for key in self.asked[-1]:
            super().delete(key)

    def delete(self, key: str) -> None:
        raise AssertionError("one by one")


@pytest.mark.parametrize("name", WRAPPERS)
def test_many_objects_are_deleted_with_one_request(name: str) -> None:
    inner = BulkStore()
    for number in range(5):
        inner.put(f"packs/{number}", b"")
    delete_all(WRAPPERS[name](inner), (f"packs/{number}" for number in range(4)))
    assert inner.asked == [[f"packs/{number}" for number in range(4)]]
    assert [info.key for info in inner.list()] == ["packs/4"]


def test_a_deletion_of_many_is_tried_again_as_a_whole() -> None:
    inner = BulkStore()
    inner.failures = 2
    inner.put("one", b"")
    delete_all(WRAPPERS["retrying"](inner), ["one", "two"])
    assert inner.asked == [["one", "two"]] * 3


def test_without_such_a_request_each_deletion_is_tried_again() -> None:
    class Stubborn(MemoryStore):
        refused = 0

        def delete(self, key: str) -> None:
            if self.refused < 4:
                self.refused += 1
                raise StoreUnavailable("not now")
            super().delete(key)

    inner = Stubborn()
    inner.put("one", b"")
    delete_all(WRAPPERS["retrying"](inner), ["one", "two"])
    assert list(inner.list()) == []


def test_nothing_is_deleted_from_a_store_that_is_only_looked_at() -> None:
    inner = BulkStore()
    inner.put("one", b"")
    with pytest.raises(StoreReadOnly):
        delete_all(ReadOnlyStore(inner), ["one"])
    assert inner.asked == []
