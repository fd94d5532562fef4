"""`./pw bench gui`: how long the window takes to show itself, 10,000 backups, and each frame of its charts.

Runs on the offscreen platform unless QT_QPA_PLATFORM says otherwise: Qt draws with the processor there as it does on
a desktop, without what a compositor adds. Every measurement is a process of its own; the table shows the median and the
worst of `--rounds` beside the goal. How to read it: docs/performance.md.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench.gui_open import prepare

ROOT = Path(__file__).resolve().parents[2]
BACKUPS = 10_000
FRAMES = 120
SIZE = (1440, 900)

Figures = dict[str, float]
FROM_DISK = {
    "first paint": "with 10,000 backups: first paint",
    "timeline": "start to 10,000 backups painted",
    "timeline, processor": "the same, processor",
}
"""What `gui_open` tells, and the names of its rows."""
GOALS = {
    "first paint": (1000.0, "ms"),
    "first paint, processor": (1000.0, "ms"),
    **dict.fromkeys(FROM_DISK.values(), (1000.0, "ms")),
    "10,000 backups: timeline": (1000.0, "ms"),
    "10,000 backups: LSN ranges": (1000.0, "ms"),
    "10,000 backups: table": (1000.0, "ms"),
    "timeline, a frame of a pan": (33.0, "ms"),
    "timeline, the worst of ten": (33.0, "ms"),
    "timeline, the slowest zoom": (33.0, "ms"),
    "LSN ranges, a frame of a pan": (33.0, "ms"),
    "LSN ranges, the slowest zoom": (33.0, "ms"),
    "heat map, 134 million blocks": (1000.0, "ms"),
    "heat map, a frame of a pan": (16.7, "ms"),
    "heat map, a frame of a zoom": (16.7, "ms"),
    "memory with 10,000 backups": (400.0, "MiB"),
}
"""What each figure may be at most, and its unit."""


def first_paint(begun: float) -> Figures:
    """From the start of the process (`begun`, of the monotonic clock) to the end of the first paint."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    from pagewake_gui.app import load_core, make_application, make_context, make_window, shut_down

    load_core()
    from pagewake.config import Settings

    application = make_application()
    context = make_context(Settings(Path(os.environ["HOME"]) / "config.toml"), state=Path(os.environ["HOME"]))
    window = make_window(application, context)
    painted: list[float] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.UpdateRequest and not painted:
                painted.append(0.0)
                QTimer.singleShot(0, over)  # after the window has painted, in the same turn of the loop
            return False

    def over() -> None:
        painted[0] = time.monotonic() - begun
        window.close()

    watch = Watch()
    window.installEventFilter(watch)
    window.show()
    application.exec()
    shut_down(context)
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        "first paint": painted[0] * 1000,
        "first paint, processor": (used.ru_utime + used.ru_stime) * 1000,
    }


def large_repository(begun: float) -> Figures:
    """The pages of 10,000 backups: from the moment that their data is there to what is painted; then pans."""
    from tests.gui.histories import large_history, snapshot_of
    from tests.scale.stage import peak_bytes

    from pagewake.desk.places import RepositoryPlace
    from pagewake.repository.repository import Repository
    from pagewake.stores.local import LocalStore

    window, application = _window()
    place = Path(os.environ["HOME"]) / "repository"
    Repository.create(LocalStore(place)).close()
    window.context.workspace.place = RepositoryPlace(str(place))  # what pages ask beside the snapshot
    snapshot = snapshot_of(large_history(BACKUPS))
    context = window.context
    figures: Figures = {}
    for page, name in (("timeline", "timeline"), ("lsn", "LSN ranges"), ("backups", "table")):
        context.workspace._set_snapshot(None)
        window.open_page("overview")
        application.processEvents()
        at = time.perf_counter()
        context.workspace._set_snapshot(snapshot)
        context.workspace._set_state(_open_state())
        window.open_page(page)
        application.processEvents()
        window.repaint()
        figures[f"10,000 backups: {name}"] = (time.perf_counter() - at) * 1000
        chart = getattr(window.view(page), "chart", None)
        if chart is not None:
            frames = pan(chart)
            figures[f"{name}, a frame of a pan"] = statistics.median(frames)
            if name == "timeline":
                figures["timeline, the worst of ten"] = statistics.quantiles(frames, n=10)[-1]
    figures["memory with 10,000 backups"] = peak_bytes() / (1 << 20)
    _end(window)
    return figures


