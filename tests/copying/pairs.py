"""Two repositories, what one of them protects, and copies from the one into the other."""

from __future__ import annotations

from collections.abc import Iterator

from tests.durability.scenes import CHEAP, CHUNK_BYTES

from pagewake.clock import now as clock_now
from pagewake.copying.planning import Choice
from pagewake.copying.report import CopyReport
from pagewake.copying.run import run_copy
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.base import ObjectInfo, Store
from pagewake.stores.memory import MemoryStore

OTHER = "the passphrase of the other one"


def new_target(*, encrypted: bool, codec: str = "lz4", passphrase: str = OTHER) -> MemoryStore:
    """An empty repository."""
    store = MemoryStore()
    said = passphrase if encrypted else None
    Repository.create(store, passphrase=said, chunk_bytes=CHUNK_BYTES, cost=CHEAP, codec=codec)
    return store


def opened(store: Store, *, encrypted: bool, passphrase: str = OTHER, now: object = clock_now) -> Repository:
    """A repository as a new process sees it."""
    return Repository.open(store, passphrase if encrypted else None, now=now)  # type: ignore[arg-type]


def copy(
    origin: Repository, target: Repository, choice: Choice | None = None, **options: object
) -> CopyReport:
    """One copy."""
    return run_copy(origin, target, choice or Choice(), Job("copy"), **options)  # type: ignore[arg-type]


class CountingStore(MemoryStore):
    """A store that counts the bytes that are read of packs."""

    def __init__(self, store: MemoryStore) -> None:
        super().__init__()
        self._objects = store._objects
        self.pack_bytes = 0

    def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
        data = super().read(key, offset, length)
        self.pack_bytes += len(data) if key.startswith("packs/") else 0
        return data


def objects(store: Store) -> dict[str, bytes]:
    """Everything in a store but locks."""
    return {info.key: store.read(info.key) for info in _kept(store)}


def _kept(store: Store) -> Iterator[ObjectInfo]:
    return (info for info in store.list() if not info.key.startswith("locks/"))
