"""A store that is only looked at reads everything and changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pagewake.errors import StoreReadOnly
from pagewake.stores.base import Store
from pagewake.stores.local import LocalStore
from pagewake.stores.memory import MemoryStore
from pagewake.stores.read_only import ReadOnlyStore


@pytest.mark.parametrize(
    "change",
    [
        lambda store: store.create("b"),
        lambda store: store.put("b", b"new"),
        lambda store: store.put("a", b"new", replace=True),
        lambda store: store.delete("a"),
    ],
)
def test_every_change_is_refused(change: Callable[[Store], object]) -> None:
    inner = MemoryStore()
    inner.put("a", b"content")
    with pytest.raises(StoreReadOnly, match="read-only"):
        change(ReadOnlyStore(inner))
    assert inner.read("a") == b"content"
    assert [info.key for info in inner.list()] == ["a"]


def test_all_is_read_as_it_is(tmp_path: Path) -> None:
    inner = LocalStore(tmp_path)
    inner.put("x/a", b"content")
    store = ReadOnlyStore(inner)
    assert isinstance(store, Store)
    assert store.read("x/a", 2, 3) == b"nte"
    assert store.size("x/a") == 7
    assert [info.key for info in store.list("x/")] == ["x/a"]
    assert (store.location, store.properties) == (inner.location, inner.properties)
    store.close()
