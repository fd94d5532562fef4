"""Runs a job on a thread of its own, so that a face stays awake while it works."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from pagewake.jobs.job import Job

Result = TypeVar("Result")


class BackgroundRun(Generic[Result]):
    """One job at work on one thread. `result` gives what it returned or raises what it raised."""

    def __init__(self, job: Job, work: Callable[[Job], Result]) -> None:
        self.job = job
        self._work = work
        self._done = threading.Event()
        self._result: Result | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=f"pagewake-{job.kind or 'job'}")
        self._thread.start()

    def _run(self) -> None:
        try:
            self._result = self.job.run(self._work)
        except BaseException as error:  # noqa: BLE001  # handed to whoever asks for the result
            self._error = error
        finally:
            self._done.set()

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the job is over, at most `seconds`; returns whether it is.

        Ctrl-C while waiting cancels the job; the wait goes on until the work has heard it.
        """
        try:
            return self._done.wait(seconds)
        except KeyboardInterrupt:
            self.job.token.cancel()
            return self._done.is_set()

    def wait_for_thread(self) -> None:
        """Wait until the work is over and its thread is gone."""
        while not self.wait(1.0):
            pass
        self._thread.join()

    def result(self) -> Result:
        """Wait for the end and return the result. Raises what the work raised. Leaves no thread behind."""
        self.wait_for_thread()
        if self._error is not None:
            raise self._error
        return self._result  # type: ignore[return-value]  # set whenever there is no error
