"""What a page repair has done: each page before and after, what proves it, where the old bytes are, what comes next."""

from __future__ import annotations

import json
import shlex
from functools import partial

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout

from pagewake.desk.commands import blocks_undo_command
from pagewake.desk.repairing import PlannedRepair
from pagewake.model import Severity
from pagewake.restore.blocks import BlocksReport
from pagewake_gui.context import Context
from pagewake_gui.models.columns import Column
from pagewake_gui.widgets.basics import button, clear, label, row
from pagewake_gui.widgets.findings import finding_label
from pagewake_gui.widgets.saving import save
from pagewake_gui.wizards.page_repair.columns import result_columns
from pagewake_gui.wizards.page_repair.pages_table import DoneStep


class RepairedStep(DoneStep):
    """Shows one report. Success is only said of pages that were read again and are sound."""

    name = "repaired"

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("Pages before and after"))
        self._planned: PlannedRepair | None = None
        self.report: BlocksReport | None = None
        self._seen = QVBoxLayout()
        self._further = QVBoxLayout()
        self.full = button(self.tr("Take a full backup..."), context.actions.get("backup.full").trigger)
        self.full.setToolTip(self.tr("It reads every page again, and says whether all is well."))
        self.take_back = button(self.tr("Take it back..."), self._take_back)
        self.save_json = button(self.tr("Save as JSON..."), partial(self._save, "json"))
        self.save_csv = button(self.tr("Save as CSV..."), partial(self._save, "csv"))
        self.body.addLayout(self._seen)
        self.body.addLayout(self._further)
        self.body.addLayout(row(self.full, self.take_back, 1, self.save_json, self.save_csv))

    def show_report(self, planned: PlannedRepair, report: BlocksReport) -> None:
        self._planned, self.report = planned, report
        plan, formats, words = report.plan, self.context.formats, self.context.words
        total, wrote = len(plan.choice.versions), len(report.written)
        in_place = plan.request.in_place is not None
        sound = bool(report.after) and all(one == "sound" for one in report.after)
        if not sound:
            self.state.show_state("bad", self.tr("Not every page is sound"))
        elif any(one.severity is Severity.ERROR for one in report.findings):
            self.state.show_state("warn", self.tr("The pages are sound; the recovery had something to say"))
        elif in_place and wrote:
            self.state.show_state("good", self.tr("%n page(s) repaired, read again and sound", "", wrote))
        elif in_place:
            self.state.show_state("good", self.tr("Nothing was written: these pages were right already"))
        else:
            self.state.show_state(
                "good", self.tr("%n page(s) written as files, each with a right checksum", "", wrote)
            )
        reached, style = report.recovered_to, planned.engine.lsn_style
        self.facts.show_facts(
            [
                (
                    self.tr("Written"),
                    self.tr("{0} of {1} pages, in {2}").format(
                        formats.count(wrote),
                        formats.count(total),
                        plan.request.in_place if in_place else plan.request.pages_to,
                    ),
                ),
                (
                    self.tr("As of"),
                    self.tr("LSN {0} on timeline {1}").format(style.text(reached.lsn), reached.timeline)
                    if reached is not None
                    else "",
                ),
                (self.tr("From"), plan.restore.backup.id),
                (self.tr("What was there before"), str(report.saved) if report.saved is not None else ""),
                *((self.tr("Checked"), words(check)) for check in report.checks),
            ]
        )
        clear(self._seen)
        for finding in report.findings:
            self._seen.addWidget(finding_label(finding))
        clear(self._further)
        if report.saved is not None:
            throw_away = f"rm -r {shlex.quote(str(report.saved))}"
            self._offer(self.tr("Once nobody needs the old pages"), throw_away)
        reason = self.context.actions.reason("backup.full")
        self.full.setEnabled(not reason)
        self.full.setVisible(in_place)
        self.take_back.setVisible(report.saved is not None)
        self.show_pages()
        self.changed.emit()

    def content(self, kind: str) -> bytes:
        """What a file of a kind (json, csv) holds; as JSON what the command prints."""
        if kind == "csv":
            return self.pages.as_csv().encode()
        assert self._planned is not None
        undo = self._undo_command(self.report) if self.report is not None else None
        return (json.dumps(self._planned.document(self.report, undo), indent=2) + "\n").encode()

    def _take_back(self) -> None:
        if self.report is not None:
            self.context.navigator.open("take-back", self.report.saved)

    def _undo_command(self, report: BlocksReport) -> str | None:
        """The command that takes the repair back; None where nothing was overwritten."""
        place = self.context.workspace.place
        if place is None or report.saved is None:
            return None
        return blocks_undo_command(place, report.saved, source=report.plan.restore.source)

    def _offer(self, text: str, command: str) -> None:
        """A command for later, to be copied."""
        copy = button(self.tr("Copy"), partial(QGuiApplication.clipboard().setText, command))
        line = row(label(text, "muted"), label(command, "code", wrap=True, selectable=True), copy)
        line.setStretch(1, 1)
        self._further.addLayout(line)

    def columns(self) -> list[Column]:
        if self._planned is None or self.report is None:
            return []
        return result_columns(self.context, self.report, self._planned.engine.lsn_style)

    def _save(self, kind: str) -> None:
        save(self.context, self, f"page-repair.{kind}", self.content(kind))
