"""What a page repair and its undo share as windows: what is asked for, a dry run of it, the job, what was done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QCloseEvent

from pagewake_gui.job_center import JobEntry
from pagewake_gui.wizards.frame import Step
from pagewake_gui.wizards.job_step import JobStep
from pagewake_gui.wizards.job_window import JobWindow
from pagewake_gui.wizards.page_repair.dry_run import DryRunStep
from pagewake_gui.wizards.page_repair.pages_table import DoneStep


class PageWindow(JobWindow):
    """Subclasses give `arrange` their steps, and say in `make_plan` and `carry_out` what they are for."""

    running: JobStep

    def arrange(self, asking: Step, dry_run: DryRunStep[Any], running: str, result: DoneStep) -> None:
        """Take the steps; `running` is the title of the one that shows the job."""
        self._asking, self._dry_run, self._result = asking, dry_run, result
        self.running = JobStep(self.context, "running", running, "", self._done, self.carry_out)
        self.add_steps([asking, dry_run, self.running, result])

    def make_plan(self) -> None:
        """Begin the dry run of what is asked for."""
        raise NotImplementedError

    def carry_out(self) -> None:
        """Begin the job as planned."""
        raise NotImplementedError

    def advance(self) -> None:
        if self.step is self._asking:
            self.make_plan()
            super().advance()
        elif self.step is self._dry_run:
            self.carry_out()
        else:
            super().advance()

    def way_back(self) -> Mapping[Step, Step]:
        return {self.running: self._dry_run, self._dry_run: self._asking}

    def back(self) -> None:
        if self.step is self.running:  # what is there may be another now
            self._dry_run.ask_again()
        elif self.step is self._dry_run:
            self._dry_run.forget()
        super().back()

    def is_over(self) -> bool:
        return self.step is self._result

    def closeEvent(self, event: QCloseEvent) -> None:
        self._dry_run.forget()
        super().closeEvent(event)

    def _done(self, entry: JobEntry) -> None:
        self._result.show_report(self._dry_run.planned, entry.result)
        self.go_to(self._result)
