"""The dry run of a page repair: each page as it is now and where it would come from; then the name to type."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pagewake.desk.repairing import PlannedRepair, plan_repair, replay_end
from pagewake.restore.plan import describe_target
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.models.columns import ColumnsModel
from pagewake_gui.widgets.basics import Form, StateLabel, clear, label
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.widgets.row_text import RowText
from pagewake_gui.widgets.table import Table
from pagewake_gui.wizards.check.found import ROOM
from pagewake_gui.wizards.frame import Step
from pagewake_gui.wizards.page_repair.columns import plan_columns
from pagewake_gui.wizards.page_repair.draft import Asked


class PlanStep(Step):
    """Asks the core for the plan when it is entered, and shows it. Nothing is written."""

    name = "plan"

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Dry run"))
        self.asked: Asked | None = None
        self.planned: PlannedRepair | None = None
        self._call: Call | None = None
        self._errors = QVBoxLayout()
        self.state = StateLabel()
        self.state.setWordWrap(True)
        self.facts = Facts()
        self.model = ColumnsModel(parent=self)
        self.pages = Table(self.tr("Pages"), self.model)
        self._detail = RowText(self.pages, ("file", "block", "present"))
        self.pages.setMinimumHeight(ROOM)
        self.typed = QLineEdit()
        self.typed.textChanged.connect(lambda _: self.changed.emit())
        self._form = Form()
        self._ask = label("")
        self._form.addRow(self._ask, self.typed)
        self._rest = QWidget()  # takes the room of the table while there is none
        self.body.addWidget(self.state)
        self.body.addLayout(self._errors)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.pages, 1)
        self.body.addWidget(self._detail)
        self.body.addLayout(self._form)
        self.body.addWidget(self._rest, 1)
        context.appearance.changed.connect(self._show_pages)
        self._settle()

    @property
    def looking(self) -> bool:
        """Whether the plan is being made."""
        return self._call is not None and self._call.pending

    def plan(self, asked: Asked) -> None:
        """Plan what is asked for, on a thread."""
        self.forget()
        self.asked, self.planned = asked, None
        clear(self._errors)
        self.typed.clear()
        self.state.show_state("info", self.tr("Looking at the pages, at the backups and at the log ..."))
        self.facts.show_facts([])
        self._call = self.context.workspace.query(
            "plan a page repair",
            plan_repair(asked.source, asked.request),
            self._found,
            self._failed,
            owner=self,
        )
        self._settle()

    def forget(self) -> None:
        """Wait for no plan any more."""
        if self._call is not None:
            self._call.forget()
            self._call = None

    def problem(self) -> str:
        if self.looking:
            return self.tr("The dry run is under way.")
        planned, asked = self.planned, self.asked
        if planned is None or asked is None:
            return self.tr("What would be done is not known. Go back and change what is asked for.")
        if "beyond the end" in planned.plan.present:
            return self.tr("The file ends before one of these blocks: more than single pages is missing.")
        if asked.in_place and self.context.workspace.read_only:
            return self.tr("A repair in place archives the log, and the window was opened read-only.")
        if asked.in_place and self.typed.text().strip() != asked.source:
            return self.tr("Type {0} to confirm.").format(asked.source)
        return ""

    def begins_with(self) -> QWidget:
        return self.typed if self.typed.isVisibleTo(self) else self.pages

    def next_text(self) -> str:
        asked = self.asked
        return self.tr("Repair the pages") if asked is None or asked.in_place else self.tr("Write the pages")

    def _found(self, planned: PlannedRepair) -> None:
        self.planned = planned
        plan, formats, words = planned.plan, self.context.formats, self.context.words
        damaged = sum(one.startswith("damaged") for one in plan.present)
        if not plan.present:
            self.state.show_state(
                "info", self.tr("Nothing was written. These pages would be written as files.")
            )
        elif damaged:
            text = self.tr("%n page(s) fail their own check now. Nothing was written.", "", damaged)
            self.state.show_state("warn", text)
        else:
            self.state.show_state(
                "info",
                self.tr(
                    "These pages pass their own check now: each is written only if the replay gives another one."
                ),
            )
        style, restore = planned.engine.lsn_style, plan.restore
        end = replay_end(plan)
        begin = style.text(restore.backup.start_lsn)
        log = (
            self.tr("LSN {0} to {1} of the archive, {2}").format(
                begin, style.text(end), formats.size(restore.wal_bytes)
            )
            if end is not None
            else self.tr("from LSN {0}, and nothing of it is archived").format(begin)
        )
        in_place = plan.request.in_place is not None
        passed = [(self.tr("Passed over: {0}").format(id), words(why)) for id, why in plan.choice.passed_over]
        self.facts.show_facts(
            [
                (
                    self.tr("Pages go"),
                    self.tr("in place, in {0}").format(plan.request.in_place)
                    if in_place
                    else self.tr("as files, into {0}").format(plan.request.pages_to),
                ),
                (
                    self.tr("Target"),
                    self.tr("the present: the last record of the log of the database")
                    if in_place
                    else words(describe_target(restore.target, style.text)),
                ),
                (
                    self.tr("Backup"),
                    self.tr("{0}: no version of these pages in it is damaged").format(restore.backup.id),
                ),
                *passed,
                (
                    self.tr("WAL"),
                    self.tr("{0}; then what the database still holds, which is archived first").format(log)
                    if in_place
                    else log,
                ),
                (
                    self.tr("Meanwhile"),
                    self.tr(
                        "the whole database, {0}, is restored to a scratch directory; {1} are read"
                    ).format(formats.size(restore.bytes), formats.size(restore.stored_bytes)),
                ),
                (
                    self.tr("Saved"),
                    self.tr(
                        "what is overwritten, in a directory pagewake-replaced-TIME in the database's own"
                    )
                    if in_place
                    else "",
                ),
            ]
        )
        self._settle()
        if self.isVisible():
            self.begins_with().setFocus()

    def _failed(self, error: Exception) -> None:
        self.state.show_state("bad", self.tr("The repair is refused. Nothing was written."))
        self._errors.addWidget(ErrorPanel(error, self.tr("Dry run")))
        self._settle()

    def _settle(self) -> None:
        asked = self.asked
        known = self.planned is not None
        self.pages.setVisible(known)
        self.facts.setVisible(known)
        self._rest.setVisible(not known)
        self._detail.setVisible(known)
        asks = known and asked is not None and asked.in_place
        self._form.setRowVisible(self.typed, asks)
        if asks and asked is not None:
            text = self.tr("Type {0} to confirm").format(asked.source)
            self._ask.setText(text)
            self.typed.setAccessibleName(text)
            self.typed.setPlaceholderText(asked.source)
        self._show_pages()
        self.changed.emit()

    def _show_pages(self) -> None:
        if self.planned is not None:
            self.model.replace(plan_columns(self.context, self.planned.plan, self.planned.engine.lsn_style))
            self._detail.show_first()
