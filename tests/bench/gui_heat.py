"""How fast the heat map opens and moves: a made-up database of any size, drawn offscreen as in the window.

QT_QPA_PLATFORM=offscreen python -m tests.bench.gui_heat
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.insight.heat_model import Archive

from pagewake.blocks import RelationChanges, WalSummary
from pagewake.desk.heat import HeatOrder, HeatQuestion, HeatSheet
from pagewake.insight.heat_index import HeatIndex
from pagewake.insight.heat_layer import HeatLayer
from pagewake.insight.heat_update import KnownRelations, update_index
from pagewake.insight.heat_values import Metric
from pagewake.jobs import Job
from pagewake.repository.stretches import StretchRow

TEBIBYTE = 1 << 27
"""Blocks of a tebibyte in pages of 8 KiB."""
SIZE = (1200, 760)


def build_index(directory: Path, blocks: int, stretches: int = 24) -> None:
    """An index of a made-up source: eight large relations and two hundred small ones, some hot."""
    lengths = {f"1663/5/{number}": (blocks // 8 - 400, 8192) for number in range(8)}
    lengths |= {f"1663/5/{100 + number}": (12, 8192) for number in range(200)}
    archive, chosen = Archive(), np.random.default_rng(3)
    for _ in range(stretches):
        archive.add({})
    numbers = {row.digest: number for number, row in enumerate(archive.rows)}

    def read(row: StretchRow) -> WalSummary:
        relations = {}
        for key in (f"1663/5/{numbers[row.digest] % 8}", f"1663/5/{100 + int(chosen.integers(200))}"):
            length = lengths[key][0]
            centre = chosen.normal(length * 0.6, length * 0.1, min(length, 60_000)).astype(np.int64)
            wide = chosen.integers(0, length, min(length, 40_000))
            touched = np.unique(np.clip(np.concatenate([centre, wide]), 0, length - 1)).astype(np.uint32)
            relations[key] = RelationChanges(touched, chosen.integers(1, 50, len(touched)).astype(np.uint32))
        return WalSummary(1, row.first_lsn, row.end_lsn, relations=relations)

    names = {key: f"public.table_{number}" for number, key in enumerate(lengths)}
    known = KnownRelations("b", 1, 0, lengths, names)
    update_index(directory, "r", "s", archive.rows, read, known, Job()).close()


def open_index(directory: Path) -> HeatSheet:
    """A sheet of that index."""
    index = HeatIndex.open(directory, "r", "s")
    row = index.row()
    return HeatSheet(
        HeatQuestion(), index, HeatLayer(Metric.CHANGES, index.changes, row), row, own_layer=False
    )


def heat_frames(blocks: int = TEBIBYTE, frames: int = 120, directory: Path | None = None) -> dict[str, float]:
    """Seconds until the first picture, and milliseconds of processor time a frame while panning and zooming."""
    with tempfile.TemporaryDirectory() as made:
        place = directory or Path(made)
        if not (place / "index").exists():
            build_index(place, blocks)
        return _measure(place, frames)


def _measure(place: Path, frames: int) -> dict[str, float]:
    from PySide6.QtWidgets import QApplication

    from pagewake_gui.charts.heat_colours import Palette, colours
    from pagewake_gui.charts.heat_image import HeatImage
    from pagewake_gui.theme import LIGHT

    application = QApplication.instance() or QApplication([])
    began = time.perf_counter()
    sheet = open_index(place)
    image = HeatImage("bench")
    image.restyle(LIGHT)
    image.set_colours(colours(Palette.CIVIDIS, LIGHT))
    image.resize(*SIZE)

    def draw(first: int, last: int, level: int) -> None:
        tile = sheet.draw(HeatOrder(first, last, level))
        assert tile is not None
        image.show_tile(tile)

    image.wanted.connect(draw)
    image.show()
    image.show_row(sheet.levels, sheet.row.first, list(sheet.row.names))
    image.set_scope(0, sheet.row.present_length)
    image.grab()
    found = {"blocks": float(sheet.row.present_length), "first_picture_s": time.perf_counter() - began}

    def frame(move: Callable[[], object]) -> float:
        begun = time.process_time()
        move()
        image.repaint()
        application.processEvents()
        return (time.process_time() - begun) * 1000

    image.zoom(6)
    pans = [frame(lambda: image.move_lines(5)) for _ in range(frames)]
    zooms = [frame(lambda at=at: image.zoom(1 if at % 16 < 8 else -1)) for at in range(frames)]  # type: ignore[misc]
    found |= {
        "pan_median_ms": float(np.median(pans)),
        "pan_worst_ms": float(np.percentile(pans, 99)),
        "zoom_median_ms": float(np.median(zooms)),
        "zoom_worst_ms": float(np.percentile(zooms, 99)),
    }
    image.close()
    sheet.close()
    return found


if __name__ == "__main__":
    print(json.dumps(heat_frames(), indent=1))
