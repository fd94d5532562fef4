"""Chunks in and out: deduplicated, durable after finish, and found again after dying at any step."""

from __future__ import annotations

import threading
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import pytest
from tests.patience import LONG, until
from tests.repository.chunk_stores import Died, DyingStore, page_like

from pagewake.errors import (
    BackupError,
    Cancelled,
    ObjectCorrupt,
    ObjectMissing,
    PagewakeError,
    StoreFull,
)
from pagewake.jobs import CancelToken, Job, WorkerPool
from pagewake.repository import chunk_writer as writer_module
from pagewake.repository import packs as packs_module
from pagewake.repository.chunk_reader import IN_FLIGHT_BYTES, ChunkReader
from pagewake.repository.chunk_writer import ChunkWriter
from pagewake.repository.index import ChunkIndex
from pagewake.repository.packs import pack_key
from pagewake.repository.sealing import MAX_CHUNK_BYTES, Sealer
from pagewake.stores.base import Store
from pagewake.stores.local import LocalStore

SIZE = 4096


@pytest.fixture(autouse=True)
def small_packs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs_module, "PACK_BYTES", 20 << 10)
    monkeypatch.setattr(packs_module, "WRITE_BYTES", 1)


@pytest.fixture(params=[None, b"k" * 32], ids=["plain", "encrypted"])
def sealer(request: pytest.FixtureRequest) -> Sealer:
    return Sealer(request.param)


def open_index(store: Store, sealer: Sealer) -> ChunkIndex:
    return ChunkIndex.open(store, sealer, on_problem=lambda error: pytest.fail(str(error)))


def open_writer(store: Store, sealer: Sealer, owner: str = "owner") -> ChunkWriter:
    return ChunkWriter(store, sealer, open_index(store, sealer), owner)


def open_reader(store: Store, sealer: Sealer) -> ChunkReader:
    return ChunkReader(store, sealer, open_index(store, sealer))


def add_and_finish(writer: ChunkWriter, numbers: range) -> list[bytes]:
    ids = [writer.add(page_like(number, SIZE)) for number in numbers]
    writer.finish()
    return ids


def fill(store: Store, sealer: Sealer, numbers: range, owner: str = "owner") -> list[bytes]:
    return add_and_finish(open_writer(store, sealer, owner), numbers)


def test_what_was_added_is_read_back(tmp_path: Path, sealer: Sealer) -> None:
    store = LocalStore(tmp_path / "repository")
    writer = open_writer(store, sealer)
    data = [page_like(number, size) for number, size in enumerate([0, 1, 100, 70_000, SIZE, SIZE, 512 << 10])]
    ids = [writer.add(memoryview(bytearray(raw))) for raw in data]
    layer = writer.add_metadata(b"a map")
    stats = writer.finish()
    assert (stats.chunks_new, stats.raw_new) == (8, sum(map(len, data)) + 5)
    assert stats.stored_bytes == sum(info.size for info in store.list())
    reader = open_reader(store, sealer)
    assert [reader.read(id) for id in ids] == data
    assert dict(reader.read_many([*ids, *ids, layer], Job())) == {
        **dict(zip(ids, data, strict=True)),
        layer: b"a map",
    }


def test_metadata_and_pages_lie_in_packs_of_their_own(sealer: Sealer) -> None:
    store = DyingStore()
    index = open_index(store, sealer)
    writer = ChunkWriter(store, sealer, index, "owner")
    pages = [writer.add(page_like(number, 100)) for number in range(3)]
    maps = [writer.add_metadata(b"map %d" % number) for number in range(3)]
    assert writer.finish().packs == 2
    assert {index.copies(id)[0].pack for id in pages}.isdisjoint(index.copies(id)[0].pack for id in maps)


def test_chunks_are_kept_once_within_and_across_backups(sealer: Sealer) -> None:
    store = DyingStore()
    fill(store, sealer, range(30))
    writer = open_writer(store, sealer)
    for number in (*range(25, 35), *range(25, 35)):
        writer.add(page_like(number, SIZE))
    stats = writer.finish()
    assert (stats.chunks_new, stats.chunks_reused) == (5, 15)
    assert (stats.raw_new, stats.raw_reused) == (5 * SIZE, 15 * SIZE)


def test_a_backup_without_anything_new_writes_nothing(sealer: Sealer) -> None:
    store = DyingStore()
    fill(store, sealer, range(5))
    before = [info.key for info in store.list()]
    store.steps = 0
    fill(store, sealer, range(5))
    assert store.steps == 0
    assert [info.key for info in store.list()] == before


def test_packs_condemned_by_a_prune_are_read_but_not_deduplicated_against(sealer: Sealer) -> None:
    store = DyingStore()
    ids = fill(store, sealer, range(4))
    index = open_index(store, sealer)
    index.exclude_packs([pack.name for pack in index.packs])
    writer = ChunkWriter(store, sealer, index, "later")
    assert [writer.add(page_like(number, SIZE)) for number in range(4)] == ids
    assert writer.finish().chunks_new == 4
    assert ChunkReader(store, sealer, index).read(ids[0]) == page_like(0, SIZE)
    assert len(index.copies(ids[0])) == 2


