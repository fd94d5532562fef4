"""The commits around a target: the last one that will be in the restored database, and the first that will not."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pagewake.desk.commits import CommitsFound, named
from pagewake.errors import PagewakeError
from pagewake.insight.commits import Commit, CommitsNear, commits_around
from pagewake.insight.timeline import SourceTimeline
from pagewake.jobs import Job
from pagewake.lsn import LSN_MAX
from pagewake.model import RestoreTarget, TargetKind
from pagewake.repository.repository import Repository
from pagewake.units import listed
from pagewake_gui.bridge import Call
from pagewake_gui.models.columns import Align, Column, ColumnsModel
from pagewake_gui.widgets.basics import label
from pagewake_gui.widgets.table import Table
from pagewake_gui.wizards.restore.draft import Draft, exact_text
from pagewake_gui.words import told

AROUND = 3
NAMES = 2
"""So many relations that a commit removed are named; pagewake wal commits names more."""


class CommitsPanel(QWidget):
    """Shows commits around the draft's target. `chosen` carries a commit that somebody wants to restore to."""

    chosen = Signal(object)

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._draft = draft
        self._call: Call | None = None
        self._asked: RestoreTarget | None = None
        self.shown: list[Commit] = []
        self.summary = label("", wrap=True, selectable=True)
        self.model = ColumnsModel(parent=self)
        self.rows = Table(self.tr("Commits around the target"), self.model)
        self.rows.setMaximumHeight(230)
        self.rows.setMinimumHeight(120)
        self.rows.row_opened.connect(lambda number: self.chosen.emit(self.shown[number]))
        self.rows.setToolTip(self.tr("Enter or a double click restores to that commit"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.summary)
        column.addWidget(self.rows)

    def ask(self, timeline: SourceTimeline, target: RestoreTarget, backup: str | None) -> None:
        """Look for the commits around a target; the answer comes later."""
        if target == self._asked:
            return
        self._asked = target
        if self._call is not None:
            self._call.forget()
            self._call = None
        at = _place_of(timeline, target, backup)
        self.rows.setVisible(at is not None)
        if at is None:
            self.summary.setText(self.tr("Where this target lies is looked for when the restore is planned."))
            return
        place, number = at
        state = self._draft.state
        assert state is not None
        engine = state.engine

        def work(repository: Repository, job: Job) -> CommitsFound:
            near = commits_around(repository, engine, timeline, number, place, AROUND, job)
            return named(repository, engine, timeline.source, number, near, job)

        self.summary.setText(self.tr("Looking for commits..."))
        self._call = self._draft.context.workspace.query(
            "commits around", work, self._found, self._failed, owner=self
        )

    def _found(self, found: CommitsFound) -> None:
        self._call, near = None, found.near
        target = self._asked
        assert target is not None
        with_it = not target.exclusive
        last = near.exact[-1] if near.exact and with_it else near.before[-1] if near.before else None
        first = near.exact[0] if near.exact and not with_it else near.after[0] if near.after else None
        self.summary.setText("\n".join([self._last_text(last, near), self._first_text(first, near)]))
        self.shown = [*near.before, *near.exact, *near.after]
        states = [self.tr("restored")] * len(near.before)
        states += [self.tr("restored, the target") if with_it else self.tr("not restored, the target")] * len(
            near.exact
        )
        states += [self.tr("not restored")] * len(near.after)
        text = self._draft.lsn_text
        formats = self._draft.context.formats
        self.model.replace(
            [
                Column(
                    "time",
                    self.tr("Committed"),
                    [one.time for one in self.shown],
                    lambda when: exact_text(formats.in_zone(when) or when),
                    width=250,
                ),
                Column("lsn", self.tr("LSN"), [one.lsn for one in self.shown], text, Align.RIGHT, width=120),
                Column("state", self.tr("With this target"), states, width=150),
                *self._removals(found),
                Column("xid", self.tr("Transaction"), [one.xid for one in self.shown], width=280),
            ]
        )

    def _removals(self, found: CommitsFound) -> list[Column]:
        """What the commits dropped or truncated, where any of them did: who lost a table looks for that."""
        removed = [listed(found.of_interest(one), NAMES) for one in self.shown]
        return [Column("removed", self.tr("Removed"), removed, width=260)] if any(removed) else []

    def _failed(self, error: Exception) -> None:
        self._call = None
        what = told(error.what) if isinstance(error, PagewakeError) else str(error)
        self.summary.setText(self.tr("The commits around it cannot be shown: {0}").format(what))
        self.rows.hide()

    def _last_text(self, last: Commit | None, near: CommitsNear) -> str:
        if last is not None:
            return self.tr("Last commit that will be there: {0}").format(self._commit_text(last))
        if near.complete_before:
            return self.tr(
                "No commit before it is in the archived WAL: what the backup holds is what will be there."
            )
        return self.tr("The last commit before it lies further back than was looked.")

    def _first_text(self, first: Commit | None, near: CommitsNear) -> str:
        if first is not None:
            return self.tr("First commit that will be missing: {0}").format(self._commit_text(first))
        if near.complete_after:
            return self.tr("No later commit is archived: nothing will be missing that is known.")
        return self.tr("The first commit after it lies further ahead than was looked.")

    def _commit_text(self, one: Commit) -> str:
        formats = self._draft.context.formats
        when = exact_text(formats.in_zone(one.time) or one.time)
        return self.tr("{0}, LSN {1}, transaction {2}").format(when, self._draft.lsn_text(one.lsn), one.xid)


def _place_of(
    timeline: SourceTimeline, target: RestoreTarget, backup: str | None
) -> tuple[int | datetime, int] | None:
    """Where to look, and on the way to which timeline of the database."""
    if not timeline.windows:
        return None
    newest = max(timeline.windows, key=lambda one: (one.timeline, one.to_lsn))
    number = target.timeline if target.timeline is not None else newest.timeline
    match target.kind, target.value:
        case TargetKind.LSN, int() as lsn:
            return lsn, number
        case TargetKind.TIME, datetime() as moment:
            return moment, number
        case TargetKind.LATEST, _:
            return LSN_MAX, number
        case TargetKind.NAME, name:
            meant = [one for one in timeline.restore_points if target.timeline in (None, one.timeline)]
            point = next((one for one in reversed(meant) if one.name == name), None)
            return (point.lsn, point.timeline) if point is not None else None
        case TargetKind.IMMEDIATE, _:
            chosen = next((one for one in timeline.backups if one.id == backup), None)
            return (max(chosen.stop_lsn - 1, 0), chosen.stop_timeline) if chosen is not None else None
    return None
