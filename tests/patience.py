"""Time in tests: what is promised of time holds on a machine that has nothing else to do, and tests run on any.

Waits for what must come are long (`LONG`): that costs nothing where it comes. What must happen at once is measured
less the time in which the machine let something wait for a processor, for a disk or for memory, as Linux counts it
(/proc/pressure, "pressure stall information"). On a quiet machine a promise is therefore measured as it is, and on
a busy one a test does not fail for what its neighbours do.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

LONG = 60.0
"""Seconds that a test waits for what must come."""

_PRESSURES = tuple(Path("/proc/pressure") / name for name in ("cpu", "io", "memory"))
_WITHOUT_FIGURES = 10.0
"""How much longer a thing may take where the system does not say how busy it is."""


def stalled() -> float | None:
    """Seconds since the machine began in which something had to wait for it; None where it does not count them."""
    try:
        lines = [path.read_text().partition("\n")[0] for path in _PRESSURES]
    except OSError:
        return None
    return sum(int(line.rpartition("total=")[2]) for line in lines) / 1e6


class Stopwatch:
    """Measures time, less that in which the machine was too busy."""

    def __init__(self) -> None:
        self._stalled, self._began = stalled(), time.monotonic()

    @property
    def lost(self) -> float:
        """Seconds since it was made in which the machine was too busy."""
        took, now = time.monotonic() - self._began, stalled()
        if self._stalled is None or now is None:
            return took - took / _WITHOUT_FIGURES
        return now - self._stalled

    @property
    def seconds(self) -> float:
        """Seconds since it was made, as they would have been on a machine that has nothing else to do."""
        return max(0.0, time.monotonic() - self._began - self.lost)


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """The block takes less than so many seconds of an idle machine, and less than a minute more of any."""
    watch, began = Stopwatch(), time.monotonic()
    yield
    needed, took = watch.seconds, time.monotonic() - began
    assert needed < seconds and took < seconds + LONG, f"{needed:.2f} s of {took:.2f} s, instead of {seconds}"


def until(condition: Callable[[], object], seconds: float = LONG, otherwise: Callable[[], str] = str) -> None:
    """Wait for something to become true; `otherwise` says what to say where it does not."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"it did not come true in {seconds:.0f} s {otherwise()}"
        time.sleep(0.01)


def rest(seconds: float) -> None:
    """Give others so much time, and several times what the machine was too busy for meanwhile."""
    watch = Stopwatch()
    time.sleep(seconds)
    time.sleep(min(5 * watch.lost, 10 * seconds))
