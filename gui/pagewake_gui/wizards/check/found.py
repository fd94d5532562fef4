"""What a check found, or what a repair left: the verdict, and tables of findings, of lost pages, of what was done."""

from __future__ import annotations

import json
from functools import partial

from PySide6.QtWidgets import QMenu, QTabWidget, QToolButton, QWidget

from pagewake.checking.run import CheckReport, Outcome
from pagewake.desk.checking import check_document
from pagewake.desk.snapshot import SourceState
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import StateLabel, button, label, row
from pagewake_gui.widgets.facts import Facts
from pagewake_gui.widgets.place_menu import About, about_backups, menu_of
from pagewake_gui.widgets.row_text import RowText
from pagewake_gui.widgets.saving import save
from pagewake_gui.widgets.table import FilteredTable
from pagewake_gui.wizards.check.columns import (
    Lost,
    finding_columns,
    lost_columns,
    lost_rows,
    step_columns,
    unnamed_ranges,
)
from pagewake_gui.wizards.frame import LEAST_TABLE_HEIGHT, Step

STATES = {
    Outcome.SOUND: "good",
    Outcome.REPAIRED: "good",
    Outcome.DAMAGED: "bad",
    Outcome.DAMAGE_LEFT: "bad",
}


class FoundStep(Step):
    """Shows one report. `last`: it is the end of the window, and what was done stands first."""

    def __init__(self, context: Context, title: str, location: str, *, last: bool) -> None:
        super().__init__(context, title)
        self.setObjectName("step.result" if last else "step.found")
        self._location, self._last = location, last
        self.report: CheckReport | None = None
        self._lost: list[Lost] = []
        self.state = StateLabel(wrap=True)
        self.meaning = label("", wrap=True, selectable=True)
        self.facts = Facts()
        self.findings = FilteredTable(self.tr("Findings"))
        self.lost = FilteredTable(self.tr("Lost pages"))
        self.lost.table.set_menu(menu_of(context, "check", self._about_lost))
        self.steps = FilteredTable(self.tr("What was done"))
        self._details = [
            _with_detail(self.findings, ("object", "message", "advice")),
            _with_detail(self.lost, ("backup", "file", "blocks", "older", "newer")),
            _with_detail(self.steps, ("object", "what", "why")),
        ]
        self.tabs = QTabWidget()
        self.tabs.setMinimumHeight(LEAST_TABLE_HEIGHT)
        self.tabs.tabBar().setAccessibleName(self.tr("Findings, lost pages, what was done"))
        for scroller in self.tabs.tabBar().findChildren(QToolButton):
            scroller.setAccessibleName(self.tr("More tabs"))
        if last:
            self.tabs.addTab(self.steps, self.tr("What was done"))
        self.tabs.addTab(self.findings, self.tr("Findings"))
        self.tabs.addTab(self.lost, self.tr("Lost pages"))
        self.more = label("", "muted", wrap=True)
        self.export_button = QToolButton()
        self.export_button.setText(self.tr("Export"))
        self.export_button.setProperty("role", "button")
        self.export_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.export_button)
        menu.addAction(self.tr("Report as JSON"), partial(self._save, "json"))
        menu.addAction(self.tr("Findings as CSV"), partial(self._save, "findings"))
        menu.addAction(self.tr("Lost pages as CSV"), partial(self._save, "lost"))
        if last:
            menu.addAction(self.tr("What was done as CSV"), partial(self._save, "steps"))
        self.export_button.setMenu(menu)
        self.full = button(self.tr("Take a full backup..."), context.actions.get("backup.full").trigger)
        for part in (self.state, self.meaning, self.facts, self.more):
            self.body.addWidget(part)
        self.body.addWidget(self.tabs, 1)
        self._rest = QWidget()  # takes the room of the tables while there are none
        self.body.addWidget(self._rest, 1)
        self.body.addLayout(row(self.full, 1, self.export_button))
        context.actions.changed.connect(self._allow)
        context.appearance.changed.connect(self._show_tables)

    def show_report(self, report: CheckReport) -> None:
        """Show another report."""
        self.report, formats = report, self.context.formats
        self.state.show_state(STATES[report.outcome], self._verdict(report))
        self.meaning.setText(self._meaning(report))
        objects = sum(report.survey.objects.values())
        foreign = report.survey.foreign_count
        self.facts.show_facts(
            [
                (
                    self.tr("Looked at"),
                    self.tr(
                        "%n backup(s), {0} objects, {1} read and compared", "", len(report.backups)
                    ).format(formats.count(objects), formats.size(report.bytes_checked)),
                ),
                (self.tr("Took"), formats.duration(report.duration_ms / 1000)),
                (
                    self.tr("Not of this repository"),
                    self.tr("%n object(s), left alone", "", foreign) if foreign else "",
                ),
                (
                    self.tr("In quarantine"),
                    self.tr(
                        "%n object(s): yours to look at and to delete, nothing needs them",
                        "",
                        len(report.quarantine),
                    )
                    if report.quarantine
                    else "",
                ),
                (
                    self.tr("Stored again"),
                    self.tr("{0} of sound pages, out of damaged packs").format(
                        formats.size(report.bytes_saved)
                    )
                    if report.bytes_saved
                    else "",
                ),
            ]
        )
        more = unnamed_ranges(report.affected)
        self.more.setText(
            self.tr("And %n further file(s) or range(s), which are counted and not named.", "", more)
            if more
            else ""
        )
        self.more.setVisible(bool(more))
        self._show_tables()
        self.tabs.setVisible(bool(report.findings or report.affected or (self._last and report.steps)))
        self._rest.setVisible(self.tabs.isHidden())
        self.full.setVisible(bool(report.affected))
        self._allow()
        self.changed.emit()

    def problem(self) -> str:
        report = self.report
        if report is None:
            return self.tr("Nothing was looked at yet.")
        if self._last or (report.ok and not report.steps):
            return ""
        if not report.steps:
            return self.tr("Nothing of this can be mended in the repository: see what to do.")
        if self.context.actions.read_only or self.context.workspace.read_only:
            return self.tr("A repair changes the repository, and the window was opened read-only.")
        return ""

    @property
    def over(self) -> bool:
        """Whether there is nothing to be done after this."""
        return self._last or (self.report is not None and self.report.ok and not self.report.steps)

    def begins_with(self) -> QWidget | None:
        return self.tabs.tabBar() if self.tabs.isVisibleTo(self) else None

    def next_text(self) -> str:
        return self.tr("Close") if self.over else self.tr("Repair...")

    def go_on(self) -> bool:
        if self.over:
            self.window().close()
            return False
        return True

    def content(self, kind: str) -> bytes:
        """What a file of a kind (json, findings, lost, steps) holds."""
        if kind == "json":
            assert self.report is not None
            return (json.dumps(check_document(self.report, self._location), indent=2) + "\n").encode()
        tables = {"findings": self.findings, "lost": self.lost, "steps": self.steps}
        return tables[kind].table.as_csv().encode()

    def _verdict(self, report: CheckReport) -> str:
        texts = {
            Outcome.SOUND: self.tr("Everything is sound"),
            Outcome.DAMAGED: self.tr("Damage was found"),
            Outcome.REPAIRED: self.tr("Repaired: everything is sound"),
            Outcome.DAMAGE_LEFT: self.tr("Repaired as far as that can be: damage is left"),
        }
        return texts[report.outcome]

    def _meaning(self, report: CheckReport) -> str:
        if report.ok:
            if report.data:
                return self.tr("Every byte was read and compared with its hash.")
            return self.tr(
                "What names and frames the data is as it should be. Whether all of the data can be read, only a look "
                "at every byte tells."
            )
        lost = self.tr("%n backup(s) cannot be given back whole.", "", len(report.affected))
        if report.outcome is Outcome.DAMAGED:
            if not report.affected:
                return self.tr("No backup has lost a page by it.")
            return lost
        if not report.affected:
            return self.tr("No backup has lost a page by it. What is left is told below.")
        heals = self.tr(
            "A full backup stores again what the database still has: older backups that need it are whole then. Check "
            "once more after it."
        )
        return f"{lost} {heals}"

    def _show_tables(self) -> None:
        report = self.report
        if report is None:
            return
        self._lost = lost_rows(report.affected)
        self.findings.replace(finding_columns(self.context, report.findings))
        self.lost.replace(lost_columns(self.context, self._lost))
        self.steps.replace(step_columns(self.context, report.steps if self._last else ()))
        for detail in self._details:
            detail.show_first()
        for table, title, count in (
            (self.findings, self.tr("Findings ({0})"), len(report.findings)),
            (
                self.lost,
                self.tr("Lost pages ({0})"),
                sum(one.blocks for one in self._lost) or len(self._lost),
            ),
            (self.steps, self.tr("What was done ({0})"), len(report.steps)),
        ):
            at = self.tabs.indexOf(table)
            if at >= 0:
                self.tabs.setTabText(at, title.format(self.context.formats.count(count)))

    def _about_lost(self, state: SourceState, rows: list[int]) -> About | None:
        ids = [self._lost[number].backup for number in rows]
        return about_backups(state, list(dict.fromkeys(ids)))

    def _allow(self) -> None:
        reason = self.context.actions.reason("backup.full")
        self.full.setEnabled(not reason)
        self.full.setToolTip(reason or self.context.actions.hint("backup.full"))

    def _save(self, kind: str) -> None:
        name = "repository-check.json" if kind == "json" else f"repository-check-{kind}.csv"
        save(self.context, self, name, self.content(kind))


def _with_detail(table: FilteredTable, columns: tuple[str, ...]) -> RowText:
    """Have a table say below itself what its selected row is in full."""
    made = RowText(table.table, columns)
    layout = table.layout()
    assert layout is not None
    layout.addWidget(made)
    return made
