"""Whose configuration the restored database gets: the backup's, or that of its directory. Part of step 4."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from pagewake.desk.restoring import CONFIGURATION, KEEP
from pagewake_gui.widgets.basics import Card, label
from pagewake_gui.widgets.choices import Choice
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.step import Facts
from pagewake_gui.words import in_sentences, told

TOLD = ("configuration-written", "configuration-kept")
"""The findings that say of each file what becomes of it."""


class ConfigurationCard(Card):
    """Two choices, and what becomes of each file; where there is nothing to keep it says so.

    Hidden for engines that have no such files.
    """

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Configuration files"), parent)
        self._draft = draft
        self.write = Choice(self.tr("Write the backup's"))
        self.keep = Choice(self.tr("Keep those that the directory has"))
        self._notes = {one: label("", "muted", wrap=True) for one in (self.write, self.keep)}
        group = QButtonGroup(self)
        choices = QVBoxLayout()
        choices.setSpacing(2)
        for one, note in self._notes.items():
            note.setContentsMargins(24, 0, 0, 6)
            group.addButton(one)
            choices.addWidget(one)
            choices.addWidget(note)
        self._facts = Facts()
        self.body.addLayout(choices)
        self.body.addWidget(self._facts)
        self._say(
            self.write,
            self.tr(
                "As the server had them when it was backed up; files of that name in the directory are overwritten."
            ),
        )
        self.keep.toggled.connect(self._choose)

    def show_draft(self) -> None:
        """Show what is chosen, and what there is to keep."""
        draft = self._draft
        prepared, place = draft.prepared, draft.place
        self.setVisible(prepared is not None and CONFIGURATION in prepared.choices and not draft.drill)
        kept = draft.options.get(CONFIGURATION) == KEEP
        self.keep.blockSignals(True)
        self.keep.setChecked(kept)
        self.write.setChecked(not kept)
        self.keep.blockSignals(False)
        if place is None:  # being looked at: what was said stays until it is known better
            self.keep.setEnabled(kept or self.keep.isEnabled())
            if draft.place_error is not None:
                self._facts.show_rows([])
            return
        told_files = [one for one in place.findings if one.code in TOLD]
        self._facts.show_rows((one.object_name, told(one.message)) for one in told_files)
        there = place.keepable
        self.keep.setEnabled(kept or (bool(there) and not there.problem))
        if there.problem:
            text = in_sentences(told(there.problem), told(there.advice))
        elif there:
            text = self.tr(
                "Left as they are: %n file(s). Lines of an earlier recovery become comments, and settings that are too "
                "small for the log are raised in a file that counts more.",
                "",
                len(there.inside) + len(there.outside),
            )
        elif place.main.entries and not draft.delta:
            text = self.tr("The database that is there is not overwritten: first decide that above.")
        else:
            text = self.tr("There are none: the directory has no configuration of its own.")
        self._say(self.keep, text)

    def _say(self, choice: Choice, text: str) -> None:
        self._notes[choice].setText(text)
        choice.setAccessibleDescription(text)

    def _choose(self, on: bool) -> None:
        options = {key: value for key, value in self._draft.options.items() if key != CONFIGURATION}
        if on:
            options[CONFIGURATION] = KEEP
        self._draft.choose(options=options)
        self._draft.look()
