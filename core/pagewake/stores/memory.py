"""A store in memory: for tests that need thousands of them, and for nothing that should last."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from pagewake.errors import ObjectExists, ObjectMissing, StoreError
from pagewake.stores.base import Buffer, ObjectInfo, ObjectWriter, StoreProperties, check_key, check_prefix


class MemoryStore:
    """Objects in a dictionary. Implements `Store`; safe for use from several threads."""

    def __init__(self, name: str = "memory") -> None:
        self.location: Final = name
        self.properties: Final = StoreProperties(
            conditional_create=True, parallel_requests=1, coalesce_gap=4096, part_size=1 << 20
        )
        self._objects: dict[str, tuple[bytes, datetime]] = {}
        self._lock = threading.Lock()

    def create(self, key: str) -> MemoryWriter:
        """Begin a new object, to be streamed."""
        return MemoryWriter(self, check_key(key))

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Create a small object in one call. Raises ObjectExists unless `replace`."""
        check_key(key)
        with self._lock:
            if key in self._objects and not replace:
                raise ObjectExists("an object of this name is already there", object_name=key)
            self._objects[key] = (bytes(data), datetime.now(UTC))

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end. Raises ObjectMissing."""
        if offset < 0 or (length is not None and length < 0):
            raise StoreError(f"bytes {offset} + {length} cannot be read", object_name=key)
        content = self._content(key)
        return content[offset : None if length is None else offset + length]

    def size(self, key: str) -> int:
        """Length of an object. Raises ObjectMissing."""
        return len(self._content(key))

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """All objects whose key begins with `prefix`, in the order of their keys."""
        check_prefix(prefix)
        with self._lock:
            found = sorted((key, value) for key, value in self._objects.items() if key.startswith(prefix))
        for key, (content, modified) in found:
            yield ObjectInfo(key, len(content), modified)

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is already removed."""
        with self._lock:
            self._objects.pop(check_key(key), None)

    def close(self) -> None:
        """The objects stay until the store is dropped."""

    def _content(self, key: str) -> bytes:
        try:
            return self._objects[check_key(key)][0]
        except KeyError:
            raise ObjectMissing("there is no such object", object_name=key) from None


class MemoryWriter(ObjectWriter):
    """A new object being collected."""

    def __init__(self, store: MemoryStore, key: str) -> None:
        self._store = store
        self._key = key
        self._content: bytearray | None = bytearray()

    def write(self, data: Buffer) -> None:
        """Append bytes. Buffers may be reused by the caller after the call."""
        self._open_content().extend(data)

    def commit(self, *, replace: bool = False) -> None:
        """Make the object visible. Raises ObjectExists unless `replace`."""
        content = self._open_content()
        self._content = None
        self._store.put(self._key, content, replace=replace)

    def abort(self) -> None:
        """Discard what was written. Does nothing after a commit."""
        self._content = None

    def _open_content(self) -> bytearray:
        if self._content is None:
            raise StoreError("this object can no longer be written", object_name=self._key)
        return self._content
