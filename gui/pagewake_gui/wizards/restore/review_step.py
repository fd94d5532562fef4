"""Step 6: everything once more in one sentence and in full, to be run dry, copied, saved, exported, and then begun."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from pagewake.desk.restore_document import Json, restore_document
from pagewake.desk.restoring import PreparedRestore, save
from pagewake.jobs import Job
from pagewake.model import Severity
from pagewake.restore.plan import describe_target
from pagewake_gui.evidence_words import SEVERITIES
from pagewake_gui.theme import STATE_SHAPES
from pagewake_gui.widgets.basics import Card, button, label
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.findings import state_label
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.exporting import export_content
from pagewake_gui.wizards.restore.options_step import option_rows
from pagewake_gui.wizards.restore.plan_step import estimate_text
from pagewake_gui.wizards.restore.step import Step
from pagewake_gui.words import told, told_error


class ReviewStep(Step):
    """The review."""

    name = "review"

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self.summary = label("", "heading", wrap=True, selectable=True)
        self.note = state_label("info", "")
        self.note.hide()
        self.tree = QTreeWidget()
        self.tree.setColumnCount(2)
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName(self.tr("The whole plan"))
        self.tree.setMinimumHeight(300)
        self.tree.setWordWrap(True)
        self.command = CommandButton(lambda: draft.command)
        self.dry_run = button(self.tr("Dry run"), self._run_dry)
        self._save = button(self.tr("Save plan..."), self._choose_plan_file)
        self._export = button(self.tr("Export..."), self._choose_export)
        card = Card(self.tr("What will happen"))
        card.body.addWidget(self.summary)
        card.body.addWidget(self.note)
        card.body.addLayout(FlowLayout(self.dry_run, self.command, self._save, self._export))
        self.confirmation = Card(self.tr("Something is overwritten"))
        self._what = label("", wrap=True, selectable=True)
        self.confirm = QLineEdit()
        self.confirm.setAccessibleName(self.tr("Name of the directory that is overwritten"))
        self.confirm.setMaximumWidth(420)
        self.confirm.textChanged.connect(lambda _: self.changed.emit())
        self.confirmation.body.addWidget(self._what)
        self.confirmation.body.addWidget(self.confirm)
        self.confirmation.hide()
        plan = Card(self.tr("The plan in full"))
        plan.body.addWidget(self.tree)
        self.body.addWidget(card)
        self.body.addWidget(self.confirmation)
        self.body.addWidget(plan, 1)
        self._dry = False
        draft.place_changed.connect(self.show_draft)
        draft.plan_changed.connect(self.show_draft)

    @property
    def title(self) -> str:
        return self.tr("Review")

    @property
    def first(self) -> QWidget | None:
        return self.confirm if self.draft.overwrites else self.dry_run

    def problem(self) -> str:
        if self.draft.prepared is None:
            return self.tr("The restore is being planned.")
        problem = self.draft.place_problem()
        if problem:
            return problem
        if self.draft.overwrites and self.confirm.text().strip() != self._phrase:
            return self.tr("Type the name of the directory that is overwritten: {0}").format(self._phrase)
        return ""

    def enter(self) -> None:
        self.confirm.clear()
        self.note.hide()
        self.draft.make_plan()
        self.draft.look()
        self.show_draft()

    @property
    def document(self) -> Json:
        """The plan as JSON."""
        prepared = self.draft.prepared
        assert prepared is not None
        directory = None if self.draft.drill else Path(self.draft.directory)
        return restore_document(prepared, directory, destination=self.draft.place)

    def show_draft(self) -> None:
        prepared = self.draft.prepared
        for one in (self.dry_run, self.command, self._save, self._export):
            one.setEnabled(prepared is not None)
        if prepared is not None:
            self.summary.setText(self._sentence(prepared))
            self._show_tree(prepared)
            place = self.draft.place
            self.confirmation.setVisible(self.draft.overwrites)
            if place is not None and self.draft.overwrites:
                self._what.setText(
                    self.tr("{0} holds: {1}. Type its name, {2}, to go on.").format(
                        place.resolved, ", ".join(place.main.names), self._phrase
                    )
                )
            looked = place is not None or self.draft.place_error is not None
            if self._dry and looked:
                self._dry = False
                self._show_dry()
        self.changed.emit()

    @property
    def _phrase(self) -> str:
        return Path(self.draft.directory).name or self.draft.directory

    def _sentence(self, prepared: PreparedRestore) -> str:
        plan, formats = prepared.plan, self.context.formats
        parts = {
            "source": plan.source,
            "target": told(describe_target(plan.target, self.draft.lsn_text)),
            "place": self.draft.directory,
            "size": formats.size(plan.bytes),
            "backup": plan.backup.id,
            "wal": formats.size(plan.wal_bytes),
            "time": estimate_text(self.draft.estimate(prepared), self.context.formats),
        }
        if self.draft.drill:
            return self.tr(
                "Try to restore {source} to {target} in a directory that is thrown away: {size} from backup {backup} "
                "and {wal} of WAL; {time}"
            ).format(**parts)
        return self.tr(
            "Restore {source} to {target}, into {place}: {size} from backup {backup} and {wal} of WAL; {time}"
        ).format(**parts)

    def _show_tree(self, prepared: PreparedRestore) -> None:
        plan, formats = prepared.plan, self.context.formats
        self.tree.clear()
        place = self.draft.place
        groups: list[tuple[str, str, list[tuple[str, str]]]] = [
            (
                self.tr("Backup"),
                plan.backup.id,
                [
                    (self.tr("Why this one"), told(plan.reason)),
                    *((self.tr("In its chain"), id) for id in plan.chain),
                    *((self.tr("Passed over: {0}").format(id), told(why)) for id, why in plan.passed_over),
                ],
            ),
            (
                self.tr("Pages"),
                self.tr("{0} in {1} files").format(formats.size(plan.bytes), formats.count(plan.files)),
                [
                    (
                        self.tr("Empty ones, stored nowhere")
                        if who == "zeros"
                        else self.tr("From {0}").format(who),
                        self.tr("{0} pages").format(formats.count(blocks)),
                    )
                    for who, blocks in plan.origins.items()
                ],
            ),
            (
                self.tr("WAL"),
                formats.size(plan.wal_bytes),
                [
                    (
                        self.tr("Timeline {0}").format(span.timeline),
                        self.tr("from LSN {0}").format(self.draft.lsn_text(span.begin)),
                    )
                    for span in plan.history
                ],
            ),
            (
                self.tr("Destination"),
                self.draft.directory or self.tr("a scratch directory"),
                [
                    (STATE_SHAPES[SEVERITIES[one.severity]] + f" {told(one.object_name)}", told(one.message))
                    for one in (place.findings if place else ())
                ]
                + [
                    (self.tr("Tablespace {0}").format(one.part.name), str(one.spot.path))
                    for one in (place.parts if place else ())
                ],
            ),
            (self.tr("Options"), "", option_rows(self.draft)),
            (
                self.tr("Cautions"),
                self.tr("%n caution(s)", "", len(prepared.cautions)),
                [
                    (STATE_SHAPES[SEVERITIES[one.severity]] + f" {told(one.object_name)}", told(one.message))
                    for one in prepared.cautions
                ],
            ),
        ]
        for title, text, rows in groups:
            item = QTreeWidgetItem(self.tree, [title, text])
            for what, value in rows:
                QTreeWidgetItem(item, [what, value])
            item.setExpanded(True)
        self.tree.resizeColumnToContents(0)
        self.tree.setColumnWidth(0, min(max(self.tree.columnWidth(0), 180), 340))

    # --- what can be done with it

    def _run_dry(self) -> None:
        self._dry = True
        self.draft.look_again()
        if not self.draft.looking:  # nothing to look at
            self._dry = False
            self._show_dry()

    def _show_dry(self) -> None:
        problem = self.draft.place_problem()
        state = "bad" if problem else "good"
        text = self.tr("The dry run ended well: nothing was written, and nothing stands in the way.")
        if problem:
            text = self.tr("The dry run found what stands in the way, and nothing was written: {0}").format(
                problem
            )
        place = self.draft.place
        warned = place is not None and any(one.severity is Severity.WARNING for one in place.findings)
        if warned and not problem:
            state, text = (
                "warn",
                self.tr("The dry run wrote nothing; there are warnings, see the plan below."),
            )
        self.note.setText(f"{STATE_SHAPES[state]} {text}")
        self.note.setProperty("role", state)
        self.note.style().unpolish(self.note)
        self.note.style().polish(self.note)
        self.note.show()

    def save_plan(self, path: Path) -> None:
        """Save the plan to a file, to be carried out later."""
        prepared = self.draft.prepared
        assert prepared is not None
        request = self.draft.request
        self.context.workspace.query(
            "save the plan",
            save(prepared.plan, request, path, drill=self.draft.drill),
            lambda _: self._say(
                self.tr("The plan is in {0}; pagewake restore --plan carries it out.").format(path)
            ),
            self._failed,
            owner=self,
        )

    def export(self, path: Path) -> None:
        """Write the plan as JSON, HTML or PDF, by the end of the file's name."""
        prepared = self.draft.prepared
        assert prepared is not None
        document = self.document
        place = self.context.workspace.place
        title = self.tr("Plan of a restore of {0}").format(prepared.plan.source)
        location, command = place.location if place else "", self.draft.command

        content = export_content(
            path.suffix, prepared, document, title=title, repository=location, command=command
        )

        def work(job: Job) -> None:
            path.write_bytes(content)

        self.context.bridge.call(
            "export",
            work,
            lambda _: self._say(self.tr("Written to {0}.").format(path)),
            self._failed,
            owner=self,
        )

    def _say(self, text: str) -> None:
        self.note.setText(f"{STATE_SHAPES['info']} {text}")
        self.note.show()

    def _failed(self, error: Exception) -> None:
        self.note.setText(f"{STATE_SHAPES['bad']} {told_error(error)}")
        self.note.show()

    def _choose_plan_file(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, self.tr("Save plan"), "restore-plan.json", "JSON (*.json)"
        )
        if path:
            self.save_plan(Path(path))

    def _choose_export(self) -> None:
        kinds = "HTML (*.html);;PDF (*.pdf);;JSON (*.json)"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), "restore-plan.html", kinds)
        if path:
            self.export(Path(path))
