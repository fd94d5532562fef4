"""What decoding the bytes of an object may raise, and small objects that hold one value each."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from pagewake.errors import ObjectCorrupt
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

UNDECODABLE = (msgspec.DecodeError, ValueError, OverflowError, RecursionError)
"""From msgspec, for bytes that are no value of the type: text that is no Unicode, numbers and nesting beyond all
bounds have errors of their own."""

Value = TypeVar("Value")


class Notes(Generic[Value]):
    """Sealed objects of at most `most` bytes, each with one value as JSON."""

    def __init__(self, store: Store, sealer: Sealer, value: type[Value], most: int) -> None:
        self._store = store
        self._sealer = sealer
        self._decoder = msgspec.json.Decoder(value)
        self._most = most

    def read(self, key: str) -> Value:
        """The value under a key. Raises ObjectMissing, ObjectCorrupt."""
        sealed = self._store.read(key, 0, self._most + 1)
        payload = self._sealer.open_object(key, sealed, max_size=self._most)
        try:
            return self._decoder.decode(payload)
        except UNDECODABLE as error:
            raise ObjectCorrupt(f"the note cannot be understood ({error})", object_name=key) from None

    def write(self, key: str, value: Value) -> None:
        """Write a value, in place of another."""
        sealed = self._sealer.seal_object(key, msgspec.json.encode(value))
        self._store.put(key, sealed, replace=True)
