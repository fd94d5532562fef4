"""What every view is given: one value that holds the parts of the window, so that nothing is global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from pagewake_gui.actions import Actions
from pagewake_gui.bridge import Bridge
from pagewake_gui.formats import Formats, Zone
from pagewake_gui.job_center import JobCenter
from pagewake_gui.selection import SelectionHub
from pagewake_gui.theme import LIGHT, Scheme, Theme
from pagewake_gui.words import told
from pagewake_gui.workspace import Workspace


@dataclass(frozen=True)
class Look:
    """How things are shown: the theme, the zone of times, the size of the font (0: the system's).

    `scheme` is what was asked for, `theme` what it means at this moment.
    """

    theme: Theme = LIGHT
    scheme: Scheme = Scheme.SYSTEM
    zone: str = Zone.LOCAL
    font_size: int = 0
    reduced_motion: bool = False


class Appearance(QObject):
    """The look now. `changed` comes after every change; views draw anew what they drew with the old one."""

    changed = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self._server_zone = ""
        self.server_note = ""
        """What there is to say about the server's zone, where that is the one to show."""
        self.formats = Formats(zone=self.zone)

    @property
    def zone(self) -> str:
        """The zone that times are shown in: that of the look, or the server's, which is UTC while it is not known."""
        return (self._server_zone or Zone.UTC) if self.look.zone == Zone.SERVER else self.look.zone

    def use_server_zone(self, name: str, note: str = "") -> None:
        """Say what `Zone.SERVER` means now; empty: it is not known. `note` is for people."""
        if (name, note) == (self._server_zone, self.server_note):
            return
        self._server_zone, self.server_note = name, note
        self.formats = Formats(zone=self.zone)
        self.changed.emit()

    def words(self, text: str) -> str:
        """A text that comes from the core, in the language of the window."""
        return told(text, self.formats)

    @property
    def theme(self) -> Theme:
        """The colours."""
        return self.look.theme

    def change(self, **parts: Any) -> None:
        """Replace parts of the look (fields of `Look` by name)."""
        look = replace(self.look, **parts)
        if look != self.look:
            self.look = look
            self.formats = Formats(zone=self.zone)
            self.changed.emit()


class Navigator(QObject):
    """Takes the user from one view to another: from a number to what explains it."""

    asked = Signal(str, object)

    def open(self, view: str, about: object = None) -> None:
        """Show the view of that name; `about` is what it should bring into sight (see each view's `bring`)."""
        self.asked.emit(view, about)


class Notices(QObject):
    """What people are told beside the views: a line in the status bar, an error in full, a note that can be undone."""

    said = Signal(str)
    hovered = Signal(str)
    failed = Signal(object, str)
    """(error, what was tried)"""
    offered = Signal(str, str, object)
    """(text, label of the button, what it does)"""

    def say(self, text: str) -> None:
        """Show a line for a while."""
        self.said.emit(text)

    def hover(self, text: str) -> None:
        """Explain what the mouse is over; empty when it is over nothing."""
        self.hovered.emit(text)

    def fail(self, error: Exception, doing: str = "") -> None:
        """Show an error in its full shape."""
        self.failed.emit(error, doing)

    def offer(self, text: str, label: str, run: Callable[[], object]) -> None:
        """Show a note with one button, such as Undo."""
        self.offered.emit(text, label, run)


@dataclass(frozen=True)
class Context:
    """The parts of the window."""

    appearance: Appearance
    bridge: Bridge
    workspace: Workspace
    jobs: JobCenter
    selection: SelectionHub
    actions: Actions
    navigator: Navigator
    notices: Notices

    @property
    def formats(self) -> Formats:
        """How values are written now."""
        return self.appearance.formats

    def words(self, text: str) -> str:
        """A text that comes from the core, in the language of the window."""
        return told(text, self.formats)

    @property
    def theme(self) -> Theme:
        """The colours now."""
        return self.appearance.theme
