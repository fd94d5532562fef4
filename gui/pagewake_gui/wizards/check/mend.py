"""What a repair of the repository would do, and a word to type before it does."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pagewake.checking.run import CheckReport
from pagewake_gui.context import Context
from pagewake_gui.models.columns import ColumnsModel
from pagewake_gui.widgets.basics import Form, label
from pagewake_gui.widgets.row_text import RowText
from pagewake_gui.widgets.table import Table
from pagewake_gui.widgets.typed_word import TypedWord
from pagewake_gui.wizards.check.columns import step_columns
from pagewake_gui.wizards.frame import LEAST_TABLE_HEIGHT, Step

WORD = "repair"


class MendStep(Step):
    """The steps in their order, as the check planned them."""

    name = "mend"

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("The plan of the repair"),
            self.tr(
                "It works alone in the repository, and refuses to begin while anything else runs. What is damaged is "
                "copied into quarantine and compared before it goes from its place; nothing else is deleted. Stopped "
                "at any moment, it can be run again."
            ),
        )
        self.model = ColumnsModel(parent=self)
        self.steps = Table(self.tr("Steps of the repair"), self.model)
        self._detail = RowText(self.steps, ("object", "what", "why"))
        self.steps.setMinimumHeight(LEAST_TABLE_HEIGHT)
        self.count = label("", "heading", wrap=True)
        self.body.addWidget(self.count)
        self.body.addWidget(self.steps, 1)
        self.body.addWidget(self._detail)
        self._careful = context.workspace.settings.window.confirm_deletion
        self.typed = TypedWord(WORD)
        self.typed.textChanged.connect(lambda _: self.changed.emit())
        form = Form()
        form.addRow(self.typed.title, self.typed)
        self.body.addLayout(form)
        form.setRowVisible(self.typed, self._careful)

    def show_plan(self, report: CheckReport) -> None:
        """Show the steps that a report leads to."""
        self.count.setText(self.tr("%n step(s)", "", len(report.steps)))
        self.model.replace(step_columns(self.context, report.steps))
        self._detail.show_first()
        self.typed.clear()
        self.changed.emit()

    def problem(self) -> str:
        return self.typed.problem if self._careful else ""

    def begins_with(self) -> QWidget | None:
        return self.typed if self._careful else self.steps

    def next_text(self) -> str:
        return self.tr("Repair now")
