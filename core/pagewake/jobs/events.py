"""What a job tells its subscribers. Events are values; they are delivered on the thread that caused them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pagewake.errors import PagewakeError
from pagewake.model import Finding


class Outcome(StrEnum):
    """How a job ended."""

    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True)
class PhaseBegan:
    """A phase began."""

    phase: str
    total: int | None
    unit: str


@dataclass(frozen=True)
class PhaseEnded:
    """A phase ended, also when an error ended it."""

    phase: str
    done: int
    unit: str
    seconds: float
    completed: bool


@dataclass(frozen=True)
class FindingSeen:
    """The work reported something that the user should know."""

    finding: Finding


@dataclass(frozen=True)
class Said:
    """The work tells how it goes, in a line for people. `rare` is what matters also to who hears little."""

    text: str
    rare: bool = False


@dataclass(frozen=True)
class JobFinished:
    """The job is over. `error` is None when it is done; an error that is no PagewakeError is a defect."""

    outcome: Outcome
    error: PagewakeError | Exception | None
    seconds: float


JobEvent = PhaseBegan | PhaseEnded | FindingSeen | Said | JobFinished
Subscriber = Callable[[JobEvent], None]
