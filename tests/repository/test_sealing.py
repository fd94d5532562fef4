"""The envelope of objects and the form of chunks: what was sealed comes back, nothing else is accepted."""

from __future__ import annotations

import struct
import threading
import zlib

import lz4.block
import numpy as np
import pytest
import zstandard
from blake3 import blake3
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.errors import ObjectCorrupt, StoreError
from pagewake.repository.sealing import CODECS, MAX_CHUNK_BYTES, Sealer
from pagewake.stores.base import check_key

KEY = bytes(range(32))
NAME = "manifests/db/20260101"
PACK = "packs/ab/abcdef"
SEALERS = [Sealer(key, codec=codec) for key in (None, KEY) for codec in CODECS]
IDS = [
    f"{'encrypted' if sealer.encrypted else 'plain'}-{codec}"
    for sealer, codec in zip(SEALERS, CODECS * 2, strict=True)
]

payloads = st.one_of(
    st.binary(max_size=300),
    st.builds(lambda unit, times: unit * times, st.binary(min_size=1, max_size=40), st.integers(1, 400)),
)
each_sealer = pytest.mark.parametrize("sealer", SEALERS, ids=IDS)


@each_sealer
@settings(max_examples=40, deadline=None)
@given(payload=payloads, compress=st.booleans())
def test_an_object_comes_back(sealer: Sealer, payload: bytes, compress: bool) -> None:
    assert sealer.open_object(NAME, sealer.seal_object(NAME, payload, compress=compress)) == payload


@each_sealer
@settings(max_examples=40, deadline=None)
@given(raw=payloads)
def test_a_chunk_comes_back(sealer: Sealer, raw: bytes) -> None:
    chunk_id = sealer.chunk_id(raw)
    assert sealer.open_chunk(PACK, chunk_id, len(raw), sealer.seal_chunk(PACK, chunk_id, raw)) == raw


@each_sealer
@pytest.mark.parametrize(
    "kind", [bytearray, memoryview, lambda raw: np.frombuffer(raw, np.uint8).reshape(8, -1).data]
)
def test_any_buffer_is_sealed_without_changing_it(sealer: Sealer, kind: object) -> None:
    raw = b"page" * 1024
    buffer = kind(raw)  # type: ignore[operator]
    chunk_id = sealer.chunk_id(buffer)
    assert chunk_id == sealer.chunk_id(raw)
    assert sealer.open_chunk(PACK, chunk_id, len(raw), sealer.seal_chunk(PACK, chunk_id, buffer)) == raw
    assert sealer.open_object(NAME, memoryview(sealer.seal_object(NAME, buffer))) == raw


@each_sealer
@pytest.mark.parametrize("payload", [b"", b"x", b"a few bytes " * 20, bytes(range(256))])
def test_no_bit_of_an_object_can_change(sealer: Sealer, payload: bytes) -> None:
    sealed = sealer.seal_object(NAME, payload)
    for place in range(len(sealed)):
        for mask in (0x01, 0x80, 0xFF):
            damaged = bytearray(sealed)
            damaged[place] ^= mask
            with pytest.raises(ObjectCorrupt) as caught:
                sealer.open_object(NAME, damaged)
            assert caught.value.object_name == NAME


@each_sealer
@pytest.mark.parametrize("raw", [b"", b"x", b"a few bytes " * 20, bytes(range(256))])
def test_a_changed_chunk_is_refused_or_has_the_same_content(sealer: Sealer, raw: bytes) -> None:
    chunk_id = sealer.chunk_id(raw)
    sealed = sealer.seal_chunk(PACK, chunk_id, raw)
    refused = 0
    for place in range(len(sealed)):
        for mask in (0x01, 0x80, 0xFF):
            damaged = bytearray(sealed)
            damaged[place] ^= mask
            try:
                assert sealer.open_chunk(PACK, chunk_id, len(raw), damaged) == raw
            except ObjectCorrupt:
                refused += 1
    assert refused == 3 * len(sealed) or not sealer.encrypted


