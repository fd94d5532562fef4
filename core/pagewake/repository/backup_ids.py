"""The names of backups: when one was begun, and what tells it from others of the same second."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from datetime import UTC, datetime

_ID = re.compile(r"[0-9]{8}T[0-9]{6}Z-[0-9a-f]{6}")


def new_backup_id(clock: Callable[[], datetime]) -> str:
    """`YYYYMMDDTHHMMSSZ-xxxxxx`: the time on `clock`, and six random hex digits."""
    return f"{clock().astimezone(UTC):%Y%m%dT%H%M%SZ}-{os.urandom(3).hex()}"


def is_backup_id(text: str) -> bool:
    """Whether `text` has the form of a backup id."""
    return _ID.fullmatch(text) is not None


def backup_label(backup_id: str) -> str:
    """What the database is told that it does, while a backup is made."""
    return f"pagewake {backup_id}"
