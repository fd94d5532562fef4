"""What this is: versions, places, licences; to be copied into a report."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pagewake import __version__
from pagewake.desk.journal import state_directory
from pagewake_gui.context import Context
from pagewake_gui.icons import icon
from pagewake_gui.widgets.basics import button, dialog_column, label, row


class AboutDialog(QDialog):
    """Versions and places."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("about")
        self.setWindowTitle(self.tr("About Pagewake"))
        self.setMinimumWidth(520)
        picture = label()
        picture.setPixmap(icon("pagewake", context.theme.full).pixmap(64, 64))
        picture.setAccessibleName("Pagewake")
        column = dialog_column(self)
        words = QVBoxLayout()
        words.addWidget(label("Pagewake", "title"))
        words.addWidget(
            label(
                self.tr(
                    "Page backups of databases, driven by their write-ahead log: browsed, proven, restored."
                ),
                wrap=True,
            )
        )
        head = row(picture, spacing=14)
        head.addLayout(words, 1)
        column.addLayout(head)
        self.details = label("\n".join(self._lines(context)), "code", wrap=True, selectable=True)
        self.details.setAccessibleName(self.tr("Versions and places"))
        column.addWidget(self.details)
        column.addWidget(
            label(
                self.tr(
                    "The window is made with Qt and PySide6 (LGPL), numpy and pyqtgraph. "
                    "No data leaves this machine but what you send to your own store."
                ),
                "muted",
                wrap=True,
            )
        )
        column.addLayout(row(button(self.tr("Copy"), self.copy), 1, button(self.tr("Close"), self.close)))

    def copy(self) -> None:
        """Put versions and places on the clipboard."""
        QGuiApplication.clipboard().setText(self.details.text())

    def _lines(self, context: Context) -> list[str]:
        return [
            f"Pagewake {__version__}",
            f"Python {platform.python_version()}, Qt {qVersion()}, PySide6 {PySide6.__version__}",
            f"{platform.system()} {platform.release()} ({platform.machine()})",
            self.tr("Settings: {0}").format(context.workspace.settings.path),
            self.tr("State: {0}").format(state_directory()),
        ]