@each_sealer
def test_every_truncation_and_extension_is_refused(sealer: Sealer) -> None:
    raw = b"a few bytes " * 20
    chunk_id = sealer.chunk_id(raw)
    sealed, chunk = sealer.seal_object(NAME, raw), sealer.seal_chunk(PACK, chunk_id, raw)
    for length in range(len(sealed)):
        with pytest.raises(ObjectCorrupt):
            sealer.open_object(NAME, sealed[:length])
    for length in range(len(chunk)):
        with pytest.raises(ObjectCorrupt):
            sealer.open_chunk(PACK, chunk_id, len(raw), chunk[:length])
    for more in (b"\0", sealed):
        with pytest.raises(ObjectCorrupt):
            sealer.open_object(NAME, sealed + more)
        with pytest.raises(ObjectCorrupt):
            sealer.open_chunk(PACK, chunk_id, len(raw), chunk + more)


@each_sealer
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=200), head=st.booleans())
def test_hostile_bytes_end_in_one_clear_error(sealer: Sealer, data: bytes, head: bool) -> None:
    sealed = sealer.seal_object(NAME, b"payload " * 30)
    with pytest.raises(ObjectCorrupt):
        sealer.open_object(NAME, sealed[:16] + data if head else data)
    with pytest.raises(ObjectCorrupt):
        sealer.open_chunk(PACK, bytes(32), len(data) + 7, data)


@each_sealer
def test_objects_cannot_be_swapped(sealer: Sealer) -> None:
    sealed = sealer.seal_object(NAME, b"payload")
    with pytest.raises(ObjectCorrupt):
        sealer.open_object("manifests/db/20260102", sealed)
    with pytest.raises(StoreError):
        sealer.seal_object("../escape", b"payload")


@each_sealer
def test_a_chunk_is_bound_to_its_id_its_length_and_its_pack(sealer: Sealer) -> None:
    raw, other = b"one content " * 40, b"two content " * 40
    chunk_id, other_id = sealer.chunk_id(raw), sealer.chunk_id(other)
    sealed = sealer.seal_chunk(PACK, chunk_id, raw)
    for wrong in [(PACK, other_id, len(raw)), (PACK, chunk_id, len(raw) - 1), (PACK, chunk_id, len(raw) + 1)]:
        with pytest.raises(ObjectCorrupt):
            sealer.open_chunk(*wrong, sealed)
    if sealer.encrypted:
        with pytest.raises(ObjectCorrupt):
            sealer.open_chunk("packs/ab/other", chunk_id, len(raw), sealed)


@pytest.mark.parametrize("codec", CODECS)
def test_another_key_or_no_key_opens_nothing(codec: str) -> None:
    raw = b"a few bytes " * 20
    family = [Sealer(codec=codec), Sealer(KEY, codec=codec), Sealer(KEY[::-1], codec=codec)]
    for writer in family:
        sealed, chunk_id = writer.seal_object(NAME, raw), writer.chunk_id(raw)
        chunk = writer.seal_chunk(PACK, chunk_id, raw)
        for reader in family:
            if reader is writer:
                continue
            with pytest.raises(ObjectCorrupt):
                reader.open_object(NAME, sealed)
            with pytest.raises(ObjectCorrupt):
                reader.open_chunk(PACK, chunk_id, len(raw), chunk)


@pytest.mark.parametrize("key", [None, KEY])
def test_every_codec_is_read_whatever_is_configured(key: bytes | None) -> None:
    raw = b"a few bytes " * 20
    sealers = [Sealer(key, codec=codec) for codec in CODECS]
    for writer in sealers:
        sealed = writer.seal_object(NAME, raw)
        assert all(reader.open_object(NAME, sealed) == raw for reader in sealers)


def test_encryption_shows_nothing_and_repeats_nothing() -> None:
    sealer = Sealer(KEY, codec="none")
    secret = b"PERSONAL NAME OF SOMEBODY"
    sealed = [sealer.seal_object(NAME, secret) for _ in range(2)]
    chunk_id = sealer.chunk_id(secret)
    sealed += [sealer.seal_chunk(PACK, chunk_id, secret) for _ in range(2)]
    assert len(set(sealed)) == 4
    assert all(secret not in one for one in sealed)
    assert chunk_id not in (blake3(secret).digest(), Sealer(KEY[::-1]).chunk_id(secret))


def test_incompressible_bytes_are_kept_as_they_are() -> None:
    noise = np.random.default_rng(1).bytes(4096)
    for codec in CODECS:
        sealer = Sealer(codec=codec)
        check = zlib.crc32(b"\0" + noise).to_bytes(4, "little")
        assert sealer.seal_chunk(PACK, sealer.chunk_id(noise), noise) == b"\0" + noise + check


