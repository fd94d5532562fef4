"""Findings as lines of text, each with its state in shape, colour and words, and with what to do."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from pagewake.model import Finding, Severity
from pagewake_gui.evidence_words import SEVERITIES
from pagewake_gui.theme import STATE_SHAPES
from pagewake_gui.widgets.basics import label
from pagewake_gui.words import in_sentences, told


class FindingList(QWidget):
    """Findings, one a line: state in shape, colour and words, and what to do."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def show_findings(self, findings: Iterable[Finding], good: str = "", *, with_notes: bool = False) -> None:
        """Show these; `good` is said where there are none, `with_notes` where there are but notes, too."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = list(findings)
        fine = with_notes and all(one.severity is Severity.INFO for one in found)
        if good and (fine or not found):
            self._column.addWidget(state_label("good", good))
        for one in found:
            self._column.addWidget(finding_label(one))


def finding_label(finding: Finding) -> QLabel:
    """One finding as a line."""
    where = f"{told(finding.object_name)}: " if finding.object_name else ""
    text = in_sentences(f"{where}{told(finding.message)}", told(finding.advice))
    return state_label(SEVERITIES[finding.severity], text)


def state_label(state: str, text: str) -> QLabel:
    """A line that wraps, in a state's shape and colour."""
    made = label(f"{STATE_SHAPES[state]} {text}", state, wrap=True, selectable=True)
    made.setAccessibleName(text)
    return made
