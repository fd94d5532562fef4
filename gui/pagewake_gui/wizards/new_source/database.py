"""The first step: which database."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit

from pagewake.desk.places import SourcePlace, resolve_source
from pagewake.errors import PagewakeError
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Form, button, label, row
from pagewake_gui.wizards.frame import Step
from pagewake_gui.words import in_sentences, told


class DatabaseStep(Step):
    """A directory, or the URI of a server."""

    name = "database"

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Which database"),
            self.tr(
                "Its kind is recognised. Nothing is changed in it, and nothing is read before the next step."
            ),
        )
        self.location = QLineEdit()
        self.location.setPlaceholderText(self.tr("/srv/shop or postgresql://backup@db.example.net/postgres"))
        self.location.setAccessibleName(self.tr("Directory or connection"))
        self.connection = QLineEdit()
        self.connection.setPlaceholderText(self.tr("as postmaster.pid says"))
        self.connection.setAccessibleName(self.tr("Connection of a running server"))
        for field in (self.location, self.connection):
            field.textChanged.connect(lambda _: self.changed.emit())
        form = Form()
        form.addRow(
            self.tr("Directory or connection"), row(self.location, button(self.tr("Browse..."), self._browse))
        )
        form.addRow(
            "",
            label(
                self.tr(
                    "With the data directory at hand a backup reads files, and is quickest. "
                    "By a connection alone it reads through the server."
                ),
                "muted",
                wrap=True,
            ),
        )
        form.addRow(self.tr("Connection (optional)"), self.connection)
        form.addRow(
            "",
            label(
                self.tr(
                    "Only for PostgreSQL, where the directory is given. Never with a password: put that into ~/.pgpass."
                ),
                "muted",
                wrap=True,
            ),
        )
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.location.setFocus()

    @property
    def place(self) -> SourcePlace:
        """What is meant. Raises UsageError, SettingsError."""
        return resolve_source(
            self.location.text().strip(),
            self.context.workspace.settings,
            connection=self.connection.text().strip() or None,
        )

    def problem(self) -> str:
        text = self.location.text().strip()
        if not text:
            return self.tr("Name a directory or a connection.")
        if text in self.context.workspace.settings.sources:
            return self.tr("This is the name of a source that the settings know.")
        try:
            _ = self.place
        except PagewakeError as error:
            return in_sentences(told(error.what), told(error.advice))
        return ""

    def next_text(self) -> str:
        return self.tr("Look at it")

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Which database"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.location.setText)
        dialog.open()
