"""The last step: the recovery key, kept on paper and proven to be kept; then on to what comes next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from pagewake.clock import now as clock_now
from pagewake.desk.creating import CreatedRepository
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Card, StateLabel, button, label, row, set_role
from pagewake_gui.wizards.frame import Step
from pagewake_gui.wizards.new_repository.recovery_sheet import sheet_html, write_sheet
from pagewake_gui.words import told_error


class RecoveryStep(Step):
    """Shows the key once; goes on when its last group was typed back."""

    name = "recovery"

    def __init__(self, context: Context, title: str = "") -> None:
        super().__init__(context, title or self.tr("The repository is made"))
        self.made: CreatedRepository | None = None
        self.state = StateLabel(wrap=True)
        self.body.addWidget(self.state)
        self.key_card = Card(self.tr("Recovery key"))
        self.key_card.body.addWidget(
            label(
                self.tr(
                    "It opens the repository when nobody knows the passphrase any more. It is shown now and never "
                    "again: print it or save the sheet, and keep it away from this machine."
                ),
                wrap=True,
            )
        )
        self.key = label("", "code", selectable=True)
        self.key.setAccessibleName(self.tr("Recovery key"))
        self.key.setWordWrap(True)
        self.key_card.body.addWidget(self.key)
        self.told = label("", "muted", wrap=True)
        self.print = button(self.tr("Print..."), self._print)
        self.key_card.body.addLayout(
            row(
                self.print,
                button(self.tr("Save as PDF..."), self._choose_file),
                self.told,
                1,
            )
        )
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Last group of the recovery key"))
        self.typed.setMaxLength(8)
        self.typed.setMaximumWidth(120)
        self.typed.textChanged.connect(lambda _: self.changed.emit())
        self.key_card.body.addLayout(
            row(label(self.tr("Read it from the paper, and type its last group:")), self.typed, 1)
        )
        self.body.addWidget(self.key_card)
        self.next_card = Card(self.tr("Next"))
        holder = QWidget()
        self.next_buttons = QVBoxLayout(holder)
        self.next_buttons.setContentsMargins(0, 0, 0, 0)
        self.next_card.body.addWidget(holder)
        self.body.addWidget(self.next_card)
        self.body.addStretch(1)

    def show_made(self, made: CreatedRepository) -> None:
        """Show what was made."""
        self.made = made
        self.state.show_state("good", self.tr("Made: {0}").format(made.location))
        self.key_card.setVisible(made.recovery_key is not None)
        if made.recovery_key is not None:
            groups = made.recovery_key.reveal().split("-")
            middle = len(groups) // 2
            self.key.setText("  ".join(groups[:middle]) + "\n" + "  ".join(groups[middle:]))
            set_role(self.key, "key")
            self.typed.setFocus()
        self.changed.emit()

    def problem(self) -> str:
        if self.made is None or self.made.recovery_key is None:
            return ""
        wanted = self.made.recovery_key.reveal().rsplit("-", 1)[-1]
        typed = self.typed.text().strip().upper()
        if typed == wanted:
            return ""
        return (
            self.tr("This is not the last group of the key.")
            if len(typed) >= len(wanted)
            else self.tr("Type the last group of the recovery key, to prove that you have it.")
        )

    def next_text(self) -> str:
        return self.tr("Open the repository")

    def _when(self) -> str:
        return self.context.formats.moment(clock_now())

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the recovery sheet"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda name: self.save_to(Path(name)))
        dialog.open()

    def save_to(self, path: Path) -> None:
        """Write the sheet, on a thread."""
        made, when = self.made, self._when()
        if made is None:
            return
        self.context.bridge.call(
            "write the recovery sheet",
            lambda job: write_sheet(made, when, path),
            lambda _: self.told.setText(self.tr("Written to {0}").format(path)),
            lambda error: self.told.setText(told_error(error)),
            owner=self,
        )

    def _print(self) -> None:
        """Ask which printer, and print the sheet."""
        from PySide6.QtGui import QTextDocument
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        made = self.made
        if made is None:
            return
        printer = QPrinter()
        dialog = QPrintDialog(printer, self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        html = sheet_html(made, self._when())

        def send() -> None:
            document = QTextDocument()
            document.setHtml(html)
            document.print_(printer)
            self.told.setText(self.tr("Sent to {0}").format(printer.printerName()))

        dialog.accepted.connect(send)
        dialog.show()
