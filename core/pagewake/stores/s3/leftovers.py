"""Uploads that were begun and never finished: they cost money and are in no listing of objects."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from pagewake.errors import StoreError
from pagewake.stores.base import check_key
from pagewake.stores.s3.creating import server_time
from pagewake.stores.s3.requests import Requests

GRACE: Final = timedelta(days=2)
"""An upload that is younger may belong to a backup that is running on another machine."""


def sweep_uploads(requests: Requests, older_than: timedelta = GRACE) -> int:
    """Give up uploads below the own prefix that were begun so long ago, by the server's clock; returns how many.

    Raises StoreError.
    """
    swept = 0
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


def _is_own(requests: Requests, whole_key: str) -> bool:
    key = whole_key[len(requests.place.prefix) :]
    if not whole_key.startswith(requests.place.prefix):
        return False
    try:
        check_key(key)
    except StoreError:
        return key.startswith(".probe/")
    return True