def test_many_threads_store_each_chunk_once(
    tmp_path: Path, sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = LocalStore(tmp_path / "repository")
    writer = ChunkWriter(store, sealer, open_index(store, sealer), "owner", index_packs=3)
    tasks = [number % 90 for number in range(400)]
    pool = WorkerPool(4)
    ids = list(pool.map_ordered(lambda number: writer.add(page_like(number, SIZE)), tasks, Job()))
    stats = writer.finish()
    assert (stats.chunks_new, stats.chunks_reused) == (90, 310)
    assert stats.packs > 5
    # Two packs may wait when all of five threads close another one: then an index object has seven.
    assert len(list(store.list("index/"))) >= -(-stats.packs // 7) > 1
    found = dict(open_reader(store, sealer).read_many(ids, Job()))
    assert all(found[id] == page_like(number, SIZE) for id, number in zip(ids, tasks, strict=True))
    with pytest.raises(BackupError):
        writer.add(b"late")


def test_chunks_added_together_are_stored_as_if_one_by_one(sealer: Sealer) -> None:
    store = DyingStore()
    pages = [page_like(number, SIZE + 7 * number) for number in range(12)]
    writer = open_writer(store, sealer, "together")
    ids = writer.add_all([*pages, pages[3], b"short", pages[0]])
    assert ids[-3:] == [ids[3], sealer.chunk_id(b"short"), ids[0]]
    assert writer.add_all([]) == []
    assert writer.add(pages[5]) == ids[5]
    stats = writer.finish()
    assert (stats.chunks_new, stats.chunks_reused) == (13, 3)
    found = dict(open_reader(store, sealer).read_many(ids, Job()))
    assert [found[id] for id in ids[:12]] == pages


def test_what_fails_beside_those_who_add_is_raised_by_the_next_of_them(
    sealer: Sealer, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Refusing(DyingStore):
        refuses = False

        def create(self, key):
            store, made = self, super().create(key)
            commit = made.commit

            def refuse(**options):
                if store.refuses:
                    raise StoreFull("no room", object_name=key)
                commit(**options)

            made.commit = refuse
            return made

    # However late the thread beside is: nobody closes a pack himself, and fails for that one too.
    monkeypatch.setattr(writer_module, "CLOSING_PACKS", 1 << 30)
    store = Refusing()
    writer = open_writer(store, sealer, "owner")
    store.refuses = True

    def add_many() -> None:
        end = monotonic() + LONG
        for number in count():
            assert monotonic() < end
            writer.add(page_like(number, SIZE))
            sleep(0.001)

    with pytest.raises(StoreFull):
        add_many()
    with pytest.raises(BackupError):
        writer.finish()
    writer.abort()
    assert not list(store.list("packs/"))


def test_dying_at_any_step_leaves_a_usable_repository_and_loses_at_most_open_packs(sealer: Sealer) -> None:
    whole = DyingStore()
    total = len(range(40)) * SIZE
    fill(whole, sealer, range(40))
    steps = whole.steps
    assert steps > 50
    for step in range(1, steps + 1):
        store = DyingStore(dies_at=step)
        writer = ChunkWriter(store, sealer, ChunkIndex(), "dying", index_packs=2)
        with pytest.raises(Died):
            add_and_finish(writer, range(40))
        writer.abort()  # a process takes its threads with it; the store is dead for this one too
        store.dies_at = None
        durable = sum(pack.chunks for pack in open_index(store, sealer).packs) * SIZE
        committed = sum(info.size for info in store.list("packs/"))
        assert durable >= committed, "page-like chunks are stored in less than their size"
        again = ChunkWriter(store, sealer, open_index(store, sealer), "second")
        ids = [again.add(page_like(number, SIZE)) for number in range(40)]
        stats = again.finish()
        assert stats.raw_reused == durable
        assert stats.raw_new == total - durable
        assert len(dict(open_reader(store, sealer).read_many(ids, Job()))) == 40
        assert open_index(store, sealer).take_unindexed() == [], (
            "the second run indexed what the first could not"
        )


def test_after_an_error_nothing_more_is_accepted_and_finish_fails() -> None:
    store = DyingStore(dies_at=4)
    writer = ChunkWriter(store, Sealer(), ChunkIndex(), "owner")
    with pytest.raises(Died):
        add_and_finish(writer, range(9))
    store.dies_at = None
    for attempt in (lambda: writer.add(b"x"), writer.finish):
        with pytest.raises(BackupError, match="the process died"):
            attempt()
    writer.abort()
    assert list(store.list()) == []


def test_abort_leaves_no_open_files_behind(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "repository")
    writer = open_writer(store, Sealer())
    for number in range(25):
        writer.add(page_like(number, SIZE))
        writer.add_metadata(b"%d" % number)
    until(lambda: list(store.list("packs/")))  # what is whole is made durable beside; abort waits for no more
    writer.abort()
    assert list((tmp_path / "repository" / ".tmp").iterdir()) == []
    kept = open_index(store, Sealer())
    assert 0 < len(kept) < 25
    assert not kept.holds(Sealer().chunk_id(b"1"))


def test_chunks_that_are_too_large_are_refused() -> None:
    with pytest.raises(ValueError, match="larger than"):
        ChunkWriter(DyingStore(), Sealer(), ChunkIndex(), "owner").add(bytes(MAX_CHUNK_BYTES + 1))


def damaged_copy(store: DyingStore, sealer: Sealer, id: bytes) -> tuple[str, int]:
    """Damage the one copy of a chunk; returns where it lies."""
    place = open_index(store, sealer).copies(id)[0]
    store.damage(pack_key(place.pack), place.offset + place.stored - 1)
    return pack_key(place.pack), place.offset


def test_a_damaged_chunk_is_named_and_the_others_are_read(sealer: Sealer) -> None:
    store = DyingStore()
    ids = fill(store, sealer, range(20))
    key, offset = damaged_copy(store, sealer, ids[7])
    reader = open_reader(store, sealer)
    with pytest.raises(ObjectCorrupt, match=f"{key}: offset {offset}: ") as damage:
        reader.read(ids[7])
    with pytest.raises(ObjectCorrupt, match=f"{key}: offset {offset}: "):
        list(reader.read_many(ids, Job()))
    reports: list[tuple[bytes, str]] = []
    found = dict(reader.read_many(ids, Job(), on_error=lambda id, error: reports.append((id, str(error)))))
    assert reports == [(ids[7], str(damage.value))]
    assert found == {id: page_like(number, SIZE) for number, id in enumerate(ids) if number != 7}


def test_missing_packs_and_unknown_chunks_are_reported_chunk_by_chunk(sealer: Sealer) -> None:
    store = DyingStore()
    ids = fill(store, sealer, range(20))
    index = open_index(store, sealer)
    reader = ChunkReader(store, sealer, index)
    lost = index.copies(ids[0])[0].pack
    store.delete(pack_key(lost))
    unknown = b"\0" * 32
    reports: dict[bytes, PagewakeError] = {}
    found = dict(reader.read_many([unknown, *ids], Job(), on_error=reports.__setitem__))
    assert reports.keys() >= {unknown, ids[0]}
    assert found.keys() | reports.keys() == {unknown, *ids}
    assert all(isinstance(error, ObjectMissing) for error in reports.values())
    assert pack_key(lost) in str(reports[ids[0]])
    for id in (unknown, ids[0]):
        with pytest.raises(ObjectMissing):
            reader.read(id)
        with pytest.raises(ObjectMissing):
            list(reader.read_many([id], Job()))


def test_of_two_copies_the_sound_one_is_given(sealer: Sealer) -> None:
    store = DyingStore()
    ids = fill(store, sealer, range(6))
    second = ChunkWriter(store, sealer, ChunkIndex(), "blind")  # another process that saw an empty repository
    for number in range(6):
        second.add(page_like(number, SIZE))
    second.finish()
    index = open_index(store, sealer)
    first, other = index.copies(ids[2])
    store.damage(pack_key(first.pack), first.offset + 30)
    reader = ChunkReader(store, sealer, index)
    assert reader.read(ids[2]) == page_like(2, SIZE)
    assert dict(reader.read_many(ids, Job())) == {
        id: page_like(number, SIZE) for number, id in enumerate(ids)
    }
    store.damage(pack_key(other.pack), other.offset + 30)
    with pytest.raises(ObjectCorrupt):
        reader.read(ids[2])


def test_neighbours_are_read_in_one_request(sealer: Sealer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs_module, "PACK_BYTES", 1 << 20)
    store = DyingStore()
    ids = fill(store, sealer, range(60))
    reader = open_reader(store, sealer)
    store.reads.clear()
    order = [id for id, _ in reader.read_many(list(reversed(ids)), Job())]
    assert order == ids
    assert len(store.reads) == 1
    store.reads.clear()
    chosen = [ids[0], ids[1], ids[3], ids[40]]  # a gap of one chunk is read through, one of 36 is not
    assert [id for id, _ in reader.read_many(chosen, Job())] == chosen
    assert len(store.reads) == 2


def test_what_is_in_flight_is_bounded_by_what_chunks_open_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs_module, "PACK_BYTES", 1 << 30)
    store, sealer = DyingStore(), Sealer()
    writer = open_writer(store, sealer)
    ids = [writer.add(bytes([number]) * (1 << 20)) for number in range(100)]  # 100 MiB in some 400 KiB
    writer.finish()
    reader = open_reader(store, sealer)
    store.reads.clear()
    taken = reader.read_many(ids, Job())
    for _ in range(3):
        next(taken)
    workers = store.properties.parallel_requests
    assert len(store.reads) * (IN_FLIGHT_BYTES // (2 * (workers + 2))) <= IN_FLIGHT_BYTES
    assert len(list(taken)) == 97


def test_reading_many_is_cancelled(sealer: Sealer) -> None:
    store = DyingStore()
    ids = fill(store, sealer, range(40))
    token = CancelToken()
    reading = open_reader(store, sealer).read_many(ids, Job(token=token))
    next(reading)
    token.cancel()
    with pytest.raises(Cancelled):
        list(reading)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("chunks")]
