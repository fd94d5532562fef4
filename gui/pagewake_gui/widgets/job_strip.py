"""The strip at the bottom: what runs now, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from pagewake.desk.journal import Standing
from pagewake.jobs.job import Progress
from pagewake.units import amount_text, rate_text, time_left_text
from pagewake_gui.context import Context
from pagewake_gui.dialogs.abandon import stop_job
from pagewake_gui.job_center import JobEntry
from pagewake_gui.motion import show_busy
from pagewake_gui.widgets.basics import button, row
from pagewake_gui.widgets.elided import ElidedLabel
from pagewake_gui.words import told

STEPS = 1000


class JobStrip(QFrame):
    """One line for the oldest job that runs; says how many more there are. Hidden when there is none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.setProperty("role", "strip")
        self._title = ElidedLabel("", "heading", keep_end=False)
        self._what = ElidedLabel("", "muted", keep_end=False)
        self._bar = QProgressBar()
        self._bar.setFixedWidth(160)
        self._bar.setAccessibleName(self.tr("Progress"))
        self._cancel = button(self.tr("Cancel"), self._stop)
        self._pause = button(self.tr("Pause"), self._pause_or_go_on)
        self._more = button("", lambda: context.navigator.open("jobs"), "link")
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 6, 14, 6)
        column.addLayout(row(self._title, self._bar, self._what, 1, self._more, self._pause, self._cancel))
        context.jobs.changed.connect(lambda _: self._show())
        context.jobs.ticked.connect(self._show)
        self._show()

    def _show(self) -> None:
        active = self._context.jobs.active
        self.setVisible(bool(active))
        if not active:
            return
        entry = next((one for one in active if one.standing is Standing.RUNNING), active[0])
        self._id = entry.id
        self._title.setText(entry.title)
        self._title.setToolTip(entry.title)
        show_progress(self._bar, entry.progress)
        self._what.setText(progress_text(entry))
        self._what.setToolTip(entry.command)
        self._cancel.setText(self.tr("Abandon...") if entry.stopping else self.tr("Cancel"))
        self._pause.setVisible(not entry.no_pause and entry.standing is Standing.RUNNING)
        self._pause.setEnabled(not entry.stopping)
        self._pause.setText(self.tr("Go on") if entry.pausing else self.tr("Pause"))
        more = len(active) - 1
        self._more.setText(self.tr("%n more", "", more) if more else self.tr("Show"))
        self._more.setMinimumWidth(self._more.sizeHint().width())

    def _stop(self) -> None:
        stop_job(self._context, self._id, self.window())

    def _pause_or_go_on(self) -> None:
        pause_or_go_on(self._context, self._id)


def pause_or_go_on(context: Context, id: str) -> None:
    """Pause a job, or have it go on."""
    entry = context.jobs.entry(id)
    if entry is not None:
        (context.jobs.resume if entry.pausing else context.jobs.pause)(id)


def show_progress(bar: QProgressBar, progress: Progress | None) -> None:
    """Show a fraction, or that something goes on whose end is not known. In thousandths: bytes exceed 32 bits."""
    fraction = None
    if progress is not None:
        fraction = progress.job_fraction if progress.job_fraction is not None else progress.fraction
    if fraction is None:
        show_busy(bar)
        return
    bar.setRange(0, STEPS)
    bar.setValue(round(fraction * STEPS))


def progress_text(entry: JobEntry) -> str:
    """The phase, how much of how much, the rate, and the time left: in the words of the command line.

    Without a known total there is neither a percentage nor a time left; the time left is a range, and only there
    once it can be told.
    """
    translate = QCoreApplication.translate
    if entry.waits_for:
        return translate("JobStrip", "number {0} in line, after: {1}").format(
            entry.ahead + 1, entry.waits_for
        )
    if entry.stopping:
        return translate("JobStrip", "stopping after what is being read or written now")
    progress = entry.progress
    if progress is None:
        return ""
    done = told(amount_text(progress.done, progress.unit))
    parts = [told(progress.phase)]
    if progress.paused:
        parts.append(translate("JobStrip", "paused"))
    elif entry.pausing:
        parts.append(translate("JobStrip", "pauses after this phase"))
    if progress.total:
        total = told(amount_text(progress.total, progress.unit))
        parts.append(translate("JobStrip", "{0} of {1}").format(done, total))
    elif progress.done:
        parts.append(done)
    if (fraction := progress.fraction) is not None:
        parts.append(f"{int(fraction * 100)} %")
    if progress.rate and not progress.paused:
        parts.append(told(rate_text(progress.rate, progress.unit)))
    if progress.time_left is not None and not progress.paused:
        left = told(time_left_text(*progress.time_left))
        parts.append(translate("JobStrip", "{0} left").format(left))
    return " · ".join(part for part in parts if part)
