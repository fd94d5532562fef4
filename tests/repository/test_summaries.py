from __future__ import annotations

import struct
import time
from datetime import UTC, datetime

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.repository.rows import MODEST, at

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.errors import ObjectCorrupt, PagewakeError, RepositoryTooNew
from pagewake.repository.summaries import decode_summary, encode_summary

U32 = st.integers(0, 2**32 - 1)
U64 = st.integers(0, 2**64 - 1)
TIMES = st.datetimes(datetime(1990, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))
NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@st.composite
def changes(draw: st.DrawFn) -> RelationChanges:
    blocks = np.array(sorted(draw(st.sets(U32, max_size=12))), np.uint32)
    counts = np.array([draw(U32) for _ in blocks], np.uint32)
    return RelationChanges(blocks, counts, draw(st.none() | U32))


@st.composite
def summaries(draw: st.DrawFn) -> WalSummary:
    first, end = sorted([draw(U64), draw(U64)])
    return WalSummary(
        timeline=draw(U32),
        first_lsn=first,
        end_lsn=end,
        records=draw(U64),
        first_time=draw(st.none() | TIMES),
        last_time=draw(st.none() | TIMES),
        relations=draw(st.dictionaries(NAMES, changes(), max_size=5)),
        commits=draw(U64),
        aborts=draw(U64),
        first_commit_time=draw(st.none() | TIMES),
        last_commit_time=draw(st.none() | TIMES),
        by_type=draw(st.dictionaries(NAMES, U64, max_size=3)),
        bytes_by_type=draw(st.dictionaries(NAMES, U64, max_size=3)),
        restore_points=tuple(draw(st.lists(st.tuples(NAMES, U64, TIMES), max_size=3))),
        redo_points=tuple(draw(st.lists(U64, max_size=3))),
        whole_directories=frozenset(draw(st.sets(NAMES, max_size=3))),
        breakers=tuple(draw(st.lists(NAMES, max_size=3))),
    )


@MODEST
@given(summaries())
def test_what_was_written_is_read(summary: WalSummary) -> None:
    data = encode_summary(summary)
    again = decode_summary(data)
    assert again == summary
    assert encode_summary(again) == data
    assert all(change.blocks.dtype == np.uint32 for change in again.relations.values())


def _sample() -> WalSummary:
    blocks = np.array([0, 1, 2, 127, 128, 300, 70_000, 2**32 - 1], np.uint32)
    relations = {
        "pages": RelationChanges(blocks, np.arange(1, 9, dtype=np.uint32), 4000),
        "empty": RelationChanges(blocks[:0], blocks[:0], 0),
        "1663/5/16384": RelationChanges(blocks[3:6], np.array([1, 2**31, 3], np.uint32)),
    }
    return WalSummary(1, 10, 900, 890, at(0), at(9), relations, redo_points=(10, 400))


@MODEST
@given(st.data())
def test_damaged_bytes_end_in_a_clear_error(data: st.DataObject) -> None:
    good = bytearray(encode_summary(_sample()))
    if data.draw(st.booleans()):
        good = good[: data.draw(st.integers(0, len(good) - 1))]
    else:
        place = data.draw(st.integers(0, len(good) - 1))
        good[place] ^= 1 << data.draw(st.integers(0, 7))
    try:
        again = decode_summary(bytes(good), object_name="summaries/x")
    except PagewakeError as refusal:
        assert str(refusal).startswith("summaries/x")
        return
    # A changed number can still be a summary, but never one that breaks the promises of its arrays.
    for change in again.relations.values():
        assert len(change.blocks) == len(change.counts)
        assert (np.diff(change.blocks.astype(np.int64)) > 0).all()


@MODEST
@given(st.binary(max_size=200))
def test_foreign_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(ObjectCorrupt):
        decode_summary(data)
    with pytest.raises(PagewakeError):
        decode_summary(b"PWS1" + data)


def _with(**changed: object) -> bytes:
    data = encode_summary(_sample())
    fields = msgspec.msgpack.decode(data[4:])
    order = ["lengths", "blocks", "counts"]
    for name, value in changed.items():
        fields[18 + order.index(name)] = value
    return data[:4] + msgspec.msgpack.encode(fields)


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(_with(lengths=[0, 2**63, 0]), id="a length beyond the bytes"),
        pytest.param(_with(lengths=[0, 2**64 - 1, 3]), id="a length that overflows"),
        pytest.param(_with(lengths=[3, 0]), id="columns of different length"),
        pytest.param(_with(blocks=b"\x80" * 100), id="a number without end"),
        pytest.param(_with(blocks=b"\xff\xff\xff\xff\x7f" * 11), id="numbers of more than 32 bits"),
        pytest.param(_with(blocks=b"\x01" * 3 + b"\x00" * 8), id="a block twice"),
        pytest.param(_with(blocks=b"\xff\xff\xff\xff\x0f" * 11), id="blocks beyond 32 bits"),
        pytest.param(b"PWS1" + b"\x91" * 100_000, id="deep nesting"),
        pytest.param(b"PWSU\x01\xdd" + struct.pack(">I", 2**32 - 1), id="a promise of four thousand million"),
    ],
)
def test_hostile_columns_are_refused(hostile: bytes) -> None:
    with pytest.raises(ObjectCorrupt):
        decode_summary(hostile)


def test_a_newer_version_is_told_apart_from_damage() -> None:
    with pytest.raises(RepositoryTooNew):
        decode_summary(b"PWS2" + encode_summary(_sample())[4:])


def test_a_million_changed_blocks_are_small_and_quick() -> None:
    random = np.random.default_rng(7)
    blocks = np.unique(random.integers(0, 8_000_000, 1_100_000, dtype=np.uint32))
    counts = random.integers(1, 5, len(blocks), dtype=np.uint32)
    summary = WalSummary(1, 1, 2, relations={"pages": RelationChanges(blocks, counts)})
    began = time.process_time()
    data = encode_summary(summary)
    assert decode_summary(data) == summary
    assert time.process_time() - began < 3
    assert len(data) < 2.2 * len(blocks)
