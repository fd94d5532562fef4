"""Jobs: what runs, what waits and for whom, and how everything before ended, also in earlier runs of the window."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QMenu, QSplitter, QVBoxLayout, QWidget

from pagewake.clock import now as clock_now
from pagewake.desk.again import parsed, work_again
from pagewake.desk.journal import Standing
from pagewake.desk.snapshot import RepositorySnapshot
from pagewake.errors import PagewakeError
from pagewake_gui.context import Context
from pagewake_gui.dialogs.abandon import stop_job
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.job_entry import pause_text
from pagewake_gui.job_words import problems, standing_state, standing_text
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.theme import STATE_SHAPES
from pagewake_gui.views.base import View
from pagewake_gui.widgets.basics import button
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.job_detail import RESUMED, JobDetail
from pagewake_gui.widgets.job_strip import pause_or_go_on, progress_text
from pagewake_gui.widgets.table import FilteredTable
from pagewake_gui.wizards.page_repair.draft import proposal_of, saved_in
from pagewake_gui.workspace import State

CONFIRMED = {
    "expire": "expire.run",
    "prune": "prune.run",
    "check": "repository.check",
    "repair": "repository.check",
    "page-repair": "page.repair",
    "page repair": "page.repair",
}
"""Jobs that are not simply done again, and the action that shows anew what they would do."""
OF_PAGES = ("page-repair", "page repair")
"""Begun by the window, and by the command line."""
ASKING = ("check", "repair", *OF_PAGES)
"""Their windows ask for everything themselves."""
READING = ("verify", "restore", "drill")
"""Jobs that run beside a writer of the same repository."""


class JobsView(View):
    """The list of jobs above, the chosen one in full below."""

    name = "jobs"
    icon = "jobs"
    per_source = False

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._entries: list[JobEntry] = []
        self.chosen = ""
        self._by_hand = False
        """Whether somebody chose a job; until then the newest one is shown."""
        self.rows = FilteredTable(self.tr("Jobs"))
        self.rows.table.rows_selected.connect(self._choose)
        self.rows.table.set_menu(self._fill_menu)
        self.clear = button(self.tr("Clear what is over"), context.jobs.clear)
        self.rows.tools.addWidget(self.clear)
        self.detail = JobDetail(context, self.again, self.reason_against)
        self._empty = EmptyState(
            self.tr("Nothing was done yet"),
            self.tr("Backups, verifications and restores stand here while they run and after they ended."),
            (self.tr("Take a backup"), lambda: self._trigger("backup.take")),
        )
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.addWidget(self.rows)
        self._parts.addWidget(self.detail)
        self._parts.setSizes([320, 420])
        self._parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self._parts, 1)
        column.addWidget(self._empty, 1)
        context.jobs.changed.connect(lambda _: self._show())
        context.jobs.ticked.connect(self._tick)
        context.workspace.state_changed.connect(lambda _: self.detail.show_entry(self._entry()))
        self._show()

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        self.detail.show_entry(self._entry())

    def restyle(self) -> None:
        self._show()

    def bring(self, about: object) -> None:
        if isinstance(about, str) and self.context.jobs.entry(about) is not None:
            self.rows.filter.clear()
            self.chosen, self._by_hand = about, True
            self._show()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._look_at_chosen()

    def again(self, id: str) -> None:
        """Do a job that is over once more. One of an earlier run is made anew from its command."""
        entry = self.context.jobs.entry(id)
        if entry is None or self.reason_against(entry):
            return
        if entry.kind in CONFIRMED:  # what would go now may be something else: it is shown and confirmed anew
            if entry.kind in OF_PAGES:
                saved = saved_in(entry.command)
                if saved is not None:
                    self.context.navigator.open("take-back", saved)
                else:
                    self.context.navigator.open("repair", proposal_of(entry.object_name, entry.command))
                return
            if entry.kind == "expire":
                self.context.selection.change(self, source=entry.object_name)
            self._trigger(CONFIRMED[entry.kind])
            return
        if entry.of_this_run:
            fresh = self.context.jobs.retry(id)
        else:
            fresh = self._from_command(entry)
        if fresh is not None:
            self.bring(fresh.id)

    def reason_against(self, entry: JobEntry) -> str:
        """Why a job cannot be done again here; empty if it can."""
        if entry.active:
            return self.tr("It is not over.")
        if entry.loose:
            return self.tr("It was abandoned, and its thread has not ended yet.")
        if entry.of_this_run and entry.kind not in CONFIRMED:
            return ""
        workspace = self.context.workspace
        if workspace.state is not State.OPEN or workspace.place is None:
            return self.tr("Its repository is not open.")
        if workspace.place.location != entry.repository:
            return self.tr("It was about another repository: {0}").format(entry.repository)
        if entry.kind in ASKING:
            return ""
        if workspace.read_only and entry.kind not in ("restore", "drill"):
            return self.tr("The repository is open read-only.")
        if parsed(entry.command) is None:
            return self.tr("It asked for more than its command says. Copy the command instead.")
        return ""

    def _from_command(self, entry: JobEntry) -> JobEntry | None:
        workspace, asked = self.context.workspace, parsed(entry.command)
        assert asked is not None  # else there is a reason against it
        assert workspace.place is not None
        try:
            work = work_again(asked, workspace.settings, resume=entry.cut_short)
            bandwidth = asked.bandwidth(workspace.place.bandwidth)
        except (PagewakeError, ValueError) as error:
            self.context.notices.fail(error, entry.title)
            return None
        spec = JobSpec(
            entry.kind,
            entry.title,
            entry.object_name,
            workspace.with_repository(work, bandwidth=bandwidth),
            entry.command,
            entry.repository,
            "" if entry.kind in READING else entry.repository,
        )
        return self.context.jobs.submit(spec, lambda _: workspace.refresh(), lambda _: workspace.refresh())

    def _show(self) -> None:
        self._entries = self.context.jobs.entries()
        self._parts.setVisible(bool(self._entries))
        self._empty.setVisible(not self._entries)
        if self.context.jobs.entry(self.chosen) is None:
            self._by_hand = False
        if not self._by_hand:
            self.chosen = self._entries[0].id if self._entries else ""
        entries, formats = self._entries, self.context.formats
        ids = [entry.id for entry in entries]
        self.rows.replace(
            [
                Column(
                    "state",
                    self.tr("State"),
                    ids,
                    self._state_text,
                    key=lambda id: list(Standing).index(self._of(id).standing),
                    colour=self._state_colour,
                    width=170,
                ),
                Column("title", self.tr("Job"), [e.title for e in entries], width=260, least=200),
                Column("object", self.tr("About"), [e.object_name for e in entries], width=150, least=60),
                Column("outcome", self.tr("Progress or outcome"), ids, self._outcome, width=340, least=130),
                Column(
                    "took",
                    self.tr("Took"),
                    ids,
                    self._took_text,
                    Align.RIGHT,
                    key=lambda id: self._took(self._of(id)) or 0.0,
                    width=90,
                ),
                Column("created", self.tr("Begun"), [e.created for e in entries], formats.moment, width=190),
            ]
        )
        self.rows.table.select([n for n, entry in enumerate(entries) if entry.id == self.chosen])
        self.clear.setEnabled(any(not entry.active for entry in entries))
        self.detail.show_entry(self._entry())
        self._look_at_chosen()

    def _tick(self) -> None:
        """Only what moves is drawn anew: selection, order and scrolling stay."""
        model = self.rows.model
        last = model.rowCount() - 1
        if self.isVisible() and last >= 0:
            for number in (0, 3, 4):
                model.dataChanged.emit(model.index(0, number), model.index(last, number))
            entry = self._entry()
            if entry is not None and entry.active:
                self.detail.show_entry(entry)

    def _look_at_chosen(self) -> None:
        if self.isVisible() and self.chosen:
            self.context.jobs.look_at(self.chosen)

    def _entry(self) -> JobEntry | None:
        return self.context.jobs.entry(self.chosen)

    def _of(self, id: str) -> JobEntry:
        entry = self.context.jobs.entry(id)
        return entry if entry is not None else next(one for one in self._entries if one.id == id)

    def _choose(self, rows: list[int]) -> None:
        if rows:
            self.chosen, self._by_hand = self._entries[rows[0]].id, True
            self.detail.show_entry(self._entry())
            self._look_at_chosen()

    def _fill_menu(self, menu: QMenu, rows: list[int]) -> None:
        entry = self._of(self._entries[rows[0]].id)
        if entry.active:
            if entry.standing is Standing.RUNNING and not entry.no_pause and not entry.stopping:
                text = self.tr("Go on") if entry.pausing else self.tr("Pause")
                menu.addAction(text, partial(pause_or_go_on, self.context, entry.id))
            text = self.tr("Abandon...") if entry.stopping else self.tr("Cancel")
            menu.addAction(text, partial(stop_job, self.context, entry.id, self.window()))
        elif not self.reason_against(entry):
            text = self.tr("Resume") if entry.standing in RESUMED else self.tr("Run again")
            menu.addAction(text, partial(self.again, entry.id))
        if entry.command:
            menu.addAction(
                self.tr("Copy as command"), partial(QGuiApplication.clipboard().setText, entry.command)
            )

    def _trigger(self, name: str) -> None:
        if name in {action.objectName() for action in self.context.actions}:
            self.context.actions.get(name).trigger()

    def _state_text(self, id: str) -> str:
        entry = self._of(id)
        return f"{STATE_SHAPES[standing_state(entry)]} {standing_text(entry)}"

    def _state_colour(self, id: str) -> QColor:
        return self.context.theme.colour(standing_state(self._of(id)))

    def _took(self, entry: JobEntry) -> float | None:
        if entry.started is None:
            return None
        end: datetime | None = entry.finished or (clock_now() if entry.active else None)
        return None if end is None else (end - entry.started).total_seconds()

    def _took_text(self, id: str) -> str:
        took = self._took(self._of(id))
        return "" if took is None else self.context.formats.duration(took)

    def _outcome(self, id: str) -> str:
        entry = self._of(id)
        if entry.active:
            return progress_text(entry)
        if entry.error_text:
            return entry.error_text.splitlines()[0]
        between = (pause_text(on=True), pause_text(on=False))
        said = [text for _, level, text in entry.log if level == "info" and text not in between]
        found = problems(entry)
        words = [
            self.context.words(said[-1]) if said else "",
            self.tr("%n finding(s)", "", found) if found else "",
        ]
        return " · ".join(word for word in words if word)
