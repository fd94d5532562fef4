"""Verify: what of the repository, and how deep."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QButtonGroup, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from pagewake.desk.commands import verify_command
from pagewake.desk.places import RepositoryPlace
from pagewake_gui.dialogs.task import TaskDialog
from pagewake_gui.widgets.bandwidth_field import BandwidthField
from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.widgets.choices import Choice

LEVELS = ("structure", "data", "restore")
Chosen = Callable[[Sequence[str], str, Path | None, str], object]


@dataclass(frozen=True)
class Scope:
    """Something that can be verified: its title, and the backups in it (none: everything in the repository)."""

    title: str
    backups: tuple[str, ...] = ()


class VerifyDialog(TaskDialog):
    """Asks what to verify and how deep, and hands (ids, level, scratch directory, bandwidth) on."""

    def __init__(
        self,
        repository: RepositoryPlace,
        scopes: Sequence[Scope],
        chosen: Chosen,
        *,
        level: str = "data",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Verify"),
            self.tr("Start verifying"),
            lambda: chosen(self.backups, self.level, self.scratch_directory, self.bandwidth.text),
            parent,
        )
        self._repository, self._scopes = repository, scopes
        self.scopes, scope_column = self._choices([(scope.title, "") for scope in scopes])
        self.levels, level_column = self._choices([self._level_text(name) for name in LEVELS])
        self.scopes.button(0).setChecked(True)
        self.levels.button(LEVELS.index(level)).setChecked(True)
        self.scratch = QLineEdit()
        self.scratch.setPlaceholderText(self.tr("The system's temporary directory"))
        self.scratch.setAccessibleName(self.tr("Scratch directory"))
        self._browse_button = button(self.tr("Browse"), self._browse)
        self._scratch_row = QWidget()
        parts = row(self.scratch, self._browse_button)
        self._scratch_row.setLayout(parts)
        self.form.addRow(self.tr("What"), scope_column)
        self.form.addRow(self.tr("How deep"), level_column)
        self.form.addRow(self.tr("Scratch"), self._scratch_row)
        self.bandwidth = BandwidthField(repository.bandwidth)
        self.form.addRow(self.tr("Bandwidth"), self.bandwidth)
        self.bandwidth.changed.connect(self.refresh)
        self.scopes.idToggled.connect(lambda *_: self.refresh())
        self.levels.idToggled.connect(lambda *_: self.refresh())
        self.scratch.textChanged.connect(lambda _: self.refresh())
        self.refresh()

    @property
    def backups(self) -> tuple[str, ...]:
        """The ids that are chosen; none for everything."""
        return self._scopes[self.scopes.checkedId()].backups

    @property
    def level(self) -> str:
        """The level that is chosen."""
        return LEVELS[self.levels.checkedId()]

    @property
    def scratch_directory(self) -> Path | None:
        """Where restores are tried, if the level restores and somebody said where."""
        text = self.scratch.text().strip()
        return Path(text) if text and self.level == "restore" else None

    def reason(self) -> str:
        return self.bandwidth.problem

    def command(self) -> str:
        if self.reason():
            return ""
        return verify_command(
            self._repository,
            self.backups,
            self.level,
            scratch=self.scratch_directory,
            bandwidth=self.bandwidth.text,
        )

    def refresh(self) -> None:
        self.form.setRowVisible(self._scratch_row, self.level == "restore")
        super().refresh()

    def _choices(self, texts: Sequence[tuple[str, str]]) -> tuple[QButtonGroup, QVBoxLayout]:
        group, column = QButtonGroup(self), QVBoxLayout()
        column.setSpacing(4)
        for number, (title, meaning) in enumerate(texts):
            made = Choice(title)
            made.setAccessibleDescription(meaning)
            group.addButton(made, number)
            column.addWidget(made)
            if meaning:
                words = label(meaning, "muted", wrap=True)
                words.setContentsMargins(24, 0, 0, 4)
                column.addWidget(words)
        return group, column

    def _level_text(self, name: str) -> tuple[str, str]:
        texts = {
            "structure": (
                self.tr("Structure"),
                self.tr("Everything that the backups name is there. Reads no pages: quick."),
            ),
            "data": (
                self.tr("Data"),
                self.tr("Every byte is read and compared with its hash, pages and WAL."),
            ),
            "restore": (
                self.tr("Restore"),
                self.tr(
                    "And each backup is restored to a scratch directory, recovered and proven, then removed again."
                ),
            ),
        }
        return texts[name]

    def _browse(self) -> None:
        directory = QFileDialog.getExistingDirectory(self, self.tr("Scratch directory"))
        if directory:
            self.scratch.setText(directory)
