"""Changing keys: what was written opens with every good passphrase and with no other, whatever happens in between."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from tests.repository.key_histories import CHEAP, DEEDS, OWNER, KeyHistory

from pagewake.errors import (
    KeyGenerationUnknown,
    KeyRingRolledBack,
    LockHeld,
    PassphraseError,
    RepositoryError,
    StoreDenied,
    UsageError,
    WrongPassphrase,
)
from pagewake.repository.key_keeper import KeyKeeper, key_findings, key_state
from pagewake.repository.keys import MAX_SLOTS, SlotKind
from pagewake.repository.recovery_key import as_recovery_key
from pagewake.repository.repository import Repository
from pagewake.stores.base import Buffer
from pagewake.stores.faulty import When
from pagewake.stores.memory import MemoryStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@pytest.fixture
def store() -> MemoryStore:
    store = MemoryStore()
    Repository.create(store, passphrase="mine", cost=CHEAP)
    return store


def keeper(store: MemoryStore, passphrase: str = "mine", *, now: datetime | None = None) -> KeyKeeper:
    if now is None:
        return KeyKeeper(store, passphrase, cost=CHEAP)
    return KeyKeeper(store, passphrase, cost=CHEAP, now=lambda: now)


def write(repository: Repository, content: bytes) -> bytes:
    writer = repository.chunk_writer(OWNER)
    id_ = writer.add(content)
    writer.finish()
    return id_


def generations(store: MemoryStore, prefix: str) -> set[int]:
    return {store.read(info.key)[6] for info in store.list(prefix)}


def test_several_passphrases_open_one_repository(store: MemoryStore) -> None:
    added = keeper(store).add("hers", label="Ana")
    assert (added.label, added.kind) == ("Ana", SlotKind.PASSPHRASE)
    id_ = write(Repository.open(store, "hers"), b"content")
    assert Repository.open(store, "mine").chunk_reader().read(id_) == b"content"
    assert [slot.label for slot in key_state(store).slots] == ["", "Ana"]
    with pytest.raises(UsageError, match="was given to open"):
        keeper(store, "hers").remove("Ana")
    keeper(store).remove("Ana")
    with pytest.raises(WrongPassphrase):
        Repository.open(store, "hers")
    with pytest.raises(RepositoryError, match="only key slot"):
        keeper(store).remove(key_state(store).slots[0].id)


def test_keys_are_named_by_id_by_its_beginning_or_by_label(store: MemoryStore) -> None:
    for number in range(3):
        keeper(store).add(f"p{number}", label="twin" if number < 2 else "")
    ids = [slot.id for slot in key_state(store).slots]
    for wrong, what in (("twin", "2 keys"), ("nobody", "no such key"), ("", "no such key")):
        with pytest.raises(UsageError, match=what):
            keeper(store).remove(wrong)
    assert keeper(store).remove(ids[3][:9]).id == ids[3]
    assert keeper(store).remove(ids[1]).label == "twin"
    assert keeper(store).remove("twin").id == ids[2]


def test_a_passphrase_that_is_good_already_and_an_empty_one_are_not_added(store: MemoryStore) -> None:
    keeper(store).add("hers", label="Ana")
    with pytest.raises(UsageError, match="opens the repository already") as caught:
        keeper(store).add("hers", label="again")
    assert caught.value.object_name == "Ana"
    with pytest.raises(PassphraseError):
        keeper(store).add("")
    assert len(key_state(store).slots) == 2


def test_a_damaged_slot_is_named_and_can_be_removed(store: MemoryStore) -> None:
    added = keeper(store).add("hers")
    store.put(f"keys/{added.id}", b"rubbish", replace=True)
    assert key_state(store).damaged == (f"keys/{added.id}",)
    with pytest.raises(RepositoryError, match="only key slot"):  # what is damaged is no way in
        keeper(store).remove(key_state(store).slots[0].id)
    assert [(one.code, one.object_name) for one in key_findings(store)] == [
        ("key-slot-damaged", f"keys/{added.id}")
    ]
    keeper(store).remove(added.id)
    assert key_state(store).damaged == ()
    assert key_findings(store) == []


def test_a_damaged_copy_of_the_ring_is_found_and_written_again(store: MemoryStore) -> None:
    (copy,) = [info.key for info in store.list("keys/ring-") if info.key.endswith("-a")]
    for number, rubbish in enumerate((b"", b"rubbish", None)):
        store.delete(copy)
        if rubbish is not None:
            store.put(copy, rubbish)
        assert not key_state(store).whole
        assert [(one.code, one.object_name) for one in key_findings(store)] == [("key-ring-damaged", copy)]
        keeper(store).add(f"p{number}")
        assert key_state(store).whole
        assert key_findings(store) == []


def test_a_recovery_key_opens_as_people_type_it(store: MemoryStore) -> None:
    key = keeper(store).renew_recovery_key()
    assert as_recovery_key(key) == key
    assert [slot.kind for slot in key_state(store).slots] == [SlotKind.PASSPHRASE, SlotKind.RECOVERY]
    keeper(store, key.lower().replace("-", " ")).add("after it was forgotten")
    assert Repository.open(store, "after it was forgotten").backups() == []
    with pytest.raises(UsageError, match="was given to open"):
        keeper(store, key).renew_recovery_key()
    newer = keeper(store).renew_recovery_key()
    assert Repository.open(store, newer).backups() == []
    with pytest.raises(WrongPassphrase):
        Repository.open(store, key)


def fill(store: MemoryStore) -> list[str]:
    """Use every slot; the passphrases besides `mine`."""
    others = [f"of {number}" for number in range(1, MAX_SLOTS)]
    for passphrase in others:
        keeper(store).add(passphrase)
    return others


def test_with_all_slots_in_use_everything_but_adding_works(store: MemoryStore) -> None:
    others = fill(store)
    for refused in (lambda: keeper(store).add("more"), lambda: keeper(store).renew_recovery_key()):
        with pytest.raises(RepositoryError, match="already has 16 keys"):
            refused()
    keeper(store).remove(keeper(store, others.pop()).change("the last one").id)
    key = keeper(store).renew_recovery_key()
    newer = keeper(store).renew_recovery_key()
    keeper(store).change("mine too")
    assert keeper(store, "mine too").rotate() == 2
    made = keeper(store, "mine too").replace_root(others)
    assert len(made.kept) == len(key_state(store).slots) == MAX_SLOTS
    assert made.recovery_key is not None
    for good in ("mine too", *others, made.recovery_key):
        assert Repository.open(store, good).sealer.generation == 3
    for bad in ("mine", "the last one", key, newer):
        with pytest.raises(WrongPassphrase):
            Repository.open(store, bad)


def test_a_new_root_key_for_one_slot_too_many(store: MemoryStore) -> None:
    """A change of one of 16 passphrases was cut off before the old slot was removed."""
    others = fill(store)
    keeper(store)._slots.add(keeper(store)._root_key, "cut off", replacing=1)
    keeper(store).replace_root([*others, "cut off"])
    for good in ("mine", *others, "cut off"):
        assert Repository.open(store, good).sealer.generation == 2


def test_after_a_rotation_old_and_new_content_opens_and_is_shared(store: MemoryStore) -> None:
    keeper(store).add("hers")
    old = write(Repository.open(store, "mine"), b"old" * 999)
    before = {info.key: store.read(info.key) for info in store.list("packs/")}
    assert keeper(store, now=NOON).rotate() == 2
    state = key_state(store)
    assert (state.generation, state.rotated, state.whole, len(state.slots)) == (2, NOON, True, 2)
    later = Repository.open(store, "hers")
    new = write(later, b"new" * 999)
    assert write(later, b"old" * 999) == old
    packs = {info.key: store.read(info.key) for info in store.list("packs/")}
    assert before.items() <= packs.items()
    assert len(packs) == 2, "what was there was stored again"
    for passphrase in ("mine", "hers"):
        reader = Repository.open(store, passphrase).chunk_reader()
        assert (reader.read(old), reader.read(new)) == (b"old" * 999, b"new" * 999)
    assert generations(store, "index/") == {1, 2}


def test_the_old_data_key_opens_nothing_of_what_follows(store: MemoryStore) -> None:
    """Somebody stole the keys out of a process's memory, and can read the store for ever after."""
    thief = Repository.open(store, "mine").sealer
    thief._keys._reload = None  # type: ignore[union-attr]  # all that he has are the data keys
    keeper(store).rotate()
    write(Repository.open(store, "mine"), b"secret" * 99)
    (index,) = [info.key for info in store.list("index/")]
    with pytest.raises(KeyGenerationUnknown):
        thief.open_object(index, store.read(index))
    forced = bytearray(store.read(index))
    forced[6] = 1
    with pytest.raises(RepositoryError, match="authentication tag"):
        thief.open_object(index, forced)


