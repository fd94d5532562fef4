"""Whatever paints by itself is drawn 150 times, each time a little different, and keeps the count of None.

A Qt binding that drops one reference to None at every call aborts the process after some hundred frames on Python 3.11,
which counts them. Each class that paints is drawn here at a small size; whole pages and windows in `./pw torture`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyqtgraph
import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget
from tests.gui.conftest import WAIT_MS
from tests.gui.restoring import next_step
from tests.gui.windows import RESTORES, WINDOWS

import pagewake_gui
from pagewake_gui.charts.heat_image import HeatImage
from pagewake_gui.charts.sight import SightWidget
from pagewake_gui.main_window import MainWindow
from pagewake_gui.pages import PAGES
from pagewake_gui.selection import PageBrush
from pagewake_gui.theme import DARK, LIGHT, Theme
from pagewake_gui.views.page_inspector import PageInspector

FRAMES = 150
CACHED = 5
TRIES = 3
LARGEST = QSize(420, 260)

PAINTERS = {
    "timeline": {"LaneCanvas", "ChainItem", "Legend", "ElidedLabel"},
    "lsn": {"LaneCanvas", "ChainItem"},
    "wal": {"BarsCanvas"},
    "retention": {"WindowBars"},
    "settings": {"Tick"},
    "heatmap": {"HeatCanvas", "HeatPicture", "HeatOverlay", "HeatLegend", "_Bars"},
    "heatmap as treemap": {"Treemap"},
    "heatmap over time": {"HeatMatrix"},
    "inspector": {"HexView"},
    "palette.open": {"SidesDelegate"},
    "verify.run": {"Choice"},
    "restore.open": {"Strip"},
}
"""Where each class can be seen that paints. What is no widget is drawn by the widget beside it."""


def keeps_count(
    widget: QWidget, move: Callable[[int], object] = lambda _: None, frames: int = FRAMES
) -> bool:
    """Whether drawing leaves the count of None where it was, but for what comes and goes beside it.

    A binding that is wrong is wrong every time; what something else made or let go meanwhile is seen once.
    """
    for number in range(CACHED):
        move(number)
        widget.grab()
    return any(drift(widget, move, frames) < frames // 3 for _ in range(TRIES))


def drift(widget: QWidget, move: Callable[[int], object], frames: int) -> int:
    """How many references to None came or went in that many frames."""
    before = sys.getrefcount(None)
    for number in range(frames):
        move(number)
        widget.grab()
    return abs(sys.getrefcount(None) - before)


def test_no_class_that_paints_is_left_out() -> None:
    found = set()
    for file in Path(pagewake_gui.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ClassDef):
                methods = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
                found |= {node.name} if methods & {"paintEvent", "paint"} else set()
    assert found == set().union(*PAINTERS.values())


@pytest.mark.parametrize("place", PAINTERS)
def test_what_paints_keeps_the_count_of_none(qtbot: Any, open_window: MainWindow, place: str) -> None:
    seen: set[str] = set()
    with shown(qtbot, open_window, place) as room:
        for widget in [room, *room.findChildren(QWidget)]:
            new = (painters_of(widget) & PAINTERS[place]) - seen
            if not new or not widget.isVisibleTo(room):
                continue
            seen |= new
            widget.resize(widget.size().boundedTo(LARGEST))
            widget.setFocus()
            assert keeps_count(widget, mover(widget)), new
    assert seen == PAINTERS[place]


def painters_of(widget: QWidget) -> set[str]:
    """The names of all classes that paint when this widget is drawn."""
    parts: list[object] = [value for value in vars(widget).values() if hasattr(type(value), "paint")]
    if isinstance(widget, QAbstractItemView):
        parts.append(widget.itemDelegate())
    if isinstance(widget, QTableView):
        columns = range(widget.horizontalHeader().count())
        parts += [widget.itemDelegateForColumn(number) for number in columns]
    return {kind.__name__ for part in (widget, *parts) for kind in type(part).__mro__}


def mover(widget: QWidget) -> Callable[[int], object]:
    """What makes the next frame another one: what was drawn before is of no use for it."""
    if isinstance(widget, SightWidget):
        return lambda number: widget.pan_by(0.01 if number // 50 % 2 else -0.01)
    if isinstance(widget, HeatImage):
        return lambda number: widget.move_lines(1 if number // 50 % 2 else -1)
    return lambda number: widget.resize(widget.width(), widget.height() - (1 if number % 2 else -1))


@contextmanager
def shown(qtbot: Any, window: MainWindow, place: str) -> Iterator[QWidget]:
    """Go where something can be seen: a page, or a window that is closed afterwards."""
    context, before = window.context, set(QApplication.topLevelWidgets())
    if place == "inspector":
        context.navigator.open("page", PageBrush("pages", 3, 4))
        made: QWidget = next(one for one in QApplication.topLevelWidgets() if isinstance(one, PageInspector))
        qtbot.waitUntil(lambda: made.history is not None, timeout=WAIT_MS)  # type: ignore[attr-defined]
    elif place in (*WINDOWS, *RESTORES):
        context.actions.get(place).trigger()
        (made,) = (one for one in QApplication.topLevelWidgets() if one not in before and one.isVisible())
        if place in RESTORES:
            wizard = window.restores.last
            assert wizard is not None
            next_step(qtbot, wizard, "target")
            wizard.target_step.tabs.setCurrentWidget(wizard.target_step.ways["timeline"])
    else:
        page = place.partition(" ")[0]
        window.open_page(page)
        made = window.view(page)
        if page == "heatmap":
            heat_map(qtbot, made)
            if place.endswith("time"):
                made.pane.modes[2].click()  # type: ignore[attr-defined]
            elif place.endswith("treemap"):
                made.relations.switches[1].click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not context.bridge.busy, timeout=WAIT_MS)
    try:
        yield made
    finally:
        if made.isWindow():
            made.close()


def heat_map(qtbot: Any, view: Any) -> None:
    """Have the map built and shown, and what a choice adds to it."""
    qtbot.waitUntil(lambda: bool(getattr(view._stack.currentWidget(), "buttons", None)), timeout=WAIT_MS)
    qtbot.mouseClick(view._stack.currentWidget().buttons[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.pane.image.tile is not None, timeout=WAIT_MS)
    view.context.selection.change(None, pages=PageBrush("pages", 5, 60))


def test_a_plot_keeps_the_count_of_none(qtbot: Any) -> None:
    """The canary: what the binding does wrong shows here, whatever the window draws."""
    plot = pyqtgraph.PlotWidget()
    qtbot.addWidget(plot)
    plot.resize(300, 200)
    plot.plot(range(50))
    plot.addItem(pyqtgraph.ImageItem())
    plot.show()
    assert keeps_count(plot)


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_a_page_keeps_the_count_of_none(qtbot: Any, open_window: MainWindow, page: str) -> None:
    """As people see it; a tenth of the frames."""
    open_window.open_page(page)
    qtbot.waitUntil(lambda: not open_window.context.bridge.busy, timeout=WAIT_MS)
    assert keeps_count(open_window.view(page), frames=FRAMES // 5)


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("place", [*PAINTERS, "overview", "backups", "verification", "jobs"])
def test_whole_pages_and_windows_keep_the_count(
    qtbot: Any, open_window: MainWindow, place: str, theme: Theme
) -> None:
    open_window.context.appearance.change(theme=theme)
    with shown(qtbot, open_window, place) as room:
        assert keeps_count(room.window())


@pytest.mark.torture
@pytest.mark.timeout(600)
@pytest.mark.parametrize("action", [*WINDOWS, *RESTORES])
def test_every_window_keeps_the_count(qtbot: Any, open_window: MainWindow, action: str) -> None:
    with shown(qtbot, open_window, action) as room:
        assert keeps_count(room)


def test_one_reference_a_frame_is_seen(qtbot: Any) -> None:
    plain, kept = QWidget(), []
    qtbot.addWidget(plain)
    assert keeps_count(plain)
    assert not keeps_count(plain, lambda _: kept.append(None))
