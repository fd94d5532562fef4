"""The one selection of the window, shown by every view and proposed by any of them.

A time range, an LSN range, some backups, a brush of pages, and the point to restore to belong together: whoever
changes one says which view the change comes from, so that it does not answer itself. Views never talk to
each other.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from pagewake.model import RestoreTarget


@dataclass(frozen=True)
class LsnRange:
    """Positions `first` up to, but without, `end` of one timeline of the database."""

    timeline: int
    first: int
    end: int


@dataclass(frozen=True)
class PageBrush:
    """Blocks `first` up to, but without, `end` of one relation, by its key."""

    relation: str
    first: int
    end: int


@dataclass(frozen=True)
class Selection:
    """What is selected. Times are seconds since the epoch, UTC; `source` is the one that the views show."""

    source: str = ""
    time: tuple[float, float] | None = None
    lsn: LsnRange | None = None
    backups: tuple[str, ...] = ()
    pages: PageBrush | None = None
    target: RestoreTarget | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing but a source is selected."""
        return self == Selection(self.source)


class SelectionHub(QObject):
    """Holds the selection. `changed` carries the new one and the view that it comes from (or None)."""

    changed = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._now = Selection()

    @property
    def now(self) -> Selection:
        """The selection at this moment."""
        return self._now

    def change(self, origin: object = None, **parts: Any) -> None:
        """Replace parts of the selection (fields of `Selection` by name); says nothing when nothing changed."""
        self.propose(replace(self._now, **parts), origin)

    def propose(self, selection: Selection, origin: object = None) -> None:
        """Make this the selection."""
        if selection == self._now:
            return
        self._now = selection
        self.changed.emit(selection, origin)

    def clear(self, origin: object = None) -> None:
        """Select nothing; the source stays."""
        self.propose(Selection(self._now.source), origin)
