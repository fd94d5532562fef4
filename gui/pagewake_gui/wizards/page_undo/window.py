"""Take back a page repair: what is saved, a dry run, the job, what was put back."""

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
from pagewake_gui.widgets.basics import StateLabel, set_role
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.window_state import resize_on_screen
from pagewake_gui.wizards.frame import Step, WizardWindow
from pagewake_gui.wizards.job_step import JobStep
from pagewake_gui.wizards.page_undo.plan_step import UndoPlanStep


class PageUndoWindow(WizardWindow):
    """What a repair overwrote goes back; `saved` is the directory that the repair named, if it is known."""

    def __init__(
        self, context: Context, place: RepositoryPlace, saved: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(context, self.tr("Take back a page repair"), parent)
        self.setObjectName("window.page_undo")
        resize_on_screen(self, 1000, 680)
        self.place = place
        self.cancel_button.setText(self.tr("Close"))
        self.plan = UndoPlanStep(context)
        self.running = JobStep(context, "undoing", self.tr("Putting back"), "", self._done, self.undo)
        self.result = _DoneStep(context)
        context.workspace.snapshot_changed.connect(self._snapshot_changed)
        self.add_steps([self.plan, self.running, self.result])
        if saved:
            self.plan.saved.setText(saved)
            self.plan.look()

    def command(self) -> str:
        if not self.steps or self.plan.planned is None:
            return ""
        plan = self.plan.planned.plan
        overwrite = self.plan.overwrite.isChecked()
        return blocks_undo_command(
            self.place,
            plan.saved.directory,
            source=plan.source,
            in_place=self.plan.in_place,
            overwrite_changed=overwrite,
        )

    def advance(self) -> None:
        if self.step is self.plan:
            self.undo()
        else:
            super().advance()

    def undo(self) -> None:
        """Put the pages back as planned."""
        planned, workspace = self.plan.planned, self.context.workspace
        assert planned is not None
        spec = JobSpec(
            "page-undo",
            self.tr("Take back the page repair of {0}").format(planned.plan.source),
            planned.plan.source,
            workspace.with_repository(take_back(planned, overwrite_changed=self.plan.overwrite.isChecked())),
            self.command(),
            self.place.location,
            writes=self.place.location,
        )
        entry = self.context.jobs.submit(spec, lambda _: workspace.refresh(), lambda _: workspace.refresh())
        self.running.begin(entry, self.tr("What is overwritten is saved first."))
        self.show_step(self.steps.index(self.running))

    def can_go_back(self) -> bool:
        return self.step is self.running and not self.running.running

    def back(self) -> None:
        self.plan.look()  # what is there may be another now
        self.show_step(self.steps.index(self.plan))

    def look(self) -> None:
        super().look()
        set_role(self.next_button, "danger" if self.step is self.plan else "primary")
        self.cancel_button.setVisible(self.step is not self.result)  # the button that goes on closes it

    def closeEvent(self, event: QCloseEvent) -> None:
        self.plan.forget()
        super().closeEvent(event)

    def _done(self, entry: JobEntry) -> None:
        assert isinstance(entry.result, UndoReport)
        self.result.show_report(entry.result)
        self.show_step(self.steps.index(self.result))

    def _snapshot_changed(self, snapshot: object) -> None:
        if snapshot is None:
            self.close()


class _DoneStep(Step):
    """What was put back, and where that is now which was overwritten."""

    name = "undone"

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("What was done"))
        self.report: UndoReport | None = None
        self.state, self.facts = StateLabel(), Facts()
        self.body.addWidget(self.state)
        self.body.addWidget(self.facts)
        self.body.addStretch(1)

    def next_text(self) -> str:
        return self.tr("Close")

    def show_report(self, report: UndoReport) -> None:
        """Show what came of it."""
        self.report = report
        wrote = len(report.written)
        if wrote:
            self.state.show_state("good", self.tr("%n page(s) put back, and read again", "", wrote))
        else:
            text = self.tr("Nothing was written: every page was as before the repair")
            self.state.show_state("good", text)
        saved: Path | None = report.saved
        self.facts.show_facts(
            [
                (self.tr("Database"), str(report.plan.directory)),
                (self.tr("From"), str(report.plan.saved.directory)),
                (self.tr("What was there before"), str(saved) if saved is not None else ""),
                (self.tr("Record"), report.evidence.id if report.evidence is not None else ""),
            ]
        )
        self.changed.emit()
