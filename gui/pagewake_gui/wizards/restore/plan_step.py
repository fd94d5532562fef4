"""Step 3: what will be restored, from what, why, what it costs, and what else would do."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from pagewake.desk.restoring import PreparedRestore
from pagewake.insight.evidence import Depth
from pagewake.insight.targets import reachable
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.estimate import Basis, Estimate
from pagewake.restore.plan import describe_target
from pagewake.units import rate_text
from pagewake_gui.evidence_words import type_text
from pagewake_gui.formats import Formats
from pagewake_gui.models.columns import Align, Column, ColumnsModel
from pagewake_gui.motion import show_busy
from pagewake_gui.widgets.basics import Card, button, clear, label, row
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.findings import FindingList
from pagewake_gui.widgets.table import Table
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.step import Facts, Step
from pagewake_gui.words import told

LEAST_OTHERS = 130
"""Pixels: a heading and two or three backups."""
translate = QCoreApplication.translate


class PlanStep(Step):
    """The plan."""

    name = "plan"

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._busy = QProgressBar()
        show_busy(self._busy)
        self._busy.setAccessibleName(self.tr("The restore is being planned"))
        self._trouble = QVBoxLayout()
        self._found = QWidget()
        column = QVBoxLayout(self._found)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.facts = Facts()
        self.cost = Facts()
        self.cautions = FindingList()
        self.model = ColumnsModel(parent=self)
        self.others = Table(self.tr("Other backups"), self.model)
        self.others.setMinimumHeight(LEAST_OTHERS)
        self.others.setMaximumHeight(190)
        self.others.row_opened.connect(self._use)
        self._use_button = button(self.tr("Use the selected backup"), self._use_selected)
        self._use_button.setEnabled(False)
        self.others.rows_selected.connect(lambda rows: self._use_button.setEnabled(len(rows) == 1))
        self._why_not = label("", "muted", wrap=True)
        for heading, part in (
            (self.tr("What is restored"), self.facts),
            (self.tr("What it takes"), self.cost),
            (self.tr("What is known of the backup"), self.cautions),
        ):
            card = Card(heading)
            card.body.addWidget(part)
            column.addWidget(card)
        self._others_card = Card(self.tr("Other backups for the same target"))
        self._others_card.body.addWidget(self.others)
        self._others_card.body.addLayout(row(self._use_button, self._why_not, 1))
        column.addWidget(self._others_card)
        self.body.addWidget(self._busy)
        self.body.addLayout(self._trouble)
        self.body.addWidget(self._found)
        self.body.addStretch(1)
        draft.plan_changed.connect(self.show_draft)

    @property
    def title(self) -> str:
        return self.tr("What is restored")

    def problem(self) -> str:
        prepared = self.draft.prepared
        if self.draft.plan_error is not None:
            return self.tr("There is no way to this target: choose another.")
        if prepared is None:
            return self.tr("The restore is being planned.")
        worst = next((one for one in prepared.cautions if one.code == "blocks-missing"), None)
        return told(worst.message) if worst is not None else ""

    def enter(self) -> None:
        self.draft.make_plan()
        self.show_draft()

    def show_draft(self) -> None:
        prepared, error = self.draft.prepared, self.draft.plan_error
        self._busy.setVisible(prepared is None and error is None)
        self._found.setVisible(prepared is not None)
        clear(self._trouble)
        if error is not None:
            self._trouble.addWidget(ErrorPanel(error, self.tr("Planning the restore"), *self._ways_out()))
        if prepared is not None:
            self._show(prepared)
        self.changed.emit()

    def _ways_out(self) -> list[tuple[str, partial[None]]]:
        """Where to go from a target that cannot be reached."""
        state, target = self.draft.state, self.draft.target
        other = (self.tr("Choose another target"), partial(self.leads_to.emit, "target"))
        ways: list[tuple[str, partial[None]]] = []
        if state is None or target is None:
            return [other]
        near = reachable(state.timeline, target)
        if near.before is not None:
            ways.append((self.tr("Last point before"), partial(self._retarget, near.before)))
        if near.after is not None:
            ways.append((self.tr("First point after"), partial(self._retarget, near.after)))
        if self.draft.backup is not None and target.value is not None:
            ways.append((self.tr("Let Pagewake choose the backup"), partial(self._retarget, target)))
        if target.timeline is not None:
            any_line = replace(target, timeline=None)
            ways.append((self.tr("On any timeline"), partial(self._retarget, any_line)))
        return [*ways, other]

    def _retarget(self, target: RestoreTarget) -> None:
        self.draft.set_target(target)
        self.draft.make_plan()

    def _show(self, prepared: PreparedRestore) -> None:
        plan, formats, text = prepared.plan, self.context.formats, self.draft.lsn_text
        backup = plan.backup
        wal = self.tr("none: the backup is consistent by itself")
        if plan.wal:
            wal = self.tr("LSN {0} to {1}, {2}").format(
                text(plan.wal[0].first_lsn),
                text(plan.wal[-1].end_lsn),
                self.tr("%n stretch(es) without a gap", "", len(plan.wal)),
            )
        path = " → ".join(str(span.timeline) for span in plan.history) or str(backup.stop_timeline)
        self.facts.show_rows(
            [
                (self.tr("Target"), told(describe_target(plan.target, text))),
                (
                    self.tr("Backup"),
                    self.tr("{0}, {1}, finished {2}").format(
                        backup.id, type_text(backup.type.value), formats.moment(backup.finished)
                    ),
                ),
                (self.tr("Why this one"), told(plan.reason)),
                (self.tr("Chain"), " → ".join(plan.chain)),
                (self.tr("Replayed WAL"), wal),
                (self.tr("Timelines passed"), path),
            ]
        )
        stored = ", ".join(
            self.tr("{0} from {1}").format(
                formats.count(blocks), who if who != "zeros" else self.tr("nothing: zeros")
            )
            for who, blocks in sorted(plan.origins.items(), key=lambda item: -item[1])[:6]
        )
        self.cost.show_rows(
            [
                (
                    self.tr("Written"),
                    self.tr("{0} in {1} files, {2} pages").format(
                        formats.size(plan.bytes), formats.count(plan.files), formats.count(plan.pages)
                    ),
                ),
                (self.tr("Read from the store"), formats.size(plan.stored_bytes)),
                (self.tr("Pages come from"), stored),
                (self.tr("WAL to replay"), formats.size(plan.wal_bytes)),
                (self.tr("Expected time"), estimate_text(self.draft.estimate(prepared), formats)),
            ]
        )
        self.cautions.show_findings(prepared.cautions, self._verified_text(prepared))
        self._show_others(prepared)

    def _verified_text(self, prepared: PreparedRestore) -> str:
        if prepared.verified is None:
            return self.tr("Nothing speaks against it.")
        depth, when = prepared.verified
        text = (
            self.tr("It was restored and proven on {0}.")
            if depth is Depth.RESTORE
            else self.tr("Every byte of it was read and was right on {0}.")
        )
        return text.format(self.context.formats.moment(when))

    def _show_others(self, prepared: PreparedRestore) -> None:
        others, formats = prepared.alternatives, self.context.formats
        ends = (
            prepared.plan.target.kind is TargetKind.IMMEDIATE
        )  # others end at other moments: no choice for it
        self._others_card.setVisible(bool(others) and not ends)
        self.model.replace(
            [
                Column(
                    "finished",
                    self.tr("Finished"),
                    [one.backup.finished for one in others],
                    formats.moment,
                    width=190,
                ),
                Column(
                    "type", self.tr("Type"), [one.backup.type.value for one in others], type_text, width=112
                ),
                Column(
                    "problem",
                    self.tr("Why not"),
                    [one.problem for one in others],
                    lambda what: told(what) or self.tr("it could be used, too"),
                    tip=lambda what: what,
                    width=260,
                    least=120,
                ),
                Column(
                    "bytes",
                    self.tr("Written"),
                    [one.bytes for one in others],
                    formats.size,
                    Align.RIGHT,
                    width=90,
                ),
                Column(
                    "wal",
                    self.tr("Replayed"),
                    [one.wal_bytes for one in others],
                    formats.size,
                    Align.RIGHT,
                    width=90,
                ),
                Column("id", self.tr("Backup"), [one.backup.id for one in others], width=210, least=90),
            ]
        )

    def _use_selected(self) -> None:
        rows = self.others.selected()
        if rows:
            self._use(rows[0])

    def _use(self, number: int) -> None:
        prepared = self.draft.prepared
        if prepared is None:
            return
        other = prepared.alternatives[number]
        if other.problem:
            self._why_not.setText(told(other.problem))
            return
        self._why_not.setText("")
        self.draft.use_backup(other.backup.id)


def estimate_text(estimate: Estimate, formats: Formats) -> str:
    """How long it takes, with what that is based on."""
    rate = told(rate_text(estimate.rate))
    time = f"{formats.duration(estimate.low)} – {formats.duration(estimate.high)}"
    if estimate.limit is not None:
        time = translate("RestoreWizard", "{0}, reading at most {1}").format(
            time, told(rate_text(estimate.limit))
        )
    if estimate.basis is Basis.DRILLS:
        text = translate("RestoreWizard", "measured: {0}; proven restores of this source: {1}")
        return f"{time} ({text.format(rate, estimate.samples)})"
    if estimate.basis is Basis.READING:
        based = translate("RestoreWizard", "{0} when every byte was read; writing was not measured yet")
    else:
        based = translate("RestoreWizard", "nothing was measured yet; {0} assumed")
    return f"{time} ({based.format(rate)})"
