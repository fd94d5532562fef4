"""A store in memory that stops working at its k-th change: what a crash leaves behind."""

from __future__ import annotations

from pagewake.errors import StoreReadOnly
from pagewake.stores.base import Buffer
from pagewake.stores.memory import MemoryStore


class Crash(Exception):
    """The process ended here."""


class CrashingStore(MemoryStore):
    """Crashes before change number `changes_left`; None never does."""

    def __init__(self) -> None:
        super().__init__()
        self.changes_left: int | None = None
        self.reads = 0
        self.lists = 0

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        self._change()
        super().put(key, data, replace=replace)

    def delete(self, key: str) -> None:
        self._change()
        super().delete(key)

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        self.reads += 1
        return super().read(key, offset, length)

    def list(self, prefix: str = ""):  # type: ignore[no-untyped-def]
        self.lists += 1
        return super().list(prefix)

    def _change(self) -> None:
        if self.changes_left is not None:
            if self.changes_left == 0:
                raise Crash
            self.changes_left -= 1


class ReadOnlyStore(CrashingStore):
    """Refuses every change once `sealed` is set: a backup on read-only media."""

    sealed = False

    def _change(self) -> None:
        if self.sealed:
            raise StoreReadOnly("this medium cannot be written")
