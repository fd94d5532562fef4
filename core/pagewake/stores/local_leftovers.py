"""What dead processes left in the directory of a store: temporary files that never became objects."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Final

from pagewake.disk import Disk
from pagewake.stores.base import Unfinished
from pagewake.stores.local_errors import explained

GRACE: Final = timedelta(days=1)
"""A file that was written to more recently may belong to somebody who is still writing."""

_Files = Sequence[tuple[Path, os.stat_result]]


def unfinished_in(directory: Path, own: Collection[Path]) -> Iterator[Unfinished]:
    """The temporary files in a directory but for one's `own`; their age is by this machine's clock.

    Raises StoreError.
    """
    now = time.time()
    for path, status in _files(directory, own):
        age = timedelta(seconds=max(0.0, now - status.st_mtime))
        yield Unfinished(f"{directory.name}/{path.name}", status.st_size, age)


def sweep_in(
    directory: Path, own: Collection[Path], grace: timedelta, disk: Disk, file_time: Callable[[], float]
) -> int:
    """Remove temporary files, but for one's `own`, that nobody wrote to for that long; how many that were.

    `file_time` makes a file and says what time the file system gave it. Raises StoreError.
    """
    swept, seconds = 0, grace.total_seconds()
    limit = time.time() - seconds
    old = [(path, status) for path, status in _files(directory, own) if status.st_mtime < limit]
    if not old:
        return 0
    # Another machine may be writing them, and this one's clock be ahead of the file server's, whose time they have.
    limit = min(limit, file_time() - seconds)
    with explained(directory.name, directory.parent):
        for path, status in old:
            if status.st_mtime < limit:
                with suppress(FileNotFoundError):
                    disk.remove(path)
                    swept += 1
    return swept


def _files(directory: Path, own: Collection[Path]) -> _Files:
    found = []
    with explained(directory.name, directory.parent):
        if directory.is_symlink():  # whatever is behind it is not the store's
            raise OSError(errno.ELOOP, "symbolic link", str(directory))
        entries = list(os.scandir(directory)) if directory.is_dir() else []
        for entry in entries:
            with suppress(FileNotFoundError):
                status = entry.stat(follow_symlinks=False)
                if Path(entry.path) not in own and stat.S_ISREG(status.st_mode):
                    found.append((Path(entry.path), status))
    return found
