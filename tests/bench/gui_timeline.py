"""How fast the window's charts are: ten thousand backups on three lanes, first paint and frames while panning.

Run it by hand: `python tests/bench/gui_timeline.py`. Goals: first paint within a second, 30 frames a second and more.
Times are processor times of this process, so that a busy machine tells the same.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parents[2])]

from PySide6.QtWidgets import QApplication
from tests.gui.histories import large_history, snapshot_of

from pagewake_gui.charts.chain_data import data_over_lsn, data_over_time
from pagewake_gui.charts.chart import LaneChart
from pagewake_gui.charts.wording import Words
from pagewake_gui.formats import Formats
from pagewake_gui.theme import LIGHT

BACKUPS = 10_000
FRAMES = 60
SIZE = (1400, 800)
ZOOMS = (("everything", 1.0), ("a tenth", 0.1), ("a hundredth", 0.01), ("a thousandth", 0.001))


def timeline_frames(backups: int = BACKUPS, frames: int = FRAMES) -> dict[str, dict[str, float]]:
    """Milliseconds by axis and then by what: `first paint`, and for each zoom the median and the slowest frame."""
    application = QApplication.instance() or QApplication([])
    timeline = large_history(backups)
    taken = snapshot_of(timeline).taken.timestamp()
    found: dict[str, dict[str, float]] = {}
    for axis in ("time", "lsn"):
        chart = LaneChart(axis)
        chart.resize(*SIZE)
        chart.restyle(LIGHT, None)
        chart.show()
        application.processEvents()
        begun = time.process_time()
        data = data_over_time(timeline, taken) if axis == "time" else data_over_lsn(timeline)
        chart.show_data(data, Words(timeline, Formats(zone="UTC")).lanes(data))
        chart.grab()
        told = {"first paint": (time.process_time() - begun) * 1000}
        for name, part in ZOOMS:
            low, high = data.whole
            span = (high - low) * part
            each = []
            for number in range(frames):
                here = low + (high - low - span) * number / frames
                begun = time.process_time()
                chart.camera.show(here, here + span, remember=False)
                chart.zoom_by(1.0)
                chart.grab()
                each.append((time.process_time() - begun) * 1000)
            told[f"{name}, median"] = statistics.median(each)
            told[f"{name}, slowest"] = max(each)
        found[axis] = told
        chart.close()
        chart.deleteLater()
    return found


def main() -> None:
    """Print the table."""
    for axis, told in timeline_frames().items():
        print(f"{BACKUPS:,} backups over {axis}")
        for name, milliseconds in told.items():
            frames = f"{1000 / milliseconds:8.0f} frames/s" if "," in name else ""
            print(f"    {name:<24} {milliseconds:8.1f} ms {frames}")


if __name__ == "__main__":
    main()
