"""The history of a source as a strip of time on which a moment is chosen, and the same as a table (T)."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake.insight.timeline import SourceTimeline
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.widgets.basics import label
from pagewake_gui.widgets.table import FilteredTable
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.strip import Strip


class TimelinePanel(QWidget):
    """`picked` carries the moment that was chosen, and the database's timeline where there are several."""

    picked = Signal(object, object)

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self.strip = Strip(draft.context)
        self.strip.picked.connect(self.picked)
        self.table = FilteredTable(self.tr("Restorable windows"))
        self.table.table.rows_selected.connect(self._pick_row)
        self.table.table.setMaximumHeight(120)
        self.table.hide()
        self._windows: list[tuple[int, datetime, datetime]] = []
        self.hint = label(
            self.tr(
                "■ full  ◆ differential  ● incremental backup; filled: can be restored, hatched: cannot. "
                "Click sets the target and snaps to backups and restore points (Alt: not). Wheel zooms, dragging "
                "moves, arrow keys move the target, T shows a table."
            ),
            "muted",
            wrap=True,
        )
        self.table.table.installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.strip, self.table, self.hint):
            column.addWidget(part)

    def show_timeline(self, timeline: SourceTimeline) -> None:
        """Show a source."""
        self.strip.show_timeline(timeline)
        timed = [one for one in timeline.windows if one.from_time and one.to_time]
        self._windows = [
            (one.timeline, one.from_time, one.to_time) for one in timed if one.from_time and one.to_time
        ]
        moment = self._draft.context.formats.moment
        lsn = self._draft.lsn_text
        self.table.replace(
            [
                Column("timeline", self.tr("Timeline"), [one.timeline for one in timed], width=80),
                Column(
                    "from_time", self.tr("First moment"), [one.from_time for one in timed], moment, width=200
                ),
                Column("to_time", self.tr("Last moment"), [one.to_time for one in timed], moment, width=200),
                Column("from_lsn", self.tr("From LSN"), [one.from_lsn for one in timed], lsn, Align.RIGHT),
                Column("to_lsn", self.tr("To LSN"), [one.to_lsn for one in timed], lsn, Align.RIGHT),
            ]
        )

    def show_target(self, target: RestoreTarget | None, backup: str | None) -> None:
        """Draw the line of a target, however it was named; None takes it away."""
        self.strip.show_target(
            None if target is None else self._time_of(target, backup), self._lane_of(target)
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Tabs do not ask how high wrapped lines are: the last of them would be cut.
        self.hint.setMinimumHeight(self.hint.heightForWidth(self.hint.width()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_T:
            self._swap()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table would take the letter for the beginning of a search."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_T
        ):
            self._swap()
            return True
        return super().eventFilter(watched, event)

    def _swap(self) -> None:
        shown = self.table.isVisible()
        self.table.setVisible(not shown)
        self.strip.setVisible(shown)
        (self.strip if shown else self.table.table).setFocus()

    def _lane_of(self, target: RestoreTarget | None) -> int | None:
        """The lane of the timeline that a target names; None where it names none."""
        state = self._draft.state
        if state is None or target is None or target.timeline is None:
            return None
        lanes = state.timeline.lanes
        return next((lane.index for lane in lanes if lane.timeline == target.timeline), None)

    def _time_of(self, target: RestoreTarget, backup: str | None) -> float | None:
        if isinstance(target.value, datetime):
            return target.value.timestamp()
        state = self._draft.state
        if state is None:
            return None
        timeline = state.timeline
        if target.kind is TargetKind.LSN and isinstance(target.value, int):
            times = [timeline.clock(lane.index).time(target.value) for lane in timeline.lanes]
            return next((time for time in times if time == time), None)
        if target.kind is TargetKind.NAME:
            named = (one.time.timestamp() for one in timeline.restore_points if one.name == target.value)
            return next(named, None)
        if target.kind is TargetKind.IMMEDIATE:
            index = timeline.index_of(backup or "")
            return None if index is None else float(timeline.backup_columns.finished[index])
        newest = state.overview.newest
        latest = target.kind is TargetKind.LATEST and newest is not None and newest.time is not None
        return newest.time.timestamp() if latest and newest and newest.time else None

    def _pick_row(self, rows: list[int]) -> None:
        if rows:
            number, _, end = self._windows[rows[0]]
            state = self._draft.state
            several = state is not None and len(state.timeline.lanes) > 1
            self.picked.emit(end, number if several else None)
