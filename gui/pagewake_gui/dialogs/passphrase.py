"""Asks for the passphrase or the recovery key of an encrypted repository. It is kept only where that is asked for."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from pagewake.credentials import PassphraseKind, Secret
from pagewake.errors import KeyringAbsent, KeyringEntryMissing, KeyringLocked, WrongPassphrase
from pagewake.keyrings import keep_in_keyring
from pagewake.repository.recovery_key import as_recovery_key
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import button, dialog_column, label, row
from pagewake_gui.widgets.choices import Tick
from pagewake_gui.workspace import State


class PassphraseDialog(QDialog):
    """Opens the repository again with what is typed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.place = context.workspace.place
        self.setObjectName("passphrase")
        self.setWindowTitle(self.tr("Passphrase"))
        self.setMinimumWidth(480)
        where = (self.place.name or self.place.location) if self.place is not None else ""
        column = dialog_column(self)
        column.addWidget(label(self.tr("{0} is encrypted").format(where), "heading", wrap=True))
        column.addWidget(label(self._why(), wrap=True))
        self.field = QLineEdit()
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setAccessibleName(self.tr("Passphrase or recovery key"))
        self.field.setPlaceholderText(self.tr("Passphrase or recovery key"))
        self.field.textChanged.connect(self._check)
        self.field.returnPressed.connect(self._open)
        column.addWidget(self.field)
        self.shown = Tick(self.tr("Show what is typed"))
        self.shown.toggled.connect(self._show_typed)
        column.addWidget(self.shown)
        self.keep = Tick(self.tr("Keep it in the keyring, as the settings say"))
        kept = self.place.passphrase if self.place is not None else None
        self._entry = kept.value if kept is not None and kept.kind is PassphraseKind.KEYRING else ""
        self.keep.setVisible(bool(self._entry))
        column.addWidget(self.keep)
        self.reason = label("", "muted", wrap=True)
        column.addWidget(self.reason)
        self.open_button = button(self.tr("Open"), self._open, "primary")
        column.addLayout(row(1, button(self.tr("Cancel"), self.close), self.open_button))
        self.field.setFocus()
        self._check()

    def _why(self) -> str:
        match self.context.workspace.error:
            case WrongPassphrase():
                return self.tr(
                    "What was given opens none of its keys. Mind upper and lower case, and the keyboard's layout."
                )
            case KeyringAbsent():
                return self.tr(
                    "The settings keep the passphrase in the keyring, and no keyring can be reached here."
                )
            case KeyringLocked():
                return self.tr(
                    "The settings keep the passphrase in the keyring, and it is locked. "
                    "Unlock it, or type the passphrase."
                )
            case KeyringEntryMissing():
                return self.tr(
                    "The settings keep the passphrase in the keyring, and it holds none of this name."
                )
            case _:
                return self.tr("It is used to open this repository, and forgotten when it is closed.")

    def _show_typed(self, shown: bool) -> None:
        self.field.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _check(self) -> None:
        empty = not self.field.text()
        self.open_button.setEnabled(not empty)
        self.reason.setText(self.tr("Type the passphrase to go on.") if empty else "")

    def _open(self) -> None:
        place, text = self.place, self.field.text()
        if place is None or not text:
            return
        secret = Secret(as_recovery_key(text) or text)
        keep, entry, context = self.keep.isChecked() and bool(self._entry), self._entry, self.context
        self.field.clear()
        workspace = context.workspace

        def opened(state: object) -> None:
            if state is State.OPENING:
                return
            workspace.state_changed.disconnect(opened)
            if state is State.OPEN and keep:
                context.bridge.call(
                    "keep the passphrase",
                    lambda job: keep_in_keyring(entry, secret.reveal()),
                    lambda _: None,
                    context.notices.fail,
                )

        workspace.open(place, secret)
        workspace.state_changed.connect(opened)
        self.close()
