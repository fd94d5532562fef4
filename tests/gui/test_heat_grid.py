"""Where cells lie: places and blocks are each other's inverse, and pictures show what the model says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.desk.heat import HeatOrder, HeatTile
from pagewake.insight.heat_values import Aggregate, HeatView, Metric, Scale, ScaleKind
from pagewake_gui.charts.heat_grid import Grid, columns_for, fitting, ladder, nearing, zoomed
from pagewake_gui.charts.treemap import squarified

GRIDS = st.builds(
    Grid,
    first=st.integers(0, 5000),
    end=st.integers(5001, 40_000),
    level=st.integers(0, 4),
    cell=st.sampled_from([3, 4, 8]),
    columns=st.sampled_from([16, 48, 64]),
    zorder=st.booleans(),
)
SCALE = Scale(ScaleKind.LINEAR, 100.0, 1.0, np.zeros(256))


def tile(level: int, first_cell: int, steps: np.ndarray) -> HeatTile:
    view = HeatView(
        Metric.CHANGES, Aggregate.MAX, level, first_cell << 2 * level, 1 << 2 * level, steps, SCALE
    )
    return HeatTile(HeatOrder(0, 0, level), view, steps.astype(float), steps.astype(np.uint32))


@given(GRIDS, st.data())
def test_a_place_and_its_blocks_lead_to_each_other(grid: Grid, data: st.DataObject) -> None:
    block = data.draw(st.integers(grid.first, grid.end - 1))
    column, line = grid.place(block)
    assert 0 <= column < grid.columns and 0 <= line < grid.lines
    cell = grid.cell_at(column, line)
    assert cell is not None
    first, last = grid.blocks_of(cell)
    assert grid.first <= first <= block <= last < grid.end


@given(GRIDS)
@settings(max_examples=40)
def test_a_picture_has_every_cell_at_its_place(grid: Grid) -> None:
    steps = (np.arange(grid.cells) % 255 + 1).astype(np.uint8)
    line, image = grid.picture(steps, 0)
    assert line == 0 and image.shape == (grid.lines, grid.columns)
    for cell in range(0, grid.cells, max(grid.cells // 50, 1)):
        column, row = grid.place_of(cell)
        assert image[row, column] == steps[cell]
    assert np.count_nonzero(image) == grid.cells


@given(GRIDS, st.integers(0, 300))
@settings(max_examples=40)
def test_part_of_a_picture_is_that_part(grid: Grid, first: int) -> None:
    first = min(first, grid.cells - 1)
    steps = (np.arange(grid.cells) % 255 + 1).astype(np.uint8)
    _, whole = grid.picture(steps, 0)
    line, part = grid.picture(steps[first:], first)
    shown = whole[line : line + part.shape[0]]
    assert ((part == shown) | (part == 0)).all()
    assert np.count_nonzero(part) == grid.cells - first


@pytest.mark.parametrize("level", [0, 1, 2, 3])
def test_what_stands_in_has_the_largest_step_of_any_level(level: int) -> None:
    chosen = np.random.default_rng(1)
    finest = chosen.integers(0, 256, 4096).astype(np.uint8)
    known = finest.reshape(-1, 4**level).max(axis=1)
    grid = Grid(0, 4096, 1, 4, 32)
    truth = finest.reshape(-1, 4).max(axis=1)
    found = grid.stand_in([tile(level, 0, known)], 0, 1024)
    if level <= 1:
        assert (found == truth).all()
    else:
        assert (found == np.repeat(known, 4 ** (level - 1))).all() and (found >= truth).all()


def test_of_several_tiles_the_finest_stands_in() -> None:
    wide, near = np.full(64, 9, np.uint8), np.full(64, 5, np.uint8)
    grid = Grid(0, 4096, 1, 4, 32)
    found = grid.stand_in([tile(1, 128, near), tile(3, 0, wide)], 0, 1024)
    assert (found[128:192] == 5).all() and (found[:128] == 9).all() and (found[192:] == 9).all()
    assert not grid.stand_in([tile(1, 2000, near)], 0, 100).any()


@given(st.integers(1, 1 << 30), st.integers(400, 2000), st.integers(300, 1200))
def test_the_whole_scope_fits_where_it_can(blocks: int, width: int, height: int) -> None:
    levels = 14
    grid = fitting(0, blocks, levels, width, height, zorder=False)
    assert grid.height <= height or (grid.level, grid.cell) == ladder(levels)[0]
    nearer = zoomed(grid, levels, 1, width)
    assert (nearer.level, -nearer.cell) <= (grid.level, -grid.cell)
    assert zoomed(nearer, levels, -40, width).level == levels - 1
    assert columns_for(width, grid.cell, zorder=False) == grid.columns


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=40), st.integers(20, 900), st.integers(20, 900))
def test_a_treemap_fills_the_room_by_size(sizes: list[float], width: int, height: int) -> None:
    sizes = sorted(sizes, reverse=True)
    found = squarified(sizes, width, height)
    areas = np.array([wide * high for _, _, wide, high in found])
    assert np.allclose(areas, np.array(sizes) / sum(sizes) * width * height, rtol=1e-6, atol=1e-6)
    for x, y, wide, high in found:
        assert x >= -1e-6 and y >= -1e-6 and x + wide <= width + 1e-6 and y + high <= height + 1e-6


def test_the_way_nearer_leaves_out_what_held_less_and_what_was_elsewhere() -> None:
    steps = [(0, 900), (1, None), (2, 400), (3, 800), (4, 50), (5, 90), (6, 20)]
    assert nearing(steps, 30) == [(3, 800), (5, 90)]
    assert nearing([], 1) == []
