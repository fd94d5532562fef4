"""The window in tests: offscreen, on real repositories, and guarded: nothing may be left behind or block the screen."""

from __future__ import annotations

import fcntl
import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from tests.gui.slow import Slow

pytest.importorskip("PySide6", reason="the window's packages are not installed")

import shutil

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QLocale, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pagewake.config import Settings
from pagewake.demo.run import run_demo
from pagewake.desk.places import RepositoryPlace
from pagewake.jobs import Job
from pagewake_gui.app import make_context, shut_down
from pagewake_gui.context import Context
from pagewake_gui.dressing import dress
from pagewake_gui.main_window import MainWindow
from pagewake_gui.theme import LIGHT, Scheme
from pagewake_gui.workspace import State

if TYPE_CHECKING:
    from tests.gui.shop import Shop

WAIT_MS = 60_000


class Watch:
    """Sees file and socket use below `root` on the thread of the window, while `armed`."""

    def __init__(self) -> None:
        self.root = ""
        self.armed = False
        self.seen: list[str] = []

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.armed or threading.current_thread() is not threading.main_thread():
            return
        if event in ("socket.connect", "socket.bind") or (
            event in ("open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir")
            and arguments
            and isinstance(arguments[0], str | bytes | os.PathLike)
            and os.fsdecode(arguments[0]).startswith(self.root)
        ):
            self.seen.append(f"{event} {arguments[0]!r}")


WATCH = Watch()
sys.addaudithook(lambda event, arguments: WATCH(event, arguments))


@contextmanager
def by_the_test() -> Iterator[None]:
    """While the block runs, files are the test's own business."""
    armed, WATCH.armed = WATCH.armed, False
    try:
        yield
    finally:
        WATCH.armed = armed


@pytest.fixture(scope="module", autouse=True)
def looked_at_once() -> None:
    """What is there before a module's first test belongs to none of its tests: looking for leftovers passes it over.

    Most of it is what the tests before have imported: to look through all of that again takes longer than many a test.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def language_of_each_test() -> Iterator[None]:
    """Numbers are written as tests expect them, whatever the machine and the test before have chosen."""
    before = QLocale()
    QLocale.setDefault(QLocale.c())
    yield
    QLocale.setDefault(before)


@pytest.fixture(autouse=True)
def no_key_held_down() -> Iterator[None]:
    """Qt remembers the modifiers of the last key or click for good: a test must not begin with another one's Shift."""
    yield
    if QApplication.instance() is not None:
        nowhere = QWidget()
        QTest.keyClick(nowhere, Qt.Key.Key_F35)
        assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.NoModifier


@pytest.fixture(autouse=True)
def nothing_left(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """After a test no thread, timer or widget of it is left."""
    threads = set(threading.enumerate())
    yield
    application = QApplication.instance()
    if application is None:
        return
    for _ in range(2):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        gc.collect()
    left = [thread.name for thread in threading.enumerate() if thread not in threads and thread.is_alive()]
    assert not left, f"threads are left: {left}"
    timers = [one for one in gc.get_objects() if isinstance(one, QTimer) and _alive(one) and one.isActive()]
    assert not timers, f"timers are left: {timers}"
    widgets = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
    assert not widgets, f"windows are left: {widgets}"


def _alive(thing: Any) -> bool:
    from shiboken6 import isValid

    return bool(isValid(thing))


@pytest.fixture(scope="session")
def demo_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo of the embedded engine: database, repository, restored. Made once for all workers, never written to."""
    base = tmp_path_factory.getbasetemp()
    place = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    directory = place / "demo"
    with open(place / "demo.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not directory.exists():
            building = place / "demo.building"
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir()
            run_demo(building, Job("demo"))
            building.rename(directory)
    return directory


@pytest.fixture
def repository_directory(demo_directory: Path, tmp_path: Path) -> Path:
    """A repository of the demo that a test may change."""
    copy = tmp_path / "repository"
    with by_the_test():
        shutil.copytree(demo_directory / "repository", copy)
    return copy


@pytest.fixture
def context(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Context]:
    """The parts of a window, with a home of their own."""
    for name in ("PAGEWAKE_STATE", "PAGEWAKE_CACHE", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)  # no messages on the desktop of who tests
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path / "qsettings"))
    qapp.setOrganizationName("pagewake-tests")
    qapp.setStyle("Fusion")
    made = make_context(Settings(tmp_path / "home" / "config.toml"), state=tmp_path / "home")
    made.appearance.change(zone="UTC", theme=LIGHT)
    dress(qapp, made.appearance, Scheme.LIGHT)
    WATCH.root, WATCH.seen = str(tmp_path), []
    yield made
    shut_down(made)
    made.appearance.changed.disconnect()
    assert not WATCH.seen, f"files or sockets were used on the window's thread: {WATCH.seen[:5]}"


@pytest.fixture
def window(qtbot: Any, context: Context) -> Iterator[MainWindow]:
    """The main window, shown, with no repository."""
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    WATCH.armed = True
    yield made
    WATCH.armed = False
    made.close()


@pytest.fixture
def open_window(qtbot: Any, window: MainWindow, repository_directory: Path) -> MainWindow:
    """The main window on a repository of the demo."""
    window.context.workspace.open(RepositoryPlace(str(repository_directory)))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    return window


SHOPS = [
    pytest.param(15, id="pg15"),
    *(
        pytest.param(major, id=f"torture-pg{major}", marks=pytest.mark.torture)
        for major in (13, 14, 16, 17, 18)
    ),
]
"""The versions of PostgreSQL: the fast suite has one of them."""


@pytest.fixture(scope="session", params=SHOPS)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Shop:
    """The history of a PostgreSQL server and the truth about it, built once for all workers. Never written to."""
    from tests.gui.shop import shared_shop
    from tests.postgres.conftest import installation_of

    base = tmp_path_factory.getbasetemp()
    place = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    return shared_shop(installation_of(request.param), place)


@pytest.fixture
def shop_repository(shop: Shop, tmp_path: Path) -> Path:
    """The shop's repository, for a test that may change it."""
    copy = tmp_path / "shop"
    with by_the_test():
        shutil.copytree(shop.repository, copy)
    return copy


@pytest.fixture
def shop_window(qtbot: Any, window: MainWindow, shop_repository: Path) -> MainWindow:
    """The main window on the shop's repository."""
    window.context.workspace.open(RepositoryPlace(str(shop_repository)))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    return window


@pytest.fixture
def slow() -> Iterator[Slow]:
    """Work that goes on until the test ends, or says so."""
    work = Slow()
    yield work
    work.go.set()
