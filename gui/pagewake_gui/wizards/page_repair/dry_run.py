"""A dry run as a step: asks the core for a plan on a thread, shows it page by page, and has the source's name typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Form, clear, label
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.row_text import RowText
from pagewake_gui.widgets.typed_word import TypedWord
from pagewake_gui.wizards.page_repair.pages_table import PagesTableStep

Plan = TypeVar("Plan")


class DryRunStep(PagesTableStep, Generic[Plan]):
    """Subclasses call `ask`, and say in `show_plan`, `columns`, `word` and `refusal` what came of it."""

    name = "plan"

    def __init__(self, context: Context, refused: str, details: Sequence[str]) -> None:
        super().__init__(context, self.tr("Dry run"), self.tr("Pages"))
        self._refused = refused
        self._call: Call | None = None
        self._question: tuple[str, Callable[[Repository, Job], Plan]] | None = None
        self.planned: Plan | None = None
        self._errors = QVBoxLayout()
        self._detail = RowText(self.pages, tuple(details))
        self.before_word = QVBoxLayout()
        self.typed = TypedWord()
        self.typed.textChanged.connect(lambda _: self.changed.emit())
        self._form = Form()
        self._ask = label("")
        self._form.addRow(self._ask, self.typed)
        self._rest = QWidget()  # takes the room of the table while there is none
        self.body.insertLayout(self.body.indexOf(self.facts), self._errors)
        self.body.addWidget(self._detail)
        self.body.addLayout(self.before_word)
        self.body.addLayout(self._form)
        self.body.addWidget(self._rest, 1)
        self.settle()

    # --- for subclasses

    def show_plan(self, planned: Plan) -> None:
        """Say in `state` and `facts` what would be done."""
        raise NotImplementedError

    def word(self) -> str:
        """What is to be typed; empty where nothing is overwritten."""
        return ""

    def refusal(self) -> str:
        """Why the plan cannot be carried out; empty if it can."""
        return ""

    # --- the plan

    @property
    def looking(self) -> bool:
        """Whether the plan is being made."""
        return self._call is not None and self._call.pending

    @property
    def known(self) -> bool:
        """Whether there is a plan."""
        return self.planned is not None

    def ask(self, kind: str, work: Callable[[Repository, Job], Plan]) -> None:
        """Have the core plan it, on a thread."""
        self.forget()
        self._question, self.planned = (kind, work), None
        clear(self._errors)
        self.typed.clear()
        self.state.show_state("info", self.tr("Looking at the pages, at the backups and at the log ..."))
        self.facts.show_facts([])
        self._call = self.context.workspace.query(kind, work, self._answered, self._failed, owner=self)
        self.settle()

    def ask_again(self) -> None:
        """Have the same planned once more: what is there may be another now."""
        if self._question is not None:
            self.ask(*self._question)

    def forget(self) -> None:
        """Wait for no plan any more."""
        if self._call is not None:
            self._call.forget()
            self._call = None

    def problem(self) -> str:
        if self.looking:
            return self.tr("The dry run is under way.")
        if not self.known:
            return self.tr("What would be done is not known. Go back and change what is asked for.")
        refusal = self.refusal()
        if refusal:
            return refusal
        return self.typed.problem

    def begins_with(self) -> QWidget:
        return self.typed if self.typed.isVisibleTo(self) else self.pages

    def settle(self) -> None:
        """Show what fits to whether there is a plan."""
        self.pages.setVisible(self.known)
        self.facts.setVisible(self.known)
        self._rest.setVisible(not self.known)
        self._detail.setVisible(self.known)
        word = self.word() if self.known else ""
        self._form.setRowVisible(self.typed, bool(word))
        self.typed.ask_for(word)
        self._ask.setText(self.typed.title)
        self.show_pages()
        self.changed.emit()

    def show_pages(self) -> None:
        super().show_pages()
        if self.known:
            self._detail.show_first()

    def _answered(self, planned: Plan) -> None:
        self.planned = planned
        self.show_plan(planned)
        self.settle()
        if self.isVisible():
            self.begins_with().setFocus()

    def _failed(self, error: Exception) -> None:
        self.state.show_state("bad", self._refused)
        self._errors.addWidget(ErrorPanel(error, self.title))
        self.settle()
