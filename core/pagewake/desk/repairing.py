"""Page repair as both faces run it, and as JSON (`pagewake restore --blocks --json`): planned, or carried out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from blake3 import blake3

from pagewake.desk.sources import engine_of
from pagewake.desk.work import Work
from pagewake.errors import UsageError
from pagewake.jobs import Job
from pagewake.report.json_values import finding_values, lsn_pair, recovered_value, target_value
from pagewake.repository.repository import Repository

if TYPE_CHECKING:
    from pagewake.engines.base import Engine
    from pagewake.restore.block_planning import BlocksPlan, BlocksRequest
    from pagewake.restore.blocks import BlocksReport

Json = dict[str, Any]
LONGEST_FINDINGS = 64 << 20
"""Bytes. No list of findings is longer."""


@dataclass(frozen=True, eq=False)
class PlannedRepair:
    """What a page repair of a source will do, and the engine whose pages these are."""

    engine: Engine
    plan: BlocksPlan

    def document(self, report: BlocksReport | None = None, undo: str | None = None) -> Json:
        """As `blocks_document`."""
        return blocks_document(self.plan if report is None else report.plan, self.engine, report, undo)


def plan_repair(source: str, request: BlocksRequest) -> Work[PlannedRepair]:
    """Plan a page repair. Nothing is written; raises as `plan_blocks`."""

    def work(repository: Repository, job: Job) -> PlannedRepair:
        from pagewake.restore.block_planning import plan_blocks

        engine = engine_of(repository, source)
        return PlannedRepair(engine, plan_blocks(repository, engine, source, request, job))

    return work


def repair_pages(planned: PlannedRepair) -> Work[BlocksReport]:
    """Carry a plan out; what recovery found are the job's findings. Raises as `run_blocks`."""

    def work(repository: Repository, job: Job) -> BlocksReport:
        from pagewake.restore.blocks import run_blocks

        report = run_blocks(repository, planned.engine, planned.plan, job)
        for finding in report.findings:
            job.warn(finding)
        for check in report.checks:
            job.say(check)
        return report

    return work


def can_repair(engine: Engine) -> bool:
    """Whether single pages of an engine can be put in place, or had as files of any moment."""
    from pagewake.engines.base import RepairsPages

    return isinstance(engine, RepairsPages)


def blocks_of_relations(
    source: str, parts: Sequence[tuple[str, int, int]]
) -> Work[dict[str, tuple[int, ...]]]:
    """The blocks of files that ranges of relations (key, first and last block) are in the newest backup that has them.

    Raises UsageError: no backup has any of them, or they are more than can be repaired.
    """

    def work(repository: Repository, job: Job) -> dict[str, tuple[int, ...]]:
        from pagewake.restore.block_plan import MOST_BLOCKS, joined

        if sum(last - first + 1 for _, first, last in parts) > MOST_BLOCKS:
            raise UsageError(
                f"more than {MOST_BLOCKS:,} blocks are to be repaired",
                advice="Restore the whole database: pagewake restore --to DIR --delta rewrites only what differs.",
            )
        for backup in reversed(repository.backups(source)):
            job.check()
            found: dict[str, tuple[int, ...]] = {}
            for record in repository.file_table(repository.manifest(backup.id)):
                for relation, first, last in parts:
                    begin = max(first - record.first_block, 0)
                    end = min(last - record.first_block + 1, record.blocks)
                    if record.relation == relation and begin < end:
                        found = joined(found, {record.path: tuple(range(begin, end))})
            if found:
                return found
        raise UsageError("no backup of this source has such a page")

    return work


def damaged_blocks(backup: str) -> Work[dict[str, tuple[int, ...]]]:
    """The blocks that a backup found damaged in the database when it was taken.

    Raises UsageError: none, or more than can be repaired; BackupMissing.
    """

    def work(repository: Repository, job: Job) -> dict[str, tuple[int, ...]]:
        from pagewake.restore.block_plan import blocks_of

        found = blocks_of(repository.manifest(backup).findings)
        if not found:
            raise UsageError("its findings name no page of the database", object_name=backup)
        return found

    return work


def read_findings(path: Path) -> bytes:
    """What a file of findings holds. Raises UsageError."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST_FINDINGS + 1)
    except OSError as error:
        raise UsageError(f"cannot be read ({error.strerror})", object_name=str(path)) from error
    if len(content) > LONGEST_FINDINGS:
        raise UsageError("is longer than findings ever are", object_name=str(path))
    return content


def replay_end(plan: BlocksPlan) -> int | None:
    """Where the archived WAL ends that is replayed; None where none is. What the database still holds comes after."""
    return max((row.end_lsn for row in plan.restore.wal), default=None)


def blocks_document(
    plan: BlocksPlan, engine: Engine, report: BlocksReport | None = None, undo: str | None = None
) -> Json:
    """Everything about one page repair; `report` is there when it was carried out, `undo` the command that takes it
    back.
    """
    request, style = plan.request, engine.lsn_style
    written = {} if report is None else {(one.file, one.block): one.content for one in report.written}
    none = (None,) * len(plan.choice.versions)
    present = plan.present or none
    after = none if report is None else report.after or none
    blocks = []
    for one, now, then in zip(plan.choice.versions, present, after, strict=True):
        content = written.get((one.file, one.block))
        blocks.append(
            {
                "file": one.file,
                "block": one.block,
                "present": now,
                "kept_state": one.state,
                "kept_lsn": one.lsn,
                "kept_lsn_text": None if one.lsn is None else style.text(one.lsn),
                "written": content is not None,
                "after": then,
                "digest": None if content is None else blake3(content).hexdigest(),
            }
        )
    return {
        "dry_run": report is None,
        "source": plan.restore.source,
        "backup": plan.restore.backup.id,
        "passed_over": [{"backup": backup, "reason": why} for backup, why in plan.choice.passed_over],
        "target": target_value(plan.restore.target, style),
        "recovered_to": recovered_value(report.recovered_to if report else None, style),
        "in_place": None if request.in_place is None else str(request.in_place),
        "pages_to": None if request.pages_to is None else str(request.pages_to),
        **lsn_pair("replay_from", plan.restore.backup.start_lsn, style),
        **lsn_pair("replay_to", replay_end(plan), style),
        "wal_bytes": plan.restore.wal_bytes,
        "bytes": plan.restore.bytes,
        "bytes_to_read": plan.restore.stored_bytes,
        "blocks": blocks,
        "saved": None if report is None or report.saved is None else str(report.saved),
        "checks": list(report.checks) if report else [],
        "findings": finding_values(report.findings if report else ()),
        "evidence": report.evidence.id if report is not None and report.evidence is not None else None,
        "undo": undo,
    }
