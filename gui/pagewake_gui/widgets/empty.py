"""What a view shows where it has nothing to show: why, and the one thing to do next."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake_gui.widgets.basics import button, label, row


class EmptyState(QWidget):
    """A sentence, what it means, and at most two buttons, the first of them the primary one."""

    def __init__(
        self,
        title: str,
        text: str = "",
        *actions: tuple[str, Callable[[], object]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.addStretch(2)
        heading = label(title, "title", wrap=True)
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(heading)
        if text:
            words = label(text, "muted", wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(words)
        self.buttons = [
            button(text, run, "" if number else "primary") for number, (text, run) in enumerate(actions)
        ]
        column.addSpacing(12)
        column.addLayout(row(1, *self.buttons, 1))
        column.addStretch(3)
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
