"""The one context menu: what every chart and table of the history offers, whatever was clicked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from tests.gui.conftest import WAIT_MS
from tests.gui.histories import SEGMENT, at, small_history, snapshot_of

from pagewake.desk.places import RepositoryPlace
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.layout import Thing, ThingKind
from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange
from pagewake_gui.views.compare import CompareWindow
from pagewake_gui.views.page_inspector import PageInspector
from pagewake_gui.widgets.place_menu import About, PlaceMenu, about_backups, backup_before
from pagewake_gui.workspace import State

Fill = Callable[[QMenu], object]


@pytest.fixture
def shown(window: MainWindow) -> Callable[[str], Any]:
    def show(page: str) -> Any:
        workspace = window.context.workspace
        workspace.place = RepositoryPlace("/backups/shop")
        workspace._set_snapshot(snapshot_of(small_history()))
        workspace._set_state(State.OPEN)
        window.open_page(page)
        QApplication.processEvents()
        return window.view(page)

    return show


def offered(fill: Fill) -> dict[str, Any]:
    menu = QMenu()
    fill(menu)
    return {action.text(): action for action in menu.actions() if action.text()} | {"": menu}


def copied(actions: dict[str, Any], text: str) -> str:
    actions[text].trigger()
    return QGuiApplication.clipboard().text()


def starting(actions: dict[str, Any], text: str) -> bool:
    return any(one.startswith(text) for one in actions)


@pytest.mark.parametrize("page", ["timeline", "lsn"])
def test_every_place_of_a_chart_can_be_restored_to_copied_and_opened_elsewhere(
    shown: Callable[[str], Any], page: str
) -> None:
    view = shown(page)
    chart, data = view.chart, view.data
    box = chart.item.boxes()[0]
    place = data.scale.place(at(20.5).timestamp() if page == "timeline" else int(20.5 * SEGMENT))
    x = (place - chart.camera.low) / chart.camera.span * chart.item.width
    for y in (box.band_top + 5, box.strip_top + 10, box.top + 30):
        thing = chart.thing_at(QPointF(x, y))
        actions = offered(lambda menu, thing=thing: view.fill_menu(menu, thing))  # type: ignore[misc]
        for text in ("Set the target here", "Copy LSN", "Copy time (UTC)", "Show in the WAL explorer"):
            assert text in actions, (thing.kind, text)
        assert starting(actions, "Restore to here")
        assert starting(actions, "Verify ")
        assert copied(actions, "Copy as command").startswith("pagewake restore --repo /backups/shop")
        assert ("Show on the timeline" in actions) == (page != "timeline")
        actions["Set the target here"].trigger()
        assert view.context.selection.now.target is not None


def test_a_cluster_and_a_restore_point_have_their_own(shown: Callable[[str], Any]) -> None:
    view = shown("timeline")
    ids = tuple(one.id for one in view.data.timeline.backups[:3])
    actions = offered(lambda menu: view.fill_menu(menu, Thing(ThingKind.CLUSTER, 0, 0.0, (0, 1, 2))))
    assert copied(actions, "Copy id").splitlines() == list(ids)
    assert copied(actions, "Copy command to verify") == (
        f"pagewake verify {' '.join(ids)} --repo /backups/shop --level data"
    )
    point = view.data.timeline.restore_points[1]
    actions = offered(lambda menu: view.fill_menu(menu, Thing(ThingKind.RESTORE_POINT, 0, 0.0, (1,))))
    assert copied(actions, "Copy name") == "quarter-end"
    assert "--target-name quarter-end" in copied(actions, "Copy as command")
    actions["Set the target here"].trigger()
    assert view.context.selection.now.target == RestoreTarget(TargetKind.NAME, point.name, timeline=1)


def test_rows_of_the_tables_offer_the_same_as_the_charts(shown: Callable[[str], Any]) -> None:
    view = shown("timeline")
    actions = offered(lambda menu: view.fill_row_menu(menu, [0, 2]))
    assert starting(actions, "Compare the two selected backups")
    gap = len(view.data.timeline.backups)
    actions = offered(lambda menu: view.fill_row_menu(menu, [gap]))
    assert copied(actions, "Copy reason") == "never archived"
    assert copied(actions, "Copy LSN") == "0/2D000000"
    view = shown("lsn")
    actions = offered(lambda menu: view.fill_row_menu(menu, [3]))
    assert copied(actions, "Copy name") == "000000010000000000000003"
    assert copied(actions, "Copy as command").startswith("pagewake wal get 000000010000000000000003")
    assert copied(actions, "Copy command to restore").startswith("pagewake restore")
    actions = offered(lambda menu: view._fill_gap_menu(menu, [0]))
    assert copied(actions, "Copy reason") == "never archived"


def test_opening_elsewhere_brings_it_into_sight_there(
    window: MainWindow, shown: Callable[[str], Any]
) -> None:
    view = shown("lsn")
    asked: list[tuple[str, object]] = []
    window.context.navigator.asked.connect(lambda page, about: asked.append((page, about)))
    actions = offered(lambda menu: view.fill_row_menu(menu, [3]))
    actions["Show on the timeline"].trigger()
    assert asked == [("timeline", LsnRange(1, 3 * SEGMENT, 4 * SEGMENT))]


def test_verify_this_means_the_backup_that_a_restore_begins_with(shown: Callable[[str], Any]) -> None:
    view = shown("timeline")
    timeline = view.data.timeline
    found = backup_before(timeline, 1, 20 * SEGMENT)
    assert found is not None
    assert found == timeline.backups[1].id
    assert backup_before(timeline, 1, SEGMENT) is None
    for one in timeline.unusable:
        stop = next(backup.stop_lsn for backup in timeline.backups if backup.id == one)
        assert backup_before(timeline, 1, stop + 1) != one
    menu = QMenu()
    PlaceMenu(view.context, menu, view.source, "timeline").fill(About(timeline=1, lsn=20 * SEGMENT))
    chosen = next(one for one in menu.actions() if one.text().startswith("Verify "))
    assert found in chosen.text()
    assert about_backups(view.source, [found]).lsn == timeline.backups[1].stop_lsn


@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("verification", lambda view: view.matrix.table),
        ("verification", lambda view: view.history.table),
        ("retention", lambda view: view.rows.table),
    ],
)
def test_tables_of_backups_have_the_same_menu(
    qtbot: Any, open_window: MainWindow, page: str, table: Callable[[Any], Any]
) -> None:
    open_window.open_page(page)
    view = open_window.view(page)
    shown = table(view)
    qtbot.waitUntil(lambda: shown.columns_model.total > 0, timeout=WAIT_MS)
    actions = offered(lambda menu: shown._menu(menu, [0]))
    state = open_window.context.workspace.snapshot.sources[0]  # type: ignore[union-attr]
    ids = copied(actions, "Copy id").splitlines()
    assert set(ids) <= {one.id for one in state.timeline.backups}
    assert starting(actions, "Verify ")
    assert "Show on the timeline" in actions
    assert copied(actions, "Copy command to verify").startswith(f"pagewake verify {ids[0]}")


def test_the_windows_of_pages_have_it_too(qtbot: Any, open_window: MainWindow) -> None:
    context = open_window.context
    state = context.workspace.snapshot.sources[0]  # type: ignore[union-attr]
    older, newer = (one.id for one in state.timeline.backups[:2])
    context.navigator.open("compare", (older, newer))
    compare = next(one for one in QApplication.topLevelWidgets() if isinstance(one, CompareWindow))
    qtbot.waitUntil(lambda: compare.rows.model.total > 0, timeout=WAIT_MS)
    actions = offered(lambda menu: compare.rows.table._menu(menu, [0]))  # type: ignore[misc]
    assert copied(actions, "Copy as command").startswith(f"pagewake compare {older} {newer}")
    assert {"Inspect page", "Show in the heat map"} <= set(actions)
    compare.close()
    context.navigator.open("page", "pages:3")
    inspector = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PageInspector))
    qtbot.waitUntil(lambda: inspector.records_model.total > 0, timeout=WAIT_MS)
    actions = offered(lambda menu: inspector.versions._menu(menu, [0]))  # type: ignore[misc]
    assert copied(actions, "Copy as command").startswith("pagewake page ")
    actions = offered(lambda menu: inspector.records._menu(menu, [0]))  # type: ignore[misc]
    line = inspector._found_records.records[0]
    assert copied(actions, "Copy LSN") == str(line.lsn)
    assert copied(actions, "Copy type") == line.type
    assert starting(actions, "Restore to here")
    inspector.close()


def test_the_bars_of_the_windows_are_copied_and_exported(qtbot: Any, open_window: MainWindow) -> None:
    open_window.open_page("retention")
    view: Any = open_window.view("retention")
    qtbot.waitUntil(lambda: view.bars.table.columns_model.total > 0, timeout=WAIT_MS)
    actions = offered(view.bars.fill_menu)
    first = open_window.context.workspace.snapshot.sources[0].timeline.windows[0].from_time  # type: ignore[union-attr]
    assert copied(actions, "Copy the first moment now (UTC)")[:16] == f"{first:%Y-%m-%dT%H:%M}"
    assert view.bars.export.content("csv").decode().splitlines()[1].startswith("Now,")
    assert b"<svg" in view.bars.export.content("svg")
