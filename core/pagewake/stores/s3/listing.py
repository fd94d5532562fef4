"""Listing a prefix, page by page, in the order of keys.

Amazon lists in the order of keys. Servers that keep objects in directories list `a/b` before `a-b`, although `-` and
`.` sort before `/`: what follows a name that begins like a folder's, and goes on with one of these, is brought into
order before it is given on. For Pagewake's own names that is never more than one folder.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from pagewake.errors import BucketMissing, ObjectMissing, StoreError
from pagewake.stores.base import ObjectInfo, check_key
from pagewake.stores.s3.requests import Requests

_BEFORE_SLASH: Final = "-."


def list_objects(requests: Requests, prefix: str) -> Iterator[ObjectInfo]:
    """All objects whose key begins with `prefix`, in order; what is not the store's is left out. Raises StoreError."""
    folder = prefix.rpartition("/")[0]
    at = len(folder) + 1 if folder else 0
    held: dict[str, ObjectInfo] = {}
    base = ""
    for info in _rows(requests, prefix):
        name = info.key[at:].partition("/")[0]
        follows = name == base or (name.startswith(base) and name[len(base)] in _BEFORE_SLASH)
        if held and not follows:
            yield from (held[key] for key in sorted(held))
            held = {}
        if not held:
            base = name
        held[info.key] = info
    yield from (held[key] for key in sorted(held))


def _rows(requests: Requests, prefix: str) -> Iterator[ObjectInfo]:
    """The rows as the server gives them."""
    start = requests.place.prefix
    more: dict[str, str] = {}
    while True:
        try:
            page = requests.ask("ListObjectsV2", Prefix=start + prefix, **more)
        except ObjectMissing:
            raise BucketMissing("there is no such bucket", object_name=requests.place.location) from None
        for one in page.get("Contents", []):
            key = one["Key"][len(start) :]
            if _is_key(key):
                yield ObjectInfo(key, int(one["Size"]), one["LastModified"])
        token = page.get("NextContinuationToken")
        if not page.get("IsTruncated") or not token or token == more.get("ContinuationToken"):
            return
        more = {"ContinuationToken": token}


def _is_key(key: str) -> bool:
    try:
        check_key(key)
    except StoreError:
        return False
    return True
