"""Worker threads with a bounded queue: with `background` and `aside`, the only threads in the core."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Generic, TypeVar

from pagewake.jobs.job import Job

Task = TypeVar("Task")
Result = TypeVar("Result")


class _Stopped(Exception):
    """A task was not begun, because another one failed before it."""


class _FirstError(Generic[Task, Result]):
    """Wraps the work: remembers the first error of any thread, and begins nothing after it."""

    def __init__(self, work: Callable[[Task], Result], job: Job) -> None:
        self._work = work
        self._job = job
        self._lock = threading.Lock()
        self._error: BaseException | None = None

    def __call__(self, task: Task) -> Result:
        if self._error is not None:
            raise _Stopped
        try:
            self._job.check()
            return self._work(task)
        except BaseException as error:
            with self._lock:
                self._error = self._error or error
            raise

    def raise_if_any(self) -> None:
        if self._error is not None:
            raise self._error


class WorkerPool:
    """Runs one function over many tasks on a few threads, in order, holding only a few tasks at a time."""

    def __init__(self, workers: int, *, name: str = "pagewake") -> None:
        self._workers = max(1, workers)
        self._name = name

    def map_ordered(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], job: Job, *, ahead: int = 2
    ) -> Iterator[Result]:
        """Yield `work(task)` in the order of the tasks, holding at most `workers + ahead` begun ones.

        The first error, in time, stops everything: tasks not begun are dropped, those running are waited for,
        then it is raised. Closing the iterator early does the same without an error. No thread outlives the
        iterator.
        """
        guarded = _FirstError(work, job)
        pending: deque[Future[Result]] = deque()
        with ThreadPoolExecutor(self._workers, thread_name_prefix=self._name) as executor:
            try:
                for task in tasks:
                    job.check()
                    pending.append(executor.submit(guarded, task))
                    if len(pending) >= self._workers + ahead:
                        yield _first_result(pending, guarded)
                while pending:
                    yield _first_result(pending, guarded)
            finally:
                for future in pending:
                    future.cancel()

    def map_as_done(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], job: Job, *, ahead: int = 2
    ) -> Iterator[Result]:
        """Like `map_ordered`, but results come as they are ready: a long task holds up no others."""
        guarded = _FirstError(work, job)
        pending: set[Future[Result]] = set()
        with ThreadPoolExecutor(self._workers, thread_name_prefix=self._name) as executor:
            try:
                for task in tasks:
                    job.check()
                    pending.add(executor.submit(guarded, task))
                    while len(pending) >= self._workers + ahead:
                        yield from _ready_results(pending, guarded)
                while pending:
                    yield from _ready_results(pending, guarded)
            finally:
                for future in pending:
                    future.cancel()


def _ready_results(pending: set[Future[Result]], guarded: _FirstError[Task, Result]) -> Iterator[Result]:
    """Waits for one at least; takes those that are ready out of the pending ones."""
    ready, _ = wait(pending, return_when=FIRST_COMPLETED)
    for future in ready:
        pending.remove(future)
        yield _result(future, guarded)


def _first_result(pending: deque[Future[Result]], guarded: _FirstError[Task, Result]) -> Result:
    return _result(pending.popleft(), guarded)


def _result(future: Future[Result], guarded: _FirstError[Task, Result]) -> Result:
    error = future.exception()  # waits
    guarded.raise_if_any()
    if error is not None:  # pragma: no cover - every error of a task is a first error or comes after one
        raise error
    return future.result()
