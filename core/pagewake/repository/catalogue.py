"""The catalogue: all rows of one kind (backups, stretches of WAL), known at once instead of one read each.

The truth is the objects themselves: a key that is listed exists, one that is not does not. Beside them lies
a *snapshot*, an immutable object `catalogue/<kind>/<number>-<random>` with the rows of objects already
seen. Objects under one key never change, so a row of a snapshot stays true for as long as its key is
listed. What a snapshot does not hold is read; a row whose key is gone is dropped; a snapshot that cannot be
read is left aside. Nothing is lost with a snapshot but time.

Reading never writes. Who may write calls `consolidate`, which writes a new snapshot once enough lies outside.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from pagewake.errors import ObjectCorrupt, ObjectMissing, PagewakeError, RepositoryError, StoreError
from pagewake.jobs import Job, WorkerPool
from pagewake.model import Finding, Severity
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store, keys_of

Row = TypeVar("Row")

CONSOLIDATE_BEYOND = 64
KEPT_SNAPSHOTS = 2
MAX_SNAPSHOT = 512 << 20
_VERSION = 1
_FEW = 4
_Parts = tuple[int, msgspec.Raw, msgspec.Raw]


@dataclass(frozen=True)
class Kind(Generic[Row]):
    """What the catalogue must know of one kind of rows.

    `read` opens the sealed object of a key and returns its row (raises RepositoryError); `fault` says why a
    decoded row cannot stand under a key; `order` sorts. `owns` says whether a listed key is of this kind at
    all.
    """

    name: str
    prefix: str
    rows: msgspec.msgpack.Decoder[list[Row]]
    read: Callable[[str, bytes], Row]
    fault: Callable[[str, Row], str]
    order: Callable[[Row], tuple[object, ...]]
    owns: Callable[[str], bool]
    max_object: int


class Catalogue(Generic[Row]):
    """All rows of one kind. Not safe for use from several threads; the first use reads the store."""

    def __init__(self, store: Store, sealer: Sealer, kind: Kind[Row]) -> None:
        self._store = store
        self._sealer = sealer
        self._kind = kind
        self._prefix = f"catalogue/{kind.name}/"
        self._name = re.compile(re.escape(self._prefix) + r"([0-9]{1,12})-[0-9a-f]{16}")
        self._rows: dict[str, Row] | None = None
        self._ordered: list[Row] | None = None
        self._expired = False
        self._in_snapshot: set[str] = set()
        self._unreadable: dict[str, Finding] = {}
        self._bad_snapshots: dict[str, Finding] = {}

    def rows(self) -> list[Row]:
        """Every row, in order. Raises StoreError."""
        known = self._known()
        if self._ordered is None:
            self._ordered = sorted(known.values(), key=self._kind.order)
        return list(self._ordered)

    def keys(self) -> set[str]:
        """The key of every row."""
        return set(self._known())

    def refresh(self, job: Job | None = None) -> None:
        """Look at the store again: forget what is gone, read what is new."""
        listed = set(filter(self._kind.owns, keys_of(self._store, self._kind.prefix)))
        rows = self._rows
        if rows is None:
            rows = self._newest_snapshot()
        self._unreadable = {key: finding for key, finding in self._unreadable.items() if key in listed}
        kept = {key: row for key, row in rows.items() if key in listed}
        new = sorted(listed - kept.keys() - self._unreadable.keys())
        kept.update(self._read_all(new, job or Job("read the catalogue")))
        self._rows, self._ordered, self._expired = kept, None, False

    def expire(self) -> None:
        """Have the next use look at the store again."""
        self._expired = True

    def add(self, key: str, row: Row) -> None:
        """Know a row that this process has just stored."""
        if self._rows is not None:
            self._rows[key] = row
            self._ordered = None

    def drop(self, key: str) -> None:
        """Forget a row whose object this process has just deleted."""
        if self._rows is not None:
            self._rows.pop(key, None)
            self._ordered = None

    @property
    def findings(self) -> list[Finding]:
        """Objects that could not be read and snapshots that were left aside."""
        self._known()
        return [*self._unreadable.values(), *self._bad_snapshots.values()]

    @property
    def unreadable(self) -> bool:
        """Whether there are objects whose row is not known, because they could not be read."""
        self._known()
        return bool(self._unreadable)

    @property
    def outside(self) -> int:
        """How many rows differ from the newest snapshot: not in it, or in it and gone."""
        return len(self._known().keys() ^ self._in_snapshot)

    def consolidate(self, *, always: bool = False) -> bool:
        """Write a new snapshot if many rows lie outside or a bad one is in the way; only for who may write.

        Returns whether one was written. A snapshot only saves time, so a store that refuses it is no error.
        """
        rows = self._known()
        if not always and self.outside <= CONSOLIDATE_BEYOND and not self._bad_snapshots:
            return False
        try:
            names = self._snapshot_names()
            number = max((number for number, _ in names), default=0) + 1
            key = f"{self._prefix}{number:08d}-{os.urandom(8).hex()}"
            payload = msgspec.msgpack.encode((_VERSION, list(rows), list(rows.values())))
            self._store.put(key, self._sealer.seal_object(key, payload))
            self._in_snapshot = set(rows)
            for _, old in names[KEPT_SNAPSHOTS - 1 :]:
                self._store.delete(old)
            for bad in list(self._bad_snapshots):
                self._store.delete(bad)
                del self._bad_snapshots[bad]
        except StoreError:
            return False
        return True

    def _known(self) -> dict[str, Row]:
        if self._rows is None or self._expired:
            self.refresh()
        assert self._rows is not None
        return self._rows

    def _snapshot_names(self) -> list[tuple[int, str]]:
        """Snapshots as (number, key), the newest first.

        Other names under the prefix are not ours to judge.
        """
        found = [
            (int(match[1]), key)
            for key in keys_of(self._store, self._prefix)
            if (match := self._name.fullmatch(key))
        ]
        return sorted(found, reverse=True)

    def _newest_snapshot(self) -> dict[str, Row]:
        """The rows of the newest snapshot that can be read; none if there is none."""
        for _, key in self._snapshot_names():
            try:
                rows = self._decode(key, self._store.read(key, 0, MAX_SNAPSHOT + 1))
            except ObjectMissing:  # replaced by a newer one since it was listed; an older one or none will do
                continue
            except RepositoryError as error:
                self._bad_snapshots[key] = Finding(
                    Severity.WARNING,
                    "catalogue-damaged",
                    key,
                    f"A snapshot of the catalogue cannot be used: {error.what}. What it holds is read anew.",
                    "Nothing needs to be done: the next backup replaces it.",
                )
                continue
            self._in_snapshot = set(rows)
            return rows
        self._in_snapshot = set()
        return {}

    def _decode(self, key: str, sealed: bytes) -> dict[str, Row]:
        payload = self._sealer.open_object(key, sealed, max_size=MAX_SNAPSHOT)
        try:
            version, packed_keys, packed_rows = msgspec.msgpack.decode(payload, type=_Parts)
            if version != _VERSION:
                raise ValueError(f"it is of the unknown version {version}")
            keys = msgspec.msgpack.decode(packed_keys, type=list[str])
            rows = self._kind.rows.decode(packed_rows)
            if len(keys) != len(rows):
                raise ValueError("its columns differ in length")
            for name, row in zip(keys, rows, strict=True):
                fault = self._kind.fault(name, row)
                if fault:
                    raise ValueError(f"{name[:80]}: {fault}")
        except UNDECODABLE as error:
            raise ObjectCorrupt(str(error), object_name=key) from None
        return dict(zip(keys, rows, strict=True))

    def _read_all(self, keys: list[str], job: Job) -> dict[str, Row]:
        """Read the objects of `keys`, several at once; what cannot be read becomes a finding."""
        rows: dict[str, Row] = {}
        results: Iterator[Row | PagewakeError]
        if len(keys) <= _FEW:
            results = map(self._read_one, keys)
        else:
            workers = min(self._store.properties.parallel_requests, len(keys))
            results = WorkerPool(workers, name="catalogue").map_ordered(self._read_one, keys, job, ahead=64)
        for key, result in zip(keys, results, strict=True):
            if isinstance(result, PagewakeError):
                self._note(key, result)
            else:
                rows[key] = result
        return rows

    def _read_one(self, key: str) -> Row | PagewakeError:
        try:
            return self._kind.read(key, self._store.read(key, 0, self._kind.max_object + 1))
        except (RepositoryError, ObjectMissing) as error:
            return error

    def _note(self, key: str, error: PagewakeError) -> None:
        if isinstance(error, ObjectMissing):  # deleted since it was listed
            return
        self._unreadable[key] = Finding(
            Severity.ERROR, f"{self._kind.name}-record-unreadable", key, error.what, error.advice
        )
