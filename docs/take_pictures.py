"""Takes the pictures of the window for docs/pictures: `./pw pictures [NAME...]`, all or those named.

`./pw pictures --all DIR` takes every screen there is, to be looked at: see every_screen.py.

The data is that of the two demos: NeuroQuantumDB always, PostgreSQL where a server is on this machine. Each page is
taken light and dark at 1440 by 900, without a screen, and stored with a palette so that it stays small.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import numpy as np
from PySide6.QtCore import QByteArray, QCoreApplication, QEventLoop, QSettings
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QWidget

from pagewake.config import load_settings
from pagewake.demo.run import run_demo
from pagewake.desk.commands import verify_command
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.work import verify
from pagewake.errors import PagewakeError
from pagewake.jobs import Job
from pagewake_gui.app import make_application, make_context, make_window, shut_down
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobSpec
from pagewake_gui.pages import PAGES
from pagewake_gui.theme import DARK, LIGHT
from pagewake_gui.translation import Translation
from pagewake_gui.views.page_inspector import PageInspector
from pagewake_gui.workspace import State

if TYPE_CHECKING:
    from pagewake_gui.main_window import MainWindow

PLACE = Path(__file__).resolve().parent / "pictures"
SIZE = (1440, 900)
MOST_BYTES = 150_000
COLOURS = 256
PATIENCE = 60.0
SETTINGS = """\
[repositories.backups]
location = "{repository}"

[sources.ledger]
location = "{source}"
repository = "backups"
schedule = {{ full = "7d", incremental = "1h" }}
"""
INSPECTED = "postgres.public.account:0"
EMBEDDED = ("overview", "backups", "settings", "jobs")
"""Pages that are shown with the embedded engine; the others show PostgreSQL where there is a server."""


def settle(context: Context, seconds: float = 0.4) -> None:
    """Let everything that was begun end, and be painted."""
    end = time.monotonic() + PATIENCE
    quiet = time.monotonic() + seconds
    while time.monotonic() < end and (context.bridge.busy or time.monotonic() < quiet):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)


def palette_of(image: QImage) -> list[int]:
    """The colours that stand for all of an image: the commonest, alike ones taken together."""
    width, height = image.width(), image.height()
    pixels = np.frombuffer(image.constBits(), np.uint32).reshape(height, image.bytesPerLine() // 4)[:, :width]
    colours, counts = np.unique(pixels.ravel() & 0xFFFFFF, return_counts=True)
    exact = colours[np.argsort(counts)[::-1][: COLOURS // 2]]
    rest = np.setdiff1d(colours, exact)
    weights = counts[np.searchsorted(colours, rest)].astype(float)
    parts = np.stack([(rest >> shift) & 0xFF for shift in (16, 8, 0)], 1).astype(float)
    bins = ((rest >> 19) & 31) << 10 | ((rest >> 11) & 31) << 5 | (rest >> 3) & 31
    _, which = np.unique(bins, return_inverse=True)
    totals = np.bincount(which, weights)
    means = np.stack([np.bincount(which, weights * part) / totals for part in parts.T], 1).round().astype(int)
    chosen = means[np.argsort(totals)[::-1][: COLOURS - len(exact)]]
    return [int(one) | 0xFF000000 for one in exact] + [
        0xFF000000 | int(red) << 16 | int(green) << 8 | int(blue) for red, green, blue in chosen
    ]


def save(widget: QWidget, name: str) -> None:
    """Keep a picture of a widget. Raises SystemExit where it does not stay small."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    path = PLACE / f"{name}.png"
    indexed = image.convertToFormat(QImage.Format.Format_Indexed8, palette_of(image))
    indexed.setText("Software", "Pagewake")
    writer = QImageWriter(str(path), QByteArray(b"png"))
    writer.setQuality(0)  # the smallest file
    writer.write(indexed)
    size = path.stat().st_size
    sys.stdout.write(f"{path.name}: {size // 1024} KiB\n")
    if size > MOST_BYTES:
        raise SystemExit(f"{path} has {size} bytes, more than {MOST_BYTES}")


def save_both(context: Context, widget: QWidget, name: str) -> None:
    """A picture in each theme."""
    for theme, ending in ((LIGHT, ""), (DARK, "-dark")):
        context.appearance.change(theme=theme)
        settle(context)
        save(widget, name + ending)
    context.appearance.change(theme=LIGHT)


@contextmanager
def window_on(application: QApplication, repository: Path, home: Path) -> Iterator[MainWindow]:
    """A window that shows a repository, with a home of its own."""
    settings = home / "config.toml"
    settings.write_text(
        SETTINGS.format(repository=repository, source=repository.with_name("database")), "utf-8"
    )
    context = make_context(load_settings(settings), state=home)
    window = make_window(application, context)
    window.resize(*SIZE)
    window.show()
    context.appearance.change(theme=LIGHT, zone="UTC")
    context.workspace.open(RepositoryPlace(str(repository), "backups"))
    settle(context)
    if context.workspace.state is not State.OPEN:
        raise SystemExit(f"{repository} cannot be opened: {context.workspace.error}")
    try:
        yield window
    finally:
        window.close()
        shut_down(context)
        settle(context, 0.1)
        context.appearance.changed.disconnect()


