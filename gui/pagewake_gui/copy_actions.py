"""Copying into another repository: the action, its dialog, and the job that it starts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pagewake.desk.commands import copy_command
from pagewake.desk.places import RepositoryPlace
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.workspace import State

if TYPE_CHECKING:
    from pagewake.copying.planning import Choice
    from pagewake.copying.report import CopyReport
    from pagewake_gui.dialogs.task import TaskDialog


class CopyActions(QObject):
    """Registers the action. `show` is what brings a dialog up."""

    def __init__(self, context: Context, window: QWidget, show: Callable[[TaskDialog], None]) -> None:
        super().__init__(window)
        self._context, self._window, self._show = context, window, show
        context.actions.add(
            "repository.copy",
            self.tr("Copy into another repository..."),
            self.copy,
            hint=self.tr("Bring backups and WAL into a second repository, such as one in another place."),
        )
        context.workspace.state_changed.connect(lambda _: self._allow())
        context.workspace.snapshot_changed.connect(lambda _: self._allow())
        self._allow()

    def copy(self) -> None:
        """Ask where to and what of it, show what that means, and do it."""
        from pagewake_gui.dialogs.copy import CopyDialog

        selected = self._context.selection.now.backups
        self._show(CopyDialog(self._context, self._place(), selected, self.start, self._window))

    def start(self, target: RepositoryPlace, choice: Choice, read_back: bool) -> JobEntry:
        """Copy into another repository."""
        from pagewake.desk.copying import copy_to

        place, name = self._place(), target.name or target.location
        title = self.tr("Copy to {0}").format(name)

        def done(report: CopyReport) -> None:
            text = self.tr("%n backup(s) copied to {0}; {1} stored.", "", len(report.copied))
            self._context.notices.say(text.format(name, self._context.formats.size(report.bytes_written)))

        spec = JobSpec(
            "copy",
            title,
            name,
            self._context.workspace.with_repository(
                copy_to(target, choice, read_back=read_back), bandwidth=place.bandwidth
            ),
            copy_command(place, target, choice.backups, read_back=read_back),
            place.location,
            writes=target.location,
        )
        return self._context.jobs.submit(spec, done, lambda error: self._context.notices.fail(error, title))

    def _place(self) -> RepositoryPlace:
        place = self._context.workspace.place
        assert place is not None, "no repository is open"
        return place

    def _allow(self) -> None:
        workspace = self._context.workspace
        closed = "" if workspace.state is State.OPEN else self.tr("No repository is open.")
        snapshot = workspace.snapshot
        empty = "" if snapshot and snapshot.sources else self.tr("The repository holds no backup yet.")
        self._context.actions.allow("repository.copy", closed or empty)
