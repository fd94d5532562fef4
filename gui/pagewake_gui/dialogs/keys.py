"""Who can open an encrypted repository: its passphrases and recovery key, added and removed; a new data key.

Looking needs no passphrase. A change needs one that is good: what the settings name, or what is typed here. Nothing
that is typed is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from pagewake.credentials import Secret
from pagewake.desk.creating import CreatedRepository
from pagewake.desk.keys import change_keys, keys_of
from pagewake.desk.places import RepositoryPlace
from pagewake_gui.context import Context
from pagewake_gui.dialogs.confirm import ConfirmDialog
from pagewake_gui.widgets.basics import (
    Card,
    Form,
    StateLabel,
    button,
    clear,
    dialog_column,
    label,
    row,
    scrolled,
)
from pagewake_gui.wizards.new_repository.recovery import RecoveryStep
from pagewake_gui.words import told_error

if TYPE_CHECKING:
    from pagewake.repository.key_keeper import KeyKeeper, KeyState
    from pagewake.repository.keys import KeySlot

Result = TypeVar("Result")


class KeysDialog(QDialog):
    """The keys of the repository at a place. Not modal."""

    def __init__(self, context: Context, place: RepositoryPlace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.place = context, place
        self.keys: KeyState | None = None
        self.repository = ""
        self._busy = True
        self._confirm: ConfirmDialog | None = None
        self.setObjectName("keys")
        self.setWindowTitle(self.tr("Passphrases and keys"))
        self.setMinimumSize(680, 620)
        name = place.name or place.location
        around = dialog_column(self)
        self._pages = QStackedWidget()
        around.addWidget(self._pages)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(self.tr("Who can open {0}").format(name), "title", wrap=True))
        self.state = StateLabel(wrap=True)
        column.addWidget(self.state)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        listed = QWidget()
        whole = QVBoxLayout(listed)
        whole.setContentsMargins(0, 0, 6, 0)
        whole.addLayout(self._rows)
        whole.addStretch(1)
        column.addWidget(scrolled(listed), 1)
        self.data_key = label("", "muted", wrap=True)
        column.addWidget(self.data_key)
        self.passphrase = self._field(self.tr("A passphrase that opens it now"))
        if place.passphrase is not None:
            self.passphrase.setPlaceholderText(self.tr("as the settings say, if left empty"))
        form = Form()
        form.addRow(self.tr("A passphrase that opens it now"), self.passphrase)
        column.addLayout(form)
        column.addWidget(self._adding())
        self.recovery_button = button(self.tr("New recovery key..."), self._ask_recovery)
        self.rotate_button = button(
            self.tr("New data key..."), self._ask_rotation, tip=self.tr("Encrypt what is new with a new key.")
        )
        column.addLayout(
            row(self.recovery_button, self.rotate_button, 1, button(self.tr("Close"), self.close))
        )
        self._pages.addWidget(page)
        self.recovery = RecoveryStep(context, self.tr("A new recovery key"))
        self.recovery.body.setContentsMargins(0, 0, 0, 0)
        self.recovery.changed.connect(self._look)
        self.recovery.next_card.setVisible(False)
        self.done_button = button(self.tr("Done"), self._recovery_kept, "primary")
        self.why_not = label("", "muted", wrap=True)
        kept = QWidget()
        inside = QVBoxLayout(kept)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.recovery, 1)
        last = row(self.why_not, self.done_button)
        last.setStretch(0, 1)
        inside.addLayout(last)
        self._pages.addWidget(kept)
        self._read()

    def _adding(self) -> Card:
        card = Card(self.tr("One more passphrase"))
        self.label = QLineEdit()
        self.label.setAccessibleName(self.tr("Whose it is"))
        self.label.setPlaceholderText(self.tr("not secret: it stands in this list"))
        self.label.setMaxLength(60)
        self.first = self._field(self.tr("New passphrase"))
        self.second = self._field(self.tr("The same again"))
        form = Form()
        form.addRow(self.tr("Whose it is"), self.label)
        form.addRow(self.tr("New passphrase"), self.first)
        form.addRow(self.tr("The same again"), self.second)
        card.body.addLayout(form)
        self.add_button = button(self.tr("Add"), self._add)
        self.add_reason = label("", "muted", wrap=True)
        last = row(self.add_reason, self.add_button)
        last.setStretch(0, 1)
        card.body.addLayout(last)
        return card

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.textChanged.connect(lambda _: self._look())
        return field

    # --- what is shown

    def _read(self) -> None:
        self.state.show_state("unknown", self.tr("looking ..."))
        self._look()
        self.context.bridge.call(
            "list keys", lambda job: keys_of(self.place), self._show_read, self._failed, owner=self
        )

    def _show_read(self, found: tuple[str, KeyState]) -> None:
        self.repository = found[0]
        self._show(found[1])

    def _show(self, state: KeyState, said: str = "") -> None:
        self.keys, self._busy = state, False
        clear(self._rows)
        for slot in state.slots:
            self._rows.addLayout(self._row(slot))
        for name in state.damaged:
            damaged = self.tr("{0} is damaged: its passphrase no longer opens the repository.").format(name)
            self._rows.addWidget(label(damaged, "warn", wrap=True))
        since = self.context.formats.moment(state.rotated, seconds=False)
        self.data_key.setText(
            self.tr("What is backed up next is encrypted with data key {0}, made {1}.").format(
                state.generation, since
            )
        )
        if said:
            self.state.show_state("good", said)
        elif not state.whole:
            self.state.show_state(
                "warn",
                self.tr("One of two copies of the key ring is damaged. The next change writes it again."),
            )
        else:
            self.state.show_state("good", self.tr("%n key(s) open it", "", len(state.slots)))
        self._look()

    def _row(self, slot: KeySlot) -> QVBoxLayout:
        name = self._name(slot)
        kind = self.tr("recovery key") if slot.kind.value == "recovery" else self.tr("passphrase")
        made = self.tr("made {0}").format(self._moment(slot.created))
        words = QVBoxLayout()
        words.setSpacing(0)
        remove = button(self.tr("Remove..."), lambda: self._ask_removal(slot))
        remove.setObjectName(f"remove.{name}")
        remove.setAccessibleName(self.tr("{0}: {1}").format(name, self.tr("Remove...")))
        alone = self.keys is not None and len(self.keys.slots) == 1
        remove.setEnabled(not alone and not self.context.actions.read_only)
        if alone:
            remove.setToolTip(self.tr("Without it nobody could ever read the repository again."))
        line = row(label(name, "heading", wrap=True, selectable=True), remove)
        line.setStretch(0, 1)
        words.addLayout(line)
        words.addWidget(label(" · ".join((kind, made, slot.id)), "muted", wrap=True, selectable=True))
        return words

    def _name(self, slot: KeySlot) -> str:
        if slot.kind.value == "recovery":
            return self.tr("Recovery key")
        return slot.label or self.tr("Without a name")

    def _moment(self, moment: datetime) -> str:
        return self.context.formats.moment(moment, seconds=False)

    def _look(self) -> None:
        """What can be done now, and why not."""
        if not hasattr(self, "why_not"):
            return
        reason = self._why_not()
        for one in (self.recovery_button, self.rotate_button):
            one.setEnabled(not reason)
        adding = reason
        if not reason and not self.first.text():
            adding = self.tr("Type the new passphrase.")
        elif not reason and self.first.text() != self.second.text():
            adding = self.tr("The two passphrases differ.")
        self.add_button.setEnabled(not adding)
        self.add_reason.setText(adding)
        missing = self.recovery.problem()
        self.done_button.setEnabled(not missing)
        self.why_not.setText(missing)

    def _why_not(self) -> str:
        if self.context.actions.read_only:
            return self.tr("The window was started read-only.")
        if self.keys is None or self._busy:
            return self.tr("looking ...") if self._busy else self.tr("It has no keys that could be changed.")
        if self.place.passphrase is None and not self.passphrase.text():
            return self.tr("Type a passphrase that opens it now.")
        return ""

    # --- what is changed

    def _change(
        self, kind: str, change: Callable[[KeyKeeper], Result], done: Callable[[Result], str]
    ) -> None:
        typed = Secret(self.passphrase.text()) if self.passphrase.text() else None
        self._busy = True
        self.state.show_state("unknown", self.tr("working ..."))
        self._look()

        def changed(result: tuple[Result, KeyState]) -> None:
            self._show(result[1], done(result[0]))

        self.context.bridge.call(
            kind, lambda job: change_keys(self.place, typed, change), changed, self._failed, owner=self
        )

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.state.show_state("bad", told_error(error))
        self._look()

    def _add(self) -> None:
        new, name = Secret(self.first.text()), self.label.text().strip()

        def done(slot: KeySlot) -> str:
            for field in (self.label, self.first, self.second):
                field.clear()
            return self.tr("Added: {0}").format(self._name(slot))

        self._change("add a passphrase", lambda keeper: keeper.add(new.reveal(), label=name), done)

    def _ask(
        self,
        title: str,
        lines: list[str],
        word: str,
        action: str,
        run: Callable[[], object],
        *,
        role: str = "danger",
    ) -> None:
        careful = self.context.workspace.settings.window.confirm_deletion
        self._confirm = ConfirmDialog(title, lines, word if careful else "", action, run, self, role=role)
        self._confirm.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._confirm.open()

    def _ask_removal(self, slot: KeySlot) -> None:
        if self._why_not():
            self.state.show_state("warn", self._why_not())
            return
        name = self._name(slot)
        lines = [
            self.tr("It opens the repository no longer. No backup is touched."),
            self.tr(
                "Who knew it, and kept a copy of the repository, can still read what is in that copy, and what is "
                "written later, until the root key is replaced: {0}"
            ).format(f"pagewake repo keys rotate {self.place.name or self.place.location} --new-root"),
        ]
        self._ask(
            self.tr("Remove {0}").format(name),
            lines,
            slot.label or slot.id[:4],
            self.tr("Remove"),
            lambda: self._change(
                "remove a key",
                lambda keeper: keeper.remove(slot.id),
                lambda _: self.tr("Removed: {0}").format(name),
            ),
        )

    def _ask_recovery(self) -> None:
        lines = [self.tr("It is shown once. One that was made before is no longer good.")]
        self._ask(
            self.tr("Make a new recovery key"),
            lines,
            "",
            self.tr("Make it"),
            lambda: self._change(
                "make a recovery key", lambda keeper: keeper.renew_recovery_key(), self._show_recovery
            ),
        )

    def _show_recovery(self, key: str) -> str:
        made = CreatedRepository(self.repository, self.place.location, True, Secret(key), None)
        self.recovery.show_made(made)
        self.recovery.state.show_state(
            "good", self.tr("A new recovery key was made. An older one opens nothing.")
        )
        self.recovery.typed.clear()
        self._pages.setCurrentIndex(1)
        return self.tr("A new recovery key was made. An older one opens nothing.")

    def _recovery_kept(self) -> None:
        self.recovery.made = None
        self.recovery.key.clear()
        self._pages.setCurrentIndex(0)

    def _ask_rotation(self) -> None:
        lines = [
            self.tr(
                "What is backed up from now on is encrypted with a new key. No old backup is written again."
            ),
            self.tr("Every passphrase stays good, and every backup can be read as before."),
        ]
        self._ask(
            self.tr("Make a new data key"),
            lines,
            "",
            self.tr("Make it"),
            lambda: self._change(
                "rotate the data key",
                lambda keeper: keeper.rotate(),
                lambda number: self.tr("Data key {0} encrypts what is new.").format(number),
            ),
            role="primary",  # nothing is lost by it
        )
