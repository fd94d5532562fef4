"""What a terabyte costs in maps and index: measured with real encoded bytes on a sample of its regions.

The database has 134,217,728 blocks of 8 KiB in 1024 files of one region each, as PostgreSQL cuts them. 1.5 %
of them change in a day; an incremental is taken every hour. Everything that is written beside pages is
counted: layers, the file table, pack footers and index objects, all as sealed for the store.
"""

from __future__ import annotations

import tracemalloc
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import pytest
from tests.patience import Stopwatch
from tests.repository.models import gathered

from pagewake.repository.file_table import FileRecord, FileTable, write_file_table
from pagewake.repository.index import ChunkIndex
from pagewake.repository.index_objects import encode_index, write_index
from pagewake.repository.layers import REGION_BLOCKS, Layer, layer_from_blocks
from pagewake.repository.maps import LayerRef, push_layer, resolve_refs
from pagewake.repository.packs import PackContents, pack_key
from pagewake.repository.sealing import Sealer
from pagewake.stores.base import ObjectInfo
from pagewake.stores.memory import MemoryStore

PAGE = 8192
REGIONS = 1024
HOURLY_BLOCKS = REGIONS * REGION_BLOCKS * 0.015 / 24
INDEX_BYTES = 2 * 40
"""A chunk's row in its pack's footer and in an index object."""
SEALER = Sealer()


@dataclass
class Written:
    """Bytes of one kind, sealed, with a row in footer and index for each chunk; identical ones count once."""

    chunks: dict[bytes, bytes]
    bytes: int = 0

    def save(self, raw: bytes) -> bytes:
        id = SEALER.chunk_id(raw)
        if id not in self.chunks:
            self.chunks[id] = raw
            self.bytes += len(SEALER.seal_chunk("0" * 32, id, raw)) + INDEX_BYTES
        return id


