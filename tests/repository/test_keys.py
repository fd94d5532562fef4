"""Key slots: every passphrase opens the same key, hostile slots cost nothing, the last slot stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.patience import within

from pagewake.errors import ObjectCorrupt, PagewakeError, PassphraseError, RepositoryError, WrongPassphrase
from pagewake.repository import keys as keys_module
from pagewake.repository.key_ring import new_root_key, root_id
from pagewake.repository.keys import KEYS_PREFIX, MAX_SLOTS, KeySlots, ScryptCost, SlotKind
from pagewake.repository.recovery_key import new_recovery_key
from pagewake.repository.sealing import Sealer
from pagewake.stores.memory import MemoryStore

CHEAP = ScryptCost(n=16)
NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def keys(store: MemoryStore) -> KeySlots:
    return KeySlots(store, cost=CHEAP)


def slot_document(store: MemoryStore, slot: str) -> dict[str, Any]:
    key = KEYS_PREFIX + slot
    document: dict[str, Any] = msgspec.json.decode(Sealer().open_object(key, store.read(key)))
    return document


def forge(store: MemoryStore, slot: str, **changes: Any) -> None:
    """Change a slot as somebody could who has the store but no key."""
    key = KEYS_PREFIX + slot
    document = {**slot_document(store, slot), **changes}
    store.put(key, Sealer().seal_object(key, msgspec.json.encode(document)), replace=True)


def test_a_root_key_is_random() -> None:
    assert len(new_root_key()) == 32
    assert new_root_key() != new_root_key()


@settings(max_examples=20, deadline=None)
@given(phrases=st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=3, unique=True))
def test_every_passphrase_opens_the_same_key(phrases: list[str]) -> None:
    keys, root_key = KeySlots(MemoryStore(), cost=CHEAP), new_root_key()
    for phrase in phrases:
        keys.add(root_key, phrase)
    assert all(keys.open(phrase) == root_key for phrase in phrases)
    with pytest.raises(WrongPassphrase):
        keys.open("".join(phrases) + "x")


def test_the_same_letters_are_the_same_passphrase(keys: KeySlots) -> None:
    root_key = new_root_key()
    keys.add(root_key, "contrase\u00f1a")
    assert keys.open("contrasen\u0303a") == root_key


def test_slots_do_not_show_the_key_or_each_other(store: MemoryStore, keys: KeySlots) -> None:
    root_key = new_root_key()
    first, second = keys.add(root_key, "phrase"), keys.add(root_key, "phrase")
    one, two = slot_document(store, first), slot_document(store, second)
    assert not {one["wrapped"], one["salt"], one["nonce"]} & {two["wrapped"], two["salt"], two["nonce"]}
    assert all(root_key not in store.read(info.key) for info in store.list())


def test_slots_are_listed_oldest_first(store: MemoryStore) -> None:
    times = iter(NOON + timedelta(days=day) for day in (2, 1))
    keys = KeySlots(store, cost=CHEAP, clock=lambda: next(times))
    later, earlier = keys.add(bytes(32), "a", label="agent"), keys.add(bytes(32), "b", label="someone")
    slots = keys.slots()
    assert [(slot.id, slot.label) for slot in slots] == [(earlier, "someone"), (later, "agent")]
    assert slots[0].cost == CHEAP
    assert slots[1].created == NOON + timedelta(days=2)


def test_changing_a_passphrase_keeps_the_key_and_the_other_slots(keys: KeySlots) -> None:
    root_key = new_root_key()
    keys.add(root_key, "old", label="mine")
    keys.add(root_key, "other")
    changed = keys.change("old", "new")
    assert keys.open("new") == keys.open("other") == root_key
    assert {slot.id: slot.label for slot in keys.slots()}[changed] == "mine"
    assert len(keys.slots()) == 2
    with pytest.raises(WrongPassphrase):
        keys.open("old")
    with pytest.raises(WrongPassphrase):
        keys.change("old", "newer")


def test_a_recovery_key_stays_when_it_is_used_to_set_a_new_passphrase(keys: KeySlots) -> None:
    root_key = new_root_key()
    keys.add(root_key, "forgotten", label="mine")
    keys.add(root_key, "on paper", label="sheet", kind=SlotKind.RECOVERY)
    keys.change("on paper", "new")
    assert [(slot.label, slot.kind.value) for slot in keys.slots()] == [
        ("mine", "passphrase"),
        ("sheet", "recovery"),
        ("", "passphrase"),
    ]
    assert keys.open("on paper") == keys.open("new") == keys.open("forgotten") == root_key


def test_slots_of_another_root_key_open_nothing(keys: KeySlots) -> None:
    """What a replaced root key left behind: neither the last good slot, nor a way in."""
    old, new = new_root_key(), new_root_key()
    stale = keys.add(old, "phrase")
    good = keys.add(new, "other")
    with pytest.raises(WrongPassphrase):
        keys.open("phrase", roots={root_id(new)})
    assert keys.open("other", roots={root_id(new)}) == new
    for last in (stale, good):
        with pytest.raises(RepositoryError, match="only key slot"):
            keys.remove(last)


def test_the_last_slot_cannot_be_removed(keys: KeySlots) -> None:
    root_key = new_root_key()
    first, second = keys.add(root_key, "one"), keys.add(root_key, "two")
    keys.remove(first)
    with pytest.raises(WrongPassphrase):
        keys.open("one")
    for slot in (second, "absent"):
        with pytest.raises(RepositoryError):
            keys.remove(slot)
    assert keys.open("two") == root_key


def test_an_empty_passphrase_is_none(keys: KeySlots) -> None:
    with pytest.raises(PassphraseError):
        keys.add(new_root_key(), "")
    keys.add(new_root_key(), "phrase")
    with pytest.raises(PassphraseError):
        keys.open("")


def test_without_slots_nothing_opens(keys: KeySlots) -> None:
    with pytest.raises(RepositoryError, match="no key slot"):
        keys.open("phrase")


def test_a_damaged_slot_does_not_shut_out_the_others(store: MemoryStore, keys: KeySlots) -> None:
    root_key = new_root_key()
    first = keys.add(root_key, "one")
    keys.add(root_key, "two")
    store.put(KEYS_PREFIX + first, b"rubbish", replace=True)
    assert keys.open("two") == root_key
    with pytest.raises(WrongPassphrase, match="1 of 2 key slots are damaged"):
        keys.open("one")
    with pytest.raises(ObjectCorrupt):
        keys.slots()
    assert keys.open("two") == keys.open("two")
    keys.change("two", "three")
    assert keys.open("three") == root_key


@pytest.mark.parametrize(
    "changes",
    [
        {"n": 2**40},
        {"n": 2**19},
        {"n": 15},
        {"n": 0},
        {"n": -16},
        {"n": 2**200},
        {"r": 2**30},
        {"r": 0},
        {"p": 2**30},
        {"n": 2**16, "p": 9},
        {"kdf": "plain"},
        {"salt": ""},
        {"nonce": "AAAA"},
        {"wrapped": ""},
        {"created": "yesterday"},
        {"created": "2026-01-01T00:00:00"},
        {"label": 7},
        {"kind": "key under the mat"},
        {"root": "mine"},
        {"surprise": 1},
    ],
    ids=repr,
)
def test_a_hostile_slot_is_refused_at_once(
    store: MemoryStore, keys: KeySlots, changes: dict[str, Any]
) -> None:
    slot = keys.add(new_root_key(), "phrase")
    forge(store, slot, **changes)
    with within(1), pytest.raises(ObjectCorrupt) as caught:
        keys.open("phrase")
    assert caught.value.object_name == KEYS_PREFIX + slot


@pytest.mark.parametrize(
    "changes",
    [
        {"n": 8},
        {"label": "other"},
        {"created": "2026-01-01T12:00:01Z"},
        {"p": 2},
        {"kind": "recovery"},
        {"root": "0" * 16},
    ],
    ids=repr,
)
def test_nothing_in_a_slot_can_be_changed(changes: dict[str, Any]) -> None:
    store = MemoryStore()
    keys = KeySlots(store, cost=CHEAP, clock=lambda: NOON)
    slot = keys.add(new_root_key(), "phrase", label="mine")
    forge(store, slot, created="2026-01-01T13:00:00+01:00")  # the same moment
    assert keys.open("phrase")
    forge(store, slot, **changes)
    with pytest.raises(WrongPassphrase):
        keys.open("phrase")


def test_a_slot_under_another_name_is_refused(store: MemoryStore, keys: KeySlots) -> None:
    slot = keys.add(new_root_key(), "phrase")
    document = slot_document(store, slot)
    store.delete(KEYS_PREFIX + slot)
    other = KEYS_PREFIX + "0123456789abcdef"
    store.put(other, Sealer().seal_object(other, msgspec.json.encode(document)))
    with pytest.raises(WrongPassphrase):
        keys.open("phrase")


def test_a_crowd_of_slots_is_refused(store: MemoryStore, keys: KeySlots) -> None:
    for number in range(MAX_SLOTS):
        keys.add(bytes(32), str(number))
    with pytest.raises(RepositoryError, match="already has 16 keys") as caught:
        keys.add(bytes(32), "one more")
    assert "repo keys remove" in caught.value.advice
    for number in range(30):
        keys.add((number + 1).to_bytes(32), "of another root key")
    with pytest.raises(RepositoryError, match="more than 32"):
        keys.open("of none")
    for number in range(1000):
        store.put(f"{KEYS_PREFIX}{number:016x}", b"x")
    with pytest.raises(RepositoryError, match="more than 512"):
        keys.open("0")


def test_what_is_typed_is_tried_first_where_it_can_be_good(
    keys: KeySlots, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A try takes a fifth of a second; slots lie in no order that anybody chose."""
    recovery = [new_recovery_key() for _ in range(6)]
    for key in recovery:
        keys.add(bytes(32), key, kind=SlotKind.RECOVERY)
    keys.add(bytes(32), "mine")
    tries: list[str] = []
    stretch = keys_module._stretch

    def counted(passphrase: str, salt: bytes, cost: ScryptCost) -> bytes:
        tries.append(passphrase)
        return stretch(passphrase, salt, cost)

    monkeypatch.setattr(keys_module, "_stretch", counted)
    assert keys.open("mine") == bytes(32)
    assert tries == ["mine"]
    tries.clear()
    assert keys.open(recovery[3].lower()) == bytes(32)
    assert tries.count(recovery[3]) == len(tries) <= 6
    with pytest.raises(WrongPassphrase):
        keys.open("of none")


