"""What a page says, as people read it, and where on a chart they would click."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from tests.gui.conftest import WAIT_MS
from tests.gui.shop import SEGMENT

from pagewake_gui.charts.layout import ThingKind
from pagewake_gui.main_window import MainWindow
from pagewake_gui.models.columns import ColumnsModel

LEFT, CONTROL = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier


def table(model: ColumnsModel) -> list[dict[str, str]]:
    """The rows of a table in the order of the screen, as texts by the names of the columns."""
    names = [column.name for column in model.columns]
    return [
        {name: str(model.index(row, at).data()) for at, name in enumerate(names)}
        for row in range(model.rowCount())
    ]


def texts(widget: QWidget) -> str:
    """All that labels and buttons say that can be seen."""
    parts = [*widget.findChildren(QLabel), *widget.findChildren(QPushButton)]
    return "\n".join(one.text() for one in parts if one.isVisible())


def halves(lsn: int) -> str:
    """An LSN as PostgreSQL prints it."""
    return f"{lsn >> 32:X}/{lsn & 0xFFFFFFFF:X}"


def segment(lsn: int, timeline: int = 1) -> str:
    """The name of the file that holds it (XLogFileName)."""
    number = lsn // SEGMENT
    return f"{timeline:08X}{number >> 8:08X}{number & 0xFF:08X}"


def press(qtbot: Any, window: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = CONTROL) -> None:
    """Press a key in a window that is in front."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=WAIT_MS)
    qtbot.keyClick(window, key, modifiers)


def go_to(qtbot: Any, window: MainWindow, key: Qt.Key, page: str) -> Any:
    """Open a page by its key."""
    press(qtbot, window, key)
    assert window.page == page
    QApplication.processEvents()
    return window.view(page)


def settle(qtbot: Any, window: MainWindow, milliseconds: int = 60_000) -> None:
    """Wait until no job runs and no question is open."""
    context = window.context
    qtbot.waitUntil(lambda: not context.jobs.active and not context.bridge.busy, timeout=milliseconds)


# --- the charts of lanes


def backup_at(view: Any, id: str) -> QPoint:
    """Where the glyph of a backup is."""
    row = view.data.timeline.index_of(id)
    lane = int(view.data.timeline.backup_columns.lane[row])
    found: QPoint = view.chart.point_of(float(view.data.place[row]), lane)
    return found


def flag_at(view: Any, name: str) -> QPoint:
    """Where the flag of a restore point is."""
    points = view.data.timeline.restore_points
    row = next(number for number, one in enumerate(points) if one.name == name)
    lane = points[row].lane
    return on_lane(view, float(view.data.points[row]), lane, view.chart.item.boxes()[lane].flags + 4)


def on_lane(view: Any, place: float, lane: int, top: float) -> QPoint:
    """A point of a lane, so many pixels from the top of the chart."""
    found: QPoint = view.chart.point_of(place, lane)
    found.setY(round(top))
    return found


def told_at(view: Any, at: QPoint) -> tuple[ThingKind, str]:
    """What is there, and what is said of it."""
    thing = view.chart.thing_at(QPointF(at))
    return thing.kind, view.words.thing(view.data, thing)


def click(qtbot: Any, view: Any, at: QPoint) -> None:
    """Click on the chart."""
    qtbot.mouseClick(view.chart, LEFT, pos=at)
