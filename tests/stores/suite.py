"""What every store must do: a suite that a store's test class inherits, giving it a `store`."""

from __future__ import annotations

import secrets
import threading
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pagewake.errors import ObjectExists, ObjectMissing, StoreError
from pagewake.stores.base import Store, keys_of

HOSTILE_KEYS = [
    "", "/", ".", "..", "/etc/passwd", "../outside", "a/../b", "a//b", "a/", "/a", "a/.", "a/..", ".hidden",
    "a/.tmp", ".tmp/x", "a\\b", "a b", "a\0b", "a\nb", "a\n", "ключ", "naïve", "a:b", "a?b", "a*", "%2e%2e",
    "~root", "x" * 513,
]  # fmt: skip

# The store outlives an example, and each test class runs the same test; each example has a folder of its own.
_ONE_STORE_FOR_ALL = [HealthCheck.function_scoped_fixture, HealthCheck.differing_executors]
_part = st.from_regex(r"[A-Za-z0-9_-][A-Za-z0-9_.-]{0,3}", fullmatch=True)
_names = st.lists(_part, min_size=1, max_size=3).map("/".join)


def without_clashes(names: set[str]) -> set[str]:
    """Names of which none is a folder of another: no store needs to hold both."""
    return {name for name in names if not any(other.startswith(name + "/") for other in names)}


