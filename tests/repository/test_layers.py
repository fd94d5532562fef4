"""Layers say what a plain dictionary would say, and bytes that are not a layer are refused."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.errors import ObjectCorrupt, PagewakeError
from pagewake.repository.layers import (
    MAX_CHUNK_PAGES,
    REGION_BLOCKS,
    ZERO,
    Layer,
    LayerBuilder,
    decode_layer,
    encode_layer,
    flatten,
    ids_array,
    layer_from_blocks,
)

Model = dict[int, tuple[bytes, int] | None]
"""A block's chunk and page, None for zeros; blocks that nobody speaks of are not in it."""


def chunk_id(number: int) -> bytes:
    return hashlib.sha256(str(number).encode()).digest()


def model_of(layer: Layer) -> Model:
    model: Model = {}
    for start, count, chunk, page in zip(
        layer.start.tolist(), layer.count.tolist(), layer.chunk.tolist(), layer.page.tolist(), strict=True
    ):
        for k in range(count):
            assert start + k not in model
            model[start + k] = None if chunk == ZERO else (layer.ids[chunk].tobytes(), page + k)
    return model


places = st.one_of(st.integers(0, 60), st.integers(REGION_BLOCKS - 40, REGION_BLOCKS - 1))


@st.composite
def block_sets(draw: st.DrawFn) -> np.ndarray:
    return np.array(sorted(draw(st.sets(places, min_size=1, max_size=40))), np.int64)


actions = st.lists(
    st.one_of(
        st.tuples(st.just("chunk"), st.integers(0, 5), block_sets()),
        st.tuples(st.just("zeros"), places, st.integers(0, 50)),
    ),
    max_size=8,
)


