"""The actions that open the wizard: a restore, a drill, and a plan that was saved.

What the wizard needs is loaded when it is first opened.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from pagewake_gui.context import Context
from pagewake_gui.workspace import State

if TYPE_CHECKING:
    from pagewake.restore.plan_file import SavedPlan
    from pagewake_gui.wizards.restore.wizard import RestoreWizard

ACTIONS = ("restore.open", "restore.drill", "restore.plan")


class RestoreWindows(QObject):
    """Opens wizards beside a main window, and closes them with it."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self.last: RestoreWizard | None = None
        actions = context.actions
        actions.add(
            "restore.open",
            self.tr("Restore..."),
            self.open,
            shortcut="Ctrl+R",
            hint=self.tr("Restore a database to a moment, from the selection where there is one"),
        )
        actions.add(
            "restore.drill",
            self.tr("Restore drill..."),
            self.open_drill,
            shortcut="Ctrl+Shift+R",
            hint=self.tr("Try a restore in a directory that is thrown away, and put it on record"),
        )
        actions.add(
            "restore.plan",
            self.tr("Open a saved restore plan..."),
            self._choose_plan,
            hint=self.tr("Review and run it"),
        )
        context.workspace.state_changed.connect(self._allow)
        context.workspace.snapshot_changed.connect(self._allow)
        window.installEventFilter(self)
        self._allow(None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close and self.last is not None:
            for wizard in self._window.findChildren(type(self.last)):
                wizard.close()
        return False

    def open(self) -> RestoreWizard:
        """Open the wizard on what is selected."""
        return self._open(drill=False)

    def open_drill(self) -> RestoreWizard:
        """Open the wizard for a drill."""
        return self._open(drill=True)

    def open_plan(self, path: Path) -> None:
        """Read a saved plan and show it for review."""
        from pagewake.restore.plan_file import read_plan

        self._context.bridge.call(
            "read the plan",
            lambda job: read_plan(path),
            self._show_plan,
            lambda error: self._context.notices.fail(error, self.tr("Opening the plan")),
            owner=self,
        )

    def _open(self, *, drill: bool) -> RestoreWizard:
        from pagewake_gui.wizards.restore.wizard import RestoreWizard

        selection = self._context.selection.now
        backup = selection.backups[-1] if selection.backups and selection.target is None else None
        wizard = RestoreWizard(
            self._context,
            selection.source,
            drill=drill,
            target=selection.target,
            backup=backup,
            parent=self._window,
        )
        return self._show(wizard)

    def _show_plan(self, saved: SavedPlan) -> None:
        from pagewake_gui.wizards.restore.wizard import RestoreWizard

        wizard = RestoreWizard(self._context, saved.source, drill=saved.drill, parent=self._window)
        self._show(wizard)
        wizard.open_saved(saved)

    def _show(self, wizard: RestoreWizard) -> RestoreWizard:
        self.last = wizard
        wizard.show()
        wizard.activateWindow()
        return wizard

    def _choose_plan(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open a restore plan"), "", "JSON (*.json)"
        )
        if path:
            self.open_plan(Path(path))

    def _allow(self, news: object) -> None:
        workspace = self._context.workspace
        snapshot = workspace.snapshot
        reason = ""
        if workspace.state is not State.OPEN or snapshot is None:
            reason = self.tr("No repository is open.")
        elif not any(state.timeline.backups for state in snapshot.sources):
            reason = self.tr("The repository holds no backup yet.")
        for name in ACTIONS:
            written = name == "restore.drill" and workspace.read_only and not reason
            self._context.actions.allow(
                name,
                self.tr("A drill puts its result on record, and the window is read-only.")
                if written
                else reason,
            )
