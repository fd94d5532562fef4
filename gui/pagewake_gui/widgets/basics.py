"""Small parts: labels with a role, cards, buttons, states in word and shape."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QMargins, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pagewake_gui.theme import STATE_SHAPES

LINKS = ("link", "figure-link")
HIT = 24
"""The least width and height, in pixels, of what is clicked."""


def label(text: str = "", role: str = "", *, wrap: bool = False, selectable: bool = False) -> QLabel:
    """A label; `role` is one of the style sheet's (title, heading, figure, muted, good, warn, bad, code ...)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    made.setWordWrap(wrap)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role and have it drawn so."""
    if widget.property("role") == role:
        return
    widget.setProperty("role", role)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(text: str, run: Callable[[], object] | None = None, role: str = "", tip: str = "") -> QPushButton:
    """A push button; role primary, danger, link, figure-link or none."""
    made = Link(text) if role in LINKS else QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if role in LINKS:
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setFlat(True)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if tip:
        made.setToolTip(tip)
    if run is not None:
        made.clicked.connect(lambda: run())
    return made


class Link(QPushButton):
    """Words or a figure that can be clicked: never cut off, and never too small to be hit."""

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(HIT, HIT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class Card(QFrame):
    """A surface with a heading and a column of contents (`body`)."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, 12, 14, 12)
        self.body.setSpacing(6)
        if heading:
            self.body.addWidget(label(heading, "heading"))
            self.setAccessibleName(heading)


class WrappedCard(Card):
    """A card that is never lower than its lines need as they are wrapped: Qt would cut them where a page is full."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self._make_room()
        return done

    def wanted_height(self) -> int:
        """The height that all of it takes at this width."""
        return max(self.body.totalHeightForWidth(self.width()), 0)

    def _make_room(self) -> None:
        wanted = self.wanted_height()
        if wanted != self.minimumHeight():
            self.setMinimumHeight(wanted)


def dialog_column(dialog: QWidget) -> QVBoxLayout:
    """The column that a dialog consists of: the same margins in all of them."""
    column = QVBoxLayout(dialog)
    column.setContentsMargins(20, 18, 20, 16)
    column.setSpacing(10)
    return column


class Form(QFormLayout):
    """Names at the left, fields at the right, each name level with its field."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__()
        if parent is not None:
            parent.setLayout(self)
        self.setHorizontalSpacing(18)
        self.setVerticalSpacing(10)
        self.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def addRow(self, *parts: Any) -> None:
        super().addRow(*parts)
        if isinstance(hint := parts[-1], QLabel) and hint.wordWrap():
            hint.setAlignment(Qt.AlignmentFlag.AlignTop)  # Qt gives it more room than it needs
        item = self.itemAt(self.rowCount() - 1, QFormLayout.ItemRole.LabelRole)
        if item is not None and isinstance(name := item.widget(), QLabel):
            # Qt makes a name at most 7/4 as high as it asks for: less than a field with its frame.
            name.setContentsMargins(0, 2, 0, 2)


class StateLabel(QLabel):
    """A state in word and shape and colour: `show_state("good", "Healthy")`."""

    def __init__(self, *, wrap: bool = False) -> None:
        super().__init__()
        self.setWordWrap(wrap)

    def show_state(self, state: str, text: str) -> None:
        """`state` is good, warn, bad, info or unknown."""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(f"{STATE_SHAPES[state]} {text}")
        self.setAccessibleName(text)
        set_role(self, state)


def row(*parts: QWidget | int | str, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; a number stretches, text becomes a label."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(spacing)
    for part in parts:
        if isinstance(part, int):
            layout.addStretch(part)
        elif isinstance(part, str):
            layout.addWidget(label(part))
        else:
            layout.addWidget(part)
    return layout


class Scrolling(QScrollArea):
    """Scrolls before lines that wrap are cut: how high its inside must be depends on how wide it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.widget() and event.type() is QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if inside is not None and layout is not None and layout.hasHeightForWidth():
            inside.setMinimumHeight(layout.totalMinimumHeightForWidth(self.viewport().width()))


def scrolled(inside: QWidget) -> QScrollArea:
    """What scrolls a widget that is larger than its place, without a frame of its own."""
    area = Scrolling()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inside)
    return area


def fill_with_column(
    view: QWidget, column: QVBoxLayout, width: int, margins: QMargins, *, centred: bool
) -> None:
    """Fill a view with a column that scrolls and is at most `width` pixels wide; the rest stays free beside it."""
    middle = QWidget()
    middle.setMaximumWidth(width)
    middle.setLayout(column)
    holder = QWidget()
    around = QHBoxLayout(holder)
    around.setContentsMargins(margins)
    if centred:
        around.addStretch(1)
    around.addWidget(middle, 20)
    around.addStretch(1)
    whole = QVBoxLayout(view)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(scrolled(holder))


class CoveredStack(QStackedWidget):
    """A stack of which one widget is a cover: what is shown in place of the others while they have nothing to show."""

    def __init__(self) -> None:
        super().__init__()
        self.cover: QWidget | None = None

    def set_cover(self, cover: QWidget | None) -> None:
        """Have another cover, or none; the one before is deleted. Which widget is shown is left to the caller."""
        if self.cover is not None:
            self.removeWidget(self.cover)
            self.cover.deleteLater()
        self.cover = cover
        if cover is not None:
            self.addWidget(cover)


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QVBoxLayout | QHBoxLayout):
            clear(inner)
