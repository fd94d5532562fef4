"""Block maps: pushing layers for a long time and resolving them says what a plain dictionary says."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.repository.models import Model, chunk_id, layer_of, pages_of

from pagewake.errors import ObjectCorrupt
from pagewake.repository.layers import NO_IDS, REGION_BLOCKS, ZERO, Layer, encode_layer, layer_from_blocks
from pagewake.repository.maps import (
    MAX_LAYERS,
    ChunkUse,
    LayerRef,
    RegionMap,
    load_layer,
    push_layer,
    resolve,
    resolve_refs,
)


class Chunks:
    """Content-addressed chunks in memory that count what is saved."""

    def __init__(self) -> None:
        self.content: dict[bytes, bytes] = {}
        self.saves = 0

    def save(self, raw: bytes) -> bytes:
        self.saves += 1
        id = hashlib.sha256(raw).digest()
        self.content[id] = bytes(raw)
        return id

    def load(self, id: bytes) -> bytes:
        return self.content[id]


def check(region: RegionMap, truth: Model) -> None:
    """The map says what the dictionary says, in all the ways that it can be asked."""
    said = {
        int(block): (region.ids[region.chunk[block]].tobytes(), int(region.page[block]))
        for block in np.flatnonzero(region.chunk >= 0)
    }
    assert said == truth
    assert {row.tobytes() for row in region.ids} == {id for id, _ in truth.values()}
    assert len(region.ids) == len({id for id, _ in truth.values()})
    rebuilt = {}
    for use in region.by_chunk():
        assert np.all(np.diff(use.blocks) > 0)
        rebuilt |= {int(b): (use.id, int(p)) for b, p in zip(use.blocks, use.pages, strict=True)}
    assert rebuilt == truth
    assert set(region.zero_blocks(0, 200).tolist()) == set(range(200)) - truth.keys()


pushes = st.lists(
    st.one_of(
        st.tuples(st.just("write"), st.sets(st.integers(0, 150), min_size=1, max_size=30)),
        st.tuples(st.just("zero"), st.integers(0, 150), st.integers(1, 80)),
        st.tuples(st.just("truncate"), st.integers(0, 150)),
    ),
    max_size=25,
)


def zeros(first: int, count: int) -> Layer:
    return layer_from_blocks(NO_IDS, np.arange(first, first + count), np.full(count, ZERO), np.zeros(count))


@settings(max_examples=40, deadline=None)
@given(pushes)
def test_pushed_layers_resolve_to_what_a_dictionary_says(script: list[tuple]) -> None:
    chunks, refs, truth, history = Chunks(), (), {}, []
    for number, (kind, *what) in enumerate(script):
        if kind == "write":
            said = pages_of(chunk_id(number), what[0])
            layer, truth = layer_of(said), truth | said
        else:
            first, count = (what[0], what[1]) if kind == "zero" else (what[0], REGION_BLOCKS - what[0])
            layer = zeros(first, count)
            truth = {block: at for block, at in truth.items() if not first <= block < first + count}
        saves = chunks.saves
        refs = push_layer(refs, layer, chunks.load, chunks.save)
        assert chunks.saves <= saves + 1
        assert len(refs) <= MAX_LAYERS
        history.append((refs, truth))
    for refs, truth in history:  # nothing that an older backup needs was changed by a newer one
        check(resolve_refs(refs, chunks.load), truth)


def test_lists_stay_short_and_what_is_rewritten_stays_a_small_multiple() -> None:
    chunks, refs, rewritten = Chunks(), (), 0
    blocks = np.random.default_rng(3).permutation(REGION_BLOCKS)[:1000].tolist()
    for number, block in enumerate(blocks):
        before = refs
        refs = push_layer(refs, layer_of({block: (chunk_id(number), 0)}), chunks.load, chunks.save)
        rewritten += sum(ref.extents for ref in refs if ref not in before)
        assert len(refs) <= MAX_LAYERS
    assert rewritten <= 12 * len(blocks)
    assert len(resolve_refs(refs, chunks.load).ids) == 1000


def test_an_empty_layer_and_zeros_on_nothing_save_nothing() -> None:
    chunks = Chunks()
    assert push_layer((), layer_of({}), chunks.load, chunks.save) == ()
    assert push_layer((), zeros(0, REGION_BLOCKS), chunks.load, chunks.save) == ()
    assert chunks.saves == 0
    check(resolve([]), {})


def test_a_truncated_and_regrown_file_does_not_get_its_old_blocks_back() -> None:
    chunks = Chunks()
    refs = push_layer((), layer_of(pages_of(chunk_id(1), range(100))), chunks.load, chunks.save)
    regrown = dict.fromkeys(range(40, REGION_BLOCKS)) | {60: (chunk_id(2), 0)}
    refs = push_layer(refs, layer_of(regrown), chunks.load, chunks.save)
    region = resolve_refs(refs, chunks.load)
    check(region, pages_of(chunk_id(1), range(40)) | {60: (chunk_id(2), 0)})
    assert [use.blocks.tolist() for use in region.by_chunk(30, 40)] == [list(range(30, 40)), [60]]


def test_pages_are_gathered_from_a_chunk_and_never_from_beyond_it() -> None:
    raw = np.repeat(np.arange(10, dtype=np.uint8), 512).tobytes()
    use = ChunkUse(b"\7" * 32, np.array([3, 9, 0], np.uint16), np.array([1, 2, 5]))
    assert use.gather(raw, 512)[:, 0].tolist() == [3, 9, 0]
    with pytest.raises(ObjectCorrupt, match="page 9 of a chunk that holds 9 pages"):
        use.gather(raw[:-1], 512)


def test_a_layer_of_another_length_than_declared_is_refused() -> None:
    chunks = Chunks()
    id = chunks.save(encode_layer(layer_of({5: (chunk_id(1), 0)})))
    assert len(load_layer(LayerRef(id, 1), chunks.load)) == 1
    with pytest.raises(ObjectCorrupt, match="2 extents"):
        load_layer(LayerRef(id, 2), chunks.load)
