"""The descriptor: written once, read whole, and refused when anything about it is odd."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from blake3 import blake3
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.errors import (
    ObjectCorrupt,
    PagewakeError,
    RepositoryError,
    RepositoryExists,
    RepositoryMissing,
    RepositoryTooNew,
)
from pagewake.repository.descriptor import (
    DESCRIPTOR_KEY,
    Descriptor,
    decode,
    encode,
    new_descriptor,
    read_descriptor,
    write_descriptor,
)
from pagewake.stores.local import LocalStore
from pagewake.stores.memory import MemoryStore

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
PLAIN = new_descriptor(chunk_bytes=512 << 10, encrypted=False, created=NOON)
KEY = bytes(range(32))
SEALED = new_descriptor(chunk_bytes=4096, encrypted=True, codec="zstd", created=NOON).sealed(KEY)


def forged(**changes: Any) -> bytes:
    """A descriptor by somebody who can compute hashes; a change to None leaves the field out."""
    document = msgspec.json.decode(encode(PLAIN))
    del document["blake3"]
    document = {name: value for name, value in {**document, **changes}.items() if value is not None}
    digest = blake3(msgspec.json.encode(document, order="sorted")).hexdigest()
    return msgspec.json.format(msgspec.json.encode({**document, "blake3": digest}), indent=2) + b"\n"


def test_it_comes_back(tmp_path: Path) -> None:
    for number, descriptor in enumerate((PLAIN, SEALED)):
        store = LocalStore(tmp_path / str(number))
        write_descriptor(store, descriptor)
        assert read_descriptor(store) == descriptor
    assert PLAIN.id != SEALED.id


def test_the_forger_of_these_tests_can_forge() -> None:
    assert forged() == encode(PLAIN)
    assert decode(forged(codec="none")).codec == "none"


def test_it_is_readable_by_people() -> None:
    text = encode(PLAIN).decode()
    assert text.startswith('{\n  "format": "pagewake repository",\n  "version": 1,\n')
    assert f'  "id": "{PLAIN.id}",\n  "created": "2026-01-01T12:00:00+00:00",\n' in text


def test_a_repository_is_made_once() -> None:
    store = MemoryStore()
    with pytest.raises(RepositoryMissing):
        read_descriptor(store)
    write_descriptor(store, PLAIN)
    with pytest.raises(RepositoryExists):
        write_descriptor(store, SEALED)
    assert read_descriptor(store) == PLAIN


@pytest.mark.parametrize("descriptor", [PLAIN, SEALED], ids=["plain", "sealed"])
def test_no_bit_of_it_can_change(descriptor: Descriptor) -> None:
    data = encode(descriptor)
    for place in range(len(data)):
        for mask in (1, 2, 0x20, 0x80, 0xFF):
            flipped = bytearray(data)
            flipped[place] ^= mask
            with pytest.raises(ObjectCorrupt):
                decode(bytes(flipped))
        with pytest.raises(ObjectCorrupt):
            decode(data[:place])
    for more in (b" ", b"\n", b"{}"):
        with pytest.raises(ObjectCorrupt):
            decode(data + more)


def test_a_newer_format_is_told_apart_from_damage() -> None:
    with pytest.raises(RepositoryTooNew, match="format 2"):
        decode(forged(version=2, codec="brotli", surprise={"a": 1}))
    with pytest.raises(RepositoryTooNew):
        decode(forged(version=10**9))


@pytest.mark.parametrize(
    "changes",
    [
        {"format": "tarball"},
        {"format": None},
        {"version": None},
        {"version": 0},
        {"version": "1"},
        {"id": "../../etc"},
        {"id": None},
        {"created": "noon"},
        {"created": "2026-01-01T12:00:00"},
        {"chunk_bytes": 0},
        {"chunk_bytes": -4096},
        {"chunk_bytes": 5000},
        {"chunk_bytes": 1 << 40},
        {"encrypted": "no"},
        {"codec": "brotli"},
        {"seal": 7},
        {"surprise": 1},
    ],
    ids=repr,
)
def test_impossible_settings_are_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ObjectCorrupt) as caught:
        decode(forged(**changes))
    assert caught.value.object_name == DESCRIPTOR_KEY


@pytest.mark.parametrize(
    "data",
    [b"", b"null", b"[]", b"{}", b'"', b"[" * 10_000, b"\xff\xfe", b'{"blake3": 1}', b"x" * 20_000, b"NaN"],
    ids=range(10),
)
def test_what_is_not_a_descriptor_is_refused(data: bytes) -> None:
    with pytest.raises(ObjectCorrupt):
        decode(data)


def test_a_huge_object_is_not_read() -> None:
    store = MemoryStore()
    store.put(DESCRIPTOR_KEY, encode(PLAIN) + b" " * (32 << 20))
    with pytest.raises(ObjectCorrupt, match="too long"):
        read_descriptor(store)


@settings(max_examples=60, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=200), st.dictionaries(st.text(), st.integers()).map(msgspec.json.encode)
    )
)
def test_hostile_bytes_end_in_our_errors(data: bytes) -> None:
    with pytest.raises(PagewakeError):
        decode(data)


@pytest.mark.parametrize("wrong", [{"chunk_bytes": 1000}, {"codec": "brotli"}])
def test_a_wrong_repository_is_not_made(wrong: dict[str, Any]) -> None:
    good: dict[str, Any] = {"chunk_bytes": 4096, "encrypted": False, "created": NOON}
    assert new_descriptor(**good).chunk_bytes == 4096
    with pytest.raises(RepositoryError):
        new_descriptor(**{**good, **wrong})


def test_the_seal_holds_every_setting() -> None:
    SEALED.check_seal(KEY)
    with pytest.raises(ObjectCorrupt):
        SEALED.check_seal(KEY[::-1])
    with pytest.raises(ObjectCorrupt):
        PLAIN.check_seal(KEY)
    for name, value in {
        "id": PLAIN.id,
        "created": NOON.replace(year=2027),
        "chunk_bytes": 8192,
        "encrypted": False,
        "codec": "lz4",
        "seal": "é",
    }.items():
        with pytest.raises(ObjectCorrupt):
            replace(SEALED, **{name: value}).check_seal(KEY)
