"""A pause of a job: whether one is asked for, a clock that stands still meanwhile, and which work allows it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

PAUSABLE: Final = frozenset({"restore", "drill", "verify"})
"""Work that only reads the repository and writes where nobody else does."""

_REFUSALS: Final = {
    "backup": (
        "a backup cannot be paused: its database keeps all the log that is written meanwhile, and a server stays in "
        "backup mode. Cancel it instead: the next backup uses what was uploaded"
    ),
    "expire": "expiry is not paused: nobody else can tidy the repository while it holds its lock",
    "prune": "a prune is not paused: nobody else can tidy the repository while it holds its lock",
}


def no_pause(kind: str) -> str:
    """Why a kind of work cannot be paused; empty if it can."""
    if kind in PAUSABLE:
        return ""
    return _REFUSALS.get(kind, "this work cannot be paused")


class Pause:
    """Asked for and ended from any thread; `clock` gives the seconds of `ticks` that were no pause."""

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._lock = threading.Lock()
        self._since: float | None = None
        self._before = 0.0
        self._put_off = 0
        self.asked = False

    @property
    def holds(self) -> bool:
        """Whether the work is to stand still now."""
        return self.asked and not self._put_off

    def begin(self) -> None:
        """Ask for a pause; once is enough."""
        with self._lock:
            self.asked = True
            self._tell_clock()

    def end(self) -> None:
        """Go on."""
        with self._lock:
            self.asked = False
            self._tell_clock()

    @contextmanager
    def put_off(self) -> Iterator[None]:
        """Whatever is asked for while the block runs begins after it."""
        with self._lock:
            self._put_off += 1
            self._tell_clock()
        try:
            yield
        finally:
            with self._lock:
                self._put_off -= 1
                self._tell_clock()

    def clock(self) -> float:
        """Seconds, without those of pauses."""
        with self._lock:
            now = self._ticks() if self._since is None else self._since
            return now - self._before

    def _tell_clock(self) -> None:
        """Stop or start the clock as the pause now has it."""
        if self.holds and self._since is None:
            self._since = self._ticks()
        elif not self.holds and self._since is not None:
            self._before += self._ticks() - self._since
            self._since = None
