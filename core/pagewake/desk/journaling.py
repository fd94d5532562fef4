"""A job of the command line in the journal, where the window's page of jobs shows it among its own.

Only what changes somebody's database is put down: what a command only reads or adds needs no memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pagewake.clock import now
from pagewake.desk.journal import Journal, JournalEntry, Standing, state_directory
from pagewake.errors import Cancelled
from pagewake.jobs import FindingSeen, Job, JobEvent, Said


@contextmanager
def journaled(
    job: Job, kind: str, title: str, object_name: str, command: str, repository: str
) -> Iterator[None]:
    """Put down that a job begins, and at the end what it said and how it ended. What it raises goes on.

    `kind` is that of the same job of the window.
    """
    journal, began = Journal(state_directory()), now()
    entry = JournalEntry(
        journal.new_id(), kind, title, object_name, command, repository, Standing.RUNNING, began, began
    )
    lines: list[str] = []

    def hear(event: JobEvent) -> None:
        match event:
            case Said(text=text):
                lines.append(f"{now().isoformat()} info {text}")
            case FindingSeen(finding=one):
                lines.append(f"{now().isoformat()} {one.severity.value} {one.object_name}: {one.message}")

    journal.record(entry)
    job.subscribe(hear)
    standing, error = Standing.FAILED, ""
    try:
        yield
        standing = Standing.DONE
    except Cancelled:
        standing = Standing.CANCELLED
        raise
    except Exception as failed:
        error = str(failed)
        raise
    finally:
        journal.record(replace(entry, standing=standing, finished=now(), error=error, log=tuple(lines)))
