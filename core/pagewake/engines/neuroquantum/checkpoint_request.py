"""Getting a flushed checkpoint before a backup: from the owner of the database, or by opening it."""

from __future__ import annotations

import time

from pagewake.disk import Disk
from pagewake.engines.neuroquantum.database import Database
from pagewake.engines.neuroquantum.layout import DATA_DIRECTORY, WAL_DIRECTORY, Layout
from pagewake.engines.neuroquantum.locking import (
    checkpoint_requested,
    is_open_elsewhere,
    request_checkpoint,
    withdraw_request,
)
from pagewake.errors import DatabaseError, SourceInUse
from pagewake.jobs import Job

WAIT_SECONDS = 30.0


def flush_now(layout: Layout, disk: Disk, job: Job, *, wait_seconds: float | None = None) -> None:
    """Have the database make a flushed checkpoint.

    If nobody has it open, it is opened, which recovers it where that is needed, and closed again. Otherwise
    its owner is asked, who answers at its next commit or tick.

    Raises:
        SourceInUse: the owner did not answer in time.
        DatabaseError: the database was made by the original engine, or lies in another layout.
    """
    root = layout.wal.parent
    if layout.wal.name != WAL_DIRECTORY or layout.page_file.parent != root / DATA_DIRECTORY:
        raise DatabaseError(
            "a checkpoint can only be made for a database in the layout data/ and wal/",
            object_name=str(layout.page_file),
            advice="Run the backup without --checkpoint.",
        )
    if not is_open_elsewhere(root):
        with Database.open(root, disk=disk) as database:
            database.checkpoint()
        return
    wait_seconds = WAIT_SECONDS if wait_seconds is None else wait_seconds
    request_checkpoint(root, disk)
    deadline = time.monotonic() + wait_seconds
    while checkpoint_requested(root):
        if time.monotonic() > deadline:
            withdraw_request(root, disk)
            raise SourceInUse(
                f"the program that has the database open made no checkpoint in {wait_seconds:.0f} seconds",
                object_name=str(layout.page_file),
                advice="Run the backup without --checkpoint, or have the program commit or tick.",
            )
        if job.token.wait(0.05):
            withdraw_request(root, disk)
        job.check()
