"""Check the repository: how deep, the look, what was found, what a repair would do, the repair, what is left."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pagewake.checking.run import CheckReport
from pagewake.desk.checking import check_repository
from pagewake.desk.commands import check_command
from pagewake.desk.places import RepositoryPlace
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.widgets.basics import set_role
from pagewake_gui.window_state import resize_on_screen
from pagewake_gui.wizards.check.found import FoundStep
from pagewake_gui.wizards.check.mend import MendStep
from pagewake_gui.wizards.check.scope import ScopeStep
from pagewake_gui.wizards.frame import WizardWindow
from pagewake_gui.wizards.job_step import JobStep


class CheckWindow(WizardWindow):
    """The repository that is open, at `place`."""

    def __init__(self, context: Context, place: RepositoryPlace, parent: QWidget | None = None) -> None:
        super().__init__(context, self.tr("Check the repository"), parent)
        self.setObjectName("window.check")
        resize_on_screen(self, 1120, 740)
        self.place = place
        self.cancel_button.setText(self.tr("Close"))
        self.scope = ScopeStep(context, place.name or place.location)
        self.looking = JobStep(context, "looking", self.tr("The look"), "", self._looked, self.check)
        self.found = FoundStep(context, self.tr("What was found"), place.location, last=False)
        self.mend = MendStep(context)
        self.mending = JobStep(context, "mending", self.tr("The repair"), "", self._mended, self.repair)
        self.result = FoundStep(context, self.tr("What was done"), place.location, last=True)
        context.workspace.snapshot_changed.connect(self._snapshot_changed)
        self.add_steps([self.scope, self.looking, self.found, self.mend, self.mending, self.result])

    def command(self) -> str:
        repairs = bool(self.steps) and self.step in (self.mend, self.mending, self.result)
        return check_command(self.place, data=self.scope.deep, repair=repairs)

    def check(self) -> None:
        """Begin to look."""
        self.looking.begin(
            self._submit(repair=False), self.tr("A cancelled check leaves everything as it is.")
        )
        self.show_step(self.steps.index(self.looking))

    def repair(self) -> None:
        """Begin to repair."""
        hint = self.tr("A cancelled repair leaves a repository that holds no less than before: run it again.")
        self.mending.begin(self._submit(repair=True), hint)
        self.show_step(self.steps.index(self.mending))

    def advance(self) -> None:
        if self.step is self.scope:
            self.check()
        elif self.step is self.mend:
            self.repair()
        else:
            super().advance()

    def can_go_back(self) -> bool:
        if self.step in (self.looking, self.mending):
            return not self.step.running
        return self.step in (self.found, self.mend)

    def back(self) -> None:
        before = {
            self.looking: self.scope,
            self.found: self.scope,
            self.mend: self.found,
            self.mending: self.mend,
        }
        if self.step in before:
            self.show_step(self.steps.index(before[self.step]))

    def look(self) -> None:
        super().look()
        set_role(self.next_button, "danger" if self.step is self.mend else "primary")
        over = isinstance(self.step, FoundStep) and self.step.over
        self.cancel_button.setVisible(not over)  # the button that goes on closes it

    def _submit(self, *, repair: bool) -> JobEntry:
        place, data = self.place, self.scope.deep
        workspace = self.context.workspace
        name = place.name or place.location
        spec = JobSpec(
            "repair" if repair else "check",
            self.tr("Repair the repository") if repair else self.tr("Check the repository"),
            name,
            workspace.with_repository(check_repository(data=data, repair=repair), bandwidth=place.bandwidth),
            check_command(place, data=data, repair=repair),
            place.location,
            writes=place.location if repair else "",
        )
        return self.context.jobs.submit(spec, lambda _: workspace.refresh(), lambda _: workspace.refresh())

    def _looked(self, entry: JobEntry) -> None:
        report = entry.result
        assert isinstance(report, CheckReport)
        self.found.show_report(report)
        self.mend.show_plan(report)
        self.show_step(self.steps.index(self.found))

    def _mended(self, entry: JobEntry) -> None:
        report = entry.result
        assert isinstance(report, CheckReport)
        self.result.show_report(report)
        self.show_step(self.steps.index(self.result))

    def _snapshot_changed(self, snapshot: object) -> None:
        if snapshot is None:
            self.close()
