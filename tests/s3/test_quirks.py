"""Servers that differ from Amazon's: what is found out about them, and that nothing is lost on them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.s3.fixtures import QUICK
from tests.s3.proxy import Proxy, Quirk, proxy_before
from tests.s3.server import Server
from tests.s3.test_errors import certificate  # noqa: F401  # a fixture
from tests.stores.suite import StoreSuite, race_threads

from pagewake.errors import ObjectExists
from pagewake.stores.s3.creating import CLAIMS
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place
from pagewake.stores.s3.store import S3Store

PART = 5 << 20


@pytest.fixture
def proxy(s3_server: Server) -> Iterator[Proxy]:
    client = s3_server.client()

    def remove(path: str) -> None:
        bucket, _, key = path.lstrip("/").partition("/")
        client.delete_object(Bucket=bucket, Key=key)

    with proxy_before(s3_server.endpoint) as found:
        found.remove = remove
        yield found
    client.close()


@pytest.fixture
def store(proxy: Proxy, s3_place: S3Place) -> Iterator[S3Store]:
    made = S3Store(s3_place, S3Options(endpoint=proxy.endpoint), patience=QUICK, part_size=PART)
    yield made
    made.close()


def test_a_server_that_overwrites_without_a_word(store: S3Store, proxy: Proxy, s3_server: Server) -> None:
    proxy.quirks = frozenset({Quirk.IGNORES_CONDITIONS})
    found = store.try_out()
    assert not found.conditional_put and not found.conditional_complete
    suite = StoreSuite()
    suite.test_objects_are_never_overwritten(store)
    for how in ("put", "create"):
        assert len(race_threads(store, f"locks/{how}", how)) == 1
    with store.create("large") as writer:
        writer.write(bytes(PART + 5))
        writer.commit()
    with store.create("large") as writer:
        writer.write(b"x" * (PART + 5))
        with pytest.raises(ObjectExists):
            writer.commit()
    assert store.read("large", 0, 3) == bytes(3)
    left = s3_server.client().list_objects_v2(Bucket=store.place.bucket, Prefix=store.place.prefix + CLAIMS)
    assert left.get("Contents", []) == []


def test_a_server_without_the_newer_checksums(store: S3Store, proxy: Proxy) -> None:
    proxy.quirks = frozenset({Quirk.NO_CRC})
    assert not store.try_out().checksums
    store.put("one", b"content")
    with store.create("large") as writer:
        writer.write(bytes(2 * PART + 5))
        writer.commit()
    assert store.read("one") == b"content"
    assert store.size("large") == 2 * PART + 5


def test_a_server_that_wants_a_sum_to_delete_many(store: S3Store, proxy: Proxy) -> None:
    proxy.quirks = frozenset({Quirk.MD5_TO_DELETE})
    assert not store.try_out().delete_many
    for number in range(4):
        store.put(f"packs/{number}", b"x")
    store.delete_many([f"packs/{number}" for number in range(4)])
    assert list(store.list()) == []


@pytest.mark.parametrize(
    "quirks", [{Quirk.NO_TRAILERS}, {Quirk.NO_TRAILERS, Quirk.NO_CRC}], ids=["CRC", "MD5"]
)
def test_over_https_no_checksum_follows_a_body(
    s3_place: S3Place,
    proxy: Proxy,
    certificate: Path,  # noqa: F811
    quirks: set[Quirk],
) -> None:
    """What clients do by themselves over https, and there only; Ceph 16 refuses it."""
    proxy.use_tls(certificate)
    proxy.quirks = frozenset(quirks)
    options = S3Options(endpoint=proxy.endpoint, ca_bundle=str(certificate))
    store = S3Store(s3_place, options, patience=QUICK, part_size=PART)
    store.prepare()
    content = bytes(range(250)) * (2 * PART // 250 + 1)
    with store.create("packs/large") as writer:
        writer.write(content)
        writer.commit()
    store.put("packs/small", b"content")
    with pytest.raises(ObjectExists):
        store.put("packs/small", b"other")
    assert store.read("packs/large") == content
    assert store.read("packs/large", PART - 3, 6) == content[PART - 3 : PART + 3]
    store.delete_many(["packs/large", "packs/small"])
    assert list(store.list()) == []
    store.close()
