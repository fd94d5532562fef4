"""Where the WAL explorer gets its bars from: summaries of the stretches in sight, read on a thread as one zooms.

The bars of more stretches than are in sight are read, so that moving a little needs nothing new; and they are read anew
only where that shows more than what is there.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from pagewake.desk.snapshot import SourceState
from pagewake.insight.wal_activity import BUCKETS, WalActivity, held_once, wal_activity
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.repository.stretches import StretchRow
from pagewake_gui.bridge import Call
from pagewake_gui.charts.bars import BarsCanvas
from pagewake_gui.context import Context

SETTLE_MS = 150


class WalFeed(QObject):
    """One answer at a time, for one timeline. `filled()` when there is another; `reading()` when one is asked for."""

    filled = Signal()
    reading = Signal()

    def __init__(self, context: Context, chart: BarsCanvas, parent: QObject) -> None:
        super().__init__(parent)
        self._context, self._chart = context, chart
        self.activity: WalActivity | None = None
        self.rows: tuple[StretchRow, ...] = ()
        self.of: tuple[str, int] = ("", 0)
        """The source and the timeline."""
        self._firsts: list[int] = []
        self._call: Call | None = None
        self._read: tuple[int, int] = (0, 0)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._look_closer)
        chart.range_changed.connect(self._moved)

    def show(self, state: SourceState, timeline: int) -> None:
        """Read the log of a timeline, or what has come to it. The same one stays in sight as it is."""
        stretches = state.timeline.stretches
        known = zip(stretches.rows, stretches.present.tolist(), strict=True)
        rows = tuple(held_once([one for one, present in known if present and one.timeline == timeline]))
        if (state.name, timeline) == self.of and rows == self.rows:
            return
        sight = None
        if (state.name, timeline) == self.of and self.rows:
            low, high = self.lsn_at(self._chart.camera.low), self.lsn_at(self._chart.camera.high)
            self._take(rows)
            sight = self.place_of(low), self.place_of(high)
        else:
            self.activity = None
            self._take(rows)
        self.of = (state.name, timeline)
        self._chart.show_extent(len(rows), sight)
        self._ask()

    def close(self) -> None:
        """Read nothing any more, and know nothing."""
        self._settle.stop()
        self._drop()
        self.activity, self.of, self.rows = None, ("", 0), ()

    def lsn_at(self, place: float) -> int:
        """The position at a place of the chart."""
        if not self.rows:
            return 0
        number = min(max(int(place), 0), len(self.rows) - 1)
        row = self.rows[number]
        part = min(max(place - number, 0.0), 1.0)
        return row.first_lsn + int((row.end_lsn - row.first_lsn) * part)

    def place_of(self, lsn: int) -> float:
        """The place of a position on the chart; the nearest where it lies between two pieces."""
        number = bisect_right(self._firsts, lsn) - 1
        if number < 0:
            return 0.0
        row = self.rows[number]
        return number + min((lsn - row.first_lsn) / max(row.end_lsn - row.first_lsn, 1), 1.0)

    def edges(self, activity: WalActivity) -> tuple[np.ndarray, np.ndarray]:
        """Where the bars of an answer begin and end on the chart."""
        begins = [bisect_right(self._firsts, group[0].first_lsn) - 1 for group in activity.stretches]
        ends = [bisect_right(self._firsts, group[-1].first_lsn) for group in activity.stretches]
        return np.array(begins, np.float64), np.array(ends, np.float64)

    def _take(self, rows: tuple[StretchRow, ...]) -> None:
        self.rows, self._firsts = rows, [row.first_lsn for row in rows]

    def _moved(self) -> None:
        if self.rows:
            self._settle.start()

    def _look_closer(self) -> None:
        """Read anew where what is in sight was not read, or only more coarsely than it can be shown."""
        low, high = self._sight()
        span, (first, end) = max(high - low, 1), self._read
        bars = [len(group) for group in self.activity.stretches] if self.activity is not None else []
        coarse = max(bars, default=1) > -(-span // BUCKETS)
        if low < first or high > end or coarse:
            self._ask()

    def _sight(self) -> tuple[int, int]:
        camera, count = self._chart.camera, len(self.rows)
        return max(int(camera.low), 0), min(int(np.ceil(camera.high)), count)

    def _ask(self) -> None:
        self._settle.stop()
        low, high = self._sight()
        margin = (high - low) // 2
        first, end = max(low - margin, 0), min(high + margin, len(self.rows))
        buckets = max(round(BUCKETS * (end - first) / max(high - low, 1)), 1)
        rows, asked = self.rows[first:end], (self.of, (first, end))
        self._drop()

        def reading(repository: Repository, job: Job) -> WalActivity:
            return wal_activity(repository, rows, job, buckets=buckets)

        def filled(activity: WalActivity) -> None:
            if self.of == asked[0]:
                self._read, self.activity = asked[1], activity
                self.filled.emit()

        self.reading.emit()
        self._call = self._context.workspace.query(
            "read WAL summaries", reading, filled, self._context.notices.fail, owner=self
        )

    def _drop(self) -> None:
        if self._call is not None and self._call.pending:
            self._call.cancel()
            self._call.forget()
        self._call = None