def demos(directory: Path) -> dict[str, Path]:
    """The repositories of the demos by engine."""
    for name in ("neuroquantum", "postgres"):
        (directory / name).mkdir()
    made = {"neuroquantum": run_demo(directory / "neuroquantum", Job("demo")).repository}
    try:
        from pagewake.demo.postgres import run_postgres_demo

        made["postgres"] = run_postgres_demo(directory / "postgres", Job("demo")).repository
    except (ImportError, PagewakeError) as error:
        sys.stderr.write(f"no pictures of PostgreSQL: {error}\n")
    return made


def take_pages(window: MainWindow, pages: Sequence[str]) -> None:
    """Pages of the main window."""
    for page in pages:
        if page in WINDOWS:
            WINDOWS[page](window)
            continue
        window.open_page(page)
        settle(window.context)
        prepare = PREPARED.get(page)
        if prepare is not None:
            prepare(window)
        if (focused := QApplication.focusWidget()) is not None:
            focused.clearFocus()
        save_both(window.context, window, page)


def select_newest(window: MainWindow) -> None:
    """Have the newest backup selected, so that a page shows its details."""
    source = window.context.workspace.snapshot.sources[0] if window.context.workspace.snapshot else None
    if source is not None and source.timeline.backups:
        window.context.selection.change(window, backups=(source.timeline.backups[-1].id,))
    settle(window.context)


def build_heat_map(window: MainWindow) -> None:
    """Have the map built, as its empty page offers, and wait until it is shown."""
    view = window.view("heatmap")
    build = [
        one for one in view.findChildren(QPushButton) if one.property("role") == "primary" and one.isVisible()
    ]
    for button in build:
        button.click()
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and window.context.jobs.active:
        settle(window.context)
    settle(window.context, 1.5)


def run_jobs(window: MainWindow) -> None:
    """Have two jobs done, so that there is something to see."""
    context = window.context
    place = context.workspace.place
    for level in ("structure", "data"):
        work = context.workspace.with_repository(verify((), level))
        command = verify_command(place, level=level) if place is not None else ""
        context.jobs.submit(JobSpec("verify", f"Verify: {level}", "backups", work, command, "backups"))
        settle(context, 1.0)
    table = window.view("jobs").findChild(QTableView)
    if table is not None:
        table.selectRow(0)
    settle(context)


def take_wizard(window: MainWindow) -> None:
    """The restore wizard at its target and its plan."""
    context = window.context
    context.selection.clear()
    context.actions.get("restore.open").trigger()
    wizard = window.restores.last
    if wizard is None:
        raise SystemExit("the restore wizard did not open")
    wizard.resize(1040, 800)
    for step in ("target", "plan"):
        wizard.go(step)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end and not wizard.next.isEnabled():
            settle(context, 0.1)
        settle(context, 1.0)
        save_both(context, wizard, f"restore-{step}")
    wizard.close()


def take_inspector(window: MainWindow) -> None:
    """The page inspector on the page that changed most, or the first one."""
    context = window.context
    select_newest(window)
    context.actions.get("page.inspect").trigger()
    settle(context)
    inspector = next((one for one in window.findChildren(PageInspector) if one.isVisible()), None)
    if inspector is None:
        raise SystemExit("the page inspector did not open")
    inspector.resize(1200, 800)
    inspector.show_page(INSPECTED)
    settle(context, 2.0)
    save_both(context, inspector, "page-inspector")
    inspector.close()


WINDOWS: dict[str, Callable[[MainWindow], None]] = {"restore": take_wizard, "page": take_inspector}
"""What is taken beside the pages, of windows of their own."""


PREPARED: dict[str, Callable[[MainWindow], None]] = {
    "heatmap": build_heat_map,
    "jobs": run_jobs,
    "timeline": select_newest,
    "lsn": select_newest,
    "backups": select_newest,
}
"""What is done on a page before its picture is taken."""


def main(arguments: list[str]) -> int:
    """Take the pictures that are named, or all."""
    names = [*(page.name for page in PAGES), *WINDOWS]
    parser = argparse.ArgumentParser(prog="pw pictures", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    wanted = parser.parse_args(arguments).names or names
    if unknown := set(wanted) - set(names):
        parser.error(f"there is no page {', '.join(sorted(unknown))}")
    PLACE.mkdir(exist_ok=True)
    application = make_application()
    translation = Translation(application, "en")  # English too has its plurals from there
    with tempfile.TemporaryDirectory(prefix="pagewake-pictures-") as made:
        directory = Path(made)
        directory.chmod(0o755)  # the server of PostgreSQL runs as another user where we are root
        home = directory / "home"
        home.mkdir()
        os.environ["HOME"] = os.environ["XDG_CONFIG_HOME"] = os.environ["PAGEWAKE_CACHE"] = str(home)
        QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(home))
        repositories = demos(directory)
        for engine, repository in repositories.items():
            shown = [
                name
                for name in wanted
                if engine
                == ("neuroquantum" if name in EMBEDDED or "postgres" not in repositories else "postgres")
            ]
            if shown:
                with window_on(application, repository, home) as window:
                    take_pages(window, shown)
    translation.remove()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
