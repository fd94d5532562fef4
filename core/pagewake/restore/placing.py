"""Putting pages into a stopped database: save what is there, write, make durable, read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pagewake.clock import now as clock_now
from pagewake.disk import Disk
from pagewake.engines.base import SAVED_PREFIX, StoppedDatabase
from pagewake.errors import RestoreError
from pagewake.jobs import Job
from pagewake.restore.block_files import PageImage, write_images


def put_pages(
    database: StoppedDatabase,
    images: Sequence[PageImage],
    about: Mapping[str, object],
    directory: Path,
    job: Job,
    disk: Disk,
) -> tuple[tuple[PageImage, ...], Path | None]:
    """Write those pages that differ from what is there; returns them, and the directory where the old ones are.

    `about` is what is to be said of the old ones. What was there is durable before anything is written. Raises
    RestoreError where a page reads back other bytes, Cancelled, OSError.
    """
    old = [PageImage(one.file, one.block, database.read(one.file, one.block)) for one in images]
    both = [(new, was) for new, was in zip(images, old, strict=True) if new.content != was.content]
    if not both:
        return (), None
    job.check()
    saved = _new_place(directory)
    replaced_by = {(new.file, new.block): new.digest for new, _ in both}
    write_images(saved, [was for _, was in both], about, disk, replaced_by)
    disk.sync_directory(directory)
    for new, _ in both:
        database.write(new.file, new.block, new.content)
    database.sync()
    for new, _ in both:
        if database.read(new.file, new.block) != new.content:
            raise RestoreError(
                "the page reads back other bytes than were written",
                object_name=f"{new.file} block {new.block}",
                meaning=f"The disk cannot be trusted. What was there before is in {saved}.",
                advice="Restore the database onto another disk: pagewake restore --to DIR",
            )
    return tuple(new for new, _ in both), saved


def _new_place(directory: Path) -> Path:
    stem = f"{SAVED_PREFIX}{clock_now():%Y%m%dT%H%M%SZ}"
    number = 1
    while (place := directory / (stem if number == 1 else f"{stem}-{number}")).exists():
        number += 1
    return place
