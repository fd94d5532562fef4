"""How long the program takes from its start to the timeline of a repository on disk. Loads nothing before the program.

    python -m tests.bench.gui_open REPO BEGUN

BEGUN is the time of the monotonic clock at which the process was started. Prints the figures as JSON, in milliseconds.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

KEPT = "[window]\npage=timeline\n"
"""What the window kept when it was last closed: it was on its timeline."""


def prepare(home: Path) -> None:
    """Have a home in which the window was used before."""
    kept = home / ".config/pagewake/pagewake.conf"
    kept.parent.mkdir(parents=True)
    kept.write_text(KEPT, "utf-8")


def opened_program(begun: float, repository: str) -> dict[str, float]:
    """Start the program on a repository as `pagewake gui REPO` does, on the timeline, and end it once that is painted.

    Milliseconds since `begun` (of the monotonic clock): until the window was painted, and until its timeline was; and
    the processor time until then.
    """
    from pagewake_gui import app

    told: dict[str, float] = {}
    make_window = app.make_window

    def watched(*arguments: Any) -> Any:
        window = make_window(*arguments)
        watch(window, begun, told)
        return window

    app.make_window = watched
    app.main([repository])
    return told


def watch(window: Any, begun: float, told: dict[str, float]) -> None:
    """Note when a window has painted, and when its timeline has painted data; close it then."""
    from PySide6.QtCore import QEvent, QObject, QTimer

    chart = window.view("timeline").chart

    def tell(name: str) -> None:
        told.setdefault(name, (time.monotonic() - begun) * 1000)
        told.setdefault(f"{name}, processor", time.process_time() * 1000)

    def over() -> None:
        tell("timeline")
        window.close()

    class Watch(QObject):
        """What was painted is on the screen in the next turn of the loop."""

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if watched is window and event.type() is QEvent.Type.UpdateRequest:
                QTimer.singleShot(0, lambda: tell("first paint"))
            elif watched is chart and event.type() is QEvent.Type.Paint and chart.item.data is not None:
                QTimer.singleShot(0, over)
            return False

    seeing = Watch(window)
    window.installEventFilter(seeing)
    chart.installEventFilter(seeing)


if __name__ == "__main__":
    print(json.dumps(opened_program(float(sys.argv[2]), sys.argv[1])))
