"""The bandwidth of one repository in the settings: what every job keeps that is not told otherwise."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from pagewake.config import RepositorySettings
from pagewake.errors import UsageError
from pagewake.units import bandwidth_code, parse_bandwidth
from pagewake_gui.widgets.basics import Card, button, label, row
from pagewake_gui.words import in_sentences, told


class LimitCard(Card):
    """Hands (name, bytes a second or None) on."""

    def __init__(
        self,
        known: RepositorySettings,
        save: Callable[[str, int | None], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._name, self._hand_on = known.name, save
        self.field = QLineEdit(bandwidth_code(known.bandwidth))
        self.field.setMaximumWidth(140)
        self.field.setAccessibleName(self.tr("Bandwidth of {0}").format(known.name))
        self.field.textChanged.connect(lambda _: self._look())
        self.field.returnPressed.connect(self._save)
        self.save = button(self.tr("Save"), self._save, "primary")
        self.problem = label("", "warn", wrap=True)
        self.body.addLayout(
            row(label(self.tr("Bandwidth")), self.field, label(self.tr("a second"), "muted"), self.save, 1)
        )
        self.body.addWidget(
            label(
                self.tr(
                    "What one job moves between this machine and the store: 50MiB, 512k, or none for no limit. "
                    "Backups, restores and verifications keep it, here and on the command line, unless one is told "
                    "otherwise."
                ),
                "muted",
                wrap=True,
            )
        )
        self.body.addWidget(self.problem)
        self._look()

    def _look(self) -> None:
        problem = ""
        try:
            parse_bandwidth(self.field.text())
        except UsageError as error:
            problem = f"▲ {in_sentences(told(error.what), told(error.advice))}"
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.save.setEnabled(not problem)

    def _save(self) -> None:
        if self.save.isEnabled():
            self._hand_on(self._name, parse_bandwidth(self.field.text()))
