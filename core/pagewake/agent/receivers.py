"""The receivers of WAL that an agent keeps running: one process a source, started again when it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic

from pagewake.agent.child import Child
from pagewake.agent.commands import receiver_arguments
from pagewake.agent.log import Log
from pagewake.agent.measure import ReceiverFigures
from pagewake.agent.watch import Watch

FIRST_PAUSE_S = 1.0
LONGEST_PAUSE_S = 300.0
"""A server or a store may be away for hours: so long after it is back at most, its WAL flows again."""
STEADY_S = 300.0
"""A receiver that ran for so long was a good one: when it ends, it is started again at once."""


@dataclass
class Receiver:
    """One source's receiver, whether it runs or not."""

    repository: str
    source: str
    start: Callable[[], Child]
    log: Log
    about: object = None
    """What it receives from and into: it is another receiver where that is something else."""
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
        """How long to wait before it is started again: a second, then twice that; at most five minutes."""
        doubled = FIRST_PAUSE_S * 2 ** min(max(self.failures - 1, 0), 20)
        return min(doubled, LONGEST_PAUSE_S) if self.failures else 0.0

    def turn(self, *, wanted: bool) -> bool:
        """Start it, or notice that it ended, or stop it where it is not wanted; returns whether anything changed."""
        if self.child is None:
            if not wanted or monotonic() - self.ended < self.pause:
                return False
            return self._begin()
        if not wanted:
            self.child.stop()
        for line in self.child.heard() if wanted else ():
            self.log.say(
                "receiver-says", level="warning", source=self.source, repository=self.repository, line=line
            )
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
                advice=outcome.advice or None,
                again_in_s=round(self.pause),
            )
        else:
            self.failures = 0
            self.log.say("receiver-stopped", source=self.source, repository=self.repository)
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


Place = tuple[str, str]
"""A repository and a source, by name."""


class Receivers:
    """All receivers of one agent. Used from one thread."""

    def __init__(self, start: Callable[[Sequence[str]], Child], log: Log) -> None:
        self._start = start
        self._log = log
        self._now: dict[Place, Receiver] = {}
        self._leaving: list[Receiver] = []

    def change(self, watches: Iterable[Watch]) -> None:
        """Have one for each source that is to be streamed; those that are not wanted stop, and the same go on."""
        before, self._now = self._now, {}
        for watch in watches:
            for source in watch.sources:
                if not source.stream:
                    continue
                key = watch.name, source.name
                about = watch.place, source.location, source.engine, source.connection
                known = before.get(key)
                if known is not None and known.about == about:
                    self._now[key] = before.pop(key)
                else:
                    words = receiver_arguments(source, watch.name)
                    self._now[key] = Receiver(*key, self._starter(words), self._log, about)
        self._leaving += before.values()

    def turn(self, mine: Callable[[Place], bool]) -> bool:
        """One step of each; returns whether anything changed. `mine` says whether its source is this agent's."""
        news = False
        for one in list(self._leaving):
            news |= one.turn(wanted=False)
            if one.child is None:
                self._leaving.remove(one)
        busy = {(one.repository, one.source) for one in self._leaving}
        for key, receiver in self._now.items():
            news |= receiver.turn(wanted=mine(key) and key not in busy)
        return news

    def stop(self) -> None:
        """Have none any more."""
        self._leaving += self._now.values()
        self._now = {}
        for one in self.running:
            one.stop()

    @property
    def running(self) -> list[Child]:
        """Those whose process runs."""
        return [one.child for one in (*self._now.values(), *self._leaving) if one.child is not None]

    def figures(self, repository: str, source: str) -> ReceiverFigures | None:
        """What /metrics shows of one; None where there is none."""
        found = self._now.get((repository, source))
        return found.figures if found is not None else None

    def _starter(self, words: Sequence[str]) -> Callable[[], Child]:
        return lambda: self._start(words)
