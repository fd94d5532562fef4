"""The ranges of the log: everything is found, gaps are told with what they cost, one selection for both axes."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.gui.conftest import WAIT_MS
from tests.gui.histories import SEGMENT, at, backup, segment, small_history, snapshot_of

from pagewake.engines.postgres import ENGINE as POSTGRES
from pagewake.insight.timeline import timeline_of
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.layout import ThingKind
from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange
from pagewake_gui.views.lsn import LsnView
from pagewake_gui.workspace import State


@pytest.fixture
def view(window: MainWindow) -> LsnView:
    window.context.workspace._set_snapshot(snapshot_of(small_history()))
    window.context.workspace._set_state(State.OPEN)
    window.open_page("lsn")
    QApplication.processEvents()
    shown = window.view("lsn")
    assert isinstance(shown, LsnView)
    return shown


FORMS: dict[str, int | None] = {
    "0/14000190": 0x14000190,
    "335544720": 335544720,
    "0x14000190": 0x14000190,
    "000000010000000000000014": 20 * SEGMENT,
    "2026-03-01 03:20:00 UTC": None,
    "before-release-4.2": 20 * SEGMENT + 400,
}


def test_one_field_finds_it_in_any_form(qtbot: Any, view: LsnView) -> None:
    for text, lsn in FORMS.items():
        view.context.selection.clear()
        view.chart.look(0, SEGMENT)
        view.finder.field.clear()
        qtbot.keyClicks(view.finder.field, text)
        qtbot.keyClick(view.finder.field, Qt.Key.Key_Return)
        found = view.context.selection.now.lsn
        assert found is not None, text
        assert found.timeline == 1
        assert found.first == pytest.approx(20 * SEGMENT, abs=1000) if lsn is None else found.first == lsn
        assert view.data is not None
        assert view.chart.camera.low <= view.data.scale.place(found.first) <= view.chart.camera.high
        assert "restorable" in view.finder.list.item(0).text()


def test_nothing_found_says_so(qtbot: Any, view: LsnView) -> None:
    qtbot.keyClicks(view.finder.field, "no such thing")
    qtbot.keyClick(view.finder.field, Qt.Key.Key_Return)
    assert view.finder.note.text() == "Nothing of that name or place is known."


def test_a_transaction_is_looked_for_in_the_log(qtbot: Any, open_window: MainWindow) -> None:
    open_window.open_page("lsn")
    view: Any = open_window.view("lsn")
    view.target.proposed.emit(RestoreTarget(TargetKind.LSN, view.data.timeline.backups[2].stop_lsn + 400))
    qtbot.waitUntil(lambda: view.target.probe.answer.commits is not None, timeout=WAIT_MS)
    commit = view.target.probe.answer.commits.before[-1]
    view.finder.field.setText(commit.xid)
    view.finder.look()
    qtbot.waitUntil(lambda: any(hit.kind.value == "transaction" for hit in view.finder.hits), timeout=WAIT_MS)
    hit = next(hit for hit in view.finder.hits if hit.kind.value == "transaction")
    assert commit.lsn <= hit.lsn <= commit.end_lsn


def test_gaps_are_listed_with_reason_and_cost(view: LsnView) -> None:
    rows = view.gap_rows
    shown = [rows.index(0, column).data() for column in range(rows.columnCount())]
    assert shown == ["0/2D000000", "0/32000000", "never archived", "2 h 25 min", "1"]
    view.gaps.selectRow(0)
    assert view.context.selection.now.lsn == LsnRange(1, 45 * SEGMENT, 50 * SEGMENT)
    assert dict(view.range_facts.shown)["From"] == "0/2D000000 · 2026-03-01 07:30:00 UTC"


def test_a_gap_and_a_segment_say_what_they_are(view: LsnView) -> None:
    data, chart = view.data, view.chart
    assert data is not None
    assert view.words is not None
    box = chart.item.boxes()[0]
    width = chart.item.width

    def thing(segment: float, y: float) -> Any:
        x = (data.scale.place(int(segment * SEGMENT)) - chart.camera.low) / chart.camera.span * width
        return chart.item.thing_at(x, y)

    gap = thing(47, box.band_top + 4)
    assert gap.kind is ThingKind.BAND
    assert "gap of 50 min: never archived" in view.words.thing(data, gap)
    piece = thing(30.5, box.strip_top + 12)
    assert piece.kind is ThingKind.STRETCH
    said = view.words.thing(data, piece)
    assert said.startswith("WAL 00000001000000000000001E: there; LSN 0/1E000000 to 0/1F000000")
    chart.thing_clicked.emit(piece, Qt.KeyboardModifier.NoModifier)
    assert view.context.selection.now.lsn == LsnRange(1, 30 * SEGMENT, 31 * SEGMENT)
    assert view.context.selection.now.time == pytest.approx((at(30).timestamp(), at(31).timestamp()), abs=1)


def test_compressed_and_duplicate_wal_is_told_apart(window: MainWindow, view: LsnView) -> None:
    rows = [segment(number) for number in range(10)]
    part = replace(
        rows[5], name=rows[5].name + ".partial", end_lsn=int(5.4 * SEGMENT), size=int(0.4 * SEGMENT)
    )
    stored = {(1, row.name): SEGMENT // 4 if place < 3 else SEGMENT + 60 for place, row in enumerate(rows)}
    stored[1, part.name] = SEGMENT // 8
    made = timeline_of("shop", POSTGRES, [backup(1, 0.5, 1.5, "full")], [*rows, part], stored=stored)
    window.context.workspace._set_snapshot(snapshot_of(made))
    QApplication.processEvents()
    column = [one.name for one in view.rows.model.columns].index("state")
    said = [view.rows.model.index(row, column).data() for row in range(11)]
    assert said[:4] == ["● compressed"] * 3 + ["● there"]
    assert said[6] == "◆ held twice, compressed"
    assert [view.rows.model.index(row, column + 7).data() for row in (0, 3)] == ["4.00 MiB", "16.0 MiB"]
    data, chart = view.data, view.chart
    assert data is not None
    assert view.words is not None
    chart.look_at_all()
    box = chart.item.boxes()[0]
    image = chart.grab().toImage()

    def x(at_segment: float) -> int:
        place = data.scale.place(int(at_segment * SEGMENT))
        return round((place - chart.camera.low) / chart.camera.span * chart.item.width)

    def shades(at_segment: float) -> set[str]:
        down = range(int(box.strip_top) + 6, int(box.strip_top) + 20)
        return {image.pixelColor(x(at_segment), y).name() for y in down}

    assert len(shades(1.5)) > len(shades(7.5)) == 1
    thing = chart.item.thing_at(x(1.5), box.strip_top + 12)
    assert "16.0 MiB, compressed to 4.00 MiB" in view.words.thing(data, thing)
    below = int(box.strip_top + 4 + min(box.strip - 12, 26.0) + 3)
    assert image.pixelColor(x(5.2), below).name() == view.context.theme.warn
    assert image.pixelColor(x(7.5), below).name() != view.context.theme.warn


def test_a_range_brushed_in_time_is_hatched_here_and_the_other_way_round(
    window: MainWindow, view: LsnView
) -> None:
    time = (at(10).timestamp(), at(12).timestamp())
    view.context.selection.change(None, time=time)
    brush = view.chart.item.overlay.brush
    assert brush is not None
    assert brush[2] is False
    view.propose(lsn=LsnRange(1, 10 * SEGMENT, 12 * SEGMENT), time=None)
    window.open_page("timeline")
    other: Any = window.view("timeline")
    shown = other.chart.item.overlay.brush
    assert shown is not None
    assert shown[2] is False
    assert other.data.scale.value(shown[0]) == pytest.approx(time[0], abs=1)


def test_what_a_restore_would_read_is_marked(qtbot: Any, open_window: MainWindow) -> None:
    open_window.open_page("lsn")
    view: Any = open_window.view("lsn")
    view.target.proposed.emit(RestoreTarget(TargetKind.LATEST))
    qtbot.waitUntil(lambda: view.target.probe.answer.plan is not None, timeout=WAIT_MS)
    plan = view.target.probe.answer.plan
    (read,) = view.chart.item.overlay.reads
    assert view.data.scale.value(read[1]) == plan.wal[0].first_lsn
    assert view.data.scale.value(read[2]) == plan.wal[-1].end_lsn
    assert view.chart.item.overlay.used == view.row_of_backup(plan.backup.id)


def test_the_table_has_every_piece_of_wal(qtbot: Any, qtmodeltester: Any, view: LsnView) -> None:
    qtbot.keyClick(view.chart, Qt.Key.Key_T)
    assert view.rows.model.rowCount() == 95 + 25 + 14
    qtmodeltester.check(view.rows.model)
    view.rows.table.selectRow(3)
    assert view.context.selection.now.lsn == LsnRange(1, 3 * SEGMENT, 4 * SEGMENT)
    qtbot.keyClick(view.rows.table, Qt.Key.Key_T)
    assert view.chart.item.overlay.brush is not None


def test_the_target_line_names_positions_here(view: LsnView) -> None:
    view.hand.place_target()
    target = view.context.selection.now.target
    assert target is not None
    assert target.kind is TargetKind.LSN
    mark = view.chart.item.overlay.target
    assert mark is not None
    assert mark[2].startswith("LSN 0/")
    data = view.data
    assert data is not None
    point = view.chart.point_of(mark[0], 0)
    assert view.chart.thing_at(QPointF(point)).kind is ThingKind.TARGET
    port = view.chart
    end = view.chart.point_of(float(data.place[1]), 0)
    QTest.mousePress(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)
    chosen = view.context.selection.now.target
    assert chosen == RestoreTarget(TargetKind.LSN, data.timeline.backups[1].stop_lsn, timeline=1)
