"""What a step of the wizard is, and small parts that several steps show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from pagewake_gui.widgets.basics import label, scrolled
from pagewake_gui.wizards.restore.draft import Draft


class Step(QWidget):
    """One page. `problem` says why it cannot be left; the window shows it. `changed`: that may be another now."""

    changed = Signal()
    leads_to = Signal(str)
    """Asks for another step, by name."""
    name: ClassVar[str] = ""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.context = draft.context
        self.setObjectName(f"step.{self.name}")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inner = QWidget()
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(20, 16, 20, 16)
        self.body.setSpacing(10)
        area = scrolled(inner)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)

    @property
    def title(self) -> str:
        """What it is called."""
        return ""

    def problem(self) -> str:
        """Why the next step cannot be entered; empty if it can."""
        return ""

    def enter(self) -> None:
        """It is shown now."""

    @property
    def first(self) -> QWidget | None:
        """What has the focus when it is shown; None: the button of the window."""
        return None

    def show_draft(self) -> None:
        """Something that was chosen elsewhere changed. Fields that are being edited stay as they are."""


class Facts(QWidget):
    """Two columns: what, and how much. `show_rows` replaces them all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(18)
        self._grid.setVerticalSpacing(5)
        self._grid.setColumnStretch(1, 1)

    def show_rows(self, rows: Iterable[tuple[str, str]]) -> None:
        """Show these."""
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for number, (what, text) in enumerate(rows):
            name = label(what, "muted")
            name.setMinimumWidth(max(130, name.sizeHint().width()))  # long values do not squeeze it
            value = label(text, wrap=True, selectable=True)
            value.setAccessibleName(f"{what}: {text}")
            top = Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(name, number, 0, top)
            self._grid.addWidget(value, number, 1, top)
