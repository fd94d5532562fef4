"""Everything about the selected backups, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake.desk.commands import verify_command
from pagewake.desk.snapshot import SourceState
from pagewake.insight.columns import StateCode
from pagewake.insight.timeline import SourceTimeline
from pagewake.model import Backup
from pagewake.restore.plan import chain_of
from pagewake_gui.charts.wording import Words
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Card, StateLabel, button, clear, label
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.wizards.page_repair.proposal import Proposal

MAX_CHAIN = 6
STATES = {
    StateCode.OK: "unknown",
    StateCode.VERIFIED: "good",
    StateCode.WARNINGS: "warn",
    StateCode.UNUSABLE: "bad",
    StateCode.DAMAGED: "bad",
    StateCode.TRASH: "unknown",
}


class BackupDetails(Card):
    """One backup in full, two with their distance, more as a sum; `chosen` is a backup to select instead."""

    chosen = Signal(str)
    restore_asked = Signal(str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._state: SourceState | None = None
        self._ids: tuple[str, ...] = ()
        self.title = label("", "heading", wrap=True, selectable=True)
        self.state = StateLabel(wrap=True)
        self.facts = Facts()
        self._chain = QVBoxLayout()
        self._chain.setSpacing(0)
        self.restore = button(self.tr("Restore to here"), self._restore)
        self.verify = button(self.tr("Verify"), partial(self._act, "verify.run"))
        self.compare = button(self.tr("Compare"), partial(self._act, "compare.open"))
        self.undelete = button(self.tr("Bring back"), partial(self._act, "backup.undelete"), "primary")
        self.repair = button(self.tr("Repair damaged pages..."), self._repair)
        self.hold = button(self.tr("Hold"), partial(self._act, "backup.hold"))
        self.unhold = button(self.tr("End the hold"), partial(self._act, "backup.unhold"))
        self.tags = button(self.tr("Tags..."), partial(self._act, "backup.tags"))
        self.command = CommandButton(self._command)
        self.why_not = label("", "muted", wrap=True)
        self.hint = label(self.tr("Click a backup, or step with Ctrl and the arrows."), "muted", wrap=True)
        for widget in (self.title, self.hint, self.state, self.facts):
            self.body.addWidget(widget)
        self.body.addLayout(self._chain)
        copies = (self.tr("Copy id"), self.copy_id), (self.tr("Copy LSN"), self.copy_lsn)
        self._copies = [button(text, run) for text, run in (*copies, (self.tr("Copy time"), self.copy_time))]
        keeping = self.undelete, self.hold, self.unhold, self.tags
        self.body.addLayout(
            FlowLayout(
                self.restore, self.verify, self.compare, self.repair, *keeping, *self._copies, self.command
            )
        )
        self.body.addWidget(self.why_not)
        context.actions.changed.connect(self._allow)
        self.show_backups(None, ())

    def show_backups(self, state: SourceState | None, ids: tuple[str, ...]) -> None:
        """Show backups of a source, by their ids."""
        self._state = state
        self._ids = tuple(
            one for one in ids if state is not None and state.timeline.index_of(one) is not None
        )
        found = self._backups()
        clear(self._chain)
        if state is None or not found:
            self.title.setText(self.tr("No backup is selected"))
            self.facts.show_facts([])
        elif len(found) == 1:
            self._show_one(state, found[0])
        else:
            self._show_several(state, found)
        self.hint.setVisible(not found)
        self.state.setVisible(len(found) == 1)
        for one in self._copies:
            one.setVisible(len(found) == 1)
        self._allow()

    def _backups(self) -> list[Backup]:
        if self._state is None:
            return []
        timeline = self._state.timeline
        return [timeline.backups[index] for one in self._ids if (index := timeline.index_of(one)) is not None]

    def _show_one(self, state: SourceState, backup: Backup) -> None:
        timeline, formats = state.timeline, self._context.formats
        words, lsn = Words(timeline, formats), timeline.lsn_style.text
        index = timeline.index_of(backup.id) or 0
        code = StateCode(int(timeline.backup_columns.state[index]))
        verified = float(timeline.backup_columns.verified[index])
        self.title.setText(backup.id)
        self.state.show_state(STATES[code], words.state(code))
        forked = backup.stop_timeline != backup.timeline
        self.facts.show_facts(
            [
                (self.tr("Why"), self._context.words(timeline.unusable.get(backup.id, ""))),
                (self.tr("Type"), words.type(timeline.backup_columns.type[index])),
                (self.tr("Because"), self._context.words(backup.reason)),
                (self.tr("Finished"), formats.moment(backup.finished)),
                (self.tr("Took"), formats.duration(backup.duration_ms / 1000)),
                (
                    self.tr("LSN"),
                    self.tr("{0} to {1}").format(lsn(backup.start_lsn), lsn(backup.stop_lsn)),
                ),
                (
                    self.tr("Timeline"),
                    self.tr("{0} to {1}").format(backup.timeline, backup.stop_timeline)
                    if forked
                    else str(backup.timeline),
                ),
                (self.tr("Pages"), formats.count(backup.pages)),
                (self.tr("Stored"), formats.size(backup.bytes_written)),
                (self.tr("Read"), formats.size(backup.bytes_read)),
                (self.tr("Database"), formats.size(backup.logical_bytes)),
                (self.tr("Files"), formats.count(backup.files)),
                (self.tr("Verified"), formats.moment(verified) if verified == verified else self.tr("never")),
                (self.tr("Findings"), formats.count(backup.findings) if backup.findings else ""),
                (self.tr("Kept"), self._kept(timeline, backup)),
                (self.tr("Tags"), ", ".join(timeline.tags.get(backup.id, ()))),
            ]
        )
        chain = chain_of(backup, timeline.backups)[:-1][::-1]
        if chain:
            self._chain.addWidget(label(self.tr("Builds on"), "muted"))
        for one in chain[:MAX_CHAIN]:
            self._chain.addWidget(button(one, partial(self.chosen.emit, one), "link"))
        if len(chain) > MAX_CHAIN:
            self._chain.addWidget(label(self.tr("and %n more", "", len(chain) - MAX_CHAIN), "muted"))

    def _kept(self, timeline: SourceTimeline, backup: Backup) -> str:
        """Until when it is in the trash, or that it is held and why."""
        trashed, hold = timeline.trash.get(backup.id), timeline.held.get(backup.id)
        if trashed is not None:
            until = self._context.formats.moment(trashed.until, seconds=False)
            return self.tr("in the trash until {0}").format(until)
        if hold is None:
            return self.tr("protected from expiry") if backup.protected else ""
        text = self.tr("held by {0}").format(hold.by)
        return f"{text}: {self._context.words(hold.reason)}" if hold.reason else text

    def _show_several(self, state: SourceState, found: list[Backup]) -> None:
        formats, lsn = self._context.formats, state.timeline.lsn_style.text
        first, last = min(found, key=lambda one: one.finished), max(found, key=lambda one: one.finished)
        self.title.setText(self.tr("%n backups", "", len(found)))
        self.facts.show_facts(
            [
                (self.tr("First"), formats.moment(first.finished)),
                (self.tr("Last"), formats.moment(last.finished)),
                (self.tr("Apart"), formats.duration((last.finished - first.finished).total_seconds())),
                (
                    self.tr("LSN"),
                    self.tr("{0} to {1}").format(
                        lsn(min(one.start_lsn for one in found)), lsn(max(one.stop_lsn for one in found))
                    ),
                ),
                (self.tr("Stored"), formats.size(sum(one.bytes_written for one in found))),
                (self.tr("Pages"), formats.count(sum(one.pages for one in found))),
            ]
        )

    # --- what can be done

    def copy_id(self) -> None:
        """Put the id on the clipboard."""
        self._copy(lambda backup: backup.id)

    def copy_lsn(self) -> None:
        """Put the stop LSN on the clipboard."""
        assert self._state is not None
        self._copy(lambda backup: self._state.timeline.lsn_style.text(backup.stop_lsn) if self._state else "")

    def copy_time(self) -> None:
        """Put the moment of its end on the clipboard, in UTC."""
        self._copy(lambda backup: self._context.formats.iso(backup.finished))

    def _copy(self, text: Callable[[Backup], str]) -> None:
        found = self._backups()
        if found:
            QGuiApplication.clipboard().setText(text(found[0]))

    def _restore(self) -> None:
        if self._ids:
            self.restore_asked.emit(self._ids[0])

    def _repair(self) -> None:
        if self._state is not None and self._ids:
            self._context.navigator.open("repair", Proposal(self._state.name, backup=self._ids[0]))

    def _act(self, action: str) -> None:
        self._context.actions.get(action).trigger()

    def _command(self) -> str:
        place = self._context.workspace.place
        return verify_command(place, self._ids) if place is not None else ""

    def _allow(self) -> None:
        known = {action.objectName() for action in self._context.actions}
        reasons = []
        found = self._backups()
        timeline = self._state.timeline if self._state is not None else None
        trashed = [one for one in self._ids if timeline is not None and one in timeline.trash]
        held = [one for one in self._ids if timeline is not None and one in timeline.held]
        for made, action, fits in (
            (self.restore, "restore.open", len(self._ids) == 1),
            (self.verify, "verify.run", bool(self._ids)),
            (self.compare, "compare.open", len(self._ids) == 2),
            (self.repair, "page.repair", len(found) == 1 and found[0].findings > 0),
            (self.undelete, "backup.undelete", bool(trashed)),
            (self.hold, "backup.hold", bool(self._ids) and not trashed and len(held) < len(self._ids)),
            (self.unhold, "backup.unhold", bool(held)),
            (self.tags, "backup.tags", bool(found)),
        ):
            reason = (
                self._context.actions.reason(action) if action in known else self.tr("not in this window")
            )
            made.setVisible(fits)
            made.setEnabled(fits and not reason)
            if fits and reason:
                reasons.append(self.tr("{0}: {1}").format(made.text(), reason))
        self.command.setVisible(bool(self._ids))
        self.why_not.setText("\n".join(reasons))
        self.why_not.setVisible(bool(reasons))
