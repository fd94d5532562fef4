"""The one selection of the window, shown by every view and proposed by any of them.

A time range, an LSN range, some backups, a brush of pages, and the point to restore to belong together: whoever
changes one says which view the change comes from, so that it does not answer itself. Views never talk to
each other.
"""

from __future__ import annotations

from collections.abc import Sequence
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
    """Blocks `first` up to, but without, `end` of one relation, by its key; and what is brushed with them.

    `others` have none themselves, and no two of all parts overlap. Make one of several parts with `brush_of`.
    """

    relation: str
    first: int
    end: int
    others: tuple[PageBrush, ...] = ()

    @property
    def parts(self) -> tuple[PageBrush, ...]:
        """All ranges, each by itself."""
        return (replace(self, others=()), *self.others)

    @property
    def blocks(self) -> int:
        """How many blocks there are in all."""
        return sum(part.end - part.first for part in self.parts)

    def ranges(self) -> dict[str, list[tuple[int, int]]]:
        """By relation the first and the last block of its ranges, ascending."""
        found: dict[str, list[tuple[int, int]]] = {}
        for part in sorted(self.parts, key=lambda one: one.first):
            found.setdefault(part.relation, []).append((part.first, part.end - 1))
        return found


def brush_of(parts: Sequence[PageBrush]) -> PageBrush | None:
    """One brush of ranges, in their order; those of one relation that overlap or join on become one."""
    found: list[PageBrush] = []
    for part in (one for brush in parts for one in brush.parts):
        near = [
            one
            for one in found
            if one.relation == part.relation and one.first <= part.end and part.first <= one.end
        ]
        for one in near:
            part = PageBrush(part.relation, min(one.first, part.first), max(one.end, part.end))
        place = found.index(near[0]) if near else len(found)
        found = [one for one in found if one not in near]
        found.insert(min(place, len(found)), part)
    return replace(found[0], others=tuple(found[1:])) if found else None


@dataclass(frozen=True)
class Selection:
    """What is selected. Times are seconds since the epoch, UTC; `source` is the one that the views show.

    `touched` is the WAL that changed the blocks of `pages`, where that was asked for.
    """

    source: str = ""
    time: tuple[float, float] | None = None
    lsn: LsnRange | None = None
    backups: tuple[str, ...] = ()
    pages: PageBrush | None = None
    target: RestoreTarget | None = None
    touched: tuple[LsnRange, ...] = ()

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
