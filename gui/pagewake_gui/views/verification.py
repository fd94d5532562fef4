"""Verification: backups by checks, what was found, and every verification on record.

A cell and the verdict of the overview follow from the same records.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QMenu, QSplitter, QTabWidget, QToolButton, QVBoxLayout, QWidget

from pagewake.desk.snapshot import RepositorySnapshot, SourceState
from pagewake.errors import UsageError
from pagewake.insight.matrix import Cell, Check, Result, Row, matrix, not_read_since
from pagewake.model import Backup, Finding, Severity
from pagewake.repository.evidence import Evidence
from pagewake.restore.block_plan import Wanted, blocks_of
from pagewake_gui.context import Context
from pagewake_gui.evidence_words import (
    check_meaning,
    check_title,
    level_text,
    result_text,
    type_text,
)
from pagewake_gui.models.columns import Column
from pagewake_gui.selection import Selection
from pagewake_gui.theme import STATE_SHAPES
from pagewake_gui.views.base import View
from pagewake_gui.views.verification_checks import ChecksPane
from pagewake_gui.views.verification_columns import finding_columns, history_columns, scope_text
from pagewake_gui.widgets.basics import StateLabel, button, label, row, scrolled
from pagewake_gui.widgets.empty import EmptyState
from pagewake_gui.widgets.place_menu import About, about_backups, menu_of, offer
from pagewake_gui.widgets.table import FilteredTable, MenuMaker
from pagewake_gui.wizards.page_repair.proposal import Proposal

SPANS = (0, 1, 7, 30, 90)
"""Days of the filter `not verified for`; 0 shows all."""
STATES = {Result.GOOD: "good", Result.BAD: "bad", Result.NEVER: "unknown"}


class VerificationView(View):
    """The matrix above, findings and history below."""

    name = "verification"
    icon = "verification"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._backups: tuple[Backup, ...] = ()
        self._cells: dict[str, Row] = {}
        self._records: list[Evidence] = []
        self._found: list[tuple[Finding, Evidence | None]] = []
        self._shown: list[Backup] = []
        self.summary = StateLabel(wrap=True)
        self.days = QComboBox()
        self.days.setAccessibleName(self.tr("Which backups"))
        for days in SPANS:
            text = self.tr("Not read for %n day(s)", "", days) if days else self.tr("All backups")
            self.days.addItem(text, days)
        self.days.currentIndexChanged.connect(lambda _: self._fill_matrix())
        self.run = self._action_button("verify.run", self.tr("Verify"), "primary")
        self.report = self._action_button("report.save", self.tr("Save report"))
        self.matrix = FilteredTable(self.tr("Backups and checks"))
        self.matrix.table.rows_selected.connect(self._select)
        self.matrix.table.row_opened.connect(lambda number: self._explain(number))
        self.matrix.table.set_menu(menu_of(context, self.name, self._about_rows))
        self.detail = label("", wrap=True, selectable=True)
        self.detail.setAccessibleName(self.tr("What was checked of the selected backup"))
        self.findings = FilteredTable(self.tr("Findings"))
        self.why_not_repair = label("", "muted", wrap=True)
        self.history = FilteredTable(self.tr("Verifications"))
        self.history.table.rows_selected.connect(self._show_record)
        self.history.table.row_opened.connect(self._show_checks)
        self.checks = ChecksPane(context, lambda: self._trigger("verify.run"))
        self.history.table.set_menu(menu_of(context, self.name, self._about_record))
        about_finding = menu_of(context, self.name, self._about_finding)
        self.findings.table.set_menu(partial(self._finding_menu, about_finding))
        self.findings.table.rows_selected.connect(lambda _: self._allow())
        self.check = self._action_button("repository.check", self.tr("Check the repository..."))
        self.repair = button(self.tr("Repair these pages..."), self._repair_found)
        self.tabs = QTabWidget()
        for scroller in self.tabs.tabBar().findChildren(QToolButton):
            scroller.setAccessibleName(self.tr("More tabs"))
        self.tabs.tabBar().setAccessibleName(self.tr("Selected backup, findings, history, checks"))
        self.tabs.addTab(self._detail_page(), self.tr("Selected backup"))
        self.tabs.addTab(self._findings_page(), self.tr("Findings"))
        self.tabs.addTab(self.history, self.tr("History"))
        self.tabs.addTab(self.checks, self.tr("Checks"))
        self._empty = EmptyState(
            self.tr("There is no backup to verify yet"),
            self.tr("What is verified, how deep and when stands here from the first backup on."),
            (self.tr("Take a backup"), lambda: self._trigger("backup.take")),
        )
        self._parts = QSplitter(Qt.Orientation.Vertical)
        self._parts.addWidget(self.matrix)
        self._parts.addWidget(self.tabs)
        self._parts.setStretchFactor(0, 3)
        self._parts.setStretchFactor(1, 2)
        self._parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 12, 14, 12)
        column.setSpacing(10)
        self._bar = QWidget()
        bar = row(self.summary, self.days, self.report, self.run)
        bar.setStretch(0, 1)
        self._bar.setLayout(bar)
        column.addWidget(self._bar)
        column.addWidget(self._parts, 1)
        column.addWidget(self._empty, 1)
        context.actions.changed.connect(self._allow)
        self._allow()

    # --- what is shown

    def show_snapshot(self, snapshot: RepositorySnapshot | None) -> None:
        state = self.source
        self._backups = state.timeline.kept if state else ()
        records = [one for one in snapshot.evidence if self._is_about(one)] if snapshot and state else []
        self._records = list(reversed(records))
        self._cells = matrix(state.timeline, records, snapshot.taken) if snapshot and state else {}
        self._empty.setVisible(not self._backups)
        self._bar.setVisible(bool(self._backups))
        self._parts.setVisible(bool(self._backups))
        self._fill_matrix()
        self._fill_findings(snapshot)
        self._fill_history()
        self.checks.offer(self._records)
        self._summarise()
        self.show_selection(self.context.selection.now, None)

    def show_selection(self, selection: Selection, origin: object) -> None:
        wanted = set(selection.backups)
        self.matrix.table.select([n for n, backup in enumerate(self._shown) if backup.id in wanted])
        self._show_detail(selection.backups)

    def restyle(self) -> None:
        self.show_snapshot(self.snapshot)
        self.checks.restyle()

    def bring(self, about: object) -> None:
        if isinstance(about, str):
            self.days.setCurrentIndex(0)
            self.matrix.filter.clear()
            self.context.selection.change(self, backups=(about,))
            self.show_selection(self.context.selection.now, None)

    def _is_about(self, record: Evidence) -> bool:
        ids = {backup.id for backup in self._backups}
        return record.whole or bool(ids.intersection(record.backups)) or record.source == self._source_name

    @property
    def _source_name(self) -> str:
        return self.context.selection.now.source

    def _summarise(self) -> None:
        snapshot = self.snapshot
        if snapshot is None or not self._backups:
            return
        bad = sum(any(cell.result is Result.BAD for cell in one.values()) for one in self._cells.values())
        month = timedelta(days=30)
        old = sum(not_read_since(one, snapshot.taken, month) for one in self._cells.values())
        if bad:
            self.summary.show_state("bad", self.tr("Something is wrong with %n backup(s)", "", bad))
        elif old:
            self.summary.show_state("warn", self.tr("%n backup(s) not read for 30 days", "", old))
        else:
            self.summary.show_state("good", self.tr("Every backup was read within 30 days"))
        self.matrix.table.setAccessibleDescription(self.summary.accessibleName())

    def _fill_matrix(self) -> None:
        snapshot, days = self.snapshot, int(self.days.currentData())
        self._shown = [
            backup
            for backup in self._backups
            if not days
            or snapshot is None
            or not_read_since(self._cells[backup.id], snapshot.taken, timedelta(days=days))
        ]
        self._shown.reverse()
        shown, formats = self._shown, self.context.formats
        columns = [
            Column("finished", self.tr("Backup of"), [b.finished for b in shown], formats.moment, width=190),
            Column("type", self.tr("Type"), [b.type.value for b in shown], type_text, width=112),
        ]
        columns += [self._check_column(check) for check in Check]
        columns.append(Column("id", self.tr("Id"), [b.id for b in shown], width=210, least=90))
        self.matrix.replace(columns)

    def _check_column(self, check: Check) -> Column:
        return Column(
            check.value,
            check_title(check),
            [self._cells[backup.id][check] for backup in self._shown],
            self._cell_text,
            key=lambda cell: (
                (list(Result).index(cell.result) << 40) + int(cell.when.timestamp() if cell.when else 0)
            ),
            tip=partial(self._cell_story, check),
            colour=lambda cell: self._colour(STATES[cell.result]),
            width=158,
        )

    def _fill_findings(self, snapshot: RepositorySnapshot | None) -> None:
        mine = snapshot.findings if snapshot else ()
        found: list[tuple[Finding, Evidence | None]] = [(finding, None) for finding in mine]
        found += [(finding, record) for record in self._records for finding in record.findings]
        self._found = found
        self.findings.replace(finding_columns(self.context, found))
        errors = sum(finding.severity is Severity.ERROR for finding, _ in found)
        self.tabs.setTabText(
            1, self.tr("Findings ({0})").format(len(found)) if found else self.tr("Findings")
        )
        self.tabs.setTabToolTip(1, self.tr("%n error(s)", "", errors))

    def _fill_history(self) -> None:
        self.history.replace(history_columns(self.context, self._records))

    def _show_detail(self, backups: tuple[str, ...]) -> None:
        chosen = [backup for backup in self._backups if backup.id in backups]
        if len(chosen) != 1:
            text = (
                self.tr("%n backups are selected: Verify looks at these.", "", len(chosen))
                if chosen
                else self.tr(
                    "Select a backup above to see what was checked of it, when, and by which record."
                )
            )
            self.detail.setText(text)
            return
        cells = self._cells[chosen[0].id]
        self.detail.setText("\n\n".join(self._cell_story(check, cells[check]) for check in Check))

    def _cell_text(self, cell: Cell) -> str:
        shape = STATE_SHAPES[STATES[cell.result]]
        if cell.result is Result.NEVER or cell.when is None:
            return f"{shape} {result_text(cell.result)}"
        age = self._age(cell)
        return f"{shape} {result_text(cell.result)}, {age}"

    def _age(self, cell: Cell) -> str:
        snapshot = self.snapshot
        if snapshot is None or cell.when is None:
            return ""
        if cell.record is None:
            return self.tr("now")
        return self.context.formats.age((snapshot.taken - cell.when).total_seconds())

    def _cell_story(self, check: Check, cell: Cell) -> str:
        """One cell in full: what, when, by which record, and what was wrong."""
        formats, words = self.context.formats, self.context.words
        head = f"{STATE_SHAPES[STATES[cell.result]]} {check_title(check)}: {result_text(cell.result)}"
        meaning = {
            Result.GOOD: check_meaning(check),
            Result.NEVER: self.tr("Nobody has looked yet."),
            Result.BAD: "",
        }
        lines = [head, meaning[cell.result]]
        if cell.when is not None:
            lines.append(self.tr("Looked at {0}").format(formats.moment(cell.when)))
        record = cell.record
        if isinstance(record, Evidence):
            checked = formats.size(record.bytes_checked)
            lines.append(
                self.tr("Record {0}, level {1}, {2}, {3} compared").format(
                    record.id, level_text(record.level), scope_text(record), checked
                )
            )
            if record.target:
                lines.append(self.tr("Restored to {0}").format(words(record.target)))
            lines += map(words, record.checks)
        if cell.note:
            lines.append(words(cell.note))
        for finding in cell.findings:
            lines.append(f"{finding.code}: {words(finding.object_name)}")
            lines += [words(finding.message), words(finding.advice)]
        return "\n".join(line for line in lines if line)

    # --- what is done

    def _select(self, rows: list[int]) -> None:
        chosen = tuple(self._shown[number].id for number in rows)
        self.context.selection.change(self, backups=chosen)
        self._show_detail(chosen)

    def _explain(self, number: int) -> None:
        self.tabs.setCurrentIndex(0)
        self._show_detail((self._shown[number].id,))

    def _show_record(self, rows: list[int]) -> None:
        if len(rows) == 1:
            record = self._records[rows[0]]
            chosen = tuple(record.damaged or record.backups)
            self.context.selection.change(self, backups=chosen)
            wanted = set(chosen)
            self.matrix.table.select([n for n, one in enumerate(self._shown) if one.id in wanted])
            self._show_detail(chosen)
            self.checks.choose(record.id)

    def _show_checks(self, number: int) -> None:
        """The checks of a record of the history; where it has none, what it says of its backups."""
        record = self._records[number]
        self.tabs.setCurrentIndex(3 if self.checks.choose(record.id) else 0)

    def _about_rows(self, state: SourceState, rows: list[int]) -> About:
        return about_backups(state, [self._shown[row].id for row in rows])

    def _about_record(self, state: SourceState, rows: list[int]) -> About:
        return about_backups(state, self._records[rows[0]].backups)

    def _about_finding(self, state: SourceState, rows: list[int]) -> About:
        finding, record = self._found[rows[0]]
        said = f"{finding.object_name}: {finding.message} {finding.advice}".strip()
        copies = ((self.tr("Copy what was found"), said), (self.tr("Copy its code"), finding.code))
        return replace(about_backups(state, record.backups if record else ()), copies=copies)

    def _action_button(self, name: str, text: str, role: str = "") -> QWidget:
        made = button(text, lambda: self._trigger(name), role)
        made.setObjectName(f"do.{name}")
        return made

    def _trigger(self, name: str) -> None:
        if name in {action.objectName() for action in self.context.actions}:
            self.context.actions.get(name).trigger()

    def _allow(self) -> None:
        known = {action.objectName() for action in self.context.actions}
        for made, name in (
            (self.run, "verify.run"),
            (self.report, "report.save"),
            (self.check, "repository.check"),
        ):
            reason = self.context.actions.reason(name) if name in known else self.tr("Not available.")
            made.setEnabled(not reason)
            made.setToolTip(reason or (self.context.actions.hint(name) if name in known else ""))
        self._allow_repair("page.repair" in known)

    # --- what is damaged, repaired

    def _findings_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 6, 0, 0)
        column.addWidget(self.findings, 1)
        below = row(self.why_not_repair, self.repair, self.check)
        below.setStretch(0, 1)
        column.addLayout(below)
        return page

    def _found_blocks(self, rows: list[int]) -> Wanted:
        """The pages of the database that findings name; none where they are too many to be repaired one by one."""
        try:
            return blocks_of(self._found[number][0] for number in rows)
        except UsageError:
            return {}

    def _repair_found(self) -> None:
        wanted = self._found_blocks(self.findings.table.selected())
        self.context.navigator.open("repair", Proposal(self._source_name, wanted))

    def _allow_repair(self, known: bool) -> None:
        rows = self.findings.table.selected()
        reason = self.context.actions.reason("page.repair") if known else self.tr("Not available.")
        if not reason and not rows:
            reason = self.tr("Select findings that name pages of the database to repair these.")
        elif not reason and not self._found_blocks(rows):
            reason = self.tr("The selected findings name no pages of the database.")
        self.repair.setEnabled(not reason)
        self.why_not_repair.setText(reason)

    def _finding_menu(self, fill: MenuMaker, menu: QMenu, rows: list[int]) -> None:
        wanted = self._found_blocks(rows)
        if wanted:
            proposal = Proposal(self._source_name, wanted)
            repair = partial(self.context.navigator.open, "repair", proposal)
            offer(self.context, menu, "page.repair", self.tr("Repair these pages..."), repair)
        check = partial(self.context.navigator.open, "check")
        offer(self.context, menu, "repository.check", self.tr("Check the repository..."), check)
        menu.addSeparator()
        fill(menu, rows)

    def _detail_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.detail)
        column.addStretch(1)
        return scrolled(page)

    # --- words

    def _colour(self, state: str) -> QColor:
        return self.context.theme.colour(state)
