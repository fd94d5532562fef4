"""The context menus of the heat map: of cells, of relations, of stretches of time."""

from __future__ import annotations

import math
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, Qt
from PySide6.QtWidgets import QMenu

from pagewake.desk.commands import heatmap_command
from pagewake_gui.charts.heat_overlay import Blocks
from pagewake_gui.selection import PageBrush
from pagewake_gui.widgets.place_menu import About, PlaceMenu, offer

if TYPE_CHECKING:
    from pagewake_gui.views.heatmap import HeatmapView

translate = QCoreApplication.translate


class HeatMenus:
    """Fills and shows the menus of one view."""

    def __init__(self, view: HeatmapView) -> None:
        self._view = view

    def show_cell(self, blocks: Blocks | None, at: QPoint) -> None:
        """Of some blocks, or of the map."""
        menu = QMenu(self._view)
        self.fill_cell(menu, blocks)
        _pop_up(menu, at)

    def show_about(self, about: About | None, at: QPoint) -> None:
        """Of something else that the page shows."""
        menu = QMenu(self._view)
        self._fill(menu, about)
        _pop_up(menu, at)

    def show_relation(self, number: int, at: QPoint) -> None:
        """Of a relation of the treemap."""
        menu = QMenu(self._view)
        self.fill_relation(menu, number)
        _pop_up(menu, at)

    def fill_cell(self, menu: QMenu, blocks: Blocks | None) -> None:
        """What can be done with some blocks; with the map where there are none."""
        view = self._view
        brush = view.hand.brush_of(blocks) if blocks is not None else None
        sheet = view.feed.sheet
        if brush is not None and sheet is not None and blocks is not None:
            number = sheet.row.index_of(brush.relation) or 0
            menu.addAction(
                translate("HeatMenu", "Open the relation"), partial(view.open_relation, number, brush.first)
            )
            menu.addAction(
                translate("HeatMenu", "Show WAL and backups that touched it"),
                partial(view.hand.brush, blocks),
            )
            repair = partial(view.context.navigator.open, "repair", brush)
            offer(view.context, menu, "page.repair", translate("HeatMenu", "Repair these pages..."), repair)
            menu.addSeparator()
            self._fill(menu, self.about_cell(blocks, brush, sheet.row.names[number]))
            menu.addSeparator()
        menu.addAction(translate("HeatMenu", "Show all"), view.pane.image.look_at_all)

    def fill_rows(self, menu: QMenu, rows: list[int]) -> None:
        """What can be done with rows of the table of cells."""
        self.fill_cell(menu, self._view.pane.table.cells[rows[0]])

    def fill_relation(self, menu: QMenu, number: int) -> None:
        """What can be done with a relation."""
        view, sheet = self._view, self._view.feed.sheet
        if sheet is None:
            return
        key, name, columns = sheet.row.keys[number], sheet.row.names[number], sheet.relations
        menu.addAction(translate("HeatMenu", "Open the relation"), partial(view.open_relation, number))
        first = int(sheet.row.first[number])
        blocks = (first, first + max(int(sheet.row.blocks[number]), 1) - 1)
        menu.addAction(
            translate("HeatMenu", "Show WAL and backups that touched it"), partial(view.hand.brush, blocks)
        )
        menu.addSeparator()
        lsn = int(columns.last_lsn[number])
        about = About(
            timeline=self._timeline(),
            lsn=max(lsn - 1, 0) if lsn else None,
            time=float(columns.last_time[number]),
            pages=PageBrush(key, 0, 1),
            command=self._command(),
            copies=(
                (translate("HeatMenu", "Copy name"), name),
                (translate("HeatMenu", "Copy key"), key),
            ),
        )
        self._fill(menu, about)

    def about_cell(self, blocks: Blocks, brush: PageBrush, name: str) -> About:
        """A cell: its blocks, and when and where in the log they changed last."""
        view, sheet = self._view, self._view.feed.sheet
        tile, cell = view.pane.image.tile, view.pane.image.cell_of(blocks[0])
        last = int(tile.last[cell]) if tile is not None and cell is not None else 0
        known = last > 0 and sheet is not None
        return About(
            timeline=self._timeline(),
            lsn=int(sheet.lsns[last - 1]) - 1 if known and sheet is not None else None,
            time=float(sheet.times[last - 1]) if known and sheet is not None else math.nan,
            pages=brush,
            command=self._command(),
            copies=(
                (translate("HeatMenu", "Copy relation and block"), f"{name}:{brush.first}"),
                (translate("HeatMenu", "Copy what is known"), view.pane.explain(blocks)),
            ),
        )

    def _fill(self, menu: QMenu, about: About | None) -> None:
        state = self._view.source
        if about is not None and state is not None:
            PlaceMenu(self._view.context, menu, state, self._view.name).fill(about)

    def _timeline(self) -> int | None:
        state = self._view.source
        timelines = state.timeline.history.timelines if state is not None else {}
        return max(timelines) if timelines else None

    def _command(self) -> str:
        view, sheet = self._view, self._view.feed.sheet
        place, state = view.context.workspace.place, view.source
        if place is None or state is None or sheet is None:
            return ""
        return heatmap_command(
            place, state.name, sheet.question.first, sheet.question.last, lsn=state.engine.lsn_style.text
        )


def _pop_up(menu: QMenu, at: QPoint) -> None:
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)
