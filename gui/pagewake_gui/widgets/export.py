"""The button Export of every chart: its picture (PNG at a chosen fineness, SVG) and its table (CSV, JSON).

Tables without a chart have one, too.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from pagewake_gui.charts.pictures import png_of, svg_of
from pagewake_gui.context import Context
from pagewake_gui.widgets.saving import write
from pagewake_gui.widgets.table import Table

SCALES = (1, 2, 4)


class ExportButton(QToolButton):
    """Exports the chart and the table that it is given at that moment; `name` is what files are called at first."""

    def __init__(
        self,
        context: Context,
        name: str,
        chart: Callable[[], QWidget],
        table: Callable[[], Table],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._name, self._chart, self._table = context, name, chart, table
        self.setText(self.tr("Export"))
        self.setProperty("role", "button")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        self.fill(menu)
        self.setMenu(menu)

    def fill(self, menu: QMenu) -> None:
        """Add what can be exported."""
        for scale in SCALES:
            text = self.tr("Picture (PNG), {0}x").format(scale)
            menu.addAction(text, partial(self._save, "png", float(scale)))
        menu.addAction(self.tr("Drawing (SVG)"), partial(self._save, "svg"))
        menu.addAction(self.tr("Table as CSV"), partial(self._save, "csv"))
        menu.addAction(self.tr("Table as JSON"), partial(self._save, "json"))

    def content(self, kind: str, scale: float = 2.0) -> bytes:
        """What a file of a kind (png, svg, csv, json) holds."""
        made: dict[str, Callable[[], bytes]] = {
            "png": lambda: png_of(self._chart(), self._context.theme.surface, scale),
            "svg": lambda: svg_of(self._chart()),
            "csv": lambda: self._table().as_csv().encode(),
            "json": lambda: self._table().as_json().encode(),
        }
        return made[kind]()

    def export_to(self, path: Path, kind: str, scale: float = 2.0) -> None:
        """Write a file of a kind, on a thread."""
        write(self._context, self, path, self.content(kind, scale))

    def _save(self, kind: str, scale: float = 2.0) -> None:
        name = f"{self._name}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), name, f"*.{kind}")
        if chosen:
            self.export_to(Path(chosen), kind, scale)


class TableExport(ExportButton):
    """Exports a table that has no chart: CSV and JSON."""

    def __init__(
        self, context: Context, name: str, table: Callable[[], Table], parent: QWidget | None = None
    ) -> None:
        super().__init__(context, name, table, table, parent)

    def fill(self, menu: QMenu) -> None:
        menu.addAction(self.tr("Table as CSV"), partial(self._save, "csv"))
        menu.addAction(self.tr("Table as JSON"), partial(self._save, "json"))
