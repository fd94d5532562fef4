"""The protocol of a store: immutable objects under slash-separated keys.

Written for the weakest thing that people keep backups on. A store has no rename and no append. An object
appears whole and durable when its writer commits, or not at all; listing may lag behind on some stores,
reading a key that was committed never does. Everything else (retries, faults, encryption, limits) is a
wrapper around a store or happens above it.

Keys are ASCII: letters, digits, `-`, `_`, `.`, separated by `/`; no part is empty, `.` or `..`, none begins
with a dot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

from pagewake.errors import StoreError

if TYPE_CHECKING:
    from pagewake.jobs import CancelToken

Buffer = bytes | bytearray | memoryview

_KEY = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9_.-]*(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]*)*")
MAX_KEY_LENGTH = 512


def check_key(key: str) -> str:
    """Return `key`, or raise StoreError for one that could escape or collide on some store."""
    if len(key) > MAX_KEY_LENGTH or not _KEY.fullmatch(key):
        raise StoreError("this is not a valid object key", object_name=repr(key[:80]))
    return key


def check_prefix(prefix: str) -> str:
    """Return `prefix`, or raise StoreError if no valid key can begin with it. Empty: every key does."""
    if prefix:
        check_key(prefix[:-1] if prefix.endswith("/") else prefix)
    return prefix


@dataclass(frozen=True)
class StoreProperties:
    """What a store can promise, so that its users choose how to work with it."""

    conditional_create: bool
    """A second create of the same key fails, also when two processes race."""
    parallel_requests: int
    """How many requests at once make it fastest."""
    coalesce_gap: int
    """Bytes that are cheaper to read and throw away than to ask for twice."""
    part_size: int
    """The size in which a writer likes to be fed."""


@dataclass(frozen=True)
class ObjectInfo:
    """One row of a listing."""

    key: str
    size: int
    modified: datetime


class ObjectWriter(Protocol):
    """A new object being streamed in. Nothing is visible before `commit`; else it is discarded.

    Writers inherit from it: leaving `with` discards what was not committed.
    """

    def write(self, data: Buffer) -> None:
        """Append bytes. Buffers may be reused by the caller after the call."""

    def commit(self, *, replace: bool = False) -> None:
        """Make the object visible and durable. Raises ObjectExists unless `replace`."""

    def abort(self) -> None:
        """Discard what was written. Does nothing after a commit."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abort()


@runtime_checkable
class Store(Protocol):
    """A place for objects. All methods may be called from several threads at once.

    Raises, from all methods: StoreDenied, StoreUnavailable, StoreFull, StoreReadOnly, or StoreError.
    """

    @property
    def location(self) -> str:
        """How people name this store; never holds a secret."""

    @property
    def properties(self) -> StoreProperties:
        """What this store promises."""

    def create(self, key: str) -> ObjectWriter:
        """Begin a new object, to be streamed."""

    def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
        """Create a small object in one call. Raises ObjectExists unless `replace` (locks, heartbeats)."""

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        """Return exactly the bytes asked for, fewer only at the object's end. Raises ObjectMissing."""

    def size(self, key: str) -> int:
        """Length of an object. Raises ObjectMissing."""

    def list(self, prefix: str = "") -> Iterator[ObjectInfo]:
        """All objects whose key begins with `prefix`, in the order of their keys."""

    def delete(self, key: str) -> None:
        """Remove an object; one that is not there is already removed."""

    def close(self) -> None:
        """Release connections."""


@runtime_checkable
class PreparedStore(Protocol):
    """A store that has to find out what its server can do before a repository is made in it."""

    def prepare(self) -> None:
        """Find it out, and keep it. Raises StoreError, UsageError."""


@runtime_checkable
class NamingStore(Protocol):
    """A store that knows the keys of objects sooner than their sizes."""

    def keys(self, prefix: str = "") -> Iterator[str]:
        """The keys that `list` would give, in its order."""


@runtime_checkable
class PatientStore(Protocol):
    """A store that waits for a while where its server does not answer."""

    def heed(self, token: CancelToken) -> None:
        """Stop waiting when the job of this token is cancelled."""


@runtime_checkable
class BulkDeletion(Protocol):
    """A store that deletes many objects faster than one after the other."""

    def delete_many(self, keys: Iterable[str]) -> None:
        """Remove objects; those that are not there are already removed."""


@runtime_checkable
class BoundedStore(Protocol):
    """A store that knows how much more it can take."""

    def free_bytes(self) -> int | None:
        """Room for so many bytes, for whoever asks first; None where nobody can tell."""


@dataclass(frozen=True)
class Unfinished:
    """Something that a writer began and did not finish.

    A name to look for, its bytes so far (None: the store does not tell), and how old it is, by the server's clock, or
    this machine's where there is no server: since the last write where that is known, else since the beginning.
    """

    name: str
    size: int | None
    age: timedelta


@runtime_checkable
class UnfinishedStore(Protocol):
    """A store in which something can be left unfinished."""

    @property
    def unfinished_grace(self) -> timedelta:
        """What is older is left behind; what is younger may still be being written."""

    def unfinished(self) -> Iterator[Unfinished]:
        """All that is there but what this object writes itself. It is in no listing. Raises StoreError."""

    def sweep(self, older_than: timedelta | None = None) -> int:
        """Remove what is so old, else what is older than the grace; returns how many. Raises StoreError."""


def keys_of(store: Store, prefix: str = "") -> Iterator[str]:
    """The keys of all objects that begin with `prefix`, in their order, as fast as the store can. Raises StoreError."""
    if isinstance(store, NamingStore):
        return store.keys(prefix)
    return (info.key for info in store.list(prefix))


def delete_all(store: Store, keys: Iterable[str]) -> None:
    """Remove objects in the way that is fastest for the store. Raises StoreError."""
    if isinstance(store, BulkDeletion):
        store.delete_many(keys)
        return
    for key in keys:
        store.delete(key)
