"""A store that fails on purpose: at the k-th step, before or after its effect, or by dying.

Tests that must prove a promise for a crash at any instruction run the same work once for every k. Steps are
the calls named in `STEPS`; those of writers count too.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from types import TracebackType
from typing import Final

from pagewake.errors import StoreUnavailable
from pagewake.stores.base import Buffer, ObjectInfo, ObjectWriter, Store
from pagewake.stores.wrapping import WrappedStore

STEPS: Final = frozenset({"create", "put", "write", "commit", "abort", "read", "size", "list", "delete"})
CHANGES: Final = frozenset({"put", "write", "commit", "delete"})
"""The steps that change something."""


class Died(BaseException):
    """The process is dead. Nothing catches this by accident, and its store does nothing any more."""


class When(Enum):
    """Where in a step the fault happens."""

    BEFORE = "before"
    """Nothing was done."""
    AFTER = "after"
    """All was done, but the caller does not hear of it."""
    TORN = "torn"
    """Half of the bytes of a `write` were taken over; like BEFORE for other steps."""


@dataclass(frozen=True)
class Fault:
    """What happens at the `step`-th step (from 0) of those in `kinds`. `error` None: the process dies."""

    step: int
    when: When = When.BEFORE
    error: Callable[[], Exception] | None = lambda: StoreUnavailable("the store does not answer")
    kinds: frozenset[str] = STEPS


class FaultyStore(WrappedStore):
    """A store with faults around another store. Implements `Store`.

    `steps` lists every step so far as (kind, key), whether or not a fault may happen there.
    """

    def __init__(self, store: Store, *faults: Fault) -> None:
        super().__init__(store)
        self.steps: Final[list[tuple[str, str]]] = []
        self.dead = False
        self._faults = {fault: fault.step for fault in faults}
        self._lock = threading.Lock()

    def create(self, key: str) -> FaultyWriter:
        """Begin a new object, to be streamed."""
        with self.step("create", key):
            return FaultyWriter(self, self.store.create(key), key)

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Create a small object in one call."""
        with self.step("put", key):
            self.store.put(key, data, replace=replace)

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end."""
        with self.step("read", key):
            return self.store.read(key, offset, length)

    def size(self, key: str) -> int:
        """Length of an object."""
        with self.step("size", key):
            return self.store.size(key)

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """All objects whose key begins with `prefix`. The step is its beginning."""
        with self.step("list", prefix):
            listing = self.store.list(prefix)
        yield from listing

    def delete(self, key: str) -> None:
        """Remove an object."""
        with self.step("delete", key):
            self.store.delete(key)

    @contextmanager
    def step(self, kind: str, key: str, tear: Callable[[], None] | None = None) -> Iterator[None]:
        """One step around its effect; `tear` does half of it."""
        fault = self._next(kind, key)
        if fault is not None and fault.when is not When.AFTER:
            if fault.when is When.TORN and tear is not None:
                tear()
            self._happen(fault, kind, key)
        yield
        if fault is not None:
            self._happen(fault, kind, key)

    def _next(self, kind: str, key: str) -> Fault | None:
        """Count the step and return the fault that is due at it."""
        with self._lock:
            if self.dead:
                raise Died(f"{kind} {key} after death")
            self.steps.append((kind, key))
            due = [fault for fault in self._faults if kind in fault.kinds and self._faults[fault] == 0]
            for fault in self._faults:
                if kind in fault.kinds:
                    self._faults[fault] -= 1
        return due[0] if due else None

    def _happen(self, fault: Fault, kind: str, key: str) -> None:
        if fault.error is not None:
            raise fault.error()
        self.dead = True
        raise Died(f"at {kind} {key}, {fault.when.value}")


class FaultyWriter(ObjectWriter):
    """A writer with faults around another writer."""

    def __init__(self, store: FaultyStore, writer: ObjectWriter, key: str) -> None:
        self._store = store
        self._writer = writer
        self._key = key
        self._committed = False

    def write(self, data: Buffer) -> None:
        """Append bytes."""
        view = memoryview(data).cast("B") if len(data) else memoryview(b"")

        def tear() -> None:
            self._writer.write(view[: len(view) // 2])

        with self._store.step("write", self._key, tear):
            self._writer.write(data)

    def commit(self, *, replace: bool = False) -> None:
        """Make the object visible and durable."""
        with self._store.step("commit", self._key):
            self._writer.commit(replace=replace)
            self._committed = True

    def abort(self) -> None:
        """Discard what was written."""
        if not self._committed:
            with self._store.step("abort", self._key):
                self._writer.abort()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._store.dead:
            self.abort()
