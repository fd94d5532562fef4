"""A restored server that is paused goes on to a later point: which one, and what it does there."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from pagewake.clock import parse_time
from pagewake.desk.commands import continue_command
from pagewake.desk.places import RepositoryPlace
from pagewake.errors import UsageError
from pagewake.lsn import parse_lsn
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.dialogs.task import TaskDialog
from pagewake_gui.formats import zone_named
from pagewake_gui.widgets.basics import label
from pagewake_gui.words import in_sentences, told

Chosen = Callable[[RestoreTarget, dict[str, str], bool], object]
KINDS = (TargetKind.LATEST, TargetKind.TIME, TargetKind.LSN, TargetKind.XID, TargetKind.NAME)


class GoOnDialog(TaskDialog):
    """Hands (target, options, whether to prove it) on. `zone` is that of times that name none."""

    def __init__(
        self,
        repository: RepositoryPlace,
        source: str,
        directory: Path,
        zone: str,
        chosen: Chosen,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            self.tr("Go on to a later point"),
            self.tr("Have it go on"),
            lambda: chosen(self.target(), self.options, self.proves),
            parent,
        )
        self._repository, self._source, self._directory, self._zone = repository, source, directory, zone
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(self._kind_text(kind), kind.value)
        self.kind.setAccessibleName(self.tr("Later point"))
        self.value = QLineEdit()
        self.value.setAccessibleName(self.tr("Value of the later point"))
        self.action = QComboBox()
        self.action.addItem(self.tr("pause there again: it takes queries only"), "pause")
        self.action.addItem(self.tr("promote: begin a new timeline and take changes"), "promote")
        self.action.setAccessibleName(self.tr("At the later point"))
        self.prove = QCheckBox(self.tr("Go there now and prove it"))
        self.prove.setAccessibleDescription(
            self.tr(
                "A server on this machine replays to there, is promoted and stopped again, and everything in it is "
                "checked. One that is to pause cannot be proven."
            )
        )
        self.form.addRow(
            label(
                self.tr(
                    "The server in {0} is paused where the restore left it. Stop it first. Then the log behind that "
                    "point is staged, and it goes on from there when it is started again: no page is restored a second "
                    "time. It never goes back."
                ).format(directory),
                wrap=True,
            )
        )
        self.form.addRow(self.tr("Later point"), self.kind)
        self.form.addRow("", self.value)
        self.form.addRow(self.tr("At the later point"), self.action)
        self.form.addRow("", self.prove)
        self.form.addRow("", label(self.prove.accessibleDescription(), "muted", wrap=True))
        self.prove.toggled.connect(lambda _: self.refresh())
        self.kind.currentIndexChanged.connect(lambda _: self.refresh())
        self.value.textChanged.connect(lambda _: self.refresh())
        self.action.currentIndexChanged.connect(lambda _: self.refresh())
        self.refresh()

    @property
    def options(self) -> dict[str, str]:
        """What the server does at the target."""
        return {"action": "promote" if self._kind is TargetKind.LATEST else str(self.action.currentData())}

    @property
    def proves(self) -> bool:
        """Whether it goes there now and is proven. A server that is to stand still cannot be."""
        return self.prove.isChecked() and self.options["action"] == "promote"

    def target(self) -> RestoreTarget:
        """The target that is written. Raises UsageError for what is none."""
        text, kind = self.value.text().strip(), self._kind
        match kind:
            case TargetKind.LATEST:
                return RestoreTarget(kind)
            case TargetKind.TIME:
                return RestoreTarget(kind, parse_time(text, zone_named(self._zone)))
            case TargetKind.LSN:
                return RestoreTarget(kind, parse_lsn(text))
        return RestoreTarget(kind, text)

    def reason(self) -> str:
        if self._kind is not TargetKind.LATEST and not self.value.text().strip():
            return self.tr("Write where it is to go on to.")
        try:
            self.target()
        except UsageError as error:
            return in_sentences(told(error.what), told(error.advice))
        return ""

    def command(self) -> str:
        if self.reason():
            return ""
        return continue_command(
            self._repository,
            self._source,
            self.target(),
            self._directory,
            self.options["action"],
            prove=self.proves,
        )

    def refresh(self) -> None:
        latest = self._kind is TargetKind.LATEST
        self.form.setRowVisible(self.value, not latest)
        self.form.setRowVisible(self.action, not latest)
        self.prove.setEnabled(self.options["action"] == "promote")
        super().refresh()

    @property
    def _kind(self) -> TargetKind:
        return TargetKind(self.kind.currentData())

    def _kind_text(self, kind: TargetKind) -> str:
        texts = {
            TargetKind.LATEST: self.tr("the newest archived moment; it is promoted there"),
            TargetKind.TIME: self.tr("a time"),
            TargetKind.LSN: self.tr("an LSN"),
            TargetKind.XID: self.tr("the end of a transaction"),
            TargetKind.NAME: self.tr("a restore point"),
        }
        return texts[kind]
