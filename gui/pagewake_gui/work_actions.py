"""Back up, verify, report: the actions, their small dialogs, and the jobs that they start.

Every button of the window that does one of these triggers the action by its name. What it is about comes from the
selection: its source, its backups.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from pagewake.desk import commands, work
from pagewake.desk.places import RepositoryPlace, SourcePlace
from pagewake.units import parse_bandwidth
from pagewake_gui.context import Context
from pagewake_gui.copy_actions import CopyActions
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.retention_actions import RetentionActions
from pagewake_gui.workspace import State

if TYPE_CHECKING:
    from pagewake_gui.dialogs.task import TaskDialog

WRITING = ("backup.take", "backup.full", "verify.run")


class WorkActions(QObject):
    """Registers the actions and keeps the dialog that is open."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.dialog: TaskDialog | None = None
        self.retention = RetentionActions(context, window, self._show)
        self.copying = CopyActions(context, window, self._show)
        add = context.actions.add
        add(
            "backup.take",
            self.tr("Take a backup"),
            self.take_backup,
            shortcut="Ctrl+B",
            hint=self.tr("Back up a source now."),
            writes=True,
        )
        add(
            "backup.full",
            self.tr("Take a full backup"),
            partial(self.take_backup, "full"),
            hint=self.tr("Read every page of a source now."),
            writes=True,
        )
        add(
            "verify.run",
            self.tr("Verify"),
            self.verify,
            shortcut="Ctrl+Shift+V",
            hint=self.tr("Prove what the repository holds: its structure, its data, or by restoring."),
            writes=True,
        )
        add(
            "report.save",
            self.tr("Save an integrity report"),
            self.save_report,
            hint=self.tr("What is kept, how far it was proven, and what is wrong, as HTML, PDF or JSON."),
        )
        context.workspace.state_changed.connect(lambda _: self._allow())
        context.workspace.snapshot_changed.connect(lambda _: self._allow())
        self._allow()

    def take_backup(self, type_: str = "auto") -> None:
        """Ask what to back up, with that type chosen, then do it."""
        from pagewake_gui.dialogs.backup import BackupDialog

        place, snapshot = self._place(), self._context.workspace.snapshot
        names = [state.name for state in snapshot.sources] if snapshot else []
        self._show(
            BackupDialog(
                place,
                self._context.workspace.settings,
                names,
                self._back_up,
                source=self._context.selection.now.source,
                type_=type_,
                parent=self._window,
            )
        )

    def verify(self) -> None:
        """Ask what to verify and how deep, then do it."""
        from pagewake_gui.dialogs.verify import Scope, VerifyDialog

        snapshot, selection = self._context.workspace.snapshot, self._context.selection.now
        scopes = []
        if selection.backups:
            count = len(selection.backups)
            scopes.append(Scope(self.tr("%n selected backup(s)", "", count), selection.backups))
        scopes.append(Scope(self.tr("Everything in the repository")))
        state = snapshot.source(selection.source) if snapshot else None
        if snapshot and state is not None and len(snapshot.sources) > 1 and state.timeline.kept:
            ids = tuple(backup.id for backup in state.timeline.kept)
            scopes.append(Scope(self.tr("All backups of {0}").format(state.name), ids))
        self._show(VerifyDialog(self._place(), scopes, self.start_verify, parent=self._window))

    def save_report(self) -> None:
        """Ask where to, and write the integrity report there."""
        dialog = QFileDialog(self._window, self.tr("Save an integrity report"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["HTML (*.html)", "PDF (*.pdf)", "JSON (*.json)"])
        dialog.setDefaultSuffix("html")
        dialog.filterSelected.connect(
            lambda chosen: dialog.setDefaultSuffix(chosen.partition("*.")[2].rstrip(")"))
        )
        dialog.fileSelected.connect(lambda path: self.write_report(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def write_report(self, path: Path) -> JobEntry:
        """Write the integrity report of what is shown to a file; its ending says in which form."""
        from pagewake.desk.reporting import write_report

        place, snapshot = self._place(), self._context.workspace.snapshot
        assert snapshot is not None
        zone = self._context.formats.zone_name
        spec = JobSpec(
            "report",
            self.tr("Integrity report"),
            path.name,
            self._context.workspace.with_repository(
                lambda repository, job: write_report(snapshot, path, job, zone=zone, repository=repository)
            ),
            commands.report_command(place, path),
            place.location,
        )
        return self._context.jobs.submit(
            spec, lambda _: self._context.notices.say(self.tr("Written: {0}").format(path)), self._failed
        )

    def start_verify(
        self, backups: Sequence[str], level: str, scratch: Path | None, bandwidth: str = ""
    ) -> JobEntry:
        """Verify these backups (none: everything); `bandwidth` as for `--bandwidth`."""
        place = self._place()
        if not backups:
            about = self.tr("everything")
        else:
            about = backups[0] if len(backups) == 1 else self.tr("%n backup(s)", "", len(backups))
        return self._submit(
            JobSpec(
                "verify",
                self.tr("Verify {0}").format(level),
                about,
                self._context.workspace.with_repository(
                    work.verify(backups, level, scratch=scratch), bandwidth=self._rate(bandwidth)
                ),
                commands.verify_command(place, backups, level, scratch=scratch, bandwidth=bandwidth),
                place.location,
            )
        )

    def _rate(self, bandwidth: str) -> int | None:
        return parse_bandwidth(bandwidth) if bandwidth else self._place().bandwidth

    def _back_up(
        self, source: SourcePlace, type_: str, checkpoint: bool, bandwidth: str, tags: Sequence[str]
    ) -> None:
        place, settings = self._place(), self._context.workspace.settings
        self._submit(
            JobSpec(
                "backup",
                self.tr("Back up {0}").format(source.name),
                source.name,
                self._context.workspace.with_repository(
                    work.back_up(source, settings, type_, checkpoint=checkpoint, tags=tags),
                    bandwidth=self._rate(bandwidth),
                ),
                commands.backup_command(
                    source, place, type_, checkpoint=checkpoint, bandwidth=bandwidth, tags=tags
                ),
                place.location,
                writes=place.location,
            )
        )

    def _show(self, dialog: TaskDialog) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        self.dialog = dialog
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.show()

    def _closed(self, dialog: TaskDialog, result: int) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _submit(self, spec: JobSpec) -> JobEntry:
        return self._context.jobs.submit(spec, lambda _: self._context.workspace.refresh(), self._failed)

    def _failed(self, error: Exception) -> None:
        """What a job left behind is shown as it is; the failure itself is shown with the job."""
        self._context.workspace.refresh()

    def _place(self) -> RepositoryPlace:
        place = self._context.workspace.place
        assert place is not None, "no repository is open"
        return place

    def _allow(self) -> None:
        workspace, actions = self._context.workspace, self._context.actions
        closed = "" if workspace.state is State.OPEN else self.tr("No repository is open.")
        snapshot = workspace.snapshot
        empty = "" if snapshot and snapshot.sources else self.tr("The repository holds no backup yet.")
        for name in WRITING:
            needs = "" if name.startswith("backup.") else empty
            actions.allow(name, closed or needs)
        actions.allow("report.save", closed or empty)
