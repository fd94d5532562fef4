"""A store that tries again: for places that are sometimes not there.

Only StoreUnavailable is tried again, with pauses that grow, differ between clients, and together stay
within a deadline. A `put` whose answer was lost may have happened: if the object is then there with the
same bytes, it did.

What was already given to a streaming writer is not sent again: only the store's own writer knows which
parts have arrived and repeats those itself; here only its beginning is tried again.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from pagewake.errors import ObjectExists, ObjectMissing, StoreUnavailable
from pagewake.stores.base import (
    Buffer,
    BulkDeletion,
    ObjectInfo,
    ObjectWriter,
    Store,
    delete_all,
)
from pagewake.stores.patience import Patience
from pagewake.stores.wrapping import WrappedStore

_Result = TypeVar("_Result")


class RetryingStore(WrappedStore):
    """Tries again around another store. Implements `Store`.

    The n-th pause is a random part of `first_pause * 2**n`, at most `longest_pause`; no try begins later than
    `deadline` seconds after the first. `sleep` returns early, or raises, when the work is cancelled.
    """

    def __init__(
        self,
        store: Store,
        *,
        deadline: float = 120.0,
        first_pause: float = 0.25,
        longest_pause: float = 15.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
        chance: Callable[[], float] = random.random,
    ) -> None:
        super().__init__(store)
        self._patience = Patience(deadline, first_pause, longest_pause, clock, sleep, chance)

    def create(self, key: str) -> ObjectWriter:
        """Begin a new object, to be streamed; what is streamed is not tried again."""
        return self._persist(lambda _again: self.store.create(key))

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Create a small object in one call. Raises ObjectExists unless `replace`."""

        def once(again: bool) -> None:
            try:
                self.store.put(key, data, replace=replace)
            except ObjectExists:
                if not (again and self._holds(key, data)):
                    raise

        self._persist(once)

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end. Raises ObjectMissing."""
        return self._persist(lambda _again: self.store.read(key, offset, length))

    def size(self, key: str) -> int:
        """Length of an object. Raises ObjectMissing."""
        return self._persist(lambda _again: self.store.size(key))

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """All objects whose key begins with `prefix`, in the order of their keys.

        A listing that breaks off is begun again and continues after the last key that it gave.
        """
        last = ""
        pauses = self._patience.pauses()
        while True:
            try:
                for info in self.store.list(prefix):
                    if info.key > last:
                        last = info.key
                        yield info
                        pauses = self._patience.pauses()
                return
            except StoreUnavailable:
                if not next(pauses):
                    raise

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is already removed."""
        self._persist(lambda _again: self.store.delete(key))

    def delete_many(self, keys: Iterable[str]) -> None:
        """Remove objects in the inner store's way; those that are not there are already removed."""
        names = list(keys)
        if isinstance(self.store, BulkDeletion):
            self._persist(lambda _again: delete_all(self.store, names))
            return
        for name in names:
            self.delete(name)

    def _persist(self, work: Callable[[bool], _Result]) -> _Result:
        """`work`, which is told whether it is tried again, until it succeeds or the deadline is over."""
        pauses = self._patience.pauses()
        again = False
        while True:
            try:
                return work(again)
            except StoreUnavailable:
                if not next(pauses):
                    raise
            again = True

    def _holds(self, key: str, data: Buffer) -> bool:
        try:
            return self.store.read(key) == bytes(data)
        except ObjectMissing:
            return False
