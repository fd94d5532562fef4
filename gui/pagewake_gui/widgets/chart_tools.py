"""The line above a chart: look around, what is in sight, table instead of chart, export."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMenu, QSizePolicy, QToolButton, QToolTip, QVBoxLayout, QWidget

from pagewake_gui.charts.chart import ZOOM, LaneChart
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.widgets.table import Table
from pagewake_gui.widgets.zoom_trail import ZoomTrail


class ChartTools(QWidget):
    """Works on one chart and the table that says the same. `selection` looks at what is selected.

    `span` says how much lies between two places.
    """

    def __init__(
        self,
        context: Context,
        chart: LaneChart,
        table: Table,
        *,
        selection: Callable[[], object],
        span: Callable[[float, float], str],
        toggle: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._chart, self._table, self._span = context, chart, table, span
        self.back = button(self.tr("Back"), chart.go_back, tip=self.tr("What was in sight before (Alt+Left)"))
        closer = button("+", partial(chart.zoom_by, ZOOM**2), tip=self.tr("Closer (W, +)"))
        closer.setAccessibleName(self.tr("Zoom in"))
        farther = button("−", partial(chart.zoom_by, 1 / ZOOM**2), tip=self.tr("Farther (S, -)"))
        farther.setAccessibleName(self.tr("Zoom out"))
        self.all = button(self.tr("All"), chart.look_at_all, tip=self.tr("Everything (Home)"))
        self.to_selection = button(self.tr("Selection"), selection, tip=self.tr("Zoom to the selection (F)"))
        self.range = label("", "muted")
        self.range.setAccessibleName(self.tr("In sight"))
        self.range.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.table = button(self.tr("Table"), toggle, tip=self.tr("The same as a table, and back (T)"))
        self.table.setCheckable(True)
        self.export = QToolButton()
        self.export.setText(self.tr("Export"))
        self.export.setProperty("role", "button")
        self.export.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.export)
        menu.addAction(self.tr("Picture (PNG)"), partial(self._save, "png"))
        menu.addAction(self.tr("Drawing (SVG)"), partial(self._save, "svg"))
        menu.addAction(self.tr("Table as CSV"), partial(self._save, "csv"))
        menu.addAction(self.tr("Table as JSON"), partial(self._save, "json"))
        self.export.setMenu(menu)
        self.help = button("?", self._show_help, tip=self.tr("Mouse and keys of the chart"))
        self.help.setAccessibleName(self.tr("Mouse and keys of the chart"))
        parts = (
            self.back,
            farther,
            closer,
            self.all,
            self.to_selection,
            1,
            self.help,
            self.table,
            self.export,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(row(*parts, spacing=6))
        self.trail = ZoomTrail()
        self.trail.chosen.connect(chart.go_back_to)
        beneath = row(self.trail, self.range, spacing=16)
        beneath.setStretch(1, 1)
        column.addLayout(beneath)
        chart.range_changed.connect(self._show_back)
        self._show_back()

    def export_to(self, path: Path, kind: str) -> None:
        """Write the chart (png, svg) or its table (csv, json) to a file, on a thread."""
        made: dict[str, Callable[[], bytes]] = {
            "png": self._chart.as_png,
            "svg": self._chart.as_svg,
            "csv": lambda: self._table.as_csv().encode(),
            "json": lambda: self._table.as_json().encode(),
        }
        data = made[kind]()
        notices = self._context.notices
        self._context.bridge.call(
            "write a file",
            lambda job: path.write_bytes(data),
            lambda _: notices.say(self.tr("Written: {0}").format(path)),
            lambda error: notices.fail(error, self.tr("Exporting failed")),
            owner=self,
        )

    def _save(self, kind: str) -> None:
        name = f"{self._chart.objectName()}.{kind}"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Export"), name, f"*.{kind}")
        if chosen:
            self.export_to(Path(chosen), kind)

    def _show_help(self) -> None:
        lines = (
            self.tr("Wheel: zoom at the cursor"),
            self.tr("Drag: move; Ctrl+wheel: the lanes above and below"),
            self.tr("Shift+drag: select a range"),
            self.tr("Click: select; Ctrl, Shift+click: select more; Esc: nothing"),
            self.tr("Double click, F: zoom to it; Home: everything"),
            self.tr("W S + -: zoom; A D and arrows: move; Alt+Left: back"),
            self.tr("Ctrl+arrows: the backup before, after"),
            self.tr("Drag the target line: it holds on to commits, backups, restore points; Alt: to nothing"),
            self.tr("T: table and back"),
        )
        QToolTip.showText(self.help.mapToGlobal(self.help.rect().bottomLeft()), "\n".join(lines), self.help)

    def _show_back(self) -> None:
        camera = self._chart.camera
        self.back.setEnabled(bool(camera.history))
        steps = [(step, self._text(low, high)) for step, low, high in camera.trail()]
        self.trail.show_steps(steps, self._text(camera.low, camera.high))

    def _text(self, low: float, high: float) -> str:
        return self.tr("Everything") if (low, high) == self._chart.camera.whole else self._span(low, high)
