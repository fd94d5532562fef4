"""Where the heat map gets its pictures from: sheets opened and tiles drawn on threads, the newest wish first."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pagewake.desk.heat import (
    HeatOrder,
    HeatQuestion,
    HeatSheet,
    HeatStanding,
    HeatTile,
    heat_standing,
    open_sheet,
)
from pagewake.errors import Cancelled
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context


class HeatFeed(QObject):
    """One sheet at a time, and one tile on its way at most; of the wishes meanwhile only the last is kept.

    Signals: `standing_known(HeatStanding)`, `sheet_opened(HeatSheet)`, `drawn(HeatTile)`, `failed(error)`, and `busy`
    when a sheet is being opened or is open.
    """

    standing_known = Signal(object)
    sheet_opened = Signal(object)
    drawn = Signal(object)
    failed = Signal(object)
    busy = Signal(bool)

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.sheet: HeatSheet | None = None
        self._asked = 0
        self._opening: Call | None = None
        self._drawing: Call | None = None
        self._next: HeatOrder | None = None

    def look(self, source: str) -> None:
        """Find out how the index of a source stands."""
        self._context.workspace.query(
            "look at the heat map",
            lambda repository, job: heat_standing(repository, source),
            self._known,
            self._not,
            owner=self,
        )

    def ask(self, source: str, question: HeatQuestion) -> None:
        """Open another sheet; the one before stays until it is there."""
        if self._opening is not None and self._opening.pending:
            self._opening.cancel()
        self._asked += 1
        number = self._asked
        self.busy.emit(True)
        self._opening = self._context.workspace.query(
            "open the heat map",
            lambda repository, job: open_sheet(repository, source, question, job),
            lambda sheet: self._opened(number, sheet),
            lambda error: self._not_opened(number, error),
            owner=self,
        )

    @property
    def opening(self) -> Call | None:
        """The call that opens a sheet now."""
        return self._opening if self._opening is not None and self._opening.pending else None

    def stop(self) -> None:
        """Open no other sheet after all: the one before stays."""
        call = self.opening
        if call is not None:
            self._asked += 1
            call.cancel()
            self.busy.emit(False)

    def draw(self, order: HeatOrder) -> None:
        """Have a tile drawn; a wish that was not begun yet is dropped for it."""
        self._next = order
        self._draw_next()

    def close(self) -> None:
        """Let the sheet go, and take no answer any more."""
        self._asked += 1
        self._next = None
        if self._opening is not None and self._opening.pending:
            self._opening.cancel()
        self.busy.emit(False)
        if self.sheet is not None:
            self.sheet.close()
            self.sheet = None

    def _draw_next(self) -> None:
        sheet, order = self.sheet, self._next
        if sheet is None or order is None or (self._drawing is not None and self._drawing.pending):
            return
        self._next = None
        self._drawing = self._context.bridge.call(
            "draw the heat map",
            lambda job: sheet.draw(order),
            lambda tile: self._drew(sheet, tile),
            self._not,
            owner=self,
        )

    def _drew(self, sheet: HeatSheet, tile: HeatTile | None) -> None:
        if tile is not None and sheet is self.sheet:
            self.drawn.emit(tile)
        self._draw_next()

    def _known(self, standing: HeatStanding) -> None:
        self.standing_known.emit(standing)

    def _opened(self, number: int, sheet: HeatSheet) -> None:
        if number != self._asked:
            sheet.close()
            return
        before, self.sheet = self.sheet, sheet
        self._next = None
        if before is not None:
            before.close()
        self.busy.emit(False)
        self.sheet_opened.emit(sheet)

    def _not_opened(self, number: int, error: Exception) -> None:
        if number == self._asked:
            self.busy.emit(False)
            self._not(error)

    def _not(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self.failed.emit(error)
