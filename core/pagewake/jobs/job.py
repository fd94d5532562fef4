"""A job: progress in phases, warnings, and a cancel that is heard within a second."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pagewake.errors import Cancelled
from pagewake.model import Finding


class CancelToken:
    """A wish to stop, set from any thread and looked at by the work."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Sleep, but wake at once when cancelled; returns `cancelled`."""
        return self._event.wait(seconds)


@dataclass(frozen=True)
class Progress:
    """How far a phase is."""

    phase: str
    done: int
    total: int | None
    unit: str


class Job:
    """One long operation. Work calls `phase`, `advance`, `check` and `warn`; faces read `progress` and cancel."""

    def __init__(self, kind: str = "", *, token: CancelToken | None = None) -> None:
        self.kind = kind
        self.token = token or CancelToken()
        self.findings: list[Finding] = []
        self._lock = threading.Lock()
        self._progress = Progress("", 0, None, "bytes")

    @property
    def progress(self) -> Progress:
        """The current phase's progress."""
        return self._progress

    @contextmanager
    def phase(self, name: str, total: int | None = None, unit: str = "bytes") -> Iterator[None]:
        """Begin a phase; it ends with the block."""
        self.check()
        with self._lock:
            self._progress = Progress(name, 0, total, unit)
        yield

    def advance(self, amount: int) -> None:
        """Count work done in the current phase. Raises Cancelled. Any thread."""
        with self._lock:
            now = self._progress
            self._progress = Progress(now.phase, now.done + amount, now.total, now.unit)
        self.check()

    def warn(self, finding: Finding) -> None:
        """Report something the user should know. Any thread."""
        with self._lock:
            self.findings.append(finding)

    def check(self) -> None:
        """Raise Cancelled if somebody asked to stop."""
        if self.token.cancelled:
            raise Cancelled(f"{self.kind or 'the operation'} was cancelled")
