"""Brushes of the heat map over several relations: merged, explained, and shown in the other views."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolTip
from tests.gui.conftest import WAIT_MS
from tests.gui.test_heatmap import LEFT, PLAIN, block_at, heat, settle

from pagewake_gui.main_window import MainWindow
from pagewake_gui.selection import LsnRange, PageBrush, brush_of
from pagewake_gui.views.heat_pane import TIMES
from pagewake_gui.views.heatmap import HeatmapView

__all__ = ["heat"]
CONTROL = Qt.KeyboardModifier.ControlModifier


@given(
    st.lists(
        st.tuples(st.sampled_from("ab"), st.integers(0, 40), st.integers(1, 9)).map(
            lambda one: PageBrush(one[0], one[1], one[1] + one[2])
        ),
        max_size=12,
    )
)
def test_a_brush_of_parts_holds_each_block_once(parts: list[PageBrush]) -> None:
    made = brush_of(parts)
    wanted = {(one.relation, block) for one in parts for block in range(one.first, one.end)}
    if made is None:
        assert not parts
        return
    held = [(one.relation, block) for one in made.parts for block in range(one.first, one.end)]
    assert len(held) == len(set(held)) == made.blocks
    assert set(held) == wanted
    joined = sorted((one.relation, one.first, one.end) for one in made.parts)
    assert all(a[0] != b[0] or a[2] < b[1] for a, b in pairwise(joined))
    for relation, ranges in made.ranges().items():
        assert ranges == sorted(ranges)
        assert {(relation, block) for low, high in ranges for block in range(low, high + 1)} <= wanted


def test_ctrl_brushes_more_and_every_view_shows_what_touched_it(
    qtbot: Any, heat: HeatmapView, open_window: MainWindow
) -> None:
    image, hub = heat.pane.image, heat.context.selection
    qtbot.mouseClick(image, LEFT, PLAIN, block_at(heat, 10))
    qtbot.mousePress(image, LEFT, CONTROL, block_at(heat, 200))
    qtbot.mouseMove(image, block_at(heat, 206))
    qtbot.mouseRelease(image, LEFT, CONTROL, block_at(heat, 209))
    assert hub.now.pages == PageBrush("pages", 10, 11, (PageBrush("pages", 200, 210),))
    assert image.selected == ((10, 10), (200, 209))
    qtbot.waitUntil(lambda: bool(hub.now.touched), timeout=WAIT_MS)

    def explained() -> bool:
        return "pages blocks 200 to 209" in [one.text() for one in heat.details.findChildren(QLabel)]

    qtbot.waitUntil(explained, timeout=WAIT_MS)
    stretches = {
        (one.first_lsn, one.end_lsn) for one in open_window.view("heatmap").source.timeline.stretches.rows
    }  # type: ignore[union-attr]
    assert all((one.first, one.end) in stretches for one in hub.now.touched)
    for page in ("timeline", "lsn"):
        open_window.open_page(page)
        view: Any = open_window.view(page)
        assert len(view.chart.item.overlay.touched) == len(hub.now.touched)
        assert view.brush_card.isVisibleTo(view)
        assert view.brush_card.text.text().splitlines()[1] == "pages blocks 200 to 209"
    lsn: Any = open_window.view("lsn")
    low, high = (
        min(one[1] for one in lsn.chart.item.overlay.touched),
        max(one[2] for one in lsn.chart.item.overlay.touched),
    )
    assert lsn.data.scale.value(low) == min(one.first for one in hub.now.touched)
    assert lsn.data.scale.value(high) == max(one.end for one in hub.now.touched)
    qtbot.keyClick(lsn.chart, Qt.Key.Key_Escape)
    assert hub.now.pages is None
    assert not lsn.chart.item.overlay.touched
    assert not lsn.brush_card.isVisibleTo(lsn)
    settle(qtbot, heat)


def test_a_new_brush_forgets_what_touched_the_one_before(qtbot: Any, heat: HeatmapView) -> None:
    hub = heat.context.selection
    hub.change(None, pages=PageBrush("pages", 1, 2), touched=(LsnRange(1, 1, 2),))
    qtbot.mouseClick(heat.pane.image, LEFT, PLAIN, block_at(heat, 30))
    assert hub.now.pages == PageBrush("pages", 30, 31)
    assert hub.now.touched == ()
    settle(qtbot, heat)


def test_rows_of_the_table_become_one_brush(qtbot: Any, heat: HeatmapView) -> None:
    heat.pane.set_mode(1)
    table = heat.pane.table
    table.cells_picked.emit([(3, 3), (4, 4), (9, 9)])
    assert heat.context.selection.now.pages == PageBrush("pages", 3, 5, (PageBrush("pages", 9, 10),))
    assert len(table.selected()) == 3
    settle(qtbot, heat)


@pytest.fixture
def tips() -> Iterator[None]:
    yield
    QToolTip.hideText()


@pytest.mark.usefixtures("tips")
def test_a_tip_explains_the_cell_and_names_the_backups_that_hold_it(qtbot: Any, heat: HeatmapView) -> None:
    image = heat.pane.image
    before = heat.context.selection.now
    qtbot.mouseMove(image, block_at(heat, 9))
    qtbot.mouseMove(image, block_at(heat, 10))
    lines = heat.tips.text.splitlines()
    assert lines[0] == "pages block 10"
    assert lines[1].startswith("changed ")
    assert lines[2].startswith("last 20")
    qtbot.waitUntil(lambda: "stored anew by" in heat.tips.text, timeout=WAIT_MS)
    state = heat.source
    assert state is not None
    named = heat.tips.text.splitlines()[4:]
    assert named
    assert set(named[:3]) <= {one.id for one in state.timeline.backups}
    assert heat.context.selection.now == before
    qtbot.mouseMove(image, QPoint(2, 2))
    assert heat.tips.text == ""
    settle(qtbot, heat)


def test_relations_against_time_have_a_table_a_menu_and_an_export(qtbot: Any, heat: HeatmapView) -> None:
    heat.pane.set_mode(TIMES)
    qtbot.waitUntil(lambda: heat.pane.times.found is not None, timeout=WAIT_MS)
    times, found = heat.pane.times, heat.pane.times.found
    assert found is not None
    matrix = times.matrix
    matrix.setFocus()
    qtbot.keyClick(matrix, Qt.Key.Key_T)
    assert times.table.isVisible()
    model = times.table.columns_model
    assert model.rowCount() == int((found.changed_blocks > 0).sum())
    assert len(heat.pane.as_table().as_csv().splitlines()) == model.rowCount() + 1
    times.table.selectRow(0)
    assert heat.context.selection.now.lsn is not None
    qtbot.keyClick(times.table, Qt.Key.Key_T)
    assert matrix.isVisible()
    assert heat.export.content("svg").startswith(b"<?xml")
    menu = QMenu()
    heat.menus._fill(menu, times.about_cell((0, 0)))
    texts = [one.text() for one in menu.actions()]
    assert {"Copy LSN", "Copy time (UTC)", "Show on the timeline", "Copy what is known"} <= set(texts)
    settle(qtbot, heat)


def test_relations_and_their_treemap_have_the_same_menu(qtbot: Any, heat: HeatmapView) -> None:
    menu = QMenu()
    heat.menus.fill_relation(menu, 0)
    texts = [one.text() for one in menu.actions()]
    for text in (
        "Open the relation",
        "Copy name",
        "Copy LSN",
        "Copy as command",
        "Inspect page",
        "Restore to here",
    ):
        assert text in texts, text
    asked: list[int] = []
    heat.relations.treemap.menu_asked.connect(lambda number, at: asked.append(number))
    heat.relations.switches[1].click()
    heat.relations.treemap.setFocus()
    qtbot.keyClick(heat.relations.treemap, Qt.Key.Key_Right)
    heat.relations.treemap.menu_asked.emit(0, QPoint(5, 5))
    shown = [one for one in heat.findChildren(QMenu) if one.isVisible()]
    assert asked == [0]
    assert [one.text() for one in shown[0].actions()][: len(texts)] == texts
    shown[0].close()
    settle(qtbot, heat)


def test_the_relations_are_exported_as_treemap_and_table(heat: HeatmapView) -> None:
    picture = QImage.fromData(heat.export.relations.content("png", 1.0))
    assert picture.width() >= 900
    assert b"pages" in heat.export.relations.content("svg")
    assert heat.export.relations.content("csv").decode().splitlines()[1].startswith("pages,")


def test_no_column_of_the_relations_is_cut(heat: HeatmapView) -> None:
    table = heat.relations.rows.table
    right = table.columnViewportPosition(2) + table.columnWidth(2)
    assert right <= table.viewport().width() + 1
    header = table.horizontalHeader()
    for number in range(3):
        title = str(table.model().headerData(number, Qt.Orientation.Horizontal))
        assert header.fontMetrics().horizontalAdvance(title) + 30 <= table.columnWidth(number)


def test_the_trail_of_the_map_leads_back(qtbot: Any, heat: HeatmapView) -> None:
    image = heat.pane.image
    assert heat.trail.texts == ["everything"]
    image.setFocus()
    for _ in range(4):
        qtbot.keyClick(image, Qt.Key.Key_W)
    near = image.blocks_in_sight()
    assert near < image.scope[1] - image.scope[0]
    assert heat.trail.texts[0] == "everything"
    assert heat.trail.texts[-1] == f"{near:,} block(s)"
    qtbot.mouseClick(heat.trail.findChildren(QPushButton)[0], LEFT)
    assert heat.trail.texts == ["everything"]
    settle(qtbot, heat)
