"""Tasks of one piece of work that run beside it, a few at a time: parts of an object being uploaded."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Lanes(Generic[Result]):
    """Runs tasks on threads of its own, which end with it. For one thread at a time.

    `slots` bounds how many tasks are begun or waiting, over all that share it: what a task holds in memory is held
    that many times at most.
    """

    def __init__(self, slots: threading.Semaphore, workers: int, *, name: str = "lanes") -> None:
        self.stop = threading.Event()
        """Set when the work is given up: tasks should end soon."""
        self._slots = slots
        self._executor = ThreadPoolExecutor(workers, thread_name_prefix=name)
        self._begun: list[Future[Result]] = []
        self._failed = threading.Event()

    def add(self, task: Callable[[], Result]) -> None:
        """Begin a task, as soon as there is a slot. Raises the first error that an earlier one met."""
        self._slots.acquire()
        try:
            self.check()
            future = self._executor.submit(task)
        except BaseException:
            self._slots.release()
            raise
        self._begun.append(future)
        future.add_done_callback(self._ended)

    def check(self) -> None:
        """Raise the first error that a task met."""
        if self._failed.is_set():
            for future in self._begun:
                if future.done() and not future.cancelled():
                    future.result()

    def finish(self) -> list[Result]:
        """Wait for all tasks and return what they returned, in the order in which they were added."""
        try:
            return [future.result() for future in self._begun]
        finally:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def cancel(self) -> None:
        """Begin no more tasks and tell those that run to end; does not wait for them."""
        self.stop.set()
        self._executor.shutdown(wait=False, cancel_futures=True)

    def _ended(self, future: Future[Result]) -> None:
        self._slots.release()
        if not future.cancelled() and future.exception() is not None:
            self._failed.set()
