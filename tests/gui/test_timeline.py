"""The timeline, driven by mouse and keys: on the demo's repository, and on made histories with everything in them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.histories import at, large_history, small_history, snapshot_of

from pagewake.config import Retention
from pagewake.expire.soon import Expiry
from pagewake.insight.timeline import SourceTimeline, timeline_of
from pagewake.jobs import Job
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.layout import ThingKind
from pagewake_gui.job_center import JobSpec
from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange
from pagewake_gui.theme import DARK
from pagewake_gui.views.timeline import TimelineView
from pagewake_gui.workspace import State

Show = Callable[..., TimelineView]
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def made(window: MainWindow) -> Show:
    """Shows a made history on the page of the timeline."""

    def show(timeline: SourceTimeline, retention: Retention | None = None) -> TimelineView:
        window.context.workspace._set_snapshot(snapshot_of(timeline, retention=retention))
        window.context.workspace._set_state(State.OPEN)
        window.open_page("timeline")
        QApplication.processEvents()
        view = window.view("timeline")
        assert isinstance(view, TimelineView)
        return view

    return show


def backup_point(view: TimelineView, row: int) -> QPoint:
    assert view.data is not None
    lane = int(view.data.timeline.backup_columns.lane[row])
    return view.chart.point_of(float(view.data.place[row]), lane)


def in_sight(view: TimelineView) -> tuple[float, float]:
    return view.chart.camera.low, view.chart.camera.high


def drag(view: TimelineView, begin: QPoint, end: QPoint, modifiers: Qt.KeyboardModifier = NONE) -> None:
    port = view.chart
    QTest.mousePress(port, LEFT, modifiers, begin)
    for part in range(1, 6):
        QTest.mouseMove(port, begin + (end - begin) * part / 5)
        QApplication.processEvents()
    QTest.mouseRelease(port, LEFT, modifiers, end)


def test_the_demo_is_shown_and_a_click_selects(qtbot: Any, open_window: MainWindow) -> None:
    open_window.open_page("timeline")
    view: Any = open_window.view("timeline")
    assert "5 backup(s) on 1 timeline(s), 0 gap(s)" in view.chart.accessibleDescription()
    qtbot.mouseClick(view.chart, LEFT, pos=backup_point(view, 0))
    chosen = view.data.timeline.backups[0]
    assert open_window.context.selection.now.backups == (chosen.id,)
    facts = dict(view.details.facts.shown)
    assert facts["Type"] == "full"
    assert facts["Pages"] == "4,101"
    table: Any = open_window.view("backups")
    table.show_selection(open_window.context.selection.now, None)
    assert table.rows.table.selected() == [0]


def test_a_target_is_planned_and_its_commits_are_found(qtbot: Any, open_window: MainWindow) -> None:
    open_window.open_page("timeline")
    view: Any = open_window.view("timeline")
    lsn = view.data.timeline.backups[2].stop_lsn + 500
    view.target.kind.setCurrentIndex(view.target.kind.findData(TargetKind.LSN))
    view.target._kind_chosen()
    qtbot.keyClicks(view.target.field, str(lsn))
    qtbot.keyClick(view.target.field, Qt.Key.Key_Return)
    assert open_window.context.selection.now.target == RestoreTarget(TargetKind.LSN, lsn)
    probe = view.target.probe
    qtbot.waitUntil(lambda: None not in (probe.answer.plan, probe.answer.commits), timeout=WAIT_MS)
    assert probe.answer.plan.backup.id == view.data.timeline.backups[2].id
    assert view.target.state.text() == "● Restorable"
    assert view.chart.item.overlay.used == 2
    assert view.chart.item.overlay.reads
    facts = dict(view.target.facts.shown)
    assert facts["LSN"] == str(lsn)
    commit = probe.answer.commits.before[-1]
    assert commit.lsn < lsn
    assert commit.time.strftime("%H:%M:%S") in facts["Last commit before"]
    assert f"--target-lsn {lsn}" in view.target.copy.command


def test_a_target_that_cannot_be_reached_says_why(qtbot: Any, open_window: MainWindow) -> None:
    open_window.open_page("timeline")
    view: Any = open_window.view("timeline")
    view.target.proposed.emit(RestoreTarget(TargetKind.LSN, 5))
    qtbot.waitUntil(lambda: view.target.probe.answer.error is not None, timeout=WAIT_MS)
    assert view.target.state.text().startswith("■")
    assert not view.target.restore.isEnabled()
    assert view.target.why_not.isVisible()


def test_what_is_not_a_time_is_explained_beside_the_field(qtbot: Any, made: Show) -> None:
    view = made(small_history())
    qtbot.keyClicks(view.target.field, "when the lights went out")
    qtbot.keyClick(view.target.field, Qt.Key.Key_Return)
    assert view.target.problem.isVisible()
    assert "is not a time" in view.target.problem.text()
    assert view.context.selection.now.target is None


def test_hovering_tells_and_never_selects(qtbot: Any, made: Show) -> None:
    view = made(small_history())
    told: list[str] = []
    view.context.notices.hovered.connect(told.append)
    before = view.context.selection.now
    QTest.mouseMove(view.chart, QPoint(20, 300))
    QTest.mouseMove(view.chart, backup_point(view, 3))
    qtbot.waitUntil(lambda: any("holds bad pages" in one for one in told), timeout=WAIT_MS)
    assert view.context.selection.now == before


def test_ctrl_and_shift_extend_and_escape_clears(qtbot: Any, made: Show) -> None:
    view = made(small_history())
    port, hub = view.chart, view.context.selection
    ids = [one.id for one in view.data.timeline.backups]  # type: ignore[union-attr]
    qtbot.mouseClick(port, LEFT, pos=backup_point(view, 0))
    qtbot.mouseClick(port, LEFT, Qt.KeyboardModifier.ControlModifier, backup_point(view, 2))
    assert hub.now.backups == (ids[0], ids[2])
    assert view.details.compare.isVisibleTo(view)
    qtbot.mouseClick(port, LEFT, Qt.KeyboardModifier.ShiftModifier, backup_point(view, 4))
    assert hub.now.backups == (ids[0], ids[2], ids[3], ids[4])
    qtbot.keyClick(view.chart, Qt.Key.Key_Escape)
    assert hub.now.empty


def test_the_wheel_zooms_at_the_cursor(made: Show) -> None:
    view = made(small_history())
    point = QPointF(backup_point(view, 2))
    before = in_sight(view)
    under = view.chart._place(point)
    event = QWheelEvent(
        point,
        view.chart.mapToGlobal(point),
        QPoint(0, 0),
        QPoint(0, 240),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.chart, event)
    assert view.chart.camera.span == pytest.approx((before[1] - before[0]) * 0.64)
    assert view.chart._place(point) == pytest.approx(under)
    QTest.keyClick(view.chart, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert in_sight(view) == before


def test_keys_zoom_pan_and_go_back(qtbot: Any, made: Show) -> None:
    view = made(small_history())
    chart, whole = view.chart, in_sight(view)
    qtbot.keyClick(chart, Qt.Key.Key_W)
    closer = in_sight(view)
    assert chart.camera.span < whole[1] - whole[0]
    for forth, back in ((Qt.Key.Key_D, Qt.Key.Key_A), (Qt.Key.Key_Right, Qt.Key.Key_Left)):
        qtbot.keyClick(chart, forth)
        assert in_sight(view)[0] > closer[0]
        qtbot.keyClick(chart, back)
        assert in_sight(view) == pytest.approx(closer)
    qtbot.keyClick(chart, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    newest = view.data.timeline.backups[-1]  # type: ignore[union-attr]
    assert view.context.selection.now.backups == (newest.id,)
    stepped = in_sight(view)
    assert stepped[0] <= view.data.place[-1] <= stepped[1]  # type: ignore[union-attr]
    qtbot.keyClick(chart, Qt.Key.Key_F)
    assert chart.camera.low <= view.data.begin[-1] < view.data.place[-1] <= chart.camera.high  # type: ignore[union-attr]
    assert chart.camera.span < (closer[1] - closer[0]) / 5
    qtbot.mouseClick(view.tools.back, LEFT)
    assert in_sight(view) == pytest.approx(stepped)
    trail = view.tools.trail
    assert trail.texts[0] == "Everything"
    assert len(trail.texts) > 1
    qtbot.mouseClick(trail.findChildren(QPushButton)[0], LEFT)
    assert in_sight(view) == whole
    assert trail.texts == ["Everything"]
    qtbot.keyClick(chart, Qt.Key.Key_W)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert in_sight(view) == whole


def test_dragging_pans_and_with_shift_brushes(made: Show) -> None:
    view = made(small_history())
    view.chart.zoom_by(0.3)
    before = in_sight(view)
    begin = QPoint(300, 60)
    drag(view, begin, begin + QPoint(100, 0))
    assert in_sight(view)[0] < before[0]
    assert view.context.selection.now.empty
    here = in_sight(view)
    drag(view, begin, begin + QPoint(120, 0), Qt.KeyboardModifier.ShiftModifier)
    assert in_sight(view) == here
    selection = view.context.selection.now
    assert selection.time is not None
    assert selection.time[1] - selection.time[0] == pytest.approx(
        120 * view.chart.camera.span / view.chart.item.width, rel=0.02
    )
    assert selection.lsn is not None
    assert selection.lsn.timeline == 1


def test_the_target_line_is_dragged_and_snaps_unless_alt_is_held(made: Show) -> None:
    view = made(small_history())
    view.hand.place_target()
    data = view.data
    assert data is not None
    mark = view.chart.item.overlay.target
    assert mark is not None
    begin = view.chart.point_of(mark[0], 0)
    end = view.chart.point_of(float(data.place[1]), 0) + QPoint(3, 0)
    drag(view, begin, end)
    target = view.context.selection.now.target
    assert target == RestoreTarget(TargetKind.TIME, data.timeline.backups[1].finished, timeline=1)
    assert view.chart.camera.at_whole
    begin = view.chart.point_of(float(data.place[1]), 0)
    drag(view, begin, begin + QPoint(4, 0), Qt.KeyboardModifier.AltModifier)
    free = view.context.selection.now.target
    assert free is not None
    assert free.value not in (None, data.timeline.backups[1].finished)


def test_a_click_on_a_restore_point_makes_it_the_target(made: Show) -> None:
    view = made(small_history())
    assert view.data is not None
    spot = view.chart.point_of(float(view.data.points[1]), 0)
    box = view.chart.item.boxes()[0]
    spot.setY(round(box.flags + 4))
    QTest.mouseClick(view.chart, LEFT, NONE, spot)
    assert view.context.selection.now.target == RestoreTarget(TargetKind.NAME, "quarter-end", timeline=1)
    assert view.target.field.text() == "quarter-end"


def test_a_click_opens_a_cluster_and_a_double_click_an_item(made: Show) -> None:
    view = made(large_history(999))
    clusters = view.chart.item.clusters()
    place = (clusters.low[0] + clusters.high[0]) / 2
    point = view.chart.point_of(float(place), int(clusters.lane[0]))
    assert view.chart.thing_at(QPointF(point)).kind is ThingKind.CLUSTER
    QTest.mouseClick(view.chart, LEFT, NONE, point)
    assert in_sight(view)[0] <= clusters.low[0]
    assert in_sight(view)[1] >= clusters.high[0]
    assert not view.chart.camera.at_whole
    view.chart.look_at(float(view.data.begin[0]), float(view.data.place[2]))  # type: ignore[union-attr]
    span = view.chart.camera.span
    QTest.mouseDClick(view.chart, LEFT, NONE, backup_point(view, 1))
    assert view.chart.camera.span < span


SHORT = Retention(
    keep_full=0, keep_within=timedelta(hours=28), daily=0, weekly=0, monthly=0, yearly=0, window=None
)


def test_backups_that_expire_are_marked_in_chart_legend_and_table(made: Show) -> None:
    view = made(small_history(), SHORT)
    data = view.data
    assert data is not None
    assert view.words is not None
    assert data.expiry[0] == Expiry.SOON
    assert data.expiry[-1] == Expiry.STAYS  # the newest one always stays
    words = [text for _, text in view.legend.entries]
    assert "expires within a day" in words
    assert "expires next" not in words, "a legend explains only what is there"
    point = backup_point(view, 0)
    thing = view.chart.thing_at(QPointF(point))
    assert view.words.thing(data, thing).endswith("; expires within a day")
    column = [one.name for one in view.rows.model.columns].index("expiry")
    assert view.rows.model.index(0, column).data() == "expires within a day"
    mark = QRect(point + QPoint(5, -17), QSize(14, 14))
    assert view.context.theme.warn in colours_in(view.chart.grab().toImage(), mark)
    view = made(small_history(), replace(SHORT, keep_within=timedelta(days=30)))
    assert view.rows.model.index(0, column).data() == ""
    assert not [text for _, text in view.legend.entries if "expires" in text]
    assert view.context.theme.warn not in colours_in(view.chart.grab().toImage(), mark)


def test_a_cluster_tells_how_many_of_it_expire(made: Show) -> None:
    view = made(large_history(999), replace(SHORT, keep_within=timedelta(hours=30)))
    data = view.data
    assert data is not None
    assert view.words is not None
    clusters = view.chart.item.clusters()
    going = int((data.expiry[clusters.members(0)] != Expiry.STAYS).sum())
    place = float(clusters.low[0] + clusters.high[0]) / 2
    thing = view.chart.thing_at(QPointF(view.chart.point_of(place, int(clusters.lane[0]))))
    assert f"; expire within a day: {going}" in view.words.thing(data, thing)


def colours_in(image: QImage, area: QRect) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(area.left(), area.right() + 1)
        for y in range(area.top(), area.bottom() + 1)
    }


def test_the_table_carries_the_same_selection(qtbot: Any, made: Show) -> None:
    view = made(small_history())
    qtbot.mouseClick(view.chart, LEFT, pos=backup_point(view, 4))
    qtbot.keyClick(view.chart, Qt.Key.Key_T)
    assert view.stack.currentWidget() is view.rows
    assert view.rows.table.selected() == [4]
    gap = len(view.data.timeline.backups)  # type: ignore[union-attr]
    view.rows.table.selectRow(gap)
    lost = view.data.timeline.gaps[0]  # type: ignore[union-attr]
    assert view.context.selection.now.lsn == LsnRange(1, lost.from_lsn, lost.to_lsn)
    qtbot.keyClick(view.rows.table, Qt.Key.Key_T)
    assert view.stack.currentWidget() is view.chart
    assert view.chart.item.overlay.brush is not None


def test_rows_of_the_table_are_a_right_model(qtmodeltester: Any, made: Show) -> None:
    view = made(small_history())
    assert view.rows.model.rowCount() == 13 + 1 + 2
    qtmodeltester.check(view.rows.model)


def test_a_refresh_moves_nothing(qtbot: Any, open_window: MainWindow) -> None:
    open_window.open_page("timeline")
    view: Any = open_window.view("timeline")
    view.chart.zoom_by(0.2)
    view.propose(backups=(view.data.timeline.backups[1].id,))
    view.target.field.setFocus()
    qtbot.keyClicks(view.target.field, "2026-0")
    before = in_sight(view), open_window.context.selection.now
    with qtbot.waitSignal(open_window.context.workspace.snapshot_changed, timeout=WAIT_MS):
        open_window.context.actions.get("view.refresh").trigger()
    assert in_sight(view) == pytest.approx(before[0], abs=1e-3)
    assert open_window.context.selection.now == before[1]
    assert view.target.field.text() == "2026-0"


def test_menus_copy_and_say_why_something_is_not_offered(made: Show) -> None:
    view = made(small_history())
    menu = QMenu()
    view.fill_menu(menu, view.chart.thing_at(QPointF(backup_point(view, 5))))
    actions = {one.text(): one for one in menu.actions()}
    chosen = view.data.timeline.backups[5]  # type: ignore[union-attr]
    assert view.context.selection.now.backups == (chosen.id,)
    for text, copied in (
        ("Copy id", chosen.id),
        ("Copy LSN", "0/32800000"),
        ("Copy time (UTC)", "2026-03-01T08:25:00Z"),
    ):
        actions[text].trigger()
        assert QGuiApplication.clipboard().text() == copied
    assert any(text.startswith("Verify 1 backup(s)") for text in actions)
    assert "Show in the LSN ranges" in actions
    actions["Set the target here"].trigger()
    assert view.context.selection.now.target == RestoreTarget(TargetKind.TIME, chosen.finished, timeline=1)
    menu.deleteLater()


def test_a_running_backup_is_drawn(qtbot: Any, made: Show) -> None:
    view = made(small_history())
    go: list[bool] = []

    def work(job: Job) -> None:
        while not go:
            job.check()
            time.sleep(0.01)

    view.context.jobs.submit(JobSpec("backup", "Back up shop", "shop", work))
    qtbot.waitUntil(lambda: len(view.chart.item.overlay.running) == 1, timeout=WAIT_MS)
    go.append(True)
    qtbot.waitUntil(lambda: not view.context.jobs.active, timeout=WAIT_MS)
    assert view.chart.item.overlay.running == ()


def test_a_backup_is_restored_from_its_details(qtbot: Any, made: Show) -> None:
    view = made(small_history())
    asked: list[tuple[str, ...]] = []
    actions = view.context.actions
    actions.get("restore.open").triggered.disconnect()
    actions.get("restore.open").triggered.connect(lambda: asked.append(view.context.selection.now.backups))
    actions.allow("restore.open")
    view.hand.place_target()
    qtbot.mouseClick(view.chart, LEFT, pos=backup_point(view, 1))
    qtbot.mouseClick(view.details.restore, LEFT)
    assert asked == [(view.data.timeline.backups[1].id,)]  # type: ignore[union-attr]
    assert view.context.selection.now.target is None


def test_an_empty_history_says_so_and_a_new_theme_keeps_the_view(made: Show) -> None:
    view = made(timeline_of("shop", snapshot_of(small_history()).sources[0].engine, [], []))
    assert view._pages.currentIndex() == 1
    view = made(small_history())
    assert view._pages.currentIndex() == 0
    view.chart.zoom_by(0.5)
    before = in_sight(view)
    view.context.appearance.change(theme=DARK, zone="Asia/Kathmandu")
    assert in_sight(view) == before
    assert "+05:45" in view.tools.range.text()
    ground = QImage.fromData(view.chart.as_png(1.0)).pixelColor(3, 3)
    assert ground.name() == DARK.surface


def test_bring_shows_what_a_link_is_about(made: Show) -> None:
    view = made(small_history())
    view.chart.look(0, 3600)
    view.bring(view.data.timeline.backups[9].id)  # type: ignore[union-attr]
    assert in_sight(view)[0] <= view.data.place[9] <= in_sight(view)[1]  # type: ignore[union-attr]
    view.bring(at(70))
    assert view.context.selection.now.target == RestoreTarget(TargetKind.TIME, at(70))
    span = view.chart.camera.span
    view.bring(LsnRange(2, 70 * (16 << 20), 70 * (16 << 20) + 1))
    assert view.chart.camera.span == pytest.approx(span)
    view.bring("gaps")
    assert view.context.selection.now.lsn is not None
    assert view.chart.camera.span < 8000


def test_the_chart_is_exported(qtbot: Any, made: Show, tmp_path: Path) -> None:
    view = made(small_history())
    written: dict[str, bytes] = {}
    for kind in ("png", "svg", "csv", "json"):
        path = tmp_path / f"chart.{kind}"
        with qtbot.waitSignal(view.context.notices.said, timeout=WAIT_MS):
            view.tools.export.export_to(path, kind)
        with by_the_test():
            written[kind] = path.read_bytes()
    assert QImage.fromData(written["png"]).width() == view.chart.width() * 2
    assert b"Timeline 1" in written["svg"]
    assert written["csv"].decode().splitlines()[1].startswith("full,2026-03-01 00:40:00 UTC")
    assert json.loads(written["json"])[0]["from_lsn"] == 4 * (16 << 20)
