"""Small parts: labels with a role, cards, buttons, states in word and shape."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pagewake_gui.theme import STATE_SHAPES


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
    made = QPushButton(text)
    made.setAutoDefault(False)
    if role:
        made.setProperty("role", role)
    if role in ("link", "figure-link"):
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setFlat(True)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if tip:
        made.setToolTip(tip)
    if run is not None:
        made.clicked.connect(lambda: run())
    return made


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


class StateLabel(QLabel):
    """A state in word and shape and colour: `show_state("good", "Healthy")`."""

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


def clear(layout: QVBoxLayout | QHBoxLayout) -> None:
    """Take everything out of a layout and delete it."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QVBoxLayout | QHBoxLayout):
            clear(inner)
