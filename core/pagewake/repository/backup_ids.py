"""The names of backups: when one was begun, and what tells it from others of the same second."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from pagewake.errors import BackupMissing
from pagewake.units import listed

_NEAR = 3
LATEST = "latest"
"""Stands for the id of the newest backup that is not in the trash."""
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


def named_backup(text: str, ids: list[str]) -> str:
    """The one of some ids that `text` names: itself, or its unmistakable beginning.

    Raises BackupMissing, which tells what ids are near.
    """
    if text in ids:
        return text
    found = [one for one in ids if text and one.lower().startswith(text.lower())]
    if len(found) == 1:
        return found[0]
    if found:
        raise BackupMissing(
            f"{len(found)} backups begin like this", object_name=text, advice=_name_one_of(found)
        )
    from difflib import get_close_matches

    near = get_close_matches(text, ids, _NEAR, cutoff=0.5)
    raise BackupMissing("there is no such backup", object_name=text, advice=_name_one_of(near))


def newest_backup(newest: Mapping[str, str]) -> str:
    """What `latest` names, given the newest id of each source. Raises BackupMissing where that is not one backup."""
    if len(newest) == 1:
        return next(iter(newest.values()))
    if not newest:
        raise BackupMissing("there is no backup yet", object_name=LATEST)
    each = listed([f"{backup} ({source})" for source, backup in sorted(newest.items())])
    raise BackupMissing(
        "the repository holds several sources, and each has a newest backup",
        object_name=LATEST,
        advice=f"Name one: {each}",
    )


def _name_one_of(ids: list[str]) -> str:
    if not ids:
        return ""
    more = f", and {len(ids) - _NEAR} more" if len(ids) > _NEAR else ""
    return f"Is it one of these: {', '.join(ids[:_NEAR])}{more}?"
