"""The ways to name a moment: timeline, time, LSN, transaction, restore point, newest, end of a backup.

Each tab knows its target, or why it has none, and shows one that was chosen elsewhere.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from pagewake.errors import UsageError
from pagewake.insight.timeline import SourceTimeline
from pagewake.lsn import parse_lsn
from pagewake.model import RestoreTarget, TargetKind
from pagewake_gui.evidence_words import type_text
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.widgets.basics import label, row
from pagewake_gui.widgets.table import FilteredTable
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.time_tab import TimeTab
from pagewake_gui.wizards.restore.timeline_panel import TimelinePanel
from pagewake_gui.words import in_sentences, told

Chosen = tuple[RestoreTarget, str | None]
"""A target, and the backup that it insists on."""


class Tab(QWidget):
    """One way to name a moment. `edited`: what it names is another now."""

    edited = Signal()

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = draft
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2, 12, 2, 4)

    def chosen(self) -> Chosen | None:
        """What it names; None where it names nothing yet."""
        raise NotImplementedError

    def problem(self) -> str:
        """Why it names nothing."""
        return ""

    @property
    def first(self) -> QWidget | None:
        """What has the focus once the tab was clicked."""
        return None

    def show_chosen(self, target: RestoreTarget, backup: str | None) -> None:
        """Show what was chosen elsewhere."""

    def show_timeline(self, timeline: SourceTimeline) -> None:
        """Show a source."""


class TimelineTab(Tab):
    """A click on a strip of time, or a row of the same as a table."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._moment: tuple[datetime, int | None] | None = None
        self.panel = TimelinePanel(draft)
        self.panel.picked.connect(self._pick)
        self.column.addWidget(self.panel)
        self.column.addStretch(1)

    def chosen(self) -> Chosen | None:
        if self._moment is None:
            return None
        return RestoreTarget(TargetKind.TIME, self._moment[0], timeline=self._moment[1]), None

    def problem(self) -> str:
        return self.tr("Click a moment on the timeline.")

    def show_chosen(self, target: RestoreTarget, backup: str | None) -> None:
        timed = target.kind is TargetKind.TIME and isinstance(target.value, datetime)
        self._moment = (target.value, target.timeline) if timed else None  # type: ignore[assignment]
        self.panel.show_target(target, backup)

    def show_timeline(self, timeline: SourceTimeline) -> None:
        self.panel.show_timeline(timeline)

    def _pick(self, moment: datetime, timeline: int | None) -> None:
        self._moment = (moment, timeline)
        self.edited.emit()


