"""Objects that say of what format they are: a newer one is refused, and called what it is."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest
from tests.repository.faulty import CrashingStore
from tests.repository.test_wal_archive import WHO, archive, piece

from pagewake.errors import ObjectCorrupt, RepositoryTooNew
from pagewake.repository.decoding import VersionedJson
from pagewake.repository.keeping_book import KeepingBook
from pagewake.repository.manifest import open_manifest
from pagewake.repository.sealing import Sealer
from pagewake.stores.memory import MemoryStore

PLAIN = Sealer()
MANIFEST = "backups/20300102T030405Z-00beef"
KEEPING = "keeping/shop/000000000001"


class Thing(msgspec.Struct):
    """Something in its second format."""

    format: int
    size: int = 3


THINGS = VersionedJson(Thing, 2, "the thing")


def read_manifest(payload: bytes) -> None:
    open_manifest(PLAIN, MANIFEST, bytes(PLAIN.seal_object(MANIFEST, payload)))


def read_keeping(payload: bytes) -> None:
    store = MemoryStore()
    store.put(KEEPING, PLAIN.seal_object(KEEPING, payload))
    KeepingBook(store, PLAIN).change("shop", lambda keeping: keeping)


def test_what_is_known_is_read_and_what_is_newer_is_refused() -> None:
    assert THINGS.decode(b'{"format": 1, "later": []}', "things/1") == Thing(1)
    assert THINGS.decode(b'{"format": 2, "size": 5}', "things/1") == Thing(2, 5)
    with pytest.raises(
        RepositoryTooNew, match=r"the thing is of format version 3; .* reads up to 2"
    ) as caught:
        THINGS.decode(b'{"format": 3, "size": "another type"}', "things/1")
    assert caught.value.object_name == "things/1"


@pytest.mark.parametrize(
    "payload",
    [
        b"",
        b"{",
        b"[]",
        b"{}",
        b'{"format": "1"}',
        b'{"format": 1e400}',
        b'{"format": 2, "size": "x"}',
        b"[" * 9999,
    ],
)
def test_what_is_no_such_object_is_corrupt(payload: bytes) -> None:
    with pytest.raises(ObjectCorrupt, match="the thing cannot be understood") as caught:
        THINGS.decode(payload, "things/1")
    assert caught.value.object_name == "things/1"


@pytest.mark.parametrize(
    ("read", "what"), [(read_manifest, "the manifest"), (read_keeping, "the record of holds, tags and trash")]
)
def test_manifests_and_what_is_kept(read: Callable[[bytes], None], what: str) -> None:
    with pytest.raises(RepositoryTooNew, match=f"{what} is of format version 2"):
        read(b'{"format": 2, "source": 7}')
    with pytest.raises(ObjectCorrupt, match=f"{what} cannot be understood"):
        read(b'{"format": 1, "source": 7}')


def test_the_record_of_archived_wal() -> None:
    store = CrashingStore()
    writer = archive(store)
    writer.add("shop", piece(1, 10), WHO)
    (row,) = writer.rows("shop")
    key = writer.keys(row.source, row.timeline, row.name, row.digest).summary
    _, *rest = msgspec.msgpack.decode(PLAIN.open_object(key, store.read(key)))
    store.put(key, PLAIN.seal_object(key, msgspec.msgpack.encode([99, *rest])), replace=True)
    with pytest.raises(RepositoryTooNew, match="the record of this WAL is of format version 99"):
        archive(store).summary(row)
