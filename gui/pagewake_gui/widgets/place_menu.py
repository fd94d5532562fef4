"""The context menu of every chart and table: restore to here, verify this, copy, and where else it is shown.

Whoever shows something says in an `About` what a point of it is; all menus then offer the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu

from pagewake.desk.commands import restore_command, verify_command
from pagewake.desk.snapshot import SourceState
from pagewake.insight.timeline import SourceTimeline
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.context import Context
from pagewake_gui.counts import Counts
from pagewake_gui.selection import LsnRange, PageBrush
from pagewake_gui.wizards.page_repair.proposal import Proposal

translate = QCoreApplication.translate
PAGES = ("timeline", "lsn", "wal", "heatmap", "backups", "verification")
OF_BACKUPS = ("backups", "verification")


@dataclass(frozen=True)
class About:
    """What is at a point: some of a timeline of the database, positions, a moment, backups, blocks.

    `target` is the restore target that is meant, where that is more than the moment or the position. `command` prints
    the same on the command line; without it, the command to restore to here is offered. `copies` are further texts
    that can be copied, with what the menu calls them.
    """

    timeline: int | None = None
    lsn: int | None = None
    end: int | None = None
    time: float = math.nan
    backups: tuple[str, ...] = ()
    pages: PageBrush | None = None
    target: RestoreTarget | None = None
    command: str = ""
    copies: tuple[tuple[str, str], ...] = ()

    @property
    def range(self) -> LsnRange | None:
        """The positions; one of them at least."""
        if self.lsn is None or self.timeline is None:
            return None
        return LsnRange(self.timeline, self.lsn, max(self.end or 0, self.lsn + 1))


def about_backups(state: SourceState, ids: Sequence[str]) -> About:
    """Some backups; the first of them says where and when."""
    backup = next((one for one in state.timeline.backups if one.id in ids[:1]), None)
    if backup is None:
        return About(backups=tuple(ids))
    target = RestoreTarget(TargetKind.TIME, backup.finished)
    if len(state.timeline.lanes) > 1:
        target = RestoreTarget(TargetKind.TIME, backup.finished, timeline=backup.stop_timeline)
    return About(
        timeline=backup.stop_timeline,
        lsn=backup.stop_lsn,
        time=backup.finished.timestamp(),
        backups=tuple(ids),
        target=target if len(ids) == 1 else None,
    )


def backup_before(timeline: SourceTimeline, number: int, lsn: int) -> str | None:
    """The newest backup of a timeline of the database that is consistent by a position, and can be used."""
    found = [
        one
        for one in timeline.backups
        if one.stop_timeline == number and one.stop_lsn <= lsn and one.id not in timeline.unusable
    ]
    return max(found, key=lambda one: one.stop_lsn).id if found else None


class PlaceMenu:
    """Fills one menu on a page. `propose` makes a restore target the selected one."""

    def __init__(
        self,
        context: Context,
        menu: QMenu,
        state: SourceState,
        page: str,
        propose: Callable[[RestoreTarget], object] | None = None,
    ) -> None:
        self._context, self._menu, self._state, self._page = context, menu, state, page
        self._propose = propose or (lambda target: context.selection.change(None, target=target))
        self._known = {action.objectName() for action in context.actions}

    def fill(self, about: About) -> None:
        """Add what fits."""
        target = about.target or self._target(about)
        if target is not None:
            self._menu.addAction(
                translate("PlaceMenu", "Set the target here"), partial(self._propose, target)
            )
            self._offer(
                "restore.open", translate("PlaceMenu", "Restore to here"), partial(self._propose, target)
            )
        self._add_verifying(about)
        if len(about.backups) == 1:
            text = translate("PlaceMenu", "Prove it by a restore drill")
            self._offer("restore.drill", text, partial(self._choose, about.backups))
        self._add_repair(about)
        if len(about.backups) == 2:
            self._offer(
                "compare.open",
                translate("PlaceMenu", "Compare the two selected backups"),
                partial(self._choose, about.backups),
            )
        self._menu.addSeparator()
        self._add_copies(about, target)
        self._menu.addSeparator()
        self._add_pages(about)

    def _target(self, about: About) -> RestoreTarget | None:
        number = about.timeline if len(self._state.timeline.lanes) > 1 else None
        if about.lsn is not None:
            return RestoreTarget(TargetKind.LSN, about.lsn, timeline=number)
        if not math.isnan(about.time):
            return RestoreTarget(TargetKind.TIME, datetime.fromtimestamp(about.time, UTC), timeline=number)
        return None

    def _add_verifying(self, about: About) -> None:
        if about.backups:
            many = Counts(self._context.formats).backups(len(about.backups))
            text = translate("PlaceMenu", "Verify {0}").format(many)
            self._offer("verify.run", text, partial(self._choose, about.backups))
        elif about.lsn is not None and about.timeline is not None:
            found = backup_before(self._state.timeline, about.timeline, about.lsn)
            if found is not None:
                text = translate("PlaceMenu", "Verify {0}, the backup before it").format(found)
                self._offer("verify.run", text, partial(self._choose, (found,)))

    def _add_repair(self, about: About) -> None:
        """A backup that found pages of the database damaged leads to their repair."""
        found = [one for one in self._state.timeline.backups if one.id in about.backups]
        if len(found) == 1 and found[0].findings:
            proposal = Proposal(self._state.name, backup=found[0].id)
            run = partial(self._context.navigator.open, "repair", proposal)
            offer(
                self._context,
                self._menu,
                "page.repair",
                translate("PlaceMenu", "Repair damaged pages..."),
                run,
            )

    def _choose(self, backups: tuple[str, ...]) -> None:
        self._context.selection.change(None, backups=backups)

    def _add_copies(self, about: About, target: RestoreTarget | None) -> None:
        for title, text in about.copies:
            self._copy(title, text)
        if about.backups:
            self._copy(translate("PlaceMenu", "Copy id"), "\n".join(about.backups))
        if about.lsn is not None:
            self._copy(translate("PlaceMenu", "Copy LSN"), self._state.timeline.lsn_style.text(about.lsn))
        if not math.isnan(about.time):
            self._copy(translate("PlaceMenu", "Copy time (UTC)"), self._context.formats.iso(about.time))
        place = self._context.workspace.place
        if about.command:
            self._copy(translate("PlaceMenu", "Copy as command"), about.command)
        if place is None:
            return
        if target is not None:
            command = restore_command(
                place, self._state.name, target, None, lsn=self._state.timeline.lsn_style.text
            )
            title = translate("PlaceMenu", "Copy command to restore")
            self._copy(title if about.command else translate("PlaceMenu", "Copy as command"), command)
        if about.backups:
            command = verify_command(place, about.backups)
            self._copy(translate("PlaceMenu", "Copy command to verify"), command)

    def _copy(self, title: str, text: str) -> None:
        self._menu.addAction(title, partial(QGuiApplication.clipboard().setText, text))

    def _offer(self, action: str, text: str, before: Callable[[], object]) -> None:
        """An action of the window, or why there is none."""

        def run() -> None:
            before()
            self._context.actions.get(action).trigger()

        offer(self._context, self._menu, action, text, run)

    def _add_pages(self, about: About) -> None:
        texts = {
            "timeline": translate("PlaceMenu", "Show on the timeline"),
            "lsn": translate("PlaceMenu", "Show in the LSN ranges"),
            "wal": translate("PlaceMenu", "Show in the WAL explorer"),
            "heatmap": translate("PlaceMenu", "Show in the heat map"),
            "backups": translate("PlaceMenu", "Show in the table of backups"),
            "verification": translate("PlaceMenu", "Show its verifications"),
        }
        for page in PAGES:
            what = self._shown_on(page, about)
            if page != self._page and f"go.{page}" in self._known and what is not None:
                self._menu.addAction(texts[page], partial(self._context.navigator.open, page, what))
        if about.pages is not None:
            self._menu.addAction(
                translate("PlaceMenu", "Inspect page"),
                partial(self._context.navigator.open, "page", about.pages),
            )

    def _shown_on(self, page: str, about: About) -> object:
        """What a page is to bring into sight of it; None where it has nothing to show of it."""
        backup = about.backups[0] if about.backups else None
        if page in OF_BACKUPS:
            return backup
        if page == "heatmap" and about.pages is not None:
            return about.pages
        if page in ("timeline", "lsn") and backup is not None:
            return backup
        return about.range


def offer(context: Context, menu: QMenu, action: str, text: str, run: Callable[[], object]) -> None:
    """Add what can be done while an action of the window can be used; else why it cannot."""
    reason = translate("PlaceMenu", "not in this window")
    if action in {known.objectName() for known in context.actions}:
        reason = context.actions.reason(action)
    title = translate("PlaceMenu", "{0} ({1})").format(text, reason) if reason else text
    menu.addAction(title, run).setEnabled(not reason)


def menu_of(
    context: Context,
    page: str,
    about: Callable[[SourceState, list[int]], About | None],
    source: str = "",
) -> Callable[[QMenu, list[int]], None]:
    """What `Table.set_menu` wants: the menu of what `about` says that rows are.

    `source` is the one that the rows belong to; by default the one that is chosen.
    """

    def fill(menu: QMenu, rows: list[int]) -> None:
        snapshot = context.workspace.snapshot
        state = snapshot.source(source or context.selection.now.source) if snapshot is not None else None
        found = about(state, rows) if state is not None else None
        if state is not None and found is not None:
            PlaceMenu(context, menu, state, page).fill(found)

    return fill
