"""What a wrapper must not lose: that the store below deletes many objects with one request."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from pagewake.errors import StoreReadOnly
from pagewake.stores.base import delete_all
from pagewake.stores.limited import Bandwidth, LimitedStore
from pagewake.stores.memory import MemoryStore
from pagewake.stores.read_only import ReadOnlyStore


class BulkStore(MemoryStore):
    """Deletes many at once."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[list[str]] = []

    def delete_many(self, keys: Iterable[str]) -> None:
        self.asked.append(list(keys))
        for key in self.asked[-1]:
            super().delete(key)

    def delete(self, key: str) -> None:
        raise AssertionError("one by one")


def test_many_objects_are_deleted_with_one_request() -> None:
    inner = BulkStore()
    for number in range(5):
        inner.put(f"packs/{number}", b"")
    limited = LimitedStore(inner, Bandwidth(1 << 20))
    delete_all(limited, (f"packs/{number}" for number in range(4)))
    assert inner.asked == [[f"packs/{number}" for number in range(4)]]
    assert [info.key for info in inner.list()] == ["packs/4"]


def test_nothing_is_deleted_from_a_store_that_is_only_looked_at() -> None:
    inner = BulkStore()
    inner.put("one", b"")
    with pytest.raises(StoreReadOnly):
        delete_all(ReadOnlyStore(inner), ["one"])
    assert inner.asked == []
