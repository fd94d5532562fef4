"""Page repair: single blocks brought to one moment, as files or in the place of damaged ones.

The pages come from a restore into a scratch directory by the engine's own recovery, so that a repaired page is what
the whole database would hold after a restore: nothing about a page is guessed from its backup alone. In place the
moment is always the present: the log that the database still holds is archived first and replayed to its last record.
Where the database was closed in an orderly way every other page of the file must then be the same in both, or nothing
is written. What is overwritten is saved beside it first.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from time import monotonic

import numpy as np

from pagewake.archive.archiver import LogArchiver
from pagewake.clock import iso_utc
from pagewake.clock import now as clock_now
from pagewake.disk import REAL_DISK, Disk
from pagewake.engines.base import Engine, StoppedDatabase
from pagewake.errors import RestoreError, RestoreIncomplete, UsageError
from pagewake.jobs import Job
from pagewake.model import Finding, RecoveredTo, WalPosition
from pagewake.repository.evidence import Evidence
from pagewake.repository.repository import Repository
from pagewake.restore.block_files import PageImage, write_images
from pagewake.restore.block_plan import Wanted, require_sound
from pagewake.restore.block_planning import BlocksPlan, look_at, plan_from, require_repairs, take_stopped
from pagewake.restore.drill import BLOCKS_PREFIX
from pagewake.restore.files import disk_error
from pagewake.restore.placing import put_pages
from pagewake.restore.planning import RestorePlan
from pagewake.restore.repair_record import REPLACED, record_repair
from pagewake.restore.run import RestoreReport, RestoreRequest, run_restore
from pagewake.units import counted, listed


@dataclass(frozen=True)
class BlocksReport:
    """What a page repair did. `written` are the blocks that differed and were put in place, or were written as files;
    `saved` is where the old ones are, `checks` what was proven. `after` says of each block, in order, how it is now
    (see `BlocksPlan.present`).
    """

    plan: BlocksPlan
    recovered_to: RecoveredTo | None
    written: tuple[PageImage, ...]
    saved: Path | None
    checks: tuple[str, ...]
    findings: tuple[Finding, ...]
    after: tuple[str, ...] = ()
    evidence: Evidence | None = None
    """What was put on record, where pages were replaced in place."""


def run_blocks(
    repository: Repository,
    engine: Engine,
    plan: BlocksPlan,
    job: Job,
    *,
    disk: Disk = REAL_DISK,
) -> BlocksReport:
    """Repair as planned. In place the database is locked from the first look to the last check.

    Raises what `plan_blocks` raises, RestoreError where the log does not lead to the present, RecoveryFailed, DiskFull,
    DirectoryNotEmpty. Wherever it ends, each block is as it was, or repaired, or torn with its old content saved.
    """
    try:
        if plan.request.in_place is None:
            return _run_to_files(repository, engine, plan, job, disk)
        return _run_in_place(repository, engine, plan, plan.request.in_place, job, disk)
    except OSError as error:
        raise disk_error(error, str(error.filename or plan.request.in_place or "")) from error


def _run_to_files(
    repository: Repository, engine: Engine, plan: BlocksPlan, job: Job, disk: Disk
) -> BlocksReport:
    request = plan.request
    assert request.pages_to is not None
    with _Scratch(request.scratch) as scratch:
        report = _restored(repository, engine, plan.restore, scratch, job, in_place=False)
        images = _images(scratch, plan)
        require_sound(list(_bad(engine, scratch, images)))
    about = _about(plan, report, "the pages as they were at the target")
    write_images(request.pages_to, images, about, disk)
    checks = (f"the checksums and numbers of {counted(len(images), 'page')}",)
    after = ("sound",) * len(images)
    return BlocksReport(plan, report.recovered_to, tuple(images), None, checks, report.findings, after)


def _run_in_place(
    repository: Repository, engine: Engine, plan: BlocksPlan, directory: Path, job: Job, disk: Disk
) -> BlocksReport:
    request, source, started, clock = plan.request, plan.restore.source, clock_now(), monotonic()
    with closing(take_stopped(engine, request, directory, disk)) as database:
        newest = _archive_the_rest(repository, source, database, job)
        present = tuple(look_at(database, request.wanted))
        _require_places(plan.request.wanted, present)
        again = replace(request, target=database.goal(newest))
        plan = plan_from(repository, engine, source, again, job, present)
        with _Scratch(request.scratch) as scratch:
            report = _restored(repository, engine, plan.restore, scratch, job, in_place=True)
            images = _images(scratch, plan)
            _require_present(report, newest, engine)
            checks = _compare_the_rest(database, plan, scratch)
        require_sound(
            [
                (one.file, one.block, verdict.reasons[0])
                for one in images
                for verdict in [database.check(one.file, np.array([one.block]), memoryview(one.content))]
                if len(verdict.bad)
            ]
        )
        checks.append(f"the checksums and numbers of {counted(len(images), 'page')}")
        # The log that the pages need is durable: it was archived.
        about = {
            **_about(plan, report, "the pages before the repair"),
            "system_identifier": database.identity.system_identifier,
        }
        written, saved = put_pages(database, images, about, directory, job, disk)
        after = tuple(look_at(database, request.wanted))
    reached, findings = report.recovered_to, report.findings
    if saved is None:
        return BlocksReport(plan, reached, (), None, tuple(checks), findings, after)
    checks.append(f"{counted(len(written), 'page')} read back from the file: as written")
    evidence = _record(repository, plan, written, saved, checks, started, monotonic() - clock, job)
    return BlocksReport(plan, reached, written, saved, tuple(checks), findings, after, evidence)


def _record(
    repository: Repository,
    plan: BlocksPlan,
    written: Sequence[PageImage],
    saved: Path,
    checks: Sequence[str],
    started: datetime,
    seconds: float,
    job: Job,
) -> Evidence | None:
    before = dict(zip(((one.file, one.block) for one in plan.choice.versions), plan.present, strict=True))
    with_before = [(one, before[one.file, one.block]) for one in written]
    lines = (f"replayed from backup {plan.restore.backup.id}", *checks)
    source, directory = plan.restore.source, saved.parent
    return record_repair(
        repository, source, directory, REPLACED, with_before, saved, lines, started, seconds, job
    )


def _archive_the_rest(
    repository: Repository, source: str, database: StoppedDatabase, job: Job
) -> WalPosition:
    """Archive what the database still holds of its log; returns the position of its last record."""
    with repository.lock("push", scope=source):
        archiver = LogArchiver(repository.wal, source, database.source, job)
        archiver.archive(database.identity, repository.backups(source))
        repository.wal.catalogue.consolidate()
    return database.newest(archiver.known(), repository.wal.reader(source))


def _require_places(wanted: Wanted, present: tuple[str, ...]) -> None:
    blocks = [(file, block) for file, numbers in wanted.items() for block in numbers]
    beyond = [
        f"{file} block {block}"
        for (file, block), how in zip(blocks, present, strict=True)
        if how == "beyond the end"
    ]
    if beyond:
        raise UsageError(
            "the file ends before this block",
            object_name=listed(beyond, 3),
            meaning="Nothing was written. If the file was cut off, more than single pages is missing.",
            advice="Restore the database: pagewake restore --to DIR",
        )


def _restored(
    repository: Repository, engine: Engine, plan: RestorePlan, scratch: Path, job: Job, *, in_place: bool
) -> RestoreReport:
    """The whole database in the scratch directory, all its pages at the target."""
    repairing = require_repairs(engine)
    request = RestoreRequest(scratch, scratch=True, options=repairing.page_options(in_place=in_place))
    report = run_restore(repository, engine, plan, request, job)
    reached = repairing.replay_pages(scratch, plan.target, report.recovered_to, job, in_place=in_place)
    return replace(report, recovered_to=reached)


def _images(scratch: Path, plan: BlocksPlan) -> list[PageImage]:
    """The wanted pages of the restored files. Raises RestoreIncomplete for one that is not there."""
    found = []
    for file, blocks in plan.request.wanted.items():
        size = plan.page_size
        if not (scratch / file).is_file():
            raise RestoreIncomplete(
                "the database had no such file at the target: its relation was dropped, or written anew",
                object_name=file,
                meaning="Nothing was written.",
                advice="Name an earlier target.",
            )
        with (scratch / file).open("rb") as restored:
            for block in blocks:
                restored.seek(block * size)
                page = restored.read(size)
                if len(page) < size:
                    raise RestoreIncomplete(
                        "the file ends before this block at the target",
                        object_name=f"{file} block {block}",
                        meaning="Nothing was written.",
                        advice="See how long the file was: pagewake page FILE BLOCK --repo REPO",
                    )
                found.append(PageImage(file, block, page))
    return found


def _bad(engine: Engine, scratch: Path, images: Sequence[PageImage]) -> Iterator[tuple[str, int, str]]:
    pages = ((image.file, image.block, image.content) for image in images)
    for image, problem in zip(images, require_repairs(engine).page_problems(scratch, pages), strict=True):
        if problem:
            yield image.file, image.block, problem


def _require_present(report: RestoreReport, newest: WalPosition, engine: Engine) -> None:
    """Raise where the replay did not end at the database's last record, or cannot be trusted to be what it holds."""
    reached, text = report.recovered_to, engine.lsn_style.text
    if reached is None or (reached.timeline, reached.lsn) != (newest.timeline, newest.lsn):
        where = "nowhere" if reached is None else f"LSN {text(reached.lsn)} on timeline {reached.timeline}"
        raise RestoreError(
            f"the replay ended at {where}, and the database is at LSN {text(newest.lsn)} on timeline {newest.timeline}",
            meaning="Pages of another moment do not belong there. Nothing was written to the database.",
            advice="Look for the gap: pagewake wal status --repo REPO",
        )
    unlogged = [finding for finding in report.findings if finding.code == "unlogged-change"]
    if unlogged:
        raise RestoreError(
            f"the log does not hold every change of the pages ({unlogged[0].object_name}), so that replaying it does "
            "not lead to the present",
            meaning="Nothing was written to the database.",
            advice="Write the pages to files with --to DIR, and compare them with what is there.",
        )


