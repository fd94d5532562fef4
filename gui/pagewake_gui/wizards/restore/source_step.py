"""Step 1: which source, in which repository, of which engine; its history drawn, on which a moment can be chosen."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from PySide6.QtWidgets import QComboBox, QWidget

from pagewake.desk.snapshot import SourceState
from pagewake.insight.targets import Where, reachable
from pagewake.model import RestoreTarget, TargetKind
from pagewake.restore.plan import describe_target
from pagewake_gui.widgets.basics import Card, StateLabel, label, row
from pagewake_gui.widgets.findings import FindingList
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.step import Facts, Step
from pagewake_gui.wizards.restore.timeline_panel import TimelinePanel
from pagewake_gui.words import told


class SourceStep(Step):
    """The source."""

    name = "source"

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self.sources = QComboBox()
        self.sources.setAccessibleName(self.tr("Source"))
        self.sources.setMinimumWidth(240)
        self.sources.activated.connect(lambda _: draft.set_source(self.sources.currentText()))
        card = Card(self.tr("Which database"))
        card.body.addLayout(row(label(self.tr("Source"), "muted"), self.sources, 1))
        self._facts = Facts()
        card.body.addWidget(self._facts)
        self._findings = FindingList()
        card.body.addWidget(self._findings)
        self.panel = TimelinePanel(draft)
        self.panel.picked.connect(self._pick)
        self.chosen = StateLabel()
        self.chosen.setWordWrap(True)
        self._history = Card(self.tr("What can be restored"))
        self._history.body.addWidget(self.chosen)
        self._history.body.addWidget(self.panel)
        self.body.addWidget(card)
        self.body.addWidget(self._history)
        self.body.addStretch(1)
        draft.target_changed.connect(self.show_draft)
        draft.context.workspace.snapshot_changed.connect(self._show_news)

    @property
    def title(self) -> str:
        return self.tr("Source")

    @property
    def first(self) -> QWidget | None:
        return self.sources

    def problem(self) -> str:
        state = self.draft.state
        if state is None:
            return self.tr("Choose a source.")
        if not state.timeline.kept:
            return self.tr("This source has no backup yet: take one first.")
        if len(state.timeline.unusable) == len(state.timeline.kept):
            return self.tr(
                "No backup of this source can be used: the WAL that makes them consistent is missing."
            )
        return ""

    def _show_news(self, snapshot: object) -> None:
        self.show_draft()

    def enter(self) -> None:
        self.show_draft()

    def show_draft(self) -> None:
        snapshot = self.context.workspace.snapshot
        names = [state.name for state in snapshot.sources] if snapshot else []
        if [self.sources.itemText(n) for n in range(self.sources.count())] != names:
            self.sources.clear()
            self.sources.addItems(names)
        self.sources.setCurrentIndex(self.sources.findText(self.draft.source))
        state = self.draft.state
        self._history.setVisible(state is not None and bool(state.timeline.kept))
        if state is None or snapshot is None:
            self._facts.show_rows([])
            self.changed.emit()
            return
        timeline, formats = state.timeline, self.context.formats
        newest, oldest = state.overview.newest, state.overview.oldest
        lanes = ", ".join(
            self.tr("{0} (leaves {1} at {2})").format(
                lane.timeline, timeline.lanes[lane.parent].timeline, self.draft.lsn_text(lane.fork_lsn)
            )
            if lane.parent is not None and lane.fork_lsn is not None
            else str(lane.timeline)
            for lane in timeline.lanes
        )
        self._facts.show_rows(
            [
                (self.tr("Engine"), timeline.engine_title),
                (self.tr("System identifier"), timeline.system_identifier),
                (self.tr("Repository"), snapshot.place.name or snapshot.place.location),
                (
                    self.tr("Encryption"),
                    self.tr("on, and the key opens it") if snapshot.encrypted else self.tr("off"),
                ),
                (self.tr("Timelines"), lanes),
                (self.tr("Backups"), self.tr("%n backup(s)", "", len(timeline.kept))),
                (self.tr("Oldest restorable"), formats.moment(oldest.time) if oldest else self.tr("none")),
                (self.tr("Newest restorable"), formats.moment(newest.time) if newest else self.tr("none")),
            ]
        )
        self._findings.show_findings(timeline.findings, self.tr("The repository can be read."))
        self.panel.show_timeline(timeline)
        self._show_target(state)
        self.changed.emit()

    def _pick(self, moment: datetime, timeline: int | None) -> None:
        target = self.draft.target
        exclusive = target is not None and target.kind is TargetKind.TIME and target.exclusive
        self.draft.set_target(RestoreTarget(TargetKind.TIME, moment, exclusive, timeline))

    def _show_target(self, state: SourceState) -> None:
        """Show the moment that is chosen, here or in any field of the next step, and whether it can be reached."""
        target = self.draft.target
        self.panel.show_target(target, self.draft.backup)
        if target is None:
            self.chosen.show_state(
                "info", self.tr("No moment is chosen yet: the next step proposes the newest.")
            )
            return
        if isinstance(target.value, datetime):
            text = self.context.formats.moment(target.value)
        else:
            text = told(describe_target(replace(target, exclusive=False), self.draft.lsn_text))
        where = reachable(state.timeline, target).where
        if where is Where.INSIDE:
            self.chosen.show_state("good", self.tr("Chosen: {0}. It can be restored.").format(text))
        elif where is Where.UNKNOWN:
            self.chosen.show_state("info", self.tr("Chosen: {0}").format(text))
        else:
            said = self.tr("Chosen: {0}. It cannot be restored; the next step says why, and what is nearest.")
            self.chosen.show_state("warn", said.format(text))
