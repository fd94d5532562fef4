"""The retention simulator: what a policy lets go, why each kept backup is kept, what that costs; and the trash."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QTabWidget, QToolButton, QVBoxLayout, QWidget

from pagewake import config_edit
from pagewake.clock import now as clock_now
from pagewake.config import Retention, Settings
from pagewake.desk.places import RepositoryPlace, trash_grace
from pagewake.desk.setup_commands import expire_source_command
from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.expire.plan import ExpirePlan, lost_time
from pagewake.expire.run import plan_expire
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.dialogs.confirm import ConfirmDialog
from pagewake_gui.retention_jobs import RetentionJobs
from pagewake_gui.selection import Selection
from pagewake_gui.views.base import View
from pagewake_gui.views.lane_parts import first_steps
from pagewake_gui.views.retention_columns import decision_columns, hours, total
from pagewake_gui.views.trash import TrashTab
from pagewake_gui.widgets.basics import Card, StateLabel, WrappedCard, button, label, row, scrolled
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.widgets.place_menu import About, about_backups, menu_of
from pagewake_gui.widgets.policy_editor import RetentionEditor
from pagewake_gui.widgets.table import FilteredTable
from pagewake_gui.widgets.window_bars import WindowBars

SETTLE_MS = 250
_NOBODY = RepositoryPlace("")


class RetentionView(View):
    """A policy on the left; what it would do, and what is in the trash, on the right."""

    name = "retention"
    icon = "retention"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.plan: ExpirePlan | None = None
        self._jobs = RetentionJobs(context, self)
        self._shown_source = ""
        self._call: Call | None = None
        self._confirm: ConfirmDialog | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.editor = RetentionEditor()
        self.editor.changed.connect(self._policy_changed)
        self.state = StateLabel(wrap=True)
        self.told = label("", wrap=True, selectable=True)
        self.bars = WindowBars(context)
        self.rows = FilteredTable(self.tr("Backups under this policy"))
        self.rows.table.rows_selected.connect(self._select)
        self.rows.table.set_menu(menu_of(context, self.name, self._about))
        self.from_settings = button(self.tr("As in the settings"), self._use_settings)
        self.save = button(self.tr("Save as policy"), self._save)
        self.expire = button(self.tr("Put into the trash..."), self._confirm_expire, "primary")
        self.trash = TrashTab(context)
        self.tabs = QTabWidget()
        self.tabs.setUsesScrollButtons(False)
        self.tabs.tabBar().setAccessibleName(self.tr("What the policy keeps, and the trash"))
        for scroller in self.tabs.tabBar().findChildren(QToolButton):  # Qt's own names are English
            scroller.setAccessibleName(self.tabs.tabBar().accessibleName())
        self.tabs.addTab(self.rows, self.tr("Under this policy"))
        self.tabs.addTab(self.trash, self.tr("Trash"))
        self.copy = CommandButton(self._command)
        self.reason = label("", "muted", wrap=True)
        self._empty = EmptyState(
            self.tr("Nothing to keep or to remove yet"),
            self.tr(
                "Once there are backups, this page shows what a policy keeps of them, and what it would remove."
            ),
            *first_steps(context),
        )
        self._full = self._lay_out()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(14, 12, 14, 12)
        whole.addWidget(self._empty)
        whole.addWidget(self._full)
        context.workspace.settings_changed.connect(lambda _: self._allow())
        self.show_snapshot(self.snapshot)

    def _lay_out(self) -> QWidget:
        policy = Card(self.tr("Keep"))
        policy.body.addWidget(self.editor)
        policy.body.addLayout(row(self.from_settings, self.save, 1))
        policy.body.addWidget(
            label(
                self.tr(
                    "A backup stays when any rule keeps it, or when it is held. The newest one always stays, and so "
                    "does all WAL that a kept backup or the promised window needs."
                ),
                "muted",
                wrap=True,
            )
        )
        policy.body.addStretch(1)
        left = scrolled(policy)
        left.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left.setFixedWidth(330)
        effect = WrappedCard(self.tr("What it would do"))
        effect.body.addWidget(self.state)
        effect.body.addWidget(self.told)
        effect.body.addWidget(self.bars)
        effect.body.addLayout(FlowLayout(self.expire, self.copy))
        effect.body.addWidget(self.reason)
        right = QVBoxLayout()
        right.addWidget(effect)
        right.addWidget(self.tabs, 1)
        holder = QWidget()
        columns = QHBoxLayout(holder)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(8)
        columns.addWidget(left)
        columns.addLayout(right, 1)
        return holder

    # --- what is shown

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        source = self.source
        there = source is not None and bool(source.timeline.backups)
        self._empty.setVisible(not there)
        self._full.setVisible(there)
        if source is None or not there:
            self._shown_source = ""
            self._settle.stop()
            self._forget()
            return
        if source.name != self._shown_source:
            self._shown_source = source.name
            self.editor.set_retention(self._usual)
        self.trash.show_source(source, snapshot.taken if snapshot is not None else None)
        number = len(source.timeline.trash)
        self.tabs.setTabText(1, self.tr("Trash ({0})").format(number) if number else self.tr("Trash"))
        if self.isVisible():
            self._ask()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_snapshot(self.snapshot)

    def show_selection(self, selection: Selection, origin: object) -> None:
        if self.plan is not None:
            wanted = set(selection.backups)
            self.rows.table.select(
                [n for n, one in enumerate(self.plan.decisions) if one.backup.id in wanted]
            )

        self.trash.show_selection(selection)

    def bring(self, about: object) -> None:
        """`trash` shows the trash, `policy` what the rules of the settings would do."""
        self.tabs.setCurrentIndex(1 if about == "trash" else 0)
        if about == "policy":
            self._use_settings()

    def restyle(self) -> None:
        self.trash.restyle()
        if self.plan is not None:
            self._show_plan(self.plan)

    @property
    def _usual(self) -> Retention:
        """What the settings say of this source now."""
        known = self.context.workspace.settings.sources.get(self._shown_source)
        return known.retention if known is not None else Retention()

    @property
    def _grace(self) -> str:
        """For how long the trash keeps what expires."""
        span = trash_grace(self._place, self.context.workspace.settings)
        return self.context.formats.duration(span.total_seconds())

    @property
    def _place(self) -> RepositoryPlace:
        return self.context.workspace.place or _NOBODY

    def _policy_changed(self) -> None:
        if not self._shown_source:
            return
        self._allow()
        if self.editor.problem():
            self._settle.stop()
        else:
            self._settle.start()

    def _forget(self) -> None:
        if self._call is not None:
            self._call.forget()
            self._call = None

    def _ask(self) -> None:
        """Have the core plan with the policy that is shown."""
        if self.editor.problem() or not self._shown_source:
            return
        self._settle.stop()
        self._forget()
        source, policy = self._shown_source, self.editor.retention()

        def planning(repository: Repository, job: Job) -> ExpirePlan:
            return plan_expire(repository, source, policy, clock_now())

        self._call = self.context.workspace.query(
            "plan expiry", planning, self._show_plan, self.context.notices.fail, owner=self
        )

    def _show_plan(self, plan: ExpirePlan) -> None:
        self.plan = plan
        formats = self.context.formats
        gone, every = len(plan.expired), len(plan.decisions)
        lost = lost_time(plan.before, plan.after)
        if not gone and not plan.wal:
            self.state.show_state("good", self.tr("Nothing would go"))
        elif lost:
            self.state.show_state(
                "warn",
                self.tr("{0} of restorable time would be lost").format(hours(lost, self.context.formats)),
            )
        else:
            self.state.show_state("info", self.tr("No restorable time would be lost"))
        lines = [
            self.tr("{0} of {1} backups would go, and {2} of WAL ({3} stretches).").format(
                formats.count(gone),
                formats.count(every),
                formats.size(plan.wal_bytes),
                formats.count(len(plan.wal)),
            ),
            self.tr("Restorable: {0} now, {1} afterwards.").format(
                hours(total(plan.before), self.context.formats),
                hours(total(plan.after), self.context.formats),
            ),
        ]
        if gone or plan.wal:
            lines.append(
                self.tr("It can be brought back for {0}; a prune removes it later.").format(self._grace)
            )
        self.told.setText("\n".join(lines))
        self.bars.show_windows(plan.before, plan.after, " ".join(lines))
        self.rows.replace(decision_columns(plan, self.source, self.context))
        self.show_selection(self.context.selection.now, None)
        self._allow()

    def _allow(self) -> None:
        """Which buttons can be used, and why not."""
        problem = self.editor.problem()
        plan, workspace = self.plan, self.context.workspace
        nothing = plan is None or not (plan.expired or plan.wal)
        known = self._shown_source in workspace.settings.sources
        same = not problem and self.editor.retention() == self._usual
        reason = problem
        if not reason and workspace.read_only:
            reason = self.tr("The window was opened read-only: nothing can expire.")
        elif not reason and nothing:
            reason = self.tr("Nothing would go under this policy.")
        self.expire.setEnabled(not reason)
        self.from_settings.setEnabled(not same)
        self.save.setEnabled(known and not same and not problem)
        self.save.setToolTip(
            ""
            if known
            else self.tr("The settings do not name this source: add it, then its policy can be saved.")
        )
        self.reason.setText(reason)
        self.reason.setVisible(bool(reason))

    def _about(self, state: SourceState, rows: list[int]) -> About | None:
        if self.plan is None:
            return None
        return about_backups(state, [self.plan.decisions[one].backup.id for one in rows])

    def _select(self, rows: list[int]) -> None:
        if self.plan is not None:
            ids = tuple(self.plan.decisions[one].backup.id for one in rows)
            self.context.selection.change(self, backups=ids)

    # --- what is done

    def _command(self) -> str:
        if self.editor.problem():
            return ""
        return expire_source_command(
            self._place, self._shown_source, self.editor.retention(), self._usual, dry_run=True
        )

    def _use_settings(self) -> None:
        self.editor.set_retention(self._usual)

    def _save(self) -> None:
        path, source, retention = (
            self.context.workspace.settings.path,
            self._shown_source,
            self.editor.retention(),
        )
        schedule = self.context.workspace.settings.sources[source].schedule

        def saved(settings: Settings) -> None:
            self.context.workspace.use_settings(settings)
            self.context.notices.say(self.tr("Saved to {0}").format(path))

        self.context.bridge.call(
            "save the policy",
            lambda job: config_edit.change_policy(path, source, schedule, retention),
            saved,
            self.context.notices.fail,
            owner=self,
        )

    def _confirm_expire(self) -> None:
        plan, formats = self.plan, self.context.formats
        if plan is None:
            return
        source, policy, usual = self._shown_source, self.editor.retention(), self._usual
        lost = lost_time(plan.before, plan.after)
        lines = [
            self.tr("%n backup(s) and {0} of WAL go into the trash.", "", len(plan.expired)).format(
                formats.size(plan.wal_bytes)
            ),
            self.tr("Restorable time lost: {0}.").format(hours(lost, formats) if lost else self.tr("none")),
            self.tr("For {0} all of it can be brought back. The plan is made again first.").format(
                self._grace
            ),
        ]
        dialog = ConfirmDialog(
            self.tr("Expire backups of {0}").format(source),
            lines,
            "",
            self.tr("Put into the trash"),
            lambda: self._jobs.expire(source, policy, usual),
            self,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._confirm = dialog
        dialog.open()
