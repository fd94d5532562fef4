"""All keys: those of commands, and those that work inside tables and charts."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from pagewake_gui.context import Context
from pagewake_gui.models.columns import Column
from pagewake_gui.widgets.basics import button, dialog_column, row
from pagewake_gui.widgets.table import FilteredTable


class ShortcutsDialog(QDialog):
    """A table that can be filtered."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts")
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.resize(640, 560)
        native = QKeySequence.SequenceFormat.NativeText
        lines = [
            (
                ", ".join(one.toString(native) for one in action.shortcuts()),
                action.text(),
                self.tr("Everywhere"),
            )
            for action in context.actions
            if action.shortcuts()
        ]
        charts, tables = self.tr("Charts"), self.tr("Tables")
        lines += [
            (self.tr("Wheel, + and -"), self.tr("Zoom at the pointer, or at the middle"), charts),
            (self.tr("Drag"), self.tr("Move along"), charts),
            (self.tr("Shift+drag"), self.tr("Select a range"), charts),
            (self.tr("W S A D, arrows"), self.tr("Zoom and move along"), charts),
            ("F", self.tr("Zoom to the selection"), charts),
            (self.tr("Home"), self.tr("Show everything"), charts),
            (self.tr("Alt+Left"), self.tr("Back to the view before"), charts),
            ("T", self.tr("Show the chart as a table, and back"), charts),
            (self.tr("Esc"), self.tr("Select nothing"), self.tr("Everywhere")),
            (self.tr("Return"), self.tr("Open the row"), tables),
            (self.tr("Ctrl+C"), self.tr("Copy the selected rows"), tables),
            (self.tr("Menu key"), self.tr("What can be done with the row"), tables),
        ]
        self.table = FilteredTable(
            self.tr("Shortcuts"),
            [
                Column("keys", self.tr("Keys"), [line[0] for line in lines], width=180),
                Column("does", self.tr("What it does"), [line[1] for line in lines], width=300, least=200),
                Column("where", self.tr("Where"), [line[2] for line in lines], width=120),
            ],
        )
        column = dialog_column(self)
        column.addWidget(self.table, 1)
        column.addLayout(row(1, button(self.tr("Close"), self.close)))

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Show:
            self.table.filter.setFocus()
        return super().event(event)
