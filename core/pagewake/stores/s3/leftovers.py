"""What dead processes left: uploads that nobody finished, which cost money and are in no listing, claims and probes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from pagewake.errors import StoreError
from pagewake.stores.base import check_key
from pagewake.stores.s3.abilities import PROBES
from pagewake.stores.s3.creating import CLAIMS, server_time
from pagewake.stores.s3.requests import Requests

GRACE: Final = timedelta(days=2)
"""An upload that is younger may belong to a backup that is running on another machine."""


def sweep_uploads(requests: Requests, older_than: timedelta = GRACE) -> int:
    """Give up uploads below the own prefix, and remove claims and probes, that are so old; returns how many.

    The server's clock counts.

    Raises StoreError.
    """
    swept = _sweep_small(requests, older_than)
    more: dict[str, Any] = {}
    while True:
        page = requests.ask("ListMultipartUploads", Prefix=requests.place.prefix, **more)
        now = server_time(page)
        for one in page.get("Uploads", []):
            if now - one["Initiated"] >= older_than and _is_own(requests, one["Key"]):
                requests.ask("AbortMultipartUpload", one["Key"], UploadId=one["UploadId"])
                swept += 1
        if not page.get("IsTruncated"):
            return swept
        following = {"KeyMarker": page.get("NextKeyMarker"), "UploadIdMarker": page.get("NextUploadIdMarker")}
        if following == more or not following["KeyMarker"]:
            return swept
        more = {name: value for name, value in following.items() if value}


def _sweep_small(requests: Requests, older_than: timedelta) -> int:
    """Remove old claims and probes: the first thousand, the next sweep finds more."""
    swept = 0
    for folder in (CLAIMS, PROBES):
        page = requests.ask("ListObjectsV2", Prefix=requests.place.prefix + folder)
        now = server_time(page)
        for one in page.get("Contents", []):
            if now - one["LastModified"] >= older_than:
                requests.ask("DeleteObject", one["Key"])
                swept += 1
    return swept


def _is_own(requests: Requests, whole_key: str) -> bool:
    key = whole_key[len(requests.place.prefix) :]
    if not whole_key.startswith(requests.place.prefix):
        return False
    try:
        check_key(key)
    except StoreError:
        return key.startswith(PROBES)
    return True
