"""Stores and chunks for tests: page-like content, and a store that dies at a chosen step."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from pagewake.errors import StoreUnavailable
from pagewake.stores.base import Buffer, ObjectInfo
from pagewake.stores.memory import MemoryStore


def page_like(seed: int, size: int) -> bytes:
    """Content that compresses about two to one, other content for each seed."""
    rng = np.random.default_rng(seed)
    noise = rng.integers(0, 256, (size // 128 + 1, 64), np.uint8)
    return np.concatenate([noise, np.repeat(noise[:, :1], 64, axis=1)], axis=1).tobytes()[:size]


class Died(StoreUnavailable):
    """The process died here: nothing of what follows happens."""


class DyingStore(MemoryStore):
    """A store in memory that fails from the given step on. Every call that writes is a step."""

    def __init__(self, dies_at: int | None = None) -> None:
        super().__init__()
        self.dies_at = dies_at
        self.steps = 0
        self.reads: list[tuple[str, int, int | None]] = []

    def step(self) -> None:
        self.steps += 1
        if self.dies_at is not None and self.steps >= self.dies_at:
            raise Died("the process died")

    def create(self, key):
        self.step()
        return _DyingWriter(self, super().create(key))

    def put(self, key, data, *, replace=False):
        if not self.committing:
            self.step()
        super().put(key, data, replace=replace)

    def delete(self, key):
        self.step()
        super().delete(key)

    def read(self, key, offset=0, length=None):
        self.reads.append((key, offset, length))
        return super().read(key, offset, length)

    committing = False

    def damage(self, key: str, offset: int, by: int = 1) -> None:
        """Change one byte of an object."""
        content = bytearray(self.read(key))
        content[offset] ^= by
        MemoryStore.put(self, key, bytes(content), replace=True)


class _DyingWriter:
    def __init__(self, store: DyingStore, writer) -> None:
        self._store, self._writer = store, writer

    def write(self, data):
        self._store.step()
        self._writer.write(data)

    def commit(self, *, replace=False):
        self._store.step()
        self._store.committing = True
        try:
            self._writer.commit(replace=replace)
        finally:
            self._store.committing = False

    def abort(self):
        self._writer.abort()


class Hooked(MemoryStore):
    """Does what the test wants, once, before a call (`put`, `delete` or `list`) for keys that begin in some way."""

    def __init__(self) -> None:
        super().__init__()
        self.before: dict[tuple[str, str], Callable[[], object]] = {}

    def _meet(self, call: str, key: str) -> None:
        for (wanted, prefix), deed in list(self.before.items()):
            if wanted == call and key.startswith(prefix):
                del self.before[wanted, prefix]
                deed()

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        self._meet("put", key)
        super().put(key, data, replace=replace)

    def delete(self, key: str) -> None:
        self._meet("delete", key)
        super().delete(key)

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        self._meet("list", prefix)
        return super().list(prefix)
