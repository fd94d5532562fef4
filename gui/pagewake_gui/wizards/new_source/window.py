"""The window of the wizard for a new source: which database, what it needs, when it is backed up and what is kept."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from pagewake import config_edit
from pagewake.config import Settings, SourceSettings
from pagewake.desk.doctor import Examined
from pagewake.desk.setup_commands import source_add_command, source_check_command
from pagewake_gui.context import Context
from pagewake_gui.wizards.frame import WizardWindow
from pagewake_gui.wizards.new_source.database import DatabaseStep
from pagewake_gui.wizards.new_source.doctor import DoctorStep
from pagewake_gui.wizards.new_source.done import DoneStep
from pagewake_gui.wizards.new_source.policy import PolicyStep


class NewSourceWindow(WizardWindow):
    """Examines a database, writes it into the settings, and offers the first backup."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, self.tr("New source"), parent)
        self.setObjectName("new_source")
        self.database, self.doctor = DatabaseStep(context), DoctorStep(context)
        self.policy, self.done = PolicyStep(context), DoneStep(context)
        self.doctor.examined.connect(self._examined)
        self.policy.start = self._write
        self.added: SourceSettings | None = None
        self.add_steps([self.database, self.doctor, self.policy, self.done])

    def command(self) -> str:
        if not self.steps or self.database.problem():
            return ""
        place = self.database.place
        if self.step is self.doctor:
            return source_check_command(place.location, place.connection)
        if self.step is self.policy and not self.policy.problem():
            one = self.source()
            return source_add_command(
                one.name,
                one.location,
                connection=one.connection,
                repository=one.repository,
                schedule=one.schedule,
                retention=one.retention,
            )
        return ""

    def source(self) -> SourceSettings:
        """What is asked for."""
        place, policy = self.database.place, self.policy
        found = self.doctor.found
        return SourceSettings(
            policy.source_name.text().strip(),
            place.location,
            found.engine if found is not None else None,
            place.connection,
            policy.repository or None,
            policy.schedule.schedule(),
            policy.retention.retention(),
        )

    def show_step(self, number: int) -> None:
        if self.steps[number] is self.doctor:
            self.doctor.examine(self.database.place)
        super().show_step(number)

    def can_go_back(self) -> bool:
        return self.added is None

    def _examined(self, found: Examined) -> None:
        self.policy.propose_name(found.place.name)
        self.look()

    def _write(self) -> None:
        one, path = self.source(), self.context.workspace.settings.path

        def written(settings: Settings) -> None:
            self.added = one
            self.context.workspace.use_settings(settings)
            self.done.show_added(one, ready=self.doctor.found is not None and self.doctor.found.ready)
            self.cancel_button.hide()
            self.show_step(self.steps.index(self.done))

        self.context.bridge.call(
            "add the source",
            lambda job: config_edit.add_source(path, one),
            written,
            self.policy.show_error,
            owner=self,
        )
