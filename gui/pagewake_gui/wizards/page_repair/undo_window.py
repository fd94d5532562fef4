"""Take a page repair back: which one, a dry run, the job, what was put back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from pagewake.desk.commands import blocks_undo_command
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.undoing import take_back
from pagewake.restore.undo import UndoReport
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.widgets.basics import set_role
from pagewake_gui.window_state import resize_on_screen
from pagewake_gui.wizards.frame import WizardWindow
from pagewake_gui.wizards.job_step import JobStep
from pagewake_gui.wizards.page_repair.undo_steps import SavedStep, UndoneStep, UndoPlanStep


class UndoWindow(WizardWindow):
    """A repair that saved its old pages in `saved` (None: it is asked for), of a source of the open repository."""

    def __init__(
        self, context: Context, place: RepositoryPlace, saved: Path | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, self.tr("Take a page repair back"), parent)
        self.setObjectName("window.page_undo")
        resize_on_screen(self, 1120, 740)
        self.place = place
        self.cancel_button.setText(self.tr("Close"))
        self.saved, self.plan = SavedStep(context), UndoPlanStep(context)
        self.running = JobStep(context, "running", self.tr("Putting back"), "", self._done, self.take_back)
        self.result = UndoneStep(context)
        if saved is not None:
            self.saved.saved.setText(str(saved))
        context.workspace.snapshot_changed.connect(self._snapshot_changed)
        self.add_steps([self.saved, self.plan, self.running, self.result])

    def command(self) -> str:
        if not self.steps or self.saved.problem():
            return ""
        source = self.plan.planned.plan.source if self.plan.planned is not None else ""
        made = blocks_undo_command(self.place, self.saved.place, source=source, in_place=self.saved.in_place)
        if self.step is self.saved:
            return f"{made} --dry-run"
        return f"{made} --overwrite-changed" if self.plan.overwrite.isChecked() else made

    def advance(self) -> None:
        if self.step is self.saved:
            self.plan.plan(self.saved.place, self.saved.in_place)
            super().advance()
        elif self.step is self.plan:
            self.take_back()
        else:
            super().advance()

    def take_back(self) -> None:
        """Begin to put the old pages back as planned."""
        planned = self.plan.planned
        assert planned is not None
        workspace = self.context.workspace
        overwrite = self.plan.overwrite.isChecked()
        spec = JobSpec(
            "page-repair",
            self.tr("Take a page repair back"),
            planned.plan.source,
            workspace.with_repository(take_back(planned, overwrite_changed=overwrite)),
            self.command(),
            self.place.location,
            writes=self.place.location,
        )
        entry = self.context.jobs.submit(spec, lambda _: workspace.refresh(), lambda _: workspace.refresh())
        self.running.begin(
            entry, self.tr("Cancelled before the pages are written, the database is as it was.")
        )
        self.show_step(self.steps.index(self.running))

    def can_go_back(self) -> bool:
        if self.step is self.running:
            return not self.running.running
        return self.step is self.plan

    def back(self) -> None:
        if self.step is self.running:
            self.plan.plan(self.saved.place, self.saved.in_place)
            self.show_step(self.steps.index(self.plan))
        elif self.step is self.plan:
            self.plan.forget()
            self.show_step(self.steps.index(self.saved))

    def look(self) -> None:
        super().look()
        set_role(self.next_button, "danger" if self.step is self.plan else "primary")
        self.cancel_button.setVisible(self.step is not self.result)  # the button that goes on closes it

    def closeEvent(self, event: QCloseEvent) -> None:
        self.plan.forget()
        super().closeEvent(event)

    def _done(self, entry: JobEntry) -> None:
        report, planned = entry.result, self.plan.planned
        assert isinstance(report, UndoReport)
        assert planned is not None
        self.result.show_report(planned, report)
        self.show_step(self.steps.index(self.result))

    def _snapshot_changed(self, snapshot: object) -> None:
        if snapshot is None:
            self.close()
