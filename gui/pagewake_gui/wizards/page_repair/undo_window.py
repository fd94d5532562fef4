"""Take a page repair back: which one, a dry run, the job, what was put back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from pagewake.desk.commands import blocks_undo_command
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.undoing import take_back
from pagewake_gui.context import Context
from pagewake_gui.wizards.job_window import RepositoryJob
from pagewake_gui.wizards.page_repair.page_window import PageWindow
from pagewake_gui.wizards.page_repair.undo_steps import SavedStep, UndoneStep, UndoPlanStep


class UndoWindow(PageWindow):
    """A repair that saved its old pages in `saved` (None: it is asked for), of a source of the open repository."""

    def __init__(
        self, context: Context, place: RepositoryPlace, saved: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, place, self.tr("Take a page repair back"), "page_undo", parent)
        self.saved, self.plan, self.result = SavedStep(context), UndoPlanStep(context), UndoneStep(context)
        if saved is not None:
            self.saved.saved.setText(str(saved))
        self.arrange(self.saved, self.plan, self.tr("Putting back"), self.result)

    def command(self) -> str:
        if not self.steps or self.saved.problem():
            return ""
        source = self.plan.planned.plan.source if self.plan.planned is not None else ""
        asking = self.step is self.saved
        return blocks_undo_command(
            self.place,
            self.saved.place,
            source=source,
            in_place=self.saved.in_place,
            overwrite_changed=not asking and self.plan.overwrite.isChecked(),
            dry_run=asking,
        )

    def make_plan(self) -> None:
        self.plan.plan(self.saved.place, self.saved.in_place)

    def carry_out(self) -> None:
        planned = self.plan.planned
        assert planned is not None
        undo = RepositoryJob(
            "page-repair",
            self.tr("Take a page repair back"),
            planned.plan.source,
            take_back(planned, overwrite_changed=self.plan.overwrite.isChecked()),
            self.command(),
            writes=True,
        )
        hint = self.tr("Cancelled before the pages are written, the database is as it was.")
        self.begin(self.running, undo, hint)

    def is_dangerous(self) -> bool:
        return self.step is self.plan
