"""Objects in a bucket of S3, or of a server that speaks its language.

A key lies in the bucket as `<prefix>/<key>`. What no key can name (parts that begin with a dot) is the store's own:
`.pagewake-store` says what the server was found to do and how objects are kept, `.claims/` and `.probe/` hold
objects for seconds only. All of it works with rights to read, write, delete and list below the prefix.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pagewake.stores.s3.options import S3Options
    from pagewake.stores.s3.store import S3Store


def open_s3(location: str, options: S3Options | None = None) -> S3Store:
    """The store at `s3://bucket/prefix`; nothing is asked of the server yet.

    What `options` leave open, the environment says (PAGEWAKE_S3_*, and AWS's own variables and files).

    Raises:
        UsageError: this is no such location, or an option is impossible.
        ModuleNotFoundError: boto3 is not installed.
    """
    from importlib.util import find_spec

    from pagewake.stores.s3.options import S3Options, options_from_environment
    from pagewake.stores.s3.place import parse_place

    if find_spec("botocore") is None:
        raise ModuleNotFoundError("No module named 'boto3'", name="boto3")
    from pagewake.stores.s3.store import S3Store

    return S3Store(parse_place(location), options_from_environment(options or S3Options()))
