"""The steps that show pages: a verdict, facts, and a table with a row for each page."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from pagewake_gui.context import Context
from pagewake_gui.models.columns import Column, ColumnsModel
from pagewake_gui.widgets.basics import StateLabel
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.widgets.table import Table
from pagewake_gui.wizards.frame import LEAST_TABLE_HEIGHT, Step


class PagesTableStep(Step):
    """`state`, `facts` and `pages` stand in `body`; subclasses fill them, and say in `columns` what the table shows."""

    def __init__(self, context: Context, title: str, pages: str) -> None:
        super().__init__(context, title)
        self.state = StateLabel(wrap=True)
        self.facts = Facts()
        self.model = ColumnsModel(parent=self)
        self.pages = Table(pages, self.model)
        self.pages.setMinimumHeight(LEAST_TABLE_HEIGHT)
        self.pages.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # ids of backups differ at their ends
        self.body.addWidget(self.state)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.pages, 1)
        context.appearance.changed.connect(self.show_pages)

    def columns(self) -> list[Column]:
        """Each page; nothing as long as none is known."""
        return []

    def show_pages(self) -> None:
        """Fill the table, in the look of now."""
        columns = self.columns()
        if columns:
            self.model.replace(columns)

    def begins_with(self) -> QWidget | None:
        return self.pages


class DoneStep(PagesTableStep):
    """What was done to pages: the last step of a window."""

    def __init__(self, context: Context, pages: str) -> None:
        super().__init__(context, self.tr("What was done"), pages)

    def show_report(self, planned: Any, report: Any) -> None:
        """Show what came of a plan."""
        raise NotImplementedError

    def next_text(self) -> str:
        return self.tr("Close")
