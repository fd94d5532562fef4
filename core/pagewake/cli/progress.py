"""Shows a running job on standard error: a bar on a terminal, a line now and then elsewhere.

Progress is read from snapshots on the main thread; events arrive on the worker's thread and are queued. No
thread is started here.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Protocol

from pagewake.cli.session import Session, is_terminal
from pagewake.cli.texts import finding_text, terminal_width
from pagewake.jobs import FindingSeen, Job, JobEvent, PhaseEnded, Progress, Said
from pagewake.units import amount_text, duration_text, rate_text, time_left_text

if TYPE_CHECKING:
    from rich.progress import Progress as RichProgress

LINE_EVERY_S = 5.0
SAME_LINE_EVERY_S = 60.0
"""What stands still says nothing new: a sign of life is enough."""
BAR_WIDTH = 12
SHORT_PHASE_S = 0.5
"""Phases shorter than this, and without bytes, are not worth a line of their own."""


class View(Protocol):
    """One way to show progress."""

    def show(self, progress: Progress) -> None:
        """Show how far the job is. Called about ten times a second."""

    def line(self, text: str) -> None:
        """Print a line that stays."""

    def close(self) -> None:
        """Leave the terminal as it was."""


class Silent:
    """Shows nothing."""

    def show(self, progress: Progress) -> None:
        """Nothing."""

    def line(self, text: str) -> None:
        """Nothing."""

    def close(self) -> None:
        """Nothing."""


class RareLines(Silent):
    """For an agent that keeps a job without an end: its findings, and what matters to who hears little."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def line(self, text: str) -> None:
        """Print it."""
        self._session.tell(" ".join(text.split()))


class Lines:
    """For logs and pipes: at most one line every five seconds."""

    def __init__(self, session: Session, clock: Callable[[], float] = time.monotonic) -> None:
        self._session = session
        self._clock = clock
        self._next = clock() + LINE_EVERY_S
        self._last = ("", 0.0)

    def show(self, progress: Progress) -> None:
        """Print a line when one is due."""
        now = self._clock()
        if not progress.phase or now < self._next:
            return
        text, (last, said) = progress_text(progress), self._last
        if text != last or now >= said + SAME_LINE_EVERY_S:
            self._last = (text, now)
            self.line(text)

    def line(self, text: str) -> None:
        """Print it, and be silent for a while."""
        self._session.tell(text)
        self._next = self._clock() + LINE_EVERY_S

    def close(self) -> None:
        """Nothing is left open."""


class Bar:
    """For terminals: one line that moves, with a bar where the total is known."""

    def __init__(self, session: Session) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, TextColumn
        from rich.progress import Progress as RichProgress

        self._console = Console(file=session.err, width=terminal_width(), highlight=False, markup=False)
        # auto_refresh would start a thread.
        self._rich: RichProgress = RichProgress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=BAR_WIDTH),
            TextColumn("{task.fields[figures]}"),
            console=self._console,
            transient=True,
            auto_refresh=False,
        )
        self._rich.start()
        self._task = self._rich.add_task("", total=None, figures="", visible=False)

    def show(self, progress: Progress) -> None:
        """Move the bar."""
        fraction = progress.fraction
        self._rich.update(
            self._task,
            description=progress.phase,
            total=1.0 if fraction is not None else None,
            completed=fraction or 0.0,
            figures=figures_text(progress),
            visible=bool(progress.phase),
        )
        self._rich.refresh()

    def line(self, text: str) -> None:
        """Print above the bar."""
        self._console.print(text, soft_wrap=True)

    def close(self) -> None:
        """Take the bar away and show the cursor again."""
        self._rich.stop()


def figures_text(progress: Progress) -> str:
    """`1.2 GiB of 3.4 GiB, 35 %, 310.0 MiB/s, 5 to 9 s left`; without a total only what is known.

    While the job is paused there is neither rate nor time left: `paused, 1.2 GiB of 3.4 GiB, 35 %`.
    """
    parts = ["paused"] if progress.paused else []
    if progress.done or progress.total:
        done = amount_text(progress.done, progress.unit)
        parts.append(f"{done} of {amount_text(progress.total, progress.unit)}" if progress.total else done)
    if (fraction := progress.fraction) is not None:
        parts.append(f"{int(fraction * 100)} %")
    if progress.paused:
        return ", ".join(parts)
    if progress.rate:
        parts.append(rate_text(progress.rate, progress.unit))
    if progress.time_left is not None:
        parts.append(f"{time_left_text(*progress.time_left)} left")
    return ", ".join(parts)


def progress_text(progress: Progress) -> str:
    """One line for a log."""
    figures = figures_text(progress)
    return f"{progress.phase}: {figures}" if figures else progress.phase


def _phase_text(event: PhaseEnded) -> str | None:
    """The line of a phase that took a while; short ones say nothing, the answer tells what came of them."""
    if not event.completed or event.seconds < SHORT_PHASE_S:
        return None
    spent = duration_text(event.seconds)
    if not event.done:
        return f"{event.phase}: {spent}"
    rate = rate_text(event.done / event.seconds, event.unit)
    return f"{event.phase}: {amount_text(event.done, event.unit)} in {spent} ({rate})"


class JobView:
    """Follows one job until it is closed. A terminal that goes away never stops the job."""

    def __init__(self, session: Session, job: Job, *, rare: bool = False) -> None:
        """With `rare` only findings and rare lines are shown, whatever else is asked for."""
        self._job = job
        self._rare = rare
        self._events: SimpleQueue[JobEvent] = SimpleQueue()
        self._unsubscribe = job.subscribe(self._events.put)
        self._view = RareLines(session) if rare else self._chosen(session)

    @staticmethod
    def _chosen(session: Session) -> View:
        if session.quiet:
            return Silent()
        if is_terminal(session.err):
            return Bar(session)
        return Silent() if session.as_json else Lines(session)

    def update(self) -> None:
        """Show what happened since the last time."""
        try:
            self._show_events()
            self._view.show(self._job.progress)
        except (OSError, ValueError):  # standard error is closed or gone
            self._view = Silent()

    def _show_events(self) -> None:
        while True:
            try:
                event = self._events.get_nowait()
            except Empty:
                return
            if isinstance(event, PhaseEnded) and not self._rare:
                text = _phase_text(event)
                if text is not None:
                    self._view.line(text)
            elif isinstance(event, FindingSeen):
                self._view.line(finding_text(event.finding))
            elif isinstance(event, Said) and (event.rare or not self._rare):
                self._view.line(event.text)

    def line(self, text: str) -> None:
        """Print a line of the command's own."""
        if not self._rare:
            self._view.line(text)

    def close(self) -> None:
        """Show what is left and stop following."""
        self._unsubscribe()
        try:
            self._show_events()
            self._view.close()
        except (OSError, ValueError):
            self._view = Silent()
