"""A job that was asked to stop and does not: wait for it, or wait for it no longer."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from pagewake_gui.context import Context
from pagewake_gui.job_entry import JobEntry
from pagewake_gui.widgets.basics import button, label, row


class AbandonDialog(QDialog):
    """Says what abandoning means. Closes by itself when the job ends after all."""

    def __init__(self, context: Context, entry: JobEntry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("abandon")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("The job has not stopped yet"))
        self.setMinimumWidth(540)
        self._jobs, self._id = context.jobs, entry.id
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(self.tr("{0} has not stopped yet").format(entry.title), "title", wrap=True))
        for text in (
            self.tr(
                "It stops as soon as the pages that it is reading or writing now are done. A store or a disk that "
                "does not answer holds it up."
            ),
            self.tr(
                "Abandoned, it is left to end by itself: the window waits for it no longer. Its lock on the "
                "repository stays until it ends, or this program does. What it was writing stays marked as "
                "incomplete, and it is never called a success."
            ),
        ):
            column.addWidget(label(text, wrap=True))
        self.wait = button(self.tr("Keep waiting"), self.reject, "primary")
        self.abandon = button(self.tr("Abandon the job"), self._abandon, "danger")
        column.addLayout(row(self.abandon, 1, self.wait))
        self.wait.setDefault(True)
        self.wait.setFocus()
        context.jobs.changed.connect(self._changed)

    def _abandon(self) -> None:
        self._jobs.abandon(self._id)
        self.accept()

    def _changed(self, changed: object) -> None:
        entry = self._jobs.entry(self._id)
        if entry is None or not entry.active:
            self.reject()


def stop_job(context: Context, id: str, window: QWidget) -> AbandonDialog | None:
    """Ask a job to stop; asked a second time, offer to abandon it."""
    entry = context.jobs.entry(id)
    if entry is None or not entry.active:
        return None
    if not entry.stopping:
        context.jobs.cancel(id)
        return None
    open_already = window.findChild(AbandonDialog)
    dialog = (
        open_already if isinstance(open_already, AbandonDialog) else AbandonDialog(context, entry, window)
    )
    dialog.open()
    return dialog
