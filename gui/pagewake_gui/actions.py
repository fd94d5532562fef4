"""Every command of the window, by name: menus, buttons, shortcuts and the palette all show the same `QAction`.

An action that cannot be used now says why, in its tool tip and in the palette, instead of only being grey.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence


class Actions(QObject):
    """The register. `changed` says that an action came, or that one may be used now or no more."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions: dict[str, QAction] = {}
        self._hints: dict[str, str] = {}

    def add(
        self, name: str, text: str, run: Callable[[], object], *, shortcut: str = "", hint: str = ""
    ) -> QAction:
        """Register an action under a stable name such as `restore.open`; `hint` is one sentence for people."""
        action = QAction(text, self)
        action.setObjectName(name)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda: run())
        self._actions[name] = action
        self._hints[name] = hint
        self._describe(name, "")
        self.changed.emit()
        return action

    def get(self, name: str) -> QAction:
        """The action of that name. Raises KeyError."""
        return self._actions[name]

    def allow(self, name: str, reason: str = "") -> None:
        """Let an action be used, or say in `reason` why it cannot be."""
        self._actions[name].setEnabled(not reason)
        self._describe(name, reason)
        self.changed.emit()

    def reason(self, name: str) -> str:
        """Why an action cannot be used now; empty if it can."""
        return str(self._actions[name].property("reason") or "")

    def hint(self, name: str) -> str:
        """What an action does, in a sentence."""
        return self._hints[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def _describe(self, name: str, reason: str) -> None:
        action = self._actions[name]
        action.setProperty("reason", reason)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        parts = [self._hints[name] or action.text(), f"({keys})" if keys else "", reason]
        action.setToolTip(" ".join(part for part in parts if part))
