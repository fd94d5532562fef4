"""Check the repository: how deep, the look, what was found, what a repair would do, the repair, what is left."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from pagewake.checking.run import CheckReport
from pagewake.desk.checking import check_repository
from pagewake.desk.commands import check_command
from pagewake.desk.places import RepositoryPlace
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobEntry
from pagewake_gui.wizards.check.found import FoundStep
from pagewake_gui.wizards.check.mend import MendStep
from pagewake_gui.wizards.check.scope import ScopeStep
from pagewake_gui.wizards.frame import Step
from pagewake_gui.wizards.job_step import JobStep
from pagewake_gui.wizards.job_window import JobWindow, RepositoryJob


class CheckWindow(JobWindow):
    """The repository that is open, at `place`."""

    def __init__(self, context: Context, place: RepositoryPlace, parent: QWidget | None = None) -> None:
        super().__init__(context, place, self.tr("Check the repository"), "check", parent)
        self.scope = ScopeStep(context, place.name or place.location)
        self.looking = JobStep(context, "looking", self.tr("The look"), "", self._looked, self.check)
        self.found = FoundStep(context, self.tr("What was found"), place.location, last=False)
        self.mend = MendStep(context)
        self.mending = JobStep(context, "mending", self.tr("The repair"), "", self._mended, self.repair)
        self.result = FoundStep(context, self.tr("What was done"), place.location, last=True)
        self.add_steps([self.scope, self.looking, self.found, self.mend, self.mending, self.result])

    def command(self) -> str:
        repairs = bool(self.steps) and self.step in (self.mend, self.mending, self.result)
        return check_command(self.place, data=self.scope.deep, repair=repairs)

    def check(self) -> None:
        """Begin to look."""
        hint = self.tr("A cancelled check leaves everything as it is.")
        self.begin(self.looking, self._work("check", self.tr("Check the repository"), repair=False), hint)

    def repair(self) -> None:
        """Begin to repair."""
        hint = self.tr("A cancelled repair leaves a repository that holds no less than before: run it again.")
        self.begin(self.mending, self._work("repair", self.tr("Repair the repository"), repair=True), hint)

    def advance(self) -> None:
        if self.step is self.scope:
            self.check()
        elif self.step is self.mend:
            self.repair()
        else:
            super().advance()

    def way_back(self) -> Mapping[Step, Step]:
        return {
            self.looking: self.scope,
            self.found: self.scope,
            self.mend: self.found,
            self.mending: self.mend,
        }

    def is_dangerous(self) -> bool:
        return self.step is self.mend

    def is_over(self) -> bool:
        return isinstance(self.step, FoundStep) and self.step.over

    def _work(self, kind: str, title: str, *, repair: bool) -> RepositoryJob:
        place, data = self.place, self.scope.deep
        return RepositoryJob(
            kind,
            title,
            place.name or place.location,
            check_repository(data=data, repair=repair),
            check_command(place, data=data, repair=repair),
            writes=repair,
            bandwidth=place.bandwidth,
        )

    def _looked(self, entry: JobEntry) -> None:
        report = entry.result
        assert isinstance(report, CheckReport)
        self.found.show_report(report)
        self.mend.show_plan(report)
        self.go_to(self.found)

    def _mended(self, entry: JobEntry) -> None:
        report = entry.result
        assert isinstance(report, CheckReport)
        self.result.show_report(report)
        self.go_to(self.result)
