"""The index: in memory it says what a dictionary says, in the store it is found again whatever is missing."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.repository.chunk_stores import DyingStore, Hooked

from pagewake.errors import ObjectCorrupt, ObjectMissing, PagewakeError
from pagewake.repository import index as index_module
from pagewake.repository import index_objects
from pagewake.repository.index import ChunkIndex, ChunkLocation
from pagewake.repository.index_objects import (
    consolidate,
    decode_index,
    encode_index,
    read_indexes,
    write_index,
)
from pagewake.repository.layers import ids_array
from pagewake.repository.packs import PackContents, PackWriter, pack_key
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import Store
from pagewake.stores.memory import MemoryStore

SEALER = Sealer()


def name_of(number: int) -> str:
    return f"{number:032x}"


def id_of(number: int) -> bytes:
    return hashlib.sha256(b"%d" % number).digest()


def pack_of(number: int, chunks: list[int], owner: str = "a") -> PackContents:
    lengths = np.array([17 + chunk % 100 for chunk in chunks], np.uint32)
    size = 400 + int(lengths.sum())
    return PackContents(
        name_of(number), owner, size, 100, ids_array([id_of(c) for c in chunks]), lengths, lengths * 2
    )


def place(pack: PackContents, at: int) -> ChunkLocation:
    return ChunkLocation(pack.name, int(pack.offsets[at]), int(pack.stored[at]), int(pack.raw[at]))


@pytest.fixture(autouse=True)
def small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "RUN_CHUNKS", 64)
    monkeypatch.setattr(index_module, "RECENT_CHUNKS", 8)


packs_of_chunks = st.lists(st.lists(st.integers(0, 60), max_size=20, unique=True), max_size=12)


@settings(max_examples=60, deadline=None)
@given(packs_of_chunks, st.sets(st.integers(0, 11)), st.booleans(), st.booleans())
def test_lookup_says_what_a_dictionary_says(
    layout: list[list[int]], condemned: set[int], ask_between: bool, in_files: bool
) -> None:
    index, truth = ChunkIndex(in_files=in_files), {}
    for number, chunks in enumerate(layout):
        pack = pack_of(number, chunks)
        index.add_pack(pack)
        index.add_pack(pack)
        for at, chunk in enumerate(chunks):
            truth.setdefault(chunk, []).append((number, place(pack, at)))
        if ask_between:
            assert [index.holds(id_of(chunk)) for chunk in range(61)] == [
                chunk in truth for chunk in range(61)
            ]
    index.exclude_packs([name_of(number) for number in condemned])
    asked = list(range(-3, 61))
    found = index.lookup(ids_array([id_of(chunk) for chunk in asked]))
    for at, chunk in enumerate(asked):
        copies = [location for _, location in truth.get(chunk, [])]
        kept = [number for number, _ in truth.get(chunk, []) if number not in condemned]
        assert index.holds(id_of(chunk)) == bool(kept)
        assert set(index.copies(id_of(chunk))) == set(copies)
        if copies:
            name = index.pack(int(found.pack[at])).name
            columns = (found.offset[at], found.stored[at], found.raw[at])
            assert ChunkLocation(name, *map(int, columns)) in copies
        else:
            assert found.pack[at] == -1


@settings(max_examples=40, deadline=None)
@given(packs_of_chunks, st.lists(st.integers(0, 70), max_size=30), st.booleans())
def test_marks_count_one_copy_of_each_live_chunk_once(
    layout: list[list[int]], live: list[int], in_files: bool
) -> None:
    index = ChunkIndex(in_files=in_files)
    for number, chunks in enumerate(layout):
        index.add_pack(pack_of(number, chunks))
    half = len(live) // 2
    marks = index.marked(ids_array([id_of(c) for c in part]) for part in (live[:half], live, live[half:]))
    stored, chunks = marks.usage()
    there = {chunk for chunk in live if any(chunk in pack for pack in layout)}
    assert chunks.sum() == len(there)
    assert stored.sum() == sum(17 + chunk % 100 for chunk in there)
    halves = (np.arange(len(layout) // 2), np.arange(len(layout) // 2, len(layout)))
    ids = [id.tobytes() for half_of_packs in halves for id in marks.ids_in(half_of_packs)]
    assert sorted(ids) == sorted(id_of(chunk) for chunk in there)
    present = index.present(ids_array([id_of(chunk) for chunk in live]))
    assert present.tolist() == [chunk in there for chunk in live]


def test_owners() -> None:
    index = ChunkIndex()
    index.add_pack(pack_of(1, [1], owner="first"))
    index.add_pack(pack_of(2, [2], owner="second"))
    assert index.owners(ids_array([id_of(2), id_of(3), id_of(1)])) == ["second", None, "first"]


@settings(max_examples=40, deadline=None)
@given(packs_of_chunks)
def test_index_objects_come_back(layout: list[list[int]]) -> None:
    packs = [pack_of(number, chunks, owner=f"owner {number}") for number, chunks in enumerate(layout)]
    again = decode_index(encode_index(packs))
    assert [(p.name, p.owner, p.size, p.first) for p in again] == [
        (p.name, p.owner, p.size, p.first) for p in packs
    ]
    for one, other in zip(packs, again, strict=True):
        assert all(
            np.array_equal(getattr(one, c), getattr(other, c)) for c in ("ids", "offsets", "stored", "raw")
        )


SAMPLE = encode_index([pack_of(1, [1, 2, 3]), pack_of(2, []), pack_of(3, [4])])


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_hostile_index_objects_end_in_a_clear_error_or_a_sound_index(data: st.DataObject) -> None:
    octets = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, 140))] = data.draw(st.sampled_from([0, 1, 2, 3, 127, 128, 255]))
    cut = data.draw(st.integers(0, len(octets)))
    for hostile in (bytes(octets), bytes(octets[:cut]), b"PWI1" + b"\xff" * 40):
        try:
            packs = decode_index(hostile)
        except PagewakeError:
            continue
        index = ChunkIndex()
        for pack in packs:
            assert not pack.problem()
            index.add_pack(pack)
        index.lookup(ids_array([id_of(1)]))


def test_ids_that_share_their_beginning_cannot_make_looking_up_slow() -> None:
    index = ChunkIndex()
    ids = np.zeros((5000, 32), np.uint8)
    ids[:, 30:] = np.arange(5000, dtype=np.uint16).view(np.uint8).reshape(-1, 2)
    ones = np.ones(5000, np.uint32)
    index.add_pack(PackContents(name_of(1), "x", 10000, 100, ids, ones, ones))
    found = index.lookup(ids)
    assert 1 <= (found.pack >= 0).sum() <= 8
    assert len(index._runs[0]) <= 8


def store_pack(store: MemoryStore, number: int, chunks: list[int]) -> PackContents:
    writer = PackWriter(store, SEALER, name_of(number), "owner")
    for chunk in chunks:
        writer.append(id_of(chunk), b"s" * (chunk + 1), 10)
    return writer.finish()


def opened(store: MemoryStore) -> tuple[ChunkIndex, list[PagewakeError]]:
    problems: list[PagewakeError] = []
    return ChunkIndex.open(store, SEALER, on_problem=problems.append), problems


def test_packs_without_an_index_object_are_found_by_their_footers() -> None:
    store = DyingStore()
    first, second = store_pack(store, 1, [1, 2]), store_pack(store, 2, [3])
    write_index(store, SEALER, [first])
    store.put(pack_key(name_of(3)), b"no pack at all")
    store.put("packs/zz/stranger", b"ignored")
    index, problems = opened(store)
    assert [index.holds(id_of(chunk)) for chunk in (1, 2, 3, 4)] == [True, True, True, False]
    assert [problem.object_name for problem in problems] == [pack_key(name_of(3))]
    assert [pack.name for pack in index.take_unindexed()] == [second.name]
    assert index.take_unindexed() == []


def test_a_damaged_index_object_costs_time_but_no_chunk() -> None:
    store = DyingStore()
    packs = [store_pack(store, number, [number]) for number in range(5)]
    key, _ = write_index(store, SEALER, packs)
    store.damage(key, 60)
    index, problems = opened(store)
    assert all(index.holds(id_of(number)) for number in range(5))
    assert [(type(problem), problem.object_name) for problem in problems] == [(ObjectCorrupt, key)]


def test_a_pack_that_is_gone_or_cut_is_reported_and_not_deduplicated_against() -> None:
    store = DyingStore()
    packs = [store_pack(store, number, [number, 50]) for number in range(3)]
    write_index(store, SEALER, packs)
    store.delete(pack_key(name_of(0)))
    store.put(pack_key(name_of(1)), b"cut", replace=True)
    index, problems = opened(store)
    assert [type(problem) for problem in problems] == [ObjectMissing, ObjectCorrupt]
    assert [index.holds(id_of(chunk)) for chunk in (0, 1, 2, 50)] == [False, False, True, True]
    assert index.copies(id_of(50))[0].pack == name_of(2)
    assert index.present(ids_array([id_of(0), id_of(50)])).tolist() == [False, True]
    assert index.lookup(ids_array([id_of(0)])).pack[0] >= 0


def test_a_listing_that_lags_behind_is_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    store = DyingStore()
    write_index(store, SEALER, [store_pack(store, number, [number]) for number in range(3)])
    listing = store.list
    monkeypatch.setattr(
        store, "list", lambda prefix="": (i for i in listing(prefix) if name_of(2) not in i.key)
    )
    index, problems = opened(store)
    assert problems == []
    assert index.holds(id_of(2))


def many_small(store: MemoryStore, count: int = 20) -> list[PackContents]:
    packs = [store_pack(store, number, [number, number + 100]) for number in range(count)]
    for pack in packs:
        write_index(store, SEALER, [pack])
    return packs


def index_keys(store: MemoryStore) -> list[str]:
    return [info.key for info in store.list("index/")]


def test_small_index_objects_are_merged_and_packs_dropped() -> None:
    store = DyingStore()
    packs = many_small(store)
    assert consolidate(store, SEALER) == len(packs)
    assert len(index_keys(store)) == 1
    assert consolidate(store, SEALER) == 0
    index, problems = opened(store)
    assert (len(index.packs), problems, index.take_unindexed()) == (20, [], [])
    assert consolidate(store, SEALER, drop={name_of(3)}) == 1
    store.delete(pack_key(name_of(3)))
    index, problems = opened(store)
    assert (len(index.packs), problems) == (19, [])
    assert not index.holds(id_of(3))


def test_a_merge_that_dies_anywhere_loses_no_pack() -> None:
    for step in range(1, 23):
        store = DyingStore()
        many_small(store)
        store.steps, store.dies_at = 0, step
        if step <= 21:
            with pytest.raises(PagewakeError):
                consolidate(store, SEALER)
        else:
            assert consolidate(store, SEALER) == 20
        store.dies_at = None
        assert {pack.name for pack in read_indexes(store, SEALER, pytest.fail)} == {
            name_of(k) for k in range(20)
        }


def test_a_reader_in_the_middle_of_a_merge_sees_every_pack() -> None:
    store = DyingStore()
    many_small(store)
    seen: set[str] = set()
    for number, pack in enumerate(read_indexes(store, SEALER, pytest.fail)):
        if number == 2:
            consolidate(store, SEALER)
        seen.add(pack.name)
    assert seen == {name_of(k) for k in range(20)}


def forget(store: Store, number: int) -> None:
    """What a prune does with a pack."""
    consolidate(store, SEALER, drop={name_of(number)})
    store.delete(pack_key(name_of(number)))


@pytest.mark.parametrize("call", ["put", "delete"])
def test_a_merge_does_not_bring_back_what_is_dropped_meanwhile(call: str) -> None:
    store = Hooked()
    many_small(store)
    store.before[call, "index/"] = lambda: forget(store, 3)
    consolidate(store, SEALER)
    index, problems = opened(store)
    assert ({pack.name for pack in index.packs}, problems) == (
        {name_of(k) for k in range(20)} - {name_of(3)},
        [],
    )


@pytest.mark.parametrize("call", ["put", "delete"])
def test_what_is_dropped_does_not_come_back_by_a_merge_meanwhile(call: str) -> None:
    store = Hooked()
    many_small(store)
    store.before[call, "index/"] = lambda: consolidate(store, SEALER)
    forget(store, 3)
    index, problems = opened(store)
    assert ({pack.name for pack in index.packs}, problems) == (
        {name_of(k) for k in range(20)} - {name_of(3)},
        [],
    )


def test_a_pack_that_a_prune_removes_while_the_index_is_read_is_no_damage() -> None:
    store = Hooked()
    many_small(store, 5)
    store.before["list", "packs/"] = lambda: forget(store, 3)
    index, problems = opened(store)
    assert problems == []
    assert not index.holds(id_of(3))
    assert index.missing_packs == {name_of(3)}


def test_merged_objects_are_cut_to_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_objects, "_OBJECT_CHUNKS", 10)
    store = DyingStore()
    many_small(store)
    consolidate(store, SEALER)
    assert len(index_keys(store)) == 4
    assert len(opened(store)[0].packs) == 20
