"""The schedule and the retention of one source, side by side, saved together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from pagewake.config import SourceSettings
from pagewake_gui.widgets.basics import button, label, row
from pagewake_gui.widgets.policy_editor import RetentionEditor, ScheduleEditor


class PolicyCard(QFrame):
    """The schedule and retention of one source; saved when the button says so."""

    def __init__(self, source: SourceSettings, save: Callable[[str, Any, Any], None]) -> None:
        super().__init__()
        self.setObjectName(f"policy.{source.name}")
        self.schedule, self.retention = ScheduleEditor(), RetentionEditor()
        self.schedule.set_schedule(source.schedule)
        self.retention.set_retention(source.retention)
        self.save = button(
            self.tr("Save"),
            lambda: save(source.name, self.schedule.schedule(), self.retention.retention()),
            "primary",
        )
        self.save.setObjectName("policy.save")
        for editor in (self.schedule, self.retention):
            editor.changed.connect(self._look)
        sides = QHBoxLayout()
        for title, editor in ((self.tr("Schedule"), self.schedule), (self.tr("Retention"), self.retention)):
            side = QVBoxLayout()
            side.addWidget(label(title, "heading"))
            side.addWidget(editor)
            side.addStretch(1)
            sides.addLayout(side, 1)
        column = QVBoxLayout(self)
        column.addLayout(sides)
        column.addLayout(row(self.save, 1))
        self._look()

    def _look(self) -> None:
        self.save.setEnabled(not (self.schedule.problem() or self.retention.problem()))
