"""Pages of a database that were replaced, or put back: that goes on record in the repository.

It says what was done to a database, and nothing of a backup: a record of the level `repair` counts for no verification.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from pagewake.jobs import Job
from pagewake.model import CheckResult, CheckRow
from pagewake.repository.evidence import Evidence
from pagewake.repository.repository import Repository
from pagewake.restore.block_files import PageImage
from pagewake.units import counted

REPAIR_LEVEL = "repair"
REPLACED, PUT_BACK = "page-replaced", "page-put-back"


def record_repair(
    repository: Repository,
    source: str,
    directory: Path,
    name: str,
    written: Sequence[tuple[PageImage, str]],
    saved: Path,
    checks: Sequence[str],
    started: datetime,
    seconds: float,
    job: Job,
) -> Evidence | None:
    """Put on record which pages of the database in `directory` were overwritten, and tell the job.

    `written` are the pages with what each was before, `name` is REPLACED or PUT_BACK, `saved` holds the old ones. None
    where the store takes nothing.
    """
    rows = [
        CheckRow(
            name,
            f"{image.file} block {image.block}",
            CheckResult.GOOD,
            1,
            0.0,
            f"it was {before}; what was there before is {saved / image.name}",
        )
        for image, before in written
    ]
    job.say(f"{counted(len(written), 'page')} replaced in {directory}")
    job.say(f"what was there before is in {saved}")
    return repository.evidence.add(
        REPAIR_LEVEL,
        True,
        (),
        started,
        int(seconds * 1000),
        source=source,
        checks=(*checks, f"what was there before is in {saved}"),
        target=str(directory),
        rows=rows,
    )
