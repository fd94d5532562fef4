"""Names and values in two columns; the values can be selected and copied."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pagewake_gui.widgets.basics import label

LONG_WORD = 30


class Facts(QWidget):
    """A small table of facts. Rows are reused, so that what a user selects in one is not lost without need."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(1, 1)
        self._shown: list[tuple[str, str]] = []

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What is shown."""
        return list(self._shown)

    def show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts; those without a value are left out."""
        wanted = [(name, value) for name, value in facts if value]
        if wanted == self._shown:
            return
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        number = 0
        for name, value in wanted:
            title = label(name, "muted")
            title.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            shown = label(value, wrap=True, selectable=True)
            shown.setAccessibleName(f"{name}: {value}")
            shown.setMinimumWidth(40)
            self._grid.addWidget(title, number, 0)
            if max(map(len, value.split()), default=0) > LONG_WORD:  # it cannot be wrapped: a line of its own
                number += 1
                self._grid.addWidget(shown, number, 0, 1, 2)
            else:
                self._grid.addWidget(shown, number, 1)
            number += 1
        self._shown = wanted
