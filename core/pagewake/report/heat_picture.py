"""A heat map as a PNG file, written with zlib alone: the row in lines of cells, and a legend below it.

Colours are those of cividis, which people with any kind of colour vision read in the same order.
"""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from pagewake.insight.heat_values import STEPS, HeatView

Picture = NDArray[np.uint8]
"""Shape (height, width, 3)."""
WIDTH = 1024
MAX_CELLS = 1 << 18
_BACK, _INK, _EMPTY = (255, 255, 255), (32, 32, 32), (226, 226, 226)
_ANCHORS = (
    "00204d 002c69 06366e 2d426c 414d6b 52596c 61646f 6f7073 7d7c78"
    " 8b8779 9b9477 aca174 bcaf6f cebc68 e0cb5e f2da50 ffea46"
)
_GLYPHS = {
    "0": "111101101101111",
    "1": "010110010010111",
    "2": "111001111100111",
    "3": "111001111001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001001010010",
    "8": "111101111101111",
    "9": "111101111001111",
    ".": "000000000000010",
    "k": "100101110110101",
    "M": "101111111101101",
    "G": "111100101101111",
}
_SCALE = 2
_MARGIN = 16
_BAR = 16
_NARROWEST = 320


def colours() -> Picture:
    """The colour of each step: shape (256, 3). Step 0, "no data", is a light grey."""
    anchors = np.array([list(bytes.fromhex(text)) for text in _ANCHORS.split()], np.float64)
    places = np.linspace(0, len(anchors) - 1, STEPS - 1)
    ramp = [np.interp(places, np.arange(len(anchors)), anchors[:, channel]) for channel in range(3)]
    table = np.empty((STEPS, 3), np.uint8)
    table[0] = _EMPTY
    table[1:] = np.stack(ramp, axis=1).round()
    return table


def heat_picture(view: HeatView) -> Picture:
    """The cells of a view line by line, as wide as `WIDTH` allows, and its legend with five values."""
    cells = max(len(view.counts), 1)
    across = min(max(int(np.ceil(np.sqrt(cells * 1.6))), 1), WIDTH)
    down = -(-cells // across)
    steps = np.zeros(across * down, np.uint8)
    steps[: len(view.counts)] = view.counts
    side = max(WIDTH // across, 1)
    table = colours()
    image = table[steps.reshape(down, across)].repeat(side, axis=0).repeat(side, axis=1)
    height = image.shape[0] + 3 * _MARGIN + _BAR + 5 * _SCALE
    canvas = np.empty((height, max(image.shape[1], _NARROWEST) + 2 * _MARGIN, 3), np.uint8)
    canvas[:] = _BACK
    canvas[_MARGIN : _MARGIN + image.shape[0], _MARGIN : _MARGIN + image.shape[1]] = image
    _draw_legend(canvas, image.shape[0] + 2 * _MARGIN, view, table)
    return canvas


def png_bytes(picture: Picture) -> bytes:
    """A picture as PNG, 8 bits a channel."""
    height, width, _ = picture.shape
    lines = np.zeros((height, 1 + 3 * width), np.uint8)  # each line begins with its filter: none
    lines[:, 1:] = picture.reshape(height, 3 * width)
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(lines.tobytes(), 6)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in parts
    )


def short_number(value: float) -> str:
    """`7`, `1.5`, `12k`, `3.4M`: what fits under a tick."""
    for size, letter in ((1e9, "G"), (1e6, "M"), (1e3, "k")):
        if value >= size:
            shown = value / size
            return f"{shown:.0f}{letter}" if shown >= 10 else f"{shown:.1f}".removesuffix(".0") + letter
    return f"{value:.1f}".removesuffix(".0") if value < 10 else f"{value:.0f}"


def _draw_legend(canvas: Picture, top: int, view: HeatView, table: Picture) -> None:
    width = canvas.shape[1] - 2 * _MARGIN
    steps = np.linspace(1, STEPS - 1, width).round().astype(np.int64)
    canvas[top : top + _BAR, _MARGIN : _MARGIN + width] = table[steps]
    ticks = 5
    for tick in range(ticks):
        at = tick * (width - 1) // (ticks - 1)
        canvas[top + _BAR : top + _BAR + 4, _MARGIN + at] = _INK
        text = short_number(float(view.scale.edges[steps[at]]))
        length = len(text) * 4 * _SCALE
        left = min(max(_MARGIN + at - length // 2, 0), canvas.shape[1] - length)
        _write(canvas, top + _BAR + 6, left, text)


def _write(canvas: Picture, top: int, left: int, text: str) -> None:
    for place, letter in enumerate(text):
        bits = np.array([bit == "1" for bit in _GLYPHS[letter]]).reshape(5, 3)
        glyph = bits.repeat(_SCALE, axis=0).repeat(_SCALE, axis=1)
        begin = left + place * 4 * _SCALE
        canvas[top : top + 5 * _SCALE, begin : begin + 3 * _SCALE][glyph] = _INK
