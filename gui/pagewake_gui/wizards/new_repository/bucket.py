"""The step for a bucket: how it is reached, how objects are kept in it, and a probe that says what works."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout

from pagewake.desk.buckets import (
    ENCRYPTIONS,
    LONGEST_LOCK_DAYS,
    STORAGE_CLASSES,
    S3Options,
    is_bucket,
    options_problem,
    profiles,
)
from pagewake.desk.places import RepositoryPlace
from pagewake.desk.probing import Content, Probe, probe
from pagewake.desk.setup_commands import probe_command
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Card, Form, StateLabel, button, clear, label, row
from pagewake_gui.widgets.choices import Number
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.wizards.frame import Step

_WIDE, _NARROW = 420, 240


class BucketStep(Step):
    """Fields for everything that may be said of a bucket, all of them optional, and the probe."""

    name = "bucket"

    def __init__(self, context: Context) -> None:
        super().__init__(
            context,
            self.tr("The bucket"),
            self.tr(
                "Everything here may stay as it is for a bucket of Amazon's. Credentials are never typed here: "
                "they come from the environment or a profile, as with other tools of AWS."
            ),
        )
        self.location = ""
        self.probed: Probe | None = None
        self._tried: tuple[str, S3Options] | None = None
        self._call: Call | None = None
        self.endpoint = self._field(self.tr("Endpoint"), "https://s3.example.org")
        self.region = self._field(self.tr("Region"), "eu-central-1", _NARROW)
        self.profile = self._choice(self.tr("Credentials"))
        self.profile.addItem(self.tr("of the environment, or the machine's role"), None)
        self.style_choice = self._choice(self.tr("Name of the bucket"))
        self.style_choice.addItem(self.tr("as the endpoint usually wants it"), None)
        self.style_choice.addItem(self.tr("in the path"), True)
        self.style_choice.addItem(self.tr("in the host's name"), False)
        self.authority = self._field(self.tr("Certificates to trust"), "/etc/ssl/own.pem")
        self.storage_class = self._choice(self.tr("Storage class"))
        self.storage_class.addItem(self.tr("the bucket's usual one"), None)
        for one in STORAGE_CLASSES:
            self.storage_class.addItem(one, one)
        self.sse = self._choice(self.tr("Encryption by the server"))
        self.sse.addItem(self.tr("as the bucket is set"), None)
        for one in ENCRYPTIONS:
            self.sse.addItem(one, one)
        self.sse_key = self._field(self.tr("Key of the server"), "alias/backups", _NARROW)
        self.lock = Number()
        self.lock.setRange(0, LONGEST_LOCK_DAYS)
        self.lock.setSpecialValueText(self.tr("not locked"))
        self.lock.setMaximumWidth(_NARROW)
        self.lock.setAccessibleName(self.tr("Locked for days"))
        self.lock.valueChanged.connect(lambda _: self._changed())
        self.body.addLayout(self._form())
        self.try_button = button(self.tr("Try it"), self.try_out)
        self.state = StateLabel(wrap=True)
        line = row(self.try_button, self.state)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.result = QVBoxLayout()
        self.body.addLayout(self.result)
        self.body.addStretch(1)
        self._changed()

    def applies(self) -> bool:
        return is_bucket(self.location)

    def entered(self) -> None:
        """Ask which profiles there are: that reads files, so not here."""
        self.context.bridge.call("look for profiles", lambda job: profiles(), self._show_profiles, owner=self)

    def set_location(self, location: str) -> None:
        """Say which bucket it is."""
        self.location = location
        self._changed()

    @property
    def options(self) -> S3Options:
        """What was said."""
        return S3Options(
            endpoint=_said(self.endpoint),
            region=_said(self.region),
            profile=self.profile.currentData(),
            path_style=self.style_choice.currentData(),
            storage_class=self.storage_class.currentData(),
            sse=self.sse.currentData(),
            sse_key=_said(self.sse_key) if self.sse_key.isEnabled() else None,
            object_lock=self.lock.value() or None,
            ca_bundle=_said(self.authority),
        )

    def command(self) -> str:
        """The probe on the command line."""
        return probe_command(self.location, self.options) if self.applies() else ""

    def problem(self) -> str:
        if wrong := options_problem(self.options):
            return self.context.words(wrong)
        if self._call is not None and self._call.pending:
            return self.tr("The bucket is being tried.")
        if self.probed is None:
            return self.tr("Try the bucket first: nothing is left behind in it.")
        if not self.probed.usable:
            return self.tr("No repository can be made there.")
        return ""

    def try_out(self) -> None:
        """Reach it, write, read, list and delete."""
        if options_problem(self.options):
            return
        self._forget_result()
        self._tried = (self.location, self.options)
        self.state.show_state("unknown", self.tr("Trying to write, read, list and delete"))
        place = RepositoryPlace(self.location, options=self.options)
        self._call = self.context.bridge.call(
            "try the bucket", lambda job: probe(place, job), self._show, self._failed, owner=self
        )
        self._look()

    def _show(self, found: Probe) -> None:
        self.probed = found
        if found.content is Content.REPOSITORY:
            self.state.show_state("bad", self.tr("A repository is there already: open it instead"))
        elif found.content is Content.SOMETHING_ELSE:
            self.state.show_state("bad", self.tr("Something else is there already: give another prefix"))
        else:
            self.state.show_state("good", self.tr("A repository can be made here"))
        if found.server is not None:
            card = Card()
            server = found.server
            lines = [
                self.tr("The credentials may write, read, list and delete."),
                self.tr("The server refuses to overwrite: two writers cannot harm each other.")
                if server.conditional_create
                else self.tr(
                    "▲ The server overwrites without a word. Pagewake prevents that itself, with five requests more "
                    "for each object."
                ),
                self.tr("What is sent is checked by the server (CRC-32).")
                if server.checksums
                else self.tr("What is sent is checked by the server (MD5)."),
            ]
            if server.object_lock:
                lines.append(
                    self.tr(
                        "Objects are locked: nobody can delete what backups need for %n day(s).",
                        "",
                        server.object_lock,
                    )
                )
            for one in lines:
                card.body.addWidget(label(one, wrap=True))
            self.result.addWidget(card)
        self._look()

    def _failed(self, error: Exception) -> None:
        self.state.show_state("bad", self.tr("It does not work yet"))
        self.result.addWidget(ErrorPanel(error))
        self._look()

    def _show_profiles(self, names: list[str]) -> None:
        known = {self.profile.itemData(at) for at in range(self.profile.count())}
        for name in names:
            if name not in known:
                self.profile.addItem(self.tr("of the profile {0}").format(name), name)

    def _changed(self) -> None:
        """What was tried is not what stands here now."""
        if not hasattr(self, "result"):
            return
        self.sse_key.setEnabled(str(self.sse.currentData() or "").startswith("aws:"))
        if self._tried is not None and self._tried != (self.location, self.options):
            self._forget_result()
        self._look()

    def _forget_result(self) -> None:
        if self._call is not None:
            self._call.forget()
            self._call = None
        self.probed, self._tried = None, None
        clear(self.result)
        self.state.show_state("unknown", self.tr("Not tried yet"))

    def _look(self) -> None:
        if self._tried is None:
            self.state.show_state("unknown", self.tr("Not tried yet"))
        waits = self._call is not None and self._call.pending
        self.try_button.setEnabled(not waits and not options_problem(self.options))
        self.changed.emit()

    def _field(self, name: str, hint: str, width: int = _WIDE) -> QLineEdit:
        field = QLineEdit()
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.setMaximumWidth(width)
        field.textChanged.connect(lambda _: self._changed())
        return field

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        choice.setMaximumWidth(_WIDE)
        choice.currentIndexChanged.connect(lambda _: self._changed())
        return choice

    def _form(self) -> Form:
        form = Form()
        form.addRow(self.tr("Endpoint"), self.endpoint)
        form.addRow("", label(self.tr("Only for a server that is not Amazon's."), "muted"))
        form.addRow(self.tr("Region"), self.region)
        form.addRow(self.tr("Credentials"), self.profile)
        form.addRow(self.tr("Name of the bucket"), self.style_choice)
        form.addRow(self.tr("Certificates to trust"), self.authority)
        form.addRow(self.tr("Storage class"), self.storage_class)
        form.addRow(self.tr("Encryption by the server"), row(self.sse, self.sse_key, 1))
        form.addRow(self.tr("Locked for days"), self.lock)
        form.addRow(
            "",
            label(
                self.tr(
                    "Whoever steals the credentials cannot delete what backups need for so long. The bucket must have "
                    "been made with object lock."
                ),
                "muted",
                wrap=True,
            ),
        )
        return form


def _said(field: QLineEdit) -> str | None:
    return field.text().strip() or None
