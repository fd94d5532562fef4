"""The third step: its name, its repository, when it is backed up, and what is kept."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout

from pagewake.config import checked_name
from pagewake.errors import UsageError
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Card, Form, button, clear, row
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.policy_editor import RetentionEditor, ScheduleEditor
from pagewake_gui.wizards.frame import Step
from pagewake_gui.words import in_sentences, told


class PolicyStep(Step):
    """Everything that the settings say of a source beside its place."""

    name = "policy"

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Name, schedule, retention"))
        self._named = False
        self.start: Callable[[], None] | None = None
        self.source_name = QLineEdit()
        self.source_name.setAccessibleName(self.tr("Name"))
        self.source_name.setMaximumWidth(260)
        self.source_name.textEdited.connect(self._edited)
        self.source_name.textChanged.connect(lambda _: self.changed.emit())
        self.repositories = QComboBox()
        self.repositories.setAccessibleName(self.tr("Repository"))
        self.repositories.setMinimumWidth(260)
        self.repositories.currentIndexChanged.connect(lambda _: self.changed.emit())
        create = button(self.tr("Create one..."), context.actions.get("repository.create").trigger)
        form = Form()
        form.addRow(self.tr("Name"), self.source_name)
        form.addRow(self.tr("Repository"), row(self.repositories, create, 1))
        self.body.addLayout(form)
        self.schedule, self.retention = ScheduleEditor(), RetentionEditor()
        sides = QHBoxLayout()
        for title, editor in ((self.tr("Schedule"), self.schedule), (self.tr("Keep"), self.retention)):
            card = Card(title)
            card.body.addWidget(editor)
            card.body.addStretch(1)
            sides.addWidget(card, 1)
            editor.changed.connect(self.changed)
        self.body.addLayout(sides)
        self._errors = QVBoxLayout()
        self.body.addLayout(self._errors)
        self.body.addStretch(1)
        context.workspace.settings_changed.connect(lambda _: self._fill())
        self._fill()

    @property
    def repository(self) -> str:
        """The name or the place of the repository; empty: none."""
        return str(self.repositories.currentData() or "")

    def propose_name(self, name: str) -> None:
        """A name to begin with; what was typed stays."""
        if not self._named:
            self.source_name.setText(name)

    def _edited(self, text: str) -> None:
        self._named = bool(text)

    def _fill(self) -> None:
        workspace = self.context.workspace
        chosen = self.repository
        self.repositories.clear()
        opened = workspace.place
        if opened is not None and opened.name is None:
            self.repositories.addItem(opened.location, opened.location)
        for name, known in workspace.settings.repositories.items():
            self.repositories.addItem(self.tr("{0} ({1})").format(name, known.location), name)
        wanted = chosen or ((opened.name or opened.location) if opened is not None else "")
        index = self.repositories.findData(wanted)
        if index >= 0:
            self.repositories.setCurrentIndex(index)

    def show_error(self, error: Exception) -> None:
        """Say what went wrong."""
        clear(self._errors)
        self._errors.addWidget(ErrorPanel(error, self.tr("The source was not added")))

    def problem(self) -> str:
        name = self.source_name.text().strip()
        try:
            checked_name(name)
        except UsageError as error:
            return in_sentences(told(error.what), told(error.advice))
        if name in self.context.workspace.settings.sources:
            return self.tr("The settings already know a source {0}. Choose another name.").format(name)
        if not self.repository:
            return self.tr("Create or choose a repository for its backups.")
        return self.schedule.problem() or self.retention.problem()

    def next_text(self) -> str:
        return self.tr("Add the source")

    def go_on(self) -> bool:
        clear(self._errors)
        if self.start is not None:
            self.start()
        return False
