"""Taking back a page repair, as both faces run it, and as JSON (`pagewake restore --undo --json`)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pagewake.desk.sources import engine_of, only_source
from pagewake.desk.work import Work
from pagewake.jobs import Job
from pagewake.repository.repository import Repository

if TYPE_CHECKING:
    from pagewake.engines.base import Engine
    from pagewake.restore.undo import UndoPlan, UndoReport

Json = dict[str, Any]


@dataclass(frozen=True, eq=False)
class PlannedUndo:
    """What taking back a repair will do, and the engine whose pages these are."""

    engine: Engine
    plan: UndoPlan

    def document(self, report: UndoReport | None = None) -> Json:
        """As `undo_document`."""
        return undo_document(self.plan if report is None else report.plan, report)


def plan_undo(saved: Path, source: str = "", directory: Path | None = None) -> Work[PlannedUndo]:
    """Plan it; `source` is the one that the saved pages are of where it is empty. Nothing is written.

    Raises as `restore.undo.plan_undo`.
    """

    def work(repository: Repository, job: Job) -> PlannedUndo:
        from pagewake.restore import undo
        from pagewake.restore.saved_pages import read_saved

        name = only_source(repository, source or read_saved(saved).source)
        engine = engine_of(repository, name)
        return PlannedUndo(engine, undo.plan_undo(repository, engine, name, saved, directory, job))

    return work


def take_back(planned: PlannedUndo, *, overwrite_changed: bool = False) -> Work[UndoReport]:
    """Carry it out. Raises as `restore.undo.run_undo`."""

    def work(repository: Repository, job: Job) -> UndoReport:
        from pagewake.restore.undo import run_undo

        return run_undo(repository, planned.engine, planned.plan, job, overwrite_changed=overwrite_changed)

    return work


def undo_document(plan: UndoPlan, report: UndoReport | None = None) -> Json:
    """Everything about one undo; `report` is there when it was carried out."""
    written = {} if report is None else {(one.file, one.block): one.digest for one in report.written}
    return {
        "dry_run": report is None,
        "source": plan.source,
        "in_place": str(plan.directory),
        "undone": str(plan.saved.directory),
        "repaired": plan.saved.written or None,
        "changed": len(plan.changed),
        "blocks": [
            {
                "file": one.file,
                "block": one.block,
                "state": one.state.name.lower(),
                "present": one.present or None,
                "saved": one.saved,
                "written": (one.file, one.block) in written,
                "digest": written.get((one.file, one.block)),
            }
            for one in plan.blocks
        ],
        "saved": None if report is None or report.saved is None else str(report.saved),
        "evidence": report.evidence.id if report is not None and report.evidence is not None else None,
    }
