"""The window of the wizard: the steps on the left, one of them in the middle, Back and Next below, and why not Next."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QIcon, QKeySequence, QPixmap, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from pagewake.desk.restoring import carry_out, drill
from pagewake.model import RestoreTarget
from pagewake.restore.plan_file import SavedPlan
from pagewake_gui.context import Context
from pagewake_gui.job_center import JobSpec
from pagewake_gui.widgets.basics import button, label, row, set_role
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.window_state import resize_on_screen
from pagewake_gui.wizards.restore.destination_step import DestinationStep
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.options_step import OptionsStep
from pagewake_gui.wizards.restore.plan_step import PlanStep
from pagewake_gui.wizards.restore.result_step import ResultStep
from pagewake_gui.wizards.restore.review_step import ReviewStep
from pagewake_gui.wizards.restore.run_step import RunStep
from pagewake_gui.wizards.restore.source_step import SourceStep
from pagewake_gui.wizards.restore.step import Step
from pagewake_gui.wizards.restore.target_step import TargetStep

MARKS_WIDTH, MARK_MARGIN = 190, 40


def _nothing() -> QPixmap:
    made = QPixmap(2, 16)
    made.fill(Qt.GlobalColor.transparent)
    return made


class RestoreWizard(QWidget):
    """A window of its own beside the main one. `drill`: what is restored is thrown away."""

    def __init__(
        self,
        context: Context,
        source: str,
        *,
        drill: bool = False,
        target: RestoreTarget | None = None,
        backup: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("wizard.restore")
        self.context = context
        self.draft = Draft(context, source, drill=drill, parent=self)
        self.source_step = SourceStep(self.draft)
        self.target_step = TargetStep(self.draft)
        self.plan_step = PlanStep(self.draft)
        self.destination_step = DestinationStep(self.draft)
        self.options_step = OptionsStep(self.draft)
        self.review_step = ReviewStep(self.draft)
        self.run_step = RunStep(self.draft)
        self.result_step = ResultStep(self.draft, partial(self.go, "review"))
        self.steps: tuple[Step, ...] = (
            self.source_step,
            self.target_step,
            self.plan_step,
            self.destination_step,
            self.options_step,
            self.review_step,
            self.run_step,
            self.result_step,
        )
        self._at = 0
        self._wants_next = False
        """Next has the focus as soon as it can be pressed."""
        self._stack = QStackedWidget()
        self._marks: list[QToolButton] = []
        self._reason = label("", "warn", wrap=True)
        self._reason.setAccessibleName(self.tr("Why the next step cannot be entered"))
        self.back = button(self.tr("Back"), self.go_back)
        self.next = button("", self.go_next, "primary")
        self.close_button = button(self.tr("Close"), self.close)
        self.copy_button = CommandButton(lambda: self.draft.command)
        self._lay_out()
        for step in self.steps:
            self._stack.addWidget(step)
            step.changed.connect(self._show_buttons)
            step.leads_to.connect(self.go)
        for keys, run in (("Alt+Left", self.go_back), ("Alt+Right", self._next_by_key)):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        context.appearance.changed.connect(self._restyle)
        if target is not None or backup is not None:
            self._prefill(target, backup)
        resize_on_screen(self, 1120, 800)
        self.setMinimumSize(760, 520)
        self._show_title()
        self.go(self.steps[1].name if self._can_skip_source(target, backup) else self.steps[0].name)

    # --- steps

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self.steps[self._at]

    def go(self, name: str) -> None:
        """Show a step."""
        self._at = next(number for number, step in enumerate(self.steps) if step.name == name)
        self._stack.setCurrentWidget(self.step)
        self.step.enter()
        self._show_buttons()
        self._wants_next = self.step.first is None and not self.next.isEnabled()
        (self.step.first or self.next).setFocus()

    def go_back(self) -> None:
        """The step before."""
        if self._at:
            self.go(self.steps[self._at - 1].name)

    def go_next(self) -> None:
        """The next step; from the review, the restore begins."""
        if self.step.problem() and not self._shows_run:
            return
        if self.step is self.review_step and not self._shows_run:
            self._start()
        elif self._at + 1 < len(self.steps):
            self.go(self.steps[self._at + 1].name)
        else:
            self.close()

    def open_saved(self, saved: SavedPlan) -> None:
        """Show a saved plan for review, if it still holds."""
        self.draft.open_saved(saved)
        self._show_title()
        self.go("plan")

    # --- the parts

    def _lay_out(self) -> None:
        self._navigation = navigation = QFrame()
        navigation.setProperty("role", "navigation")
        column = QVBoxLayout(navigation)
        column.setContentsMargins(8, 14, 8, 14)
        column.setSpacing(2)
        group = QButtonGroup(self)
        for number, step in enumerate(self.steps, 1):
            mark = QToolButton()
            mark.setText(f"{number}  {step.title}")
            mark.setCheckable(True)
            mark.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            mark.setIcon(QIcon(_nothing()))  # text stands at the left only beside an icon
            mark.setIconSize(QSize(2, 16))
            mark.setObjectName(f"step.{step.name}.mark")
            mark.clicked.connect(partial(self._jump, number - 1))
            group.addButton(mark)
            column.addWidget(mark)
            self._marks.append(mark)
        column.addStretch(1)
        self._fit_marks()
        self._heading = label("", "title")
        self._mode = label("", "info")
        bar = QFrame()
        bar.setProperty("role", "bar")
        top = row(self._heading, 1, self._mode)
        top.setContentsMargins(20, 10, 20, 10)
        bar.setLayout(top)
        foot = QFrame()
        foot.setProperty("role", "strip")
        bottom = QHBoxLayout(foot)
        bottom.setContentsMargins(14, 10, 14, 10)
        # Close and Cancel are at the left, what begins something at the right: no click hits the other by habit.
        bottom.addWidget(self.close_button)
        bottom.addWidget(self.copy_button)
        bottom.addWidget(self._reason, 1)
        bottom.addWidget(self.back)
        bottom.addWidget(self.next)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(bar)
        right.addWidget(self._stack, 1)
        right.addWidget(foot)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(navigation)
        whole.addLayout(right, 1)

    def _fit_marks(self) -> None:
        """As wide as the longest title is while its step is shown: in bold."""
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        measure = QFontMetrics(bold)
        titles = (measure.horizontalAdvance(f"{len(self.steps)}  {step.title}") for step in self.steps)
        width = max(MARKS_WIDTH, *(title + MARK_MARGIN for title in titles))
        for mark in self._marks:
            mark.setFixedWidth(width)
        self._navigation.setFixedWidth(width + 16)

    def _show_title(self) -> None:
        if self.draft.drill:
            self.setWindowTitle(self.tr("Restore drill - Pagewake"))
            self._mode.setText(self.tr("◆ Drill: what is restored is thrown away"))
        else:
            self.setWindowTitle(self.tr("Restore - Pagewake"))
            self._mode.setText("")

    def _show_buttons(self) -> None:
        step, running = self.step, self.run_step.running
        reachable = self._furthest()
        for number, mark in enumerate(self._marks):
            mark.setEnabled(number <= max(reachable, self._at))
            mark.setChecked(number == self._at)
            done = number < self._at
            mark.setText(f"{'✓' if done else number + 1}  {self.steps[number].title}")
        self._heading.setText(step.title)
        problem = "" if self._shows_run else step.problem()
        last = step is self.result_step
        self.back.setEnabled(self._at > 0)
        self.next.setEnabled(not problem)
        texts = {"review": self.tr("Start the restore"), "run": self.tr("Result"), "result": self.tr("Done")}
        text = texts.get(step.name, self.tr("Next"))
        if step is self.review_step and self.draft.drill:
            text = self.tr("Start the drill")
        if self._shows_run:
            text = self.tr("Show progress")
        self.next.setText(text)
        if self._wants_next and not problem:
            self._wants_next = False
            self.next.setFocus()
        failed = last and self.result_step.failed  # then what leads on is to try again
        if failed:
            self.next.setText(self.tr("Close"))
        role = "danger" if step is self.review_step and self.draft.overwrites else "primary"
        set_role(self.next, "" if failed else role)
        self.close_button.setText(self.tr("Close, go on in the background") if running else self.tr("Close"))
        self.close_button.setVisible(not last)
        # The review has it among what can be done with a plan, the result among what comes next.
        elsewhere = step in (self.review_step, self.result_step)
        self.copy_button.setVisible(not elsewhere and bool(self.draft.command))
        set_role(self._reason, "muted" if step is self.run_step else "warn")  # to wait is no fault of anybody
        self._reason.setText(problem)

    @property
    def _shows_run(self) -> bool:
        """Whether the button of the review leads to a restore that runs already."""
        return self.step is self.review_step and self.run_step.running

    def _furthest(self) -> int:
        """The last step that can be jumped to: all before it are without a problem."""
        if self.run_step.job:
            return len(self.steps) - (2 if self.run_step.running else 1)
        for number, step in enumerate(self.steps[: self.steps.index(self.review_step)]):
            if step.problem():
                return number
        return self.steps.index(self.review_step)

    def _jump(self, number: int) -> None:
        if number <= max(self._furthest(), self._at):
            self.go(self.steps[number].name)
        else:
            self._show_buttons()

    def _next_by_key(self) -> None:
        """The key of Next never begins a restore: that takes the button."""
        if self.step is not self.review_step and self.next.isEnabled():
            self.go_next()

    def _prefill(self, target: RestoreTarget | None, backup: str | None) -> None:
        if target is None:
            from pagewake.model import TargetKind

            target = RestoreTarget(TargetKind.IMMEDIATE)
        self.draft.set_target(target, backup)

    def _can_skip_source(self, target: RestoreTarget | None, backup: str | None) -> bool:
        return (target is not None or backup is not None) and not self.source_step.problem()

    def _restyle(self) -> None:
        self._fit_marks()
        for step in self.steps:
            step.show_draft()
        self.target_step.tabs.update()

    # --- the restore

    def _start(self) -> None:
        draft, prepared, place = self.draft, self.draft.prepared, self.context.workspace.place
        assert prepared is not None
        assert place is not None
        work: Any
        if draft.drill:
            scratch = Path(draft.directory) if draft.directory.strip() else None
            work = drill(prepared.plan, scratch, draft.options)
            title = self.tr("Restore drill of {0}").format(draft.source)
        else:
            work = carry_out(prepared.plan, draft.request, check_first=draft.overwrites and draft.check_first)
            title = self.tr("Restore of {0} into {1}").format(draft.source, draft.directory)
        command = draft.command

        def over(_: object) -> None:
            if isValid(self):
                self._ended(job, command)

        entry = self.context.jobs.submit(
            JobSpec(
                "drill" if draft.drill else "restore",
                title,
                draft.source,
                self.context.workspace.with_repository(work, bandwidth=draft.rate),
                command,
                place.location,
            ),
            over,
            over,
        )
        job = entry.id
        self._prepared = prepared
        self.run_step.watch(job)
        self.go("run")

    def _ended(self, job: str, command: str) -> None:
        entry = self.context.jobs.entry(job)
        if entry is None or job != self.run_step.job:
            return
        self.result_step.show_end(entry, self._prepared, command)
        self.context.workspace.refresh()  # a proof is on record now
        if self.step is self.run_step:
            self.go("result")
        self._show_buttons()
