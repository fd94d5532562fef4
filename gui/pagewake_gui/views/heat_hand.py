"""What is selected in the heat map: cells as ranges of blocks of relations, and ranges from elsewhere as cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from pagewake_gui.charts.heat_overlay import Blocks
from pagewake_gui.selection import LsnRange, PageBrush, brush_of

if TYPE_CHECKING:
    from pagewake_gui.views.heatmap import HeatmapView

MOST_CELLS = 500
"""So many rows of a table become one brush at most."""
Modifier = Qt.KeyboardModifier


class HeatHand(QObject):
    """Turns what the map says into selections of its view, and the selection into what the map shows."""

    def __init__(self, view: HeatmapView) -> None:
        super().__init__(view)
        self._view = view

    def pick(self, blocks: Blocks, modifiers: Qt.KeyboardModifier) -> None:
        """Select a cell; with Shift all from the first selected one to it, with Ctrl one more."""
        chosen = self._view.pane.image.selected
        if modifiers & Modifier.ShiftModifier and chosen:
            blocks = (min(chosen[0][0], blocks[0]), max(chosen[-1][1], blocks[1]))
        self._select(self.brush_of(blocks), more=bool(modifiers & Modifier.ControlModifier))

    def pick_all(self, cells: list[Blocks]) -> None:
        """Select some cells and nothing else."""
        found = [one for one in map(self.brush_of, cells[:MOST_CELLS]) if one is not None]
        self._select(brush_of(found), more=False)

    def brush(self, blocks: Blocks, more: bool = False) -> None:
        """Select row blocks (`more`: beside those that are), and in all views the WAL and backups that touched them."""
        brush = self._select(self.brush_of(blocks), more=more)
        if brush is not None:
            self._view.links.link(brush)

    def brush_of(self, blocks: Blocks) -> PageBrush | None:
        """Row blocks as blocks of all relations in which they lie."""
        sheet = self._view.feed.sheet
        if sheet is None:
            return None
        keys, inside = sheet.row.keys, sheet.row.within(*blocks)
        return brush_of([PageBrush(keys[number], first, last + 1) for number, first, last in inside])

    def names_of(self, brush: PageBrush) -> list[str]:
        """What the relations of a brush are called, part by part."""
        sheet = self._view.feed.sheet
        if sheet is None:
            return [part.relation for part in brush.parts]
        numbers = [sheet.row.index_of(part.relation) for part in brush.parts]
        return [
            part.relation if number is None else sheet.row.names[number]
            for part, number in zip(brush.parts, numbers, strict=True)
        ]

    def show(self, brush: PageBrush | None) -> None:
        """Show a selection in the map and in its table."""
        view, sheet = self._view, self._view.feed.sheet
        ranges: list[Blocks] = []
        for part in brush.parts if brush is not None else ():
            number = sheet.row.index_of(part.relation) if sheet is not None else None
            if sheet is not None and number is not None:
                first = int(sheet.row.first[number])
                last = min(part.end, int(sheet.row.blocks[number])) - 1
                ranges.append((first + part.first, first + max(last, part.first)))
        view.pane.image.select(*ranges)
        if brush is None:
            view.details.show_nothing()
        view.pane.show_selected()

    def pick_time(self, number: int, lsns: tuple[int, int], times: tuple[float, float]) -> None:
        """Select a stretch of time of a relation."""
        view, state = self._view, self._view.source
        timelines = state.timeline.history.timelines if state is not None else {}
        if timelines and lsns[0] < lsns[1]:
            chosen = LsnRange(max(timelines), *lsns)
            view.context.selection.change(view.links, lsn=chosen, time=times)
        view.relations.select(number)

    def _select(self, brush: PageBrush | None, *, more: bool) -> PageBrush | None:
        view = self._view
        now = view.context.selection.now.pages
        if brush is not None and more and now is not None:
            brush = brush_of([now, brush])
        if brush is not None:
            view.context.selection.change(view, pages=brush, touched=())
            self.show(brush)
            view.links.explain(brush)
        return brush
