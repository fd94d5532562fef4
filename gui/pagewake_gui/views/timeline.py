"""V2: the history of a source over time: lanes, backups, coverage, restore points, commits, and the target line."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from pagewake.clock import now as clock_now
from pagewake.desk.journal import Standing
from pagewake.desk.snapshot import SourceState
from pagewake.insight.columns import seconds
from pagewake.insight.coverage import GapSpan
from pagewake.insight.marks import RestorePoint
from pagewake.model import TargetKind
from pagewake_gui.charts.chain_data import ChainData, data_over_time
from pagewake_gui.charts.scales import TimeScale
from pagewake_gui.charts.spots import target_of_point, time_of_lsn_range
from pagewake_gui.charts.timeline_items import RunningMark
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Align, Column, Later
from pagewake_gui.selection import LsnRange, Selection
from pagewake_gui.views.lanes import LanesView
from pagewake_gui.widgets.backup_details import BackupDetails
from pagewake_gui.widgets.lane_menu import about_gap, about_point
from pagewake_gui.widgets.legend import TIMELINE_MARKS
from pagewake_gui.widgets.place_menu import About, about_backups

MOST_FAILED = 200


class TimelineView(LanesView):
    """Chart and table of everything that has a time; beside it the target and the selected backups."""

    name = "timeline"
    icon = "timeline"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.details = BackupDetails(context)
        self.details.chosen.connect(self.bring)
        self.details.restore_asked.connect(self._restore_backup)
        self.legend.show_entries(TIMELINE_MARKS)
        self.side.addWidget(self.target)
        self.side.addWidget(self.brush_card)
        self.side.addWidget(self.details)
        self.side.addStretch(1)
        context.jobs.changed.connect(lambda _: self.draw_overlay())
        context.jobs.ticked.connect(self._tick)

    def accessible_title(self) -> str:
        return self.tr("Timeline of backups")

    def make_data(self, state: SourceState, now: datetime) -> ChainData:
        return data_over_time(state.timeline, now.timestamp(), state.expiries)

    def show_details(self, state: SourceState | None, selection: Selection) -> None:
        self.details.show_backups(state, selection.backups)

    def range_text(self) -> str:
        assert self.data is not None
        camera, scale, formats = self.chart.camera, self.data.scale, self.context.formats
        begin, end = scale.value(camera.low), scale.value(camera.high)
        return self.tr("{0} to {1}").format(formats.moment(begin), formats.moment(end))

    def span_text(self, low: float, high: float) -> str:
        return self.context.formats.duration(high - low)

    def other_axis_text(self, number: int) -> str:
        return self.tr("LSN, timeline {0}").format(number)

    def brush_places(self, selection: Selection) -> tuple[float, float, bool] | None:
        if self.data is None or not isinstance(self.data.scale, TimeScale):
            return None
        scale = self.data.scale
        if selection.time is not None:
            return scale.place(selection.time[0]), scale.place(selection.time[1]), True
        if selection.lsn is None:
            return None
        time = time_of_lsn_range(self.data.timeline, selection.lsn)
        return (scale.place(time[0]), scale.place(time[1]), False) if time is not None else None

    def running_marks(self) -> tuple[RunningMark, ...]:
        state, data = self.source, self.data
        if state is None or data is None:
            return ()
        columns, now = state.timeline.backup_columns, clock_now().timestamp()
        lane = int(columns.lane[-1]) if len(columns) else 0
        return self._failed_marks(state.name, data, lane) + tuple(
            RunningMark(
                entry.id,
                data.scale.place(entry.started.timestamp()),
                data.scale.place(now),
                lane,
                entry.title,
            )
            for entry in self.context.jobs.active
            if entry.kind == "backup"
            and entry.standing is Standing.RUNNING
            and entry.object_name == state.name
            and entry.started is not None
        )

    def _failed_marks(self, source: str, data: ChainData, lane: int) -> tuple[RunningMark, ...]:
        """Where taking a backup failed, as far as this user's journal knows."""
        failed = [
            entry
            for entry in self.context.jobs.entries()
            if entry.kind == "backup" and entry.standing is Standing.FAILED and entry.object_name == source
        ]
        return tuple(
            RunningMark(
                entry.id,
                data.scale.place((entry.started or entry.created).timestamp()),
                data.scale.place(entry.finished.timestamp()),
                lane,
                self.tr("{0}: failed {1}; {2}").format(
                    entry.title, self.context.formats.moment(entry.finished), entry.error
                ),
                failed=True,
            )
            for entry in failed[:MOST_FAILED]
            if entry.finished is not None
        )

    def _tick(self) -> None:
        if self.isVisible() and (self.chart.item.overlay.running or self.running_marks()):
            self.draw_overlay()

    def _restore_backup(self, backup: str) -> None:
        """The wizard on a backup: without a target in the selection it begins with that."""
        self.propose(backups=(backup,), target=None)
        self.act("restore.open")

    # --- the table: backups, then gaps, then restore points, one row each

    def table_columns(self, state: SourceState) -> list[Column]:
        timeline, formats, words = state.timeline, self.context.formats, self.words
        assert words is not None
        backups, spans, points = timeline.backups, timeline.gap_spans, timeline.restore_points
        columns, lsn = timeline.backup_columns, timeline.lsn_style.text
        expiry = self.data.expiry if self.data is not None else np.zeros(len(backups), np.uint8)

        def values(
            of_backups: Callable[[], Iterable[Any]],
            of_span: Callable[[GapSpan], Any],
            of_point: Callable[[RestorePoint], Any],
        ) -> Later:
            return Later(
                len(backups) + len(spans) + len(points),
                lambda: [*of_backups(), *map(of_span, spans), *map(of_point, points)],
            )

        def spoken(word: Callable[[int], str], codes: NDArray[np.uint8]) -> Iterable[str]:
            known = {code: word(code) for code in np.unique(codes).tolist()}
            return map(known.__getitem__, codes.tolist())

        def nothing(_: object) -> str:
            return ""

        what = values(
            lambda: spoken(words.type, columns.type),
            lambda _: self.tr("gap"),
            lambda _: self.tr("restore point"),
        )
        begin = values(columns.started.tolist, lambda one: one.first_time, _time)
        end = values(columns.finished.tolist, lambda one: one.last_time, _time)
        said = values(
            lambda: spoken(words.state, columns.state),
            lambda one: self.context.words(one.gap.reason),
            nothing,
        )
        goes = values(lambda: spoken(words.expiry, expiry), nothing, nothing)
        lane = values(
            lambda: (one.stop_timeline for one in backups),
            lambda one: one.gap.timeline,
            lambda one: one.timeline,
        )
        low = values(columns.start_lsn.tolist, lambda one: one.gap.from_lsn, _lsn)
        high = values(columns.stop_lsn.tolist, lambda one: one.gap.to_lsn, _lsn)
        name = values(lambda: (one.id for one in backups), nothing, lambda one: one.name)
        return [
            Column("what", self.tr("What"), what, width=110),
            Column("begin", self.tr("From"), begin, formats.moment, width=190, key=_sortable),
            Column("end", self.tr("To"), end, formats.moment, width=190, key=_sortable),
            Column("state", self.tr("State"), said, width=150),
            Column("expiry", self.tr("Expiry"), goes, width=150),
            Column("timeline", self.tr("Timeline"), lane, width=80),
            Column("from_lsn", self.tr("From LSN"), low, lsn, Align.RIGHT),
            Column("to_lsn", self.tr("To LSN"), high, lsn, Align.RIGHT),
            Column("name", self.tr("Name"), name, width=220, least=100),
        ]

    def select_rows(self, rows: list[int]) -> None:
        if self.data is None:
            return
        timeline = self.data.timeline
        backups, gaps = len(timeline.backups), len(timeline.gap_spans)
        chosen = tuple(timeline.backups[row].id for row in rows if row < backups)
        parts: dict[str, object] = {"backups": chosen}
        others = [row - backups for row in rows if row >= backups]
        if others and others[0] < gaps:
            span = timeline.gap_spans[others[0]]
            known = not (math.isnan(span.first_time) or math.isnan(span.last_time))
            parts["time"] = (span.first_time, span.last_time) if known else None
            parts["lsn"] = LsnRange(span.gap.timeline, span.gap.from_lsn, span.gap.to_lsn)
        elif others:
            parts["target"] = target_of_point(timeline, others[0] - gaps)
        self.context.selection.change(self, **parts)
        self.draw_overlay()
        selection = self.context.selection.now
        self.target.show_target(selection.target, selection.backups[0] if selection.backups else None)
        self.show_details(self.source, selection)

    def about_rows(self, rows: list[int]) -> About | None:
        state, data = self.source, self.data
        if state is None or data is None:
            return None
        backups, gaps = len(data.timeline.backups), len(data.timeline.gap_spans)
        chosen = [data.timeline.backups[row].id for row in rows if row < backups]
        if chosen:
            return about_backups(state, chosen)
        if rows[0] < backups + gaps:
            return about_gap(state, data.timeline.gap_spans[rows[0] - backups])
        return about_point(data, rows[0] - backups - gaps)

    def rows_selected(self, selection: Selection) -> list[int]:
        assert self.data is not None
        timeline = self.data.timeline
        rows = [self._rows[one] for one in selection.backups if one in self._rows]
        if selection.lsn is not None:
            rows += [
                len(timeline.backups) + number
                for number, gap in enumerate(timeline.gaps)
                if LsnRange(gap.timeline, gap.from_lsn, gap.to_lsn) == selection.lsn
            ]
        if selection.target is not None and selection.target.kind is TargetKind.NAME:
            before = len(timeline.backups) + len(timeline.gap_spans)
            rows += [
                before + number
                for number, point in enumerate(timeline.restore_points)
                if point.name == selection.target.value
            ]
        return rows


def _time(point: RestorePoint) -> float:
    return seconds(point.time)


def _lsn(point: RestorePoint) -> int:
    return point.lsn


def _sortable(time: float) -> float:
    """Unknown times come last."""
    return math.inf if math.isnan(time) else time
