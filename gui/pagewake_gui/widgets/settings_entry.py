"""One repository or source of the settings: its name, what can be done with it, and below what is said about it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.widgets.flow import FlowLayout


class SettingsEntry(QWidget):
    """The buttons stand at the right of the name; where there is no room, below it, so that neither is cut off."""

    def __init__(self, name: str, text: str, *actions: tuple[str, Callable[[], object]]) -> None:
        super().__init__()
        buttons = []
        for title, run in actions:
            one = button(title, run)
            one.setObjectName(f"{title}.{name}")
            one.setAccessibleName(self.tr("{0}: {1}").format(name, title))
            buttons.append(one)
        ways = QWidget()
        ways.setLayout(row(*buttons))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(2)
        heading = label(name, "heading", selectable=True)
        heading.setMinimumHeight(ways.sizeHint().height())  # level with the buttons
        column.addLayout(FlowLayout(heading, ways, apart=True))
        column.addWidget(label(text, "muted", wrap=True, selectable=True))
