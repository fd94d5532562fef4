"""What dead processes left: uploads that nobody finished, which cost money and are in no listing, claims and probes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from pagewake.errors import ObjectMissing, StoreError, StoreUnavailable
from pagewake.stores.base import Unfinished, check_key
from pagewake.stores.s3.abilities import PROBES
from pagewake.stores.s3.creating import CLAIMS, server_time
from pagewake.stores.s3.failures import code_of
from pagewake.stores.s3.requests import Answer, Requests

GRACE: Final = timedelta(days=2)
"""An upload that is younger may belong to a backup that is running on another machine."""


@dataclass(frozen=True)
class _Left:
    """One of them: an upload, or a small object, of which the size is known from the listing."""

    whole_key: str
    upload: str
    size: int
    age: timedelta


def unfinished(requests: Requests) -> Iterator[Unfinished]:
    """What lies below the own prefix, with its age by the server's clock. One request more for each upload.

    Raises StoreError.
    """
    for one in _all(requests):
        name = one.whole_key[len(requests.place.prefix) :]
        if not one.upload:
            yield Unfinished(name, one.size, one.age)
            continue
        try:
            yield Unfinished(name, _bytes_of(requests, one), one.age)
        except StoreUnavailable:
            raise
        except StoreError as error:
            if not isinstance(error, ObjectMissing) and code_of(error) != "NoSuchUpload":
                yield Unfinished(name, None, one.age)  # who may list uploads may not look at their parts


def sweep_uploads(requests: Requests, older_than: timedelta = GRACE) -> int:
    """Give up uploads below the own prefix, and remove claims and probes, that are so old; returns how many.

    The server's clock counts.

    Raises StoreError.
    """
    swept = 0
    for one in _all(requests):
        if one.age >= older_than:
            if one.upload:
                requests.ask("AbortMultipartUpload", one.whole_key, UploadId=one.upload)
            else:
                requests.ask("DeleteObject", one.whole_key)
            swept += 1
    return swept


def _all(requests: Requests) -> Iterator[_Left]:
    yield from _small(requests)
    yield from _uploads(requests)


def _small(requests: Requests) -> Iterator[_Left]:
    """Claims and probes: the first thousand, the next sweep finds more."""
    for folder in (CLAIMS, PROBES):
        page = requests.ask("ListObjectsV2", Prefix=requests.place.prefix + folder)
        for one in page.get("Contents", []):
            yield _Left(one["Key"], "", int(one["Size"]), _age(page, one, "LastModified"))


def _uploads(requests: Requests) -> Iterator[_Left]:
    more: dict[str, Any] = {}
    while True:
        page = requests.ask("ListMultipartUploads", Prefix=requests.place.prefix, **more)
        for one in page.get("Uploads", []):
            if _is_own(requests, one["Key"]):
                yield _Left(one["Key"], one["UploadId"], 0, _age(page, one, "Initiated"))
        following = {"KeyMarker": page.get("NextKeyMarker"), "UploadIdMarker": page.get("NextUploadIdMarker")}
        if not page.get("IsTruncated") or following == more or not following["KeyMarker"]:
            return
        more = {name: value for name, value in following.items() if value}


def _bytes_of(requests: Requests, one: _Left) -> int:
    """The bytes of the parts that have arrived."""
    total, marker = 0, 0
    while True:
        more = {"PartNumberMarker": marker} if marker else {}
        page = requests.ask("ListParts", one.whole_key, UploadId=one.upload, **more)
        total += sum(int(part.get("Size", 0)) for part in page.get("Parts", []))
        following = int(page.get("NextPartNumberMarker") or 0)
        if not page.get("IsTruncated") or following <= marker:
            return total
        marker = following


def _age(page: Answer, one: Answer, since: str) -> timedelta:
    """How old something is; as young as can be where the server does not say."""
    now = server_time(page)
    begun: datetime = one.get(since, now)
    return max(timedelta(), now - begun)


def _is_own(requests: Requests, whole_key: str) -> bool:
    key = whole_key[len(requests.place.prefix) :]
    if not whole_key.startswith(requests.place.prefix):
        return False
    try:
        check_key(key)
    except StoreError:
        return key.startswith(PROBES)
    return True
