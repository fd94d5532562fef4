"""The store in a bucket, on a real server: the suite, parts, ranges, races, what is left behind."""

from __future__ import annotations

import json
import socket
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from tests.patience import until
from tests.processes import race
from tests.s3.fixtures import QUICK
from tests.s3.server import DOMAIN, Server
from tests.stores.suite import StoreSuite, race_threads

from pagewake.errors import ObjectExists, ObjectMissing, StoreError, StoreUnavailable, UsageError
from pagewake.jobs import Job
from pagewake.stores.patience import Patience
from pagewake.stores.s3 import creating
from pagewake.stores.s3.abilities import MARKER, Abilities
from pagewake.stores.s3.creating import CLAIMS
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.place import S3Place
from pagewake.stores.s3.sending import headers
from pagewake.stores.s3.store import S3Store

PART = 5 << 20


class TestS3Store(StoreSuite):
    @pytest.fixture
    def store(self, s3_store: S3Store) -> S3Store:
        return s3_store

    @pytest.mark.torture
    @pytest.mark.parametrize("how", ["put", "create"])
    def test_one_of_many_threads_creates_a_key(self, store: S3Store, how: str) -> None:
        """Once: this server takes a second for each that loses."""
        winners = race_threads(store, "locks/one", how)
        assert len(winners) == 1
        assert store.read("locks/one") == winners[0]


def small_parts(store: S3Store) -> S3Store:
    """The same place with the smallest parts that servers take."""
    return S3Store(store.place, store.options, patience=QUICK, part_size=PART, uploads=3)


