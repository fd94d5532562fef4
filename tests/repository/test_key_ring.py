"""The key ring: two copies, one moment of change, and nobody without the root key makes or changes one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from pagewake.errors import ObjectCorrupt, RepositoryError
from pagewake.repository.generations import MAX_GENERATIONS
from pagewake.repository.key_ring import COPIES, LARGEST_RING, Generation, KeyRings, ring_key, root_id
from pagewake.repository.sealing import Sealer
from pagewake.stores.faulty import Died, Fault, FaultyStore, When
from pagewake.stores.memory import MemoryStore

ID, OTHER = "ab" * 16, "cd" * 16
ROOT, STRANGER = b"r" * 32, b"s" * 32
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
FIRST, SECOND = Generation(b"1" * 32, NOON), Generation(b"2" * 32, NOON + timedelta(days=9))
A, B = (ring_key(ID, 1, copy) for copy in COPIES)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    KeyRings(store, ID).write(1, [FIRST], ROOT)
    return store


def forge(store: MemoryStore, key: str, **changes: Any) -> None:
    """Change a ring as somebody could who has the store but no key."""
    document = {**msgspec.json.decode(Sealer().open_object(key, store.read(key))), **changes}
    store.put(key, Sealer().seal_object(key, msgspec.json.encode(document)), replace=True)


def test_a_ring_gives_back_its_generations(store: MemoryStore) -> None:
    rings = KeyRings(store, ID)
    rings.write(2, [FIRST, SECOND], ROOT)
    found = rings.newest()
    assert (found.number, found.generations, found.rotated, found.damaged) == (2, 2, SECOND.created, ())
    assert found.roots == {root_id(ROOT)}
    assert found.open(ROOT).generations == (FIRST, SECOND)
    with pytest.raises(ObjectCorrupt, match="root key"):
        found.open(STRANGER)
    assert "1111" not in repr(found.open(ROOT))


def test_no_key_lies_in_the_clear(store: MemoryStore) -> None:
    for info in store.list():
        data = store.read(info.key)
        assert FIRST.key not in data
        assert ROOT not in data
        assert msgspec.json.encode(FIRST.key).strip(b'"') not in data


@pytest.mark.parametrize("damaged", COPIES)
def test_one_copy_is_enough_and_is_mended(store: MemoryStore, damaged: str) -> None:
    rings, key = KeyRings(store, ID), ring_key(ID, 1, damaged)
    whole = store.read(key)
    for rubbish in (b"rubbish", None):
        store.delete(key)
        if rubbish is not None:
            store.put(key, rubbish)
        found = rings.newest()
        assert found.damaged == (key,)
        assert found.open(ROOT).generations == (FIRST,)
        assert rings.mend(found, ROOT)
        assert store.read(key) == whole
        assert not rings.mend(rings.newest(), ROOT)


def test_without_a_good_copy_the_error_names_the_ring(store: MemoryStore) -> None:
    for key in (A, B):
        store.put(key, b"rubbish", replace=True)
    with pytest.raises(ObjectCorrupt) as caught:
        KeyRings(store, ID).newest()
    assert caught.value.object_name == A
    assert "copy of the repository" in caught.value.advice
    for key in (A, B):
        store.delete(key)
    with pytest.raises(ObjectCorrupt, match="key ring is missing"):
        KeyRings(store, ID).newest()


@pytest.mark.parametrize("copies", [COPIES[:1], COPIES[1:], COPIES], ids=["a", "b", "both"])
@pytest.mark.parametrize(
    "changes",
    [
        {"root": root_id(STRANGER)},
        {"root": "short"},
        {"generations": 2},
        {"generations": 0},
        {"generations": 2**70},
        {"generations": MAX_GENERATIONS + 1},
        {"created": "2026-01-01T12:00:01Z"},
        {"created": "2026-01-01T12:00:00"},
        {"nonce": "AAAAAAAAAAAAAAAA"},
        {"nonce": ""},
        {"sealed": ""},
        {"sealed": "AAAA" * 40},
        {"surprise": 1},
        {"sealed": 7},
    ],
    ids=repr,
)
def test_a_ring_that_somebody_changed_is_refused(
    store: MemoryStore, changes: dict[str, Any], copies: tuple[str, ...]
) -> None:
    """Where one copy is as it was, that one serves."""
    for copy in copies:
        forge(store, ring_key(ID, 1, copy), **changes)
    rings = KeyRings(store, ID)
    if copies == COPIES:
        with pytest.raises(ObjectCorrupt):
            rings.newest().open(ROOT)
    else:
        assert rings.newest().open(ROOT).generations == (FIRST,)
        assert rings.mend(rings.newest(), ROOT)


def test_no_byte_of_a_ring_can_change_unnoticed(store: MemoryStore) -> None:
    store.delete(B)
    whole = store.read(A)
    for at in range(len(whole)):
        flipped = bytearray(whole)
        flipped[at] ^= 1 << at % 8
        store.put(A, flipped, replace=True)
        with pytest.raises(ObjectCorrupt):
            KeyRings(store, ID).newest().open(ROOT)


def test_a_ring_cannot_take_another_number_or_serve_another_repository(store: MemoryStore) -> None:
    payload = Sealer().open_object(A, store.read(A))
    later, foreign = ring_key(ID, 2, "a"), ring_key(OTHER, 1, "a")
    for key, rings in ((later, KeyRings(store, ID)), (foreign, KeyRings(store, OTHER))):
        store.put(key, Sealer().seal_object(key, payload))
        with pytest.raises(ObjectCorrupt):
            rings.newest().open(ROOT)


def test_a_huge_ring_is_not_read(store: MemoryStore) -> None:
    store.delete(B)
    payload = b'{"root": "' + b"0" * LARGEST_RING
    store.put(A, Sealer().seal_object(A, payload, compress=False), replace=True)
    with pytest.raises(ObjectCorrupt):
        KeyRings(store, ID).newest()


def test_of_two_who_write_the_next_ring_one_wins(store: MemoryStore) -> None:
    rings = KeyRings(store, ID)
    rings.write(2, [FIRST, SECOND], ROOT)
    with pytest.raises(RepositoryError, match="at the same time"):
        rings.write(2, [FIRST, Generation(b"3" * 32, NOON)], ROOT)
    assert rings.newest().open(ROOT).generations == (FIRST, SECOND)


def test_a_write_that_was_repeated_finds_itself(store: MemoryStore) -> None:
    """A store that did it and did not say so: whoever tries again meets his own object."""

    class Repeating(MemoryStore):
        def put(self, key: str, data: Any, *, replace: bool = False) -> None:
            super().put(key, data, replace=replace)
            if key.endswith("00000002-a"):
                super().put(key, data, replace=replace)

    again = Repeating()
    again._objects = dict(store._objects)
    assert KeyRings(again, ID).write(2, [FIRST, SECOND], ROOT).number == 2


def test_a_crash_between_the_copies_leaves_the_new_ring(store: MemoryStore) -> None:
    for when, number in ((When.BEFORE, 1), (When.AFTER, 2)):
        faulty = FaultyStore(store, Fault(0, when, error=None, kinds=frozenset({"put"})))
        with pytest.raises(Died):
            KeyRings(faulty, ID).write(2, [FIRST, SECOND], ROOT)
        assert KeyRings(store, ID).newest().number == number
    rings = KeyRings(store, ID)
    found = rings.newest()
    assert found.damaged == (ring_key(ID, 2, "b"),)
    rings.mend(found, ROOT)
    rings.remove_others(found.number)
    assert rings.numbers() == {2}
    assert rings.newest().damaged == ()


def test_a_ring_that_is_replaced_while_it_is_looked_for_is_found(store: MemoryStore) -> None:
    class Busy(MemoryStore):
        left = 3

        def read(self, key: str, offset: int = 0, length: int | None = None) -> bytes:
            number = int(key.split("-")[2])
            if self.left and key.endswith("-a"):
                self.left -= 1
                KeyRings(self, ID).write(number + 1, [FIRST] * (number + 1), ROOT)
                KeyRings(self, ID).remove_others(number + 1)
            return super().read(key, offset, length)

    busy = Busy()
    busy._objects = dict(store._objects)
    assert len(KeyRings(busy, ID).newest().open(ROOT).generations) == 4


def test_there_is_an_end_to_rotating(store: MemoryStore) -> None:
    rings = KeyRings(store, ID)
    rings.write(2, [FIRST] * MAX_GENERATIONS, ROOT)
    assert len(rings.newest().open(ROOT).generations) == MAX_GENERATIONS
    with pytest.raises(RepositoryError, match="which is all there can be"):
        rings.write(3, [FIRST] * (MAX_GENERATIONS + 1), ROOT)