def _compare_the_rest(database: StoppedDatabase, plan: BlocksPlan, scratch: Path) -> list[str]:
    """See that the replayed state is the one that is here, by all the pages that nobody complains about."""
    if not database.complete:
        return []
    checks = []
    for file, blocks in plan.request.wanted.items():
        differing = database.differing(file, scratch / file)
        others = [block for block in differing.tolist() if block not in set(blocks)]
        beyond = [block for block in others if block >= database.blocks_in(file)]
        damaged = [block for block in others if block not in beyond and _is_damaged(database, file, block)]
        unlike = sorted(set(others) - set(damaged))
        if unlike:
            raise RestoreError(
                f"{counted(len(unlike), 'page')} that nobody asked to repair would be different, too, after a replay "
                f"to the present: blocks {listed([str(block) for block in unlike])}",
                object_name=file,
                meaning="The log does not lead to what is here. Nothing was written to the database.",
                advice="Name these blocks as well if they are damaged; or write the pages to files with --to DIR.",
            )
        same = database.blocks_in(file) - len(differing)
        checks.append(f"{counted(same, 'page')} of {file} are the same as after the replay")
        if damaged:
            checks.append(f"more pages are damaged: blocks {listed([str(block) for block in damaged])}")
    return checks


def _is_damaged(database: StoppedDatabase, file: str, block: int) -> bool:
    page = database.read(file, block)
    return bool(len(database.check(file, np.array([block]), memoryview(page)).bad))


def _about(plan: BlocksPlan, report: RestoreReport, what: str) -> dict[str, object]:
    reached = report.recovered_to
    return {
        "what": what,
        "source": plan.restore.source,
        "engine": plan.restore.backup.engine,
        "backup": plan.restore.backup.id,
        "written": iso_utc(clock_now()),
        "lsn": None if reached is None else reached.lsn,
        "timeline": None if reached is None else reached.timeline,
        "page_size": plan.page_size,
    }


class _Scratch:
    """A directory that is gone afterwards."""

    def __init__(self, below: Path | None) -> None:
        if below is not None and not below.is_dir():
            raise UsageError(
                "this is not a directory", object_name=str(below), advice="Make it, or name another."
            )
        self._below = below

    def __enter__(self) -> Path:
        self._path = Path(tempfile.mkdtemp(prefix=BLOCKS_PREFIX, dir=self._below))
        return self._path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._path, ignore_errors=True)
