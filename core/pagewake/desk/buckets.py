"""What a face asks about buckets: how they are reached, and which profiles there are."""

from __future__ import annotations

from pagewake.errors import UsageError
from pagewake.stores.s3.options import ENCRYPTIONS, LONGEST_LOCK_DAYS, NOTHING_SAID, S3Options

__all__ = [
    "ENCRYPTIONS",
    "LONGEST_LOCK_DAYS",
    "NOTHING_SAID",
    "STORAGE_CLASSES",
    "S3Options",
    "is_bucket",
    "options_problem",
    "profiles",
]

STORAGE_CLASSES = ("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR")
"""Those of Amazon from which a restore can read at once."""


def is_bucket(location: str) -> bool:
    """Whether a location is in S3."""
    return location.strip().lower().startswith("s3://")


def options_problem(options: S3Options) -> str:
    """Why options are impossible, or an empty text."""
    try:
        options.check()
    except UsageError as error:
        return error.what
    return ""


def profiles() -> list[str]:
    """The profiles of `~/.aws`, by name; none where boto3 is not installed or the files cannot be read.

    Reads files: not for a window's own thread.
    """
    try:
        import botocore.session
        from botocore.exceptions import BotoCoreError
    except ModuleNotFoundError:
        return []
    try:
        return sorted(botocore.session.Session().available_profiles)
    except (BotoCoreError, OSError):
        return []
