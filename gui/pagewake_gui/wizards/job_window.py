"""What windows share that do something to the open repository: what would be done, then the job, then what came of it.

A check, a page repair and its undo are such windows. Going back never undoes: it leads to where the job was begun.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from pagewake.desk.places import RepositoryPlace
from pagewake.desk.work import Work
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobSpec
from pagewake_gui.widgets.basics import set_role
from pagewake_gui.window_state import resize_on_screen
from pagewake_gui.wizards.frame import Step, WizardWindow
from pagewake_gui.wizards.job_step import JobStep


@dataclass(frozen=True)
class RepositoryJob:
    """A job for the open repository. `writes`: it changes what lies there, so nothing else may do so meanwhile."""

    kind: str
    title: str
    about: str
    run: Work[Any]
    command: str
    writes: bool
    bandwidth: int | None = None


class JobWindow(WizardWindow):
    """Steps about the repository at `place`. The window closes when the repository does."""

    def __init__(
        self, context: Context, place: RepositoryPlace, title: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(context, title, parent)
        self.setObjectName(f"window.{name}")
        resize_on_screen(self, 1120, 740)
        self.place = place
        self.cancel_button.setText(self.tr("Close"))
        context.workspace.snapshot_changed.connect(self.snapshot_changed)

    # --- for subclasses

    def way_back(self) -> Mapping[Step, Step]:
        """The step that Back leads to, for each step that has one."""
        return {}

    def is_dangerous(self) -> bool:
        """Whether what the button that goes on begins, as things stand, writes over something."""
        return False

    def is_over(self) -> bool:
        """Whether there is nothing to be done after the step that is shown: its button closes the window."""
        return False

    def snapshot_changed(self, snapshot: Any) -> None:
        """The repository was read again, or (None) closed."""
        if snapshot is None:
            self.close()

    def go_to(self, step: Step) -> None:
        """Show this one of the steps."""
        self.show_step(self.steps.index(step))

    def begin(self, shown_in: JobStep, work: RepositoryJob, hint: str) -> None:
        """Begin a job and show it; `hint` says what a cancel leaves."""
        workspace = self.context.workspace
        spec = JobSpec(
            work.kind,
            work.title,
            work.about,
            workspace.with_repository(work.run, bandwidth=work.bandwidth),
            work.command,
            self.place.location,
            writes=self.place.location if work.writes else "",
        )
        entry = self.context.jobs.submit(spec, lambda _: workspace.refresh(), lambda _: workspace.refresh())
        shown_in.begin(entry, hint)
        self.go_to(shown_in)

    # --- the window

    def can_go_back(self) -> bool:
        return self.step in self.way_back() and not (isinstance(self.step, JobStep) and self.step.running)

    def back(self) -> None:
        before = self.way_back().get(self.step)
        if before is not None:
            self.go_to(before)

    def look(self) -> None:
        super().look()
        set_role(self.next_button, "danger" if self.is_dangerous() else "primary")
        self.cancel_button.setVisible(not self.is_over())
