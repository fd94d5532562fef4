"""The image of the heat map alone: every frame while it moves shows what is there, at once and at any size."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from tests.bench.gui_heat import build_index, heat_frames, open_index
from tests.patience import Stopwatch

from pagewake.desk.heat import HeatOrder, HeatSheet
from pagewake_gui.charts.heat_colours import Palette, colours
from pagewake_gui.charts.heat_image import HeatImage
from pagewake_gui.theme import DARK, LIGHT

BLOCKS = 1 << 20


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("index")
    build_index(made, BLOCKS, 6)
    return made


@pytest.fixture
def sheet(directory: Path) -> Iterator[HeatSheet]:
    made = open_index(directory)
    yield made
    made.close()


@pytest.fixture
def image(qtbot: Any, sheet: HeatSheet) -> HeatImage:
    """On the sheet; tiles come when `deliver` is called, so that tests see what stands in for them."""
    made = HeatImage("map")
    qtbot.addWidget(made)
    made.waiting = []  # type: ignore[attr-defined]
    made.wanted.connect(lambda *order: made.waiting.append(order))  # type: ignore[attr-defined]
    made.restyle(LIGHT)
    made.set_colours(colours(Palette.CIVIDIS, LIGHT))
    made.resize(700, 420)
    made.show()
    made.show_row(sheet.levels, sheet.row.first, list(sheet.row.names))
    made.set_scope(0, sheet.row.present_length)
    deliver(made, sheet)
    return made


def deliver(image: HeatImage, sheet: HeatSheet) -> int:
    """Answer the newest wish, as the window does; how many wishes there were."""
    count = len(image.waiting)  # type: ignore[attr-defined]
    while image.waiting:  # type: ignore[attr-defined]
        first, last, level = image.waiting[-1]  # type: ignore[attr-defined]
        image.waiting.clear()  # type: ignore[attr-defined]
        tile = sheet.draw(HeatOrder(first, last, level))
        assert tile is not None
        image.show_tile(tile)
    return count


def pixels(image: HeatImage) -> QImage:
    picture = QImage(image.size(), QImage.Format.Format_RGB32)
    image.render(picture)
    return picture


def check(image: HeatImage, sheet: HeatSheet) -> None:
    """Cells in sight have the colours of their steps."""
    table, grid, picture = colours(Palette.CIVIDIS, LIGHT), image.grid, pixels(image)
    assert grid is not None
    for y in range(8, image.height() - 8, 37):
        for x in range(image.drawn.ruler + 9, image.drawn.ruler + grid.columns * grid.cell, 61):
            blocks = image.blocks_at(QPointF(x, y))
            if blocks is None or image.point_of(blocks[0]).x() == 0:
                continue
            middle = image.point_of(blocks[0])
            if not 0 <= middle.y() < image.height():
                continue
            tile = sheet.draw(HeatOrder(blocks[0], blocks[0], grid.level))
            assert tile is not None
            wanted = tuple(int(part) for part in table[tile.view.counts[0]])
            found = picture.pixelColor(middle)
            near_name = any(sheet.row.first[(sheet.row.first >= blocks[0]) & (sheet.row.first <= blocks[1])])
            assert near_name or (found.red(), found.green(), found.blue()) == wanted


@pytest.mark.parametrize("zorder", [False, True])
def test_all_of_it_near_and_moved(image: HeatImage, sheet: HeatSheet, zorder: bool) -> None:
    image.set_zorder(zorder)
    deliver(image, sheet)
    check(image, sheet)
    for _ in range(4):
        image.zoom(1, QPointF(400, 200))
        deliver(image, sheet)
        check(image, sheet)
    for lines in (11, 160, -30, 5000):
        image.move_lines(lines)
        deliver(image, sheet)
        check(image, sheet)


def test_while_a_tile_is_on_its_way_the_one_before_stands_in(image: HeatImage, sheet: HeatSheet) -> None:
    image.zoom(2, QPointF(400, 200))
    picture, grid = pixels(image), image.grid
    assert grid is not None and image.tile is None
    empty = colours(Palette.CIVIDIS, LIGHT)[0]
    blocks = image.blocks_at(QPointF(400, 200))
    assert blocks is not None
    found = picture.pixelColor(400, 200)
    assert (found.red(), found.green(), found.blue()) != tuple(int(part) for part in empty)
    assert deliver(image, sheet) >= 1


def test_small_moves_need_nothing_new(image: HeatImage, sheet: HeatSheet) -> None:
    for _ in range(8):
        image.zoom(1)
    deliver(image, sheet)
    for _ in range(20):
        image.move_lines(1)
    assert not image.waiting  # type: ignore[attr-defined]
    image.move_lines(1000)
    assert image.waiting  # type: ignore[attr-defined]
    deliver(image, sheet)
    check(image, sheet)


def test_the_wheel_zooms_at_the_cursor(qtbot: Any, image: HeatImage, sheet: HeatSheet) -> None:
    at = QPointF(333, 222)
    before = image.blocks_at(at)
    for _ in range(3):
        event = QWheelEvent(
            at,
            QPointF(image.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        image.wheelEvent(event)
    deliver(image, sheet)
    assert before is not None
    assert abs(image.point_of(before[0]).y() - at.y()) <= 8
    image.go_back()
    image.go_back()
    image.go_back()
    assert image.blocks_at(at) == before


def test_dragging_moves_and_nothing_is_selected(qtbot: Any, image: HeatImage, sheet: HeatSheet) -> None:
    for _ in range(6):
        image.zoom(1)
    deliver(image, sheet)
    top, chosen = image.drawn.top, []
    image.clicked.connect(lambda *what: chosen.append(what))
    qtbot.mousePress(image, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 300))
    qtbot.mouseMove(image, QPoint(300, 290))
    qtbot.mouseMove(image, QPoint(300, 200))
    qtbot.mouseRelease(image, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(300, 200))
    assert image.drawn.top == top + 100 and not chosen


def test_three_hundred_frames_leave_no_trace(image: HeatImage, sheet: HeatSheet) -> None:
    picture = QImage(image.size(), QImage.Format.Format_RGB32)
    image.render(picture)
    before = sys.getrefcount(None)
    for _ in range(300):
        image.move_lines(1)
        image.render(picture)
    assert abs(sys.getrefcount(None) - before) < 100


def test_colours_rise_in_brightness_and_tell_no_data_apart() -> None:
    for theme in (LIGHT, DARK):
        for palette in Palette:
            table = colours(palette, theme).astype(float)
            light = table @ np.array([0.2126, 0.7152, 0.0722])
            steps = np.diff(light[1:])
            falling = palette is Palette.GREYS and not theme.dark
            assert (steps <= 0.5).all() if falling else (steps >= -2.5).all()
            assert np.abs(table[1:] - table[0]).sum(axis=1).min() > 8


def test_frames_cost_the_same_whatever_the_size(directory: Path, tmp_path: Path, qapp: Any) -> None:
    watch = Stopwatch()
    small = heat_frames(BLOCKS, 30, directory)
    large = heat_frames(1 << 24, 30, tmp_path)
    assert large["blocks"] > 12 * small["blocks"]
    assert large["pan_median_ms"] < 4 * small["pan_median_ms"] + 5
    assert large["first_picture_s"] - watch.lost < 1 and watch.seconds < 60
