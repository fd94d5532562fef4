"""Something unforeseen happened: what it means, and the report, to be copied into a bug report."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from pagewake.desk.crash_report import redacted
from pagewake_gui.widgets.basics import button, dialog_column, label, row


class CrashDialog(QDialog):
    """Not modal: whoever restores at this moment goes on. `file` is empty where none could be written."""

    def __init__(
        self, error: BaseException, details: str, file: str, running: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Pagewake: an unexpected error"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = details
        what = redacted(f"{type(error).__name__}: {error}").rstrip(": ")
        column = dialog_column(self)
        column.addWidget(label(f"■ {what}", "bad", wrap=True, selectable=True))
        column.addWidget(
            label(
                self.tr("This is a defect of Pagewake. Backups and their data are as they were."), wrap=True
            )
        )
        if running:
            column.addWidget(label(self.tr("%n job(s) go on running.", "", running), "info", wrap=True))
        if file:
            column.addWidget(
                label(
                    self.tr("The report was written to {0}").format(file), "muted", wrap=True, selectable=True
                )
            )
        else:
            column.addWidget(
                label(self.tr("The report could not be written: copy it from here."), "warn", wrap=True)
            )
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setProperty("role", "code")
        text.setAccessibleName(self.tr("The report"))
        column.addWidget(text, 1)
        column.addLayout(
            row(
                label(self.tr("It holds no passwords and no data."), "muted"),
                1,
                button(self.tr("Close"), self.close),
                button(self.tr("Copy the report"), self.copy, "primary"),
            )
        )
        self.resize(760, 460)

    def copy(self) -> None:
        """Put the report on the clipboard."""
        QGuiApplication.clipboard().setText(self._details)