class MomentTab(Tab):
    """A date and a time."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._timeline: int | None = None
        self.fields = TimeTab(draft.context.formats.zone_name)
        self.fields.edited.connect(self._edit)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.fields)

    def show_timeline(self, timeline: SourceTimeline) -> None:
        ends = [window.to_time for window in timeline.windows if window.to_time is not None]
        if ends:
            self.fields.propose_date(max(ends))

    @property
    def first(self) -> QWidget | None:
        return self.fields.time if self.fields.date.text() else self.fields.date

    def chosen(self) -> Chosen | None:
        instant = self.fields.instant
        return (
            None
            if instant is None
            else (RestoreTarget(TargetKind.TIME, instant, timeline=self._timeline), None)
        )

    def problem(self) -> str:
        return self.fields.problem

    def show_chosen(self, target: RestoreTarget, backup: str | None) -> None:
        if isinstance(target.value, datetime):
            self._timeline = target.timeline
            if target.value != self.fields.instant:
                self.fields.show_instant(target.value)

    def _edit(self) -> None:
        self._timeline = None
        self.edited.emit()


class TextTab(Tab):
    """An LSN or a transaction, typed."""

    @property
    def first(self) -> QWidget | None:
        return self.field

    def __init__(self, draft: Draft, kind: TargetKind, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._kind = kind
        self._timeline: int | None = None
        self.field = QLineEdit()
        self.field.setFixedWidth(320)
        name = self.tr("LSN") if kind is TargetKind.LSN else self.tr("Transaction")
        self.field.setAccessibleName(name)
        self.field.textEdited.connect(lambda _: self._edit())
        self.column.addLayout(row(label(name, "muted"), self.field, 1))
        self.column.addWidget(label(hint, "muted", wrap=True))
        self.column.addStretch(1)

    def chosen(self) -> Chosen | None:
        text = self.field.text().strip()
        if not text:
            return None
        if self._kind is TargetKind.XID:
            return RestoreTarget(self._kind, text), None
        try:
            return RestoreTarget(self._kind, parse_lsn(text), timeline=self._timeline), None
        except UsageError:
            return None

    def problem(self) -> str:
        text = self.field.text().strip()
        if not text:
            return (
                self.tr("Write an LSN.") if self._kind is TargetKind.LSN else self.tr("Write a transaction.")
            )
        try:
            parse_lsn(text)
        except UsageError as error:
            return in_sentences(told(error.what), told(error.advice))
        return ""

    def show_chosen(self, target: RestoreTarget, backup: str | None) -> None:
        if target.kind is not self._kind:
            return
        self._timeline = target.timeline
        text = self.draft.lsn_text(target.value) if isinstance(target.value, int) else str(target.value)
        now = self.chosen()
        if now is None or now[0].value != target.value:
            self.field.setText(text)

    def _edit(self) -> None:
        self._timeline = None
        self.edited.emit()


class LatestTab(Tab):
    """The newest archived moment."""

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._text = label("", wrap=True)
        self.column.addWidget(self._text)
        self.column.addStretch(1)

    def chosen(self) -> Chosen | None:
        return RestoreTarget(TargetKind.LATEST), None

    def show_timeline(self, timeline: SourceTimeline) -> None:
        state = self.draft.state
        newest = state.overview.newest if state else None
        if newest is None:
            self._text.setText(self.tr("Nothing can be restored."))
        else:
            self._text.setText(
                self.tr("Everything that is archived: up to {0}, LSN {1} on timeline {2}.").format(
                    self.draft.context.formats.moment(newest.time),
                    self.draft.lsn_text(newest.lsn),
                    newest.timeline,
                )
            )


class ListTab(Tab):
    """One of a list: named restore points, or backups whose end is the target."""

    def __init__(self, draft: Draft, kind: TargetKind, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._kind = kind
        self._keys: list[str] = []
        self._timelines: list[int | None] = []
        self._timeline: int | None = None
        self._unusable: frozenset[str] = frozenset()
        self._chosen: str | None = None
        named = kind is TargetKind.NAME
        self.rows = FilteredTable(self.tr("Named restore points") if named else self.tr("Backups to restore"))
        self.rows.table.rows_selected.connect(self._select)
        self.rows.table.setMinimumHeight(130)
        self.rows.table.setMaximumHeight(220)
        self.empty = label(
            self.tr(
                "No named restore point is in the archived WAL. One is made with pg_create_restore_point()."
            )
            if named
            else "",
            "muted",
            wrap=True,
        )
        self.column.addWidget(self.rows)
        self.column.addWidget(self.empty)

    def chosen(self) -> Chosen | None:
        if self._chosen is None:
            return None
        if self._kind is TargetKind.NAME:
            # Another timeline may have a point of that name, or none: the chosen one is meant.
            return RestoreTarget(TargetKind.NAME, self._chosen, timeline=self._timeline), None
        return RestoreTarget(TargetKind.IMMEDIATE), self._chosen

    def problem(self) -> str:
        if self._kind is TargetKind.NAME:
            return self.tr("Choose a restore point.")
        return self.tr("Choose a backup.")

    def show_chosen(self, target: RestoreTarget, backup: str | None) -> None:
        if target.kind is not self._kind:
            return
        self._chosen = str(target.value) if self._kind is TargetKind.NAME else backup
        self._timeline = target.timeline
        places = [n for n, key in enumerate(self._keys) if key == self._chosen]
        self.rows.table.select([n for n in places if target.timeline in (None, self._timelines[n])][:1])

    def show_timeline(self, timeline: SourceTimeline) -> None:
        moment, lsn = self.draft.context.formats.moment, self.draft.lsn_text
        if self._kind is TargetKind.NAME:
            points = timeline.restore_points[::-1]
            self._keys = [one.name for one in points]
            self._timelines = [one.timeline if len(timeline.lanes) > 1 else None for one in points]
            columns = [
                Column("name", self.tr("Name"), self._keys, width=220, least=100),
                Column("time", self.tr("Time"), [one.time for one in points], moment, width=200),
                Column("lsn", self.tr("LSN"), [one.lsn for one in points], lsn, Align.RIGHT),
                Column("timeline", self.tr("Timeline"), [one.timeline for one in points], width=80),
            ]
        else:
            backups = timeline.backups[::-1]
            self._keys = [one.id for one in backups]
            self._timelines = [None] * len(backups)
            trash = self.tr("in the trash, and still usable")
            states = [
                trash if one.id in timeline.trash else timeline.unusable.get(one.id, "") for one in backups
            ]
            columns = [
                Column("finished", self.tr("Finished"), [one.finished for one in backups], moment, width=200),
                Column("type", self.tr("Type"), [one.type.value for one in backups], type_text, width=112),
                Column("id", self.tr("Backup"), self._keys, width=220, least=120),
                Column("stop_lsn", self.tr("Stop LSN"), [one.stop_lsn for one in backups], lsn, Align.RIGHT),
            ]
            if any(states):
                because = self.tr("Cannot be used because")
                columns.insert(2, Column("problem", because, states, told, width=170, least=60))
        self.rows.replace(columns)
        self.rows.setVisible(bool(self._keys))
        self.empty.setVisible(not self._keys)

    def _select(self, rows: list[int]) -> None:
        self._chosen = self._keys[rows[0]] if rows else None
        self._timeline = self._timelines[rows[0]] if rows else None
        self.edited.emit()
