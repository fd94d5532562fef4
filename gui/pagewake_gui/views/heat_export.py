"""Taking the heat map along: pictures, tables, the command that prints the same."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from pagewake.desk.commands import heatmap_command
from pagewake_gui.widgets.export import ExportButton

if TYPE_CHECKING:
    from pagewake_gui.views.heatmap import HeatmapView

translate = QCoreApplication.translate


class HeatExport(ExportButton):
    """Exports what the map shows; and the relations beside it, as a treemap and as a table."""

    def __init__(self, view: HeatmapView) -> None:
        pane, relations = view.pane, view.relations
        super().__init__(view.context, "heatmap", lambda: pane.shown, pane.as_table, view)
        menu = self.menu()
        menu.addSeparator()
        self.relations = ExportButton(
            view.context, "relations", relations.sized_treemap, lambda: relations.rows.table, self
        )
        self.relations.hide()
        inner = menu.addMenu(translate("HeatExport", "Relations as treemap and table"))
        self.relations.fill(inner)
        menu.addSeparator()
        menu.addAction(translate("HeatExport", "Copy as command"), partial(_command, view))


def _command(view: HeatmapView) -> None:
    place, state, sheet = view.context.workspace.place, view.source, view.feed.sheet
    if place is not None and state is not None:
        question = sheet.question if sheet is not None else None
        first = question.first if question is not None else None
        last = question.last if question is not None else None
        QGuiApplication.clipboard().setText(
            heatmap_command(place, state.name, first, last, lsn=state.engine.lsn_style.text)
        )
