"""Copy as command: the same thing on the command line, runnable as it is, without secrets."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget


class CommandButton(QPushButton):
    """Puts a command on the clipboard; `command` gives it at the moment of the click."""

    def __init__(self, command: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._command = command
        self.setText(self.tr("Copy as command"))
        self.setAutoDefault(False)
        self.clicked.connect(self.copy)

    def copy(self) -> None:
        """Copy it, and show it in the tool tip."""
        text = self._command()
        QGuiApplication.clipboard().setText(text)
        self.setToolTip(text)

    @property
    def command(self) -> str:
        """What would be copied."""
        return self._command()
