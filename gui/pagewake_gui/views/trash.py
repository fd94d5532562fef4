"""The trash of one source: what is in it, how long it can still be brought back, and bringing it back."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from pagewake.desk.snapshot import SourceState
from pagewake.insight.timeline import TrashTotal
from pagewake.model import Backup
from pagewake.repository.keeping import Trashed
from pagewake_gui.context import Context
from pagewake_gui.evidence_words import type_text
from pagewake_gui.formats import Formats
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.selection import Selection
from pagewake_gui.theme import STATE_SHAPES
from pagewake_gui.widgets.basics import StateLabel, button, label
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.widgets.table import FilteredTable

SOON = 86400.0


class TrashTab(QWidget):
    """A table, and three buttons that are the window's own actions."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: SourceState | None = None
        self._now: datetime | None = None
        self._backups: tuple[Backup, ...] = ()
        self.state = StateLabel(wrap=True)
        self.empty = label(
            self.tr(
                "What expires stays here for a while and can be brought back. Nothing that is here counts for what can "
                "be restored, but all of it is still there."
            ),
            "muted",
            wrap=True,
        )
        self.rows = FilteredTable(self.tr("Backups in the trash"))
        self.rows.table.rows_selected.connect(self._select)
        self.rows.table.set_menu(self._fill_menu)
        self.undelete = self._button("backup.undelete", self.tr("Bring back"))
        self.undelete_all = self._button("trash.restore", self.tr("Bring everything back"))
        self.purge = self._button("trash.empty", self.tr("Empty the trash..."), "danger")
        self.prune = self._button("prune.run", self.tr("Free space..."))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.addWidget(self.state)
        column.addWidget(self.empty)
        column.addLayout(FlowLayout(self.undelete, self.undelete_all, self.prune, self.purge))
        column.addWidget(self.rows, 1)
        context.actions.changed.connect(self._allow)
        self._allow()

    def show_source(self, state: SourceState | None, now: datetime | None) -> None:
        """Show the trash of a source as it was at a moment."""
        self._state, self._now = state, now
        timeline = state.timeline if state is not None else None
        self._backups = tuple(one for one in timeline.backups if one.id in timeline.trash) if timeline else ()
        wal = timeline.trash_wal if timeline is not None else TrashTotal()
        there = bool(self._backups or wal.stretches)
        self.empty.setVisible(not there)
        self.rows.setVisible(bool(self._backups))
        if not there:
            self.state.show_state("good", self.tr("The trash is empty"))
        else:
            self.state.show_state("info", self._summary(wal))
        self.rows.replace(self._columns(self._context.formats) if self._backups else [])
        self.rows.table.setAccessibleDescription(self.state.accessibleName())
        self.show_selection(self._context.selection.now)

    def show_selection(self, selection: Selection) -> None:
        """Show what is selected anywhere."""
        wanted = set(selection.backups)
        self.rows.table.select([n for n, one in enumerate(self._backups) if one.id in wanted])

    def restyle(self) -> None:
        """The theme or the way of writing changed."""
        self.show_source(self._state, self._now)

    def _summary(self, wal: TrashTotal) -> str:
        formats = self._context.formats
        untils = [self._entry(one).until for one in self._backups]
        if wal.until is not None:
            untils.append(wal.until)
        text = self.tr("%n backup(s) and {0} of WAL can be brought back.", "", len(self._backups))
        said = text.format(formats.size(wal.bytes))
        first = self.tr("Until {0} nothing of it is removed.").format(
            formats.moment(min(untils), seconds=False)
        )
        return f"{said} {first}"

    def _columns(self, formats: Formats) -> list[Column]:
        entries = [self._entry(one) for one in self._backups]
        lsn = self._state.engine.lsn_style.text if self._state is not None else str
        backups = self._backups
        return [
            Column(
                "left",
                self.tr("Can be brought back"),
                [self._left(one) for one in entries],
                self._left_text,
                colour=self._left_colour,
                tip=lambda _: self.tr("A prune removes it for good once that time is over."),
                width=190,
            ),
            Column("finished", self.tr("Finished"), [b.finished for b in backups], formats.moment, width=190),
            Column("type", self.tr("Type"), [b.type.value for b in backups], type_text, width=112),
            Column("since", self.tr("Expired"), [one.since for one in entries], formats.moment, width=190),
            Column("until", self.tr("Kept until"), [one.until for one in entries], formats.moment, width=190),
            Column(
                "bytes_written",
                self.tr("Stored"),
                [b.bytes_written for b in backups],
                formats.size,
                Align.RIGHT,
                width=90,
            ),
            Column("stop_lsn", self.tr("Stop LSN"), [b.stop_lsn for b in backups], lsn, Align.RIGHT),
            Column("id", self.tr("Backup"), [b.id for b in backups], width=210, least=90),
        ]

    def _entry(self, backup: Backup) -> Trashed:
        assert self._state is not None
        return self._state.timeline.trash[backup.id]

    def _left(self, entry: Trashed) -> float:
        """Seconds for which it is safe; negative infinity where a prune has begun to remove it."""
        if entry.claimed or self._now is None:
            return float("-inf")
        return (entry.until - self._now).total_seconds()

    def _left_text(self, left: float) -> str:
        if left == float("-inf"):
            return self.tr("{0} being removed").format(STATE_SHAPES["bad"])
        if left <= 0:
            return self.tr("{0} until the next prune").format(STATE_SHAPES["bad"])
        shape = STATE_SHAPES["warn" if left < SOON else "info"]
        return self.tr("{0} for {1}").format(shape, self._context.formats.duration(left))

    def _left_colour(self, left: float) -> QColor:
        return self._context.theme.colour("bad" if left <= 0 else "warn" if left < SOON else "text")

    def _select(self, rows: list[int]) -> None:
        self._context.selection.change(self, backups=tuple(self._backups[one].id for one in rows))

    def _fill_menu(self, menu: QMenu, rows: list[int]) -> None:
        self._select(rows)
        for name in ("backup.undelete", "restore.open", "verify.run"):
            if name in {one.objectName() for one in self._context.actions}:
                menu.addAction(self._context.actions.get(name))

    def _button(self, action: str, text: str, role: str = "") -> QPushButton:
        made = button(text, lambda: self._context.actions.get(action).trigger(), role)
        made.setObjectName(f"do.{action}")
        return made

    def _allow(self) -> None:
        known = {action.objectName() for action in self._context.actions}
        for made in (self.undelete, self.undelete_all, self.purge, self.prune):
            name = made.objectName().removeprefix("do.")
            reason = self._context.actions.reason(name) if name in known else self.tr("Not available.")
            made.setEnabled(not reason)
            made.setToolTip(reason or (self._context.actions.hint(name) if name in known else ""))