def test_with_all_slots_in_use_a_passphrase_is_replaced_and_none_added(
    store: MemoryStore, keys: KeySlots
) -> None:
    for number in range(MAX_SLOTS):
        keys.add(bytes(32), str(number), label=f"of {number}")
    for number in range(MAX_SLOTS):
        keys.change(str(number), f"new {number}")
        assert sorted(slot.label for slot in keys.slots()) == sorted(f"of {n}" for n in range(MAX_SLOTS))
    with pytest.raises(RepositoryError, match="already has 16 keys"):
        keys.add(bytes(32), "one more")
    for number in range(MAX_SLOTS):
        assert keys.open(f"new {number}") == bytes(32)
        with pytest.raises(WrongPassphrase):
            keys.open(str(number))


def test_a_change_that_was_cut_off_with_all_slots_in_use_can_be_made_again(keys: KeySlots) -> None:
    """Both slots are there then, one more than there may be; changing either goes on, adding does not."""
    for number in range(MAX_SLOTS):
        keys.add(bytes(32), str(number))
    keys.add(bytes(32), "cut off", replacing=1)
    for old, new in (("0", "again"), ("cut off", "and again"), ("7", "another")):
        keys.change(old, new)
    assert len(keys.slots()) == MAX_SLOTS + 1
    with pytest.raises(RepositoryError, match="already has 17 keys"):
        keys.add(bytes(32), "one more")
    keys.add(bytes(32), "cut off again", replacing=1)
    with pytest.raises(RepositoryError, match="remove one"):
        keys.change("3", "new")
    assert keys.open("3") == bytes(32)


@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300), place=st.integers(0, 400), mask=st.integers(1, 255))
def test_hostile_bytes_end_in_our_errors(data: bytes, place: int, mask: int) -> None:
    store = MemoryStore()
    keys = KeySlots(store, cost=CHEAP)
    slot = keys.add(new_root_key(), "phrase")
    key = KEYS_PREFIX + slot
    flipped = bytearray(store.read(key))
    flipped[place % len(flipped)] ^= mask
    for content in (data, flipped, Sealer().seal_object(key, data)):
        store.put(key, content, replace=True)
        with pytest.raises(PagewakeError):
            keys.open("phrase")


def test_the_default_cost_is_what_the_format_says() -> None:
    assert ScryptCost() == ScryptCost(n=65536, r=8, p=1)
    assert ScryptCost().is_bearable()
    with pytest.raises(ValueError, match="bounds"):
        KeySlots(MemoryStore(), cost=ScryptCost(n=3))
    keys = KeySlots(MemoryStore())
    root_key = new_root_key()
    keys.add(root_key, "phrase")
    assert keys.open("phrase") == root_key