class Sample:
    """Some of the regions, and what each hour writes for them."""

    def __init__(self, regions: int, seed: int) -> None:
        self.rng = np.random.default_rng(seed)
        self.chunks: dict[bytes, bytes] = {}
        self.layers = Written(self.chunks)
        self.tables = Written(self.chunks)
        self.pages = self.page_chunks = 0
        whole = np.arange(REGION_BLOCKS)
        full = [gathered(self.page_ids(REGION_BLOCKS), whole) for _ in range(regions)]
        self.refs: list[tuple[LayerRef, ...]] = [
            push_layer((), layer, self.load, self.layers.save) for layer in full
        ]
        self.full_bytes = self.layers.bytes
        self.layers.bytes = 0
        self.tables_of_full = write_file_table(self.records(), self.tables.save)
        self.tables.bytes = self.page_chunks = 0

    def page_ids(self, blocks: int) -> list[bytes]:
        count = -(-blocks // 64)
        self.page_chunks += count
        return [self.rng.bytes(32) for _ in range(count)]

    def load(self, id: bytes) -> bytes:
        return self.chunks[id]

    def records(self) -> list[FileRecord]:
        size = REGION_BLOCKS * PAGE
        return [
            FileRecord(
                f"base/16384/{20000 + k // 8}.{k % 8}",
                size,
                PAGE,
                0o600,
                f"1663/16384/{20000 + k // 8}",
                0,
                [refs],
            )
            for k, refs in enumerate(self.refs)
        ]

    def hour(self, changed: list[np.ndarray]) -> None:
        """One incremental: for each region the blocks that changed."""
        for number, blocks in enumerate(changed):
            if len(blocks):
                layer = gathered(self.page_ids(len(blocks)), blocks)
                self.refs[number] = push_layer(self.refs[number], layer, self.load, self.layers.save)
                self.pages += len(blocks)
        write_file_table(self.records(), self.tables.save)

    def shares(self) -> dict[str, float]:
        """Bytes of each kind as a share of the raw pages."""
        raw = self.pages * PAGE
        page_index = self.page_chunks * INDEX_BYTES
        return {
            "layers": self.layers.bytes / raw,
            "file table": self.tables.bytes / raw,
            "index": page_index / raw,
        }


def uniform(sample: Sample, regions: int) -> list[np.ndarray]:
    """Any block is as likely as any other."""
    counts = sample.rng.poisson(HOURLY_BLOCKS / REGIONS, regions)
    return [np.unique(sample.rng.integers(0, REGION_BLOCKS, count)) for count in counts]


def clustered(sample: Sample, regions: int) -> list[np.ndarray]:
    """Few regions get most changes, and in each of them few runs of 16 blocks: popularity as in Zipf's law.

    A sample has its share of hot and cold regions: weights are those of `regions` ranks spread over all.
    """
    ranks = 1 + np.arange(regions) * REGIONS / regions
    weights = (1 / ranks) / (1 / ranks).sum()
    counts = sample.rng.poisson(weights * HOURLY_BLOCKS * regions / REGIONS)
    result = []
    for number, count in enumerate(counts):
        run = (sample.rng.zipf(1.3, count) * 2654435761 + number * 97) % (REGION_BLOCKS // 16)
        result.append(np.unique(run * 16 + sample.rng.integers(0, 16, count)))
    return result


def simulate(pattern, regions: int, hours: int) -> tuple[Sample, float]:
    sample = Sample(regions, seed=7)
    longest = 0
    for _ in range(hours):
        sample.hour(pattern(sample, regions))
        longest = max(longest, *(len(refs) for refs in sample.refs))
    assert longest <= 8
    shares = sample.shares()
    total = sum(shares.values())
    per_hour = sample.pages * PAGE * total / hours * REGIONS / regions
    parts = ", ".join(f"{name} {100 * share:.3f} %" for name, share in shares.items())
    print(  # noqa: T201 - shown by pytest -s and on failure
        f"{pattern.__name__}, {hours} hours: {per_hour / 2**20:.2f} MiB of maps an hour for a terabyte, "
        f"{100 * total:.2f} % of the raw pages, {400 * total:.2f} % of a quarter of them ({parts}); "
        f"a full map {sample.full_bytes / regions * REGIONS / 2**20:.0f} MiB"
    )
    return sample, total


@pytest.mark.parametrize("pattern", [uniform, clustered])
def test_maps_cost_a_few_per_cent_of_what_changed(pattern) -> None:
    sample, total = simulate(pattern, regions=8, hours=168)
    assert 4 * total <= 0.03, "share of pages compressed to a quarter"
    assert sample.full_bytes / (8 * REGION_BLOCKS * PAGE) < 0.0002
    current = [resolve_refs(refs, sample.load) for refs in sample.refs]
    assert all(len(np.flatnonzero(region.chunk < 0)) == 0 for region in current)


@pytest.mark.torture
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("pattern", [uniform, clustered])
def test_maps_cost_a_few_per_cent_over_a_month(pattern) -> None:
    _, total = simulate(pattern, regions=32, hours=720)
    assert 4 * total <= 0.03


def test_one_changed_block_in_one_file_of_a_terabyte_writes_kilobytes() -> None:
    chunks = Written({})
    refs = [[LayerRef(np.random.default_rng(k).bytes(32), 2048)] * 5 for k in range(REGIONS)]
    size = REGIONS * REGION_BLOCKS * PAGE
    record = FileRecord("pages", size, PAGE, 0o600, "pages", 0, refs)
    write_file_table([record], chunks.save)
    chunks.bytes = 0
    refs[700] = [*refs[700], LayerRef(bytes(32), 1)]
    pieces = write_file_table([record], chunks.save)
    assert chunks.bytes < 20 << 10
    assert FileTable(pieces, chunks.chunks.__getitem__).get("pages") == record


def packs_of(count: int, chunks_each: int, rng: np.random.Generator) -> list[PackContents]:
    packs = []
    for _ in range(count):
        stored = rng.integers(100_000, 160_000, chunks_each).astype(np.uint32)
        raw = np.full(chunks_each, 512 << 10, np.uint32)
        ids = rng.integers(0, 256, (chunks_each, 32), np.uint8)
        size = 150 + int(stored.sum()) + 12_000
        packs.append(PackContents(rng.bytes(16).hex(), "20260101T000000Z", size, 150, ids, stored, raw))
    return packs


class ListedStore(MemoryStore):
    """A store whose packs are only listed, not kept."""

    def __init__(self) -> None:
        super().__init__()
        self.sizes: dict[str, int] = {}

    def list(self, prefix=""):
        if prefix != "packs/":
            return super().list(prefix)
        modified = datetime(2026, 1, 1, tzinfo=UTC)
        return (ObjectInfo(key, size, modified) for key, size in sorted(self.sizes.items()))


def store_of(chunks: int) -> ListedStore:
    """A repository of so many chunks of 128 KiB stored, 256 to a pack, 64 packs to an index object."""
    store, rng = ListedStore(), np.random.default_rng(5)
    for _ in range(chunks // (256 * 64)):
        packs = packs_of(64, 256, rng)
        write_index(store, SEALER, packs)
        store.sizes |= {pack_key(pack.name): pack.size for pack in packs}
    return store


def opened(store: MemoryStore) -> tuple[ChunkIndex, float, int]:
    """The index, seconds to open it, and the most memory that opening needed."""
    watch = Stopwatch()
    ChunkIndex.open(store, SEALER, on_problem=lambda error: pytest.fail(str(error)))
    seconds = watch.seconds
    tracemalloc.start()
    index = ChunkIndex.open(store, SEALER)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return index, seconds, peak


def worst_region() -> Layer:
    """A region of which every block was changed by itself, in chunks of 64 pages from all over it."""
    rng = np.random.default_rng(9)
    ids = rng.integers(0, 256, (REGION_BLOCKS // 64, 32), np.uint8)
    numbers = rng.permutation(REGION_BLOCKS)
    return layer_from_blocks(ids, np.arange(REGION_BLOCKS), numbers // 64, numbers % 64)


def test_the_index_of_a_terabyte_and_a_region_fit_into_memory() -> None:
    chunks = 2**21
    store = store_of(chunks)
    index, seconds, peak = opened(store)
    assert len(index) == chunks
    assert index.nbytes <= 48 * chunks
    chunks_of_map = Written({})
    tracemalloc.start()
    refs = push_layer((), worst_region(), chunks_of_map.chunks.__getitem__, chunks_of_map.save)
    region = resolve_refs(refs, chunks_of_map.chunks.__getitem__)
    map_peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(region.ids) == REGION_BLOCKS // 64
    sealed = sum(info.size for info in store.list("index/"))
    print(  # noqa: T201 - shown by pytest -s and on failure
        f"{chunks} chunks: {index.nbytes / 2**20:.0f} MiB ({index.nbytes / chunks:.1f} bytes a chunk), "
        f"opened in {seconds:.2f} s with {peak / 2**20:.0f} MiB at most, "
        f"{sealed / 2**20:.0f} MiB of index objects; "
        f"the worst region's map {map_peak / 2**20:.0f} MiB"
    )
    assert peak + map_peak <= 256 << 20
    assert seconds < 20


def test_an_index_object_takes_forty_bytes_a_chunk() -> None:
    packs = packs_of(64, 256, np.random.default_rng(1))
    assert len(encode_index(packs)) <= 41 * 64 * 256
