"""Notes below the bar of the window: an error, or something done that can be undone; one at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from pagewake_gui.widgets.basics import button, clear, label, row
from pagewake_gui.widgets.error_panel import ErrorPanel


class NoticeBoard(QVBoxLayout):
    """The place of the notes; `close_text` is on the button that takes one away."""

    def __init__(self, close_text: str) -> None:
        super().__init__()
        self._close_text = close_text

    def show_error(self, error: Exception, doing: str) -> None:
        """Show what went wrong while something was done."""
        self._show(lambda close: ErrorPanel(error, doing, (self._close_text, close)))

    def offer(self, text: str, label_text: str, run: Callable[[], object]) -> None:
        """Say something, with a button that does something about it."""

        def make(close: Callable[[], None]) -> QWidget:
            def act() -> None:
                close()
                run()

            frame = QFrame()
            frame.setProperty("role", "card")
            parts = row(label(text, wrap=True), 1, button(label_text, act), button(self._close_text, close))
            parts.setContentsMargins(12, 8, 12, 8)
            parts.setStretch(0, 100)
            frame.setLayout(parts)
            return frame

        self._show(make)

    def _show(self, make: Callable[[Callable[[], None]], QWidget]) -> None:
        """Show a note in place of the one before it; `make` is given what closes it."""
        clear(self)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(14, 8, 14, 0)

        def close() -> None:
            self.removeWidget(holder)
            holder.hide()
            holder.deleteLater()

        column.addWidget(make(close))
        self.addWidget(holder)
