"""The window of the wizard for a new repository: place, bucket, encryption, review, recovery key."""

from __future__ import annotations

from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QWidget

from pagewake.credentials import Secret
from pagewake.desk.buckets import NOTHING_SAID
from pagewake.desk.creating import CreatedRepository, NewRepository, create_repository
from pagewake.desk.places import RepositoryPlace, resolve_repository
from pagewake.desk.setup_commands import init_command
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobSpec
from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.wizards.frame import WizardWindow
from pagewake_gui.wizards.new_repository.bucket import BucketStep
from pagewake_gui.wizards.new_repository.encryption import EncryptionStep
from pagewake_gui.wizards.new_repository.place import PlaceStep
from pagewake_gui.wizards.new_repository.recovery import RecoveryStep
from pagewake_gui.wizards.new_repository.review import ReviewStep


class NewRepositoryWindow(WizardWindow):
    """Makes a repository as a job, and opens it."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, self.tr("New repository"), parent)
        self.setObjectName("new_repository")
        self.place, self.bucket = PlaceStep(context), BucketStep(context)
        self.encryption = EncryptionStep(context)
        self.review, self.recovery = ReviewStep(context), RecoveryStep(context)
        self.review.start = self._make
        self._made: CreatedRepository | None = None
        self._secret: Secret | None = None
        source = button(self.tr("Add a source to back up..."), self._add_source)
        self.recovery.next_buttons.addLayout(
            row(source, label(self.tr("or open the repository and look around"), "muted"), 1)
        )
        self.place.changed.connect(self._place_changed)
        self.add_steps([self.place, self.bucket, self.encryption, self.review, self.recovery])

    def plan(self) -> NewRepository:
        """What is asked for."""
        encryption = self.encryption
        encrypted = encryption.on.isChecked()
        return NewRepository(
            self.place.place,
            self.place.repository_name.text().strip(),
            self.place.codec.currentData(),
            encryption.passphrase,
            encryption.keep if encrypted else None,
            encrypted and encryption.recovery.isChecked(),
            self.bucket.options if self.bucket.applies() else NOTHING_SAID,
        )

    def command(self) -> str:
        if self.step is self.bucket:
            return self.bucket.command()
        if self.step is not self.review or self._made is not None:
            return ""
        new = self.plan()
        return init_command(
            new.location,
            name=new.name,
            codec=new.codec,
            encrypt=new.passphrase is not None,
            keep=new.keep,
            recovery=new.recovery,
            options=new.options,
        )

    def show_step(self, number: int) -> None:
        if self.steps[number] is self.encryption:
            self.encryption.set_name(self.place.repository_name.text().strip())
        super().show_step(number)
        if self.steps[number] is self.review:
            self.review.show_plan(self.plan(), self.command())

    def _place_changed(self) -> None:
        """What is typed may have become a bucket."""
        if not self.place.problem():
            self.bucket.set_location(self.place.place)

    def can_go_back(self) -> bool:
        return self._made is None and not self.review.working

    def advance(self) -> None:
        if self.step is self.recovery:
            self._open()
            self.close()
        else:
            super().advance()

    def _make(self) -> None:
        new, path = self.plan(), self.context.workspace.settings.path
        self.review.working = True
        self.look()
        self.context.jobs.submit(
            JobSpec(
                "create",
                self.tr("Make the repository {0}").format(new.name),
                new.location,
                lambda job: create_repository(new, path, job),
                self.command(),
                new.location,
                new.location,
            ),
            self._was_made,
            self._failed,
        )

    def _was_made(self, made: CreatedRepository) -> None:
        self._made = made
        self._secret = self.encryption.passphrase
        self.encryption.clear()
        if made.settings is not None:
            self.context.workspace.use_settings(made.settings)
        self.review.working = False
        self.cancel_button.hide()
        self.recovery.show_made(made)
        self.show_step(self.steps.index(self.recovery))

    def _failed(self, error: Exception) -> None:
        self.review.working = False
        self.review.show_error(error)
        self.look()

    def _place(self) -> RepositoryPlace:
        assert self._made is not None
        name = self.place.repository_name.text().strip()
        return resolve_repository(name, self.context.workspace.settings)

    def _open(self) -> None:
        self.context.workspace.open(self._place(), self._secret)

    def _add_source(self) -> None:
        self._open()
        self.context.actions.get("source.add").trigger()
        if not self.recovery.problem():
            self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """A key that nobody has written down is not thrown away by a slip: the window says so once."""
        unproven = self.step is self.recovery and bool(self.recovery.problem())
        if unproven and not self.recovery.told.property("warned"):
            self.recovery.told.setProperty("warned", True)
            self.recovery.told.setText(
                self.tr("The key is shown only here. Close the window again to do without it.")
            )
            event.ignore()
            return
        super().closeEvent(event)
