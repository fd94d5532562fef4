"""The palette: every command and page by name, and whatever a text means in history: an LSN, a time, a backup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from pagewake.desk.snapshot import SourceState
from pagewake.insight.backup_search import find_backups
from pagewake.insight.columns import StateCode
from pagewake.insight.search import Hit, HitKind, find_transaction, search
from pagewake.jobs import Job
from pagewake.repository.repository import Repository
from pagewake_gui.context import Context
from pagewake_gui.evidence_words import search_words, state_text, type_text
from pagewake_gui.formats import zone_named
from pagewake_gui.pages import PAGES
from pagewake_gui.selection import LsnRange
from pagewake_gui.widgets.basics import label
from pagewake_gui.widgets.sides import BESIDE, SidesDelegate

_FIRST = ("restore.open", "restore.drill", "backup.take", "verify.run")
"""The commands that an empty search begins with."""
_PLACES = ("lsn", "timeline", "wal", "overview")
"""The pages that show a position, the best first."""


@dataclass(frozen=True)
class Entry:
    """One line. `reason` says why it cannot be used now."""

    text: str
    detail: str
    run: Callable[[], object]
    reason: str = ""


class Palette(QDialog):
    """Type, choose with the arrows, Return. Closes itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.setObjectName("palette")
        self.setWindowTitle(self.tr("Search everything"))
        self.resize(840, 480)
        self.field = QLineEdit()
        self.field.setPlaceholderText(
            self.tr(
                'Command, page, backup ("full yesterday"), LSN, time, WAL file, restore point, transaction'
            )
        )
        self.field.setAccessibleName(self.tr("Search for"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Results"))
        self.list.setUniformItemSizes(True)
        self._delegate = SidesDelegate(context.appearance)
        self.list.setItemDelegate(self._delegate)
        self.list.itemActivated.connect(lambda _: self._run())
        self.note = label("", "muted", wrap=True)
        self.note.setAccessibleName(self.tr("About the result"))
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 14, 14, 12)
        column.setSpacing(8)
        column.addWidget(self.field)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        self.entries: list[Entry] = []
        self.list.currentRowChanged.connect(self._explain)
        self._search("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
            if event.key() in steps:
                step = steps[Qt.Key(event.key())]
                at = self.list.currentRow() + step
                self.list.setCurrentRow(max(0, min(at, self.list.count() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return super().eventFilter(watched, event)

    def _search(self, text: str) -> None:
        places = list(self._places(text))
        self.entries = [*places, *self._commands(text), *self._described(text, {one.text for one in places})]
        self.list.clear()
        muted = QColor(self.context.theme.muted)
        for entry in self.entries:
            item = QListWidgetItem(entry.text)
            beside = entry.reason or entry.detail
            item.setData(BESIDE, beside)
            item.setData(
                Qt.ItemDataRole.AccessibleTextRole, f"{entry.text}, {beside}" if beside else entry.text
            )
            if entry.reason:
                item.setForeground(muted)
            self.list.addItem(item)
        if self.entries:
            self.list.setCurrentRow(0)
        else:
            self.note.setText(self.tr("Nothing is called so, and nothing in history is named by it."))

    def _commands(self, text: str) -> list[Entry]:
        """Commands that all words occur in: first those whose name has them at the beginning of a word."""
        words = text.casefold().split()
        found: list[tuple[int, Entry]] = []
        for action in self.context.actions:
            name = action.objectName()
            shown, hint = action.text().casefold(), self.context.actions.hint(name).casefold()
            if name == "palette.open" or not all(word in f"{shown} {hint} {name}" for word in words):
                continue
            begins = all(f" {word}" in f" {shown}" for word in words)
            rank = 0 if begins else 1 if all(word in shown for word in words) else 2
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            reason = self.context.actions.reason(name)
            if not words:  # what is done most comes first, what cannot be done now last
                rank = len(_FIRST) + 2 if reason else _FIRST.index(name) if name in _FIRST else len(_FIRST)
                rank += not name.startswith("go.") and name not in _FIRST and not reason
            found.append((rank, Entry(action.text().rstrip("."), keys, action.trigger, reason)))
        found.sort(key=lambda one: one[0])
        return [entry for _, entry in found]

    def _places(self, text: str) -> Iterator[Entry]:
        snapshot = self.context.workspace.snapshot
        if snapshot is None or not text.strip():
            return
        zone = zone_named(self.context.formats.zone_name)
        for state in snapshot.sources:
            found = search(state.timeline, text, zone)
            if found.problem and not find_backups(state.timeline, text, zone, search_words()):
                self.note.setText(self.context.words(found.problem))
            for hit in found.hits:
                yield self._place(state, hit)
            if found.transaction:
                yield Entry(
                    self.tr("Look for transaction {0} in the newest WAL").format(found.transaction),
                    state.name,
                    partial(self._find_transaction, state.name, found.transaction),
                )

    def _described(self, text: str, known: set[str]) -> Iterator[Entry]:
        """Backups that all words are true of: type, state, tags, day. They may be many, and come last."""
        snapshot = self.context.workspace.snapshot
        zone = zone_named(self.context.formats.zone_name)
        words = search_words()
        for state in snapshot.sources if snapshot is not None else ():
            for hit in find_backups(state.timeline, text, zone, words):
                entry = self._place(state, hit)
                if entry.text not in known:
                    yield entry

    def _place(self, state: SourceState, hit: Hit) -> Entry:
        kinds = {
            HitKind.BACKUP: self.tr("Backup {0}"),
            HitKind.RESTORE_POINT: self.tr("Restore point {0}"),
            HitKind.LSN: self.tr("LSN {0}"),
            HitKind.WAL_FILE: self.tr("WAL file {0}"),
            HitKind.TIME: self.tr("Time {0}"),
            HitKind.TRANSACTION: self.tr("Transaction {0}"),
        }
        parts = [state.name, *self._backup_words(state, hit.backup)]
        if hit.time == hit.time:  # not nan
            parts.append(self.context.formats.moment(hit.time))
        if hit.timeline is not None:
            parts.append(self.tr("timeline {0}").format(hit.timeline))
        if hit.band is not None and hit.band.reason:
            parts.append(self.context.words(hit.band.reason))
        return Entry(
            kinds[hit.kind].format(hit.text), " · ".join(parts), partial(go, self.context, state.name, hit)
        )

    def _backup_words(self, state: SourceState, backup: str | None) -> list[str]:
        """The type, the state and the tags of a backup."""
        timeline = state.timeline
        index = timeline.index_of(backup) if backup is not None else None
        if index is None or backup is None:
            return []
        known = state_text(StateCode(int(timeline.backup_columns.state[index])))
        tags = timeline.tags.get(backup, ())
        return [type_text(timeline.backups[index].type.value), known, *([", ".join(tags)] if tags else [])]

    def _find_transaction(self, source: str, transaction: str) -> None:
        context = self.context
        snapshot = context.workspace.snapshot
        state = snapshot.source(source) if snapshot is not None else None
        if state is None:
            return

        def work(repository: Repository, job: Job) -> tuple[Hit, ...]:
            return find_transaction(repository, state.engine, state.timeline, transaction, job)

        absent = self.tr("Transaction {0} is not in the newest WAL.").format(transaction)

        def done(hits: tuple[Hit, ...]) -> None:
            if hits:
                go(context, source, hits[0])
            else:
                context.notices.say(absent)

        context.workspace.query("look for a transaction", work, done, context.notices.fail)

    def _explain(self, at: int) -> None:
        if 0 <= at < len(self.entries):
            self.note.setText(self.entries[at].reason)

    def _run(self) -> None:
        at = self.list.currentRow()
        if not 0 <= at < len(self.entries):
            return
        entry = self.entries[at]
        if entry.reason:
            self.note.setText(entry.reason)
            return
        self.close()
        entry.run()


def go(context: Context, source: str, hit: Hit) -> None:
    """Select what was found, and show the page that shows it best."""
    context.selection.change(None, source=source)
    if hit.kind is HitKind.BACKUP and hit.backup is not None:
        context.selection.change(None, backups=(hit.backup,))
        context.navigator.open("backups", hit.backup)
        return
    known = {page.name for page in PAGES}
    page = next(name for name in _PLACES if name in known)
    if hit.timeline is not None and hit.lsn is not None:
        place = LsnRange(hit.timeline, hit.lsn, hit.lsn + 1)
        context.selection.change(None, lsn=place)
        context.navigator.open(page, place)
    elif hit.time == hit.time:
        context.selection.change(None, time=(hit.time, hit.time))
        context.navigator.open("timeline" if "timeline" in known else page)
