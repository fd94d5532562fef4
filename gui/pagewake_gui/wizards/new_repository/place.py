"""The first step: where the repository is to be, what it is called, how it is compressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit

from pagewake.config import checked_name, refuse_password
from pagewake.desk.places import name_from, resolve_repository
from pagewake.errors import PagewakeError, UsageError
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Form, button, label, row
from pagewake_gui.wizards.frame import Step
from pagewake_gui.words import in_sentences, told


class PlaceStep(Step):
    """A directory or a URL, a name, a codec."""

    name = "place"

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Where backups are kept"),
            self.tr(
                "An empty directory or bucket that only backups use, best on another machine or disk than the database."
            ),
        )
        self._named = False
        self.location = QLineEdit()
        self.location.setPlaceholderText(self.tr("/backup/main or s3://bucket/prefix"))
        self.location.setAccessibleName(self.tr("Directory or URL"))
        self.location.textChanged.connect(self._location_changed)
        browse = button(self.tr("Browse..."), self._browse)
        self.repository_name = QLineEdit()
        self.repository_name.setAccessibleName(self.tr("Name"))
        self.repository_name.setMaximumWidth(260)
        self.repository_name.textEdited.connect(self._name_edited)
        self.repository_name.textChanged.connect(lambda _: self.changed.emit())
        self.codec = QComboBox()
        self.codec.setMaximumWidth(320)
        self.codec.setAccessibleName(self.tr("Compression"))
        self.codec.addItem(self.tr("lz4: fast, for most"), "lz4")
        self.codec.addItem(self.tr("zstd: smaller, takes more time"), "zstd")
        self.codec.addItem(self.tr("none"), "none")
        self.codec.currentIndexChanged.connect(lambda _: self.changed.emit())
        form = Form()
        form.addRow(self.tr("Directory or URL"), row(self.location, browse))
        form.addRow(self.tr("Name"), self.repository_name)
        form.addRow(
            "",
            label(
                self.tr(
                    "Under this name the command line and this window find it again, through the settings file."
                ),
                "muted",
                wrap=True,
            ),
        )
        form.addRow(self.tr("Compression"), self.codec)
        form.addRow("", label(self.tr("Fixed for the life of the repository."), "muted"))
        self.body.addLayout(form)
        self.body.addStretch(1)
        self.location.setFocus()

    @property
    def place(self) -> str:
        """The location in full."""
        return resolve_repository(self.location.text(), self.context.workspace.settings).location

    def problem(self) -> str:
        settings = self.context.workspace.settings
        text, name = self.location.text().strip(), self.repository_name.text().strip()
        if not text:
            return self.tr("Name a directory or a URL.")
        if text in settings.repositories:
            return self.tr("The settings already know a repository of this name: open it instead.")
        try:
            refuse_password(text, text)
            resolve_repository(text, settings)
        except PagewakeError as error:
            return told(error.what)
        if not name:
            return self.tr("Give it a name.")
        try:
            checked_name(name)
        except UsageError as error:
            return in_sentences(told(error.what), told(error.advice))
        if name in settings.repositories:
            return self.tr("The settings already know a repository {0}. Choose another name.").format(name)
        return ""

    def _location_changed(self, text: str) -> None:
        if not self._named and text.strip():
            self.repository_name.setText(name_from(text.strip()))
        self.changed.emit()

    def _name_edited(self, text: str) -> None:
        self._named = bool(text)

    def _browse(self) -> None:
        dialog = QFileDialog(self, self.tr("Where backups are kept"))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.location.setText)
        dialog.open()
