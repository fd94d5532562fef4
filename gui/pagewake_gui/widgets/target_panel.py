"""The restore target beside a chart: entered exactly, shown as time and LSN, with what a restore to it would read."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QWidget

from pagewake.clock import parse_time
from pagewake.desk.commands import restore_command
from pagewake.desk.snapshot import SourceState
from pagewake.errors import UsageError
from pagewake.insight.coverage import BandKind
from pagewake.lsn import parse_lsn
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.charts.spots import band_of_spot
from pagewake_gui.charts.wording import Words
from pagewake_gui.context import Context
from pagewake_gui.counts import Counts
from pagewake_gui.formats import zone_named
from pagewake_gui.widgets.basics import Card, StateLabel, button, label, row
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.widgets.target_probe import Answer, TargetProbe
from pagewake_gui.words import in_sentences, told

KINDS = (TargetKind.TIME, TargetKind.LSN, TargetKind.XID, TargetKind.NAME, TargetKind.LATEST)
TYPED = (TargetKind.TIME, TargetKind.LSN, TargetKind.XID, TargetKind.NAME)


class TargetPanel(Card):
    """Proposes targets (`proposed`), shows the one that is selected. A field that is being edited is left alone."""

    proposed = Signal(object)
    wanted_here = Signal()
    """Somebody wants a target in the middle of the chart."""
    restore_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("TargetPanel", "Restore target"), parent)
        self._context = context
        self._state: SourceState | None = None
        self._written = ""
        self.probe = TargetProbe(context, self)
        self.probe.answered.connect(self._show_answer)
        self.kind = QComboBox()
        self.kind.setAccessibleName(self.tr("Kind of restore target"))
        texts = {
            TargetKind.TIME: self.tr("Time"),
            TargetKind.LSN: self.tr("LSN"),
            TargetKind.XID: self.tr("Transaction"),
            TargetKind.NAME: self.tr("Restore point"),
            TargetKind.LATEST: self.tr("Latest"),
        }
        for kind in KINDS:
            self.kind.addItem(texts[kind], kind)
        self.kind.activated.connect(lambda _: self._kind_chosen())
        self.field = QLineEdit()
        self.field.setAccessibleName(self.tr("Restore target"))
        self.field.returnPressed.connect(self.enter)
        self.field.textEdited.connect(self._edited)
        self.problem = StateLabel(wrap=True)
        self.problem.hide()
        self.state = StateLabel(wrap=True)
        self.facts = Facts()
        self.plan = label("", wrap=True, selectable=True)
        self._set = button(self.tr("Set"), self.enter)
        self._here = button(self.tr("Place on the chart"), self.wanted_here.emit)
        self._clear = button(self.tr("Clear"), lambda: self.proposed.emit(None))
        self.restore = button(self.tr("Restore to here"), self.restore_asked.emit, "primary")
        self.copy = CommandButton(self._command)
        self.body.addWidget(self.kind)
        self.body.addLayout(row(self.field, self._set))
        for widget in (self.problem, self.state, self.facts, self.plan):
            self.body.addWidget(widget)
        self.body.addLayout(FlowLayout(self.restore, self.copy, self._here, self._clear))
        self.why_not = label("", "muted", wrap=True)
        self.body.addWidget(self.why_not)
        context.actions.changed.connect(self._allow)
        self._show_answer(Answer())
        self._hint()

    # --- what is shown

    def show_source(self, state: SourceState | None) -> None:
        """Targets of another source, or of the same one read again."""
        self._state = state
        names = sorted({point.name for point in state.timeline.restore_points}) if state else []
        completer = QCompleter(names, self.field) if self._kind is TargetKind.NAME else None
        if completer is not None:
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.field.setCompleter(completer)  # type: ignore[arg-type]

    def show_target(self, target: RestoreTarget | None, backup: str | None = None) -> None:
        """Show the target that is selected."""
        if target is not None and not self.field.hasFocus():
            place = self.kind.findData(target.kind)
            if place >= 0:
                self.kind.setCurrentIndex(place)
            self._written = self._text_of(target)
            self.field.setText(self._written)
            self.problem.hide()
        elif target is None and self.field.text() == self._written:
            self.field.clear()
        self._hint()
        self.probe.look_at(self._state, target, backup)

    @property
    def _kind(self) -> TargetKind:
        return TargetKind(self.kind.currentData())

    def _hint(self) -> None:
        hints = {
            TargetKind.TIME: self.tr("2026-03-01 14:03:07"),
            TargetKind.LSN: "16/B374D848",
            TargetKind.XID: self.tr("transaction id"),
            TargetKind.NAME: self.tr("name of a restore point"),
            TargetKind.LATEST: self.tr("as far as WAL goes"),
        }
        self.field.setPlaceholderText(hints[self._kind])
        self.field.setEnabled(self._kind in TYPED)

    def _kind_chosen(self) -> None:
        self.field.clear()
        self.problem.hide()
        self._hint()
        self.show_source(self._state)
        if self._kind is TargetKind.LATEST:
            self.enter()
        else:
            self.field.setFocus()

    def _text_of(self, target: RestoreTarget) -> str:
        if isinstance(target.value, datetime):
            shown = self._context.formats.in_zone(target.value)
            return shown.isoformat(" ") if shown is not None else ""
        if target.kind is TargetKind.LSN and isinstance(target.value, int) and self._state is not None:
            return self._state.timeline.lsn_style.text(target.value)
        return "" if target.value is None else str(target.value)

    # --- what is entered

    def _edited(self) -> None:
        self.problem.hide()

    def enter(self) -> None:
        """Take what is in the field as the target, or say what is wrong with it."""
        text = self.field.text().strip()
        try:
            target = self._target(text)
        except UsageError as error:
            self.problem.show_state("bad", in_sentences(told(error.what), told(error.advice)))
            self.problem.show()
            return
        self.problem.hide()
        self.proposed.emit(target)

    def _target(self, text: str) -> RestoreTarget:
        kind = self._kind
        if kind is TargetKind.TIME:
            return RestoreTarget(kind, parse_time(text, zone_named(self._context.formats.zone_name)))
        if kind is TargetKind.LSN:
            return RestoreTarget(kind, parse_lsn(text))
        if kind is TargetKind.LATEST:
            return RestoreTarget(kind)
        if not text:
            raise UsageError(self.tr("The field is empty."))
        if kind is TargetKind.NAME and self._state is not None:
            known = {point.name for point in self._state.timeline.restore_points}
            if text not in known:
                raise UsageError(self.tr("No restore point of that name is in the archived WAL."))
        return RestoreTarget(kind, text)

    # --- the answer

    def _show_answer(self, answer: Answer) -> None:
        there = answer.target is not None and self._state is not None
        self.state.setVisible(there)
        self.facts.setVisible(there)
        self.plan.setVisible(there and bool(answer.plan or answer.error or answer.asking))
        self.copy.setVisible(there)
        self._clear.setVisible(there)
        self._allow()
        if not there or self._state is None or answer.target is None:
            return
        self._show_state(answer)
        formats, lsn = self._context.formats, self._state.timeline.lsn_style.text
        spot, near = answer.spot, answer.commits
        before = near.before[-1] if near and near.before else None
        after = near.after[0] if near and near.after else None
        exact = near.exact[-1] if near and near.exact else None
        facts = [
            (self.tr("Time"), formats.moment(spot.time) if spot else ""),
            (self.tr("UTC"), formats.iso(spot.time) if spot and spot.time == spot.time else ""),
            (self.tr("LSN"), lsn(spot.lsn) if spot and spot.lsn is not None else ""),
            (self.tr("Timeline"), str(self._state.timeline.lanes[spot.lane].timeline) if spot else ""),
        ]
        for name, commit in (
            (self.tr("Last commit before"), before),
            (self.tr("Commit at it"), exact),
            (self.tr("First commit after"), after),
        ):
            if commit is not None:
                facts += [(name, self._exact(commit.time)), (self.tr("Transaction"), commit.xid)]
        self.facts.show_facts(facts)
        if answer.plan is not None:
            self.plan.setText(self._plan_text(answer))
        elif answer.error is not None:
            self.plan.setText(told(str(getattr(answer.error, "advice", "") or ""), formats))
        else:
            self.plan.setText(self.tr("Looking at what a restore would read ..."))

    def _exact(self, when: datetime) -> str:
        """A moment to the millisecond: commits of one second are to be told apart."""
        shown = self._context.formats.in_zone(when)
        return shown.isoformat(" ", "milliseconds") if shown is not None else ""

    def _show_state(self, answer: Answer) -> None:
        assert self._state is not None
        words = Words(self._state.timeline, self._context.formats)
        band = band_of_spot(self._state.timeline, answer.spot) if answer.spot else None
        if answer.plan is not None:
            self.state.show_state("good", self.tr("Restorable"))
        elif answer.error is not None:
            self.state.show_state(
                "bad", self._context.words(str(getattr(answer.error, "what", answer.error)))
            )
        elif band is not None and band.kind is not BandKind.RESTORABLE:
            self.state.show_state("bad", words.band(band))
        else:
            self.state.show_state("info", self.tr("Looking ..."))

    def _plan_text(self, answer: Answer) -> str:
        plan, formats = answer.plan, self._context.formats
        assert plan is not None
        counts = Counts(formats)
        return self.tr("A restore would begin with backup {0} ({1}): {2} in {3} and {4}.").format(
            plan.backup.id,
            self._context.words(plan.reason),
            formats.size(plan.bytes),
            counts.files(plan.files),
            counts.pieces(len(plan.wal)),
        )

    def _allow(self) -> None:
        known = {action.objectName() for action in self._context.actions}
        reason = ""
        answer = self.probe.answer
        if answer.target is None or self._state is None:
            reason = self.tr("Drag the line on the chart, or enter a time, an LSN, a transaction or a name.")
        elif answer.error is not None:
            reason = self.tr("Nothing can be restored to this target.")
        elif "restore.open" not in known:
            reason = self.tr("The restore wizard is not part of this window.")
        else:
            reason = self._context.actions.reason("restore.open")
        self.restore.setEnabled(not reason)
        self.why_not.setText(reason)
        self.why_not.setVisible(bool(reason))

    def _command(self) -> str:
        place, target = self._context.workspace.place, self.probe.answer.target
        if place is None or target is None or self._state is None:
            return ""
        backup = self._context.selection.now.backups
        chosen = backup[0] if target.kind is TargetKind.IMMEDIATE and backup else None
        lsn = self._state.timeline.lsn_style.text
        return restore_command(place, self._state.name, target, None, backup=chosen, lsn=lsn)
