"""The heat map on a repository of the demo, driven by clicks and keys."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QMenu
from tests.bench.gui_heat import build_index, open_index
from tests.gui.conftest import WAIT_MS, by_the_test

from pagewake.backup.run import BackupRequest, run_backup
from pagewake.demo.ledger import Ledger
from pagewake.desk.heat import HeatOrder
from pagewake.desk.places import RepositoryPlace
from pagewake.engines.neuroquantum.engine import ENGINE
from pagewake.insight.heat_values import Metric
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake.stores.local import LocalStore
from pagewake_gui.charts.heat_colours import Palette, colours
from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange, PageBrush
from pagewake_gui.theme import DARK, LIGHT
from pagewake_gui.views.heat_pane import MAP, TABLE, TIMES
from pagewake_gui.views.heatmap import HeatmapView
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.workspace import State

SHIFT, PLAIN, LEFT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.NoModifier,
    Qt.MouseButton.LeftButton,
)


def empty_state(view: HeatmapView) -> EmptyState | None:
    cover = view._stack.currentWidget()
    return cover if isinstance(cover, EmptyState) else None


@pytest.fixture
def heat(qtbot: Any, open_window: MainWindow) -> HeatmapView:
    """The view, its index built by the button of its empty state."""
    open_window.open_page("heatmap")
    view = open_window.view("heatmap")
    assert isinstance(view, HeatmapView)
    qtbot.waitUntil(lambda: bool(getattr(empty_state(view), "buttons", None)), timeout=WAIT_MS)
    shown = empty_state(view)
    assert shown is not None and "about" in shown.accessibleDescription()
    qtbot.mouseClick(shown.buttons[0], LEFT)
    qtbot.waitUntil(lambda: view.pane.image.tile is not None, timeout=WAIT_MS)
    settle(qtbot, view)
    return view


def settle(qtbot: Any, view: HeatmapView) -> None:
    """Nothing is on its way any more."""
    qtbot.waitUntil(lambda: not view.context.bridge.busy, timeout=WAIT_MS)


def block_at(view: HeatmapView, block: int) -> QPoint:
    return view.pane.image.point_of(block)


def test_every_cell_has_the_colour_of_its_count(heat: HeatmapView) -> None:
    image, sheet = heat.pane.image, heat.feed.sheet
    tile, grid = image.tile, image.grid
    assert tile is not None and grid is not None and sheet is not None and grid.level == 0
    assert int(tile.values.sum()) == int(sheet.relations.changes.sum()) > 0
    picture = QImage(image.size(), QImage.Format.Format_RGB32)
    image.render(picture)
    table = colours(Palette.CIVIDIS, LIGHT)
    for block in (0, 1, 7, 300, 301, 777, 2000):
        wanted = table[tile.view.counts[tile.view.cell_of(block)]]
        found = picture.pixelColor(block_at(heat, block))
        assert (found.red(), found.green(), found.blue()) == tuple(int(part) for part in wanted)


def test_hover_tells_click_selects_and_explains(qtbot: Any, heat: HeatmapView) -> None:
    image = heat.pane.image
    said: list[str] = []
    heat.context.notices.hovered.connect(said.append)
    qtbot.mouseMove(image, block_at(heat, 9))
    qtbot.mouseMove(image, block_at(heat, 10))
    assert said and "pages block 10" in said[-1] and "UTC" in said[-1]
    assert heat.context.selection.now.pages is None
    qtbot.mouseClick(image, LEFT, PLAIN, block_at(heat, 10))
    assert heat.context.selection.now.pages == PageBrush("pages", 10, 11)
    qtbot.waitUntil(lambda: heat.details.story is not None, timeout=WAIT_MS)
    story, tile = heat.details.story, image.tile
    assert story is not None and tile is not None
    assert story.changes == tile.values[10] and story.versions and story.stretches
    qtbot.mouseClick(image, LEFT, SHIFT, block_at(heat, 20))
    assert heat.context.selection.now.pages == PageBrush("pages", 10, 21)
    settle(qtbot, heat)


def test_a_brush_selects_wal_and_backups_in_all_views(qtbot: Any, heat: HeatmapView) -> None:
    port = heat.pane.image
    qtbot.mousePress(port, LEFT, SHIFT, block_at(heat, 5))
    qtbot.mouseMove(port, block_at(heat, 40))
    qtbot.mouseRelease(port, LEFT, SHIFT, block_at(heat, 60))
    now = heat.context.selection.now
    assert now.pages == PageBrush("pages", 5, 61)
    qtbot.waitUntil(lambda: bool(heat.context.selection.now.backups), timeout=WAIT_MS)
    now = heat.context.selection.now
    assert now.lsn is not None and now.lsn.first < now.lsn.end
    assert heat.feed.sheet is not None and not heat.feed.sheet.question.limited  # its own answer is no filter
    settle(qtbot, heat)


def test_wal_selected_elsewhere_filters_the_map(qtbot: Any, heat: HeatmapView) -> None:
    sheet = heat.feed.sheet
    assert sheet is not None
    whole, ends = int(sheet.relations.changes.sum()), [int(lsn) for lsn in sheet.lsns]
    heat.context.selection.change("timeline", lsn=LsnRange(1, ends[len(ends) // 2], ends[-1]))
    qtbot.waitUntil(lambda: heat.feed.sheet is not sheet, timeout=WAIT_MS)
    part = heat.feed.sheet
    assert part is not None and part.question.limited and 0 < int(part.relations.changes.sum()) < whole
    heat.controls.show_all()
    qtbot.waitUntil(lambda: heat.feed.sheet is not part, timeout=WAIT_MS)
    assert heat.feed.sheet is not None and int(heat.feed.sheet.relations.changes.sum()) == whole
    settle(qtbot, heat)


def test_reading_can_be_stopped_and_what_was_there_stays(qtbot: Any, heat: HeatmapView) -> None:
    sheet = heat.feed.sheet
    heat.controls.metric_choice.setCurrentIndex(3)
    assert heat.feed.opening is not None
    heat.feed.stop()
    settle(qtbot, heat)
    assert heat.feed.sheet is sheet and heat.feed.opening is None


def test_the_history_is_limited_by_what_is_typed(qtbot: Any, heat: HeatmapView) -> None:
    sheet = heat.feed.sheet
    assert sheet is not None
    heat.controls.part.setCurrentIndex(3)
    settle(qtbot, heat)
    heat.controls.first.setText("nonsense")
    heat.controls.first.editingFinished.emit()
    assert heat.controls._problem.isVisible() and heat.feed.opening is None
    heat.controls.first.setText(str(int(sheet.lsns[len(sheet.lsns) // 2])))
    before = heat.feed.sheet
    qtbot.keyClick(heat.controls.first, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: heat.feed.sheet is not before, timeout=WAIT_MS)
    assert not heat.controls._problem.isVisible()
    assert heat.feed.sheet is not None
    assert 0 < int(heat.feed.sheet.relations.changes.sum()) < int(sheet.relations.changes.sum())
    settle(qtbot, heat)


def test_the_menu_copies(qtbot: Any, heat: HeatmapView) -> None:
    image = heat.pane.image
    image.menu_asked.emit((3, 3), image.mapToGlobal(block_at(heat, 3)))
    menu = next(one for one in heat.findChildren(QMenu) if one.isVisible())
    found = {action.text(): action for action in menu.actions()}
    found["Copy relation and block"].trigger()
    assert QGuiApplication.clipboard().text() == "pages:3"
    found["Copy LSN"].trigger()
    assert heat.feed.sheet is not None and int(QGuiApplication.clipboard().text()) + 1 in heat.feed.sheet.lsns
    found["Copy as command"].trigger()
    assert QGuiApplication.clipboard().text().startswith("pagewake heatmap --repo")
    for text in ("Set the target here", "Restore to here", "Show on the timeline", "Inspect page"):
        assert text in found
    assert any(text.startswith("Verify ") for text in found)
    menu.close()


def test_the_legend_is_the_filter(qtbot: Any, heat: HeatmapView) -> None:
    legend, image = heat.pane.legend, heat.pane.image
    y = 10
    qtbot.mousePress(legend, LEFT, PLAIN, QPoint(round(legend.x_of(200)), y))
    qtbot.mouseMove(legend, QPoint(round(legend.x_of(240)), y))
    qtbot.mouseRelease(legend, LEFT, PLAIN, QPoint(round(legend.x_of(255)), y))
    assert legend.shown is not None and abs(legend.shown[0] - 200) < 3 and legend.shown[1] == 255
    tile = image.tile
    assert tile is not None
    picture = QImage(image.size(), QImage.Format.Format_RGB32)
    image.render(picture)
    empty = QColor(LIGHT.raised)
    faded = next(block for block in range(200, 2000) if 0 < tile.view.counts[block] < 150)
    found = picture.pixelColor(block_at(heat, faded))
    assert abs(found.red() - empty.red()) < 35 and abs(found.blue() - empty.blue()) < 35
    assert heat.pane._clear.isVisible()
    qtbot.mouseClick(heat.pane._clear, LEFT)
    assert legend.shown is None
    legend.choose((254, 254))
    if not (tile.view.counts == 254).any():
        assert heat.pane._note.isVisible()
    legend.setFocus()
    qtbot.keyClick(legend, Qt.Key.Key_Home)
    assert legend.shown is None
    settle(qtbot, heat)


def test_metrics_of_backups(qtbot: Any, heat: HeatmapView) -> None:
    for place, metric in ((2, Metric.CHANGED_BETWEEN), (3, Metric.VERSIONS), (5, Metric.PAGE_STATE)):
        before = heat.feed.sheet
        heat.controls.metric_choice.setCurrentIndex(place)
        qtbot.waitUntil(lambda before=before: heat.feed.sheet is not before, timeout=WAIT_MS)
        settle(qtbot, heat)
        sheet, tile = heat.feed.sheet, heat.pane.image.tile
        assert sheet is not None and tile is not None and sheet.question.metric is metric
        assert tile.view.metric is metric and tile.values.any()
        assert heat.pane.explain((0, 0))


def test_the_table_says_the_same_as_the_map(qtbot: Any, qtmodeltester: Any, heat: HeatmapView) -> None:
    image = heat.pane.image
    image.setFocus()
    qtbot.keyClick(image, Qt.Key.Key_T)
    assert heat.pane.mode == TABLE
    tile = image.tile
    assert tile is not None
    model = heat.pane.model
    assert model.rowCount() == np.count_nonzero(tile.values)
    assert sum(model.value(row, 3) for row in range(model.rowCount())) == tile.values.sum()
    qtmodeltester.check(model)
    heat.pane.table.selectRow(0)
    chosen = heat.context.selection.now.pages
    assert chosen is not None and chosen.first == model.value(0, 1)
    assert heat.pane.as_table().as_csv().startswith("relation,first,last,value,changed")
    qtbot.keyClick(heat.pane.table, Qt.Key.Key_T)
    assert heat.pane.mode == MAP
    settle(qtbot, heat)


def test_relations_against_time_select_time(qtbot: Any, heat: HeatmapView) -> None:
    times = heat.pane.times
    with qtbot.waitSignal(times.filled, timeout=WAIT_MS):
        qtbot.mouseClick(heat.pane.modes[TIMES], LEFT)
    found = times.found
    assert found is not None and found.changed_blocks.sum() > 0
    column = int(np.flatnonzero(found.changed_blocks[0])[1])
    qtbot.mouseClick(times.matrix, LEFT, PLAIN, times.matrix.point_of((0, column)).toPoint())
    now = heat.context.selection.now
    assert now.time is not None and now.time[0] < now.time[1]
    assert now.lsn is not None and now.lsn.end == int(found.lsns[column + 1])
    settle(qtbot, heat)


def test_it_is_looked_around_in_with_keys(qtbot: Any, heat: HeatmapView) -> None:
    image = heat.pane.image
    image.setFocus()
    whole = image.grid
    assert whole is not None
    qtbot.keyClick(image, Qt.Key.Key_W)
    qtbot.keyClick(image, Qt.Key.Key_Plus)
    near = image.grid
    assert near is not None and near.cell > whole.cell
    for _ in range(3):
        qtbot.keyClick(image, Qt.Key.Key_PageDown)
    assert image.drawn.top > 0 and heat.pane._bar.value() > 0
    qtbot.keyClick(image, Qt.Key.Key_Home)
    assert image.grid == whole and image.drawn.top == 0
    qtbot.keyClick(image, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert image.grid == near
    qtbot.keyClick(image, Qt.Key.Key_Home)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Space):
        qtbot.keyClick(image, key)
    assert heat.context.selection.now.pages == PageBrush("pages", whole.columns + 1, whole.columns + 2)
    qtbot.keyClick(image, Qt.Key.Key_Escape)
    assert heat.context.selection.now.pages is None
    settle(qtbot, heat)


def test_a_refresh_moves_nothing(qtbot: Any, heat: HeatmapView) -> None:
    image = heat.pane.image
    image.zoom(3)
    image.move_lines(7)
    qtbot.mouseClick(image, LEFT, PLAIN, image.rect().center())
    before = (image.grid, image.drawn.top, image.selected, heat.feed.sheet)
    with qtbot.waitSignal(heat.context.workspace.snapshot_changed, timeout=WAIT_MS):
        heat.context.workspace.refresh()
    settle(qtbot, heat)
    assert (image.grid, image.drawn.top, image.selected, heat.feed.sheet) == before


def test_the_theme_is_followed(qtbot: Any, heat: HeatmapView) -> None:
    heat.context.appearance.change(theme=DARK)
    image = heat.pane.image
    picture = QImage(image.size(), QImage.Format.Format_RGB32)
    image.render(picture)
    assert picture.pixelColor(2, image.height() - 2) == QColor(DARK.surface)
    assert heat.export.content("png").startswith(b"\x89PNG")
    assert b"<svg" in heat.export.content("svg")
    heat.controls.layout_choice.setCurrentIndex(1)
    assert image.grid is not None and image.grid.zorder
    settle(qtbot, heat)


def test_the_command_asks_the_same(qtbot: Any, heat: HeatmapView) -> None:
    actions = {action.text(): action for action in heat.export.menu().actions()}
    actions["Copy as command"].trigger()
    text = QGuiApplication.clipboard().text()
    assert text.startswith("pagewake heatmap") and "--source ledger" in text


def test_an_index_that_is_behind_says_so_and_is_brought_up(
    qtbot: Any, window: MainWindow, tmp_path: Path
) -> None:
    """A repository that grows while the map is open: nothing moves until the user asks for it."""
    with by_the_test():
        ledger = Ledger(tmp_path / "database", 64, seed=4)
        repository = Repository.create(LocalStore(tmp_path / "growing"))
    back_up(ledger, repository)
    window.context.workspace.open(RepositoryPlace(str(tmp_path / "growing")))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    window.open_page("heatmap")
    view = window.view("heatmap")
    assert isinstance(view, HeatmapView)
    qtbot.waitUntil(lambda: bool(getattr(empty_state(view), "buttons", None)), timeout=WAIT_MS)
    view.build()
    qtbot.waitUntil(lambda: view.feed.sheet is not None, timeout=WAIT_MS)
    settle(qtbot, view)
    before = view.feed.sheet
    assert before is not None and not view._behind.isVisible()
    back_up(ledger, repository)
    with by_the_test():
        ledger.close()
    window.context.workspace.refresh()
    qtbot.waitUntil(view._behind.isVisible, timeout=WAIT_MS)
    assert view.feed.sheet is before
    qtbot.mouseClick(view._behind_button, LEFT)
    qtbot.waitUntil(lambda: view.feed.sheet not in (None, before), timeout=WAIT_MS)
    settle(qtbot, view)
    assert view.feed.sheet is not None and not view._behind.isVisible()
    assert int(view.feed.sheet.relations.changes.sum()) > int(before.relations.changes.sum())


def back_up(ledger: Ledger, repository: Repository) -> None:
    with by_the_test():
        ledger.run(5, Job())
        ledger.database.checkpoint()
        source = ENGINE.open(str(ledger.directory))
        run_backup(repository, ENGINE, source, BackupRequest("ledger"), Job())
        source.close()


def test_from_the_database_to_a_block_and_back(qtbot: Any, heat: HeatmapView, tmp_path: Path) -> None:
    """Two hundred relations: drill by double click, see names, go back by the trail and by key."""
    with by_the_test():
        build_index(tmp_path / "large", 1 << 20, 6)
        sheet = open_index(tmp_path / "large")
    old, heat.feed.sheet = heat.feed.sheet, sheet
    assert old is not None
    old.close()
    heat._opened(sheet)
    image = heat.pane.image
    qtbot.waitUntil(lambda: image.tile is not None and not image._stale, timeout=WAIT_MS)
    settle(qtbot, heat)
    whole = image.grid
    assert whole is not None and whole.level > 0 and len(image.drawn.names) == len(sheet.row.keys)
    number = sheet.row.index_of("public.table_5")
    assert number is not None
    first = int(sheet.row.first[number])
    port = block_at(heat, first + 30_000)
    qtbot.mouseDClick(image, LEFT, PLAIN, port)
    settle(qtbot, heat)
    assert image.scope == (first, first + int(sheet.row.blocks[number]))
    assert heat._crumbs.itemAt(2).widget().text() == "public.table_5"  # type: ignore[union-attr]
    assert "public.table_5" in heat.pane.explain(image.in_sight())
    for _ in range(12):
        image.zoom(1)
    settle(qtbot, heat)
    tile = image.tile
    assert image.grid is not None and image.grid.level == 0 and tile is not None
    assert (tile.values == sheet.draw(tile.order).values).all()  # type: ignore[union-attr]
    image.setFocus()
    for _ in range(13):
        qtbot.keyClick(image, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle(qtbot, heat)
    assert image.grid == whole and heat._crumbs.count() == 1
    relations = heat.relations
    qtbot.mouseClick(relations.switches[1], LEFT)
    place = relations.treemap.rect_of(number)
    assert place is not None
    qtbot.mouseClick(relations.treemap, LEFT, PLAIN, place.center().toPoint())
    assert image.scope[0] == first
    assert [
        relations.rows.model.value(relations.rows.model.place_of(one), 0)
        for one in relations.rows.table.selected()
    ] == ["public.table_5"]
    crumb = heat._crumbs.itemAt(0).widget()  # type: ignore[union-attr]
    qtbot.mouseClick(crumb, LEFT)
    assert image.scope[0] == 0
    settle(qtbot, heat)


def test_a_closed_sheet_draws_nothing(heat: HeatmapView) -> None:
    sheet = heat.feed.sheet
    assert sheet is not None
    heat.feed.close()
    assert sheet.draw(HeatOrder(0, 10, 0)) is None and sheet.matrix(4, [0]) is None
