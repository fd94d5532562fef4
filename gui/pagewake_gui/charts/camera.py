"""What part of a chart's axis is in sight, and how one got there. Pure: no Qt, no pixels.

The camera never leaves the whole of the data, and never comes so near that floats no longer tell values apart.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MAX_HISTORY = 100
NEARER = 1.05
"""By so much more a step has to show to count as farther away."""


@dataclass
class Camera:
    """`low` to `high` is in sight, of `whole`. `nearest` is the shortest stretch that may fill the chart."""

    whole: tuple[float, float] = (0.0, 1.0)
    nearest: float = 1e-3
    low: float = 0.0
    high: float = 1.0
    history: list[tuple[float, float]] = field(default_factory=list)

    @property
    def span(self) -> float:
        """How much is in sight."""
        return self.high - self.low

    @property
    def at_whole(self) -> bool:
        """Whether everything is in sight."""
        return (self.low, self.high) == self.whole

    def limit(self, low: float, high: float) -> None:
        """The data reaches from `low` to `high` now. What is in sight stays, as far as it can."""
        if not low < high:
            low, high = low - 0.5, low + 0.5
        self.whole = (low, high)
        self._show(self.low, self.high)

    def remember(self) -> None:
        """Keep what is in sight as a place to come back to."""
        here = (self.low, self.high)
        if not self.history or self.history[-1] != here:
            self.history.append(here)
            del self.history[:-MAX_HISTORY]

    def show(self, low: float, high: float, *, remember: bool = True) -> None:
        """Have `low` to `high` in sight."""
        if remember:
            self.remember()
        self._show(low, high)

    def show_all(self) -> None:
        """Have everything in sight."""
        self.show(*self.whole)

    def zoom(self, factor: float, at: float, *, remember: bool = True) -> None:
        """Show `factor` times as much; what is at `at` stays where it is."""
        self.show(at - (at - self.low) * factor, at + (self.high - at) * factor, remember=remember)

    def pan(self, by: float, *, remember: bool = True) -> None:
        """Move by an amount of the axis."""
        self.show(self.low + by, self.high + by, remember=remember)

    def reveal(self, low: float, high: float) -> None:
        """Bring a stretch into sight; nothing moves where it is already."""
        if low >= self.low and high <= self.high:
            return
        span = max(self.span, (high - low) * 1.2)
        middle = (low + high) / 2
        self.show(middle - span / 2, middle + span / 2)

    def back(self) -> bool:
        """Return to where one was before; False where there is nothing before."""
        while self.history:
            low, high = self.history.pop()
            if (low, high) != (self.low, self.high):
                self._show(low, high)
                return True
        return False

    def back_to(self, step: int) -> None:
        """Return to a step of the history; the later ones are forgotten."""
        low, high = self.history[step]
        del self.history[step:]
        self._show(low, high)

    def trail(self) -> list[tuple[int, float, float]]:
        """How one came this near: of the history each step (its number and range) that held more than all after it."""
        found: list[tuple[int, float, float]] = []
        for step, (low, high) in enumerate(self.history):
            while found and found[-1][2] - found[-1][1] <= (high - low) * NEARER:
                found.pop()
            found.append((step, low, high))
        while found and found[-1][2] - found[-1][1] <= self.span * NEARER:
            found.pop()
        return found

    def _show(self, low: float, high: float) -> None:
        first, last = self.whole
        span = min(max(high - low, min(self.nearest, last - first)), last - first)
        middle = (low + high) / 2
        low = min(max(middle - span / 2, first), last - span)
        self.low, self.high = low, low + span
        if span >= last - first:
            self.low, self.high = self.whole
