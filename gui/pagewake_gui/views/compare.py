"""Two backups beside each other: what changed from A to B, by relation."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from pagewake.desk.commands import compare_command
from pagewake.desk.compare import compare
from pagewake.desk.snapshot import SourceState
from pagewake.insight.compare import Comparison, RelationDifference
from pagewake.lsn import LsnStyle
from pagewake.model import Backup
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.evidence_words import type_text
from pagewake_gui.formats import plural
from pagewake_gui.models.columns import Align, Column
from pagewake_gui.selection import PageBrush
from pagewake_gui.widgets.basics import Card, StateLabel, button, clear, label, row
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.place_menu import About, menu_of
from pagewake_gui.widgets.saving import save
from pagewake_gui.widgets.table import FilteredTable
from pagewake_gui.window_state import resize_on_screen

SHAPES = {"added": "+", "dropped": "−", "grown": "▲", "shrunk": "▼", "changed": "≠", "same": "="}


class CompareWindow(QWidget):
    """A window of its own; `choose(a, b)` compares two backups by their ids, without ids the newest two."""

    def __init__(self, context: Context, source: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("window.compare")
        self._context, self._source = context, source
        self._backups: tuple[Backup, ...] = ()
        self.found: Comparison | None = None
        self._call: Call | None = None
        self.before, self.after = QComboBox(), QComboBox()
        self.before.setAccessibleName(self.tr("Backup A"))
        self.after.setAccessibleName(self.tr("Backup B"))
        for combo in (self.before, self.after):
            combo.activated.connect(lambda _: self._compare())
        self._state = StateLabel()
        self._errors = QVBoxLayout()
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self.rows = FilteredTable(self.tr("Relations and files"))
        self.rows.table.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # keys differ at their ends
        self.rows.table.row_opened.connect(self._open)
        self.rows.table.set_menu(menu_of(context, "compare", self._about, source))
        self._shown: list[RelationDifference] = []
        self.command = CommandButton(self._command_text)
        self._after_buttons = [
            button(self.tr("Show on the heat map"), self._show_map),
            button(self.tr("Save as CSV..."), lambda: self._save("csv")),
            button(self.tr("Save as JSON..."), lambda: self._save("json")),
        ]
        card = Card(self.tr("From A to B"))
        card.body.addWidget(self._state)
        card.body.addLayout(self._facts)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 14, 12)
        swap = button(self.tr("Swap"), self.swap)
        outer.addLayout(row(label("A"), self.before, label("B"), self.after, swap, 1))
        outer.addLayout(self._errors)
        outer.addWidget(card)
        outer.addWidget(self.rows, 1)
        outer.addLayout(row(*self._after_buttons, self.command, 1))
        self.setWindowTitle(self.tr("Compare backups of {0}").format(source))
        resize_on_screen(self, 1000, 720)
        context.appearance.changed.connect(self.restyle)
        context.workspace.snapshot_changed.connect(self._snapshot_changed)
        self._fill()

    def choose(self, before: str = "", after: str = "") -> None:
        """Compare these two, or the newest two."""
        for combo, wanted, usual in ((self.before, before, -2), (self.after, after, -1)):
            at = combo.findData(wanted)
            combo.setCurrentIndex(at if at >= 0 else max(len(self._backups) + usual, 0))
        self._compare()

    def swap(self) -> None:
        """Make A of B and B of A."""
        before, after = self.before.currentIndex(), self.after.currentIndex()
        self.before.setCurrentIndex(after)
        self.after.setCurrentIndex(before)
        self._compare()

    def restyle(self) -> None:
        """Another zone."""
        if self.found is not None:
            self._show(self.found)

    def _fill(self) -> None:
        snapshot = self._context.workspace.snapshot
        state = snapshot.source(self._source) if snapshot is not None else None
        self._backups = state.timeline.backups if state is not None else ()
        formats = self._context.formats
        for combo in (self.before, self.after):
            combo.clear()
            for backup in self._backups:
                combo.addItem(f"{formats.moment(backup.finished)}  {type_text(backup.type.value)}", backup.id)

    def _compare(self) -> None:
        before, after = self.before.currentData(), self.after.currentData()
        if self._call is not None and self._call.pending:
            self._call.forget()
        clear(self._errors)
        self.found = None
        self.rows.replace([])
        clear_grid(self._facts)
        for part in (*self._after_buttons, self.command):
            part.setEnabled(False)
        if before is None or after is None or before == after:
            self._state.show_state("info", self.tr("Choose two different backups"))
            return
        self._state.show_state("info", self.tr("Comparing block maps"))
        self._call = self._context.workspace.query(
            "compare backups",
            lambda repository, job: compare(repository, before, after, job),
            self._show,
            self._failed,
            owner=self,
        )

    def _failed(self, error: Exception) -> None:
        self._state.show_state("bad", self.tr("They could not be compared"))
        self._errors.addWidget(ErrorPanel(error, self.tr("Comparing the backups")))

    def _show(self, found: Comparison) -> None:
        self.found = found
        formats, totals = self._context.formats, found.totals
        pages = totals["pages_changed"] + totals["pages_added"] + totals["pages_dropped"]
        if pages:
            self._state.show_state(
                "info", self.tr("{0} page(s) differ", "", plural(pages)).format(formats.count(pages))
            )
        else:
            self._state.show_state("good", self.tr("All relations are the same"))
        seconds = found.time_distance.total_seconds()
        later = self.tr("{0} later") if seconds >= 0 else self.tr("{0} earlier")
        lsn = found.lsn_distance
        facts = [
            (self.tr("Pages changed"), formats.count(totals["pages_changed"])),
            (self.tr("Pages added"), formats.count(totals["pages_added"])),
            (self.tr("Pages dropped"), formats.count(totals["pages_dropped"])),
            (self.tr("Bytes changed"), formats.size(totals["bytes_changed"])),
            (self.tr("Relations added"), formats.count(totals["relations_added"])),
            (self.tr("Relations dropped"), formats.count(totals["relations_dropped"])),
            (self.tr("Time"), later.format(formats.duration(abs(seconds)))),
            (
                self.tr("WAL between"),
                self.tr("on another timeline") if lsn is None else self._length(abs(lsn)),
            ),
        ]
        clear_grid(self._facts)
        for number, (name, value) in enumerate(facts):
            line, column = divmod(number, 4)
            self._facts.addWidget(label(name, "muted"), 2 * line, column)
            shown = label(value, "heading", selectable=True)
            shown.setAccessibleName(f"{name}: {value}")
            self._facts.addWidget(shown, 2 * line + 1, column)
        self._shown = self._lines(found)
        self.rows.replace(self._columns(self._shown))
        for part in (*self._after_buttons, self.command):
            part.setEnabled(True)

    def _length(self, positions: int) -> str:
        """How long a range of positions is, in what people count by: bytes where an LSN counts bytes."""
        formats, snapshot = self._context.formats, self._context.workspace.snapshot
        state = snapshot.source(self._source) if snapshot is not None else None
        if state is None or state.engine.lsn_style is LsnStyle.HALVES:
            return formats.size(positions)
        return self.tr("{0} position(s)", "", plural(positions)).format(formats.count(positions))

    def _lines(self, found: Comparison) -> list[RelationDifference]:
        """Relations and files that differ, the most changed first; all, where none does."""
        every = [*found.relations, *found.files]
        shown = [one for one in every if one.state != "same"] or every
        return sorted(shown, key=lambda one: (-(one.changed + one.added + one.dropped), one.name))

    def _columns(self, lines: list[RelationDifference]) -> list[Column]:
        size, count = self._context.formats.size, self._context.formats.count
        words = {
            "added": self.tr("added"),
            "dropped": self.tr("dropped"),
            "grown": self.tr("grown"),
            "shrunk": self.tr("shrunk"),
            "changed": self.tr("changed"),
            "same": self.tr("the same"),
        }
        right = Align.RIGHT
        return [
            Column("name", self.tr("Relation or file"), [one.name for one in lines], width=260, least=150),
            Column(
                "state",
                self.tr("State"),
                [one.state for one in lines],
                lambda state: f"{SHAPES[state]} {words[state]}",
                width=110,
            ),
            Column("changed", self.tr("Changed"), [one.changed for one in lines], count, right, width=90),
            Column("added", self.tr("Added"), [one.added for one in lines], count, right, width=90),
            Column("dropped", self.tr("Dropped"), [one.dropped for one in lines], count, right, width=90),
            Column(
                "before", self.tr("Size in A"), [one.bytes_before for one in lines], size, right, width=100
            ),
            Column("after", self.tr("Size in B"), [one.bytes_after for one in lines], size, right, width=100),
            Column("key", self.tr("Key"), [one.relation for one in lines], width=160, least=60),
        ]

    def _about(self, state: SourceState, rows: list[int]) -> About | None:
        line = self._shown[rows[0]]
        return About(
            backups=(self.before.currentData(), self.after.currentData()),
            pages=PageBrush(line.relation, 0, 1) if line.relation else None,
            command=self._command_text(),
            copies=((self.tr("Copy name"), line.name), (self.tr("Copy key"), line.relation)),
        )

    def _open(self, row_number: int) -> None:
        self._show_map()

    def _show_map(self) -> None:
        self._context.navigator.open("heatmap", (self.before.currentData(), self.after.currentData()))

    def _save(self, kind: str) -> None:
        table = self.rows.table
        text = table.as_csv() if kind == "csv" else table.as_json()
        save(self._context, self, f"comparison.{kind}", text.encode())

    def _command_text(self) -> str:
        place = self._context.workspace.place
        if place is None:
            return ""
        return compare_command(place, self.before.currentData(), self.after.currentData())

    def _snapshot_changed(self, snapshot: object) -> None:
        if snapshot is None:
            self.close()

    def closeEvent(self, event: object) -> None:
        if self._call is not None and self._call.pending:
            self._call.forget()
        super().closeEvent(event)  # type: ignore[arg-type]


def clear_grid(grid: QGridLayout) -> None:
    """Take everything out of a grid."""
    while (item := grid.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