def test_a_process_that_runs_while_the_key_is_rotated_goes_on(store: MemoryStore) -> None:
    running = Repository.open(store, "mine")
    writer = running.chunk_writer(OWNER)
    first = writer.add(b"before" * 999)
    keeper(store).rotate()
    second = writer.add(b"after" * 999)
    writer.finish()
    assert running.sealer.generation == 1
    other = write(Repository.open(store, "mine"), b"elsewhere" * 99)
    assert running.chunk_reader().read(first) == b"before" * 999
    running.refresh()
    assert running.sealer.generation == 2
    reader = running.chunk_reader()
    assert (reader.read(second), reader.read(other)) == (b"after" * 999, b"elsewhere" * 99)
    fresh = Repository.open(store, "mine").chunk_reader()
    assert fresh.read(second) == b"after" * 999


def test_a_new_root_key_shuts_out_whoever_kept_the_old_one(store: MemoryStore) -> None:
    keeper(store).add("hers", label="Ana")
    keeper(store).add("his", label="Bob")
    recovery = keeper(store).renew_recovery_key()
    old = write(Repository.open(store, "mine"), b"old" * 999)
    stolen = {info.key: store.read(info.key) for info in store.list("keys/")}
    with pytest.raises(UsageError, match=r"1 passphrase would no longer be good: Bob"):
        keeper(store).replace_root(["hers"])
    assert {info.key: store.read(info.key) for info in store.list("keys/")} == stolen
    running = Repository.open(store, "his")
    done = keeper(store).replace_root(["hers"], drop=True)
    assert [slot.label for slot in done.dropped] == ["Bob", "recovery key"]
    assert [slot.label for slot in done.kept] == ["", "Ana", "recovery key"]
    assert not stolen.keys() & {info.key for info in store.list("keys/")}
    new = write(Repository.open(store, "hers"), b"new" * 999)
    assert done.recovery_key is not None
    for good in ("mine", "hers", done.recovery_key):
        reader = Repository.open(store, good).chunk_reader()
        assert (reader.read(old), reader.read(new)) == (b"old" * 999, b"new" * 999)
    for passphrase in ("his", recovery):
        with pytest.raises(WrongPassphrase):
            Repository.open(store, passphrase)
    with pytest.raises(RepositoryError, match="root key was replaced"):
        running.refresh()
    # Even with every old slot and ring put back, the newest ring counts.
    for key, data in stolen.items():
        store.put(key, data)
    for passphrase in ("his", recovery):
        with pytest.raises(WrongPassphrase):
            Repository.open(store, passphrase)
    keeper(store).rotate()
    assert not stolen.keys() & {info.key for info in store.list("keys/")}


