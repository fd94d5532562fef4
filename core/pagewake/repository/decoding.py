"""What decoding the bytes of an object may raise, objects that say of what format they are, and small notes."""

from __future__ import annotations

from typing import Generic, TypeVar

import msgspec

from pagewake.errors import ObjectCorrupt, RepositoryTooNew
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store

UNDECODABLE = (msgspec.DecodeError, ValueError, OverflowError, RecursionError)
"""From msgspec, for bytes that are no value of the type: text that is no Unicode, numbers and nesting beyond all
bounds have errors of their own."""

Value = TypeVar("Value")


class _Version(msgspec.Struct):
    format: int


_VERSIONS = msgspec.json.Decoder(_Version)


def refuse_newer(version: int, known: int, what: str, key: str) -> None:
    """Refuse an object of a format that is newer than the newest `known` one. Raises RepositoryTooNew."""
    if version > known:
        raise RepositoryTooNew(
            f"{what} is of format version {version}; this version of Pagewake reads up to {known}",
            object_name=key,
        )


class VersionedJson(Generic[Value]):
    """Reads one kind of JSON object, which says its version in `format`. `what` is what messages call it.

    Unknown keys are tolerated, so that a newer version may add some; a higher `format` than `known` says that this
    version must not guess. Make one while a module is imported: msgspec learns about dataclasses when a decoder is
    made, and two threads that have it do so at the same time, as decoding with `type=` can, crash.
    """

    def __init__(self, value: type[Value], known: int, what: str) -> None:
        self._decoder = msgspec.json.Decoder(value)
        self._known = known
        self._what = what

    def decode(self, payload: bytes, key: str) -> Value:
        """The value that lies under a key. Raises ObjectCorrupt, RepositoryTooNew."""
        try:
            refuse_newer(_VERSIONS.decode(payload).format, self._known, self._what, key)
            return self._decoder.decode(payload)
        except UNDECODABLE as error:
            raise ObjectCorrupt(f"{self._what} cannot be understood ({error})", object_name=key) from None


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
