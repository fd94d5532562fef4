"""How one came as near as one is: every step as a link that leads back to it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from pagewake_gui.widgets.basics import button, clear, label

MOST = 4
"""So many steps are shown; of more the first one and the last ones."""


class ZoomTrail(QWidget):
    """`chosen` carries the number of the step that was clicked; steps are (number, text), the farthest first."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self._shown: tuple[tuple[int, str], ...] = ()
        self._here = ""
        self._now: QLabel | None = None
        self.setAccessibleName(self.tr("How you came here"))

    @property
    def texts(self) -> list[str]:
        """What is shown, the last of it where one is."""
        return [*(text for _, text in self._shown), self._here]

    def show_steps(self, steps: Sequence[tuple[int, str]], here: str) -> None:
        """Show other steps, and what is in sight now. Nothing is made anew where all is as it was."""
        kept = tuple(steps) if len(steps) <= MOST else (steps[0], *steps[1 - MOST :])
        if (kept, here) == (self._shown, self._here):
            return
        if kept == self._shown and self._now is not None:
            self._here = here
            self._now.setText(here)
            return
        self._shown, self._here = kept, here
        clear(self._line)
        for number, (step, text) in enumerate(kept):
            if number:
                self._line.addWidget(label("▸" if number > 1 or len(steps) <= MOST else "▸ … ▸", "muted"))
            self._line.addWidget(
                button(text, partial(self.chosen.emit, step), "link", self.tr("Back to {0}").format(text))
            )
        if kept:
            self._line.addWidget(label("▸", "muted"))
        self._now = label(here, "heading")
        self._line.addWidget(self._now)
