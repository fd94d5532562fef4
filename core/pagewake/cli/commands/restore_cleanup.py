"""`pagewake restore --clean-up`: remove what restores, drills and verifications left that did not end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagewake.cli.running import run_job
from pagewake.cli.session import Session
from pagewake.clock import iso_utc, local_text
from pagewake.errors import UsageError
from pagewake.jobs import Job
from pagewake.units import counted, size_text

if TYPE_CHECKING:
    from pagewake.restore.unfinished import Unfinished


def clean_up(session: Session, directory: Path | None, scratch: Path | None, *, dry_run: bool) -> int:
    """Look for what was left in a directory, or by drills below `scratch`; remove it unless it is a dry run.

    Exit status 1: something must stay, and its row says why.
    """
    from pagewake.desk.leftovers import look_for_unfinished, remove_all

    if directory is not None:
        directory = directory.absolute()
        if not directory.is_dir():
            raise UsageError("there is no such directory", object_name=str(directory))
    job = Job("clean-up")
    left = run_job(session, job, lambda job: look_for_unfinished(directory, scratch, job))
    goes = [one for one in left if not one.keeps]
    if not dry_run:
        run_job(session, Job("clean-up"), lambda job: remove_all(goes, job))
    session.answer(
        {"left": [_row(one, removed=not one.keeps and not dry_run) for one in left]},
        "\n".join(_line(one, dry_run=dry_run) for one in left) or "No unfinished restore is there.",
    )
    return 1 if len(goes) < len(left) else 0


def _row(one: Unfinished, *, removed: bool) -> dict[str, Any]:
    return {
        "directory": str(one.directory),
        "backup": one.backup or None,
        "begun": iso_utc(one.begun) if one.begun else None,
        "files": one.files,
        "bytes": one.size,
        "places": [str(place) for place in one.places],
        "removed": removed,
        "stays_because": one.keeps or None,
    }


def _line(one: Unfinished, *, dry_run: bool) -> str:
    what = f"{counted(one.files, 'file')}, {size_text(one.size)}"
    begun = f", begun {local_text(one.begun)}" if one.begun else ""
    if one.keeps:
        return f"Stays:   {one.directory} ({what}{begun}): {one.keeps}"
    return f"{'Would go' if dry_run else 'Removed'}: {one.directory} ({what}{begun})"
