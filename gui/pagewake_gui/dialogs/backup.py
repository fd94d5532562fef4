"""Take a backup: which source, how much of it, and what the choice means."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from pagewake.config import Settings
from pagewake.desk.commands import backup_command
from pagewake.desk.places import RepositoryPlace, SourcePlace, resolve_source
from pagewake.errors import PagewakeError
from pagewake.repository.tags import words_typed
from pagewake_gui.dialogs.task import TaskDialog
from pagewake_gui.widgets.bandwidth_field import BandwidthField
from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.widgets.choices import Tick
from pagewake_gui.words import in_sentences, told

TYPES = ("auto", "full", "differential", "incremental")
Chosen = Callable[[SourcePlace, str, bool, str, Sequence[str]], None]


class BackupDialog(TaskDialog):
    """Asks what to back up, and hands (source, type, checkpoint, bandwidth, tags) on.

    A source that the settings know needs nothing more; of any other its directory or URI is asked for.
    """

    def __init__(
        self,
        repository: RepositoryPlace,
        settings: Settings,
        sources: Sequence[str],
        chosen: Chosen,
        *,
        source: str = "",
        type_: str = "auto",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Take a backup"),
            self.tr("Start the backup"),
            lambda: chosen(
                self.place(), self.type_, self.checkpoint.isChecked(), self.bandwidth.text, self.words()
            ),
            parent,
        )
        self._repository, self._settings = repository, settings
        self.source = QComboBox()
        self.source.addItems(list(dict.fromkeys([*settings.sources, *sources])))
        self.source.setEditable(True)
        self.source.setCurrentText(source or self.source.itemText(0))
        self.source.setAccessibleName(self.tr("Source"))
        self.location = QLineEdit()
        self.location.setPlaceholderText(self.tr("A directory, or postgresql://host/database"))
        self.location.setAccessibleName(self.tr("Where the database is"))
        self.browse = button(self.tr("Browse"), self._browse)
        self.type = QComboBox()
        for name in TYPES:
            self.type.addItem(self._type_title(name), name)
        self.type.setCurrentIndex(TYPES.index(type_) if type_ in TYPES else 0)
        self.type.setAccessibleName(self.tr("Type"))
        self.meaning = label("", "muted", wrap=True)
        self.meaning.setMinimumHeight(self.meaning.fontMetrics().lineSpacing() * 2)
        self.checkpoint = Tick(self.tr("Have the database flush first"))
        flushed = label(self.tr("A restore then has less of the log to replay."), "muted", wrap=True)
        flushed.setContentsMargins(24, 0, 0, 0)
        self.checkpoint.setAccessibleDescription(flushed.text())
        self.form.addRow(self.tr("Source"), self.source)
        self.form.addRow(self.tr("Database"), row(self.location, self.browse))
        self.form.addRow(self.tr("Type"), self.type)
        self.form.addRow("", self.meaning)
        choice = QVBoxLayout()
        choice.setSpacing(0)
        choice.addWidget(self.checkpoint)
        choice.addWidget(flushed)
        self.form.addRow("", choice)
        self.tags = QLineEdit()
        self.tags.setPlaceholderText(self.tr("None; with commas between, such as: month-end, before 4.2"))
        self.tags.setAccessibleName(self.tr("Tags, with commas between"))
        self.tags.textChanged.connect(lambda _: self.refresh())
        self.form.addRow(self.tr("Tags"), self.tags)
        self.bandwidth = BandwidthField(repository.bandwidth)
        self.form.addRow(self.tr("Bandwidth"), self.bandwidth)
        self.bandwidth.changed.connect(self.refresh)
        self.source.currentTextChanged.connect(lambda _: self._show_source())
        self.location.textChanged.connect(lambda _: self.refresh())
        self.type.currentIndexChanged.connect(lambda _: self.refresh())
        self.checkpoint.toggled.connect(lambda _: self.refresh())
        self._show_source()

    @property
    def type_(self) -> str:
        """The type that is chosen."""
        return str(self.type.currentData())

    def words(self) -> tuple[str, ...]:
        """The tags that it gets. Raises UsageError for a text that can be none."""
        return words_typed(self.tags.text())

    def place(self) -> SourcePlace:
        """The source that is chosen. Raises UsageError, SettingsError for what none can be."""
        name = self.source.currentText().strip()
        if name in self._settings.sources:
            return resolve_source(name, self._settings)
        return resolve_source(self.location.text().strip(), self._settings, name=name)

    def reason(self) -> str:
        name = self.source.currentText().strip()
        if not name:
            return self.tr("Give the source a name.")
        if name not in self._settings.sources and not self.location.text().strip():
            return self.tr("The settings do not know where {0} is: give its directory or URI.").format(name)
        try:
            self.place()
            self.words()
        except PagewakeError as error:
            return in_sentences(told(error.what), told(error.advice))
        return self.bandwidth.problem

    def command(self) -> str:
        if self.reason():
            return ""
        return backup_command(
            self.place(),
            self._repository,
            self.type_,
            checkpoint=self.checkpoint.isChecked(),
            bandwidth=self.bandwidth.text,
            tags=self.words(),
        )

    def refresh(self) -> None:
        self.meaning.setText(self._type_meaning(self.type_))
        super().refresh()

    def _show_source(self) -> None:
        known = self._settings.sources.get(self.source.currentText().strip())
        self.location.setReadOnly(known is not None)
        self.browse.setEnabled(known is None)
        if known is not None:
            self.location.setText(known.location)
        elif self.location.text() in {one.location for one in self._settings.sources.values()}:
            self.location.clear()
        self.refresh()

    def _browse(self) -> None:
        directory = QFileDialog.getExistingDirectory(self, self.tr("Directory of the database"))
        if directory:
            self.location.setText(directory)

    def _type_title(self, name: str) -> str:
        titles = {
            "auto": self.tr("Automatic"),
            "full": self.tr("■ Full"),
            "differential": self.tr("◆ Differential"),
            "incremental": self.tr("● Incremental"),
        }
        return titles[name]

    def _type_meaning(self, name: str) -> str:
        meanings = {
            "auto": self.tr(
                "Incremental where the log proves that it is complete; full where it does not, or where one is due."
            ),
            "full": self.tr("Reads every page. What the repository already holds is not stored again."),
            "differential": self.tr("Reads the pages that changed since the last full backup."),
            "incremental": self.tr("Reads the pages that changed since the last backup of any type."),
        }
        return meanings[name]
