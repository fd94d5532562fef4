"""Expire, prune, hold, tag and bring back: the one way of each, whichever page or key asks for it.

An expiry is shown and started on the retention page. What it took can be taken back at once, from the note that says
so, and later from the trash on that page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from pagewake_gui.context import Context
from pagewake_gui.retention_jobs import RetentionJobs
from pagewake_gui.workspace import State

if TYPE_CHECKING:
    from pagewake_gui.dialogs.task import TaskDialog

ON_ALL = ("expire.run", "prune.run", "trash.empty", "trash.restore")


class RetentionActions(QObject):
    """Registers the actions. `show` is what brings a dialog up."""

    def __init__(self, context: Context, window: QWidget, show: Callable[[TaskDialog], None]) -> None:
        super().__init__(window)
        self._context, self._window, self._show = context, window, show
        self.jobs = RetentionJobs(context, self)
        add = context.actions.add
        add(
            "expire.run",
            self.tr("Expire old backups"),
            lambda: context.navigator.open("retention", "policy"),
            hint=self.tr("Show what no retention rule keeps, and put it into the trash."),
            writes=True,
        )
        add(
            "prune.run",
            self.tr("Prune"),
            self.prune,
            hint=self.tr("Empty the trash of what is due, and free the space that no backup needs."),
            writes=True,
        )
        add(
            "trash.empty",
            self.tr("Empty the trash"),
            partial(self.prune, everything=True),
            hint=self.tr("Remove everything that is in the trash for good, before its time."),
            writes=True,
        )
        add(
            "trash.restore",
            self.tr("Bring everything back"),
            lambda: self.jobs.undo(None),
            hint=self.tr("Take all backups and all WAL out of the trash again."),
            writes=True,
        )
        add(
            "backup.undelete",
            self.tr("Bring back from the trash"),
            lambda: self.jobs.bring_back(self._chosen(trashed=True)),
            hint=self.tr("Take the selected backups out of the trash, and hold them."),
            writes=True,
        )
        add(
            "backup.hold",
            self.tr("Hold"),
            lambda: self.jobs.hold(self._chosen()),
            hint=self.tr("Keep the selected backups, whatever the rules say."),
            writes=True,
        )
        add(
            "backup.unhold",
            self.tr("End the hold"),
            lambda: self.jobs.unhold(self._chosen(held=True)),
            hint=self.tr("Leave the selected backups to the rules again."),
            writes=True,
        )
        add(
            "backup.tags",
            self.tr("Tags..."),
            self.edit_tags,
            hint=self.tr("Give the selected backups words to find them by."),
            writes=True,
        )
        context.workspace.state_changed.connect(lambda _: self._allow())
        context.workspace.snapshot_changed.connect(lambda _: self._allow())
        context.selection.changed.connect(lambda _, __: self._allow())
        self._allow()

    def prune(self, *, everything: bool = False) -> None:
        """Show what would go for good, and do it once that was confirmed."""
        from pagewake_gui.dialogs.prune import PruneDialog

        place = self._context.workspace.place
        assert place is not None, "no repository is open"
        self._show(
            PruneDialog(self._context, place, self.jobs.prune, everything=everything, parent=self._window)
        )

    def edit_tags(self) -> None:
        """Ask for the tags of the selected backups, and write them."""
        from pagewake_gui.dialogs.tags import TagsDialog

        place, snapshot = self._context.workspace.place, self._context.workspace.snapshot
        assert place is not None, "no repository is open"
        assert snapshot is not None, "nothing is shown of it yet"
        known = {one: words for state in snapshot.sources for one, words in state.timeline.tags.items()}
        tags = {one: known.get(one, ()) for one in self._chosen()}
        self._show(TagsDialog(self._context, place, tags, self.jobs.tag, parent=self._window))

    def _chosen(self, *, trashed: bool = False, held: bool = False) -> tuple[str, ...]:
        """The selected backups, or those of them that are in the trash, or held."""
        snapshot, selection = self._context.workspace.snapshot, self._context.selection.now
        states = snapshot.sources if snapshot is not None else ()
        found = []
        for one in selection.backups:
            for state in states:
                timeline = state.timeline
                if (trashed and one not in timeline.trash) or (held and one not in timeline.held):
                    continue
                if timeline.index_of(one) is not None:
                    found.append(one)
        return tuple(found)

    def _allow(self) -> None:
        workspace, allow = self._context.workspace, self._context.actions.allow
        snapshot = workspace.snapshot
        closed = "" if workspace.state is State.OPEN else self.tr("No repository is open.")
        empty = "" if snapshot and snapshot.sources else self.tr("The repository holds no backup yet.")
        timelines = [state.timeline for state in snapshot.sources] if snapshot else []
        trash = any(one.trash or one.trash_wal.stretches for one in timelines)
        for name in ON_ALL:
            needs = "" if trash or not name.startswith("trash.") else self.tr("The trash is empty.")
            allow(name, closed or empty or needs)
        ids, held, trashed = self._chosen(), self._chosen(held=True), self._chosen(trashed=True)
        none = "" if ids else self.tr("No backup is selected.")
        allow("backup.tags", closed or none)
        allow("backup.hold", closed or none or (self.tr("It is held already.") if held == ids else ""))
        allow("backup.unhold", closed or none or ("" if held else self.tr("It is not held.")))
        allow("backup.undelete", closed or none or ("" if trashed else self.tr("It is not in the trash.")))
