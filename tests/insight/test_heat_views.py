"""What is drawn, against the values it is drawn from; legends; the picture as a PNG."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pagewake.errors import UsageError
from pagewake.insight.heat_index import MAX_COUNT
from pagewake.insight.heat_layer import HeatLayer, legend
from pagewake.insight.heat_values import Aggregate, HeatRow, Metric, ScaleKind
from pagewake.insight.pyramid import Pyramid
from pagewake.report.heat_picture import colours, heat_picture, png_bytes, short_number

KINDS = st.sampled_from(list(ScaleKind))


def row_of(blocks: int) -> HeatRow:
    return HeatRow(
        ("pages",), ("pages",), np.array([0]), np.array([blocks]), np.array([4096]), np.array([True])
    )


def layer_of(path: Path, values: np.ndarray, *, metric: Metric = Metric.CHANGES) -> HeatLayer:
    path.unlink(missing_ok=True)
    made = Pyramid.create(path, len(values), width=2, sums=True)
    made.fill(lambda number: values[number << 16 : (number + 1) << 16].astype(np.uint16), lambda: None)
    made.commit()
    made.close()
    return HeatLayer(metric, Pyramid.open(path), row_of(len(values)))


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> tuple[np.ndarray, HeatLayer]:
    """Two chunks and a bit, mostly cold, some very hot."""
    chosen = np.random.default_rng(5)
    values = np.where(chosen.random(140_001) < 0.3, chosen.zipf(1.4, 140_001), 0)
    values = np.minimum(values, MAX_COUNT)
    values[70_000:80_000] = 0
    return values, layer_of(tmp_path_factory.mktemp("drawn") / "p", values)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(-5, 141_000),
    st.integers(0, 141_000),
    st.integers(1, 200_000),
    KINDS,
    st.sampled_from([90.0, 99.0, 100.0]),
)
def test_a_cell_has_the_step_of_its_largest_value(
    drawn: tuple[np.ndarray, HeatLayer], first: int, length: int, cells: int, kind: ScaleKind, clamp: float
) -> None:
    values, layer = drawn
    view = layer.view(first, first + length, cells, kind=kind, clamp=clamp)
    size = view.blocks_per_cell
    assert len(view.counts) <= max(cells, 4)
    assert size == 4**view.level and view.first_block % size == 0
    low = min(max(first, 0), 140_000)
    high = min(max(first + length, low), 140_000)
    assert view.first_block <= low < view.first_block + size
    assert view.first_block + len(view.counts) * size > high
    assert view.cell_of(low) == 0 and view.cell_of(high) == len(view.counts) - 1
    padded = np.zeros(view.first_block + (len(view.counts) + 1) * size, np.int64)
    padded[: len(values)] = values[: len(padded)]
    part = padded[view.first_block : view.first_block + len(view.counts) * size].reshape(-1, size).max(axis=1)
    assert (layer.values(view) == part).all()
    assert ((view.counts == 0) == (part == 0)).all()
    edges = view.scale.edges
    shown = part > 0
    steps = view.counts[shown].astype(np.int64)
    assert (edges[steps] <= part[shown]).all()
    assert (part[shown][steps < 255] < edges[steps[steps < 255] + 1]).all()


def test_means_are_sums_over_blocks(drawn: tuple[np.ndarray, HeatLayer]) -> None:
    values, layer = drawn
    view = layer.view(0, 140_000, 100, aggregate=Aggregate.MEAN, kind=ScaleKind.LINEAR)
    padded = np.zeros(len(view.counts) * view.blocks_per_cell)
    padded[: len(values)] = values
    means = padded.reshape(len(view.counts), -1).mean(axis=1)
    assert np.allclose(layer.values(view), means)
    steps = np.searchsorted(view.scale.edges[1:], np.maximum(np.floor(means * 16) / 16, 1 / 16), side="right")
    assert (view.counts == np.where(means > 0, np.maximum(steps, 1), 0)).all()


@given(st.lists(st.integers(0, 500), min_size=1, max_size=300), KINDS, st.floats(50, 100))
def test_a_legend_rises_from_the_lowest_to_the_clamped_value(
    counts: list[int], kind: ScaleKind, clamp: float
) -> None:
    histogram = np.array([0, *counts])
    edges = legend(histogram, np.arange(len(histogram)), kind, clamp)
    assert edges[0] == 0 and (np.diff(edges) >= 0).all()
    if histogram.any():
        values = np.repeat(np.arange(len(histogram)), histogram)
        highest = values[max(int(np.ceil(len(values) * clamp / 100)) - 1, 0)]
        assert edges[1] == values[0] or np.isclose(edges[1], values[0])
        assert edges[-1] == max(highest, values[0])


def test_a_quantile_legend_gives_each_step_as_many_cells(
    drawn: tuple[np.ndarray, HeatLayer], tmp_path: Path
) -> None:
    values = np.random.default_rng(1).permutation(np.arange(1, 255 * 40 + 1))
    view = layer_of(tmp_path / "p", values).view(0, len(values) - 1, 1 << 20, kind=ScaleKind.QUANTILE)
    counts = np.bincount(view.counts, minlength=256)[1:]
    # Bins of the histogram are a 64th of an octave wide: no step is off by more than one of them.
    assert (
        counts.min() >= 0 and np.abs(np.cumsum(counts) - np.arange(1, 256) * 40).max() <= 40 + 255 * 40 / 64
    )


def test_the_legend_is_a_filter(drawn: tuple[np.ndarray, HeatLayer]) -> None:
    values, layer = drawn
    view = layer.view(0, 140_000, 1 << 20, kind=ScaleKind.LOG)
    first, last = view.scale.steps_of(10, 100)
    chosen = values[(view.counts >= first) & (view.counts <= last)]
    assert chosen.min() >= 9 and set(range(10, 101)) & set(values) <= set(chosen)
    assert view.scale.steps_of(0, 1e9) == (1, 255)


def test_the_scale_stays_while_the_view_moves(drawn: tuple[np.ndarray, HeatLayer]) -> None:
    _, layer = drawn
    scales = {id(layer.view(first, first + 9_999, 20_000).scale) for first in range(0, 130_000, 10_000)}
    assert len(scales) == 1


def test_nothing_at_all_can_be_drawn(tmp_path: Path) -> None:
    layer = layer_of(tmp_path / "p", np.zeros(10))
    for kind in ScaleKind:
        view = layer.view(0, 9, 100, kind=kind, aggregate=Aggregate.MEAN)
        assert not view.counts.any() and len(view.counts) == 10
    with pytest.raises(UsageError):
        layer.view(0, 9, 100, clamp=0)
    with pytest.raises(UsageError):
        layer.view(0, 9, 0)


def test_colours_differ_from_no_data_and_rise_in_brightness() -> None:
    table = colours().astype(float)
    brightness = table[1:] @ np.array([0.299, 0.587, 0.114])
    assert (np.diff(brightness) > -0.6).all() and brightness[-1] - brightness[0] > 150
    assert np.abs(table[1:] - table[0]).sum(axis=1).min() > 30


def test_the_picture_is_a_png_that_holds_the_cells(drawn: tuple[np.ndarray, HeatLayer]) -> None:
    _, layer = drawn
    view = layer.view(0, 140_000, 2000)
    picture = heat_picture(view)
    data = png_bytes(picture)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(data):
        (length,) = struct.unpack_from(">I", data, at)
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack_from(">I", data, at + 8 + length) == (zlib.crc32(kind + body),)
        chunks[kind] = body
        at += 12 + length
    assert list(chunks) == [b"IHDR", b"IDAT", b"IEND"]
    width, height, *rest = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert rest == [8, 2, 0, 0, 0] and picture.shape == (height, width, 3)
    lines = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + 3 * width)
    assert not lines[:, 0].any() and (lines[:, 1:].reshape(picture.shape) == picture).all()
    # The cell in the middle of each line, where the picture puts it.
    table = colours()
    across = int(np.ceil(np.sqrt(len(view.counts) * 1.6)))
    side = 1024 // across
    for cell in range(0, len(view.counts), 37):
        x, y = 16 + cell % across * side, 16 + cell // across * side
        assert (picture[y : y + side, x : x + side] == table[view.counts[cell]]).all()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (1.5, "1.5"),
        (7, "7"),
        (12.4, "12"),
        (1000, "1k"),
        (65535, "66k"),
        (3.4e6, "3.4M"),
        (2e10, "20G"),
    ],
)
def test_short_numbers(value: float, text: str) -> None:
    assert short_number(value) == text
