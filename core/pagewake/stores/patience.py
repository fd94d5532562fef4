"""How long, and with what pauses, a store that does not answer is asked again."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Patience:
    """The n-th pause is a random part of `first_pause * 2**n`, at most `longest_pause`; no try begins later than
    `deadline` seconds after the first.

    `sleep` returns early, or raises, when the work is cancelled.
    """

    deadline: float = 120.0
    first_pause: float = 0.25
    longest_pause: float = 15.0
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], object] = time.sleep
    chance: Callable[[], float] = random.random

    def pauses(self) -> Iterator[bool]:
        """Each step sleeps and gives True, or gives False when the deadline leaves no room for a try."""
        end = self.clock() + self.deadline
        bound = self.first_pause
        while True:
            pause = bound * (0.5 + self.chance() / 2)
            if self.clock() + pause > end:
                yield False
            else:
                self.sleep(pause)
                yield True
            bound = min(bound * 2, self.longest_pause)