def test_large_objects_go_up_in_parts(s3_store: S3Store, s3_server: Server) -> None:
    store = small_parts(s3_store)
    content = bytes(range(251)) * ((3 * PART + 12_345) // 251 + 1)
    with store.create("packs/ab/one") as writer:
        for at in range(0, len(content), 700_001):
            writer.write(memoryview(content)[at : at + 700_001])
        assert list(store.list()) == []
        writer.commit()
    assert store.size("packs/ab/one") == len(content)
    assert store.read("packs/ab/one") == content
    assert store.read("packs/ab/one", PART - 10, 20) == content[PART - 10 : PART + 10]
    head = s3_server.client().head_object(Bucket=store.place.bucket, Key=f"{store.place.prefix}packs/ab/one")
    assert head["ETag"].endswith('-4"')
    with store.create("packs/ab/one") as writer:
        writer.write(content[: 2 * PART])
        with pytest.raises(ObjectExists):
            writer.commit()
    assert store.size("packs/ab/one") == len(content)
    assert uploads(s3_server, store) == []


def test_an_object_of_exactly_some_parts(s3_store: S3Store) -> None:
    store = small_parts(s3_store)
    for count in (1, 2):
        content = bytes([count]) * (PART * count)
        with store.create(f"packs/{count}") as writer:
            writer.write(content)
            writer.commit()
        assert store.read(f"packs/{count}") == content


def test_an_upload_that_is_given_up_leaves_nothing(s3_store: S3Store, s3_server: Server) -> None:
    store = small_parts(s3_store)
    with store.create("packs/one") as writer:
        writer.write(bytes(PART + 1))
        assert len(uploads(s3_server, store)) == 1
    wait_for_no_uploads(s3_server, store)
    assert list(store.list()) == []


def wait_for_no_uploads(s3_server: Server, store: S3Store) -> None:
    """A part that was on its way when the upload was given up may bring it back for a moment."""

    def none_is_left() -> bool:
        store.sweep(timedelta(0))
        return uploads(s3_server, store) == []

    until(none_is_left)


def uploads(s3_server: Server, store: S3Store) -> list[str]:
    parent = store.place.prefix.removesuffix("main/")
    answer = s3_server.client().list_multipart_uploads(Bucket=store.place.bucket, Prefix=parent)
    return sorted(one["Key"].removeprefix(parent) for one in answer.get("Uploads", []))


def test_sweeping_touches_only_old_uploads_below_the_prefix(s3_store: S3Store, s3_server: Server) -> None:
    client = s3_server.client()
    parent = s3_store.place.prefix.removesuffix("main/")
    for key in ("main/packs/one", "main2/packs/one", "other"):
        client.create_multipart_upload(Bucket=s3_store.place.bucket, Key=parent + key)
    assert s3_store.sweep(timedelta(minutes=5)) == 0
    assert s3_store.sweep(timedelta(0)) == 1
    assert uploads(s3_server, s3_store) == ["main2/packs/one", "other"]


def test_sweeping_removes_old_claims_and_probes(s3_store: S3Store, s3_server: Server) -> None:
    client, place = s3_server.client(), s3_store.place
    s3_store.put("one", b"content")
    for key in (".claims/ab/one", ".probe/one", ".other/one"):
        client.put_object(Bucket=place.bucket, Key=place.prefix + key, Body=b"")
    assert s3_store.sweep() == 0
    assert s3_store.sweep(timedelta(0)) == 2
    listed = client.list_objects_v2(Bucket=place.bucket, Prefix=place.prefix)["Contents"]
    assert {one["Key"].removeprefix(place.prefix) for one in listed} == {"one", ".other/one", MARKER}


def test_what_is_not_the_store_s_is_neither_listed_nor_touched(s3_store: S3Store, s3_server: Server) -> None:
    client = s3_server.client()
    prefix = s3_store.place.prefix.removesuffix("/")
    for key in ("2/x", "/.hidden", "/a b", "x"):
        client.put_object(Bucket=s3_store.place.bucket, Key=prefix + key, Body=b"x")
    s3_store.put("one", b"content")
    assert [info.key for info in s3_store.list()] == ["one"]


def test_a_long_listing_comes_in_pages(s3_store: S3Store, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [f"packs/{number % 4}/{number:03}" for number in range(60)]
    for key in keys:
        s3_store.put(key, b"x")
    asked = []
    ask = s3_store.requests.ask

    def small_pages(operation: str, key: str = "", **parameters: object) -> object:
        asked.append(operation)
        return ask(operation, key, MaxKeys=7, **parameters)

    monkeypatch.setattr(s3_store.requests, "ask", small_pages)
    assert [info.key for info in s3_store.list("packs/")] == sorted(keys)
    assert asked.count("ListObjectsV2") >= 9


def test_many_are_deleted_with_one_request(s3_store: S3Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(12):
        s3_store.put(f"packs/{number}", b"x")
    asked = []
    ask = s3_store.requests.ask

    def counted(operation: str, key: str = "", **parameters: object) -> object:
        asked.append(operation)
        return ask(operation, key, **parameters)

    monkeypatch.setattr(s3_store.requests, "ask", counted)
    s3_store.delete_many([f"packs/{number}" for number in range(11)] + ["packs/absent"])
    assert asked == ["DeleteObjects"]
    assert [info.key for info in s3_store.list()] == ["packs/11"]


def test_what_the_server_can_do_is_kept_in_the_bucket(s3_store: S3Store, s3_server: Server) -> None:
    s3_store.prepare()
    client = s3_server.client()
    text = client.get_object(Bucket=s3_store.place.bucket, Key=s3_store.place.prefix + MARKER)["Body"].read()
    said = json.loads(text)
    assert said["conditional_put"] is said["conditional_complete"] is said["checksums"] is True
    listed = client.list_objects_v2(Bucket=s3_store.place.bucket, Prefix=s3_store.place.prefix)
    assert [one["Key"] for one in listed["Contents"]] == [s3_store.place.prefix + MARKER]
    assert list(s3_store.list()) == []


@pytest.mark.parametrize(
    "text", [b"", b"{", b"[]", b'{"format": "pagewake s3 store"}', b"[" * 20_000, b"x" * 99_999]
)
def test_a_marker_that_says_nothing_is_written_again(
    s3_store: S3Store, s3_server: Server, text: bytes
) -> None:
    client = s3_server.client()
    client.put_object(Bucket=s3_store.place.bucket, Key=s3_store.place.prefix + MARKER, Body=text)
    s3_store.put("one", b"content")
    with pytest.raises(ObjectExists):
        s3_store.put("one", b"other")
    body = client.get_object(Bucket=s3_store.place.bucket, Key=s3_store.place.prefix + MARKER)["Body"].read()
    assert json.loads(body)["conditional_put"] is True


def without_conditions(store: S3Store, s3_server: Server) -> S3Store:
    """A store whose bucket says that the server ignores If-None-Match."""
    store.prepare()
    said = {
        "format": "pagewake s3 store",
        "version": 1,
        "conditional_put": False,
        "conditional_complete": False,
    }
    body = json.dumps({**said, "checksums": False, "delete_many": False}).encode()
    s3_server.client().put_object(Bucket=store.place.bucket, Key=store.place.prefix + MARKER, Body=body)
    return S3Store(store.place, store.options, patience=QUICK, part_size=PART)


def test_without_conditions_claims_decide(s3_store: S3Store, s3_server: Server) -> None:
    store = without_conditions(s3_store, s3_server)
    suite = StoreSuite()
    suite.test_objects_are_never_overwritten(store)
    suite.test_replace_replaces(
        S3Store(S3Place(store.place.bucket, store.place.prefix + "other/"), store.options)
    )
    assert len(race_threads(store, "locks/one", "create")) == 1
    with store.create("large") as writer:
        writer.write(bytes(PART + 5))
        writer.commit()
    assert store.size("large") == PART + 5
    client = s3_server.client()
    prefix = store.place.prefix + CLAIMS
    assert client.list_objects_v2(Bucket=store.place.bucket, Prefix=prefix).get("Contents", []) == []


def test_a_claim_of_a_dead_process_holds_nobody_up_for_ever(
    s3_store: S3Store, s3_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = without_conditions(s3_store, s3_server)
    put = store.requests.ask

    def die(operation: str, key: str = "", **parameters: object) -> object:
        if operation == "DeleteObject" and CLAIMS in key:
            raise StoreError("the process is dead")
        return put(operation, key, **parameters)

    with monkeypatch.context() as patch:
        patch.setattr(store.requests, "ask", die)
        store.put("one", b"content")
    store.delete("one")
    hasty = S3Store(store.place, store.options, patience=Patience(deadline=0.1, first_pause=0.02))
    with pytest.raises(StoreUnavailable, match="somebody else"):
        hasty.put("one", b"other")
    with monkeypatch.context() as patch:
        patch.setattr(creating, "server_time", lambda answer: datetime.now(UTC) + timedelta(hours=2))
        hasty.put("one", b"third")
    assert store.read("one") == b"third"


RACER = """
from pagewake.errors import ObjectExists
from pagewake.stores.s3 import open_s3
store = open_s3({location!r})
store.abilities()
"""
RACE = """
answer = []
for attempt in range(6):
    try:
        with store.create(f"locks/{attempt}") as writer:
            writer.write(bytes([{number}]) * 5000)
            writer.commit()
        answer.append(attempt)
    except ObjectExists:
        pass
"""


@pytest.mark.torture
def test_one_of_several_processes_creates_a_key(s3_store: S3Store) -> None:
    s3_store.prepare()
    answers = [json.loads(one) for one in race(3, RACER.format(location=s3_store.location), RACE)]
    for attempt in range(6):
        (winner,) = [number for number, won in enumerate(answers) if attempt in won]
        assert s3_store.read(f"locks/{attempt}") == bytes([winner]) * 5000


def test_options_go_with_what_is_written(s3_store: S3Store, s3_server: Server) -> None:
    options = S3Options(endpoint=s3_server.endpoint, storage_class="STANDARD_IA", sse="AES256")
    store = S3Store(s3_store.place, options, patience=QUICK)
    store.prepare()
    later = S3Store(s3_store.place, S3Options(endpoint=s3_server.endpoint), patience=QUICK)
    later.put("packs/one", bytes(1 << 20))
    later.put("backups/one", b"small")
    client = s3_server.client()
    large, small = (
        client.head_object(Bucket=store.place.bucket, Key=store.place.prefix + key)
        for key in ("packs/one", "backups/one")
    )
    assert large["StorageClass"] == "STANDARD_IA" and small.get("StorageClass", "STANDARD") == "STANDARD"
    assert large["ServerSideEncryption"] == small["ServerSideEncryption"] == "AES256"


def test_a_key_of_the_server_s_is_named_with_what_is_written() -> None:
    """Not every server of tests has such keys, so that only the request is looked at."""
    kept = Abilities(sse="aws:kms", sse_key="arn:aws:kms:eu-central-1:1:key/2")
    sent = headers("packs/one", kept, "me", large=True)
    assert (sent["ServerSideEncryption"], sent["SSEKMSKeyId"]) == ("aws:kms", kept.sse_key)
    assert "SSEKMSKeyId" not in headers("packs/one", Abilities(sse="AES256"), "me", large=True)


def test_a_bucket_in_the_host_s_name(
    s3_server: Server, s3_place: S3Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name is found as a server of names would find it; the server knows its bucket by it."""
    asked: list[str] = []
    look_up = socket.getaddrinfo

    def here(host: Any, *more: Any, **how: Any) -> Any:
        asked.append(host)
        return look_up("127.0.0.1", *more, **how)

    monkeypatch.setattr(socket, "getaddrinfo", here)
    port = s3_server.endpoint.rpartition(":")[2]
    options = S3Options(endpoint=f"http://{DOMAIN}:{port}", path_style=False)
    store = S3Store(s3_place, options, patience=QUICK, part_size=PART)
    with store.create("packs/one") as writer:
        writer.write(bytes(PART + 5))
        writer.commit()
    with pytest.raises(ObjectExists):
        store.put("packs/one", b"other")
    assert [(info.key, info.size) for info in store.list("packs/")] == [("packs/one", PART + 5)]
    assert store.read("packs/one", PART, 5) == bytes(5)
    store.close()
    assert set(asked) == {f"{s3_place.bucket}.{DOMAIN}"}
    by_path = S3Store(s3_place, S3Options(endpoint=s3_server.endpoint, path_style=True), patience=QUICK)
    assert by_path.size("packs/one") == PART + 5
    by_path.close()


def test_a_lock_is_refused_where_the_bucket_has_none(s3_store: S3Store) -> None:
    store = S3Store(
        s3_store.place, S3Options(endpoint=s3_store.options.endpoint, object_lock=7), patience=QUICK
    )
    with pytest.raises(UsageError, match="cannot lock objects"):
        store.prepare()


def test_what_is_locked_outlives_whoever_has_the_keys(s3_server: Server) -> None:
    bucket, prefix = s3_server.bucket(lock=True), s3_server.new_prefix()
    options = S3Options(endpoint=s3_server.endpoint, object_lock=10)
    store = S3Store(S3Place(bucket, prefix), options, patience=QUICK)
    store.prepare()
    later = S3Store(S3Place(bucket, prefix), S3Options(endpoint=s3_server.endpoint), patience=QUICK)
    later.put("packs/one", b"content")
    later.put("locks/one", b"content")
    client = s3_server.client()
    (version,) = client.list_object_versions(Bucket=bucket, Prefix=f"{prefix}packs/one")["Versions"]
    head = client.head_object(Bucket=bucket, Key=f"{prefix}packs/one")
    assert head["ObjectLockMode"] == "COMPLIANCE"
    assert head["ObjectLockRetainUntilDate"] > datetime.now(UTC) + timedelta(days=15)
    assert "ObjectLockMode" not in client.head_object(Bucket=bucket, Key=f"{prefix}locks/one")
    with pytest.raises(Exception, match="AccessDenied"):
        client.delete_object(Bucket=bucket, Key=f"{prefix}packs/one", VersionId=version["VersionId"])
    later.delete("packs/one")
    with pytest.raises(ObjectMissing):
        later.read("packs/one")
    again = client.get_object(Bucket=bucket, Key=f"{prefix}packs/one", VersionId=version["VersionId"])
    assert again["Body"].read() == b"content"
    later.put("packs/two", b"content")
    before = client.head_object(Bucket=bucket, Key=f"{prefix}packs/two")["ObjectLockRetainUntilDate"]
    assert later.renew_locks(Job("renew")) == 2  # and what the bucket says of itself
    after = client.head_object(Bucket=bucket, Key=f"{prefix}packs/two")["ObjectLockRetainUntilDate"]
    assert after >= before
    assert later.renew_locks(Job("renew")) == 0  # not yet due again
