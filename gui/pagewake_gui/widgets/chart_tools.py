"""The line above a chart: look around, what is in sight, table instead of chart, export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy, QToolTip, QVBoxLayout, QWidget

from pagewake_gui.charts.sight import ZOOM, SightWidget
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import button, row
from pagewake_gui.widgets.elided import ElidedLabel
from pagewake_gui.widgets.export import ExportButton
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.widgets.table import Table
from pagewake_gui.widgets.zoom_trail import ZoomTrail


class ChartTools(QWidget):
    """Works on one chart and the table that says the same. `selection` looks at what is selected.

    `span` says how much lies between two places; `lines` say what mouse and keys do.
    """

    def __init__(
        self,
        context: Context,
        chart: SightWidget,
        table: Table,
        *,
        selection: Callable[[], object],
        span: Callable[[float, float], str],
        toggle: Callable[[], object],
        lines: Sequence[str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._context, self._chart, self._table, self._span = context, chart, table, span
        self._lines = lines
        self.back = button(self.tr("Back"), chart.go_back, tip=self.tr("What was in sight before (Alt+Left)"))
        closer = button("+", partial(chart.zoom_by, ZOOM**2), tip=self.tr("Closer (W, +)"))
        closer.setAccessibleName(self.tr("Zoom in"))
        farther = button("−", partial(chart.zoom_by, 1 / ZOOM**2), tip=self.tr("Farther (S, -)"))
        farther.setAccessibleName(self.tr("Zoom out"))
        self.all = button(self.tr("All"), chart.look_at_all, tip=self.tr("Everything (Home)"))
        self.to_selection = button(self.tr("Selection"), selection, tip=self.tr("Zoom to the selection (F)"))
        self.range = ElidedLabel(role="muted", keep_end=False)
        self.range.setAccessibleName(self.tr("In sight"))
        self.range.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.table = button(self.tr("Table"), toggle, tip=self.tr("The same as a table, and back (T)"))
        self.table.setCheckable(True)
        self.export = ExportButton(context, chart.objectName(), lambda: chart, lambda: table)
        self.help = button("?", self._show_help, tip=self.tr("Mouse and keys of the chart"))
        self.help.setAccessibleName(self.tr("Mouse and keys of the chart"))
        parts = (
            self.back,
            farther,
            closer,
            self.all,
            self.to_selection,
            self.help,
            self.table,
            self.export,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(FlowLayout(*parts, spacing=4))
        self.trail = ZoomTrail()
        self.trail.chosen.connect(chart.go_back_to)
        beneath = row(self.trail, self.range, spacing=16)
        beneath.setStretch(1, 1)
        column.addLayout(beneath)
        chart.range_changed.connect(self._show_back)
        self._show_back()

    def _show_help(self) -> None:
        QToolTip.showText(
            self.help.mapToGlobal(self.help.rect().bottomLeft()), "\n".join(self._lines), self.help
        )

    def _show_back(self) -> None:
        camera = self._chart.camera
        self.back.setEnabled(bool(camera.history))
        steps = [(step, self._text(low, high)) for step, low, high in camera.trail()]
        self.trail.show_steps(steps, self._text(camera.low, camera.high))

    def _text(self, low: float, high: float) -> str:
        return self.tr("Everything") if (low, high) == self._chart.camera.whole else self._span(low, high)
