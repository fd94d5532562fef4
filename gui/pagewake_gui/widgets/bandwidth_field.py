"""A field for a bandwidth: as the settings say, none, or so many MiB a second."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from pagewake.errors import UsageError
from pagewake.units import parse_bandwidth, rate_text
from pagewake_gui.words import in_sentences, told

USUAL, NONE, LIMIT = "usual", "none", "limit"


class BandwidthField(QWidget):
    """`text` is what `--bandwidth` takes: empty for as the settings say, `none`, or a size such as `50MiB`."""

    changed = Signal()

    def __init__(self, usual: int | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.usual = usual
        self.kind = QComboBox()
        said = self.tr("no limit") if usual is None else told(rate_text(usual))
        self.kind.addItem(self.tr("As the settings say: {0}").format(said), USUAL)
        if usual is not None:
            self.kind.addItem(self.tr("No limit"), NONE)
        self.kind.addItem(self.tr("At most"), LIMIT)
        self.kind.setAccessibleName(self.tr("Bandwidth"))
        self.limit = QLineEdit("50MiB")
        self.limit.setMaximumWidth(110)
        self.limit.setAccessibleName(self.tr("Bytes a second, such as 50MiB"))
        self.unit = QLabel(self.tr("a second"))
        parts = QHBoxLayout(self)
        parts.setContentsMargins(0, 0, 0, 0)
        for part in (self.kind, self.limit, self.unit):
            parts.addWidget(part)
        parts.addStretch(1)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(lambda _: self._show())
        self.limit.textChanged.connect(lambda _: self.changed.emit())
        self._show()

    @property
    def text(self) -> str:
        """What is chosen, as the command line takes it."""
        kind = self.kind.currentData()
        return "" if kind == USUAL else NONE if kind == NONE else self.limit.text().strip()

    @property
    def rate(self) -> int | None:
        """What is chosen, in bytes a second; None for no limit, and for what is none."""
        if self.problem:
            return None
        return parse_bandwidth(self.text) if self.text else self.usual

    @property
    def problem(self) -> str:
        """Why it is no bandwidth; empty if it is one."""
        if self.kind.currentData() != LIMIT:
            return ""
        try:
            parse_bandwidth(self.limit.text())
        except UsageError as error:
            return in_sentences(told(error.what), told(error.advice))
        return ""

    def choose(self, text: str) -> None:
        """Show a choice that was made before, as `text` gives it."""
        if text == self.text:
            return
        kind = USUAL if not text else LIMIT if text != NONE or self.usual is None else NONE
        if kind == LIMIT:
            self.limit.setText(text)
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def _show(self) -> None:
        limited = self.kind.currentData() == LIMIT
        self.limit.setVisible(limited)
        self.unit.setVisible(limited)
        self.changed.emit()