class StoreSuite:
    """The conformance suite. A subclass defines the fixture `store`: a new, empty store."""

    def test_it_implements_the_protocol(self, store: Store) -> None:
        assert isinstance(store, Store)
        assert store.location
        assert store.properties.parallel_requests >= 1
        assert store.properties.part_size > 0

    def test_a_new_store_is_empty(self, store: Store) -> None:
        assert list(store.list()) == []
        assert list(store.list("packs/")) == []

    def test_put_read_size(self, store: Store) -> None:
        store.put("packs/ab/one", b"content")
        assert store.read("packs/ab/one") == b"content"
        assert store.size("packs/ab/one") == 7

    @pytest.mark.parametrize("kind", [bytes, bytearray, memoryview])
    def test_any_buffer_is_stored_and_may_be_reused(self, store: Store, kind: Any) -> None:
        buffer = bytearray(b"first")
        with store.create("streamed") as writer:
            writer.write(kind(buffer))
            buffer[:] = b"later"
            writer.write(kind(buffer))
            writer.write(kind(b""))
            writer.commit()
        store.put("whole", kind(buffer))
        assert store.read("streamed") == b"firstlater"
        assert store.read("whole") == b"later"

    def test_an_empty_object(self, store: Store) -> None:
        store.put("empty", b"")
        with store.create("streamed") as writer:
            writer.commit()
        for key in ("empty", "streamed"):
            assert store.read(key) == b""
            assert store.read(key, 5, 5) == b""
            assert store.size(key) == 0

    def test_ranges_are_exact(self, store: Store) -> None:
        content = bytes(range(256)) * 5
        store.put("object", content)
        for offset in (0, 1, 255, 1279, 1280, 1281, 10**12):
            for length in (None, 0, 1, 7, 1279, 1280, 1281, 10**12):
                expected = content[offset:] if length is None else content[offset : offset + length]
                assert store.read("object", offset, length) == expected

    def test_impossible_ranges_are_refused(self, store: Store) -> None:
        store.put("object", b"content")
        for offset, length in [(-1, 2), (0, -1)]:
            with pytest.raises(StoreError):
                store.read("object", offset, length)

    def test_what_is_not_there_is_missing(self, store: Store) -> None:
        store.put("packs/ab/one", b"content")
        for key in ("absent", "packs", "packs/ab", "packs/ab/one/two", "packs/xx/one"):
            with pytest.raises(ObjectMissing) as caught:
                store.read(key)
            assert caught.value.object_name == key
            with pytest.raises(ObjectMissing):
                store.read(key, 3, 4)
            with pytest.raises(ObjectMissing):
                store.size(key)
            store.delete(key)
        assert store.read("packs/ab/one") == b"content"

    def test_nothing_is_visible_before_the_commit(self, store: Store) -> None:
        with store.create("packs/ab/one") as writer:
            writer.write(b"content")
            assert list(store.list()) == []
            with pytest.raises(ObjectMissing):
                store.size("packs/ab/one")
            writer.commit()
        assert store.read("packs/ab/one") == b"content"

    def test_without_a_commit_nothing_is_left(self, store: Store) -> None:
        with store.create("one") as writer:
            writer.write(b"content")
        with store.create("one") as writer:
            writer.write(b"content")
            writer.abort()
            writer.abort()
        with pytest.raises(ZeroDivisionError), store.create("one") as writer:
            writer.write(bytes(1 // 0))
        assert list(store.list()) == []
        store.put("one", b"other")
        assert store.read("one") == b"other"

    def test_a_finished_writer_is_finished(self, store: Store) -> None:
        with store.create("one") as writer:
            writer.write(b"content")
            writer.commit()
            for use in (lambda: writer.write(b"more"), writer.commit):
                with pytest.raises(StoreError):
                    use()
            writer.abort()
        assert store.read("one") == b"content"
        writer = store.create("two")
        writer.abort()
        with pytest.raises(StoreError):
            writer.commit()

    def test_objects_are_never_overwritten(self, store: Store) -> None:
        store.put("one", b"content")
        with pytest.raises(ObjectExists):
            store.put("one", b"other")
        with store.create("one") as writer:
            writer.write(b"other")
            with pytest.raises(ObjectExists):
                writer.commit()
        assert store.read("one") == b"content"

    def test_replace_replaces(self, store: Store) -> None:
        store.put("one", b"content", replace=True)
        store.put("one", b"other and longer", replace=True)
        assert store.read("one") == b"other and longer"
        with store.create("one") as writer:
            writer.write(b"third")
            writer.commit(replace=True)
        assert store.read("one") == b"third"
        assert [info.key for info in store.list()] == ["one"]

    def test_delete(self, store: Store) -> None:
        store.put("packs/one", b"content")
        store.delete("packs/one")
        store.delete("packs/one")
        assert list(store.list()) == []
        with pytest.raises(ObjectMissing):
            store.read("packs/one")
        store.put("packs/one", b"again")
        assert store.read("packs/one") == b"again"

    def test_a_listing_tells_key_size_and_time(self, store: Store) -> None:
        store.put("packs/one", b"content")
        (info,) = store.list()
        assert (info.key, info.size) == ("packs/one", 7)
        assert info.modified.tzinfo is not None
        assert abs(info.modified - datetime.now(UTC)) < timedelta(minutes=5)

    def test_listings_are_in_the_order_of_keys(self, store: Store) -> None:
        names = ["a-b", "a.b", "a/b", "a/b-c", "a0", "aa", "B", "a/Z", "_x", "-x", "a_b/c", "a-b2/c", "a/c/d"]
        for name in names:
            store.put(name, name.encode())
        assert [info.key for info in store.list()] == sorted(names)

    @settings(max_examples=15, deadline=None, suppress_health_check=_ONE_STORE_FOR_ALL)
    @given(
        names=st.sets(_names, max_size=8).map(without_clashes),
        prefix=st.one_of(_names, st.just("")),
        slash=st.booleans(),
    )
    def test_a_prefix_is_any_beginning_of_a_key(
        self, store: Store, names: set[str], prefix: str, slash: bool
    ) -> None:
        folder = f"{secrets.token_hex(4)}/"
        names = {folder + name for name in names}
        for name in names:
            store.put(name, b"x")
        asked = folder + prefix + "/" * (bool(prefix) and slash)
        expected = sorted(name for name in names if name.startswith(asked))
        assert [info.key for info in store.list(asked)] == expected
        assert list(keys_of(store, asked)) == expected
        for name in names:
            assert name in [info.key for info in store.list(name[: len(name) // 2].rstrip("/."))]

    def test_deleting_while_listing_is_allowed(self, store: Store) -> None:
        for number in range(30):
            store.put(f"packs/{number % 3}/{number:02}", b"x")
        for info in store.list("packs/"):
            store.delete(info.key)
        assert list(store.list()) == []

    @pytest.mark.parametrize("key", HOSTILE_KEYS, ids=range(len(HOSTILE_KEYS)))
    def test_hostile_keys_are_refused(self, store: Store, key: str) -> None:
        uses = [
            lambda: store.put(key, b"x"),
            lambda: store.create(key),
            lambda: store.read(key),
            lambda: store.size(key),
            lambda: store.delete(key),
        ]
        for use in uses:
            with pytest.raises(StoreError):
                use()
        if key not in ("", "a/"):
            with pytest.raises(StoreError):
                list(store.list(key))
        assert list(store.list()) == []

    @pytest.mark.parametrize("how", ["put", "create"])
    def test_one_of_many_threads_creates_a_key(self, store: Store, how: str) -> None:
        for attempt in range(5):
            winners = race_threads(store, f"locks/{attempt}", how)
            assert len(winners) == 1
            assert store.read(f"locks/{attempt}") == winners[0]

    def test_many_threads_may_work_at_once(self, store: Store) -> None:
        def work(number: int) -> None:
            for turn in range(10):
                key = f"packs/{number}/{turn}"
                store.put(key, key.encode() * 50)
                assert store.read(key) == key.encode() * 50
                assert store.read(key, 3, 4) == key.encode()[3:7]
                if turn % 2:
                    store.delete(key)

        failures = run_threads([lambda n=number: work(n) for number in range(4)])  # type: ignore[misc]
        assert failures == []
        assert len(list(store.list())) == 20


def run_threads(tasks: list[Any]) -> list[BaseException]:
    """Run all at once and return what they raised."""
    failures: list[BaseException] = []
    start = threading.Barrier(len(tasks))

    def run(task: Any) -> None:
        try:
            start.wait()
            task()
        except BaseException as error:  # noqa: BLE001 - handed to the caller
            failures.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def create_once(store: Store, key: str, content: bytes, how: str = "put") -> bool:
    """Whether this call created the object."""
    try:
        if how == "put":
            store.put(key, content)
        else:
            with store.create(key) as writer:
                writer.write(content)
                writer.commit()
    except ObjectExists:
        return False
    return True


def race_threads(store: Store, key: str, how: str) -> list[bytes]:
    """The contents of those who believe that they created the object."""
    winners: list[bytes] = []

    def run(content: bytes) -> None:
        if create_once(store, key, content, how):
            winners.append(content)

    failures = run_threads([lambda n=number: run(bytes([n]) * 1000) for number in range(8)])  # type: ignore[misc]
    assert failures == []
    return winners
