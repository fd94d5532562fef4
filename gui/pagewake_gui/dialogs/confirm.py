"""Asks before something is removed: what goes, what that costs, and a word to type, so that no slip does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QDialog, QWidget

from pagewake_gui.widgets.basics import button, dialog_column, label, row
from pagewake_gui.widgets.typed_word import TypedWord


class ConfirmDialog(QDialog):
    """`run` is called when `word` was typed (or at once, where `word` is empty) and the button is pressed."""

    def __init__(
        self,
        title: str,
        lines: Sequence[str],
        word: str,
        action: str,
        run: Callable[[], object],
        parent: QWidget | None = None,
        *,
        role: str = "danger",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("confirm")
        self.setWindowTitle(title)
        self.setMinimumWidth(500)
        self._run = run
        column = dialog_column(self)
        column.addWidget(label(title, "heading", wrap=True))
        for line in lines:
            column.addWidget(label(line, wrap=True))
        self.field = TypedWord(word)
        self.field.setVisible(bool(word))
        self.field.textChanged.connect(lambda _: self._look())
        column.addWidget(self.field)
        self.reason = label("", "muted", wrap=True)
        self.reason.setVisible(bool(word))
        column.addWidget(self.reason)
        self.button = button(action, self._act, role)
        column.addLayout(row(1, button(self.tr("Cancel"), self.close), self.button))
        self._look()

    def _look(self) -> None:
        self.button.setEnabled(not self.field.problem)
        self.reason.setText(self.field.problem)

    def _act(self) -> None:
        self.close()
        self._run()
