"""Step 4: where to; what is there; what is needed and what is free; where tablespaces go."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from pagewake.model import Finding, Severity
from pagewake.restore.destination import DestinationReport
from pagewake_gui.widgets.basics import Card, button, clear, label, row
from pagewake_gui.widgets.findings import FindingList
from pagewake_gui.wizards.restore.configuration_card import TOLD, ConfigurationCard
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.step import Facts, Step
from pagewake_gui.words import told_error

LOOK_MS = 300


class DestinationStep(Step):
    """The destination."""

    name = "destination"

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self.directory = QLineEdit()
        self.directory.setAccessibleName(
            self.tr("Scratch directory") if draft.drill else self.tr("Directory to restore into")
        )
        self.directory.textEdited.connect(self._edit)
        self._browse = button(self.tr("Browse..."), self._choose)
        self._hint = label("", "muted", wrap=True)
        card = Card(self.tr("Where to"))
        card.body.addLayout(row(self.directory, self._browse))
        card.body.addWidget(self._hint)
        self._facts = Facts()
        card.body.addWidget(self._facts)
        self._seen = Card(self.tr("What was seen there"))
        self.findings = FindingList()
        self._seen.body.addWidget(self.findings)
        self._ways = QVBoxLayout()
        self._seen.body.addLayout(self._ways)
        self._parts = Card(self.tr("Tablespaces"))
        self._parts_grid = QGridLayout()
        self._parts_grid.setHorizontalSpacing(14)
        self._parts_note = label("", "muted", wrap=True)
        self._parts.body.addWidget(self._parts_note)
        self._parts.body.addLayout(self._parts_grid)
        self.configuration = ConfigurationCard(draft)
        self.part_fields: dict[str, QLineEdit] = {}
        self._part_states: dict[str, tuple[QWidget, ...]] = {}
        for part in (card, self._seen, self.configuration, self._parts):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(draft.look)
        draft.place_changed.connect(self.show_draft)
        draft.plan_changed.connect(self._show_parts)

    @property
    def title(self) -> str:
        return self.tr("Destination")

    @property
    def first(self) -> QWidget | None:
        return self.directory

    def problem(self) -> str:
        return self.draft.place_problem()

    def enter(self) -> None:
        if self.directory.text() != self.draft.directory:
            self.directory.setText(self.draft.directory)
        self._hint.setText(
            self.tr(
                "A new directory is made below it and thrown away afterwards. Empty: the system's temporary one."
            )
            if self.draft.drill
            else self.tr("A directory that is empty or not there yet. It is made for its owner alone.")
        )
        self._show_parts()
        self.draft.look()
        self.show_draft()

    def show_draft(self) -> None:
        place, error = self.draft.place, self.draft.place_error
        self._seen.setVisible(place is not None or error is not None or self.draft.looking)
        clear(self._ways)
        self.configuration.show_draft()
        if place is not None:
            self._show(place)
        else:
            self._facts.show_rows([])
            found = [Finding(Severity.ERROR, "failed", "", told_error(error))] if error is not None else []
            self.findings.show_findings(found, self.tr("Looking at it...") if self.draft.looking else "")
        self.changed.emit()

    def _show(self, place: DestinationReport) -> None:
        formats = self.context.formats
        rows = [
            (self.tr("Final path"), str(place.resolved if not self.draft.drill else place.resolved.parent))
        ]
        if not place.main.exists:
            rows.append((self.tr("State"), self.tr("not there yet: it is made")))
        elif place.main.entries:
            rows.append((self.tr("State"), self.tr("%n entry(ies) are in it", "", place.main.entries)))
        else:
            rows.append((self.tr("State"), self.tr("there, and empty")))
        rows.append(
            (
                self.tr("Room"),
                self.tr("{0} needed, {1} of that for the log; {2} free").format(
                    formats.size(place.main.needed),
                    formats.size(place.wal_bytes),
                    formats.size(place.main.free),
                ),
            )
        )
        self._facts.show_rows(rows)
        seen = [one for one in place.findings if self.configuration.isHidden() or one.code not in TOLD]
        self.findings.show_findings(seen, self.tr("The restore can go there."), with_notes=True)
        if any(one.code == "not-empty" for one in place.findings) and place.database:
            overwrite = button(
                self.tr("Overwrite the database that is there (delta)"),
                partial(self.draft.choose, delta=True),
                "danger",
            )
            overwrite.clicked.connect(lambda: self.draft.look())
            self._ways.addLayout(row(overwrite, 1))
        elif self.draft.delta and place.main.entries:
            keep = button(self.tr("Do not overwrite it"), partial(self.draft.choose, delta=False))
            keep.clicked.connect(lambda: self.draft.look())
            self._ways.addLayout(row(keep, 1))
        self._ways.addLayout(row(button(self.tr("Look again"), self.draft.look_again, "link"), 1))
        for one in place.parts:
            self._show_part_state(one.part.name, place)

    # --- tablespaces

    def _show_parts(self) -> None:
        prepared = self.draft.prepared
        outside = prepared.outside if prepared is not None else ()
        self._parts.setVisible(prepared is not None and not self.draft.drill)
        if not outside:
            self._parts_note.setText(
                self.tr("The backup has no tablespaces: everything goes into the one directory.")
            )
        else:
            self._parts_note.setText(self.tr("Where each tablespace goes. Its links are made anew."))
        if list(self.part_fields) == [part.name for part in outside]:
            return
        while (item := self._parts_grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.part_fields.clear()
        self._part_states.clear()
        titles = (
            self.tr("OID"),
            self.tr("Original path"),
            self.tr("New path"),
            self.tr("State"),
            self.tr("Room"),
        )
        for number, title in enumerate(titles if outside else ()):
            self._parts_grid.addWidget(label(title, "muted"), 0, number)
        for place, part in enumerate(outside, 1):
            field = QLineEdit(self.draft.options.get(f"tablespace:{part.name}", part.location))
            field.setAccessibleName(self.tr("New path of tablespace {0}").format(part.name))
            field.setMinimumWidth(220)
            field.textEdited.connect(partial(self._move, part.name, part.location))
            state, room = label("", wrap=True), label("")
            original = label(part.location, selectable=True)
            for number, widget in enumerate((label(part.name), original, field, state, room)):
                self._parts_grid.addWidget(widget, place, number)
            self.part_fields[part.name] = field
            self._part_states[part.name] = (state, room)
        self._parts_grid.setColumnStretch(2, 1)

    def _show_part_state(self, name: str, place: DestinationReport) -> None:
        spot = next((one for one in place.parts if one.part.name == name), None)
        if spot is None or name not in self._part_states:
            return
        state, room = self._part_states[name]
        there = (
            self.tr("not there yet")
            if not spot.spot.exists
            else self.tr("empty")
            if not spot.spot.entries
            else ""
        )
        there = there or self.tr("not empty")
        where = self.tr("same file system") if spot.same_file_system else self.tr("another file system")
        formats = self.context.formats
        state.setText(f"{there}, {where}")  # type: ignore[attr-defined]
        room.setText(  # type: ignore[attr-defined]
            self.tr("{0} of {1} free").format(formats.size(spot.spot.needed), formats.size(spot.spot.free))
        )

    def _move(self, name: str, location: str, text: str) -> None:
        options = {key: value for key, value in self.draft.options.items() if key != f"tablespace:{name}"}
        if text.strip() and text.strip() != location:
            options[f"tablespace:{name}"] = text.strip()
        self.draft.choose(options=options)
        self._timer.start()

    # --- the directory

    def _edit(self, text: str) -> None:
        self.draft.set_directory(text.strip())
        self._timer.start()

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(
            self, self.tr("Directory to restore into"), self.draft.directory
        )
        if chosen:
            self.directory.setText(chosen)
            self._edit(chosen)
