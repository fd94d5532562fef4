"""Work that lasts as long as a test needs it."""

from __future__ import annotations

import threading

from pagewake.jobs import Job


class Slow:
    """Work that goes on until it is told to stop."""

    def __init__(self) -> None:
        self.go = threading.Event()

    def __call__(self, job: Job) -> None:
        with job.phase("read pages", 1 << 32):
            while not self.go.wait(0.01):
                job.advance(1 << 20)
