"""Pairs of ids, layers with other ids, and pieces of a file table with other layers."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pagewake.copying.naming import NO_PAIRS, Pairs, distinct_ids, joined, pairs_of_layers, renamed, same_ids
from pagewake.errors import ObjectCorrupt
from pagewake.repository.file_table import FileRecord, piece_with_layers, rows_of_piece, write_file_table
from pagewake.repository.layers import Layer, ids_array, layer_from_blocks
from pagewake.repository.maps import LayerRef
from pagewake.repository.sealing import Sealer

IDS = st.lists(st.binary(min_size=32, max_size=32), unique=True, max_size=40)


def layer(ids: list[bytes], seed: int = 0) -> Layer:
    """Blocks all over a region, pages of these chunks."""
    chance = np.random.default_rng(seed)
    blocks = np.sort(chance.choice(5000, 8 * len(ids), replace=False))
    return layer_from_blocks(
        ids_array(ids), blocks, chance.integers(0, len(ids), len(blocks)), chance.integers(0, 60, len(blocks))
    )


@given(here=IDS, others=IDS)
def test_pairs_find_what_they_hold_and_nothing_else(here: list[bytes], others: list[bytes]) -> None:
    there = [id_[::-1] for id_ in here]
    pairs = Pairs(ids_array(here), ids_array(there))
    sought = [*others, *here]
    found, known = pairs.find(ids_array(sought))
    for id_, name, is_known in zip(sought, found, known.tolist(), strict=True):
        assert is_known == (id_ in here)
        assert name.tobytes() == (id_[::-1] if is_known else bytes(32))


def test_of_two_answers_the_first_holds() -> None:
    id_, first, second = ids_array([b"i" * 32]), ids_array([b"1" * 32]), ids_array([b"2" * 32])
    assert joined([(id_, first), (id_, second)]).find(id_)[0].tobytes() == b"1" * 32
    assert len(joined([])) == len(NO_PAIRS) == 0


@given(ids=IDS, repeats=st.integers(1, 3))
def test_each_id_once(ids: list[bytes], repeats: int) -> None:
    assert sorted(row.tobytes() for row in distinct_ids(ids_array(ids * repeats))) == sorted(ids)


@given(ids=st.lists(st.binary(min_size=32, max_size=32), unique=True, min_size=1, max_size=9))
def test_a_layer_with_other_ids_says_the_same_of_every_block(ids: list[bytes]) -> None:
    before = layer(ids)
    target = Sealer(bytes(32))
    known = before.ids[: len(before.ids) // 2]
    pairs = Pairs(known, known[:, ::-1])
    after = renamed(before, pairs, target.chunk_id)
    for name in ("start", "count", "chunk", "page"):
        assert np.array_equal(getattr(before, name), getattr(after, name))
    for number, (old, new) in enumerate(zip(before.ids, after.ids, strict=True)):
        assert np.array_equal(new, old[::-1]) == (number < len(known)) or np.array_equal(old, old[::-1])
    found, is_known = pairs_of_layers([before], [after]).find(before.ids)
    assert is_known.all() and np.array_equal(found, after.ids)


def test_maps_that_differ_tell_no_pairs() -> None:
    ids = [bytes([number]) * 32 for number in range(4)]
    assert len(pairs_of_layers([layer(ids, 1)], [layer(ids, 2)])) == 0
    one, other = layer(ids, 1), layer(ids, 2)
    laid = pairs_of_layers([one, other], [layer_of_all([one, other])])
    assert len(laid) > 0  # laid otherwise, and the same all together


def layer_of_all(layers: list[Layer]) -> Layer:
    from pagewake.repository.layers import flatten

    return flatten(layers, bottom=True)


def test_equal_keys_give_equal_names() -> None:
    one, other = bytes(32), bytes([1]) * 32
    assert same_ids(Sealer(), Sealer(codec="zstd")) and same_ids(Sealer(one), Sealer(one))
    assert not same_ids(Sealer(), Sealer(one)) and not same_ids(Sealer(one), Sealer(other))


def piece() -> tuple[bytes, bytes]:
    kept: dict[bytes, bytes] = {}

    def save(raw: bytes) -> bytes:
        kept[b"p" * 32] = raw
        return b"p" * 32

    refs = [[LayerRef(b"a" * 32, 3), LayerRef(b"b" * 32, 1)]]
    write_file_table([FileRecord("data/a", 9000, 4096, 0o600, "a", 0, refs)], save)
    return b"p" * 32, kept[b"p" * 32]


def test_a_piece_with_the_same_layers_is_the_same_piece() -> None:
    id_, raw = piece()
    ((path, first, regions),) = rows_of_piece(id_, lambda _: raw)
    assert (path, first) == ("data/a", 0)
    assert piece_with_layers(id_, raw, [regions]) == raw
    other = piece_with_layers(id_, raw, [[[LayerRef(b"c" * 32, 7)]]])
    assert rows_of_piece(id_, lambda _: other)[0][2] == [[LayerRef(b"c" * 32, 7)]]


def test_what_a_newer_version_added_to_a_row_stays() -> None:
    id_, raw = piece()
    rows = msgspec.msgpack.decode(raw[4:])
    rows[0].append({"new": [1, 2]})
    newer = raw[:4] + msgspec.msgpack.encode(rows)
    other = piece_with_layers(id_, newer, [[[LayerRef(b"c" * 32, 7)]]])
    assert msgspec.msgpack.decode(other[4:])[0][-1] == {"new": [1, 2]}


@pytest.mark.parametrize("extra", [b"\x91" * 100_000 + b"\x90", b"\x81\x80\x01", b"\xa1\xff"])
def test_what_cannot_be_read_in_a_row_is_damage(extra: bytes) -> None:
    """Deeper than anything is nested, a key that is none, and text that is none."""
    id_, raw = piece()
    (row,) = msgspec.msgpack.decode(raw[4:])
    inner = msgspec.msgpack.encode(row)
    spoiled = raw[:4] + b"\x91" + bytes([inner[0] + 1]) + inner[1:] + extra
    with pytest.raises(ObjectCorrupt, match="a piece of"):
        piece_with_layers(id_, spoiled, [[[LayerRef(b"c" * 32, 7)]]])
