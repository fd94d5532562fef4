"""Worker threads with a bounded queue: the only threads in the core."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from pagewake.jobs.job import Job

Task = TypeVar("Task")
Result = TypeVar("Result")


class WorkerPool:
    """Runs one function over many tasks on a few threads, in order, holding only a few tasks at a time."""

    def __init__(self, workers: int, *, name: str = "pagewake") -> None:
        self._workers = max(1, workers)
        self._name = name

    def map_ordered(
        self, work: Callable[[Task], Result], tasks: Iterable[Task], job: Job, *, ahead: int = 2
    ) -> Iterator[Result]:
        """Yield `work(task)` in the order of the tasks; at most `workers + ahead` are begun and not yet yielded.

        The first error stops everything: tasks not begun are dropped, those running are waited for, then it is raised.
        """
        pending: deque[Future[Result]] = deque()
        with ThreadPoolExecutor(self._workers, thread_name_prefix=self._name) as executor:
            try:
                for task in tasks:
                    job.check()
                    pending.append(executor.submit(work, task))
                    if len(pending) >= self._workers + ahead:
                        yield pending.popleft().result()
                while pending:
                    yield pending.popleft().result()
            finally:
                for future in pending:
                    future.cancel()
