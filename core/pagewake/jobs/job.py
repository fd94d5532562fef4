"""A job: progress in phases, warnings, events, a pause, and a cancel that is heard within a second."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TypeVar

from pagewake.errors import Cancelled, UsageError
from pagewake.jobs.events import (
    FindingSeen,
    JobEvent,
    JobFinished,
    Outcome,
    PhaseBegan,
    PhaseEnded,
    Said,
    Subscriber,
)
from pagewake.jobs.pause import Pause, no_pause
from pagewake.jobs.rate import MINIMUM_BYTES, RateMeter, time_left
from pagewake.model import Finding

Result = TypeVar("Result")
_log = logging.getLogger(__name__)
_LOOK_SECONDS = 0.1
"""How long a paused job may take to hear that it goes on; a cancel wakes it at once."""
_NO_COUNTERS: Mapping[str, int] = MappingProxyType({})


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
    """How far a job is: its current phase's count, and what follows from it.

    `total` is None where the end is not known; then there is no fraction and no time left, only `done` and
    `rate` (units a second over the recent past). `time_left` is (low, high) in seconds, for the whole job
    where its phases were planned, for the current phase otherwise.
    """

    phase: str
    done: int
    total: int | None
    unit: str
    rate: float | None = None
    time_left: tuple[float, float] | None = None
    job_fraction: float | None = None
    elapsed: float = 0.0
    counters: Mapping[str, int] = field(default_factory=lambda: _NO_COUNTERS)
    findings: int = 0
    item: str = ""
    """What is being worked on just now, such as a file; with several threads one of theirs."""
    paused: bool = False

    @property
    def fraction(self) -> float | None:
        """How much of the current phase is done, from 0 to 1; None where the total is unknown."""
        if not self.total:
            return None
        return min(self.done / self.total, 1.0)


@dataclass
class _Phase:
    name: str
    total: int | None
    unit: str
    began: float
    meter: RateMeter
    done: int = 0


class Job:
    """One long operation.

    Work calls `phase`, `advance`, `check` and `warn`; faces read `progress`, pause and cancel.

    `clock` gives monotonic seconds. While the job is paused its own time stands still: no rate, no time left and no
    duration knows of the pause.
    """

    def __init__(
        self, kind: str = "", *, token: CancelToken | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.kind = kind
        self.token = token or CancelToken()
        self.findings: list[Finding] = []
        self._pause = Pause(clock)
        self._clock = self._pause.clock
        self._item = ""
        self._began = self._clock()
        self._lock = threading.Lock()
        self._phases: list[_Phase] = [self._new_phase("", None, "bytes")]
        self._weights: dict[str, float] = {}
        self._passed: set[str] = set()
        self._counters: dict[str, int] = {}
        self._subscribers: tuple[Subscriber, ...] = ()

    def plan(self, weights: Mapping[str, float]) -> None:
        """Say which phases will come, in order, and what share of the whole time each is expected to take."""
        with self._lock:
            self._weights = {name: max(weight, 0.0) for name, weight in weights.items()}

    @contextmanager
    def phase(self, name: str, total: int | None = None, unit: str = "bytes") -> Iterator[None]:
        """Begin a phase; it ends with the block.

        Inside another phase it stands in front of it while it lasts.
        """
        self.check()
        phase = self._new_phase(name, total, unit)
        with self._lock:
            self._phases.append(phase)
        self._publish(PhaseBegan(name, total, unit))
        completed = False
        self._item = ""
        try:
            yield
            completed = True
        finally:
            with self._lock:
                self._phases.remove(phase)
                if completed:
                    self._passed.add(name)
            seconds = self._clock() - phase.began
            self._publish(PhaseEnded(name, phase.done, phase.unit, seconds, completed))

    def _new_phase(self, name: str, total: int | None, unit: str) -> _Phase:
        now = self._clock()
        minimum = MINIMUM_BYTES if unit == "bytes" else 0
        return _Phase(name, total, unit, now, RateMeter(now, minimum_work=minimum))

    def advance(self, amount: int) -> None:
        """Count work done in the current phase. Raises Cancelled. Any thread."""
        now = self._clock()
        with self._lock:
            phase = self._phases[-1]
            phase.done += amount
            phase.meter.add(amount, now)
        self.check()

    def count(self, counter: str, amount: int = 1) -> None:
        """Count something beside the progress: pages, files, retries. Any thread."""
        with self._lock:
            self._counters[counter] = self._counters.get(counter, 0) + amount

    def warn(self, finding: Finding) -> None:
        """Report something the user should know. Any thread."""
        with self._lock:
            self.findings.append(finding)
        self._publish(FindingSeen(finding))

    def say(self, text: str, *, rare: bool = False) -> None:
        """Tell people how it goes, in one line: for work without an end. Any thread."""
        self._publish(Said(text, rare))

    def at(self, item: str) -> None:
        """Say what is being worked on, such as a file's path. Cheap enough for every file; any thread."""
        self._item = item

    def check(self) -> None:
        """Wait while the job is paused. Raise Cancelled if somebody asked to stop, also during a pause."""
        while self._pause.holds and not self.token.cancelled:
            self.token.wait(_LOOK_SECONDS)
        if self.token.cancelled:
            raise Cancelled(f"{self.kind or 'the operation'} was cancelled")

    def pause(self) -> None:
        """Have the work stand still from its next `check` on. Raises UsageError where `no_pause` says why not.

        What it holds stays held meanwhile: locks are renewed, files stay as they are.
        """
        if reason := self.no_pause:
            raise UsageError(reason, object_name=self.kind, meaning="It goes on.")
        self._pause.begin()

    def resume(self) -> None:
        """Go on. Does nothing to a job that is not paused."""
        self._pause.end()

    @property
    def paused(self) -> bool:
        """Whether somebody asked for a pause; the work stands still from its next `check` on."""
        return self._pause.asked

    @property
    def no_pause(self) -> str:
        """Why this kind of work cannot be paused; empty if it can."""
        return no_pause(self.kind)

    @contextmanager
    def steady(self) -> Iterator[None]:
        """A block that must not stand still, such as one that watches a server: a pause begins after it."""
        with self._pause.put_off():
            yield

    @property
    def progress(self) -> Progress:
        """A snapshot of the current phase. Cheap; any thread."""
        now = self._clock()
        with self._lock:
            phase = self._phases[-1]
            left = time_left(
                done=phase.done, total=phase.total, elapsed=now - phase.began, meter=phase.meter, now=now
            )
            return Progress(
                phase.name,
                phase.done,
                phase.total,
                phase.unit,
                rate=phase.meter.rate(now),
                time_left=self._with_later_phases(phase, left, now),
                job_fraction=self._job_fraction(phase),
                elapsed=now - self._began,
                counters=MappingProxyType(dict(self._counters)),
                findings=len(self.findings),
                item=self._item,
                paused=self._pause.holds,
            )

    def _job_fraction(self, phase: _Phase) -> float | None:
        whole = sum(self._weights.values())
        if whole <= 0 or phase.name not in self._weights:
            return None
        passed = sum(self._weights[name] for name in self._passed if name in self._weights)
        share = min(phase.done / phase.total, 1.0) if phase.total else 0.0
        if phase.name in self._passed:
            share = 0.0
        return min((passed + self._weights[phase.name] * share) / whole, 1.0)

    def _with_later_phases(
        self, phase: _Phase, left: tuple[float, float] | None, now: float
    ) -> tuple[float, float] | None:
        weight = self._weights.get(phase.name, 0.0)
        if left is None or weight <= 0:
            return left
        names = list(self._weights)
        later = sum(self._weights[name] for name in names[names.index(phase.name) + 1 :])
        elapsed = now - phase.began
        low, high = left
        return low + (elapsed + low) * later / weight, high + (elapsed + high) * later / weight

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Have `subscriber` called with every event, on the thread that causes it; returns how to end that.

        It must return fast. One that raises is logged and not called again: a broken face never stops a
        backup.
        """
        with self._lock:
            self._subscribers = (*self._subscribers, subscriber)
        return lambda: self._unsubscribe(subscriber)

    def _unsubscribe(self, subscriber: Subscriber) -> None:
        with self._lock:
            self._subscribers = tuple(one for one in self._subscribers if one is not subscriber)

    def _publish(self, event: JobEvent) -> None:
        for subscriber in self._subscribers:
            try:
                subscriber(event)
            except Exception:  # noqa: BLE001  # whatever it was, the work goes on
                _log.exception("a subscriber of the job %r failed and is not called again", self.kind)
                self._unsubscribe(subscriber)

    def run(self, work: Callable[[Job], Result]) -> Result:
        """Do the whole job on this thread: `work(job)`, then tell the subscribers how it ended."""
        began = self._clock()
        try:
            result = work(self)
        except Cancelled as error:
            self._publish(JobFinished(Outcome.CANCELLED, error, self._clock() - began))
            raise
        except Exception as error:
            self._publish(JobFinished(Outcome.FAILED, error, self._clock() - began))
            raise
        self._publish(JobFinished(Outcome.DONE, None, self._clock() - began))
        return result
