"""The tool tip of a cell of the heat map: what it is at once, and which backups hold it once somebody has looked.

Reading the maps of all backups takes a while, so it begins only when the mouse rests, and stops when it moves on.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QToolTip, QWidget

from pagewake.desk.heat import held_by
from pagewake_gui.bridge import Call
from pagewake_gui.charts.heat_overlay import Blocks
from pagewake_gui.context import Context
from pagewake_gui.formats import plural
from pagewake_gui.selection import PageBrush

REST_MS = 400
MOST_BLOCKS = 1 << 20
SHOWN = 3
KEPT = 256


class HeatTips(QObject):
    """Shows tips on `over`. `source` names the source, `brush_of` makes a brush of blocks of the map."""

    def __init__(
        self,
        context: Context,
        over: QWidget,
        source: Callable[[], str],
        brush_of: Callable[[Blocks], PageBrush | None],
    ) -> None:
        super().__init__(over)
        self._context, self._over = context, over
        self._source, self._brush_of = source, brush_of
        self._now: tuple[Blocks, QPoint, str] | None = None
        self._call: Call | None = None
        self._known: dict[tuple[str, Blocks], tuple[str, ...]] = {}
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._ask)
        self.text = ""
        """What the tip says now."""

    def show(self, blocks: Blocks | None, at: QPoint, text: str) -> None:
        """The mouse is over a cell, of which `text` is known (parts between `·`); or over none."""
        if self._now is not None and blocks == self._now[0]:
            return
        self._stop()
        if blocks is None or not text:
            self._now, self.text = None, ""
            QToolTip.hideText()
            return
        self._now = (blocks, at, text)
        known = self._known.get((self._source(), blocks))
        self._tell(text, known)
        if known is None:
            self._rest.start()

    def forget(self) -> None:
        """Other data: what was known of cells is no more."""
        self._stop()
        self._known.clear()

    def _stop(self) -> None:
        self._rest.stop()
        if self._call is not None and self._call.pending:
            self._call.cancel()
            self._call.forget()
        self._call = None

    def _ask(self) -> None:
        if self._now is None:
            return
        blocks, source = self._now[0], self._source()
        brush = self._brush_of(blocks)
        if brush is None or not source or brush.blocks > MOST_BLOCKS or self._context.workspace.place is None:
            return
        self._call = self._context.workspace.query(
            "which backups hold a cell",
            lambda repository, job: held_by(repository, source, brush.ranges(), job),
            lambda found: self._found((source, blocks), found),
            lambda error: None,  # the tip says what is known without it; a click says what is wrong
            owner=self,
        )

    def _found(self, key: tuple[str, Blocks], backups: tuple[str, ...]) -> None:
        if len(self._known) >= KEPT:
            self._known.clear()
        self._known[key] = backups
        if self._now is not None and self._now[0] == key[1]:
            self._tell(self._now[2], backups)

    def _tell(self, text: str, backups: tuple[str, ...] | None) -> None:
        lines = text.split(" · ")
        if backups is not None:
            lines.append(self._backups_text(backups))
        self.text = "\n".join(lines)
        if self._now is not None and self._over.isVisible():
            QToolTip.showText(self._now[1], self.text, self._over)

    def _backups_text(self, backups: tuple[str, ...]) -> str:
        if not backups:
            return self.tr("in no backup")
        count = self._context.formats.count(len(backups))
        head = self.tr("stored anew by {0} backup(s), the newest first:", "", plural(len(backups)))
        lines = [head.format(count), *backups[::-1][:SHOWN]]
        more = len(backups) - SHOWN
        return "\n".join([*lines, *([self.tr("and %n more", "", more)] if more > 0 else [])])
