"""What somebody has chosen so far, and what the core says to it: the one thing that all steps of the wizard share."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from pagewake.desk.commands import bandwidth_options, request_options, restore_command
from pagewake.desk.restoring import PreparedRestore, look_at, look_at_scratch, prepare, reopen
from pagewake.desk.snapshot import SourceState
from pagewake.errors import Cancelled
from pagewake.model import RestoreTarget, Severity, TargetKind
from pagewake.restore.destination import DestinationReport
from pagewake.restore.estimate import Estimate
from pagewake.restore.plan_file import ReopenedPlan, SavedPlan
from pagewake.restore.run import RestoreRequest
from pagewake.units import parse_bandwidth
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.words import told, told_error


class Draft(QObject):
    """A restore in the making.

    Signals: `target_changed`, `plan_changed` (it was made, failed, or is no longer there), `place_changed`,
    `options_changed`; all without values, because steps read what they need.
    """

    target_changed = Signal()
    plan_changed = Signal()
    place_changed = Signal()
    options_changed = Signal()

    def __init__(self, context: Context, source: str, *, drill: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.source = source
        self.drill = drill
        self.target: RestoreTarget | None = None
        self.backup: str | None = None
        """The backup that is insisted on."""
        self.prepared: PreparedRestore | None = None
        self.plan_error: Exception | None = None
        self.directory = ""
        """The directory to restore into; for a drill the one that it makes its own in."""
        self.place: DestinationReport | None = None
        self.place_error: Exception | None = None
        self.delta = False
        self.check_first = True
        self.prove = True
        self.workers = 0
        self.bandwidth = ""
        """A limit, as `--bandwidth` takes it; empty: as the settings say."""
        self.options: dict[str, str] = {}
        self.reopened: ReopenedPlan | None = None
        self._planning: Call | None = None
        self._looking: Call | None = None

    # --- what is known

    @property
    def state(self) -> SourceState | None:
        """The source as the window knows it."""
        snapshot = self.context.workspace.snapshot
        return snapshot.source(self.source) if snapshot is not None else None

    @property
    def planning(self) -> bool:
        """Whether the plan is being made."""
        return self._planning is not None

    @property
    def looking(self) -> bool:
        """Whether the destination is being looked at."""
        return self._looking is not None

    @property
    def request(self) -> RestoreRequest:
        """Where to and how, as it is chosen now."""
        directory = Path(self.directory)
        return RestoreRequest(
            directory, self.delta, prove=self.prove, workers=self.workers, options=dict(self.options)
        )

    @property
    def rate(self) -> int | None:
        """The limit in bytes a second; None for none. Raises UsageError."""
        place = self.context.workspace.place
        return parse_bandwidth(self.bandwidth) if self.bandwidth else place.bandwidth if place else None

    def estimate(self, prepared: PreparedRestore) -> Estimate:
        """How long it will take, at the bandwidth that is chosen."""
        return prepared.estimate.within(self.rate, prepared.plan)

    @property
    def overwrites(self) -> bool:
        """Whether something that is there will be overwritten."""
        return self.place is not None and self.place.overwrites

    def lsn_text(self, lsn: int) -> str:
        """An LSN as the people of this database write it."""
        state = self.state
        return state.engine.lsn_style.text(lsn) if state is not None else str(lsn)

    @property
    def command(self) -> str:
        """The same on the command line."""
        place = self.context.workspace.place
        if place is None or self.target is None:
            return ""
        if self.drill:
            options = ["--drill", *(["--scratch", self.directory] if self.directory else [])]
            options += request_options(options=self.options)
        else:
            options = request_options(
                delta=self.delta, prove=self.prove, workers=self.workers, options=self.options
            )
            options += ["--check-first"] if self.delta and self.check_first else []
        options += bandwidth_options(self.bandwidth)
        directory = Path(self.directory) if self.directory and not self.drill else None
        return restore_command(
            place, self.source, self.target, directory, backup=self.backup, options=options, lsn=self.lsn_text
        )

    # --- what is chosen

    def set_source(self, source: str) -> None:
        """Another source: everything that was chosen for the one before is forgotten."""
        if source != self.source:
            self.source = source
            self.options = {}  # those of the other one's engine
            self.set_target(None)
            self.options_changed.emit()

    def set_target(self, target: RestoreTarget | None, backup: str | None = None) -> None:
        """The moment to restore to, and the backup that must be used if there is one."""
        if (target, backup) == (self.target, self.backup):
            return
        self.target, self.backup = target, backup
        self._forget_plan()
        self.target_changed.emit()

    def use_backup(self, backup: str) -> None:
        """Insist on a backup, for the same target."""
        self.set_target(self.target, backup)
        self.make_plan()

    def set_directory(self, text: str) -> None:
        """Where to restore to."""
        if text != self.directory:
            self.directory = text
            self._forget_place()

    def choose(self, **options: Any) -> None:
        """Change fields of how it is done: delta, check_first, prove, workers, bandwidth, options."""
        if any(getattr(self, name) != value for name, value in options.items()):
            for name, value in options.items():
                setattr(self, name, value)
            if {"delta", "options", "prove"} & set(options):
                self._forget_place()
            self.options_changed.emit()

    # --- what the core says

    def make_plan(self) -> None:
        """Have the restore planned, unless it is."""
        if self.target is None or self.prepared is not None or self._planning is not None:
            return
        self.plan_error = None
        self._planning = self.context.workspace.query(
            "plan the restore",
            prepare(self.source, self.target, self.backup),
            self._planned,
            self._not_planned,
            owner=self,
        )
        self.plan_changed.emit()

    def open_saved(self, saved: SavedPlan) -> None:
        """Take a saved plan, if it still holds."""
        self._forget_plan()
        self.source, self.drill = saved.source, saved.drill
        self.target, self.backup = saved.target, saved.backup
        self.directory, self.delta, self.prove = saved.directory, saved.delta, saved.prove or saved.drill
        self.workers, self.options = saved.workers, dict(saved.options)
        self._planning = self.context.workspace.query(
            "open the plan", reopen(saved), self._reopened, self._not_planned, owner=self
        )
        self.target_changed.emit()
        self.plan_changed.emit()

    def look(self) -> None:
        """Have the destination looked at, unless it was."""
        if self.prepared is None or self.place is not None or self._looking is not None:
            return
        if not self.drill and not self.directory.strip():
            return
        self.place_error = None
        plan, settings = self.prepared.plan, self.context.workspace.settings
        if self.drill:
            scratch = Path(self.directory) if self.directory.strip() else None
            work = look_at_scratch(plan, scratch, self.options, settings)
        else:
            work = look_at(plan, self.request, settings)
        self._looking = self.context.workspace.query(
            "look at the destination", work, self._looked, self._not_looked, owner=self
        )
        self.place_changed.emit()

    def look_again(self) -> None:
        """Look at the destination once more."""
        self._forget_place()
        self.look()

    def place_problem(self) -> str:
        """Why the restore cannot go where it is to go; empty if it can."""
        if not self.drill:
            if not self.directory.strip():
                return self.tr("Name the directory to restore into.")
            if not Path(self.directory).is_absolute():
                return self.tr("Name the directory in full, from / on.")
        if self.place_error is not None:
            return told_error(self.place_error)
        if self.place is None:
            return self.tr("The destination is being looked at.")
        worst = next((one for one in self.place.findings if one.severity is Severity.ERROR), None)
        return told(worst.message) if worst is not None else ""

    def _planned(self, prepared: PreparedRestore) -> None:
        self._planning = None
        self.prepared = prepared
        self.plan_changed.emit()

    def _reopened(self, found: tuple[ReopenedPlan, PreparedRestore]) -> None:
        self.reopened = found[0]
        self._planned(found[1])

    def _not_planned(self, error: Exception) -> None:
        self._planning = None
        if not isinstance(error, Cancelled):
            self.plan_error = error
        self.plan_changed.emit()

    def _looked(self, report: DestinationReport) -> None:
        self._looking = None
        self.place = report
        self.place_changed.emit()

    def _not_looked(self, error: Exception) -> None:
        self._looking = None
        if not isinstance(error, Cancelled):
            self.place_error = error
        self.place_changed.emit()

    def _forget_plan(self) -> None:
        if self._planning is not None:
            self._planning.forget()
        self._planning, self.prepared, self.plan_error, self.reopened = None, None, None, None
        self._forget_place()
        self.plan_changed.emit()

    def _forget_place(self) -> None:
        if self._looking is not None:
            self._looking.forget()
        self._looking, self.place, self.place_error = None, None, None
        self.place_changed.emit()


def inclusive(target: RestoreTarget, exclusive: bool) -> RestoreTarget:
    """The same target with or without what happened at it, where that makes a difference."""
    if target.kind in (TargetKind.LATEST, TargetKind.IMMEDIATE):
        return target
    return replace(target, exclusive=exclusive)


def exact_text(moment: datetime) -> str:
    """A moment with all its digits and its offset: `2026-03-01 14:03:07.250000 +01:00`."""
    text = moment.isoformat(" ")
    return f"{text[:-6]} {text[-6:]}"
