"""A repository of ten thousand backups on disk.

The backups and the segments of WAL are those of `large_history`, written as backups and `wal push` write them: a
manifest and two objects of WAL each, catalogues that were consolidated on the way. Their pages are left out: nobody
who looks at a timeline reads one.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.gui.histories import large_history
from tests.scale.simulated import HastyDisk

from pagewake.blocks import WalSummary
from pagewake.engines.base import WalPiece
from pagewake.model import Backup, Identity, WalPosition
from pagewake.repository.manifest import Manifest
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake.stores.local import LocalStore


def write_repository(place: Path, backups: int) -> None:
    """Write a repository of so many backups, and of as many segments of WAL."""
    timeline = large_history(backups)
    repository = Repository.create(LocalStore(place, HastyDisk()))
    identity = Identity("postgres", "16.4", "7", 8192)
    for row in timeline.stretches.rows:
        repository.wal.add(row.source, piece_of(row), identity)
    for backup in timeline.backups:
        repository.write_manifest(manifest_of(backup, identity))
    repository.close()


def piece_of(row: StretchRow) -> WalPiece:
    """The segment of a row, a few bytes long, with the summary that the row was made from."""
    summary = WalSummary(
        row.timeline,
        row.first_lsn,
        row.end_lsn,
        records=row.records,
        first_time=row.first_time,
        last_time=row.last_time,
        commits=row.commits,
        first_commit_time=row.first_commit_time,
        last_commit_time=row.last_commit_time,
    )
    return WalPiece(row.name, row.timeline, row.first_lsn, row.end_lsn, row.digest[:16], summary, row.origin)


def manifest_of(backup: Backup, identity: Identity) -> Manifest:
    """The manifest of a backup."""
    return Manifest(
        backup=backup,
        identity=identity,
        start=WalPosition(backup.timeline, backup.start_lsn),
        stop=WalPosition(backup.stop_timeline, backup.stop_lsn),
        pages={"copied": backup.pages},
        clock_begin=backup.started,
        clock_end=backup.finished,
    )


if __name__ == "__main__":
    write_repository(Path(sys.argv[1]), int(sys.argv[2]))
    print(json.dumps({}))
