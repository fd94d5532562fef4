"""Getting one archived piece of WAL by its name: a restore command.

Whoever asks acts on the difference between "there is none" and "it could not be told": a server that is told
the first takes the log for ended and goes on from there, which loses whatever came after.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import timeline_of_name
from pagewake.errors import DiskFull, LogGap, ObjectMissing, RestoreError, UsageError
from pagewake.repository.descriptor import read_descriptor
from pagewake.repository.repository import Repository


def fetch_wal(
    repository: Repository, source: str, name: str, destination: Path, *, disk: Disk = REAL_DISK
) -> int | None:
    """Write the WAL archived as `name` to a file, whole or not at all; its size, None where there is none.

    The bytes are compared with their hash before anything is written.

    Raises:
        UsageError: the repository knows no such source.
        LogGap: the archive has a record of this WAL, and the WAL itself is gone.
        ObjectCorrupt, RestoreError, StoreError, RepositoryError: it could not be told, or not written.
    """
    timeline = timeline_of_name(name)
    try:
        if timeline is None:
            raise ObjectMissing("no WAL has such a name", object_name=name)
        data = repository.wal.get(source, timeline, name)
    except ObjectMissing:
        _require_certainty(repository, source, name)
        return None
    write_whole(data, destination, disk)
    return len(data)


def _require_certainty(repository: Repository, source: str, name: str) -> None:
    """Raise where "there is none" would not be the whole truth."""
    read_descriptor(repository.store)  # the repository itself may be gone, with the disk that it is on
    rows = repository.wal.rows(source)
    if not rows and not repository.backups(source):
        raise UsageError(
            f"the repository knows no source {source!r}",
            advice=f"It knows: {', '.join(repository.wal.sources()) or 'none'}.",
        )
    if any(row.name == name for row in rows):
        raise LogGap("this WAL was archived, and it is missing from the store", object_name=name)


def write_whole(data: bytes, destination: Path, disk: Disk) -> None:
    """Write a file that is there whole and durable, or not at all. Raises DiskFull, RestoreError."""
    unfinished = destination.with_name(f".{destination.name}.{os.getpid()}.pagewake")
    try:
        descriptor = disk.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
        try:
            disk.write(descriptor, data)
            disk.sync(descriptor)
        finally:
            os.close(descriptor)
        disk.replace(unfinished, destination)
        disk.sync_directory(destination.parent)
    except OSError as error:
        unfinished.unlink(missing_ok=True)
        kind = DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else RestoreError
        raise kind(f"cannot be written ({error.strerror})", object_name=str(destination)) from error
