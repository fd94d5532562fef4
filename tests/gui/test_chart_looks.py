"""What is around the lanes of a chart: the second axis, the trail of zooms, keys by their place, open and close."""

from __future__ import annotations

import gc
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from tests.gui.conftest import WAIT_MS
from tests.gui.histories import SEGMENT, at, small_history, snapshot_of

from pagewake.jobs import Job
from pagewake.lsn import LsnStyle
from pagewake_gui.charts.axes import OtherAxis, ValueAxis
from pagewake_gui.charts.camera import Camera
from pagewake_gui.charts.chain_data import data_over_lsn, data_over_time
from pagewake_gui.charts.chart import LaneChart
from pagewake_gui.charts.keys import placed_key
from pagewake_gui.charts.wording import Words
from pagewake_gui.formats import Formats, zone_named
from pagewake_gui.job_center import JobSpec
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import DARK, LIGHT
from pagewake_gui.workspace import State

NOW = at(100).timestamp()
NONE = Qt.KeyboardModifier.NoModifier


def key(letter: Qt.Key, code: int) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, letter, NONE, code, 0, 0)


# --- the second axis


def test_the_second_axis_tells_the_time_of_positions_and_where_it_is_unknown() -> None:
    timeline = small_history()
    data = data_over_lsn(timeline)
    other = OtherAxis(timeline.path_clock(0), LsnStyle.HALVES, "Time")
    own = ValueAxis(data.scale, zone_named("Europe/Berlin"))
    ticks = [(data.scale.place(number * SEGMENT), "") for number in (10, 20, 47, 60)]
    texts = dict(other.texts(own, ticks))
    assert [texts[place] for place, _ in (ticks[0], ticks[1], ticks[3])] == [
        "2026-03-01 02:40 +01:00",
        "04:20:00",
        "11:00:00",
    ]
    assert ticks[2][0] not in texts
    low, high = other.known(data.scale)
    gap = data.scale.place(47 * SEGMENT)
    assert not bool(np.any((low <= gap) & (gap <= high)))


def test_the_second_axis_of_time_tells_positions() -> None:
    timeline = small_history()
    data = data_over_time(timeline, NOW)
    other = OtherAxis(timeline.path_clock(0), LsnStyle.HALVES, "LSN")
    ticks = [(data.scale.place(at(number).timestamp()), "") for number in (10, 47, 60)]
    texts = other.texts(ValueAxis(data.scale), ticks)
    assert [text for _, text in texts] == ["0/A000000", "0/3C000000"]


def test_the_way_to_a_timeline_goes_along_its_ancestors() -> None:
    timeline = small_history()
    newest = max(timeline.lanes, key=lambda lane: lane.timeline)
    clock = timeline.path_clock(newest.index)
    for position in (20, 70, 90):
        assert clock.time(position * SEGMENT) == pytest.approx(at(position).timestamp(), abs=1)
    own = timeline.lanes[0]
    assert np.isnan(timeline.path_clock(own.index).time(120 * SEGMENT))
    assert clock.time(90 * SEGMENT) == pytest.approx(timeline.clock(newest.index).time(90 * SEGMENT))
    assert bool(np.all(np.diff(clock.begin_time) >= 0))


def test_hatching_is_painted_only_where_nothing_is_known(qapp: QApplication) -> None:
    timeline = small_history()
    data = data_over_lsn(timeline)
    chart = LaneChart("lsn")
    chart.resize(1000, 500)
    chart.restyle(LIGHT, None)
    chart.show_data(data, Words(timeline, Formats(zone="UTC")).lanes(data))
    chart.show_other_axis(timeline.path_clock(0), LsnStyle.HALVES, "")
    chart.look(data.scale.place(40 * SEGMENT), data.scale.place(60 * SEGMENT))
    image = chart.grab().toImage()

    def inked(segment: float) -> int:
        middle = int((segment - 40) / 20 * 1000)
        return sum(
            image.pixelColor(x, y).name() != LIGHT.surface
            for x in range(middle - 8, middle + 8)
            for y in range(478, 498)
        )

    assert inked(47) > 20
    assert inked(54) == 0
    chart.deleteLater()


# --- the trail


def test_the_trail_holds_what_was_farther_and_leads_back() -> None:
    camera = Camera((0.0, 100.0), 0.1, 0.0, 100.0)
    camera.show(10.0, 50.0)
    camera.show(12.0, 52.0)
    camera.show(20.0, 30.0)
    assert [(low, high) for _, low, high in camera.trail()] == [(0.0, 100.0), (12.0, 52.0)]
    camera.back_to(camera.trail()[1][0])
    assert (camera.low, camera.high) == (12.0, 52.0)
    assert [(low, high) for _, low, high in camera.trail()] == [(0.0, 100.0)]


# --- keys


@pytest.mark.parametrize(
    ("platform", "codes"),
    [("xcb", (25, 38, 39, 40)), ("wayland", (25, 38, 39, 40)), ("windows", (17, 30, 31, 32))],
)
def test_keys_go_by_their_place_on_any_layout(platform: str, codes: tuple[int, ...]) -> None:
    french = (Qt.Key.Key_Z, Qt.Key.Key_Q, Qt.Key.Key_S, Qt.Key.Key_D)
    wanted = (Qt.Key.Key_W, Qt.Key.Key_A, Qt.Key.Key_S, Qt.Key.Key_D)
    for letter, code, meant in zip(french, codes, wanted, strict=True):
        assert placed_key(key(letter, code), platform) == meant
    assert placed_key(key(Qt.Key.Key_F, 41), platform) == Qt.Key.Key_F
    assert placed_key(key(Qt.Key.Key_W, 0), platform) == Qt.Key.Key_W


# --- life


@pytest.mark.parametrize("axis", ["time", "lsn"])
def test_a_chart_is_opened_and_closed_two_hundred_times(qtbot: Any, axis: str) -> None:
    timeline = small_history()
    data = data_over_time(timeline, NOW) if axis == "time" else data_over_lsn(timeline)
    texts = Words(timeline, Formats(zone="UTC")).lanes(data)
    for number in range(200):
        chart = LaneChart(axis)
        chart.resize(300, 240)
        chart.restyle(DARK if number % 2 else LIGHT, None)
        chart.show_data(data, texts)
        if number % 8 == 0:
            chart.show()
            chart.grab()
        chart.close()
        if number % 3 == 0:
            chart.deleteLater()
        del chart
        if number % 20 == 0:
            gc.collect()
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            QApplication.processEvents()
    gc.collect()
    assert not [
        one for one in QApplication.topLevelWidgets() if isinstance(one, LaneChart) and one.isVisible()
    ]


def test_a_backup_that_failed_is_crossed_and_says_why(qtbot: Any, window: MainWindow) -> None:
    workspace = window.context.workspace
    workspace._set_snapshot(snapshot_of(small_history()))
    workspace._set_state(State.OPEN)
    window.open_page("timeline")
    view: Any = window.view("timeline")

    def work(job: Job) -> None:
        raise RuntimeError("the disk is full")

    window.context.jobs.submit(JobSpec("backup", "Back up shop", "shop", work), None, lambda error: None)
    qtbot.waitUntil(lambda: any(one.failed for one in view.chart.item.overlay.running), timeout=WAIT_MS)
    (mark,) = view.chart.item.overlay.running
    assert "failed" in mark.text
    assert "the disk is full" in mark.text
    assert "failed" in [text for _, text in view.legend.entries]
