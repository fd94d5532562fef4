"""Deleting what a restored directory is not to have: what another restore left, and what the backup does not hold."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Set
from pathlib import Path

from pagewake.disk import Disk
from pagewake.restore.marker import MARKER


def empty(directory: Path, places: Iterable[Path], disk: Disk) -> None:
    """Delete what a restore made, its marker last: until all else is gone for good, it is not forgotten."""
    if not directory.exists():
        return
    marker = directory / MARKER
    for place in (*places, directory):
        for root, names, files in os.walk(place, topdown=False):
            for path in (Path(root) / name for name in (*files, *names)):
                if path.is_symlink() or not path.is_dir():
                    if path != marker:
                        disk.remove(path)
                else:
                    path.rmdir()
        if place.exists():
            disk.sync_directory(place)
    disk.remove(marker)
    disk.sync_directory(directory)


def remove_others(directory: Path, kept: set[Path], disk: Disk, *, links: Set[Path] = frozenset()) -> None:
    """A delta restore leaves nothing that the backup does not have, not even an empty directory.

    `directory` itself stays, and so does where a link leads: neither is the restore's own. `links` stay as well.
    """
    used = {parent for path in kept for parent in path.parents}
    for root, names, files in os.walk(directory, topdown=False):
        for name in files:
            path = Path(root) / name
            if path not in kept:
                disk.remove(path)
        for name in names:
            path = Path(root) / name
            if path.is_symlink():
                if path not in links:
                    disk.remove(path)
            elif path not in used:
                _remove_empty(path)


def _remove_empty(directory: Path) -> None:
    """Remove a directory, unless another file system is mounted on it or below it."""
    try:
        directory.rmdir()
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.ENOTEMPTY):
            raise
