"""What a view is: one page of the window, shown by name, that draws a snapshot and the selection."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake_gui.context import Context
from pagewake_gui.selection import Selection


class View(QWidget):
    """A page of the window.

    Subclasses set `name` (stable, in English) and `icon` (a file of the resources), and fill in what they need
    of the methods below. A view is made when it is first shown, and from then on hears of every change.
    """

    name: ClassVar[str] = ""
    icon: ClassVar[str] = ""
    per_source: ClassVar[bool] = True
    """Whether the view shows one source, so that the bar above it lets one be chosen."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName(f"view.{self.name}")
        context.workspace.snapshot_changed.connect(self.show_snapshot)
        context.selection.changed.connect(self._selection_changed)
        context.appearance.changed.connect(self.restyle)

    @property
    def snapshot(self) -> RepositorySnapshot | None:
        """What is known of the open repository."""
        return self.context.workspace.snapshot

    @property
    def source(self) -> SourceState | None:
        """The source that is chosen."""
        snapshot = self.snapshot
        return snapshot.source(self.context.selection.now.source) if snapshot is not None else None

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        """Show another state of the repository, or none. Keeps what is scrolled, zoomed and selected."""

    def show_selection(self, selection: Selection, origin: object) -> None:
        """Show another selection. `origin` is who changed it: a view passes itself and is not asked again."""

    def bring(self, about: object) -> None:
        """Bring into sight what a link elsewhere is about (a backup's id, an LsnRange, a PageBrush ...)."""

    def restyle(self) -> None:
        """The theme, the zone or the font changed."""

    def _selection_changed(self, selection: Selection, origin: object) -> None:
        if origin is not self:
            self.show_selection(selection, origin)