def test_a_wrong_other_passphrase_changes_nothing(store: MemoryStore) -> None:
    before = {info.key for info in store.list("keys/")}
    with pytest.raises(WrongPassphrase):
        keeper(store).replace_root(["never heard of"], drop=True)
    assert {info.key for info in store.list("keys/")} == before


def test_an_older_ring_that_is_put_back_is_noticed(store: MemoryStore) -> None:
    older = {info.key: store.read(info.key) for info in store.list("keys/ring-")}
    keeper(store).rotate()
    for number in range(2):
        write(Repository.open(store, "mine"), bytes([number]) * 9999)
    for info in list(store.list("keys/ring-")):
        store.delete(info.key)
    for key, data in older.items():
        store.put(key, data)
    rolled_back = Repository.open(store, "mine")
    assert rolled_back.sealer.generation == 1
    with pytest.raises(KeyRingRolledBack) as caught:
        write(rolled_back, b"must not be sealed with the old key")
    assert "keys/ring-*" in caught.value.advice
    assert [finding.code for finding in rolled_back.findings()] != []


def test_of_two_rotations_at_once_one_is_refused(store: MemoryStore) -> None:
    """The lock tells them apart; where it is lost, the ring does."""
    with keeper(store)._locks.acquire("keys").held(), pytest.raises(LockHeld, match="keys"):
        keeper(store).rotate()
    one, two = keeper(store), keeper(store)
    found = two._rings.newest()
    assert one.rotate() == 2
    with two._locks.acquire("keys").held() as lock, pytest.raises(RepositoryError, match="at the same time"):
        two._next_ring(found, two._root_key, lock)
    assert key_state(store).generation == 2
    assert two.rotate() == 3


