"""The context menu of the heat map."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from pagewake_gui.charts.heat_overlay import Blocks

if TYPE_CHECKING:
    from pagewake_gui.views.heatmap import HeatmapView

translate = QCoreApplication.translate


def show_menu(view: HeatmapView, blocks: Blocks | None, at: QPoint) -> None:
    """Offer what can be done with some blocks, or with the map."""
    brush = view.brush_of(blocks) if blocks is not None else None
    sheet = view.feed.sheet
    menu = QMenu(view)
    if brush is not None and sheet is not None and blocks is not None:
        number = sheet.row.index_of(brush.relation) or 0
        clipboard = QGuiApplication.clipboard()
        menu.addAction(translate("HeatMenu", "Inspect page"), partial(view.inspect, brush))
        menu.addAction(
            translate("HeatMenu", "Open the relation"), partial(view.open_relation, number, brush.first)
        )
        menu.addAction(
            translate("HeatMenu", "Show WAL and backups that touched it"), partial(view.brush, blocks)
        )
        menu.addSeparator()
        menu.addAction(
            translate("HeatMenu", "Copy relation and block"),
            partial(clipboard.setText, f"{sheet.row.names[number]}:{brush.first}"),
        )
        tile, cell = view.pane.image.tile, view.pane.image.cell_of(blocks[0])
        last = int(tile.last[cell]) if tile is not None and cell is not None else 0
        if last and view.source is not None:
            lsn = view.source.engine.lsn_style.text(int(sheet.lsns[last - 1]))
            moment = float(sheet.times[last - 1])
            menu.addAction(
                translate("HeatMenu", "Copy LSN of the last change"), partial(clipboard.setText, lsn)
            )
            if not math.isnan(moment):
                menu.addAction(
                    translate("HeatMenu", "Copy time of the last change (UTC)"),
                    partial(clipboard.setText, view.context.formats.iso(moment)),
                )
        menu.addAction(
            translate("HeatMenu", "Copy what is known"), partial(clipboard.setText, view.pane.explain(blocks))
        )
        menu.addSeparator()
    menu.addAction(translate("HeatMenu", "Show all"), view.pane.image.look_at_all)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)
