"""What a server was found to do, and how objects are kept: found out once, then kept in the bucket.

`.pagewake-store` beside the repository's objects is JSON:

    {"format": "pagewake s3 store", "version": 1, "conditional_put": true, "conditional_complete": true,
     "checksums": true, "delete_many": true, "storage_class": null, "sse": null, "sse_key": null, "object_lock": 30}

The first four were tried (4 of 9 servers that were looked at ignore If-None-Match and say nothing); the others are
what `repo init` was told, so that every later writer keeps objects alike. It holds nothing that what is read relies
on: who loses or changes it makes writers slower, never wrong, and a lock of objects that a writer was told of in
its own settings is never shortened by it.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from pagewake.errors import (
    BucketMissing,
    ObjectExists,
    ObjectMissing,
    StoreDenied,
    StoreError,
    StoreUnavailable,
    UsageError,
)
from pagewake.stores.s3.options import S3Options
from pagewake.stores.s3.requests import Requests
from pagewake.stores.s3.sending import checksum, headers, part_checksum

MARKER: Final = ".pagewake-store"
PROBES: Final = ".probe/"
_FORMAT: Final = "pagewake s3 store"
_LARGEST: Final = 16 << 10
_KEPT: Final = ("storage_class", "sse", "sse_key", "object_lock")


@dataclass(frozen=True)
class Abilities:
    """What writers have to know."""

    conditional_put: bool = False
    """PutObject with If-None-Match does not overwrite."""
    conditional_complete: bool = False
    """CompleteMultipartUpload with If-None-Match does not overwrite."""
    checksums: bool = True
    """The server takes x-amz-checksum-crc32; else Content-MD5 is sent."""
    delete_many: bool = True
    """The server takes DeleteObjects."""
    storage_class: str | None = None
    sse: str | None = None
    sse_key: str | None = None
    object_lock: int | None = None

    def with_options(self, options: S3Options) -> Abilities:
        """The same, kept as `options` say where they say something; a lock is never shorter than either says."""
        kept: dict[str, Any] = {name: getattr(options, name) or getattr(self, name) for name in _KEPT}
        kept["object_lock"] = max(options.object_lock or 0, self.object_lock or 0) or None
        return Abilities(**{**asdict(self), **kept})


def read_abilities(requests: Requests) -> Abilities | None:
    """What the bucket says; None where it says nothing that can be understood. Raises StoreError."""
    key = requests.place.prefix + MARKER
    try:
        data = requests.persist(
            lambda: requests.once("GetObject", key, lambda answer: answer["Body"].read(_LARGEST + 1))
        )
    except ObjectMissing:
        return None
    return _decode(bytes(data))


def try_out(requests: Requests, options: S3Options) -> Abilities:
    """Try what the server can do, and leave nothing behind. Raises StoreError, UsageError.

    Needs the right to write, read, list and delete, and says which one is missing.
    """
    requests.check_bucket()
    if options.object_lock:
        _check_lock(requests)
    return _tried(requests, options).with_options(options)


def find_out(requests: Requests, options: S3Options) -> Abilities:
    """Try what the server can do, and write it down beside the repository. Raises as `try_out`."""
    abilities = try_out(requests, options)
    body = _encode(abilities)
    kept = headers(
        "marker", abilities, os.urandom(12).hex(), large=False
    )  # locked too, where there are locks
    sums = checksum(body, crc=abilities.checksums)
    requests.ask("PutObject", requests.place.prefix + MARKER, Body=body, **kept, **sums)
    return abilities


def _tried(requests: Requests, options: S3Options) -> Abilities:
    """Put an object twice, complete an upload onto it, read it, list it, delete it."""
    key = f"{requests.place.prefix}{PROBES}{os.urandom(8).hex()}"
    body = os.urandom(32)
    kept = {**_server_encryption(options)}
    with_crc = True
    try:
        requests.ask("PutObject", key, Body=body, **kept, **checksum(body, crc=True))
    except (StoreDenied, StoreUnavailable, BucketMissing, UsageError):
        raise
    except StoreError:
        with_crc = False
        requests.ask("PutObject", key, Body=body, **kept, **checksum(body, crc=False))
    try:
        conditional_put = _refuses(
            requests, "PutObject", key, Body=body, IfNoneMatch="*", **kept, **checksum(body, crc=with_crc)
        )
        conditional_complete = conditional_put and _refuses_upload(requests, key, body, with_crc, kept)
        _check_reading(requests, key, body)
        delete_many = _deletes_many(requests, key)
    finally:
        requests.ask("DeleteObject", key)
    return Abilities(conditional_put, conditional_complete, with_crc, delete_many)


def _refuses(requests: Requests, operation: str, key: str, **parameters: Any) -> bool:
    """Whether the server refuses to overwrite."""
    try:
        requests.ask(operation, key, **parameters)
    except ObjectExists:
        return True
    except (StoreDenied, StoreUnavailable):
        raise
    except StoreError:  # it does not know the condition at all
        return False
    return False


def _refuses_upload(requests: Requests, key: str, body: bytes, with_crc: bool, kept: dict[str, Any]) -> bool:
    algorithm = {"ChecksumAlgorithm": "CRC32"} if with_crc else {}
    upload = requests.ask("CreateMultipartUpload", key, **algorithm, **kept)["UploadId"]
    try:
        sums = checksum(body, crc=with_crc)
        part = requests.ask("UploadPart", key, UploadId=upload, PartNumber=1, Body=body, **sums)
        parts = [{"PartNumber": 1, "ETag": part["ETag"], **part_checksum(sums)}]
        if _refuses(
            requests,
            "CompleteMultipartUpload",
            key,
            UploadId=upload,
            MultipartUpload={"Parts": parts},
            IfNoneMatch="*",
        ):
            requests.ask("AbortMultipartUpload", key, UploadId=upload)
            return True
    except StoreError:
        requests.ask("AbortMultipartUpload", key, UploadId=upload)
        raise
    return False


def _check_reading(requests: Requests, key: str, body: bytes) -> None:
    got = requests.persist(lambda: requests.once("GetObject", key, lambda answer: answer["Body"].read()))
    listed = requests.ask("ListObjectsV2", Prefix=requests.place.prefix + PROBES).get("Contents", [])
    if got != body or key not in [one["Key"] for one in listed]:
        raise StoreError(
            "what was written is not what can be read and listed",
            object_name=requests.place.location,
            advice="This server cannot hold a repository. Is there a cache between it and this machine?",
        )


def _deletes_many(requests: Requests, key: str) -> bool:
    """Whether DeleteObjects works; some servers want a Content-MD5 that newer clients no longer send."""
    try:
        answer = requests.ask("DeleteObjects", Delete={"Objects": [{"Key": key}], "Quiet": True})
    except (StoreDenied, StoreUnavailable):
        raise
    except StoreError:
        return False
    return not answer.get("Errors")


def _check_lock(requests: Requests) -> None:
    try:
        answer = requests.ask("GetObjectLockConfiguration")
        enabled = answer.get("ObjectLockConfiguration", {}).get("ObjectLockEnabled") == "Enabled"
    except (StoreUnavailable, StoreDenied):
        raise
    except StoreError:
        enabled = False
    if not enabled:
        raise UsageError(
            "the bucket cannot lock objects",
            object_name=requests.place.location,
            advice="Make a bucket with object lock switched on (and with it versions), or leave --object-lock out.",
        )


def _server_encryption(options: S3Options) -> dict[str, str]:
    found = {"ServerSideEncryption": options.sse, "SSEKMSKeyId": options.sse_key}
    return {name: value for name, value in found.items() if value}


def _encode(abilities: Abilities) -> bytes:
    document = {"format": _FORMAT, "version": 1, **asdict(abilities)}
    return json.dumps(document, indent=2).encode() + b"\n"


def _decode(data: bytes) -> Abilities | None:
    try:
        document = json.loads(data) if len(data) <= _LARGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or document.get("format") != _FORMAT:
        return None
    names = {one.name for one in fields(Abilities)}
    values = {name: value for name, value in document.items() if name in names}
    if any(not isinstance(values.get(name), bool) for name in names - set(_KEPT)):
        return None
    try:
        S3Options(**{name: values.get(name) for name in _KEPT}).check()
    except UsageError:
        return None
    return Abilities(**values)
