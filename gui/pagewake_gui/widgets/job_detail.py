"""One job in full: how it stands, what can be done with it, its first error, and its log."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QFileDialog, QFrame, QProgressBar, QVBoxLayout, QWidget

from pagewake.desk.journal import Standing
from pagewake_gui.context import Context
from pagewake_gui.dialogs.abandon import stop_job
from pagewake_gui.job_center import JobEntry
from pagewake_gui.job_words import LEVEL_STATES, level_text, standing_state, standing_text
from pagewake_gui.models.columns import Column
from pagewake_gui.theme import STATE_SHAPES
from pagewake_gui.widgets.basics import StateLabel, WrappedCard, button, clear, label, row
from pagewake_gui.widgets.command_button import CommandButton
from pagewake_gui.widgets.elided import ElidedLabel
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.flow import FlowLayout
from pagewake_gui.widgets.job_strip import pause_or_go_on, progress_text, show_progress
from pagewake_gui.widgets.left_behind import LeftBehind
from pagewake_gui.widgets.saving import write
from pagewake_gui.widgets.table import FilteredTable

RESUMED = (Standing.INTERRUPTED, Standing.ABANDONED)
"""A job that ended so is gone on with, rather than done again."""
LEVELS = ("info", "warning", "error")


class JobDetail(WrappedCard):
    """Shows one entry of the job center; `again` does it once more, `against` says why that cannot be."""

    def __init__(
        self,
        context: Context,
        again: Callable[[str], None],
        against: Callable[[JobEntry], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._context, self._against = context, against
        self._id = ""
        self._pinned: tuple[str, str] = ("", "")
        self._log_of: tuple[str, int, str] = ("", -1, "")
        self.title = label("", "heading")
        self.state = StateLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(260)
        self.bar.setAccessibleName(self.tr("Progress"))
        self.progress = label("", "muted", wrap=True)
        self.cancel = button(self.tr("Cancel"), lambda: stop_job(context, self._id, self.window()), "danger")
        self.pause = button(self.tr("Pause"), lambda: pause_or_go_on(context, self._id))
        self.item = ElidedLabel("", "muted")
        self.environment = ElidedLabel("", "muted", keep_end=False)
        self.again = button(self.tr("Run again"), lambda: again(self._id))
        self.copy = CommandButton(self._command)
        self.why_not = label("", "muted", wrap=True)
        self.left = LeftBehind(context)
        self.pinned = QVBoxLayout()
        self.level = QComboBox()
        self.level.setAccessibleName(self.tr("Level of the log"))
        for text, level in (
            (self.tr("All of the log"), "info"),
            (self.tr("Warnings and errors"), "warning"),
            (self.tr("Errors"), "error"),
        ):
            self.level.addItem(text, level)
        self.level.currentIndexChanged.connect(lambda _: self._show_log(force=True))
        self.save = button(self.tr("Save the log"), self._ask_where)
        self.log = FilteredTable(self.tr("Log"))
        self.log.filter.setPlaceholderText(self.tr("Search the log"))
        self.log.tools.addWidget(self.level)
        self.log.tools.addWidget(self.save)
        self._nothing = label(self.tr("Choose a job above."), "muted")
        self._all = QFrame()
        inner = QVBoxLayout(self._all)
        inner.setContentsMargins(0, 0, 0, 0)
        what, ways = QWidget(), QWidget()
        what.setLayout(row(self.title, self.state))
        ways.setLayout(row(self.copy, self.again, self.pause, self.cancel))
        inner.addLayout(FlowLayout(what, ways, apart=True))
        inner.addLayout(row(self.bar, self.progress))
        inner.addWidget(self.item)
        inner.addWidget(self.environment)
        inner.addWidget(self.why_not)
        inner.addWidget(self.left)
        inner.addLayout(self.pinned)
        inner.addWidget(self.log, 1)
        self.body.addWidget(self._nothing)
        self.body.addWidget(self._all, 1)
        self.show_entry(None)

    def wanted_height(self) -> int:
        return max(self.body.minimumHeightForWidth(self.width()), 0)  # the log may be low; -1: nothing wraps

    def show_entry(self, entry: JobEntry | None) -> None:
        """Show a job, or that none is chosen. Cheap enough for ten times a second."""
        self._nothing.setVisible(entry is None)
        self._all.setVisible(entry is not None)
        if entry is None:
            self._id = ""
            self.left.show_entry(None)
            return
        self._id = entry.id
        self.title.setText(f"{entry.title} · {entry.object_name}" if entry.object_name else entry.title)
        self.state.show_state(standing_state(entry), standing_text(entry))
        running = entry.standing is Standing.RUNNING
        self.bar.setVisible(running)
        if running:
            show_progress(self.bar, entry.progress)
        text = progress_text(entry) if entry.active else ""
        self.progress.setText(text)
        self.progress.setVisible(bool(text))
        self.cancel.setVisible(entry.active)
        self.cancel.setText(self.tr("Abandon...") if entry.stopping else self.tr("Cancel"))
        self.pause.setVisible(running)
        self.pause.setEnabled(not entry.no_pause and not entry.stopping)
        self.pause.setText(self.tr("Go on") if entry.pausing else self.tr("Pause"))
        no_pause = self._context.words(entry.no_pause)
        self.pause.setToolTip(no_pause)
        item = entry.progress.item if entry.progress is not None else ""
        self.item.setText(self.tr("Now: {0}").format(item))
        self.item.setVisible(running and bool(item))
        self.environment.setText(self.tr("Environment: {0}").format(entry.environment))
        self.environment.setVisible(bool(entry.environment))
        self.copy.setVisible(bool(entry.command))
        against = self._against(entry)
        self.again.setVisible(not entry.active)
        self.again.setEnabled(not against)
        self.again.setText(self.tr("Resume") if entry.standing in RESUMED else self.tr("Run again"))
        self.again.setToolTip(against or self.tr("What is in the repository already is used again."))
        why = no_pause if running else against if not entry.active else ""
        self.why_not.setText(why)
        self.why_not.setVisible(bool(why))
        self.left.show_entry(entry)
        self._pin(entry)
        self._show_log()

    def _command(self) -> str:
        entry = self._context.jobs.entry(self._id)
        return entry.command if entry is not None else ""

    def _pin(self, entry: JobEntry) -> None:
        """The first error stands on top, whatever the log shows."""
        first = next((text for _, level, text in entry.log if level == "error"), "") or entry.error_text
        if (entry.id, first) == self._pinned:
            return
        self._pinned = (entry.id, first)
        clear(self.pinned)
        if entry.error is not None and entry.standing is Standing.FAILED:
            self.pinned.addWidget(ErrorPanel(entry.error, entry.title))
        elif first:
            self.pinned.addWidget(
                label(
                    f"{STATE_SHAPES['bad']} {self._context.words(first)}", "bad", wrap=True, selectable=True
                )
            )

    def _show_log(self, *, force: bool = False) -> None:
        entry = self._context.jobs.entry(self._id)
        if entry is None:
            return
        lowest = LEVELS.index(self.level.currentData())
        shown = (entry.id, len(entry.log), self._context.appearance.look.theme.window)
        if shown == self._log_of and not force:
            return
        same, self._log_of = shown[0] == self._log_of[0], shown
        lines = [
            line for line in entry.log if LEVELS.index(line[1] if line[1] in LEVELS else "info") >= lowest
        ]
        bar = self.log.table.verticalScrollBar()
        place, at_end = bar.value(), bar.value() == bar.maximum()
        theme, formats = self._context.theme, self._context.formats

        def colour(level: str) -> QColor | None:
            return theme.colour(LEVEL_STATES[level]) if level in ("error", "warning") else None

        self.log.replace(
            [
                Column("when", self.tr("When"), [line[0] for line in lines], formats.moment, width=200),
                Column(
                    "level",
                    self.tr("Level"),
                    [line[1] for line in lines],
                    level_text,
                    colour=colour,
                    width=110,
                ),
                Column(
                    "text",
                    self.tr("What was said"),
                    [line[2] for line in lines],
                    self._context.words,
                    tip=self._context.words,
                ),
            ]
        )
        if same:  # what is read stays where it is; whoever looks at the end goes on to look at the end
            bar.setValue(bar.maximum() if at_end and entry.active else place)

    def _ask_where(self) -> None:
        dialog = QFileDialog(self, self.tr("Save the log"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("log")
        dialog.fileSelected.connect(lambda path: self.save_log(Path(path)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save_log(self, path: Path) -> None:
        """Write all of the log to a file: times in UTC, one line each."""
        entry = self._context.jobs.entry(self._id)
        if entry is None:
            return
        formats = self._context.formats
        title = f"{entry.title} {entry.object_name}".rstrip()
        head = [title, entry.command, entry.environment, standing_text(entry), ""]
        body = [f"{formats.iso(when)} {level} {text}" for when, level, text in entry.log]
        write(self._context, self, path, ("\n".join([*head, *body]) + "\n").encode())
