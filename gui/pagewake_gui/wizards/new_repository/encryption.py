"""The second step: whether it is encrypted, with what passphrase, and where that is found from then on."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import (
    QButtonGroup,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from pagewake.credentials import PassphraseKind, PassphraseSource, Secret
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Form, StateLabel, label, row
from pagewake_gui.widgets.choices import Choice, Tick
from pagewake_gui.wizards.frame import Step
from pagewake_gui.wizards.new_repository.strength import FAIR, WEAK, bits

ASK = "ask"


class EncryptionStep(Step):
    """Passphrase twice, a hint how strong it is, and its place."""

    name = "encryption"

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Encryption"),
            self.tr(
                "With encryption on, a stolen repository tells its size and times, and nothing else. Without the "
                "passphrase or the recovery key nobody can ever read it again."
            ),
        )
        self.repository_name = ""
        self.on = Tick(self.tr("Encrypt everything in it"))
        self.on.setChecked(True)
        self.on.toggled.connect(self._look)
        self.body.addWidget(self.on)
        self.first = self._field(self.tr("Passphrase"))
        self.second = self._field(self.tr("The same again"))
        self.shown = Tick(self.tr("Show what is typed"))
        self.shown.toggled.connect(self._show_typed)
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(180, 10)
        self.bar.setAccessibleName(self.tr("Strength"))
        self.strength = StateLabel()
        form = Form()
        form.addRow(self.tr("Passphrase"), self.first)
        form.addRow(self.tr("The same again"), self.second)
        form.addRow("", row(self.bar, self.strength, 1))
        form.addRow("", self.shown)
        self.inner = QWidget()
        inside = QVBoxLayout(self.inner)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addLayout(form)
        inside.addWidget(label(self.tr("Where is it found when a backup runs?"), "heading"))
        inside.addLayout(self._places())
        self.recovery = Tick(self.tr("Make a recovery key to keep on paper (recommended)"))
        self.recovery.setChecked(True)
        self.recovery.toggled.connect(lambda _: self.changed.emit())
        inside.addWidget(self.recovery)
        self.body.addWidget(self.inner)
        self.body.addStretch(1)
        self._look()

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.setMaximumWidth(420)
        field.textChanged.connect(lambda _: self._look())
        return field

    def _places(self) -> QVBoxLayout:
        column = QVBoxLayout()
        self._group = QButtonGroup(self)
        self.choices: dict[str, QRadioButton] = {}
        self.values: dict[str, QLineEdit] = {}
        for kind, text, hint in (
            (PassphraseKind.FILE, self.tr("In a file that only you can read (mode 0600)"), ""),
            (PassphraseKind.KEYRING, self.tr("In the desktop's keyring"), ""),
            (
                PassphraseKind.COMMAND,
                self.tr("A command prints it"),
                self.tr("pass show backup/main"),
            ),
            (PassphraseKind.ENVIRONMENT, self.tr("In a variable of the environment"), "MAIN_PASSPHRASE"),
            (None, self.tr("Ask each time (backups by schedule cannot run)"), ""),
        ):
            key = kind.value if kind is not None else ASK
            choice = Choice(text)
            choice.setObjectName(f"keep.{key}")
            choice.toggled.connect(lambda _: self._look())
            self._group.addButton(choice)
            self.choices[key] = choice
            column.addWidget(choice)
            if kind is not None:
                value = QLineEdit()
                value.setObjectName(f"keep.{key}.value")
                value.setAccessibleName(text)
                value.setPlaceholderText(hint)
                value.textChanged.connect(lambda _: self.changed.emit())
                self.values[key] = value
                inset = row(value)
                inset.setContentsMargins(24, 0, 0, 4)
                column.addLayout(inset)
        self.choices[PassphraseKind.FILE.value].setChecked(True)
        return column

    def set_name(self, name: str) -> None:
        """Propose places that are called as the repository is."""
        before, self.repository_name = self.repository_name, name
        directory = self.context.workspace.settings.path.parent
        for key, make in (
            (PassphraseKind.FILE.value, lambda one: str(directory / f"{one}.pass")),
            (PassphraseKind.KEYRING.value, lambda one: one),
        ):
            field = self.values[key]
            if field.text() in ("", make(before)):
                field.setText(make(name))

    @property
    def kind(self) -> str:
        """What is chosen: a `PassphraseKind` or `ask`."""
        return next(key for key, choice in self.choices.items() if choice.isChecked())

    @property
    def keep(self) -> PassphraseSource | None:
        """Where the passphrase is found from then on; None: it is asked for."""
        if self.kind == ASK:
            return None
        value = self.values[self.kind].text().strip()
        if self.kind == PassphraseKind.FILE:
            value = str(Path(value).expanduser())
        return PassphraseSource(PassphraseKind(self.kind), value)

    @property
    def passphrase(self) -> Secret | None:
        """What was typed; None: not encrypted."""
        return Secret(self.first.text()) if self.on.isChecked() else None

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def problem(self) -> str:
        if not self.on.isChecked():
            return ""
        if not self.first.text():
            return self.tr("Type a passphrase, or switch encryption off.")
        if self.first.text() != self.second.text():
            return self.tr("The two passphrases differ.")
        if self.kind != ASK and not self.values[self.kind].text().strip():
            return self.tr("Say where the passphrase is found, or choose to be asked each time.")
        return ""

    def _show_typed(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.first.setEchoMode(mode)
        self.second.setEchoMode(mode)

    def _look(self) -> None:
        if not hasattr(self, "recovery"):
            return
        self.inner.setVisible(self.on.isChecked())
        for key, field in self.values.items():
            field.setVisible(self.choices[key].isChecked())
        found = bits(self.first.text())
        self.bar.setValue(min(100, round(found / FAIR * 80)))
        if not self.first.text():
            self.strength.show_state("unknown", self.tr("Four or more words by chance are good"))
        elif found < WEAK:
            self.strength.show_state("bad", self.tr("Easy to guess"))
        elif found < FAIR:
            self.strength.show_state("warn", self.tr("Fair"))
        else:
            self.strength.show_state("good", self.tr("Strong"))
        self.changed.emit()
