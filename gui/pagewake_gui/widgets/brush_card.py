"""Beside the charts of the history: which blocks are selected in the heat map, and how much WAL touched them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from pagewake_gui.context import Context
from pagewake_gui.formats import plural
from pagewake_gui.selection import PageBrush, Selection
from pagewake_gui.widgets.basics import Card, button, label
from pagewake_gui.widgets.flow import FlowLayout

SHOWN = 4


class BrushCard(Card):
    """Hidden while no blocks are selected."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("BrushCard", "Selected blocks"), parent)
        self._context = context
        self._brush: PageBrush | None = None
        self.text = label("", wrap=True, selectable=True)
        self.touched = label("", "muted", wrap=True)
        self.body.addWidget(self.text)
        self.body.addWidget(self.touched)
        self.body.addLayout(
            FlowLayout(
                button(self.tr("Show in the heat map"), self._open),
                button(self.tr("Clear"), lambda: context.selection.change(None, pages=None, touched=())),
            )
        )
        self.hide()

    def show_selection(self, selection: Selection) -> None:
        """Show the blocks of a selection."""
        self._brush = selection.pages
        self.setVisible(self._brush is not None)
        if self._brush is None:
            return
        formats, parts = self._context.formats, self._brush.parts
        lines = [
            self.tr("{0} blocks {1} to {2}").format(
                part.relation, formats.count(part.first), formats.count(part.end - 1)
            )
            if part.end - part.first > 1
            else self.tr("{0} block {1}").format(part.relation, formats.count(part.first))
            for part in parts[:SHOWN]
        ]
        if len(parts) > SHOWN:
            lines.append(self.tr("and %n more", "", len(parts) - SHOWN))
        self.text.setText("\n".join(lines))
        count = len(selection.touched)
        said = self.tr("{0} stretch(es) of WAL touched them: dotted in the chart", "", plural(count))
        self.touched.setText(said.format(formats.count(count)) if count else "")
        self.touched.setVisible(bool(count))

    def _open(self) -> None:
        if self._brush is not None:
            self._context.navigator.open("heatmap", self._brush)
