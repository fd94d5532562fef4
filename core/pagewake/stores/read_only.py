"""A store that is only looked at: for people who open a production repository and want to be sure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pagewake.errors import StoreReadOnly
from pagewake.stores.base import Buffer, ObjectInfo, ObjectWriter, Store, StoreProperties


class ReadOnlyStore:
    """Reads from another store and writes nothing. Implements `Store`.

    Every change raises StoreReadOnly before the inner store hears of it.
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

    def create(self, key: str) -> ObjectWriter:
        """Raise StoreReadOnly."""
        raise self._refusal(key)

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Raise StoreReadOnly."""
        raise self._refusal(key)

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end. Raises ObjectMissing."""
        return self.store.read(key, offset, length)

    def size(self, key: str) -> int:
        """Length of an object. Raises ObjectMissing."""
        return self.store.size(key)

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """All objects whose key begins with `prefix`, in the order of their keys."""
        return self.store.list(prefix)

    def delete(self, key: str) -> None:
        """Raise StoreReadOnly."""
        raise self._refusal(key)

    def close(self) -> None:
        """Release connections."""
        self.store.close()

    def _refusal(self, key: str) -> StoreReadOnly:
        return StoreReadOnly(
            "the repository was opened read-only",
            object_name=f"{self.location}/{key}",
            advice="Open it without --read-only to change it.",
        )
