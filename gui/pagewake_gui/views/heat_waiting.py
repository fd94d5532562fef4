"""Says that a sheet of the heat map is being read, how far that is, and lets it be stopped."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from pagewake.units import amount_text
from pagewake_gui.views.heat_feed import HeatFeed
from pagewake_gui.widgets.basics import button, label
from pagewake_gui.widgets.job_strip import show_progress
from pagewake_gui.words import told

TICK_MS = 250


class HeatWaiting(QWidget):
    """Hidden, but while opening takes longer than a moment."""

    def __init__(self, feed: HeatFeed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._feed = feed
        self._text = label("", "muted")
        self._bar = QProgressBar()
        self._bar.setFixedWidth(180)
        self._bar.setAccessibleName(self.tr("Progress"))
        self.cancel = button(self.tr("Cancel"), feed.stop)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        for part in (self._bar, self._text, self.cancel):
            line.addWidget(part)
        line.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        feed.busy.connect(self._busy)
        self.hide()

    def _busy(self, busy: bool) -> None:
        if busy:
            self._timer.start()
        else:
            self._timer.stop()
            self.hide()

    def _tick(self) -> None:
        call = self._feed.opening
        if call is None:
            self._busy(False)
            return
        progress = call.job.progress
        show_progress(self._bar, progress)
        said = self.tr("Reading the heat map")
        if progress is not None and progress.total:
            done, total = (
                told(amount_text(progress.done, progress.unit)),
                told(amount_text(progress.total, progress.unit)),
            )
            said = self.tr("Reading the heat map: {0} of {1}").format(done, total)
        self._text.setText(said)
        self.show()
