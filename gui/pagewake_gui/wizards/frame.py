"""What wizards are made of: a window of steps that goes back and forth, and says why it cannot go on.

It is not modal: the main window stays usable. Back always works. Next is disabled with a visible reason.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import button, label, row, scrolled, set_role
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.window_state import resize_on_screen

LEAST_TABLE_HEIGHT = 210
"""Of a table in a step, in pixels: its heading and some rows; below that the step scrolls."""


class Step(QWidget):
    """One page of a wizard. `changed` says that `problem` or `command` may be another now."""

    changed = Signal()
    name: ClassVar[str] = ""

    def __init__(self, context: Context, title: str, text: str = "") -> None:
        super().__init__()
        self.context = context
        self.title = title
        self.setObjectName(f"step.{self.name}")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 20, 24, 16)
        self.body.setSpacing(10)
        self.body.addWidget(label(title, "title", wrap=True))
        if text:
            self.body.addWidget(label(text, "muted", wrap=True))

    def entered(self) -> None:
        """The step is shown."""

    def problem(self) -> str:
        """Why the next step cannot be taken yet; empty where it can."""
        return ""

    def applies(self) -> bool:
        """Whether the step is one of those that are taken, as things stand."""
        return True

    def next_text(self) -> str:
        """What the button that goes on says; empty: as usual."""
        return ""

    def begins_with(self) -> QWidget | None:
        """What the keyboard begins with; None: the first thing that can be filled in."""
        return None

    def go_on(self) -> bool:
        """The button was pressed. False: the step works on it, and calls `window.advance` itself."""
        return True


class StepMark(QFrame):
    """A step at the side: its number, or a tick once it is done, and its title, which may take two lines."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self._number, self._text = label(""), label(title, wrap=True)
        self._number.setFixedWidth(18)
        line = row(self._number, self._text, spacing=4)
        line.setContentsMargins(12, 7, 8, 7)
        line.setAlignment(self._number, Qt.AlignmentFlag.AlignTop)
        line.setStretch(1, 1)
        self.setLayout(line)

    def show_place(self, place: int, now: int) -> None:
        """Show how this step stands to the one that is taken now."""
        self._number.setText("✓" if place < now else str(place + 1))
        set_role(self, "step-now" if place == now else "step")
        for part in (self._number, self._text):
            set_role(part, "strong" if place == now else "" if place < now else "muted")
        self.setAccessibleName(self._title)


class WizardWindow(QWidget):
    """Steps, one at a time. Subclasses give `add_steps` their steps and `command` the same on the command line."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.context = context
        self.setWindowTitle(title)
        resize_on_screen(self, 900, 640)
        self.steps: list[Step] = []
        self._marks = QVBoxLayout()
        self._marks.setContentsMargins(8, 14, 8, 14)
        self._marks.setSpacing(2)
        self.marks: list[StepMark] = []
        side = QFrame()
        side.setProperty("role", "navigation")
        side.setFixedWidth(210)
        side.setLayout(self._marks)
        self._stack = QStackedWidget()
        self.reason = label("", "muted", wrap=True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.reason.setAccessibleName(self.tr("Why it does not go on"))
        self.back_button = button(self.tr("Back"), self.back)
        self.next_button = button(self.tr("Next"), self.advance_if_ready, "primary")
        self.cancel_button = button(self.tr("Cancel"), self.close)
        self.copy_button = CommandButton(self.command)
        bottom = QFrame()
        bottom.setProperty("role", "strip")
        line = row(self.cancel_button, self.copy_button, self.reason, self.back_button, self.next_button)
        line.setStretch(2, 1)
        line.setContentsMargins(14, 10, 14, 10)
        bottom.setLayout(line)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(bottom)
        whole = row(side, spacing=0)
        whole.addLayout(right, 1)
        self.setLayout(whole)

    def add_steps(self, steps: Sequence[Step]) -> None:
        """Give the wizard its steps, in order, and show the first."""
        self.steps = list(steps)
        for step in steps:
            self._stack.addWidget(scrolled(step))
            mark = StepMark(step.title)
            self.marks.append(mark)
            self._marks.addWidget(mark)
            step.changed.connect(self.look)
        self._marks.addStretch(1)
        self.show_step(0)

    @property
    def at(self) -> int:
        """Which step is shown."""
        return self._stack.currentIndex()

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self.at]

    def command(self) -> str:
        """The same on the command line."""
        return ""

    def show_step(self, number: int) -> None:
        """Show a step."""
        self._stack.setCurrentIndex(number)
        taken = [at for at, step in enumerate(self.steps) if step.applies()]
        for at, mark in enumerate(self.marks):
            mark.setVisible(at in taken)
            if at in taken:
                mark.show_place(taken.index(at), taken.index(number))
        self.step.entered()
        self.look()
        self._focus_first()

    def _focus_first(self) -> None:
        """Begin with the first thing that can be filled in; where there is none, with the button that goes on."""
        chosen = self.step.begins_with()
        if chosen is not None:
            chosen.setFocus()
            return
        kinds = (QLineEdit, QAbstractButton, QComboBox, QAbstractSpinBox)
        first = next(
            (
                one
                for one in self.step.findChildren(QWidget)
                if isinstance(one, kinds) and one.isVisibleTo(self.step) and one.isEnabled()
            ),
            self.next_button,
        )
        first.setFocus()

    def look(self) -> None:
        """Say whether it can go on, and why not."""
        problem = self.step.problem()
        self.reason.setText(problem)
        self.next_button.setEnabled(not problem)
        self.next_button.setText(self.step.next_text() or self.tr("Next"))
        self.back_button.setEnabled(self.at > 0 and self.can_go_back())
        self.copy_button.setVisible(bool(self.command()))

    def can_go_back(self) -> bool:
        """Whether what was done can still be changed."""
        return True

    def back(self) -> None:
        """To the step before."""
        before = [at for at in range(self.at) if self.steps[at].applies()]
        if before:
            self.show_step(before[-1])

    def advance_if_ready(self) -> None:
        """Take the next step, if this one is done."""
        if not self.step.problem() and self.step.go_on():
            self.advance()

    def advance(self) -> None:
        """Take the next step; after the last one the window closes."""
        after = [at for at in range(self.at + 1, len(self.steps)) if self.steps[at].applies()]
        if after:
            self.show_step(after[0])
        else:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.advance_if_ready()
        else:
            super().keyPressEvent(event)
