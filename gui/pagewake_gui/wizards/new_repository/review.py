"""The third step: what will be made, in words and as a command; then making it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from pagewake.desk.creating import NewRepository
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Card, clear, label
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.wizards.frame import Step
from pagewake_gui.words import passphrase_place


class ReviewStep(Step):
    """Says what will happen; shows what went wrong."""

    name = "review"

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Make it"), self.tr("Nothing has been written yet."))
        self.working = False
        self.summary = Card()
        self.body.addWidget(self.summary)
        self._errors = QVBoxLayout()
        self.body.addLayout(self._errors)
        self.body.addStretch(1)
        self.start: Callable[[], None] | None = None

    def show_plan(self, new: NewRepository, command: str) -> None:
        """Say what will be made."""
        clear(self.summary.body)
        clear(self._errors)
        lines = [
            self.tr("A repository is made in {0}, called {1} in the settings.").format(
                new.location, new.name
            ),
            self.tr("Pages are compressed with {0}.").format(new.codec),
        ]
        if new.passphrase is None:
            lines.append(self.tr("▲ It is not encrypted: whoever can read the place can read the database."))
        elif new.keep is None:
            lines.append(self.tr("It is encrypted. The passphrase is asked for each time."))
        else:
            lines.append(self.tr("It is encrypted: {0}").format(passphrase_place(new.keep)))
        if new.passphrase is not None and new.recovery:
            lines.append(self.tr("A recovery key is made, and shown in the next step only."))
        for line in lines:
            self.summary.body.addWidget(label(line, wrap=True))
        self.summary.body.addSpacing(6)
        self.summary.body.addWidget(label(self.tr("The same on the command line:"), "muted"))
        self.summary.body.addWidget(label(command, "code", wrap=True, selectable=True))

    def show_error(self, error: Exception) -> None:
        """Say what went wrong; everything can be changed and tried again."""
        clear(self._errors)
        self._errors.addWidget(ErrorPanel(error, self.tr("The repository was not made")))

    def problem(self) -> str:
        return self.tr("The repository is being made.") if self.working else ""

    def next_text(self) -> str:
        return self.tr("Make the repository")

    def go_on(self) -> bool:
        clear(self._errors)
        if self.start is not None:
            self.start()
        return False
