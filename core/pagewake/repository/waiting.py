"""Waiting for other work in a repository to end, for so long and no longer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from time import monotonic

from pagewake.jobs import Job
from pagewake.repository.locks import LockInfo, Patience

PAUSE_S = 1.0


def wait_for(job: Job, span: timedelta, *, ticks: Callable[[], float] = monotonic) -> Patience | None:
    """Patience for `span`, which says whom it waits for and hears the job's cancellation; None for no time at all."""
    return Wait(job, span, ticks=ticks) if span > timedelta(0) else None


class Wait:
    """Patience that ends after `span`, or with the job (Cancelled). For one lock, on one thread."""

    def __init__(self, job: Job, span: timedelta, *, ticks: Callable[[], float] = monotonic) -> None:
        self._job = job
        self._ticks = ticks
        self._end = ticks() + span.total_seconds()
        self._said: set[str] = set()

    def __call__(self, others: Sequence[LockInfo]) -> bool:
        """Wait for a moment, and say whether to go on; say of each of `others` once that it is waited for."""
        for other in others:
            if other.id not in self._said:
                self._said.add(other.id)
                self._job.say(f"waiting for a lock: {other.describe()}")
        left = self._end - self._ticks()
        if left <= 0:
            return False
        self._job.token.wait(min(PAUSE_S, left))
        self._job.check()
        return True
