"""Getting one archived piece of WAL by its name: a restore command.

Whoever asks acts on the difference between "there is none" and "it could not be told": a server that is told
the first takes the log for ended and goes on from there, which loses whatever came after.
"""

from __future__ import annotations

from pathlib import Path

from pagewake.archive.whole_files import write_whole
from pagewake.disk import REAL_DISK, Disk
from pagewake.errors import LogGap, ObjectMissing, UsageError
from pagewake.lsn import timeline_of_name
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
