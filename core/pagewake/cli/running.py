"""Runs a job for a command: the work on its own thread, the progress here, and a Ctrl-C that is heard."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import TypeVar

from pagewake.allocator import LARGEST_KEPT, keep_buffers
from pagewake.cli.progress import JobView
from pagewake.cli.session import Session
from pagewake.errors import Cancelled
from pagewake.interpreter import work_steadily
from pagewake.jobs import BackgroundRun, Job
from pagewake.routine import CHILD_OF

Result = TypeVar("Result")
REFRESH_S = 0.1
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")


def run_job(
    session: Session,
    job: Job,
    work: Callable[[Job], Result],
    *,
    stopping: str = "Cancelling",
    on_hangup: Callable[[], None] | None = None,
    endless: bool = False,
    largest_kept: int = LARGEST_KEPT,
) -> Result:
    """Do `work(job)` and return its result; show progress meanwhile.

    SIGINT, SIGTERM and SIGHUP cancel the job, which is heard within a second and ends in Cancelled; a second
    one leaves at once. SIGUSR1 pauses it and has it go on, where it can be paused. What an agent started cancels
    itself when that is gone. Raises what the work raises.
    `stopping` is what the first signal answers (empty: nothing). `on_hangup` is called on SIGHUP instead, in the
    signal's handler. An agent that started `endless` work is told what rarely happens in it. Freed blocks of up to
    `largest_kept` bytes are kept for the next one.
    """
    keep_buffers(largest_kept)
    work_steadily()
    agent = _agent()
    with _cancelled_by_signals(session, job, stopping, on_hangup), _paused_by_a_signal() as asked:
        view = JobView(session, job, rare=endless and agent is not None)
        try:
            run = BackgroundRun(job, work)
            try:
                while not run.wait(REFRESH_S):
                    if agent is not None and os.getppid() != agent:
                        job.token.cancel()  # nobody is left to whom it could say how it ended
                    if asked:
                        asked.pop()
                        _pause_or_go_on(job, view)
                    view.update()
            except BaseException:
                job.token.cancel()
                run.wait_for_thread()
                raise
        finally:
            view.close()
        return run.result()


@cache
def _agent() -> int | None:
    """The process of the agent that started this one; what it starts itself is not the agent's."""
    number = os.environ.pop(CHILD_OF, "")
    return int(number) if number.isascii() and number.isdigit() else None


def _pause_or_go_on(job: Job, view: JobView) -> None:
    if job.paused:
        job.resume()
        view.line("Goes on.")
    elif job.no_pause:
        view.line(f"Not paused: {job.no_pause}.")
    else:
        job.pause()
        view.line("Paused; the same signal has it go on, Ctrl-C cancels it.")


@contextmanager
def _paused_by_a_signal() -> Iterator[list[int]]:
    """SIGUSR1 is only noted: what it asks for takes locks that the interrupted code may hold."""
    asked: list[int] = []
    try:
        before = signal.signal(signal.SIGUSR1, lambda number, frame: asked.append(number))
    except (AttributeError, ValueError):  # no such signal here, or not the main thread
        yield asked
        return
    try:
        yield asked
    finally:
        signal.signal(signal.SIGUSR1, before)


@contextmanager
def _cancelled_by_signals(
    session: Session, job: Job, stopping: str, on_hangup: Callable[[], None] | None
) -> Iterator[None]:
    def heed(number: int, frame: FrameType | None) -> None:
        if on_hangup is not None:
            on_hangup()

    def cancel(number: int, frame: FrameType | None) -> None:
        if job.token.cancelled:
            # Everything durable is done in steps that may be cut: the repository is valid, only a restore's
            # directory keeps its marker.
            os.write(2, b"\nLeft at once. The repository is valid.\n")
            os._exit(Cancelled.exit_status)
        job.token.cancel()
        if stopping and not session.quiet:
            os.write(2, f"\n{stopping}; press Ctrl-C again to leave at once.\n".encode())

    before = {}
    try:
        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                heeds = name == "SIGHUP" and on_hangup is not None
                before[number] = signal.signal(number, heed if heeds else cancel)
    except ValueError:  # not the main thread: whoever runs it cancels through the token
        before.clear()
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
