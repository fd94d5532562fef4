"""The parts of a page with lanes that do nothing: how it is laid out, its empty state, its help."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QByteArray, QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QSplitter, QVBoxLayout, QWidget

from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import scrolled
from pagewake_gui.widgets.empty import EmptyState

SIDE, SIDE_SMALL, SIDE_LEAST = 340, 311, 256
NARROW = 640
"""Less than this, in pixels, is not enough for a chart and a column beside it."""
SMALL = 1000
"""Below this the column is narrow at first, so that the tools of the chart stand in one line."""
translate = QCoreApplication.translate


def beside(above: QWidget, shown: QWidget, below: QWidget, side: QLayout) -> QSplitter:
    """A chart with its tools and its legend at the left, a column that scrolls at the right."""
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 12, 0)
    column.setSpacing(8)
    column.addWidget(above)
    column.addWidget(shown, 1)
    column.addWidget(below)
    right = QWidget()
    right.setLayout(side)
    scroll = scrolled(right)
    scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    scroll.setMinimumWidth(SIDE_LEAST)
    return _Parts(left, scroll)


class _Parts(QSplitter):
    """The chart and the column side by side; one above the other where that would leave no room for the chart."""

    def __init__(self, chart: QWidget, side: QWidget) -> None:
        super().__init__()
        self.addWidget(chart)
        self.addWidget(side)
        self.setStretchFactor(0, 1)
        self.setChildrenCollapsible(False)
        self.setSizes([900, SIDE])
        self.setHandleWidth(1)
        self._by_hand = False
        self.splitterMoved.connect(self._keep)

    def _keep(self) -> None:
        self._by_hand = True

    def saveState(self) -> QByteArray:
        """Nothing where nobody moved the handle: another window is another width."""
        return super().saveState() if self._by_hand else QByteArray()

    def restoreState(self, state: QByteArray | bytes | bytearray | memoryview) -> bool:
        restored = super().restoreState(state)
        self._by_hand = self._by_hand or restored
        return restored

    def resizeEvent(self, event: QResizeEvent) -> None:
        narrow = event.size().width() < NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if wanted is not self.orientation():
            self.setOrientation(wanted)
            self.setSizes([2 * SIDE, SIDE] if narrow else [900, SIDE])
        if not narrow and not self._by_hand:
            width = event.size().width()
            side = SIDE_SMALL if width < SMALL else SIDE
            self.setSizes([width - side, side])
        super().resizeEvent(event)


def first_steps(context: Context) -> list[tuple[str, Callable[[], object]]]:
    """What to do where there is no backup yet: the button of an empty page."""
    known = {action.objectName() for action in context.actions}
    steps: list[tuple[str, Callable[[], object]]] = [
        (text, context.actions.get(name).trigger)
        for name, text in (
            ("backup.take", translate("LanesView", "Take a backup")),
            ("source.add", translate("LanesView", "Add a source")),
        )
        if name in known
    ]
    return steps[:1]


def no_history(context: Context) -> EmptyState:
    """There is nothing to draw yet; with the first thing to do about it."""
    return EmptyState(
        translate("LanesView", "There is no history yet"),
        translate("LanesView", "The first backup or the first archived WAL begins it."),
        *first_steps(context),
    )


def help_lines() -> tuple[str, ...]:
    """What mouse and keys do on a chart of lanes."""
    return (
        translate("LanesView", "Wheel: zoom at the cursor"),
        translate("LanesView", "Drag: move; Ctrl+wheel: the lanes above and below"),
        translate("LanesView", "Shift+drag: select a range"),
        translate("LanesView", "Click: select; Ctrl, Shift+click: select more; Esc: nothing"),
        translate("LanesView", "Double click, F: zoom to it; Home: everything"),
        translate("LanesView", "W S + -: zoom; A D and arrows: move; Alt+Left: back"),
        translate("LanesView", "Ctrl+arrows: the backup before, after"),
        translate(
            "LanesView",
            "Drag the target line: it holds on to commits, backups, restore points; Alt: to nothing",
        ),
        translate("LanesView", "T: table and back"),
    )
