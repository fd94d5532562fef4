"""Editors of a schedule and of a retention policy: the same in the wizard, in the settings and in the simulator."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QSpinBox, QWidget

from pagewake.config import Retention, Schedule
from pagewake.errors import UsageError
from pagewake.units import duration_code, parse_duration
from pagewake_gui.widgets.basics import Form, label
from pagewake_gui.widgets.choices import Number
from pagewake_gui.words import told

MOST = 100_000


class SpanBox(QComboBox):
    """A length of time: some to choose from, any other typed as `36h` or `7d`, or never."""

    def __init__(self, name: str, choices: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setAccessibleName(name)
        self.addItem(self.tr("never"), "never")
        for choice in choices:
            self.addItem(choice, choice)

    def set_span(self, span: timedelta | None) -> None:
        """Show a length of time."""
        code = "never" if span is None else duration_code(span)
        index = self.findData(code)
        if index >= 0:
            self.setCurrentIndex(index)
        else:
            self.setEditText(code)

    def span(self) -> timedelta | None:
        """What is shown. Raises UsageError for what is none."""
        text = self.currentText().strip()
        if text in ("never", self.itemText(0)):
            return None
        return parse_duration(text)


class _Editor(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = Form(self)
        self.form.setContentsMargins(0, 0, 0, 0)
        self.form.setHorizontalSpacing(14)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.FieldsStayAtSizeHint)
        self._spans: dict[str, SpanBox] = {}
        self._counts: dict[str, QSpinBox] = {}
        self.reason = label("", "bad", wrap=True)
        self._quiet = False

    def _add_span(self, key: str, text: str, choices: tuple[str, ...], tip: str = "") -> None:
        box = SpanBox(text, choices)
        box.setObjectName(f"policy.{key}")
        box.setMinimumWidth(110)
        box.setToolTip(tip)
        box.editTextChanged.connect(lambda _: self._say())
        self._spans[key] = box
        self.form.addRow(text, box)

    def _add_count(self, key: str, text: str, tip: str = "") -> None:
        box = Number()
        box.setObjectName(f"policy.{key}")
        box.setRange(0, MOST)
        box.setMinimumWidth(110)
        box.setSpecialValueText(self.tr("off"))
        box.setAccessibleName(text)
        box.setToolTip(tip)
        box.valueChanged.connect(lambda _: self._say())
        self._counts[key] = box
        self.form.addRow(text, box)

    def problem(self) -> str:
        """Why what is typed means nothing; empty where it means something."""
        for box in self._spans.values():
            try:
                box.span()
            except UsageError as error:
                return f"{box.accessibleName()}: {told(error.what)}"
        return ""

    def _say(self) -> None:
        if self._quiet:
            return
        problem = self.problem()
        self.reason.setText(problem)
        self.reason.setVisible(bool(problem))
        self.changed.emit()

    def _show(self, values: Any) -> None:
        self._quiet = True
        for key, span in self._spans.items():
            span.set_span(getattr(values, key))
        for key, count in self._counts.items():
            count.setValue(getattr(values, key))
        self._quiet = False
        self._say()

    def _values(self) -> dict[str, Any]:
        spans = {key: box.span() for key, box in self._spans.items()}
        return {**spans, **{key: box.value() for key, box in self._counts.items()}}


class ScheduleEditor(_Editor):
    """How often each type of backup is taken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._add_span("full", self.tr("Full backup every"), ("1d", "7d", "14d", "30d"))
        self._add_span("differential", self.tr("Differential every"), ("6h", "12h", "1d"))
        self._add_span("incremental", self.tr("Incremental every"), ("15m", "1h", "6h", "1d"))
        self.form.addRow(self.reason)
        self.set_schedule(Schedule())

    def set_schedule(self, schedule: Schedule) -> None:
        """Show a schedule."""
        self._show(schedule)

    def schedule(self) -> Schedule:
        """What is shown. Raises UsageError."""
        return Schedule(**self._values())

    def problem(self) -> str:
        found = super().problem()
        if found:
            return found
        values = [span for span in self._values().values() if span is not None]
        if any(span < timedelta(minutes=1) for span in values):
            return self.tr("A backup more often than once a minute is not possible.")
        return ""


class RetentionEditor(_Editor):
    """What is kept: whatever any rule keeps."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._add_span(
            "window",
            self.tr("Every moment of the last"),
            ("1d", "3d", "7d", "14d", "30d"),
            self.tr("Every moment younger than this stays restorable: its backups and all WAL are kept."),
        )
        self._add_span("keep_within", self.tr("All backups of the last"), ("1d", "7d", "14d", "30d"))
        self._add_count("keep_last", self.tr("Newest backups"))
        self._add_count("keep_full", self.tr("Newest full backups"))
        one = self.tr("One backup of each of the last so many that have any.")
        self._add_count("daily", self.tr("Daily"), one)
        self._add_count("weekly", self.tr("Weekly"), one)
        self._add_count("monthly", self.tr("Monthly"), one)
        self._add_count("yearly", self.tr("Yearly"), one)
        self.form.addRow(self.reason)
        self.set_retention(Retention())

    def set_retention(self, retention: Retention) -> None:
        """Show a policy."""
        self._show(retention)

    def retention(self) -> Retention:
        """What is shown. Raises UsageError."""
        return Retention(**self._values())
