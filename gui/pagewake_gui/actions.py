"""Every command of the window, by name: menus, buttons, shortcuts and the palette all show the same `QAction`.

An action that cannot be used now says why, in its tool tip and in the palette, instead of only being grey. In a
window that was started read-only, what writes to a repository can never be used.
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
        self._writing: set[str] = set()
        self._reasons: dict[str, str] = {}
        self._read_only = False

    @property
    def read_only(self) -> bool:
        """Whether what writes is kept from being used."""
        return self._read_only

    def set_read_only(self, read_only: bool) -> None:
        """Keep every action that writes from being used, or let it be used again."""
        self._read_only = read_only
        for name in self._writing:
            self._settle(name)
        self.changed.emit()

    def add(
        self,
        name: str,
        text: str,
        run: Callable[[], object],
        *,
        shortcut: str = "",
        hint: str = "",
        writes: bool = False,
    ) -> QAction:
        """Register an action under a stable name such as `restore.open`; `hint` is one sentence for people.

        `writes`: it changes the repository.
        """
        action = QAction(text, self)
        action.setObjectName(name)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda: run())
        self._actions[name] = action
        self._hints[name] = hint
        if writes:
            self._writing.add(name)
        self._settle(name)
        self.changed.emit()
        return action

    def get(self, name: str) -> QAction:
        """The action of that name. Raises KeyError."""
        return self._actions[name]

    def allow(self, name: str, reason: str = "") -> None:
        """Let an action be used, or say in `reason` why it cannot be."""
        self._reasons[name] = reason
        self._settle(name)
        self.changed.emit()

    def reason(self, name: str) -> str:
        """Why an action cannot be used now; empty if it can."""
        return str(self._actions[name].property("reason") or "")

    def hint(self, name: str) -> str:
        """What an action does, in a sentence."""
        return self._hints[name]

    def __iter__(self) -> Iterator[QAction]:
        return iter(self._actions.values())

    def writes(self, name: str) -> bool:
        """Whether an action changes the repository."""
        return name in self._writing

    def _settle(self, name: str) -> None:
        kept = self._read_only and name in self._writing
        reason = self.tr("The window was opened read-only.") if kept else self._reasons.get(name, "")
        self._actions[name].setEnabled(not reason)
        self._describe(name, reason)

    def _describe(self, name: str, reason: str) -> None:
        action = self._actions[name]
        action.setProperty("reason", reason)
        keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        parts = [self._hints[name] or action.text(), f"({keys})" if keys else "", reason]
        action.setToolTip(" ".join(part for part in parts if part))
