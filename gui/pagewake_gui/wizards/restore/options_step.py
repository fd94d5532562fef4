"""Step 5: how it is done, each choice with what it means; only what this engine knows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from pagewake.desk.restoring import CONFIGURATION, KEEP
from pagewake.model import TargetKind
from pagewake.units import rate_text
from pagewake_gui.widgets.bandwidth_field import BandwidthField
from pagewake_gui.widgets.basics import Card, label
from pagewake_gui.widgets.choices import Number, Tick
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.step import Step
from pagewake_gui.words import told

MOST_WORKERS = 16
NAMES = 110
"""The least width of the names of fields, so that they are level in both cards."""
translate = QCoreApplication.translate


class _Lines(QGridLayout):
    """Fields one below the other, as far in as their longest name, each with what it means below it."""

    def __init__(self) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(4)
        self.setColumnMinimumWidth(0, NAMES)
        self.setColumnStretch(1, 1)

    def add(self, name: str, field: QWidget, note: str) -> list[QWidget]:
        """Add a field; returns what its line consists of."""
        line = self.rowCount()
        title, words = label(name), label(note, "muted", wrap=True)
        words.setContentsMargins(0, 0, 0, 6)
        self.addWidget(title, line, 0)
        self.addWidget(field, line, 1, Qt.AlignmentFlag.AlignLeft)
        self.addWidget(words, line + 1, 1)
        return [title, field, words]

    def say(self, text: str) -> None:
        """Say something in place of fields."""
        self.addWidget(label(text, "muted", wrap=True), self.rowCount(), 0, 1, 2)

    def empty(self) -> None:
        """Take all out."""
        while (item := self.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class OptionsStep(Step):
    """The options."""

    name = "options"

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self.prove = Tick(self.tr("Prove it"))
        self.delta = Tick(self.tr("Delta: keep what matches"))
        self.check_first = Tick(self.tr("Read everything before anything is overwritten"))
        self.workers = Number()
        self.workers.setRange(0, MOST_WORKERS)
        self.workers.setSpecialValueText(self.tr("automatic"))
        self.workers.setAccessibleName(self.tr("Threads that write files"))
        self.workers.setFixedWidth(130)
        self.prove.toggled.connect(lambda on: draft.choose(prove=on))
        self.delta.toggled.connect(lambda on: draft.choose(delta=on))
        self.check_first.toggled.connect(lambda on: draft.choose(check_first=on))
        self.workers.valueChanged.connect(lambda number: draft.choose(workers=number))
        place = self.context.workspace.place
        self.bandwidth = BandwidthField(place.bandwidth if place is not None else None)
        self.bandwidth.changed.connect(self._limit)
        self.choices: dict[str, QComboBox] = {}
        self._engine = Card(self.tr("The database after recovery"))
        self._engine_body = _Lines()
        self._engine.body.addLayout(self._engine_body)
        self._engine_for = ""
        work = Card(self.tr("The restore itself"))
        self._notes: dict[str, QWidget] = {}
        for name, part, text in (
            (
                "prove",
                self.prove,
                self.tr(
                    "Afterwards every page of the restored database is checked, and what was reached is looked at. "
                    "Without it the restore ends as restored but not verified."
                ),
            ),
            (
                "delta",
                self.delta,
                self.tr(
                    "Pages that are the same stay as they are, which is faster; whatever else is in the directory is "
                    "overwritten or deleted."
                ),
            ),
            (
                "check_first",
                self.check_first,
                self.tr(
                    "The backup and its WAL are read once and compared with their hashes before the first byte of what "
                    "is there is touched. Takes one more reading of the backup."
                ),
            ),
        ):
            note = label(text, "muted", wrap=True)
            note.setContentsMargins(24, 0, 0, 6)
            part.setAccessibleDescription(text)
            self._notes[name] = note
            work.body.addWidget(part)
            work.body.addWidget(note)
        numbers = _Lines()
        work.body.addLayout(numbers)
        self._threads = numbers.add(
            self.tr("Threads"),
            self.workers,
            self.tr("More of them help where the store is far away, and hurt on a slow disk."),
        )
        numbers.add(
            self.tr("Bandwidth"),
            self.bandwidth,
            self.tr(
                "What is read from the store in a second, by all threads together: it leaves room on the line for "
                "others, and makes the restore longer."
            ),
        )
        self.body.addWidget(self._engine)
        self.body.addWidget(work)
        self.body.addStretch(1)
        draft.options_changed.connect(self.show_draft)
        draft.plan_changed.connect(self.show_draft)

    @property
    def title(self) -> str:
        return self.tr("Options")

    @property
    def first(self) -> QWidget | None:
        return self.prove

    def problem(self) -> str:
        draft = self.draft
        if self.bandwidth.problem:
            return self.bandwidth.problem
        action = draft.options.get("action")
        if action is not None and action != "promote":
            if draft.prove or draft.drill:
                return self.tr(
                    "A server that pauses or shuts down at the target cannot be proven: choose one of the two."
                )
            if draft.target is not None and draft.target.kind is TargetKind.LATEST:
                return self.tr("Recovery to the latest moment has no target to pause or shut down at.")
        return ""

    def enter(self) -> None:
        self.show_draft()

    def show_draft(self) -> None:
        draft = self.draft
        self.prove.setChecked(draft.prove or draft.drill)
        self.prove.setEnabled(not draft.drill)
        self.delta.setChecked(draft.delta)
        self.check_first.setChecked(draft.check_first)
        self.check_first.setEnabled(draft.delta)
        self.workers.setValue(draft.workers)
        for name, part in (("delta", self.delta), ("check_first", self.check_first)):
            part.setVisible(not draft.drill)
            self._notes[name].setVisible(not draft.drill)
        for one in self._threads:
            one.setVisible(not draft.drill)
        self._show_choices()
        self.changed.emit()

    def _limit(self) -> None:
        if not self.bandwidth.problem:
            self.draft.choose(bandwidth=self.bandwidth.text)
        self.changed.emit()

    def _show_choices(self) -> None:
        prepared = self.draft.prepared
        if prepared is None:
            return
        if self._engine_for != prepared.engine.name:
            self._engine_for = prepared.engine.name
            self._engine_body.empty()
            self.choices.clear()
            texts = self._choice_texts()
            for name, values in prepared.choices.items():
                if name in texts:
                    self._add_choice(name, texts[name], list(values))
            if not self.choices:
                self._engine_body.say(
                    self.tr("{0} is ready when it is restored: there is nothing to choose.").format(
                        prepared.engine.title
                    )
                )
        for name, field in self.choices.items():
            field.setCurrentIndex(max(field.findData(self.draft.options.get(name, "")), 0))

    def _add_choice(self, name: str, texts: tuple[str, dict[str, str]], values: list[str]) -> None:
        title, words = texts
        field = QComboBox()
        field.setAccessibleName(title)
        field.setMinimumWidth(200)
        if name == "action":
            field.addItem(
                self.tr("as usual: promote, or pause at a point that was named and is not proven"), ""
            )
        for value in values:
            usual = name == "archive_mode" and value == "off"
            field.addItem(words.get(value, value), "" if usual else value)
        field.activated.connect(lambda _: self._choose(name, field))
        note = self._note_of(name)
        self._engine_body.add(title, field, note)
        field.setAccessibleDescription(note)
        self.choices[name] = field

    def _choice_texts(self) -> dict[str, tuple[str, dict[str, str]]]:
        return {
            "action": (
                self.tr("At the target"),
                {
                    "pause": self.tr("pause: stay there and take queries only"),
                    "promote": self.tr("promote: begin a new timeline and take changes"),
                    "shutdown": self.tr("shut down"),
                },
            ),
            "archive_mode": (
                self.tr("Archiving"),
                {"off": self.tr("off"), "keep": self.tr("as the original server had it")},
            ),
        }

    def _note_of(self, name: str) -> str:
        notes = {
            "action": self.tr(
                "Paused, it can be looked at and can replay further; promoted, it is a database of its own."
            ),
            "archive_mode": self.tr(
                "Off, a trial leaves nothing in the archive of the original. Turn it on when it goes into production."
            ),
        }
        return notes.get(name, "")

    def _choose(self, name: str, field: QComboBox) -> None:
        options = {key: value for key, value in self.draft.options.items() if key != name}
        value = str(field.currentData() or "")
        if value:
            options[name] = value
        self.draft.choose(options=options)


def option_rows(draft: Draft) -> list[tuple[str, str]]:
    """The options in words, for the review."""
    yes, no = translate("RestoreWizard", "yes"), translate("RestoreWizard", "no")
    rows = [(translate("RestoreWizard", "Proven afterwards"), yes if draft.prove or draft.drill else no)]
    if draft.delta:
        rows.append(
            (
                translate("RestoreWizard", "Delta"),
                translate("RestoreWizard", "yes: what differs is overwritten"),
            )
        )
        rows.append(
            (
                translate("RestoreWizard", "Read before anything is overwritten"),
                yes if draft.check_first else no,
            )
        )
    if draft.workers:
        rows.append((translate("RestoreWizard", "Threads"), str(draft.workers)))
    if draft.bandwidth:
        limit = draft.rate
        said = translate("RestoreWizard", "no limit") if limit is None else told(rate_text(limit))
        rows.append((translate("RestoreWizard", "Bandwidth"), said))
    named = {
        "action": translate("RestoreWizard", "At the target"),
        "archive_mode": translate("RestoreWizard", "Archiving"),
        CONFIGURATION: translate("RestoreWizard", "Configuration files"),
    }
    kept = translate("RestoreWizard", "kept as they are")
    for name, value in draft.options.items():
        title = named.get(name) or name.replace("tablespace:", translate("RestoreWizard", "Tablespace "))
        rows.append((title, kept if (name, value) == (CONFIGURATION, KEEP) else value))
    return rows
