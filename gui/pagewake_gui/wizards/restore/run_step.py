"""Step 7: the job: its phases, how far and how fast, how long yet, what it saw; paused, cancelled, or left alone."""

from __future__ import annotations

from PySide6.QtWidgets import QPlainTextEdit, QProgressBar, QWidget

from pagewake.desk.journal import Standing
from pagewake_gui.dialogs.abandon import stop_job
from pagewake_gui.job_center import JobEntry
from pagewake_gui.job_words import level_text
from pagewake_gui.widgets.basics import Card, button, label, row
from pagewake_gui.widgets.elided import ElidedLabel
from pagewake_gui.widgets.findings import FindingList
from pagewake_gui.widgets.job_strip import pause_or_go_on, progress_text, show_progress
from pagewake_gui.wizards.restore.draft import Draft
from pagewake_gui.wizards.restore.step import Step


class RunStep(Step):
    """Watches one job of the job centre."""

    name = "run"

    def __init__(self, draft: Draft, parent: QWidget | None = None) -> None:
        super().__init__(draft, parent)
        self.job: str = ""
        self.heading = label("", "heading", wrap=True)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress"))
        self.line = label("", wrap=True)
        self.item = ElidedLabel("", "muted")
        self.elapsed = label("", "muted")
        self.stop = button(self.tr("Cancel the restore"), self._cancel, "danger")
        self.pause = button(self.tr("Pause"), self._pause_or_go_on)
        self._hint = label(
            self.tr(
                "Cancelled, the directory is as empty as it was; where a database was being overwritten, its marker "
                "stays and the next restore into it goes on."
            ),
            "muted",
            wrap=True,
        )
        card = Card(self.tr("The restore runs"))
        for part in (self.heading, self.bar, self.line, self.item, self.elapsed):
            card.body.addWidget(part)
        card.body.addLayout(row(self.stop, self.pause, 1))
        card.body.addWidget(self._hint)
        seen = Card(self.tr("What it saw"))
        self.findings = FindingList()
        seen.body.addWidget(self.findings)
        log = Card(self.tr("Phases"))
        self.log = QPlainTextEdit()
        self.log.setReadOnly(True)
        self.log.setProperty("role", "code")  # times and levels stand in columns
        self.log.setMinimumHeight(150)
        self.log.setAccessibleName(self.tr("Log of the restore"))
        log.body.addWidget(self.log)
        for card_ in (card, log, seen):
            self.body.addWidget(card_)
        self.body.addStretch(1)
        self._seen = -1
        self._lines = -1
        self.context.jobs.ticked.connect(self._tick)
        self.context.jobs.changed.connect(self._changed)

    @property
    def title(self) -> str:
        return self.tr("Run")

    @property
    def first(self) -> QWidget | None:
        return self.log  # no key that began the restore stops it by being pressed once more

    @property
    def entry(self) -> JobEntry | None:
        """The job that is watched."""
        return self.context.jobs.entry(self.job) if self.job else None

    @property
    def running(self) -> bool:
        """Whether it is not over yet."""
        entry = self.entry
        return entry is not None and entry.active

    def problem(self) -> str:
        if not self.job:
            return self.tr("Nothing was begun.")
        return self.tr("The result follows when it is over.") if self.running else ""

    def watch(self, job: str) -> None:
        """Watch another job."""
        self.job, self._seen, self._lines = job, -1, -1
        self._tick()

    def enter(self) -> None:
        self._tick()

    def _changed(self, entry: object) -> None:
        self._tick()

    def _tick(self) -> None:
        entry = self.entry
        if entry is None:
            return
        self.heading.setText(entry.title)
        if entry.active:
            show_progress(self.bar, entry.progress)
            self.line.setText(progress_text(entry))
            if entry.progress is not None:
                self.elapsed.setText(
                    self.tr("{0} so far").format(self.context.formats.duration(entry.progress.elapsed))
                )
        else:
            self.bar.setRange(0, 1)
            self.bar.setValue(1 if entry.standing is Standing.DONE else 0)
            self.line.setText(self._over(entry.standing))
            if entry.started is not None and entry.finished is not None:
                took = self.context.formats.duration((entry.finished - entry.started).total_seconds())
                self.elapsed.setText(self.tr("Took {0}").format(took))
        self.stop.setEnabled(entry.active)
        self.stop.setText(self.tr("Abandon it...") if entry.stopping else self.tr("Cancel the restore"))
        self.pause.setEnabled(entry.standing is Standing.RUNNING and not entry.stopping)
        self.pause.setText(self.tr("Go on") if entry.pausing else self.tr("Pause"))
        item = entry.progress.item if entry.active and entry.progress is not None else ""
        self.item.setText(self.tr("Now: {0}").format(item) if item else "")
        if len(entry.findings) != self._seen:
            self._seen = len(entry.findings)
            self.findings.show_findings(entry.findings, self.tr("Nothing that deserves a word."))
        if len(entry.log) != self._lines:
            self._lines = len(entry.log)
            zone = self.context.formats.in_zone
            lines = [(zone(when), level, text) for when, level, text in entry.log]
            self.log.setPlainText(
                "\n".join(
                    f"{when:%H:%M:%S}  {level_text(level):10} {self.context.words(text)}"
                    for when, level, text in lines
                    if when is not None
                )
            )
        self.changed.emit()

    def _over(self, standing: Standing) -> str:
        words = {
            Standing.DONE: self.tr("It is over: see the result."),
            Standing.CANCELLED: self.tr("It was cancelled."),
            Standing.FAILED: self.tr("It failed: see the result."),
            Standing.ABANDONED: self.tr("It was abandoned."),
        }
        return words.get(standing, "")

    def _cancel(self) -> None:
        stop_job(self.context, self.job, self.window())

    def _pause_or_go_on(self) -> None:
        pause_or_go_on(self.context, self.job)
