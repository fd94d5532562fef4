"""One job while it runs, and how it ended: its phase, how far and how fast; cancelled or abandoned."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from pagewake.desk.journal import Standing
from pagewake_gui.context import Context
from pagewake_gui.dialogs.abandon import stop_job
from pagewake_gui.job_center import JobEntry
from pagewake_gui.job_words import level_text, standing_state, standing_text
from pagewake_gui.widgets.basics import Card, StateLabel, button, clear, label, row
from pagewake_gui.widgets.elided import ElidedLabel
from pagewake_gui.widgets.error_panel import ErrorPanel
from pagewake_gui.widgets.job_strip import progress_text, show_progress


class JobCard(Card):
    """Watches one job of the job center. `ended` carries its entry, once; `again` is what its error offers to do."""

    ended = Signal(object)

    def __init__(self, context: Context, again: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context, self._again = context, again
        self.job = ""
        self._over = True
        self._lines = -1
        self.heading = label("", "heading", wrap=True)
        self.state = StateLabel(wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.line = label("", wrap=True)
        self.item = ElidedLabel("", "muted")
        self.elapsed = label("", "muted")
        self.stop = button(self.tr("Cancel"), self._stop, "danger")
        self.hint = label("", "muted", wrap=True)
        self._trouble = QVBoxLayout()
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setProperty("role", "code")  # times and levels stand in columns
        self.log.setMinimumHeight(140)
        self.log.setAccessibleName(self.tr("Log of the job"))
        for part in (self.heading, self.state, self.bar, self.line, self.item, self.elapsed):
            self.body.addWidget(part)
        self.body.addLayout(row(self.stop, 1))
        self.body.addWidget(self.hint)
        self.body.addLayout(self._trouble)
        self.body.addWidget(self.log, 1)
        context.jobs.ticked.connect(self._tick)
        context.jobs.changed.connect(self._changed)

    @property
    def entry(self) -> JobEntry | None:
        """The job that is watched."""
        return self._context.jobs.entry(self.job) if self.job else None

    @property
    def running(self) -> bool:
        """Whether it is not over yet."""
        entry = self.entry
        return entry is not None and entry.active

    def watch(self, entry: JobEntry, hint: str = "") -> None:
        """Watch another job; `hint` says what a cancel leaves."""
        self.job, self._over, self._lines = entry.id, False, -1
        self.hint.setText(hint)
        clear(self._trouble)
        self._tick()

    def _changed(self, entry: object) -> None:
        self._tick()

    def _tick(self) -> None:
        entry = self.entry
        if entry is None or self._over:
            return
        self.heading.setText(f"{entry.title} · {entry.object_name}" if entry.object_name else entry.title)
        self.state.show_state(standing_state(entry), standing_text(entry))
        progress = entry.progress
        for part in (self.bar, self.line, self.item, self.stop, self.hint):
            part.setVisible(entry.active)
        if entry.active:
            show_progress(self.bar, progress)
            self.line.setText(progress_text(entry))
            item = progress.item if progress is not None else ""
            self.item.setText(self.tr("Now: {0}").format(item) if item else "")
            self.stop.setText(self.tr("Abandon it...") if entry.stopping else self.tr("Cancel"))
        if progress is not None:
            self.elapsed.setText(
                self.tr("{0} so far").format(self._context.formats.duration(progress.elapsed))
            )
        self._show_log(entry)
        if not entry.active:
            self._end(entry)

    def _end(self, entry: JobEntry) -> None:
        self._over = True
        if entry.started is not None and entry.finished is not None:
            took = (entry.finished - entry.started).total_seconds()
            self.elapsed.setText(self.tr("Took {0}").format(self._context.formats.duration(took)))
        if entry.standing is Standing.FAILED and entry.error is not None:
            again = (self.tr("Try again"), self._again)
            self._trouble.addWidget(ErrorPanel(entry.error, entry.title, again, primary=True))
        self.ended.emit(entry)

    def _show_log(self, entry: JobEntry) -> None:
        if len(entry.log) == self._lines:
            return
        self._lines = len(entry.log)
        zone, words = self._context.formats.in_zone, self._context.words
        lines = [(zone(when), level, words(text)) for when, level, text in entry.log]
        self.log.setPlainText(
            "\n".join(
                f"{when:%H:%M:%S}  {level_text(level):10} {text}"
                for when, level, text in lines
                if when is not None
            )
        )

    def _stop(self) -> None:
        stop_job(self._context, self.job, self.window())
