"""Expire and prune: first what would go and what that costs, then a typed word, then the removal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from pagewake_gui.dialogs.task import TaskDialog
from pagewake_gui.widgets.basics import label
from pagewake_gui.words import told_error


class RemovalDialog(TaskDialog):
    """Shows a dry run. `show_plan` says what would go; only then, and only once `word` was typed, it can start."""

    def __init__(
        self,
        title: str,
        explanation: str,
        word: str,
        command: str,
        run: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, title, run, parent)
        self._word, self._text, self._ready, self._nothing = word, command, False, False
        self.plan = QPlainTextEdit(self.tr("Looking at what would go ..."))
        self.plan.setReadOnly(True)
        self.plan.setMinimumHeight(220)
        self.plan.setProperty("role", "code")  # the decisions stand in columns
        self.plan.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.plan.setTabChangesFocus(True)
        self.plan.setAccessibleName(self.tr("What would be removed"))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Type {0} to confirm").format(word))
        self.typed.textChanged.connect(lambda _: self.refresh())
        self.start.setProperty("role", "danger")
        self.form.addRow(label(explanation, wrap=True))
        self.form.addRow(self.plan)
        self.form.addRow(self.tr("Type {0} to confirm").format(word), self.typed)
        self.setMinimumWidth(760)
        self.refresh()

    def show_plan(self, text: str, *, nothing: bool) -> None:
        """Show the dry run. `nothing`: there is nothing to remove."""
        self.plan.setPlainText(text)
        self._ready, self._nothing = True, nothing
        self.refresh()

    def show_failure(self, error: Any) -> None:
        """The dry run failed."""
        self.plan.setPlainText(told_error(error))

    def reason(self) -> str:
        if not self._ready:
            return self.tr("What would go is not known yet.")
        if self._nothing:
            return self.tr("There is nothing to remove.")
        if self.typed.text().strip() != self._word:
            return self.tr("Type {0} to confirm: what is removed cannot be brought back.").format(self._word)
        return ""

    def command(self) -> str:
        return self._text