def build(script: list[tuple]) -> tuple[dict[int, Layer], dict[int, Model]]:
    """Apply a script to a builder and to dictionaries, both over several regions."""
    builder, models = LayerBuilder(), {}
    for kind, first, second in script:
        if kind == "chunk":
            builder.add_chunk(chunk_id(first), second)
            said = [(int(block), (chunk_id(first), page)) for page, block in enumerate(second)]
        else:
            builder.add_zeros(first, second)
            said = [(block, None) for block in range(first, first + second)]
        for block, what in said:
            models.setdefault(block // REGION_BLOCKS, {})[block % REGION_BLOCKS] = what
    return dict(builder.take()), models


@settings(max_examples=60, deadline=None)
@given(actions)
def test_builder_says_what_a_dictionary_says(script: list[tuple]) -> None:
    layers, models = build(script)
    assert layers.keys() == models.keys()
    for region, layer in layers.items():
        assert model_of(layer) == models[region]
        assert decode_equal(layer)


def decode_equal(layer: Layer) -> bool:
    again = decode_layer(encode_layer(layer))
    return all(
        np.array_equal(getattr(again, name), getattr(layer, name))
        for name in ("ids", "start", "count", "chunk", "page")
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(actions, max_size=5), st.booleans())
def test_flatten_says_what_dictionaries_laid_over_each_other_say(scripts: list[list], bottom: bool) -> None:
    layers, model = [], Model()
    for script in scripts:
        built, models = build([action for action in script if action[0] == "chunk" or action[1] < 100])
        if 0 in built:
            layers.append(built[0])
            model.update(models[0])
    if bottom:
        model = {block: what for block, what in model.items() if what is not None}
    flat = flatten(layers, bottom=bottom)
    assert model_of(flat) == model
    assert decode_equal(flat)
    assert encode_layer(flatten([flat], bottom=bottom)) == encode_layer(flat), "one form for one meaning"


def test_runs_cross_region_borders_with_their_page_indexes() -> None:
    builder = LayerBuilder()
    builder.add_chunk(chunk_id(1), np.arange(REGION_BLOCKS - 3, REGION_BLOCKS + 5))
    builder.add_zeros(REGION_BLOCKS * 3 - 1, REGION_BLOCKS + 2)
    layers = dict(builder.take())
    assert sorted(layers) == [0, 1, 2, 3, 4]
    assert model_of(layers[0]) == {REGION_BLOCKS - 3 + k: (chunk_id(1), k) for k in range(3)}
    assert model_of(layers[1]) == {k: (chunk_id(1), 3 + k) for k in range(5)}
    assert (len(layers[3]), layers[3].blocks, len(layers[3].ids)) == (1, REGION_BLOCKS, 0)
    assert layers[4].blocks == 1


def test_finished_regions_can_be_taken_early() -> None:
    builder = LayerBuilder()
    builder.add_chunk(chunk_id(1), np.array([5, REGION_BLOCKS - 1, REGION_BLOCKS]))
    assert [region for region, _ in builder.take(REGION_BLOCKS - 1)] == []
    assert [region for region, _ in builder.take(REGION_BLOCKS)] == [0]
    assert [region for region, _ in builder.take()] == [1]


def test_repeated_ids_become_one() -> None:
    ids = ids_array([chunk_id(1), chunk_id(2), chunk_id(1), chunk_id(3)])
    blocks = np.array([1, 2, 3, 4, 9])
    layer = layer_from_blocks(ids, blocks, np.array([2, 0, 1, ZERO, 2]), np.array([0, 1, 0, 7, 2]))
    assert [row.tobytes() for row in layer.ids] == [chunk_id(1), chunk_id(2)]
    assert model_of(layer) == {
        1: (chunk_id(1), 0),
        2: (chunk_id(1), 1),
        3: (chunk_id(2), 0),
        4: None,
        9: (chunk_id(1), 2),
    }
    assert len(layer) == 4


def test_an_isolated_block_costs_few_bytes() -> None:
    blocks = np.sort(np.random.default_rng(1).choice(REGION_BLOCKS, 640, replace=False))
    builder = LayerBuilder()
    for k in range(0, 640, 64):
        builder.add_chunk(chunk_id(k), blocks[k : k + 64])
    encoded = encode_layer(dict(builder.take())[0])
    assert len(encoded) <= 6 * 640


def test_the_worst_layer_fits_and_comes_back() -> None:
    rng = np.random.default_rng(2)
    ids = rng.integers(0, 256, (REGION_BLOCKS, 32), np.uint8)
    chunk = rng.permutation(REGION_BLOCKS)
    page = rng.integers(0, MAX_CHUNK_PAGES, REGION_BLOCKS)
    layer = layer_from_blocks(ids, np.arange(REGION_BLOCKS), chunk, page)
    assert len(encode_layer(layer)) < 8 << 20
    assert decode_equal(layer)


SAMPLE = encode_layer(
    build([("chunk", 1, np.arange(3, 90, 2)), ("zeros", 40, 20), ("chunk", 2, np.arange(50, 60))])[0][0]
)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_hostile_bytes_end_in_a_clear_error_or_a_valid_layer(data: st.DataObject) -> None:
    octets = bytearray(SAMPLE)
    for _ in range(data.draw(st.integers(1, 4))):
        octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(octets)))
    for hostile in (
        bytes(octets),
        bytes(octets[:cut]),
        data.draw(st.binary(max_size=80)),
        b"PWL1" + octets[cut:],
    ):
        try:
            layer = decode_layer(hostile, object_name="chunk x")
        except PagewakeError:
            continue
        end = layer.start + layer.count
        assert np.all(layer.start[1:] >= end[:-1])
        assert end.max(initial=0) <= REGION_BLOCKS
        assert layer.chunk.min(initial=ZERO) >= ZERO
        assert layer.chunk.max(initial=ZERO) < len(layer.ids)
        assert layer.page.min(initial=0) >= 0
        flatten([layer], bottom=False)


def test_every_cut_is_noticed() -> None:
    for length in range(len(SAMPLE)):
        with pytest.raises(ObjectCorrupt):
            decode_layer(SAMPLE[:length])
    with pytest.raises(ObjectCorrupt):
        decode_layer(SAMPLE + b"\0")


def test_declared_sizes_are_checked_before_anything_is_allocated() -> None:
    huge = b"PWL1" + b"\xff" * 20
    with pytest.raises(ObjectCorrupt, match=r"chunk x.*declares"):
        decode_layer(huge + SAMPLE, object_name="chunk x")
    with pytest.raises(ObjectCorrupt, match="longer than"):
        decode_layer(bytes(SAMPLE[:4] + (2).to_bytes(4, "little") + bytes(4) + b"\xff" * 12) + bytes(1 << 20))
