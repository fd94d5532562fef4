"""All backups of a source in a table: the same selection as the charts, sorted and filtered at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.model import Backup, BackupStatus
from pagewake_gui.context import Context
from pagewake_gui.formats import Formats
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.selection import Selection
from pagewake_gui.views.base import View
from pagewake_gui.widgets.table import FilteredTable


class BackupsView(View):
    """The table of backups."""

    name = "backups"
    icon = "backups"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._backups: tuple[Backup, ...] = ()
        self.rows = FilteredTable(self.tr("Backups"))
        self.rows.table.rows_selected.connect(self._select)
        self.rows.table.row_opened.connect(self._open)
        self.rows.table.set_menu(self._fill_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self.rows)

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        state = self.source
        self._backups = state.timeline.backups if state else ()
        self.rows.replace(self._columns(state, self.context.formats) if state else [])

    def show_selection(self, selection: Selection, origin: object) -> None:
        wanted = set(selection.backups)
        self.rows.table.select([n for n, backup in enumerate(self._backups) if backup.id in wanted])

    def restyle(self) -> None:
        self.show_snapshot(self.snapshot)

    def bring(self, about: object) -> None:
        if isinstance(about, str):
            self.context.selection.change(self, backups=(about,))
            self.show_selection(self.context.selection.now, None)

    def _columns(self, state: SourceState, formats: Formats) -> list[Column]:
        backups, lsn = self._backups, state.engine.lsn_style.text
        size, count, moment = formats.size, formats.count, formats.moment
        return [
            Column("started", self.tr("Started"), [b.started for b in backups], moment, width=190),
            Column("type", self.tr("Type"), [b.type.value for b in backups], self._type_text, width=100),
            Column("status", self.tr("State"), [b.status for b in backups], self._status_text, width=110),
            Column("timeline", self.tr("Timeline"), [b.timeline for b in backups], width=80),
            Column("start_lsn", self.tr("Start LSN"), [b.start_lsn for b in backups], lsn, Align.RIGHT),
            Column("stop_lsn", self.tr("Stop LSN"), [b.stop_lsn for b in backups], lsn, Align.RIGHT),
            Column(
                "duration",
                self.tr("Took"),
                [b.duration_ms / 1000 for b in backups],
                formats.duration,
                Align.RIGHT,
                width=90,
            ),
            Column("pages", self.tr("Pages"), [b.pages for b in backups], count, Align.RIGHT, width=100),
            Column(
                "bytes_written",
                self.tr("Stored"),
                [b.bytes_written for b in backups],
                size,
                Align.RIGHT,
                width=100,
            ),
            Column(
                "logical_bytes",
                self.tr("Database"),
                [b.logical_bytes for b in backups],
                size,
                Align.RIGHT,
                width=100,
            ),
            Column("id", self.tr("Backup"), [b.id for b in backups], width=210),
            Column("parent", self.tr("Parent"), [b.parent or "" for b in backups], width=210),
        ]

    def _type_text(self, type_: str) -> str:
        shapes = {"full": "■", "differential": "◆", "incremental": "●"}
        return f"{shapes.get(type_, '')} {type_}"

    def _status_text(self, status: BackupStatus) -> str:
        return self.tr("● ok") if status is BackupStatus.OK else self.tr("▲ bad pages")

    def _select(self, rows: list[int]) -> None:
        self.context.selection.change(self, backups=tuple(self._backups[row].id for row in rows))

    def _open(self, row: int) -> None:
        self.context.navigator.open("timeline", self._backups[row].id)

    def _fill_menu(self, menu: QMenu, rows: list[int]) -> None:
        backup = self._backups[rows[0]]
        clipboard = QGuiApplication.clipboard()
        menu.addAction(self.tr("Show on the timeline"), partial(self._open, rows[0]))
        self.context.selection.change(self, backups=(backup.id,), target=None)
        for name in ("restore.open", "restore.drill"):
            menu.addAction(self.context.actions.get(name))
        menu.addAction(self.tr("Copy id"), partial(clipboard.setText, backup.id))
        menu.addAction(
            self.tr("Copy time (UTC)"), partial(clipboard.setText, self.context.formats.iso(backup.finished))
        )
