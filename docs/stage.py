"""Where the screens of the window are set up and taken: a display, a home, a window that fills it."""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from pagewake_gui.context import Context
    from pagewake_gui.main_window import MainWindow

PATIENCE = 15.0


def surroundings(home: Path, size: str, scale: str) -> dict[str, str]:
    """An environment with a home and a display of its own."""
    width, height = map(int, size.split("x"))
    factor = float(scale)
    display = {
        "name": "display",
        "x": 0,
        "y": 0,
        "width": int(width * factor),
        "height": int(height * factor),
        "logicalDpi": 96,
        "logicalBaseDpi": 96,
        "dpr": 1,
    }
    file = home / "display.json"
    file.write_text(json.dumps({"screens": [display]}), "utf-8")
    own = {name: str(home) for name in ("HOME", "XDG_CONFIG_HOME", "PAGEWAKE_CACHE", "PAGEWAKE_STATE")}
    return {
        **os.environ,
        **own,
        "QT_QPA_PLATFORM": f"offscreen:configfile={file}",
        "QT_SCALE_FACTOR": scale,
    }


@dataclass
class Stage:
    """Where screens are set up and taken."""

    application: QApplication
    data: Path
    home: Path
    directory: Path
    name: str
    themes: Sequence[str]
    only: str
    taken: int = 0

    @property
    def size(self) -> tuple[int, int]:
        """Of the display, in logical pixels."""
        width, _, height = self.name.partition("-")[2].partition("@")[0].partition("x")
        return int(width), int(height)

    def settle(self, context: Context, seconds: float = 0.2) -> None:
        """Let what was begun end, and be painted; a job that goes on is not waited for."""
        begun = time.monotonic()
        while (past := time.monotonic() - begun) < seconds or (context.bridge.busy and past < PATIENCE):
            self.application.processEvents()
            if context.jobs.active and past >= seconds:
                return
            time.sleep(0.005)

    @contextmanager
    def window(self, repository: Path | None, settings: str = "") -> Iterator[MainWindow]:
        """A main window on a repository, or on none, that fills the display."""
        from pagewake.config import load_settings
        from pagewake.desk.places import RepositoryPlace
        from pagewake_gui.app import make_context, make_window, shut_down

        home = Path(tempfile.mkdtemp(dir=self.home))
        file = home / "config.toml"
        if settings:
            file.write_text(settings, "utf-8")
        context = make_context(load_settings(file, required=bool(settings)), state=home)
        window = make_window(self.application, context)
        window.resize(*self.size)
        window.show()
        context.appearance.change(zone="Europe/Berlin")
        if repository is not None:
            context.workspace.open(RepositoryPlace(str(repository)))
        self.settle(context)
        window.open_page("overview")
        try:
            yield window
        finally:
            window.leaving.sure = True
            window.close()
            shut_down(context)
            self.settle(context, 0.1)
            context.appearance.changed.disconnect()

    def take(self, context: Context, widget: QWidget, name: str) -> None:
        """A picture in each theme, with nothing blinking in it."""
        from shiboken6 import isValid

        from pagewake_gui.theme import DARK, LIGHT

        if self.only and self.only not in name:
            return
        for theme in self.themes:
            context.appearance.change(theme=DARK if theme == "dark" else LIGHT)
            self.settle(context, 0.15)
            if not isValid(widget):  # a tooltip goes when the theme changes
                break
            place = self.directory / f"{self.name}-{theme}"
            place.mkdir(exist_ok=True)
            widget.grab().save(str(place / f"{name}.png"))
            self.taken += 1
        context.appearance.change(theme=LIGHT)

    def opened(self, context: Context, begin: Callable[[], object]) -> list[QWidget]:
        """The windows that come up when something is begun."""
        before = set(self.application.topLevelWidgets())
        begin()
        self.settle(context, 0.4)
        return [one for one in self.application.topLevelWidgets() if one not in before and one.isVisible()]

    def dialog(self, context: Context, begin: Callable[[], object], name: str) -> None:
        """What asks for a file, and waits for the answer: taken in one theme, and closed."""
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        def shown() -> None:
            asking = QApplication.activeModalWidget()
            if asking is not None:
                self.take(context, asking, name)
                asking.close()

        QTimer.singleShot(400, shown)
        begin()

    def wait(self, context: Context, done: Callable[[], bool], seconds: float = 30.0) -> None:
        """Wait until something is so."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and not done():
            self.settle(context, 0.1)
