"""The last step: it is added; the first backup, now."""

from __future__ import annotations

from pagewake.config import SourceSettings
from pagewake.desk.commands import backup_command
from pagewake.desk.places import RepositoryPlace, resolve_repository, resolve_source
from pagewake.desk.work import back_up
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobSpec
from pagewake_gui.widgets.basics import StateLabel, button, label, row
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.wizards.frame import Step
from pagewake_gui.workspace import State


class DoneStep(Step):
    """Offers Back up now; the job goes on when the window is closed."""

    name = "done"

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("The source is added"))
        self.added: SourceSettings | None = None
        self.state = StateLabel(wrap=True)
        self.told = label("", wrap=True)
        self.backup = button(self.tr("Back up now"), self._back_up, "primary")
        self.reason = label("", "muted", wrap=True)
        self.body.addWidget(self.state)
        self.body.addWidget(self.told)
        self.body.addLayout(row(self.backup, CommandButton(self._command), 1))
        self.body.addWidget(self.reason)
        self.body.addStretch(1)

    def show_added(self, one: SourceSettings, *, ready: bool) -> None:
        """Say what was added."""
        self.added = one
        self.state.show_state("good", self.tr("{0} is in the settings").format(one.name))
        self.told.setText(
            self.tr(
                "The first backup reads everything. Later ones read only what the WAL says was changed. "
                "The agent (pagewake agent) takes them by the schedule."
            )
        )
        reason = ""
        if self.context.workspace.read_only:
            reason = self.tr("The window was opened read-only: no backup can be taken.")
        elif not ready:
            reason = self.tr("▲ What must be mended was not: the backup will say so.")
        self.backup.setEnabled(not self.context.workspace.read_only)
        self.reason.setText(reason)

    def _place(self) -> RepositoryPlace:
        assert self.added is not None
        return resolve_repository(self.added.repository or "", self.context.workspace.settings)

    def _command(self) -> str:
        if self.added is None:
            return ""
        settings = self.context.workspace.settings
        return backup_command(resolve_source(self.added.name, settings), self._place())

    def _back_up(self) -> None:
        one, workspace = self.added, self.context.workspace
        if one is None:
            return
        place = self._place()
        if workspace.place is None or workspace.place.location != place.location:
            workspace.open(place)
        if workspace.state is State.OPEN:
            self._start()
            return
        self.backup.setEnabled(False)
        self.reason.setText(self.tr("The repository is being opened."))

        def opened(state: object) -> None:
            if state is State.OPENING:
                return
            workspace.state_changed.disconnect(opened)
            if state is State.OPEN:
                self._start()
            else:
                self.reason.setText(self.tr("The repository cannot be opened: see the main window."))
                self.backup.setEnabled(True)

        workspace.state_changed.connect(opened)

    def _start(self) -> None:
        one, workspace = self.added, self.context.workspace
        assert one is not None
        place = self._place()
        source = resolve_source(one.name, workspace.settings)
        self.context.jobs.submit(
            JobSpec(
                "backup",
                self.tr("Back up {0}").format(one.name),
                one.name,
                workspace.with_repository(back_up(source, workspace.settings)),
                self._command(),
                place.location,
                place.location,
            ),
            lambda _: workspace.refresh(),
            lambda error: self.context.notices.fail(error, self.tr("The backup failed")),
        )
        self.backup.setEnabled(False)
        self.reason.setText(
            self.tr(
                "The backup runs, and goes on when this window is closed: see the main window for how far it is."
            )
        )

    def next_text(self) -> str:
        return self.tr("Close")
