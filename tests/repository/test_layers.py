"""Layers say what a plain dictionary would say, and bytes that are not a layer are refused."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.repository.models import Model, chunk_id, gathered, layer_of, model_of, pages_of

from pagewake.errors import ObjectCorrupt, PagewakeError
from pagewake.repository.layers import (
    MAX_CHUNK_PAGES,
    REGION_BLOCKS,
    ZERO,
    Layer,
    decode_layer,
    encode_layer,
    flatten,
    ids_array,
    layer_from_blocks,
    layer_of_chunk,
)

places = st.one_of(st.integers(0, 60), st.integers(REGION_BLOCKS - 40, REGION_BLOCKS - 1))
extents = st.tuples(
    st.integers(0, 90), st.integers(1, 50), st.one_of(st.none(), st.integers(0, 4)), st.integers(0, 70)
)


@st.composite
def models(draw: st.DrawFn) -> Model:
    """A region as backups leave it: runs of pages, runs of zeros, pages gathered from here and there."""
    model: Model = {}
    for start, count, number, page in draw(st.lists(extents, max_size=5)):
        for k in range(count):
            model[start + k] = None if number is None else (chunk_id(number), page + k)
    for number, blocks in enumerate(draw(st.lists(st.sets(places, max_size=30), max_size=3))):
        model |= pages_of(chunk_id(number + 3), blocks)
    return model


def decode_equal(layer: Layer) -> bool:
    again = decode_layer(encode_layer(layer))
    return all(
        np.array_equal(getattr(again, name), getattr(layer, name))
        for name in ("ids", "start", "count", "chunk", "page")
    )


@settings(max_examples=60, deadline=None)
@given(models())
def test_a_layer_says_what_its_dictionary_says_and_survives_encoding(model: Model) -> None:
    layer = layer_of(model)
    assert model_of(layer) == model
    assert len({row.tobytes() for row in layer.ids}) == len(layer.ids)
    assert decode_equal(layer)


@settings(max_examples=60, deadline=None)
@given(st.lists(models(), max_size=5), st.booleans())
def test_flatten_says_what_dictionaries_laid_over_each_other_say(parts: list[Model], bottom: bool) -> None:
    model: Model = {}
    for part in parts:
        model |= part
    if bottom:
        model = {block: what for block, what in model.items() if what is not None}
    flat = flatten([layer_of(part) for part in parts], bottom=bottom)
    assert model_of(flat) == model
    assert encode_layer(flat) == encode_layer(layer_of(model)), "one form for one meaning"


def test_repeated_ids_become_one() -> None:
    ids = ids_array([chunk_id(1), chunk_id(2), chunk_id(1), chunk_id(3)])
    blocks = np.array([1, 2, 3, 4, 9])
    layer = layer_from_blocks(ids, blocks, np.array([2, 0, 1, ZERO, 2]), np.array([0, 1, 0, 7, 2]))
    assert [row.tobytes() for row in layer.ids] == [chunk_id(1), chunk_id(2)]
    assert len(layer) == 4
    one, two = chunk_id(1), chunk_id(2)
    assert model_of(layer) == {1: (one, 0), 2: (one, 1), 3: (two, 0), 4: None, 9: (one, 2)}


def test_an_isolated_block_costs_few_bytes() -> None:
    blocks = np.sort(np.random.default_rng(1).choice(REGION_BLOCKS, 640, replace=False))
    encoded = encode_layer(gathered([chunk_id(k) for k in range(10)], blocks))
    assert len(encoded) <= 6 * 640


def test_a_region_truncated_whole_is_one_extent() -> None:
    layer = layer_from_blocks(
        ids_array([]), np.arange(REGION_BLOCKS), np.full(REGION_BLOCKS, ZERO), np.zeros(REGION_BLOCKS)
    )
    assert (len(layer), layer.blocks, len(layer.ids)) == (1, REGION_BLOCKS, 0)
    assert decode_equal(layer)


def test_the_worst_layer_fits_a_chunk_and_comes_back() -> None:
    rng = np.random.default_rng(2)
    ids = rng.integers(0, 256, (REGION_BLOCKS, 32), np.uint8)
    chunk = rng.permutation(REGION_BLOCKS)
    page = rng.integers(0, MAX_CHUNK_PAGES, REGION_BLOCKS)
    layer = layer_from_blocks(ids, np.arange(REGION_BLOCKS), chunk, page)
    assert len(encode_layer(layer)) < 8 << 20
    assert decode_equal(layer)


SAMPLE = encode_layer(
    layer_of(
        pages_of(chunk_id(1), range(3, 90, 2))
        | dict.fromkeys(range(40, 60))
        | pages_of(chunk_id(2), range(50, 60))
        | pages_of(chunk_id(3), range(300, 50000, 999))
    )
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
            layer = decode_layer(hostile)
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
        decode_layer(SAMPLE[:4] + (2).to_bytes(4, "little") + bytes(4) + b"\xff" * 12 + bytes(1 << 20))


@given(
    start=st.sampled_from([0, 1, 127, 128, 5000]),
    count=st.sampled_from([1, 2, 127, 128, 129, 1000]),
    page=st.sampled_from([0, 1, 63, 64, 500]),
)
def test_one_extent_of_one_chunk_is_written_as_any_layer_is(start: int, count: int, page: int) -> None:
    layer = layer_of_chunk(bytes(range(32)), start, count, page)
    columns = [varint(start), varint(count - 1), varint(2), varint(2 * page)]
    header = b"PWL1" + b"".join(n.to_bytes(4, "little") for n in (1, 1, *map(len, columns[:3])))
    encoded = encode_layer(layer)
    assert encoded == header + bytes(range(32)) + b"".join(columns)
    back = decode_layer(encoded)
    assert (back.start[0], back.count[0], back.chunk[0], back.page[0]) == (start, count, 0, page)
    assert back.ids.tobytes() == bytes(range(32))


def varint(value: int) -> bytes:
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