def test_threads_that_rotate_at_once_lose_no_generation(store: MemoryStore) -> None:
    done: list[int] = []
    refused: list[RepositoryError] = []

    def rotate() -> None:
        try:
            done.append(keeper(store).rotate())
        except RepositoryError as error:
            refused.append(error)

    threads = [threading.Thread(target=rotate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(done) + len(refused) == 4
    assert sorted(done) == list(range(2, 2 + len(done)))
    assert key_state(store).generation == 1 + len(done)


def test_a_keeper_whose_root_key_was_replaced_changes_nothing(store: MemoryStore) -> None:
    late = keeper(store)
    keeper(store).replace_root()
    keys = {info.key for info in store.list("keys/")}
    for change in (late.rotate, late.renew_recovery_key, lambda: late.add("new"), lambda: late.change("new")):
        with pytest.raises(RepositoryError, match="replaced"):
            change()
    assert {info.key for info in store.list("keys/")} == keys


def test_slots_that_were_tidied_away_by_another_are_written_again(store: MemoryStore) -> None:
    """Somebody whose lock was lost removes the new slots as leftovers, just before the new ring makes them good."""

    class Meddled(MemoryStore):
        def put(self, key: str, data: Buffer, *, replace: bool = False) -> None:
            if key.endswith("00000002-a"):
                for info in list(self.list("keys/")):
                    if info.key not in before:
                        self.delete(info.key)
            super().put(key, data, replace=replace)

    meddled = Meddled()
    meddled._objects = dict(store._objects)
    before = {info.key for info in store.list("keys/")}
    keeper(meddled).replace_root()
    assert Repository.open(meddled, "mine").sealer.generation == 2


def test_a_store_that_refuses_to_delete_does_not_undo_a_rotation(store: MemoryStore) -> None:
    class Keeping(MemoryStore):
        def delete(self, key: str) -> None:
            if key.startswith("keys/"):
                raise StoreDenied("you may not delete", object_name=key)
            super().delete(key)

    keeping = Keeping()
    keeping._objects = dict(store._objects)
    keeper(keeping).add("his")
    assert keeper(keeping).rotate() == 2
    for generation in range(3, 50):  # what was replaced stays for ever, and shuts nobody out
        keeper(keeping).replace_root(drop=True)
        assert Repository.open(keeping, "mine").sealer.generation == generation
    with pytest.raises(WrongPassphrase):
        Repository.open(keeping, "his")


def test_what_is_not_encrypted_has_no_keys() -> None:
    plain = MemoryStore()
    Repository.create(plain)
    for ask in (lambda: key_state(plain), lambda: KeyKeeper(plain, "mine")):
        with pytest.raises(UsageError, match="not encrypted"):
            ask()


def test_all_is_as_good_after_many_years(store: MemoryStore) -> None:
    written = {}
    for year in range(30):
        content = f"year {year}".encode() * 99
        written[write(Repository.open(store, "mine"), content)] = content
        keeper(store, now=NOON + timedelta(days=365 * year)).rotate()
    reader = Repository.open(store, "mine").chunk_reader()
    assert all(reader.read(id_) == content for id_, content in written.items())
    assert key_state(store).generation == 31


STEP = st.tuples(
    st.sampled_from(DEEDS),
    st.integers(0, 400),
    st.none() | st.integers(0, 14),
    st.sampled_from([When.BEFORE, When.AFTER]),
)


def live(steps: list[tuple[str, int, int | None, When]], *, full: bool) -> None:
    history = KeyHistory(full=full)
    for deed, choice, cut, when in steps:
        history.do(deed, choice, cut, when)
    history.check()


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=st.lists(STEP, min_size=3, max_size=10), full=st.booleans())
def test_any_changes_cut_off_anywhere(steps: list[tuple[str, int, int | None, When]], full: bool) -> None:
    live(steps, full=full)


SHARDS = 6


@pytest.mark.torture
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("shard", range(SHARDS))
def test_any_changes_cut_off_anywhere_for_long(shard: int) -> None:
    """1,500 histories, every third of which begins with all slots in use."""

    @seed(shard)
    @settings(
        max_examples=1500 // SHARDS, deadline=None, suppress_health_check=list(HealthCheck), database=None
    )
    @given(steps=st.lists(STEP, min_size=5, max_size=25), full=st.integers(0, 2))
    def shard_of_histories(steps: list[tuple[str, int, int | None, When]], full: int) -> None:
        live(steps, full=not full)

    shard_of_histories()
