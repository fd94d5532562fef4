"""What other views are told of selected blocks: the WAL and the backups that touched them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pagewake.desk.heat import explain_cell, touched_by
from pagewake.errors import Cancelled
from pagewake.insight.heat_values import CellStory, Touched
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.selection import LsnRange, PageBrush

if TYPE_CHECKING:
    from pagewake_gui.views.heatmap import HeatmapView

MOST_BLOCKS = 1 << 22
"""Of more blocks than these the story is not told: every one of them would be read."""


class HeatLinks(QObject):
    """Asks about blocks of a view, the newest question only. It is the origin of selections that answer a brush."""

    def __init__(self, context: Context, view: HeatmapView) -> None:
        super().__init__(view)
        self._context, self._view = context, view
        self._explaining: Call | None = None
        self._linking: Call | None = None

    def explain(self, brush: PageBrush) -> None:
        """Show what is known of the blocks in the details of the view."""
        _forget(self._explaining)
        state, details = self._view.source, self._view.details
        if state is None or brush.blocks > MOST_BLOCKS:
            details.show_nothing()
            return
        source, style = state.name, state.engine.lsn_style
        details.show_waiting(f"{brush.relation}:{brush.first}")
        if brush.others:
            names = self._view.hand.names_of(brush)
            self._explaining = self._context.workspace.query(
                "explain blocks",
                lambda repository, job: touched_by(repository, source, brush.ranges(), job),
                lambda found: details.show_several(names, brush, found, style),
                self._not,
                owner=self,
            )
            return

        def told(story: CellStory) -> None:
            details.show_story(story, style)

        self._explaining = self._context.workspace.query(
            "explain blocks",
            lambda repository, job: explain_cell(
                repository, source, brush.relation, brush.first, brush.end - 1, job
            ),
            told,
            self._not,
            owner=self,
        )

    def link(self, brush: PageBrush) -> None:
        """Select the WAL and the backups that touched the blocks, in all views."""
        _forget(self._linking)
        state = self._view.source
        if state is None or brush.blocks > MOST_BLOCKS:
            return
        source = state.name

        def told(found: Touched) -> None:
            if self._context.selection.now.pages == brush:
                self._show(found)

        self._linking = self._context.workspace.query(
            "what touched blocks",
            lambda repository, job: touched_by(repository, source, brush.ranges(), job),
            told,
            self._not,
            owner=self,
        )

    def _show(self, found: Touched) -> None:
        parts: dict[str, object] = {"backups": found.backups}
        if found.stretches:
            newest = found.stretches[0]
            same = [one for one in found.stretches if one.timeline == newest.timeline]
            parts["lsn"] = LsnRange(newest.timeline, min(one.first_lsn for one in same), newest.end_lsn)
            parts["time"] = None
        parts["touched"] = tuple(
            LsnRange(one.timeline, one.first_lsn, one.end_lsn) for one in found.stretches
        )
        self._context.selection.change(self, **parts)
        count = len(found.stretches)
        said = self.tr("%n stretch(es) of WAL touched these blocks", "", count)
        if found.more:
            said = self.tr("%n stretch(es) of WAL and older ones touched these blocks", "", count)
        self._context.notices.say(said)

    def _not(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            self._context.notices.fail(error, self.tr("Explaining the selected blocks"))


def _forget(call: Call | None) -> None:
    if call is not None and call.pending:
        call.forget()