def test_the_plain_envelope_is_what_the_format_says() -> None:
    sealed = Sealer().seal_object(NAME, b"payload")
    header = b"\x89PWO\x01\x00\x00\x00" + struct.pack("<Q", 7)
    assert sealed == header + b"payload" + blake3(NAME.encode() + header + b"payload").digest()


def forged(flags: int, length: int, body: bytes) -> bytes:
    """A plain object by somebody who can compute hashes."""
    header = struct.pack("<4sBBHQ", b"\x89PWO", 1, flags, 0, length)
    return header + body + blake3(NAME.encode() + header + body).digest()


def bomb(codec: str, size: int) -> bytes:
    if codec == "lz4":
        return bytes(lz4.block.compress(bytes(size), store_size=False))
    return zstandard.ZstdCompressor().compress(bytes(size))


@pytest.mark.parametrize("codec", ["lz4", "zstd"])
def test_a_compression_bomb_is_refused_before_it_is_opened(codec: str) -> None:
    size = 64 << 20
    flags, body = CODECS.index(codec), bomb(codec, size)
    assert len(Sealer().open_object(NAME, forged(flags, size, body))) == size
    for length, limit in [
        (size, size - 1),
        (1000, 1000),
        (2**63, 1 << 30),
        (size + 1, 1 << 30),
        (0, 1 << 30),
    ]:
        with pytest.raises(ObjectCorrupt):
            Sealer().open_object(NAME, forged(flags, length, body), max_size=limit)
    for length in (1000, size - 1, MAX_CHUNK_BYTES + 1, -1, 2**70):
        with pytest.raises(ObjectCorrupt):
            Sealer().open_chunk(PACK, bytes(32), length, bytes((flags,)) + body)


def test_a_declared_size_that_the_bytes_cannot_stand_for_is_not_allocated() -> None:
    unsized = zstandard.ZstdCompressor(write_content_size=False).compress(bytes(100))
    for flags, body in [(1, b"\x10a"), (2, unsized), (3, b"x" * 100), (0, b"x")]:
        with pytest.raises(ObjectCorrupt):
            Sealer().open_object(NAME, forged(flags, 100 << 20, body))


def test_two_zstd_frames_are_not_one() -> None:
    frame = bomb("zstd", 100)
    with pytest.raises(ObjectCorrupt):
        Sealer().open_object(NAME, forged(2, 100, frame + frame))


@settings(max_examples=150, deadline=None)
@given(
    names=st.lists(
        st.one_of(st.text(max_size=140), st.from_regex(r"[A-Za-z0-9_.-]{1,140}", fullmatch=True)), max_size=6
    )
)
def test_names_become_distinct_parts_of_keys(names: list[str]) -> None:
    for sealer in (Sealer(), Sealer(KEY)):
        tokens = {name: sealer.name_token(name) for name in names}
        assert len(set(tokens.values())) == len(set(names))
        assert all(
            "/" not in check_key(f"backups/{token}").removeprefix("backups/") for token in tokens.values()
        )


def test_a_plain_token_is_readable_and_an_encrypted_one_is_not() -> None:
    assert Sealer().name_token("shop-db.1") == "shop-db.1"
    assert Sealer().name_token("tienda ñ").startswith("--")
    assert Sealer().name_token(Sealer().name_token("tienda ñ")) != Sealer().name_token("tienda ñ")
    token = Sealer(KEY).name_token("shop-db.1")
    assert len(token) == 32
    assert token == Sealer(KEY).name_token("shop-db.1") != Sealer(KEY[::-1]).name_token("shop-db.1")


@each_sealer
def test_threads_may_share_a_sealer(sealer: Sealer) -> None:
    failures: list[BaseException] = []

    def work(seed: int) -> None:
        try:
            for size in range(1, 60):
                raw = bytes([seed, size % 7]) * size * 97
                chunk_id = sealer.chunk_id(raw)
                assert (
                    sealer.open_chunk(PACK, chunk_id, len(raw), sealer.seal_chunk(PACK, chunk_id, raw)) == raw
                )
        except BaseException as error:  # noqa: BLE001 - handed to the main thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures


def test_a_wrong_key_size_or_codec_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(b"short")
    with pytest.raises(ValueError, match="brotli"):
        Sealer(codec="brotli")
