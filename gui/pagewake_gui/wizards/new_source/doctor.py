"""The second step: what the database is, and each thing that a backup of it needs, with why and how to mend it."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from pagewake.desk.doctor import Examined, examine
from pagewake.desk.places import SourcePlace
from pagewake.model import Finding, Severity
from pagewake_gui.bridge import Call
from pagewake_gui.context import Context
from pagewake_gui.widgets.basics import Card, StateLabel, button, clear, label, row
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.wizards.frame import Step

_STATES = {Severity.ERROR: "bad", Severity.WARNING: "warn", Severity.INFO: "good"}
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_COMMAND = re.compile(
    r"(?:^|:\s|;\s)((?:ALTER|CREATE|GRANT|SELECT|REVOKE)\b[^;]*;?|(?:chmod|chown|systemctl|mkdir|pg_ctl|apt-get|pip)\s.+)$",
    re.MULTILINE,
)


class DoctorStep(Step):
    """Findings, worst first. `examined` carries what was found."""

    name = "doctor"
    examined = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__(context, self.tr("What it needs"))
        self.found: Examined | None = None
        self._place: SourcePlace | None = None
        self._call: Call | None = None
        self.state = StateLabel(wrap=True)
        self.told = label("", "muted", wrap=True, selectable=True)
        self.again = button(self.tr("Check again"), self._again)
        head = row(self.state, self.again)
        head.setStretch(0, 1)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self.told)
        self.findings = QVBoxLayout()
        self.findings.setSpacing(8)
        self.body.addLayout(self.findings)
        self.script_card = Card(self.tr("What an administrator runs once"))
        self.script_card.body.addWidget(
            label(
                self.tr(
                    "It makes a role that may back up, and nothing else. Not needed where that was done before."
                ),
                "muted",
                wrap=True,
            )
        )
        self.script = QPlainTextEdit()
        self.script.setReadOnly(True)
        self.script.setAccessibleName(self.tr("Script"))
        self.script.setProperty("role", "code")
        self.script.setMinimumHeight(120)
        self.script.setTabChangesFocus(True)
        self.script_card.body.addWidget(self.script)
        self.script_card.body.addLayout(row(button(self.tr("Copy"), self._copy_script), 1))
        self.body.addWidget(self.script_card)
        self.script_card.hide()
        self.body.addStretch(1)

    def examine(self, place: SourcePlace) -> None:
        """Have a database looked at; nothing is asked again where nothing changed."""
        if place == self._place and self.found is not None:
            return
        self._place = place
        self._again()

    def _again(self) -> None:
        if self._place is None:
            return
        if self._call is not None:
            self._call.forget()
        self.found = None
        clear(self.findings)
        self.script_card.hide()
        self.again.setEnabled(False)
        self.state.show_state("unknown", self.tr("Looking at it"))
        self.told.setText(self._place.location)
        self._call = self.context.bridge.call(
            "look at the database", examine(self._place), self._show, self._failed, owner=self
        )
        self.changed.emit()

    def _show(self, found: Examined) -> None:
        self.found = found
        self.again.setEnabled(True)
        if found.ready:
            self.state.show_state("good", self.tr("Ready to be backed up"))
        else:
            self.state.show_state("bad", self.tr("Not ready to be backed up"))
        identity = found.identity
        self.told.setText(
            self.tr("{0} {1}, system identifier {2}, pages of {3}").format(
                found.engine_title,
                identity.engine_version,
                identity.system_identifier,
                self.context.formats.size(identity.page_size),
            )
        )
        clear(self.findings)
        for finding in sorted(found.findings, key=lambda one: _ORDER.index(one.severity)):
            self.findings.addWidget(self._finding(finding))
        if not found.findings:
            self.findings.addWidget(
                label(self.tr("Nothing is missing: a backup can be taken as it is."), wrap=True)
            )
        self.script.setPlainText(found.setup_script)
        self.script_card.setVisible(bool(found.setup_script))
        self.examined.emit(found)
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        self.again.setEnabled(True)
        self.state.show_state("bad", self.tr("It could not be looked at"))
        clear(self.findings)
        self.findings.addWidget(ErrorPanel(error))
        self.changed.emit()

    def _finding(self, finding: Finding) -> QWidget:
        card, told = Card(), self.context.words
        words = {
            Severity.ERROR: self.tr("Must be mended"),
            Severity.WARNING: self.tr("Should be mended"),
            Severity.INFO: self.tr("In order"),
        }
        state = StateLabel()
        state.show_state(_STATES[finding.severity], words[finding.severity])
        card.body.addLayout(
            row(state, label(told(finding.object_name), "muted"), 1, label(finding.code, "muted"))
        )
        card.body.addWidget(label(told(finding.message), wrap=True, selectable=True))
        if finding.advice:
            card.body.addWidget(label(told(finding.advice), wrap=True, selectable=True))
            text = command_in(finding.advice) or finding.advice
            copy = button(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(text), tip=text)
            copy.setAccessibleName(self.tr("Copy the fix of {0}").format(finding.code))
            card.body.addLayout(row(copy, 1))
        card.setAccessibleName(f"{words[finding.severity]}: {told(finding.message)}")
        return card

    def _copy_script(self) -> None:
        QGuiApplication.clipboard().setText(self.script.toPlainText())

    def problem(self) -> str:
        if self.found is None:
            waits = self._call is not None and self._call.pending
            return (
                self.tr("The database is being looked at.")
                if waits
                else self.tr("It could not be looked at.")
            )
        return ""

    def next_text(self) -> str:
        if self.found is not None and not self.found.ready:
            return self.tr("Go on all the same")
        return ""


def command_in(advice: str) -> str:
    """The command that an advice names, to be copied as it is; empty where it names none."""
    found = _COMMAND.search(advice)
    return found[1].strip() if found is not None else ""
