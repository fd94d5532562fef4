"""Packs: every byte is under a hash, the tail tells what is inside, and damage is named."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.repository.chunk_stores import DyingStore, page_like

from pagewake.errors import ObjectCorrupt, ObjectMissing, PagewakeError
from pagewake.repository.packs import (
    WRITE_BYTES,
    PackContents,
    PackWriter,
    check_header,
    pack_key,
    pack_name,
    read_contents,
)
from pagewake.repository.sealing import Sealer

NAME = "0123456789abcdef" * 2


@pytest.fixture(params=[None, b"k" * 32], ids=["plain", "encrypted"])
def sealer(request: pytest.FixtureRequest) -> Sealer:
    return Sealer(request.param)


def write_pack(store: DyingStore, sealer: Sealer, sizes: list[int]) -> PackContents:
    writer = PackWriter(store, sealer, NAME, "20260101T000000Z-abc")
    for seed, size in enumerate(sizes):
        raw = page_like(seed, size)
        id = sealer.chunk_id(raw)
        writer.append(id, sealer.seal_chunk(NAME, id, raw), len(raw))
    return writer.finish()


def same(one: PackContents, other: PackContents) -> bool:
    return (one.name, one.owner, one.size, one.first, one.header_hash) == (
        other.name,
        other.owner,
        other.size,
        other.first,
        other.header_hash,
    ) and all(
        np.array_equal(getattr(one, column), getattr(other, column)) for column in ("ids", "stored", "raw")
    )


@pytest.mark.parametrize(
    "sizes", [[100], [0, 5, 4096], [64] * 700], ids=["one", "few", "more than the first tail read"]
)
def test_the_tail_tells_what_a_pack_holds(sealer: Sealer, sizes: list[int]) -> None:
    store = DyingStore()
    written = write_pack(store, sealer, sizes)
    assert store.size(pack_key(NAME)) == written.size
    again = read_contents(store, sealer, NAME, written.size)
    assert same(written, again)
    check_header(store, sealer, again)
    for number in range(len(sizes)):
        place, length = int(again.offsets[number]), int(again.stored[number])
        sealed = store.read(pack_key(NAME), place, length)
        raw = sealer.open_chunk(NAME, again.ids[number].tobytes(), int(again.raw[number]), sealed)
        assert raw == page_like(number, sizes[number])


def test_every_byte_is_covered(sealer: Sealer) -> None:
    store = DyingStore()
    size = write_pack(store, sealer, [60, 60]).size
    pristine = store.read(pack_key(NAME))
    for offset in range(size):
        store.damage(pack_key(NAME), offset)
        with pytest.raises(ObjectCorrupt):
            read_all(store, sealer, size)
        store.damage(pack_key(NAME), offset)
    assert store.read(pack_key(NAME)) == pristine
    read_all(store, sealer, size)


def read_all(store: DyingStore, sealer: Sealer, size: int) -> None:
    contents = read_contents(store, sealer, NAME, size)
    check_header(store, sealer, contents)
    for id, offset, stored, raw in zip(
        contents.ids, contents.offsets, contents.stored, contents.raw, strict=True
    ):
        sealed = store.read(pack_key(NAME), int(offset), int(stored))
        sealer.open_chunk(NAME, id.tobytes(), int(raw), sealed)


def test_a_pack_cut_short_or_under_another_name_is_refused(sealer: Sealer) -> None:
    store = DyingStore()
    size = write_pack(store, sealer, [600]).size
    content = store.read(pack_key(NAME))
    other = "f" * 32
    for length in (0, 5, 40, 100, size - 1):
        store.put(pack_key(other), content[:length], replace=True)
        with pytest.raises(ObjectCorrupt, match=r"packs/ff/f+: this is not a whole pack"):
            read_contents(store, sealer, other, length)
    store.put(pack_key(other), content, replace=True)
    with pytest.raises(ObjectCorrupt):
        read_contents(store, sealer, other, size)
    with pytest.raises(ObjectMissing):
        read_contents(store, sealer, "e" * 32, size)


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_hostile_tails_end_in_a_clear_error(data: st.DataObject) -> None:
    store, sealer = DyingStore(), Sealer()
    content = bytearray(write_pack_once())
    for _ in range(data.draw(st.integers(1, 3))):
        content[-data.draw(st.integers(1, min(len(content), 200)))] = data.draw(st.integers(0, 255))
    content += data.draw(st.binary(max_size=20))
    store.put(pack_key(NAME), bytes(content))
    size = data.draw(st.sampled_from([len(content), len(content) - 1, 0, 1 << 40]))
    try:
        found = read_contents(store, sealer, NAME, size)
    except PagewakeError:
        return
    assert bytes(content) == write_pack_once()
    assert len(found) == 2


_SAMPLE: list[bytes] = []


def write_pack_once() -> bytes:
    if not _SAMPLE:
        store = DyingStore()
        write_pack(store, Sealer(), [300, 30])
        _SAMPLE.append(store.read(pack_key(NAME)))
    return _SAMPLE[0]


def test_nothing_exists_before_finish() -> None:
    store = DyingStore()
    writer = PackWriter(store, Sealer(), NAME, "owner")
    writer.append(bytes(32), b"x", 1)
    assert list(store.list()) == []
    writer.abort()
    assert list(store.list()) == []


def test_short_chunks_reach_the_store_together_and_in_order(sealer: Sealer) -> None:
    sizes = [2000] * 200 + [WRITE_BYTES * 2] + [2000] * 3
    many, one = DyingStore(), DyingStore()
    written = write_pack(many, sealer, sizes)
    write_pack(one, sealer, [2000])
    assert many.steps < one.steps + sum(sizes) // WRITE_BYTES + 1
    for seed, (id, at, stored) in enumerate(zip(written.ids, written.offsets, written.stored, strict=True)):
        sealed = many.read(pack_key(NAME), int(at), int(stored))
        opened = sealer.open_chunk(NAME, id.tobytes(), sizes[seed], sealed)
        assert opened == page_like(seed, sizes[seed])


def test_names_of_packs() -> None:
    assert pack_name(pack_key(NAME)) == NAME
    for key in ("packs/00/" + NAME, f"packs/{NAME}", "packs/01/0123", "packs/01/x", "other/01/" + NAME):
        assert pack_name(key) is None
