"""What the settings say of one repository: the bandwidth that every job keeps, and the time of its trash."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from pagewake.config import RepositorySettings
from pagewake.errors import UsageError
from pagewake.units import bandwidth_code, duration_code, parse_bandwidth, parse_duration
from pagewake_gui.widgets.basics import Card, button, label, row
from pagewake_gui.words import in_sentences, told


class LimitCard(Card):
    """Hands (name, bytes a second or None, the time in the trash) on."""

    def __init__(
        self,
        known: RepositorySettings,
        save: Callable[[str, int | None, timedelta], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._name, self._hand_on = known.name, save
        self.field = QLineEdit(bandwidth_code(known.bandwidth))
        self.field.setMaximumWidth(140)
        self.field.setAccessibleName(self.tr("Bandwidth of {0}").format(known.name))
        self.field.textChanged.connect(lambda _: self._look())
        self.field.returnPressed.connect(self._save)
        self.trash = QLineEdit(duration_code(known.trash))
        self.trash.setMaximumWidth(140)
        self.trash.setAccessibleName(self.tr("Time in the trash of {0}").format(known.name))
        self.trash.textChanged.connect(lambda _: self._look())
        self.trash.returnPressed.connect(self._save)
        self.save = button(self.tr("Save"), self._save, "primary")
        self.problem = label("", "warn", wrap=True)
        fields = QGridLayout()
        fields.setHorizontalSpacing(10)
        fields.setColumnStretch(2, 1)
        for line, (title, field, after) in enumerate(
            (
                (self.tr("Bandwidth"), self.field, self.tr("a second")),
                (self.tr("Trash"), self.trash, self.tr("in which what expires can be brought back")),
            )
        ):
            fields.addWidget(label(title), 2 * line, 0)
            fields.addWidget(field, 2 * line, 1)
            fields.addWidget(label(after, "muted"), 2 * line, 2)
        fields.addWidget(
            label(
                self.tr(
                    "What one job moves between this machine and the store: 50MiB, 512k, or none for no limit. "
                    "Backups, restores and verifications keep it, here and on the command line, unless one is told "
                    "otherwise."
                ),
                "muted",
                wrap=True,
            ),
            1,
            1,
            1,
            2,
        )
        fields.addWidget(
            label(
                self.tr(
                    "36h, 7d or 2w: for so long, what expires from now on stays in the trash. A prune removes it "
                    "after that. What is in the trash already keeps the time that it was given."
                ),
                "muted",
                wrap=True,
            ),
            3,
            1,
            1,
            2,
        )
        self.body.addLayout(fields)
        self.body.addWidget(self.problem)
        self.body.addLayout(row(self.save, 1))
        self._look()

    def _look(self) -> None:
        problem = ""
        try:
            parse_bandwidth(self.field.text())
            if parse_duration(self.trash.text()) <= timedelta(0):
                problem = self.tr("▲ What expires stays in the trash for some time: write one, as 7d or 36h.")
        except UsageError as error:
            problem = f"▲ {in_sentences(told(error.what), told(error.advice))}"
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.save.setEnabled(not problem)

    def _save(self) -> None:
        if self.save.isEnabled():
            self._hand_on(self._name, parse_bandwidth(self.field.text()), parse_duration(self.trash.text()))
