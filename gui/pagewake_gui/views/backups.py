"""All backups of a source in a table: the same selection as the charts, sorted and filtered at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from pagewake.desk.commands import restore_command, verify_command
from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.desk.work import expire
from pagewake.expire.run import ExpireReport
from pagewake.insight.columns import StateCode
from pagewake.insight.evidence import Depth
from pagewake.model import Backup, RestoreTarget, TargetKind
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.evidence_words import state_text, type_text
from pagewake_gui.formats import Formats
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.selection import Selection
from pagewake_gui.theme import STATE_SHAPES
from pagewake_gui.views.base import View
from pagewake_gui.widgets.basics import button, label
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.table import FilteredTable

STATES = {
    StateCode.OK: "info",
    StateCode.WARNINGS: "warn",
    StateCode.UNUSABLE: "bad",
    StateCode.VERIFIED: "good",
    StateCode.DAMAGED: "bad",
    StateCode.TRASH: "unknown",
}
MENU_ACTIONS = ("verify.run", "restore.open", "restore.drill", "compare.open", "repository.copy")
TAGS = "backup.tags"
KEEPING = ("backup.hold", "backup.unhold", "backup.undelete")


class BackupsView(View):
    """The table of backups."""

    name = "backups"
    icon = "backups"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._backups: tuple[Backup, ...] = ()
        self._trash: frozenset[str] = frozenset()
        self._kept: dict[str, tuple[str, ...]] = {}
        self._asked: Call | None = None
        self._ordered = False
        self.rows = FilteredTable(self.tr("Backups"))
        self.rows.table.rows_selected.connect(self._select)
        self.rows.table.row_opened.connect(self._open)
        self.rows.table.set_menu(self._fill_menu)
        self.summary = label("", "muted")
        self.verify = button(self.tr("Verify"), lambda: self._trigger("verify.run"))
        self.take = button(self.tr("Take a backup"), lambda: self._trigger("backup.take"), "primary")
        self.rows.tools.addWidget(self.verify)
        self.rows.tools.addWidget(self.take)
        self._empty = EmptyState(
            self.tr("There is no backup of this source yet"),
            self.tr("The first one is a full backup; later ones read only what changed."),
            (self.tr("Take a backup"), lambda: self._trigger("backup.take")),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.addWidget(self.rows)
        column.addWidget(self.summary)
        column.addWidget(self._empty)
        context.actions.changed.connect(self._allow)
        self._allow()

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        state = self.source
        before = self._backups, self._trash
        self._backups = state.timeline.backups if state else ()
        self._trash = frozenset(state.timeline.trash) if state else frozenset()
        for widget in (self.rows, self.summary):
            widget.setVisible(bool(self._backups))
        self._empty.setVisible(not self._backups)
        if before != (self._backups, self._trash):
            self._kept = {}
            self._ask_rules(state)
        self._show()

    def show_selection(self, selection: Selection, origin: object) -> None:
        wanted = set(selection.backups)
        self.rows.table.select([n for n, backup in enumerate(self._backups) if backup.id in wanted])
        self._summarise()

    def restyle(self) -> None:
        self._show()

    def bring(self, about: object) -> None:
        if isinstance(about, str):
            self.rows.filter.clear()
            self.context.selection.change(self, backups=(about,))
            self.show_selection(self.context.selection.now, None)

    def _show(self) -> None:
        state = self.source
        self.rows.replace(self._columns(state, self.context.formats) if state and self._backups else [])
        if self._backups and not self._ordered:  # the newest first, until somebody wants another order
            self._ordered = True
            self.rows.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
        self.show_selection(self.context.selection.now, None)

    def _ask_rules(self, state: SourceState | None) -> None:
        """What the retention rules say of each backup now. Read on a thread: it looks at all WAL."""
        if self._asked is not None:
            self._asked.forget()
            self._asked = None
        if state is None or not self._backups or self.context.workspace.place is None:
            return
        looking = expire(state.name, self.context.workspace.settings, dry_run=True)

        self._asked = self.context.workspace.query(
            "ask the retention rules", looking, self._show_rules, lambda _: None, owner=self
        )

    def _show_rules(self, reports: list[ExpireReport]) -> None:
        decisions = [one for report in reports for one in report.plan.decisions]
        self._kept = {one.backup.id: one.reasons if one.keep else () for one in decisions}
        self._show()

    def _columns(self, state: SourceState, formats: Formats) -> list[Column]:
        backups, lsn = self._backups, state.engine.lsn_style.text
        size, count, moment = formats.size, formats.count, formats.moment
        known = state.timeline.backup_columns
        states = [StateCode(code) for code in known.state.tolist()]
        proven = list(zip(known.depth.tolist(), known.verified.tolist(), strict=True))
        unusable = state.timeline.unusable
        return [
            Column("started", self.tr("Started"), [b.started for b in backups], moment, width=190),
            Column("type", self.tr("Type"), [b.type.value for b in backups], type_text, width=112),
            Column(
                "state",
                self.tr("State"),
                [(code, unusable.get(b.id, "")) for code, b in zip(states, backups, strict=True)],
                self._state_text,
                key=lambda value: int(value[0]),
                tip=lambda value: self.context.words(value[1]) or self._state_meaning(value[0]),
                colour=self._state_colour,
                width=120,
            ),
            Column(
                "verified",
                self.tr("Verified"),
                proven,
                self._proven_text,
                key=lambda value: value[1] if value[1] == value[1] else 0.0,
                width=170,
            ),
            Column(
                "tags",
                self.tr("Tags"),
                [", ".join(state.timeline.tags.get(b.id, ())) for b in backups],
                tip=str,
                width=120,
            ),
            Column(
                "bytes_written",
                self.tr("Stored"),
                [b.bytes_written for b in backups],
                size,
                Align.RIGHT,
                width=90,
            ),
            Column(
                "duration",
                self.tr("Took"),
                [b.duration_ms / 1000 for b in backups],
                formats.duration,
                Align.RIGHT,
                width=90,
            ),
            Column("timeline", self.tr("Timeline"), [b.timeline for b in backups], width=76),
            Column(
                "start_lsn", self.tr("Start LSN"), [b.start_lsn for b in backups], lsn, Align.RIGHT, width=110
            ),
            Column(
                "stop_lsn", self.tr("Stop LSN"), [b.stop_lsn for b in backups], lsn, Align.RIGHT, width=110
            ),
            Column("pages", self.tr("Pages"), [b.pages for b in backups], count, Align.RIGHT, width=90),
            Column(
                "logical_bytes",
                self.tr("Database"),
                [b.logical_bytes for b in backups],
                size,
                Align.RIGHT,
                width=90,
            ),
            Column(
                "ratio",
                self.tr("Ratio"),
                [_ratio(b) for b in backups],
                self._ratio_text,
                Align.RIGHT,
                width=70,
            ),
            Column(
                "expiry",
                self.tr("Kept because"),
                [self._why_kept(state, b) for b in backups],
                self._kept_text,
                key=self._kept_text,
                tip=self._kept_text,
                width=200,
            ),
            Column("finished", self.tr("Finished"), [b.finished for b in backups], moment, width=190),
            Column("id", self.tr("Backup"), [b.id for b in backups], width=210),
            Column("parent", self.tr("Parent"), [b.parent or "" for b in backups], width=210),
        ]

    def _summarise(self) -> None:
        wanted = set(self.context.selection.now.backups)
        chosen = [backup for backup in self._backups if backup.id in wanted]
        shown, formats = chosen or list(self._backups), self.context.formats
        stored = formats.size(sum(backup.bytes_written for backup in shown))
        text = (
            self.tr("%n backup(s) selected", "", len(shown))
            if chosen
            else self.tr("%n backup(s)", "", len(shown))
        )
        self.summary.setText(self.tr("{0}, {1} stored").format(text, stored))
        self.rows.table.setAccessibleDescription(self.summary.text())

    def _state_text(self, value: tuple[StateCode, str]) -> str:
        return f"{STATE_SHAPES[STATES[value[0]]]} {state_text(value[0])}"

    def _state_meaning(self, code: StateCode) -> str:
        meanings = {
            StateCode.OK: self.tr("It is there, and no verification has read it yet."),
            StateCode.WARNINGS: self.tr("It holds pages that failed their own checksum when they were read."),
            StateCode.UNUSABLE: self.tr("The WAL that makes it consistent is not there."),
            StateCode.VERIFIED: self.tr("Its content was read again, or restored, and was right."),
            StateCode.DAMAGED: self.tr(
                "A verification found something wrong, and nothing cleared that since."
            ),
            StateCode.TRASH: self.tr("It expired. It can be brought back until a prune removes it."),
        }
        return meanings[code]

    def _state_colour(self, value: tuple[StateCode, str]) -> QColor:
        return self.context.theme.colour(STATES[value[0]])

    def _proven_text(self, value: tuple[int, float]) -> str:
        snapshot = self.snapshot
        depth, when = Depth(value[0]), value[1]
        if depth is Depth.NONE or when != when or snapshot is None:
            return self.tr("never")
        words = {
            Depth.STRUCTURE: self.tr("structure"),
            Depth.DATA: self.tr("data"),
            Depth.RESTORE: self.tr("restore"),
        }
        age = self.context.formats.age(snapshot.taken.timestamp() - when)
        return self.tr("{0}, {1}").format(words[depth], age)

    def _ratio_text(self, ratio: float) -> str:
        return f"{self.context.formats.locale.toString(ratio, 'f', 1)}x" if ratio else ""

    def _why_kept(self, state: SourceState, backup: Backup) -> tuple[str, ...] | None:
        """What the rules say; of a backup in the trash, until when it is there."""
        trashed = state.timeline.trash.get(backup.id)
        if trashed is None:
            return self._kept.get(backup.id)
        until = self.context.formats.moment(trashed.until, seconds=False)
        return (self.tr("in the trash until {0}").format(until),)

    def _kept_text(self, reasons: tuple[str, ...] | None) -> str:
        if reasons is None:
            return ""
        return "; ".join(map(self.context.words, reasons)) if reasons else self.tr("▲ no rule: expires next")

    def _select(self, rows: list[int]) -> None:
        self.context.selection.change(self, backups=tuple(self._backups[row].id for row in rows))
        self._summarise()

    def _open(self, row: int) -> None:
        self.context.navigator.open("timeline", self._backups[row].id)

    def _trigger(self, name: str) -> None:
        if name in {action.objectName() for action in self.context.actions}:
            self.context.actions.get(name).trigger()

    def _allow(self) -> None:
        known = {action.objectName() for action in self.context.actions}
        for made, name in ((self.verify, "verify.run"), (self.take, "backup.take")):
            reason = self.context.actions.reason(name) if name in known else self.tr("Not available.")
            made.setEnabled(not reason)
            made.setToolTip(reason)

    def _fill_menu(self, menu: QMenu, rows: list[int]) -> None:
        backup, state, place = self._backups[rows[0]], self.source, self.context.workspace.place
        known = {action.objectName(): action for action in self.context.actions}
        ids = tuple(self._backups[row].id for row in rows)
        self.context.selection.change(self, backups=ids, target=None)  # what the actions are about
        for name in MENU_ACTIONS:
            if name in known:
                menu.addAction(known[name])
        menu.addSeparator()
        for name in KEEPING:
            if name in known and known[name].isEnabled():
                menu.addAction(known[name])
        if TAGS in known:
            menu.addAction(known[TAGS])
        menu.addSeparator()
        menu.addAction(self.tr("Show on the timeline"), partial(self._open, rows[0]))
        menu.addAction(
            self.tr("Show its verifications"), lambda: self.context.navigator.open("verification", backup.id)
        )
        menu.addSeparator()
        copies = [(self.tr("Copy id"), backup.id)]
        if state is not None:
            copies.append((self.tr("Copy stop LSN"), state.engine.lsn_style.text(backup.stop_lsn)))
        copies.append((self.tr("Copy time (UTC)"), self.context.formats.iso(backup.finished)))
        if place is not None:
            copies.append((self.tr("Copy command to verify"), verify_command(place, ids)))
            target = RestoreTarget(TargetKind.IMMEDIATE)
            command = restore_command(place, backup.source, target, None, backup=backup.id)
            copies.append((self.tr("Copy command to restore"), command))
        for text, content in copies:
            menu.addAction(text, partial(QGuiApplication.clipboard().setText, content))


def _ratio(backup: Backup) -> float:
    """How much smaller what was read became; 0 where nothing was stored."""
    return backup.bytes_read / backup.bytes_written if backup.bytes_written else 0.0
