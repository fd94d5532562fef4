"""Taking back a page repair: the old bytes go back to where they were, as long as the page still is what it wrote.

A page that was changed since belongs to a newer database: it is left alone unless that is asked for. What the undo
overwrites is saved in its turn, so that an undo can be taken back, too.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import monotonic

import numpy as np

from pagewake.clock import iso_utc
from pagewake.clock import now as clock_now
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import Engine, StoppedDatabase
from pagewake.errors import RestoreError, SourceChanged, UsageError
from pagewake.jobs import Job
from pagewake.repository.evidence import Evidence
from pagewake.repository.repository import Repository
from pagewake.restore.block_files import PageImage
from pagewake.restore.block_planning import require_repairs, require_same_database
from pagewake.restore.files import disk_error
from pagewake.restore.placing import put_pages
from pagewake.restore.repair_record import PUT_BACK, record_repair
from pagewake.restore.saved_pages import SavedPage, SavedPages, read_saved
from pagewake.units import counted, listed


class PageState(StrEnum):
    """What a page is now, seen from the repair that is to be taken back."""

    REPAIRED = "as the repair wrote it"
    BEFORE = "as before the repair"
    CHANGED = "changed since"
    """Something else: the database went on, or a crash tore it."""
    UNKNOWN = "not known"
    """An older version wrote it, and did not say what it put there."""
    BEYOND = "beyond the end"
    """The file is shorter now."""


@dataclass(frozen=True)
class UndoBlock:
    """One page of the plan: what it is now, and whether the present and the saved bytes pass their own check (`sound`,
    or `damaged: why`).
    """

    file: str
    block: int
    state: PageState
    present: str
    saved: str


@dataclass(frozen=True)
class UndoPlan:
    """What taking back a repair would do to the database in `directory`."""

    source: str
    directory: Path
    saved: SavedPages
    blocks: tuple[UndoBlock, ...]

    @property
    def changed(self) -> tuple[UndoBlock, ...]:
        """The pages that are not what the repair wrote."""
        return tuple(one for one in self.blocks if one.state not in (PageState.REPAIRED, PageState.BEFORE))

    @property
    def to_write(self) -> tuple[UndoBlock, ...]:
        """The pages that are to be written."""
        return tuple(one for one in self.blocks if one.state is not PageState.BEFORE)


@dataclass(frozen=True)
class UndoReport:
    """What was put back. `saved` is where the pages are that were overwritten by this; None where nothing was."""

    plan: UndoPlan
    written: tuple[PageImage, ...]
    saved: Path | None
    evidence: Evidence | None = None


def plan_undo(
    repository: Repository, engine: Engine, source: str, saved: Path, directory: Path | None, job: Job
) -> UndoPlan:
    """Look at what a repair saved, and at the pages as they are now. Nothing is written anywhere.

    `saved` is the directory that the repair named, `directory` that of the database (None: the one that it lies in).
    Raises UsageError, RestoreError, SourceInUse (somebody has the database open), SourceChanged (it is another one).
    """
    kept = read_saved(saved.absolute())
    where = kept.directory.parent if directory is None else directory.absolute()
    if kept.source != source:
        raise UsageError(
            f"these pages are of {kept.source}, and not of {source}",
            object_name=str(saved),
            advice=f"Name the source: --source {kept.source}",
        )
    with closing(_stopped(engine, kept, where, REAL_DISK)) as database:
        require_same_database(repository, source, database)
        return UndoPlan(source, where, kept, tuple(_look(database, kept, job)))


def run_undo(
    repository: Repository,
    engine: Engine,
    plan: UndoPlan,
    job: Job,
    *,
    overwrite_changed: bool = False,
    disk: Disk = REAL_DISK,
) -> UndoReport:
    """Put the old pages back as planned, and put that on record. The database is locked meanwhile.

    `overwrite_changed` also writes over pages that are not what the repair wrote. Raises what `plan_undo` raises, and
    RestoreError for such pages without it. Wherever it ends, each page is as it was, put back, or torn with what it was
    saved.
    """
    started, clock = clock_now(), monotonic()
    try:
        with closing(_stopped(engine, plan.saved, plan.directory, disk)) as database:
            again = UndoPlan(plan.source, plan.directory, plan.saved, tuple(_look(database, plan.saved, job)))
            _require_unchanged(again, overwrite_changed)
            images = [again.saved.image(page) for page in again.saved.pages]
            about = {
                "what": "the pages before the repair was taken back",
                "source": plan.source,
                "engine": engine.name,
                "system_identifier": database.identity.system_identifier,
                "taken_back": plan.saved.directory.name,
                "written": iso_utc(clock_now()),
                "page_size": plan.saved.page_size,
            }
            written, saved = put_pages(database, images, about, plan.directory, job, disk)
    except OSError as error:
        raise disk_error(error, str(error.filename or plan.directory)) from error
    if saved is None:
        return UndoReport(again, (), None)
    states = {(one.file, one.block): one.state.value for one in again.blocks}
    lines = (
        f"the repair of {plan.saved.written or 'an unknown time'} was taken back",
        f"{counted(len(written), 'page')} read back from the file: as written",
    )
    evidence = record_repair(
        repository,
        plan.source,
        plan.directory,
        PUT_BACK,
        [(one, states[one.file, one.block]) for one in written],
        saved,
        lines,
        started,
        monotonic() - clock,
        job,
    )
    return UndoReport(again, written, saved, evidence)


def _stopped(engine: Engine, kept: SavedPages, directory: Path, disk: Disk) -> StoppedDatabase:
    """Take the database for oneself. Raises SourceChanged where it is another one than was repaired."""
    with ExitStack() as stack:
        database = require_repairs(engine).stopped(directory, kept.pages[0].file, disk)
        stack.callback(database.close)
        mine = database.identity.system_identifier
        if kept.system_identifier and mine != kept.system_identifier:
            raise SourceChanged(
                f"this is {mine}, and the repaired database was {kept.system_identifier}",
                object_name=str(directory),
                meaning="Nothing was written.",
                advice="Name the directory of the repaired database with --in-place.",
            )
        stack.pop_all()
        return database


def _look(database: StoppedDatabase, kept: SavedPages, job: Job) -> Iterator[UndoBlock]:
    for page in kept.pages:
        job.check()
        old = kept.image(page)
        before = _verdict(database, page, old.content)
        if page.block >= database.blocks_in(page.file):
            yield UndoBlock(page.file, page.block, PageState.BEYOND, "", before)
            continue
        content = database.read(page.file, page.block)
        now = PageImage(page.file, page.block, content)
        state = PageState.CHANGED if page.replaced_by else PageState.UNKNOWN
        if content == old.content:
            state = PageState.BEFORE
        elif now.digest == page.replaced_by:
            state = PageState.REPAIRED
        yield UndoBlock(page.file, page.block, state, _verdict(database, page, content), before)


def _verdict(database: StoppedDatabase, page: SavedPage, content: bytes) -> str:
    verdict = database.check(page.file, np.array([page.block]), memoryview(content))
    return f"damaged: {verdict.reasons[0]}" if len(verdict.bad) else "sound"


def _require_unchanged(plan: UndoPlan, overwrite: bool) -> None:
    shorter = [f"{one.file} block {one.block}" for one in plan.blocks if one.state is PageState.BEYOND]
    if shorter:
        raise RestoreError(
            "the file ends before this block",
            object_name=listed(shorter, 3),
            meaning="Nothing was written: an old page has no place there any more.",
        )
    if plan.changed and not overwrite:
        names = listed([f"{one.file} block {one.block}: {one.state.value}" for one in plan.changed], 3)
        raise RestoreError(
            f"{len(plan.changed):,} of {counted(len(plan.blocks), 'page')} are not what the repair wrote ({names})",
            object_name=str(plan.directory),
            meaning="Nothing was written. What the database wrote since would be lost.",
            advice="To lose it, add --overwrite-changed.",
        )
