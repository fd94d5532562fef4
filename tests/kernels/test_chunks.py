"""Chunks as packs keep them: C and Python make the same rules hold, whatever LZ4 makes of the bytes."""

import os
import sys
import zlib

import lz4.block
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.kernels.native import lz4_function

LZ4, LEAST, PERCENT = 1, 64, 97
RULES = {"least": LEAST, "percent": PERCENT}


def content(kind, size):
    rng = np.random.default_rng(size)
    if kind == "noise":
        return rng.integers(0, 256, size, np.uint8).tobytes()
    if kind == "rows":
        return b"".join(b"%06d a row of a table " % n for n in range(size // 20 + 1))[:size]
    return bytes(size)


def unsealed(sealed):
    """The chunk that sealed bytes stand for, and its codec."""
    body, check = sealed[1:-4], int.from_bytes(sealed[-4:], "little")
    assert zlib.crc32(sealed[:-4]) == check
    return sealed[0], body


@settings(max_examples=60, deadline=None)
@given(
    chunks=st.lists(
        st.tuples(
            st.sampled_from(["noise", "rows", "zeros"]), st.sampled_from([0, 1, 64, 65, 4096, 100_000])
        ),
        max_size=8,
    )
)
def test_what_is_sealed_is_what_comes_out(kernels, chunks):
    raws = [content(kind, size) for kind, size in chunks]
    sealed, lengths = kernels.seal_chunks(raws, LZ4, **RULES)
    assert lengths.sum() == len(sealed) and len(lengths) == len(raws)
    at = 0
    for raw, length in zip(raws, lengths.tolist(), strict=True):
        codec, body = unsealed(bytes(sealed[at : at + length]))
        at += length
        if codec == LZ4:
            assert len(raw) > LEAST and len(body) * 100 < len(raw) * PERCENT
            assert lz4.block.decompress(body, uncompressed_size=len(raw)) == raw
        else:
            assert codec == 0 and body == raw


def test_what_compresses_is_compressed_and_what_does_not_is_kept_as_it_is(kernels):
    raws = [content("rows", 50_000), content("noise", 50_000), content("zeros", 64)]
    sealed, lengths = kernels.seal_chunks(raws, LZ4, **RULES)
    starts = np.cumsum(lengths) - lengths
    assert [int(sealed[start]) for start in starts] == [LZ4, 0, 0]
    assert lengths[0] < 25_000 and lengths[1:].tolist() == [50_005, 69]


def test_any_kind_of_buffer_is_taken(kernels):
    raw = content("rows", 9000)
    buffer = bytearray(b"??" + raw + b"??")
    kinds = [raw, bytearray(raw), memoryview(buffer)[2:-2], np.frombuffer(raw, np.uint8)]
    sealed, lengths = kernels.seal_chunks(kinds, LZ4, **RULES)
    assert len(set(lengths.tolist())) == 1
    assert len({bytes(piece) for piece in np.split(sealed, 4)}) == 1


@pytest.mark.parametrize("rules", [{"least": -1, "percent": 97}, {"least": 64, "percent": 101}])
def test_rules_that_are_none_are_refused(kernels, rules):
    with pytest.raises(ValueError, match="rule"):
        kernels.seal_chunks([b"x" * 100], LZ4, **rules)
    with pytest.raises(ValueError, match="rule"):
        kernels.seal_chunks([b"x" * 100], 256, **RULES)


@pytest.mark.skipif(sys.platform == "win32", reason="libraries there show only what they say they show")
def test_the_lz4_package_shows_its_function():
    assert lz4_function() is not None


def test_without_it_the_package_itself_compresses(library, monkeypatch):
    monkeypatch.setattr("pagewake.kernels.native.lz4_function", lambda: None)
    monkeypatch.setattr(library, "_lz4", 0)
    raws = [content("rows", 5000), os.urandom(100)]
    sealed, lengths = library.seal_chunks(raws, LZ4, **RULES)
    assert int(sealed[0]) == LZ4 and lengths[1] == 105
