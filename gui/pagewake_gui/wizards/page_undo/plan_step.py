"""The dry run of an undo: where the saved pages are, what each page of the database is now, and the name to type."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from pagewake.desk.undoing import PlannedUndo, plan_undo
from pagewake.restore.undo import UndoPlan
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Align, Column, ColumnsModel
from pagewake_gui.widgets.basics import Form, StateLabel, button, clear, label, row
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.table import Table
from pagewake_gui.wizards.frame import Step
from pagewake_gui.wizards.page_repair.columns import verdict_column

translate = QCoreApplication.translate


class UndoPlanStep(Step):
    """Looks at the saved pages that are named, and shows what would be put back. Nothing is written."""

    name = "undo"

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("What a repair overwrote"),
            self.tr(
                "A repair saves the old pages in a directory pagewake-replaced-TIME in that of the database. They go "
                "back where the database has not changed the page since. The database must be closed."
            ),
        )
        self.planned: PlannedUndo | None = None
        self._call: Call | None = None
        self.saved, self.database = QLineEdit(), QLineEdit()
        self.saved.setAccessibleName(self.tr("Directory of the saved pages"))
        self.database.setAccessibleName(self.tr("Directory of the database"))
        self.database.setPlaceholderText(self.tr("the one that the saved pages lie in"))
        self.look_button = button(self.tr("Look"), self.look)
        self.state = StateLabel()
        self.state.setWordWrap(True)
        self._errors = QVBoxLayout()
        self.model = ColumnsModel(parent=self)
        self.pages = Table(self.tr("Pages to put back"), self.model)
        self.overwrite = QCheckBox(
            self.tr("Also pages that were changed since: what the database wrote there is overwritten")
        )
        self.typed = QLineEdit()
        self._ask = label("")
        places = Form()
        places.addRow(self.tr("Saved pages"), self._path_row(self.saved))
        places.addRow(self.tr("Database"), self._path_row(self.database))
        self._form = Form()
        self._form.addRow(self._ask, self.typed)
        self._rest = QWidget()
        self.body.addLayout(places)
        line = row(self.look_button, self.state)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addLayout(self._errors)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self.overwrite)
        self.body.addLayout(self._form)
        self.body.addWidget(self._rest, 1)
        for field in (self.saved, self.database):
            field.textChanged.connect(lambda _: self.forget())
            field.returnPressed.connect(self.look)
        self.typed.textChanged.connect(lambda _: self.changed.emit())
        self.overwrite.toggled.connect(lambda _: self.changed.emit())
        context.appearance.changed.connect(self._show_pages)
        self.forget()

    @property
    def looking(self) -> bool:
        """Whether the plan is being made."""
        return self._call is not None and self._call.pending

    @property
    def in_place(self) -> Path | None:
        """The directory of the database, where one was named."""
        text = self.database.text().strip()
        return Path(text) if text else None

    def look(self) -> None:
        """Plan, on a thread."""
        named = self.saved.text().strip()
        self.forget()
        if not named:
            return
        self.state.show_state("info", self.tr("Looking at the saved pages and at the database ..."))
        self._call = self.context.workspace.query(
            "plan an undo",
            plan_undo(Path(named), directory=self.in_place),
            self._found,
            self._failed,
            owner=self,
        )
        self.changed.emit()

    def problem(self) -> str:
        if self.looking:
            return self.tr("The dry run is under way.")
        if self.planned is None:
            return self.tr("Name the directory of the saved pages, and press Look.")
        plan = self.planned.plan
        if not plan.to_write:
            return self.tr("There is nothing to put back.")
        if self.context.workspace.read_only:
            return self.tr("What is put back goes on record, and the window was opened read-only.")
        if plan.changed and not self.overwrite.isChecked():
            return self.tr("Some pages are not what the repair wrote.")
        if self.typed.text().strip() != plan.source:
            return self.tr("Type {0} to confirm.").format(plan.source)
        return ""

    def begins_with(self) -> QWidget:
        return self.typed if self.planned is not None else self.saved

    def next_text(self) -> str:
        return self.tr("Put the pages back")

    def forget(self) -> None:
        """What was found is of another place."""
        if self._call is not None:
            self._call.forget()
            self._call = None
        self.planned = None
        clear(self._errors)
        self.typed.clear()
        self.overwrite.setChecked(False)
        self.state.clear()
        self.look_button.setEnabled(bool(self.saved.text().strip()))
        self._settle()

    def _found(self, planned: PlannedUndo) -> None:
        self.planned = planned
        plan = planned.plan
        count = len(plan.to_write)
        if not count:
            self.state.show_state("good", self.tr("Every page is as it was before the repair"))
        elif plan.changed:
            text = self.tr("%n page(s) are not what the repair wrote", "", len(plan.changed))
            self.state.show_state("warn", text)
        else:
            self.state.show_state("info", self.tr("%n page(s) would be put back", "", count))
        text = self.tr("Type {0} to confirm").format(plan.source)
        self._ask.setText(text)
        self.typed.setAccessibleName(text)
        self.typed.setPlaceholderText(plan.source)
        self._settle()

    def _failed(self, error: Exception) -> None:
        self.state.show_state("bad", self.tr("The undo is refused. Nothing was written."))
        self._errors.addWidget(ErrorPanel(error, self.tr("Dry run")))
        self._settle()

    def _settle(self) -> None:
        plan = self.planned.plan if self.planned is not None else None
        self.pages.setVisible(plan is not None)
        self._rest.setVisible(plan is None)
        self.overwrite.setVisible(plan is not None and bool(plan.changed))
        self._form.setRowVisible(self.typed, plan is not None and bool(plan.to_write))
        self._show_pages()
        self.changed.emit()

    def _show_pages(self) -> None:
        if self.planned is not None:
            self.model.replace(undo_columns(self.context, self.planned.plan))

    def _path_row(self, field: QLineEdit) -> QWidget:
        made = QWidget()
        browse = button(self.tr("Browse..."), lambda: self._browse(field))
        browse.setAccessibleName(self.tr("{0}: {1}").format(field.accessibleName(), browse.text()))
        made.setLayout(row(field, browse))
        return made

    def _browse(self, field: QLineEdit) -> None:
        directory = QFileDialog.getExistingDirectory(self, field.accessibleName(), field.text())
        if directory:
            field.setText(directory)


def undo_columns(context: Context, plan: UndoPlan) -> list[Column]:
    """Each page: what it is now, seen from the repair, and whether it and the saved one pass their own check."""
    blocks = plan.blocks
    return [
        Column("file", translate("PageRepair", "File"), [one.file for one in blocks], width=200, least=100),
        Column(
            "block",
            translate("PageRepair", "Block"),
            [one.block for one in blocks],
            context.formats.count,
            Align.RIGHT,
            width=80,
        ),
        Column(
            "state",
            translate("PageUndo", "The page is"),
            [one.state.value for one in blocks],
            context.words,
            width=220,
        ),
        verdict_column(context, "present", translate("PageRepair", "Now"), [one.present for one in blocks]),
        verdict_column(context, "saved", translate("PageUndo", "Saved"), [one.saved for one in blocks]),
    ]
