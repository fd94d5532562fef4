"""Says that what the window shows is not the present: the open repository cannot be read any more.

A window stays open for days. Where the disk of its repository is unmounted meanwhile, or the network is away, a page
that goes on to say *healthy* says what nobody knows.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QVBoxLayout

from pagewake.errors import Cancelled
from pagewake_gui.context import Context
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.workspace import State

translate = QCoreApplication.translate


class OutOfReach(QVBoxLayout):
    """The error of the last reading above the pages, until a reading succeeds. Empty while all is well."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._said = ""
        self.panel: ErrorPanel | None = None
        context.workspace.state_changed.connect(lambda _: self._show())
        context.workspace.snapshot_changed.connect(lambda _: self._show())

    def _show(self) -> None:
        workspace = self._context.workspace
        error = workspace.error if workspace.state is State.OPEN else None
        said = "" if error is None or isinstance(error, Cancelled) else str(error)
        if said == self._said:  # it is looked every few seconds, and what is read must not jump
            return
        self._said = said
        if self.panel is not None:
            self.removeWidget(self.panel)
            self.panel.deleteLater()
            self.panel = None
            self.setContentsMargins(0, 0, 0, 0)
        if error is None or not said:
            return
        taken = workspace.snapshot.taken if workspace.snapshot is not None else None
        doing = translate(
            "MainWindow", "The repository cannot be read now, and what is shown is of {0}"
        ).format(self._context.formats.moment(taken))
        again = (translate("MainWindow", "Try again"), workspace.refresh)
        self.panel = ErrorPanel(error, doing, again)
        self.setContentsMargins(14, 8, 14, 0)
        self.addWidget(self.panel)