def charts(begun: float) -> Figures:
    """The charts by themselves, at every zoom: the slowest frame, in processor time."""
    from tests.bench.gui_timeline import timeline_frames

    figures: Figures = {}
    for axis, name in (("time", "timeline"), ("lsn", "LSN ranges")):
        told = timeline_frames(BACKUPS)[axis]
        figures[f"{name}, the slowest zoom"] = max(told[key] for key in told if key.endswith("median"))
    return figures


def heat(begun: float) -> Figures:
    """The heat map of a tebibyte: from its kept index to the first picture, and frames while it moves."""
    from tests.bench.gui_heat import heat_frames

    told = heat_frames()
    return {
        "heat map, 134 million blocks": told["first_picture_s"] * 1000,
        "heat map, a frame of a pan": told["pan_median_ms"],
        "heat map, a frame of a zoom": told["zoom_median_ms"],
    }


def pan(chart: Any) -> list[float]:
    """Milliseconds of each frame while a chart is panned, zoomed in a little first, to and fro."""
    chart.zoom_by(0.5)
    chart.repaint()
    frames = []
    for number in range(FRAMES):
        at = time.perf_counter()
        chart.pan_by(0.02 if number // 30 % 2 == 0 else -0.02)
        chart.repaint()
        frames.append((time.perf_counter() - at) * 1000)
    return frames


def _window() -> tuple[Any, Any]:
    from pagewake.config import Settings
    from pagewake_gui.app import make_application, make_context, make_window

    application = make_application()
    home = Path(os.environ["HOME"])
    window = make_window(application, make_context(Settings(home / "config.toml"), state=home))
    window.resize(*SIZE)
    window.show()
    application.processEvents()
    return window, application


def _open_state() -> Any:
    from pagewake_gui.workspace import State

    return State.OPEN


def _end(window: Any) -> None:
    from pagewake_gui.app import shut_down

    window.close()
    shut_down(window.context)


MEASURED: dict[str, Callable[[float], Figures]] = {
    measure.__name__: measure for measure in (first_paint, large_repository, charts, heat)
}


def measured(name: str) -> Figures:
    """One measurement in a process of its own."""
    figures: Figures = in_process("tests.bench.gui", "--one", name, "--begun")
    return figures


def measured_on(repository: Path) -> Figures:
    """The program, started on a repository on disk."""
    told = in_process("tests.bench.gui_open", str(repository), used_before=True)
    return {name: told[key] for key, name in FROM_DISK.items()}


def in_process(*command: str, used_before: bool = False) -> Any:
    """What a module of this project, told when it was started, prints as JSON; it has a home of its own."""
    with tempfile.TemporaryDirectory() as home:
        if used_before:
            prepare(Path(home))
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("XDG", "PAGEWAKE"))}
        variables = {"QT_QPA_PLATFORM": "offscreen", **kept, "HOME": home, "XDG_RUNTIME_DIR": home}
        path = os.pathsep.join(str(ROOT / room) for room in ("core", "gui", "resources", "."))
        done = subprocess.run(
            [sys.executable, "-m", *command, repr(time.monotonic())],
            cwd=ROOT,
            env={**variables, "PYTHONPATH": path},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    return json.loads(done.stdout)


def table(rounds: list[Figures]) -> tuple[str, bool]:
    """The figures beside their goals, and whether all are met."""
    lines = [f"{'':<34}{'median':>10}{'worst':>10}{'goal':>10}"]
    met = True
    for name, (goal, unit) in GOALS.items():
        values = [figures[name] for figures in rounds if name in figures]
        if not values:
            lines.append(f"{name:<34}{'not measured':>20}{goal:>10.0f} {unit}")
            continue
        middle = statistics.median(values)
        met = met and middle <= goal
        mark = "" if middle <= goal else "  MISSED"
        lines.append(f"{name:<34}{middle:>10.1f}{max(values):>10.1f}{goal:>10.0f} {unit}{mark}")
    return "\n".join(lines), met


def main(arguments: list[str] | None = None) -> int:
    """Measure everything, or with --one a single thing in this process."""
    parser = argparse.ArgumentParser(prog="pw bench gui", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", choices=list(MEASURED), help=argparse.SUPPRESS)
    parser.add_argument("--begun", type=float, default=0.0, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        print(json.dumps(MEASURED[options.one](options.begun)))
        return 0
    rounds: list[Figures] = []
    with tempfile.TemporaryDirectory() as made:
        repository = Path(made) / "repository"
        in_process("tests.bench.gui_store", str(repository), str(BACKUPS))
        for _ in range(options.rounds):
            figures = measured_on(repository)
            for name in MEASURED:
                figures.update(measured(name))
            rounds.append(figures)
    text, met = table(rounds)
    print(text)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
