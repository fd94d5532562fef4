"""What all stores around another store have in common."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pagewake.stores.base import ObjectInfo, Store, StoreProperties


class WrappedStore:
    """Hands on what needs nothing of its own. With `create`, `put`, `read` and `delete`, subclasses are a `Store`.

    `store` is the inner one, by which `innermost` finds the way through several.
    """

    def __init__(self, store: Store) -> None:
        self.store: Final = store

    @property
    def location(self) -> str:
        """The inner store's."""
        return self.store.location

    @property
    def properties(self) -> StoreProperties:
        """The inner store's."""
        return self.store.properties

    def size(self, key: str) -> int:
        """Length of an object. Raises ObjectMissing."""
        return self.store.size(key)

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """All objects whose key begins with `prefix`, in the order of their keys."""
        return self.store.list(prefix)

    def close(self) -> None:
        """Release the inner store's connections."""
        self.store.close()
