"""The step of a wizard in which a job runs. How it ends leads on, or is shown here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from pagewake.desk.journal import Standing
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobEntry
from pagewake_gui.widgets.job_card import JobCard
from pagewake_gui.wizards.frame import Step


class JobStep(Step):
    """`begin` shows a job; `done` is called with its entry when it ended well."""

    def __init__(
        self,
        context: Context,
        name: str,
        title: str,
        text: str,
        done: Callable[[JobEntry], object],
        again: Callable[[], object],
    ) -> None:
        super().__init__(context, title, text)
        self.setObjectName(f"step.{name}")
        self._done = done
        self.card = JobCard(context, again)
        self.body.addWidget(self.card, 1)
        self.card.ended.connect(self._ended)

    @property
    def running(self) -> bool:
        """Whether the job is not over yet."""
        return self.card.running

    def begin(self, entry: JobEntry, hint: str) -> None:
        """Show this job; `hint` says what a cancel leaves."""
        self.card.watch(entry, hint)
        self.changed.emit()

    def begins_with(self) -> QWidget | None:
        return self.card.log  # no key that began the job stops it by being pressed once more

    def problem(self) -> str:
        if self.running:
            return self.tr(
                "The result follows when it is over. Closed, the window leaves it to the page of jobs."
            )
        entry = self.card.entry
        if entry is None:
            return self.tr("Nothing was begun.")
        words = {
            Standing.FAILED: self.tr("It failed. Go back, or try again."),
            Standing.CANCELLED: self.tr("It was cancelled. Go back to begin again."),
            Standing.ABANDONED: self.tr("It was abandoned. The page of jobs says when its thread ends."),
        }
        return words.get(entry.standing, "")

    def _ended(self, entry: JobEntry) -> None:
        self.changed.emit()
        if entry.standing is Standing.DONE:
            self._done(entry)
