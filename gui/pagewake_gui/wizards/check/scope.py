"""The first step of a check: how deep it looks."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup

from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import label
from pagewake_gui.widgets.choices import Choice
from pagewake_gui.wizards.frame import Step


class ScopeStep(Step):
    """Names and frames, or every byte."""

    name = "scope"

    def __init__(self, context: Context, place: str) -> None:
        super().__init__(
            context,
            self.tr("How deep to look"),
            self.tr(
                "Every object of the repository is looked at: what is damaged, which backups that costs which pages, "
                "and which other backup has them. It changes nothing but notes for the next backup."
            ),
        )
        self.body.addWidget(label(place, "code", wrap=True, selectable=True))
        self._group = QButtonGroup(self)
        self.structure = self._choice(
            self.tr("Names and frames"),
            self.tr(
                "Manifests, maps, footers of packs, the index, records of WAL, what is held and in the trash, and "
                "every pack that is already known to be damaged. Quick."
            ),
        )
        self.data = self._choice(
            self.tr("Every byte"),
            self.tr(
                "All pages and all WAL are read as well, and compared with their hashes. Takes as long as reading the "
                "repository takes."
            ),
        )
        self.structure.setChecked(True)
        self._group.idToggled.connect(lambda *_: self.changed.emit())
        self.body.addStretch(1)

    @property
    def deep(self) -> bool:
        """Whether every byte is read."""
        return self.data.isChecked()

    def next_text(self) -> str:
        return self.tr("Check")

    def _choice(self, title: str, meaning: str) -> Choice:
        made = Choice(title)
        made.setAccessibleDescription(meaning)
        self._group.addButton(made)
        words = label(meaning, "muted", wrap=True)
        words.setContentsMargins(24, 0, 0, 6)
        self.body.addWidget(made)
        self.body.addWidget(words)
        return made
