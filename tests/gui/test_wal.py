"""The WAL explorer: bars, their table, stretches and records, one selection; zoomed and exported like every chart."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QMenu
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake_gui.charts.bars import NEAREST, Bars
from pagewake_gui.charts.bars_chart import BarsChart
from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange
from pagewake_gui.theme import DARK, LIGHT

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def view(qtbot: Any, open_window: MainWindow) -> Any:
    open_window.open_page("wal")
    found: Any = open_window.view("wal")
    qtbot.waitUntil(lambda: found.activity is not None, timeout=WAIT_MS)
    return found


def middle(view: Any, bar: int) -> QPoint:
    point: QPoint = view.chart.box_of(bar).center().toPoint()
    return point


def fullest(view: Any) -> int:
    """A bar with commits: on a busy machine another one may be so short that nothing was committed in it."""
    stretches = view.activity.stretches
    return max(range(len(stretches)), key=lambda one: records_in(stretches[one][:1]))


def records_in(stretches: Any) -> int:
    return sum(one.records for one in stretches)


def test_a_bucket_is_chosen_by_mouse_and_its_records_are_read(
    qtbot: Any, view: Any, open_window: MainWindow, qtmodeltester: Any
) -> None:
    assert "commit(s)" in view.told.text()
    bar = fullest(view)
    qtbot.mouseClick(view.chart, LEFT, pos=middle(view, bar))
    records = view.records.records
    qtbot.waitUntil(lambda: records.model.total > 0, timeout=WAIT_MS)
    row = view.activity.stretches[bar][0]
    assert records.model.total == row.records
    assert open_window.context.selection.now.lsn == LsnRange(1, row.first_lsn, row.end_lsn)
    assert view.buckets.table.selected() == [bar]
    assert view.records.copy.command.startswith("pagewake wal get")
    records.filter.setText("Commit")
    assert 0 < records.model.rowCount() < records.model.total
    for table in (records, view.records.stretches, view.buckets):
        qtmodeltester.check(table.model)


def test_keys_walk_along_the_bars_and_t_shows_the_table(qtbot: Any, view: Any) -> None:
    view.chart.setFocus()
    qtbot.keyClick(view.chart, Qt.Key.Key_Right)
    qtbot.keyClick(view.chart, Qt.Key.Key_Right, SHIFT)
    assert view.buckets.table.selected() == [0, 1]
    view.window().activateWindow()
    qtbot.keyClick(view.chart, Qt.Key.Key_T)
    assert view._pictures.currentIndex() == 1
    assert view.buckets.table.selected() == [0, 1]
    assert view.tools.table.isChecked()
    qtbot.keyClick(view.buckets.table, Qt.Key.Key_T)
    qtbot.keyClick(view.chart, Qt.Key.Key_Escape)
    assert view.buckets.table.selected() == []
    assert view.context.selection.now.lsn is None


def test_a_selection_from_elsewhere_is_shown_and_a_theme_changes_nothing(
    view: Any, open_window: MainWindow
) -> None:
    first = int(view.activity.first_lsn[3])
    open_window.context.selection.change(None, lsn=LsnRange(1, first, first + 1))
    assert view.chart.chosen == (3, 3)
    told = view.told.text()
    open_window.context.appearance.change(theme=DARK)
    assert (view.told.text(), view.chart.chosen) == (told, (3, 3))


def test_the_chart_is_looked_around_in_like_every_other(qtbot: Any, view: Any) -> None:
    chart, camera = view.chart, view.chart.camera
    whole = (camera.low, camera.high)
    at = QPointF(middle(view, 5))
    under = chart.place_of(at.x())
    wheel = QWheelEvent(
        at,
        chart.mapToGlobal(at),
        QPoint(),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(chart, wheel)
    assert camera.span < whole[1] - whole[0]
    assert chart.place_of(at.x()) == pytest.approx(under)
    assert view.tools.trail.texts[0] == "Everything"
    before = camera.low
    qtbot.mousePress(chart, LEFT, NONE, QPoint(300, 60))
    qtbot.mouseMove(chart, QPoint(280, 60))
    qtbot.mouseRelease(chart, LEFT, NONE, QPoint(280, 60))
    assert camera.low > before
    assert view.context.selection.now.lsn is None
    qtbot.keyClick(chart, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(chart, Qt.Key.Key_Left, ALT)
    assert (camera.low, camera.high) == whole
    qtbot.mouseDClick(chart, LEFT, NONE, middle(view, 4))
    assert camera.low <= view.chart.bars.low[4]
    assert view.chart.bars.high[4] <= camera.high
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert (camera.low, camera.high) == whole
    qtbot.mousePress(chart, LEFT, SHIFT, middle(view, 2))
    qtbot.mouseMove(chart, middle(view, 3))
    qtbot.mouseRelease(chart, LEFT, SHIFT, middle(view, 4))
    assert chart.chosen == (2, 4)
    qtbot.keyClick(chart, Qt.Key.Key_F)
    assert (camera.low, camera.high) == pytest.approx(
        (float(chart.bars.low[2]), float(chart.bars.high[4])), abs=2
    )
    qtbot.waitUntil(lambda: not view.context.bridge.busy, timeout=WAIT_MS)


def test_a_closer_look_reads_finer_bars_of_what_is_in_sight(qtbot: Any, view: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("pagewake_gui.views.wal_feed.BUCKETS", 4)
    feed, rows = view.feed, len(view.feed.rows)
    feed._ask()
    qtbot.waitUntil(lambda: len(view.activity) <= 4, timeout=WAIT_MS)
    coarse = view.activity
    assert sum(len(group) for group in coarse.stretches) == rows
    near = max(rows / 3, NEAREST)  # how much WAL the demo makes differs from run to run
    view.chart.look(0.0, near)
    qtbot.waitUntil(lambda: view.activity is not coarse, timeout=WAIT_MS)
    fine = view.activity
    assert max(len(group) for group in fine.stretches) < max(len(group) for group in coarse.stretches)
    assert view.chart.bars.low[0] == 0
    assert view.chart.camera.high == pytest.approx(near)
    assert list(view.chart.bars.low[1:]) == list(view.chart.bars.high[:-1])


def test_a_refresh_does_not_move_it(qtbot: Any, view: Any, open_window: MainWindow) -> None:
    view.chart.look(2.0, 8.0)
    before = view.feed.lsn_at(2.0), view.feed.lsn_at(8.0)
    state = view.source
    view.feed.rows = view.feed.rows[1:]  # as if the oldest piece were new to it
    view.feed._firsts = view.feed._firsts[1:]
    view.chart.camera.limit(0.0, float(len(view.feed.rows)))
    view.chart.camera.show(1.0, 7.0)
    view.feed.show(state, 1)
    assert (view.feed.lsn_at(view.chart.camera.low), view.feed.lsn_at(view.chart.camera.high)) == before
    qtbot.waitUntil(lambda: not view.context.bridge.busy, timeout=WAIT_MS)


def test_menus_of_bars_stretches_and_records_offer_the_same(qtbot: Any, view: Any) -> None:
    menu = QMenu()
    filled = fullest(view)
    view.fill_menu(menu, filled)
    bar = {action.text(): action for action in menu.actions()}
    for text in (
        "Set the target here",
        "Copy time (UTC)",
        "Show on the timeline",
        "Show in the heat map",
        "Zoom to it",
    ):
        assert text in bar, text
    bar["Copy LSN"].trigger()
    assert QGuiApplication.clipboard().text() == str(int(view.activity.first_lsn[filled]))
    bar["Copy as command"].trigger()
    assert QGuiApplication.clipboard().text().startswith("pagewake wal get")
    qtbot.mouseClick(view.chart, LEFT, pos=middle(view, filled))
    qtbot.waitUntil(lambda: view.records.records.model.total > 0, timeout=WAIT_MS)
    for fill in (view.records.fill_stretch_menu, view.records.fill_record_menu):
        other = QMenu()
        fill(other, [0])
        texts = {action.text() for action in other.actions()}
        assert {"Copy LSN", "Copy command to restore", "Show in the LSN ranges"} <= texts
        assert any(text.startswith("Restore to here") for text in texts)


@pytest.mark.parametrize("ending", ["png", "svg", "csv", "json"])
def test_the_picture_and_the_numbers_are_exported(
    qtbot: Any, view: Any, open_window: MainWindow, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"wal.{ending}"
    with qtbot.waitSignal(open_window.context.notices.said, timeout=WAIT_MS):
        view.tools.export.export_to(path, ending, 4.0)
    with by_the_test():
        data = path.read_bytes()
    if ending == "png":
        assert QImage.fromData(data).width() == view.chart.width() * 4
    elif ending == "svg":
        assert b"<svg" in data
        assert str(view.feed.lsn_at(view.chart.camera.low)).encode() in data
    elif ending == "json":
        assert sum(one["commits"] for one in json.loads(data)) == int(view.activity.commits.sum())
    else:
        assert len(data.splitlines()) == len(view.activity) + 1


def test_ten_thousand_pieces_are_looked_through_quickly(qtbot: Any) -> None:
    chart = BarsChart("wal")
    qtbot.addWidget(chart)
    chart.resize(1000, 300)
    chart.restyle(LIGHT)
    edges = np.linspace(0, 10_000, 241)
    chart.show_bars(
        Bars(np.ones((240, 8)), edges[:-1], edges[1:]), lambda value: f"{value:.0f}", lambda place: ("a", "b")
    )
    chart.show_extent(10_000, None)
    chart.show()
    assert len(chart.in_sight()) == 240
    chart.look(100.0, 200.0)
    assert list(chart.in_sight()) == [2, 3, 4]
    assert chart.bar_at(chart.x_of(130.0)) == 3
    assert chart.bar_at(2.0) == -1
