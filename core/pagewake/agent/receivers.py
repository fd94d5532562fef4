"""The receivers of WAL that an agent keeps running: one process a source, started again when it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

from pagewake.agent.child import Child
from pagewake.agent.log import Log
from pagewake.agent.measure import ReceiverFigures
from pagewake.schedule import LONGEST_PAUSE

FIRST_PAUSE_S = 1.0
STEADY_S = 300.0
"""A receiver that ran for so long was a good one: when it ends, it is started again at once."""


@dataclass
class Receiver:
    """One source's receiver, whether it runs or not."""

    repository: str
    source: str
    start: Callable[[], Child]
    log: Log
    child: Child | None = None
    starts: int = 0
    failures: int = 0
    ended: float = -float("inf")

    @property
    def figures(self) -> ReceiverFigures:
        """What /metrics shows of it."""
        return ReceiverFigures(self.child is not None, self.starts)

    @property
    def pause(self) -> float:
        """How long to wait before it is started again: a second, then twice that; at most an hour."""
        doubled = FIRST_PAUSE_S * 2 ** min(max(self.failures - 1, 0), 20)
        return min(doubled, LONGEST_PAUSE / timedelta(seconds=1)) if self.failures else 0.0

    def turn(self, *, wanted: bool) -> bool:
        """Start it, or notice that it ended, or stop it where it is not wanted; returns whether anything changed."""
        if self.child is None:
            if not wanted or monotonic() - self.ended < self.pause:
                return False
            return self._begin()
        if not wanted:
            self.child.stop()
        outcome = self.child.ended()
        if outcome is None:
            return False
        self.child, self.ended = None, monotonic()
        self.failures = 1 if outcome.seconds >= STEADY_S else self.failures + 1
        if wanted:
            self.log.say(
                "receiver-ended",
                level="warning",
                source=self.source,
                repository=self.repository,
                status=outcome.status,
                error=outcome.error or None,
                again_in_s=round(self.pause),
            )
        else:
            self.failures = 0
        return True

    def _begin(self) -> bool:
        try:
            self.child = self.start()
        except OSError as error:
            self.failures, self.ended = self.failures + 1, monotonic()
            self.log.say("receiver-not-started", level="error", source=self.source, error=str(error))
            return True
        self.starts += 1
        self.log.say("receiver-began", source=self.source, repository=self.repository, pid=self.child.pid)
        return True
