"""Where a store lies: a bucket, and what all of its keys begin with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pagewake.errors import StoreError, UsageError
from pagewake.stores.base import check_key

_BUCKET: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,253}[A-Za-z0-9])?")
_FORM: Final = "Write it as s3://bucket/prefix."


@dataclass(frozen=True)
class S3Place:
    """A bucket and a prefix: empty, or ending in a slash."""

    bucket: str
    prefix: str

    @property
    def location(self) -> str:
        """How people write it."""
        return f"s3://{self.bucket}/{self.prefix}".rstrip("/")


def parse_place(location: str) -> S3Place:
    """Read `s3://bucket/prefix`. Raises UsageError."""
    scheme, separator, rest = location.partition("://")
    if scheme.lower() != "s3" or not separator:
        raise UsageError("this is not a place in S3", object_name=location, advice=_FORM)
    bucket, _, prefix = rest.partition("/")
    if "@" in bucket:
        raise UsageError(
            "a location never holds credentials",
            object_name=f"s3://***@{rest.rpartition('@')[2]}",
            advice="Give them through the environment or a profile of AWS, and change those that were written here.",
        )
    if not _BUCKET.fullmatch(bucket):
        raise UsageError("this is not the name of a bucket", object_name=location, advice=_FORM)
    prefix = prefix.strip("/")
    try:
        if prefix:
            check_key(prefix)
    except StoreError:
        raise UsageError(
            "this is not a valid prefix",
            object_name=location,
            advice="Use letters, digits, '.', '_' and '-' between slashes; no part begins with a dot.",
        ) from None
    return S3Place(bucket, f"{prefix}/" if prefix else "")
