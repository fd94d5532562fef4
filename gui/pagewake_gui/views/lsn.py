"""V3: the log of a source over its positions: segments, brackets of backups, gaps, and what a restore would read."""

from __future__ import annotations

import math
from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from pagewake.desk.setup_commands import wal_records_command
from pagewake.desk.snapshot import SourceState
from pagewake.insight.search import Hit, HitKind
from pagewake.lsn import LsnStyle
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.chain_data import ChainData, data_over_lsn
from pagewake_gui.charts.scales import LsnScale
from pagewake_gui.charts.spots import Spot, lsn_range_of_time, time_of_lsn_range
from pagewake_gui.context import Context
from pagewake_gui.formats import plural
from pagewake_gui.models.columns import Align, Column, ColumnsModel, Later
from pagewake_gui.selection import LsnRange, Selection
from pagewake_gui.views.lanes import LanesView
from pagewake_gui.widgets.basics import Card, label
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.widgets.find_field import FindField
from pagewake_gui.widgets.lane_menu import about_gap, about_stretch
from pagewake_gui.widgets.legend import LSN_MARKS
from pagewake_gui.widgets.place_menu import About, PlaceMenu
from pagewake_gui.widgets.table import Table


class LsnView(LanesView):
    """Chart and table of the archived WAL; beside it the finder, the gaps, the range and the target."""

    name = "lsn"
    icon = "lsn"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.legend.show_entries(LSN_MARKS)
        self.rows.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names differ at their ends
        self.finder = FindField(context)
        self.finder.chosen.connect(self.show_hit)
        self.gap_card = Card(QCoreApplication.translate("LsnView", "Gaps"))
        self.no_gaps = label(self.tr("● The archived WAL is unbroken."), "good", wrap=True)
        self.gap_rows = ColumnsModel((), self)
        self.gaps = Table(self.tr("Gaps in the WAL"), self.gap_rows)
        self.gaps.setMinimumHeight(130)
        self.gaps.rows_selected.connect(self._choose_gap)
        self.gaps.set_menu(self._fill_gap_menu)
        self.gaps.row_opened.connect(lambda _: self.look_at_selection())
        self.gap_card.body.addWidget(self.no_gaps)
        self.gap_card.body.addWidget(self.gaps)
        self.range_card = Card(QCoreApplication.translate("LsnView", "Selected range"))
        self.range_facts = Facts()
        self.range_card.body.addWidget(self.range_facts)
        for card in (self.finder, self.target, self.range_card, self.brush_card, self.gap_card):
            self.side.addWidget(card)
        self.side.addStretch(1)

    def accessible_title(self) -> str:
        return self.tr("Ranges of the log")

    def make_data(self, state: SourceState, now: datetime) -> ChainData:
        return data_over_lsn(state.timeline, state.expiries)

    def range_text(self) -> str:
        assert self.data is not None
        camera, scale = self.chart.camera, self.data.scale
        text = self.data.timeline.lsn_style.text
        first, last = int(scale.value(camera.low)), int(scale.value(camera.high))
        return self.tr("LSN {0} to {1}").format(text(first), text(last))

    def span_text(self, low: float, high: float) -> str:
        count = round(high - low)
        if self.data is not None and self.data.timeline.lsn_style is LsnStyle.HALVES:  # they count bytes
            return self.context.formats.size(count)
        return self.tr("{0} position(s)", "", plural(count)).format(self.context.formats.count(count))

    def other_axis_text(self, number: int) -> str:
        return self.tr("Time, timeline {0}").format(number)

    def brush_places(self, selection: Selection) -> tuple[float, float, bool] | None:
        if self.data is None or not isinstance(self.data.scale, LsnScale):
            return None
        scale = self.data.scale
        if selection.lsn is not None:
            return scale.place(selection.lsn.first), scale.place(selection.lsn.end), True
        if selection.time is None:
            return None
        for lane in range(self.data.lanes)[::-1]:
            found = lsn_range_of_time(self.data.timeline, *selection.time, lane)
            if found is not None:
                return scale.place(found.first), scale.place(found.end), False
        return None

    def show_hit(self, hit: Hit) -> None:
        """Show what was found: select it, and bring it into sight."""
        if hit.kind is HitKind.BACKUP and hit.backup is not None:
            self.bring(hit.backup)
            return
        parts: dict[str, object] = {}
        if hit.kind is HitKind.RESTORE_POINT:
            several = self.data is not None and self.data.lanes > 1
            number = hit.timeline if several else None
            parts["target"] = RestoreTarget(TargetKind.NAME, hit.text, timeline=number)
        if hit.lsn is not None and hit.timeline is not None:
            parts["lsn"] = LsnRange(hit.timeline, hit.lsn, hit.lsn + 1)
            parts["time"] = None if math.isnan(hit.time) else (hit.time, hit.time)
        self.propose(**parts)
        if hit.lane is not None:
            self.reveal(Spot(hit.lane, hit.time, hit.lsn))

    def show_details(self, state: SourceState | None, selection: Selection) -> None:
        self.finder.show_source(state)
        self._show_range_card(state, selection)
        if state is None:
            self.gap_rows.replace([])
            return
        if self._gaps_of is not state:
            self._gaps_of = state
            self.gap_rows.replace(self._gap_columns(state))
            self.gaps.fit()
        some = bool(state.timeline.gaps)
        self.gaps.setVisible(some)
        self.no_gaps.setVisible(not some)
        chosen = [
            row
            for row, gap in enumerate(state.timeline.gaps)
            if LsnRange(gap.timeline, gap.from_lsn, gap.to_lsn) == selection.lsn
        ]
        if self.gaps.selected() != chosen:
            self.gaps.select(chosen)

    _gaps_of: SourceState | None = None

    def _show_range_card(self, state: SourceState | None, selection: Selection) -> None:
        """A range as positions and as times, side by side."""
        lsn = selection.lsn
        self.range_card.setVisible(state is not None and lsn is not None)
        if state is None or lsn is None:
            return
        formats, text = self.context.formats, state.timeline.lsn_style.text
        time = selection.time or time_of_lsn_range(state.timeline, lsn)
        first, last = time if time is not None else (math.nan, math.nan)
        at = self.tr("{0} · {1}").format(text(lsn.first), formats.moment(first))
        if lsn.end - lsn.first == 1:
            self.range_facts.show_facts([(self.tr("Timeline"), str(lsn.timeline)), (self.tr("At"), at)])
            return
        self.range_facts.show_facts(
            [
                (self.tr("Timeline"), str(lsn.timeline)),
                (self.tr("From"), at),
                (self.tr("To"), self.tr("{0} · {1}").format(text(lsn.end), formats.moment(last))),
                (
                    self.tr("Long"),
                    self.tr("{0} · {1}").format(
                        self._length(state, lsn.end - lsn.first),
                        formats.duration(last - first) if time is not None else self.tr("unknown"),
                    ),
                ),
            ]
        )

    def _length(self, state: SourceState, positions: int) -> str:
        """How long a range of positions is, in what people count by: bytes where an LSN counts bytes."""
        if state.timeline.lsn_style is LsnStyle.HALVES:
            return self.context.formats.size(positions)
        text = self.tr("{0} position(s)", "", plural(positions))
        return text.format(self.context.formats.count(positions))

    def _gap_columns(self, state: SourceState) -> list[Column]:
        timeline, formats = state.timeline, self.context.formats
        gaps, lsn = timeline.gaps, timeline.lsn_style.text

        def cost(seconds: float) -> str:
            return self.tr("not known") if math.isnan(seconds) else formats.duration(seconds)

        return [
            Column("from_lsn", self.tr("From LSN"), [one.from_lsn for one in gaps], lsn, width=90),
            Column("to_lsn", self.tr("To LSN"), [one.to_lsn for one in gaps], lsn, width=90),
            Column(
                "reason",
                self.tr("Reason"),
                [one.reason for one in gaps],
                self.context.words,
                width=110,
                tip=self.context.words,
            ),
            Column(
                "cost",
                self.tr("Not restorable"),
                [one.seconds for one in timeline.gap_spans],
                cost,
                Align.RIGHT,
                key=lambda one: math.inf if math.isnan(one) else one,
                width=135,
            ),
            Column("timeline", self.tr("Timeline"), [one.timeline for one in gaps], width=70),
        ]

    def _choose_gap(self, rows: list[int]) -> None:
        if self.data is None or not rows:
            return
        span = self.data.timeline.gap_spans[rows[0]]
        known = not (math.isnan(span.first_time) or math.isnan(span.last_time))
        lsn = LsnRange(span.gap.timeline, span.gap.from_lsn, span.gap.to_lsn)
        self.propose(lsn=lsn, time=(span.first_time, span.last_time) if known else None)
        brush = self.brush_places(self.context.selection.now)
        if brush is not None:
            self.chart.reveal(brush[0], brush[1])

    # --- the table: one row for every piece of WAL

    def table_columns(self, state: SourceState) -> list[Column]:
        timeline, formats = state.timeline, self.context.formats
        stretches, lsn = timeline.stretches, timeline.lsn_style.text

        def states() -> list[str]:
            kinds = zip(stretches.present, stretches.duplicate, stretches.compressed, strict=True)
            return [
                self._state_text(bool(there), bool(twice), bool(packed)) for there, twice, packed in kinds
            ]

        def timelines() -> list[int]:
            return [one.timeline for one in stretches.rows]

        def stored(count: int) -> str:
            return "" if count < 0 else formats.size(int(count))

        def position(value: object) -> str:
            return lsn(int(value))  # type: ignore[call-overload]

        return [
            Column("name", self.tr("WAL"), stretches.names, width=230),
            Column("state", self.tr("State"), Later(len(stretches), states), width=150),
            Column("timeline", self.tr("Timeline"), Later(len(stretches), timelines), width=80),
            Column("from_lsn", self.tr("From LSN"), stretches.first_lsn, position, Align.RIGHT),
            Column("to_lsn", self.tr("To LSN"), stretches.end_lsn, position, Align.RIGHT),
            Column("begin", self.tr("From"), stretches.begin_time, formats.moment, width=190),
            Column("end", self.tr("To"), stretches.end_time, formats.moment, width=190),
            Column("size", self.tr("Size"), stretches.size, formats.size, Align.RIGHT, width=90),
            Column("stored", self.tr("Stored"), stretches.stored, stored, Align.RIGHT, width=90),
            Column("records", self.tr("Records"), stretches.records, formats.count, Align.RIGHT, width=90),
            Column("commits", self.tr("Commits"), stretches.commits, formats.count, Align.RIGHT, width=90),
            Column(
                "blocks",
                self.tr("Blocks changed"),
                stretches.changed_blocks,
                formats.count,
                Align.RIGHT,
                width=110,
            ),
        ]

    def _state_text(self, present: bool, twice: bool, packed: bool) -> str:
        if not present:
            return self.tr("■ missing")
        if twice:
            return self.tr("◆ held twice, compressed") if packed else self.tr("◆ held twice")
        return self.tr("● compressed") if packed else self.tr("● there")

    def select_rows(self, rows: list[int]) -> None:
        if self.data is None or not rows:
            return
        stretches = self.data.timeline.stretches
        chosen = [stretches.rows[row] for row in rows]
        number = chosen[0].timeline
        own = [one for one in chosen if one.timeline == number]
        lsn = LsnRange(number, min(one.first_lsn for one in own), max(one.end_lsn for one in own))
        time = time_of_lsn_range(self.data.timeline, lsn)
        self.context.selection.change(self, lsn=lsn, time=time)
        self.draw_overlay()
        self.show_details(self.source, self.context.selection.now)

    def about_rows(self, rows: list[int]) -> About | None:
        state, data, place = self.source, self.data, self.context.workspace.place
        if state is None or data is None:
            return None
        row = data.timeline.stretches.rows[rows[0]]
        return about_stretch(state, row, wal_records_command(place, state.name, [row.name]) if place else "")

    def _fill_gap_menu(self, menu: QMenu, rows: list[int]) -> None:
        state, data = self.source, self.data
        if state is not None and data is not None:
            about = about_gap(state, data.timeline.gap_spans[rows[0]])
            PlaceMenu(self.context, menu, state, self.name).fill(about)

    def rows_selected(self, selection: Selection) -> list[int]:
        assert self.data is not None
        lsn = selection.lsn
        if lsn is None:
            return []
        rows = self.data.timeline.stretches.rows
        return [
            number
            for number, row in enumerate(rows)
            if row.timeline == lsn.timeline and row.first_lsn < lsn.end and row.end_lsn > lsn.first
        ][:1000]
