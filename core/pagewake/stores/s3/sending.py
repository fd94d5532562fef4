"""What goes with the bytes of an object: checksums, encryption by the server, storage class, lock."""

from __future__ import annotations

import base64
import hashlib
import zlib
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from pagewake.stores.base import Buffer

if TYPE_CHECKING:
    from pagewake.stores.s3.abilities import Abilities

WRITER: Final = "pagewake-write"
"""The metadata that tells whose write made an object, when the answer was lost."""
SHORT_LIVED: Final = ("locks/", "catalogue/", ".")
"""Keys that begin so are never locked: they are replaced all the time, and no restore needs them."""
RENEWAL: Final = 0.5
"""Objects are locked for so much longer than promised, as a part of it: a renewal in that time keeps the promise."""


def checksum(data: Buffer, *, crc: bool) -> dict[str, str]:
    """What makes the server refuse other bytes than these."""
    if crc:
        return {"ChecksumCRC32": base64.b64encode(zlib.crc32(data).to_bytes(4, "big")).decode()}
    md5 = hashlib.md5(data, usedforsecurity=False).digest()
    return {"ContentMD5": base64.b64encode(md5).decode()}


def part_checksum(sums: Mapping[str, str]) -> dict[str, str]:
    """What completing an upload says of one part."""
    return {name: value for name, value in sums.items() if name.startswith("Checksum")}


def headers(
    key: str, abilities: Abilities, writer: str, *, large: bool, now: datetime | None = None
) -> dict[str, Any]:
    """The parameters with which an object is made. `key` is the store's own, without the prefix."""
    parameters: dict[str, Any] = {"Metadata": {WRITER: writer}}
    if abilities.sse:
        parameters["ServerSideEncryption"] = abilities.sse
    if abilities.sse_key:
        parameters["SSEKMSKeyId"] = abilities.sse_key
    if abilities.storage_class and large:
        parameters["StorageClass"] = abilities.storage_class
    if abilities.object_lock and not key.startswith(SHORT_LIVED):
        parameters["ObjectLockMode"] = "COMPLIANCE"
        parameters["ObjectLockRetainUntilDate"] = locked_until(abilities.object_lock, now)
    return parameters


def locked_until(days: int, now: datetime | None = None) -> datetime:
    """Until when an object is locked that is written, or whose lock is renewed, now."""
    return (now or datetime.now(UTC)) + timedelta(days=days * (1 + RENEWAL) + 1)
