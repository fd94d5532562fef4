"""A store that is only looked at: for people who open a production repository and want to be sure."""

from __future__ import annotations

from pagewake.errors import StoreReadOnly
from pagewake.stores.base import Buffer, ObjectWriter
from pagewake.stores.wrapping import WrappedStore


class ReadOnlyStore(WrappedStore):
    """Reads from another store and writes nothing. Implements `Store`.

    Every change raises StoreReadOnly before the inner store hears of it.
    """

    def create(self, key: str) -> ObjectWriter:
        """Raise StoreReadOnly."""
        raise self._refusal(key)

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Raise StoreReadOnly."""
        raise self._refusal(key)

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end. Raises ObjectMissing."""
        return self.store.read(key, offset, length)

    def delete(self, key: str) -> None:
        """Raise StoreReadOnly."""
        raise self._refusal(key)

    def _refusal(self, key: str) -> StoreReadOnly:
        return StoreReadOnly(
            "the repository was opened read-only",
            object_name=f"{self.location}/{key}",
            advice="Open it without --read-only to change it.",
        )
