"""The descriptor: the one object, `pagewake.json`, that makes a directory or bucket a repository.

It is written last when a repository is made, so that a half-made one is none, and never changed afterwards.
It is plain JSON, so that people and older versions can read what this is; `blake3` is the hash of the same
document without that field. In every format version `format`, `version` and `blake3` keep their meaning;
version 1 has these fields and no others.

An encrypted repository's descriptor also carries `seal`, a keyed hash of the document without `seal` and
`blake3`: who opens the repository with its data key calls `check_seal`, and nobody without the key can have
changed its settings. Whether a repository should be encrypted at all, only the user knows.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final

import msgspec
from blake3 import blake3

from pagewake.errors import (
    ObjectCorrupt,
    ObjectExists,
    ObjectMissing,
    RepositoryError,
    RepositoryExists,
    RepositoryMissing,
    RepositoryTooNew,
)
from pagewake.repository.decoding import UNDECODABLE
from pagewake.repository.sealing import CODECS, MAX_CHUNK_BYTES
from pagewake.stores.base import Store

DESCRIPTOR_KEY: Final = "pagewake.json"
FORMAT_VERSION: Final = 1
MIN_CHUNK_BYTES: Final = 4 << 10

_FORMAT: Final = "pagewake repository"
_LARGEST: Final = 16 << 10
_FIELDS: Final = {"format", "version", "id", "created", "chunk_bytes", "encrypted", "codec", "seal"}
_SEAL_CONTEXT: Final = "pagewake repository v1 descriptor"


@dataclass(frozen=True)
class Descriptor:
    """What is fixed for the life of a repository. `chunk_bytes` is the largest content of one chunk."""

    id: str
    created: datetime
    chunk_bytes: int
    encrypted: bool
    codec: str = "lz4"
    version: int = FORMAT_VERSION
    seal: str = ""

    def sealed(self, data_key: bytes) -> Descriptor:
        """The same, with the keyed hash that `check_seal` compares."""
        return replace(self, seal=self._seal(data_key))

    def check_seal(self, data_key: bytes) -> None:
        """Raise ObjectCorrupt unless somebody with the data key wrote exactly these settings."""
        import hmac  # loads OpenSSL, which other repositories have no use for

        if not hmac.compare_digest(self.seal.encode(), self._seal(data_key).encode()):
            raise ObjectCorrupt("it was not written with this repository's key", object_name=DESCRIPTOR_KEY)

    def _seal(self, data_key: bytes) -> str:
        document = _document(self)
        document.pop("seal", None)
        key = blake3(data_key, derive_key_context=_SEAL_CONTEXT).digest()
        return blake3(msgspec.json.encode(document, order="sorted"), key=key).hexdigest()


def new_descriptor(*, chunk_bytes: int, encrypted: bool, created: datetime, codec: str = "lz4") -> Descriptor:
    """A descriptor with a fresh random id. Raises RepositoryError for settings that cannot be."""
    descriptor = Descriptor(os.urandom(16).hex(), created.astimezone(UTC), chunk_bytes, encrypted, codec)
    _check(descriptor)
    return descriptor


def write_descriptor(store: Store, descriptor: Descriptor) -> None:
    """Make the repository exist. Raises RepositoryExists if there is one already."""
    try:
        store.put(DESCRIPTOR_KEY, encode(descriptor))
    except ObjectExists:
        raise RepositoryExists("there is a repository already", object_name=store.location) from None


def read_descriptor(store: Store) -> Descriptor:
    """What the repository in a store is.

    Raises:
        RepositoryMissing: there is none.
        RepositoryTooNew: it has a format version that this program does not know.
        ObjectCorrupt: the descriptor is damaged.
    """
    try:
        data = store.read(DESCRIPTOR_KEY, 0, _LARGEST + 1)
    except ObjectMissing:
        raise RepositoryMissing("there is no repository here", object_name=store.location) from None
    return decode(data)


def encode(descriptor: Descriptor) -> bytes:
    """The descriptor's bytes: indented JSON that ends in the hash of its other fields."""
    return _render(_document(descriptor))


def decode(data: bytes) -> Descriptor:
    """Read what `encode` made. Raises RepositoryTooNew and ObjectCorrupt."""
    if len(data) > _LARGEST:
        raise _damaged("it is too long")
    try:
        document = msgspec.json.decode(data, type=dict[str, Any])
        stored = document.pop("blake3", None)
        intact = isinstance(stored, str) and _render(document) == data
    except (*UNDECODABLE, TypeError) as error:
        raise _damaged(f"it is not the JSON that Pagewake writes ({error})") from None
    if document.get("format") != _FORMAT:
        raise _damaged("it does not describe a Pagewake repository")
    if not intact:
        raise _damaged("its content does not match its hash")
    version = document.get("version")
    if not isinstance(version, int):
        raise _damaged("it names no format version")
    if version > FORMAT_VERSION:
        raise RepositoryTooNew(
            f"the repository has format {version}, and this version of Pagewake knows up to {FORMAT_VERSION}",
            object_name=DESCRIPTOR_KEY,
        )
    unknown = document.keys() - _FIELDS
    if unknown:
        raise _damaged(f"it holds the unknown setting {min(unknown)[:40]!r}")
    try:
        descriptor = msgspec.convert({**document, "seal": document.get("seal", "")}, Descriptor)
        _check(descriptor)
    except (msgspec.ValidationError, RepositoryError) as error:
        raise _damaged(f"its settings are impossible ({error})") from None
    return descriptor


def _check(descriptor: Descriptor) -> None:
    size = descriptor.chunk_bytes
    if not MIN_CHUNK_BYTES <= size <= MAX_CHUNK_BYTES or size & (size - 1):
        raise RepositoryError(f"chunks of {size} bytes: not a power of two from 4 KiB to 8 MiB")
    if descriptor.codec not in CODECS:
        raise RepositoryError(f"the codec {descriptor.codec!r} is none of {', '.join(CODECS)}")
    if descriptor.created.tzinfo is None or descriptor.version != FORMAT_VERSION:
        raise RepositoryError("its time has no zone, or its version is unknown")
    if len(descriptor.id) != 32 or set(descriptor.id) - set("0123456789abcdef"):
        raise RepositoryError("its id is not 32 hexadecimal digits")


def _document(descriptor: Descriptor) -> dict[str, Any]:
    document = {
        "format": _FORMAT,
        "version": descriptor.version,
        "id": descriptor.id,
        "created": descriptor.created.isoformat(),
        "chunk_bytes": descriptor.chunk_bytes,
        "encrypted": descriptor.encrypted,
        "codec": descriptor.codec,
    }
    return {**document, "seal": descriptor.seal} if descriptor.seal else document


def _render(document: dict[str, Any]) -> bytes:
    """The only bytes that stand for a document, so that each one of them is covered by the hash."""
    digest = blake3(msgspec.json.encode(document, order="sorted")).hexdigest()
    return msgspec.json.format(msgspec.json.encode({**document, "blake3": digest}), indent=2) + b"\n"


def _damaged(what: str) -> ObjectCorrupt:
    return ObjectCorrupt(
        what, object_name=DESCRIPTOR_KEY, meaning="The repository cannot be opened without it."
    )
