"""What every demo tells: steps with their results and times, and where to look at what it left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import monotonic


@dataclass(frozen=True)
class DemoStep:
    """One row of the table at the end: what was done, what came of it, how long it took."""

    what: str
    result: str
    seconds: float


@dataclass(frozen=True)
class DemoReport:
    """What the demo did, and where it can be looked at. Compared were pages, or the rows of tables."""

    directory: Path
    database: Path
    repository: Path
    restored: Path
    target: datetime
    target_lsn: int
    steps: tuple[DemoStep, ...]
    backups: tuple[str, ...]
    pages_compared: int | None = None
    rows_compared: int | None = None


class Teller:
    """Keeps the steps and the clock between them."""

    def __init__(self, told: Callable[[DemoStep], None]) -> None:
        self._told = told
        self._clock = monotonic()
        self.steps: list[DemoStep] = []

    def step(self, what: str, result: str) -> None:
        """Note what was done since the step before."""
        now = monotonic()
        step = DemoStep(what, result, now - self._clock)
        self._clock = now
        self.steps.append(step)
        self._told(step)
