"""What holds for every page and every action, whoever adds one: pressed, tabbed through and measured."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QScrollArea,
    QWidget,
)
from tests.gui.conftest import WAIT_MS, by_the_test
from tests.gui.windows import RESTORES, WINDOWS

from pagewake.cli.entry import run as pagewake
from pagewake.desk.places import RepositoryPlace
from pagewake_gui.main_window import MainWindow
from pagewake_gui.pages import PAGES
from pagewake_gui.workspace import State

SMALLEST_HIT = 24
SETTLE_MS = 30


@pytest.fixture
def empty_window(qtbot: Any, window: MainWindow, tmp_path: Path) -> MainWindow:
    """The window on a repository that holds nothing."""
    directory = tmp_path / "empty"
    with by_the_test():
        assert pagewake(["repo", "init", str(directory), "--quiet"]) == 0
    window.context.workspace.open(RepositoryPlace(str(directory)))
    qtbot.waitUntil(lambda: window.context.workspace.state is State.OPEN, timeout=WAIT_MS)
    return window


@pytest.fixture(params=["none", "empty", "demo"])
def any_window(request: pytest.FixtureRequest) -> MainWindow:
    """The window without a repository, on an empty one, and on the demo's."""
    name = {"none": "window", "empty": "empty_window", "demo": "open_window"}[request.param]
    made: MainWindow = request.getfixturevalue(name)
    return made


class Closer:
    """Closes what an action opened: modal dialogs at once (they would wait for ever), the others when asked."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._timer = QTimer()
        self._timer.timeout.connect(self.close_modal)

    def __enter__(self) -> Closer:
        self._timer.start(20)
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()
        self.close_all()

    def close_modal(self) -> None:
        for found in (QApplication.activePopupWidget(), QApplication.activeModalWidget()):
            if found is not None:
                found.close()

    def close_all(self) -> None:
        for widget in QApplication.topLevelWidgets():
            if widget is not self._window and widget.isVisible():
                widget.close()


def test_every_action_can_be_pressed(qtbot: Any, any_window: MainWindow) -> None:
    """Nothing raises, nothing hangs, and the window is there afterwards. Jobs that were begun are cancelled."""
    context = any_window.context
    names = [action.objectName() for action in context.actions if action.objectName() != "app.quit"]
    assert "view.refresh" in names
    with Closer(any_window) as closer:
        for name in names:
            action = context.actions.get(name)
            if action.isEnabled():
                action.trigger()
                qtbot.wait(SETTLE_MS)
                closer.close_all()
            else:
                assert context.actions.reason(name), f"{name} cannot be used and does not say why"
        for entry in context.jobs.active:
            context.jobs.cancel(entry.id)
        qtbot.waitUntil(lambda: not context.jobs.active, timeout=WAIT_MS)
    assert any_window.isVisible()


def arrived(qtbot: Any, window: MainWindow) -> None:
    """A page is as it stays: what it asked for has come."""
    qtbot.wait(SETTLE_MS)
    qtbot.waitUntil(lambda: not window.context.bridge.busy, timeout=WAIT_MS)


def focusable(page: QWidget) -> list[QWidget]:
    """What the keyboard must reach."""
    return [
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisibleTo(page)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not isinstance(widget.parent(), QAbstractSpinBox | QComboBox)
    ]


def walk(qtbot: Any, window: MainWindow, most: int) -> Iterator[QWidget]:
    """Press Tab, and give what has the focus, until it is where it began."""
    seen: set[int] = set()
    for _ in range(most):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        here = QApplication.focusWidget()
        if here is None or id(here) in seen:
            return
        seen.add(id(here))
        yield here


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text or widget.toolTip()


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_the_keyboard_reaches_everything_on_a_page(qtbot: Any, open_window: MainWindow, page: str) -> None:
    open_window.activateWindow()
    open_window.open_page(page)
    arrived(qtbot, open_window)
    view = open_window.view(page)
    open_window._buttons[page].setFocus()
    wanted = focusable(view)
    reached = list(walk(qtbot, open_window, 20 + 2 * len(focusable(open_window))))
    missed, nameless = left_out(wanted, reached)
    assert not missed and not nameless


def test_the_keyboard_reaches_everything_in_every_window(qtbot: Any, open_window: MainWindow) -> None:
    wrong = {}
    for action in (*WINDOWS, *RESTORES):
        before = set(QApplication.topLevelWidgets())
        open_window.context.actions.get(action).trigger()
        qtbot.waitUntil(lambda: not open_window.context.bridge.busy, timeout=WAIT_MS)
        (made,) = (one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible())
        made.activateWindow()
        qtbot.waitUntil(
            lambda made=made: made.isAncestorOf(QApplication.focusWidget() or open_window), timeout=WAIT_MS
        )
        wanted = focusable(made)
        assert wanted, action
        wrong[action] = left_out(wanted, list(walk(qtbot, open_window, 20 + 2 * len(wanted))))
        made.close()
    assert {action: found for action, found in wrong.items() if found != ([], [])} == {}


def left_out(wanted: list[QWidget], reached: list[QWidget]) -> tuple[list[Any], list[Any]]:
    """What Tab did not reach, and what has no name to be told by."""
    missed = [
        widget
        for widget in wanted
        if widget not in reached and not any(widget.isAncestorOf(one) for one in reached)
    ]
    # Of buttons that exclude each other Tab reaches one; the arrow keys reach the others.
    missed = [one for one in missed if not (isinstance(one, QAbstractButton) and one.group() is not None)]
    # What only scrolls is named by what is in it.
    nameless = [one for one in wanted if not name_of(one) and not isinstance(one, QScrollArea)]

    def told(found: list[QWidget]) -> list[Any]:
        return [(type(one).__name__, one.objectName(), name_of(one)) for one in found]

    return told(missed), told(nameless)


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_what_is_clicked_is_large_enough(qtbot: Any, open_window: MainWindow, page: str) -> None:
    open_window.open_page(page)
    arrived(qtbot, open_window)
    small = [
        (type(one).__name__, name_of(one), one.width(), one.height())
        for one in open_window.findChildren(QWidget)
        if isinstance(one, QAbstractButton | QComboBox | QLineEdit)
        and one.isVisible()
        and not isinstance(one.parent(), QAbstractSpinBox | QComboBox | QLineEdit | QMenu)
        and not type(one.parent()).__name__.startswith("QTab")
        and min(one.width(), one.height()) < SMALLEST_HIT
        and type(one) is not QAbstractButton  # the corner of a table
    ]
    assert not small


def test_closing_the_last_window_is_what_quits(qtbot: Any, window: MainWindow) -> None:
    assert QApplication.quitOnLastWindowClosed()
    QApplication.sendEvent(window, QEvent(QEvent.Type.WindowActivate))
    window.context.actions.get("app.quit").trigger()
    assert not window.isVisible()
