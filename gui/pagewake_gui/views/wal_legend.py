"""What the colours and patterns of the WAL chart mean."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pagewake_gui.charts.bars import BarsCanvas
from pagewake_gui.widgets.basics import label, row
from pagewake_gui.widgets.flow import FlowLayout


class WalLegend(QWidget):
    """Swatches with words, made anew when the parts or the theme are others."""

    def __init__(self, chart: BarsCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart = chart
        self._holder = QVBoxLayout(self)
        self._holder.setContentsMargins(0, 0, 0, 0)
        self._inside: QWidget | None = None
        self.setAccessibleName(self.tr("Legend"))

    def show_parts(self, parts: Sequence[str], verbatim: Sequence[str]) -> None:
        """Explain these parts; `verbatim` are names of the engine, the same in every language."""
        entries: list[QWidget] = []
        for number, part in enumerate(parts):
            swatch = QLabel()
            swatch.setPixmap(self._swatch(number))
            swatch.setAccessibleName(part)
            name = label(part)
            for one in (swatch, name):
                one.setProperty("verbatim", list(verbatim))
            entry = QWidget()
            entry.setLayout(row(swatch, name, spacing=5))
            entries.append(entry)
        entries.append(label(self.tr("◆ checkpoint"), "muted"))
        entries.append(label(self.tr("▼ restore point"), "muted"))
        made = QWidget()
        made.setLayout(FlowLayout(*entries, spacing=12))
        if self._inside is not None:
            self._holder.removeWidget(self._inside)
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = made
        self._holder.addWidget(made)
        self.setAccessibleDescription(", ".join(parts))

    def _swatch(self, part: int) -> QPixmap:
        found = QPixmap(16, 12)
        found.fill(Qt.GlobalColor.transparent)
        painter = QPainter(found)
        painter.fillRect(found.rect(), self._chart.ground(part))
        painter.fillRect(found.rect(), self._chart.brush(part))
        painter.end()
        return found
