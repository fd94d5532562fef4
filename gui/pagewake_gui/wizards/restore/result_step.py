"""Step 8: what came of it, what proves it, and what to do next. Success is only said of what was proven."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from pagewake.desk.commands import continue_command
from pagewake.desk.journal import Standing
from pagewake.desk.restore_document import restore_document
from pagewake.desk.restoring import PreparedRestore, go_on
from pagewake.model import RestoreTarget, Severity
from pagewake.restore.drill import DrillReport
from pagewake.restore.plan import describe_target
from pagewake.restore.run import RestoreReport
from pagewake_gui.dialogs.go_on import GoOnDialog
from pagewake_gui.job_center import JobEntry, JobSpec
from pagewake_gui.widgets.basics import Card, StateLabel, button, clear, label, row
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.findings import FindingList
from pagewake_gui.widgets.saving import write
from pagewake_gui.wizards.restore.draft import Draft, exact_text
from pagewake_gui.wizards.restore.exporting import export_content
from pagewake_gui.wizards.restore.step import Facts, Step
from pagewake_gui.words import told


class ResultStep(Step):
    """The result of one job."""

    name = "result"

    def __init__(self, draft: Draft, again: Callable[[], None], parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self._again = again
        self._prepared: PreparedRestore | None = None
        self._result: RestoreReport | DrillReport | None = None
        self._command = ""
        self.failed = False
        self.state = StateLabel(wrap=True)
        self.meaning = label("", wrap=True)
        self._trouble = QVBoxLayout()
        self._card = Card()
        self._card.body.addWidget(self.state)
        self._card.body.addWidget(self.meaning)
        self.facts = Facts()
        self._card.body.addWidget(self.facts)
        self._proof = Card(self.tr("What was looked at"))
        self.checks = QVBoxLayout()
        self._proof.body.addLayout(self.checks)
        self.findings = FindingList()
        self._proof.body.addWidget(self.findings)
        self._next = Card(self.tr("What to do next"))
        self._steps = QVBoxLayout()
        self._next.body.addLayout(self._steps)
        self.body.addLayout(self._trouble)
        for card in (self._card, self._proof, self._next):
            self.body.addWidget(card)
        self.body.addStretch(1)

    @property
    def title(self) -> str:
        return self.tr("Result")

    def problem(self) -> str:
        return ""

    def show_end(self, entry: JobEntry, prepared: PreparedRestore, command: str) -> None:
        """Show how a job ended that carried this plan out."""
        self._prepared, self._command, self._result = prepared, command, entry.result
        self.failed = entry.standing is Standing.FAILED
        clear(self._trouble)
        over = entry.standing is Standing.DONE
        for card in (self._card, self._proof, self._next):
            card.setVisible(over)
        if over and isinstance(entry.result, DrillReport):
            self._show_drill(entry.result)
        elif over and isinstance(entry.result, RestoreReport):
            self._show_restore(entry.result)
        elif entry.error is not None and entry.standing is Standing.FAILED:
            again = (self.tr("Try again"), self._again)
            self._trouble.addWidget(
                ErrorPanel(entry.error, self.tr("The restore failed"), again, primary=True)
            )
        elif entry.standing is Standing.ABANDONED:
            self._card.setVisible(True)
            self.state.show_state("warn", self.tr("Abandoned: not restored"))
            self.meaning.setText(
                self.tr(
                    "Its thread may still write for a while. The directory keeps a marker: it holds no complete "
                    "database. The page of jobs shows when the thread has ended and what it left."
                )
            )
            self.facts.show_rows([])
        else:
            self._card.setVisible(True)
            self.state.show_state("unknown", self.tr("Cancelled"))
            self.meaning.setText(
                self.tr("Nothing half-made was left behind.")
                if not self.draft.delta
                else self.tr(
                    "The directory keeps a marker: it holds no complete database until a restore into it ends."
                )
            )
            self.facts.show_rows([])

    @property
    def document(self) -> dict[str, Any]:
        """The result as JSON."""
        assert self._prepared is not None
        assert self._result is not None
        if isinstance(self._result, DrillReport):
            return restore_document(self._prepared, self._result.directory, drill=self._result)
        return restore_document(self._prepared, self._result.directory, report=self._result)

    def _show_restore(self, report: RestoreReport) -> None:
        damaged = any(one.severity is Severity.ERROR for one in report.findings)
        if report.proof is not None and report.proof.ok and not damaged:
            self.state.show_state("good", self.tr("Restored and proven"))
            self.meaning.setText(
                self.tr("The database is at the target, and everything that was looked at is sound.")
            )
        elif damaged or (report.proof is not None and report.proof.possible):
            self.state.show_state("bad", self.tr("Restored, and not sound"))
            self.meaning.setText(self.tr("Do not use this database before you have read what was found."))
        else:
            self.state.show_state("warn", self.tr("Restored but not verified"))
            self.meaning.setText(
                self.tr(
                    "All files are there as the backup has them. Whether the database is sound was not looked at."
                )
            )
        self._show_facts(report)
        self._show_proof(report)
        steps = [(self.tr("Start it"), report.next_step)] if report.next_step else []
        steps.append((self.tr("Look at it"), f"pagewake source check {shlex.quote(str(report.directory))}"))
        steps.append((self.tr("Do the same again"), self._command))
        self._show_steps(steps)

    def _show_drill(self, report: DrillReport) -> None:
        if report.ok:
            self.state.show_state("good", self.tr("The drill succeeded: this backup can be restored"))
        else:
            self.state.show_state("bad", self.tr("The drill failed: do not rely on this backup"))
        on_record = report.evidence.id if report.evidence is not None else ""
        self.meaning.setText(
            self.tr("It is on record as {0}; the scratch directory is gone.").format(on_record)
            if on_record
            else self.tr(
                "The store takes nothing, so that it is not on record; the scratch directory is gone."
            )
        )
        if report.restore is not None:
            self._show_facts(report.restore, took=report.seconds)
            self._show_proof(report.restore)
        else:
            self.facts.show_rows([(self.tr("Took"), self.context.formats.duration(report.seconds))])
            clear(self.checks)
            self.findings.show_findings(report.findings)
        self._show_steps([(self.tr("Do the same again"), self._command)])

    def _show_facts(self, report: RestoreReport, took: float | None = None) -> None:
        plan, formats = report.plan, self.context.formats
        rows = [(self.tr("Target"), told(describe_target(plan.target, self.draft.lsn_text)))]
        reached = report.recovered_to
        if reached is None:
            rows.append((self.tr("Reached"), self.tr("when the database is started: it recovers by itself")))
        else:
            when = formats.in_zone(reached.time)
            last = (
                self.tr("last commit {0}").format(exact_text(when)) if when else self.tr("no commit replayed")
            )
            rows.append(
                (
                    self.tr("Reached"),
                    self.tr("LSN {0} on timeline {1}, {2}").format(
                        self.draft.lsn_text(reached.lsn), reached.timeline, last
                    ),
                )
            )
        rows += [
            (self.tr("Directory"), str(report.directory)),
            (self.tr("From"), plan.backup.id),
            (
                self.tr("Written"),
                self.tr("{0}, {1} were in place").format(
                    formats.size(report.written.bytes_written), formats.size(report.written.bytes_kept)
                ),
            ),
        ]
        if took is not None:
            rows.append((self.tr("Took"), self.context.formats.duration(took)))
        self.facts.show_rows(rows)

    def _show_proof(self, report: RestoreReport) -> None:
        clear(self.checks)
        proof = report.proof
        for check in proof.checks if proof else ():
            self.checks.addWidget(
                label(f"✓ {told(check)}" if proof and proof.ok else f"· {told(check)}", wrap=True)
            )
        found = [*report.findings, *(proof.findings if proof else ())]
        self.findings.show_findings(
            found, self.tr("Nothing was found.") if proof else self.tr("Nothing was looked at.")
        )
        self._proof.setVisible(proof is not None or bool(found))

    def _show_steps(self, commands: list[tuple[str, str]]) -> None:
        clear(self._steps)
        clipboard = QGuiApplication.clipboard()
        for what, command in commands:
            name = label(what, "muted")
            name.setMinimumWidth(140)
            text = label(command, "code", wrap=True, selectable=True)
            line = row(name, text, button(self.tr("Copy"), partial(clipboard.setText, command)))
            line.setStretch(1, 1)
            self._steps.addLayout(line)
        parts = [button(self.tr("Export a report..."), self._choose_export)]
        if self.pauses:
            parts.insert(0, button(self.tr("Go on to a later point..."), self.go_on))
        parts.append(
            button(self.tr("Show the verifications"), lambda: self.context.navigator.open("verification"))
        )
        self._steps.addLayout(row(*parts, 1))

    @property
    def pauses(self) -> bool:
        """Whether the restored server will stand still at its target, so that it can go on from there."""
        report = self._result
        return isinstance(report, RestoreReport) and any(
            finding.code == "pauses-at-target" for finding in report.findings
        )

    def go_on(self) -> GoOnDialog:
        """Ask to which later point the paused server is to go on, and have it do so in a job."""
        report, place = self._result, self.context.workspace.place
        assert isinstance(report, RestoreReport)
        assert place is not None
        source, directory = report.plan.source, report.directory

        def start(target: RestoreTarget, options: dict[str, str], prove: bool) -> None:
            self.context.jobs.submit(
                JobSpec(
                    "restore",
                    self.tr("Go on to a later point in {0}").format(directory),
                    source,
                    self.context.workspace.with_repository(
                        go_on(source, target, directory, options, prove=prove)
                    ),
                    continue_command(place, source, target, directory, options["action"], prove=prove),
                    place.location,
                )
            )
            self.context.navigator.open("jobs")

        zone = self.context.formats.zone_name
        dialog = GoOnDialog(place, source, directory, zone, start, self)
        dialog.show()
        return dialog

    def export(self, path: Path) -> None:
        """Write a report of it as HTML, PDF or JSON."""
        prepared, document = self._prepared, self.document
        assert prepared is not None
        place = self.context.workspace.place
        title = self.tr("Restore of {0}").format(prepared.plan.source)
        location, command = place.location if place else "", self._command

        content = export_content(
            path.suffix, prepared, document, title=title, repository=location, command=command
        )
        write(self.context, self, path, content)

    def _choose_export(self) -> None:
        kinds = "HTML (*.html);;PDF (*.pdf);;JSON (*.json)"
        path, _ = QFileDialog.getSaveFileName(self, self.tr("Export a report"), "restore.html", kinds)
        if path:
            self.export(Path(path))
