"""Checking and repairing: the actions, the windows that they open, and the links that lead to them.

A link to `repair` is about a `PageBrush`, a `Proposal` or text such as `data/shop.db:17`; one to `take-back`
about the directory that a repair saved the old pages in; one to `check` about nothing.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget

from pagewake_gui.context import Context
from pagewake_gui.selection import PageBrush
from pagewake_gui.wizards.page_repair.proposal import Proposal
from pagewake_gui.workspace import State


class RepairActions(QObject):
    """Registers `repository.check`, `page.repair`, `page.take_back`; closes their windows with the main window."""

    def __init__(self, context: Context, window: QWidget) -> None:
        super().__init__(window)
        self._context, self._window = context, window
        self._open: list[QWidget] = []
        context.actions.add(
            "repository.check",
            self.tr("Check the repository..."),
            self.check,
            hint=self.tr("Look at every object, say what is damaged and whom it hurts, and repair it."),
        )
        context.actions.add(
            "page.repair",
            self.tr("Repair pages..."),
            self.repair,
            hint=self.tr(
                "Bring single damaged pages of a database to the present, from a backup and the log."
            ),
        )
        context.actions.add(
            "page.take_back",
            self.tr("Take a page repair back..."),
            self.take_back,
            hint=self.tr(
                "Put back what a page repair overwrote, as long as it still is what the repair wrote."
            ),
        )
        context.workspace.state_changed.connect(lambda _: self._allow())
        context.workspace.snapshot_changed.connect(lambda _: self._allow())
        context.navigator.asked.connect(self._asked)
        window.installEventFilter(self)
        self._allow()

    @property
    def open_windows(self) -> list[QWidget]:
        """The windows that are open, the newest last."""
        return [
            one for one in self._open if one.isVisible()
        ]  # closed ones are gone at the next turn of the loop

    def check(self) -> QWidget:
        """Open the check of the repository, or bring forward the one that is open."""
        from pagewake_gui.wizards.check.window import CheckWindow

        for one in self.open_windows:
            if isinstance(one, CheckWindow):
                one.raise_()
                one.activateWindow()
                return one
        place = self._context.workspace.place
        assert place is not None, "no repository is open"
        return self._show(CheckWindow(self._context, place, self._window))

    def repair(self, about: object = None) -> QWidget:
        """Open a page repair on what somebody points at, or on the brushed pages."""
        from pagewake_gui.wizards.page_repair.window import PageRepairWindow

        place = self._context.workspace.place
        assert place is not None, "no repository is open"
        return self._show(PageRepairWindow(self._context, place, self._proposal(about), self._window))

    def take_back(self, saved: Path | None = None) -> QWidget:
        """Open the undo of a page repair that saved its old pages in a directory."""
        from pagewake_gui.wizards.page_repair.undo_window import UndoWindow

        place = self._context.workspace.place
        assert place is not None, "no repository is open"
        return self._show(UndoWindow(self._context, place, saved, self._window))

    def _proposal(self, about: object) -> Proposal:
        from pagewake.restore.block_plan import parse_blocks

        selection = self._context.selection.now
        if isinstance(about, Proposal):
            return about
        if isinstance(about, str):
            return Proposal(selection.source, parse_blocks([about]))
        brush = about if isinstance(about, PageBrush) else selection.pages
        parts = brush.parts if brush is not None else ()
        return Proposal(
            selection.source, relations=tuple((one.relation, one.first, one.end - 1) for one in parts)
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Close and event.isAccepted():
            for one in self.open_windows:
                one.close()
        return False

    def _show(self, made: QWidget) -> QWidget:
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._open.append(made)
        made.destroyed.connect(partial(self._forget, id(made)))
        made.show()
        made.activateWindow()
        return made

    def _forget(self, number: int, *_: object) -> None:
        self._open = [one for one in self._open if id(one) != number]

    def _asked(self, name: str, about: object) -> None:
        if self._context.workspace.state is not State.OPEN:
            return
        if name == "repair" and not self._context.actions.reason("page.repair"):
            self.repair(about)
        elif name == "check":
            self.check()
        elif name == "take-back":
            self.take_back(about if isinstance(about, Path) else None)

    def _allow(self) -> None:
        from pagewake.desk.repairing import can_repair

        workspace, actions = self._context.workspace, self._context.actions
        closed = "" if workspace.state is State.OPEN else self.tr("No repository is open.")
        actions.allow("repository.check", closed)
        snapshot = workspace.snapshot
        states = [state for state in snapshot.sources if state.timeline.kept] if snapshot is not None else []
        reason = "" if states else self.tr("The repository holds no backup yet.")
        if states and not any(can_repair(state.engine) for state in states):
            reason = self.tr("Single pages of these databases cannot be repaired.")
        for name in ("page.repair", "page.take_back"):
            actions.allow(name, closed or reason)
