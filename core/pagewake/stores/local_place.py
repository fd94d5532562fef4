"""Whether the directory of a store still is the one that was read from.

A disk that is unmounted leaves the empty directory that it was mounted on. What is written there lies on the disk
below: it would look safe, fill that disk, and be hidden when the right one is mounted again.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from pagewake.errors import StoreGone


class SamePlace:
    """Remembers a directory by its first object that was read; any thread."""

    def __init__(self, directory: Path) -> None:
        self._directory: Final = directory
        self._seen: tuple[str, tuple[int, int]] | None = None

    def note(self, key: str) -> None:
        """An object was read: from now on the directory is known. Costs nothing when it is."""
        if self._seen is None:
            with suppress(OSError):
                self._seen = key, self._identity()

    def require(self) -> None:
        """Before anything is written. Raises StoreGone, OSError.

        A directory that was mounted anew meanwhile is another one, and has the object that was read.
        """
        if self._seen is None:
            return
        key, before = self._seen
        try:
            now = self._identity()
        except FileNotFoundError:
            raise StoreGone("the directory is gone", object_name=str(self._directory)) from None
        if now == before:
            return
        if not (self._directory / key).exists():
            raise StoreGone("the directory is not the one that was opened", object_name=str(self._directory))
        self._seen = key, now

    def _identity(self) -> tuple[int, int]:
        status = os.stat(self._directory)
        return status.st_dev, status.st_ino
