"""What restores left that did not end: found, measured, and removed where nothing of anybody's can be lost.

A restore, a drill or a verification whose process was killed leaves a directory with a marker in it. A new restore
into it goes on (with `delta` it keeps what is in place already); who does not want that has it removed here.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import time

from pagewake.disk import REAL_DISK, Disk
from pagewake.errors import RestoreError, UsageError
from pagewake.jobs import Job
from pagewake.restore.clearing import empty
from pagewake.restore.marker import nobody_else, read_marker, under_way

SCRATCH_PREFIXES = ("pagewake-drill-", "pagewake-verify-", "pagewake-blocks-")
"""How directories begin that are made to be thrown away."""
_UNMARKED_FOR = 3600.0
"""A scratch directory without a marker may be one that was made just now."""


@dataclass(frozen=True)
class Unfinished:
    """A directory that a restore left half-made. `files` and `size` (bytes) are what is in it and its `places`.

    `scratch`: it was to be thrown away in any case. `busy`: somebody is restoring there right now.
    """

    directory: Path
    backup: str
    begun: datetime | None
    files: int
    size: int
    places: tuple[Path, ...]
    overwrites: bool
    scratch: bool
    busy: bool

    @property
    def keeps(self) -> str:
        """Why it is not removed; empty if it can be."""
        if self.busy:
            return "a restore is writing into it right now"
        if self.overwrites:
            return "a database was there before, which the restore was turning into another: only a restore ends that"
        return ""


def unfinished_in(directory: Path, job: Job) -> Unfinished | None:
    """What an unfinished restore left in a directory; None where there is no marker of one. Raises Cancelled."""
    marker = read_marker(directory)
    if marker is None:
        return None
    places = tuple(Path(text) for text in marker.places)
    files, size = _measured((directory, *places), job)
    return Unfinished(
        directory,
        marker.backup,
        marker.begun,
        files,
        size,
        places,
        marker.overwrites,
        directory.name.startswith(SCRATCH_PREFIXES),
        under_way(directory),
    )


def unfinished_scratch(below: Path | None, job: Job) -> list[Unfinished]:
    """What drills and verifications left `below` a directory (default: the system's temporary one), by name.

    Only this user's. Raises Cancelled, OSError where `below` cannot be read.
    """
    found = []
    with os.scandir(below if below is not None else tempfile.gettempdir()) as entries:
        every = [Path(one.path) for one in entries if one.name.startswith(SCRATCH_PREFIXES) and _mine(one)]
    for directory in sorted(every):
        one = unfinished_in(directory, job)
        if one is None and time() - directory.stat().st_mtime > _UNMARKED_FOR:
            files, size = _measured((directory,), job)
            one = Unfinished(directory, "", None, files, size, (), False, True, False)
        if one is not None:
            found.append(one)
    return found


def remove_unfinished(unfinished: Unfinished, job: Job, *, disk: Disk = REAL_DISK) -> None:
    """Delete what a restore left: the directory is empty then, or gone if it was a scratch directory.

    Raises RestoreUnderWay, RestoreError where it must stay, UsageError where the marker is no longer there.
    """
    directory = unfinished.directory
    marker = read_marker(directory)
    if marker is None and not unfinished.scratch:
        raise UsageError("no unfinished restore is there", object_name=str(directory))
    if marker is not None and marker.overwrites:
        raise RestoreError(
            "a database was here before the restore began, and what is here now is neither that one nor another",
            object_name=str(directory),
            meaning="Nothing was deleted.",
            advice="Restore into it again with --delta, or delete it by hand.",
        )
    with job.phase("remove what was left", unfinished.files, "files"), nobody_else(directory):
        if marker is not None:
            try:
                empty(directory, map(Path, marker.places), disk)
            except OSError as error:
                raise RestoreError(
                    f"this cannot be deleted: {error.strerror or error}",
                    object_name=str(error.filename or directory),
                    meaning="The marker is still there; the rest may be deleted later.",
                ) from error
        if unfinished.scratch:
            shutil.rmtree(directory, ignore_errors=True)


def _mine(entry: os.DirEntry[str]) -> bool:
    own = getattr(os, "geteuid", None)
    try:
        mine = own is None or entry.stat(follow_symlinks=False).st_uid == own()
        return mine and entry.is_dir(follow_symlinks=False)
    except OSError:  # gone meanwhile
        return False


def _measured(directories: Iterable[Path], job: Job) -> tuple[int, int]:
    files = size = 0
    for path in _files_below(directories):
        job.check()
        try:
            size += path.lstat().st_size
        except OSError:  # gone meanwhile
            continue
        files += 1
    return files, size


def _files_below(directories: Iterable[Path]) -> Iterator[Path]:
    for directory in directories:
        for root, _, names in os.walk(directory):
            yield from (Path(root) / name for name in names)
