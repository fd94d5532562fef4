"""A store that takes no more than its share of the line: a limit on the bytes a second, over all threads together.

Only what objects hold is counted, and as it is stored, not names, headers or what a network adds. A limit is a
matter of one job: whoever opens a repository for it puts the limit around its store.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Final

from pagewake.stores.base import Buffer, ObjectWriter, Store, delete_all
from pagewake.stores.wrapping import WrappedStore

_BURST_SECONDS: Final = 0.25
"""So much of a second's share that was not used may be used later."""
_SLICE_SECONDS: Final = 0.5
"""No request is for more than what the limit lets through in this time, unless that is very little."""
_SMALLEST_SLICE: Final = 64 << 10


class Bandwidth:
    """Bytes a second for all who `take` from it: a token bucket that may go into debt for one request.

    `sleep` waits for so many seconds, or less when the work is cancelled.
    """

    def __init__(
        self,
        rate: int,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self.rate: Final = max(rate, 1)
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._free_at = clock()

    @property
    def slice(self) -> int:
        """The largest request, in bytes, that still lets the line be shared evenly."""
        return max(int(self.rate * _SLICE_SECONDS), _SMALLEST_SLICE)

    def take(self, size: int) -> None:
        """Use the line for `size` bytes: returns when they had the time that they need."""
        if not size:
            return
        with self._lock:
            now = self._clock()
            self._free_at = max(self._free_at, now - _BURST_SECONDS) + size / self.rate
            wait = self._free_at - now
        if wait > 0:
            self._sleep(wait)


class LimitedStore(WrappedStore):
    """Reads from and writes to another store within a bandwidth. Implements `Store`."""

    def __init__(self, store: Store, bandwidth: Bandwidth) -> None:
        super().__init__(store)
        self.bandwidth: Final = bandwidth

    def create(self, key: str) -> ObjectWriter:
        """Begin a new object, to be streamed."""
        return _LimitedWriter(self.store.create(key), self.bandwidth)

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Create a small object in one call. Raises ObjectExists unless `replace`."""
        self.bandwidth.take(_size_of(data))
        self.store.put(key, data, replace=replace)

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end. Raises ObjectMissing.

        Large requests are made in slices, which is safe: objects never change.
        """
        step = self.bandwidth.slice
        if length is None or length <= step:
            data = self.store.read(key, offset, length)
            self.bandwidth.take(len(data))
            return data
        parts = []
        for at in range(offset, offset + length, step):
            wanted = min(step, offset + length - at)
            parts.append(self.store.read(key, at, wanted))
            self.bandwidth.take(len(parts[-1]))
            if len(parts[-1]) < wanted:
                break
        return b"".join(parts)

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is already removed."""
        self.store.delete(key)

    def delete_many(self, keys: Iterable[str]) -> None:
        """Remove objects; those that are not there are already removed."""
        delete_all(self.store, keys)


class _LimitedWriter(ObjectWriter):
    """Streams an object within a bandwidth."""

    def __init__(self, writer: ObjectWriter, bandwidth: Bandwidth) -> None:
        self._writer = writer
        self._bandwidth = bandwidth

    def write(self, data: Buffer) -> None:
        """Append bytes."""
        if not _size_of(data):
            return
        view = memoryview(data).cast("B")
        for at in range(0, len(view), self._bandwidth.slice):
            part = view[at : at + self._bandwidth.slice]
            self._bandwidth.take(len(part))
            self._writer.write(part)

    def commit(self, *, replace: bool = False) -> None:
        """Make the object visible and durable. Raises ObjectExists unless `replace`."""
        self._writer.commit(replace=replace)

    def abort(self) -> None:
        """Discard what was written. Does nothing after a commit."""
        self._writer.abort()


def _size_of(data: Buffer) -> int:
    return data.nbytes if isinstance(data, memoryview) else len(data)
