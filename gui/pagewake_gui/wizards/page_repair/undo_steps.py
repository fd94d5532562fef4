"""The steps of taking a page repair back: which repair, the dry run, what was done."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit

from pagewake.desk.undoing import PlannedUndo, plan_undo
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.restore.undo import PageState, UndoReport
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Column
from pagewake_gui.widgets.basics import Form, button, label, row
from pagewake_gui.widgets.choices import Tick
from pagewake_gui.widgets.saving import save
from pagewake_gui.wizards.frame import Step
from pagewake_gui.wizards.page_repair.columns import undo_columns, undone_columns
from pagewake_gui.wizards.page_repair.dry_run import DryRunStep
from pagewake_gui.wizards.page_repair.pages_table import DoneStep


class SavedStep(Step):
    """Where the repair saved what it overwrote, and the database that it was."""

    name = "saved"

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("Which repair"),
            self.tr(
                "A page goes back only where it still is, byte for byte, what the repair wrote. What is overwritten by "
                "that is saved in its turn. First comes a dry run, which writes nothing."
            ),
        )
        self.saved, self.database = QLineEdit(), QLineEdit()
        self.saved.setPlaceholderText("/srv/shop/pagewake-replaced-20260301T120000Z")
        self.saved.setAccessibleName(self.tr("What the repair saved"))
        self.database.setPlaceholderText(self.tr("the directory in which that lies"))
        self.database.setAccessibleName(self.tr("Directory of the database"))
        form = Form()
        for title, field in (
            (self.tr("What the repair saved"), self.saved),
            (self.tr("Database"), self.database),
        ):
            field.textChanged.connect(lambda _: self.changed.emit())
            browse = button(self.tr("Browse..."), partial(self._browse, field))
            browse.setAccessibleName(self.tr("{0}: {1}").format(title, browse.text()))
            form.addRow(title, row(field, browse))
        in_use = self.tr(
            "Nobody may be using it: close it first, a PostgreSQL server with pg_ctl stop -m fast."
        )
        form.addRow("", label(in_use, "muted", wrap=True))
        self.body.addLayout(form)
        self.body.addStretch(1)

    @property
    def place(self) -> Path:
        """The directory of the saved pages."""
        return Path(self.saved.text().strip())

    @property
    def in_place(self) -> Path | None:
        """The directory of the database, where somebody named it."""
        text = self.database.text().strip()
        return Path(text) if text else None

    def problem(self) -> str:
        if not self.saved.text().strip():
            return self.tr("Name the directory that the repair saved the old pages in.")
        for text in (self.saved.text().strip(), self.database.text().strip()):
            if text and not Path(text).is_absolute():
                return self.tr("{0} is not a whole path: it begins with /.").format(text)
        return ""

    def next_text(self) -> str:
        return self.tr("Dry run")

    def _browse(self, field: QLineEdit) -> None:
        directory = QFileDialog.getExistingDirectory(self, field.accessibleName(), field.text())
        if directory:
            field.setText(directory)


class UndoPlanStep(DryRunStep[PlannedUndo]):
    """Each page as it is now, seen from the repair. Nothing is written."""

    def __init__(self, context: Context) -> None:
        self.overwrite = Tick(
            self.tr("Write over pages that were changed since: what was written there is lost")
        )
        refused = self.tr("Taking it back is refused. Nothing was written.")
        super().__init__(context, refused, ("file", "block", "state", "present"))
        self.before_word.addWidget(self.overwrite)
        self.overwrite.toggled.connect(lambda _: self.changed.emit())
        self.overwrite.hide()

    def plan(self, saved: Path, in_place: Path | None) -> None:
        """Plan it, on a thread."""
        self.ask("plan an undo", plan_undo(saved, "", in_place))

    def ask(self, kind: str, work: Callable[[Repository, Job], PlannedUndo]) -> None:
        self.overwrite.setChecked(False)
        self.overwrite.hide()
        super().ask(kind, work)

    def show_plan(self, planned: PlannedUndo) -> None:
        plan, formats = planned.plan, self.context.formats
        changed, writes = len(plan.changed), len(plan.to_write)
        if not writes:
            self.state.show_state("good", self.tr("Every page is as it was before the repair."))
        elif changed:
            said = self.tr("%n page(s) are not what the repair wrote. Nothing was written.", "", changed)
            self.state.show_state("warn", said)
        else:
            said = self.tr("%n page(s) are as the repair wrote them, and can go back.", "", writes)
            self.state.show_state("info", said)
        self.facts.show_facts(
            [
                (self.tr("Source"), plan.source),
                (self.tr("Repaired"), self._when(plan.saved.written)),
                (self.tr("Database"), str(plan.directory)),
                (self.tr("Old pages"), str(plan.saved.directory)),
                (
                    self.tr("Put back"),
                    self.tr("{0} of {1} pages").format(
                        formats.count(writes), formats.count(len(plan.blocks))
                    ),
                ),
            ]
        )
        self.overwrite.setVisible(bool(changed))

    def _when(self, written: str) -> str:
        """The moment that the saved pages tell; as it stands there where it is none."""
        try:
            return self.context.formats.moment(datetime.fromisoformat(written))
        except (ValueError, OverflowError):
            return written or self.tr("at an unknown time")

    def word(self) -> str:
        return self.planned.plan.source if self.planned is not None and self.planned.plan.to_write else ""

    def refusal(self) -> str:
        plan = self.planned.plan if self.planned is not None else None
        if plan is None:
            return ""
        if not plan.to_write:
            return self.tr("There is nothing to put back.")
        if any(one.state is PageState.BEYOND for one in plan.blocks):
            return self.tr(
                "The file ends before one of these blocks: an old page has no place there any more."
            )
        if self.context.workspace.read_only:
            return self.tr("The window was opened read-only.")
        if plan.changed and not self.overwrite.isChecked():
            return self.tr("Some pages were changed since: say that they may be lost, or leave all as it is.")
        return ""

    def next_text(self) -> str:
        return self.tr("Put the old pages back")

    def columns(self) -> list[Column]:
        return undo_columns(self.context, self.planned.plan) if self.planned is not None else []


class UndoneStep(DoneStep):
    """What was put back."""

    name = "undone"

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Pages"))
        self._planned: PlannedUndo | None = None
        self.report: UndoReport | None = None
        self.body.addLayout(row(1, button(self.tr("Save as JSON..."), self._save)))

    def show_report(self, planned: PlannedUndo, report: UndoReport) -> None:
        self._planned, self.report = planned, report
        wrote = len(report.written)
        damaged = sum(one.saved != "sound" for one in report.plan.blocks)
        if wrote and damaged:
            text = self.tr("%n page(s) fail their own check again, as before the repair", "", damaged)
            self.state.show_state("warn", text)
        elif wrote:
            self.state.show_state(
                "good", self.tr("%n old page(s) put back, and read back as written", "", wrote)
            )
        else:
            self.state.show_state(
                "good", self.tr("Nothing was written: every page is as it was before the repair")
            )
        self.facts.show_facts(
            [
                (
                    self.tr("Put back"),
                    self.tr("{0} of {1} pages").format(
                        self.context.formats.count(wrote),
                        self.context.formats.count(len(report.plan.blocks)),
                    ),
                ),
                (self.tr("Database"), str(report.plan.directory)),
                (self.tr("What was there before"), str(report.saved) if report.saved is not None else ""),
                (
                    self.tr("On record"),
                    report.evidence.id
                    if report.evidence is not None
                    else (self.tr("no: the store takes nothing") if wrote else ""),
                ),
            ]
        )
        self.show_pages()
        self.changed.emit()

    def content(self) -> bytes:
        """What the command prints with `--json`."""
        assert self._planned is not None
        return (json.dumps(self._planned.document(self.report), indent=2) + "\n").encode()

    def columns(self) -> list[Column]:
        return undone_columns(self.context, self.report) if self.report is not None else []

    def _save(self) -> None:
        save(self.context, self, "page-repair-undo.json", self.content())
