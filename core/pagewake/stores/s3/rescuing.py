"""Bringing back what somebody deleted or overwrote in a bucket that keeps versions.

A thief with the credentials of a backup can hide objects behind delete markers and newer versions; locked versions he
cannot remove. For every key the version that was current at a moment before that is made the current one again, by
copying it within the bucket. What the thief wrote about which backups are held and which are in the trash is hidden
below a delete marker, or the next prune would believe it. Nothing is removed: all of that stays as older versions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from pagewake.errors import StoreError, UsageError
from pagewake.jobs import Job
from pagewake.stores.base import check_key
from pagewake.stores.s3.abilities import MARKER, Abilities
from pagewake.stores.s3.requests import Requests
from pagewake.stores.s3.sending import headers

_FLEETING: Final = ("locks/", ".claims/", ".probe/")
_LATEST_COUNTS: Final = "keeping/"
"""Of these the highest number is the truth: a later one takes back what an earlier one said."""
_LARGE: Final = 128 << 10


@dataclass(frozen=True)
class Rescue:
    """One object that is to be as it was: the `version`, or, where that is empty, nothing at all.

    `hidden`: it is deleted now; else it was overwritten, or written for the first time.
    """

    key: str
    version: str
    size: int
    hidden: bool


def plan_rescue(requests: Requests, before: datetime) -> Iterator[Rescue]:
    """What was current at the moment `before` and is not now, by the server's clock. Raises StoreError."""
    for key, versions in _versions(requests):
        then = next((one for one in versions if one["LastModified"] <= before), None)
        now = versions[0]
        if then is not None and "Size" in then and not _same(then, now):
            yield Rescue(key, then["VersionId"], int(then["Size"]), "Size" not in now)
        elif key.startswith(_LATEST_COUNTS) and "Size" in now and (then is None or "Size" not in then):
            yield Rescue(key, "", 0, hidden=False)


def carry_out(requests: Requests, abilities: Abilities, rescue: Rescue) -> None:
    """Make the old version the current one, or hide what is new. Raises StoreError."""
    whole = requests.place.prefix + rescue.key
    if not rescue.version:
        requests.ask("DeleteObject", whole)
        return
    kept = headers(rescue.key, abilities, os.urandom(12).hex(), large=rescue.size >= _LARGE)
    source = {"Bucket": requests.place.bucket, "Key": whole, "VersionId": rescue.version}
    requests.ask("CopyObject", whole, CopySource=source, MetadataDirective="REPLACE", **kept)


def require_versions(requests: Requests) -> None:
    """Raise UsageError where the bucket keeps none."""
    if requests.ask("GetBucketVersioning").get("Status") != "Enabled":
        raise UsageError(
            "the bucket keeps no versions: what was deleted or overwritten in it is gone",
            object_name=requests.place.location,
        )


def rescue_all(
    requests: Requests, abilities: Abilities, before: datetime, job: Job, *, dry_run: bool
) -> tuple[int, int]:
    """Do it for every object; how many those were, and their bytes. Raises StoreError, UsageError, Cancelled."""
    require_versions(requests)
    count = size = 0
    with job.phase("bring back objects", None, "objects"):
        for rescue in plan_rescue(requests, before):
            job.check()
            if not dry_run:
                carry_out(requests, abilities, rescue)
            count, size = count + 1, size + rescue.size
            job.advance(1)
    return count, size


def _versions(requests: Requests) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every key with its versions and delete markers, the newest first."""
    prefix = requests.place.prefix
    more: dict[str, Any] = {}
    key, found = "", list[dict[str, Any]]()
    while True:
        page = requests.ask("ListObjectVersions", Prefix=prefix, **more)
        rows = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        # Both lists are in order; merged, those of one key stand together, and none is split by a page's end for long.
        for one in sorted(rows, key=lambda row: str(row["Key"])):
            name = str(one["Key"])[len(prefix) :]
            if name != key and found:
                yield key, _newest_first(found)
                found = []
            key = name
            if _is_kept(name):
                found.append(one)
        following = {
            "KeyMarker": page.get("NextKeyMarker"),
            "VersionIdMarker": page.get("NextVersionIdMarker"),
        }
        if not page.get("IsTruncated") or not following["KeyMarker"] or following == more:
            break
        more = {name: value for name, value in following.items() if value}
    if found:
        yield key, _newest_first(found)


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two versions are one, or have the same content for certain."""
    return one is other or (
        "Size" in other and (one["ETag"], one["Size"]) == (other.get("ETag"), other["Size"])
    )


def _newest_first(versions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(versions, key=lambda one: (bool(one.get("IsLatest")), one["LastModified"]), reverse=True)


def _is_kept(key: str) -> bool:
    if key == MARKER:
        return True
    try:
        check_key(key)
    except StoreError:
        return False
    return not key.startswith(_FLEETING)
